"""Editing: a day written in the form in which another day is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from mdnetwork.names import fold

_MONTHS = (
    "January February March April May June July August September October November December",
    "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "gen feb mar apr mag giu lug ago set ott nov dic",
)
_NUMBERS = re.compile(r"[0-9]+")
_WORDS = re.compile(r"([^\W\d_]+)")


def alike(written: str, shown: date, day: date) -> str | None:
    """`day` written as `written` shows `shown`: "23/11/2026" for "04/03/2026"; None where the form is another.

    Where day and month of `shown` may be either, the European order is taken: reading tells whether it is right.
    """
    return next((form(day) for form in forms(written) if form(shown) == written), None)


class Form:
    """Parts of a date's form: texts that stay, and what stands for the year, the month and the day."""

    def __init__(self, parts: tuple[str, ...]) -> None:
        self._parts = parts

    @property
    def has_day(self) -> bool:
        """Whether the day of the month is in it."""
        return any(part in {"%d", "%e"} for part in self._parts)

    def __call__(self, day: date) -> str:
        """The day in this form."""
        return "".join(_filled(part, day) for part in self._parts)


def _filled(part: str, day: date) -> str:
    """`%Y` is the year, `%d` and `%m` have two digits, `%e` and `%n` as many as they need, `%0` to `%3` are names."""
    if part[:1] != "%":
        return part
    if part[1] in "0123":
        name = _MONTHS[int(part[1])].split()[day.month - 1]
        return {"u": name.upper(), "l": name.lower(), "t": name.title()}[part[2]]
    shown = {
        "Y": f"{day.year:04}",
        "d": f"{day.day:02}",
        "m": f"{day.month:02}",
        "e": str(day.day),
        "n": str(day.month),
    }
    return shown[part[1]]


def forms(written: str) -> Iterator[Form]:
    """The forms of a whole day that `written` may have."""
    numbers = _NUMBERS.findall(written)
    signs = _NUMBERS.split(written)
    if len(numbers) == 1 and len(written) == len("20260304"):
        yield Form(("%Y", "%m", "%d"))
    elif len(numbers) == 3:  # noqa: PLR2004  year, month and day
        for order in (("%Y", "%m", "%d"), ("%Y", "%n", "%e")) if len(numbers[0]) > 2 else _SHORT_FIRST:  # noqa: PLR2004
            yield Form(tuple(part for pair in zip(signs, (*order, ""), strict=True) for part in pair))
    elif len(numbers) == 2:  # noqa: PLR2004  a day and a year about a month's name
        yield from named(written)


_SHORT_FIRST = (("%d", "%m", "%Y"), ("%e", "%n", "%Y"), ("%m", "%d", "%Y"), ("%n", "%e", "%Y"))


def named(written: str) -> Iterator[Form]:
    """The forms that `written` may have about the name of a month."""
    for match in _WORDS.finditer(written):
        for family, names in enumerate(_MONTHS):
            if fold(match[0]) in fold(names).split():
                case = "u" if match[0].isupper() else "l" if match[0].islower() else "t"
                for short in ("%e", "%d"):  # of "12 June" the next is "3 July"
                    before = _numbered(written[: match.start()], short)
                    after = _numbered(written[match.end() :], short)
                    yield Form((*before, f"%{family}{case}", *after))


def _numbered(text: str, short: str) -> Iterator[str]:
    """The parts of what stands before or after a month's name: a number of four digits is the year, else the day."""
    for part in re.split(r"([0-9]+)", text):
        yield part if not part.isdecimal() else "%Y" if len(part) > 2 else short  # noqa: PLR2004  digits of a day
