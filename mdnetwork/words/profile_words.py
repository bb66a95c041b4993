"""Words: what a line of one's own log tells of: taking part, something published, recognition; English and Italian."""

from __future__ import annotations

import re
from typing import Literal

from mdnetwork.names import fold

Deed = Literal["took_part", "published", "recognised"]

_DEEDS: dict[Deed, str] = {
    "recognised": (
        "invited, invitation, mentioned, mention, quoted, award, awarded, prize, interviewed, interview, keynote, cited, "
        "invitata, invitato, invito, menzionata, menzionato, menzione, citata, citato, citazione, premio, premiata, "
        "premiato, intervista, intervistata, intervistato"
    ),
    "published": (
        "post, posted, article, wrote, published, talk, gave a talk, paper, newsletter, podcast, video, slides, book(?! fair| club), blog, "
        "lecture, pubblicato, pubblicata, articolo, scritto, relazione, intervento, discorso, libro, lezione"
    ),
    "took_part": (
        "comment, commented, event, fair, fiera, attended, conference, meetup, workshop, panel, joined, volunteered, association, forum, "
        "community, commento, commentato, evento, partecipato, convegno, conferenza, incontro, volontariato, associazione, "
        "comunita"
    ),
}
"""What is looked for, the rarest first: an invitation to a talk is recognition."""
_TABLE = r"(?:\w+ ){0,2}(?:dinner|lunch|birthday|wedding|party|tea|coffee)"
_OTHERS = (
    "read",
    "reading",
    "listened",
    "watched",
    "declined",
    "subscribed",
    rf"invit(?:ed|ation) (?:\w+ ){{0,2}}to {_TABLE}",
    "letto",
    "ascoltato",
    "guardato",
    "declinato",
    "rifiutato",
    r"invit\w+ (?:a|al|alla) (?:cena|pranzo|compleanno|matrimonio|aperitivo)",
)
"""What I did with what others made, and invitations to their table: no deed of a profession."""
_JOINED = "comment, commented, attended, joined, volunteered, heard, commento, commentato, partecipato, assistito"
"""Taking part, whatever it was that one took part in: a comment on a post is no post."""
_MINE = re.compile(
    r"\b(?:mentioned|quoted|cited|interviewed|menzionato|citato|intervistato) (?!in\b|by\b|as\b|me\b|su\b|da\b|come\b)"
)
"""I mentioned somebody: theirs is the recognition."""
_PATTERNS = {deed: re.compile(rf"\b(?:{'|'.join(words.split(', '))})\b") for deed, words in _DEEDS.items()}
_NONE = re.compile(rf"\b(?:{'|'.join(_OTHERS)})\b")
_TAKING_PART = re.compile(rf"\b(?:{'|'.join(_JOINED.split(', '))})\b")


def deed_in(text: str) -> Deed | None:
    """What a line of one's own log tells of; None where no word of it says."""
    said = fold(text) if "←" in text else _MINE.sub(" ", fold(text))
    if _NONE.search(said):
        return None
    if _TAKING_PART.search(said):
        return "took_part"
    return next((deed for deed, pattern in _PATTERNS.items() if pattern.search(said)), None)
