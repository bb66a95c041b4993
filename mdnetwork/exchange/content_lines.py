"""Exchange: vCard's content lines, of versions 2.1 to 4.0, as real programs write them (RFC 6350, section 3)."""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_ENCODINGS = {"QUOTED-PRINTABLE": "QUOTED-PRINTABLE", "BASE64": "B", "B": "B", "8BIT": "", "7BIT": ""}
_BASE64 = re.compile(rb"[A-Za-z0-9+/=]{4,}\s*")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_CARETS = re.compile(r"\^([n^'])")
_HEAD = re.compile(r"(?:([\w-]+)\.)?([\w-]+)")
_LARGEST = 8_000_000
"""Bytes of one line that are looked at; a picture may be as large."""


class Property(NamedTuple):
    """One line of a card: its group ("item1"), name in capitals, parameters in capitals, and value as written."""

    group: str
    name: str
    params: dict[str, tuple[str, ...]]
    value: str

    @property
    def types(self) -> frozenset[str]:
        """Its types, in small letters."""
        return frozenset(part.strip().lower() for text in self.params.get("TYPE", ()) for part in text.split(","))

    def param(self, name: str) -> str:
        """The first value of a parameter, "" where there is none."""
        return self.params.get(name, ("",))[0]

    @property
    def is_quoted(self) -> bool:
        """Whether the value is in quoted-printable."""
        return self.param("ENCODING").upper() == "QUOTED-PRINTABLE"

    def text(self) -> str:
        """The value as one text."""
        return self._plain(self.value)

    def parts(self) -> list[str]:
        """The components of a structured value (N, ADR, ORG), which semicolons separate."""
        return [self._plain(part).strip() for part in _split(self.value, ";")]

    def items(self) -> list[str]:
        """The items of a list (CATEGORIES, NICKNAME), which commas separate."""
        return [text for part in _split(self.value, ",") if (text := self._plain(part).strip())]

    def _plain(self, part: str) -> str:
        charset = self.param("CHARSET")
        if self.is_quoted:
            return _unescaped(_decoded(quopri.decodestring(part.encode("utf-8", "surrogateescape")), charset))
        if any("\udc80" <= c <= "\udcff" for c in part):
            part = _decoded(part.encode("utf-8", "surrogateescape"), charset)
        return _unescaped(part)


def blocks(lines: Iterable[bytes]) -> Iterator[tuple[int, list[bytes]]]:
    """The cards of a file: the number of the line on which each begins, and the lines within it.

    A card in a card (2.1's AGENT) belongs to the outer one; one that never ends is given as far as it goes.
    """
    block: list[bytes] = []
    start = depth = 0
    for number, line in enumerate(lines, 1):
        word = line.strip(b" \t\r\n\xef\xbb\xbf").upper()
        if word == b"BEGIN:VCARD":
            if depth == 0:
                start, block = number, []
            depth += 1
        elif word == b"END:VCARD" and depth:
            depth -= 1
            if depth == 0:
                yield start, block
        elif depth == 1:
            block.append(line)
    if depth and block:
        yield start, block


def properties(lines: Iterable[bytes], *, pictures: bool = False) -> Iterator[Property]:
    """The properties of a card, unfolded. Values of pictures and the like are "" unless they are asked for."""
    for line in _unfolded(lines):
        found = _property(line.decode("utf-8", "surrogateescape"))
        if found is not None and (pictures or found.name not in {"PHOTO", "LOGO", "SOUND", "KEY"}):
            yield found


def _unfolded(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Whole lines: folded ones, quoted-printable's soft breaks, and base64 that goes on without an indent."""
    whole: list[bytes] = []
    size = 0
    for line in lines:
        row = line.rstrip(b"\r\n")
        if whole and _goes_on(whole, row):
            joined = row if _is_soft(whole[-1], whole[0]) else row[1:] if row[:1] in {b" ", b"\t"} else row
            if _is_soft(whole[-1], whole[0]):
                whole[-1] = whole[-1][:-1]
            size += len(joined)
            if size <= _LARGEST:
                whole.append(joined)
            continue
        if whole:
            yield b"".join(whole)
        whole, size = ([row], len(row)) if row.strip() else ([], 0)
    if whole:
        yield b"".join(whole)


def _goes_on(whole: list[bytes], row: bytes) -> bool:
    if _is_soft(whole[-1], whole[0]) or (row[:1] in {b" ", b"\t"} and row.strip()):
        return True
    head = whole[0].partition(b":")[0].upper()
    return (b"BASE64" in head or b"ENCODING=B" in head) and _BASE64.fullmatch(row) is not None


def _is_soft(last: bytes, first: bytes) -> bool:
    return last.endswith(b"=") and b"QUOTED-PRINTABLE" in first.partition(b":")[0].upper()


def _property(line: str) -> Property | None:
    head, value = _head(line)
    first, *rest = _split(head, ";", quotes=True)
    match = _HEAD.fullmatch(first.strip())
    if match is None or value is None:
        return None
    params: dict[str, list[str]] = {}
    for part in rest:
        name, sign, text = part.partition("=")
        key, found = (name.strip().upper(), text) if sign else ("TYPE", name)
        if not sign and name.strip().upper() in _ENCODINGS:
            key = "ENCODING"
        params.setdefault(key, []).append(_CARETS.sub(_caret, found.strip().strip('"')))
    known = {key: tuple(texts) for key, texts in params.items()}
    return Property((match[1] or "").lower(), match[2].upper(), known, value)


def _head(line: str) -> tuple[str, str | None]:
    """What stands before the first colon that is in no quotation marks, and what behind it."""
    quoted = False
    for at, sign in enumerate(line):
        if sign == '"':
            quoted = not quoted
        elif sign == ":" and not quoted:
            return line[:at], line[at + 1 :]
    head, colon, value = line.partition(":")
    return head, value if colon else None


def _split(text: str, sign: str, *, quotes: bool = False) -> list[str]:
    """The parts between signs that are neither escaped nor, in parameters, in quotation marks."""
    if sign not in text:
        return [text]
    parts = [""]
    quoted = escaped = False
    for c in text:
        if c == sign and not escaped and not quoted:
            parts.append("")
            continue
        quoted ^= quotes and c == '"'
        escaped = c == "\\" and not escaped
        parts[-1] += c
    return parts


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], text)


def _caret(match: re.Match[str]) -> str:
    """RFC 6868."""
    return {"n": "\n", "^": "^", "'": '"'}[match[1]]


def _decoded(data: bytes, charset: str) -> str:
    for name in (charset, "utf-8", "cp1252"):
        try:
            return data.decode(name or "utf-8")
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("latin-1")
