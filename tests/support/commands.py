"""Every command of `mdnet`, and how to call it on a hostile vault. One table for all tests of hostile input.

`test_hostile_commands.py` walks click's command tree: it fails for a command without a row, and for an option that
occurs in no row of its command.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click

from mdnetwork.cli.program import mdnet

PROGRAM = ""
"""The name of the program itself in the table: `mdnet` without a command."""
GLOBAL = frozenset({"--vault", "--today", "--json", "--quiet"})
"""Options that every command takes. The tests add them themselves."""
FREE_PORT = "0"


class Row(NamedTuple):
    """One way to call one command.

    `arguments` are templates. The places are the fields of `Values`: {person}, {other}, {meeting}, {text}, {csv}…
    """

    command: str
    """Its path in the command tree: "log"; a command in a group would be "group command"."""
    arguments: tuple[str, ...] = ()
    writes: bool = False
    """Whether it may change, add or delete a note or the settings of the vault."""
    answer: str = ""
    """What is typed on the terminal, or comes on stdin: answers to questions, a line for each."""
    running: str = ""
    """Empty: the command ends by itself. Else it runs until SIGINT, and this text says that it is ready."""

    @property
    def name(self) -> str:
        """A name for a test of this row."""
        return " ".join((self.command or "mdnet", *self.arguments))

    def words(self, values: Values) -> list[str]:
        """The words to type after `mdnet`."""
        return [*self.command.split(), *(word.format(**values._asdict()) for word in self.arguments)]


class Values(NamedTuple):
    """What fills the places in the templates. A test makes its own."""

    person: str
    """The name, or the path, of a person's note."""
    other: str
    """A second person."""
    meeting: str
    """The title or the path of a meeting note."""
    text: str
    """Any text: a topic, a tag, a value. May be hostile; it has no NUL, which no command line can hold."""
    csv: Path
    vcf: Path
    ics: Path
    output: Path
    """A file without suffix, outside of the vault, in a folder that exists."""
    folder: Path
    """A folder outside of the vault, for vCards."""
    url: str
    """Of a server, best of one that is not there (a closed port of loopback)."""


_PEOPLE = tuple(word for option in ("kind", "tag", "org", "circle", "place") for word in (f"--{option}", "{text}"))
"""The options that choose people."""
_FIELDS = tuple(
    word
    for field in ("org", "role", "email", "phone", "place", "circle", "met-at", "tag")
    for word in (f"--{field}", "{text}")
)

