"""Promises, first meetings, give and take, and standing: worked by hand."""

from __future__ import annotations

from datetime import date
from math import isclose

import pytest

from mdnetwork.dates import Span
from mdnetwork.insight.exchanges import all_exchanges, balance, bare_asks, exchanges, feedback
from mdnetwork.insight.period import Figure, Period, periods_up_to
from mdnetwork.insight.references import worth_asking
from mdnetwork.insight.review import firsts, promises_kept
from mdnetwork.insight.standing import is_known, standing
from support.insight_vault import TODAY, ago, person, quarter, survey


def test_periods_lie_side_by_side() -> None:
    assert periods_up_to(Span(months=3), TODAY) == (
        Period(date(2026, 8, 24), TODAY),
        Period(date(2026, 5, 24), date(2026, 8, 23)),
    )
    assert periods_up_to(Span(days=7), TODAY).before == Period(date(2026, 11, 10), date(2026, 11, 16))
    assert None not in quarter().now


def test_promises_kept_and_open() -> None:
    """Kept: the map (by #kept), the book and the visit (ticked). Overdue: the list. Not due yet: the key."""
    ada = person(
        "2026-09-01 call → #promised the map 📅 2026-09-10",
        "2026-09-05 email → the map #kept",
        "2026-10-01 call → #promised the book 📅 2026-10-08",
        "2026-11-01 call → #promised the list 📅 2026-11-08",
        "2026-11-20 call → #promised the key 📅 2026-12-08",
    )
    ada += "\n## I owe\n- [x] the book 📅 2026-10-08 ✅ 2026-10-07\n- [x] the visit 📅 2026-07-01 ✅ 2026-06-30\n"
    ada += "- [ ] the photo\n"
    found = promises_kept(survey({"Ada": ada}), quarter())
    assert (found.kept, found.broken, found.rate) == (Figure(2, 1), Figure(1, 0), 2 / 3)
    assert [each.words for each in found.open] == ["the list", "the key", "the photo"]
    assert [each.reckoned for each in found.open] == [date(2026, 11, 8), date(2026, 12, 8), None]
    assert promises_kept(survey({}), quarter()).rate is None


def test_the_promises_to_a_person_are_those_of_everybody() -> None:
    """The map is to Ada, who is named second: the oldest promise to her is kept, and to Bo it is not."""
    found = survey(
        {
            "Daily/2026-11-02": "- call with [[Bo]] and [[Ada]] → #promised the map\n- lunch [[Cy]] #promised tea\n",
            "Ada": person("2026-11-03 email → #promised the list", "2026-11-05 call, #kept"),
            "Bo": person("2026-10-02 call → #promised the book to [[Ada]]", "2026-11-04 email → #kept"),
            "Cy": person(),
            "Dee": person("2026-10-02 call → #promised the pen", private="true"),
        }
    )
    people = [history.person for history in found.directory.histories]
    expected = {each.name: tuple(made for made in found.promises if made.person.id == each.id) for each in people}
    assert {each.name: found.promises_to(each) for each in people} == expected
    assert [len(made) for made in expected.values()] == [2, 1, 1, 0]


def test_a_promise_is_counted_on_the_day_it_was_kept_or_due() -> None:
    ada = person("2026-08-01 call → #promised the map 📅 2026-09-10", "2026-08-20 email → sent it #kept")
    found = promises_kept(survey({"Ada": ada}), quarter())
    assert (found.kept, found.open) == (Figure(0, 1), ())


def test_first_meetings_within_48_hours() -> None:
    notes = {
        "Same": person("2026-11-10 coffee", "2026-11-10 email → thank you"),
        "Next": person("2026-11-10 coffee", "2026-11-12 email → a word"),
        "Late": person("2026-11-10 coffee", "2026-11-13 email → a word"),
        "Never": person("2026-11-10 coffee"),
        "Open": person("2026-11-21 coffee"),
        "Over": person("2026-11-20 coffee"),
        "Call": person("2026-11-10 call"),
        "Met": person(met="2026-08-30"),
        "Ahead": person(met="2026-12-30"),
        "Before": person("2026-07-10 coffee", "2026-07-11 call"),
    }
    found = firsts(survey(notes), quarter())
    assert {each.person.name: (each.in_time, each.followed) for each in found.meetings} == {
        "Same": (True, date(2026, 11, 10)),
        "Next": (True, date(2026, 11, 12)),
        "Late": (False, date(2026, 11, 13)),
        "Never": (False, None),
        "Open": (None, None),
        "Over": (False, None),
        "Met": (False, None),
    }
    assert (found.met, found.followed, found.waiting) == (Figure(7, 1), Figure(2, 1), 1)
    assert [each.evidence[0].text for each in found.meetings if each.person.name == "Met"] == ["met: 2026-08-30"]


