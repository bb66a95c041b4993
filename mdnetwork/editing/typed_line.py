"""One typed line becomes an interaction: who, when, how, where, and what is owed. Nothing is guessed.

    [day] words with PEOPLE [@place] [day] [→|←] words [#promised words by DAY]

The line stays as it was typed; only the day, the deadline and the people are taken out of it. The same interaction is
then written as an entry of a person's log, or as a line of a daily note with links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from mdnetwork.dates import DateOrder
from mdnetwork.days.reader import LONGEST, day_said, ends_in_short_year, is_unclear_day, looks_like_day
from mdnetwork.editing.participants import Ambiguity, Named, ParticipantList, TypedNames, party_of
from mdnetwork.editing.typed_words import TypedLine, cleaned, words_of_line
from mdnetwork.frozen import dataclass
from mdnetwork.model import Direction, Person
from mdnetwork.names import fold
from mdnetwork.parsing.entries import entry
from mdnetwork.parsing.inline import links_in, plain_text
from mdnetwork.parsing.marks import direction_in, due_in, without_by
from mdnetwork.parsing.moods import mood_of_entry, moods
from mdnetwork.parsing.promises import as_mine, is_unclear_promise
from mdnetwork.people import People
from mdnetwork.vocabulary.channels import channel_in, in_person
from mdnetwork.vocabulary.day_words import AGO, DAYS, DEADLINES, LAST
from mdnetwork.vocabulary.languages import written
from mdnetwork.vocabulary.people import AND, FROM, JOINT_LANGUAGES, NOBODY, OWED, TO
from mdnetwork.vocabulary.tags import exchange_tags

_SEPARATORS = " ,;:-–—"
_PUNCTUATION = tuple(",;:.!?")
SIGN = "📅"
_PROMISES = re.compile(r" #promised\b")
"""Directly after a name at the start of the line: "Ana Lima #promised the deck". The log leaves out the name."""


@dataclass(frozen=True, slots=True)
class ParsedEntry:
    """One interaction as it was typed. Channel, direction, tags, place and due date are what reading will find in it.

    `text` is the line without its date and people. An entry with `doubts` must not be written until they are answered:
    `read_sentence` takes the answers as `chosen`.
    """

    day: date
    people: tuple[Named, ...]
    channel: str | None
    direction: Direction
    place: str | None
    tags: tuple[str, ...]
    due: date | None
    text: str
    doubts: tuple[Ambiguity, ...] = ()
    day_said: str = ""
    """The words that give the day; "" where the line gives none and it is today."""
    before: str = ""
    """The text before the people. `after` is the text after them, with its punctuation."""
    joint: str = ""
    """The word before the people: with, con, from, or "" ("met Ada")."""
    after: str = ""
    language: str = "en"
    """The language whose words join people: "with" and "and", "con" and "e"."""


def read_sentence(
    text: str,
    today: date,
    directory: People,
    *,
    order: DateOrder = "",
    language: str = "en",
    chosen: Mapping[str, str] | None = None,
) -> ParsedEntry:
    """What a line typed on the day `today` says. Accepts any text; what is unclear is in the result's `doubts`.

    `order` is how 5/11 is read; `language` ("en", "it") decides between "with" and "con" if the line does not. `chosen`
    answers doubts: the words of a name as typed, each with the path of the person's note.
    """
    names = TypedNames(directory, chosen)
    typed = words_of_line(cleaned(text))
    party = party_of(typed, names)
    said = day_in(typed, party, today, order)
    before, after = said.before.strip(), said.after
    joint = fold(party.joint)
    arrow = _arrow(before, joint, after)
    # "-#got" is not a tag, but would be one where a log entry begins with it
    bare = after.lstrip(_SEPARATORS)
    if before.lstrip(_SEPARATORS).startswith("#"):
        before = before.lstrip(_SEPARATORS)
    if arrow or (not before and bare.startswith("#")):
        after = f"{arrow} {bare}".rstrip()
    if not before and not party.joint and len(party.people) == 1 and _PROMISES.match(said.after):
        after = f": they{after}"
    before, after, unclear = with_due(before, after, today, order)
    whole = f"{before} {after}"
    if "promised" in exchange_tags(whole) and is_unclear_promise(whole, direction_in(whole)):
        before, after = (before, as_mine(after)) if "promised" in exchange_tags(after) else (as_mine(before), after)
    capture = ParsedEntry(
        day=said.day or today,
        people=party.people,
        channel=None,
        direction="mutual",
        place=None,
        tags=(),
        due=None,
        text="",
        doubts=(*_doubts(said, party, today), *unclear),
        day_said=said.written,
        before=before,
        joint=party.joint,
        after=_unlinked(after, names),
        language=_language(joint, language),
    )
    return _as_read(capture)


def _language(joint: str, usual: str) -> str:
    """The language of a line: that of the word before the people, else the vault's."""
    own = JOINT_LANGUAGES.get(joint, "en")
    return usual if own == "en" and joint not in TO | FROM else own


