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
        "post, posted, article, wrote, published, talk, gave a talk, paper, newsletter, podcast, video, slides, book, blog, "
        "lecture, pubblicato, pubblicata, articolo, scritto, relazione, intervento, discorso, libro, lezione"
    ),
    "took_part": (
        "comment, commented, event, attended, conference, meetup, workshop, panel, joined, volunteered, association, forum, "
        "community, commento, commentato, evento, partecipato, convegno, conferenza, incontro, volontariato, associazione, "
        "comunita"
    ),
}
"""What is looked for, the rarest first: an invitation to a talk is recognition."""
_PATTERNS = {deed: re.compile(rf"\b(?:{'|'.join(words.split(', '))})\b") for deed, words in _DEEDS.items()}


def deed_in(text: str) -> Deed | None:
    """What a line of one's own log tells of; None where no word of it says."""
    said = fold(text)
    return next((deed for deed, pattern in _PATTERNS.items() if pattern.search(said)), None)
