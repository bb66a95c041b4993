"""The whole river over one note, in one process: what a fuzzer throws in at the top, and what must hold at the end."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import parse_qs, urlsplit

import icalendar

from mdnetwork.calendar.select import FeedSettings
from mdnetwork.calendar.text import calendar
from mdnetwork.followups import follow_ups
from mdnetwork.followups.cadences import FollowUpSettings
from mdnetwork.i18n import texts
from mdnetwork.parsing import ReadingSettings, read_note
from mdnetwork.people import gather
from support.feeds import InMemory

TODAY = date(2026, 11, 23)
PATHS = ("People/Ada Marlow.md", "Daily/2026-11-20.md", "Meetings/2026-11-27 Plans.md", "Ada.md")
FEEDS = (FeedSettings(details="full", vault_name="Vault"), FeedSettings(privacy="initials", todo=True))
_LINE = re.compile(rb"[A-Za-z0-9-]+(?:;[A-Za-z0-9-]+=(?:\"[^\"]*\"|[^\";:,]*)(?:,[^\";:,]*)*)*:.*", re.DOTALL)
"""A content line (RFC 5545, section 3.1)."""
FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Signs that a terminal or a calendar would obey, and those that turn the direction of text."""


def flow(data: bytes, path: str = PATHS[0], feed: FeedSettings = FEEDS[0]) -> bytes:
    """The calendar of a vault whose only note is this one."""
    facts = read_note(path, data, ReadingSettings())
    directory = gather([facts], today=TODAY, crowd=8)
    found = [InMemory(each) for each in follow_ups(directory, FollowUpSettings(), TODAY, texts("en"))]
    return calendar(found, directory, feed, TODAY, texts("en")).data


def assert_calm(feed: bytes) -> None:
    """The feed is what RFC 5545 asks for, no note put anything into it, and it leads nowhere but to the vault."""
    physical = feed.split(b"\r\n")
    assert physical.pop() == b""
    assert all(line and len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in physical)
    for line in feed.replace(b"\r\n ", b"").split(b"\r\n")[:-1]:
        assert _LINE.fullmatch(line), line
        assert not FORBIDDEN.search(line.decode()), line
    parsed = icalendar.Calendar.from_ical(feed)
    assert {each.name for each in parsed.subcomponents} <= {"VEVENT", "VTODO", "VTIMEZONE"}
    for each in parsed.subcomponents:
        if each.name == "VTIMEZONE":
            continue
        assert not each.errors
        assert re.fullmatch(r"[0-9A-Za-z@.-]{8,120}", str(each["uid"]))
        assert {inner.name for inner in each.subcomponents} <= {"VALARM"}
        _assert_leads_into_the_vault(str(each.get("url", "")))


def _assert_leads_into_the_vault(url: str) -> None:
    if url:
        parts = urlsplit(url)
        assert (parts.scheme, parts.netloc) == ("obsidian", "open")
        file = parse_qs(parts.query)["file"][0]
        assert not file.startswith("/")
        assert ".." not in file.split("/")
