"""The topic words of a text, compared across word forms in all languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Protocol

from mdnetwork.lazy import lazy, lazy_pattern
from mdnetwork.names import fold
from mdnetwork.vocabulary.languages import codes, longest_first, pattern, section, words_of
from mdnetwork.vocabulary.topics import EMPTY, FORMS, NO_CRAFT

if TYPE_CHECKING:
    import snowballstemmer
else:
    snowballstemmer = lazy("snowballstemmer")

SHORTEST = 3
"""The minimum length of a topic word, in letters."""
_WORD = lazy_pattern(r"[^\W_]+")
_CAPITALS = lazy_pattern(r"\b[A-Z]{2}\b")
_JOINED = lazy_pattern(rf"\b{pattern(words_of('topics', 'joints'))}\b")
"""Prepositions, after which the words only specify the topic."""
SHORTEST_STEM = 4
"""The minimum length of a word after its ending is removed."""
_ENDINGS = longest_first(words_of("topics", "endings"))
"""Endings to remove. They relate printer to printing, which the stemmers do not."""
_LONGEST = 64
"""The maximum length of a word. The time of the stemmers grows with the square of the length."""
_LONG = 6
"""The minimum length after removing "y": relates photography to photographers, but not party to part."""
_CRAFT = lazy_pattern(rf"(\w{{4,}}?[^a\W])a?{pattern(words_of('topics', 'craft-endings'))}")
"""Words for a profession and its activity: traduttore and traduzione, restauratrice and restauro."""
SHORTEST_WORD = 3
"""The minimum length of a meaningful word."""
_LETTERS = lazy_pattern(r"[^\W\d_]+")
_ABBREVIATION = lazy_pattern(r"\b[A-Z]{2,3}\b")
"""Abbreviations are meaningful too: GIS, UX, AI."""
_EMPTY_OF_SENSE = EMPTY | words_of("topics", "empty-of-sense")


@lru_cache(4096)
def words(text: str) -> tuple[str, ...]:
    """The topic words of a text, folded, without duplicates, most frequent first."""
    counted = Counter(_topic_words(text))
    return tuple(sorted(counted, key=lambda word: (-counted[word], word)))


def _topic_words(text: str) -> list[str]:
    long = [word for word in _WORD.findall(fold(text)) if len(word) >= SHORTEST and word not in EMPTY]
    return [word for word in (*long, *_abbreviations(text)) if not word.isdigit()]


def asked(text: str) -> tuple[str, ...]:
    """The topic words of a question. If it has only short words, such as "ux", those."""
    return words(text) or tuple(dict.fromkeys(word for word in _WORD.findall(fold(text)) if not word.isdigit()))


def _abbreviations(text: str) -> list[str]:
    """Abbreviations of two capitals: AI, UX."""
    return [fold(word) for word in _CAPITALS.findall(text)]


def heads(text: str) -> tuple[str, ...]:
    """The main topic of a few words: "lights" of "lights for one room", "lighting" of "a paper on lighting"."""
    parts = [[word for word in words(part) if word not in FORMS] for part in _JOINED.split(fold(text))]
    return tuple(next(filter(None, parts), ())) or words(text)


def beginnings(topic: tuple[str, ...]) -> frozenset[str]:
    """The beginnings of all forms of these words, in all languages, for a search."""
    return frozenset(beginning for word in topic for beginning in stems(word))


@lru_cache(4096)
def meant(topic: tuple[str, ...], text: str) -> frozenset[str]:
    """The topic words that the text contains, in any form."""
    found = [stems(word) for word in {*_topic_words(text)}]
    plain = frozenset(_WORD.findall(fold(text)))
    return frozenset(
        word
        for word in topic
        if (any(stems(word) & each for each in found) if len(word) >= SHORTEST else word in plain)
    )


def is_whole(topic: tuple[str, ...], found: frozenset[str], text: str) -> bool:
    """Whether all of the topic is in the text, or the text is nothing but a part of it. `found` is what is `meant`.

    "Managing Partner" is not about change management, "design" is about lighting design.
    """
    own = words(text)
    return bool(found) and (len(found) == len({*topic}) or meant(own, " ".join(topic)) == frozenset(own))


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str:  # noqa: N802  snowballstemmer's name
        """The word without its endings."""


@cache
def _stemmers() -> tuple[_Stemmer, ...]:
    names = (section(code, "topics").get("stemmer") for code in codes())
    return tuple(snowballstemmer.stemmer(name) for name in names if name)


@lru_cache(65536)
def stems(word: str) -> frozenset[str]:
    """The stems of a folded word in all languages, and without simple endings: printer matches printing."""
    if len(word) > _LONGEST:
        return frozenset((word,))
    return frozenset((*_plain(word), *(stemmer.stemWord(word) for stemmer in _stemmers())))


def _plain(word: str) -> Iterator[str]:
    yield word.removesuffix("s") if word.removesuffix("s") in NO_CRAFT else stem(word)
    if word.endswith("y") and len(word) > _LONG:
        yield word.removesuffix("y")
    craft = _CRAFT.fullmatch(word)
    if craft:
        yield craft[1]


def stem(word: str) -> str:
    """A folded word without its ending, at least four letters long."""
    ending = next((each for each in _ENDINGS if word.endswith(each) and len(word) - len(each) >= SHORTEST_STEM), "")
    return word.removesuffix(ending)


@lru_cache(8192)
def senses(text: str) -> frozenset[str]:
    """The stems of all meaningful words of a text, folded. Two texts share a word if they share a stem."""
    return frozenset(each for word in _folded_words(text) for each in stems(word))


@lru_cache(8192)
def _folded_words(text: str) -> tuple[str, ...]:
    long = (word for word in _LETTERS.findall(fold(text)) if len(word) >= SHORTEST_WORD and word not in _EMPTY_OF_SENSE)
    return (*long, *(fold(word) for word in _ABBREVIATION.findall(text)))


def is_part(text: str, other: str) -> bool:
    """Whether one text contains all meaningful words of the other: one of two words is not enough."""
    return any(
        all(not senses(whole).isdisjoint(stems(word)) for word in _folded_words(part)) and bool(_folded_words(part))
        for part, whole in ((text, other), (other, text))
    )


def alike(text: str, others: Iterable[str]) -> tuple[str, ...]:
    """The texts in `others` that share a word with the text, in their order."""
    meaning = senses(text)
    return tuple(other for other in others if meaning & senses(other))
