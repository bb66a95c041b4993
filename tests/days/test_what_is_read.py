"""What each reader of days makes of a phrase: the table that every change of the grammar is held against."""

from __future__ import annotations

from datetime import date

import pytest

from mdnetwork.days.reader import day_said, parse_date, parse_partial
from mdnetwork.parsing.marks import dated, dated_last, due_in, unreadable_date
from mdnetwork.parsing.paths import date_in_name, day_of
from mdnetwork.parsing.settings import ReadingSettings

WEDNESDAY = date(2026, 11, 25)
# phrase, parse_date, parse_partial, day_said, day_said ahead
PHRASES: list[tuple[str, str | None, str | None, str | None, str | None]] = [
    ("2026-03-04", "2026-03-04", "2026-03-04", "2026-03-04", "2026-03-04"),
    ("2026-3-4", "2026-03-04", "2026-03-04", "2026-03-04", "2026-03-04"),
    ("2026/03/04", "2026-03-04", "2026-03-04", "2026-03-04", "2026-03-04"),
    ("2026.03.04", "2026-03-04", "2026-03-04", "2026-03-04", "2026-03-04"),
    ("20260304", "2026-03-04", "2026-03-04", "2026-03-04", "2026-03-04"),
    ("2026-03", "2026-03-01", "2026-03", None, None),
    ("2026-03-04T10:30", "2026-03-04", "2026-03-04", None, None),
    ("2026-03-04 10:30:00 -0500", "2026-03-04", "2026-03-04", None, None),
    ("2023-10-18, 08:00", "2023-10-18", "2023-10-18", None, None),
    ("2026-03-04T10:30:00Z", "2026-03-04", "2026-03-04", None, None),
    ("[[2026-03-04]]", "2026-03-04", "2026-03-04", None, None),
    ('"2026-03-04"', "2026-03-04", "2026-03-04", None, None),
    ("**2026-03-04**", "2026-03-04", "2026-03-04", None, None),
    ("2026-03-04 via Slack", "2026-03-04", "2026-03-04", None, None),
    ("2026-03-04abc", None, None, None, None),
    ("2026-02-30", None, None, None, None),
    ("2026-13-01", None, None, None, None),
    ("5.3.2026", None, None, None, None),
    ("05/03/2026", None, None, None, None),
    ("25/03/2026", "2026-03-25", "2026-03-25", "2026-03-25", "2026-03-25"),
    ("03/25/2026", "2026-03-25", "2026-03-25", "2026-03-25", "2026-03-25"),
    ("05/05/2026", "2026-05-05", "2026-05-05", "2026-05-05", "2026-05-05"),
    ("5-3-2026", None, None, None, None),
    ("4 March 2026", "2026-03-04", "2026-03-04", "2026-03-04", "2026-03-04"),
    ("4th of March, 2026", "2026-03-04", "2026-03-04", "2026-03-04", "2026-03-04"),
    ("March 4, 2026", "2026-03-04", "2026-03-04", "2026-03-04", "2026-03-04"),
    ("March 4 2026", "2026-03-04", "2026-03-04", "2026-03-04", "2026-03-04"),
    ("Wed, 4 March 2026", "2026-03-04", "2026-03-04", "2026-03-04", "2026-03-04"),
    ("mercoledì 4 marzo 2026", "2026-03-04", "2026-03-04", "2026-03-04", "2026-03-04"),
    ("4 marzo 2026", "2026-03-04", "2026-03-04", "2026-03-04", "2026-03-04"),
    ("1° maggio 2026", "2026-05-01", "2026-05-01", "2026-05-01", "2026-05-01"),
    ("10. Dezember 2025", "2025-12-10", "2025-12-10", "2025-12-10", "2025-12-10"),
    ("April 21st, 2022", "2022-04-21", "2022-04-21", "2022-04-21", "2022-04-21"),
    ("May 1990", "1990-05-01", "1990-05", None, None),
    ("1990-05", "1990-05-01", "1990-05", None, None),
    ("maggio 1990", "1990-05-01", "1990-05", None, None),
    ("--12-10", None, "--12-10", None, None),
    ("12-10", None, "--12-10", None, None),
    ("13-10", None, "--10-13", "2026-10-13", "2027-10-13"),
    ("10/12", None, None, None, None),
    ("--1210", None, "--12-10", None, None),
    ("December 10", None, "--12-10", "2026-12-10", "2026-12-10"),
    ("10 dicembre", None, "--12-10", "2026-12-10", "2026-12-10"),
    ("1° maggio", None, "--05-01", "2026-05-01", "2027-05-01"),
    ("1604-12-10", "1604-12-10", "--12-10", "1604-12-10", "1604-12-10"),
    ("--02-29", None, "--02-29", None, None),
    ("30 feb", None, None, None, None),
    ("1815", None, None, None, None),
    ("2026", None, None, None, None),
    ("may", None, "--05", None, None),
    ("mar", None, "--03", None, None),
    ("3 nov", None, "--11-03", "2026-11-03", "2027-11-03"),
    ("nov 3rd", None, "--11-03", "2026-11-03", "2027-11-03"),
    ("3 nov 25", "2025-11-03", "2025-11-03", "2025-11-03", "2025-11-03"),
    ("20 nov 10am", None, "--11-20", None, None),
    ("2026 4 March", "2026-03-04", "2026-03-04", "2026-03-04", "2026-03-04"),
    ("31 June 2026", None, None, None, None),
    ("5/11", None, None, None, None),
    ("5.11.", None, None, None, None),
    ("5/11/25", None, None, None, None),
    ("5/11/2025", None, None, None, None),
    ("today", None, None, "2026-11-25", "2026-11-25"),
    ("yesterday", None, None, "2026-11-24", "2026-11-24"),
    ("monday", None, None, "2026-11-23", "2026-11-30"),
    ("last monday", None, None, "2026-11-23", "2026-11-23"),
    ("monday 9", None, None, "2026-11-09", None),
    ("friday the 13th", None, None, "2026-11-13", None),
    ("the 5th", None, None, "2026-11-05", "2026-12-05"),
    ("il 5", None, None, "2026-11-05", "2026-12-05"),
    ("l'8", None, None, "2026-11-08", "2026-12-08"),
    ("il 5/11", None, None, None, None),
    ("3 days ago", None, None, "2026-11-22", "2026-11-22"),
    ("in 2 weeks", None, None, None, "2026-12-09"),
    ("entro 2 settimane", None, None, None, "2026-12-09"),
    ("next week", None, None, "2026-12-02", "2026-12-02"),
    ("end of month", None, None, None, "2026-11-30"),
    ("fine mese", None, None, None, "2026-11-30"),
    ("fine novembre", None, None, None, "2026-11-30"),
    ("l'altro ieri", None, None, "2026-11-23", "2026-11-23"),
    ("ieri sera", None, None, "2026-11-24", "2026-11-24"),
    ("monday evening", None, None, "2026-11-23", "2026-11-30"),
    ("tuesday 3 november", None, "--11-03", "2026-11-03", None),
    ("lunedì 9", None, None, "2026-11-09", None),
    ("15:30", None, None, None, None),
    ("yesterday 15:30", None, None, None, None),
    ("yesterday's", None, None, "2026-11-24", "2026-11-24"),
    ("02 Mar 2024", "2024-03-02", "2024-03-02", "2024-03-02", "2024-03-02"),
    ("7-Feb-22", "2022-02-07", "2022-02-07", "2022-02-07", "2022-02-07"),
    ("1/29/26", "2026-01-29", "2026-01-29", "2026-01-29", "2026-01-29"),
    ("0/0/00", None, None, None, None),
    ("19850412", "1985-04-12", "1985-04-12", "1985-04-12", "1985-04-12"),
    ("1985-04-12T00:00:00Z", "1985-04-12", "1985-04-12", None, None),
    ("--0412", None, "--04-12", None, None),
    ("1985-04", "1985-04-01", "1985-04", None, None),
    ("1985", None, None, None, None),
    ("[[Daily/2026-03-04.md|yesterday]]", "2026-03-04", "2026-03-04", None, None),
]
# line, day at its start, text without it, day at its end, what looks like a date and is none
LINES: list[tuple[str, str | None, str | None, str | None, str | None]] = [
    ("2026-03-04 call", "2026-03-04", "call", None, None),
    ("2026-03-04: call", "2026-03-04", "call", None, None),
    ("2026-03-04T10:30 call", "2026-03-04", "call", None, None),
    ("2026-03-04, 10:30 call", "2026-03-04", "call", None, None),
    ("**2026-03-04** call", "2026-03-04", "call", None, None),
    ("**2026-03-04:** call", "2026-03-04", "call", None, None),
    ("**2026-03-04 Coffee**", "2026-03-04", "Coffee**", None, None),
    ("[2026-03-04] call", "2026-03-04", "call", None, None),
    ("[[2026-03-04]] call", "2026-03-04", "call", None, None),
    ("[[Daily/2026-03-04]] — call", "2026-03-04", "call", None, None),
    ("2026-03-04 - call", "2026-03-04", "call", None, None),
    ("2026-03-04 → call", "2026-03-04", "→ call", None, None),
    ("2026-03 seminar", "2026-03-01", "seminar", None, None),
    ("5.3.2026 call", None, None, None, "5.3.2026"),
    ("05/03/2026 call", None, None, None, "05/03/2026"),
    ("25/03/2026: call", "2026-03-25", "call", None, None),
    ("14 agosto 2026 cena", "2026-08-14", "cena", None, None),
    ("Mon, Aug 3rd, 2026 tea", "2026-08-03", "tea", None, None),
    ("April 21st, 2022: tea", "2022-04-21", "tea", None, None),
    ("10. Dezember 2025: tea", "2025-12-10", "tea", None, None),
    ("Thu 2026-10-01 call", "2026-10-01", "call", None, None),
    ("<2026-10-01 Thu> call", "2026-10-01", "call", None, None),
    ("[2026-10-01 Thu] call", "2026-10-01", "call", None, None),
    ("giovedì 2026-10-01 chiamata", "2026-10-01", "chiamata", None, None),
    ("1 October call", None, None, None, None),
    ("Oct 1: call", None, None, None, None),
    ("2026-02-30 call", None, None, None, "2026-02-30"),
    ("3/11: call", None, None, None, "3/11"),
    ("2026-10-32 call", None, None, None, "2026-10-32"),
    ("Thu 2026-13-01 call", None, None, None, "Thu 2026-13-01"),
    ("Roadmap review — 2026-07-10", None, None, "2026-07-10", None),
    ("Roadmap review (2026-07-10)", None, None, "2026-07-10", None),
    ("plain words", None, None, None, None),
    ("2026 was good", None, None, None, None),
    ("20260304 call", "2026-03-04", "call", None, None),
    ("3 May 2026", "2026-05-03", "", None, None),
    ("2026-03-04-05 x", None, None, None, None),
]
DUE: list[tuple[str, str | None]] = [
    ("#promised it 📅 2026-10-11", "2026-10-11"),
    ("#promised it [due:: 2026-10-11]", "2026-10-11"),
    ("#promised it (2026-10-11)", "2026-10-11"),
    ("#promised it by 2026-10-11", "2026-10-11"),
    ("entro il 2026-10-11", "2026-10-11"),
    ("#promised it by friday", None),
    ("by 25 November", None),
    ("⏳ 2026-10-11", "2026-10-11"),
    ("🛫2026-10-11", "2026-10-11"),
    ("📅 2026-02-30", None),
    ("due:: 2026-10-11", "2026-10-11"),
    ("until 2026-10-11", "2026-10-11"),
    ("📅️ 2026-10-11", "2026-10-11"),
]
# format of daily notes, file name, day of a daily note, day of any note
NAMES: list[tuple[str, str, str | None, str | None]] = [
    ("YYYY-MM-DD", "2026-03-04", "2026-03-04", "2026-03-04"),
    ("YYYY-MM-DD", "2026-03-04 Wednesday", "2026-03-04", "2026-03-04"),
    ("YYYY-MM-DD", "2026-03-04_topic", None, "2026-03-04"),
    ("YYYY-MM-DD", "20260304", "2026-03-04", "2026-03-04"),
    ("YYYY-MM-DD", "2026.03.04", "2026-03-04", "2026-03-04"),
    ("YYYY-MM-DD", "topic 2026-03-04", None, "2026-03-04"),
    ("YYYY-MM-DD", "2026-02-30", None, None),
    ("D. MMMM YYYY", "10. Dezember 2025", "2025-12-10", "2025-12-10"),
    ("D. MMMM YYYY", "10. December 2025", "2025-12-10", "2025-12-10"),
    ("MMMM Do, YYYY", "April 21st, 2022", "2022-04-21", "2022-04-21"),
    ("YYYY-MM-DD", "April 21st, 2022", "2022-04-21", "2022-04-21"),
    ("YYYY/MM/YYYY-MM-DD", "2026/03/2026-03-04", "2026-03-04", "2026-03-04"),
    ("YYYY-DDDD", "2026-063", "2026-03-04", "2026-03-04"),
    ("YYYY-[W]ww-E", "2026-W10-3", None, None),
    ("GGGG-[W]WW-E", "2026-W10-3", "2026-03-04", "2026-03-04"),
    ("MM-DD ddd", "03-04 Wed", None, None),
    ("dddd D MMMM YYYY", "mercoledì 4 marzo 2026", "2026-03-04", "2026-03-04"),
]


