"""Every way out of a vault goes through the one privacy filter (`people/privacy.py`).

`WAYS` lists the ways out. The tests find them in the code too: commands, classes that keep something current, the web
application, and functions that write files. A new one belongs into a table here, or the tests fail.
"""

from __future__ import annotations

import ast
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time
from pathlib import Path
from typing import NamedTuple, get_args

import click
import pytest
from starlette.testclient import TestClient

import mdnetwork
from mdnetwork.cli.program import mdnet
from mdnetwork.cli.run import PREFIX, Run
from mdnetwork.cli.serve import Feeds
from mdnetwork.cli.watch import CardFolder, FeedFile
from mdnetwork.exchange.exporting import Format
from mdnetwork.kinds import DraftKind
from mdnetwork.people.privacy import HIDES, Audience, Hidden
from mdnetwork.web.feeds import FeedApplication, ServedFeeds
from support.closed import kept
from support.command import call
from support.commands import PROGRAM, commands
from support.private_vault import COMMENT, GONE, NOTES, QUIET, SECRET, SHOWN, STRUCK, TODAY
from support.radicale_server import PASSWORD, USER, radicale
from support.vaults import write

PACKAGE = Path(mdnetwork.__file__).parent


class Way(NamedTuple):
    """A way out: the command, its audience, and what leaves by it."""

    command: str
    audience: Audience
    name: str
    text: Callable[[Path], str]
    """All that leaves from the vault at this path."""


def answer(*arguments: str) -> Callable[[Path], str]:
    """The answer of a command."""
    return lambda vault: call("--vault", vault, *arguments).stdout.replace("\r\n ", "")


def file(name: str, *arguments: str) -> Callable[[Path], str]:
    """The file that a command writes with `-o`."""

    def text(vault: Path) -> str:
        written = vault.parent / name
        call("--vault", vault, *arguments, "-o", written)
        return written.read_bytes().decode().replace("\r\n ", "")

    return text


def note(name: str, *arguments: str) -> Callable[[Path], str]:
    """The note that a command writes into the vault."""

    def text(vault: Path) -> str:
        assert call("--vault", vault, *arguments).status == 0
        return (vault / name).read_text("utf-8")

    return text


LOOMS = ("--topic", "looms")


def drafts(vault: Path) -> str:
    """All drafts to everybody, as text and as JSON."""
    asked = [
        ("draft", *(("--json",) if json else ()), name, "--kind", kind, "--topic", "looms", *to)
        for name in ("Ada Lune", "Bo Reed", f"Pia {QUIET}")
        for kind in get_args(DraftKind)
        for to in ((("--to", "Bo Reed" if name == "Ada Lune" else "Ada Lune"),) if kind == "introduce" else ((),))
        for json in (False, True)
    ]
    asked += [
        ("draft", *(("--json",) if json else ()), "me", *topic) for json in (False, True) for topic in ((), LOOMS)
    ]
    return "\n".join(answer(*arguments)(vault) for arguments in asked)


def run(vault: Path) -> Run:
    """A run of a command that goes on."""
    context = click.Context(mdnet)
    context.meta[f"{PREFIX}vault"] = vault
    context.meta[f"{PREFIX}today"] = TODAY
    return Run.of(kept(context))


def feed_file(vault: Path) -> str:
    """The feed that `watch -o` keeps."""
    going = run(vault)
    FeedFile(going, vault.parent / "kept.ics", {"name": "full"}).bring(going.network)
    return (vault.parent / "kept.ics").read_bytes().decode().replace("\r\n ", "")


def card_folder(vault: Path) -> str:
    """The vCards that `watch --vcards` keeps."""
    going, folder = run(vault), vault.parent / "cards"
    CardFolder(going, folder).bring(going.network)
    return "".join(path.read_bytes().decode().replace("\r\n ", "") for path in sorted(folder.iterdir()))


def web(vault: Path) -> str:
    """All feeds as the web application serves them."""
    going, served = run(vault), ServedFeeds()
    Feeds(going, served).bring(going.network)
    moment = datetime.combine(TODAY, time(), UTC)
    asked = FeedApplication(served, lambda: "token", lambda: moment)
    client = TestClient(asked)
    names = ("feed", "follow-ups", "full", "digest", "tasks")
    return "".join(client.get(f"/token/{name}.ics").text.replace("\r\n ", "") for name in names)


