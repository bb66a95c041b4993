"""Names written without a link in dated notes: told once, quietly, with a mend that makes the line evidence."""

from __future__ import annotations

import pytest

from mdnetwork.editing.fixes import fixes
from mdnetwork.model import Problem
from mdnetwork.parsing import ReadingSettings, read_note
from mdnetwork.people import People, gather

DAILY = "Daily/2026-11-25.md"
PEOPLE = {
    "People/Sam Rivera.md": "",
    "People/Ana Lima.md": "---\naliases: [Ana, Ana L. Lima]\n---\n",
    "People/Mario Rossi.md": "---\nuid: a\n---\n",
    "Old/Mario Rossi.md": "---\ntype: person\nuid: b\n---\n",
    "People/Dan Gone.md": "---\nstatus: deceased\n---\n",
    "People/Kim #1.md": "---\nname: Kim Park\n---\n",
    "Me.md": "---\ntype: me\nname: Robin Vale\n---\n",
}


def vault(line: str, path: str = DAILY) -> People:
    notes = PEOPLE | {path: line}
    return gather([read_note(path, text.encode(), ReadingSettings()) for path, text in notes.items()])


def unlinked(directory: People) -> list[Problem]:
    return [problem for problem in directory.problems if problem.code == "NAME-UNLINKED"]


@pytest.mark.parametrize(
    ("line", "mended"),
    [
        ("- coffee with Sam Rivera, the move", "- coffee with [[Sam Rivera]], the move"),
        ("- Call Sam Rivera.", "- Call [[Sam Rivera]]."),
        ("- lunch with Sam Rivera and Ana Lima", "- lunch with [[Sam Rivera]] and [[Ana Lima]]"),
        ("- lunch with Ana L. Lima", "- lunch with [[Ana Lima|Ana L. Lima]]"),
        ("- Old Sam Rivera Ana Lima lunch", "- Old [[Sam Rivera]] [[Ana Lima]] lunch"),
        ("- lunch with Kim Park #gave", "- lunch with [Kim Park](Kim%20%231.md) #gave"),
        ("- lunch `Sam Rivera` with Sam Rivera", "- lunch `Sam Rivera` with [[Sam Rivera]]"),
        ("- lunch with Sam Riveraz, with Sam Rivera", "- lunch with Sam Riveraz, with [[Sam Rivera]]"),
    ],
)
def test_a_name_is_told_and_mended(line: str, mended: str) -> None:
    before = vault(line)
    found = unlinked(before)
    assert {(p.path, p.line, p.severity, p.fixable) for p in found} == {(DAILY, 1, "warning", True)}
    assert before.people_at(found[0]) == ()
    (fix,) = fixes(found, lambda _path: line.encode())
    assert fix.after.decode() == mended
    after = vault(mended)
    assert unlinked(after) == []
    assert len(after.people_at(found[0])) == len(found)


@pytest.mark.parametrize(
    "line",
    [
        "- coffee with Mario Rossi",
        "- coffee with Robin Vale",
        "- coffee with Dan Gone",
        "- coffee with Bob Stone",
        "- coffee with Rivera Sam",
        "- coffee with Ana",
        "- coffee with [[Sam Rivera]]\n- lunch with Sam Rivera",
    ],
)
def test_what_stays_untold(line: str) -> None:
    assert unlinked(vault(line)) == []


def test_an_attendee_needs_no_link() -> None:
    front = "---\ntype: meeting\ndate: 2026-11-25\nattendees: [Sam Rivera]\n---\n"
    line = f"{front}- Sam Rivera to call again\n- call Ana Lima"
    (problem,) = unlinked(vault(line, "Meetings/Plans.md"))
    assert (problem.line, problem.mend) == (7, ("Ana Lima", "[[Ana Lima]]"))
    assert problem.message == "“Ana Lima” is written without a link, so the line is about nobody: write [[Ana Lima]]."


@pytest.mark.parametrize(
    ("data", "line", "mend"),
    [
        (b"- coffee\r\n", 1, ("Sam Rivera", "[[Sam Rivera]]")),
        (b"- coffee\r\n", 3, ("Sam Rivera", "[[Sam Rivera]]")),
        (b"- Sam Rivera\r\n", 1, ()),
        (b"- [Sam Rivera](x.md) https://x.example/Sam [[Sam Rivera]]", 1, ("Sam Rivera", "[[Sam Rivera]]")),
    ],
)
def test_a_mend_that_no_longer_fits_changes_nothing(data: bytes, line: int, mend: tuple[str, ...]) -> None:
    problem = Problem(DAILY, line, "NAME-UNLINKED", "…", "warning", fixable=True, mend=mend)
    assert fixes([problem], lambda _path: data) == []


def test_a_mend_keeps_every_other_byte() -> None:
    data = "\ufeff- a\r\n\t- caffè con Sam Rivera  \r\n- b".encode()
    problem = Problem(DAILY, 2, "NAME-UNLINKED", "…", "warning", fixable=True, mend=("Sam Rivera", "[[Sam Rivera]]"))
    (fix,) = fixes([problem], lambda _path: data)
    assert fix.after == data.replace(b"Sam Rivera", b"[[Sam Rivera]]")
