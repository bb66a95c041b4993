"""The days of a typed line: its own (first, beside its people, or last), and the one by which something is owed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from mdnetwork.dates import DateOrder
from mdnetwork.days.reader import LONGEST, day_said, ends_in_short_year, is_unclear_day, looks_like_day
from mdnetwork.editing.participants import Ambiguity, ParticipantList
from mdnetwork.editing.typed_words import TypedLine, words_of_line
from mdnetwork.frozen import NamedTuple
from mdnetwork.lazy import lazy_pattern
from mdnetwork.names import fold
from mdnetwork.parsing.marks import due_in, without_by
from mdnetwork.vocabulary.day_words import AGO, AGREED_NEXT, DAYS, DEADLINES, LAST, NEXT, WEEKDAYS
from mdnetwork.vocabulary.languages import pattern
from mdnetwork.vocabulary.people import OWED
from mdnetwork.vocabulary.tags import exchange_tags

_SEPARATORS = " ,;:-–—"
_PUNCTUATION = tuple(",;:.!?")
SIGN = "📅"
_AGREED = lazy_pattern(rf"[,;.]\s+(?P<words>{pattern(AGREED_NEXT)})[: ]\s*(?P<day>[^,;]+)$", re.IGNORECASE)
"""The last clause of a line, with the words for the next time before a day."""


class TypedDay(NamedTuple):
    """The day of a line, if it has one, with its words; and the text before and after the people without them."""

    before: str
    after: str
    day: date | None = None
    written: str = ""
    doubts: tuple[Ambiguity, ...] = ()


class _Found(NamedTuple):
    first: int
    end: int
    day: date | None
    doubt: Ambiguity | None = None


def day_in(typed: TypedLine, party: ParticipantList, today: date, order: DateOrder) -> TypedDay:
    """The day of a line whose people are `party`.

    It is first, directly before or after the people, or last in the clause up to the first comma or tag after them.
    "yesterday" and "3 days ago" count anywhere in that clause, "last monday" anywhere before the people.
    """
    before = words_of_line(typed.before(party.first))
    after = words_of_line(typed.after(party.end)) if party.end else typed
    if party.end == party.first:
        after = words_of_line("")
    found = (
        _day_at(before, 0, today, order)
        or _at_the_end(before, today, order)
        or _day_and_rest(before, today, order, AGO | LAST)
    )
    if found is not None:
        return _typed_day(_without(before, found), after.text, before, found)
    found = _behind(after, today, order)
    if found is None and not exchange_tags(before.text):
        found = _at_the_end(_clause(after), today, order) or _day_and_rest(_clause(after), today, order, AGO)
    if found is not None:
        return _typed_day(before.text, _without(after, found), after, found)
    return TypedDay(before.text, after.text)


def _typed_day(before: str, after: str, where: TypedLine, found: _Found) -> TypedDay:
    doubts = (found.doubt,) if found.doubt else ()
    return TypedDay(before, after, found.day, where.phrase(found.first, found.end), doubts)


def _without(text: TypedLine, found: _Found) -> str:
    """The text without the day, and without the separator after a day that comes first."""
    head, tail = text.before(found.first), text.after(found.end)
    if not head.strip() and text.text[:1] != " ":
        return tail.lstrip(_SEPARATORS)
    joined = head.rstrip()
    if not tail.strip(_SEPARATORS):
        return joined.rstrip(_SEPARATORS)
    return (joined.rstrip(_SEPARATORS) if tail[:1] in _PUNCTUATION else joined) + tail


def _day_at(text: TypedLine, first: int, today: date, order: DateOrder) -> _Found | None:
    """The longest phrase from the word `first` on that is a day, or looks like one."""
    for end in range(text.reach(first, LONGEST), first, -1):
        phrase = text.phrase(first, end)
        if not text.closes(end) and ends_in_short_year(phrase):
            continue
        day = day_said(phrase, today, order)
        if day is not None:
            return _Found(first, end, day)
        if is_unclear_day(phrase, order):
            return _Found(first, end, None, Ambiguity("unclear date", phrase))
        if looks_like_day(phrase):
            return _Found(first, end, None, Ambiguity("no date", phrase))
    return None


def _at_the_end(text: TypedLine, today: date, order: DateOrder) -> _Found | None:
    """The longest day that ends the text; punctuation after it is ignored."""
    end = len(text.words)
    while end and text.words[end - 1].stops:
        end -= 1
    found = (_day_at(text, first, today, order) for first in range(max(0, end - LONGEST), end))
    last = next((each for each in found if each is not None and each.end == end), None)
    return None if last and last.first and text.words[last.first - 1].folded in DEADLINES else last


def _day_and_rest(text: TypedLine, today: date, order: DateOrder, marks: frozenset[str]) -> _Found | None:
    """The first phrase that can only be a day, wherever it is: "ieri", or one with a word of `marks`."""
    for first in range(len(text.words)):
        found = _day_at(text, first, today, order)
        words = fold(text.phrase(found.first, found.end)) if found else ""
        if words in DAYS or not marks.isdisjoint(words.split()):
            return found
    return None


def _clause(text: TypedLine) -> TypedLine:
    """The text up to its first sign or exchange tag."""
    end = next((at for at, word in enumerate(text.words) if word.stops or exchange_tags(word.text)), len(text.words))
    return TypedLine(text.text, text.words[:end])


def _behind(text: TypedLine, today: date, order: DateOrder) -> _Found | None:
    """The day directly after the people or their place; after a comma only if another one ends it."""
    for first in _openings(text):
        found = _day_at(text, first, today, order)
        after_sign = first > 0 and text.words[first - 1].stops
        if found is not None and (not after_sign or found.end == len(text.words) or text.words[found.end].stops):
            return found
    return None


def _openings(text: TypedLine) -> Iterator[int]:
    for at, word in enumerate(text.words):
        yield at
        if not word.stops and not word.text.startswith("@"):
            return


class DeadlineParts(NamedTuple):
    """The two parts of a line with its deadline as a sign; or unchanged, with the doubt about the deadline."""

    before: str
    after: str
    doubts: tuple[Ambiguity, ...] = ()


class _Due(NamedTuple):
    first: int
    end: int
    day: date | None
    doubt: Ambiguity | None = None


def with_due(before: str, after: str, today: date, order: DateOrder) -> DeadlineParts:
    """The two parts of a line, with the first deadline of its `#promised`, `#waiting` or `#asked` as a sign at the end.

    "by friday", "entro fine mese" count anywhere, those after the tag first. A day alone ("tomorrow") counts only after
    the tag, as the last words before a comma or the end.
    """
    if due_in(without_by(f"{before} {after}")) or not _owes(f"{before} {after}"):
        return DeadlineParts(before, after)
    parts = [words_of_line(before), words_of_line(after)]
    tagged = next((number, at) for number, part in enumerate(parts) for at, w in enumerate(part.words) if _owes(w.text))
    behind = (
        (number, at) for number, part in enumerate(parts) for at in range(len(part.words)) if (number, at) > tagged
    )
    for number, at in (*behind, *((number, at) for number, part in enumerate(parts) for at in range(len(part.words)))):
        found = _deadline_at(parts[number], at, today, order, alone=(number, at) > tagged)
        if found is not None and found.doubt:
            return DeadlineParts(before, after, (found.doubt,))
        if found is not None:
            texts = [before, after]
            texts[number] = parts[number].before(found.first).rstrip() + parts[number].after(found.end)
            return DeadlineParts(texts[0], f"{texts[1].rstrip()} {SIGN} {found.day}")
    return DeadlineParts(before, after)


def _owes(text: str) -> bool:
    return not OWED.isdisjoint(exchange_tags(text))


def _deadline_at(text: TypedLine, at: int, today: date, order: DateOrder, *, alone: bool) -> _Due | None:
    """A deadline that starts at the word `at`; one without "by" only where it may be `alone`."""
    told = text.words[at].folded in DEADLINES
    if text.words[at - 1].folded in LAST or not (told or alone):
        return None
    for end in range(text.reach(at, LONGEST), at + told, -1):
        if not told and end < text.reach(at, LONGEST):
            return None
        if not text.closes(end) and ends_in_short_year(text.phrase(at + told, end)):
            continue
        day = day_said(text.phrase(at, end), today, order, ahead=True)
        if day is None and told:
            day = day_said(text.phrase(at + 1, end), today, order, ahead=True)
        if day is not None and day >= today:
            return _Due(at, end, day)
        doubt = _unclear_deadline(text.phrase(at + 1, end), order) if told and day is None else None
        if doubt:
            return _Due(at, end, None, doubt)
    return None


def _unclear_deadline(phrase: str, order: DateOrder) -> Ambiguity | None:
    """The doubt about words after "by" that are not a clear day: 3/12 without an order, "30 feb"."""
    if is_unclear_day(phrase, order):
        return Ambiguity("unclear date", phrase)
    return Ambiguity("no date", phrase) if looks_like_day(phrase) else None


class AgreedNext(NamedTuple):
    """A typed line without its last clause, and the day of the next talk that this clause gives, if it does."""

    text: str
    day: date | None = None


def agreed_next(text: str, today: date, order: DateOrder) -> AgreedNext:
    """The day of the last clause: "…, next 2 december", "…; ci rivediamo venerdì". It is after today.

    A weekday after "next" alone is no such clause, since "next friday" is a day like any other.
    """
    found = _AGREED.search(text)
    if found is None:
        return AgreedNext(text)
    said = found["day"].strip(" .!")
    day = day_said(said, today, order, ahead=True)
    is_phrase = fold(said) in WEEKDAYS and fold(found["words"]) in NEXT
    if day is None or day <= today or is_phrase:
        return AgreedNext(text)
    return AgreedNext(text[: found.start()].rstrip(_SEPARATORS), day)
