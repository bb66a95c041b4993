"""Ties that sleep: one a week, for a reason that stands in the notes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mdnetwork.dates import Cadence, Span
from mdnetwork.followups import follow_ups
from mdnetwork.followups.cadences import FollowUpSettings
from mdnetwork.followups.identity import uid
from mdnetwork.followups.weekly import REST, of_the_week
from mdnetwork.model import FollowUp
from support.insight_vault import ENGLISH, PLAIN, TODAY, ago, directory, person

LAST = f"{ago(300)} coffee"
ARTICLE = f"---\ncreated: {ago(5)}\ntopics: [looms]\n---\n"
GOAL = "---\ntype: goal\ntopics: [dyes]\nsector: crafts\n---\n"
ME = f"---\ntype: me\nname: Nora\n---\n## Log\n- {ago(9)} a talk on weaving sheds\n"
NOTES = {"Notes/Old looms": ARTICLE, "Goals/A fair": GOAL, "Me": ME}


def dormant(notes: dict[str, str], today: date = TODAY, rules: FollowUpSettings = PLAIN) -> list[FollowUp]:
    found = follow_ups(directory(notes, today), rules, today, ENGLISH)
    return [each for each in found if each.kind == "dormant"]


def shown(notes: dict[str, str], today: date = TODAY, rules: FollowUpSettings = PLAIN) -> list[str]:
    return [each.name for each in dormant(notes, today, rules) if not each.superseded]


@pytest.mark.parametrize(
    ("ada", "reason"),
    [
        (
            person(LAST, interests="looms"),
            "your note “Old looms” of 18 November is about an interest of theirs: looms",
        ),
        (
            person(LAST, expertise="[weaving, sheds]"),
            "on 14 November you noted “a talk on weaving sheds”, which is about an interest of theirs: sheds",
        ),
        (person(LAST, f"{ago(20)} #news her loom won a prize"), "there was news on 3 November: her loom won a prize"),
        (person(LAST, expertise="dyes"), "they could help with your goal “A fair”: dyes"),
        (person(LAST, sector="crafts"), "they could help with your goal “A fair”: crafts"),
    ],
)
def test_the_reason_stands_in_the_notes(ada: str, reason: str) -> None:
    (found,) = dormant({**NOTES, "Ada": ada})
    assert found.reason == f"Last talk on 27 January (coffee); {reason}."
    assert (found.due, found.late_after) == (TODAY, ago(-6))
    assert found.since is not None
    assert shown({**NOTES, "Ada": ada}, found.since) == ["Ada"]
    assert found.evidence[0].date == ago(300)
    assert len(found.evidence) > 1


def test_a_goal_that_names_somebody_is_a_reason() -> None:
    (found,) = dormant({"Ada": person(LAST), "Goals/A fair": "---\ntype: goal\n---\n[[Ada]] for the hall\n"})
    assert found.reason.endswith("; your goal “A fair” names them.")


@pytest.mark.parametrize(
    "ada",
    [
        person(LAST),
        person(LAST, interests="chess"),
        person(f"{ago(100)} coffee", interests="looms"),  # awake
        person(f"{ago(300)} coffee", f"{ago(500)} call", f"{ago(700)} call", f"{ago(900)} call", interests="looms"),
        person(LAST, interests="looms", next_contact="never"),
        person(LAST, interests="looms", next_contact="2027-03-01"),
        person(LAST, interests="looms", snooze_until="2026-12-24"),
        person(LAST, interests="looms", cadence="never"),
        person(LAST, interests="looms", cadence="monthly"),  # its own follow-up is due
        person(LAST, interests="looms", status="paused"),
        person(LAST, interests="looms", private="true"),
        person(LAST, interests="looms", status="no-contact"),
        person(LAST, interests="looms", died="2026-02-01"),
        person(LAST, f"{ago(200)} #news her loom won a prize"),
        person(LAST, f"{ago(20)} #news her mother died"),
        person(interests="looms"),  # never in touch
    ],
)
def test_nobody_without_a_reason_or_against_a_choice(ada: str) -> None:
    assert shown({**NOTES, "Ada": ada}) == []


def test_neither_circle_nor_cadence_is_needed_and_a_cadence_of_later_does_not_hinder() -> None:
    yearly = FollowUpSettings(default=Cadence(Span(months=12), Span(months=12), text="yearly"))
    assert shown({**NOTES, "Ada": person(LAST, interests="looms")}, rules=yearly) == ["Ada"]
    assert shown({**NOTES, "Ada": person(met=str(ago(300)), interests="looms")}) == ["Ada"]


def test_one_a_week_and_the_same_all_week_whatever_is_written_to_them() -> None:
    notes = {**NOTES, "Ada": person(LAST, interests="looms"), "Bo": person(LAST, expertise="dyes")}
    week = [TODAY + timedelta(days=n) for n in range(7)]
    assert [shown(notes, day) for day in week] == [["Ada"]] * 7
    assert len({uid(each) for day in week for each in dormant(notes, day) if each.name == "Ada"}) == 1
    news = f"{ago(5)} #news her loom won a prize"
    for_news = {**NOTES, "Ada": person(LAST, news), "Bo": person(LAST, interests="looms", met="2026-01-01")}
    assert [shown(for_news, day) for day in week] == [["Ada"]] * 7
    answered = {**for_news, "Ada": person(LAST, news, f"{week[1]} email → hello")}
    assert [shown(answered, day) for day in week] == [["Ada"], *[[]] * 6]
    written = {**notes, "Ada": person(LAST, f"{week[1]} email → hello", interests="looms")}
    assert [shown(written, day) for day in week] == [["Ada"], *[[]] * 6]


def test_a_note_of_this_week_is_a_reason_from_next_monday() -> None:
    notes = {"Ada": person(LAST, interests="looms"), "Notes/Looms": f"---\ncreated: {TODAY}\ntopics: looms\n---\n"}
    assert [shown(notes, TODAY + timedelta(days=n)) for n in (0, 6, 7, 13)] == [[], [], ["Ada"], ["Ada"]]


CHOICES: dict[str, dict[str, str]] = {
    "open": {},
    "private": {"private": "true"},
    "dead": {"died": "2026-05-01"},
    "cut off": {"status": "no-contact"},
    "paused": {"status": "paused"},
    "declined": {"next_contact": "never"},
    "left alone": {"cadence": "never"},
}


@settings(max_examples=30)
@given(
    st.dictionaries(
        st.sampled_from("ABCDE"), st.tuples(st.sampled_from([*CHOICES]), st.sampled_from(["looms", "dyes", "chess"]))
    ),
    st.integers(0, 30),
)
def test_few_and_only_with_a_reason_and_never_against_a_choice(people: dict[str, tuple[str, str]], week: int) -> None:
    notes = {name: person(LAST, interests=likes, **CHOICES[how]) for name, (how, likes) in people.items()}
    offered = shown({**NOTES, **notes}, TODAY + timedelta(weeks=week))
    assert len(offered) <= 1
    assert all(people[name][0] == "open" and people[name][1] != "chess" for name in offered)


mondays = st.integers(-200, 200).map(lambda week: TODAY + timedelta(weeks=week))


@given(st.dictionaries(st.sampled_from("abcdefgh"), mondays), st.integers(0, 120), st.integers(0, 6))
def test_who_was_offered_rests_for_a_quarter(since: dict[str, date], start: int, day: int) -> None:
    weeks = [TODAY + timedelta(weeks=start + n) for n in range(REST)]
    offered = [of_the_week(since, week) for week in weeks]
    assert offered == [of_the_week(since, week + timedelta(days=day)) for week in weeks]
    people = [each for each in offered if each is not None]
    assert len(people) == len(set(people))
    assert all(since[each] <= week for each, week in zip(offered, weeks, strict=True) if each is not None)
    if sum(monday <= weeks[0] for monday in since.values()):
        assert people


@pytest.mark.parametrize("today", [date.min, date(1, 1, 8), date.max, date.max - timedelta(days=8)])
def test_any_week_will_do(today: date) -> None:
    assert of_the_week({}, today) is None
    assert of_the_week({"a": date(1, 1, 1)}, today) in {"a", None}