def published(*arguments: str, suffix: str) -> Callable[[Path], str]:
    """Everything on a server after `publish`."""

    def text(vault: Path) -> str:
        with pytest.MonkeyPatch.context() as patch, radicale(vault.parent / "radicale") as server:
            patch.setenv("MDNET_DAV_USER", USER)
            patch.setenv("MDNET_DAV_PASSWORD", PASSWORD)
            patch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
            done = call("--vault", vault, "publish", server.url, *arguments)
            assert done.status == 0, done.stderr
            return "".join(server.objects(suffix).values()).replace("\r\n ", "").replace("\n ", "") + done.stderr

    return text


WAYS = (
    *(Way("feed", "feed", f"feed {name}", answer("feed", *chosen)) for name, chosen in (
        ("", ()), ("full", ("--name", "full")), ("digest", ("--name", "digest")), ("tasks", ("--name", "tasks")),
    )),
    Way("feed", "feed", "feed -o", file("feed.ics", "feed", "--name", "full")),
    Way("watch", "feed", "watch -o", feed_file),
    Way("watch", "file", "watch --vcards", card_folder),
    Way("serve", "feed", "serve", web),
    Way("publish", "feed", "publish", published("--name", "full", suffix="ics")),
    Way("publish", "file", "publish --people", published("--people", suffix="vcf")),
    *(Way("export", "file", f"export {form}", answer("export", "--format", form)) for form in get_args(Format)),
    Way("export", "file", "export -o", file("people.csv", "export")),
    *(Way("map", "map", f"map {form}", answer("map", "--format", form)) for form in ("svg", "html", "graphml", "json")),
    Way("map", "map", "map -o", file("map.svg", "map")),
    Way("draft", "message", "draft", drafts),
    Way("review", "review", "review", answer("review")),
    Way("review", "review", "review --json", answer("review", "--json")),
    Way("review", "review", "review --write", note("Network review.md", "review", "--write")),
    *(Way("who", "review", f"who {' '.join(more)}", answer("who", *more, "looms")) for more in ((), ("--json",))),
    *(Way("reach", "review", f"reach {' '.join(more)}", answer("reach", *more, "Eve Far")) for more in ((), ("--json",))),
    *(Way("introduce", "review", f"introduce {' '.join(more)}", answer("introduce", *more)) for more in ((), ("--json",))),
    *(Way("goals", "review", f"goals {' '.join(more)}", answer("goals", *more)) for more in ((), ("--json",))),
    *(Way("people", "review", f"people {chosen}", answer("people", *chosen.split())) for chosen in ("--bridges", "--bridges --json", "--weak", "--drifting")),
    Way(PROGRAM, "owner", "--write", note("Follow-ups.md", "--write")),
)  # fmt: skip

OWN = {
    "help": "pages of the documentation, without a vault",
    "log": "writes what was typed",
    "add": "writes what was typed",
    "set": "writes what was typed",
    "done": "writes into the person's note",
    "snooze": "writes into the person's note",
    "show": "a person or meeting that was asked for by name",
    "search": "lines with words that were asked for",
    "due": "the user's own screen: everybody who is due",
    "why": "a person or meeting that was asked for by name",
    "open": "opens a note that was asked for",
    "rename": "notes and their links",
    "merge": "two notes that were named",
    "forget": "a note that was named",
    "undo": "notes as they were",
    "import": "files to notes",
    "dedupe": "notes of the user's own",
    "check": "problems in the user's own notes",
    "index": "numbers of notes",
    "init": "the settings",
}
"""The commands that answer on the user's own screen alone, or write only notes that were asked for."""

WRITERS = {
    "cli.exporting._write": "export",
    "cli.feed.feed": "feed",
    "vault.state.VaultState.write": "own state: where the feed was written, what renamed people were called",
    "cli.watch.FeedFile.bring": "watch",
    "exchange.exporting.sync": "watch",
    "cli.serve.Feeds.bring": "serve",
    "cli.publish.FollowUpCalendar.bring": "publish",
    "cli.publish.PeopleBook.bring": "publish",
    "sync.publishing.Publisher._take": "publish",
    "sync.state.Token.rotate": "own state",
    "sync.state.StateTable.change": "own state: tags of what was published, and times of feeds",
    "vault.writing._write": "the writing itself",
}
"""The functions that write bytes outside of notes: the command whose way out it is, or what it writes."""

