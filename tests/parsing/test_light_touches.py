"""A comment, a like or congratulations online: a light touch, and no talk."""

from __future__ import annotations

from datetime import date, timedelta
from math import isclose, sqrt
from pathlib import Path

import pytest

from mdnetwork.days.spans import parse_cadence
from mdnetwork.followups import follow_ups
from mdnetwork.insight.drift import drift
from mdnetwork.insight.ties import tie, tie_text
from mdnetwork.parsing.entries import channel_of
from mdnetwork.verdicts import FITS_SEVERAL, FUTURE_DATE, IN_ANOTHERS_LOG, INTENTION, LIGHT
from support.case_vault import case_vault
from support.insight_vault import ENGLISH, PLAIN, TODAY, ago, directory, history, person

THANKS = "2026-01-05 coffee"


@pytest.mark.parametrize(
    ("line", "channel"),
    [
        ("commented on her post", LIGHT),
        ("she commented on my article about light", LIGHT),
        ("liked her video", LIGHT),
        ("linkedin → commented on her post about dry springs", LIGHT),
        ("linkedin → congratulated her on the new lab", LIGHT),
        ("email → congratulated her on the new lab", "email"),
        ("linkedin: message about her post", "linkedin"),
        ("LinkedIn: liked [[Ada Marlow]]'s post on the Berlin conference", LIGHT),
        ("→ commented on [[Ada Marlow|Ada]]'s post", LIGHT),
        ("[[Ada Marlow]] commented on my post", LIGHT),
        ("congratulated her on LinkedIn", LIGHT),
        ("shared her article with the team", LIGHT),
        ("condiviso il suo articolo", LIGHT),
        ("condiviso un articolo di Ada", LIGHT),
        ("ho commentato il suo post su LinkedIn", LIGHT),
        ("messo mi piace al suo post", LIGHT),
        ("complimenti su LinkedIn per il nuovo lavoro", LIGHT),
        ("commented on her draft", None),
        ("liked the draft", None),
        ("congratulated: the prize", None),
        ("shared an article with her", None),
        ("she shared her article with me", None),
        ("condiviso con lei il suo articolo", None),
        ("we talked about it after I commented on her post", None),
        ("commented on her post, then coffee", "coffee"),
        ("commented on her article over lunch", "lunch"),
        ("coffee, she commented on my post", "coffee"),
        ("Coffee, commented on her post", "coffee"),
        ("Lunch: liked her photos", "lunch"),
        ("commented on her post: coffee next week", LIGHT),
        ("commented on her draft: see the article", None),
        ("liked her post, also on linkedin", LIGHT),
        ("congratulated her on the phone", "call"),
        ("LinkedIn message about her post", "linkedin"),
    ],
)
def test_what_is_a_light_touch(line: str, channel: str | None) -> None:
    assert channel_of(line) == channel


def test_it_is_no_contact_and_stands_in_the_history() -> None:
    found = history(person(THANKS, f"{ago(3)} commented on her post"))
    assert found.last_contact == date(2026, 1, 5)
    assert [(each.date, each.rejected) for each in found.touches] == [(ago(3), LIGHT)]


def test_it_is_of_one_person_who_is_sure_and_of_no_plan() -> None:
    told = directory(
        {
            "Daily/2026-11-02": "- commented on [[Ada]]'s post\n- liked [[Rossi]]'s post\n"
            "- should comment on [[Bo]]'s post\n",
            "Ada": person(f"{ago(-3)} commented on her post"),
            "Bo": person("2026-11-03 liked [[Cy]]'s post"),
            "Cy": person(),
            "A Rossi": person(aliases="[Rossi]"),
            "B Rossi": person(aliases="[Rossi]"),
        }
    )
    reasons = {each.person.name: [line.rejected for line in each.rejected] for each in told.histories}
    assert reasons == {
        "Ada": [LIGHT, FUTURE_DATE],
        "Bo": [INTENTION, LIGHT],
        "Cy": [IN_ANOTHERS_LOG],
        "A Rossi": [FITS_SEVERAL],
        "B Rossi": [FITS_SEVERAL],
    }


