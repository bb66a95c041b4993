"""The signs in a line: its date, direction and place; the Tasks plugin's emoji and Dataview fields."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from mdnetwork.model import Direction
from mdnetwork.names import fold
from mdnetwork.parsing.dates_written import is_ambiguous, leading_date, parse_date
from mdnetwork.parsing.inline import links_in, name_of_target
from mdnetwork.parsing.settings import DateOrder
from mdnetwork.vocabulary.languages import longest_first, pattern, spellings, words_of

_OPENERS, _CLOSERS = "[(*_ ", "])*_"
_SEPARATORS = " \t:-–—·|,"
_TIME = re.compile(r"[T ,]{1,2}[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:Z|[+-][0-9]{2}:?[0-9]{2})?(?![0-9])")
_IMPOSSIBLE = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])|[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{4}(?![0-9])|[0-9]{1,2}/[0-9]{1,2}(?=:)"
)
_PLAINLY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}) (?=[^\W\d_])(?!T[0-9])")
"""The start of most entries: a day, a space, a word."""
_NUMBER = re.compile(r"\d")
_SPELT = re.compile(
    r"(?:[^\W\d_]{2,10},? )?(?:[0-9]{1,2}(?:st|nd|rd|th|[°º.])? [^\W\d_]{3,10}\.?"
    r"|[^\W\d_]{3,10}\.? [0-9]{1,2}(?:st|nd|rd|th)?),? [0-9]{4}(?=[\s*_)\]]|$)"
)
"""A day in words without a separator after it: `14 agosto 2026 cena`, `Mon, Aug 3rd, 2026`."""
_HEAD = 40
"""A longer start of a line is text, not a date in words."""
_EMOJI = {
    "📅": "due",
    "🗓": "due",
    "📆": "due",
    "⏳": "scheduled",
    "⌛": "scheduled",
    "🛫": "start",
    "✅": "done",
    "❌": "cancelled",
    "➕": "created",
    "🔁": "recurrence",
    "🆔": "id",
    "⛔": "depends",
    "🏁": "finally",
    **dict.fromkeys("🔺⏫🔼🔽⏬", "priority"),
}
_SIGN = re.compile("[" + "".join(_EMOJI) + "]")
_FIELD = re.compile(r"[\[(]([A-Za-z][\w -]{0,30})::([^\[\]()]{0,80})[\])]")
_BARE_FIELD = re.compile(r"\b(follow-?up|waiting-since|due|scheduled|start|completion):: ?([0-9]{4}-[0-9]{2}-[0-9]{2})")
_IN_BRACKETS = re.compile(r"\(([0-9]{4}-[0-9]{2}-[0-9]{2})\)")
_DUE_BY = "|".join(map(re.escape, longest_first(words_of("day-words", "due-by"))))
_BY = re.compile(rf" ?\b(?:{_DUE_BY}) ([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})(?![0-9])", re.IGNORECASE)
_NAMES = {"completion": "done", "followup": "due", "follow up": "due", "waiting since": "waiting"}
_ARROW = re.compile("→|->|←|<-")
_OUT = ("→", "->")
_DIRECTION = re.compile(pattern(spellings("labels", "direction")), re.IGNORECASE)
_OUT_WORDS = words_of("directions", "out")
_IN_WORDS = words_of("directions", "in")
_PLACE = re.compile(r"(?:^|\s)@([^\W\d_][\w'’-]{0,60})")


class Dated(NamedTuple):
    """A line with a day: the day, and the text without it."""

    day: date
    rest: str


class Signs(NamedTuple):
    """A task's signs by name ("due", "done", "waiting"…), and the text without them."""

    dates: dict[str, date]
    rest: str


def dated(text: str, order: DateOrder = "") -> Dated | None:
    """The day that a line starts with: plain, bold, in brackets or as a link, followed by any separator."""
    plain = _PLAINLY.match(text)
    if plain is not None and (day := parse_date(plain[1])) is not None:
        return Dated(day, text[plain.end() :].strip())
    if text.startswith("[") and (found := _linked(text, order)):
        return found
    bare = text.lstrip(_OPENERS)
    first = bare[:1]
    if not first.isalnum():
        return None
    opened = text[: len(text) - len(bare)].strip()
    found_date = leading_date(bare, order) if first.isdigit() else None
    if found_date is not None:
        return Dated(found_date[0], _after(bare[found_date[1] :], opened))
    return _in_words(bare, order)


def dated_last(text: str, order: DateOrder = "") -> Dated | None:
    """The day that a line ends with, after a separator: `Roadmap review — 2026-07-10`."""
    head, _, last = text.rstrip().rpartition(" ")
    word = last.strip(_OPENERS + _CLOSERS + ".")
    found = leading_date(word, order)
    if found is None or found[1] != len(word) or not head.strip():
        return None
    return Dated(found[0], head.rstrip(_SEPARATORS + _OPENERS))


def unreadable_date(text: str, order: DateOrder = "") -> str | None:
    """The start of a line, if it looks like a date and is none: "2026-02-30", `3/11:`, 05/03/2026."""
    match = _IMPOSSIBLE.match(text.lstrip(_OPENERS))
    return match[0] if match and parse_date(match[0], order) is None else None


