"""A new entry in a person's log, in the note's own style, or in a new log if there is none."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import accumulate, pairwise, takewhile

from mdnetwork.days.formats import DateForm, forms, named
from mdnetwork.days.reader import TIME, parse_date
from mdnetwork.editing.differences import ATTEMPTS, READ_AGAIN, in_halves, lost_and_found, no_worse
from mdnetwork.editing.flat_fields import meaning, values_by_key
from mdnetwork.editing.log_places import (
    Log,
    LogEntry,
    at_the_end_of,
    is_airy,
    log_headings,
    logs_of,
    new_section_row,
    own_lines,
    under,
)
from mdnetwork.editing.log_rows import RULE, Words, numbered_after, plain_rows, rows_like, table_head
from mdnetwork.editing.typed_words import printable_line
from mdnetwork.errors import EditRefused
from mdnetwork.frozen import NamedTuple
from mdnetwork.lazy import lazy_pattern
from mdnetwork.model import Mention
from mdnetwork.parsing.document import SOMEBODY, Document, Rows, is_blank
from mdnetwork.parsing.inline import may_hide, plain_text
from mdnetwork.parsing.log import year_above
from mdnetwork.parsing.moods import mood_of_entry
from mdnetwork.parsing.outline import BodyLine, outline
from mdnetwork.parsing.settings import ReadingSettings
from mdnetwork.verdicts import IS_WRITTEN
from mdnetwork.vocabulary.channels import is_light

_WORDS_AND_NUMBERS = lazy_pattern(r"\w+")
_HARMLESS = frozenset({None, "channel", "direction", "date", "waiting_since"})
"""What an entry may say in inline fields: none of these would be a field of the person."""
NO_CONTACT = (
    "These words describe an intention, a thought or no contact, so the entry would not count: "
    "write what happened, or a task in the note."
)
NOWHERE = (
    "No place was found in this note where the entry would count and change nothing else: "
    "look for a code block or comment that is not closed, or write it in an editor."
)
_YEAR = lazy_pattern(r"(?<![0-9])[12][0-9]{3}(?![0-9])")
_MONTH = lazy_pattern(r"(?P<before>\D*)(?P<one>[0-9]{1,4})(?P<between>[-./_ ])(?P<other>[0-9]{1,4})(?P<after>\D*)")
_WORD = lazy_pattern(r"[^\W\d_]+")


def is_refused(text: str, nested: Sequence[str] = ()) -> bool:
    """Whether words are an intention, a thought or about no contact, which no log would have."""
    return mood_of_entry(text, nested) not in IS_WRITTEN


def is_contact(text: str) -> bool:
    """Whether an entry with these words counts as contact: light touches and attempts are written, and do not."""
    return not is_light(text) and mood_of_entry(text) is None


def add_entry(
    data: bytes,
    day: date,
    text: str,
    *,
    nested: Sequence[str] = (),
    heading: str = "Log",
    newest_first: bool = True,
    path: str = SOMEBODY,
    settings: ReadingSettings = ReadingSettings(),
) -> bytes:
    """A person's note with one more entry in its log. `nested` are rows to go below it, already indented.

    Section, order and form follow the log's latest entry. A note without a log gets one called `heading`, before its
    tasks or at the end; a log with one entry is ordered as `newest_first` says. Raises EditRefused if there is no place
    where the entry is read as an entry and nothing else changes.
    """
    if is_refused(text, nested):
        raise EditRefused(NO_CONTACT)
    note = Document(data, path, settings)
    return _with_entry(note, Words(day, printable_line(text), tuple(nested)), heading, newest_first=newest_first).source


def add_entries(
    note: Document, entries: Sequence[Words], *, heading: str = "Log", newest_first: bool = True
) -> tuple[Document, set[int]]:
    """The note with these entries in its log, as if added one by one, and the indices of those refused.

    Entries for an existing log are added together, with one reading of the note. Those that need a new log or group, or
    another form, are added one by one, up to a fixed amount of reading.
    """
    apart = list(range(len(entries)))
    refused: list[int] = []
    singles = ATTEMPTS + READ_AGAIN // (1 + len(note.source))
    while apart:
        together = {apart[at] for at in _together(note, [entries[at] for at in apart])}
        adding = _Adding(note, entries, newest_first=newest_first)
        hard = in_halves(sorted(together), adding.attempt)
        note, apart = adding.note, [at for at in apart if at not in together]
        one_by_one, apart = [*hard, *apart[:1]], apart[1:]
        for at in one_by_one[:singles]:
            try:
                note = _with_entry(note, entries[at], heading, newest_first=newest_first)
            except EditRefused:
                refused.append(at)
        refused += one_by_one[singles:]
        singles -= len(one_by_one)
        if singles <= 0:
            break
    return note, {*refused, *apart}


def _together(note: Document, entries: Sequence[Words]) -> list[int]:
    """The indices of entries that go into an existing log."""
    logs = logs_of(note)
    return sorted(at for group in grouped(logs, entries).values() for at in group) if logs else []


def _with_entry(note: Document, words: Words, heading: str, *, newest_first: bool) -> Document:
    for page in _pages(note, words, heading, newest_first):
        after = note.with_page(page)
        if is_told(note, after, [words]):
            return after
    raise EditRefused(NOWHERE)


class _Adding:
    """Adds several entries at once to the existing logs of a note."""

    def __init__(self, note: Document, entries: Sequence[Words], *, newest_first: bool) -> None:
        self.note = note
        self._entries, self._newest_first = entries, newest_first

    def attempt(self, positions: Sequence[int]) -> bool:
        """Add the entries at these indices and return True, or change nothing and return False."""
        entries = [self._entries[at] for at in positions]
        logs = {log.headings: log for log in logs_of(self.note)}
        added: dict[int, list[str]] = {}
        for headings, group in grouped([*logs.values()], entries).items():
            log = logs[headings]
            newest_first = log.newest_first(self._newest_first)
            _arrange(self.note, log, [entries[at] for at in group], added, newest_first=newest_first)
        after = self.note.with_page(self.note.page.with_rows(added))
        if not is_told(self.note, after, entries):
            return False
        self.note = after
        return True


def _arrange(
    note: Document, log: Log, entries: Sequence[Words], added: dict[int, list[str]], *, newest_first: bool
) -> None:
    """Add each entry's rows to `added`, under the number of the row that they go before, in the order of the log.

    `low` has for each entry of the log the earliest day up to it (counted from the end if the oldest come first). It is
    sorted, so the place of a day is found by bisection.
    """
    model = log.latest
    days = [entry.day for entry in log.entries]
    low = list(accumulate(days, min)) if newest_first else list(accumulate(reversed(days), min))[::-1]
    chain: list[LogEntry | list[str]] = list(log.entries)
    for words in entries:
        rows = next(rows_like(note, model, words), None)
        if rows is None:
            continue
        at = bisect_left(low, -words.day.toordinal(), key=lambda day: -day.toordinal()) if newest_first else 0
        at = at if newest_first else bisect_right(low, words.day)
        if at and (not newest_first or at == len(chain)):
            above = chain[at - 1]
            row = above[0] if isinstance(above, list) else note.page.text(above.row)
            rows = [numbered_after(rows[0], row), *rows[1:]]
        low.insert(at, words.day)
        chain.insert(at, rows)
    _put_in(chain, added, _gap(note, log), newest_first=newest_first)


def _put_in(
    chain: Sequence[LogEntry | list[str]], added: dict[int, list[str]], gap: list[str], *, newest_first: bool
) -> None:
    """Add new rows before the next existing entry if the newest come first, else after the entry above."""
    above: LogEntry | None = None
    new: list[list[str]] = []
    for each in (*chain, None):
        if isinstance(each, list):
            new.append(each)
            continue
        if each and (newest_first or above is None):
            added.setdefault(each.row, []).extend(row for rows in new for row in (*rows, *gap))
        elif above:
            added.setdefault(above.stop, []).extend(row for rows in new for row in (*gap, *rows))
        above, new = each, []


def _pages(note: Document, words: Words, heading: str, newest_first: bool) -> Iterator[Rows]:
    logs = logs_of(note)
    if logs:
        log, headings = log_for(logs, words)
        newest_first = log.newest_first(newest_first)
        yield from in_new_group(note, log, words, headings, newest_first=newest_first)
        yield from _in_log(note, log, words, newest_first=newest_first)
    else:
        for line in log_headings(note):
            yield from _in_empty(note, line, words)
    yield from _in_new(note, words, heading)


def is_told(before: Document, after: Document, entries: Sequence[Words]) -> bool:
    """Whether the only difference between two states of a note is these entries."""
    gone, new = lost_and_found(before.log[0], after.log[0])
    if gone or any(each.rejected not in IS_WRITTEN for each in new):
        return False
    said = Counter((each.date, _sorted_words(each.text)) for each in new)
    wanted = ((_as_read((words.text, *words.nested)), words.day) for words in entries)
    same_words = said == Counter((day, _sorted_words(text)) for text, day in wanted)
    tasks = lost_and_found(before.tasks, after.tasks)
    problems = lost_and_found(before.log[1], after.log[1])
    return same_words and not any((*tasks[:1], *problems)) and _same_fields(before, after) and no_worse(before, after)


def _same_fields(before: Document, after: Document) -> bool:
    gone, new = lost_and_found(values_by_key(before), values_by_key(after))
    return not gone and all(meaning(key, after.settings) in _HARMLESS for key, _ in new)


def _as_read(rows: Sequence[str]) -> str:
    """What reading makes of an entry's rows. Comments are left out."""
    return plain_text("\n".join(line.text for line in outline("\n".join(rows))))


