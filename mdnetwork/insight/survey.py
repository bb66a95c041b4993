"""Insight: everybody who may be named, on one day. What several measures ask of the people, worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import NamedTuple

from mdnetwork.followups import FollowUpSettings
from mdnetwork.followups.case import Case
from mdnetwork.followups.promise import promises
from mdnetwork.followups.round import Round
from mdnetwork.insight.alike import senses
from mdnetwork.insight.named import may_be_named
from mdnetwork.insight.period import Period
from mdnetwork.messages import Texts
from mdnetwork.model import Evidence, Gathering, Person
from mdnetwork.people import Directory


class Promise(NamedTuple):
    """A promise that I made, and to whom. `kept` is the day it was kept; None where it is open or that is unknown."""

    person: Person
    words: str
    since: date | None
    due: date | None
    is_kept: bool
    kept: date | None
    evidence: Evidence

    @property
    def reckoned(self) -> date | None:
        """The day on which it is counted: the day it was due, or was kept if that was earlier."""
        days = [day for day in (self.due, self.kept) if day is not None]
        return min(days, default=self.since)


class Survey:
    """Cases of all who may be named, by identity; with the settings, the day and the language."""

    def __init__(self, directory: Directory, settings: FollowUpSettings, today: date, texts: Texts) -> None:
        self.directory = directory
        self.today = today
        self.texts = texts
        self.round = Round(directory, settings, today, texts)
        self.cases: Mapping[str, Case] = {
            identity: case for identity, case in self.round.cases.items() if may_be_named(case.person)
        }

    @cached_property
    def promises(self) -> tuple[Promise, ...]:
        """Every promise that I made, by person and age."""
        return tuple(
            Promise(case.person, made.words, made.since, made.due, is_kept, kept, made.evidence)
            for identity, case in self.cases.items()
            for made, is_kept, kept in promises(case, self.round.errands.get(identity, ()))
            if self._may_be_told(made.evidence)
        )

    @cached_property
    def tagged(self) -> tuple[tuple[Case, Evidence], ...]:
        """Every line with an exchange tag, once, with the first of the people it is about."""
        seen: dict[tuple[str, int], tuple[Case, Evidence]] = {}
        for case in self.cases.values():
            for line in case.tagged:
                if self._may_be_told(line):
                    seen.setdefault((line.path, line.line), (case, line))
        return tuple(seen.values())

    @cached_property
    def _private(self) -> frozenset[str]:
        return frozenset(identity for identity, case in self.round.cases.items() if case.person.private)

    def _may_be_told(self, line: Evidence) -> bool:
        """Whether a line names nobody who is private: its words would."""
        return self._private.isdisjoint(line.people)

    @cached_property
    def meetings(self) -> Mapping[str, Gathering]:
        """The meetings and events by the path of their note."""
        return {meeting.note.path: meeting for meeting in self.directory.meetings}

    @cached_property
    def experts(self) -> Mapping[str, list[tuple[Person, str]]]:
        """Who knows about something, with what they know, by each word of it that carries sense."""
        found: dict[str, list[tuple[Person, str]]] = {}
        for case in self.cases.values():
            for what in case.person.expertise:
                for sense in senses(what):
                    found.setdefault(sense, []).append((case.person, what))
        return found

    def active(self, period: Period) -> set[str]:
        """The identities of those with whom there was contact in the period."""
        return {identity for identity, case in self.cases.items() if any(day in period for day in case.days)}
