"""The words of days: months, weekdays, numbers, lengths of time, phrases and deadlines, folded as `names.fold` does."""

from __future__ import annotations

from mdnetwork.dates import Span
from mdnetwork.vocabulary.languages import longest_first, table, words_of

MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
"""The keys of `[months]`."""
WEEKDAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""The keys of `[weekdays]`."""
MONTHS: dict[str, int] = {word: MONTH_NAMES.index(name) + 1 for word, name in table("months").items()}
"""Names and short names of months, 1-12. `mar` is March; it also means martedì, but a date never has only a weekday."""

WEEKDAYS: dict[str, int] = {word: WEEKDAY_NAMES.index(name) for word, name in table("weekdays").items()}
"""Names and short names of weekdays, 0 (Monday) to 6."""

NUMBERS: dict[str, int] = {word: int(number) for word, number in table("numbers").items()}
"""Numbers as words. "every other month" and "every second month" mean every two months."""

TIMES: dict[str, int] = {word: int(number) for word, number in table("times").items()}
"""Frequencies of one word: "twice a year"."""

EVERY = tuple(f"{word} " for word in longest_first(words_of("cadence", "every")))
"""Before a month or a length of time: "every August"."""
TIMES_WORDS = longest_first(words_of("cadence", "times"))
"""Behind a number: "two times a year"."""
PER = tuple(word if word.endswith("'") else f"{word} " for word in longest_first(words_of("cadence", "per")))
"""Between how often and a length of time: "twice a year"."""
NEVER = words_of("cadence", "never")
"""No cadence, by choice."""
LIGHT = longest_first(words_of("cadence", "light"))
"""Behind a cadence that light touches satisfy too."""
DAYS: dict[str, int] = {phrase: int(days) for phrase, days in table("days").items()}
"""Phrase -> days from today."""

LAST = words_of("day-words", "last")
NEXT = words_of("day-words", "next")
AGREED_NEXT = longest_first(words_of("day-words", "agreed-next"))
"""What comes before the day of the next talk: "next time 2 December", "ci rivediamo il 2 dicembre"."""
THIS = words_of("day-words", "this")
"""Words that move a weekday or week to the past or the future. THIS takes the direction of the sentence."""

PARTS = tuple(f" {part}" for part in longest_first(words_of("day-words", "parts")))
"""Words that may follow a day: "monday evening", "ieri sera"."""

AGO = words_of("day-words", "ago")
"""Words after a length of time."""
HENCE = words_of("day-words", "hence")
"""Words before a length of time."""
ARTICLES = words_of("day-words", "articles")
"""Words that may precede a day without changing its meaning."""
COUPLES = tuple(f"{words} " for words in longest_first(words_of("day-words", "couple")))
"""Phrases for two."""

ENDS: dict[str, str] = table("ends")
"""Ends of the current week, month or year. The bare ones ("by the week", "entro l'anno") only in deadlines."""
END_OF = tuple(f"{words} " for words in longest_first(words_of("day-words", "end-of")))
"""Words before the name of a month."""

DEADLINES = words_of("day-words", "deadline")
"""Words before the due date of a promise. "before" means the same as "by"."""

DUE_BY = longest_first(words_of("day-words", "due-by"))
"""Words before a deadline in a note."""
BETWEEN = words_of("day-words", "between")
"""Small words within a date in words: "the 5th of May"."""


def _span(written: str) -> Span:
    """The length of time that a key names: "7d" is seven days, "3m" three months."""
    number = int(written[:-1])
    return Span(months=number) if written.endswith("m") else Span(days=number)


UNITS: dict[str, Span] = {word: _span(span) for word, span in table("units").items()}
"""Units after a number: "2 weeks", "30 gg"."""

RHYTHMS: dict[str, Span] = {word: _span(span) for word, span in table("rhythms").items()}
"""Cadences of one word. Biweekly, bimonthly and bisettimanale are missing because they are ambiguous."""
