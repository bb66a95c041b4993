"""Editing: one typed line becomes an interaction: who, when, how, where, and what is owed. Nothing is guessed.

    [day] words with PEOPLE [@place] [day] [→|←] words [#promised words by DAY]

The line stays as it was typed; only the day, the deadline and the people are taken out of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from mdnetwork.editing.capture import Ambiguity, ParsedEntry
from mdnetwork.editing.participants import ParticipantList, TypedNames, cleaned, line, party_of
from mdnetwork.editing.rendering import daily_line, entry_line
from mdnetwork.editing.typed_days import TypedDay, day_in, with_due
from mdnetwork.names import fold
from mdnetwork.parsing.links import links_in, without_links
from mdnetwork.parsing.log import entry
from mdnetwork.parsing.marks import direction_in
from mdnetwork.parsing.moods import mood_of_entry, moods
from mdnetwork.parsing.promises import as_mine, is_unclear
from mdnetwork.parsing.settings import DateOrder
from mdnetwork.people import People
from mdnetwork.words.channels import channel_in, in_person
from mdnetwork.words.sentence_words import FROM, JOINT_LANGUAGES, TO
from mdnetwork.words.tags import exchange_tags

_SEPARATORS = " ,;:-–—"
_PROMISES = re.compile(r" #promised\b")
"""Directly behind a name at the beginning of the line: "Ana Lima #promised the deck". The log leaves out the name."""


def read_sentence(
    text: str,
    today: date,
    directory: People,
    *,
    order: DateOrder = "",
    language: str = "en",
    chosen: Mapping[str, str] | None = None,
) -> ParsedEntry:
    """What a line says that is typed on the day `today`. Any text gives a Capture; what is unclear is in its `doubts`.

    `order` is how 5/11 reads; `language` ("en", "it") decides between "with" and "con" where the line does not.
    `chosen` answers doubts: the words of a name as they were typed, each with the path of the person's note.
    """
    names = TypedNames(directory, chosen)
    typed = line(cleaned(text))
    party = party_of(typed, names)
    said = day_in(typed, party, today, order)
    before, after = said.before.strip(), said.after
    joint = fold(party.joint)
    arrow = _arrow(before, joint, after)
    # "-#got" is no tag, but would be one where a log begins with it
    bare = after.lstrip(_SEPARATORS)
    if before.lstrip(_SEPARATORS).startswith("#"):
        before = before.lstrip(_SEPARATORS)
    if arrow or (not before and bare.startswith("#")):
        after = f"{arrow} {bare}".rstrip()
    if not before and not party.joint and len(party.people) == 1 and _PROMISES.match(said.after):
        after = f": they{after}"
    before, after, unclear = with_due(before, after, today, order)
    whole = f"{before} {after}"
    if "promised" in exchange_tags(whole) and is_unclear(whole, direction_in(whole)):
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
    """The direction that "from" and "to" tell, where the channel is no place to be in: dinner "da Marco" tells none."""
    channel = channel_in(before)
    if joint not in FROM | TO or channel is None or in_person(channel) or set("→←") & set(before + after):
        return ""
    return " ←" if joint in FROM else " →"


def _unlinked(text: str, names: TypedNames) -> str:
    """The text with links to other people as plain names: in a daily note, whoever is linked is who was there."""
    for link in reversed(links_in(text)):
        if names.is_said_of(link.target):
            text = text[: link.start] + without_links(text[link.start : link.end]) + text[link.end :]
    return text


def _doubts(said: TypedDay, party: ParticipantList, today: date) -> list[Ambiguity]:
    doubts = [*said.doubts, *party.doubts]
    if said.day is not None and said.day > today:
        doubts.append(Ambiguity("future", said.day.isoformat()))
    if not party.people and not party.doubts:
        doubts.append(Ambiguity("no people"))
    return doubts


def _as_read(capture: ParsedEntry) -> ParsedEntry:
    """The capture with what reading makes of the line: what is told to the user is what the note will say."""
    written = daily_line(capture)
    read = entry(1, capture.day, written)
    people = {link.target for named in capture.people for link in links_in(named.link)}
    of_them = [said for link, said in zip(links_in(written), moods(written), strict=True) if link.target in people]
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
