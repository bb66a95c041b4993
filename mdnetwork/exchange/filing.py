"""Exchange: where the note of somebody new lies and what it is called: names that every disk can hold, each once."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from mdnetwork.editing.person_note import file_name
from mdnetwork.errors import EditRefused
from mdnetwork.exchange.cards import Card

_LONGEST = 150
"""Bytes of a file's name without its suffix: some encrypted folders and sync services hold no more."""
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$", *(f"{d}{n}" for d in ("com", "lpt") for n in "123456789¹²³")}
)
"""Names that are devices on Windows, whatever follows a dot."""
SPARE = "Somebody"
"""What the note of somebody is called whose name has no letters; the name is a field in it."""


class Shelf:
    """The names that notes in the vault have, so that no two differ only in case or in how accents are stored."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._taken = {_folded(path) for path in paths}

    def places(self, card: Card, folder: str) -> Iterator[str]:
        """Paths in `folder` that are free: called as the person, and as nobody where a name is read as a day, say."""
        mark = "\n".join((card.uid, card.name, *card.emails, *map(str, card.urls)))
        yield self.free(_stem(card), folder, mark, safe(card.org))
        yield self.free(SPARE, folder, mark)

    def free(self, name: str, folder: str, mark: str, beside: str = "") -> str:
        """The path of a note called `name`, else `name (beside)`, else with some signs that come from `mark`."""
        wanted, signs = _cut(name, _LONGEST).strip(". "), hashlib.sha256(mark.encode()).hexdigest()
        spare = [f"{_cut(wanted, _LONGEST // 2)} ({_cut(beside, _LONGEST // 2)})"] if beside else []
        for each in (wanted, *spare, *(f"{wanted} {signs[:length]}" for length in range(4, 65))):
            path = (PurePosixPath(folder) / f"{each}.md").as_posix()
            if _folded(path) not in self._taken:
                self._taken.add(_folded(path))
                return path
        raise EditRefused(f"No name is left for a note called {name}.")


def _stem(card: Card) -> str:
    """The file's name: of the person; where that leaves nothing, of their address or organisation."""
    found = next((left for text in (card.name, *card.emails, card.org) if (left := safe(text))), SPARE)
    head, dot, rest = found.partition(".")
    return f"{head}_{dot}{rest}" if head.rstrip().casefold() in _RESERVED else found


def safe(text: str) -> str:
    """What is left of a name for a file and a title; "" where that is nothing."""
    try:
        found = file_name(text)
    except EditRefused:
        return ""
    return _cut(unicodedata.normalize("NFC", found), _LONGEST).strip(". ")


def _cut(text: str, size: int) -> str:
    """The beginning of the text that fits into so many bytes."""
    return text.encode()[:size].decode(errors="ignore")


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())
