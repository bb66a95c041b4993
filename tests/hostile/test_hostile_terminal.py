"""What a terminal is sent by every command, in a vault that means to steer it: text, and colours of our own alone."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from mdnetwork.vault.scanning import shown_path
from support.commands import ROWS, Row, Values
from support.fork_server import ForkServer, Reply
from support.hostile_vault import NAMES, TEXTS, TITLE, imports, make, person_path

pytestmark = pytest.mark.slow

pytest.importorskip("pty", reason="terminals are POSIX's")

COLOURS = re.compile(r"\x1b\[(?:0|1|2|31|32|33)m")
"""The codes that we write ourselves, where colours are wanted."""
TYPING = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\r|\x08")
"""What prompt_toolkit writes to move the cursor while a line is typed."""
FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@pytest.fixture(scope="module")
def server() -> Iterator[ForkServer]:
    with ForkServer() as server:
        yield server


class Place:
    """A copy of the hostile vault, with a cache of its own."""

    def __init__(self, folder: Path, server: ForkServer) -> None:
        self.folder, self.server = folder, server
        self.vault, self.outside = folder / "vault", folder / "outside"

    @classmethod
    def made(cls, folder: Path, server: ForkServer) -> Place:
        place = cls(folder, server)
        try:
            make(place.vault)
            place.outside.mkdir()
            imports(place.outside)
        except OSError:
            pytest.skip("this file system takes no such names")
        return place

    def copied(self, folder: Path) -> Place:
        shutil.copytree(self.folder, folder)
        return Place(folder, self.server)

    def values(self, person: str, other: str, text: str, url: str) -> Values:
        files = {suffix: self.outside / f"im{TITLE}port.{suffix}" for suffix in ("csv", "vcf", "ics")}
        return Values(
            person=person,
            other=other,
            meeting=f"Meetings/2026-11-23 Meet{TITLE}.md",
            text=text,
            output=self.outside / f"out{TITLE}",
            folder=self.outside / f"cards{TITLE}",
            url=url,
            **files,
        )

    def run(
        self, *words: str, answer: str = "", running: str = "", piped: bool = False, makes: str = "", **environment: str
    ) -> Reply:
        home = str(self.folder / "home")
        return self.server.run(
            words,
            self.vault,
            {
                "HOME": home,
                "XDG_CACHE_HOME": home,
                "XDG_STATE_HOME": home,
                "PATH": os.environ["PATH"],
                "TERM": "xterm",
                "NO_COLOR": "1",
                "MDNET_TODAY": "2026-11-23",
                "MDNET_VAULT": str(self.vault),
                "EDITOR": "true",
                "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
            }
            | environment,
            answer=answer,
            running=running,
            makes=makes,
            piped=piped,
        )

    def notes(self) -> dict[bytes, bytes]:
        return {
            os.fsencode(path): path.read_bytes()
            for path in self.vault.rglob("*")
            if path.is_file() and path.suffix != ".ics"
        }


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, server: ForkServer) -> Place:
    """For commands that write nothing: all of them together."""
    return Place.made(tmp_path_factory.mktemp("hostile") / "place", server)


@pytest.fixture(scope="module")
def nobody() -> Iterator[str]:
    """The address of a server that is not there: the port is held, and nobody listens."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{held.getsockname()[1]}/"


def assert_calm(said: Reply, *, typing: bool = False, statuses: frozenset[int] = frozenset({0, 1, 2})) -> None:
    """Nothing that a terminal obeys, no traceback, and whoever fails says so in a sentence."""
    assert not said.hangs
    for text in said[:2]:
        assert "Traceback" not in text, text
        left = TYPING.sub("", text) if typing else text.replace("\r\n", "\n")  # files of other programs have them
        found = FORBIDDEN.search(left)
        assert not found, (found, left[max(0, found.start() - 60) : found.end() + 60])
    assert said.status in statuses, said
    if said.status and said.err:
        assert any(line.rstrip().endswith((".", "?", "`")) for line in said.err.split("\n")), said.err


PEOPLE = [shown_path(person_path(name)) for name in NAMES.values()]
WAYS = {"terminal": 2, "pipe": 1, "json": 1}
"""How the answer is asked for, and with how many names and texts a row is tried there."""
NO_JSON = frozenset({"feed", "serve", "--help", "--version", "--format"})
"""Commands and options whose answer has another form than JSON."""


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("number", range(len(ROWS)), ids=[row.name for row in ROWS])
def test_no_command_sends_a_terminal_what_it_would_obey(
    place: Place, nobody: str, tmp_path: Path, number: int, way: str
) -> None:
    row = ROWS[number]
    here = place.copied(tmp_path / "copy") if row.writes else place
    before = here.notes()
    for person, other, text in _asked_about(row, number, WAYS[way]):
        words = row.words(here.values(person, other, text, nobody))
        words += ["--json"] if way == "json" else []
        said = here.run(*words, answer=_typed(row, person), running=row.running, piped=way != "terminal")
        statuses = frozenset({0, 1, 2, 130} if row.running else {0, 1, 2})
        assert_calm(said, typing=row.name == "log", statuses=statuses)
        if way == "json" and said.out and NO_JSON.isdisjoint({row.command, *row.arguments}):
            assert json.loads(said.out) is not None
    if not row.writes:
        assert here.notes() == before


