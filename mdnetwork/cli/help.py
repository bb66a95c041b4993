"""`mdnet help`: the pages of the documentation, which are installed with the program, and the help of a command."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from mdnetwork.cli.options import Command
from mdnetwork.cli.page import Cell, TextPage
from mdnetwork.cli.program import COMMANDS, mdnet
from mdnetwork.cli.run import Run, language_of
from mdnetwork.cli.streams import put_text
from mdnetwork.records import Record

_PACKAGE = Path(__file__).parent.parent
_PLACES = (_PACKAGE / "docs", _PACKAGE.parent / "docs")
"""The folder of the pages in a wheel (`tool.hatch.build` in pyproject.toml), and in a checkout."""
_KINDS = frozenset({".md", ".plist", ".service"})
_LONG = 200
"""The most characters of a command's title."""


@dataclass(frozen=True)
class HelpText:
    """A page, or the help of a command: what it is called, its title and its text."""

    name: str
    title: str
    text: str

    def data(self) -> HelpText:
        """The answer as JSON (schemas/help.json)."""
        return self

    def lines(self, page: TextPage) -> Iterator[str]:  # noqa: ARG002  the signature of Answer
        """The text as it is written."""
        yield from self.text.splitlines()


@dataclass(frozen=True)
class HelpIndex:
    """The pages that there are."""

    texts: Sequence[HelpText]

    def data(self) -> Sequence[Record]:
        """The answer as JSON (schemas/help.json)."""
        return [{"name": each.name, "title": each.title} for each in self.texts]

    def lines(self, page: TextPage) -> Iterator[str]:
        """A row per page, and how to read one."""
        yield from page.table((Cell(each.name, "name"), each.title) for each in self.texts)
        yield page.texts.say("`mdnet help NAME` prints a page, or the help of a command.")


@click.command("help", cls=Command)
@click.argument("name", required=False)
@click.pass_obj
def help_(run: Run, name: str | None) -> None:
    """Read the documentation.

    Without NAME it lists the pages. With NAME it prints that page, or the help of that command.
    """
    files = pages()
    if name is None:
        answer: HelpIndex | HelpText = HelpIndex([_read(*each) for each in files.items() if each[1].suffix == ".md"])
    elif name in files:
        answer = _read(name, files[name])
    else:
        answer = _of_command(run.context, name, files)
    put_text(run.form.written(answer, language_of(run.vault), run.today))


def pages() -> dict[str, Path]:
    """The files of the pages by name, in the order of their names. The name of a `.md` file lacks the suffix."""
    folder = next((place for place in _PLACES if place.is_dir()), _PLACES[0])
    files = sorted(folder.iterdir()) if folder.is_dir() else ()
    return {(each.stem if each.suffix == ".md" else each.name): each for each in files if each.suffix in _KINDS}


def _read(name: str, file: Path) -> HelpText:
    text = file.read_text(encoding="utf-8")
    first = text.partition("\n")[0]
    return HelpText(name, first.removeprefix("# ") if file.suffix == ".md" else name, text)


def _of_command(context: click.Context, name: str, files: dict[str, Path]) -> HelpText:
    command = mdnet.get_command(context, name)
    if command is None:
        near = difflib.get_close_matches(name, [*files, *COMMANDS], n=1)
        hint = f"did you mean {near[0]}?" if near else "`mdnet help` lists the pages."
        context.fail(f"There is no page or command “{name}”; {hint}")
    with click.Context(command, context.parent, name) as inner:
        return HelpText(name, command.get_short_help_str(_LONG), command.get_help(inner))
