"""The signs in a line: its date, direction and place; the Tasks plugin's emoji and Dataview fields."""

from __future__ import annotations

import re
from datetime import date

from mdnetwork.dates import DateOrder
from mdnetwork.days.deadlines import deadline_in
from mdnetwork.days.reader import (
    TIME,
    DateProblem,
    DateReading,
    date_at,
    day_said,
    has_full_year,
    leading_date,
    moment_at,
    parse_date,
)
from mdnetwork.frozen import NamedTuple
from mdnetwork.lazy import lazy_pattern
from mdnetwork.model import Direction
from mdnetwork.names import fold
from mdnetwork.parsing.inline import links_in, name_of_target
from mdnetwork.vocabulary.channels import channel_in, is_channel
from mdnetwork.vocabulary.day_words import DAYS, DUE_BY, LAST, WEEKDAYS
from mdnetwork.vocabulary.languages import pattern, spellings, words_of
from mdnetwork.vocabulary.people import AND, FROM, PARTICLES, TO, TOGETHER
from mdnetwork.vocabulary.sentences import HAPPENED

OPENERS, CLOSERS, SEPARATORS = "[(*_ ", "])*_", " \t:-–—·|,"
"""What is written before, after and behind a date at the start of a line."""
_PLAINLY = lazy_pattern(r"([0-9]{4}-[0-9]{2}-[0-9]{2}) (?=[^\W\d_])(?!T[0-9])")
"""The start of most entries: a day, a space, a word."""
_NUMBER = lazy_pattern(r"\d")
_STAMP = lazy_pattern(r"[ ,]+(?P<weekday>[^\W\d_]{2,10})\.?[^\]>)\n]{0,20}?(?=[\]>)])")
"""The rest of `<2026-10-01 Thu 10:00 .+2w>` after the date, as org-mode writes it."""
_BREAK = lazy_pattern(r"\s*(?:$|[:|·,–—]|- )")
"""A separator between a date and the words after it."""
_SURE = 4
"""The fewest letters of a month in small letters that needs no separator and no channel after it.

"1 set of notes" is not September.
"""
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
_SIGN = lazy_pattern("[" + "".join(_EMOJI) + "]")
_FIELD = lazy_pattern(r"[\[(]([A-Za-z][\w -]{0,30})::([^\[\]()]{0,80})[\])]")
_BARE_FIELD = lazy_pattern(
    r"\b(follow-?up|waiting-since|due|scheduled|start|completion):: ?([0-9]{4}-[0-9]{2}-[0-9]{2})"
)
_IN_BRACKETS = lazy_pattern(r"\(([0-9]{4}-[0-9]{2}-[0-9]{2})\)")
_AT = lazy_pattern(
    r"@(?P<name>due|scheduled|start|done)?(?:\{|\(?\[\[|\()(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:\}|\]\]\)?|\))"
    r"(?: ?@@\{[0-9:]{1,8}\})?"
    r"|\(@(?P<reminded>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:[ T][0-9]{1,2}:[0-9]{2})?\)"
    r"|@(?P<bare>[0-9]{4}-[0-9]{2}-[0-9]{2})(?![0-9-])"
)
"""A day as the plugins Kanban and Reminder, TaskPaper and outliners write it.

`@{2026-11-25} @@{10:00}`, `(@2026-11-25 10:00)`, `@due(2026-11-25)`.
"""
_PLAIN_FIELD = lazy_pattern(r"\b(due|scheduled|start): ?([0-9]{4}-[0-9]{2}-[0-9]{2})(?![0-9-])")
"""A day as todo.txt has it: `due:2026-11-25`."""
_FORWARDED = lazy_pattern(r"(?<=\S) >([0-9]{4}-[0-9]{2}-[0-9]{2})(?![0-9-])")
"""A day as NotePlan has it: `>2026-11-25`."""
_WORDS_BY = "|".join(map(re.escape, DUE_BY))
_BY = lazy_pattern(rf" ?\b(?:{_WORDS_BY}) ([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})(?![0-9])", re.IGNORECASE)
_DATE_FIELDS = frozenset(
    ["due", "scheduled", "start", "completion", "followup", "follow up", "waiting since", "created"]
)
_NAMES = {"completion": "done", "followup": "due", "follow up": "due", "waiting since": "waiting"}
_ARROW = lazy_pattern("→|->|←|<-")
_CLAUSES = lazy_pattern(r"[:;,.!?|·—–](?=\s|$)| - ")
_PROSE = lazy_pattern(r"[^\W_]+(?:['’-][^\W_]+)*")
_ENDS_IN_NUMBER = lazy_pattern(r"(?<![\w:@#])[€$£]?[0-9]+(?:[.,][0-9]+)?[%€$£k]?$")
"""A quantity before an arrow: "10 → 12 euros"."""
_BESIDE_ARROW = lazy_pattern(r"[#@][\w’'/-]+|\([^()]*\)|\b[0-9]{1,2}[:.h][0-9]{2}\b|\b[0-9]+ ?[^\W\d_]+")
"""Tags, places, remarks, times and lengths of time."""
_JOINING = TOGETHER | AND | FROM | TO | PARTICLES
_OUT = ("→", "->")
_DIRECTION_LABEL = lazy_pattern(pattern(spellings("labels", "direction")), re.IGNORECASE)
_OUT_WORDS = words_of("directions", "out")
_IN_WORDS = words_of("directions", "in")
_PLACE = lazy_pattern(r"(?:^|\s)@([^\W\d_][\w'’-]{0,60})")
_LIKE_A_DATE = lazy_pattern(
    r"[0-9]{4}([-/.])[0-9]{1,2}\1[0-9]|(?<![0-9])[0-9]{1,2}([-/.])[0-9]{1,2}\2[0-9]{4}|/[0-9]+/"
)
_DAY_AND_MONTH = lazy_pattern(r"[0-9]{1,2}/[0-9]{1,2}(?=:)")
_NUMBERED_DAY = lazy_pattern(r"[0-9]{1,2}[/.][0-9]{1,2}\.?")
_SPOKEN = {word for phrase in (*DAYS, *WEEKDAYS, *LAST) for word in phrase.split()[:1]}
"""The first words of days as people say them."""
_LONGEST_DAY = 3
_AROUND_DAY = ":,–—-*_()[]"
_ANY_DAY = date(2024, 1, 1)
_HAS_NUMBERS = lazy_pattern(r"[0-9]{4}|/")
_MAY_HAVE_SIGNS = lazy_pattern(f"[{''.join(_EMOJI)}]|::|@|\\(|>|(?:due|scheduled|start):")
_PLAIN_DAY = lazy_pattern("[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])")


