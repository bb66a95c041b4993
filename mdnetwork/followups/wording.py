"""Follow-ups: the words of a log line. What was promised, by whom, and what of a line stays when its date moves."""

from __future__ import annotations

import re

from mdnetwork.model import Evidence
from mdnetwork.names import same
from mdnetwork.words.tags import exchange_tag

_LONGEST = 160
"""Characters of a line that a reason quotes."""
_TAG = re.compile(r"#[\w/-]+")
_NOTE_LINK = re.compile(r"\[\[([^\[\]]{1,300})\]\]")
_WEB_LINK = re.compile(r"\[([^\[\]]{1,300})\]\([^()\s]{1,500}\)")
_SIGNED_DATE = re.compile(r"[📅🗓⏳🛫✅❌➕]\ufe0f?\s{0,3}(?:\d{4}-\d{2}-\d{2})?")
_INLINE_FIELD = re.compile(r"[\[(][^\[\]():]{1,60}::[^\[\]()]{0,100}[\])]")
_DATE = re.compile(r"\d{4}-\d{2}(?:-\d{2})?(?:T\d{2}:\d{2})?|\d{1,2}[./]\d{1,2}[./]\d{4}")
_WORD = re.compile(r"\w+")
_MINE, _THEIRS = ("→", "->"), ("←", "<-")
_EDGES = " \t,;:.–—·|-*_()"


def theirs(evidence: Evidence, tag: str) -> bool:
    """Whether the tag tells of what they did: it stands after `←`, or without any arrow on a line of theirs."""
    before, _ = _around(evidence.text, tag)
    mine, their = (max(before.rfind(arrow) for arrow in arrows) for arrows in (_MINE, _THEIRS))
    return evidence.direction == "in" if mine == their else their > mine


def words(text: str, tag: str = "") -> str:
    """What the line says at its tag: the words after it, else those before it, else all; at most 160 characters."""
    before, after = _around(text, tag)
    return plain(_until_next(after)) or plain(_since_arrow(before)) or plain(text)


def plain(text: str) -> str:
    """Text to be read: links as their words, no tags, marks nor the dates that belong to marks."""
    for pattern, instead in ((_INLINE_FIELD, ""), (_SIGNED_DATE, ""), (_WEB_LINK, r"\1"), (_NOTE_LINK, _label)):
        text = pattern.sub(instead, text)
    text = " ".join(_TAG.sub("", text).replace("**", "").split()).strip(_EDGES)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip(_EDGES) + "…"


def undated(text: str) -> str:
    """What tells a line from others: its words without dates, marks and punctuation, case folded.

    It stays when a date is moved, added or dropped.
    """
    for pattern in (_INLINE_FIELD, _SIGNED_DATE, _DATE, _TAG):
        text = pattern.sub(" ", text)
    return " ".join(_WORD.findall(same(text)))


def linked_after(text: str, tag: str) -> list[str]:
    """The targets of the note links that follow the tag."""
    return [link.partition("|")[0].partition("#")[0] for link in _NOTE_LINK.findall(_around(text, tag)[1])]


def _around(text: str, tag: str) -> tuple[str, str]:
    """What stands before and after the first spelling of the tag; everything is before a tag that is not there."""
    for found in _TAG.finditer(text):
        if exchange_tag(found[0]) == tag:
            return text[: found.start()], text[found.end() :]
    return text, ""


def _until_next(text: str) -> str:
    """Up to the next tag, arrow or line."""
    line = text.partition("\n")[0]
    for stop in (" #", *_MINE, *_THEIRS):
        line = line.partition(stop)[0]
    return line


def _since_arrow(text: str) -> str:
    """From the last arrow on, within the last line that says something."""
    line = text.rstrip().rpartition("\n")[2]
    for arrow in (*_MINE, *_THEIRS):
        line = line.rpartition(arrow)[2]
    return line


def _label(link: re.Match[str]) -> str:
    """What a note link shows: its own words, else the note's name."""
    target, _, label = link[1].partition("|")
    return label or target.rstrip("\\").rpartition("/")[2]
