"""Follow-ups: one person on one day, with what several rules ask of their history, computed once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from mdnetwork.dates import Cadence, PartialDate
from mdnetwork.lazy import lazy
from mdnetwork.model import Evidence, FollowUp, FollowUpKind, History, Person
from mdnetwork.verdicts import AHEAD, KEEPS_PROMISES

if TYPE_CHECKING:
    from mdnetwork.vocabulary import channels
else:  # a question that needs no rule reads no words
    channels = lazy("mdnetwork.vocabulary.channels")

PATIENCE = 3
"""After this many messages without a reply, both ends of the cadence band are doubled."""
_GAPS, _DAYS = 3, 21
"""The minimum for a habit: this many gaps between interactions, over this many days."""


class PersonHistory:
    """A person's history, as the rules use it."""

    def __init__(self, history: History) -> None:
        self.evidence = history
        self.person: Person = history.person
        self._alone = (self.person,)  # shared by all follow-ups about nobody else, which are most
        self.days: tuple[date, ...] = history.days
        """The distinct days of interaction, in order."""
        lines = [e for e in (*history.counted, *history.rejected) if e.tags and is_standing(e)]
        self.tagged: tuple[Evidence, ...] = tuple(sorted(lines, key=place) if len(lines) > 1 else lines)
        """The lines with exchange tags (#promised, #got …), by date, path and line; undated ones last."""

    def held(self, today: date) -> tuple[date, ...]:
        """The distinct days of interaction up to `today`, in order."""
        return self.days[: bisect_right(self.days, today)]

    @cached_property
    def ahead(self) -> tuple[Evidence, ...]:
        """The meetings today that this person attends and that have no notes yet."""
        return tuple(e for e in self.evidence.rejected if e.rejected == AHEAD)

    @cached_property
    def touches(self) -> tuple[Evidence, ...]:
        """The light touches, such as a comment online, by date. They are no contact."""
        return self.evidence.touches

    @cached_property
    def last_wish(self) -> date | None:
        """The latest day on which the user congratulated them online."""
        return latest(e.date for e in self.touches if channels.is_wish(e.text))

    def since(self, cadence: Cadence) -> date | None:
        """The day that a cadence counts from: the last contact, or the last light touch if the cadence says so."""
        return latest((self.last_contact, self.touches[-1].date if cadence.light and self.touches else None))

    @property
    def last_contact(self) -> date | None:
        """The latest day of interaction."""
        return self.days[-1] if self.days else None

    def contact_after(self, day: date) -> bool:
        """Whether there was an interaction after `day`."""
        return bool(self.days) and self.days[-1] > day

    def on(self, day: date | None) -> tuple[Evidence, ...]:
        """The counted evidence of a day, by path and line."""
        return self._by_day.get(day, ())

    @cached_property
    def _by_day(self) -> dict[date | None, tuple[Evidence, ...]]:
        found: dict[date | None, list[Evidence]] = {}
        for each in self.evidence.counted:
            found.setdefault(each.date, []).append(each)
        return {day: tuple(sorted(told, key=place) if len(told) > 1 else told) for day, told in found.items()}

    def lines(self, tag: str) -> list[Evidence]:
        """The lines with this exchange tag, in order."""
        return [e for e in self.tagged if tag in e.tags]

    def last_tagged(self, *tags: str) -> date | None:
        """The latest day with a line that has one of these tags."""
        return latest(e.date for e in self.tagged if not set(tags).isdisjoint(e.tags))

    @cached_property
    def last_reply(self) -> date | None:
        """The latest day on which they contacted the user, or sent what the user waited for (`#got`)."""
        inbound = latest(e.date for e in self.evidence.counted if e.direction == "in")
        return latest((inbound, self.last_tagged("got")))

    @cached_property
    def last_outreach(self) -> date | None:
        """The latest day on which the user contacted them, or both talked."""
        return latest(e.date for e in self.evidence.counted if e.direction != "in")

    def unanswered(self, least: int = 1) -> int:
        """The number of days on which the user wrote, or tried to call, since their last reply or the last talk.

        0 if there are fewer than `least`.
        A last-contact field has no direction: it counts as a talk only if no outgoing line has the same day.
        """
        counted, attempts = self.evidence.counted, self.evidence.attempts
        reached_out = [e for e in counted if e.direction == "out"] + [e for e in attempts if e.direction != "in"]
        out = {e.date for e in reached_out if e.date is not None}
        if len(out) < least:
            return 0
        told = [e for e in counted if e.direction != "out" and not (e.source == "field" and e.date in out)] + [
            e for e in attempts if e.direction == "in"
        ]
        answered = latest(e.date for e in told) or date.min
        times = sum(day > answered for day in out)
        return times if times >= least else 0

    def field(self, key: str, value: object) -> Evidence:
        """A field of the person's note as evidence, dated if its value is a full date."""
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
        """A follow-up of this person, with the clauses joined into one sentence as its reason."""
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


def is_standing(line: Evidence) -> bool:
    """Whether the tags of a line count, even if it is not an interaction."""
    return line.rejected is None or line.rejected in KEEPS_PROMISES


def habit(days: Sequence[date]) -> float | None:
    """The median number of days between these interactions, in order; None if there are too few for a habit."""
    if len(days) <= _GAPS or (days[-1] - days[0]).days < _DAYS:
        return None
    gaps = sorted([(later - earlier).days for earlier, later in pairwise(days)])
    return (gaps[len(gaps) // 2] + gaps[~(len(gaps) // 2)]) / 2


def sentence(clauses: Iterable[str]) -> str:
    """The clauses as one complete sentence."""
    text = "; ".join(clauses)
    return text if text.endswith(("…", "!", "?")) else f"{text}."


def latest(days: Iterable[date | None]) -> date | None:
    """The latest of the known days, or None."""
    return max((day for day in days if day is not None), default=None)


def place(evidence: Evidence) -> tuple[date, str, int, str]:
    """The sort key of evidence: date (undated last), path, line."""
    return (evidence.date or date.max, evidence.path, evidence.line, evidence.text)
