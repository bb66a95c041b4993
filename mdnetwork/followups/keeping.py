"""Follow-ups: keeps everybody's follow-ups in memory and updates those that a change may affect."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from itertools import chain

from mdnetwork.followups import in_order, rank
from mdnetwork.followups.cadences import FollowUpSettings
from mdnetwork.followups.context import Clock, FollowUpContext
from mdnetwork.followups.history import PersonHistory
from mdnetwork.i18n import Texts
from mdnetwork.model import FollowUp, History, PersonTask
from mdnetwork.ordered import SortedList, differing
from mdnetwork.people import People
from mdnetwork.people.privacy import is_gone

Find = Callable[[PersonHistory, FollowUpContext], Iterable[FollowUp]]
Changed = list[tuple[History, History]]
"""Pairs of a person's old and new history, at the same path."""
_MANY = 500
"""With this many changed histories everything is computed again."""


class Following:
    """Returns what `follow_ups` returns, but calls `find` only for people that a change may affect.

    A person's follow-ups are computed again when their history is another object, when anything else that a rule may
    use (`_around`) changed, or on a day on which an answer of the clock is another one.
    """

    def __init__(self, find: Find) -> None:
        self._find = find
        self._look: FollowUpContext | None = None
        self._today = date.min
        self._linking: set[str] = set()
        """The people with tasks that link others, or that are in other people's notes."""
        self._around: dict[str, object] = {}
        self._theirs: dict[str, tuple[FollowUp, ...]] = {}
        self._holds: dict[str, tuple[date, date]] = {}
        """The first and last day on which each person's follow-ups stay the same if no note changes."""
        self._all: SortedList[FollowUp] | None = None
        """All follow-ups in order, built at the first request."""

    def follow_ups(self, directory: People, settings: FollowUpSettings, today: date, texts: Texts) -> list[FollowUp]:
        """Every follow-up of everybody, as the function `follow_ups` returns them."""
        self._look_round(directory, settings, today, texts)
        if self._all is None:
            self._all = SortedList(lambda each: rank(each, today), chain.from_iterable(self._theirs.values()))
        return self._all.all().copy()

    def by_person(
        self, directory: People, settings: FollowUpSettings, today: date, texts: Texts
    ) -> tuple[tuple[FollowUp, ...], ...]:
        """The follow-ups grouped by person. A group is the same object at the same index if nothing changed."""
        self._look_round(directory, settings, today, texts)
        return tuple(self._theirs.values())

    def of(
        self, people: Iterable[History], directory: People, settings: FollowUpSettings, today: date, texts: Texts
    ) -> list[FollowUp]:
        """The follow-ups of these people only, as `follow_ups` returns them."""
        context, wanted = self._look, {each.person.id for each in people}
        if (
            context is not None
            and context.directory is directory
            and (context.settings, self._today, context.texts) == (settings, today, texts)
        ):
            return in_order(chain.from_iterable(self._theirs[each] for each in wanted & self._theirs.keys()), today)
        context = FollowUpContext(directory, settings, today, texts)
        found = (self._find(context.cases[identity], context) for identity in wanted & context.cases.keys())
        return in_order(chain.from_iterable(found), today)

    def _look_round(self, directory: People, settings: FollowUpSettings, today: date, texts: Texts) -> None:
        last = self._look
        same = last is not None and (last.settings, last.texts) == (settings, texts)
        changed = _changes(last.directory, directory) if last is not None and same else None
        if last is None or changed is None:
            self._begin(FollowUpContext(directory, settings, today, texts), today)
        elif last.directory is not directory or today != self._today:
            self._mend(last, directory, changed, today)

    def _begin(self, context: FollowUpContext, today: date) -> None:
        self._look, self._today = context, today
        self._holds.clear()
        self._theirs = {identity: self._found(context, identity) for identity in context.cases}
        self._all = None
        self._linking = {each for each in context.errands if _is_linking(context, each)}
        self._around = self._all_around(context)

    def _found(self, context: FollowUpContext, identity: str) -> tuple[FollowUp, ...]:
        context.clock = clock = Clock(self._today)
        found = tuple(self._find(context.cases[identity], context))
        self._holds[identity] = clock.holds_from, clock.holds_until
        return found

    def _mend(self, last: FollowUpContext, directory: People, changed: Changed, today: date) -> None:
        self._look, concerned = last.later(directory, [new for _, new in changed])
        context = self._look
        touched = _mend_errands(context, last, changed)
        self._linking = self._linking - touched | {each for each in touched if _is_linking(context, each)}
        before, self._around = self._around, self._all_around(context)
        anew = {new.person.id for _, new in changed} | touched | concerned
        anew |= {key for key in before.keys() | self._around.keys() if before.get(key) != self._around.get(key)}
        if today != self._today:
            self._today = today
            self._all = None  # the order depends on the day
            anew |= {each for each, (since, until) in self._holds.items() if not since <= today <= until}
        for identity in anew & context.cases.keys():
            self._replace(identity, self._found(context, identity))

    def _replace(self, identity: str, found: tuple[FollowUp, ...]) -> None:
        gone, self._theirs[identity] = self._theirs[identity], found
        if self._all is not None:
            for each in gone:
                self._all.remove(each)
            for each in found:
                self._all.add(each)

    def _all_around(self, context: FollowUpContext) -> dict[str, object]:
        return {identity: _around(context, identity) for identity in self._linking}


def _changes(old: People, new: People) -> Changed | None:
    """The changed histories; None if people or names changed, or if too many histories changed."""
    if old.links is not new.links or len(old.histories) != len(new.histories):
        return None
    changed = list(zip(*differing(old.histories, new.histories), strict=True))
    return changed if len(changed) < _MANY and all(_is_same(was, now) for was, now in changed) else None


def _is_same(was: History, now: History) -> bool:
    one, other = was.person, now.person
    return (one.id, one.path, is_gone(one)) == (other.id, other.path, is_gone(other))


def _mend_errands(context: FollowUpContext, last: FollowUpContext, changed: Changed) -> set[str]:
    """Replace the tasks of the old histories with those of the new ones. Returns the owners of these tasks."""
    errands = context.errands = last.errands.copy()
    was = [(last.belongs_to(errand, old), errand) for old, _ in changed for errand in old.errands]
    now = [(context.belongs_to(errand, new), errand) for _, new in changed for errand in new.errands]
    touched = {owner for owner, _ in (*was, *now)}
    for owner in touched:
        gone = {(errand.path, errand.task.line) for theirs, errand in was if theirs == owner}
        stay = [each for each in errands.get(owner, ()) if (each.path, each.task.line) not in gone]
        errands[owner] = stay + [errand for theirs, errand in now if theirs == owner]
    return touched


def _is_linking(context: FollowUpContext, identity: str) -> bool:
    path = context.cases[identity].person.path if identity in context.cases else ""
    errands: list[PersonTask] = context.errands.get(identity, [])
    return any(each.path != path or len(each.people) > 1 for each in errands)


def _around(context: FollowUpContext, identity: str) -> object:
    """What a rule may use about a person with linked tasks, beyond what it uses for everybody."""
    errands = context.errands.get(identity, ())
    return errands, [context.living(errand.people) for errand in errands]
