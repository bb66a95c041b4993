"""Command line: `mdnet rename`, `merge`, `forget`: notes that get another name, become one, or go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import click

from mdnetwork.cli.edits import WritingCommand, carry_out, dry_run_option, whom
from mdnetwork.cli.options import name_argument, names, yes_option
from mdnetwork.cli.page import Cell, TextPage
from mdnetwork.cli.records import Record
from mdnetwork.cli.run import Run
from mdnetwork.model import Evidence, History
from mdnetwork.people.links import names_of
from mdnetwork.text import one_line


@click.command(
    cls=WritingCommand,
    epilog='\b\nmdnet rename "Ana Lima" "Ana Lima Duarte"',
)
@click.argument("old", shell_complete=names)
@click.argument("new")
@dry_run_option
@click.pass_obj
def rename(run: Run, old: str, new: str, dry: bool) -> None:
    """Call a person's note NEW, in every link too. The old name stays as an alias."""
    history = whom(run, old)
    carry_out(run, run.network.rename(history.person.path, new, run.today), [history.person], dry=dry)


@click.command(
    cls=WritingCommand,
    epilog='\b\nmdnet merge "Ana Lima" "A. Lima"',
)
@click.argument("kept", shell_complete=names)
@click.argument("other", shell_complete=names)
@dry_run_option
@click.pass_obj
def merge(run: Run, kept: str, other: str, dry: bool) -> None:
    """Make one note of two of the same person: OTHER goes into KEPT, and links to it mean KEPT. Nothing is lost."""
    one, two = whom(run, kept), whom(run, other)
    carry_out(run, run.network.merge(one.person.path, two.person.path, run.today), [one.person, two.person], dry=dry)


@dataclass(frozen=True)
class Forgotten:
    """A person's note that was deleted, and the lines of other notes that still tell of them."""

    history: History
    steps: int

    def data(self) -> Record:
        """schemas/forgotten.json."""
        return {
            "path": self.history.person.path,
            "steps_forgotten": self.steps,
            "left": [{"path": each.path, "line": each.line, "text": each.text} for each in _elsewhere(self.history)],
        }

    def lines(self, page: TextPage) -> Iterator[str]:
        """What was done, and what is left to do by hand."""
        yield page.texts.say(
            "{path} is deleted, and so is what the index and undo held.", path=self.history.person.path
        )
        left = _elsewhere(self.history)
        if left:
            yield page.texts.say("These lines of other notes still tell of them; they are yours to change:")
            yield from page.table(((_place(each), one_line(each.text)) for each in left), indent="  ")


def _elsewhere(history: History) -> list[Evidence]:
    every = (*history.counted, *history.rejected)
    places = {(each.path, each.line): each for each in every if each.path != history.person.path}
    return [places[place] for place in sorted(places)]


def _place(evidence: Evidence) -> Cell:
    return Cell(f"{evidence.path}:{evidence.line}", "faint", place=True)


@click.command(cls=WritingCommand)
@name_argument
@yes_option
@click.pass_obj
def forget(run: Run, name: tuple[str, ...], yes: bool) -> None:
    """Delete a person's note, for somebody who asks to be forgotten; and what the index and undo hold of them.

    What is known of them is shown first. This cannot be taken back.
    """
    network = run.network
    history = whom(run, " ".join(name))
    every = sorted({*history.counted, *history.rejected}, key=lambda each: (each.path, each.line))
    page = TextPage(network.texts, run.today)
    for row in page.table((_place(each), one_line(each.text)) for each in every):
        run.say(row)
    question = network.texts.say("Delete {path} for good?", path=history.person.path)
    if not yes and not run.ask(question, default=False):
        run.say(network.texts.say("Nothing was deleted."))
        return
    with network.lock.held():
        network.write(network.forget(history.person.path, run.today), recorded=False)
        steps = network.purge((*names_of(history.person), history.person.path))
    network.refresh(rebuild=True)
    run.tell(Forgotten(history, steps), notice=False)
