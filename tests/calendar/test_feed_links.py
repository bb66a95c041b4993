"""Links to act on."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdnetwork.calendar.links import mailto, obsidian, tel, web


@pytest.mark.parametrize(
    ("phone", "link"),
    [
        ("+39 (0)2 1234567", "tel:+39021234567"),
        ("+44 (0)20 7946 0018", "tel:+442079460018"),
        ("(020) 7946-0018 ext. 5", "tel:02079460018"),
        ("mobile: 333.1234567", "tel:3331234567"),
        ("02/12+34", "tel:021234"),
        ("112", "tel:112"),
        ("+12", ""),
        ("ask Bruno", ""),
        ("", ""),
    ],
)
def test_tel(phone: str, link: str) -> None:
    assert tel(phone) == link


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("ada@example.org", "mailto:ada@example.org"),
        ("Ada <ada+x@example.org>", "mailto:ada+x@example.org"),
        ("mailto:ada@example.org ", "mailto:ada@example.org"),
        ("a?b&c=d@example.org", "mailto:a%3Fb%26c%3Dd@example.org"),
        ("ada@", ""),
        ("@ada", ""),
        ("ada", ""),
        ("", ""),
    ],
)
def test_mailto(address: str, link: str) -> None:
    assert mailto(address) == link


@pytest.mark.parametrize(("vault", "path"), [("", "a.md"), ("V", "")])
def test_no_link_without_vault_or_note(vault: str, path: str) -> None:
    assert obsidian(vault, path) == ""


@given(st.text(min_size=1), st.text(min_size=1))
def test_obsidian_gets_back_what_was_written(vault: str, path: str) -> None:
    link = obsidian(vault, path)
    assert link.startswith("obsidian://open?vault=")
    assert link.isascii()
    assert parse_qs(urlsplit(link).query, strict_parsing=True) == {"vault": [vault], "file": [path]}


def test_a_path_that_is_no_utf_8_is_still_a_link() -> None:
    assert obsidian("V", "P/\udce8.md") == "obsidian://open?vault=V&file=P%2F%3F.md"


def test_web() -> None:
    assert web(" https://example.org/a%20b.ics?t=è x\r\nMETHOD:ADD ") == (
        "https://example.org/a%20b.ics?t=%C3%A8%20x%0D%0AMETHOD:ADD"
    )
