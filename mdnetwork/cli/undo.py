"""Command line: `mdnet undo`, the last thing written taken back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import click

from mdnetwork.cli.options import Command
from mdnetwork.cli.page import Cell, TextPage
from mdnetwork.cli.records import Record
from mdnetwork.cli.run import Run
from mdnetwork.editing.changes import Step
from mdnetwork.text import one_line


def step_record(step: Step) -> Record:
    """A step as JSON has it."""
    return {"number": step.number, "at": step.at.isoformat(), "title": step.title, "paths": list(step.paths)}


@dataclass(frozen=True)
class Steps:
    """The steps that can be taken back, the latest first."""

    steps: Sequence[Step]

    def data(self) -> list[Record]:
        """schemas/undo.json."""
        return [step_record(step) for step in self.steps]

    def lines(self, page: TextPage) -> Iterator[str]:
        """When, what, and in how many notes."""
        count = page.texts.count
        rows = (
            (
                Cell(f"{step.at:%Y-%m-%d %H:%M}", "faint"),
                one_line(step.title),
                count("{n} note", "{n} notes", len(step.edits)),
            )
            for step in self.steps
        )
        yield from page.table(rows)
        if not self.steps:
            yield page.texts.say("There is nothing to take back.")


@dataclass(frozen=True)
class Undone(Steps):
    """The step that was taken back, if there was one."""

    def lines(self, page: TextPage) -> Iterator[str]:
        """What was taken back, and in which notes."""
        if not self.steps:
            yield from super().lines(page)
        for step in self.steps:
            yield page.texts.say("Taken back: {title}.", title=one_line(step.title))
            yield from (f"  {page.styled(one_line(path), 'faint')}" for path in step.paths)


@click.command(cls=Command)
@click.option("--list", "listed", is_flag=True, help="Only list what can be taken back, the latest first.")
@click.pass_obj
def undo(run: Run, listed: bool) -> None:
    """Take back what the last command wrote, in all its notes; again for the one before.

    A note that changed since is named, and then nothing is done.
    """
    network = run.network
    if listed:
        run.tell(Steps(network.journal.steps()), notice=False)
        return
    step = network.undo()
    if step:
        network.refresh()
    run.tell(Undone([step] if step else []), notice=False)
