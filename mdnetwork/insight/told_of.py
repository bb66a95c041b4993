"""Insight: what a field of a person's note tells of them, as half a sentence."""

from __future__ import annotations

from mdnetwork.messages import Texts


def told_of(field: str, text: str, texts: Texts) -> str:
    """“knows about …”, “works as …”: the field's words as they stand."""
    say = texts.say
    return {
        "expertise": say("knows about “{what}”", what=text),
        "role": say("works as “{what}”", what=text),
        "org": say("works for “{what}”", what=text),
        "sector": say("works in “{what}”", what=text),
        "interests": say("cares about “{what}”", what=text),
        "tags": say("is tagged #{what}", what=text),
        "needs": say("looks for “{what}” too", what=text),
    }[field]
