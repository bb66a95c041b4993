"""Reading: a line with what is nested below it, as one mention."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from mdnetwork.model import Mention, Ref, Source
from mdnetwork.reading.lines import BodyLine
from mdnetwork.reading.links import links_in, without_links
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
_MARKS = "*_.:- "


def entry(
    number: int,
    day: date | None,
    text: str,
    below: Sequence[str] = (),
    *,
    people: Iterable[Ref] = (),
    source: Source = "log",
    channel: str | None = None,
    rejected: str | None = None,
) -> Mention:
    """The mention that a line and those nested `below` it make. The line's own signs come before theirs."""
    whole = "\n".join((text, *below)).strip()
    tags = exchange_tags(whole)
    found = links_in(whole)
    direction = direction_in(text)
    return Mention(
        line=number,
        date=day,
        text=without_links(whole),
        people=tuple(dict.fromkeys(people)),
        source=source,
        channel=channel or channel_in(without_links(text)) or _told_below(below),
        direction=direction if direction != "mutual" else direction_in("\n".join(below)),
        tags=tags,
        due=due_in(whole),
        links=tuple(dict.fromkeys(link.target for link in found if not link.embed)),
        place=place_in(without_links(text)),
        rejected=rejected or _objection(whole, tags),
    )


def _told_below(below: Sequence[str]) -> str | None:
    """The channel of a line such as `**Channel:** Email` or `**Type:** call` below."""
    for text in below:
        key, colon, value = text.strip(_MARKS).partition(":")
        if colon and key.strip(_MARKS).lower() in {"channel", "type", "medium", "canale", "tipo"}:
            return channel_in(value.strip(_MARKS))
    return None


def _objection(whole: str, tags: tuple[str, ...]) -> str | None:
    if "news" in tags:
        return "news"
    if whole and whole.strip(_MARKS).lower().replace("*", "").strip() in _CREATED:
        return "not an interaction"
    return None


def below(lines: Sequence[BodyLine], position: int) -> list[BodyLine]:
    """The lines nested below the one at `position`; below a heading, those up to the next one of its rank."""
    top = lines[position]
    found: list[BodyLine] = []
    for line in lines[position + 1 :]:
        if line.kind == "blank":
            continue
        if line.kind == "heading" and (top.kind != "heading" or line.level <= top.level):
            break
        if top.kind != "heading" and (line.parent is None or line.parent < position):
            break
        found.append(line)
    return found
