"""A line of a note as a mention, with the lines nested below it: its channel, direction, day and place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from mdnetwork.model import Mention, Ref, Source
from mdnetwork.names import fold
from mdnetwork.parsing.inline import links_in, plain_text
from mdnetwork.parsing.marks import direction_in, due_in, place_in
from mdnetwork.parsing.outline import BodyLine
from mdnetwork.verdicts import CODE, GENERATED, NEWS, NO_INTERACTION, QUOTED, STRUCK_OUT
from mdnetwork.vocabulary.channels import channel_in
from mdnetwork.vocabulary.languages import words_of
from mdnetwork.vocabulary.notes import CHANNEL_LABELS
from mdnetwork.vocabulary.people import OWED
from mdnetwork.vocabulary.tags import exchange_tags

INERT = {"quote": QUOTED, "code": CODE, "generated": GENERATED}
"""The verdict on a line of each kind that is never an interaction."""
_CREATED = words_of("notes", "created")
_LONGEST = 40
"""The most letters of a line that only says this, including its marks."""
_MARKS = "*_.:- "


def entry(
    number: int,
    day: date | None,
    text: str,
    nested: Sequence[str] = (),
    *,
    above: Sequence[str] = (),
    people: Iterable[Ref] = (),
    source: Source = "log",
    channel: str | None = None,
    rejected: str | None = None,
) -> Mention:
    """The mention of a line and the lines `nested` below it. The line's own signs come before theirs.

    `above` are the lines it is nested in, the nearest first: what they say applies to it too.
    """
    whole = "\n".join((text, *nested)).strip()
    if not nested and not above and "[" not in whole:  # most lines of most logs need no more than this
        tags = exchange_tags(whole)
        return Mention(
            number,
            day,
            plain_text(whole),
            tuple(dict.fromkeys(people)) if people else (),
            source,
            channel or channel_in(text),
            direction_in(text),
            tags,
            due_in(whole, None if OWED.isdisjoint(tags) else day),
            (),
            place_in(text),
            rejected or _objection(whole, tags),
        )
    tags = exchange_tags("\n".join((whole, *above)))
    since = None if OWED.isdisjoint(tags) else day
    found = links_in(whole)
    directions = (direction_in(part) for part in (text, "\n".join(nested), *above))
    return Mention(
        line=number,
        date=day,
        text=plain_text(whole),
        people=tuple(dict.fromkeys(people)),
        source=source,
        channel=channel or channel_of(text) or _channel_below(text, nested),
        direction=next((direction for direction in directions if direction != "mutual"), "mutual"),
        tags=tags,
        due=next((due for part in (whole, *above) if (due := due_in(part, since))), None),
        links=tuple(dict.fromkeys(link.target for link in found if not link.embed)),
        place=next((place for part in (text, *nested, *above) if (place := place_in(plain_text(part)))), None),
        rejected=rejected or _objection(whole, tags),
    )


def _objection(whole: str, tags: tuple[str, ...]) -> str | None:
    if "news" in tags:
        return NEWS
    bare = whole.strip(_MARKS)
    if len(bare) <= _LONGEST and bare.lower().replace("*", "").strip() in _CREATED:
        return NO_INTERACTION
    return None


def channel_of(text: str) -> str | None:
    """The channel that the start of a line names: in its own words, else in those of its links."""
    if "[" not in text:
        return channel_in(text)
    return channel_in(_own_words(text)) or channel_in(plain_text(text))


def _own_words(text: str) -> str:
    """The text without its links: names are long, and some are words for a channel (Tea, Festa)."""
    links = links_in(text)
    begins, ends = [0, *(link.end for link in links)], [*(link.start for link in links), len(text)]
    return " ".join(text[begin:end] for begin, end in zip(begins, ends, strict=True))


def _channel_below(text: str, nested: Sequence[str]) -> str | None:
    """The channel of a nested line such as `**Channel:** Email`; of the first one, if `text` is only links."""
    for line in nested:
        key, colon, value = line.strip(_MARKS).partition(":")
        if colon and fold(key.strip(_MARKS)) in CHANNEL_LABELS:
            return channel_in(value.strip(_MARKS))
    return channel_of(nested[0]) if nested and not _own_words(text).strip(_MARKS) else None


def news_apart(text: str, nested: Sequence[BodyLine]) -> tuple[Sequence[BodyLine], list[list[BodyLine]]]:
    """The lines nested below an entry's `text`: those that are part of it, and news, each with what is nested in it.

    News are facts about people, not interactions, so they do not reject the conversation above them. Below a line
    without words of its own, or one that is news itself, nothing is separated.
    """
    if "#" not in "".join([each.text for each in nested]) or "news" in exchange_tags(text):
        return nested, []
    own: list[BodyLine] = []
    news: list[list[BodyLine]] = []
    within = False
    for each in nested:
        within = within and each.indent > news[-1][0].indent
        if within:
            news[-1].append(each)
        elif not each.inert and "news" in exchange_tags(each.text):
            news.append([each])
            within = True
        else:
            own.append(each)
    return (own, news) if own or _own_words(text).strip(_MARKS) else (nested, [])


def struck_out(line: BodyLine, text: str, around: Sequence[BodyLine]) -> str | None:
    """The verdict on a line with struck words that shows no contact without them, and has nothing `around` it."""
    tells = not line.struck or around or channel_of(text) or exchange_tags(text)
    return None if tells else STRUCK_OUT


def below(lines: Sequence[BodyLine], position: int) -> list[BodyLine]:
    """The lines nested below the one at `position`; below a heading, those up to the next one of its level."""
    return list(nested_in(lines, position))


def nested_in(lines: Sequence[BodyLine], position: int) -> Iterator[BodyLine]:
    """The same as an iterator, for callers that need only the first."""
    top = lines[position]
    for number in range(position + 1, len(lines)):  # not a slice, since a note may have 200,000 entries
        line = lines[number]
        if line.kind in {"blank", "comment"}:
            continue
        if top.kind == "heading":
            if len(line.headings) <= len(top.headings):
                break
        elif line.kind == "heading" or line.parent is None or line.parent < position:
            break
        yield line
