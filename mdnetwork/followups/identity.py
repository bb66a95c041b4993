"""Follow-ups: what makes one the same from day to day: its UID, and keys of lines that ignore dates."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from mdnetwork.lazy import lazy_pattern
from mdnetwork.model import FollowUpOutline, Person
from mdnetwork.names import same
from mdnetwork.parsing.marks import signs_in
from mdnetwork.people.links import identity_name, stem

_TAG = lazy_pattern(r"#[\w/-]+")
_DATE = lazy_pattern(r"\d{4}-\d{2}(?:-\d{2})?(?:T\d{2}:\d{2})?|\d{1,2}[./]\d{1,2}[./]\d{4}")
_WORD = lazy_pattern(r"\w+")
Item = TypeVar("Item")


def uid(follow_up: FollowUpOutline) -> str:
    """The UID: 64 hexadecimal digits, the SHA-256 of identity, kind and discriminator. It contains no date or path."""
    return hashlib.sha256(parts(follow_up).encode("utf-8", "surrogatepass")).hexdigest()


def parts(follow_up: FollowUpOutline) -> str:
    """What the UID is made of: two follow-ups have one UID if they have the same parts."""
    return f"{follow_up.identity}\0{follow_up.kind}\0{follow_up.discriminator}"


def undated(text: str) -> str:
    """A key for a line: its words without dates, signs and punctuation, case folded.

    It stays the same when a date is changed, added or removed.
    """
    return " ".join(_WORD.findall(same(_TAG.sub(" ", _DATE.sub(" ", signs_in(text).rest)))))


def line_key(text: str, people: Iterable[Person]) -> str:
    """`undated`, with the names that the linked `people` had when their identities were written down.

    A rename changes the links in a line, but not its key.
    """
    key = undated(text)
    for person in people:
        before = undated(identity_name(person))
        names = {before, undated(person.name), undated(stem(person.path))} - {""}
        if before:
            either = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
            key = re.sub(rf"\b(?:{either})\b", before, key)
    return key


def alike(one: str, other: str) -> int:
    """How many words of three or more letters two texts share."""
    first, second = ({word for word in undated(text).split() if len(word) > 2} for text in (one, other))  # noqa: PLR2004  short words carry no meaning
    return len(first & second)


def numbered(items: Iterable[Item], text: Callable[[Item], str]) -> Iterator[tuple[Item, str]]:
    """Each item with its text, plus an ordinal from the second occurrence of the same text on."""
    seen: dict[str, int] = {}
    for item in items:
        written = text(item)
        seen[written] = seen.get(written, 0) + 1
        yield item, written if seen[written] == 1 else f"{written}\n{seen[written]}"
