"""Words: how people say a day and a deadline in one line, folded as `names.fold` does."""

from __future__ import annotations

from mdnetwork.words.languages import longest_first, table, words_of

DAYS: dict[str, int] = {phrase: int(days) for phrase, days in table("days").items()}
"""Phrase -> days from today."""

LAST = words_of("day-words", "last")
NEXT = words_of("day-words", "next")
THIS = words_of("day-words", "this")
"""What turns a weekday, or a week, to the past or the future; with THIS, whichever way the sentence looks."""

PARTS = tuple(f" {part}" for part in longest_first(words_of("day-words", "parts")))
"""What may follow a day: "monday evening", "ieri sera"."""

AGO = words_of("day-words", "ago")
"""After a length of time."""
HENCE = words_of("day-words", "hence")
"""Before a length of time."""
ARTICLES = words_of("day-words", "articles")
"""What may stand before a day and says nothing about it."""
COUPLES = tuple(f"{words} " for words in longest_first(words_of("day-words", "couple")))
"""Two, in many words."""

ENDS: dict[str, str] = table("ends")
"""The end of what we are in. The bare ones ("by the week", "entro l'anno") are ends only in a deadline."""
END_OF = tuple(f"{words} " for words in longest_first(words_of("day-words", "end-of")))
"""Before a month's name."""

DEADLINES = words_of("day-words", "deadline")
"""Before the day on which something promised is due. "before" counts as "by"."""
