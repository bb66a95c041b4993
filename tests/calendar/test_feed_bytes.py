"""The bytes of whole feeds: the header, the empty feed, and what every judge makes of every setting."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any, get_args

import icalendar
import pytest

from mdnetwork.calendar.event import (
    Attendee,
    EventDetails,
    PlannedEvent,
    Properties,
    RenderContext,
    alarm,
    event,
)
from mdnetwork.calendar.select import FeedSettings
from mdnetwork.calendar.text import event_bytes, header, in_parts, opening
from mdnetwork.dates import PartialDate
from mdnetwork.i18n import texts
from mdnetwork.model import FollowUpKind, History
from mdnetwork.people import People
from mdnetwork.people.privacy import PrivacyFilter
from support.feeds import ADA, BRUNO, CARLA, TODAY, VAULT, ago, due, due_for_nobody, feed, judged, person, said

KINDS = get_args(FollowUpKind)
SECRET = person("Zoe Blu", private=True)
EVERY_KIND = tuple(
    due(
        kind,
        person(f"Person, {n}; “è” 👩\u200d👧", phones=("+39 02 1234",), emails=("a@example.org",)),
        n * 7 - 30,
        reason="Talk, on; a \\ day:\nand more. " * n,
        yearly=PartialDate(2, 29) if kind in {"birthday", "anniversary"} else None,
    )
    for n, kind in enumerate(KINDS)
)
NOBODYS = due_for_nobody(), due_for_nobody("Ask; a \\ day:\nmore", note="Tour, “è”")
ALL = (*EVERY_KIND, *NOBODYS, due("task", SECRET), due("prepare", ADA, -3, people=(ADA, BRUNO, SECRET, CARLA)))
LOGS = [History(who, (said(ago(9), f"Met {who.name}"),)) for each in ALL for who in each.concerned[:1]]


def header_lines(**settings: Any) -> list[bytes]:
    return feed(settings=FeedSettings(**settings)).data.split(b"\r\n")


@pytest.mark.parametrize("language", ["en", "it"])
@pytest.mark.parametrize("style", ["events", "digest"])
@pytest.mark.parametrize("privacy", ["full", "initials", "busy"])
@pytest.mark.parametrize("todo", [False, True])
@pytest.mark.parametrize("alarm", [None, 9])
def test_every_judge_reads_every_feed(language: str, style: Any, privacy: Any, todo: bool, alarm: int | None) -> None:
    settings = FeedSettings(
        "Seguiti, e; altro",
        KINDS,
        language=language,
        per_day=3,
        style=style,
        details="full",
        privacy=privacy,
        vault_name="Il mio vault",
        todo=todo,
        alarm=alarm,
        source="https://example.org/feed.ics",
    )
    built = feed(*ALL, settings=settings, histories=LOGS)
    assert built.problems == ()
    assert judged(built) >= 5


def test_nothing_due_is_a_calendar_with_a_time_zone() -> None:
    built = feed()
    assert judged(built) == 0
    (zone,) = icalendar.Calendar.from_ical(built.data).subcomponents
    assert (zone.name, zone["TZID"]) == ("VTIMEZONE", "UTC")
    assert b"VTIMEZONE" not in feed(due()).data


def test_the_header() -> None:
    lines = header_lines(name="Work, and; more\r\nMETHOD:ADD\x00", source="https://example.org/è.ics\r\nX:1")
    for line in (
        rb"NAME:Work\, and\; more METHOD:ADD",
        rb"X-WR-CALNAME:Work\, and\; more METHOD:ADD",
        b"COLOR:teal",
        b"X-APPLE-CALENDAR-COLOR:#008080",
        b"REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        b"X-PUBLISHED-TTL:PT1H",
        b"SOURCE;VALUE=URI:https://example.org/%C3%A8.ics%0D%0AX:1",
    ):
        assert line in lines
    assert not any(line.startswith(b"METHOD") for line in lines)


def test_without_an_address_there_is_no_source() -> None:
    assert not any(line.startswith(b"SOURCE") for line in header_lines())


@pytest.mark.parametrize(("name", "shown"), [("Follow-ups", b"Follow-ups"), (" \x00", b"-//mdnetwork//mdnetwork//EN")])
def test_a_calendar_has_a_name(name: str, shown: bytes) -> None:
    assert b"NAME:" + shown in header_lines(name=name)


def component(name: str, properties: Properties) -> icalendar.Component:
    """The same component as objects of icalendar, which writes all of it."""
    made = icalendar.Component.get_component_class(name)()
    for key, value in properties.items():
        word, _, parameter = key.partition(";")
        typed: Any = icalendar.vDuration(value) if isinstance(value, timedelta) else value
        if isinstance(value, str):
            typed = (icalendar.vUri if word in {"URL", "SOURCE"} else Text)(value)
        made.add(word, typed, dict([parameter.split("=")]) if parameter else {})
    return made


class Text(icalendar.vText):
    r"""icalendar's own class turns the two characters `\N` into a line break."""

    def to_ical(self) -> bytes:
        return re.sub(r"([\\;,])", r"\\\1", self).replace("\n", "\\n").encode()