def _sorted_words(text: str) -> tuple[str, ...]:
    return tuple(sorted(_WORDS_AND_NUMBERS.findall(_untimed(text))))


def _untimed(text: str) -> str:
    """The text without a time at its start: after a day, reading takes it for the time of that day."""
    found = TIME.match(f" {text}")
    return f" {text}"[found.end() :].lstrip() if found else text


def _in_log(note: Document, log: Log, words: Words, *, newest_first: bool) -> Iterator[Rows]:
    above = [entry for entry in log.entries if entry.day <= words.day]
    gap = _gap(note, log)
    for rows in rows_like(note, log.latest, words):
        if newest_first and above:
            yield _before(note.page, above[0], rows, gap)
        elif newest_first:
            yield _after(note.page, log.entries[-1], rows, gap)
        elif above:
            yield _after(note.page, above[-1], rows, gap)
        else:
            yield _before(note.page, log.entries[0], rows, gap)


def _before(page: Rows, entry: LogEntry, rows: list[str], gap: list[str]) -> Rows:
    return page.inserted(entry.row, [*rows, *gap])


def _after(page: Rows, entry: LogEntry, rows: list[str], gap: list[str]) -> Rows:
    rows = [numbered_after(rows[0], page.text(entry.row)), *rows[1:]]
    return page.inserted(entry.stop, [*gap, *rows])