BRINGING = {"FeedFile", "CardFolder", "SeveralKept", "Feeds", "News", "FollowUpCalendar", "PeopleBook"}
"""The classes that keep something current (`KeptCurrent`); `SeveralKept` calls others, and `News` writes nothing."""


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The vault, with a cache and a state of this test alone, and none of the developer's own settings."""
    for name in [name for name in os.environ if name.startswith(("MDNET_", "_MDNET"))]:
        monkeypatch.delenv(name)
    for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "LOCALAPPDATA", "HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setenv("MDNET_TODAY", TODAY.isoformat())
    return write(tmp_path / "vault", NOTES)


def markers(text: str, *words: str) -> list[str]:
    return [word for word in words if word.casefold() in text.casefold()]


WORD_OF: dict[Hidden, str] = {"private": QUIET, "gone": GONE}
by_way = pytest.mark.parametrize("way", WAYS, ids=[way.name for way in WAYS])


@by_way
def test_nothing_hidden_leaves(way: Way, vault: Path) -> None:
    text = way.text(vault)
    hidden = [WORD_OF[each] for each in HIDES[way.audience]]
    assert markers(text, COMMENT, STRUCK, SECRET, PASSWORD, *hidden) == []
    assert markers(text, *SHOWN) != []


@by_way
def test_the_filter_decides(way: Way, vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the other row in the table of the filter, the same way out names the private person, or no longer does."""
    hides = HIDES[way.audience]
    monkeypatch.setitem(HIDES, way.audience, hides ^ {"private"})
    assert (markers(way.text(vault), QUIET) == [QUIET]) is ("private" in hides)


def test_every_command_has_a_way_out_or_a_reason() -> None:
    outs = {way.command for way in WAYS} - {PROGRAM}
    assert outs.isdisjoint(OWN)
    assert outs | OWN.keys() == {path for path, _ in commands()}


def test_every_class_that_keeps_something_current_is_here() -> None:
    assert {
        node.name
        for path in (PACKAGE / "cli").glob("*.py")
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.ClassDef) and not any("Protocol" in ast.unparse(b) or "ABC" in ast.unparse(b) for b in node.bases)
        and any(isinstance(each, ast.FunctionDef) and each.name == "bring" for each in node.body)
    } == BRINGING  # fmt: skip


def test_every_answer_of_the_web_belongs_to_a_way_out() -> None:
    """An answer is made in one function, from the served feeds: another kind of route needs a way out of its own.

    The page (`web/page/`) answers its owner alone, as the commands do: `tests/web/test_safety.py`.
    """
    assert {
        f"{path.stem}.{node.name}"
        for path in (PACKAGE / "web").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and ("HttpAnswer(" in ast.unparse(node) or "start_response(" in ast.unparse(node))
    } == {"feeds.answer"}  # fmt: skip


def writing_functions() -> Iterator[str]:
    """The functions of the package with a call that may write bytes outside of notes."""
    for path in sorted(PACKAGE.rglob("*.py")):
        module = ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")
        tree = ast.parse(path.read_text("utf-8"))
        owners: list[ast.Module | ast.ClassDef] = [
            tree,
            *(node for node in tree.body if isinstance(node, ast.ClassDef)),
        ]
        for owner in owners:
            place = f"{module}.{owner.name}" if isinstance(owner, ast.ClassDef) else module
            yield from (
                f"{place}.{node.name}"
                for node in owner.body
                if isinstance(node, ast.FunctionDef) and any(map(is_writing, ast.walk(node)))
            )


def is_writing(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    called = ast.unparse(node.func)
    name = called.rpartition(".")[2]
    return (
        name in {"write_if_changed", "write_bytes", "write_text"}
        or called.startswith("sys.stdout.buffer.")
        or called in {"self._shelf.put", "publisher.publish"}
        or called.endswith(").publish")
    )


def test_every_function_that_writes_outside_of_notes_belongs_to_a_way_out() -> None:
    assert {*writing_functions()} == {*WRITERS}
    assert {way.command for way in WAYS} >= {home for home in WRITERS.values() if " " not in home and ":" not in home}
