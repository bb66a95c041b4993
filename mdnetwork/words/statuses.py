"""Words: how people write that someone is not to be followed up, in English and Italian, folded."""

from __future__ import annotations

from mdnetwork.model import Status

_STATUSES: dict[Status, str] = {
    "paused": "paused, pause, on hold, in pausa, sospeso, sospesa",
    "archived": "archived, archive, archiviato, archiviata",
    "dormant": "dormant, dormiente",
    "closed": "closed, lost, chiuso, chiusa",
    "inactive": "inactive, inattivo, inattiva",
    "deceased": "deceased, dead, died, deceduto, deceduta, defunto, defunta, morto, morta, scomparso, scomparsa",
    "no-contact": "no contact, do not contact, blocked, non contattare, nessun contatto",
}
STATUSES: dict[str, Status] = {word: status for status, words in _STATUSES.items() for word in words.split(", ")}
"""Word or words, `-` and `_` as spaces -> status."""

YES = frozenset({"true", "yes", "y", "on", "1", "x", "si", "vero"})
"""Ways to say yes in a field that is a switch, folded."""
NO = frozenset({"false", "no", "n", "off", "0", "falso", ""})
"""Ways to say no in a field that is a switch, folded."""