class Dated(NamedTuple):
    """A line with a day: the day, and the text without it."""

    day: date
    rest: str


class Signs(NamedTuple):
    """A task's signs by name ("due", "done", "waiting"…), and the text without them."""

    dates: dict[str, date]
    rest: str
    unread: tuple[str, ...] = ()
    """What has the place of a date and is none: 2026-02-30."""


def dated(text: str, order: DateOrder = "", year: int | None = None) -> Dated | None:
    """The day that a line starts with: plain, bold, in brackets or as a link, after a weekday, before any separator.

    `year` is that of the headings above; it completes a date without one, such as "1 October".
    """
    plain = _PLAINLY.match(text)
    if plain is not None and (day := parse_date(plain[1])) is not None:
        return Dated(day, text[plain.end() :].strip())
    if text.startswith("[") and (found := _linked(text, order)):
        return found
    bare, opened = _opened(text)
    reading = date_at(bare, 0, order) if bare[:1].isalnum() else None
    day = reading.in_year(year) if reading and _counts_as_day(bare, reading, year) else None
    if reading is None or day is None:
        return None
    moment = moment_at(bare)
    day = moment.date() if moment else day
    rest = bare[reading.end :]
    stamp = _STAMP.match(rest) if set(opened) & set("[(<") else None
    if stamp and fold(stamp["weekday"]) in WEEKDAYS:
        rest = rest[stamp.end() :]
    return Dated(day, _after(rest.removeprefix(">") if "<" in opened else rest, opened))


def _opened(text: str) -> tuple[str, str]:
    """The text without the signs before it, and these signs: `**`, `[`, `<`."""
    bare = text.lstrip(OPENERS)
    if bare[:1] == "<" and bare[1:2].isdigit():
        bare = bare[1:]
    return bare, text[: len(text) - len(bare)].strip()


