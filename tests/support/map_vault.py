"""Small vaults for the tests of the map: notes as they are written, and the chart and the plan of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from mdnetwork.followups import due_within, follow_ups
from mdnetwork.followups.cadences import FollowUpSettings
from mdnetwork.i18n import texts
from mdnetwork.map import Chart, MapRequest, chart
from mdnetwork.map.layout import MapLayout, plan
from mdnetwork.people import People, gather
from support.vaults import read

TODAY = date(2026, 11, 23)
ENGLISH = texts("en")
Notes = Mapping[str, str]


def person(*log: str, **fields: str) -> str:
    """A person's note: front matter, and lines of a log."""
    head = "".join(f"{key}: {value}\n" for key, value in fields.items())
    return f"---\ntype: person\n{head}---\n## Log\n" + "".join(f"- {line}\n" for line in log)


def meeting(*names: str, day: date = TODAY) -> str:
    who = ", ".join(f'"[[{name}]]"' for name in names)
    return f"---\ntype: meeting\ndate: {day}\nattendees: [{who}]\n---\nWe talked.\n"


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def directory(notes: Notes) -> People:
    """Names without a folder are people's."""
    return gather(read(notes), today=TODAY)


def charted(notes: Notes, asked: MapRequest | None = None, sizes: Sequence[tuple[str, float]] = ()) -> Chart:
    people = directory(notes)
    due = due_within(follow_ups(people, FollowUpSettings(), TODAY, ENGLISH), TODAY, None)
    return chart(people, due, TODAY, sizes, asked)


def planned(notes: Notes, asked: MapRequest | None = None) -> MapLayout:
    return plan(charted(notes, asked), ENGLISH)


def network(people: int, circles: Sequence[str] = ("core", "close", "wide", "")) -> dict[str, str]:
    """So many people in circles, each in a meeting with the next three, some of them due."""
    names = [f"Person Number{number}" for number in range(people)]
    notes = {
        name: person(
            f"{ago(number % 300 + 1)} coffee",
            f"{ago(number % 90 + 1)} call → #promised a book 📅 {ago(1)}" if number % 7 == 0 else "",
            circle=circles[number % len(circles)] or "~",
            org=f"Org {number % 5}",
        )
        for number, name in enumerate(names)
    }
    for number in range(0, people - 3, 4):
        notes[f"Meetings/{number}"] = meeting(*names[number : number + 4], day=ago(number % 200))
    return notes