def _asked_about(row: Row, number: int, many: int) -> Iterator[tuple[str, str, str]]:
    asks = any("{person}" in word or "{text}" in word for word in row.arguments)
    for at in range(number, number + (many if asks else 1)):
        yield PEOPLE[at % len(PEOPLE)], PEOPLE[(at + 1) % len(PEOPLE)], TEXTS[at % len(TEXTS)]


def _typed(row: Row, person: str) -> str:
    return row.answer.replace("{person}", person.translate(dict.fromkeys(range(32), " ")))


@pytest.mark.parametrize("path", PEOPLE, ids=NAMES)
@pytest.mark.parametrize(
    "words",
    ["show", "why", "reach", "introduce", "draft", "open --print", "done --dry-run", "forget", "snooze --dry-run"],
)
def test_every_odd_name_is_shown_on_one_line(place: Place, words: str, path: str) -> None:
    said = place.run(*words.split(), "--", path, answer="n\n\n")
    assert_calm(said)
    lines = (said.out + said.err).split("\n")
    assert [line for line in lines if line.startswith("BEGIN")] == []  # what stands behind the newline in a name
    if words == "open --print":
        assert len(lines) == 2
        assert lines[0].startswith("People/")


@pytest.mark.parametrize("words", [(), ("show", PEOPLE[8]), ("due", "--within", "1y"), ("check",), ("people",)])
def test_the_only_codes_are_our_colours(place: Place, words: tuple[str, ...]) -> None:
    """A name that holds codes of colours is no more coloured than others."""
    plain, coloured = place.run(*words), place.run(*words, NO_COLOR="")
    assert_calm(plain)
    assert "\x1b[" in coloured.out
    assert COLOURS.sub("", coloured.out) == plain.out


def test_json_holds_exact_paths(place: Place) -> None:
    for path in PEOPLE:
        assert json.loads(place.run("--json", "open", "--print", "--", path).out)["path"] == path


def test_what_was_said_before_is_said_again_with_its_colours(place: Place) -> None:
    once, again = (place.run("people", NO_COLOR="", COLUMNS="90") for _ in range(2))
    assert once == again
    assert "\x1b[1m" in once.out


@pytest.mark.parametrize("typed", ["", "Z", "Ron", "Yan"])
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_hints_hold_no_codes(place: Place, shell: str, typed: str) -> None:
    words = f"mdnet show {typed}"
    said = place.run(
        piped=True,
        _MDNET_COMPLETE=f"{shell}_complete",
        COMP_WORDS=words,
        COMP_CWORD="2" if shell != "fish" else typed,
    )
    assert_calm(said)
    assert said.out.count("\n") >= 1
    assert "BEGIN" not in said.out.split("\n")


def test_watch_tells_of_a_new_note_with_an_odd_name(place: Place, tmp_path: Path) -> None:
    here = place.copied(tmp_path / "copy")
    for number, name in enumerate(NAMES.values()):
        said = here.run(
            *("watch", "-o", str(here.outside / "feed.ics"), "--poll", "0.1"),
            running="added",
            makes=str(here.vault / f"People/New {number} {name}.md"),
        )
        assert_calm(said, statuses=frozenset({0, 130}))
        assert f"added People/New {number} {name[:3]}" in said.err


SETTINGS = {
    "a key": '"la\\u001b]0;PWN\\u0007ngage" = "it"\n',
    "a table": '["x\\u009b31m\\u202e"]\na = 1\n',
    "a value": 'language = "\\u001b[2J"\n',
    "a list": 'ignore = "x\\u001b[2J"\n',
    "a circle": '[circles]\n"\\u001b[31m" = "\\u0007"\n',
    "a syntax error": 'language = \x1b]0;PWN\x07 "\n',
    "a name of a key": '[keys]\n"\\u001b[31mkey" = 5\n',
    "a feed": '[feeds."\\u001b[31m"]\nprivacy = "\\u009b"\n',
}


@pytest.mark.parametrize("piped", [False, True], ids=["terminal", "pipe"])
@pytest.mark.parametrize("settings", SETTINGS.values(), ids=SETTINGS)
def test_settings_that_are_wrong_are_told_of_plainly(
    server: ForkServer, tmp_path: Path, settings: str, piped: bool
) -> None:
    here = Place.made(tmp_path / "place", server)
    (here.vault / "mdnetwork.toml").write_text(settings, encoding="utf-8")
    said = here.run("due", piped=piped)
    assert_calm(said)
    assert said.status == 1
    assert "mdnetwork.toml" in said.err


@pytest.mark.parametrize("name", [f"va{TITLE}ult", "va\nult", "va\udcffult", "va\u202eult", "-vault"])
def test_a_vault_in_a_folder_with_an_odd_name(server: ForkServer, tmp_path: Path, name: str) -> None:
    here = Place.made(tmp_path / "place", server)
    here.vault = here.vault.rename(here.folder / name)
    (here.vault / ".obsidian").mkdir()
    for words in ((), ("open", "--print", "Ron"), ("index",), ("feed",), ("serve", "--urls"), ("check",), ("init",)):
        assert_calm(here.run(*words))
    gone = here.run("due", MDNET_VAULT=f"{here.vault}x")
    assert_calm(gone)
    assert gone.status == 1


def test_a_day_that_is_none_is_told_of_plainly(place: Place) -> None:
    said = place.run("due", MDNET_TODAY=f"{TITLE}\x9b")
    assert_calm(said)
    assert said.status == 2
