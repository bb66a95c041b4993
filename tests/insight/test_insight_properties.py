"""What must hold of the measures whatever stands in the notes."""

from __future__ import annotations

import json
import random
import re
from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from mdnetwork.cli.review import Reviewed
from mdnetwork.insight.drift import drifting
from mdnetwork.insight.portrait import portrait, seek_out
from mdnetwork.insight.review import review
from mdnetwork.insight.standing import Standing, standing
from mdnetwork.insight.survey import Survey
from mdnetwork.insight.ties import ties
from mdnetwork.people import People
from mdnetwork.records import record
from support.insight_vault import ENGLISH, MONTHLY, TODAY, ago, directory, person

NAMES = ("Ann", "Bo", "Cy")
WORDS = (
    "coffee",
    "email →",
    "email ←",
    "call",
    "email → #promised the {n}",
    "call; #kept",
    "email → #asked for the {n}",
    "email ← #asked for the {n}",
    "email ← the {n} #got",
    "email → the {n} #gave",
    "introduced #intro [[{other}]]",
    "#news of the {n}",
)
days = st.integers(0, 500)
lines = st.builds(
    lambda day, words, n, other: f"{ago(day)} {words.format(n=n, other=other)}",
    days,
    st.sampled_from(WORDS),
    st.sampled_from(["map", "book", "key"]),
    st.sampled_from(NAMES),
)
people = st.builds(
    lambda log, fields: person(*log, **fields),
    st.lists(lines, max_size=6),
    st.fixed_dictionaries(
        {},
        optional={
            "circle": st.sampled_from(["core", "wide"]),
            "place": st.sampled_from(["Rome", "Oslo"]),
            "needs": st.just("[a printer]"),
            "expertise": st.just("[printing]"),
            "status": st.sampled_from(["paused", "active"]),
        },
    ),
)
vaults = st.fixed_dictionaries(dict.fromkeys(NAMES, people))
GIFTS = ("email → the gift #gave", "coffee, a gift #gave", "a gift ← #gave", "call #gave")


def stands(everybody: People, later: int = 0) -> Standing:
    return standing(Survey(everybody, MONTHLY, TODAY + timedelta(days=later), ENGLISH))


@given(vaults, st.sampled_from(NAMES), days, st.sampled_from(GIFTS))
def test_a_gift_never_lowers_standing(notes: dict[str, str], whom: str, day: int, gift: str) -> None:
    with_gift = notes | {whom: f"{notes[whom]}- {ago(day)} {gift}\n"}
    assert stands(directory(with_gift)).value >= stands(directory(notes)).value - 1e-12


@given(vaults, st.integers(0, 400))
def test_silence_never_raises_standing(notes: dict[str, str], later: int) -> None:
    now = stands(directory(notes)).value
    assert stands(directory(notes, TODAY + timedelta(days=later)), later).value <= now + 1e-12
    assert 0 <= now < 1


def numbers(record: Any, names: dict[str, str]) -> str:
    """A record with other names in it."""
    text = json.dumps(record, sort_keys=True)
    for old, new in names.items():
        text = re.sub(rf"\b{old}\b", new, text)
        text = re.sub(rf"\b{old.lower()}\b", new.lower(), text)
    return text


def looked_back(notes: dict[str, str]) -> Any:
    return record(Reviewed(review(directory(notes), MONTHLY, TODAY, ENGLISH)).data())


@given(vaults)
def test_renaming_a_person_changes_no_measure(notes: dict[str, str]) -> None:
    """Ann and Axl stand at the same place in the alphabet, so that even what is sorted by name stays."""
    renamed = {name.replace("Ann", "Axl"): text.replace("Ann", "Axl") for name, text in notes.items()}
    assert numbers(looked_back(notes), {"Ann": "Axl"}) == numbers(looked_back(renamed), {})
    before, after = ties(directory(notes), TODAY), ties(directory(renamed), TODAY)
    assert before == {identity.replace("axl", "ann"): tie for identity, tie in after.items()}


@given(vaults, st.randoms(use_true_random=False))
def test_the_order_of_notes_never_matters(notes: dict[str, str], chance: random.Random) -> None:
    names = list(notes)
    chance.shuffle(names)
    assert looked_back({name: notes[name] for name in names}) == looked_back(notes)


@given(vaults, st.sampled_from(["private: true", "died: 2026-01-01", "status: no-contact"]))
def test_who_is_silent_never_appears(notes: dict[str, str], how: str) -> None:
    silent = notes | {"Bo": notes["Bo"].replace("---\n## Log", f"{how}\n---\n## Log")}
    silent["Events/2026-12-01 Fair"] = "---\ntype: event\nattendees: [Ann, Bo, Cy]\n---\n"
    silent["Events/2026-10-01 Fair"] = "---\ntype: event\nattendees: [Ann, Bo, Cy]\n---\n"
    everybody = directory(silent)
    survey = Survey(everybody, MONTHLY, TODAY, ENGLISH)
    text = json.dumps(record(Reviewed(review(everybody, MONTHLY, TODAY, ENGLISH)).data())).replace("[[Bo]]", "")
    assert "People/Bo.md" not in text
    assert '"Bo"' not in text
    sought = [who.name for meeting in everybody.meetings for each in seek_out(meeting, survey) for who in each.people]
    told = [portrait(history, survey) for history in everybody.histories]
    named = [each.person.name for page in told for each in page.shared_people]
    named += [each.person.name for page in told for each in page.offers if each.person]
    others = [page for page, history in zip(told, everybody.histories, strict=True) if history.person.name != "Bo"]
    assert not any(e.path == "People/Bo.md" for page in others for each in page.shared_people for e in each.evidence)
    named += [each.person.name for each in drifting(everybody, MONTHLY, TODAY)]
    assert "Bo" not in {*sought, *named}
    assert "bo" not in ties(everybody, TODAY)
