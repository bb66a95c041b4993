"""What answers for people are written on: tables, widths, days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdnetwork.cli.page import Cell, TextPage, broken, columns, cut_begin, wrap
from mdnetwork.cli.streams import finished
from mdnetwork.i18n import texts
from mdnetwork.model import FollowUp, Person
from mdnetwork.phrases import Phrases
from mdnetwork.text import one_line

TODAY = date(2026, 11, 23)
ENGLISH = texts("en")
PHRASES = Phrases(ENGLISH, TODAY)
ADA = Person("ada", "Ada", "Ada.md")


def ahead(days: int) -> date:
    return TODAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "today"),
        (1, "tomorrow"),
        (-1, "yesterday"),
        (2, "in 2 days"),
        (20, "in 20 days"),
        (21, "in 3 weeks"),
        (62, "in 9 weeks"),
        (63, "in 2 months"),
        (400, "in 13 months"),
        (730, "in 2 years"),
        (-12, "12 days ago"),
        (-28, "4 weeks ago"),
        (-90, "3 months ago"),
        (-4000, "11 years ago"),
    ],
)
def test_a_day_is_said_as_a_person_says_it(days: int, said: str) -> None:
    assert PHRASES.when(ahead(days)) == said


@pytest.mark.parametrize(
    ("due", "late", "said", "look"),
    [
        (None, None, "no date", ""),
        (3, 3, "in 3 days", ""),
        (0, 0, "today", "today"),
        (-5, 9, "due 5 days ago", "today"),
        (-1, 0, "due yesterday", "today"),
        (-1, -1, "1 day late", "late"),
        (-20, -12, "12 days late", "late"),
        (-99, -50, "7 weeks late", "late"),
        (-200, -100, "3 months late", "late"),
        (-999, -999, "3 years late", "late"),
    ],
)
def test_a_follow_up_stands_against_its_band(due: int | None, late: int | None, said: str, look: str) -> None:
    days = [None if day is None else ahead(day) for day in (due, late)]
    follow_up = FollowUp("cadence", ADA, days[0], "Because.", days[1])
    assert (PHRASES.due(follow_up), PHRASES.urgency(follow_up)) == (said, look)


def test_columns_are_aligned_whatever_the_script() -> None:
    rows = [("Ada", "x"), ("山田太郎", "y"), ("Zoë\u0301 B", "z")]
    assert list(TextPage(ENGLISH, TODAY).table(rows)) == ["Ada       x", "山田太郎  y", "Zoë\u0301 B     z"]


def test_a_column_that_is_empty_takes_no_room() -> None:
    assert list(TextPage(ENGLISH, TODAY).table([("a", "", "b"), ("c", "", "d")])) == ["a  b", "c  d"]


def test_without_a_terminal_nothing_is_cut() -> None:
    long = "word " * 100
    assert list(TextPage(ENGLISH, TODAY).table([("a", long)])) == [f"a  {long.strip()}"]


def test_on_a_terminal_the_last_column_is_wrapped_under_itself() -> None:
    page = TextPage(ENGLISH, TODAY, width=24)
    assert list(page.table([("Ada", "the quick brown fox jumps")])) == ["Ada  the quick brown fox", "     jumps"]


def test_on_a_narrow_terminal_long_names_are_broken() -> None:
    lines = list(TextPage(ENGLISH, TODAY, width=60).table([("N" * 80, "reason " * 9)]))
    assert "".join(lines).count("N") == 80
    assert "…" not in "".join(lines)
    assert max(map(len, lines)) <= 60


def test_of_a_place_the_line_is_kept() -> None:
    rows = [(Cell("People/Somebody of a Long Name.md:13", place=True), "word " * 20)]
    (first, *_) = TextPage(ENGLISH, TODAY, width=40).table(rows)
    assert first.startswith("…of a Long Name.md:13   word word")


def test_colour_does_not_count_as_width() -> None:
    page = TextPage(ENGLISH, TODAY, width=80, colour=True)
    lines = [finished(line) for line in page.table([(Cell("a", "late"), "b"), ("ccc", "d")])]
    assert lines == ["\x1b[31ma\x1b[0m    b", "ccc  d"]


def test_a_note_cannot_steer_the_terminal() -> None:
    assert one_line("a\x1b[2Jb\r\n\tc\u2028d") == "a [2Jb c d"


@given(st.text(), st.integers(1, 40))
def test_what_is_cut_fits(text: str, width: int) -> None:
    assert columns(cut_begin(text, width)) <= max(width, 1)
    assert all(columns(line) <= max(width, 2) for line in wrap(broken(one_line(text), width), width))


@given(st.lists(st.lists(st.text(), min_size=3, max_size=3), max_size=5), st.integers(40, 120))
def test_every_line_of_short_words_fits_the_terminal(rows: list[list[str]], width: int) -> None:
    short = [[" ".join(word[:9] for word in one_line(cell).split()) for cell in row] for row in rows]
    assert all(columns(line) <= width for line in TextPage(ENGLISH, TODAY, width).table(short))


@given(st.text(alphabet="ab ", max_size=80), st.integers(3, 20))
def test_wrapping_loses_no_word(text: str, width: int) -> None:
    assert " ".join(wrap(text, width)).split() == text.split()
