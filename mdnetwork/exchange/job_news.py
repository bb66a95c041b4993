"""Exchange: a changed job as a line of news in a log, once: "2026-11 #news Acme -> Beta". It is no interaction."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from mdnetwork.editing.change import Change, change
from mdnetwork.editing.log_entry import add_entry
from mdnetwork.editing.opened import Opened
from mdnetwork.errors import EditRefused
from mdnetwork.exchange.addresses import org_key
from mdnetwork.model import Mention

_NEWS = re.compile(r"#news(?=\s)")
_ARROW = re.compile(r"(?<=\s)->(?=\s)")


def moved(note: Opened, here: str, there: str) -> str:
    """The words of the news that the note does not tell: `#news Acme -> Beta`; "" where that is none.

    `here` is the organisation in the note, `there` the one in the file. One that the log's news name already is none:
    an old file brings no old job back.
    """
    told = list(_moves(note.facts.mentions))
    known = {org_key(here), *(org_key(org) for move in told for org in move)}
    if not here or not there or org_key(there) in known:
        return ""
    return f"#news {told[-1][1] if told else here} -> {there}"


def with_news(note: Opened, words: str, month: date) -> Opened:
    """The note with the news in its log, dated by the month, since nobody knows the day; as it was where it cannot."""
    try:
        data = add_entry(note.source, month, words, path=note.path, settings=note.settings)
    except EditRefused:
        return note
    return _by_month(Opened(data, note.path, note.settings), month, words)


def _moves(mentions: Sequence[Mention]) -> Iterator[tuple[str, str]]:
    """The changes of job that a log tells, in order of their days: (before, now)."""
    news = sorted((each.date or date.min, each.line, each.text) for each in mentions if "news" in each.tags)
    for _, _, text in news:
        line = text.rstrip().rpartition("\n")[2]
        tag = _NEWS.search(line)
        arrow = _ARROW.search(line, tag.end()) if tag else None
        if tag and arrow:
            yield line[tag.end() : arrow.start()].strip(), line[arrow.end() :].strip()


def _by_month(note: Opened, month: date, words: str) -> Opened:
    """The entry with its month only; with its first day where the log's form is another, or would read otherwise."""
    day = f"{month:%Y-%m-%d}"
    for row, each in enumerate(note.page.rows):
        if words in each.text and day in each.text:
            shorter = note.with_page(note.page.with_row(row, each.text.replace(day, f"{month:%Y-%m}", 1)))
            return shorter if change(note.facts, shorter.facts) == Change() else note
    return note
