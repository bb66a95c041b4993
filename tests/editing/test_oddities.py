"""A vault full of oddities: a day of commands changes exactly the lines that a careful person would have typed."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from mdnetwork import Network
from support.vaults import write

TODAY = date(2026, 11, 23)
SAID = "call, the new map #promised the atlas 📅 2026-11-27"
NOTES: dict[str, bytes] = {
    "People/Crlf Jones.md": (
        b'---\r\ntype: person   # who\r\norg: "Acme"\r\nlast-contact: 2026-01-01\r\n---\r\n# Crlf Jones\r\n\r\n'
        b"## Log\r\n- 2026-10-01 tea\r\n- 2026-09-01 call\r\n\r\n## Tasks\r\n- [ ] send book\r\n"
    ),
    "People/Bom Smith.md": (
        b"\xef\xbb\xbf---\ntype: person\n---\n## Interactions\n* 2026-01-02: first\n* 2026-05-02: third"
    ),
    "People/Tab Reed.md": b"---\ntags:\n\t- person\n---\n"
    b"## Log\n\t- 2026-10-01 tea\n\t\t- nested\n\t- 2026-08-01 call\n",
    "People/Table Vale.md": (
        b"---\ntype: person\n---\n## Log\n\n| Date | Channel | Notes |\n|---|---|---|\n"
        b"| 2026-10-01 | call | the map |\n"
        b"| 2026-09-01 | email | hello |\n"
    ),
    "People/Call Out.md": b"---\ntype: person\n---\n> [!note] Log\n> - 2026-10-01 tea\n\nText.\n",
    "People/Head Ings.md": (
        b"---\ntype: person\n---\n## Conversations\n### 2026-09-01 - Call\nWe talked.\n\n### 2026-10-01 - Lunch\n"
        b"Good.\n\n"
        b"## Other\nx\n"
    ),
    "People/Templ Ater.md": (
        b"---\ntype: person\ncreated: <% tp.date.now() %>\n---\n<%* code %>\n# <% tp.file.title %>\n\n## Log\n"
        b"- <% tp.file.cursor() %>\n"
    ),
    "Persone/Rossi Mario.md": (
        "---\nnome: Mario Rossi\ntipo: persona\nultimo_contatto: 2026-05-01\n---\n## Registro\n- 2026-09-01 – caffè\n"
    ).encode(),
    "People/Plain Text.md": b"Born in a village.\n",
    "People/Latin One.md": b"---\ntype: person\n---\n## Log\n- 2026-01-01 caf\xe9\n",
    "People/Code Block.md": b"---\ntype: person\n---\n```\n## Log\n- 2026-01-01 not\n```\n%% hidden %%\n<!-- x -->\n",
}
LOGGED = {
    "Crlf Jones": ["-last-contact: 2026-01-01\r\n", "+last-contact: 2026-11-22\r\n", f"+- 2026-11-22 {SAID}\r\n"],
    "Bom Smith": ["-* 2026-05-02: third", "+* 2026-05-02: third\n", f"+* 2026-11-22: {SAID}"],
    "Tab Reed": [f"+\t- 2026-11-22 {SAID}\n"],
    "Table Vale": [f"+| 2026-11-22 | call | {SAID.removeprefix('call, ')} |\n"],
    "Call Out": [f"+> - 2026-11-22 {SAID}\n"],
    "Head Ings": [f"+### 2026-11-22 - {SAID}\n", "+\n"],
    "Templ Ater": [f"+- 2026-11-22 {SAID}\n"],
    "Mario Rossi": ["-ultimo_contatto: 2026-05-01\n", "+ultimo_contatto: 2026-11-22\n", f"+- 2026-11-22 – {SAID}\n"],
    "Plain Text": ["+\n", "+## Log\n", f"+- 2026-11-22 {SAID}\n"],
    "Latin One": [f"+- 2026-11-22 {SAID}\n"],
    "Code Block": ["+\n", "+## Log\n", f"+- 2026-11-22 {SAID}\n"],
}
FIELDS = {
    "Crlf Jones": [
        "-last-contact: 2026-01-01\r\n",
        "+last-contact: 2026-11-22\r\n",
        "+role: CTO\r\n",
        "+tags: [x]\r\n",
    ],
    "Bom Smith": ["+role: CTO\n", "+last-contact: 2026-11-22\n", "+tags: [x]\n"],
    "Tab Reed": ["+\t- x\n", "+role: CTO\n", "+last-contact: 2026-11-22\n"],
    "Templ Ater": ["+role: CTO\n", "+last-contact: 2026-11-22\n", "+tags: [x]\n"],
    "Mario Rossi": ["-ultimo_contatto: 2026-05-01\n", "+ultimo_contatto: 2026-11-22\n", "+role: CTO\n", "+tags: [x]\n"],
    "Plain Text": ["+---\n", "+role: CTO\n", "+last-contact: 2026-11-22\n", "+tags: [x]\n", "+---\n"],
    "Latin One": ["+role: CTO\n", "+last-contact: 2026-11-22\n", "+tags: [x]\n"],
}


@pytest.fixture
def net(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Network]:
    for name in ("XDG_STATE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "state"))
    with Network.open(write(tmp_path / "vault", NOTES), cache_dir=tmp_path / "cache") as network:
        network.refresh()
        yield network


def changed(net: Network) -> dict[str, list[str]]:
    """The lines of every note that are new or gone, their ends included, by the person's name."""
    found = {}
    for path, before in NOTES.items():
        old, new = (
            data.decode("utf-8", "surrogateescape").splitlines(keepends=True)
            for data in (before, (net.root / path).read_bytes())
        )
        diff = [line for line in difflib.unified_diff(old, new, n=0) if not line.startswith(("---", "+++ ", "@@"))]
        if diff:
            found[net.directory().paths[path].person.name] = diff
    return found


def test_a_line_is_typed_into_every_log(net: Network) -> None:
    for name in LOGGED:
        net.write(net.log(f"yesterday call with {name}, the new map #promised the atlas by friday", TODAY))
    net.refresh()
    assert changed(net) == LOGGED
    for name in LOGGED:
        lines = [e for e in net.history(name).counted if e.date == date(2026, 11, 22) and e.source != "field"]
        assert [(e.due, e.tags) for e in lines] == [(date(2026, 11, 27), ("promised",))]


def test_fields_are_typed_into_every_note(net: Network) -> None:
    for name in FIELDS:
        net.write(net.set(name, {"role": "CTO", "last_contact": "yesterday", "tags+": "x"}, TODAY))
    net.refresh()
    assert changed(net) == FIELDS


def test_all_of_it_is_taken_back(net: Network) -> None:
    for name in LOGGED:
        net.write(net.log(f"yesterday call with {name}", TODAY))
        net.write(net.set(name, {"circle": "core"}, TODAY))
    net.write(net.rename("Crlf Jones", "Crlf O'Jones", TODAY))
    while net.undo():
        pass
    assert {path: (net.root / path).read_bytes() for path in NOTES} == NOTES
