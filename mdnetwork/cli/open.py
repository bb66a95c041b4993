"""Command line: `mdnet open`, a note in Obsidian or in an editor."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

import click

from mdnetwork.cli.options import Command, name_argument
from mdnetwork.cli.page import Page
from mdnetwork.cli.records import Record
from mdnetwork.cli.run import Run
from mdnetwork.model import Gathering
from mdnetwork.people.naming import without_suffix


@dataclass(frozen=True)
class Opened:
    """The note that was opened."""

    path: str
    uri: str

    def data(self) -> Record:
        """schemas/open.json."""
        return {"path": self.path, "uri": self.uri or None}

    def lines(self, page: Page) -> Iterator[str]:  # noqa: ARG002  as the protocol has it
        """Its path."""
        yield self.path


@click.command("open", cls=Command)
@name_argument
@click.option("--print", "shown", is_flag=True, help="Only print the note's path, and open nothing.")
@click.pass_obj
def open_(run: Run, name: tuple[str, ...], shown: bool) -> None:
    """Open a person's or a meeting's note: in Obsidian where the vault is one of its, else in $VISUAL or $EDITOR."""
    network = run.network
    found = network.directory(run.today).find(" ".join(name))
    path = found.note.path if isinstance(found, Gathering) else found.person.path
    is_obsidian = (network.root / ".obsidian").is_dir()
    vault = network.config.feed.vault_name or network.root.name
    uri = f"obsidian://open?vault={quote(vault, safe='')}&file={quote(without_suffix(path), safe='')}"
    run.tell(Opened(path, uri if is_obsidian else ""), notice=False)
    if shown:
        return
    if is_obsidian and not _editor():
        click.launch(uri)
    else:
        click.edit(filename=str(network.root / path), editor=_editor())


def _editor() -> str | None:
    return os.environ.get("VISUAL") or os.environ.get("EDITOR")
