"""Command line: `mdnet reach`, through whom to get to somebody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import click

from mdnetwork.cli.introduce import places
from mdnetwork.cli.options import AskingCommand, name_argument
from mdnetwork.cli.page import Cell, Row, TextPage
from mdnetwork.cli.records import Record, place_records
from mdnetwork.cli.run import Run
from mdnetwork.insight.reach import Way
from mdnetwork.model import Evidence


@dataclass(frozen=True)
class WaysAnswer:
    """The ways to somebody, shortest first."""

    ways: Sequence[Way]

    def data(self) -> list[Record]:
        """schemas/reach.json."""
        return [
            {
                "people": [person.name for person in way.people],
                "evidence": [place_records(step) for step in way.evidence],
                "certain": way.certain,
            }
            for way in self.ways
        ]

    def lines(self, page: TextPage) -> Iterator[str]:
        """Each way on a line, and below it a line for each step."""
        if not self.ways:
            yield page.texts.say("No note tells of a way there.")
        for way in self.ways:
            yield page.heading(_headline(way, page))
            yield from page.table(_steps(way, page), indent="  ")


def _headline(way: Way, page: TextPage) -> str:
    say = page.texts.say
    chain = " → ".join((say("you"), *(person.name for person in way.people)))
    return chain if way.certain else say("{chain} (may know: the same employer)", chain=chain)


def _steps(way: Way, page: TextPage) -> Iterator[Row]:
    for person, lines in zip(way.people, way.evidence, strict=True):
        yield (Cell(person.name, "name"), _when(lines, page), Cell(places(lines), "faint"))


def _when(lines: Sequence[Evidence], page: TextPage) -> str:
    days = [line.date for line in lines if line.date is not None]
    return page.phrases.when(max(days)) if days else ""


@click.command(cls=AskingCommand)
@name_argument
@click.pass_obj
def reach(run: Run, name: tuple[str, ...]) -> None:
    """Through whom to get to a person, or to somebody of an organisation: the shortest way first.

    Each step stands with the lines that tell of it. Colleagues only may know each other, and are told as such.
    """
    run.tell(WaysAnswer(run.network.reach(" ".join(name), run.today)))