def _counts_as_day(text: str, reading: DateReading, year: int | None) -> bool:
    """Whether the date that a line starts with dates the line, and is not part of its words."""
    if reading.parts is None or text[reading.end : reading.end + 1].isalnum() != _is_timed(text, reading):
        return False
    if not reading.is_spelt:
        return has_full_year(text, reading) or (
            year is not None and reading.parts.year is None and _apart(text, reading)
        )
    if reading.parts.day is None:
        return reading.parts.year is not None and bool(_BREAK.match(text, reading.end)) and reading.end < len(text)
    return reading.parts.year is not None or (year is not None and is_surely_a_date(text, reading))


def _is_timed(text: str, reading: DateReading) -> bool:
    """Whether `T10:30` follows the date."""
    return text[reading.end : reading.end + 1] in {"T", "t"} and text[reading.end + 1 : reading.end + 2].isdigit()


def _apart(text: str, reading: DateReading) -> bool:
    return _BREAK.match(text, reading.end) is not None


def is_surely_a_date(text: str, reading: DateReading) -> bool:
    """Whether a day and a month's name without a year are a date, and not words such as "1 set of notes"."""
    words = re.findall(r"[^\W\d_]+", text[reading.start : reading.end])
    if _apart(text, reading) or any(len(word) >= _SURE or word.istitle() for word in words):
        return True
    following = text[reading.end :].split(maxsplit=1)
    return bool(following) and is_channel(fold(following[0]).strip(_AROUND_DAY))


def dated_last(text: str, order: DateOrder = "") -> Dated | None:
    """The day that a line ends with, after a separator: `Roadmap review — 2026-07-10`."""
    head, _, last = text.rstrip().rpartition(" ")
    word = last.strip(OPENERS + CLOSERS + ".")
    found = leading_date(word, order)
    if found is None or found[1] != len(word) or not head.strip():
        return None
    return Dated(found[0], head.rstrip(SEPARATORS + OPENERS))


def unread_date(text: str, order: DateOrder = "", year: int | None = None) -> tuple[str, DateProblem] | None:
    """The start of a line, if it looks like a date and is none: "2026-02-30", `3/11:`, "1 October"; and the reason.

    `year` is that of the headings above. A day with another weekday before it is one too, though it dates the line.
    """
    bare, _ = _opened(text)
    reading = date_at(bare, 0, order) if bare[:1].isalnum() else None
    if reading is None:
        return None
    written = bare[reading.start : reading.end]
    if reading.problem == "weekday":
        return written, "weekday"
    if reading.is_spelt:
        sure = is_surely_a_date(bare, reading)
        if reading.parts is None:
            return (written, "impossible") if sure else None
        yearless = reading.parts.year is None and reading.parts.day is not None and year is None
        return (written, "no year") if yearless and sure else None
    if _LIKE_A_DATE.search(written):
        return (written, reading.problem) if reading.problem else None
    return (written, "no year") if _DAY_AND_MONTH.match(bare, reading.start) and not dated(text, order, year) else None


def spoken_day(text: str) -> str | None:
    """The start of a line, if it names a day only for the one who wrote it, before a word of contact: "yesterday call".

    `5/11 call` is one too: a day and a month in numbers.
    """
    words = text.split()[: _LONGEST_DAY + 1]
    first = fold(words[0]).strip(_AROUND_DAY) if words else ""
    if first not in _SPOKEN and not _NUMBERED_DAY.fullmatch(first):
        return None
    for length in range(min(_LONGEST_DAY, len(words) - 1), 0, -1):
        day = " ".join(words[:length]).strip(_AROUND_DAY)
        is_day = _NUMBERED_DAY.fullmatch(day) or day_said(day, _ANY_DAY) is not None
        if is_day and is_channel(fold(words[length]).strip(_AROUND_DAY)):
            return day
    return None


def unread_last(text: str, order: DateOrder = "") -> tuple[str, DateProblem] | None:
    """The last word of a line, if it has the form of a date with its year and is none; and the reason."""
    word = text.rpartition(" ")[2].strip(OPENERS + CLOSERS + ".")
    reading = date_at(word, 0, order) if _LIKE_A_DATE.search(word) else None
    return (word, reading.problem) if reading and reading.problem and reading.end == len(word) else None