@pytest.mark.parametrize(
    ("log", "strength", "said"),
    [
        # a quarter of a day of contact, and a quarter of its recency, one way: sqrt(0.25 / 12 x 0.25) / 2
        ([f"{ago(0)} liked her post"], sqrt(0.25 / 12 * 0.25) / 2, "weak: 1 light touch online"),
        (
            [f"{ago(180)} coffee", f"{ago(180)} liked her post", f"{ago(90)} liked her post"],
            sqrt(1.25 / 12 * 0.5),
            "weak: 1 interaction in a year, last 180 days ago, 1 light touch online, both ways",
        ),
        (
            [f"{ago(400)} coffee", f"{ago(0)} liked her post"],
            sqrt(0.25 / 12 * 0.25) / 2,
            "weak: 0 interactions in a year, last 400 days ago, 1 light touch online",
        ),
        (
            [f"{ago(400)} coffee", f"{ago(390)} liked her post"],
            0,
            "asleep: 0 interactions in a year, last 400 days ago",
        ),
    ],
)
def test_it_weighs_a_quarter_in_a_tie(log: list[str], strength: float, said: str) -> None:
    found = tie(history(person(*log)), TODAY)
    assert isclose(found.strength, strength)
    assert tie_text(found, ENGLISH) == said


@pytest.mark.parametrize(
    ("written", "light"),
    [
        ("monthly, light", True),
        ("monthly (light)", True),
        ("mensile, anche online", True),
        ("4w..6w light", True),
        ("every 2 months + light touches", True),
        ("monthly", False),
    ],
)
def test_a_cadence_says_whether_it_counts(written: str, light: bool) -> None:
    found = parse_cadence(written)
    assert found is not None
    assert (found.light, found.text) == (light, written)
    assert found.doubled().light is light


@pytest.mark.parametrize(
    ("cadence", "due", "reason"),
    [
        ("monthly", date(2026, 2, 5), "Last talk on 5 January (coffee); you keep in touch every month."),
        ("monthly, light", date(2026, 12, 20), "Last touch online on 20 November; you keep in touch every month."),
    ],
)
def test_it_satisfies_a_cadence_that_says_so(cadence: str, due: date, reason: str) -> None:
    notes = directory({"Ada": person(THANKS, f"{ago(3)} commented on her post", cadence=cadence)})
    (found,) = (each for each in follow_ups(notes, PLAIN, TODAY, ENGLISH) if each.kind == "cadence")
    assert (found.due, found.reason) == (due, reason)
    assert (drift(notes.histories[0], PLAIN, TODAY) is None) is ("light" in cadence)


@pytest.mark.parametrize(
    ("line", "ends"), [("congratulated her on LinkedIn", True), ("liked her post", False), ("call", True)]
)
def test_congratulations_online_are_congratulations(line: str, ends: bool) -> None:
    born = TODAY + timedelta(days=2)
    log = [f"{ago(5)} #news her series won a prize", f"{ago(3)} {line}"]
    found = follow_ups(directory({"Ada": person(THANKS, *log)}), PLAIN, TODAY, ENGLISH)
    assert ("congratulate" in {each.kind for each in found}) is not ends
    wished = person(f"{born:%Y-%m-%d} congratulated her on LinkedIn", birthday=f"1990-{born:%m-%d}")
    (birthday,) = follow_ups(directory({"Ada": wished}, born), PLAIN, born, ENGLISH)
    assert birthday.due == date(born.year + 1, born.month, born.day)


def test_a_last_contact_field_stays_when_one_is_logged(tmp_path: Path) -> None:
    vault = case_vault(tmp_path, {"People/Ann.md": "---\ntype: person\nlast_contact: 2026-01-05\n---\n## Log\n"})
    assert vault.run("log", "Ann", "commented", "on", "her", "post").status == 0
    note = (vault.root / "People/Ann.md").read_text("utf-8")
    assert "last_contact: 2026-01-05\n" in note
    assert note.endswith("commented on her post\n")
