"""Words: the channels of an interaction, English and Italian, each online or in person (vault-format, section 5)."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from mdnetwork.names import fold

_ONLINE: dict[str, str] = {
    "call": (
        "call, called, phone, phoned, phone call, telephone, rang, telefonata, telefonato, chiamata, chiamato, chiamata "
        "telefonica, telefono, sentito, sentita, sentiti, sentite"
    ),
    "email": "email, e-mail, emailed, mail, mailed, newsletter, pec, posta elettronica",
    "message": (
        "message, messaged, text, texted, sms, dm, dmed, whatsapp, signal, telegram, imessage, voice message, vocale, "
        "messaggio, messaggi, scritto"
    ),
    "video": "video, video call, videocall, zoom, teams, meet, google meet, skype, facetime, webinar, videochiamata, "
    "videochiamate, virtual coffee, caffe virtuale, call online",
    "linkedin": "linkedin",
    "chat": "chat, chatted, slack, discord, mattermost, matrix, chattato",
    "letter": "letter, postcard, lettera, cartolina",
}
_IN_PERSON: dict[str, str] = {
    "coffee": "coffee, coffees, tea, caffe, cappuccino",
    "breakfast": "breakfast, brunch, colazione",
    "lunch": "lunch, lunched, pranzo",
    "dinner": "dinner, supper, cena",
    "drinks": "drinks, drink, beer, beers, aperitivo, aperitivi, birra, pub",
    "meeting": "meeting, met, meetup, 1:1, one-on-one, incontro, incontrato, incontrata, incontrati, riunione, "
    "appuntamento, visto, vista, visti",
    "visit": "visit, visited, visita",
    "walk": "walk, hike, passeggiata",
    "event": "event, party, meet-up, evento, festa",
    "conference": "conference, seminar, workshop, symposium, convegno, conferenza, seminario",
    "fair": "fair, expo, fiera",
}
_CHANNELS = {word.strip(): channel for channel, words in (_ONLINE | _IN_PERSON).items() for word in words.split(",")}
_BEGINNINGS = frozenset(name.partition(" ")[0] for name in _CHANNELS)
_LONGEST = 3
"""How many words the longest entry has."""
_WORD = re.compile(r"[^\W_]+(?:[-:'][^\W_]+)*")
_CLAUSE = 8
"""How many words from the beginning a channel is looked for: later ones are what was talked about."""


def in_person(channel: str | None) -> bool:
    """Whether two people who use this channel see each other in the same place."""
    return channel in _IN_PERSON


@lru_cache(8192)
def channel_in(text: str) -> str | None:
    """The channel that the beginning of a line names: "coffee" for `caffè con Ada`, None where there is none.

    "call" in a sentence that is otherwise Italian ("call con Ada") is an online meeting: "video".
    """
    start_of_it = text[:160]
    folded = start_of_it.lower() if start_of_it.isascii() else fold(start_of_it)
    words = [match[0] for match in islice(_WORD.finditer(folded), _CLAUSE)]
    for start, word in enumerate(words):
        if word not in _BEGINNINGS:
            continue
        for length in range(min(_LONGEST, len(words) - start), 0, -1):
            channel = _CHANNELS.get(" ".join(words[start : start + length]))
            if channel:
                return "video" if word == "call" and "con" in words else channel
    return None
