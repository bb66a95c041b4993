"""Command line: `mdnet due`, whom to get back to now.

`mdnet why`, everything that decides about one person, for and against.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import get_args

import click

from mdnetwork.cli.options import (
    AskingCommand,
    circles_option,
    has_tag,
    is_of,
    kinds_option,
    name_argument,
    span,
    tags_option,
)
from mdnetwork.cli.page import Cell, Row, TextPage
from mdnetwork.cli.records import Record, counted_record, due_record, iso, judged_records, rejected_record
from mdnetwork.cli.run import Run
from mdnetwork.dates import Cadence, Span
from mdnetwork.i18n import Texts
from mdnetwork.kinds import KIND
from mdnetwork.model import Evidence, FollowUp, FollowUpKind
from mdnetwork.network import Why
from mdnetwork.parsing.mentions import ABOUT
from mdnetwork.people.testimony import AFTER_DEATH, AHEAD, CONFLICT_COPY, FITS_SEVERAL, IN_ANOTHERS_LOG
from mdnetwork.phrases import Phrases
from mdnetwork.vocabulary.mood_words import INTENTION, NO_CONTACT, THOUGHT

KINDS: tuple[str, ...] = get_args(FollowUpKind)


@dataclass(frozen=True)
class Due:
    """The follow-ups that are due."""

    follow_ups: Sequence[FollowUp]
    today: date

    def data(self) -> list[Record]:
        """The answer as JSON (schemas/due.json)."""
        return [due_record(each, self.today) for each in self.follow_ups]

    def lines(self, page: TextPage) -> Iterator[str]:
        """One row per line."""
        if not self.follow_ups:
            yield page.texts.say("Nothing is due.")
        yield from page.table(follow_up_row(each, page) for each in self.follow_ups)


def follow_up_row(follow_up: FollowUp, page: TextPage) -> Row:
    """The row of a follow-up: when, who, which kind, why."""
    return (
        Cell(page.phrases.due(follow_up), page.phrases.urgency(follow_up)),
        Cell(follow_up.person.name, "name"),
        Cell(KIND[follow_up.kind].label(page.texts), "faint"),
        follow_up.reason,
    )


@click.command(cls=AskingCommand)
@click.option("--within", type=span, metavar="LENGTH", help="Also what comes due within 10d, 2w, 3 months…")
@kinds_option
@tags_option
@circles_option
@click.pass_obj
def due(run: Run, within: Span | None, kinds: tuple[str, ...], tags: tuple[str, ...], circles: tuple[str, ...]) -> None:
    """Whom to get back to: overdue and due today.

    In order of date, then of importance; follow-ups without a date come last.
    """
    follow_ups = run.network.follow_ups(run.today, within)
    run.tell(Due(chosen(follow_ups, kinds, tags, circles), run.today))


def chosen(
    follow_ups: Iterable[FollowUp], kinds: tuple[str, ...], tags: tuple[str, ...], circles: tuple[str, ...]
) -> list[FollowUp]:
    """The follow-ups of these kinds, tags and circles. An empty tuple allows all."""
    return [
        each
        for each in follow_ups
        if (not kinds or each.kind in kinds)
        and (not tags or has_tag(each.person.tags, tags))
        and (not circles or is_of(each.person.circle, circles))
    ]


@dataclass(frozen=True)
class Explained:
    """The evidence and the follow-ups of one person."""

    why: Why
    today: date

    def data(self) -> Record:
        """The answer as JSON (schemas/why.json)."""
        history, cadence = self.why.history, self.why.cadence
        return {
            "person": history.person.name,
            "id": history.person.id,
            "path": history.person.path,
            "cadence": {"value": cadence.text, "from": self.why.cadence_from} if cadence else None,
            "last_contact": iso(history.last_contact),
            "counted": [counted_record(each) for each in history.counted],
            "rejected": [rejected_record(each) for each in history.rejected],
            "follow_ups": judged_records(self.why.follow_ups, self.today),
        }

    def lines(self, page: TextPage) -> Iterator[str]:
        """Cadence and last contact, then what counted, what did not, and the follow-ups."""
        person = self.why.history.person
        yield f"{page.heading(person.name)}  {page.styled(person.path, 'faint')}"
        yield from page.table(self._summary(page), indent="  ")
        yield from self._counted(page)
        yield from self._rejected(page)
        yield from self._follow_ups(page)

    def _summary(self, page: TextPage) -> list[tuple[Cell, str]]:
        last, cadence = self.why.history.last_contact, self.why.cadence
        spoke = f"{last}, {page.phrases.when(last)}" if last else page.texts.say("never")
        often = often_with_origin(cadence, self.why.cadence_from, page)
        return [
            (Cell(page.texts.say("last contact"), "faint"), spoke),
            (Cell(page.texts.say("cadence"), "faint"), often),
        ]

    def _counted(self, page: TextPage) -> Iterator[str]:
        counted = self.why.history.counted
        if counted:
            days = len(self.why.history.days)
            title = page.texts.count("Counted, on {n} day", "Counted, on {n} days", days)
            yield from ("", page.heading(title))
        yield from page.table((_told(each, page.phrases) for each in counted), indent="  ")

    def _rejected(self, page: TextPage) -> Iterator[str]:
        rejected = self.why.history.rejected
        if rejected:
            yield from ("", page.heading(page.texts.say("Not counted")))
        rows = ((_place(e), rejection_text(e.rejected, page.texts), e.text) for e in rejected if e.rejected)
        yield from page.table(rows, indent="  ")

    def _follow_ups(self, page: TextPage) -> Iterator[str]:
        if self.why.follow_ups:
            yield from ("", page.heading(page.texts.say("Follow-ups")))
        yield from page.table((_judged(each, page) for each in self.why.follow_ups), indent="  ")


def _told(evidence: Evidence, phrases: Phrases) -> tuple[Cell | str, ...]:
    arrow = {"out": "→", "in": "←", "mutual": ""}[evidence.direction]
    channel = phrases.channel_name(evidence.channel)
    return (str(evidence.date), channel, arrow, _place(evidence), evidence.text)


def _place(evidence: Evidence) -> Cell:
    return Cell(f"{evidence.path}:{evidence.line}", "faint", place=True)


def _judged(follow_up: FollowUp, page: TextPage) -> tuple[Cell | str, ...]:
    when, _, kind, reason = follow_up_row(follow_up, page)
    if follow_up.superseded:
        when = Cell(page.texts.say("superseded"), "faint")
    return (when, kind, reason)


def often_with_origin(cadence: Cadence | None, origin: str, page: TextPage) -> str:
    """The cadence and where it comes from: "every 4 to 6 weeks (circle core)"."""
    texts = page.texts
    if cadence is None:
        return texts.say("none")
    often = texts.say("never, by choice") if cadence.never else page.phrases.cadence(cadence)
    kind, _, name = origin.partition(" ")
    said = {
        "person": texts.say("their own"),
        "circle": texts.say("circle {name}", name=name),
        "tag": texts.say("tag {name}", name=name),
        "folder": texts.say("folder {name}", name=name),
        "default": texts.say("default"),
    }
    return f"{often} ({said.get(kind, origin)})"


@click.command(cls=AskingCommand)
@name_argument
@click.pass_obj
def why(run: Run, name: tuple[str, ...]) -> None:
    """Why a person is due, or is not: what counted as contact, what did not, the cadence and all follow-ups."""
    run.tell(Explained(run.network.why(" ".join(name), run.today), run.today))


def rejection_text(reason: str, texts: Texts) -> str:
    """Why a line does not count as contact."""
    return {
        "quoted": texts.say("quoted"),
        "code": texts.say("code"),
        "comment": texts.say("comment"),
        "embed": texts.say("embed"),
        "generated by mdnetwork": texts.say("generated by mdnetwork"),
        "open task": texts.say("open task"),
        "cancelled task": texts.say("cancelled task"),
        "struck out": texts.say("struck out"),
        "news": texts.say("news"),
        "not an interaction": texts.say("not an interaction"),
        "outside a log section": texts.say("outside a log section"),
        "front matter link": texts.say("front matter link"),
        "no date": texts.say("no date"),
        "future date": texts.say("future date"),
        "co-presence": texts.say("co-presence"),
        CONFLICT_COPY: texts.say("conflict copy"),
        FITS_SEVERAL: texts.say("fits several people"),
        IN_ANOTHERS_LOG: texts.say("in another's log"),
        ABOUT: texts.say("the note is about them"),
        INTENTION: texts.say("an intention"),
        THOUGHT: texts.say("a thought"),
        NO_CONTACT: texts.say("no contact"),
        AFTER_DEATH: texts.say("after they died"),
        AHEAD: texts.say("today, with nothing written yet"),
    }[reason]
