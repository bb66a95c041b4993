"""One typed line becomes an interaction: who, when, how, where, and what is owed. Nothing is guessed.

    [day] words with PEOPLE [@place] [day] [→|←] words [#promised words by DAY] [, next DAY]

The line stays as it was typed; only the day, the deadline and the people are taken out of it. The same interaction is
then written as an entry of a person's log, or as a line of a daily note with links.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from mdnetwork.dates import DateOrder
from mdnetwork.editing.participants import Ambiguity, Named, ParticipantList, TypedNames, party_of
from mdnetwork.editing.typed_days import TypedDay, agreed_next, day_in, with_due
from mdnetwork.editing.typed_words import cleaned, words_of_line
from mdnetwork.frozen import dataclass, short_repr
from mdnetwork.lazy import lazy_pattern
from mdnetwork.model import Direction, Person
from mdnetwork.names import fold
from mdnetwork.parsing.entries import entry
from mdnetwork.parsing.inline import links_in, plain_text
from mdnetwork.parsing.marks import direction_in
from mdnetwork.parsing.moods import mood_of_entry, moods
from mdnetwork.parsing.promises import as_mine, is_unclear_promise
from mdnetwork.people import People
from mdnetwork.verdicts import ATTEMPT, IS_WRITTEN
from mdnetwork.vocabulary.channels import channel_in, in_person
from mdnetwork.vocabulary.languages import written
from mdnetwork.vocabulary.people import AND, FROM, JOINT_LANGUAGES, NOBODY, TO
from mdnetwork.vocabulary.tags import exchange_tags

_SEPARATORS = " ,;:-–—"
_PROMISES = lazy_pattern(r" #promised\b")
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

    following: date | None = None
    """The day of the next talk, as it was agreed."""
    is_attempt: bool = False
    """Nobody was reached: it is written down, and is no contact."""

    __repr__ = short_repr("day", "text")


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
    line, following = agreed_next(cleaned(text), today, order)
    typed = words_of_line(line)
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
        following=following,
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
    refused = meant not in IS_WRITTEN
    channel = read.channel or entry(1, capture.day, entry_line(capture)).channel
    return replace(
        capture,
        doubts=(*capture.doubts, Ambiguity("no contact")) if refused and capture.people else capture.doubts,
        is_attempt=meant == ATTEMPT,
        channel=channel,
        direction=read.direction,
        place=read.place,
        tags=read.tags,
        due=read.due,
        text=entry_line(replace(capture, channel=channel)),
    )


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
