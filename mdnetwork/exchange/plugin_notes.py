"""Exchange: notes in which plugins of Obsidian keep many people at once, to Cards.

Birthday Tracker (github.com/Raboro/Obsidian-Birthday-Tracker-Plugin, `collectPersons` in src/main.ts) keeps a line a
person in one note; People Metadata (github.com/AdarBahar/Obsidian-people-data, "Metadata rules" of its README) keeps
a note a company.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mdnetwork.dates import PartialDate
from mdnetwork.exchange import tidy
from mdnetwork.exchange.cards import Card, Left
from mdnetwork.exchange.said_dates import partial

USUAL_FORMAT = "DD/MM/YYYY"
"""How Birthday Tracker's dates read as long as nobody chose another form."""
_NAME = re.compile(r"\bname=", re.IGNORECASE)
_BIRTHDAY = re.compile(r"\bbirthday\s*+=", re.IGNORECASE)
_COMPANY = re.compile(r"---[ \t]*\n(?:.*\n)*?def-type:[ \t]*[\"']?consolidated\b")
_DIVIDERS = ("---", "___")
_FIELD = re.compile(r"(Position|Department): (.*)")
_EXAMPLES = frozenset({"Person Name", "Another Person"})
"""Whom the plugin's own template tells of."""
_NO_DAY = "Its birthday does not read as {form}; the plugin's settings or --date-order say how it does."
_EXAMPLE = "It is the example of the plugin's template."


def is_birthdays(head: str) -> bool:
    """Whether the beginning of a file is that of a Birthday Tracker's note."""
    return any(map(_is_birthday, head.split("\n")))


def _is_birthday(line: str) -> bool:
    """Whether a line has a name, and behind the semicolon that ends it a birthday."""
    name = _NAME.search(line)
    end = line.find(";", name.end()) if name else -1
    return end >= 0 and _BIRTHDAY.search(line, end) is not None


def is_company(head: str) -> bool:
    """Whether the beginning of a file is that of a note of People Metadata that holds several people."""
    return _COMPANY.match(head.replace("\r\n", "\n")) is not None


def read_birthdays(lines: Iterable[str], name: str, form: str = USUAL_FORMAT) -> Iterator[Card | Left]:
    """The people of `name=Ada Okoro; birthday=12/04/1985` lines; `form` says where in a date its parts stand."""
    for number, text in enumerate(lines, 1):
        if not _is_birthday(text):
            continue
        first, _, rest = text.partition(";")
        said, where = tidy.line(first.rpartition("=")[2]), f"{name}:{number}"
        day = _day("".join(rest.partition(";")[0].rpartition("=")[2].split()), form.upper())
        yield Card(said, where, birthday=day) if said and day else Left(where, _NO_DAY.format(form=form))


def _day(text: str, form: str) -> PartialDate | None:
    """The date whose parts stand where they stand in the form."""
    found = []
    for part in ("YYYY", "MM", "DD"):
        at = form.find(part)
        digits = text[at : at + len(part)] if at >= 0 else ""
        if not digits.isdecimal():
            return None
        found.append(int(digits))
    return partial(found[0], found[1], found[2])


def read_company(lines: Iterable[str], name: str, org: str) -> Iterator[Card | Left]:
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


def _person(block: list[str], where: str, org: str) -> Iterator[Card | Left]:
    """Whom a block tells of. A line of dashes that nobody follows belongs to the notes."""
    while block and (not block[-1] or block[-1].startswith(_DIVIDERS)):
        block = block[:-1]
    if not block:
        return
    said = tidy.line(block[0][2:])
    if said in _EXAMPLES or not said:
        yield Left(where, _EXAMPLE)
        return
    fields: dict[str, str] = {}
    rest = block[1:]
    while rest and (not rest[0] or _FIELD.match(rest[0])):
        match = _FIELD.match(rest.pop(0))
        fields |= {match[1]: tidy.line(match[2])} if match else {}
    department = [f"Department: {fields['Department']}"] if fields.get("Department") else []
    note = "\n".join([*department, *rest]).strip()
    yield Card(said, where, org=tidy.line(org), role=fields.get("Position", ""), note=note)
