"""Reading: dates in paths by Moment's formats, in which Obsidian's settings name daily notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from mdnetwork.names import fold
from mdnetwork.words.calendar_words import MONTHS

TOKENS = re.compile(
    r"\[[^\[\]]*\]|YYYY|YY|MMMM|MMM|MM|Mo|M|DDDD|DDD|Do|DD|D|dddd|ddd|dd|do|d|E|e|gggg|gg|GGGG|GG|Wo|WW|W|wo|ww|w|Qo|Q"
    r"|HH|H|hh|h|kk|k|mm|m|ss|s|A|a|X|x|ZZ|Z|.",
    re.DOTALL,
)
LONGEST = 200
"""Characters of a format. A longer one names no day: no path is as long."""
_WORD = r"[^\W\d_]++"
_ORDINAL = r"[0-9]{1,2}+(?:st|nd|rd|th|[°ºª.])?"
_SHAPES = {
    "YYYY": r"[0-9]{4}",
    "YY": r"[0-9]{2}",
    "MMMM": _WORD,
    "MMM": _WORD,
    "MM": r"[0-9]{2}",
    "M": r"[0-9]{1,2}+",
    "DD": r"[0-9]{2}",
    "D": r"[0-9]{1,2}+",
    "Do": _ORDINAL,
}
_OTHERS = {
    **dict.fromkeys(("dddd", "ddd", "dd"), _WORD),
    **dict.fromkeys(("A", "a"), "[AaPp][Mm]"),
    **dict.fromkeys(("gggg", "GGGG"), r"[0-9]{4}"),
    **dict.fromkeys(("HH", "hh", "kk", "mm", "ss", "WW", "ww", "gg", "GG"), r"[0-9]{2}"),
    "Z": r"[-+0-9:]++",
}
_NUMBER = r"[0-9]++(?:st|nd|rd|th)?+"
"""Any other letter. Quantifiers are possessive: what a token takes it keeps, so that no format of a vault makes time
grow with more than the length of a path. The tokens that stand side by side (`YYYYMMDDHHmm`) have a fixed width."""


def date_by(moment_format: str, text: str) -> date | None:
    """The day that `text`, in this format, names; None where it has another form or the format names no day."""
    pattern = _pattern(moment_format)
    match = pattern.fullmatch(text) if pattern else None
    return _day(match.groupdict()) if match else None


@lru_cache(64)
def _pattern(moment_format: str) -> re.Pattern[str] | None:
    tokens = TOKENS.findall(moment_format) if len(moment_format) <= LONGEST else []
    named = set(tokens)
    if not (named & {"YYYY", "YY"} and named & {"MMMM", "MMM", "MM", "M"} and named & {"DD", "D", "Do"}):
        return None
    return re.compile("".join(_shapes(tokens)))


def _shapes(tokens: list[str]) -> Iterator[str]:
    seen: set[str] = set()
    for token in tokens:
        if token in _SHAPES:
            yield f"(?P={token})" if token in seen else f"(?P<{token}>{_SHAPES[token]})"
            seen.add(token)
        elif token.startswith("[") and len(token) > 1:
            yield re.escape(token[1:-1])
        elif TOKENS.fullmatch(token) and token.isalpha() and token.isascii():
            yield _OTHERS.get(token, _NUMBER)
        else:
            yield re.escape(token)


def _day(parts: dict[str, str | None]) -> date | None:
    year = parts.get("YYYY") or f"20{parts.get('YY')}"
    word = parts.get("MMMM") or parts.get("MMM") or ""
    month = parts.get("MM") or parts.get("M") or str(MONTHS.get(fold(word), 0))
    day = parts.get("DD") or parts.get("D") or (parts.get("Do") or "")
    try:
        return date(int(year), int(month), int(day.rstrip("sthndr°ºª.")))
    except ValueError:
        return None
