"""People: turns mentions into evidence for each person they concern, counted or rejected with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from mdnetwork.dates import add_days
from mdnetwork.frozen import dataclass
from mdnetwork.lazy import lazy
from mdnetwork.model import Evidence, Facts, Mention, Person, PersonTask, Problem, Ref
from mdnetwork.people.attendance import place_of
from mdnetwork.people.directory import shortened
from mdnetwork.people.links import Links
from mdnetwork.verdicts import (
    AFTER_DEATH,
    AHEAD,
    CAN_WAIT,
    CO_PRESENCE,
    CONFLICT_COPY,
    FITS_SEVERAL,
    FUTURE_DATE,
    IN_ANOTHERS_LOG,
    LIGHT,
    NO_DATE,
)

if TYPE_CHECKING:
    from mdnetwork.vocabulary import channels
else:  # what was resolved has it
    channels = lazy("mdnetwork.vocabulary.channels")

Nearby = dict[tuple[str, int, date | None], Evidence]
"""One note's evidence by person (path), line and day. A line counts once for each person."""

_DATED = CAN_WAIT | {None}
"""The verdicts that give way to those of a day. An accepted line does too."""


@dataclass(frozen=True, slots=True)
class ResolutionContext:
    """The data to resolve a note with: links, everybody by path, and the identity to write for each path."""

    links: Links
    people: Mapping[str, Person]
    ids: Mapping[str, str]


def on_day(evidence: Evidence, today: date | None, *, unwritten: bool) -> Evidence:
    """The evidence as it is on `today`: rejected if it is in the future, or if its meeting may still be ahead.

    `unwritten` means that its note is a meeting without text. Without `today` nothing is future.
    """
    if today is None or evidence.date is None or evidence.date < today or evidence.rejected not in _DATED:
        return evidence
    if evidence.date > today:
        return replace(evidence, rejected=FUTURE_DATE)
    return replace(evidence, rejected=AHEAD) if unwritten else evidence


def holds(evidence: Evidence, today: date, *, unwritten: bool) -> tuple[date, date]:
    """The first and last day on which `on_day` gives the same as on `today`."""
    day = evidence.date
    if day is None or evidence.rejected not in _DATED:
        return date.min, date.max
    if today < day:
        return date.min, add_days(day, -1)
    if unwritten and today == day:
        return day, day
    return (add_days(day, 1) if unwritten else day), date.max


class EvidenceBuilder:
    """Builds the evidence of one note, for every day (see `on_day`).

    `crowded` holds the meetings (`links.place_of`) that are too large to count.
    """

    __slots__ = (
        "_alone",
        "_bench",
        "_crowded",
        "_facts",
        "_folder",
        "_is_copy",
        "_is_meeting",
        "_note",
        "_own",
        "problems",
    )

    def __init__(self, facts: Facts, folder: str, bench: ResolutionContext, crowded: set[int]) -> None:
        self.problems: list[Problem] = []
        self._facts = facts
        self._note = note = facts.note
        self._folder = folder
        self._bench = bench
        self._crowded = crowded
        self._own = own = bench.links.owner(note.path)
        self._alone = (bench.ids[own],) if own else ()  # shared by all lines to save memory
        self._is_copy = note.kind == "conflict" or bench.links.is_copy(note.path)
        self._is_meeting = note.kind in {"meeting", "event"}

    def evidence(self) -> Nearby:
        """The evidence for each person. If a line mentions somebody twice, the counted mention wins."""
        nearby: Nearby = {}
        for mention in self._facts.mentions:
            for path, evidence in self._told(mention):
                key = (path, evidence.line, evidence.date)
                if key not in nearby or _weight(evidence) > _weight(nearby[key]):
                    nearby[key] = evidence
        return nearby

    def errands(self) -> Iterator[tuple[str, PersonTask]]:
        """Every task with the path of its owner: the person whose note it is in, else the first person it links."""
        for task in () if self._is_copy else self._facts.tasks:
            linked, _ = self._resolved(task.people, task.line, report=task.state == "open")
            people = dict.fromkeys((self._own, *linked) if self._own else linked)
            if people:
                yield next(iter(people)), PersonTask(task, self._note.path, self._note.date, self._identities(people))

    def _told(self, mention: Mention) -> Sequence[tuple[str, Evidence]]:
        own = self._own
        rejected = CONFLICT_COPY if self._is_copy else mention.rejected
        if own and not mention.people and not mention.links:  # most lines of most logs need no more than this
            reason = rejected or self._outlived(own, mention) or self._objection(mention)
            return ((own, self._evidence(mention, self._alone, reason)),)
        about, unsure = self._resolved(mention.people, mention.line, report=rejected is None)
        about = about if mention.people or not own else [own]
        linked, _ = self._resolved(map(Ref, mention.links), mention.line, report=False)
        against: dict[str, str | None] = dict.fromkeys(unsure, rejected or FITS_SEVERAL)
        if own:
            against |= dict.fromkeys((*about, *linked), rejected or IN_ANOTHERS_LOG)
        counting = [path for path in about if own in {None, path}]
        objection = self._objection(mention)
        against |= {path: rejected or self._outlived(path, mention) or objection for path in counting}
        people = self._identities(dict.fromkeys((*about, *linked)))
        return [(path, self._evidence(mention, people, reason)) for path, reason in against.items()]

    def _objection(self, mention: Mention) -> str | None:
        """Why a mention that the parser accepted is no contact, or None if it is."""
        if mention.date is None:
            return NO_DATE
        if mention.channel == LIGHT:
            return LIGHT
        if self._crowded and mention.source in {"attendee", "link"} and place_of(self._note, mention) in self._crowded:
            return CO_PRESENCE
        return None

    def _outlived(self, path: str, mention: Mention) -> str | None:
        """The reason to reject a mention dated after the person's death, or None."""
        died = self._bench.people[path].died
        return AFTER_DEATH if died is not None and mention.date is not None and mention.date > died else None

    def _resolved(self, refs: Iterable[Ref], line: int, *, report: bool) -> tuple[list[str], list[str]]:
        """The people that the names identify, and the people with a name that fits several."""
        sure: list[str] = []
        unsure: list[str] = []
        for ref in refs:
            found = self._bench.links.people(ref, self._folder)
            if len(found) == 1:
                sure.append(found[0])
            elif found:
                unsure.extend(found)
                if report:
                    self.problems.append(_ambiguous(self._note.path, line, ref, found))
        return sure, unsure

    def _identities(self, paths: Iterable[str]) -> tuple[str, ...]:
        return tuple([self._bench.ids[path] for path in paths])

    def _evidence(self, mention: Mention, people: tuple[str, ...], rejected: str | None) -> Evidence:
        met = self._is_meeting or mention.source == "attendee"
        return Evidence(
            mention.date,
            self._note.path,
            mention.line,
            mention.text,
            mention.channel,
            mention.direction,
            mention.source,
            mention.tags,
            mention.due,
            met if mention.channel is None else channels.in_person(mention.channel),
            people,
            rejected,
        )


def _weight(evidence: Evidence) -> tuple[bool, int]:
    return evidence.rejected is None, len(evidence.people)


def _ambiguous(path: str, line: int, ref: Ref, found: tuple[str, ...]) -> Problem:
    message = f"“{ref.target}” fits several people: {shortened(found)}. Write a link to the one who is meant."
    return Problem(path, line, "AMBIGUOUS-NAME", message)