def date_within(text: str, order: DateOrder = "") -> str | None:
    """The first date with its year in numbers that is within a line; None if the line has fields, or no such date."""
    match = _LIKE_A_DATE.search(text) if "::" not in text else None
    reading = date_at(text, match.start(), order) if match else None
    return text[reading.start : reading.end] if reading else None


def unreadable_date(text: str, order: DateOrder = "") -> str | None:
    """The start of a line, if it has the form of a date with its year, or `3/11:`, and is none."""
    found = unread_date(text, order)
    return found[0] if found and found[1] != "weekday" and _HAS_NUMBERS.search(found[0]) else None


def direction_in(text: str) -> Direction:
    """The direction: "out" for `→`, "in" for `←`, or from `[direction:: out]`, `Direction: Inbound`; else "mutual".

    An arrow within prose is no direction: "Pia confirmed → Karl cleans up", "10 → 12 euros".
    """
    arrow = _arrow_of(text)
    if arrow:
        return "out" if arrow in _OUT else "in"
    label = _DIRECTION_LABEL.search(text) if ":" in text else None
    if label is None:
        return "mutual"
    said = fold(text[label.start() :].partition(":")[2].split("\n")[0][:40].strip(" :*_])"))
    word = said.partition(" ")[0].rstrip("])*,.")
    return "out" if said in _OUT_WORDS or word in _OUT_WORDS else "in" if word in _IN_WORDS else "mutual"


def _arrow_of(text: str) -> str:
    """The first arrow of a line that comes behind a channel, people, a place or nothing; "" if there is none."""
    if not _ARROW.search(text):
        return ""
    for line in text.split("\n"):
        arrow = _ARROW.search(line)
        if arrow is not None and _is_behind_contact(line[: arrow.start()].strip()):
            return arrow[0]
    return ""


def _is_behind_contact(before: str) -> bool:
    """Whether the words before an arrow say who met how, and are no sentence.

    The words behind the last colon or comma are people, channels and places; without one, a word of contact is enough.
    """
    if not before or (before.isalpha() and is_channel(before.lower())):  # most arrows
        return True
    *first, clause = _CLAUSES.split(_without_fields(before))
    if _ENDS_IN_NUMBER.search(before):
        return False
    words = _PROSE.findall(clause)
    met = bool(words) and fold(words[0]) in HAPPENED
    own = [fold(word) for word in words[met:] if not word[:1].isupper()]
    if all(word in _JOINING or is_channel(word) for word in own):
        return True
    return not first and (met or channel_in(clause) is not None)


def _without_fields(text: str) -> str:
    """The text without links, tags, places and times, which may be in front of an arrow."""
    links = links_in(text) if "[" in text else []
    begins, ends = [0, *(link.end for link in links)], [*(link.start for link in links), len(text)]
    own = " ".join(text[begin:end] for begin, end in zip(begins, ends, strict=True))
    return _BESIDE_ARROW.sub(" ", own)


def due_in(text: str, since: date | None = None) -> date | None:
    """The due date of what a line promises: `📅 2026-10-11`, `[due:: …]`, `(2026-10-11)`, `by 2026-10-11`.

    With `since`, the day of a line that owes something, also one in words: "by friday", "entro il 25 novembre".
    """
    found: dict[str, date] = {}
    if _NUMBER.search(text):  # every sign has a number, and most lines have none
        found = signs_in(text).dates
    due = found.get("due") or found.get("scheduled") or found.get("start")
    if due is None and since is not None:
        deadline = deadline_in(text, since, owed=True)
        return deadline.day if deadline else None
    return due


def without_by(text: str) -> str:
    """The text without `by 2026-10-11`, so that only signs are left."""
    return _BY.sub("", text)


