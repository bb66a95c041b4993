"""Command line: `mdnet who`, who knows about something, or whom a note would interest."""

from __future__ import annotations

import click

from mdnetwork.cli.introduce import Proposed
from mdnetwork.cli.options import AskingCommand, CommandWithNames, apart, name_option, names
from mdnetwork.cli.run import Run


class Who(CommandWithNames, AskingCommand):
    """It takes a name of several words."""


@click.command(cls=Who)
@click.argument("topic", nargs=-1)
@name_option("--for", "name", shell_complete=names, help="On behalf of this person; several words need no quotes.")
@click.pass_obj
def who(run: Run, topic: tuple[str, ...], name: str) -> None:
    """Who knows about TOPIC, offers it, cares for it or lived it lately; in any form of its words.

    With the path of a note (Articles/Linocut.md): whom it would interest.
    """
    if name:
        name, rest = apart(run.network.directory(run.today), name)
        topic = (*topic, rest) if rest else topic
    if not topic:
        raise click.UsageError("Say what about: `mdnet who linocut`, or the path of a note.")
    nothing = run.network.texts.say("Nobody's note speaks of it. `mdnet search` looks for the words as they stand.")
    run.tell(Proposed(run.network.who(" ".join(topic), run.today, name=name), nothing))
