"""The bytes of whole feeds: the header, the empty feed, and what every judge makes of every setting."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

import icalendar
import pytest

from mdnetwork.calendar.build import component, header, in_parts
from mdnetwork.calendar.details import Attendee, EventDetails, PlannedEvent
from mdnetwork.calendar.event import RenderContext
from mdnetwork.calendar.settings import FeedSettings
from mdnetwork.dates import PartialDate
from mdnetwork.i18n import texts
from mdnetwork.model import FollowUpKind, History
from mdnetwork.people import People
from mdnetwork.people.privacy import PrivacyFilter
from support.feeds import ADA, BRUNO, CARLA, TODAY, VAULT, ago, due, feed, judged, person, said

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
ALL = (*EVERY_KIND, due("task", SECRET), due("prepare", ADA, -3, people=(ADA, BRUNO, SECRET, CARLA)))
LOGS = [History(each.person, (said(ago(9), f"Met {each.person.name}"),)) for each in ALL]


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


@pytest.mark.parametrize("todo", [False, True])
def test_joined_bytes_are_those_that_icalendar_writes(todo: bool) -> None:
    voice = RenderContext(
        FeedSettings("è, x", todo=todo, alarm=8, vault_name="V"), PrivacyFilter(People(), "feed"), texts("en")
    )
    people = tuple(Attendee(f"{name} è, ; \\" * 9, private=False) for name in ("Ada", "Bo"))
    plans = [
        PlannedEvent(
            f"{n:064x}",
            TODAY,
            (EventDetails(f"{n:064x}", kind, people, ago(n), "R", False, "t", "P", (), (), None, ()),),
        )
        for n, kind in enumerate(KINDS)
    ]
    whole = header(voice.settings, "è, x")
    for plan in plans:
        whole.add_component(component(plan, voice))
    parts = [component(plan, voice).to_ical() for plan in plans]
    assert b"".join(in_parts(header(voice.settings, "è, x"), parts)) == whole.to_ical()


@pytest.mark.parametrize("style", ["events", "digest"])
def test_a_memo_gives_the_same_bytes(style: Any) -> None:
    memo: dict[str, bytes] = {}
    settings = FeedSettings(style=style, details="full", vault_name="V")
    plain = feed(*ALL, settings=settings, histories=LOGS)
    cold = feed(*ALL, settings=settings, histories=LOGS, memo=memo)
    kept = dict(memo)
    warm = feed(*ALL, settings=settings, histories=LOGS, memo=memo)
    assert plain == cold == warm
    assert memo == kept
    assert all(len(key) == 64 and data in plain.data for key, data in memo.items())


def test_the_memo_is_asked_before_anything_is_written() -> None:
    memo: dict[str, bytes] = {}
    feed(due(), memo=memo)
    memo.update({key: event.replace(b"Ada", b"Eva") for key, event in memo.items()})
    assert b"SUMMARY:Get back to Eva Loughton" in feed(due(), memo=memo).data


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
def test_whatever_changes_an_event_changes_it_in_spite_of_the_memo(fields: dict[str, Any]) -> None:
    memo: dict[str, bytes] = {}
    before = feed(due(), memo=memo)
    after = feed(due(**fields), memo=memo)
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
def test_other_settings_are_other_keys(settings: FeedSettings) -> None:
    memo: dict[str, bytes] = {}
    feed(due(), memo=memo)
    feed(due(), memo=memo, settings=settings)
    assert len(memo) == 2


def test_somebody_who_becomes_private_changes_what_others_events_tell() -> None:
    memo: dict[str, bytes] = {}
    found = due("promise", reason="You promised: write to Zoe Blu.")
    before = feed(found, memo=memo, histories=[History(person("Zoe Blu"))]).data
    after = feed(found, memo=memo, histories=[History(SECRET)]).data
    assert b"Zoe" in before
    assert b"Zoe" not in after


def test_an_overdue_event_is_kept_under_another_key_each_day() -> None:
    memo: dict[str, bytes] = {}
    feed(due(), memo=memo)
    feed(due(), memo=memo, today=ago(-1))
    assert len(memo) == 2


def test_ics_is_text_in_utf_8_without_byte_order_mark() -> None:
    assert feed(due(who=person("\ufeffÈva")), settings=VAULT).data.decode().count("\ufeff") == 0
