"""Where a person's note has its log, which entries it has, and in which order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from mdnetwork.editing.differences import change, in_halves
from mdnetwork.errors import EditRefused
from mdnetwork.frozen import NamedTuple
from mdnetwork.lazy import lazy_pattern
from mdnetwork.model import Mention
from mdnetwork.names import bare
from mdnetwork.parsing.document import Document, Rows
from mdnetwork.parsing.entries import below
from mdnetwork.parsing.log import is_log
from mdnetwork.parsing.marks import dated
from mdnetwork.parsing.outline import BodyLine
from mdnetwork.parsing.settings import ReadingSettings
from mdnetwork.verdicts import IS_WRITTEN
from mdnetwork.vocabulary.notes import owed_under, section_of

_TASKS = frozenset(
    ["tasks", "task", "todo", "to do", "todos", "to dos", "next steps", "attivita da fare", "da fare", "compiti"]
)
_BULLET = lazy_pattern(r"(?P<indent>[\s>]*)(?P<bullet>[-*+])\s")
NO_PLACE = (
    "No place was found in {path} where the line would count and change nothing else: "
    "look for a code block or comment that is not closed, or write it in an editor."
)


class LogEntry(NamedTuple):
    """An entry of a log: its line, and the row after its last one."""

    line: BodyLine
    mention: Mention
    day: date
    stop: int

    @property
    def row(self) -> int:
        """The first row of the entry."""
        return self.line.number - 1


class Log(NamedTuple):
    """The entries of one section in the note's order; at least one."""

    headings: tuple[str, ...]
    entries: tuple[LogEntry, ...]

    @property
    def latest(self) -> LogEntry:
        """The entry whose style new ones copy: the latest that counts; of several on that day the first."""
        counted = [entry for entry in self.entries if entry.mention.rejected is None]
        return max(counted or self.entries, key=lambda entry: entry.day)

    def newest_first(self, usually: bool) -> bool:
        """Whether later days come first; `usually` if the log does not show it."""
        steps = [(one.day > two.day) - (one.day < two.day) for one, two in pairwise(self.entries)]
        return sum(steps) > 0 if any(steps) else usually


def logs_of(note: Document) -> list[Log]:
    """The sections of the note that have entries; the one with the latest entry first.

    Dated lines below a dated heading that is itself an entry are not a section.
    """
    found: dict[tuple[str, ...], list[LogEntry]] = {}
    for mention in note.log[0]:
        line = note.body_line(mention.line)
        if mention.date is not None and is_log(line.headings, note.settings) and not line.inert:
            found.setdefault(line.headings, []).append(LogEntry(line, mention, mention.date, _stop(note, line)))
    logs = [Log(headings, tuple(entries)) for headings, entries in found.items()]
    told = {(*log.headings, entry.line.text) for log in logs for entry in log.entries if entry.line.kind == "heading"}
    logs = [log for log in logs if not any(log.headings[: at + 1] in told for at in range(len(log.headings)))]
    return sorted(logs, key=lambda log: log.latest.day, reverse=True)


def _stop(note: Document, line: BodyLine) -> int:
    """The row after an entry, including what is nested below it and the lines that continue it."""
    if line.kind == "row":
        return line.number
    stop = at_the_end_of(note, line)
    if line.kind != "heading":
        for at in range(stop - note.first_line + 1, len(note.lines)):
            each = note.lines[at]
            if each.kind != "text" or each.callout != line.callout or dated(each.text, note.settings.date_order):
                break
            stop = each.number
    return stop


def log_headings(note: Document) -> list[BodyLine]:
    """The headings under which entries would count, in order."""
    return [
        line
        for line in note.lines
        if line.kind == "heading"
        and section_of(line.text, note.settings.log_headings) == "log"
        and is_log((*line.headings, line.text), note.settings)
    ]


def is_tasks(heading: str) -> bool:
    """Whether this heading is for tasks, or for what is owed."""
    return bare(heading) in _TASKS or owed_under(heading) != ""


def new_section_row(note: Document) -> tuple[int, int]:
    """The row and level of a new section: before the tasks, else at the end."""
    headings = [line for line in note.lines if line.kind == "heading" and not line.callout]
    for line in headings:
        if is_tasks(line.text) and not any(map(is_tasks, line.headings)):
            return line.number - 1, line.level
    ranks = [line.level for line in headings[headings[:1] != [] and headings[0].level == 1 :]]
    return note.page.end, max(2, min(ranks, default=2))


def own_lines(note: Document, heading: BodyLine) -> Iterator[BodyLine]:
    """The lines directly under a heading, up to the next heading of any level, or the end of its callout."""
    for at in range(note.after(heading) - note.first_line + 1, len(note.lines)):
        if note.lines[at].kind == "heading" or len(note.lines[at].headings) <= len(heading.headings):
            return
        yield note.lines[at]


