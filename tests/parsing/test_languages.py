"""The files of languages agree with each other, and one more file is one more language."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from compiled_languages import compiled
from mdnetwork.vocabulary.languages import COMPILED, NEUTRAL, codes, files, pattern, written
from support.paths import ROOT

INVENTED = """
[keys]
cadence = 'takto'
met = 'vidato'
[headings]
log = 'Žurnalo'
[months]
november = 'Novembo'
[channels.in-person]
coffee = 'kavo'
[tags]
promised = 'donos'
[notes.folders]
person = 'Gento'
[moods.intention]
anywhere = 'volas, will'
[rhythms]
3m = 'trimona'
[writing]
log = 'Žurnalo'
[tongue]
words = 'ta, kaj'
[quotes]
third-person = 'ŝi, li'
"""
CATALOGUE = """
msgid "due"
msgstr "ŝulda"

msgid "On {date} you promised: {words}"
msgstr "La {date} vi donis: {words}"

msgid "Keep your promise to {name}"
msgstr "Donu al {name}"

msgid "sector"
msgstr "fako"

msgid "{n} week late"
msgid_plural "{n} weeks late"
msgstr[0] "{n} semajno tro"
msgstr[1] "{n} semajnoj tro"
"""
TEMPLATE = "Saluton {{ first_name }}, jen {{ thing }}{% if thing_on %} ({{ thing_on.on }}){% endif %}."
ADA = """---
takto: trimona
sector: art
vidato: 5 novembo 2024
---
# Ada Loughton

## Žurnalo
- 2026-10-05 kavo, #donos ta libro
"""


def mdnet(vault: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mdnetwork", "--vault", str(vault), "--today", "2026-11-23", *arguments],
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
    )


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault in an invented language, whose words, messages and templates are in a folder of their own."""
    for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setenv("MDNET_LANGUAGES", str(tmp_path / "languages"))
    vault = tmp_path / "vault"
    (vault / "Gento").mkdir(parents=True)
    (tmp_path / "languages").mkdir()
    (tmp_path / "languages" / "qaa.toml").write_text(INVENTED, encoding="utf-8")
    catalogue = tmp_path / "languages" / "locale" / "qaa" / "LC_MESSAGES" / "mdnetwork.mo"
    catalogue.parent.mkdir(parents=True)
    with catalogue.open("wb") as file:
        write_mo(file, read_po(io.StringIO(CATALOGUE)))
    templates = tmp_path / "languages" / "drafts" / "qaa"
    templates.mkdir(parents=True)
    (templates / "kept.txt").write_text(TEMPLATE, encoding="utf-8")
    (vault / "mdnetwork.toml").write_text('language = "qaa"\n', encoding="utf-8")
    (vault / "Gento" / "Ada Loughton.md").write_text(ADA, encoding="utf-8")
    return vault


def test_one_file_adds_a_language_that_is_read(vault: Path) -> None:
    (ada,) = json.loads(mdnet(vault, "--json", "show", "Ada").stdout)["people"]
    assert (ada["cadence"], ada["met"], ada["last_contact"]) == ("trimona", "2024-11-05", "2026-10-05")
    assert [(each["date"], each["channel"]) for each in ada["interactions"]] == [("2026-10-05", "coffee")]
    assert [each["text"] for each in ada["promises"]] == ["ta libro"]


@pytest.mark.parametrize(
    ("line", "counts"),
    [("kavo", True), ("volas kavo", False), ("will kavo", True), ("will call", False)],
)
def test_a_phrase_keeps_the_meaning_that_an_earlier_language_gives_it(vault: Path, line: str, *, counts: bool) -> None:
    note = vault / "Gento" / "Ada Loughton.md"
    note.write_text(f"{ADA}- 2026-11-01 {line}\n", encoding="utf-8")
    (ada,) = json.loads(mdnet(vault, "--json", "show", "Ada").stdout)["people"]
    assert ada["last_contact"] == ("2026-11-01" if counts else "2026-10-05")


def test_what_is_written_is_in_the_language_of_the_vault(vault: Path) -> None:
    said = mdnet(vault, "add", "Bo Lindqvist")
    assert said.returncode == 0, said.stderr
    assert "## Žurnalo" in (vault / "Gento" / "Bo Lindqvist.md").read_text(encoding="utf-8")


def test_answers_are_in_the_language_of_the_vault(vault: Path) -> None:
    answer = mdnet(vault, "due").stdout
    assert "6 semajnoj tro" in answer
    assert "La 2026-10-05 vi donis: ta libro." in answer
    assert "fako" in mdnet(vault, "show", "Ada").stdout


