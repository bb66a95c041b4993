"""The parts of a name, as vCard's N has them (RFC 6350, section 6.2.2): kept as they came, else found in the name.

A note keeps them as text, `Ferrer Molina;Daniel;José;;`, where they are not what the name itself shows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from mdnetwork.names import fold
from mdnetwork.people.links import TITLES_AFTER, TITLES_BEFORE, without_remark
from mdnetwork.vocabulary.languages import words_of
from mdnetwork.vocabulary.people import PARTICLES

_DEGREES = words_of("titles", "after-comma") | TITLES_AFTER
_SIGN, _ESCAPED = re.compile(r"[\\,;]"), re.compile(r"\\(.)")
_LETTER = re.compile(r"[^\W\d_]+")
_FAMILY_FIRST = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL")
"""Scripts in which the family name comes first."""
_PAIR = 2


class StructuredName(NamedTuple):
    """The parts of a name, each with one item or several."""

    family: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    further: tuple[str, ...] = ()
    prefix: tuple[str, ...] = ()
    suffix: tuple[str, ...] = ()

    def text(self) -> str:
        """As vCard writes it: semicolons between the parts, commas between the items of a part."""
        return ";".join(",".join(map(_escaped, part)) for part in self)

    def full(self) -> str:
        """The name in the order of writing: prefix, given and further names, family name, suffix."""
        return " ".join(
            item for part in (self.prefix, self.given, self.further, self.family, self.suffix) for item in part
        )


def from_parts(parts: Iterable[Iterable[str]]) -> StructuredName:
    """The name with these parts: family, given, further names, prefix, suffix. Parts may lack at the end."""
    found = [tuple(text for item in part if (text := " ".join(item.split()))) for part in parts]
    return StructuredName(*found[: len(StructuredName._fields)])


def from_text(text: str) -> StructuredName:
    """The name whose `text` this is."""
    return from_parts([_unescaped(item) for item in _split(part, ",")] for part in _split(text, ";"))


def told_by(name: StructuredName, full: str) -> str:
    """The text of a structured name; "" if it has no names, or the full name shows the same parts."""
    is_name = name.family or name.given or name.further
    return name.text() if is_name and name != shown_by(full) else ""


def belongs_to(name: StructuredName, full: str) -> bool:
    """Whether a structured name is of this full name, and not of one that was changed: it has no other family name."""
    words = {*_words(full)} - TITLES_BEFORE - _DEGREES
    family, given = ({*_words(" ".join(part))} for part in (name.family, name.given))
    return not (given and given <= words and family and family.isdisjoint(words) and words - given)


def shown_by(full: str, given: str = "") -> StructuredName:
    """The parts that a full name shows; `given` is the given name, where it is known.

    The family name is the last word with the particles before it, the first one in Chinese, Japanese and Korean, and
    all words before a comma, unless only titles follow it.
    """
    name, comma, after = without_remark(full).partition(",")
    suffix = [word for word in after.replace(",", " ").split() if comma]
    if suffix and not all(_bare(word) in _DEGREES for word in suffix):
        return from_parts(([name], [after.replace(",", " ")]))
    words, prefix = name.split(), []
    while len(words) > 1 and _bare(words[0]) in TITLES_BEFORE:
        prefix.append(words.pop(0))
    while len(words) > 1 and (
        _bare(words[-1]) in TITLES_AFTER or (words[-1].endswith(".") and _bare(words[-1]) in _DEGREES)
    ):
        suffix.insert(0, words.pop())
    family, first = _halves(words, given)
    return from_parts(([family], [first], (), [" ".join(prefix)], [" ".join(suffix)]))


def _halves(words: list[str], given: str) -> tuple[str, str]:
    """The family name and the given names."""
    known = given.split()
    if known and len(known) < len(words):
        if fold(" ".join(words[: len(known)])) == fold(given):
            return " ".join(words[len(known) :]), " ".join(words[: len(known)])
        if fold(" ".join(words[-len(known) :])) == fold(given):
            return " ".join(words[: -len(known)]), " ".join(words[-len(known) :])
    if len(words) == _PAIR and all(unicodedata.name(word[0], "").startswith(_FAMILY_FIRST) for word in words):
        return words[0], words[1]
    at = len(words) - 1
    while at > 1 and words[at - 1].casefold() in PARTICLES:
        at -= 1
    return (" ".join(words[at:]), " ".join(words[:at])) if at > 0 else ("", " ".join(words))


def _words(text: str) -> list[str]:
    return _LETTER.findall(fold(text))


def _bare(word: str) -> str:
    return fold(word).replace(".", "")


def _split(text: str, sign: str) -> list[str]:
    """The parts between signs that are not escaped."""
    return re.findall(rf"((?:\\.|[^\\{sign}])*){sign}", f"{text}{sign}")


def _escaped(text: str) -> str:
    return _SIGN.sub(r"\\\g<0>", text)


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)
