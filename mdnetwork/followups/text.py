"""Follow-ups: finds the words of a log line that a follow-up quotes, and compares texts regardless of dates."""

from __future__ import annotations

import re
from datetime import date

from mdnetwork.lazy import lazy_pattern
from mdnetwork.model import Evidence
from mdnetwork.names import fold
from mdnetwork.parsing.marks import signs_in
from mdnetwork.parsing.promises import after_their_arrow, promised_by
from mdnetwork.vocabulary.languages import pattern, spellings, table, words_of
from mdnetwork.vocabulary.tags import around_tag, exchange_tags

_LONGEST = 160
"""The maximum length of a quoted line, in characters."""
_TAG = lazy_pattern(r"#[\w/-]+")
_AMID = lazy_pattern(r"(?<=[^\W_])(?<!\b[Ii])(?<!\b[IiHh][oO])(?<!\b[Ww][Ee])(?: #[\w/-]++){1,9}+(?= \w)")
"""A tag between two words, without punctuation that starts a clause: "of the harvest #gave the drafts"."""
_ENDED = lazy_pattern(r"[;,.:→←—]")
_SAID = 3
"""Words before a tag that can start a new clause; after fewer, as in "introduced #intro", the clause goes on."""
_MY_ARROWS, _THEIR_ARROWS = ("→", "->"), ("←", "<-")
_EDGES = " \t,;:.–—·|-*_()"
_BEGINNING = lazy_pattern(r"(?:[ \t,;:.–—·|*_()]|-(?!>))+")
"""`_EDGES` before the first word. Does not split an arrow, `->`."""


def _labels(*meanings: str) -> str:
    """The pattern for some labels within an entry."""
    return pattern(frozenset[str]().union(*(spellings("labels", meaning) for meaning in meanings)))


_VERBS = frozenset({"asked", "gave", "got", "promised", "thanked", "waiting"})
"""Exchange tags that may be the verb of their line: "#asked for the flows"."""
_SIGN = re.compile(r"(?P<space>\s*)#(?P<word>[^\W_][\w-]*)(?P<more>/?)(?P<after>(?: (?P<next>[^\W\d_][\w'’]*))?)")
_LONGEST_WORD = 40
_CONTINUED = frozenset[str]().union(
    *(words_of("quotes", key) for key in ("determiners", "named", "auxiliaries")),
    *(words_of("promises", key) for key in ("i", "i-have", "i-between", "they-have")),
    words_of("people", "joining"),
    words_of("quotes", "about"),
    words_of("places", "prepositions"),
    *({*table(name), *table(name).values()} for name in ("articles-of", "articles-on")),
    {"he", "she", "they"},
)
"""Words that end no clause, so that a tag behind one is a word of it: "a #reference", "ho #promesso"."""
_GIVEN = re.compile(pattern(words_of("quotes", "given") - {"for"}))
"""Verbs of giving, before which a tag is no verb."""
_OBJECT = re.compile(
    r"(?:him|them|her(?= (?:the|an?|my|our|some|two|three|four|five|for|about|to|that|whether|if|how|who|what)\b))"
    r" (?=\w)",
    re.IGNORECASE,
)
"""The person as the object of the verb that a tag is: "#promised him the maps"."""


_LABELLED = lazy_pattern(
    rf"^[ \t]*(?:[-*+][ \t]+)?\**(?:{_labels('direction', 'channel')}\**:\**.*$"
    r"|(?:id|collapsed)::.*$|(?:SCHEDULED|DEADLINE): <.*$"
    rf"|{_labels('text')}\**:\**[ \t]*)",
    re.IGNORECASE | re.MULTILINE,
)
"""Lines without content (`Direction: Outbound`, an outline's `id:: 65f`), and the label of `Summary: the rates`."""


def theirs(evidence: Evidence, tag: str) -> bool:
    """Whether the tag is about something that the other person did.

    For `#promised` the words decide, not an arrow. Other tags are theirs after `←`, or on an incoming line without
    arrows.
    """
    if tag == "promised":
        return promised_by(evidence.text) == "theirs"
    return after_their_arrow(evidence.text, evidence.direction, tag)