def test_give_and_take_overall() -> None:
    notes = {
        "Ada": person(
            "2026-11-01 email → the contact #gave",
            "2026-10-01 email ← the plans #got",
            "2026-09-01 call → #asked for a room",
            "2026-08-30 call ← #asked for advice",
            "2026-08-29 email ← #intro [[Bo]]",
            "2026-08-28 email → #thanked and #reference",
            "2026-07-01 email → the map #gave",
            "2026-06-02 email ← #reference for the museum",
            "2026-06-01 hello #feedback",
            "2026-10-02 call #feedback the labels are too small",
        ),
        "Bo": person(),
        "Daily/2026-11-05": "introduced #intro [[Ada]] [[Bo]]\n",
    }
    found = survey(notes)
    kinds = [(each.kind, str(each.date)) for each in exchanges(found.histories["ada"])]
    assert [(str(each.date), each.words) for each in feedback(all_exchanges(found), quarter().now)] == [
        ("2026-10-02", "the labels are too small")
    ]
    assert kinds == [
        ("feedback", "2026-06-01"),
        ("was_recommended", "2026-06-02"),
        ("gave", "2026-07-01"),
        ("thanked", "2026-08-28"),
        ("recommended", "2026-08-28"),
        ("got", "2026-08-29"),
        ("was_asked", "2026-08-30"),
        ("asked", "2026-09-01"),
        ("got", "2026-10-01"),
        ("feedback", "2026-10-02"),
        ("gave", "2026-11-01"),
        ("introduced", "2026-11-05"),
    ]
    assert balance(all_exchanges(found), quarter())._asdict() == {
        "gave": Figure(1, 1),
        "introduced": Figure(1, 0),
        "got": Figure(2, 0),
        "asked": Figure(1, 0),
        "was_asked": Figure(1, 0),
        "thanked": Figure(1, 0),
    }


def test_lines_that_tell_of_somebody_private_count_without_their_words() -> None:
    notes = {
        "Ada": person(),
        "Milo": person(private="true"),
        "Daily/2026-11-05": "coffee with [[Ada]] and [[Milo]], #gave them the map, #promised the book\n",
    }
    found = survey(notes)
    assert [(each.kind, each.words) for each in all_exchanges(found)] == [("gave", "…")]
    assert [(each.person.name, each.words) for each in found.promises] == [("Ada", "…")]


def test_standing_worked_by_hand() -> None:
    """Each part is good / (good + bad + 1), deeds weighing 0.5 ** (days / 180).

    Promises: one kept 180 days ago (1/2), one overdue since today's yesterday (0.5 ** (1/180) = 0.9962).
    Giving: a gift today (1), a favour asked today of a stranger (2). Answers: one answered from 360 days ago (1/4).
    """
    notes = {
        "A": person(f"{ago(200)} call → #promised the map 📅 {ago(190)}", f"{ago(180)} email → sent it #kept"),
        "B": person(f"{ago(5)} call → #promised the book 📅 {ago(1)}"),
        "C": person(f"{ago(0)} email → #gave the list"),
        "D": person(f"{ago(0)} email → #asked for a job"),
        "E": person(f"{ago(360)} email ← hello", f"{ago(300)} email → hello"),
    }
    found = standing(survey(notes))
    assert isclose(found.promises.value, 0.5 / (0.5 + 0.5 ** (1 / 180) + 1))
    assert isclose(found.giving.value, 1 / (1 + 2 + 1))
    assert isclose(found.answers.value, 0.25 / (0.25 + 1))
    assert found.references.value == 0
    assert isclose(found.value, (found.promises.value + 0.25 + 0.2) / 4)
    assert (found.promises.well, found.promises.ill, found.strangers) == (1, 1, 1)


@pytest.mark.parametrize(
    ("log", "good", "bad"),
    [
        ((f"{ago(7)} email ← hello",), 0, 0),
        ((f"{ago(8)} email ← hello",), 0, 1),
        ((f"{ago(8)} email ← hello", f"{ago(0)} coffee"), 1, 0),
        ((f"{ago(8)} email ← hello", f"{ago(8)} email → hello"), 1, 0),
        ((f"{ago(8)} call ← hello",), 0, 0),
        ((f"{ago(8)} coffee ← hello",), 0, 0),
        ((f"{ago(8)} email ← hello", f"{ago(3)} email ← hello?"), 0, 1),
    ],
)
def test_answers(log: tuple[str, ...], good: int, bad: int) -> None:
    found = standing(survey({"A": person(*log)})).answers
    assert (found.well, found.ill) == (good, bad)


def test_references_are_a_part_of_standing() -> None:
    """One received today (1), one given 180 days ago (1/2); a line that asks for one, and a private one, are none."""
    notes = {
        "A": person(f"{ago(0)} linkedin ← #testimonial for the site"),
        "B": person(f"{ago(180)} email → #reference for the grant"),
        "C": person(f"{ago(0)} email → #asked for a #reference"),
        "D": person(f"{ago(0)} email ← #reference", private="true"),
    }
    found = standing(survey(notes)).references
    assert (found.well, found.ill) == (2, 0)
    assert isclose(found.value, 1.5 / 2.5)
    assert [each.kind for each in all_exchanges(survey(notes))] == ["was_recommended", "recommended", "asked"]