ROWS: tuple[Row, ...] = (
    Row(PROGRAM),
    Row(PROGRAM, ("--version",)),
    Row(PROGRAM, ("--help",)),
    Row(PROGRAM, ("--minutes", "5")),
    Row(PROGRAM, ("--write",), writes=True),
    Row("log", ("call with {person}, {text}",), writes=True),
    Row("log", ("--dry-run", "call with {person}, {text}")),
    Row("log", ("--daily", "--yes", "call with {person}"), writes=True),
    Row("log", (), writes=True, answer="call with {person}\n"),
    Row("add", ("{text}", *_FIELDS), writes=True),
    Row("add", ("--dry-run", "New Person", "--cadence", "4w", "--met", "yesterday", "--birthday", "1990-02-03")),
    Row("add", ("--dry-run", "New Person", "--introduced-by", "{person}")),
    Row("set", ("{person}", "role={text}"), writes=True),
    Row("set", ("--dry-run", "{person}", "{text}={text}")),
    Row("done", ("{person}", "--note", "{text}"), writes=True, answer="1\n"),
    Row("done", ("{person}",), writes=True, answer="1\n"),
    Row("done", ("--dry-run", "{person}", "{text}"), answer="1\n"),
    Row("snooze", ("{person}", "2w"), writes=True),
    Row("snooze", ("--dry-run", "{person}", "{text}")),
    Row("people"),
    Row("people", ("{text}", *_PEOPLE)),
    Row("people", ("--bridges",)),
    Row("people", ("--weak",)),
    Row("people", ("--drifting", "--sort", "name")),
    Row("show", ("{person}",)),
    Row("show", ("{text}",)),
    Row("search", ("{text}",)),
    Row("due", ("--within", "1y")),
    Row("due", ("--within", "{text}")),
    Row("due", ("--kind", "task", "--tag", "{text}", "--circle", "{text}")),
    Row("why", ("{person}",)),
    Row("why", ("{meeting}",)),
    Row("review", ("--period", "1y")),
    Row("review", ("--period", "{text}")),
    Row("review", ("--write",), writes=True),
    Row("who", ("{text}",)),
    Row("who", ("{text}", "--for", "{person}")),
    Row("reach", ("{person}",)),
    Row("introduce"),
    Row("introduce", ("{person}",)),
    Row("goals"),
    Row("draft", ("{person}",)),
    Row("draft", ("{person}", "--kind", "{text}")),
    Row("draft", ("{person}", "--text", "--language", "it", "--tone", "tu", "--topic", "{text}")),
    Row("draft", ("{person}", "--to", "{other}")),
    Row("draft", ("{person}", "--language", "{text}")),
    Row("map"),
    Row("map", ("{text}", *_PEOPLE)),
    Row("map", ("--around", "{person}", "--steps", "2")),
    Row("map", ("--private", "-o", "{output}.svg")),
    Row("map", ("-o", "{output}.{text}")),
    *(Row("map", ("--format", form)) for form in ("svg", "html", "graphml", "json")),
    Row("map", ("--format", "png", "-o", "{output}.png")),
    Row("open", ("--print", "{person}")),
    Row("open", ("--print", "{meeting}")),
    Row("open", ("{person}",)),
    Row("rename", ("{person}", "New Name"), writes=True),
    Row("rename", ("--dry-run", "{person}", "{text}")),
    Row("merge", ("{person}", "{other}"), writes=True),
    Row("merge", ("--dry-run", "{person}", "{other}")),
    Row("forget", ("{person}",), answer="n\n"),
    Row("forget", ("--yes", "{person}"), writes=True),
    Row("undo", (), writes=True),
    Row("undo", ("--list",)),
    Row("import", ("{csv}",), answer="n\n"),
    Row("import", ("{vcf}",), answer="n\n"),
    Row("import", ("{ics}",), answer="n\n"),
    Row("import", ("--create", "interactive", "{csv}"), answer="n\n" * 50),
    Row("import", ("--create", "all", "--yes", "--photos", "--by-name", "{vcf}"), writes=True),
    Row("import", ("--create", "all", "--yes", "--folder", "{text}", "--take", "org", "{csv}"), writes=True),
    Row("import", ("--dry-run", "--create-where", "org={text}", "--region", "{text}", "{csv}")),
    Row("import", ("--dry-run", "--create-where", "{text}", "{csv}")),
    Row("import", ("--dry-run", "--map", "{text}=org", "--date-order", "dmy", "{csv}")),
    Row("import", ("--dry-run", "--map", "{text}={text}", "{csv}")),
    Row("import", ("--dry-run", "--since", "2026-01-01", "--me", "{text}", "--past", "note", "{ics}")),
    Row("import", ("--dry-run", "--event", "2026-11-20 {text}", "{csv}")),
    Row("import", ("--dry-run", "{output}.{text}")),
    Row("export", ("{text}", *_PEOPLE)),
    Row("export", ("--private", "-o", "{output}.vcf")),
    Row("export", ("-o", "{output}.{text}")),
    Row("export", ("--raw", "--format", "csv")),
    *(Row("export", ("--format", form)) for form in ("vcard", "vcard4", "json", "jsonl", "markdown")),
    Row("dedupe", ("--region", "{text}")),
    Row("dedupe", ("--merge",), writes=True, answer="y\n" * 50),
    Row("check"),
    Row("check", ("--report",)),
    Row("check", ("--fix",), answer="n\n"),
    Row("check", ("--fix", "--dry-run")),
    Row("check", ("--fix", "--yes"), writes=True),
    Row("feed"),
    Row("feed", ("-o", "{output}.ics")),
    Row("feed", ("--kind", "task", "--tag", "{text}", "--circle", "{text}", "--privacy", "initials")),
    Row("feed", ("--name", "{text}")),
    Row("watch", ("-o", "{output}.ics"), running="Watching"),
    Row("watch", ("--vcards", "{folder}", "--poll", "60"), running="Watching"),
    Row("watch", ("-o", "{output}.ics", "--kind", "task", "--tag", "{text}", "--circle", "{text}"), running="Watching"),
    Row("watch", ("-o", "{output}.ics", "--privacy", "busy", "--name", "{text}")),
    Row("serve", ("--port", FREE_PORT, "--poll", "60"), running="Serving"),
    Row("serve", ("--urls", "--rotate-token", "--open", "--read-only")),
    Row("serve", ("--urls", "--host", "{text}")),
    Row("publish", ("{url}", "--calendar", "{text}", "--watch", "--poll", "60")),
    Row("publish", ("{url}", "--people", "--address-book", "{text}")),
    Row("publish", ("{url}", "--name", "{text}")),
    Row("publish", ("{text}",)),
    Row("index"),
    Row("index", ("--rebuild",)),
    Row("index", ("--verify",)),
    Row("help"),
    Row("help", ("writing",)),
    Row("help", ("{text}",)),
    Row("init", (), writes=True, answer="n\n"),
    Row("init", ("--yes",), writes=True),
)


def commands(group: click.Group = mdnet, before: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command of the tree below `group`, hidden ones too, with its path."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None, name
        path = f"{before} {name}".strip()
        yield path, command
        if isinstance(command, click.Group):
            yield from commands(command, path)


def options(command: click.Command) -> Iterator[tuple[str, ...]]:
    """The spellings of each option that is not global: ("--output", "-o"). `--help` is click's own."""
    for param in command.params:
        if isinstance(param, click.Option) and not GLOBAL & {*param.opts}:
            yield (*param.opts, *param.secondary_opts)
