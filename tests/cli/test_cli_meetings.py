"""Today's meetings, whoever comes: in the morning, on their page, and afterwards."""

from __future__ import annotations

import re
from pathlib import Path

from test_cli_commands import asked

from support.command import call
from support.vaults import write


def meeting(*names: str, day: str = "2026-11-23", kind: str = "meeting", text: str = "") -> str:
    people = "".join(f"  - {name}\n" for name in names)
    return f"---\ntype: {kind}\ndate: {day}\n" + (f"attendees:\n{people}" if names else "") + f"---\n{text}\n"


def titles(said: list[dict[str, str]]) -> list[str]:
    return [each["title"] for each in said]


def test_meetings_of_nobody_known_are_told_of_too(vault: Path) -> None:
    write(vault, {"Meetings/Board.md": meeting("Zed Unknown"), "Meetings/Alone.md": meeting()})
    morning = asked()
    assert titles(morning["meetings"]) == ["Alone", "Board", "Review"]
    assert [each["others"] for each in morning["meetings"]] == [[], [{"name": "Zed Unknown", "fits": 0}], []]
    assert "  also  Zed Unknown (no note)\n" in call("-q").stdout
    assert asked("show", "Board")["people"] == []
    assert "  also  Zed Unknown (no note)\n" in call("-q", "show", "Board").stdout
    later = call("-q", "--today", "2026-11-24").stdout
    assert re.search(r"^Board  .*\n  How did it go\?$", later, re.MULTILINE)
    assert re.search(r"^Alone  .*\n  How did it go\?$", later, re.MULTILINE)


def test_who_fits_several_notes_is_said_to(vault: Path) -> None:
    write(vault, {"People/Ada Two.md": "---\ntype: person\naliases: [Ada]\n---\n", "Meetings/Board.md": meeting("Ada")})
    assert "  also  Ada (fits 2 notes)\n" in call("-q", "show", "Board").stdout


def test_two_meetings_of_a_day_stand_in_order_of_their_hour(vault: Path) -> None:
    write(vault, {"Meetings/A.md": meeting(day="2026-11-23T14:00"), "Meetings/B.md": meeting(day="2026-11-23T09:30")})
    assert titles(asked()["meetings"]) == ["Review", "B", "A"]
    assert "B  2026-11-23 09:30, today  Meetings/B.md\n" in call("-q").stdout


def test_events_of_nobody_known_are_in_the_review(vault: Path) -> None:
    write(vault, {"Events/Fair.md": meeting(day="2026-11-02", kind="event", text="Talked to the organisers.")})
    review = asked("review")
    assert titles(review["events"]["now"]) == ["Fair"]
    assert review["profile"]["took_part"]["now"] == 1


def test_of_a_crowd_only_few_are_told_of_at_length(vault: Path) -> None:
    names = [f"Guest {letter}" for letter in "ABCDEFGH"]
    write(vault, {f"People/{name}.md": "---\ntype: person\n---\n" for name in names})
    write(vault, {"Meetings/Review.md": meeting("Ada Loughton", *names)})
    call("index")
    said = call("-q").stdout.partition("\n\n")[0].splitlines()
    assert len([line for line in said if line.startswith("    ask ")]) == 3
    assert [line.strip() for line in said if line.startswith("  also")] == [
        "also  Guest C, Guest D, Guest E, Guest F, Guest G, Guest H"
    ]
    assert said[-1] == "  `mdnet show Meetings/Review.md` describes everybody."
    assert len(asked()["meetings"][0]["people"]) == 9


def test_nobody_is_asked_how_it_went_with_who_died_since(vault: Path) -> None:
    ada = vault / "People" / "Ada Loughton.md"
    ada.write_text(ada.read_text(encoding="utf-8").replace("circle: core", "died: 2026-11-24"), encoding="utf-8")
    assert asked("--today", "2026-11-25")["unwritten"] == []


def test_the_page_of_who_died_tells_no_rhythm(vault: Path) -> None:
    ada = vault / "People" / "Ada Loughton.md"
    ada.write_text(ada.read_text(encoding="utf-8").replace("circle: core", "died: 2026-10-01"), encoding="utf-8")
    said = call("-q", "show", "Ada Loughton").stdout
    assert re.search(r"  status +deceased\n", said)
    assert "10 December 1815\n" in said
    assert [word for word in ("cadence", "tie", "rhythm", "in 17 days") if f"  {word}" in said] == []


def test_a_task_about_somebody_is_not_owed_to_them(vault: Path) -> None:
    (bruno,) = asked("show", "Bruno")["people"]
    assert bruno["promises"] == []
    assert "You owe" not in call("-q", "show", "Bruno").stdout
    assert "to do" in call("-q").stdout


def test_a_meeting_of_today_may_still_be_ahead(vault: Path) -> None:
    (bruno,) = asked("show", "Bruno")["people"]
    assert (bruno["tie"]["last"], bruno["tie"]["days"]) == ("2026-11-20", 2)
    write(vault, {"Daily/2026-11-23.md": "- talked with [[Bruno Neri]] about the plans\n"})
    (bruno,) = asked("show", "Bruno")["people"]
    assert (bruno["tie"]["last"], bruno["tie"]["days"]) == ("2026-11-23", 3)


def test_nobody_is_sought_out_at_an_event_that_is_over(vault: Path) -> None:
    write(vault, {"Events/Fair.md": meeting("Ada Loughton", day="2026-11-22", kind="event")})
    assert asked("show", "Fair")["seek_out"] == []
    write(vault, {"Events/Fair.md": meeting("Ada Loughton", day="2026-11-24", kind="event")})
    assert [each["person"] for each in asked("show", "Fair")["seek_out"]] == ["Ada Loughton"]


def test_more_minutes_hold_more_than_the_calendars_day(vault: Path) -> None:
    write(vault, {f"People/P{n}.md": "---\ntype: person\n---\n## I owe\n- [ ] a letter\n" for n in range(12)})
    assert len(asked("--minutes", "10")["follow_ups"]) <= 4
    assert len(asked("--minutes", "60")["follow_ups"]) == 14


def test_kinds_and_statuses_are_said_in_the_vaults_language(vault: Path) -> None:
    write(vault, {"mdnetwork.toml": 'language = "it"\n'})
    assert "promessa" in call("-q", "due").stdout
    assert "promise" not in call("-q", "people").stdout
