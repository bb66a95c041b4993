"""Days that come round, and meetings to prepare."""

from __future__ import annotations

import datetime as dt

import pytest

from mdnetwork.dates import PartialDate, Span
from mdnetwork.followups.cadences import FollowUpSettings
from mdnetwork.followups.identity import uid
from support.histories import TODAY, ago, day, dues, everything, history, meeting, of_kind, person, said

ADA, BO, CY, DEE, EVE = (person(name) for name in ("Ada", "Bo", "Cy", "Dee", "Eve"))
ALL = tuple(history(each) for each in (ADA, BO, CY, DEE, EVE))
TOMORROW = ago(-1)


@pytest.mark.parametrize(
    ("born", "today", "due"),
    [
        (PartialDate(12, 10, 1815), "2026-11-23", "2026-12-10"),
        (PartialDate(11, 23), "2026-11-23", "2026-11-23"),
        (PartialDate(11, 22), "2026-11-23", "2026-11-22"),
        (PartialDate(11, 20), "2026-11-23", "2026-11-20"),
        (PartialDate(11, 19), "2026-11-23", "2027-11-19"),
        (PartialDate(12, 31), "2027-01-02", "2026-12-31"),
        (PartialDate(2, 29), "2026-03-01", "2026-02-28"),
        (PartialDate(2, 29), "2026-11-23", "2027-02-28"),
        (PartialDate(2, 29, 2000), "2028-02-28", "2028-02-29"),
        (PartialDate(5, None, 1990), "2026-11-23", None),
    ],
)
def test_a_birthday_comes_round(born: PartialDate, today: str, due: str | None) -> None:
    found = of_kind("birthday", history(person(birthday=born)), today=day(today))
    assert [(each.due, each.yearly) for each in found] == ([(day(due), born)] if due else [])


@pytest.mark.parametrize(
    ("born", "said_on", "direction", "due"),
    [
        (PartialDate(11, 23), TODAY, "out", "2027-11-23"),
        (PartialDate(11, 21), ago(1), "mutual", "2027-11-21"),
        (PartialDate(11, 21), ago(3), "out", "2026-11-21"),
        (PartialDate(11, 21), ago(1), "in", "2026-11-21"),
        (PartialDate(2, 29), TODAY, "out", "2027-02-28"),
    ],
)
def test_contact_since_the_birthday_ends_it(born: PartialDate, said_on: dt.date, direction: str, due: str) -> None:
    spoken = history(person(birthday=born), said(said_on, "wishes", direction=direction))
    assert dues("birthday", spoken) == [day(due)]


@pytest.mark.parametrize(
    ("text", "said_on", "due"),
    [
        ("→ birthday wishes", ago(2), "2027-11-25"),
        ("→ Birthday wishes, and a card", ago(10), "2027-11-25"),
        ("→ birthday wishes", ago(20), "2026-11-25"),
        ("→ good wishes", ago(2), "2026-11-25"),
        ("coffee", ago(2), "2026-11-25"),
    ],
)
def test_early_wishes_are_for_the_next_birthday(text: str, said_on: dt.date, due: str) -> None:
    wished = history(person(birthday=PartialDate(11, 25)), said(said_on, text, direction="out"))
    assert dues("birthday", wished) == [day(due)]


@pytest.mark.parametrize(("said_on", "due"), [(ago(1), "2026-11-23"), (TODAY, "2027-11-23")])
def test_contact_on_the_day_ends_an_anniversary(said_on: dt.date, due: str) -> None:
    wed = person(anniversaries=(("wedding", PartialDate(11, 23, 2015)),))
    assert dues("anniversary", history(wed, said(said_on))) == [day(due)]


@pytest.mark.parametrize(
    ("notice", "born", "said_on", "due"),
    [
        (Span(days=7), PartialDate(11, 30), None, "2026-11-23"),
        (Span(days=7), PartialDate(11, 24), None, "2026-11-17"),
        (Span(days=7), PartialDate(11, 24), ago(2), None),
        (Span(days=7), PartialDate(11, 24), ago(9), "2026-11-17"),
        (Span(months=1), PartialDate(12, 31), None, "2026-11-30"),
        (Span(days=7), PartialDate(11, 23), None, None),
        (Span(days=7), PartialDate(11), None, None),
        (None, PartialDate(11, 30), None, None),
    ],
)
def test_a_birthday_gives_notice(
    notice: Span | None, born: PartialDate, said_on: dt.date | None, due: str | None
) -> None:
    lines = [said(said_on)] if said_on else []
    settings = FollowUpSettings(birthday_notice=notice)
    assert dues("notice", history(person(birthday=born), *lines), settings=settings) == ([day(due)] if due else [])


