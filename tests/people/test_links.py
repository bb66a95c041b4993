from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdnetwork.model import Person, Ref
from mdnetwork.people.links import Links, Paths, Registered, loosely, without_remark

NOTES = [
    "Ann.md",
    "People/Ann.md",
    "People/Work/Ann.md",
    "People/Work/Bo.md",
    "Archive/Old/Bo.md",
    "Daily/2026-03-04.md",
    "Team/Ann.md",
    "Perché l’Aquila.md",
]


@pytest.mark.parametrize(
    ("target", "folder", "expected"),
    [
        ("Ann", "Daily", "Ann.md"),  # the exact vault path
        ("Ann", "People/Work", "Ann.md"),  # even where one lies in the same folder
        ("Ann.md", "Daily", "Ann.md"),
        ("ANN.MD", "Daily", "Ann.md"),
        ("people/work/ann", "", "People/Work/Ann.md"),
        ("Work/Ann", "", "People/Work/Ann.md"),  # the end of a path
        ("Bo", "Daily", "Archive/Old/Bo.md"),  # as long as the other's: the first in the alphabet
        ("Bo", "People/Work", "People/Work/Bo.md"),  # the linking note's folder
        ("Work/Bo", "People/Work", "People/Work/Bo.md"),
        ("Old/Bo", "People/Work", "Archive/Old/Bo.md"),
        ("./Ann", "People", "People/Ann.md"),
        ("./Ann", "", "Ann.md"),
        ("./Bo", "People", None),  # exact only
        ("../Ann", "People/Work", "People/Ann.md"),
        ("../../Ann", "People/Work", "Ann.md"),
        ("../../Ann", "People", None),  # out of the vault
        ("/Ann", "People", "Ann.md"),
        ("/Work/Ann", "People", None),
        ("Nobody", "People", None),
        ("", "People", None),
        ("rk/Ann", "", None),  # not a whole folder's name
        ("perché l'aquila", "", "Perché l’Aquila.md"),
        (unicodedata.normalize("NFD", "Perché l’Aquila"), "", "Perché l’Aquila.md"),
    ],
)
def test_a_link_means_the_note_that_obsidian_opens(target: str, folder: str, expected: str | None) -> None:
    assert Paths(NOTES).find(target, folder) == expected


def test_the_shorter_path_wins() -> None:
    assert Paths(["A/Long/Bo.md", "Z/Bo.md"]).find("Bo", "") == "Z/Bo.md"


def test_of_names_that_differ_in_case_the_written_one_is_meant() -> None:
    paths = Paths(["ann.md", "Ann.md"])
    assert (paths.find("ann", ""), paths.find("Ann", ""), paths.find("ANN", "")) == ("ann.md", "Ann.md", "Ann.md")


ADA = Person("ada loughton", "Ada Loughton", "People/ada.md", aliases=("Countess", "Ada L."), emails=("ada@x.example",))
MARIO = Person("mario rossi", "Dott. Mario Rossi", "People/Mario Rossi.md", aliases=("Countess",))
ANNA = Person("anna de luca", "Anna De Luca", "People/Anna De Luca.md")
LINKS = Links(
    Registered(
        ["People/ada.md", "People/Mario Rossi.md", "People/Anna De Luca.md", "Acme.md", "Me.md", "People/ada 2.md"],
        [ADA, MARIO, ANNA],
        {"People/ada 2.md": "People/ada.md"},
        ["Vera Cardin", "vera@x.example"],
    )
)


@pytest.mark.parametrize(
    ("ref", "expected"),
    [
        (Ref("ada"), ["People/ada.md"]),
        (Ref("Ada Loughton"), ["People/ada.md"]),  # a display name
        (Ref("ada l."), ["People/ada.md"]),  # an alias
        (Ref("ada 2"), ["People/ada.md"]),  # a conflict copy stands for its original
        (Ref("Countess"), ["People/Mario Rossi.md", "People/ada.md"]),  # two people's alias
        (Ref("Countess", plain=True), ["People/Mario Rossi.md", "People/ada.md"]),
        (Ref("Acme"), []),  # a note, but nobody's
        (Ref("Rossi Mario"), []),  # only plain names turn
        (Ref("Rossi Mario", plain=True), ["People/Mario Rossi.md"]),
        (Ref("Rossi, Mario", plain=True), ["People/Mario Rossi.md"]),
        (Ref("Ing. Rossi Mario", plain=True), ["People/Mario Rossi.md"]),
        (Ref("De Luca Anna", plain=True), ["People/Anna De Luca.md"]),
        (Ref("Avv. Dr. Anna De Luca, Ph.D.", plain=True), ["People/Anna De Luca.md"]),
        (Ref("ADA@x.example", plain=True), ["People/ada.md"]),
        (Ref("Ada Loughton (PM)", plain=True), ["People/ada.md"]),
        (Ref("Ada Loughton (PM)"), ["People/ada.md"]),
        (Ref("Vera Cardin", plain=True), []),
        (Ref("Nobody", plain=True), []),
        (Ref("", plain=True), []),
    ],
)
def test_a_name_means_those_who_go_by_it(ref: Ref, expected: list[str]) -> None:
    assert sorted(LINKS.people(ref, "Daily")) == expected
    assert sorted(LINKS.people(ref, "Daily")) == expected, "the second answer comes from memory"


@pytest.mark.parametrize(
    ("ref", "known"),
    [
        (Ref("Ada Loughton", plain=True), True),
        (Ref("Vera Cardin", plain=True), True),
        (Ref("vera@x.example", plain=True), True),
        (Ref("Vera Cardin (me)", plain=True), True),
        (Ref("Acme"), True),
        (Ref("Acme", plain=True), False),
        (Ref("Nobody"), False),
        (Ref("Nobody (PM)", plain=True), False),
    ],
)
def test_known_are_people_the_user_and_linked_notes(ref: Ref, known: bool) -> None:
    assert LINKS.is_known(ref, "") is known


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Mario Rossi", "ROSSI  mario", True),
        ("Dott.ssa Anna Bo", "Bo Anna", True),
        ("Dr.", "dr.", True),
        ("Mary Ing", "Mary", False),  # a surname is no title
        ("Anna Luca De", "Anna De Luca", False),  # names go round, they are not shuffled
        ("Ann", "Bo", False),
    ],
)
def test_names_are_alike_whatever_their_order_and_titles(one: str, other: str, alike: bool) -> None:
    assert (loosely(one) == loosely(other)) is alike


@given(st.text())
def test_any_name_has_a_loose_form_that_is_stable(name: str) -> None:
    assert loosely(loosely(name)) == loosely(name)


def test_a_sentence_is_no_name_to_be_turned() -> None:
    words = [f"w{n}" for n in range(20_000)]
    assert loosely(" ".join(words)) == " ".join(words)


@pytest.mark.parametrize(
    ("name", "expected"), [("Ann (PM)", "Ann"), ("Ann", "Ann"), ("Ann)", "Ann)"), ("(PM)", ""), ("A (b) (c)", "A (b)")]
)
def test_a_remark_stands_in_brackets_at_the_end(name: str, expected: str) -> None:
    assert without_remark(name) == expected


@given(st.text(alphabet="aA/. ()’'\u0301", max_size=12), st.sampled_from(["", "a", "A/a"]))
def test_any_target_means_a_note_of_the_vault_or_none(target: str, folder: str) -> None:
    paths = ["a.md", "A/a.md", "A/a/a’.md"]
    assert Paths(paths).find(target, folder) in {None, *paths}
