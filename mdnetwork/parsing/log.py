"""The log in a person's own note, in every style that people keep one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache

from mdnetwork.dates import DateOrder
from mdnetwork.lazy import lazy_pattern
from mdnetwork.model import Mention, Note, Problem, Severity
from mdnetwork.names import bare, fold
from mdnetwork.parsing.entries import INERT, below, entry, news_apart, struck_out
from mdnetwork.parsing.inline import cells, in_a_row
from mdnetwork.parsing.marks import Dated, date_within, dated, dated_last, spoken_day, unread_date, unread_last
from mdnetwork.parsing.moods import mood_of_entry
from mdnetwork.parsing.outline import BodyLine
from mdnetwork.parsing.settings import ReadingSettings
from mdnetwork.verdicts import CANCELLED_TASK, COMMENT, OPEN_TASK, OUTSIDE_LOG
from mdnetwork.vocabulary.day_words import MONTHS
from mdnetwork.vocabulary.notes import DATE_COLUMNS, NO_LOG_HEADINGS, section_of

_FULL_YEAR = lazy_pattern("(?<![0-9])[0-9]{4}(?![0-9])")
_UNREAD: dict[str, tuple[str, str, Severity]] = {
    "ambiguous": (
        "AMBIGUOUS-DATE",
        '{written} is not a clear date; write it as YYYY-MM-DD, or set date_order to "dmy" or "mdy".',
        "error",
    ),
    "impossible": ("BAD-DATE", "{written} is not a date; correct it, so that the entry counts.", "error"),
    "no year": ("BAD-DATE", "{written} is not a date; correct it, so that the entry counts.", "error"),
    "within": (
        "BAD-DATE",
        "{written} is neither first nor last in its line, so the line is not an entry; put it first.",
        "warning",
    ),
    "spoken": (
        "BAD-DATE",
        "{written} is a day only to the person who wrote it; write it as YYYY-MM-DD, so that the entry counts.",
        "warning",
    ),
    "weekday": ("BAD-DATE", "{written} is another day of the week; correct the day or the weekday.", "warning"),
}
"""Why something is no date: the code of the problem, its message and severity."""
_YEAR = lazy_pattern(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_WORD = lazy_pattern(r"[^\W\d_]+")


def log_of(note: Note, lines: Sequence[BodyLine], settings: ReadingSettings) -> tuple[list[Mention], list[Problem]]:
    """All dated entries of a person's note. Those under a log heading count; the others are rejected with a reason."""
    reader = _Log(note, lines, settings)
    return list(reader.mentions()), reader.problems


def is_log(headings: Sequence[str], settings: ReadingSettings) -> bool:
    """Whether text under these headings, outermost first, belongs to a person's log."""
    sections = [section_of(heading, settings.log_headings) for heading in headings]
    return "log" in sections and not any(bare(heading) in NO_LOG_HEADINGS for heading in headings)


