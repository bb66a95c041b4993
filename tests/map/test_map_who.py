"""Who is on the map, on which ring, with whom, and who is due."""

from __future__ import annotations

from mdnetwork.dates import Cadence, Span
from mdnetwork.map import Chart, MapRequest
from mdnetwork.map.chart import nearness
from support.map_vault import ago, charted, meeting, person

NOTES = {
    "Me": "---\ntype: me\nname: Nora Field\n---\n",
    "Ada": person(f"{ago(3)} call → #promised the book 📅 {ago(1)}", f"{ago(40)} coffee", circle="core", org="Mill"),
    "Bea": person(f"{ago(9)} coffee", circle="Close"),
    "Cem": person(f"{ago(90)} coffee", circle="close"),
    "Dan": person(f"{ago(200)} email"),
    "Eve": person(f"{ago(5)} call", circle="core", private="true"),
    "Fay": person(f"{ago(5)} call", circle="core", status="deceased"),
    "Gus": person(f"{ago(5)} call", circle="core", status="no-contact"),
    "Meetings/1": meeting("Ada", "Bea", "Eve", "Fay", "Gus", day=ago(9)),
    "Meetings/2": meeting("Bea", "Cem", day=ago(90)),
    "Meetings/3": meeting("Cem", "Dan", day=ago(200)),
    "Meetings/4": meeting("Cem", "Dan", day=ago(100)),
}


def names(chart: Chart) -> list[str]:
    return [dot.name for dot in chart.dots]


def test_everybody_stands_on_the_ring_of_their_circle() -> None:
    chart = charted(NOTES)
    assert [(dot.name, dot.ring, dot.circle) for dot in chart.dots] == [
        ("Ada", 0, 0),
        ("Bea", 1, 1),
        ("Cem", 1, 1),
        ("Dan", 2, None),
    ]
    assert chart.circles == ("core", "Close")
    assert chart.me == "Nora Field"
    assert chart.dots[0].org == "Mill"
    assert chart.people == 4


def test_lines_tell_how_often_and_when_last() -> None:
    assert [tuple(line) for line in charted(NOTES).lines] == [
        ("ada", "bea", 1, ago(9)),
        ("bea", "cem", 1, ago(90)),
        ("cem", "dan", 2, ago(100)),
    ]


def test_who_is_due_and_why() -> None:
    ada, bea, *_ = charted(NOTES).dots
    assert ada.is_due
    assert ada.due == ago(1)
    assert ada.kinds == ("promise",)
    assert not bea.is_due
    assert bea.due is None


def test_private_people_only_when_asked_for_and_the_silent_never() -> None:
    assert "Eve" not in names(charted(NOTES))
    chart = charted(NOTES, MapRequest(private=True))
    assert names(chart) == ["Ada", "Eve", "Bea", "Cem", "Dan"]
    assert ("bea", "eve") in [line[:2] for line in chart.lines]


def test_only_those_who_were_asked_for_with_the_lines_among_them() -> None:
    chart = charted(NOTES, MapRequest(only={"bea", "cem"}))
    assert names(chart) == ["Bea", "Cem"]
    assert [line[:2] for line in chart.lines] == [("bea", "cem")]
    assert chart.circles == ("Close",)


def test_around_a_person_a_ring_is_a_step() -> None:
    chart = charted(NOTES, MapRequest("ada"))
    assert chart.centre
    assert chart.centre.name == "Ada"
    assert [(dot.name, dot.ring) for dot in chart.dots] == [("Bea", 0), ("Cem", 1)]
    assert [line[:2] for line in chart.lines] == [("ada", "bea"), ("bea", "cem")]
    assert chart.people == 3
    assert names(charted(NOTES, MapRequest("ada", 1))) == ["Bea"]
    assert names(charted(NOTES, MapRequest("ada", 3))) == ["Bea", "Cem", "Dan"]
    assert names(charted(NOTES, MapRequest("ada", 3, only={"dan"}))) == ["Dan"]


def test_around_who_may_not_be_named_nobody_is_drawn() -> None:
    for silent in ("eve", "fay", "gus"):
        chart = charted(NOTES, MapRequest(silent))
        assert (chart.centre, chart.people) == (None, 0)
    assert charted(NOTES, MapRequest("eve", private=True)).people == 4


def test_without_settings_the_circle_with_stronger_ties_is_nearer() -> None:
    notes = {
        "A": person(f"{ago(300)} call", circle="aunts"),
        "B": person(*(f"{ago(days)} call" for days in range(1, 20)), circle="band"),
    }
    assert charted(notes).circles == ("band", "aunts")


def test_sizes_and_numbers_come_before_strength_and_names_are_spelt_as_most_notes_do() -> None:
    notes = {
        "A": person(f"{ago(1)} call", circle="15"),
        "B": person(f"{ago(900)} call", circle="5"),
        "C": person(f"{ago(1)} call", circle="Wide"),
        "D": person(f"{ago(1)} call", circle="wide"),
        "E": person(f"{ago(1)} call", circle="wide"),
        "F": person(circle="tiny"),
    }
    assert charted(notes, sizes=[("WIDE", 150.0), ("tiny", 3.0)]).circles == ("tiny", "5", "15", "wide")


def test_circles_without_a_size_go_by_cadence_after_those_with_one() -> None:
    cadences = [
        ("monthly", Cadence(Span(months=1), Span(months=1))),
        ("weekly", Cadence(Span(days=7), Span(days=9))),
        ("august", Cadence(month=8)),
        ("never", Cadence(never=True)),
    ]
    ordered = sorted(nearness([("big", 150)], cadences), key=lambda each: each[1])
    assert [name for name, _ in ordered] == ["big", "weekly", "monthly", "august", "never"]
