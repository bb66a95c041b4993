"""Words: the headings under which people keep a log, a list of attendees, and what is owed (vault-format, section 5)."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from mdnetwork.model import Owed
from mdnetwork.names import bare, fold

LINKED = "linked"
"""The relation of a link in a sentence: a note tells of somebody, and does not say how they know each other."""
Section = Literal["log", "attendees", "relations", "other"]

_LOG = (
    "log, interactions, interaction log, recent interactions, interaction timeline, interaction history, activity, "
    "activities, contact log, conversations, conversation notes, conversation history, communication log, "
    "communications, meetings, history, timeline, recent thread, call log, touchpoints, "
    "diario, registro, registro contatti, interazioni, conversazioni, incontri, riunioni, appuntamenti, telefonate, "
    "messaggi, storico, cronologia, attivita"
)
_ATTENDEES = "attendees, participants, attending, people, who came, present, partecipanti, presenti, invitati"
_RELATIONS = "related, related people, relationships, relations, relazioni, correlati"
_MINE = ("i owe", "things i owe", "le devo", "gli devo", "devo a", "ho promesso", "my promises", "promised by me")
_THEIRS = ("they owe", "things they owe", "owes me", "mi deve", "mi ha promesso", "in sospeso", "waiting for")
_SECTIONS: dict[str, Section] = {
    **dict.fromkeys(_LOG.split(", "), "log"),
    **dict.fromkeys(_ATTENDEES.split(", "), "attendees"),
    **dict.fromkeys(_RELATIONS.split(", "), "relations"),
}
_PLAIN = "#*_:`~ \t"


@lru_cache(4096)
def section_of(heading: str, log_headings: tuple[str, ...] = ()) -> Section:
    """What stands under a heading. Case, accents, emoji and numbers do not matter; `log_headings` are further logs."""
    words = bare(heading)
    if any(words == bare(known) for known in log_headings):
        return "log"
    return _SECTIONS.get(words, "other")


@lru_cache(4096)
def owed_under(heading: str) -> Owed:
    """Who owes what is listed under a heading: "mine" under "I owe", "theirs" under "They owe me"."""
    words = fold(heading).strip(_PLAIN)
    words = bare(words) or words
    if words.startswith(_THEIRS) or words.endswith("owes me"):
        return "theirs"
    return "mine" if words.startswith(_MINE) else ""
