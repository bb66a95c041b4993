"""Cadences, and whose they are."""

from __future__ import annotations

import pytest

from mdnetwork.dates import Cadence, Span
from mdnetwork.followups.cadences import FollowUpSettings, cadence_of
from mdnetwork.model import Evidence, Person
from mdnetwork.verdicts import AHEAD, ATTEMPT
from support.histories import MONTH, NEVER, TODAY, WEEKS, ago, day, dues, history, of_kind, person, said

AUGUST = Cadence(month=8, text="every August")
WEEK = Cadence(Span(days=7), Span(days=7), text="weekly")


@pytest.mark.parametrize(
    ("cadence", "last", "due", "late_after"),
    [
        (WEEKS, "2026-10-04", "2026-11-01", "2026-11-15"),  # 4 Oct + 28 = 1 Nov, + 42 = 15 Nov
        (MONTH, "2026-01-31", "2026-02-28", "2026-02-28"),  # months clamp
        (MONTH, "2024-01-31", "2024-02-29", "2024-02-29"),  # in leap years less so
        (MONTH, "2026-10-31", "2026-11-30", "2026-11-30"),
        (AUGUST, "2026-07-31", "2026-08-01", "2026-08-31"),
        (AUGUST, "2026-08-01", "2027-08-01", "2027-08-31"),  # once a year
    ],
)
def test_a_cadence_counts_from_the_last_contact(cadence: Cadence, last: str, due: str, late_after: str) -> None:
    (found,) = of_kind("cadence", history(person(cadence=cadence), said("2023-12-01"), said(last, line=11)))
    assert (found.due, found.late_after) == (day(due), day(late_after))


@pytest.mark.parametrize(
    ("met", "lines", "reason"),
    [
        (None, [said("2026-10-04", channel="coffee")], "Last talk on 4 October (coffee); "),
        (None, [said("2026-10-04", channel="video")], "Last talk on 4 October (video call); "),
        (None, [said("2026-10-04", channel="pigeon")], "Last contact on 4 October (pigeon); "),
        (None, [said("2026-10-04", channel="email")], "Last contact on 4 October (email); "),
        (None, [said("2026-10-04")], "Last contact on 4 October; "),
        ("2026-10-04", [], "You met on 4 October; "),
        (None, [], "There is no dated talk yet; "),
    ],
)
def test_a_cadence_says_what_it_counts_from(met: str | None, lines: list[Evidence], reason: str) -> None:
    (found,) = of_kind("cadence", history(person(cadence=WEEKS, met=met and day(met)), *lines))
    assert found.reason == f"{reason}you keep in touch every 4 to 6 weeks."
    assert (found.due is None) is (not met and not lines)
    assert [e.text for e in found.evidence][-1:] == ["cadence: 4w..6w"]
    assert len(found.evidence) == 1 + bool(met or lines)


def test_whom_one_meets_today_is_not_written_to_for_silence() -> None:
    coming = said(TODAY, "Plans", path="Meetings/Plans.md", source="attendee", rejected=AHEAD)
    (found,) = of_kind("cadence", history(person(cadence=WEEK), said(ago(90)), coming))
    assert found.reason == "You meet on 23 November; you keep in touch every week."
    assert (found.due, found.evidence[0]) == (ago(-7), coming)


@pytest.mark.parametrize(
    ("cadence", "often"),
    [
        (Cadence(Span(days=1), Span(days=1)), "every day"),
        (Cadence(Span(days=10), Span(days=10)), "every 10 days"),
        (WEEK, "every week"),
        (Cadence(Span(days=14), Span(days=14)), "every 2 weeks"),
        (MONTH, "every month"),
        (Cadence(Span(months=12), Span(months=12)), "every year"),
        (Cadence(Span(months=24), Span(months=36)), "every 2 to 3 years"),
        (Cadence(Span(days=42), Span(months=3)), "every 6 weeks to 3 months"),
        (Cadence(Span(days=10), Span(days=14)), "every 10 days to 2 weeks"),
        (Cadence(Span(days=5), Span(days=10)), "every 5 to 10 days"),
        (Cadence(Span(1, 10), Span(1, 10)), "every 40 days"),
        (Cadence(Span(), Span()), "every 0 days"),
        (AUGUST, "every August"),
        (Cadence(month=8, every=2), "every 2 years, in August"),
    ],
)
def test_a_cadence_is_said_in_words(cadence: Cadence, often: str) -> None:
    (found,) = of_kind("cadence", history(person(cadence=cadence)))
    assert found.reason == f"There is no dated talk yet; you keep in touch {often}."


@pytest.mark.parametrize(
    "ada", [person(), person(cadence=NEVER), person(cadence=WEEKS, next_never=True), person(circle="core")]
)
def test_without_a_cadence_there_is_no_row(ada: Person) -> None:
    assert dues("cadence", history(ada, said("2026-10-04"))) == []


INHERITED = FollowUpSettings(
    circles=(("Core", WEEKS), ("far", NEVER)),
    tags=(("#mentor", MONTH), ("work", WEEKS), ("family", NEVER), ("summer", AUGUST)),
    folders=(("People", MONTH), ("People/Work/", WEEK)),
    default=AUGUST,
)
NOWHERE = "Ada.md"


