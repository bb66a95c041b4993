"""The meaning of single values: names and links, lists, switches; dates and cadences have modules of their own."""

from __future__ import annotations

from collections.abc import Iterator

from mdnetwork.model import Ref
from mdnetwork.names import fold
from mdnetwork.parsing.dates_written import is_ambiguous, parse_cadence, parse_date, parse_partial, parse_span
from mdnetwork.parsing.fields import Field
from mdnetwork.parsing.inline import links_in, plain_text
from mdnetwork.vocabulary.languages import words_of
from mdnetwork.vocabulary.notes import NO, YES

__all__ = [
    "in_parts",
    "is_ambiguous",
    "is_never",
    "listed",
    "parse_cadence",
    "parse_date",
    "parse_partial",
    "parse_span",
    "people_in",
    "plain",
    "refs_in",
    "switch",
]

_OPEN, _CLOSE = "[(", "])"
_NEVER = words_of("cadence", "no-next")


def plain(text: str) -> str:
    """The text as readers see it: Acme for `[[In/Acme#Staff]]`, the firm for `[[Acme|the firm]]`, Dean for **Dean**."""
    return plain_text(text).strip()


def refs_in(text: str) -> Iterator[Ref]:
    """The people that a text names: its links if it has any, else the whole text as a plain name."""
    links = links_in(text) if "[" in text else []
    if links:
        yield from (Ref(link.target) for link in links if link.target)
    elif name := plain(text).strip(" @\t"):
        yield Ref(name, plain=True)


def people_in(field: Field) -> Iterator[tuple[Ref, int]]:
    """All people that a field names, each with its line. Texts are split at commas outside brackets."""
    for text, line in field.texts():
        for part in in_parts(text):
            for ref in refs_in(part):
                yield ref, line


def listed(field: Field) -> Iterator[str]:
    """The items of a list as plain texts; a single text is split at its commas (for aliases, tags and people keys)."""
    if isinstance(field.value, str):
        yield from (text for part in in_parts(field.value) if (text := plain(part)))
    else:
        yield from (text for item, _ in field.texts() if (text := plain(item)))


def in_parts(text: str) -> Iterator[str]:
    """The parts between commas outside brackets, stripped. Empty parts are left out."""
    if "," not in text:
        parts = [text]
    else:
        parts = [""]
        depth = 0
        for piece in text.split(","):
            parts[-1] += piece
            depth = max(0, depth + sum(map(piece.count, _OPEN)) - sum(map(piece.count, _CLOSE)))
            if depth:
                parts[-1] += ","
            else:
                parts.append("")
    return (stripped for part in parts if (stripped := part.strip()))


def switch(text: str) -> bool | None:
    """Whether a switch is on: True for `true`, `yes`, `sì`, `1`; None if it is neither yes nor no."""
    word = fold(text)
    return True if word in YES else False if word in NO else None


def is_never(text: str) -> bool:
    """Whether a date field says never."""
    return fold(text) in _NEVER