def _arrow(before: str, joint: str, after: str) -> str:
    """The arrow that "from" and "to" mean, unless the channel is in person: dinner "da Marco" has no direction."""
    channel = channel_in(before)
    if joint not in FROM | TO or channel is None or in_person(channel) or set("→←") & set(before + after):
        return ""
    return " ←" if joint in FROM else " →"


def _unlinked(text: str, names: TypedNames) -> str:
    """The text with links to other people as plain names: in a daily note, a link means that the person was there."""
    for link in reversed(links_in(text)):
        if names.is_said_of(link.target):
            text = text[: link.start] + plain_text(text[link.start : link.end]) + text[link.end :]
    return text


def _doubts(said: TypedDay, party: ParticipantList, today: date) -> list[Ambiguity]:
    doubts = [*said.doubts, *party.doubts]
    if said.day is not None and said.day > today:
        doubts.append(Ambiguity("future", said.day.isoformat()))
    if not party.people and not party.doubts:
        doubts.append(Ambiguity("no people"))
    return doubts


def _as_read(capture: ParsedEntry) -> ParsedEntry:
    """The entry with what reading finds in its line: the user sees what the note will say."""
    words = daily_line(capture)
    read = entry(1, capture.day, words)
    people = {link.target for named in capture.people for link in links_in(named.link)}
    of_them = [said for link, said in zip(links_in(words), moods(words), strict=True) if link.target in people]
    meant = mood_of_entry(entry_line(capture)) or next(filter(None, of_them), None)
    channel = read.channel or entry(1, capture.day, entry_line(capture)).channel
    return replace(
        capture,
        doubts=(*capture.doubts, Ambiguity("no contact")) if meant and capture.people else capture.doubts,
        channel=channel,
        direction=read.direction,
        place=read.place,
        tags=read.tags,
        due=read.due,
        text=entry_line(replace(capture, channel=channel)),
    )


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
        _at(before, 0, today, order) or _at_the_end(before, today, order) or _plain(before, today, order, AGO | LAST)
    )
    if found is not None:
        return _typed_day(_without(before, found), after.text, before, found)
    found = _behind(after, today, order)
    if found is None and not exchange_tags(before.text):
        found = _at_the_end(_clause(after), today, order) or _plain(_clause(after), today, order, AGO)
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


def _at(text: TypedLine, first: int, today: date, order: DateOrder) -> _Found | None:
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
    found = (_at(text, first, today, order) for first in range(max(0, end - LONGEST), end))
    last = next((each for each in found if each is not None and each.end == end), None)
    return None if last and last.first and text.words[last.first - 1].folded in DEADLINES else last


