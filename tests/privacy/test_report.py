"""`mdnet check --report` holds no word of the vault, wherever the word stands."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mdnetwork.cli.report import shape
from support.command import call
from support.schemas import hold
from support.vaults import write

MARKER = "zq"
"""These letters stand together in no text of ours."""


def planted(word: str) -> dict[str, str]:
    """A vault with the word in names, texts, keys, values, folders, headings, tags and settings, and problems there."""
    person = (
        f"---\ntype: person\n{word}: {word}\nbirthday: 2023-02-30 {word}\nmet: 2023-02-30\nemail: {word}@example.org\n"
        f"role: @{word}\nrole: {word}\ncircle: {word}\ncadence: {word}\ntags: [{word}]\nlast_contact: 2023-02-30 {word}\n---\n"
        f"# {word}\n\n## Log\n- 2026-09-31 coffee with [[{word}]] {word}\n- 04/09/2026 call {word}\n- [ ] {word} 📅 {word}\n"
        f"\n## {word}\n- 2026-10-01 {word}\n- 2026-10-02 {word}\n- 2026-10-03 {word}\n"
    )
    return {
        "mdnetwork.toml": (
            f'people_folders = ["{word}6"]\nlog_headings = ["{word}"]\ndrafts = "{word}8"\nignore = ["{word}9/"]\n'
            f'default_cadence = "3w"\n[circles]\n"{word}" = "4w"\n[keys]\n"{word}2" = "last_contact"\n'
            f'[feed]\nname = "{word}"\nprivacy = "initials"\n[feeds."{word}"]\ntags = ["{word}"]\n'
        ),
        f"People/{word}/{word}.md": person,
        f"{word}/{word}3.md": person,
        f"Meetings/2026-09-31 {word}.md": f"---\ntype: meeting\nattendees: [{word}, '[[{word}4]]']\n---\n{word}\n",
        f"Daily/{word}.md": f"- call with [[{word}5]] {word}\n",
    }


def told(word: str, *form: str) -> str:
    with TemporaryDirectory() as folder:
        vault = write(Path(folder) / f"vault {word}", planted(word))
        answer = call("--vault", vault, "--today", "2026-11-23", "check", "--report", *form)
    assert (answer.status, answer.stderr) == (0, "")
    return answer.stdout


@settings(max_examples=20)
@given(
    word=st.text(st.characters(categories=["Lu", "Ll", "Lo", "Nd"]), max_size=8), form=st.sampled_from(["", "--json"])
)
def test_no_word_of_a_vault_is_in_its_report(word: str, form: str) -> None:
    report = told(f"{MARKER}{word}{MARKER.upper()}", *filter(None, [form]))
    assert MARKER not in report.casefold()
    assert "BAD-DATE" in report
    assert "initials" in report


def test_a_report_has_versions_settings_counts_and_the_shapes_of_lines() -> None:
    report = json.loads(told("zqAda", "--json"))
    hold("report", report)
    assert {"mdnetwork", "SQLite", "click", "icalendar"} <= {each["name"] for each in report["versions"]}
    values = {each["name"]: each["value"] for each in report["settings"]}
    assert (values["feed.privacy"], values["people_folders"], values["feed.name"]) == ("initials", "1 given", "given")
    assert report["counts"]["people"] == 2
    (dates,) = [each for each in report["problems"] if each["code"] == "BAD-DATE"]
    assert dates["count"] >= len(dates["lines"]) > 0
    assert "line 4, folders 2: a: 9999-99-99 aAa" in dates["lines"]


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("- 2026-09-04 coffee → Ada Møller 📅 2026-10-11", "- 9999-99-99 a → Aa Aéa 📅 9999-99-99"),
        ("[[People/李明|Li]]: +39 011 ٣", "[[Aa/文|Aa]]: +99 999 9"),
        ("\ta\u200bb \u202e🎉", "<U+0009>a<U+200B>a <U+202E>¤"),
        ("", ""),
    ],
)
def test_a_shape_has_kinds_of_characters_only(line: str, shown: str) -> None:
    assert shape(line) == shown
