"""What a command writes, reads or listens at: nothing of another kind is replaced, deep files end in a sentence."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("limits of processor time are POSIX's", allow_module_level=True)

from mdnetwork.sync.credentials import is_host
from support import command
from support.limited_process import Ended, calm, run
from support.stressed_vault import NOTES, seen
from support.vaults import write

NOTE = "People/Ada Loughton.md"
OUTPUTS: dict[str, list[str]] = {
    "feed": ["feed", "-o"],
    "svg": ["map", "--format", "svg", "-o"],
    "html": ["map", "--format", "html", "-o"],
    "png": ["map", "--format", "png", "-o"],
    "graphml": ["map", "--format", "graphml", "-o"],
    "graph": ["map", "--format", "json", "-o"],
    "vcard": ["export", "--format", "vcard", "-o"],
    "vcard4": ["export", "--format", "vcard4", "-o"],
    "csv": ["export", "--format", "csv", "-o"],
    "json": ["export", "--format", "json", "-o"],
    "jsonl": ["export", "--format", "jsonl", "-o"],
    "markdown": ["export", "--format", "markdown", "-o"],
}
FOREIGN = {
    "mdnetwork.toml": "computed = false\n",
    ".obsidian/app.json": '{"userIgnoreFilters": []}',
    "theirs.ics": "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Other//EN\r\nEND:VCALENDAR\r\n",
    "theirs.vcf": "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ida\r\nEND:VCARD\r\n",
    "theirs.csv": "name,phone\r\nIda,1\r\n",
    "theirs.json": '[{"title": "x"}]',
    "Table.md": "| name | day |\n| --- | --- |\n",
    "quoted.md": "# How a calendar looks\n\nBEGIN:VCALENDAR PRODID:-//mdnetwork//mdnetwork//EN\n",
}


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "vault"
    write(root, NOTES)
    (tmp_path / "home").mkdir(mode=0o700)
    for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    return root


def call(vault: Path, words: list[str]) -> Ended:
    """Run `mdnet` in this process: what it writes is looked at, not how long it takes."""
    said = command.call("--vault", vault, "--today", "2026-11-23", *words)
    return calm(Ended(said.status, said.stdout + said.stderr))


@pytest.mark.parametrize("name", OUTPUTS)
def test_what_was_written_is_replaced_and_anything_else_is_not(vault: Path, name: str) -> None:
    output = vault.parent / "output"
    for text in (None, "", " \n"):
        if text is not None:
            output.write_text(text)
        assert call(vault, [*OUTPUTS[name], str(output)]).code == 0
        assert output.stat().st_size > 2
    write(vault, {NOTE: "---\ntype: person\nname: Ada Marsh\n---\n"})
    assert call(vault, [*OUTPUTS[name], str(output)]).code == 0
    write(vault, FOREIGN)
    before = seen(vault)
    for path in (NOTE, "theirs.ics", "Table.md") if name != "feed" else (NOTE, *FOREIGN):
        ended = call(vault, [*OUTPUTS[name], str(vault / path)])
        assert (ended.code, "was left alone" in ended.said) == (1, True), path
    assert seen(vault) == before


@pytest.mark.parametrize("name", ["svg", "graph", "vcard", "csv", "json", "jsonl", "markdown"])
def test_no_file_of_others_is_replaced(vault: Path, name: str) -> None:
    write(vault, FOREIGN)
    words = OUTPUTS[name]
    for path, text in FOREIGN.items():
        ended = call(vault, [*words, str(vault / path)])
        assert (ended.code, (vault / path).read_bytes()) == (1, text.encode()), path


def test_a_link_to_a_note_is_not_written_through(vault: Path) -> None:
    (vault.parent / "feed.ics").symlink_to(vault / NOTE)
    ended = call(vault, ["feed", "-o", str(vault.parent / "feed.ics")])
    assert (ended.code, (vault / NOTE).read_text()) == (1, NOTES[NOTE])


def test_an_export_of_nobody_is_replaced(vault: Path) -> None:
    for form in ("vcard", "csv", "json", "jsonl", "markdown"):
        output = vault.parent / form
        for query in (["Nobody"], []):
            assert call(vault, ["export", *query, "--format", form, "-o", str(output)]).code == 0
        assert output.stat().st_size > 20


def test_watch_replaces_only_a_calendar_and_cards_of_ours(vault: Path) -> None:
    ended = call(vault, ["watch", "-o", str(vault / NOTE)])
    assert (ended.code, (vault / NOTE).read_text()) == (1, NOTES[NOTE])
    cards = vault.parent / "cards"
    words = ["watch", "--vcards", str(cards)]
    calm(run(vault, words, running="Watching"))
    first, second = sorted(cards.iterdir())
    first.write_text("BEGIN:VCARD\nFN:Mine\nEND:VCARD\n")
    ended = calm(run(vault, words))
    assert (ended.code, "was left alone" in ended.said) == (1, True)
    assert first.read_text() == "BEGIN:VCARD\nFN:Mine\nEND:VCARD\n"
    first.unlink()
    second.write_text("")
    calm(run(vault, words, running="Watching"))
    assert all(b"FN:" in path.read_bytes() for path in (first, second))


def nested(depth: int, inner: bytes, name: str = "a.vcf") -> bytes:
    for _ in range(depth):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, inner)
        inner = file.getvalue()
    return inner


def workbook() -> bytes:
    """A spreadsheet whose sheet is nested elements and nothing else."""
    openpyxl = pytest.importorskip("openpyxl")
    file, made = io.BytesIO(), io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["name", "org"])
    book.save(file)
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            deep = "<a>" * 20_000 + "</a>" * 20_000
            sheet = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row><c>{deep}'
            new.writestr(name, sheet if name.endswith("sheet1.xml") else old.read(name))
    return made.getvalue()


CARD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ida Brook\r\nEND:VCARD\r\n"
DEEP_JSON = [{"name": "Ida", "org": 1}]
DEEP: dict[str, bytes | Callable[[], bytes]] = {
    "zip.zip": partial(nested, 600, CARD),
    "zip3.zip": partial(nested, 3, CARD),
    "calendars.zip": partial(nested, 600, b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "a.ics"),
    "connections.zip": partial(nested, 600, b"First Name,Last Name\r\nIda,Brook\r\n", "Connections.csv"),
    "brackets.json": b"[" * 100_000,
    "objects.json": b'{"name":' * 100_000,
    "closed.json": b'[{"name": "Ida", "org": ' + b"[" * 50_000 + b"]" * 50_000 + b"}]",
    "lines.jsonl": b"\n".join(b'{"name": "Ida", "tags": ' + b"[" * n + b"]" * n + b"}" for n in range(800, 1000, 3)),
    "digits.json": b'[{"name": ' + b"9" * 100_000 + b"}]",
    "events.ics": b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 5000 + b"END:VEVENT\r\n" * 5000 + b"END:VCALENDAR\r\n",
    "alarms.ics": b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n" + b"BEGIN:VALARM\r\n" * 20_000 + b"END:VCALENDAR\r\n",
    "cards.vcf": b"BEGIN:VCARD\r\n" * 20_000 + b"FN:Ida\r\n" + b"END:VCARD\r\n" * 20_000,
    "birthdays.md": b"---\ntags: " + b"[" * 100_000 + b"\n---\nname=Ida; birthday=01/02/1990\n",
    "toml.md": b"+++\na = " + b"[" * 100_000 + b"\n+++\nname=Ida; birthday=01/02/1990\n",
    "workbook.xlsx": workbook,
}
"""Whoever collects the tests does not make what takes long."""


@pytest.mark.parametrize("name", DEEP)
def test_a_deep_file_to_import_ends_in_a_sentence(vault: Path, name: str) -> None:
    file = vault.parent / name
    deep = DEEP[name]
    file.write_bytes(deep if isinstance(deep, bytes) else deep())
    before = seen(vault)
    ended = calm(run(vault, ["import", "--dry-run", "--create", "all", str(file)]))
    assert len(ended.said) < 5000
    assert ended.said.strip()
    assert seen(vault) == before


def test_an_archive_in_an_archive_is_read(vault: Path) -> None:
    file = vault.parent / "two.zip"
    file.write_bytes(nested(2, CARD))
    ended = calm(run(vault, ["import", "--dry-run", "--create", "all", str(file)]))
    assert (ended.code, "Ida Brook" in ended.said) == (0, True)


@pytest.mark.parametrize("name", ["Deep yaml", "Deep json", "Deep toml"])
def test_deep_front_matter_is_a_problem_of_its_note(vault: Path, name: str) -> None:
    text = {
        "Deep yaml": f"---\na: {'[' * 50_000}\n---\n",
        "Deep json": f"---\n{json.dumps({'a': 1})[:-1]}, {'[' * 50_000}\n---\n",
        "Deep toml": f"+++\na = {'{a=' * 50_000}\n+++\n",
    }[name]
    write(vault, {f"People/{name}.md": text})
    assert f"People/{name}.md" in call(vault, ["check"]).said


HOSTS = [
    "",
    " ",
    "a b",
    "http://127.0.0.1",
    "127.0.0.1:80",
    "[::1]",
    "999.1.1.1",
    "1.2.3",
    "*",
    "-x",
    "x-",
    "a..b",
    "é" * 99,
]


@pytest.mark.parametrize("host", [*HOSTS, "a" * 64, "a." * 200, "x\ny", "localhost/"])
def test_a_host_that_is_none_is_refused_in_a_sentence(host: str) -> None:
    assert not is_host(host)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "::1", "fe80::1%eth0", "0.0.0.0", "localhost", "my-pc.local", "a1.example.org."],  # noqa: S104  not bound
)
def test_hosts(host: str) -> None:
    assert is_host(host)


@pytest.mark.parametrize(
    "words", [["--host", ""], ["--host", "a b", "--urls"], ["--urls", "--port", "0"], ["--port", "65536"]]
)
def test_serve_says_what_is_wrong_with_host_and_port(vault: Path, words: list[str]) -> None:
    ended = call(vault, ["serve", *words])
    assert ended.code == 2
    assert any(option in ended.said for option in ("--host", "--port"))


@pytest.mark.parametrize(
    "url", ["", "http://", "http://a b/", "http://:80/", "http://x:99999/", "http://[::1", "//x", "http://-/"]
)
def test_publish_says_that_an_address_is_none(vault: Path, url: str) -> None:
    ended = call(vault, ["publish", url])
    assert ended.code in {1, 2}
    assert "no address of a server" in ended.said
