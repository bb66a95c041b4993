"""Command line: `mdnet due`, whom to get back to now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import get_args

import click

from mdnetwork.cli.options import AskingCommand, circles_option, has_tag, is_of, kinds_option, span, tags_option
from mdnetwork.cli.page import Cell, Row, TextPage
from mdnetwork.cli.phrases import kind_said
from mdnetwork.cli.records import Record, due_record
from mdnetwork.cli.run import Run
from mdnetwork.dates import Span
from mdnetwork.model import FollowUp, FollowUpKind

KINDS: tuple[str, ...] = get_args(FollowUpKind)


@dataclass(frozen=True)
class Due:
    """The follow-ups that are due."""

    follow_ups: Sequence[FollowUp]
    today: date

    def data(self) -> list[Record]:
        """schemas/due.json."""
        return [due_record(each, self.today) for each in self.follow_ups]

    def lines(self, page: TextPage) -> Iterator[str]:
        """A line each."""
        if not self.follow_ups:
            yield page.texts.say("Nothing is due.")
        yield from page.table(follow_up_row(each, page) for each in self.follow_ups)


def follow_up_row(follow_up: FollowUp, page: TextPage) -> Row:
    """When, who, what kind, why."""
    return (
        Cell(page.phrases.due(follow_up), page.phrases.urgency(follow_up)),
        Cell(follow_up.person.name, "name"),
        Cell(kind_said(follow_up.kind, page.texts), "faint"),
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
    """Those of one of the kinds, of people with one of the tags and of one of the circles; none given is all."""
    return [
        each
        for each in follow_ups
        if (not kinds or each.kind in kinds)
        and (not tags or has_tag(each.person.tags, tags))
        and (not circles or is_of(each.person.circle, circles))
    ]
