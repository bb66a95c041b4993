"""What is meant to happen at a meeting, as its note says: its aim, questions, something to offer, the ask."""

from __future__ import annotations

from collections.abc import Iterable

from mdnetwork.frozen import NamedTuple
from mdnetwork.names import bare
from mdnetwork.parsing.inline import plain_text
from mdnetwork.parsing.outline import BodyLine
from mdnetwork.vocabulary.notes import INTENTS, Intent

_LISTED = frozenset({"text", "bullet", "task"})
_LONGEST = 40


class Intended(NamedTuple):
    """A line that says what is meant to happen."""

    intent: Intent
    text: str
    line: int


def intent_of(line: BodyLine) -> tuple[Intent | None, str]:
    """What a line says of the meeting ahead, with its words: below such a heading, or after a label (`Aim: …`)."""
    text = plain_text(line.text)
    label, colon, rest = text.partition(":")
    if colon and len(label) <= _LONGEST and line.kind in _LISTED and bare(label) in INTENTS:
        return INTENTS[bare(label)], rest.strip()
    above = (INTENTS[words] for heading in reversed(line.headings) if (words := bare(heading)) in INTENTS)
    return next(above, None), text


def intended(lines: Iterable[BodyLine]) -> list[Intended]:
    """Everything that the lines of a meeting's note say of what is to happen there."""
    found = []
    for line in lines:
        intent, text = intent_of(line) if line.kind in _LISTED and not line.inert else (None, "")
        if intent and text.strip():
            found.append(Intended(intent, text.strip(), line.number))
    return found
