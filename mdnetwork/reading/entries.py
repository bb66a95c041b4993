"""Reading: a line with what is nested below it, as one mention."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from mdnetwork.model import Mention, Ref, Source
from mdnetwork.reading.lines import BodyLine
from mdnetwork.reading.links import links_in, plain_text
from mdnetwork.reading.marks import direction_in, due_in, place_in
from mdnetwork.words.channels import channel_in
from mdnetwork.words.tags import exchange_tags

_CREATED = frozenset(
    [
        "created",
        "person created",
        "note created",
        "contact created",
        "file created",
        "profile created",
        "imported",
        "changelog",
        "creato",
        "creata",
        "nota creata",
        "persona creata",
        "contatto creato",
        "importato",
    ]
)
_LONGEST = 40
"""Letters of a line that says no more than this, its marks included."""
_MARKS = "*_.:- "


def entry(
    number: int,
    day: date | None,
    text: str,
    below: Sequence[str] = (),
    *,
    above: Sequence[str] = (),
    people: Iterable[Ref] = (),
    source: Source = "log",
    channel: str | None = None,
    rejected: str | None = None,
) -> Mention:
    """The mention that a line and those nested `below` it make. The line's own signs come before theirs.

    `above` are lines it is nested in, the nearest first: what they say holds for it too.
    """
    whole = "\n".join((text, *below)).strip()
    if not below and not above and "[" not in whole:  # most lines of most logs: the short way
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
            due_in(whole),
            (),
            place_in(text),
            rejected or _objection(whole, tags),
        )
    tags = exchange_tags("\n".join((whole, *above)))
    found = links_in(whole)
    directions = (direction_in(part) for part in (text, "\n".join(below), *above))
    return Mention(
        line=number,
        date=day,
        text=plain_text(whole),
        people=tuple(dict.fromkeys(people)),
        source=source,
        channel=channel or channel_of(text) or _told_below(text, below),
        direction=next((direction for direction in directions if direction != "mutual"), "mutual"),
        tags=tags,
        due=next((due for part in (whole, *above) if (due := due_in(part))), None),
        links=tuple(dict.fromkeys(link.target for link in found if not link.embed)),
        place=next((place for part in (text, *below, *above) if (place := place_in(plain_text(part)))), None),
        rejected=rejected or _objection(whole, tags),
    )


def news_apart(text: str, nested: Sequence[BodyLine]) -> tuple[Sequence[BodyLine], list[list[BodyLine]]]:
    """What is nested below an entry's `text`: the lines that are part of it, and news, each with what is nested in it.

    News are about them, and no interaction: told below a talk they do not undo it. Below a line that says nothing
    itself, or is news, nothing stands apart.
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


def channel_of(text: str) -> str | None:
    """The channel that the beginning of a line names: in its own words, else in those of its links."""
    if "[" not in text:
        return channel_in(text)
    return channel_in(_own_words(text)) or channel_in(plain_text(text))


def struck_out(line: BodyLine, text: str, around: Sequence[BodyLine]) -> str | None:
    """Why a line with struck words does not count: what is left tells of no contact, and nothing is `around` it."""
    tells = not line.struck or around or channel_of(text) or exchange_tags(text)
    return None if tells else "struck out"


def _own_words(text: str) -> str:
    """The text without its links: names are long, and some are words for a channel (Tea, Festa)."""
    links = links_in(text)
    begins, ends = [0, *(link.end for link in links)], [*(link.start for link in links), len(text)]
    return " ".join(text[begin:end] for begin, end in zip(begins, ends, strict=True))


def _told_below(text: str, below: Sequence[str]) -> str | None:
    """The channel of a line such as `**Channel:** Email` below; of the first line below one that only links."""
    for line in below:
        key, colon, value = line.strip(_MARKS).partition(":")
        if colon and key.strip(_MARKS).lower() in {"channel", "type", "medium", "canale", "tipo"}:
            return channel_in(value.strip(_MARKS))
    return channel_of(below[0]) if below and not _own_words(text).strip(_MARKS) else None


def _objection(whole: str, tags: tuple[str, ...]) -> str | None:
    if "news" in tags:
        return "news"
    bare = whole.strip(_MARKS)
    if len(bare) <= _LONGEST and bare.lower().replace("*", "").strip() in _CREATED:
        return "not an interaction"
    return None


def below(lines: Sequence[BodyLine], position: int) -> list[BodyLine]:
    """The lines nested below the one at `position`; below a heading, those up to the next one of its rank."""
    return list(nested_in(lines, position))


def nested_in(lines: Sequence[BodyLine], position: int) -> Iterator[BodyLine]:
    """The same, one after the other, for whoever wants only the first."""
    top = lines[position]
    for number in range(position + 1, len(lines)):  # no slice: a note may have 200,000 entries
        line = lines[number]
        if line.kind in {"blank", "comment"}:
            continue
        if line.kind == "heading" and (top.kind != "heading" or line.level <= top.level):
            break
        if top.kind != "heading" and (line.parent is None or line.parent < position):
            break
        yield line
