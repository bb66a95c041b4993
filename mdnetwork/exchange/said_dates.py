"""Exchange: days as address books write them: without a year, with Apple's 1604, in any order."""

from __future__ import annotations

import re
from datetime import date

from mdnetwork.dates import PartialDate
from mdnetwork.reading.dates_written import parse_date, parse_partial
from mdnetwork.reading.settings import DateOrder

_VCARD = re.compile(
    r"(?:(?P<year>[0-9]{4})|--(?!-))(?:-?(?P<month>[0-9]{2}))?(?:-?(?P<day>[0-9]{2}))?(?:[T ].*)?(?:Z|[+-][0-9:]+)?",
    re.DOTALL,
)
_SHORT = re.compile(r"([0-9]{1,2})[-/. ]([^\W\d_]{3,9}|[0-9]{1,2})[-/. ]([0-9]{2})(?![0-9])")
_NO_YEAR = 1604
"""What Apple writes for a year that is not known."""
_PIVOT = 70
"""Years of two digits below it are of this century, as in POSIX."""


def vcard_day(text: str, omitted: str = "") -> PartialDate | None:
    """A day as vCard writes it (RFC 6350, section 4.3.1): `19850412`, `1985-04-12T00:00:00Z`, `--0412`, `1985-04`.

    `omitted` is the year that stands for none (X-APPLE-OMIT-YEAR). A year alone, and text, are no day.
    """
    match = _VCARD.fullmatch(text.strip())
    if match is None or not match["month"]:
        return parse_partial(text.strip()) if match is None else None
    year = int(match["year"] or _NO_YEAR)
    unknown = year == _NO_YEAR or match["year"] == omitted.strip('"')
    return partial(None if unknown else year, int(match["month"]), int(match["day"]) if match["day"] else None)


def partial(year: int | None, month: int, day: int | None) -> PartialDate | None:
    """The date, where there is such a day."""
    try:
        date(_NO_YEAR if year is None else year, month, day or 1)
    except ValueError:
        return None
    return PartialDate(month, day, year)


def cell_day(text: str, order: DateOrder = "") -> date | None:
    """A day in a cell of a table: `02 Mar 2024`, `2024-03-02T10:00Z`, `7-Feb-22`, `1/29/26`; `0/0/00` is none."""
    found = parse_date(text, order)
    return found or _short(text.strip(), order)


def _short(text: str, order: DateOrder) -> date | None:
    """A year of two digits."""
    match = _SHORT.match(text)
    if match is None:
        return None
    century = 2000 if int(match[3]) < _PIVOT else 1900
    return parse_date(f"{match[1]} {match[2]} {century + int(match[3])}", order) or parse_date(
        f"{match[1]}/{match[2]}/{century + int(match[3])}", order
    )


def cell_partial(text: str, order: DateOrder = "") -> PartialDate | None:
    """A birthday in a cell of a table, perhaps without its year: `--07-01`, ` --0701`."""
    bare = "".join(text.split()) if "--" in text else text.strip()
    return vcard_day(bare) if bare.startswith("--") else parse_partial(bare, order)
