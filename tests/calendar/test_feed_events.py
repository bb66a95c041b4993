"""What an event says: title, description, links, days that come round, tasks and alarms."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import icalendar
import pytest
import recurring_ical_events

from mdnetwork.calendar.select import FeedSettings
from mdnetwork.calendar.text import Calendar
from mdnetwork.dates import PartialDate
from mdnetwork.model import FollowUpKind, History
from support.feeds import (
    ADA,
    BRUNO,
    CARLA,
    TODAY,
    VAULT,
    ago,
    days,
    due,
    events,
    feed,
    judged,
    only,
    person,
    said,
    titles,
)

NAMED = person("Ada Loughton", phones=("+39 02 123", "?"), emails=("ada@example.org", "ada@example.org"))
NOTE = "obsidian://open?vault=My%20vault&file=People%2FAda%20Loughton.md"
LEAP = PartialDate(2, 29, 2000)


def occurrences(built: Calendar, year: int) -> list[dt.date]:
    parsed = icalendar.Calendar.from_ical(built.data)
    return [each["DTSTART"].dt for each in recurring_ical_events.of(parsed).at(year)]


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("planned", "Contact Ada Loughton (planned)"),
        ("first", "Get in touch with Ada Loughton after the first meeting"),
        ("promise", "Keep your promise to Ada Loughton"),
        ("waiting", "Chase Ada Loughton"),
        ("reply", "Answer Ada Loughton"),
        ("task", "To do for Ada Loughton"),
        ("goal", "Goal: Ada Loughton"),
        ("thank", "Thank Ada Loughton"),
        ("congratulate", "Write to Ada Loughton about their news"),
        ("introduction", "Ask how the introduction went: Ada Loughton, Bruno Neri"),
        ("cadence", "Get in touch with Ada Loughton"),
        ("dormant", "Reconnect with Ada Loughton"),
        ("birthday", "Birthday: Ada Loughton"),
        ("anniversary", "Anniversary: Ada Loughton"),
        ("prepare", "Prepare for the meeting with Ada Loughton, Bruno Neri"),
    ],
)
def test_titles(kind: FollowUpKind, title: str) -> None:
    event = only(feed(due(kind, people=(ADA, BRUNO)), settings=FeedSettings(kinds=(kind,))))
    assert event["SUMMARY"] == title
    assert event["CATEGORIES"].cats == [kind]


def test_an_anniversary_is_called_by_its_key() -> None:
    assert titles(feed(due("anniversary", title="wedding_anniversary"))) == ["Wedding anniversary: Ada Loughton"]


@pytest.mark.parametrize(
    ("name", "shown"), [("\x00\u202e", "?"), ("x" * 500, "x" * 117 + "…"), (r"A\N;b,c", r"A\N;b,c")]
)
def test_names_that_are_hard_to_show(name: str, shown: str) -> None:
    built = feed(due(who=person(name)))
    assert titles(built) == [f"Get in touch with {shown}"]
    assert judged(built) == 1


def test_an_event_is_all_day_private_and_does_not_block_it() -> None:
    lines = feed(due(evidence=(said(ago(9)), said(ago(-2)), said(None)))).data.split(b"\r\n")
    wanted = (b"DTSTART;VALUE=DATE:20261125", b"DTEND;VALUE=DATE:20261126", b"TRANSP:TRANSPARENT", b"CLASS:PRIVATE")
    assert set(wanted) <= set(lines)
    assert b"DTSTAMP:20261116T000000Z" in lines


def test_what_rests_on_no_dated_evidence_has_a_fixed_stamp() -> None:
    assert b"DTSTAMP:20000101T000000Z" in feed(due(evidence=(said(ago(-2)), said(None)))).data


def test_the_description_says_why_and_gives_links() -> None:
    event = only(feed(due(who=NAMED)))
    assert event["DESCRIPTION"] == f"Last talk on 1 October.\ntel:+3902123\nmailto:ada@example.org\n{NOTE}"
    assert event["URL"] == NOTE


def test_without_a_vault_there_is_no_link_to_the_note() -> None:
    event = only(feed(due(reason=""), settings=FeedSettings()))
    assert "URL" not in event
    assert "DESCRIPTION" not in event


def test_before_a_meeting_one_need_not_call() -> None:
    event = only(feed(due("prepare", NAMED, -1, path="Meetings/Loom.md")))
    assert event["DESCRIPTION"] == ("Last talk on 1 October.\nobsidian://open?vault=My%20vault&file=Meetings%2FLoom.md")


def test_a_long_reason_is_cut_and_the_links_stay() -> None:
    text = str(only(feed(due(who=NAMED, reason="è" * 3000)))["DESCRIPTION"])
    assert 2040 < len(text.encode()) <= 2048
    assert text.endswith(f"è…\ntel:+3902123\nmailto:ada@example.org\n{NOTE}")


def test_links_that_do_not_fit_are_left_out_whole() -> None:
    event = only(feed(due(who=NAMED, path=f"{'è' * 300}.md")))
    assert event["DESCRIPTION"] == "Last talk on 1 October.\ntel:+3902123\nmailto:ada@example.org"
    assert len(event["URL"]) > 1024


def test_full_details_add_the_last_entry_and_open_promises() -> None:
    log = (said(ago(9), "old"), said(ago(5), "Tea with B #gave"), said(ago(5), "", source="link"))
    linked = (said(ago(5), "As [[Ada]] said", source="link", path="X.md"),)
    future = (said(ago(-5), "later"), said(None, "some day"))
    promises = [
        due("promise", days=-3, title="Send the book", discriminator="a"),
        due("promise", days=-2, title="Call", discriminator="b"),
        due("promise", days=-2, title="Superseded", superseded=True),
        due("promise", BRUNO, -2, title="Not this one"),
    ]
    built = feed(
        due(), *promises, settings=replace(VAULT, details="full"), histories=[History(ADA, log + linked + future)]
    )
    (event,) = [each for each in events(built) if each["SUMMARY"] == "Get in touch with Ada Loughton"]
    assert str(event["DESCRIPTION"]).split("\n")[1:-1] == [
        "Last entry about Ada Loughton, 20 November 2026: Tea with B",
        "Promised to Ada Loughton: Call",
        "Promised to Ada Loughton: Send the book",
    ]
    mine = [each for each in events(built) if "Send the book" in each["DESCRIPTION"]]
    assert len(mine) == 2  # the promise itself does not repeat its words


def test_full_details_before_a_meeting_are_about_all_who_come() -> None:
    secret = person("Zoe Blu", private=True)
    people = (ADA, BRUNO, secret, CARLA)
    logs = [
        History(ADA, (said(ago(4), "Tea with Z", people=(ADA.id, secret.id)),)),
        History(BRUNO, (said(ago(3), "Lunch"),)),
        History(secret, (said(ago(2), "Dinner", path=secret.path),)),
        History(CARLA, (said(ago(2), "Met Zoe Blu"),)),
    ]
    found = due("prepare", ADA, -1, people=people, title="x")
    promise = due("promise", CARLA, -9, title="#promised", reason="")
    hidden = due("promise", CARLA, -9, title="For Z", reason="", evidence=(said(ago(3), people=(secret.id,)),))
    built = feed(found, promise, hidden, settings=FeedSettings(details="full", kinds=("prepare",)), histories=logs)
    assert only(built)["DESCRIPTION"] == "Last talk on 1 October.\nLast entry about Bruno Neri, 22 November 2026: Lunch"


@pytest.mark.parametrize("text", ["Tea with [[People/Zoe Blu|Z]]", "Tea with Zoe #gave Blu"])
def test_full_details_do_not_name_a_private_person(text: str) -> None:
    logs = [History(ADA, (said(ago(4), text),)), History(person("Zoe Blu", private=True))]
    assert "Tea" not in only(feed(due(), settings=FeedSettings(details="full"), histories=logs))["DESCRIPTION"]


def test_a_description_has_no_blank_lines() -> None:
    built = feed(due(reason=""), settings=FeedSettings(details="full"), histories=[History(ADA, (said(ago(4)),))])
    assert only(built)["DESCRIPTION"] == "Last entry about Ada Loughton, 21 November 2026: Coffee"


def test_full_details_of_somebody_unknown_to_the_directory() -> None:
    built = feed(due(), settings=FeedSettings(details="full"), histories=[History(BRUNO)])
    assert only(built)["DESCRIPTION"] == "Last talk on 1 October."


def test_a_digest_is_one_event_a_day() -> None:
    told = [due(), due("promise", CARLA, 4), due("thank", BRUNO, 2), due("task", CARLA), due("prepare", BRUNO, -2)]
    birthday = due("birthday", ADA, 0, yearly=PartialDate(11, 25))
    built = feed(*told, birthday, settings=replace(VAULT, style="digest"))
    assert days(built) == [
        ("Birthday: Ada Loughton", dt.date(2000, 11, 25)),
        ("Follow-ups: Bruno Neri", ago(-2)),
        ("Today: Carla Verdi, Ada Loughton, +1", TODAY),
    ]
    today = events(built)[2]
    assert today["CATEGORIES"].cats == ["task", "cadence", "promise", "thank"]
    assert "URL" not in today
    assert str(today["DESCRIPTION"]).split("\n")[:4] == [
        "• To do for Carla Verdi",
        "Last talk on 1 October.",
        "obsidian://open?vault=My%20vault&file=People%2FCarla%20Verdi.md",
        "• Get in touch with Ada Loughton",
    ]
    assert judged(built) == 3


def test_a_digest_too_says_how_many_wait_and_stays_short() -> None:
    told = [due("task", person(f"P{n}"), reason="è" * 1000) for n in range(9)]
    text = str(only(feed(*told, settings=replace(VAULT, style="digest")))["DESCRIPTION"])
    assert len(text.encode()) <= 2048
    assert text.endswith("…\n4 more follow-ups wait in mdnet due.")


@pytest.mark.parametrize(
    ("born", "year", "expected"),
    [
        (PartialDate(12, 10, 1815), 2027, dt.date(2027, 12, 10)),
        (PartialDate(12, 10), 2027, dt.date(2027, 12, 10)),
        (LEAP, 2027, dt.date(2027, 2, 28)),
        (LEAP, 2028, dt.date(2028, 2, 29)),
        (PartialDate(2, 29), 2027, dt.date(2027, 2, 28)),
        (PartialDate(2, 29), 2032, dt.date(2032, 2, 29)),
        (PartialDate(2, 29, 1999), 2028, dt.date(2028, 2, 29)),
        (PartialDate(2, 28, 2000), 2028, dt.date(2028, 2, 28)),
        (PartialDate(3, 29), 2027, dt.date(2027, 3, 29)),
    ],
)
def test_birthdays_come_round(born: PartialDate, year: int, expected: dt.date) -> None:
    built = feed(due("birthday", yearly=born))
    assert occurrences(built, year) == [expected]
    assert judged(built) == 1


@pytest.mark.parametrize(
    ("born", "start"),
    [
        (PartialDate(12, 10, 1815), b"18151210"),
        (PartialDate(2, 29), b"20000229"),
        (PartialDate(12, 10, 0), b"20001210"),
        (PartialDate(12, None, 1815), b"20261125"),
    ],
)
def test_a_birthday_starts_in_the_year_of_birth_never_in_0000(born: PartialDate, start: bytes) -> None:
    assert b"DTSTART;VALUE=DATE:" + start in feed(due("birthday", yearly=born)).data


def test_an_alarm_has_all_that_it_needs() -> None:
    alarm = only(feed(due(), settings=FeedSettings(alarm=9))).subcomponents[0]
    assert [bytes(alarm[key].to_ical()) for key in ("ACTION", "DESCRIPTION", "TRIGGER")] == [
        b"DISPLAY",
        b"Get in touch with Ada Loughton",
        b"PT9H",
    ]


@pytest.mark.parametrize("alarm", [None, 0, 23])
def test_tasks(alarm: int | None) -> None:
    birthday = due("birthday", BRUNO, -9, yearly=PartialDate(12, 4, 1815))
    built = feed(due(days=3), birthday, settings=FeedSettings(todo=True, alarm=alarm))
    assert days(built) == [("Birthday: Bruno Neri", ago(-9)), ("Get in touch with Ada Loughton", TODAY)]
    assert [(each.name, each["STATUS"], len(each.subcomponents)) for each in events(built)] == [
        ("VTODO", "NEEDS-ACTION", int(alarm is not None))
    ] * 2
    assert b"DUE;VALUE=DATE:20261125" in built.data
    assert not [word for word in (b"RRULE", b"DTSTART", b"DTEND", b"TRANSP") if word in built.data]
    assert (b"TRIGGER;RELATED=END:P" in built.data) == (alarm is not None)
    assert judged(built) == 2


@pytest.mark.parametrize(
    "fields", [{"days": -3}, {"reason": "x"}, {"path": "New/Ada.md"}, {"evidence": (said(ago(1)),)}]
)
def test_the_uid_stays_when_the_day_or_the_note_moves(fields: dict[str, Any]) -> None:
    assert only(feed(due(**fields)))["UID"] == only(feed(due()))["UID"]


def test_an_event_that_cannot_be_written_is_reported_and_the_others_come() -> None:
    last = dt.date.max
    told = (due(due=last), due("thank", BRUNO, due=last - dt.timedelta(days=1)))
    built = feed(*told, today=last, settings=FeedSettings(overdue="pin"))
    assert titles(built) == ["Thank Bruno Neri"]
    (problem,) = built.problems
    assert (problem.code, problem.path, problem.severity) == ("FEED-EVENT", ADA.path, "error")
    assert problem.message.startswith("This cadence of Ada Loughton cannot be written to the calendar (")
