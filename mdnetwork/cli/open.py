"""`mdnet open`: opens the note of a person or a meeting in Obsidian, or in an editor."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from mdnetwork.calendar.links import obsidian
from mdnetwork.cli.options import Command, name_argument
from mdnetwork.cli.page import TextPage
from mdnetwork.cli.run import Run
from mdnetwork.errors import MdnetworkError
from mdnetwork.model import Meeting
from mdnetwork.people.links import without_suffix


@click.command("open", cls=Command)
@name_argument
@click.option("--print", "only_print", is_flag=True, help="Only print the note's path, and open nothing.")
@click.pass_obj
def open_(run: Run, name: tuple[str, ...], only_print: bool) -> None:
    """Open the note of a person or of a meeting.

    In Obsidian if it knows the vault, otherwise in $VISUAL or $EDITOR.
    """
    network = run.network
    found = network.at(run.today).directory.find(" ".join(name))
    path = found.note.path if isinstance(found, Meeting) else found.person.path
    is_obsidian = (network.root / ".obsidian").is_dir()
    vault = network.config.feed.vault_name or network.root.name
    uri = obsidian(vault, without_suffix(path))
    run.tell(OpenedNote(path, uri if is_obsidian else ""), notice=False)
    if only_print:
        return
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if is_obsidian and not editor:
        _launch(uri)
    else:
        _edit(network.vault.file(path), editor)


@dataclass(frozen=True)
class OpenedNote:
    """The note that was opened."""

    path: str
    uri: str

    def data(self) -> OpenedNote:
        """The answer as JSON (schemas/open.json)."""
        return self

    def lines(self, page: TextPage) -> Iterator[str]:  # noqa: ARG002  the signature of Answer
        """Its path."""
        yield self.path


def _launch(uri: str) -> None:
    """Pass the address to the system. In it, all characters of a name except letters and digits are percent-encoded."""
    if click.launch(uri):
        raise MdnetworkError("Nothing on this machine opens Obsidian links: set EDITOR, and the note opens in that.")


def _edit(file: Path, editor: str | None) -> None:
    """Open the file in an editor. Its path is one argument, and no shell reads it (docs/security.md).

    The path is absolute, so that it cannot be taken for an option.
    """
    try:
        click.edit(filename=str(file), editor=editor)
    except ValueError as error:  # from shlex: a quotation mark is not closed
        raise MdnetworkError(f"VISUAL or EDITOR cannot be understood ({error}): {editor}.") from error
