"""Which two notes are likely of one person, and which homonyms are left in peace."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from mdnetwork.dates import PartialDate
from mdnetwork.exchange.duplicates import are_alike, twins
from mdnetwork.model import Evidence, History, Person


def person(name: str, path: str = "", **more: object) -> History:
    return History(Person(name.casefold(), name, path or f"People/{name}.md", **more))  # type: ignore[arg-type]


def reasons(*histories: History) -> list[tuple[list[str], list[str]]]:
    return [([s.reason for s in pair.signs], [s.reason for s in pair.against]) for pair in twins(histories, "IT")]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (
            person("Ada Okoro", emails=("ada@example.org",), org="Acme"),
            person("A. Okoro", emails=("ADA@example.org",), org="Acme Ltd"),
            [(["email", "like name", "org"], [])],
        ),
        (person("Ada Bel", emails=("a@x.it",)), person("Ada Bell", emails=("a@x.it",)), [(["email", "like name"], [])]),
        (person("Ada Okoro", "a.md"), person("Okoro Ada", "b.md"), [(["name"], [])]),
        (person("Ada Okoro", "a.md", uid="1"), person("Ada Okoro", "b.md", uid="2"), []),
        (
            person("Ada Okoro", "a.md", birthday=PartialDate(1, 2)),
            person("Ada Okoro", "b.md", birthday=PartialDate(3, 4)),
            [],
        ),
        (person("Ada Okoro", "a.md", org="Acme"), person("Ada Okoro", "b.md", org="Beta"), [(["name"], ["org"])]),
        (person("Catherine Hill", org="Acme"), person("Katherine Hill", org="Acme"), [(["like name", "org"], [])]),
        (person("Catherine Hill"), person("Katherine Hill"), []),
        (
            person("Ada Okoro", "a.md", birthday=PartialDate(1, 2)),
            person("Ada Okoro", "b.md", birthday=PartialDate(1, 2)),
            [(["name", "birthday"], [])],
        ),
        (
            person("Ada Okoro", phones=("06 555 1234",)),
            person("Ada I. Okoro", phones=("+39065551234",)),
            [(["phone", "like name"], [])],
        ),
        (person("Ada Okoro", emails=("f@example.org",)), person("Ben Sato", emails=("f@example.org",)), []),
        (
            person("Ada Okoro", urls=(("linkedin", "in/ada"),)),
            person("Ada Newname", urls=(("website", "https://linkedin.com/in/ADA/"),)),
            [(["linkedin"], [])],
        ),
        (
            person("Ada Okoro", "a.md", urls=(("linkedin", "in/ada"),)),
            person("Ada Okoro", "b.md", urls=(("linkedin", "in/ada-2"),)),
            [],
        ),
    ],
)
def test_pairs(one: History, other: History, expected: object) -> None:
    assert reasons(one, other) == expected
    assert reasons(other, one) == expected


PHONE: dict[str, Any] = {"phones": ("+39 02 5550101",)}
BOTH: dict[str, Any] = {**PHONE, "emails": ("casa@d.example",)}
MAY: dict[str, Any] = {"birthday": PartialDate(5, 6)}
JUNE: dict[str, Any] = {"birthday": PartialDate(6, 6)}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (person("Paolo Doppi", **PHONE), person("Marta Doppi", **PHONE), []),
        (person("Paolo Doppi", **BOTH), person("Marta Doppi", **BOTH), []),
        (person("Lea Doppi", **BOTH, **MAY), person("Leo Doppi", **BOTH, **MAY), []),
        (person("Giovanni Doppi", **PHONE, **MAY), person("Giovanna Doppi", **PHONE, **MAY), []),
        (person("Giovanni Doppi", **MAY), person("Giovanna Doppi", **MAY), []),
        (person("Anna Rossi", **PHONE, org="Acme"), person("Anna Verdi", **PHONE, org="Acme"), []),
        (person("Anna Rossi", **BOTH), person("Anna Verdi", **BOTH), [(["email", "phone"], ["other name"])]),
        (person("Mario Doppi", "a.md", **BOTH, **MAY), person("Mario Doppi", "b.md", **BOTH, **JUNE), []),
        (
            person("Mario Doppi", "a.md", **PHONE, birthday=PartialDate(5, 6, 1950)),
            person("Mario Doppi", "b.md", **PHONE, birthday=PartialDate(5, 6, 1980)),
            [],
        ),
        (
            person("Paolo Doppi", **PHONE, aliases=("Marta Doppi",)),
            person("Marta Doppi", **PHONE),
            [(["phone", "name"], ["other name"])],
        ),
        (
            person("Paolo Doppi", urls=(("linkedin", "in/doppi"),)),
            person("Marta Doppi", urls=(("linkedin", "in/doppi"),)),
            [(["linkedin"], ["other name"])],
        ),
        (
            person("Ugo Blu", urls=(("linkedin", "https://linkedin.com/company/acme"),)),
            person("Zoe Lind", urls=(("linkedin", "https://linkedin.com/company/acme"),)),
            [],
        ),
    ],
)
def test_who_shares_an_address_and_is_somebody_else(one: History, other: History, expected: object) -> None:
    assert reasons(one, other) == expected
    assert reasons(other, one) == expected


def test_a_word_that_many_names_have_makes_nobody_a_twin() -> None:
    letters = "abcdefghij"
    crowd = [person(f"Catherine{letters[n // 10]}{letters[n % 10]} Okoro", org="Acme") for n in range(70)]
    assert twins(crowd[:2])
    assert twins(crowd) == []


def test_two_who_were_named_together_are_two() -> None:
    line = Evidence(date(2026, 1, 2), "Daily/2026-01-02.md", 3, "coffee", people=("ada okoro|a", "ada okoro|b"))
    one = History(Person("ada okoro|a", "Ada Okoro", "a.md"), (line,))
    other = History(Person("ada okoro|b", "Ada Okoro", "b.md"), (line,))
    assert twins([one, other]) == []


def test_the_note_that_says_more_is_kept() -> None:
    (pair,) = twins([person("Ada Okoro", "a.md"), person("Ada Okoro", "b.md", org="Acme", emails=("x@y.example",))])
    assert (pair.kept.path, pair.other.path) == ("b.md", "a.md")


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("A. Okoro", "Ada Okoro", True),
        ("Ada Okoro", "Ada Ife Okoro", True),
        ("Ada", "Ada Okoro", False),
        ("Ada Okoro", "Ada Sato", False),
        ("Ada B C Okoro", "Ada Okoro", False),
    ],
)
def test_names_alike(one: str, other: str, alike: bool) -> None:
    assert are_alike(one, other) is alike
