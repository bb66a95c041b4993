# ruff: noqa: E501  a row is an input
"""Further inputs of the kinds of the safety cases: each was written from the case alone."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from support.case_vault import case_vault, person
from support.effort import calls
from support.terminal import on_terminal

OUR_COLOURS = re.compile(r"\x1b\[(?:0|1|2|31|32|33)m")
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


ESCAPES = {
    "osc": "\x1b]0;PWN\x07",
    "csi": "\x9b2J",
    "bidi": "\u202eevil",
    "backspace": "\x08\x08",
}


@pytest.mark.parametrize(
    ("words", "notes"),
    [
        pytest.param(("people",), {"People/Ann.md": '---\ntype: person\norg: "A{}B"\n---\n'}, id="S3-org"),
        pytest.param(("who", "looms"), {"People/Ann.md": '---\ntype: person\nexpertise: ["looms{}x"]\n---\n'}, id="S3-expertise"),
        pytest.param(("why", "Ann"), {"People/Ann.md": "---\ntype: person\n---\n## Log\n- 2026-11-01 call{}x\n"}, id="S3-log"),
        pytest.param(("check",), {f"People/{name}.md": '---\ntype: person\n"seen{}at": 2026-01-02\n---\n' for name in ("Ann", "Bo", "Cy")}, id="S3-key"),
        pytest.param(("due",), {"Plan.md": "- [ ] call [[Ann]] {}now 📅 2026-11-23\n", "People/Ann.md": "---\ntype: person\n---\n"}, id="S3-task"),
        pytest.param(("show", "Meetings/m.md"), {"Meetings/m.md": '---\ntype: meeting\ndate: 2026-11-23\nplace: "R{}1"\nattendees: [Ann]\n---\n# T{}t\n', "People/Ann.md": "---\ntype: person\n---\n"}, id="S3-meeting"),
    ],
)  # fmt: skip
def test_a_terminal_is_not_steered(tmp_path: Path, words: tuple[str, ...], notes: dict[str, str]) -> None:
    vault = case_vault(tmp_path, {path: text.replace("{}", "".join(ESCAPES.values())) for path, text in notes.items()})
    shown, _ = on_terminal(vault, *words)
    assert shown.strip()
    assert FORBIDDEN.findall(OUR_COLOURS.sub("", shown)) == []


@pytest.mark.parametrize(
    "settings",
    [
        pytest.param('ignore = ["**/**/**/**/**/**/**/**/x*x*x*x*x*y"]\n', id="S4-stars"),
        pytest.param('people_folders = ["../outside"]\n', id="S4-folder"),
        pytest.param('drafts = "/etc"\n', id="S4-absolute"),
        pytest.param("a = " + "[" * 5000 + "\n", id="S9-deep-settings"),
        pytest.param('keys = { "' + "x" * 100_000 + '" = "cadence" }\n', id="S4-long-key"),
    ],
)
def test_settings_of_somebody_else(tmp_path: Path, settings: str) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "Zed.md").write_text(person("# Zed\n"), encoding="utf-8")
    deep = "x/" * 20 + "x" * 60 + ".md"
    vault = case_vault(tmp_path, {"mdnetwork.toml": settings, deep: "words\n"}, "Ann")
    result = vault.run("people")
    assert "Zed" not in result.stdout
    assert result.status in {0, 1}


@pytest.mark.parametrize(
    ("file", "text"),
    [
        pytest.param("daily-notes.json", json.dumps({"format": "Y" * 100_000, "folder": "Daily"}), id="S4-format"),
        pytest.param("daily-notes.json", "[" * 50_000, id="S4-deep-json"),
        pytest.param("templates.json", json.dumps({"folder": "../outside"}), id="S4-templates"),
        pytest.param("app.json", json.dumps({"userIgnoreFilters": ["/((x+)+)+$/", 7, None]}), id="S4-filters"),
    ],
)
def test_settings_of_obsidian(tmp_path: Path, file: str, text: str) -> None:
    vault = case_vault(tmp_path, {"x" * 60 + ".md": "words\n"}, "Ann")
    (vault.root / ".obsidian" / file).write_text(text, encoding="utf-8")
    assert vault.people() == ["Ann"]


def _log(size: int) -> str:
    return person(
        "## Log\n"
        + "".join(f"- 2025-{1 + at % 12:02}-{1 + at % 28:02} call → #promised list {at}\n" for at in range(size))
    )


def _question(size: int) -> str:
    return person("## Log\n- 2026-11-01 call " + "why? who; " * size + "\n")


def _aliases(size: int) -> str:
    return person("# Ann\n", f"aliases: [{', '.join(f'A{at} Name' for at in range(size))}]")


@pytest.mark.parametrize(
    ("note", "words"),
    [
        pytest.param(_log, ("show", "Ann"), id="S5-promises"),
        pytest.param(_question, ("draft", "Ann", "--kind", "reconnect"), id="S5-questions"),
        pytest.param(_aliases, ("log", "call with Ann"), id="S5-aliases"),
    ],
)
def test_work_grows_as_the_note_does(tmp_path: Path, note: Callable[[int], str], words: tuple[str, ...]) -> None:
    counts = []
    for size in (100, 400):
        vault = case_vault(tmp_path / str(size), {"People/Ann.md": note(size)})
        counts.append(calls(partial(vault.run, *words, *(["--dry-run"] if words[0] == "log" else []))))
    assert counts[1] < 5 * counts[0]


@pytest.mark.parametrize("sign", [pytest.param(sign, id=f"S9-{ord(sign):x}") for sign in "\u2028\x85\t\x0b"])
def test_a_name_of_two_lines_stops_nothing(tmp_path: Path, sign: str) -> None:
    escaped = f"\\u{ord(sign):04x}"
    notes = {
        "People/a.md": person("", f'name: "A{escaped}B"', "birthday: 1980-11-23"),
        "Follow-ups.md": "# Follow-ups\n",
    }
    vault = case_vault(tmp_path, notes, "Bo")
    assert vault.run("--write", answer="y\n").status == 0
    assert FORBIDDEN.findall(vault.run("feed").stdout.replace("\r\n", "\n")) == []


@pytest.mark.parametrize(
    ("target", "text"),
    [
        pytest.param("People/Ann.md", person("# Ann\n"), id="S9-note"),
        pytest.param("mdnetwork.toml", 'language = "en"\n', id="S9-settings"),
        pytest.param("table.csv", "Name\nAnn\n", id="S9-table"),
        pytest.param("other.ics", "not a calendar\n", id="S9-no-calendar"),
        pytest.param(".obsidian/app.json", "{}", id="S9-obsidian"),
    ],
)
def test_a_feed_replaces_no_other_file(tmp_path: Path, target: str, text: str) -> None:
    vault = case_vault(tmp_path, {target: text})
    result = vault.run("feed", "-o", str(vault.root / target))
    assert result.status != 0
    assert vault.text(target) == text


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param(cell, id=f"S10-{ascii(cell)[1:-1]}")
        for cell in ("﹦1+1", "－1+1", "\u2060=1", "\ufeff＠x", "\u00ad=1", " \t=1", "'=1")
    ],
)
def test_no_cell_is_a_formula(tmp_path: Path, cell: str) -> None:
    vault = case_vault(
        tmp_path, {"People/Ann.md": person("# Ann\n", f"org: {json.dumps(cell)}", f"role: {json.dumps(cell + ' x')}")}
    )
    out = tmp_path / "out.csv"
    assert vault.run("export", "-o", str(out)).status == 0
    (row,) = csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines())
    for value in row.values():
        visible = re.sub(r"^[\s\u00ad\u200b-\u200f\u2060\ufeff]+", "", value)
        assert visible[:1] not in {*"=+-@﹦＝＋－＠"}
