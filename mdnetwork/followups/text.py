"""Follow-ups: finds the words of a log line that a follow-up quotes, and compares texts regardless of dates."""

from __future__ import annotations

import re

from mdnetwork.lazy import lazy_pattern
from mdnetwork.model import Evidence
from mdnetwork.parsing.marks import signs_in
from mdnetwork.parsing.promises import after_their_arrow, promised_by
from mdnetwork.vocabulary.languages import pattern, spellings
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

    In news an arrow does not end the words: "Acme -> Beta".
    """
    before, after = around_tag(text, tag)
    return (
        plain(_until_next(after, () if tag == "news" else (*_MY_ARROWS, *_THEIR_ARROWS)))
        or plain(_since_arrow(before))
        or plain(text)
    )


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
