"""Days as people say them in one line, looking back and looking ahead, in English and Italian."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdnetwork.days.reader import day_said, is_unclear_day, looks_like_day, may_say_day
from mdnetwork.vocabulary.day_words import AGO, COUPLES, DAYS, END_OF, ENDS, HENCE, MONTHS, NEXT, UNITS, WEEKDAYS

WEDNESDAY = date(2026, 11, 25)
_WORDS = ["last", "next", "this", "end", "of", "the", "3", "31", "29", "feb", "nov", "monday", "week", "month", "year"]
_WORDS += ["ago", "in", "2", "5/11", "il", "fine", "fra", "quarter"]


def back(phrase: str, today: date = WEDNESDAY) -> str:
    return str(day_said(phrase, today, "dmy"))


def ahead(phrase: str, today: date = WEDNESDAY) -> str:
    return str(day_said(phrase, today, "dmy", ahead=True))


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        ("today", "2026-11-25"),
        ("Tonight", "2026-11-25"),
        ("this morning", "2026-11-25"),
        ("yesterday", "2026-11-24"),
        ("yesterday evening", "2026-11-24"),
        ("last night", "2026-11-24"),
        ("day before yesterday", "2026-11-23"),
        ("the day before yesterday", "2026-11-23"),
        ("1 day ago", "2026-11-24"),
        ("3 days ago", "2026-11-22"),
        ("a week ago", "2026-11-18"),
        ("two weeks ago", "2026-11-11"),
        ("a couple of days ago", "2026-11-23"),
        ("a month ago", "2026-10-25"),
        ("monday", "2026-11-23"),
        ("on Monday", "2026-11-23"),
        ("last monday", "2026-11-23"),
        ("last wed", "2026-11-18"),
        ("wednesday", "2026-11-18"),
        ("friday", "2026-11-20"),
        ("this tuesday", "2026-11-24"),
        ("monday evening", "2026-11-23"),
        ("last week", "2026-11-18"),
        ("last month", "2026-10-25"),
        ("2026-11-03", "2026-11-03"),
        ("on 2026-11-03", "2026-11-03"),
        ("2026/11/3", "2026-11-03"),
        ("20261103", "2026-11-03"),
        ("3 nov", "2026-11-03"),
        ("nov 3rd", "2026-11-03"),
        ("on the 3rd of November", "2026-11-03"),
        ("november 3 2025", "2025-11-03"),
        ("tuesday 3 november", "2026-11-03"),
        ("5/11", "2026-11-05"),
        ("5.11.", "2026-11-05"),
        ("5-11", "2026-11-05"),
        ("5/11/2025", "2025-11-05"),
        ("5/11/25", "2025-11-05"),
        ("29 feb", "2024-02-29"),
        ("the 5th", "2026-11-05"),
        ("the 30th", "2026-10-30"),
        ("oggi", "2026-11-25"),
        ("stamattina", "2026-11-25"),
        ("ieri", "2026-11-24"),
        ("ieri sera", "2026-11-24"),
        ("l'altro ieri", "2026-11-23"),
        ("l’altro ieri", "2026-11-23"),
        ("avantieri", "2026-11-23"),
        ("3 giorni fa", "2026-11-22"),
        ("tre giorni fa", "2026-11-22"),
        ("un paio di giorni fa", "2026-11-23"),
        ("due settimane fa", "2026-11-11"),
        ("un mese fa", "2026-10-25"),
        ("lunedì", "2026-11-23"),
        ("lunedi", "2026-11-23"),
        ("lunedì scorso", "2026-11-23"),
        ("lo scorso lunedì", "2026-11-23"),
        ("lunedì mattina", "2026-11-23"),
        ("la settimana scorsa", "2026-11-18"),
        ("il mese scorso", "2026-10-25"),
        ("il 3 novembre", "2026-11-03"),
        ("il 5", "2026-11-05"),
        ("3 dicembre", "2026-12-03"),
        ("30/11", "2026-11-30"),
        ("30 gennaio", "2026-01-30"),
        ("tomorrow", "2026-11-26"),
    ],
)
def test_a_day_that_has_been(phrase: str, day: str) -> None:
    assert back(phrase) == day


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        ("today", "2026-11-25"),
        ("tomorrow", "2026-11-26"),
        ("tomorrow morning", "2026-11-26"),
        ("day after tomorrow", "2026-11-27"),
        ("friday", "2026-11-27"),
        ("fri", "2026-11-27"),
        ("wednesday", "2026-12-02"),
        ("next tuesday", "2026-12-01"),
        ("this friday", "2026-11-27"),
        ("in 2 weeks", "2026-12-09"),
        ("within 2 weeks", "2026-12-09"),
        ("in a month", "2026-12-25"),
        ("next week", "2026-12-02"),
        ("next month", "2026-12-25"),
        ("end of week", "2026-11-27"),
        ("end of month", "2026-11-30"),
        ("the end of the month", "2026-11-30"),
        ("end of november", "2026-11-30"),
        ("end of january", "2027-01-31"),
        ("end of quarter", "2026-12-31"),
        ("end of year", "2026-12-31"),
        ("2026-12-01", "2026-12-01"),
        ("3 nov", "2027-11-03"),
        ("5/12", "2026-12-05"),
        ("the 5th", "2026-12-05"),
        ("29 feb", "2028-02-29"),
        ("domani", "2026-11-26"),
        ("dopodomani", "2026-11-27"),
        ("venerdì", "2026-11-27"),
        ("prossimo martedì", "2026-12-01"),
        ("martedì prossimo", "2026-12-01"),
        ("fra due settimane", "2026-12-09"),
        ("tra 3 giorni", "2026-11-28"),
        ("entro 2 settimane", "2026-12-09"),
        ("la settimana prossima", "2026-12-02"),
        ("fine mese", "2026-11-30"),
        ("la fine del mese", "2026-11-30"),
        ("fine novembre", "2026-11-30"),
        ("fine di gennaio", "2027-01-31"),
        ("fine anno", "2026-12-31"),
        ("il 5 dicembre", "2026-12-05"),
        ("il 30", "2026-11-30"),
    ],
)
def test_a_day_by_which_something_is_due(phrase: str, day: str) -> None:
    assert ahead(phrase) == day


@pytest.mark.parametrize(
    "phrase",
    [
        "",
        "nov",
        "november 2026",
        "sat",
        "mar",
        "set",
        "may",
        "3",
        "the 2 of us",
        "fine mese",
        "in 2 weeks",
        "this week",
        "ago",
        "3 nov coffee",
        "2026-02-30",
        "31/2",
        "31/2/2026",
        "the 32nd",
        "31 feb 2025",
        "coffee",
        "end of soup",
        "qualche giorno fa",
    ],
)
def test_what_is_no_day_that_has_been(phrase: str) -> None:
    assert back(phrase) == "None"


@pytest.mark.parametrize("phrase", ["", "2 weeks", "end of soup", "sales", "in", "the 32nd"])
def test_what_is_no_deadline(phrase: str) -> None:
    assert ahead(phrase) == "None"


def test_the_order_of_day_and_month_is_never_guessed() -> None:
    assert day_said("5/11", WEDNESDAY) is None
    assert is_unclear_day("5/11")
    assert is_unclear_day("5/11/2026")
    assert day_said("5/11", WEDNESDAY, "mdy") == date(2026, 5, 11)
    assert not is_unclear_day("5/11", "mdy")
    assert not is_unclear_day("25/11")
    assert not is_unclear_day("coffee")
    assert day_said("25/11", WEDNESDAY) == WEDNESDAY


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("2026-02-30", True),
        ("31/2/2026", True),
        ("3/4", False),
        ("2026", False),
        ("2026.2.30.", True),
        ("the 31st of november", True),
        ("il 31 novembre", True),
        ("nov 2026", False),
        ("the 31st", False),
    ],
)
def test_numbers_that_look_like_a_day(phrase: str, expected: bool) -> None:
    assert looks_like_day(phrase) is expected


@given(st.dates(), st.sampled_from(["monday", "friday", "domenica", "sunday"]))
def test_weekdays_are_within_a_week_of_today(today: date, weekday: str) -> None:
    before, after = day_said(weekday, today), day_said(weekday, today, ahead=True)
    assert before is not None
    assert after is not None
    assert before < today or before == date.min
    assert today < after or after == date.max
    assert (after - before) in {timedelta(7), timedelta(14)} or before == date.min or after == date.max


@given(st.text(max_size=30), st.dates(), st.booleans())
def test_any_phrase_is_a_day_or_none(phrase: str, today: date, way: bool) -> None:
    assert isinstance(day_said(phrase, today, "dmy", ahead=way), date | None)


@given(
    st.lists(
        st.sampled_from(_WORDS),
        max_size=5,
    ).map(" ".join),
    st.dates(),
    st.booleans(),
)
def test_any_words_of_days_are_a_day_or_none(phrase: str, today: date, way: bool) -> None:
    assert isinstance(day_said(phrase, today, "mdy", ahead=way), date | None)


_OF_DAYS = sorted(
    {*DAYS, *WEEKDAYS, *MONTHS, *UNITS, *ENDS, *AGO, *HENCE, *NEXT, *COUPLES, *END_OF, *_WORDS, "l'", "two", "."}
)


@given(st.lists(st.sampled_from(_OF_DAYS), min_size=1, max_size=4), st.booleans())
def test_a_text_that_cannot_say_a_day_says_none(words: list[str], ahead: bool) -> None:
    phrase = " ".join(words).replace("' ", "'")
    if not may_say_day(phrase):
        assert day_said(phrase, WEDNESDAY, "dmy", ahead=ahead) is None
        assert not looks_like_day(phrase)
        assert not is_unclear_day(phrase)


@pytest.mark.parametrize("phrase", ["to takes the trip", "about a good book", "la prossima", ""])
def test_most_texts_cannot_say_a_day(phrase: str) -> None:
    assert not may_say_day(phrase)