@pytest.mark.parametrize("todo", [False, True])
@pytest.mark.parametrize("words", ["R", "Ü; \\N, 👩\u200d👧\nè " * 40, "^\\" * 90, f"{'x' * 61}\\,{'y' * 72}\\;"])
def test_the_text_is_the_one_that_icalendar_writes_for_its_objects(todo: bool, words: str) -> None:
    settings = FeedSettings(todo=todo, alarm=8, vault_name="V", source="https://example.org/ü")
    context = RenderContext(settings, PrivacyFilter(People(), "feed"), texts("en"))
    people = tuple(Attendee(f"{name} è, ; \\" * 9, private=False) for name in ("Ada", "Bo"))
    whole = component("VCALENDAR", header(settings, words))
    plans = []
    for n, kind in enumerate(KINDS):
        day = PartialDate(2, 29, 1988) if kind in {"birthday", "anniversary"} else None
        phones, emails = ("+39 02 1234",), ("ada@example.org",)
        details = EventDetails(f"{n:064x}", kind, people, ago(n), words, False, words, "P", phones, emails, day, ())
        plans.append(PlannedEvent(f"{n:064x}", TODAY, (details,)))
        made = component("VTODO" if todo else "VEVENT", event(plans[-1], context))
        made.add_component(component("VALARM", alarm(plans[-1], context)))
        whole.add_component(made)
    parts = in_parts(opening(header(settings, words)), [event_bytes(plan, context) for plan in plans])
    assert b"".join(parts) == whole.to_ical()


def test_the_time_zone_of_an_empty_calendar_is_as_icalendar_writes_it() -> None:
    data = feed().data
    assert icalendar.Calendar.from_ical(data).to_ical() == data


@pytest.mark.parametrize("style", ["events", "digest"])
@pytest.mark.parametrize("details", ["reason", "full"])
def test_kept_events_give_the_same_bytes(style: Any, details: Any) -> None:
    settings = FeedSettings(style=style, details=details, vault_name="V")
    cold = feed(*ALL, settings=settings, histories=LOGS)
    warm = feed(*ALL, settings=settings, histories=LOGS, kept=cold.events)
    assert warm == cold
    assert all(warm.events[uid] is event for uid, event in cold.events.items())
    assert all(data in cold.data for _, data in cold.events.values())


def test_an_event_is_taken_from_those_kept_before_anything_is_written() -> None:
    kept = {uid: (digest, data.replace(b"Ada", b"Eva")) for uid, (digest, data) in feed(due()).events.items()}
    assert b"SUMMARY:Get in touch with Eva Loughton" in feed(due(), kept=kept).data


def test_an_event_that_cannot_be_written_is_tried_again() -> None:
    last, far = due("planned", due=dt.date.max), FeedSettings(horizon_ahead=4_000_000)
    failed = feed(last, due(), settings=far)
    assert len(failed.problems) == 1
    assert feed(last, due(), settings=far, kept=failed.events) == failed


@pytest.mark.parametrize(
    "fields",
    [
        {"reason": "Another."},
        {"who": person("Ada Loughton", phones=("+39 02 1234",))},
        {"who": person("Ada Loughton", emails=("ada@example.org",))},
        {"who": person("Ada Loughton", private=True)},
        {"path": "Other.md"},
        {"evidence": (said(ago(3)),)},
        {"people": (replace(ADA, name="Ada King"),)},
        {"days": -1},
    ],
)
def test_whatever_changes_an_event_changes_it_in_spite_of_those_kept(fields: dict[str, Any]) -> None:
    before = feed(due())
    after = feed(due(**fields), kept=before.events)
    assert after == feed(due(**fields)) != before


@pytest.mark.parametrize(
    "settings",
    [
        FeedSettings(vault_name="Other"),
        FeedSettings(vault_name="My vault", language="it"),
        FeedSettings(vault_name="My vault", details="full"),
        FeedSettings(vault_name="My vault", alarm=9),
        FeedSettings(vault_name="My vault", todo=True),
        FeedSettings(vault_name="My vault", privacy="busy"),
    ],
)
def test_other_settings_have_other_events(settings: FeedSettings) -> None:
    kept = feed(due()).events
    other = feed(due(), kept=kept, settings=settings)
    assert not {digest for digest, _ in kept.values()} & {digest for digest, _ in other.events.values()}


def test_somebody_who_becomes_private_changes_what_others_events_tell() -> None:
    found = due("promise", reason="You promised: write to Zoe Blu.")
    before = feed(found, histories=[History(person("Zoe Blu"))])
    after = feed(found, kept=before.events, histories=[History(SECRET)]).data
    assert b"Zoe" in before.data
    assert b"Zoe" not in after


def test_a_line_that_turns_out_to_be_about_somebody_private_is_quoted_no_more() -> None:
    line = said(ago(9))
    found = due("promise", reason="You promised: the paper.", evidence=(line,))
    before = feed(found, histories=[History(ADA), History(SECRET)])
    after = feed(found, kept=before.events, histories=[History(ADA), History(SECRET, (line,))])
    assert b"the paper" in before.data
    assert b"the paper" not in after.data


def test_an_overdue_event_is_written_again_each_day() -> None:
    kept = feed(due()).events
    assert feed(due(), kept=kept, today=ago(-1)).data == feed(due(), today=ago(-1)).data


def test_a_line_of_a_day_to_come_stamps_the_event_once_that_day_is_there() -> None:
    found = due("prepare", days=-3, evidence=(said(ago(-3)), said(ago(4))))
    kept = feed(found).events
    for days in (-2, -3, -4):
        later = feed(found, kept=kept, today=ago(days))
        assert later == feed(found, today=ago(days))


def test_ics_is_text_in_utf_8_without_byte_order_mark() -> None:
    assert feed(due(who=person("\ufeffÈva")), settings=VAULT).data.decode().count("\ufeff") == 0
