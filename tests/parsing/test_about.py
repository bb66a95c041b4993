"""What makes a note a dated meeting: a creation date dates nothing, and `people` are those who came to a meeting."""

from __future__ import annotations

import pytest

from mdnetwork.model import Facts
from mdnetwork.parsing import ReadingSettings, read_note


def read(front: str, body: str = "", path: str = "Notes/x.md") -> Facts:
    return read_note(path, f"---\n{front}\n---\n{body}".encode(), ReadingSettings())


def reasons(facts: Facts) -> dict[str, str | None]:
    """Why each person is no contact; None for those who are, in any mention."""
    found: dict[str, str | None] = {}
    for mention in facts.mentions:
        for name in (ref.target for ref in mention.people):
            found[name] = mention.rejected and found.get(name, mention.rejected)
    return found


@pytest.mark.parametrize(
    "front",
    [
        'type: note\ncreated: 2026-08-02\npeople: ["[[Ann]]"]',
        'date created: 2026-08-02\npeople: ["[[Ann]]"]',
        'creato: 2026-08-02\npersone: ["[[Ann]]"]',
        'created_at: 2026-08-02T10:00\nperson: "[[Ann]]"',
        'type: meeting\ncreated: 2026-08-02\npeople: ["[[Ann]]"]',
        'tags: [meeting]\nDate Created: 2026-08-02\nattendees: ["[[Ann]]"]',
    ],
)
def test_a_creation_date_dates_nothing(front: str) -> None:
    facts = read(front, "- coffee with [[Bo]]\n")
    assert facts.note.date is None
    assert {each.date for each in facts.mentions} == {None}
    assert reasons(facts)["Bo"] == "no date"


@pytest.mark.parametrize(
    ("front", "body", "path"),
    [
        ("type: market-research\ndate: 2026-08-02\npeople: [Ann]", "", "Notes/x.md"),
        ('type: email\nstatus: draft\ndate: 2026-08-02\npeople: ["[[Ann]]"]', "Hello [[Ann]],\n", "Notes/x.md"),
        ('date: 2026-08-02\nperson: "[[Ann]]"\nstatus: not-started', "# Performance review\n", "Notes/x.md"),
        ("date: 2026-08-02", "# Pricing MOC\n\n## People\n- [[Ann]] — knows the market\n", "Notes/x.md"),
        ("date: 2026-08-02", "## People\n- [[Ann]] knows the market\n", "Notes/Prices.md"),
        ("data: 2026-08-02\npersone: [Ann]", "# Ricerca di mercato\n", "Notes/x.md"),
        ("data: 2026-08-02", "# Fornitori\n\n## Persone\n- [[Ann]] — stoffe\n", "Notes/x.md"),
        ("date: 2026-08-02", "# Index\n- [[Ann]] — looms\n", "Notes/x.md"),
        ('date: 2026-08-02\npeople: ["[[Ann]]"]', "# Call for papers\n", "Notes/x.md"),
        ('date: 2026-08-02\npeople: ["[[Ann]]"]', "# Email to Ann\n\nDear [[Ann]],\n", "Notes/x.md"),
        ('date: 2026-08-02\nPeople: "[[Ann]]"', "# Novel\n\n[[Ann]] is the villain\n", "Notes/x.md"),
        ('people: ["[[Ann]]"]', "", "2026-08-02 Ideas.md"),
    ],
)
def test_a_note_that_is_no_meeting_is_about_its_people(front: str, body: str, path: str) -> None:
    facts = read(front, body, path)
    assert facts.note.kind == "other"
    assert reasons(facts) == {"Ann": "about"}


@pytest.mark.parametrize(
    ("front", "body", "path"),
    [
        ('type: meeting\ndate: 2026-08-02\npeople: ["[[Ann]]"]', "", "Notes/x.md"),
        ('type: call\ndate: 2026-08-02\npeople: ["[[Ann]]"]', "", "Notes/x.md"),
        ('type: "[[Interaction]]"\ndate: 2026-08-02\nperson: "[[Ann]]"', "", "Notes/x.md"),
        ('tipo: telefonata\ndata: 2026-08-02\npersone: ["[[Ann]]"]', "", "Notes/x.md"),
        ('tags: [type/event]\ndate: 2026-08-02\npeople: ["[[Ann]]"]', "", "Notes/x.md"),
        ('date: 2026-08-02\npeople: ["[[Ann]]"]', "#meeting on prices\n", "Notes/x.md"),
        ('date: 2026-08-02\npeople: ["[[Ann]]"]', "", "Meetings/x.md"),
        ('date: 2026-08-02\npeople: ["[[Ann]]"]', "", "Calls/x.md"),
        ('date: 2026-08-02\npeople: ["[[Ann]]"]', "# Call with Ann\n", "Notes/x.md"),
        ('date: 2026-08-02\npeople: ["[[Ann]]"]', "# Kickoff meeting\n", "Notes/x.md"),
        ('data: 2026-08-02\npersone: ["[[Ann]]"]', "# Pranzo con Ann\n", "Notes/x.md"),
        ('people: ["[[Ann]]"]', "", "2026-08-02 Lunch with Ann.md"),
        ('date: 2026-08-02\nattendees: ["[[Ann]]"]', "", "Notes/x.md"),
        ("date: 2026-08-02", "## Attendees\n- [[Ann]]\n", "Notes/x.md"),
        ("date: 2026-08-02\ntype: meeting", "## People\n- [[Ann]]\n", "Notes/x.md"),
        ('people: ["[[Ann]]"]', "", "Daily/2026-08-02.md"),
        ("mood: good", "## People\n- [[Ann]]\n", "Daily/2026-08-02.md"),
        ('type: market-research\ndate: 2026-08-02\npeople: ["[[Ann]]"]', "- called [[Ann]]\n", "Notes/x.md"),
        ('type: research\ndate: 2026-08-02\npeople: ["[[Bo]]"]', "- [[Ann]] at the market\n", "Notes/x.md"),
        ("date: 2026-08-02", "# Price index talk\n- [[Ann]] at the market\n", "Notes/x.md"),
    ],
)
def test_a_note_that_says_that_it_is_a_meeting_counts_its_people(front: str, body: str, path: str) -> None:
    found = reasons(read(front, body, path))
    assert found["Ann"] is None


def test_a_note_about_somebody_who_has_no_note_warns_of_nobody() -> None:
    assert not read("type: market-research\ndate: 2026-08-02\npeople: [Ann, Bo Roe]").problems
