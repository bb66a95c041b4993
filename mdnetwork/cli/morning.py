"""`mdnet` without a command: today's meetings, the follow-ups that fit, and the state of the calendar."""

from __future__ import annotations

import os
import shlex
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

from mdnetwork.cli.due import follow_up_row
from mdnetwork.cli.feed import FeedState, feed_state
from mdnetwork.cli.page import Cell, Row, TextPage
from mdnetwork.cli.people import known_of
from mdnetwork.cli.run import Run, advice_without_people
from mdnetwork.dates import add_days
from mdnetwork.frozen import dataclass
from mdnetwork.insight.questions import begin_with, fitting
from mdnetwork.kinds import KIND
from mdnetwork.lazy import lazy
from mdnetwork.model import FollowUp, Meeting, Problem
from mdnetwork.names import fold
from mdnetwork.network import Network
from mdnetwork.parsing.causes import HINTS
from mdnetwork.people.privacy import is_gone
from mdnetwork.records import Record, due_record

if TYPE_CHECKING:
    from mdnetwork.cli import meetings as briefs
    from mdnetwork.cli.meetings import Brief
else:  # most mornings have no meeting, and a brief needs most of `insight`
    briefs = lazy("mdnetwork.cli.meetings")

FRESH = 7
"""For how many days after a meeting the user is asked how it went."""


@dataclass(frozen=True, slots=True)
class Morning:
    """What to do in a few minutes today."""

    today: date
    minutes: int
    meetings: Sequence[Brief]
    unwritten: Sequence[Meeting]
    """Meetings of the last days without any text."""
    follow_ups: Sequence[tuple[FollowUp, str]]
    """Those that fit into the time, each with what to begin with."""
    due: int
    """How many follow-ups are due altogether."""
    errors: int
    warnings: int
    feed: FeedState
    new: OnboardingReport | None
    """What was found in a vault that is new to mdnet."""
    unknown: Sequence[Problem] = ()
    """What several notes of such a vault have and is not known."""
    command: str = "mdnet"
    """How to call `mdnet` on this vault from here."""

    def data(self) -> Record:
        """The answer as JSON (schemas/morning.json)."""
        return {
            "date": self.today,
            "minutes": self.minutes,
            "meetings": [each.record() for each in self.meetings],
            "unwritten": self.unwritten,
            "follow_ups": [
                due_record(each, self.today) | {"minutes": KIND[each.kind].minutes, "begin_with": begin or None}
                for each, begin in self.follow_ups
            ],
            "due": self.due,
            "problems": {"errors": self.errors, "warnings": self.warnings},
            "feed": {
                "today": self.feed.agenda.today,
                "waiting": self.feed.agenda.waiting,
                "other_dates": self.feed.agenda.ahead,
                "path": self.feed.path,
                "written": self.feed.written,
            },
            "found": self.new,
        }

    def lines(self, page: TextPage) -> Iterator[str]:
        """Meetings, people and the state; for a new vault what was found, and what to type next."""
        if self.new:
            yield from self.new.lines(page)
            yield from (problem.message for problem in self.unknown)
            yield ""
            yield from _next_steps(self.command, page)
            return
        yield from self.meeting_lines(page)
        yield from self._people(page)
        yield ""
        yield self.state_line(page)

    def meeting_lines(self, page: TextPage) -> Iterator[str]:
        """Today's meetings, and the last ones without text."""
        for each in self.meetings:
            yield from each.lines(page)
            yield ""
        question = page.texts.say("How did it go?")
        for number, meeting in enumerate(self.unwritten):
            yield briefs.meeting_line(meeting, page)
            yield f"  {question}"
            yield from () if number else briefs.afterwards_lines(meeting, page)
        if self.unwritten:
            yield ""

    def _people(self, page: TextPage) -> Iterator[str]:
        if not self.follow_ups:
            yield page.texts.say("Nobody is waiting for you today.")
        yield from page.table(row for each, begin in self.follow_ups for row in _follow_up_rows(each, begin, page))
        more = self.due - len(self.follow_ups)
        if self.follow_ups and more > 0:
            yield page.texts.count("{n} more in `mdnet due`", "{n} more in `mdnet due`", more)

    def state_line(self, page: TextPage) -> str:
        """The state of the calendar, and the number of problems."""
        problems = self.errors + self.warnings
        count = page.texts.count
        check = count("{n} problem (`mdnet check`).", "{n} problems (`mdnet check`).", problems) if problems else ""
        return f"{self.feed.line(page)} {check}".rstrip()


