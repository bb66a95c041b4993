"""Editing: headings that group a log's entries by day, month or year, and the same heading for another day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from mdnetwork.editing.dates_alike import Form, forms, named
from mdnetwork.reading.dates_written import parse_date

_YEAR = re.compile(r"(?<![0-9])[12][0-9]{3}(?![0-9])")
_MONTH = re.compile(r"(?P<before>\D*)(?P<one>[0-9]{1,4})(?P<between>[-./_ ])(?P<other>[0-9]{1,4})(?P<after>\D*)")
_WORD = re.compile(r"[^\W\d_]+")


class Period(NamedTuple):
    """What a heading such as `June 2026`, `2026-06` or `2026` stands for: its first day, and its form."""

    start: date
    form: Form

    def title(self, day: date) -> str:
        """The heading of the period, of the same length, that holds `day`."""
        return self.form(day)


def period_in(title: str) -> Period | None:
    """The day, month or year that a heading says, where it says nothing else."""
    years = _YEAR.findall(title)
    words = _WORD.findall(title)
    if len(years) != 1 or len(words) > 1:
        return None
    day = parse_date(title)
    starts = [date(int(years[0]), month, 1) for month in range(1, 13)]
    found = (Period(start, form) for form in _months(title) for start in starts if form(start) == title)
    whole = (Period(day, form) for form in forms(title) if day and form(day) == title)
    return next(found, None) or next(whole, None)


def _months(title: str) -> Iterator[Form]:
    """The forms in which a month, or a year alone, may be written."""
    match = _MONTH.fullmatch(title)
    if match and _WORD.search(title) is None:
        for pair in (("%Y", "%m"), ("%Y", "%n"), ("%m", "%Y"), ("%n", "%Y")):
            yield Form((match["before"], pair[0], match["between"], pair[1], match["after"]))
    elif _WORD.search(title):
        yield from (form for form in named(title) if not form.has_day)
    elif len(re.findall("[0-9]+", title)) == 1:
        yield Form(tuple(_YEAR.sub("\0%Y\0", title).split("\0")))
