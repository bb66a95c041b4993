"""The parts of a name: kept as they came, and found in a name where nothing says them."""

from __future__ import annotations

from pathlib import Path

import pytest

from mdnetwork.exchange.cards import Card
from mdnetwork.exchange.files import Files
from mdnetwork.exchange.structured_names import belongs_to, from_text, shown_by
from mdnetwork.exchange.vcards_out import as_vcard
from mdnetwork.fields import value_of
from mdnetwork.parsing import read_note
from mdnetwork.parsing.settings import ReadingSettings


@pytest.mark.parametrize(
    ("full", "parts"),
    [
        ("Ada Lint", "Lint;Ada;;;"),
        ("Ada Mary Lint", "Lint;Ada Mary;;;"),
        ("Lint, Ada", "Lint;Ada;;;"),
        ("Ludwig van der Berg", "van der Berg;Ludwig;;;"),
        ("Dott.ssa Gaia Monti", "Monti;Gaia;;Dott.ssa;"),
        ("Prof. Dr. Nora Brandt", "Brandt;Nora;;Prof. Dr.;"),
        ("Gaia Monti, MD, PhD", "Monti;Gaia;;;MD PhD"),
        ("Owen Price Jr.", "Price;Owen;;;Jr."),
        ("Jun Ma", "Ma;Jun;;;"),
        ("Ada Lint (PM)", "Lint;Ada;;;"),
        ("田中 空", "田中;空;;;"),
        ("김 민준", "김;민준;;;"),
        ("Ada", ";Ada;;;"),
    ],
)
def test_the_parts_that_a_name_shows(full: str, parts: str) -> None:
    assert shown_by(full).text() == parts


@pytest.mark.parametrize(
    ("full", "given", "parts"),
    [
        ("Daniel Ferrer Molina", "Daniel", "Ferrer Molina;Daniel;;;"),
        ("Jean Luc Roux", "Jean Luc", "Roux;Jean Luc;;;"),
        ("Kovács Anna", "Anna", "Kovács;Anna;;;"),
        ("Ada Lint", "Other", "Lint;Ada;;;"),
    ],
)
def test_a_known_given_name_decides(full: str, given: str, parts: str) -> None:
    assert shown_by(full, given).text() == parts


@pytest.mark.parametrize(
    ("parts", "full", "belongs"),
    [
        ("Nagy;Quin;;;", "Quin Roth", False),
        ("Nagy;Quin;;;", "Quin Nagy", True),
        ("Nagy;Quin;Ada;;", "Quin Nagy (work)", True),
        ("Smith;Robert;;;", "Bob Smith", True),
        ("Smith;Mary;;;", "Mum", True),
        ("Monti;Gaia;;;PhD", "Gaia", True),
    ],
)
def test_a_name_that_was_changed_has_other_parts(parts: str, full: str, *, belongs: bool) -> None:
    assert belongs_to(from_text(parts), full) is belongs


def structured(tmp_path: Path, text: str, name: str) -> tuple[str, str]:
    """Name and structured name of the one card in a file."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    (card,) = Files([tmp_path / name]).items()
    assert isinstance(card, Card)
    return card.name, value_of(card, "structured_name") or ""


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.vcf", "BEGIN:VCARD\nVERSION:4.0\nFN:Phil Stevenson\nN:Stevenson;John;Philip,Paul;Dr.;Jr.,M.D.\nEND:VCARD\n",
         ("Phil Stevenson", "Stevenson;John;Philip,Paul;Dr.;Jr.,M.D.")),
        ("a.vcf", "BEGIN:VCARD\nVERSION:3.0\nFN:Ada Lint\nN:Lint\\, the Elder;Ada\\;B;;;\nEND:VCARD\n",
         ("Ada Lint", "Lint\\, the Elder;Ada\\;B;;;")),
        ("a.vcf", "BEGIN:VCARD\nVERSION:2.1\nFN:Ada Lint\nN:Lint;Ada, Bea;;;\nEND:VCARD\n",
         ("Ada Lint", "Lint;Ada\\, Bea;;;")),
        ("a.vcf", "BEGIN:VCARD\nVERSION:3.0\nFN:Ada Lint\nN:;;;;\nEND:VCARD\n", ("Ada Lint", "")),
        ("a.vcf", "BEGIN:VCARD\nVERSION:3.0\nN:Ferrer Molina;Daniel;;;\nEND:VCARD\n",
         ("Daniel Ferrer Molina", "Ferrer Molina;Daniel;;;")),
        ("a.csv", "First Name,Middle Name,Last Name,Suffix,Title,Job Title\nAda,Mary,Ferrer Lint,PhD,Dr.,Head\n",
         ("Ada Mary Ferrer Lint PhD", "Ferrer Lint;Ada;Mary;Dr.;PhD")),
        ("a.csv", "Nombre;Apellidos\nDaniel;Ferrer Molina\n", ("Daniel Ferrer Molina", "Ferrer Molina;Daniel;;;")),
        ("a.csv", "Name;Vorname;Nachname\nDr. Ada Lint;Ada;Lint\n", ("Dr. Ada Lint", "Lint;Ada;;;")),
        ("a.csv", "First Name,Last Name\nAda,Lint\n", ("Ada Lint", "")),
        ("a.csv", "First Name,Last Name\nThomas,Thomas\n", ("Thomas Thomas", "")),
        ("a.csv", "Voornaam;Tussenvoegsel;Achternaam\nJoost;van der;Veen\n", ("Joost van der Veen", "")),
        ("a.csv", "Nombre;Primer apellido;Segundo apellido\nDaniel;Ferrer;Molina\n",
         ("Daniel Ferrer Molina", "Ferrer Molina;Daniel;;;")),
    ],
)  # fmt: skip
def test_the_parts_of_a_card_are_kept(tmp_path: Path, name: str, text: str, expected: tuple[str, str]) -> None:
    assert structured(tmp_path, text, name) == expected


@pytest.mark.parametrize(
    ("keys", "parts"),
    [
        ("structured_name: Ferrer Molina;Daniel;José;;", "Ferrer Molina;Daniel;José;;"),
        ("structured_name: Ferrer Molina;Daniel", "Ferrer Molina;Daniel;;;"),
        ("structured_name: Roth;Daniel", "Molina;Daniel Ferrer;;;"),
        ("first_name: Daniel\nlast_name: Ferrer Molina", "Ferrer Molina;Daniel;;;"),
        ("N.GN: Daniel\nN.FN: Ferrer Molina", "Ferrer Molina;Daniel;;;"),
        ("role: Head", "Molina;Daniel Ferrer;;;"),
    ],
)
def test_the_parts_of_a_note_go_out(keys: str, parts: str) -> None:
    data = f"---\ntype: person\n{keys}\n---\n# Daniel Ferrer Molina\n".encode()
    found = read_note("People/Daniel Ferrer Molina.md", data, ReadingSettings()).person
    assert found is not None
    assert f"\r\nN:{parts}\r\n" in as_vcard(found).decode()
