from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdnetwork.model import Facts
from support.facts import codes, linked, log, me_note, note, of, person_note, reasons, together

MAIL = ("ada@x.example",)
OTHER_DAY = date(2026, 5, 6)


def ids(*facts: Facts) -> dict[str, str]:
    return {path: history.person.id for path, history in together(*facts).paths.items()}


def test_homonyms_without_uid_add_their_paths() -> None:
    facts = [person_note("A/Mario.md", name="Mario Rossi"), person_note("B/Mario.md", name="mario rossi")]
    assert ids(*facts) == {"A/Mario.md": "mario rossi|A/Mario.md", "B/Mario.md": "mario rossi|B/Mario.md"}
    found = together(*facts).problems
    assert [(p.code, p.path, p.severity, p.fixable) for p in found] == [
        ("HOMONYM", "A/Mario.md", "warning", True),
        ("HOMONYM", "B/Mario.md", "warning", True),
    ]
    assert "B/Mario.md" in found[0].message


def test_a_uid_tells_homonyms_apart() -> None:
    facts = [person_note("A/Mario.md", name="Mario Rossi", uid="u1"), person_note("B/Mario.md", name="Mario Rossi")]
    assert ids(*facts) == {"A/Mario.md": "u1", "B/Mario.md": "mario rossi"}
    assert codes(together(*facts)) == []


def test_of_two_notes_with_one_uid_the_later_adds_its_path() -> None:
    facts = [person_note("B.md", uid="u1"), person_note("A.md", uid="u1")]
    assert ids(*facts) == {"A.md": "u1", "B.md": "u1|B.md"}
    assert codes(together(*facts)) == [("DUPLICATE-UID", "B.md", 1, "error")]


def test_a_name_that_is_anothers_uid_makes_way() -> None:
    assert ids(person_note("A.md", name="u1"), person_note("B.md", uid="u1")) == {"A.md": "u1|A.md", "B.md": "u1"}


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from([None, "u", "v"])), max_size=8))
def test_nobody_shares_an_identity(notes: list[tuple[str, str | None]]) -> None:
    facts = [person_note(f"{n}/x.md", name=name, uid=uid) for n, (name, uid) in enumerate(notes)]
    assert len(set(ids(*facts).values())) == len(notes)


COPIES = {
    "uid": (person_note("P/Ada.md", uid="u"), person_note("P/Ada 2.md", uid="u")),
    "name": (person_note("P/Ada.md"), person_note("P/Ada (1).md", name="Ada")),
    "host with hyphens": (person_note("P/Ada.md"), person_note("P/Ada-DESKTOP-7F.md", name="Ada")),
    "mail": (person_note("P/Ada.md", emails=MAIL), person_note("P/Ada-HOST.md", emails=("ADA@x.example",))),
    "profile": (
        person_note("P/Ada.md", urls=(("github", "ada"),)),
        person_note("P/Ada-H.md", urls=(("github", "ada"),)),
    ),
    "one line of log": (person_note("P/Ada.md", log(5)), person_note("P/Ada 2.md", log(5))),
    "two lines of log": (
        person_note("P/Ada.md", log(5), log(6)),
        person_note("P/Ada-HOST.md", log(5), log(6, OTHER_DAY), log(6)),
    ),
}
NO_COPIES = {
    "another uid": (person_note("P/Ada.md", uid="u"), person_note("P/Ada 2.md", name="Ada", uid="v")),
    "another mail": (
        person_note("P/Ada.md", emails=MAIL),
        person_note("P/Ada 2.md", name="Ada", emails=("ada@y.example",)),
    ),
    "another folder": (person_note("P/Ada.md"), person_note("Q/Ada 2.md", name="Ada")),
    "sisters": (person_note("P/Anna.md", log(5)), person_note("P/Anna-Maria.md", log(5))),
    "a name of its own": (person_note("P/Ada.md", log(5)), person_note("P/Ada 2.md", log(5), name="Ada Brook")),
    "nothing in common": (person_note("P/Ada.md"), person_note("P/Ada 2.md")),
    "leading hyphen": (person_note("P/Ada.md"), person_note("P/-Ada.md", name="Ada")),
    "a year": (person_note("P/Ada.md"), person_note("P/Ada 1815.md", name="Ada")),
}


@pytest.mark.parametrize("case", COPIES)
def test_a_copy_beside_its_original_is_reported_and_not_read(case: str) -> None:
    original, copy = COPIES[case]
    found = together(original, copy)
    assert list(found.paths) == [original.note.path]
    assert codes(found) == [("CONFLICT-COPY", copy.note.path, 0, "warning")]
    assert set(reasons(found, original.note.path)) == ({"conflict copy"} if copy.mentions else set())
    assert len(of(found, original.note.path).counted) == len(original.mentions)


@pytest.mark.parametrize("case", NO_COPIES)
def test_another_person_with_such_a_name_is_no_copy(case: str) -> None:
    assert len(together(*NO_COPIES[case]).histories) == 2
    assert "CONFLICT-COPY" not in {code for code, *_ in codes(together(*NO_COPIES[case]))}


def test_a_copy_of_a_copy_stands_for_the_original() -> None:
    found = together(*(person_note(f"P/{name}.md", log(5), uid="u") for name in ("Ada", "Ada 2", "Ada 2 2")))
    assert [evidence.path for evidence in of(found, "P/Ada.md").rejected] == ["P/Ada 2 2.md", "P/Ada 2.md"]


def test_a_copy_that_its_name_alone_tells_is_not_read() -> None:
    copy = note("P/Ada.sync-conflict-20260101-101010-ABCDEFG.md", log(3), kind="conflict")
    found = together(person_note("P/Ada.md"), copy)
    assert [(h.person.path, h.counted, h.rejected) for h in found.histories] == [("P/Ada.md", (), ())]


def test_a_link_to_such_a_copy_means_the_original() -> None:
    copy = note("P/Ada (Conflicted copy Mac 20260101).md", kind="conflict")
    found = together(person_note("P/Ada.md"), copy, note("D.md", linked(1, "Ada (Conflicted copy Mac 20260101)")))
    assert len(of(found, "P/Ada.md").counted) == 1


def test_the_user_is_nobody_of_the_network() -> None:
    found = together(me_note("Me.md", "Vera Cardin"), me_note("Io.md", "Vera C."))
    assert found.histories == ()
    assert found.me == ("Vera C.", "Io", "Vera Cardin", "Me")
    assert codes(found) == [("SEVERAL-ME", "Me.md", 0, "warning")]
