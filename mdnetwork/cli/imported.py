"""Command line: what an import found out, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from mdnetwork.cli.page import Cell, Page, Row
from mdnetwork.cli.records import Record
from mdnetwork.exchange.importing import Import
from mdnetwork.exchange.meetings import MeetingEntry
from mdnetwork.exchange.planned import Entry, Outcome
from mdnetwork.messages import Texts
from mdnetwork.text import one_line

SHOWN = 20
"""Lines of a terminal that people take who are only listed."""
_AT_ONCE = 1000
"""Lines whose columns are made equally wide: thirty thousand at once would fill the memory."""
LOOKS: dict[Outcome, str] = {"new": "added", "updated": "today", "unchanged": "faint", "ambiguous": "late"}


@dataclass(frozen=True)
class Imported:
    """An import that was done, or would be."""

    found: Import
    written: bool
    brief: bool = False
    """Whether the list was shown already, before the question."""

    def data(self) -> Record:
        """schemas/import.json."""
        return {
            "written": self.written,
            "sources": list(self.found.sources),
            "counts": {outcome: self.found.planned.count(outcome) for outcome in LOOKS},
            "people": [_record(entry) for entry in self.found.entries],
            "meetings": [_meeting(entry) for entry in self.found.meetings],
            "left_out": [{"where": left.where, "why": left.why} for left in self.found.planned.left],
            "columns": [
                {"file": file, "columns": [{"column": column, "field": field} for column, field in pairs]}
                for file, pairs in self.found.guessed
            ],
            "paths": list(self.found.plan.paths),
        }

    def lines(self, page: Page) -> Iterator[str]:
        """A line for everybody of whom there is something to say, and the counts."""
        if not self.brief:
            yield from self._columns(page)
            yield from self._people(page)
            told = (
                entry for entry in self.found.meetings if entry.outcome != "unchanged" or (entry.path and entry.why)
            )
            yield from page.table(_meeting_row(entry, page) for entry in told)
        yield self._counts(page.texts)
        if not self.brief:
            yield from self._hints(page.texts)

    def _columns(self, page: Page) -> Iterator[str]:
        for file, pairs in self.found.guessed:
            yield page.heading(page.texts.say("Columns of {file}, guessed by their names:", file=one_line(file)))
            left_out = page.texts.say("left out")
            rows = [(column, left_out if field == "-" else field) for column, field in pairs if column]
            yield from page.table([(Cell(column), field) for column, field in rows], "  ")

    def _people(self, page: Page) -> Iterator[str]:
        told = [entry for entry in self.found.entries if entry.outcome != "unchanged" or entry.differs]
        listed = [entry for entry in told if entry.outcome == "new" and not entry.path and not entry.refused]
        cut = {id(entry) for entry in listed[SHOWN:]} if page.width is not None else set()
        rows = (_row(entry, page) for entry in told if id(entry) not in cut)
        while some := list(islice(rows, _AT_ONCE)):
            yield from page.table(some)
        if cut:
            yield page.texts.count("… and {n:,} more new", "… and {n:,} more new", len(cut))

    def _counts(self, texts: Texts) -> str:
        planned, count = self.found.planned, texts.count
        parts = [
            count("{n:,} new", "{n:,} new", planned.count("new")),
            count("{n:,} updated", "{n:,} updated", planned.count("updated")),
            count("{n:,} unchanged", "{n:,} unchanged", planned.count("unchanged")),
            count("{n:,} ambiguous", "{n:,} ambiguous", planned.count("ambiguous")),
        ]
        if not planned.entries and self.found.meetings:
            parts = []
        if self.found.meetings:
            new = sum(entry.outcome != "unchanged" for entry in self.found.meetings)
            parts.append(count("{n:,} meeting", "{n:,} meetings", new))
        left = sum(not each.day for each in planned.left)
        if left:
            parts.append(count("{n:,} left out", "{n:,} left out", left))
        done = len(self.found.plan.edits)
        if self.written:
            written = count("{n:,} note written", "{n:,} notes written", done)
        else:
            written = texts.say("nothing was written")
        return f"{', '.join(parts)}; {written}."

    def _hints(self, texts: Texts) -> Iterator[str]:
        if any(entry.outcome == "new" and not entry.path for entry in self.found.entries):
            yield texts.say(
                "Who is new gets a note only when you say so: --create all, --create interactive, "
                "or --create-where org=WORDS."
            )
        unclear = sum(left.day for left in self.found.planned.left)
        if unclear:
            yield texts.count(
                "{n:,} date reads in two ways and was left out; --date-order dmy or mdy tells which.",
                "{n:,} dates read in two ways and were left out; --date-order dmy or mdy tells which.",
                unclear,
            )
        if self.found.planned.count("ambiguous"):
            yield texts.say("Nobody is guessed: --create interactive asks, --by-name takes the one of that name.")


def _record(entry: Entry) -> Record:
    return {
        "outcome": entry.outcome,
        "name": entry.name,
        "where": entry.where,
        "path": entry.path or None,
        "by": entry.by or None,
        "filled": [{"field": each.key, "value": each.value} for each in entry.filled],
        "differs": [{"field": each.key, "here": each.here, "there": each.there} for each in entry.differs],
        "news": entry.news or None,
        "candidates": list(entry.candidates),
        "why": entry.why or None,
        "refused": list(entry.refused),
    }


def _meeting(entry: MeetingEntry) -> Record:
    return {
        "outcome": entry.outcome,
        "title": entry.title,
        "date": entry.day.isoformat(),
        "where": entry.where,
        "path": entry.path or None,
        "people": list(entry.people),
        "others": list(entry.others),
        "why": entry.why or None,
    }


def _meeting_row(entry: MeetingEntry, page: Page) -> Row:
    return (
        Cell(_outcomes(page.texts)[entry.outcome], LOOKS[entry.outcome]),
        Cell(entry.title, "name"),
        Cell(entry.path, "faint", place=True),
        "; ".join(filter(None, (page.phrases.when(entry.day), ", ".join(entry.people), entry.why))),
    )


def _outcomes(texts: Texts) -> dict[Outcome, str]:
    return {
        "new": texts.say("new"),
        "updated": texts.say("updated"),
        "unchanged": texts.say("unchanged"),
        "ambiguous": texts.say("ambiguous"),
    }


def _row(entry: Entry, page: Page) -> Row:
    return (
        Cell(_outcomes(page.texts)[entry.outcome], LOOKS[entry.outcome]),
        Cell(entry.name, "name"),
        Cell(entry.path or (entry.org if entry.outcome == "new" else ""), "faint", place=True),
        "; ".join(_details(entry, page.texts)),
    )


def _details(entry: Entry, texts: Texts) -> Iterator[str]:
    if entry.filled:
        yield ", ".join(f"{each.key} {each.value}" for each in entry.filled)
    if entry.news:
        yield entry.news
    for each in entry.differs:
        yield texts.say("{field}: {here} here, {there} there", field=each.key, here=each.here, there=each.there)
    if entry.candidates:
        names = ", ".join(entry.candidates)
        match entry.why:
            case "other name":
                yield texts.say("the same address under another name: {names}", names=names)
            case "several":
                yield texts.say("the addresses are those of several people: {names}", names=names)
            case "birthday":
                yield texts.say("the same address, and another birthday or profile: {names}", names=names)
            case "uid":
                yield texts.say("several have this uid: {names}", names=names)
            case _:
                yield texts.say("the same name, and nothing else that tells: {names}", names=names)
    yield from entry.refused
