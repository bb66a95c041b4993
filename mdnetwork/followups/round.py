"""Follow-ups: a look round everybody on one day. What a rule about one person must know of the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from mdnetwork.followups.case import Case
from mdnetwork.followups.inheritance import Cadences
from mdnetwork.followups.phrases import Phrases
from mdnetwork.followups.settings import FollowUpSettings
from mdnetwork.followups.silence import is_gone
from mdnetwork.model import Errand, History, Person
from mdnetwork.people import Directory
from mdnetwork.texts import Texts

Found = TypeVar("Found")


class Round:
    """Everybody but those who died or want no contact, whom no rule gets to see; with settings, day and language."""

    def __init__(
        self,
        directory: Directory,
        settings: FollowUpSettings,
        today: date,
        texts: Texts,
        last: Round | None = None,
    ) -> None:
        """`last` is an earlier look, of whose cases those are kept whose history is the same."""
        self.directory = directory
        self.settings = settings
        self.today = today
        self.texts = texts
        self.phrases = Phrases(texts)
        self.cadences = Cadences(settings)
        self.found_out: dict[Callable[[Round], Mapping[str, Any]], Mapping[str, Any]] = {}
        """What `once` was asked for so far."""
        known: dict[str, Case] = last.cases if last else {}
        self.cases: dict[str, Case] = {
            h.person.id: case if (case := known.get(h.person.id)) and case.history is h else Case(h)
            for h in directory.histories
            if not is_gone(h.person)
        }
        for work in last.found_out if last else ():
            self._once(work)

    def living(self, identities: tuple[str, ...]) -> tuple[Person, ...]:
        """The people of these identities who may be named."""
        return tuple(self.cases[each].person for each in identities if each in self.cases)

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
            own = history.person.path
            for errand in history.errands:
                owner = history.person.id if errand.path == own else self._belongs_to(errand, history)
                found.setdefault(owner, {})[errand.path, errand.task.line] = errand
        return {identity: list(theirs.values()) for identity, theirs in found.items()}

    def _belongs_to(self, errand: Errand, history: History) -> str:
        owner = self.owner(errand.path)
        if owner:
            return owner.id
        return next((each for each in errand.people if each in self.cases), history.person.id)

    def once(self, work: Callable[[Round], Mapping[str, Found]], identity: str) -> Found | None:
        """What `work` finds out about everybody, by identity, about this one; done once for all that ask."""
        found: Found | None = self._once(work).get(identity)
        return found

    def _once(self, work: Callable[[Round], Mapping[str, Any]]) -> Mapping[str, Any]:
        if work not in self.found_out:
            self.found_out[work] = work(self)
        return self.found_out[work]

    def is_like(self, directory: Directory, settings: FollowUpSettings, today: date, texts: Texts) -> bool:
        """Whether this was the same question, about the same people, whatever is told of them."""
        asked = (settings, today, texts.language, directory.paths.keys(), directory.identities.keys())
        mine = self.directory
        return asked == (self.settings, self.today, self.texts.language, mine.paths.keys(), mine.identities.keys())

    @cached_property
    def entangled(self) -> frozenset[str]:
        """The identities of those for whom a rule may look at more than their own history."""
        told = (identity for found in self.found_out.values() for identity in found)
        linking = (
            identity
            for identity, errands in self.errands.items()
            if identity in self.cases and not self._is_own(identity, errands)
        )
        return frozenset((*told, *linking))

    def around(self, identity: str) -> object:
        """What a rule may look at for one person beside history, settings, day, and who there is: what to compare."""
        errands = self.errands.get(identity, ())
        others = [self.living(errand.people) for errand in errands]
        return errands, others, [found.get(identity) for found in self.found_out.values()]

    def _is_own(self, identity: str, errands: Iterable[Errand]) -> bool:
        """Whether all of it stands in the person's own note and links nobody."""
        path = self.cases[identity].person.path
        return all(each.path == path and len(each.people) < 2 for each in errands)  # noqa: PLR2004  whom they belong to
