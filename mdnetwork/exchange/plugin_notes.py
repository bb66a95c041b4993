"""Notes in which Obsidian plugins keep several people, as Cards.

Birthday Tracker (github.com/Raboro/Obsidian-Birthday-Tracker-Plugin, `collectPersons` in src/main.ts) keeps one line
per person in one note; People Metadata (github.com/AdarBahar/Obsidian-people-data, "Metadata rules" of its README)
keeps one note per company.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mdnetwork.dates import PartialDate
from mdnetwork.days.formats import date_by
from mdnetwork.days.reader import parse_date
from mdnetwork.exchange import values
from mdnetwork.exchange.cards import Card, Item, LoggedInteraction, SkippedRecord
from mdnetwork.i18n import Sentence

USUAL_FORMAT = "DD/MM/YYYY"
"""The default format of Birthday Tracker's dates."""
_NAME = re.compile(r"\bname=", re.IGNORECASE)
_BIRTHDAY = re.compile(r"\bbirthday\s*+=", re.IGNORECASE)
_COMPANY = re.compile(r"---[ \t]*\n(?:.*\n)*?def-type:[ \t]*[\"']?consolidated\b")
_DIVIDERS = ("---", "___")
_FIELD = re.compile(r"(Position|Department): (.*)")
_EXAMPLES = frozenset({"Person Name", "Another Person"})
"""The people in the plugin's own template."""
_NO_DAY = Sentence("Its birthday cannot be read as {form}; the plugin's settings or --date-order say how to read it.")
_EXAMPLE = Sentence("It is the example of the plugin's template.")
_ACTIVITY_LINE = re.compile(r"- (\d{4}-\d{2}-\d{2}): (.*)")
_FRIEND_LINE = re.compile(
    r"- (?P<name>[^(\[@]+)(?:\((?P<aka>[^)]*)\))?\s*(?:\[(?P<place>[^\]]*)\])?\s*(?P<tags>(?:@\S+\s*)*)"
)
_NAMED = re.compile(r"\*\*([^*]+)\*\*")
_PLACE = re.compile(r"(?<!\w)_([^_]+)_(?!\w)")
_TAG = re.compile(r"(?<!\S)@(\S+)")
_NOT_READ = Sentence("This line is neither a friend nor an activity.")


def is_birthdays(head: str) -> bool:
    """Whether a file that starts like this is a note of Birthday Tracker."""
    return any(map(_is_birthday, head.split("\n")))


def _is_birthday(line: str) -> bool:
    """Whether a line has a name, and a birthday after the semicolon that ends it."""
    name = _NAME.search(line)
    end = line.find(";", name.end()) if name else -1
    return end >= 0 and _BIRTHDAY.search(line, end) is not None


def is_company(head: str) -> bool:
    """Whether a file that starts like this is a note of People Metadata with several people."""
    return _COMPANY.match(head.replace("\r\n", "\n")) is not None


def read_birthdays(lines: Iterable[str], name: str, form: str = USUAL_FORMAT) -> Iterator[Card | SkippedRecord]:
    """The people of lines such as `name=Ada Okoro; birthday=12/04/1985`; `form` is the format of dates."""
    for number, text in enumerate(lines, 1):
        if not _is_birthday(text):
            continue
        first, _, rest = text.partition(";")
        said, where = values.plain_line(first.rpartition("=")[2]), f"{name}:{number}"
        day = _day("".join(rest.partition(";")[0].rpartition("=")[2].split()), form.upper())
        yield Card(said, where, birthday=day) if said and day else SkippedRecord(where, _NO_DAY.filled(form=form))


def _day(text: str, form: str) -> PartialDate | None:
    """The date at the start of the text in this format, as Moment writes it: DD/MM/YYYY."""
    day = date_by(form, text[: len(form)])
    return PartialDate(day.month, day.day, day.year) if day else None


def read_company(lines: Iterable[str], name: str, org: str) -> Iterator[Card | SkippedRecord]:
    """The people of a company's note: `# Name`, Position, Department, then notes up to a line of dashes."""
    block: list[str] = []
    start = 0
    for number, text in _body(lines):
        if text.startswith("# ") and (not block or block[-1].startswith(_DIVIDERS)):
            yield from _person(block, f"{name}:{start}", org)
            block, start = [], number
        if text.strip() or (block and not block[-1].startswith(_DIVIDERS)):
            block.append(text)
    yield from _person(block, f"{name}:{start}", org)


def _body(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The numbered lines below the front matter, from the first person on."""
    fences, begun = 0, False
    for number, raw in enumerate(lines, 1):
        text = raw.rstrip().removeprefix("\ufeff")
        fences += text == "---"
        begun = begun or (fences > 1 and text.startswith("# "))
        if begun:
            yield number, text


def _person(block: list[str], where: str, org: str) -> Iterator[Card | SkippedRecord]:
    """The person of a block. A line of dashes without a person after it belongs to the notes."""
    while block and (not block[-1] or block[-1].startswith(_DIVIDERS)):
        block = block[:-1]
    if not block:
        return
    said = values.plain_line(block[0][2:])
    if said in _EXAMPLES or not said:
        yield SkippedRecord(where, _EXAMPLE)
        return
    fields: dict[str, str] = {}
    rest = block[1:]
    while rest and (not rest[0] or _FIELD.match(rest[0])):
        match = _FIELD.match(rest.pop(0))
        fields |= {match[1]: values.plain_line(match[2])} if match else {}
    department = [f"Department: {fields['Department']}"] if fields.get("Department") else []
    note = "\n".join([*department, *rest]).strip()
    yield Card(said, where, org=values.plain_line(org), role=fields.get("Position", ""), note=note)


def read_friends(lines: Iterable[str], name: str) -> Iterator[Item]:
    """Friends as cards first, then activities, each with the people it names.

    Notes of friends.md have dates like activities but are not contacts, so they are left out.
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
    match = _ACTIVITY_LINE.match(text)
    day = parse_date(match[1]) if match else None
    if match is None or day is None:
        return SkippedRecord(where, _NOT_READ)
    people = tuple(dict.fromkeys(values.plain_line(each) for each in _NAMED.findall(match[2])))
    plain = _TAG.sub(r"(\1)", _PLACE.sub(r"\1", _NAMED.sub(r"\1", match[2]))).replace("\\", "")
    return LoggedInteraction(day, values.plain_line(plain.replace("#", "")), where, people)


def _friend(text: str, where: str) -> Item:
    match = _FRIEND_LINE.match(text)
    if match is None or not values.plain_line(match["name"]):
        return SkippedRecord(where, _NOT_READ)
    known = re.split(r"(?<!\s)\s*+a\.k\.a\.\s*+", match["aka"] or "")
    return Card(
        values.plain_line(match["name"]),
        where,
        aliases=values.plain_lines(known),
        place=values.plain_line(match["place"] or ""),
        tags=values.tags(each[1:] for each in match["tags"].split()),
    )