def test_a_birthday_tells_no_age() -> None:
    (found,) = of_kind("birthday", history(person(birthday=PartialDate(12, 10, 1815))))
    assert found.reason == "Birthday on 10 December, every year."
    assert [(e.date, e.source) for e in found.evidence] == [(None, "field")]


def test_anniversaries_are_told_apart_by_their_keys() -> None:
    days = (("wedding_anniversary", PartialDate(5, 3, 2015)), ("onomastico", PartialDate(6, 13)), ("x", PartialDate(7)))
    found = of_kind("anniversary", history(person(anniversaries=days)))
    assert [(each.due, each.discriminator, each.title) for each in found] == [
        (day("2027-05-03"), "wedding_anniversary", "wedding_anniversary"),
        (day("2027-06-13"), "onomastico", "onomastico"),
    ]
    assert found[0].reason == "Wedding anniversary on 3 May, every year."


@pytest.mark.parametrize(
    ("date", "due"),
    [
        ("2026-11-24", "2026-11-23"),  # Tuesday: on Monday
        ("2026-11-30", "2026-11-27"),  # Monday: on Friday
        ("2026-11-29", "2026-11-27"),  # Sunday
        ("2026-11-28", "2026-11-27"),  # Saturday
    ],
)
def test_a_meeting_is_prepared_on_the_working_day_before(date: str, due: str) -> None:
    assert dues("prepare", *ALL, meetings=[meeting("Meetings/Loom.md", day(date), ADA)]) == [day(due)]


@pytest.mark.parametrize("date", [TODAY, ago(1), None])
def test_a_meeting_of_today_or_before_is_prepared_no_more(date: dt.date | None) -> None:
    assert everything(*ALL, meetings=[meeting("Meetings/Loom.md", date, ADA)]) == []


def test_a_meeting_names_three_people_and_counts_the_others() -> None:
    loom = meeting("Meetings/2026-11-24 Loom.md", TOMORROW, BO, ADA, CY, DEE, EVE)
    (found,) = everything(*ALL, meetings=[loom])
    assert found.reason == "Meeting on 24 November with Bo, Ada, Cy, +2: 2026-11-24 Loom."
    assert (found.person, found.people) == (BO, (BO, ADA, CY, DEE, EVE))
    assert (found.path, found.discriminator, found.evidence[0].line) == ("Meetings/2026-11-24 Loom.md", "loom", 3)


def test_an_event_is_called_one() -> None:
    fair = meeting("Fair.md", TOMORROW, ADA, kind="event", title="Loom fair", uid="fair-1")
    (found,) = everything(*ALL, meetings=[fair])
    assert found.reason == "Event on 24 November with Ada: Loom fair."
    assert (found.discriminator, found.title) == ("fair-1", "Loom fair")


@pytest.mark.parametrize(
    ("statuses", "named"),
    [
        (("deceased", ""), ["Bo"]),
        (("no-contact", "deceased"), None),
        (("paused", ""), ["Bo", "Ada"]),  # named after those whom follow-ups may be about
        (("paused", "archived"), None),
    ],
)
def test_a_meeting_leaves_out_whom_nobody_may_speak_of(statuses: tuple[str, str], named: list[str] | None) -> None:
    people = [person(name, status=status) for name, status in zip(("Ada", "Bo"), statuses, strict=True)]
    found = everything(*map(history, people), meetings=[meeting("Loom.md", TOMORROW, *people)])
    assert [[each.name for each in one.people] for one in found] == ([named] if named else [])


def test_meetings_of_one_name_keep_their_uids_when_the_first_is_over() -> None:
    weekly = [meeting(f"2026-{date} Weekly.md", day(f"2026-{date}"), ADA) for date in ("11-24", "12-01")]
    first, second = everything(*ALL, meetings=weekly)
    (left,) = everything(*ALL, meetings=weekly, today=TOMORROW)
    assert uid(left) == uid(second) != uid(first)
