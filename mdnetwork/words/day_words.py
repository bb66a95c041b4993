"""Words: how people say a day and a deadline in one line, English and Italian, folded as `names.fold` does."""

from __future__ import annotations

_DAYS: dict[int, str] = {
    -2: "day before yesterday, l'altro ieri, altro ieri, l'altroieri, altroieri, ier l'altro, avantieri, avant'ieri",
    -1: "yesterday, last night, ieri, iersera",
    0: "today, this morning, this afternoon, this evening, tonight, just now, oggi, stamattina, stamani, questa mattina, "
    "questo pomeriggio, questa sera, stasera, stanotte",
    1: "tomorrow, domani, domattina",
    2: "day after tomorrow, dopodomani",
}
DAYS: dict[str, int] = {phrase: days for days, phrases in _DAYS.items() for phrase in phrases.split(", ")}
"""Phrase -> days from today."""

LAST = frozenset(["last", "past", "scorso", "scorsa", "passato", "passata"])
NEXT = frozenset(["next", "coming", "prossimo", "prossima"])
THIS = frozenset(["this", "questo", "questa"])
"""What turns a weekday, or a week, to the past or the future; with THIS, whichever way the sentence looks."""

PARTS = tuple(
    f" {part}" for part in ["morning", "afternoon", "evening", "night", "mattina", "pomeriggio", "sera", "notte"]
)
"""What may follow a day: "monday evening", "ieri sera"."""

AGO = frozenset({"ago", "fa"})
"""After a length of time."""
HENCE = frozenset({"in", "fra", "tra", "within", "entro"})
"""Before a length of time."""
ARTICLES = frozenset(["on", "the", "il", "lo", "la", "l'", "di", "del", "della", "of"])
"""What may stand before a day and says nothing about it."""
COUPLES = ("a couple of ", "couple of ", "un paio di ", "paio di ")
"""Two, in many words."""

ENDS: dict[str, str] = {
    phrase: unit
    for unit, phrases in {
        "week": "end of week, end of the week, week, the week, fine settimana, la settimana, fine della settimana",
        "month": "end of month, end of the month, month, the month, fine mese, fine del mese, il mese",
        "quarter": "end of quarter, end of the quarter, quarter, fine trimestre, fine del trimestre",
        "year": "end of year, end of the year, year, the year, fine anno, fine dell'anno, l'anno",
    }.items()
    for phrase in phrases.split(", ")
}
"""The end of what we are in. The bare ones ("by the week", "entro l'anno") are ends only in a deadline."""
END_OF = ("end of ", "fine di ", "fine ")
"""Before a month's name."""

DEADLINES = frozenset(["by", "before", "within", "until", "till", "due", "for", "entro", "per"])
"""Before the day on which something promised is due. "before" counts as "by"."""
