"""who, reach, introduce and goals: in JSON held to the schemas, and in Italian."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_cli_commands import asked

from support.command import call
from support.vaults import write

NOTES = {
    "People/Carlo.md": "---\ntype: person\nneeds: [a loom]\norg: Mill\n---\n## Log\n- 2026-03-01 coffee\n",
    "People/Dirk.md": "---\ntype: person\nexpertise: [weaving looms]\norg: Mill\nmet: 2026-01-02\n---\n",
    "People/Edgar.md": "---\ntype: person\norg: Mill\n---\n",
    "People/Fritz.md": "---\ntype: person\nexpertise: [looms]\nprivate: true\n---\n## Log\n- 2026-03-01 call\n",
    "Goals/Cloth.md": "---\ntype: goal\ntopics: [looms, dyes]\n---\n",
    "Articles/Old cloth.md": "A loom, and how weavers dressed it.\n",
}


@pytest.fixture
def cloth(vault: Path) -> Path:
    write(vault, NOTES)
    return vault


def test_who_knows_and_whom_a_note_would_interest(cloth: Path) -> None:
    assert [each["person"] for each in asked("who", "looms")][::3] == ["Dirk", "Carlo"]
    assert "Dirk" not in [each["person"] for each in asked("who", "--for", "Dirk", "looms")]
    interested = [each["person"] for each in asked("who", "Articles/Old cloth.md")]
    assert interested[0] == "Dirk"
    assert "Fritz" not in interested
    assert asked("who", "?") == []
    carlo = asked("who", "mill")[0]
    assert (carlo["person"], carlo["reason"]) == ("Carlo", "works for “Mill”")
    assert carlo["evidence"] == [{"date": None, "path": "People/Carlo.md", "line": 4}]


def test_ways_and_colleagues_who_may_know(cloth: Path) -> None:
    assert [(each["people"], each["certain"]) for each in asked("reach", "Dirk")] == [(["Dirk"], True)]
    assert {tuple(each["people"]) for each in asked("reach", "Edgar") if not each["certain"]} == {
        ("Carlo", "Edgar"),
        ("Dirk", "Edgar"),
    }
    assert asked("reach", "Fritz") == []
    assert "may know each other: the same employer" in call("-q", "reach", "Edgar").stdout
    assert call("-q", "reach", "Fritz").stdout == "No note shows a way there.\n"


def test_the_beginning_of_an_organisation_will_do(cloth: Path) -> None:
    assert {each["people"][-1] for each in asked("reach", "mil")} == {"Carlo", "Dirk"}
    write(cloth, {"People/Gerd.md": "---\ntype: person\norg: Millbrook\n---\n"})
    unsure = call("reach", "mil")
    assert (unsure.status, unsure.stderr.splitlines()[0]) == (
        1,
        "“mil” fits several: Mill, Millbrook. Write more of the name.",
    )
    nobody = call("-q", "reach", "zzz")
    assert (
        nobody.stderr
        == "Nobody is called “zzz”. `mdnet people` lists everybody. No organisation begins with that either.\n"
    )


def test_who_is_listed_says_why(cloth: Path) -> None:
    found = {each["name"]: each["reason"] for each in asked("people", "--sort", "tie")}
    assert found["Carlo"] == "weak: 1 interaction in a year, last 267 days ago, both ways"
    assert "Fritz" not in found
    assert asked("people")[0]["reason"] is None
    assert [each["name"] for each in asked("people", "--weak")] == ["Carlo"]
    write(cloth, {"People/Carlo.md": NOTES["People/Carlo.md"].replace("type:", "circle: core\ncadence: 1m\ntype:")})
    assert [each["reason"] for each in asked("people", "--weak", "--drifting")] == [
        (
            "silent for 267 days; you mean to be in touch within 31 days; "
            "weak: 1 interaction in a year, last 267 days ago, both ways"
        )
    ]


def test_goals_with_and_without_people(cloth: Path) -> None:
    assert [(each["people"], each["reason"]) for each in asked("goals")] == [
        (["Dirk"], "knows about “weaving looms” (looms)"),
        ([], "Nobody yet for: dyes. `mdnet who` may know."),
    ]
    (cloth / "Goals/Cloth.md").unlink()
    assert call("-q", "goals").stdout.startswith("There are no goals yet")


def test_reasons_in_italian(cloth: Path) -> None:
    write(
        cloth,
        {
            "mdnetwork.toml": 'language = "it"\n',
            "People/Dirk.md": NOTES["People/Dirk.md"] + "\n## Log\n- 2026-03-01 call\n",
        },
    )
    assert "tra le competenze: «weaving looms»" in call("-q", "who", "looms").stdout
    (pair,) = asked("introduce")
    assert (pair["people"], pair["reason"]) == (
        ["Carlo", "Dirk"],
        "A Carlo serve «a loom», e tra le competenze di Dirk c'è «weaving looms».",
    )
