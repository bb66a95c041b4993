"""The note of a new person: the vault's own template, or the plain form, with the fields of the card."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from mdnetwork.editing.differences import change
from mdnetwork.editing.fields import Value, add_items, set_key, yaml_text
from mdnetwork.editing.flat_fields import values_by_key
from mdnetwork.editing.new_notes import file_name, from_template, new_person
from mdnetwork.errors import EditRefused
from mdnetwork.exchange.cards import Card
from mdnetwork.exchange.matching import derived_uid
from mdnetwork.fields import EXCHANGED, LISTS, REACH, value_of
from mdnetwork.names import same
from mdnetwork.parsing.document import SOMEBODY, Document
from mdnetwork.parsing.settings import ReadingSettings
from mdnetwork.people.links import stem

_ANOTHER = "No note could be made that is read as one of a person called {name}: write it in an editor."
_MEANS = re.compile(r"[#\[\]`%<>|*_\\]|::")
"""What would be a tag, a link, code or a field in a title."""
_SIGNS = re.compile(
    r"""
      (?<![\w/&=\\]) \# (?=[^\s#])                       # a tag
    | ^[ \t]* (?: \#{1,6} (?=\s|$) | ([-*_=])[ \t]*(?:\1[ \t]*)+$ )  # a heading, a rule
    | \[ | ` | < (?=[^\s!]) | (?<=<)!                               # a link, a box, code, markup
    | (?<=:): | (?<=%)% | (?<=~)~                       # a field, a comment, struck words
    | \^ (?=[\w-]+\s*$)                                 # the name of a block
    """,
    re.VERBOSE,
)
"""What means something in a note. Programs show such a sign with a backslash as it was written."""
_ALL_SIGNS = re.compile(rf"{_SIGNS.pattern} | [\#:*_|={{}}>~^%]", re.VERBOSE)
"""The same, with signs that mean something in few places, such as the colon in a label of a field."""
_WORDS = re.compile(r"[^\W_]+")
_MINE = (
    "cadence",
    "circle",
    "last_contact",
    "next_contact",
    "snooze_until",
    "met",
    "met_at",
    "introduced_by",
    "status",
)
"""Fields that a template may set for people added by hand, and that no file can know."""
_LONGEST = 150
"""The most bytes of a file name without its suffix: the limit of some encrypted folders and sync services."""
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$", *(f"{d}{n}" for d in ("com", "lpt") for n in "123456789¹²³")}
)
"""Names of devices on Windows, with any suffix."""
SPARE = "Somebody"
"""The title of a person whose name has no letters; the name is a field of the note."""


@dataclass(frozen=True, slots=True)
class Mould:
    """The folder and form of this vault's new notes. `template` is b"" if there is no suitable one."""

    folder: str
    moment: datetime
    settings: ReadingSettings = ReadingSettings()
    usual: Callable[[str], str] = lambda _key: ""
    """The vault's most common key for a meaning."""
    heading: str = "Log"
    template: bytes = b""
    language: str = "en"


def fitting(template: bytes, moment: datetime, settings: ReadingSettings) -> bytes:
    """The template without what only the user knows; b"" if it makes no person, or has contacts or tasks."""
    with suppress(EditRefused):
        for key in _MINE:
            template = set_key(template, key, None, path=SOMEBODY, settings=settings)
        made = Document(from_template(template, SPARE, moment, path=SOMEBODY, settings=settings), SOMEBODY, settings)
        if made.facts.person and not (made.facts.mentions or made.facts.tasks):
            return template
    return b""


def new_note(card: Card, path: str, mould: Mould, *, homonym: bool = False) -> bytes:
    """The note of the person on the card. A `homonym` of a known person gets a uid, so that the two stay apart.

    Raises EditRefused if the note at this path would not be the person's. A field that it refuses, such as a birthday,
    is left out.
    """
    uid = card.uid if card.uid and card.uid != derived_uid(same(card.name)) else ""
    if homonym and not uid:
        uid = derived_uid(path)
    is_plain = _MEANS.search(card.name) is None and safe(card.name)
    title = card.name if is_plain else safe(card.name) or SPARE
    fields = {mould.usual(key) or key: value for key, value in _fields(card, uid).items() if value}
    data = _made(title, fields, path, mould)
    if title != card.name:
        data = set_key(data, "name", card.name, path=path, settings=mould.settings)
        data = data.replace(f"# {SPARE}\n".encode(), f"# {card.name}\n".encode(), 1)
    person = Document(data, path, mould.settings).facts.person
    if person is None or person.name != card.name:
        raise EditRefused(_ANOTHER.format(name=card.name))
    return data


def with_quotation(data: bytes, text: str, path: str, settings: ReadingSettings) -> bytes:
    """The note with a free text as a quotation below its title, its signs defused; unchanged if it would add facts."""
    for signs in (_SIGNS, _ALL_SIGNS):
        after = with_rows(data, _quotation(text, signs), path, settings)
        if after != data:
            return after
    return data


def _quotation(text: str, signs: re.Pattern[str]) -> list[str]:
    """The rows of a text as a quotation, with a backslash before what `signs` finds in them."""
    rows = ("".join(c if c.isprintable() or c == "\t" else " " for c in row) for row in text.splitlines())
    return [f"> {signs.sub(_escaped, row)}".rstrip() for row in rows]


def _escaped(found: re.Match[str]) -> str:
    sign = found[0].lstrip()
    return f"{found[0].removesuffix(sign)}\\{sign}"


def has_quotation(data: bytes, text: str) -> bool:
    """Whether the note has the words of a free text, with or without its signs defused."""
    words = _WORDS.findall(text.casefold())
    return " ".join(words) in " ".join(_WORDS.findall(data.decode(errors="replace").casefold()))


def with_rows(data: bytes, rows: Iterable[str], path: str, settings: ReadingSettings) -> bytes:
    """The note with rows below its title; unchanged if they would add facts."""
    note = Document(data, path, settings)
    above = note.fences[1] if note.has_front_matter else -1
    title = next((n for n, row in enumerate(note.page.rows) if n > above and row.text.startswith("# ")), above)
    follows = note.page.text(title + 1)
    gap = [""] if follows.strip() and not follows.startswith("#") else []  # else the text would belong to the quotation
    after = note.with_page(note.page.inserted(title + 1, ["", *rows, *gap]))
    found = change(note.facts, after.facts)
    harmless = not (found.person or found.mentions_new or found.tasks_new or found.problems_new)
    return after.source if harmless else data


def _made(title: str, fields: Mapping[str, Value], path: str, mould: Mould) -> bytes:
    if mould.template:
        return _moulded(title, fields, path, mould)
    quick = _at_once(title, fields, path, mould)
    return quick or new_person(title, fields, path=path, headings=(mould.heading,), settings=mould.settings)


def _moulded(title: str, fields: Mapping[str, Value], path: str, mould: Mould) -> bytes:
    """The template with the fields set. Items are added to a list that the template starts."""
    data = from_template(
        mould.template, title, mould.moment, path=path, language=mould.language, settings=mould.settings
    )
    for key, value in fields.items():
        if isinstance(value, str):
            data = set_key(data, key, value, path=path, settings=mould.settings)
            continue
        data = add_items(data, key, value, path=path, settings=mould.settings)
    return data


def _at_once(title: str, fields: Mapping[str, Value], path: str, mould: Mould) -> bytes:
    """The result of `new_person`, in a tenth of the time; b"" if it would differ."""
    if stem(path) != title:
        return b""
    front = "".join(f"{key}: {_yaml_value(value)}\n" for key, value in fields.items())
    data = f"---\ntype: person\n{front}---\n# {title}\n\n## {mould.heading}\n".encode()
    note = Document(data, path, mould.settings)
    expected = [("type", ("person",)), *((key, _texts(value)) for key, value in fields.items())]
    harmless = note.facts.person and not (note.facts.mentions or note.facts.tasks or note.facts.problems)
    return data if harmless and values_by_key(note) == expected else b""


def _yaml_value(value: Value) -> str:
    if isinstance(value, str):
        return yaml_text(value)
    return f"[{', '.join(yaml_text(item, in_list=True) for item in value)}]"


def _texts(value: Value) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _fields(card: Card, uid: str) -> dict[str, Value]:
    fields: dict[str, Value] = {"uid": uid}
    for field in EXCHANGED:
        found = value_of(card, field.name)
        if field.kind == "urls":
            kinds = dict.fromkeys(kind for kind, _ in found)
            fields |= {kind: _one_or_many(url for each, url in found if each == kind) for kind in kinds}
        elif field.kind == "anniversaries":
            fields |= {key: str(day) for key, day in found}
        elif field.kind in LISTS:
            fields[field.key] = _one_or_many(found) if field.key in REACH else found
        elif field.kind != "relations":
            fields[field.key] = ("true" if found else "") if field.kind == "flag" else str(found or "")
    for relation in dict.fromkeys(relation for relation, _ in card.relations):
        fields[relation] = [name for each, name in card.relations if each == relation]
    return fields


def _one_or_many(texts: Iterable[str]) -> Value:
    several = list(texts)
    return several[0] if len(several) == 1 else several


class FileNames:
    """The names of notes in the vault, so that no two differ only in case or in how accents are stored."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._taken = {_folded(path) for path in paths}

    def places(self, card: Card, folder: str) -> Iterator[str]:
        """Free paths in `folder`: one with the person's name, and one without it, for a name that reads as a day."""
        mark = "\n".join((card.uid, card.name, *card.emails, *map(str, card.urls)))
        yield self.free(_file_stem(card), folder, mark, safe(card.org))
        yield self.free(SPARE, folder, mark)

    def free(self, name: str, folder: str, mark: str, beside: str = "") -> str:
        """The path of a note called `name`, else `name (beside)`, else with some characters derived from `mark`."""
        wanted, signs = _cut(name, _LONGEST).strip(". "), hashlib.sha256(mark.encode()).hexdigest()
        spare = [f"{_cut(wanted, _LONGEST // 2)} ({_cut(beside, _LONGEST // 2)})"] if beside else []
        for each in (wanted, *spare, *(f"{wanted} {signs[:length]}" for length in range(4, 65))):
            path = (PurePosixPath(folder) / f"{each}.md").as_posix()
            if _folded(path) not in self._taken:
                self._taken.add(_folded(path))
                return path
        raise EditRefused(f"No name is left for a note called {name}.")


def _file_stem(card: Card) -> str:
    """The file name: from the name, or if nothing is left of it, from the address or organisation."""
    found = next((left for text in (card.name, *card.emails, card.org) if (left := safe(text))), SPARE)
    head, dot, rest = found.partition(".")
    return f"{head}_{dot}{rest}" if head.rstrip().casefold() in _RESERVED else found


def safe(text: str) -> str:
    """A name as it can be used for a file and a title; "" if nothing is left."""
    try:
        found = file_name(text)
    except EditRefused:
        return ""
    return _cut(unicodedata.normalize("NFC", found), _LONGEST).strip(". ")


def _cut(text: str, size: int) -> str:
    """The start of the text that fits into this many bytes."""
    return text.encode()[:size].decode(errors="ignore")


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())