def is_unclear(written: str) -> bool:
    """Whether such a date would be valid if the order of day and month were known."""
    return is_ambiguous(written)


def direction_in(text: str) -> Direction:
    """The direction: "out" for `→`, "in" for `←`, or from `[direction:: out]`, `Direction: Inbound`; else "mutual"."""
    arrow = _ARROW.search(text)
    if arrow is not None:
        return "out" if arrow[0] in _OUT else "in"
    label = _DIRECTION.search(text) if ":" in text else None
    if label is None:
        return "mutual"
    said = fold(text[label.start() :].partition(":")[2].split("\n")[0][:40].strip(" :*_])"))
    word = said.partition(" ")[0].rstrip("])*,.")
    return "out" if said in _OUT_WORDS or word in _OUT_WORDS else "in" if word in _IN_WORDS else "mutual"


def due_in(text: str) -> date | None:
    """The due date of what a line promises: `📅 2026-10-11`, `[due:: …]`, `(2026-10-11)`, `by 2026-10-11`."""
    if not _NUMBER.search(text):
        return None  # every sign has a number, and most lines have none
    found = signs_in(text).dates
    return found.get("due") or found.get("scheduled") or found.get("start")


def without_by(text: str) -> str:
    """The text without `by 2026-10-11`, so that only signs are left."""
    return _BY.sub("", text)


def signs_in(text: str) -> Signs:
    """All signs of a task line: the Tasks plugin's emoji (with or without space and variation selector), and fields."""
    dates: dict[str, date] = {}
    if "::" in text:
        text = _FIELD.sub(lambda match: _keep(match, dates), text)
        text = _BARE_FIELD.sub(lambda match: _keep(match, dates), text)
    rest = text if text.isascii() else _without_emoji(text, dates)
    if "(" in rest and "due" not in dates:
        rest = _IN_BRACKETS.sub(lambda match: _keep_due(match, dates), rest)
    if "-" in rest and "due" not in dates:
        rest = _BY.sub(lambda match: _keep_due(match, dates), rest)
    return Signs(dates, " ".join(rest.split()))


def _without_emoji(text: str, dates: dict[str, date]) -> str:
    pieces = _SIGN.split(text)
    kept = [pieces[0]]
    for sign, piece in zip(_SIGN.findall(text), pieces[1:], strict=True):
        kept.append(_signed(_EMOJI[sign], piece.replace("\ufe0f", "").replace("\xa0", " "), dates))
    return "".join(kept)


def place_in(text: str) -> str | None:
    """The place of a line (`@London`, but not an e-mail address); None if it has none."""
    match = _PLACE.search(text) if "@" in text else None
    return match[1] if match else None


def _linked(text: str, order: DateOrder) -> Dated | None:
    links = links_in(text[:400])
    if not links or links[0].start:
        return None
    link = links[0]
    day = parse_date(link.label, order) or parse_date(name_of_target(link.target), order)
    return Dated(day, _after(text[link.end :])) if day else None


def _in_words(text: str, order: DateOrder) -> Dated | None:
    if not _NUMBER.search(text, 0, _HEAD + 3):
        return None
    match = _SPELT.match(text)
    if match and (day := parse_date(match[0])):
        return Dated(day, _after(text[match.end() :]))
    for separator in (":", " - ", " – ", " — ", " | ", " · "):
        head, found, rest = text[: _HEAD + 3].partition(separator)
        if found and _NUMBER.search(head) and (day := parse_date(head.rstrip(_CLOSERS), order)):
            return Dated(day, _after(rest + text[_HEAD + 3 :]))
    return None


def _after(rest: str, opened: str = "") -> str:
    """The words after a date. `opened` are the signs before it, which may close after a colon: `**2026-03-04:**`."""
    match = _TIME.match(rest)
    rest = rest[match.end() :] if match else rest
    stripped = rest.lstrip(_CLOSERS)
    if opened and opened in {"*", "**", "_", "__"} and stripped.lstrip(_SEPARATORS).startswith(f"{opened} "):
        return stripped.lstrip(_SEPARATORS)[len(opened) :].strip()
    arrow = stripped.lstrip(" \t:–—·|,")
    return arrow.strip() if arrow.startswith(("->", "→", "- [")) else stripped.lstrip(_SEPARATORS).strip()


def _keep(match: re.Match[str], dates: dict[str, date]) -> str:
    name = fold(match[1]).replace("-", " ").strip()
    day = parse_date(match[2].strip())
    if day is None:
        return match[0] if name not in {"repeat", "priority", "id"} else ""
    dates.setdefault(_NAMES.get(name, name), day)
    return ""


def _keep_due(match: re.Match[str], dates: dict[str, date]) -> str:
    day = parse_date(match[1])
    if day is None:
        return match[0]
    dates.setdefault("due", day)
    return ""


def _signed(name: str, piece: str, dates: dict[str, date]) -> str:
    """The text after a sign, without the sign's date or words."""
    text = piece.lstrip()
    if name == "priority":
        return piece
    if name in {"recurrence", "id", "depends", "finally"}:
        return ""
    found = leading_date(text)
    if found is None:
        return piece
    dates.setdefault(name, found[0])
    return text[found[1] :]
