"""Command line: `mdnet introduce`, who should meet whom; and how any proposal is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import click

from mdnetwork.cli.options import AskingCommand, names
from mdnetwork.cli.page import Cell, TextPage
from mdnetwork.cli.records import Record, place_records
from mdnetwork.cli.run import Run
from mdnetwork.insight.suggestion import Suggestion
from mdnetwork.model import Evidence


@dataclass(frozen=True)
class Proposed:
    """Proposals, each with its reason and where it stands; `nothing` is said when there are none."""

    suggestions: Sequence[Suggestion]
    nothing: str
    advice: str = ""

    def data(self) -> list[Record]:
        """schemas/who.json and schemas/introduce.json: `person` for one, `people` for a pair."""
        return [_record(each) for each in self.suggestions]

    def lines(self, page: TextPage) -> Iterator[str]:
        """A line each, with the places below."""
        if not self.suggestions:
            yield self.nothing
        yield from page.table(
            (
                Cell(" + ".join(person.name for person in each.people), "name"),
                each.reason,
                Cell(places(each.evidence), "faint"),
            )
            for each in self.suggestions
        )
        if self.suggestions and self.advice:
            yield self.advice


def places(evidence: Iterable[Evidence]) -> str:
    """Where the evidence stands: paths with their lines."""
    return ", ".join(dict.fromkeys(f"{each.path}:{each.line}" for each in evidence))


def _record(each: Suggestion) -> Record:
    names_ = [person.name for person in each.people]
    whom: Record = {"person": names_[0]} if len(names_) == 1 else {"people": names_}
    return {**whom, "reason": each.reason, "evidence": place_records(each.evidence)}


@click.command(cls=AskingCommand)
@click.argument("name", nargs=-1, shell_complete=names)
@click.pass_obj
def introduce(run: Run, name: tuple[str, ...]) -> None:
    """People you know who should meet: one needs what the other knows, or they need or like the same.

    Only pairs of whom no note tells that they know each other. With NAME the pairs of this person.
    """
    say = run.network.texts.say
    found = run.network.introductions(run.today, " ".join(name))
    nothing = say("No notes meet: write `needs`, `expertise` and `interests` into the notes of people.")
    run.tell(Proposed(found, nothing, say("Ask both first; then note it down as #intro.")))