def _gap(note: Document, log: Log) -> list[str]:
    """The blank row between the entries of a log, if there is one."""
    return [note.gap(log.latest.line)] if _is_loose(note.page, log) else []


def _is_loose(page: Rows, log: Log) -> bool:
    """Whether the entries are separated by blank rows; for a single entry, whether it is a heading."""
    if len(log.entries) == 1:
        return log.entries[0].line.kind == "heading"
    return all(is_blank(page.text(entry.row - 1)) for entry in log.entries[1:])


def _in_empty(note: Document, heading: BodyLine, words: Words) -> Iterator[Rows]:
    """Pages with the entry under a log heading without entries: in its empty table or bullet, else at its end."""
    lines = [line for line in own_lines(note, heading) if line.text or line.kind != "blank"]
    rows = [line for line in lines if line.kind == "row"]
    if len(rows) > 1 and RULE.fullmatch(rows[1].text):
        model = LogEntry(rows[0], Mention(rows[0].number, words.day, ""), words.day, rows[-1].number)
        yield from (note.page.inserted(rows[-1].number, new) for new in rows_like(note, model, words))
    quote = note.quote(heading)
    bullets = [line for line in lines if line.kind == "bullet" and line.parent is None]
    for bare in [line for line in bullets if not line.text][:1]:
        yield note.page.spliced(bare.number - 1, bare.number, plain_rows(words, quote, _lead(note, bare)))
    bullet = next((_lead(note, line) for line in bullets), "- ")
    if lines:
        new = plain_rows(words, quote, bullet)
        gap = [quote.rstrip()] if lines[-1].kind not in {"bullet", "task"} else []
        yield note.page.inserted(lines[-1].number, [*gap, *new])
    yield under(note, heading, plain_rows(words, bullet=bullet))


def _lead(note: Document, bullet: BodyLine) -> str:
    """What the row has before the words of a bullet, without the `>` of a callout."""
    lead = note.lead(bullet) if bullet.text else note.page.text(bullet.number - 1).rstrip() + " "
    return "- " if lead is None else lead[len(note.quote(bullet)) :]


def _in_new(note: Document, words: Words, heading: str) -> Iterator[Rows]:
    """Pages with the entry in a new section."""
    row, level = new_section_row(note)
    for at in dict.fromkeys((row, note.page.end)):
        rows = [f"{'#' * level} {heading}", *([""] if is_airy(note) else []), *plain_rows(words)]
        after = [""] if note.page.text(at).strip() else []
        yield note.page.inserted(at, [*note.page.gap(at), *rows, *after])


class _Group(NamedTuple):
    """A heading of a group of entries, and its period."""

    line: BodyLine
    period: HeadingPeriod


def log_for(logs: list[Log], words: Words) -> tuple[Log, tuple[str, ...]]:
    """The log that the entry belongs to, or fits best, and the headings it belongs under."""
    periods = _periods(logs[0])
    wanted = tuple(period.title(words.day) if period else title for title, period in periods)
    return max(logs, key=lambda log: (_shared(log.headings, wanted), log.headings == wanted)), wanted