@pytest.mark.parametrize(
    ("between", "bare"),
    [
        ((), True),
        (("2026-10-10 email ← hello",), True),
        (("2026-10-10 commented on her post",), True),
        (("2026-10-10 email → #gave the list",), False),
        (("2026-10-10 email → #thanked",), False),
        (("2026-10-10 linkedin → #reference",), False),
        (("2026-10-10 coffee",), False),
        (("2026-10-10 call ←",), False),
    ],
)
def test_asks_with_nothing_in_between(between: tuple[str, ...], *, bare: bool) -> None:
    asks = ("2026-09-30 email → #asked for a room", "2026-11-02 email → #asked for chairs")
    notes = {
        "A": person(asks[0], *between, asks[1]),
        "B": person(asks[1]),
        "C": person(*asks, private="true"),
        "D": person("2026-09-30 email ← #asked for a room", "2026-11-02 email ← #asked for chairs"),
    }
    found = bare_asks(survey(notes), quarter().now)
    expected = [("A", date(2026, 11, 2), date(2026, 9, 30))] if bare else []
    assert [(each.person.name, each.day, each.before) for each in found] == expected


@pytest.mark.parametrize(
    ("log", "reason"),
    [
        (
            [f"{ago(10)} email ← #feedback the text is excellent"],
            "Ask Ada for a reference: on 13 November they said: “the text is excellent”.",
        ),
        (
            [f"{ago(10)} email → the plan #kept", f"{ago(5)} email ← #thanked"],
            "Ask Ada for a reference: on 18 November they thanked you for: the plan.",
        ),
        ([f"{ago(10)} email ← #feedback loved it, but the glossary is too long"], ""),
        ([f"{ago(10)} email ← #feedback the text is long"], ""),
        ([f"{ago(190)} email ← #feedback the text is excellent"], ""),
        ([f"{ago(80)} email → the plan #kept", f"{ago(5)} email ← #thanked"], ""),
        ([f"{ago(10)} email → the plan #kept", f"{ago(5)} email → #thanked"], ""),
        ([f"{ago(10)} email ← #feedback perfect", f"{ago(5)} email → #asked for a #testimonial"], ""),
        ([f"{ago(10)} email ← #feedback perfect", f"{ago(5)} email → #asked for a testimonial"], ""),
        ([f"{ago(400)} linkedin ← #reference", f"{ago(10)} email ← #feedback perfect"], ""),
    ],
)
def test_a_testimonial_is_asked_for_after_good_work(log: list[str], reason: str) -> None:
    found = [each.reason for each in worth_asking(survey({"Ada": person(*log)}))]
    assert found == ([reason] if reason else [])
    for fields in ({"private": "true"}, {"next_contact": "never"}, {"status": "paused"}, {"died": "2026"}):
        assert list(worth_asking(survey({"Ada": person(*log, **fields)}))) == []


def test_standing_as_it_was() -> None:
    """What came later is not known yet: then the promise was overdue, and nothing was given."""
    notes = {
        "A": person("2026-06-01 call → #promised the map 📅 2026-07-01", "2026-10-01 email → #kept, and #gave a list")
    }
    then, now = standing(survey(notes), date(2026, 8, 1)), standing(survey(notes))
    assert (then.promises.well, then.promises.ill, then.giving.well) == (0, 1, 0)
    assert (now.promises.well, now.promises.ill, now.giving.well) == (1, 0, 1)
    before = standing(survey(notes), date(2026, 5, 1))
    assert (before.promises.well, before.promises.ill, before.value) == (0, 0, 0)


def test_a_promise_ticked_without_a_date_counts_from_the_day_it_was_made() -> None:
    ticked = person("2026-06-01 call → #promised the map 📅 2026-07-01") + "\n## Tasks\n- [x] the map 📅 2026-07-01\n"
    assert standing(survey({"A": ticked})).promises.well == 1
    undated = person() + "\n## I owe\n- [x] the map 📅 2026-07-01\n"
    assert standing(survey({"A": undated})).promises.well == 0


def test_an_ask_is_early_where_nobody_knows_the_other() -> None:
    """Three days of contact before, or something given them before."""
    known = person("2026-01-01 call", "2026-02-01 call", "2026-03-01 call", "2026-04-01 email → #asked for a room")
    given = person("2026-03-01 email → #gave the list", "2026-04-01 email → #asked for a room")
    early = person("2026-03-01 call", "2026-04-01 email → #asked for a room")
    found = survey({"A": known, "B": given, "C": early})
    assert [is_known(found.histories[who], date(2026, 4, 1)) for who in "abc"] == [True, True, False]
    assert standing(found).strangers == 1
    assert isclose(standing(found).giving.bad, 4 * 0.5 ** ((TODAY - date(2026, 4, 1)).days / 180))
