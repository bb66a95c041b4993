"""How people say a day and a deadline in one line, folded as `names.fold` does."""

from __future__ import annotations

from mdnetwork.vocabulary.languages import longest_first, table, words_of

DAYS: dict[str, int] = {phrase: int(days) for phrase, days in table("days").items()}
"""Phrase -> days from today."""

LAST = words_of("day-words", "last")
NEXT = words_of("day-words", "next")
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
