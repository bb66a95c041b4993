"""What concerns one person in everybody's notes: tasks, meetings, introductions, lines with a tag."""

from __future__ import annotations

import pytest

from mdnetwork.parsing import ReadingSettings, read_note
from mdnetwork.people import People, gather

NESTED = "- lunch with [[Cy]]\n  - #intro [[Ada]] to [[Bo]]"
INTRO = "- 2026-11-02 lunch #intro [[Ada]] [[Bo]]"


def vault(**notes: str) -> People:
    """People's notes by name. "Daily" is a daily note, "Talk" and "Plan" are meetings."""
    paths = {
        "Daily": "Daily/2026-11-02.md",
        "Talk": "Meetings/2026-11-03 talk.md",
        "Plan": "Meetings/2026-11-25 plan.md",
    }
    texts = {paths.get(name, f"People/{name}.md"): text for name, text in notes.items()}
    return gather(read_note(path, text.encode(), ReadingSettings()) for path, text in texts.items())


def person(*lines: str, **fields: str) -> str:
    return "\n".join(
        ("---", "type: person", *(f"{key}: {value}" for key, value in fields.items()), "---", "## Log", *lines, "")
    )


def test_the_tasks_about_somebody_are_in_their_note_or_link_them() -> None:
    people = vault(
        Daily="- [ ] write to [[Bo]] and [[Ada]]\n- [ ] rest\n- [x] thank [[Ada]]\n",
        Ada=person("- [ ] ask [[Bo]]", "- [ ] sleep"),
        Bo=person("- [ ] ask [[Ada]]"),
    )
    found = {path: [(each.path[:3], each.task.line) for each in people.tasks_about(path)] for path in people.paths}
    assert found == {
        "People/Ada.md": [("Dai", 1), ("Dai", 3), ("Peo", 5), ("Peo", 6), ("Peo", 5)],
        "People/Bo.md": [("Dai", 1), ("Peo", 5), ("Peo", 5)],
    }
    assert people.tasks_about("People/Nobody.md") == ()


def test_the_meetings_with_somebody_are_in_order() -> None:
    people = vault(
        Plan='---\nattendees: ["[[Ada]]"]\n---\n',
        Talk='---\nattendees: ["[[Bo]]", "[[Ada]]"]\n---\n',
        Ada=person(),
        Bo=person(),
        Cy=person(),
    )
    found = {path: [each.note.path[9:19] for each in people.meetings_with(path)] for path in people.paths}
    assert found == {
        "People/Ada.md": ["2026-11-03", "2026-11-25"],
        "People/Bo.md": ["2026-11-03"],
        "People/Cy.md": [],
    }


def test_who_was_introduced_through_somebody() -> None:
    people = vault(
        Ada=person(introduced_by='"[[Ada]]"'),
        Bo=person(introduced_by='"[[Ada]]"', uid="z"),
        Cy=person(introduced_by="Ada", uid="y"),
        Dee=person(introduced_by="Nobody"),
        Eve=person(introduced_by="Fay"),
        Fay=person(),
        Gus=person(aliases="[Fay]"),
    )
    found = {path: [each.person.name for each in people.introduced_through(path)] for path in people.paths}
    assert {path: names for path, names in found.items() if names} == {"People/Ada.md": ["Cy", "Bo"]}


@pytest.mark.parametrize(
    ("notes", "ada"),
    [
        ({"Daily": INTRO}, [("Daily/2026-11-02.md", None)]),
        ({"Cy": person(INTRO)}, [("People/Cy.md", None), ("People/Cy.md", "in another's log")]),
        ({"Cy": person(INTRO, status="deceased")}, [("People/Cy.md", "in another's log")]),
        ({"Cy": person("- 2026-11-02 lunch #intro [[Bo]]")}, []),
        ({"Cy": person("- 2026-11-02 lunch #gave [[Ada]] a pen")}, []),
        ({"Daily": NESTED, "Cy": person()}, [("Daily/2026-11-02.md", None)] * 2),
    ],
)
def test_a_tagged_line_is_about_those_it_names(notes: dict[str, str], ada: list[tuple[str, str | None]]) -> None:
    people = vault(Ada=person(), Bo=person(), **notes)
    assert [(each.path, each.rejected) for each in people.tagged_about("People/Ada.md", "intro")] == ada
