"""LDIF (RFC 2849), as Thunderbird and directories export it, as the rows of a table: a column for each attribute."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error
from collections.abc import Iterable, Iterator

from mdnetwork.exchange.tables import VALUE_SEPARATOR, TableRow

_SEPARATOR = f" {VALUE_SEPARATOR} "


def is_ldif(head: str, name: str) -> bool:
    """Whether a file is LDIF, by its first characters or its name."""
    return head.lower().startswith(("dn:", "version: 1")) or name.lower().endswith(".ldif")


def ldif_rows(lines: Iterable[bytes]) -> Iterator[TableRow]:
    """A header with all attributes, then a row for each record. Several values of an attribute are in one cell."""
    records = list(_records(_unfolded(lines)))
    names = list(dict.fromkeys(name for _, record in records for name in record))
    yield TableRow(1, names)
    for number, record in records:
        yield TableRow(number, [_SEPARATOR.join(record.get(name, ())) for name in names])


def _records(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, dict[str, list[str]]]]:
    """The line of each record, and its values by attribute."""
    record: dict[str, list[str]] = {}
    start = 0
    for number, line in lines:
        name, colon, value = line.partition(":")
        if not line.strip():
            if record:
                yield start, record
            record, start = {}, 0
        elif colon and not line.startswith("#") and name.lower() != "version":
            start = start or number
            record.setdefault(name.partition(";")[0].strip().lower(), []).append(_decoded(value))
    if record:
        yield start, record


def _unfolded(lines: Iterable[bytes]) -> Iterator[tuple[int, str]]:
    """Whole lines with their numbers. A row that begins with a space continues the one above."""
    start, whole = 0, ""
    for number, row in enumerate(lines, 1):
        text = row.decode("utf-8-sig", "replace").rstrip("\r\n")
        if text.startswith(" ") and whole:
            whole += text[1:]
            continue
        if start:
            yield start, whole
        start, whole = number, text
    if start:
        yield start, whole


def _decoded(value: str) -> str:
    """The text after the first colon: plain, or in base64 after a second one."""
    if not value.startswith(":"):
        return value.strip()
    try:
        return b64decode(value[1:].strip(), validate=True).decode("utf-8", "replace")
    except Error:
        return ""
