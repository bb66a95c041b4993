"""Follow-ups: a look round everybody on one day. What a rule about one person must know of the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from mdnetwork.followups.case import Case
from mdnetwork.followups.hearsay import Hearsay, Tell
from mdnetwork.followups.inheritance import Cadences
from mdnetwork.followups.phrases import Phrases
from mdnetwork.followups.settings import FollowUpSettings
from mdnetwork.followups.silence import is_gone
from mdnetwork.messages import Texts
from mdnetwork.model import Errand, Gathering, History, Person
from mdnetwork.ordered import differing
from mdnetwork.people import Directory

Found = TypeVar("Found")
Said = TypeVar("Said")


class Round:
    """Everybody but those who died or want no contact, whom no rule gets to see; with settings, day and language."""

    def __init__(self, directory: Directory, settings: FollowUpSettings, today: date, texts: Texts) -> None:
        self.directory = directory
        self.settings = settings
        self.today = today
        self.texts = texts
        self.phrases = Phrases(texts)
        self.cadences = Cadences(settings)
        self.found_out: dict[Callable[[Round], Mapping[str, Any]], Mapping[str, Any]] = {}
        """What `once` was asked for so far."""
        self._histories: dict[Tell[Case, Round, Any], Hearsay[Case, Round, Any]] = {}
        self._meetings: dict[Tell[Gathering, Round, Any], Hearsay[Gathering, Round, Any]] = {}
        self.cases: dict[str, Case] = {h.person.id: Case(h) for h in directory.histories if not is_gone(h.person)}

    def living(self, identities: tuple[str, ...]) -> tuple[Person, ...]:
        """The people of these identities who may be named."""
        return tuple([self.cases[each].person for each in identities if each in self.cases])

    def owner(self, path: str) -> Person | None:
        """The person whose note lies at `path`."""
        history = self.directory.paths.get(path)
        return history.person if history else None

    @cached_property
    def errands(self) -> dict[str, list[Errand]]:
        """Tasks by the identity of whom they belong to: who has them in their note, else the first whom they link.

        So a task that links somebody who died, and then others, is not lost.
        """
        found: dict[str, dict[tuple[str, int], Errand]] = {}
        for history in self.directory.histories:
            for errand in history.errands:
                found.setdefault(self.belongs_to(errand, history), {})[errand.path, errand.task.line] = errand
        return {identity: list(theirs.values()) for identity, theirs in found.items()}

    def belongs_to(self, errand: Errand, history: History) -> str:
        """The identity of whom an errand that stands in this history belongs to."""
        if errand.path == history.person.path:
            return history.person.id
        owner = self.owner(errand.path)
        if owner:
            return owner.id
        return next((each for each in errand.people if each in self.cases), history.person.id)

    def said_in_histories(self, tell: Tell[Case, Round, Said], whom: str) -> Iterable[Said]:
        """What `tell` says of this identity, whosever history it stands in; in no order."""
        if tell not in self._histories:
            self._histories[tell] = Hearsay(tell)
            self._histories[tell].hear(self, self.cases.items())
        return self._histories[tell].of(whom)

    def said_in_meetings(self, tell: Tell[Gathering, Round, Said], whom: str) -> Iterable[Said]:
        """Likewise of meetings."""
        if tell not in self._meetings:
            self._meetings[tell] = Hearsay(tell)
            self._meetings[tell].hear(self, _by_path(self.directory.meetings))
        return self._meetings[tell].of(whom)

    def later(self, directory: Directory, changed: Iterable[History]) -> tuple[Round, set[str]]:
        """A later look at the same people under the same names, of whom these have another history.

        With it those of whom something else is said than before. The look before it is of no use any more.
        """
        look = copy(self)
        look.directory = directory
        cases = {each.person.id: Case(each) for each in changed if each.person.id in self.cases}
        look.cases = self.cases | cases
        gone, came = differing(self.directory.meetings, directory.meetings)
        meetings = dict.fromkeys((path for path, _ in _by_path(gone)), None) | dict(_by_path(came))
        concerned = {whom for each in self._histories.values() for whom in each.hear(look, cases.items())}
        concerned |= {whom for each in self._meetings.values() for whom in each.hear(look, meetings.items())}
        look.found_out = {}
        for work, before in self.found_out.items():
            look.found_out[work] = now = work(look)
            concerned |= {whom for whom in before.keys() | now.keys() if before.get(whom) != now.get(whom)}
        return look, concerned

    def once(self, work: Callable[[Round], Mapping[str, Found]], identity: str) -> Found | None:
        """What `work` finds out about everybody, by identity, about this one; done once for all that ask."""
        found: Found | None = self._once(work).get(identity)
        return found

    def _once(self, work: Callable[[Round], Mapping[str, Any]]) -> Mapping[str, Any]:
        if work not in self.found_out:
            self.found_out[work] = work(self)
        return self.found_out[work]


def _by_path(meetings: Iterable[Gathering]) -> Iterable[tuple[str, Gathering]]:
    return ((each.note.path, each) for each in meetings)
