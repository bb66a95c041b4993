"""mdnet map: which format goes where, whom it draws, and what it says besides."""

from __future__ import annotations

import json
import stat
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from test_cli_commands import asked

from support.command import call
from support.vaults import write

NOTES = {
    "People/Carlo.md": "---\ntype: person\ncircle: wide\norg: Mill\ntags: [loom]\n---\n## Log\n- 2026-03-01 coffee\n",
    "People/Dirk.md": "---\ntype: person\nprivate: true\norg: Mill\n---\n## Log\n- 2026-03-01 call\n",
    "People/Edgar.md": "---\ntype: person\nstatus: deceased\n---\n## Log\n- 2026-03-01 call\n",
    "Meetings/Cloth.md": "---\ntype: meeting\ndate: 2026-11-01\nattendees: [Carlo, Bruno Neri, Dirk]\n---\n",
}


@pytest.fixture
def cloth(vault: Path) -> Path:
    write(vault, NOTES)
    return vault


def drawn(*arguments: str) -> list[str]:
    return [person["name"] for person in asked("map", *arguments)["people"]]


def test_in_json_the_answer_keeps_its_schema(cloth: Path) -> None:
    answer = asked("map")
    assert answer["circles"] == ["wide", "core"]
    assert {person["name"]: person["steps"] for person in answer["people"]} == {
        "Ada Loughton": None,
        "Carlo": None,
        "Bruno Neri": None,
    }
    assert answer["edges"][0] == {"people": ["ada loughton", "bruno neri"], "count": 1, "last": "2026-01-01"}
    assert answer == json.loads(call("map", "--format", "json", "-o", "-").stdout)


def test_whom_the_options_choose(cloth: Path) -> None:
    assert drawn("--circle", "wide") == ["Carlo"]
    assert drawn("--tag", "loom") == drawn("carlo") == ["Carlo"]
    assert drawn("--org", "Mill", "--private") == ["Carlo", "Dirk"]
    assert drawn("--private") == ["Carlo", "Ada Loughton", "Bruno Neri", "Dirk"]
    assert drawn("nobody") == []
    assert call("map", "map.svg").stderr.startswith("Nobody matches.")


def test_around_somebody(cloth: Path) -> None:
    assert drawn("--around", "Ada", "--steps", "1") == ["Ada Loughton", "Bruno Neri"]
    assert drawn("--around", "Ada") == ["Ada Loughton", "Bruno Neri", "Carlo"]
    assert asked("map", "--around", "Ada", "Loughton")["around"] == "ada loughton"
    assert drawn("--around", "Ada", "Loughton", "--circle", "wide") == ["Ada Loughton", "Carlo"]
    assert call("map", "--around", "Dirk") == (
        b"",
        "Dirk is on no map: people who died or want no contact never are; private people are with --private.\n",
        1,
    )
    assert call("map", "--around", "Edgar", "--private").status == 1
    assert drawn("--around", "Dirk", "--private", "--steps", "1") == ["Dirk", "Bruno Neri", "Carlo"]
    assert call("map", "--around", "Nobody").status == 1


def test_a_picture_goes_to_stdout_unless_a_file_is_named(cloth: Path) -> None:
    said = call("-q", "map")
    assert ET.fromstring(said.out).tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314  our own
    assert said.out == call("-q", "map", "-o", "-").out
    assert call("-q", "map", "--format", "png").out.startswith(b"\x89PNG")
    assert call("-q", "map", "--format", "html").out.startswith(b"<!DOCTYPE html>")


@pytest.mark.parametrize(
    ("suffix", "begins"),
    [
        (".svg", b"<svg "),
        (".HTML", b"<!DOCTYPE html>"),
        (".png", b"\x89PNG"),
        (".graphml", b"<?xml"),
        (".json", b"{"),
    ],
)
def test_the_suffix_tells_the_format(cloth: Path, tmp_path: Path, suffix: str, begins: bytes) -> None:
    file = tmp_path / f"map{suffix}"
    said = call("map", "-o", file)
    assert said.stderr.startswith(f"{file} written: 3 people.\n1 private person left out.\n")
    assert said.out == b""
    assert file.read_bytes().startswith(begins)
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert call("map", "-o", file).stderr.startswith(f"{file} is current.\n")


def test_the_option_counts_more_than_the_suffix(cloth: Path, tmp_path: Path) -> None:
    assert call("map", "-o", tmp_path / "map.xml", "--format", "graphml").status == 0
    assert (tmp_path / "map.xml").read_bytes().startswith(b"<?xml")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("-o", "map.pdf"), "A picture cannot be written as .pdf: use .svg, .html or .png."),
        (("-o", "map"), "A picture cannot be written as map: use .svg, .html or .png."),
        (("--steps", "2"), "--steps goes with --around NAME: it counts from that person."),
    ],
)
def test_what_cannot_be_drawn_is_told(cloth: Path, arguments: tuple[str, ...], sentence: str) -> None:
    said = call("map", *arguments)
    assert (sentence in said.stderr, said.status) == (True, 2)
    assert not (cloth / "map").exists()


def test_in_italian(cloth: Path, tmp_path: Path) -> None:
    write(cloth, {"mdnetwork.toml": 'language = "it"\n'})
    said = call("-q", "map").stdout
    assert "core: 1 persona" in said
    assert "senza cerchia: 1 persona" in said
    assert "Mappa di 3 persone" in said
    assert "in scadenza" in said
