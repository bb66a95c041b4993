"""Command line: `mdnet who`, who knows about something, or whom a note would interest."""

from __future__ import annotations

import click

from mdnetwork.cli.introduce import Proposed
from mdnetwork.cli.options import AskingCommand, names
from mdnetwork.cli.run import Run


@click.command(cls=AskingCommand)
@click.argument("topic", nargs=-1, required=True)
@click.option("--for", "name", default="", metavar="NAME", shell_complete=names, help="On behalf of this person.")
@click.pass_obj
def who(run: Run, topic: tuple[str, ...], name: str) -> None:
    """Who knows about TOPIC, offers it, cares for it or lived it lately; in any form of its words.

    With the path of a note (Articles/Linocut.md): whom it would interest.
    """
    nothing = run.network.texts.say("Nobody's note speaks of it. `mdnet search` looks for the words as they stand.")
    run.tell(Proposed(run.network.who(" ".join(topic), run.today, name=name), nothing))
