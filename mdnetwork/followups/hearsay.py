"""Follow-ups: what histories and meetings say of others than whose they are, by of whom it is said."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

Source = TypeVar("Source")
Look = TypeVar("Look")
Said = TypeVar("Said")
Tell = Callable[[Source, Look], tuple[str, Said] | None]
"""What one source says, and the identity of whom; it looks at that source alone, and at what names mean."""


class Hearsay(Generic[Source, Look, Said]):
    """All that `tell` says, kept from one look to the next for as long as its source is the same object."""

    def __init__(self, tell: Tell[Source, Look, Said]) -> None:
        self._tell = tell
        self._whom: dict[str, str] = {}
        """By the source."""
        self._said: dict[str, dict[str, Said]] = {}
        """By whom, and by the source."""

    def of(self, whom: str) -> Iterable[Said]:
        """What is said of somebody, in no order."""
        return self._said.get(whom, {}).values()

    def hear(self, look: Look, sources: Iterable[tuple[str, Source | None]]) -> set[str]:
        """Take what these say (None: nothing any more) for what they said. Returns of whom they do or did say it."""
        concerned: set[str] = set()
        for name, source in sources:
            before = self._whom.pop(name, None)
            if before is not None:
                del self._said[before][name]
                concerned.add(before)
            told = None if source is None else self._tell(source, look)
            if told is not None:
                whom, said = told
                self._whom[name] = whom
                self._said.setdefault(whom, {})[name] = said
                concerned.add(whom)
        return concerned