def test_a_draft_is_in_the_language_of_the_vault(vault: Path) -> None:
    draft = mdnet(vault, "-q", "draft", "Ada", "--text")
    assert draft.stdout.strip() == "Saluton Ada, jen ta libro (2026-10-05).", draft.stderr


def test_a_draft_says_nothing_of_a_third_person(vault: Path) -> None:
    note = vault / "Gento" / "Ada Loughton.md"
    note.write_text(ADA.replace("ta libro", "ta libro kaj ŝi"), encoding="utf-8")
    assert "kaj ŝi" not in mdnet(vault, "-q", "draft", "Ada", "--text").stdout


def test_the_feed_is_in_the_language_of_the_vault(vault: Path) -> None:
    assert "SUMMARY:Ada Loughton: ta libro" in mdnet(vault, "feed").stdout


def test_a_catalogue_and_a_template_that_change_are_read_again(vault: Path, tmp_path: Path) -> None:
    assert "vi donis" in mdnet(vault, "due").stdout
    folder = tmp_path / "languages" / "locale" / "qaa" / "LC_MESSAGES"
    with (folder / "mdnetwork.mo").open("wb") as file:
        write_mo(file, read_po(io.StringIO(CATALOGUE.replace("vi donis", "vi promesis"))))
    assert "vi promesis" in mdnet(vault, "due").stdout


def test_a_file_that_changes_is_read_again(vault: Path, tmp_path: Path) -> None:
    assert '"coffee"' in mdnet(vault, "--json", "show", "Ada").stdout
    changed = INVENTED.replace("coffee = 'kavo'", "lunch = 'kavo'")
    (tmp_path / "languages" / "qaa.toml").write_text(changed, encoding="utf-8")
    assert '"lunch"' in mdnet(vault, "--json", "show", "Ada").stdout


def test_a_file_that_cannot_be_read_stops_the_command_with_a_sentence(vault: Path, tmp_path: Path) -> None:
    (tmp_path / "languages" / "qaa.toml").write_text("[keys\n", encoding="utf-8")
    said = mdnet(vault, "due")
    assert said.returncode != 0
    assert "qaa.toml cannot be read" in said.stderr
    assert "Traceback" not in said.stderr


def meanings(code: str) -> set[tuple[str, str]]:
    def walk(values: dict[str, object], above: str) -> set[tuple[str, str]]:
        found = set()
        for key, value in values.items():
            found |= walk(value, f"{above}{key}.") if isinstance(value, dict) else {(above.rstrip("."), key)}
        return found

    return walk(tomllib.loads(files()[code].read_text(encoding="utf-8")), "")


OWN = {
    *("units", "rhythms", "numbers", "contractions", "accented", "channels.loanwords", "key-endings"),
    *("verb-forms", "name-endings", "tongue", "quotes", "articles-of", "articles-on"),
    *("prepositions", "languages", "titles", "polite-titles"),
}
"""Sections in which each language has what it has words for."""


@pytest.mark.parametrize("code", [code for code in codes() if code != "en"])
def test_a_language_has_no_meaning_that_english_does_not_know(code: str) -> None:
    known = meanings("en") | meanings(NEUTRAL) | {("writing", "ordinal")}
    own = {
        ("moods.words", key) for key in ("them-phrases", "them-joined", "before-infinitives", "avoiding", "next-behind")
    }
    own |= {("promises", "i-have"), ("promises", "to-me-was"), ("topics", "craft-endings")}
    own |= {("imports", "given-or-name"), ("dates", "order")}
    assert {each for each in meanings(code) - known - own if each[0] not in OWN} == set()


def test_the_compiled_form_is_that_of_the_files() -> None:
    """`python tests/compiled_languages.py` writes it. One that is old is not used, which costs time only."""
    assert COMPILED.read_text(encoding="utf-8") == compiled()


@pytest.mark.parametrize(
    ("words", "text", "matches"),
    [
        (["grie*", "ill"], "grieving", True),
        (["grie*", "ill"], "illness", False),
        (["to * me"], "to send me", True),
        (["to * me"], "to send it me", False),
        (["laid off", "laid"], "laid off", True),
        (["a.b"], "acb", False),
        ([], "", False),
    ],
)
def test_words_as_a_pattern(words: list[str], text: str, *, matches: bool) -> None:
    assert (re.fullmatch(pattern(words), text) is not None) == matches


def test_the_first_name_of_a_month_is_the_one_that_is_written() -> None:
    assert written("it", "weekdays", "monday") == ["lunedì", "lun"]
    assert written("en", "months", "may") == ["May"]
