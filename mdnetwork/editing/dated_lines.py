"""Editing: how the date of a log's line is written: what stands before and after it, and the same for another day."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from mdnetwork.editing.dates_alike import alike
from mdnetwork.reading.dates_written import leading_date
from mdnetwork.reading.marks import dated, dated_last
from mdnetwork.reading.settings import DateOrder

_OPENERS, _CLOSERS, _SEPARATORS = "[(*_ ", "])*_", " \t:-–—·|,"
_TIME = re.compile(r"[T ,]{1,2}[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:Z|[+-][0-9]{2}:?[0-9]{2})?(?![0-9])")
_LINK = re.compile(r"(?P<link>\[\[[^\]]*\]\]|\[[^\]]*\]\([^)]*\))(?P<tail>.*)", re.DOTALL)
_IN_LINK = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}[._]?[0-9]{2}[._]?[0-9]{2}")


class DatedLine(NamedTuple):
    """A line in parts: the date as written with what opens and closes it, and the words. `last` is a date at the end.

    `wrap` closes, at the end of the line, what `head` opens: `**2026-03-04 Coffee**`.
    """

    head: str
    written: str
    tail: str
    words: str
    day: date
    last: bool = False
    wrap: str = ""

    @property
    def wrapped(self) -> str:
        """The words, in the signs in which the whole line stands: `**2026-03-04 Coffee**` says **Coffee**."""
        return self.wrap[::-1] + self.words + self.wrap if self.wrap in {"*", "**", "_", "__"} else self.words

    def said_of(self, day: date, words: str, *, iso: bool = False) -> str | None:
        """The same line about another day; None where its date is written as nothing we know."""
        written = day.isoformat() if iso else alike(self.written, self.day, day)
        if written is None or not self._is_whole(iso=iso):
            return None
        if self.last:
            return words + self.head + written + self.tail
        head, tail = self.head.replace(self.written, written), self.tail.replace(self.written, written)
        gap = "" if not words or tail[-1:] in {" ", "\t"} or self.words else " "
        return (head + written + tail + gap + words + self.wrap).rstrip()

    def _is_whole(self, *, iso: bool) -> bool:
        """Whether no other part of the date is left in what stands around it: `[[2026/03/2026-03-04]]`."""
        around = (self.head + self.tail).replace(self.written, "")
        return not iso or not any(c.isdigit() for c in around)


def dated_line(content: str, order: DateOrder, *, may_be_last: bool = True) -> DatedLine | None:
    """The parts of a line's content (without bullet, box or `#`); None where it says no day in these forms."""
    found = dated(content, order)
    if found is None:
        return _at_the_end(content, order) if may_be_last else None
    words = found.rest
    start = content[: len(content) - len(words)]
    link = _LINK.match(start)
    parts = _linked(link) if link else _plain(start, order)
    if parts is None:
        return None
    head, written, tail = parts
    wrap = _closing(head, tail)
    if wrap and not words.endswith(wrap):
        return None
    return DatedLine(head, written, tail, words.removesuffix(wrap) if wrap else words, found.day, wrap=wrap)


def _linked(link: re.Match[str]) -> tuple[str, str, str] | None:
    """`[[2026-03-04]]`, `[[Daily/2026-03-04|…]]`: only where nothing in the link but the date would be of its day."""
    match = _IN_LINK.search(link["link"])
    if match is None or any(c.isdigit() for c in link["link"].replace(match[0], "")):
        return None
    return link["link"][: match.start()], match[0], link["link"][match.end() :] + link["tail"]


def _plain(start: str, order: DateOrder) -> tuple[str, str, str]:
    bare = start.lstrip(_OPENERS)
    found = leading_date(bare, order)
    end = found[1] if found else len(bare.rstrip(_SEPARATORS + _CLOSERS))
    return start[: len(start) - len(bare)], bare[:end], _TIME.sub("", bare[end:], count=1)


def _closing(head: str, tail: str) -> str:
    """What must still close, behind the words, what the head opens."""
    signs = head.strip()
    if not signs or signs.startswith("["):
        return ""
    closing = signs[::-1].replace("(", ")")
    return "" if closing in tail else closing


def _at_the_end(content: str, order: DateOrder) -> DatedLine | None:
    found = dated_last(content, order)
    if found is None:
        return None
    rest = content[len(found.rest) :]
    written = rest.strip(_SEPARATORS + _OPENERS + _CLOSERS + ".")
    at = rest.rindex(written)
    return DatedLine(rest[:at], written, rest[at + len(written) :], found.rest, found.day, last=True)
