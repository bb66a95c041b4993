"""Follow-ups: one person on one day. What several rules ask of a history, worked out once.

Who is left alone. Status, snooze, and a fresh start.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property

from mdnetwork.dates import PartialDate
from mdnetwork.followups.settings import FollowUpSettings
from mdnetwork.i18n import Texts
from mdnetwork.kinds import KIND
from mdnetwork.model import Evidence, FollowUp, FollowUpKind, History, Person
from mdnetwork.people.testimony import AHEAD

_STANDS = frozenset({None, "co-presence", "outside a log section", "not an interaction", "no date"})
"""A promise is one wherever it is written down, though the line is no interaction."""


class PersonHistory:
    """A person's history as the rules look at it."""

    def __init__(self, history: History) -> None:
        self.evidence = history
        self.person: Person = history.person
        self._alone = (self.person,)  # one for all that is about nobody else: it is most
        self.days: tuple[date, ...] = history.days
        """The distinct days of interaction, in order."""
        lines = [e for e in history.counted if e.tags]
        lines += [e for e in history.rejected if e.tags and e.rejected in _STANDS]
        self.tagged: tuple[Evidence, ...] = tuple(sorted(lines, key=place) if len(lines) > 1 else lines)
        """The lines with exchange tags (#promised, #got …), in order of date, path and line; undated ones last."""

    @cached_property
    def ahead(self) -> tuple[Evidence, ...]:
        """The meetings of today to which they come and of which nothing is written yet."""
        return tuple(e for e in self.evidence.rejected if e.rejected == AHEAD)

    @property
    def last_contact(self) -> date | None:
        """The latest day of interaction."""
        return self.days[-1] if self.days else None

    def contact_after(self, day: date) -> bool:
        """Whether there was an interaction later than `day`."""
        return bool(self.days) and self.days[-1] > day

    def on(self, day: date | None) -> tuple[Evidence, ...]:
        """The counted evidence of a day, in order of path and line."""
        told = [e for e in self.evidence.counted if e.date == day]
        return tuple(sorted(told, key=place) if len(told) > 1 else told)

    def lines(self, tag: str) -> list[Evidence]:
        """The lines that carry this exchange tag, in order."""
        return [e for e in self.tagged if tag in e.tags]

    def last_tagged(self, *tags: str) -> date | None:
        """The latest day on which one of these tags was written."""
        return latest(e.date for e in self.tagged if not set(tags).isdisjoint(e.tags))

    @cached_property
    def last_reply(self) -> date | None:
        """The latest day on which they reached out to me, or gave what I waited for (`#got`)."""
        inbound = latest(e.date for e in self.evidence.counted if e.direction == "in")
        return latest((inbound, self.last_tagged("got")))

    @cached_property
    def last_outreach(self) -> date | None:
        """The latest day on which I reached out, or we talked."""
        return latest(e.date for e in self.evidence.counted if e.direction != "in")

    def unanswered(self, least: int = 1) -> int:
        """How many days I reached out since they last did, or we last talked; 0 where fewer than `least`.

        A last-contact field tells of no direction: it counts as a talk only where no line tells of that day.
        """
        out = {e.date for e in self.evidence.counted if e.direction == "out" and e.date is not None}
        if len(out) < least:
            return 0
        told = [
            e for e in self.evidence.counted if e.direction != "out" and not (e.source == "field" and e.date in out)
        ]
        answered = latest(e.date for e in told) or date.min
        times = sum(day > answered for day in out)
        return times if times >= least else 0

    def field(self, key: str, value: object) -> Evidence:
        """A field of the person's note as evidence, dated where its value is a full date."""
        day = value if isinstance(value, date) else None
        return Evidence(day, self.person.path, self.person.line_of(key), f"{key}: {value}", source="field")

    def follow_up(
        self,
        kind: FollowUpKind,
        due: date | None,
        clauses: Iterable[str],
        evidence: Iterable[Evidence],
        *,
        late_after: date | None = None,
        discriminator: str = "",
        others: Sequence[Person] = (),
        title: str = "",
        path: str = "",
        yearly: PartialDate | None = None,
    ) -> FollowUp:
        """A follow-up of this person; its reason is one sentence made of the clauses."""
        return FollowUp(
            kind,
            self.person,
            due,
            sentence(clauses),
            late_after or due,
            tuple(evidence),
            discriminator,
            (self.person, *others) if others else self._alone,
            yearly=yearly,
            title=title,
            path=path or self.person.path,
        )


def sentence(clauses: Iterable[str]) -> str:
    """The clauses as one finished sentence."""
    text = "; ".join(clauses)
    return text if text.endswith(("…", "!", "?")) else f"{text}."


def latest(days: Iterable[date | None]) -> date | None:
    """The latest of the days that are known."""
    return max((day for day in days if day is not None), default=None)


def place(evidence: Evidence) -> tuple[date, str, int, str]:
    """The order of evidence: date (unknown ones last), path, line."""
    return (evidence.date or date.max, evidence.path, evidence.line, evidence.text)


GONE = frozenset({"deceased", "no-contact"})
"""Silent everywhere, and never named."""


def is_gone(person: Person) -> bool:
    """Whether nothing may speak of this person, nor name them."""
    return person.status in GONE


def heard(found: Iterable[FollowUp], person: Person, settings: FollowUpSettings, texts: Texts) -> Iterator[FollowUp]:
    """The follow-ups of a person that their status and a fresh start let through, moved by their snooze."""
    for follow_up in found:
        if person.status and not KIND[follow_up.kind].when_paused:
            continue
        if settings.fresh_from and _is_stale(follow_up, settings.fresh_from):
            continue
        yield _snoozed(follow_up, person, texts) if person.snooze_until else follow_up


def _is_stale(follow_up: FollowUp, fresh_from: date) -> bool:
    return KIND[follow_up.kind].dropped_by_fresh_start and follow_up.due is not None and follow_up.due < fresh_from


def _snoozed(follow_up: FollowUp, person: Person, texts: Texts) -> FollowUp:
    """The same on the day the snooze ends, if that is later; a row without a date gets this one."""
    until = person.snooze_until or date.min
    if not KIND[follow_up.kind].can_be_snoozed or (follow_up.due is not None and follow_up.due >= until):
        return follow_up
    late_after = max(follow_up.late_after or until, until)
    clauses = (follow_up.reason.removesuffix("."), texts.say("snoozed until {date}", date=until))
    return replace(follow_up, due=until, late_after=late_after, reason=sentence(clauses))
