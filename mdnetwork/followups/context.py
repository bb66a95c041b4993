"""Follow-ups: the settings, and what a rule needs to know about everybody else on one day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from datetime import date
from functools import cached_property
from typing import Any, Generic, TypeVar

from mdnetwork.dates import PartialDate, add_days
from mdnetwork.days.deadlines import nearest_to
from mdnetwork.followups.cadences import Cadences, FollowUpSettings
from mdnetwork.followups.history import PersonHistory
from mdnetwork.i18n import Texts, WrittenDay
from mdnetwork.model import FollowUp, History, Meeting, Person, PersonTask
from mdnetwork.ordered import differing
from mdnetwork.people import People
from mdnetwork.people.privacy import is_gone
from mdnetwork.phrases import Phrases

Found = TypeVar("Found")
Said = TypeVar("Said")
_NEAR = 182
"""A yearly day that is at most this many days away is nearer than the one of another year."""
Source = TypeVar("Source")
Look = TypeVar("Look")
Tell = Callable[[Source, Look], tuple[str, Said] | None]
"""Returns what one source says, and the identity it is about. It may use only that source and names."""


class Clock:
    """A day for the rules. It records on which days every answer stays the same as on this one.

    From `holds_from` to `holds_until`, both included, whoever asked the same gets the same answers.
    """

    def __init__(self, today: date) -> None:
        self._today = today
        self.holds_from, self.holds_until = date.min, date.max

    def is_before(self, day: date) -> bool:
        """Whether today is before `day`."""
        if self._today < day:
            self.holds_until = min(self.holds_until, add_days(day, -1))
            return True
        self.holds_from = max(self.holds_from, day)
        return False

    def is_after(self, day: date) -> bool:
        """Whether today is after `day`."""
        return day < date.max and not self.is_before(add_days(day, 1))

    def next(self, day: PartialDate) -> date | None:
        """The next occurrence of a yearly day, today or later; None if the day is unknown."""
        found = day.next_after(self._today)
        if found is not None:
            self.is_after(found)
            before = day.in_year(found.year - 1) if found.year > date.min.year else None
            if before is not None:
                self.is_after(before)
        return found

    def nearest(self, phrase: str) -> date | None:
        """The day of a date without a year, such as "25 November", that is nearest to today."""
        found = nearest_to(phrase, self._today)
        first, last = (add_days(found, n) for n in (-_NEAR, _NEAR)) if found else (self._today, self._today)
        if not first <= self._today <= last:
            first = last = self._today
        self.holds_from, self.holds_until = max(self.holds_from, first), min(self.holds_until, last)
        return found


class FollowUpContext:
    """Everybody except those who died or want no contact (no rule sees them), with settings, day and language."""

    def __init__(self, directory: People, settings: FollowUpSettings, today: date, texts: Texts) -> None:
        self.directory = directory
        self.settings = settings
        self.clock = Clock(today)
        """The day, for the rules. Replace it before each person whose days are to be recorded."""
        self.texts = texts
        self.phrases = Phrases(texts, today)
        self.cadences = Cadences(settings)
        self.computed: dict[Callable[[FollowUpContext], Mapping[str, Any]], Mapping[str, Any]] = {}
        """The results of `once`, by function."""
        self._histories: dict[
            Tell[PersonHistory, FollowUpContext, Any], Hearsay[PersonHistory, FollowUpContext, Any]
        ] = {}
        self._meetings: dict[Tell[Meeting, FollowUpContext, Any], Hearsay[Meeting, FollowUpContext, Any]] = {}
        self.cases: dict[str, PersonHistory] = {
            h.person.id: PersonHistory(h) for h in directory.histories if not is_gone(h.person)
        }

    def day(self, day: date) -> WrittenDay:
        """A day of a sentence, with its year unless that is this year (which the clock records)."""
        after, before = date(day.year, 12, 31), date(day.year, 1, 1)
        return self.texts.day(day, year=self.clock.is_after(after) or self.clock.is_before(before))

    def living(self, identities: tuple[str, ...]) -> tuple[Person, ...]:
        """The people with these identities, except those who may not be named."""
        return tuple([self.cases[each].person for each in identities if each in self.cases])

    def owner(self, path: str) -> Person | None:
        """The person whose note is at `path`, or None."""
        history = self.directory.paths.get(path)
        return history.person if history else None

    @cached_property
    def errands(self) -> dict[str, list[PersonTask]]:
        """Tasks by the identity of their owner: the person whose note holds the task, else the first one it links.

        The first one who may be named: a task that links somebody who died, and then others, is not lost.
        """
        found: dict[str, dict[tuple[str, int], PersonTask]] = {}
        for history in self.directory.histories:
            for errand in history.errands:
                found.setdefault(self.belongs_to(errand, history), {})[errand.path, errand.task.line] = errand
        return {identity: list(theirs.values()) for identity, theirs in found.items()}

    def belongs_to(self, errand: PersonTask, history: History) -> str:
        """The identity of the owner of a task that this history holds."""
        if errand.path == history.person.path:
            return history.person.id
        owner = self.owner(errand.path)
        if owner:
            return owner.id
        return next((each for each in errand.people if each in self.cases), history.person.id)

    def said_in_histories(self, tell: Tell[PersonHistory, FollowUpContext, Said], whom: str) -> Iterable[Said]:
        """What `tell` finds about this identity in all histories, unordered."""
        if tell not in self._histories:
            self._histories[tell] = Hearsay(tell)
            self._histories[tell].hear(self, self.cases.items())
        return self._histories[tell].of(whom)

    def said_in_meetings(self, tell: Tell[Meeting, FollowUpContext, Said], whom: str) -> Iterable[Said]:
        """What `tell` finds about this identity in all meetings, unordered."""
        if tell not in self._meetings:
            self._meetings[tell] = Hearsay(tell)
            self._meetings[tell].hear(self, _by_path(self.directory.meetings))
        return self._meetings[tell].of(whom)

    def later(self, directory: People, changed: Iterable[History]) -> tuple[FollowUpContext, set[str]]:
        """A context for the changed histories of the same people, under the same names. Invalidates this one.

        Also returns the people whose cross-references changed.
        """
        context = copy(self)
        context.directory = directory
        cases = {each.person.id: PersonHistory(each) for each in changed if each.person.id in self.cases}
        context.cases = self.cases | cases
        gone, came = differing(self.directory.meetings, directory.meetings)
        meetings = dict.fromkeys((path for path, _ in _by_path(gone)), None) | dict(_by_path(came))
        concerned = {whom for each in self._histories.values() for whom in each.hear(context, cases.items())}
        concerned |= {whom for each in self._meetings.values() for whom in each.hear(context, meetings.items())}
        context.computed = {}
        for work, before in self.computed.items():
            context.computed[work] = now = work(context)
            concerned |= {whom for whom in before.keys() | now.keys() if before.get(whom) != now.get(whom)}
        return context, concerned

    def once(self, work: Callable[[FollowUpContext], Mapping[str, Found]], identity: str) -> Found | None:
        """The value of `work` for one identity. `work` computes the values for everybody and runs once."""
        found: Found | None = self._once(work).get(identity)
        return found

    def _once(self, work: Callable[[FollowUpContext], Mapping[str, Any]]) -> Mapping[str, Any]:
        if work not in self.computed:
            self.computed[work] = work(self)
        return self.computed[work]


def _by_path(meetings: Iterable[Meeting]) -> Iterable[tuple[str, Meeting]]:
    return ((each.note.path, each) for each in meetings)


class Hearsay(Generic[Source, Look, Said]):
    """The results of `tell` for all sources, cached by source object."""

    def __init__(self, tell: Tell[Source, Look, Said]) -> None:
        self._tell = tell
        self._whom: dict[str, str] = {}
        """The identity, by source."""
        self._said: dict[str, dict[str, Said]] = {}
        """The results, by identity and source."""

    def of(self, whom: str) -> Iterable[Said]:
        """The results about this identity, unordered."""
        return self._said.get(whom, {}).values()

    def hear(self, context: Look, sources: Iterable[tuple[str, Source | None]]) -> set[str]:
        """Replace the results of these sources (None removes one). Returns the identities they concern now or did."""
        concerned: set[str] = set()
        for name, source in sources:
            before = self._whom.pop(name, None)
            if before is not None:
                del self._said[before][name]
                concerned.add(before)
            told = None if source is None else self._tell(source, context)
            if told is not None:
                whom, said = told
                self._whom[name] = whom
                self._said.setdefault(whom, {})[name] = said
                concerned.add(whom)
        return concerned


Rule = Callable[[PersonHistory, FollowUpContext], Iterable[FollowUp]]
"""Finds a person's follow-ups of one kind."""