def _follow_up_rows(follow_up: FollowUp, begin: str, page: TextPage) -> Iterator[Row]:
    """The rows of a follow-up: when, who and why; and what to begin with."""
    yield follow_up_row(follow_up, page)
    if begin:
        yield ("", "", "", Cell(page.texts.say("start: {words}", words=begin), "faint"))


def _next_steps(command: str, page: TextPage) -> Iterator[str]:
    say = page.texts.say
    yield say("What to type next:")
    yield from page.table(
        (
            (f"{command} due", say("who to get in touch with, and why")),
            (f"{command} show NAME", say("everything about a person")),
            (f"{command} feed -o follow-ups.ics", say("the follow-ups as a calendar")),
            (f"{command} check", say("what could not be understood")),
            (f"{command} init", say("write mdnetwork.toml, to set cadences and start fresh")),
        ),
        indent="  ",
    )


def tell_morning(run: Run, minutes: int) -> None:
    """Show the morning. The text for a new vault is shown once."""
    network = run.network
    found = morning(network, run.today, minutes, new=run.is_new)
    somebody = len(network.at(run.today).directory) > 0
    run.tell(replace(found, command=_command(run)), notice=run.is_new == somebody)  # else the morning says it


def _command(run: Run) -> str:
    named = run.vault is not None and "MDNET_VAULT" not in os.environ
    return f"mdnet --vault {shlex.quote(str(run.vault))}" if named else "mdnet"


def morning(network: Network, today: date, minutes: int, *, new: bool) -> Morning:
    """The morning of this day; `new` means that mdnet has not seen the vault before."""
    answers = network.at(today)
    directory = answers.directory
    meetings = directory.meetings_on([add_days(today, -days) for days in range(FRESH + 1)])
    todays = [each for each in meetings if each.note.date == today]
    come = [directory.paths[path] for path in {person.path for each in todays for person in each.people}]
    known = {each.history.person.id: each for each in known_of(network, come, network.at(today).follow_ups_of(come))}
    feed, survey = feed_state(network, today), answers.survey()
    now, count = feed.agenda.now, answers.count_due()
    kinds = {*count, *(each.kind for each in now)}
    begun = [each.load() for each in answers.first_due(lambda due: fitting(chain(now, due), minutes, kinds))]
    return Morning(
        today,
        minutes,
        [briefs.brief(each, known, survey) for each in todays],
        [each for each in meetings if _is_unwritten(each, today)],
        [(each, begin_with(each, survey)) for each in begun],
        sum(count.values()),
        network.at(today).count_problems("error"),
        network.at(today).count_problems("warning"),
        feed,
        found_in(network, today) if new else None,
        [each for each in network.at(today).problems() if each.code in HINTS] if new else [],
    )


def _is_unwritten(meeting: Meeting, today: date) -> bool:
    """Whether a recent meeting has no text. Not if someone in it died or wants no contact."""
    day = meeting.note.date
    recent = day is not None and add_days(today, -FRESH) <= day < today
    return recent and not meeting.note.has_text and not any(is_gone(person) for person in meeting.people)


@dataclass(frozen=True, slots=True)
class OnboardingReport:
    """Counts of a vault's contents: a part of the JSON of schemas/morning.json and schemas/init.json."""

    notes: int
    dated_notes: int
    people: int
    interactions: int
    circles: tuple[str, ...]
    """The most frequent first, each in its most common spelling."""
    overdue: int

    def lines(self, page: TextPage) -> Iterator[str]:
        """The counts as one sentence."""
        say, count = page.texts.say, page.texts.count
        found = (
            count("{n:,} person", "{n:,} people", self.people),
            count("{n:,} dated note", "{n:,} dated notes", self.dated_notes),
            count("{n:,} interaction", "{n:,} interactions", self.interactions),
        )
        circles = say("; circles: {names}", names=", ".join(self.circles)) if self.circles else ""
        overdue = count("; {n:,} overdue", "; {n:,} overdue", self.overdue) if self.overdue else ""
        yield f"{', '.join(found)}{circles}{overdue}."
        if not self.people:
            yield advice_without_people(self.notes, page.texts)


def found_in(network: Network, today: date) -> OnboardingReport:
    """The contents of the vault on this day."""
    found = network.at(today).totals()
    circles = _by_frequency(found.circles)
    return OnboardingReport(found.notes, found.dated, found.people, found.interactions, circles, found.overdue)


def _by_frequency(names: Counter[str]) -> tuple[str, ...]:
    spellings: dict[str, Counter[str]] = {}
    for name, number in names.items():
        spellings.setdefault(fold(name), Counter())[name] += number
    frequent = sorted(spellings.items(), key=lambda item: (-item[1].total(), item[0]))
    return tuple(counted.most_common(1)[0][0] for _, counted in frequent)
