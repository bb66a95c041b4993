"""People as the bytes of a file, in the chosen format."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal, NamedTuple

from mdnetwork.calendar.plain import readable_line
from mdnetwork.errors import ExchangeError, OutputError
from mdnetwork.exchange.matching import uid_of
from mdnetwork.exchange.structured_names import told_by
from mdnetwork.exchange.values import guarded
from mdnetwork.exchange.vcards_out import MARK, Version, as_vcard, as_vcards, related, structured
from mdnetwork.fields import EXCHANGED, LISTS, PAIRS, PersonField, value_of
from mdnetwork.model import History, Person
from mdnetwork.text import escaped, visible
from mdnetwork.vault.writing import FileKind, write_if_changed

Record = dict[str, Any]
Format = Literal["vcard", "vcard4", "csv", "json", "jsonl", "markdown"]
SUFFIXES: dict[str, Format] = {
    ".vcf": "vcard",
    ".csv": "csv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".md": "markdown",
}
"""The format of a file with this suffix, if no format is given."""

_MARKS: dict[Format, tuple[str, bytes]] = {
    "vcard": ("vCards that mdnet wrote", MARK),
    "vcard4": ("vCards that mdnet wrote", MARK),
    "csv": ("a table of people that mdnet wrote", b'"name","uid",'),
    "json": ("a list of people that mdnet wrote", b'[{"name":'),
    "jsonl": ("a list of people that mdnet wrote", b'{"name":'),
    "markdown": ("a table of people that mdnet wrote", b"|name|org|"),
}
LISTED = frozenset(field.name for field in EXCHANGED if field.kind in LISTS)
PAIRED = frozenset(field.name for field in EXCHANGED if field.kind in PAIRS)
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|])")
_SHORT = ("name", "org", "role", "emails", "phones", "place", "birthday", "last_contact")
"""Columns of the Markdown table."""
_CARD = FileKind("a vCard that mdnet wrote", lambda head: MARK in head)
_PREFIX, _SUFFIX = "mdnet-", ".vcf"


def export_kind(form: Format) -> tuple[str, Callable[[bytes], bool]]:
    """The name of this format in words, and a function that recognises a file by its first bytes.

    It recognises files that mdnet wrote, also those of an export without people.
    """
    words, mark = _MARKS[form]

    def fits(head: bytes) -> bool:
        plain = b"".join(head.split())
        return plain in {b"[]", b'"name"'} or (mark in plain if mark is MARK else plain.startswith(mark))

    return words, fits


def export(histories: Iterable[History], form: Format = "vcard", *, raw: bool = False) -> bytes:
    """These people in a format. With `raw`, CSV cells that a spreadsheet could run as formulas get no apostrophe."""
    found = list(histories)
    people = (history.person for history in found)
    records = [] if form.startswith("vcard") else [export_record(history) for history in found]
    match form:
        case "vcard":
            return as_vcards(people, "3.0")
        case "vcard4":
            return as_vcards(people, "4.0")
        case "csv":
            return as_csv(records, raw=raw)
        case "json":
            return as_json(records)
        case "jsonl":
            return as_json_lines(records)
    return as_markdown(records)


def record(person: Person) -> Record:
    """All fields of a person that an export has. Empty texts are None, lists never are."""
    fields = {field.name: _plain(person, field) for field in EXCHANGED}
    return {"name": person.name, "uid": uid_of(person)} | fields


def _plain(person: Person, field: PersonField) -> Any:
    if field.kind == "structured name":
        return told_by(structured(person), person.name) or None
    found = value_of(person, field.name)
    if field.kind in LISTS:
        return list(found)
    if field.kind in PAIRS:
        pairs = related(person) if field.kind == "relations" else found
        return [{"kind": kind, "value": str(each)} for kind, each in pairs]
    if field.kind in {"partial", "day"}:
        return str(found) if found else None
    return found if field.kind == "flag" else found or None


def export_record(history: History) -> Record:
    """A person's record with what the notes say about contact, which an import ignores."""
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
    """One JSON object per line."""
    return "".join(f"{escaped(json.dumps(each, ensure_ascii=False))}\n" for each in records).encode()


def as_csv(records: Sequence[Record], *, raw: bool = False) -> bytes:
    """A table with a header (RFC 4180), every cell in quotation marks.

    A cell that a spreadsheet could run as a formula gets an apostrophe in front, unless `raw` is set; the import
    removes it again (OWASP, CSV injection).
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
    """A table of the columns that fit on a page."""
    rows = [_SHORT, tuple("---" for _ in _SHORT)]
    rows += [tuple(_markdown_cell(_cell(name, each[name], "; ")) for name in _SHORT) for each in records]
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
    """Several values in one cell: joined with semicolons, or as a JSON list if a value contains a semicolon."""
    if any(";" in value or value.startswith('["') for value in values):
        return json.dumps(values, ensure_ascii=False)
    return joint.join(values)


def _markdown_cell(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", readable_line(text))


class Synced(NamedTuple):
    """How many cards were written, left unchanged, and deleted."""

    written: int
    kept: int
    deleted: int


def file_of(person: Person) -> str:
    """The file name of the person's card. It is always the same, and contains no text from notes."""
    return f"{_PREFIX}{hashlib.sha256(uid_of(person).encode()).hexdigest()[:32]}{_SUFFIX}"


def cards(people: Iterable[Person], version: Version = "3.0") -> dict[str, bytes]:
    """The cards of these people, by file name."""
    return {file_of(person): as_vcard(person, version) for person in people}


def sync(folder: Path, people: Iterable[Person], version: Version = "3.0") -> Synced:
    """Make the folder contain these people's cards. Only our own cards are changed or deleted.

    Raises ExchangeError if the path is not a folder, OutputError if it cannot be written.
    """
    if folder.exists() and not folder.is_dir():
        raise ExchangeError(f"{folder} is a file, and vCards need a folder. Name another.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        there = {path.name for path in folder.iterdir() if path.name.startswith(_PREFIX)}
    except OSError as error:
        raise OutputError(
            f"{folder} cannot be written ({(error.strerror or '').lower()}). Name another folder."
        ) from error
    wanted = cards(people, version)
    written = sum(write_if_changed(folder / name, data, kind=_CARD) for name, data in wanted.items())
    gone = [name for name in there - wanted.keys() if _is_ours(folder / name)]
    for name in gone:
        with suppress(OSError):  # another program deleted it meanwhile
            (folder / name).unlink()
    return Synced(written, len(wanted) - written, len(gone))


def _is_ours(path: Path) -> bool:
    with suppress(OSError):
        return path.suffix == _SUFFIX and not path.is_symlink() and MARK in path.read_bytes()
    return False
