"""Follow-ups: the article of a thing in a message: "the two chapters", "a web designer", "l'elenco"."""

from __future__ import annotations

import re

from mdnetwork.followups.things import DETERMINERS, HEAD_ENDS, has_article, noun_phrase
from mdnetwork.names import fold
from mdnetwork.vocabulary.languages import words_of

_NUMBERS, _NUMBERS_IT = (words_of("nouns", "numbers", code) for code in ("en", "it"))
_FEMININE_IT = re.compile(r"(?:e|ioni|tà)$")
_MASCULINE_IT = re.compile(r"(?:oli|menti|tori|ini|elli|bri|etti|otti|atti)$")
"""Endings by which the article of an Italian plural is certain: "le mappe", "i capitoli"."""
_UNCOUNTED = words_of("nouns", "uncounted", "en")
"""English words that take no "a"."""
_NO_ARTICLE = ("s", "ing", "ship", "ness", "ware")


def definite(text: str, language: str) -> str:
    """A thing that both know, in English or Italian: "the list" of "a list", "i due capitoli" of "due capitoli".

    "" if the thing has no article and it is not certain which it would be.
    """
    first, _, rest = text.partition(" ")
    low = first.lower()
    if language == "it":
        return _definite_it(text, low, rest)
    if language != "en" or (not rest and low in DETERMINERS):
        return text
    if low in {"a", "an", "some"}:
        return f"the {rest}"
    if low in _NUMBERS or first.isdigit():
        return f"the {text}"
    last = text.rpartition(" ")[2].lower()
    is_named = "'s" in first or "’s" in first or first[:1] in "“\"'‘" or last in _NUMBERS | {"one"}
    return text if is_named else noun_phrase(text) or text


def _definite_it(text: str, low: str, rest: str) -> str:
    if low == "uno" and rest:
        return f"lo {rest}"
    if low == "una" and rest:
        return f"la {rest}"
    if low == "un" and rest:
        return f"l'{rest}" if fold(rest)[:1] in "aeiou" else f"il {rest}"
    if text.lower().startswith("un'"):
        return f"l'{text[3:]}"
    if low in _NUMBERS_IT:
        noun = rest.partition(" ")[0].lower()
        article = "le" if _FEMININE_IT.search(noun) else "i" if _MASCULINE_IT.search(noun) else ""
        return f"{article} {text}" if article else ""
    return text if has_article(text) else ""


def indefinite(need: str) -> str:
    """What somebody looks for, with an English article where one is needed: "a web designer", "help with grants"."""
    words = need.split()
    head = HEAD_ENDS.split(need)[0].split()
    is_own = not words or words[0].lower() in DETERMINERS | _UNCOUNTED or not words[0].islower()
    if is_own or not head or head[-1].lower() in _UNCOUNTED or head[-1].endswith(_NO_ARTICLE) or not noun_phrase(need):
        return need
    vowel = words[0][0] in "aeiou" and not words[0].startswith(("eu", "uni", "use", "usu", "one"))
    return f"{'an' if vowel else 'a'} {need}"
