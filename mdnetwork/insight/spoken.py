"""Insight: full names without a link, found in a text: the words that are somebody's name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mdnetwork.names import fold

_RUN = re.compile(r"\w+")
_OUTSIDE = re.compile(r"\w(?:.*\w)?", re.DOTALL)


class Spoken:
    """Finds names in texts. A text is read once, however many names there are: its words are looked up one by one."""

    def __init__(self, names: Iterable[str]) -> None:
        """`names` are as written. Signs around a name are no part of it."""
        found = (_OUTSIDE.search(fold(name)) for name in names)
        self._names = frozenset(name[0] for name in found if name)
        lengths: dict[str, set[int]] = {}
        for name in self._names:
            lengths.setdefault(_RUN.findall(name)[0], set()).add(len(name))
        self._lengths = {word: sorted(several, reverse=True) for word, several in lengths.items()}
        """How long the names are that begin with a word, the longest first."""

    def places(self, said: str) -> Iterator[tuple[int, int]]:
        """The places of names in a folded text, as whole words: the longest at each place."""
        if self._lengths.keys().isdisjoint(_RUN.findall(said)):  # true of most lines, and quickly found
            return
        done = 0
        for run in _RUN.finditer(said):
            start = run.start()
            lengths = self._lengths.get(run[0], ()) if start >= done else ()
            stops = (start + length for length in lengths)
            stop = next((stop for stop in stops if said[start:stop] in self._names and _ends(said, stop)), None)
            if stop is not None:
                done = stop
                yield start, stop


def _ends(said: str, at: int) -> bool:
    """Whether no word goes on here."""
    return not (said[at : at + 1].isalnum() or said.startswith("_", at))
