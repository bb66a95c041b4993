"""Follow-ups: what makes one the same as yesterday's, though its date, its note's folder or its words' marks moved."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from mdnetwork.model import FollowUp

Item = TypeVar("Item")


def uid(follow_up: FollowUp) -> str:
    """64 hexadecimal digits: the SHA-256 of identity, kind and discriminator. It holds no date and no path."""
    parts = (follow_up.person.id, follow_up.kind, follow_up.discriminator)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def numbered(items: Iterable[Item], text: Callable[[Item], str]) -> Iterator[tuple[Item, str]]:
    """Each item with its text, which gets an ordinal from the second time on that it comes."""
    seen: dict[str, int] = {}
    for item in items:
        words = text(item)
        seen[words] = seen.get(words, 0) + 1
        yield item, words if seen[words] == 1 else f"{words}\n{seen[words]}"
