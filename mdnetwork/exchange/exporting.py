"""Exchange: people to the bytes of a file, in the format that was asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal

from mdnetwork.exchange.tables_out import as_csv, as_json, as_json_lines, as_markdown, export_record
from mdnetwork.exchange.vcard_out import MARK, vcards
from mdnetwork.model import History

Format = Literal["vcard", "vcard4", "csv", "json", "jsonl", "markdown"]
SUFFIXES: dict[str, Format] = {
    ".vcf": "vcard",
    ".csv": "csv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".md": "markdown",
}
"""What a file of this suffix is written in, where no format is named."""

_MARKS: dict[Format, tuple[str, bytes]] = {
    "vcard": ("vCards that mdnet wrote", MARK),
    "vcard4": ("vCards that mdnet wrote", MARK),
    "csv": ("a table of people that mdnet wrote", b'"name","uid",'),
    "json": ("a list of people that mdnet wrote", b'[{"name":'),
    "jsonl": ("a list of people that mdnet wrote", b'{"name":'),
    "markdown": ("a table of people that mdnet wrote", b"|name|org|"),
}


def kind_of(form: Format) -> tuple[str, Callable[[bytes], bool]]:
    """What a file of this format is, in words, and a function that tells it by a file's first bytes.

    It tells files that mdnet wrote, and an export of nobody, from all others.
    """
    words, mark = _MARKS[form]

    def fits(head: bytes) -> bool:
        plain = b"".join(head.split())
        return plain in {b"[]", b'"name"'} or (mark in plain if mark is MARK else plain.startswith(mark))

    return words, fits


def export(histories: Iterable[History], form: Format = "vcard", *, raw: bool = False) -> bytes:
    """These people in a format. `raw` is for CSV: no apostrophe before what a spreadsheet would take for a formula."""
    found = list(histories)
    people = (history.person for history in found)
    records = [] if form.startswith("vcard") else [export_record(history) for history in found]
    match form:
        case "vcard":
            return vcards(people, "3.0")
        case "vcard4":
            return vcards(people, "4.0")
        case "csv":
            return as_csv(records, raw=raw)
        case "json":
            return as_json(records)
        case "jsonl":
            return as_json_lines(records)
    return as_markdown(records)
