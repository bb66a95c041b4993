from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdnetwork.errors import AmbiguousName, UnknownName
from mdnetwork.model import History, Meeting, Person, Problem, Ref
from mdnetwork.people import People
from support.facts import came, linked, log, note, person_note, together

VAULT = together(
    person_note("People/ada.md", name="Ada Loughton", aliases=("Countess", "Ada L."), uid="u-1"),
    person_note("People/Mario Rossi.md"),
    person_note("People/Maria Bianchi.md", aliases=("Mar",)),
    person_note("Lavoro/Niccolò D’Amico.md", aliases=("Sam",)),
    person_note("Lavoro/Bo.md", log(3, date(2026, 1, 1), "Mario Rossi"), aliases=("Sam",)),
    person_note("People/André.md"),
    person_note("People/Andrea Verdi.md"),
    note("Meetings/Loom review.md", came(2, "Mario Rossi", "Bo"), kind="meeting"),
    note("Meetings/Bo.md", came(2, "Bo"), kind="meeting"),
    note("Daily/2026-03-04.md", linked(5, "Bo", "ada"), linked(7, "Mario Rossi", day=None)),
)


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("People/ada.md", "People/ada.md"),
        ("people/ADA", "People/ada.md"),
        ("u-1", "People/ada.md"),
        ("ada loughton", "People/ada.md"),
        ("countess", "People/ada.md"),
        ("Ada", "People/ada.md"),
        ("Dott. Rossi Mario", "People/Mario Rossi.md"),
        ("rossi", "People/Mario Rossi.md"),  # the beginning of a later word
        ("bian", "People/Maria Bianchi.md"),
        ("mar", "People/Maria Bianchi.md"),  # an alias is more than a beginning
        ("mario", "People/Mario Rossi.md"),
        ("niccolo d'amico", "Lavoro/Niccolò D’Amico.md"),
        ("andre", "People/André.md"),  # a whole name without its accents is more than a beginning
        ("NICC", "Lavoro/Niccolò D’Amico.md"),
        ("Bo", "Lavoro/Bo.md"),  # people come before meetings
        ("Meetings/Bo", "Meetings/Bo.md"),
        ("loom review", "Meetings/Loom review.md"),
        ("Meetings/Loom review.md", "Meetings/Loom review.md"),
        ("loom", "Meetings/Loom review.md"),
    ],
)
def test_a_name_finds_one_note(name: str, path: str) -> None:
    found = VAULT.find(name)
    assert path == (found.note.path if isinstance(found, Meeting) else found.person.path)


@pytest.mark.parametrize(
    ("name", "candidates"),
    [
        ("sam", ("Lavoro/Bo.md", "Lavoro/Niccolò D’Amico.md")),
        ("mari", ("People/Maria Bianchi.md", "People/Mario Rossi.md")),
    ],
)
def test_a_name_that_fits_several_names_their_notes(name: str, candidates: tuple[str, ...]) -> None:
    with pytest.raises(AmbiguousName) as caught:
        VAULT.find(name)
    assert caught.value.candidates == candidates
    assert all(path in str(caught.value) for path in candidates)


@pytest.mark.parametrize(
    ("name", "candidates"),
    [
        ("Lovelase Ada", ()),
        ("Ada Loughten", ("Ada Loughton",)),
        ("Loughten", ("Ada Loughton",)),
        ("Rosis", ("Mario Rossi",)),
        ("Zzz", ()),
        ("", ()),
        (" ", ()),
        ("2026-03-04", ()),
    ],
)
def test_an_unknown_name_names_those_that_come_near(name: str, candidates: tuple[str, ...]) -> None:
    with pytest.raises(UnknownName) as caught:
        VAULT.find(name)
    assert not isinstance(caught.value, AmbiguousName)
    assert caught.value.candidates[:1] == candidates
    assert name in str(caught.value)


def test_a_sentence_shows_a_few_of_many() -> None:
    crowd = together(*(person_note(f"{n}/Ann.md") for n in range(9)))
    with pytest.raises(AmbiguousName, match=r"4/Ann\.md and 4 more") as caught:
        crowd.find("Ann")
    assert len(caught.value.candidates) == 9


@pytest.mark.parametrize(
    ("prefix", "names"),
    [("mar", ("Mar", "Maria Bianchi", "Mario Rossi")), ("NICCOLO", ("Niccolò D’Amico",)), ("x", ()), ("sa", ("Sam",))],
)
def test_a_shell_completes_names_and_aliases(prefix: str, names: tuple[str, ...]) -> None:
    assert VAULT.search_names(prefix) == names


@given(st.text())
def test_any_text_finds_somebody_or_says_so(name: str) -> None:
    try:
        found = VAULT.find(name)
    except UnknownName as error:
        found = None
        sentence = str(error)
    assert found or sentence.endswith(".")


def test_everybody_is_found_by_path_and_identity() -> None:
    for history in VAULT.histories:
        assert VAULT.find(history.person.path) is history
        assert VAULT.identities[history.person.id] is VAULT.paths[history.person.path] is history


def test_people_come_by_name() -> None:
    names = ["Ada Loughton", "André", "Andrea Verdi", "Bo", "Maria Bianchi", "Mario Rossi", "Niccolò D’Amico"]
    assert [history.person.name for history in VAULT.histories] == names


@pytest.mark.parametrize(
    ("ref", "paths"),
    [
        (Ref("Countess"), ["People/ada.md"]),
        (Ref("Rossi Mario", plain=True), ["People/Mario Rossi.md"]),
        (Ref("Sam"), ["Lavoro/Bo.md", "Lavoro/Niccolò D’Amico.md"]),
        (Ref("Loom review"), []),
    ],
)
def test_a_reference_in_a_note_is_somebody(ref: Ref, paths: list[str]) -> None:
    assert [history.person.path for history in VAULT.who(ref, "Lavoro/Bo.md")] == paths


def test_a_directory_made_by_hand_knows_its_peoples_names() -> None:
    bo = History(Person("bo", "Bo", "P/Bo.md"))
    assert People((bo,)).who(Ref("bo"), "D.md") == (bo,)


@pytest.mark.parametrize(
    ("path", "line", "names"),
    [
        ("Lavoro/Bo.md", 3, ["Bo"]),
        ("Lavoro/Bo.md", 99, ["Bo"]),
        ("Daily/2026-03-04.md", 5, ["Ada Loughton", "Bo"]),
        ("Daily/2026-03-04.md", 6, []),
        ("Daily/2026-03-04.md", 7, ["Mario Rossi"]),  # what does not count tells of somebody too
    ],
)
def test_a_line_tells_of_people(path: str, line: int, names: list[str]) -> None:
    assert [person.name for person in VAULT.people_at(Problem(path, line, "X", ""))] == names