def _periods(log: Log) -> list[tuple[str, HeadingPeriod | None]]:
    """The headings above a log's entries, each with its period. A month alone is one of the year above it."""
    year = year_above(log.headings) or log.latest.day.year
    return [(title, period_in(title, year)) for title in log.headings]


def grouped(logs: list[Log], entries: Sequence[Words]) -> dict[tuple[str, ...], list[int]]:
    """The indices of the entries that need no new group, under the headings of their log."""
    known = {log.headings for log in logs}
    periods = _periods(logs[0])
    found: dict[tuple[str, ...], list[int]] = {}
    for at, words in enumerate(entries):
        wanted = tuple(period.title(words.day) if period else title for title, period in periods)
        if wanted in known:
            found.setdefault(wanted, []).append(at)
    return found


def _shared(headings: Sequence[str], wanted: Sequence[str]) -> int:
    """The length of the common prefix of the headings."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(headings, wanted, strict=False)))


def in_new_group(
    note: Document, log: Log, words: Words, wanted: tuple[str, ...], *, newest_first: bool
) -> Iterator[Rows]:
    """Pages with a new group next to that of `log`, in the order of the groups, and the entry in it."""
    depth = _shared(log.headings, wanted)
    if depth == min(len(wanted), len(log.headings)):
        return
    groups = _groups(note, log.headings[:depth], log.latest.day.year)
    if len(groups) > 1:
        newest_first = groups[0].period.start > groups[-1].period.start
    titles = wanted[depth:]
    head = [row for level, title in enumerate(titles, depth) for row in _headed(note, log.headings[: level + 1], title)]
    head += table_head(note, log.latest.line)
    behind = [group for group in groups if (group.period.start < words.day) == newest_first]
    loose = all(is_blank(note.page.text(two.line.number - 2)) for _, two in pairwise(groups))
    gap = [note.gap(groups[-1].line)] if loose else []
    for rows in rows_like(note, log.latest, words):
        if behind:
            yield note.page.inserted(behind[0].line.number - 1, [*head, *rows, *gap])
        else:
            yield note.page.inserted(at_the_end_of(note, groups[-1].line), [*gap, *head, *rows])


def _groups(note: Document, above: tuple[str, ...], year: int) -> list[_Group]:
    """The headings with a period directly below these headings, which have the year, else in this `year`."""
    beside = [line for line in note.lines if line.kind == "heading" and line.headings == above]
    found = ((line, period_in(line.text, year_above(above) or year)) for line in beside)
    return [_Group(line, period) for line, period in found if period]


def _headed(note: Document, model: tuple[str, ...], title: str) -> list[str]:
    """The heading of a new group in the style of another one, with the blank row below it."""
    line = next(line for line in note.lines if line.kind == "heading" and (*line.headings, line.text) == model)
    lead = note.lead(line)
    closing = "" if lead is None else note.page.text(line.number - 1)[len(lead) :].partition(line.text)[2]
    row = note.after(line)
    gap = [note.gap(line)] if is_blank(note.page.text(row)) else []
    head = (f"{'#' * line.level} " if lead is None else lead) + title + ("" if may_hide(closing) else closing)
    return [head, *note.rows(line)[1:], *gap]


class HeadingPeriod(NamedTuple):
    """The period of a heading such as `June 2026`, `2026-06` or `2026`: its first day, and its form."""

    start: date
    form: DateForm

    def title(self, day: date) -> str:
        """The heading of the period of the same length that contains `day`."""
        return self.form(day)


def period_in(title: str, year: int | None = None) -> HeadingPeriod | None:
    """The day, month or year that a heading names; None if it has other words. A month alone is one of `year`."""
    years = _YEAR.findall(title)
    words = _WORD.findall(title)
    if not years and year and len(words) == 1 and not any(map(str.isdigit, title)):
        years = [str(year)]
    if len(years) != 1 or len(words) > 1:
        return None
    day = parse_date(title)
    starts = [date(int(years[0]), month, 1) for month in range(1, 13)]
    found = (HeadingPeriod(start, form) for form in _months(title) for start in starts if form(start) == title)
    whole = (HeadingPeriod(day, form) for form in forms(title) if day and form(day) == title)
    return next(found, None) or next(whole, None)


def _months(title: str) -> Iterator[DateForm]:
    """The forms in which a month, or a year alone, may be written."""
    match = _MONTH.fullmatch(title)
    if match and _WORD.search(title) is None:
        for pair in (("%Y", "%m"), ("%Y", "%n"), ("%m", "%Y"), ("%n", "%Y")):
            yield DateForm((match["before"], pair[0], match["between"], pair[1], match["after"]))
    elif _WORD.search(title):
        yield from (form for form in named(title) if not form.has_day)
    elif len(re.findall("[0-9]+", title)) == 1:
        yield DateForm(tuple(_YEAR.sub("\0%Y\0", title).split("\0")))
