"""Words: what joins people to a line that tells of meeting them, English and Italian, folded as `names.fold` does."""

from __future__ import annotations

TOGETHER = frozenset({"with", "w/", "w", "con"})
"""Before those whom a line is about."""
AND = frozenset({"and", "&", "+", "e", "ed"})
"""Between two of them."""
FROM = frozenset({"from", "da", "dal", "dalla"})
"""Before the one who got in touch, where the channel is no place to be in: "email da Ada", but "cena da Ada"."""
TO = frozenset({"to", "a", "ad", "al", "alla"})
"""Before the one whom the user got in touch with; with `#intro`, between the two who were introduced."""
NOBODY = frozenset(
    [
        "a",
        "an",
        "the",
        "my",
        "her",
        "his",
        "their",
        "our",
        "your",
        "some",
        "someone",
        "somebody",
        "everyone",
        "everybody",
        "me",
        "us",
        "him",
        "them",
        "it",
        "this",
        "that",
        "un",
        "uno",
        "una",
        "il",
        "lo",
        "la",
        "i",
        "gli",
        "le",
        "l'",
        "mio",
        "mia",
        "miei",
        "mie",
        "suo",
        "sua",
        "suoi",
        "sue",
        "loro",
        "nostro",
        "nostra",
        "tutti",
        "tutto",
        "tutta",
        "lui",
        "lei",
        "noi",
        "calma",
        "piacere",
        "qualcuno",
    ]
)
"""What may follow "with" without being a name."""
PARTICLES = frozenset(
    [
        "de",
        "di",
        "da",
        "del",
        "della",
        "dei",
        "dal",
        "van",
        "von",
        "der",
        "den",
        "la",
        "le",
        "lo",
        "bin",
        "al",
        "st",
        "mac",
        "o'",
    ]
)
"""Small words within a name."""
OWED = frozenset({"promised", "waiting", "asked"})
"""Exchange tags that may have a deadline."""
ITALIAN = frozenset({"con", "da", "dal", "dalla", "al", "alla", "ad"})
"""The words before people that are Italian."""