def _plain(text: TypedLine, today: date, order: DateOrder, marks: frozenset[str]) -> _Found | None:
    """The first phrase that can only be a day, wherever it is: "ieri", or one with a word of `marks`."""
    for first in range(len(text.words)):
        found = _at(text, first, today, order)
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
        found = _at(text, first, today, order)
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
        found = _phrase(parts[number], at, today, order, alone=(number, at) > tagged)
        if found is not None and found.doubt:
            return DeadlineParts(before, after, (found.doubt,))
        if found is not None:
            texts = [before, after]
            texts[number] = parts[number].before(found.first).rstrip() + parts[number].after(found.end)
            return DeadlineParts(texts[0], f"{texts[1].rstrip()} {SIGN} {found.day}")
    return DeadlineParts(before, after)


def _owes(text: str) -> bool:
    return not OWED.isdisjoint(exchange_tags(text))


def _phrase(text: TypedLine, at: int, today: date, order: DateOrder, *, alone: bool) -> _Due | None:
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
        doubt = _doubt(text.phrase(at + 1, end), order) if told and day is None else None
        if doubt:
            return _Due(at, end, None, doubt)
    return None


def _doubt(phrase: str, order: DateOrder) -> Ambiguity | None:
    """The doubt about words after "by" that are not a clear day: 3/12 without an order, "30 feb"."""
    if is_unclear_day(phrase, order):
        return Ambiguity("unclear date", phrase)
    return Ambiguity("no date", phrase) if looks_like_day(phrase) else None


def entry_text(capture: ParsedEntry, person: Person) -> str:
    """The log entry for `person`'s own note, without its date: `coffee with [[Ana Lima|Ana]] @lisbon, the move`.

    The other participants are linked: in another person's log a link is not evidence, but shows that the two know each
    other.
    """
    return _with_channel(capture, entry_line(capture, [n.link for n in capture.people if n.person.path != person.path]))


def daily_text(capture: ParsedEntry) -> str:
    """The bullet for a daily note, with all participants: `- coffee with [[Sam Rivera]] @lisbon, the move`."""
    return f"- {_with_channel(capture, daily_line(capture)).lstrip('> ')}"  # a leading ">" would be a quotation


def entry_line(capture: ParsedEntry, others: Sequence[str] = ()) -> str:
    """The words for one person's log, with `others` linked."""
    if not others:
        return _joined(*_alone(capture))
    return _joined(f"{capture.before} {_with(capture)} {_list(others, capture)}".strip(), capture.after)


def daily_line(capture: ParsedEntry) -> str:
    """The words as they were typed, with every participant linked."""
    links = _list([named.link for named in capture.people], capture)
    return _joined(" ".join(part for part in (capture.before, capture.joint, links) if part), capture.after)


def _alone(capture: ParsedEntry) -> tuple[str, str]:
    """The text before and after, without the people: "lunch with Ana and the team" becomes lunch with the team."""
    words = capture.after.split(maxsplit=2)
    if len(words) > 1 and capture.joint and words[0] in AND and fold(words[1]) in NOBODY:
        return f"{capture.before} {_with(capture)}".strip(), capture.after.lstrip().removeprefix(words[0])
    return capture.before, capture.after


def _with(capture: ParsedEntry) -> str:
    return written(capture.language, "people", "with")[0]


def _list(links: Sequence[str], capture: ParsedEntry) -> str:
    *first, last = links or ("",)
    return f"{', '.join(first)} {written(capture.language, 'people', 'and')[0]} {last}" if first else last


def _joined(head: str, after: str) -> str:
    if not head:
        return after.lstrip(_SEPARATORS)
    return head + (after if after[:1] in {"", ",", ";", ":", ".", "!", "?"} else f" {after.lstrip()}")


def _with_channel(capture: ParsedEntry, text: str) -> str:
    """The line, with its channel in front if reading would miss it: too far back, or "call" without "con"."""
    if capture.channel is None or entry(1, capture.day, text).channel == capture.channel:
        return text
    return f"{'phone call' if capture.channel == 'call' else capture.channel} {text}"
