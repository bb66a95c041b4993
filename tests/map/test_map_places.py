"""Where everybody stands: nothing covers anything, friends stand together, and the order of notes does not matter."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise
from math import hypot

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mdnetwork.map import MapRequest, drawn
from mdnetwork.map.chart import broken, cleaned, shortened, width
from mdnetwork.map.layout import MIDDLE, MOST, MOST_LINES, RING, Box, MapLayout, around, labels, plan
from mdnetwork.map.seats import NAMED, seating, turns
from support.map_vault import ENGLISH, ago, charted, directory, meeting, network, person, planned

SIZES = (1, 2, 3, 9, 30, 60, NAMED, NAMED + 1, 160, 400)


def no_dots_meet(made: MapLayout) -> bool:
    """Dots, with their rings, apart from each other and from the middle."""
    ordered = sorted(made.seats, key=lambda seat: seat.x)
    near = [
        (one, other)
        for place, one in enumerate(ordered)
        for other in ordered[place + 1 : place + 120]
        if other.x - one.x < one.radius + other.radius + 2 * RING
    ]
    apart = all(hypot(a.x - b.x, a.y - b.y) >= a.radius + b.radius + 2 * RING for a, b in near)
    return apart and all(hypot(seat.x, seat.y) >= seat.radius + RING + MIDDLE for seat in made.seats)


def no_names_meet(made: MapLayout) -> bool:
    """Names apart from each other, and from the names of rings, which cover no dots either."""
    boxes = [label.box for label in made.labels] + [title.box for title in made.titles]
    dots = [around(seat) for seat in made.seats]
    on_dots = any(title.box.meets(dot) for title in made.titles for dot in dots)
    return not on_dots and not any(one.meets(other) for one, other in combinations(boxes, 2))


@pytest.mark.parametrize("people", SIZES)
def test_nothing_covers_anything(people: int) -> None:
    made = planned(network(people))
    assert len(made.seats) == people
    assert no_dots_meet(made)
    assert no_names_meet(made)
    if people <= NAMED:
        assert len(made.labels) == people
    else:
        assert 20 < len(made.labels) <= MOST


@settings(max_examples=40)
@given(st.lists(st.integers(0, 40), min_size=1, max_size=9))
def test_nothing_covers_anything_however_large_the_circles(sizes: list[int]) -> None:
    notes = {
        f"{chr(97 + ring)}{number} Lastname": person(f"{ago(1 + number)} call", circle=f"{ring + 1}")
        for ring, size in enumerate(sizes)
        for number in range(size)
    }
    made = planned(notes)
    assert sorted(seat.dot.id for seat in made.seats) == sorted(directory(notes).identities)
    assert no_dots_meet(made)
    assert no_names_meet(made)


@settings(max_examples=25)
@given(st.integers(1, 110), st.integers(1, 5), st.sampled_from(["no", "colleagues of the first years at the mill"]))
def test_nothing_covers_anything_however_long_the_names(people: int, circles: int, circle: str) -> None:
    notes = {
        f"Massimiliana{number} Wolfeschlegelsteinhausen": person(
            *(f"{ago(days)} call" for days in range(1, 300, 24)), circle=f"{circle} {number % circles + 1}"
        )
        for number in range(people)
    }
    made = planned(notes)
    assert no_dots_meet(made)
    assert no_names_meet(made)
    assert made.across < 1500


def test_where_there_is_no_room_a_name_is_not_written() -> None:
    seated = replace(seating(charted(network(30))), names_all=False)
    assert len(labels(seated, ())) == 30
    left = labels(seated, [Box(-9999, -9999, 0, 9999)])
    assert 0 < len(left) < 30
    assert all(label.box.left >= 0 for label in left)
    assert labels(seated, [Box(-9999, -9999, 9999, 9999)]) == []


def test_most_names_are_of_those_who_are_due_and_none_covers_another() -> None:
    due = person(*(f"{ago(days)} call → #promised a book 📅 {ago(1)}" for days in range(1, 300, 24)), circle="core")
    made = planned({f"Massimiliana{number} Wolfeschlegelsteinhausen": due for number in range(240)})
    assert len(made.labels) == MOST
    assert no_names_meet(made)
    dots = {seat.dot.id: around(seat) for seat in made.seats}
    for label in made.labels:
        assert not any(label.box.meets(box) for who, box in dots.items() if who != label.seat.dot.id)


def test_everything_lies_on_the_canvas() -> None:
    for people in (1, 30, 250):
        made = planned(network(people))
        boxes = [label.box for label in made.labels] + [title.box for title in made.titles]
        assert all(-made.across < box.left and box.right < made.across for box in boxes)
        assert all(-made.down < box.top and box.bottom < made.down for box in boxes)
        assert all(band.across <= made.across and band.down <= made.down for band in made.bands)


def test_rings_lie_within_each_other_and_hold_their_people() -> None:
    made = planned(network(160))
    assert [band.people for band in made.bands] == [40, 40, 40, 40]
    outlines = [0.0, *(band.across for band in made.bands)]
    for (inner, outer), band in zip(pairwise(outlines), made.bands, strict=True):
        ratio = band.across / band.down
        reaches = [hypot(seat.x, seat.y * ratio) for seat in made.seats if seat.dot.ring == band.ring]
        assert inner < min(reaches)
        assert max(reaches) < outer


def test_the_order_of_notes_does_not_matter() -> None:
    notes = network(80)
    there, back = planned(notes), planned(dict(reversed(notes.items())))
    assert there == back
    assert drawn(charted(notes), "svg", ENGLISH) == drawn(charted(dict(reversed(notes.items()))), "svg", ENGLISH)


def test_people_who_know_each_other_stand_side_by_side() -> None:
    """Two groups of six, all in one circle: without their meetings a group would be mixed with the other."""
    left, right = [f"{name}1" for name in "abcdef"], [f"{name}2" for name in "abcdef"]
    notes = {name: person(circle="core") for name in left + right}
    notes |= {"Meetings/1": meeting(*left), "Meetings/2": meeting(*right)}
    chart = charted(notes)
    turn = turns(chart.dots, chart.lines)
    ordered = sorted(turn, key=lambda identity: turn[identity])
    changes = sum(one[1] != other[1] for one, other in pairwise([*ordered, ordered[0]]))
    assert changes == 2
    assert [round(b - a, 6) for a, b in pairwise(sorted(turn.values()))] == [round(1 / 12, 6)] * 11


def test_colleagues_stand_side_by_side_and_friends_across_rings_at_one_turn() -> None:
    notes = {f"{name}{number}": person(circle="5", org=f"Org {number}") for name in "abc" for number in (1, 2)}
    notes |= {f"friend{number}": person(circle="15") for number in (1, 2)}
    notes |= {f"Meetings/{number}": meeting(f"a{number}", f"friend{number}") for number in (1, 2)}
    chart = charted(notes)
    turn = turns(chart.dots, chart.lines)
    core = sorted((dot.id for dot in chart.dots if dot.ring == 0), key=lambda identity: turn[identity])
    assert sum(one[1] != other[1] for one, other in pairwise([*core, core[0]])) == 2
    for number in (1, 2):
        own, other = f"friend{number}", f"friend{3 - number}"
        away = abs(turn[own] - turn[f"a{number}"])
        farther = abs(turn[other] - turn[f"a{number}"])
        assert min(away, 1 - away) < min(farther, 1 - farther)


def test_strong_ties_have_large_dots() -> None:
    notes = {
        "Strong": person(*(f"{ago(days)} call" for days in range(0, 300, 20)), circle="core"),
        "Weak": person(f"{ago(300)} email → hello", circle="core"),
        "None": person(circle="core"),
    }
    radius = {seat.dot.name: seat.radius for seat in planned(notes).seats}
    assert radius["Strong"] > 2 * radius["Weak"] > 2 * radius["None"]


def test_of_many_lines_those_told_of_oftenest_are_drawn() -> None:
    names = [f"p{number}" for number in range(80)]
    notes = {name: person() for name in names}
    notes |= {f"Meetings/{n}": meeting(*names[n : n + 8], day=ago(n)) for n in range(73)}
    notes |= {f"Meetings/x{n}": meeting("p0", "p79", day=ago(n)) for n in range(3)}
    made = planned(notes)
    assert len(made.chart.lines) > len(made.curves) == MOST_LINES
    assert {"p0", "p79"} in [{curve.line.one, curve.line.other} for curve in made.curves]
    widths = [curve.width for curve in made.curves]
    assert widths == sorted(widths)


def test_around_a_person_the_lines_begin_in_the_middle() -> None:
    notes = {name: person(circle="core") for name in ("Ada", "Bea", "Cem")}
    notes |= {"Meetings/1": meeting("Ada", "Bea"), "Meetings/2": meeting("Bea", "Cem")}
    made = planned(notes, MapRequest("ada"))
    assert made.middle == "Ada"
    assert [title.text for title in made.titles] == ["1 step away: 1 person", "2 steps away: 1 person"]
    assert (0.0, 0.0) in [curve.begin for curve in made.curves]


def test_a_vault_of_nobody_is_a_map_of_me() -> None:
    made = planned({})
    assert (made.seats, made.labels, made.titles) == ((), (), ())
    assert made.middle == "you"
    assert seating(made.chart).bands == ()
    assert plan(made.chart, ENGLISH) == made


def test_names_are_cleaned_broken_and_shortened() -> None:
    assert cleaned("A\u202eda\x00 \u2028Mar\tlow\ufeff \ud800") == "Ada Mar low"
    assert cleaned("Ada Marlow") == "Ada Marlow"
    assert width("漢", 10) == 10
    assert width("e\u0301", 10) == width("e", 10)
    assert width("W", 10) > width("A", 10) > width("a", 10) > width("i", 10)
    assert shortened("Ada", 100, 10) == "Ada"
    assert shortened("Alessandra Montefiori", 80, 10) == "Alessandra…"
    assert broken("Ada Marlow", 200, 10) == ("Ada Marlow",)
    assert broken("Ada Maria Marlow", 60, 10) == ("Ada Maria", "Marlow")
    assert broken("Maximiliana-Charlotte Lee", 60, 10)[0].endswith("…")
    assert all(width(line, 10) <= 60 for line in broken("Ada Wolfeschlegelsteinhausenberger", 60, 10))
