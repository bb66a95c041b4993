"""Calendar arithmetic, by tables and properties."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdnetwork.dates import (
    Cadence,
    PartialDate,
    Span,
    add_days,
    add_months,
    end_of_month,
    working_day_before,
    working_day_from,
)

MONTH = Cadence(Span(months=1), Span(months=1))
AUGUST = Cadence(month=8)


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 3, 15), -3, date(2025, 12, 15)),
        (date(9999, 12, 1), 1, date.max),
        (date(1, 1, 1), -1, date.min),
    ],
)
def test_months_clamp(start: date, months: int, expected: date) -> None:
    assert add_months(start, months) == expected


@pytest.mark.parametrize(
    ("start", "days", "expected"),
    [(date(2026, 2, 28), 1, date(2026, 3, 1)), (date.max, 1, date.max), (date.min, -1, date.min)],
)
def test_days_stay_in_the_calendar(start: date, days: int, expected: date) -> None:
    assert add_days(start, days) == expected


@pytest.mark.parametrize(
    ("cadence", "last", "due", "late"),
    [
        (MONTH, date(2026, 1, 31), date(2026, 2, 28), date(2026, 2, 28)),
        (MONTH.doubled(), date(2026, 1, 31), date(2026, 3, 31), date(2026, 3, 31)),
        (Cadence(Span(days=28), Span(days=42)), date(2026, 10, 4), date(2026, 11, 1), date(2026, 11, 15)),
        (AUGUST, date(2026, 7, 20), date(2026, 8, 1), date(2026, 8, 31)),
        (AUGUST, date(2026, 8, 5), date(2027, 8, 1), date(2027, 8, 31)),
        (AUGUST.doubled(), date(2026, 7, 20), date(2027, 8, 1), date(2027, 8, 31)),
        (AUGUST, date(9999, 9, 1), date.max, date.max),
    ],
)
def test_a_cadence_is_due_and_late(cadence: Cadence, last: date, due: date, late: date) -> None:
    assert (cadence.due_after(last), cadence.late_after(last)) == (due, late)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (PartialDate(12, 10, 1815), "1815-12-10"),
        (PartialDate(2, 29), "--02-29"),
        (PartialDate(5, None, 1990), "1990-05"),
    ],
)
def test_partial_dates_are_iso(written: PartialDate, text: str) -> None:
    assert str(written) == text


@pytest.mark.parametrize(
    ("partial", "day", "expected"),
    [
        (PartialDate(2, 29), date(2026, 2, 28), date(2026, 2, 28)),
        (PartialDate(2, 29), date(2026, 3, 1), date(2027, 2, 28)),
        (PartialDate(2, 29), date(2027, 3, 1), date(2028, 2, 29)),
        (PartialDate(5), date(2026, 1, 1), None),
    ],
)
def test_a_day_comes_round(partial: PartialDate, day: date, expected: date | None) -> None:
    assert partial.next_after(day) == expected


@given(st.dates())
def test_working_days_are_near(day: date) -> None:
    if date.min.toordinal() + 3 < day.toordinal() < date.max.toordinal() - 3:
        before, on = working_day_before(day), working_day_from(day)
        assert before < day <= on
        assert before.weekday() < 5
        assert on.weekday() < 5
        assert (day - before).days <= 3
        assert (on - day).days <= 2


@given(st.dates(), st.integers(0, 40), st.integers(0, 400))
def test_a_longer_span_never_ends_earlier(day: date, months: int, days: int) -> None:
    assert Span(months, days).after(day) <= Span(months, days + 1).after(day) <= Span(months + 1, days + 1).after(day)


@given(st.dates())
def test_a_month_ends_before_the_next(day: date) -> None:
    last = end_of_month(day)
    assert last.month == day.month
    assert add_days(last, 1) == last or add_days(last, 1).month != day.month
