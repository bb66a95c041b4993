"""Calendars: who was met becomes evidence, who will be a note; and what is no meeting stays out."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from mdnetwork.exchange.calendar_in import Window, read_calendar
from mdnetwork.exchange.cards import Appointment, SkippedRecord
from mdnetwork.exchange.files import Wishes
from support.exchange_vault import TODAY, imported, network, planned, texts

ADA = "ATTENDEE;CN=Ada Okoro;PARTSTAT=ACCEPTED:mailto:ada@example.org"
BEN = 'ATTENDEE;CN="Ben Sato":MAILTO:BEN@EXAMPLE.ORG'
ME = "ORGANIZER;CN=Me:mailto:me@example.org"
WINDOW = Window(date(2026, 1, 1), date(2027, 2, 1), frozenset({"me@example.org"}))
PEOPLE = {
    "People/Ada Okoro.md": "---\ntype: person\nemail: ada@example.org\n---\n",
    "People/Ben Sato.md": "---\ntype: person\n---\n",
}


@pytest.fixture(autouse=True)
def in_rome(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Rome")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def event(*lines: str, uid: str = "a@x", start: str = "DTSTART:20261012T090000Z", summary: str = "Budget") -> str:
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", start, f"SUMMARY:{summary}", *lines, "END:VEVENT"])


def calendar(*events: str, head: str = "PRODID:-//x//EN") -> str:
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", head, *events, "END:VCALENDAR", ""])


def read(*events: str, head: str = "PRODID:-//x//EN") -> list[Appointment | SkippedRecord]:
    return list(read_calendar(calendar(*events, head=head).encode(), "c.ics", WINDOW))


def days(*events: str) -> list[str]:
    return [str(each.day) for each in read(*events) if isinstance(each, Appointment) and not each.cancelled]


def test_guests_are_people_once_each() -> None:
    room = "ATTENDEE;CUTYPE=ROOM;CN=Aula 1:mailto:aula@example.org"
    place = "ATTENDEE;CUTYPE=INDIVIDUAL:mailto:c_1@resource.calendar.google.com"
    mail = "ATTENDEE;CN=zoe@example.org:mailto:zoe@example.org"
    (found,) = read(event(ME, ADA, ADA.replace("ada@", "ADA@"), BEN, room, place, mail, "LOCATION:Aula 1"))
    assert isinstance(found, Appointment)
    assert [(guest.name, guest.email) for guest in found.guests] == [
        ("Ada Okoro", "ada@example.org"),
        ("Ben Sato", "ben@example.org"),
        ("", "zoe@example.org"),
    ]
    assert (found.day, found.time, found.place) == (date(2026, 10, 12), "11:00", "Aula 1")


@pytest.mark.parametrize(
    ("start", "head", "day", "at"),
    [
        ("DTSTART:20261012T230000Z", "PRODID:x", "2026-10-13", "01:00"),
        ("DTSTART:20261012T230000Z", "X-WR-TIMEZONE:America/New_York", "2026-10-13", "01:00"),
        ("DTSTART:20261012T230000Z", "X-WR-TIMEZONE:No/Where", "2026-10-13", "01:00"),
        ("DTSTART;TZID=America/New_York:20261012T230000", "PRODID:x", "2026-10-13", "05:00"),
        ("DTSTART:20261012T230000", "PRODID:x", "2026-10-12", "23:00"),
        ("DTSTART;VALUE=DATE:20261012", "PRODID:x", "2026-10-12", ""),
    ],
)
def test_the_day_is_that_of_the_reader(start: str, head: str, day: str, at: str) -> None:
    (found,) = read(event(ADA, start=start), head=head)
    assert isinstance(found, Appointment)
    assert (str(found.day), found.time) == (day, at)


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        ((ADA, "STATUS:CANCELLED"), False),
        ((ADA, "ATTENDEE;PARTSTAT=DECLINED:mailto:me@example.org"), False),
        ((ADA.replace("ACCEPTED", "DECLINED"), BEN), True),
    ],
)
def test_cancelled_and_declined(lines: tuple[str, ...], kept: bool) -> None:
    assert bool(days(event(*lines))) is kept


def test_series_with_what_was_moved_left_out_and_added() -> None:
    series = event(ADA, "RRULE:FREQ=WEEKLY;COUNT=5", "EXDATE:20261026T090000Z", "RDATE:20261101T090000Z")
    moved = event(ADA, "RECURRENCE-ID:20261019T090000Z", start="DTSTART:20261021T090000Z", summary="Moved")
    gone = event("STATUS:CANCELLED", "RECURRENCE-ID:20261102T090000Z", start="DTSTART:20261102T090000Z")
    found = read(series, moved, gone)
    told = [(str(each.day), each.title) for each in found if isinstance(each, Appointment) and not each.cancelled]
    assert told == [
        ("2026-10-12", "Budget"),
        ("2026-10-21", "Moved"),
        ("2026-11-01", "Budget"),
        ("2026-11-09", "Budget"),
    ]
    assert [each.uid for each in found if isinstance(each, Appointment)][1] == "a@x 2026-10-19"


@pytest.mark.parametrize(
    ("rule", "number"),
    [
        ("FREQ=SECONDLY", 1),
        ("FREQ=DAILY;UNTIL=20261014T235959Z", 3),
        ("FREQ=DAILY", 113),
        ("FREQ=YEARLY", 1),
        ("FREQ=WEEKLY;BYDAY=MO,WE;COUNT=3", 3),
    ],
)
def test_rules_end_with_the_window(rule: str, number: int) -> None:
    assert len(days(event(ADA, f"RRULE:{rule}"))) == number


def test_an_old_series_is_taken_from_the_window_on() -> None:
    assert len(days(event(ADA, "RRULE:FREQ=WEEKLY", start="DTSTART:19990104T090000Z"))) == 57


def test_a_moved_day_alone_is_taken() -> None:
    assert days(event(ADA, "RECURRENCE-ID:20261019T090000Z", start="DTSTART:20261021T090000Z")) == ["2026-10-21"]


def window(*me: str) -> Wishes:
    return Wishes(window=Window(WINDOW.since, WINDOW.until, frozenset(me or {"me@example.org"})))


def test_meetings_to_come_get_notes_and_those_that_were_are_evidence(tmp_path: Path) -> None:
    text = calendar(
        event(ME, ADA, BEN),
        event(ME, ADA, uid="b@x", start="DTSTART:20261201T090000Z", summary="Plans #promised [[x]]"),
        event(ME, "ATTENDEE;CN=Nobody Here:mailto:n@example.org", uid="c@x"),
    )
    with network(tmp_path / "vault", PEOPLE) as net:
        found = imported(net, text, "c.ics", wishes=window())
        assert [(entry.title, entry.outcome, entry.people) for entry in found.meetings] == [
            ("Budget", "new", ("Ada Okoro", "Ben Sato")),
            ("Plans promised x", "new", ("Ada Okoro",)),
        ]
        notes = texts(net.root)
        assert notes["2026-10-12.md"] == "- meeting with [[Ada Okoro]] and [[Ben Sato]]: Budget\n"
        assert notes["Meetings/2026-12-01 Plans promised x.md"] == (
            '---\ntype: meeting\ndate: 2026-12-01T10:00\nattendees: ["[[Ada Okoro]]"]\nuid: b@x\n---\n# Plans promised x\n'
        )
        assert str(net.at(TODAY).history("Ben Sato").last_contact) == "2026-10-12"
        assert [m.note.title for m in net.at(date(2026, 12, 1)).meetings()] == ["Plans promised x"]
        again = imported(net, text, "c.ics", wishes=window())
        assert {entry.outcome for entry in again.meetings} == {"unchanged"}
        assert not again.plan


def test_past_meetings_become_notes_where_the_vault_has_such(tmp_path: Path) -> None:
    notes = PEOPLE | {"Riunioni/2026-01-01 Old.md": "---\ntype: meeting\ndate: 2026-01-01\n---\n"}
    with network(tmp_path / "vault", notes) as net:
        imported(net, calendar(event(ADA)), "c.ics", wishes=window())
        assert "Riunioni/2026-10-12 Budget.md" in texts(net.root)
        assert not imported(net, calendar(event(ADA)), "c.ics", wishes=window()).plan


def test_what_the_notes_tell_already_is_not_told_again(tmp_path: Path) -> None:
    notes = PEOPLE | {"Daily/2026-10-12.md": "- coffee with [[Ada Okoro]]\n"}
    with network(tmp_path / "vault", notes) as net:
        assert not planned(net, calendar(event(ADA)), "c.ics", wishes=window()).plan
        imported(net, calendar(event(ADA, BEN)), "c.ics", wishes=window())
        assert texts(net.root)["Daily/2026-10-12.md"] == (
            "- coffee with [[Ada Okoro]]\n- meeting with [[Ada Okoro]] and [[Ben Sato]]: Budget\n"
        )


def test_a_meeting_that_moved_and_grew(tmp_path: Path) -> None:
    def later(*lines: str, start: str = "20261201T090000Z") -> str:
        return calendar(event(*lines, start=f"DTSTART:{start}"))

    with network(tmp_path / "vault", PEOPLE) as net:
        imported(net, later(ADA), "c.ics", wishes=window())
        imported(net, later(ADA, BEN, start="20261202T130000Z"), "c.ics", wishes=window())
        (note,) = [text for path, text in texts(net.root).items() if path.startswith("Meetings/")]
        assert "date: 2026-12-02T14:00" in note
        assert "[[Ben Sato]]" in note
        path = net.root / "Meetings/2026-12-01 Budget.md"
        path.write_text(path.read_text() + "\nThe agenda is mine.\n")
        net.refresh()
        found = planned(net, later(ADA, BEN, start="20261203T130000Z"), "c.ics", wishes=window())
        assert found.meetings[0].why == "It was moved to 3 December 2026; the note says 2 December 2026."
        assert not found.plan


@pytest.mark.parametrize(
    ("lines", "start"),
    [
        ((ADA,), "DTSTART;VALUE=DATE:20261012"),
        ((ADA, *(f"ATTENDEE;CN=G{n}:mailto:g{n}@example.org" for n in range(9))), "DTSTART:20261012T090000Z"),
    ],
)
def test_crowds_and_whole_days_are_no_evidence(tmp_path: Path, lines: tuple[str, ...], start: str) -> None:
    with network(tmp_path / "vault", PEOPLE) as net:
        found = planned(net, calendar(event(*lines, start=start)), "c.ics", wishes=window())
        assert (found.meetings[0].outcome, bool(found.plan)) == ("unchanged", False)


def test_guests_of_an_event_get_one_note(tmp_path: Path) -> None:
    luma = (
        "api_id,name,email,approval_status,checked_in_at\n"
        "1,Ada Okoro,ada@example.org,approved,2026-11-20T10:00Z\n2,Ben Sato,b@example.org,approved,\n"
    )
    with network(tmp_path / "vault", PEOPLE) as net:
        wishes = Wishes(event=(date(2026, 11, 20), "Museums Forum"))
        imported(net, luma, wishes=wishes)
        assert texts(net.root)["Events/2026-11-20 Museums Forum.md"] == (
            '---\ntype: event\ndate: 2026-11-20\nattendees: ["[[Ada Okoro]]"]\nuid: 2026-11-20 Museums Forum\n---\n# Museums Forum\n'
        )
        assert str(net.at(TODAY).history("Ada Okoro").last_contact) == "2026-11-20"
        assert net.at(TODAY).history("Ben Sato").last_contact is None
        assert not imported(net, luma, wishes=wishes).plan


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("RRULE:FREQ=SECONDLY", ADA), ["2026-10-12"]),
        (("RRULE:COUNT=3", ADA), ["2026-10-12"]),
        (("RRULE:FREQ=WEEKLY;INTERVAL=0", ADA), ["2026-10-12"]),
        (("RRULE:FREQ=DAILY;BYHOUR=25", ADA), ["2026-10-12"]),
        (("RDATE:20261013T090000Z,20261015T090000Z", "EXDATE:20261013T090000Z", ADA), ["2026-10-12", "2026-10-15"]),
    ],
)
def test_series_of_dates_and_rules_that_mean_nothing(lines: tuple[str, ...], expected: list[str]) -> None:
    assert days(event(*lines)) == expected


@pytest.mark.parametrize(
    ("start", "line"),
    [
        ("DTSTART:20261012T090000Z", "RRULE:FREQ=WEEKLY;BYDAY=ZZ"),
        ("DTSTART:20261012T090000Z", "EXDATE:soon"),
        ("DTSTART:20261012T090000Z", "RECURRENCE-ID:soon"),
        ("DTSTART:soon", "LOCATION:Rome"),
        ("LOCATION:Rome", "TRANSP:OPAQUE"),
    ],
)
def test_an_event_whose_days_cannot_be_read_is_left_out_and_the_others_stay(start: str, line: str) -> None:
    left, found = read(event(line, ADA, start=start), event(ADA, uid="other"))
    assert (left, isinstance(found, Appointment)) == (
        SkippedRecord("c.ics:1 Budget", "Its dates cannot be read."),
        True,
    )


def test_two_series_rules_and_one_that_began_long_ago() -> None:
    assert days(event("RRULE:FREQ=DAILY;INTERVAL=0", ADA, start="DTSTART:20001012T090000Z")) == []
    assert len(days(event("RRULE:FREQ=YEARLY", "RRULE:FREQ=YEARLY;COUNT=1", ADA))) == 1


def test_a_title_of_signs_is_a_meeting(tmp_path: Path) -> None:
    text = calendar(event(ADA, uid="b@x", start="DTSTART:20261201T090000Z", summary="!!!"))
    with network(tmp_path / "vault", PEOPLE) as net:
        imported(net, text, "c.ics", wishes=window())
        assert (net.root / "Meetings/2026-12-01 Meeting.md").exists()


def test_what_a_daily_note_cannot_take_is_told(tmp_path: Path) -> None:
    with network(tmp_path / "vault", PEOPLE | {"Daily/2026-10-12.md": "x\n```\nnever closed\n"}) as net:
        found = planned(net, calendar(event(ADA)), "c.ics", wishes=window())
        assert [(entry.outcome, bool(entry.why)) for entry in found.meetings] == [("unchanged", True)]
        assert not found.plan
