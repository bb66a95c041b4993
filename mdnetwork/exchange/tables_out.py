"""Exchange: people as CSV, JSON, JSON Lines and a Markdown table."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from mdnetwork.exchange.records import LISTED, PAIRED, Record, record
from mdnetwork.exchange.tables import guarded
from mdnetwork.feed.plain import one_line
from mdnetwork.model import History
from mdnetwork.text import escaped, visible

_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|])")
_SHORT = ("name", "org", "role", "emails", "phones", "place", "birthday", "last_contact")
"""Columns of the Markdown table."""


def export_record(history: History) -> Record:
    """A person's record with what their notes tell of contact, which no import takes over."""
    found = record(history.person)
    return found | {
        "circle": history.person.circle,
        "first_contact": history.first_contact.isoformat() if history.first_contact else None,
        "last_contact": history.last_contact.isoformat() if history.last_contact else None,
    }


def as_json(records: Sequence[Record]) -> bytes:
    """One JSON list."""
    return f"{escaped(json.dumps(records, indent=2, ensure_ascii=False))}\n".encode()


def as_json_lines(records: Iterable[Record]) -> bytes:
    """A JSON object a line."""
    return "".join(f"{escaped(json.dumps(each, ensure_ascii=False))}\n" for each in records).encode()


def as_csv(records: Sequence[Record], *, raw: bool = False) -> bytes:
    """A table with a header (RFC 4180), every cell in quotation marks.

    A cell that a spreadsheet would take for a formula gets an apostrophe in front, unless it is to be `raw`; the import
    takes it away again (OWASP, CSV injection).
    """
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    names = tuple(records[0]) if records else ("name",)
    writer.writerow(names)
    for each in records:
        cells = (visible(_cell(name, each[name])) for name in names)
        writer.writerow([cell if raw else guarded(cell) for cell in cells])
    return text.getvalue().encode()


def as_markdown(records: Iterable[Record]) -> bytes:
    """A table of the columns that fit a page."""
    rows = [_SHORT, tuple("---" for _ in _SHORT)]
    rows += [tuple(_escaped(_cell(name, each[name], "; ")) for name in _SHORT) for each in records]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows).encode()


def _cell(name: str, value: Any, joint: str = ";") -> str:
    if name in LISTED:
        return _together([str(each) for each in value], joint)
    if name in PAIRED:
        return _together([f"{pair['kind']}: {pair['value']}" for pair in value], joint)
    if isinstance(value, bool):
        return "true" if value else ""
    return "" if value is None else str(value)


def _together(values: list[str], joint: str) -> str:
    """Several values in a cell: with semicolons between them; as a JSON list where one has a semicolon itself."""
    if any(";" in value or value.startswith('["') for value in values):
        return json.dumps(values, ensure_ascii=False)
    return joint.join(values)


def _escaped(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", one_line(text))