def signs_in(text: str) -> Signs:
    """All signs of a task line: the Tasks plugin's emoji (with or without space and variation selector), and fields."""
    dates: dict[str, date] = {}
    unread: list[str] = []
    if "::" in text:
        text = _FIELD.sub(lambda match: _keep(match, dates, unread), text)
        text = _BARE_FIELD.sub(lambda match: _keep(match, dates, unread), text)
    rest = text if text.isascii() else _without_emoji(text, dates, unread)
    if "@" in rest:
        rest = _AT.sub(lambda match: _keep_day(match, match["name"] or "due", _day_at(match), dates, unread), rest)
    if ":" in rest and "-" in rest:
        rest = _PLAIN_FIELD.sub(lambda match: _keep_day(match, match[1], match[2], dates, unread), rest)
    if ">" in rest and "due" not in dates:
        rest = _FORWARDED.sub(lambda match: _keep_day(match, "due", match[1], dates, unread), rest)
    if "(" in rest and "due" not in dates:
        rest = _IN_BRACKETS.sub(lambda match: _keep_day(match, "due", match[1], dates, unread), rest)
    if "-" in rest and "due" not in dates:
        rest = _BY.sub(lambda match: _keep_day(match, "due", match[1], dates, unread), rest)
    return Signs(dates, " ".join(rest.split()), tuple(dict.fromkeys(unread)))


def _day_at(match: re.Match[str]) -> str:
    return match["day"] or match["reminded"] or match["bare"]


def unread_signs(text: str) -> tuple[str, ...]:
    """What has the place of a date in the signs of a line and is none."""
    rest = _PLAIN_DAY.sub(lambda match: "" if parse_date(match[0]) else match[0], text)
    if not _NUMBER.search(rest) or not (_MAY_HAVE_SIGNS.search(text) or _BY.search(text)):
        return ()
    return signs_in(text).unread


def _without_emoji(text: str, dates: dict[str, date], unread: list[str]) -> str:
    pieces = _SIGN.split(text)
    kept = [pieces[0]]
    for sign, piece in zip(_SIGN.findall(text), pieces[1:], strict=True):
        kept.append(_signed(_EMOJI[sign], piece.replace("\ufe0f", "").replace("\xa0", " "), dates, unread))
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


def _after(rest: str, opened: str = "") -> str:
    """The words after a date. `opened` are the signs before it, which may close after a colon: `**2026-03-04:**`."""
    match = TIME.match(rest)
    rest = rest[match.end() :] if match else rest
    stripped = rest.lstrip(CLOSERS)
    if opened and opened in {"*", "**", "_", "__"} and stripped.lstrip(SEPARATORS).startswith(f"{opened} "):
        return stripped.lstrip(SEPARATORS)[len(opened) :].strip()
    arrow = stripped.lstrip(" \t:–—·|,")
    return arrow.strip() if arrow.startswith(("->", "→", "- [")) else stripped.lstrip(SEPARATORS).strip()


def _keep(match: re.Match[str], dates: dict[str, date], unread: list[str]) -> str:
    name = fold(match[1]).replace("-", " ").strip()
    day = parse_date(match[2].strip())
    if day is None:
        if name in _DATE_FIELDS and _NUMBER.search(match[2]):
            unread.append(match[2].strip())
        return match[0] if name not in {"repeat", "priority", "id"} else ""
    dates.setdefault(_NAMES.get(name, name), day)
    return ""


def _keep_day(match: re.Match[str], name: str, written: str, dates: dict[str, date], unread: list[str]) -> str:
    day = parse_date(written)
    if day is None:
        unread.append(written)
        return match[0]
    dates.setdefault(name, day)
    return ""


def _signed(name: str, piece: str, dates: dict[str, date], unread: list[str]) -> str:
    """The text after a sign, without the sign's date or words."""
    text = piece.lstrip()
    if name == "priority":
        return piece
    if name in {"recurrence", "id", "depends", "finally"}:
        return ""
    plain = _PLAIN_DAY.match(text)
    if plain is not None and (day := parse_date(plain[0])) is not None:
        dates.setdefault(name, day)
        return text[plain.end() :]
    reading = date_at(text) if text[:1].isalnum() else None
    day = reading.day if reading else None
    if reading is None or day is None or (reading.is_spelt and reading.parts and reading.parts.day is None):
        written, _ = unread_date(text) or ("", "")
        unread += [written] if written else []
        return piece
    dates.setdefault(name, day)
    return text[reading.end :]
