"""review, and what insight adds to show and to the morning: in JSON held to the schemas, and in Italian."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_cli_commands import asked

from support.command import call
from support.transcripts import stage
from support.vaults import write

ME = "---\ntype: me\noffers: [looms]\ninterests: [bridges]\n---\n## Log\n- 2026-11-01 post about looms\n"
CARLO = "---\ntype: person\ncircle: core\nneeds: [a loom]\ninterests: [old bridges]\n---\n## Log\n- 2026-03-01 coffee\n"
DIRK = "---\ntype: person\nexpertise: [weaving looms]\n---\n"
EVE = "---\ntype: person\ninterests: [bridges]\n---\n"
EVENT = '---\ntype: event\ndate: 2026-12-10\nattendees: ["[[Carlo]]", "[[Dirk]]"]\n---\n# Fair\n'
MORE = {"Me.md": ME, "People/Carlo.md": CARLO, "People/Dirk.md": DIRK, "Events/Fair.md": EVENT}
SETTINGS = '[circles]\ncore = "6w"\n[circle_sizes]\ncore = 1\nclose = 15\n'


@pytest.fixture
def network(vault: Path) -> Path:
    write(vault, MORE | {"mdnetwork.toml": SETTINGS})
    return vault


def test_review_has_a_key_for_each_section(network: Path) -> None:
    found = asked("review")
    assert found["period"] == {"start": "2026-08-24", "end": "2026-11-23"}
    ada = {"person": "Ada Loughton", "id": "ada loughton", "path": "People/Ada Loughton.md"}
    place = [{"date": "2026-09-04", "path": "People/Ada Loughton.md", "line": 17}]
    overdue = ada | {"date": "2026-10-11", "evidence": place}
    assert found["promises"]["broken"] == {"now": 1, "before": 0, "parts": [overdue]}
    assert found["standing"]["parts"]["promises"]["deeds"] == [overdue | {"good": False, "counts": 1.0}]
    assert [each["text"] for each in found["promises"]["open"]] == ["the paper"]
    assert [(each["name"], each["people"], each["size"], each["over"]) for each in found["circles"]] == [
        ("core", 2, 1, 1),
        ("close", 0, 15, -15),
    ]
    assert [each["person"] for each in found["drifting"]] == ["Carlo"]
    assert found["profile"]["step"] == "published"
    assert [(each["kind"], each["person"]) for each in found["suggestions"]] == [
        ("promise", "Ada Loughton"),
        ("drift", "Carlo"),
    ]
    assert found["events"]["coming"][0]["title"] == "Fair"


def test_review_of_another_period(network: Path) -> None:
    assert asked("review", "--period", "1w")["period"] == {"start": "2026-11-17", "end": "2026-11-23"}


def test_review_of_an_empty_vault(vault: Path) -> None:
    for note in vault.rglob("*.md"):
        note.unlink()
    assert asked("review")["suggestions"] == []
    assert call("-q", "review").stdout.splitlines()[-1] == "Nothing is pressing."


def test_show_tells_what_is_shared_and_could_be_offered(network: Path) -> None:
    (carlo,) = asked("show", "Carlo")["people"]
    assert carlo["tie"]["level"] == "weak"
    assert [each["days"] for each in carlo["rhythm"]] == [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]
    assert carlo["rhythm"][0]["month"] == "2025-12"
    assert carlo["shared_interests"] == ["old bridges"]
    assert [(each["offer"], each["through"]) for each in carlo["offers"]] == [
        ("looms", None),
        ("weaving looms", {"person": "Dirk", "id": "dirk", "path": "People/Dirk.md"}),
    ]
    said = call("-q", "show", "Carlo").stdout
    rows = said.partition("  You could offer\n")[2].splitlines()[:2]
    assert [row.split("  for:")[0].strip() for row in rows] == ["looms", "Dirk, who knows about weaving looms"]


def test_show_of_an_event_says_whom_to_seek_out(network: Path) -> None:
    found = asked("show", "Fair")
    assert [(each["person"], each["kind"]) for each in found["seek_out"]] == [("Carlo", "drift"), ("Dirk", "unmet")]
    assert found["seek_out"][0]["evidence"] == [{"date": "2026-03-01", "path": "People/Carlo.md", "line": 8}]


def test_the_morning_fits_the_minutes(network: Path) -> None:
    found = asked()
    assert found["minutes"] == 10
    assert sum(each["minutes"] for each in found["follow_ups"]) <= 10
    assert all(each["begin_with"] for each in found["follow_ups"] if each["kind"] != "task")
    comers = {each["person"]: each["question"]["text"] for each in found["meetings"][0]["people"]}
    assert comers["Ada Loughton"] == "Last time you talked about the loom. What has happened since?"
    three = call("-q", "--minutes", "3", "--json").stdout
    assert three.count('"begin_with"') == 1


def test_of_the_dead_the_morning_and_a_meeting_say_nothing(network: Path) -> None:
    ada = network / "People" / "Ada Loughton.md"
    ada.write_text(ada.read_text(encoding="utf-8").replace("circle: core", "died: 2026-10-01"), encoding="utf-8")
    assert [each["person"] for each in asked()["meetings"][0]["people"]] == ["Bruno Neri"]
    assert [each["name"] for each in asked("show", "Review")["people"]] == ["Bruno Neri"]
    assert [each["name"] for each in asked("show", "Ada Loughton")["people"]] == ["Ada Loughton"]


def test_show_of_the_own_note(network: Path) -> None:
    write(network, {"Notes/Old bridges.md": "How they are mended.\n", "People/Eve.md": EVE})
    found = asked("show", "me")
    assert (found["people"], found["meeting"], found["me"]["path"]) == ([], None, "Me.md")
    assert [each["name"] for each in found["me"]["parts"] if each["there"]] == ["skills"]
    assert [(each["date"], each["text"]) for each in found["me"]["publishing"]["publications"]] == [
        ("2026-11-01", "post about looms")
    ]
    assert [(each["kind"], [who["person"] for who in each["people"]]) for each in found["me"]["ideas"]] == [
        ("note", ["Carlo", "Eve"])
    ]
    assert call("-q", "show", "Me.md").stdout == call("-q", "show", "me").stdout


def test_a_person_who_is_called_like_the_own_note_comes_first(network: Path) -> None:
    write(network, {"People/Me.md": CARLO})
    assert [each["path"] for each in asked("show", "me")["people"]] == ["People/Me.md"]


def test_review_show_and_the_morning_in_italian(tmp_path: Path) -> None:
    with stage(tmp_path) as home:
        settings = home / "mdnetwork.toml"
        settings.write_text('language = "it"\n' + settings.read_text(encoding="utf-8"), encoding="utf-8")
        review, show, morning = (call("-q", *words).stdout for words in (("review",), ("show", "Ada"), ()))
    assert "Che cosa vale la pena fare\n  1.  Mantieni la promessa fatta a Carla Venti" in review
    assert ", entro il 20 novembre\n" in review
    assert "legame" in show
    assert "ritmo" in show
    assert "per cominciare: mantienila, o di' per quando" in morning
    english = ("kept", "followed", "you gave", "of them", "To ask", "begin:", "writes it", "interactions")
    assert [word for word in english if word in review + show + morning] == []
