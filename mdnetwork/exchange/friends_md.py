"""Exchange: the file of the program `friends` (friends.md): people, and what one did with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mdnetwork.exchange import tidy
from mdnetwork.exchange.cards import Card, Item, Left, Told
from mdnetwork.reading.dates_written import parse_date

_ACTIVITY = re.compile(r"- (\d{4}-\d{2}-\d{2}): (.*)")
_FRIEND = re.compile(
    r"- (?P<name>[^(\[@]+)(?:\((?P<aka>[^)]*)\))?\s*(?:\[(?P<place>[^\]]*)\])?\s*(?P<tags>(?:@\S+\s*)*)"
)
_NAMED = re.compile(r"\*\*([^*]+)\*\*")
_PLACE = re.compile(r"(?<!\w)_([^_]+)_(?!\w)")
_TAG = re.compile(r"(?<!\S)@(\S+)")
_NOT_READ = "This line is neither a friend nor an activity."


def read_friends(lines: Iterable[str], name: str) -> Iterator[Item]:
    """Friends as cards first, then activities, each with the people whom it names.

    Notes of friends.md are dated as activities are, but tell of no contact: they are left out.
    """
    cards: list[Item] = []
    told: list[Item] = []
    section = ""
    for number, raw in enumerate(lines, 1):
        text, where = raw.rstrip(), f"{name}:{number}"
        if text.startswith("#"):
            section = text.strip("# :").lower()
        elif text.startswith("- ") and section == "activities":
            told.append(_activity(text, where))
        elif text.startswith("- ") and section == "friends":
            cards.append(_friend(text, where))
    yield from (*cards, *told)


def _activity(text: str, where: str) -> Item:
    match = _ACTIVITY.match(text)
    day = parse_date(match[1]) if match else None
    if match is None or day is None:
        return Left(where, _NOT_READ)
    people = tuple(dict.fromkeys(tidy.line(each) for each in _NAMED.findall(match[2])))
    plain = _TAG.sub(r"(\1)", _PLACE.sub(r"\1", _NAMED.sub(r"\1", match[2]))).replace("\\", "")
    return Told(day, tidy.line(plain.replace("#", "")), where, people)


def _friend(text: str, where: str) -> Item:
    match = _FRIEND.match(text)
    if match is None or not tidy.line(match["name"]):
        return Left(where, _NOT_READ)
    known = re.split(r"(?<!\s)\s*+a\.k\.a\.\s*+", match["aka"] or "")
    return Card(
        tidy.line(match["name"]),
        where,
        aliases=tidy.lines(known),
        place=tidy.line(match["place"] or ""),
        tags=tidy.tags(each[1:] for each in match["tags"].split()),
    )
