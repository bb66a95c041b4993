"""Cases U1 to U8, U10 and U11, and the wording: what a person types and reads."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from babel.dates import format_date

from mdnetwork.i18n import texts
from support.case_vault import CaseVault, case_vault, person

TODAY = date(2026, 11, 23)
ITALIAN = 'language = "it"\n'


def italian_vault(root: Path, notes: dict[str, str], *people: str) -> CaseVault:
    """A vault whose answers are in Italian."""
    return case_vault(root, {"mdnetwork.toml": ITALIAN, **notes}, *people)


@pytest.mark.parametrize(
    ("language", "log", "reason"),
    [
        ("en", "- 2026-11-18 call → #promised the fee letter", "On 18 November you promised: the fee letter."),
        ("en", "- 2025-11-18 call → #promised the fee letter", "On 18 November 2025 you promised: the fee letter."),
        ("it", "- 2026-10-03 telefonata → #promesso il libro", "Il 3 ottobre hai promesso: il libro."),
        ("it", "- 2026-10-08 telefonata → #promesso il libro", "L'8 ottobre hai promesso: il libro."),
        ("it", "- 2026-11-01 telefonata → #promesso il libro", "Il 1º novembre hai promesso: il libro."),
        ("it", "- 2026-10-20 e-mail #in-attesa della conferma 📅 2026-11-01", "Aspetti dal 20 ottobre: conferma."),
        ("it", "- 2026-10-11 e-mail #in-attesa del preventivo 📅 2026-11-01", "Aspetti dall'11 ottobre: preventivo."),
    ],
)
def test_a_reason_names_its_day_as_people_write_it(tmp_path: Path, language: str, log: str, reason: str) -> None:
    notes = {"mdnetwork.toml": f'language = "{language}"\n', "People/Ada.md": person(f"# Ada\n## Log\n{log}\n")}
    vault = case_vault(tmp_path, notes)
    assert reason in [row["reason"] for row in vault.json("due", "--within", "2 years")]


@pytest.mark.parametrize(("language", "locale"), [("en", "en_GB"), ("it", "it")])
@pytest.mark.parametrize("day", [date(2026, month, 2 + 2 * month) for month in range(1, 13)])
def test_a_day_is_written_in_the_long_form_of_its_language(language: str, locale: str, day: date) -> None:
    assert str(texts(language).day(day)) == format_date(day, "long", locale=locale)
    assert str(texts(language).day(day, year=False)) == format_date(day, "d MMMM", locale=locale)


@pytest.mark.parametrize(
    ("language", "log", "title"),
    [
        ("en", "- 2026-11-18 call → #promised the list of speakers", "Ada Vale: the list of speakers"),
        ("en", "- [ ] send Ada Vale the list of speakers 📅 2026-11-24", "Send Ada Vale the list of speakers"),
        ("en", "- [ ] book the room 📅 2026-11-24", "Ada Vale: book the room"),
        ("en", "- 2026-11-01 email → #waiting for two names 📅 2026-11-24", "Chase Ada Vale: two names"),
        ("it", "- 2026-11-01 e-mail → #in-attesa di due nomi 📅 2026-11-24", "Sollecitare Ada Vale: due nomi"),
        ("it", "- 2026-11-01 e-mail → #in-attesa della conferma 📅 2026-11-24", "Sollecitare Ada Vale: conferma"),
    ],
)
def test_the_title_of_an_event_is_the_thing_itself(tmp_path: Path, language: str, log: str, title: str) -> None:
    notes = {
        "mdnetwork.toml": f'language = "{language}"\n',
        "People/Ada Vale.md": person(f"# Ada Vale\n## Log\n{log}\n"),
    }
    feed = case_vault(tmp_path, notes).run("feed", "--privacy", "full").stdout
    assert f"SUMMARY:{title}\r\n" in feed


@pytest.mark.parametrize("privacy", ["initials", "busy"])
def test_a_title_without_names_has_no_words_of_the_note_either(tmp_path: Path, privacy: str) -> None:
    notes = {"People/Ada Vale.md": person("# Ada Vale\n## Log\n- 2026-11-18 call → #promised the list of speakers\n")}
    assert "speakers" not in case_vault(tmp_path, notes).run("feed", "--privacy", privacy).stdout