def words(text: str, tag: str = "") -> str:
    """What the line says about its tag: the words after it, else before it, else all; at most 160 characters.

    In news an arrow does not end the words: "Acme -> Beta". "#promised him the maps" gives "the maps".
    """
    before, after = around_tag(text, tag)
    behind = readable(_until_next(after, () if tag == "news" else (*_MY_ARROWS, *_THEIR_ARROWS)))
    return (
        _OBJECT.sub("", behind, count=1)
        if _OBJECT.match(behind)
        else behind or readable(_since_arrow(before)) or readable(text)
    )


def readable(text: str) -> str:
    """As `plain`, with the words of those tags that are words of a sentence: "→ asked for the flows".

    A tag is one behind a word that ends no clause ("a #reference"), or as the verb before its object. What a tag
    only labels has a verb of its own: "#gave brought her the notes".
    """
    return plain(_SIGN.sub(_spoken, text) if "#" in text else text)


def told(text: str, day: date | None) -> str:
    """As `readable`, without the day with which the line begins."""
    return unedged(readable(text).removeprefix(str(day)))


def _spoken(sign: re.Match[str]) -> str:
    before = sign.string[max(sign.start() - _LONGEST_WORD, 0) : sign.start()].split()
    last = fold(before[-1]) if before else ""
    if sign["more"]:
        return sign[0]
    word = sign["word"].replace("-", " ")
    if last in _CONTINUED:
        return f"{sign['space']}{word}{sign['after']}"
    following = fold(sign["next"] or "")
    is_label = not following or following.endswith("ed") or _GIVEN.fullmatch(following)
    if is_label or _VERBS.isdisjoint(exchange_tags(f"#{sign['word']}")):
        return sign[0]
    return f"{';' if last[-1:].isalnum() else ''}{sign['space']}{word}{sign['after']}"


def plain(text: str) -> str:
    """The text without tags, signs and the dates of signs; at most 160 characters."""
    text = _LABELLED.sub("", text) if ":" in text else text
    text = signs_in(text).rest
    text = _apart(text) if "#" in text else text
    text = unedged(" ".join(_TAG.sub("", text).split()))
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip(_EDGES) + "…"


def unedged(text: str) -> str:
    """The text without surrounding punctuation. Arrows at the ends are kept, and brackets that are closed inside."""
    trimmed = text.rstrip(_EDGES)
    rest = text[len(trimmed) :]
    trimmed += "-" if trimmed.endswith("<") and rest.startswith("-") else ""
    while rest.startswith(")") and trimmed.count("(") > trimmed.count(")"):
        trimmed, rest = f"{trimmed})", rest[1:]
    edge = _BEGINNING.match(trimmed)
    if edge is None:
        return trimmed
    first, inside = edge.end(), trimmed[edge.end() :]
    if inside.endswith(")") and inside.count(")") > inside.count("("):  # the brackets are around it all
        return inside[:-1].rstrip(_EDGES)
    if inside.count(")") > inside.count("("):
        first = trimmed.rfind("(", 0, first)
    return trimmed[max(first, 0) :]


def _apart(text: str) -> str:
    """The text with `;` in place of each tag that separates two clauses. Runs in linear time."""
    parts: list[str] = []
    start = end = words_before = 0
    for amid in _AMID.finditer(text):
        *ended, last = _ENDED.split(text[start : amid.start()])
        words_before = len(last.split()) + (0 if ended else words_before)
        divides = words_before >= _SAID and exchange_tags(amid[0].split()[0])
        parts += (text[end : amid.start()], ";" if divides else amid[0])
        start, end = amid.span()
    return "".join(parts) + text[end:]


def after_tag(text: str, tag: str) -> str:
    """The text after the tag."""
    return around_tag(text, tag)[1]


def _until_next(text: str, arrows: tuple[str, ...]) -> str:
    """The text up to the next tag, arrow or line end."""
    line = text.partition("\n")[0]
    for stop in (" #", *arrows):
        line = line.partition(stop)[0]
    return line


def _since_arrow(text: str) -> str:
    """The text after the last arrow, in the last line that is not blank."""
    line = text.rstrip().rpartition("\n")[2]
    for arrow in (*_MY_ARROWS, *_THEIR_ARROWS):
        line = line.rpartition(arrow)[2]
    return line