def under(note: Document, heading: BodyLine, rows: list[str]) -> Rows:
    """The page with rows directly under a heading, after a blank row if the note's headings have one."""
    page, row = note.page, note.after(heading)
    if heading.callout:
        quote = note.quote(heading)
        return page.inserted(row, [(quote + each).rstrip() for each in rows])
    if not is_airy(note, heading):
        return page.inserted(row, rows)
    if page.text(row).strip() or row >= page.end:
        return page.inserted(row, ["", *rows])
    more = page.text(row + 1).strip()
    return page.inserted(row + 1, [*rows, ""] if more else rows)


def is_airy(note: Document, but: BodyLine | None = None) -> bool:
    """Whether most non-empty sections of this note have a blank row after their heading."""
    firsts = [
        note.page.text(note.after(line)).strip() == ""
        for line in note.lines
        if line.kind == "heading"
        and line.level > 1
        and not line.callout
        and line != but
        and any(own.text for own in own_lines(note, line))
    ]
    return sum(firsts) * 2 > len(firsts)


def at_the_end_of(note: Document, line: BodyLine) -> int:
    """The row after a line and what is nested below it."""
    nested = below(note.lines, line.number - note.first_line)
    return nested[-1].number if nested else note.after(line)


def add_line(data: bytes, line: str, *, path: str, settings: ReadingSettings = ReadingSettings()) -> bytes:
    """The dated note at `path` with the bullet `line` ("- coffee with [[Ana Lima]]") added. Raises EditRefused."""
    after, refused = add_lines(data, [line], path=path, settings=settings)
    if refused:
        raise EditRefused(NO_PLACE.format(path=path))
    return after


def add_lines(
    data: bytes, lines: Sequence[str], *, path: str, settings: ReadingSettings = ReadingSettings()
) -> tuple[bytes, list[str]]:
    """The dated note at `path` with these bullets added in order, and the lines that were refused."""
    adding = _AddingLines(Document(data, path, settings))
    refused = in_halves(lines, adding.attempt)
    return adding.note.source, refused


class _AddingLines:
    """Adds several lines at once."""

    def __init__(self, note: Document) -> None:
        self.note = note

    def attempt(self, lines: Sequence[str]) -> bool:
        """Add all these lines and return True, if nothing else in the note changes; otherwise return False."""
        for page in _pages(self.note, lines):
            after = self.note.with_page(page)
            found = change(self.note.facts, after.facts)
            rest = (found.mentions_gone, found.tasks_gone, found.tasks_new, found.problems_new, found.person)
            told = sum(mention.rejected in IS_WRITTEN for mention in found.mentions_new)
            if told >= len(lines) and not any(rest):
                self.note = after
                return True
        return False


def _pages(note: Document, lines: Sequence[str]) -> Iterator[Rows]:
    told = _told(note)
    logs = log_headings(note)
    logged = [line for line in told if any(heading.text in line.headings for heading in logs)]
    if logged or (told and not logs):
        yield _below(note, (logged or told)[-1], lines)
    for heading in logs:
        yield from _in_section(note, heading, lines)
    if told:
        yield _below(note, told[-1], lines)
    end = note.page.end
    while end and not note.page.text(end - 1).strip():
        end -= 1
    last = note.page.text(end - 1) if end else ""
    gap = [] if not last or _BULLET.match(last) else [""]
    yield note.page.inserted(end, [*gap, *lines])


def _told(note: Document) -> list[BodyLine]:
    """The top-level bullets that mention people."""
    told = {mention.line for mention in note.facts.mentions}
    return [line for line in note.lines if line.number in told and line.kind == "bullet" and line.parent is None]


def _below(note: Document, bullet: BodyLine, lines: Sequence[str]) -> Rows:
    """The page with the lines as further bullets of the list."""
    raw = note.page.text(bullet.number - 1)
    return note.page.inserted(at_the_end_of(note, bullet), [_alike(raw, line) for line in lines])


def _in_section(note: Document, heading: BodyLine, lines: Sequence[str]) -> Iterator[Rows]:
    """Pages with the lines at the end of the section: in its list, else after its text, else under the heading."""
    own = [line for line in own_lines(note, heading) if line.text]
    lists = [line for line in own if line.kind == "bullet" and line.parent is None]
    if lists:
        yield _below(note, lists[-1], lines)
    if own:
        quote = note.quote(heading)
        yield note.page.inserted(note.after(own[-1]), [quote.rstrip(), *(quote + line for line in lines)])
    yield under(note, heading, [*lines])


def _alike(raw: str, line: str) -> str:
    match = _BULLET.match(raw)
    return match["indent"] + match["bullet"] + line[1:] if match else line