@pytest.mark.parametrize(
    ("ada", "expected"),
    [
        (person(cadence=WEEK, circle="core"), (WEEK, "person")),
        (person(circle="CORE", tags=("mentor",)), (WEEKS, "circle Core")),
        (person(circle="far", tags=("mentor",)), (NEVER, "circle far")),
        (person(circle="unknown", tags=("mentor",)), (MONTH, "tag mentor")),
        (person(tags=("mentor", "Work/Acme", "family", "summer")), (WEEKS, "tag work")),  # 28 days < a month
        (person(tags=("family",)), (NEVER, "tag family")),
        (person(tags=("family", "summer")), (AUGUST, "tag summer")),
        (person(tags=("person",)), (MONTH, "folder People")),
        (person(path="People/Work/Acme/Ada.md"), (WEEK, "folder People/Work/")),
        (person(path="Peoples/Ada.md"), (AUGUST, "default")),
        (person(path=NOWHERE), (AUGUST, "default")),
    ],
)
def test_whose_cadence_holds(ada: Person, expected: tuple[Cadence, str]) -> None:
    assert cadence_of(history(ada), INHERITED) == expected


def test_people_of_one_folder_inherit_the_same() -> None:
    two = [history(person(name), said("2026-11-20", path=f"People/{name}.md")) for name in ("Ada", "Bo")]
    assert dues("cadence", *two, settings=INHERITED) == [day("2026-12-20")] * 2


def test_the_vault_is_a_folder_and_no_settings_give_none() -> None:
    whole = FollowUpSettings(folders=(("/", WEEK),))
    assert cadence_of(history(person(path=NOWHERE)), whole) == (WEEK, "folder /")
    assert cadence_of(history(person(circle="core")), FollowUpSettings()) is None


def reached_out(*days: str) -> list[Evidence]:
    return [said(each, direction="out") for each in days]


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        (reached_out("2026-10-01", "2026-10-02"), 7),
        (reached_out("2026-10-01", "2026-10-01", "2026-10-02"), 7),  # two days, not three
        (reached_out("2026-09-30", "2026-10-01", "2026-10-02"), 14),
        ([*reached_out("2026-09-30", "2026-10-01", "2026-10-02"), said("2026-09-29")], 14),
        ([*reached_out("2026-09-30", "2026-10-01", "2026-10-02"), said("2026-09-30", direction="in")], 7),
        ([*reached_out("2026-09-30", "2026-10-01", "2026-10-02"), said("2026-10-02", source="field")], 14),
        ([*reached_out("2026-09-29", "2026-09-30", "2026-10-02"), said("2026-10-01", source="field")], 7),
        ([*reached_out("2026-09-30", "2026-10-02"), said("2026-10-03", rejected=ATTEMPT)], 14),
        ([*reached_out("2026-09-30", "2026-10-02"), said("2026-10-02", rejected=ATTEMPT)], 7),
        (
            [
                *reached_out("2026-09-29", "2026-09-30", "2026-10-02"),
                said("2026-10-03", rejected=ATTEMPT, direction="in"),
            ],
            7,
        ),
    ],
)
def test_three_times_unanswered_doubles_the_band(lines: list[Evidence], days: int) -> None:
    (found,) = of_kind("cadence", history(person(cadence=WEEK), *lines))
    assert (found.due, found.late_after) == (day(f"2026-10-{2 + days:02}"),) * 2
    assert ("the last 3 messages and calls have had no answer yet, so the wait is doubled." in found.reason) is (
        days == 14
    )


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([said("2026-11-20", rejected=ATTEMPT)], True),
        ([said("2026-10-03", rejected=ATTEMPT)], False),  # before the last contact
        ([said("2026-11-20", rejected=ATTEMPT, direction="in")], False),  # theirs: a missed call
        ([said("2026-11-19", rejected=ATTEMPT), said("2026-11-20", rejected=ATTEMPT, direction="in")], True),
    ],
)
def test_the_reason_tells_of_an_attempt_which_puts_nothing_off(lines: list[Evidence], told: bool) -> None:
    (found,) = of_kind("cadence", history(person(cadence=WEEK), said("2026-10-04"), *lines))
    assert found.due == day("2026-10-11")
    assert ("; you tried on " in found.reason and "and reached nobody; " in found.reason) is told


def test_a_fresh_start_counts_from_its_own_day() -> None:
    fresh = FollowUpSettings(fresh_from=day("2026-11-20"))
    old, new = (history(person(cadence=WEEK), said(last)) for last in ("2020-01-01", "2026-11-21"))
    assert dues("cadence", old, settings=fresh) == [day("2026-11-27")]
    assert dues("cadence", new, settings=fresh) == [day("2026-11-28")]
    assert of_kind("cadence", old, settings=fresh)[0].reason.endswith("; counting from 20 November.")
    assert dues("cadence", history(person(cadence=WEEK)), settings=fresh) == [None]
