"""Follow-ups: a look round everybody on one day. What a rule about one person must know of the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from mdnetwork.followups.case import Case
from mdnetwork.followups.inheritance import Cadences
from mdnetwork.followups.phrases import Phrases
from mdnetwork.followups.settings import FollowUpSettings
from mdnetwork.followups.silence import is_gone
from mdnetwork.messages import Texts
from mdnetwork.model import Errand, Gathering, History, Person
from mdnetwork.ordered import differing
from mdnetwork.people import Directory

Found = TypeVar("Found")
Source = TypeVar("Source")
Told = dict[Callable[[Source, "Round"], Any], dict[str, Any]]
"""What was told of each source, by its identity or path: nothing, or something that is true."""


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
        self.told_of_cases: Told[Case] = {}
        self.told_of_meetings: Told[Gathering] = {}
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

    def of_cases(self, tell: Callable[[Case, Round], Found | None]) -> Iterable[Found]:
        """What `tell` says of each case of which it says anything, in no order.

        It may look at that case, and at what names mean: it is asked again where either is another.
        """
        if tell not in self.told_of_cases:
            self.told_of_cases[tell] = {key: said for key, each in self.cases.items() if (said := tell(each, self))}
        return filter(None, self.told_of_cases[tell].values())

    def of_meetings(self, tell: Callable[[Gathering, Round], Found | None]) -> Iterable[Found]:
        """Likewise of each meeting."""
        if tell not in self.told_of_meetings:
            self.told_of_meetings[tell] = {each.note.path: tell(each, self) for each in self.directory.meetings}
        return filter(None, self.told_of_meetings[tell].values())

    def later(self, directory: Directory, changed: Iterable[History]) -> Round:
        """A later look at the same people under the same names, of whom these have another history."""
        look = copy(self)
        look.directory = directory
        cases = {each.person.id: Case(each) for each in changed if each.person.id in self.cases}
        look.cases = self.cases | cases
        look.told_of_cases = {
            tell: said | {key: tell(each, look) for key, each in cases.items()}
            for tell, said in self.told_of_cases.items()
        }
        gone, came = differing(self.directory.meetings, directory.meetings)
        none = dict.fromkeys((each.note.path for each in gone), None)
        look.told_of_meetings = {
            tell: said | none | {each.note.path: tell(each, look) for each in came}
            for tell, said in self.told_of_meetings.items()
        }
        look.found_out = {}
        for work in self.found_out:
            look.found_out[work] = work(look)
        return look

    def once(self, work: Callable[[Round], Mapping[str, Found]], identity: str) -> Found | None:
        """What `work` finds out about everybody, by identity, about this one; done once for all that ask."""
        found: Found | None = self._once(work).get(identity)
        return found

    def _once(self, work: Callable[[Round], Mapping[str, Any]]) -> Mapping[str, Any]:
        if work not in self.found_out:
            self.found_out[work] = work(self)
        return self.found_out[work]