def said(day: object) -> str | None:
    return None if day is None else str(day)


@pytest.mark.parametrize(("phrase", "read"), [(phrase, tuple(read)) for phrase, *read in PHRASES])
def test_a_phrase_alone(phrase: str, read: tuple[str | None, ...]) -> None:
    assert read == (
        said(parse_date(phrase)),
        said(parse_partial(phrase)),
        said(day_said(phrase, WEDNESDAY)),
        said(day_said(phrase, WEDNESDAY, ahead=True)),
    )


@pytest.mark.parametrize(("line", "day", "rest", "last", "unreadable"), LINES)
def test_a_line(line: str, day: str | None, rest: str | None, last: str | None, unreadable: str | None) -> None:
    first, end = dated(line), dated_last(line)
    assert (first and str(first.day), first and first.rest) == (day, rest)
    assert (end and str(end.day)) == last
    assert unreadable_date(line) == unreadable


@pytest.mark.parametrize(("line", "due"), DUE)
def test_when_a_line_is_due(line: str, due: str | None) -> None:
    assert said(due_in(line)) == due


@pytest.mark.parametrize(("form", "name", "daily", "named"), NAMES)
def test_a_file_name(form: str, name: str, daily: str | None, named: str | None) -> None:
    settings = ReadingSettings(daily_format=form)
    assert said(day_of(f"{name}.md", settings)) == daily
    assert said(date_in_name(f"{name}.md", settings)) == named
