"""Exchange: people to the bytes of a file, in the format that was asked for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from mdnetwork.exchange.tables_out import as_csv, as_json, as_json_lines, as_markdown, export_record
from mdnetwork.exchange.vcard_out import vcards
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