class _Log:
    def __init__(self, note: Note, lines: Sequence[BodyLine], settings: ReadingSettings) -> None:
        self.problems: list[Problem] = []
        self._note = note
        self._lines = lines
        self._settings = settings
        self._order = settings.date_order
        self._tables = rows_with_dates(lines, settings.date_order)
        self._in_tables = whole_tables(lines, self._tables)
        self._told: set[int] = set()
        self._logs: dict[tuple[str, ...], bool] = {}

    def mentions(self) -> Iterator[Mention]:
        done = 0
        for position, line in enumerate(self._lines):
            if line.kind == "comment":
                yield from self._commented(line)
            if position < done or not line.text or position in self._told:
                continue
            logged = self._logged(line.headings)
            if line.kind in INERT:
                yield from self._inert(line, logged=logged)
            elif line.kind == "row":
                yield from self._row(position, line, logged=logged)
            elif (found := self._dated(line, logged=logged)) is not None and line.kind == "heading" and not logged:
                yield entry(line.number, found.day, found.rest, rejected=OUTSIDE_LOG)
            elif found is not None and line.kind == "heading":
                self._report(line)
                yield from self._headed(position, line, found)
            elif found is not None:
                nested = below(self._lines, position)
                done = position + 1 + self._taken(position, nested)
                if logged and line.text[:1].isalpha():
                    self._report(line)
                yield from self._entry(line, found, nested, logged=logged)
            else:
                self._report(line, logged=logged)

    def _logged(self, headings: tuple[str, ...]) -> bool:
        """Whether lines under these headings belong to a log."""
        if headings not in self._logs:
            self._logs[headings] = is_log(headings, self._settings)
        return self._logs[headings]

    def _dated(self, line: BodyLine, *, logged: bool) -> Dated | None:
        found = self._day_of(line) if logged else dated(line.text, self._order)
        return dated_last(line.text, self._order) if found is None and logged and line.kind == "bullet" else found

    def _taken(self, position: int, nested: Sequence[BodyLine]) -> int:
        """How many lines after `position` belong to the entry, including blank ones between them."""
        return nested[-1].number - self._lines[position].number if nested else 0

    def _headed(self, position: int, line: BodyLine, found: Dated) -> Iterator[Mention]:
        """The entry of a dated heading and what is below it.

        What has its own date there (a top-level list item, a table, a heading) is a separate entry. A heading with only
        a day or a month, and only such entries below it, is a group and not an entry.
        """
        own: list[BodyLine] = []
        end = 0
        for each in below(self._lines, position):
            at = position + each.number - line.number
            if at < end:
                continue
            if self._stands_alone(at, each):
                end = at + 1 + self._taken(at, below(self._lines, at))
            else:
                own.append(each)
                self._told.add(at)
                if each.parent is None and each.kind in {"bullet", "task"}:
                    self._report(each)
        if found.rest or own or not end:
            yield from self._entry(line, found, own, logged=True)

    def _stands_alone(self, position: int, line: BodyLine) -> bool:
        """Whether a line below a dated heading is a separate entry, or part of a table with entries."""
        if line.kind == "row":
            return position in self._in_tables
        return line.parent is None and line.kind not in INERT and self._day_of(line) is not None

    def _day_of(self, line: BodyLine) -> Dated | None:
        """The day that a line of the log starts with, in the year of the headings above it."""
        return dated(line.text, self._order, year_above(line.headings))

    def _entry(self, line: BodyLine, found: Dated, nested: Sequence[BodyLine], *, logged: bool) -> Iterator[Mention]:
        rejected = struck_out(line, found.rest, nested) if logged else OUTSIDE_LOG
        if logged and line.kind == "task" and line.mark not in {"x", "X"}:
            rejected = CANCELLED_TASK if line.mark == "-" else OPEN_TASK
        said = [each for each in nested if not each.inert and each.kind != "quote"]
        own, news = news_apart(found.rest, said) if said else (said, [])
        texts = [each.text for each in own]
        against = rejected or mood_of_entry(found.rest, texts)
        yield entry(line.number, found.day, found.rest, texts, rejected=against)
        for first, *more in news:
            yield entry(first.number, found.day, first.text, [each.text for each in more], rejected=rejected)

    def _row(self, position: int, line: BodyLine, *, logged: bool) -> Iterator[Mention]:
        found = self._tables.get(position)
        if found is not None:
            rejected = mood_of_entry(found.rest) if logged else OUTSIDE_LOG
            yield entry(line.number, found.day, found.rest, rejected=rejected)
        elif logged:
            for cell in cells(line.text):
                unread = unread_date(cell, self._order)
                if unread is not None and unread[0] == cell.strip("*_[] "):
                    self._tell(line, unread)

    def _inert(self, line: BodyLine, *, logged: bool) -> Iterator[Mention]:
        found = _day_in(line.text, self._order) if logged else None
        if found is not None:
            yield entry(line.number, found.day, found.rest, rejected=INERT[line.kind])

    def _commented(self, line: BodyLine) -> Iterator[Mention]:
        """A comment with a day, so that `why` can say where it went. Its words are not included."""
        found = _day_in(line.comments[0], self._order) if self._logged(line.headings) else None
        if found is not None:
            yield entry(line.number, found.day, "", rejected=COMMENT)

    def _report(self, line: BodyLine, *, logged: bool = True) -> None:
        """Report what looks like a date at the start or the end of a line and is none.

        Outside the log only a date with its year: such a line would be no entry, but nothing else says so.
        """
        if not logged and not _FULL_YEAR.search(line.text):
            return
        found: tuple[str, str] | None = unread_date(line.text, self._order, year_above(line.headings))
        if found is None and logged and line.kind == "bullet":
            found = unread_last(line.text, self._order)
        if found is None and logged and line.kind in {"bullet", "heading"}:
            within = date_within(line.text, self._order) if self._dated(line, logged=True) is None else None
            found = (within, "within") if within else None
        if found is None and logged and line.kind in {"bullet", "text"} and self._dated(line, logged=True) is None:
            spoken = spoken_day(line.text)
            found = (spoken, "spoken") if spoken else None
        if found is not None and (logged or (found[1] in {"impossible", "ambiguous"} and _FULL_YEAR.search(found[0]))):
            self._tell(line, found, severity=None if logged else "warning")

    def _tell(self, line: BodyLine, unread: tuple[str, str], severity: Severity | None = None) -> None:
        code, told, usual = _UNREAD[unread[1]]
        message = told.format(written=unread[0])
        self.problems.append(Problem(self._note.path, line.number, code, message, severity or usual))


def day_of_heading(heading: str) -> bool:
    """Whether a heading is a day, a month or a year, which groups the lines below it."""
    return dated(heading) is not None or year_above((heading,)) is not None or fold(heading) in MONTHS


@lru_cache(1024)
def year_above(headings: tuple[str, ...]) -> int | None:
    """The year of the nearest heading that names one: `### 2026`, `### October 2026`."""
    for heading in reversed(headings):
        years = _YEAR.findall(heading)
        if len(years) == 1 and len(_WORD.findall(heading)) <= 1:
            return int(years[0])
    return None


def _day_in(text: str, order: str) -> Dated | None:
    found = dated(text.lstrip("-*+ %<!"), "dmy" if order == "dmy" else "mdy" if order == "mdy" else "")
    return found if found and isinstance(found.day, date) else None


def rows_with_dates(lines: Sequence[BodyLine], order: DateOrder = "") -> dict[int, Dated]:
    """The rows with a day, by position in the outline: in the column headed Date, else in the first cell."""
    found: dict[int, Dated] = {}
    column: int | None = None
    for position, line in enumerate(lines):
        if line.kind != "row":
            column = None
            continue
        row = cells(line.text)
        if column is None:
            column = next((number for number, cell in enumerate(row) if bare(cell) in DATE_COLUMNS), 0)
        day = _day(row, column, order)
        if day is not None:
            found[position] = Dated(day, in_a_row(cell for number, cell in enumerate(row) if number != column))
    return found


def _day(row: Sequence[str], column: int, order: DateOrder) -> date | None:
    written = dated(row[column], order) if column < len(row) else None
    return written.day if written else None


def whole_tables(lines: Sequence[BodyLine], rows: Iterable[int]) -> set[int]:
    """The positions of all rows of the tables that contain `rows` (positions, in order)."""
    found: set[int] = set()
    for row in rows:
        if row not in found:
            start = stop = row
            while start and lines[start - 1].kind == "row":
                start -= 1
            while stop < len(lines) and lines[stop].kind == "row":
                stop += 1
            found.update(range(start, stop))
    return found
