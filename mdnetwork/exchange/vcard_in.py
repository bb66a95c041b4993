"""A vCard of any version and program as a Card."""

from __future__ import annotations

import quopri
import re
from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any, NamedTuple

from mdnetwork.dates import PartialDate
from mdnetwork.exchange import clean
from mdnetwork.exchange.cards import RELATED, Card, Photo, SkippedRecord
from mdnetwork.exchange.records import vcard_day
from mdnetwork.fields import EXCHANGED, FieldKind, arguments
from mdnetwork.model import Status
from mdnetwork.parsing.dates_written import parse_date
from mdnetwork.vocabulary.keys import meaning_of
from mdnetwork.vocabulary.notes import STATUSES

_NOBODY = "A card without a name, organisation or address, so nobody."
_NO_PERSON = "An organisation or a group, not a person: {name}"


def read_vcards(lines: Iterable[bytes], name: str, *, photos: bool = False) -> Iterator[Card | SkippedRecord]:
    """The people in a vCard file called `name`, one card at a time. Photos are read only if `photos` is set."""
    for number, block in blocks(lines):
        where = f"{name}:{number}"
        yield _card(Said(list(properties(block, pictures=photos))), where, photos=photos)


def _card(said: Said, where: str, *, photos: bool) -> Card | SkippedRecord:
    org = next((clean.line(", ".join(filter(None, each.parts()))) for each in said.all("ORG")), "")
    name = _name(said)
    if said.text("KIND", "X-ADDRESSBOOKSERVER-KIND").lower() in {"org", "group", "location"} or _is_company(said):
        return SkippedRecord(where, _NO_PERSON.format(name=name or org))
    if not name and org:
        return SkippedRecord(where, _NO_PERSON.format(name=org))
    name = name or next(iter(_emails(said)), "")
    if not name:
        return SkippedRecord(where, _NOBODY)
    values = {
        field.name: _READ[field.name](said, name)
        if field.name in _READ
        else _READ_KINDS[field.kind](said, *field.vcard)
        for field in EXCHANGED
    }
    return Card(
        name=name,
        where=where,
        uid=said.text("UID").removeprefix("urn:uuid:"),
        note="\n\n".join(text for each in said.all("NOTE") if (text := each.text().strip())),
        photo=next(pictures(said), None) if photos else None,
        **arguments(Card, values | {"org": org}),
    )


def _name(said: Said) -> str:
    """FN; if it is missing, the parts of N (prefix, given, further, family, suffix), else the nickname."""
    full = said.text("FN")
    if full:
        return full
    for each in said.all("N"):
        family, given, further, prefix, suffix = (*each.parts(), *[""] * 5)[:5]
        name = clean.line(" ".join(part for part in (prefix, given, further, family, suffix) if part))
        if name:
            return name
    return next(iter(_aliases(said, "")), "")


def _is_company(said: Said) -> bool:
    return said.text("X-ABSHOWAS").upper() == "COMPANY"


def _emails(said: Said) -> tuple[str, ...]:
    return clean.lines(each.text().removeprefix("mailto:") for each in said.all("EMAIL"))


def _aliases(said: Said, name: str) -> tuple[str, ...]:
    names = [item for each in said.all("NICKNAME", "X-NICKNAME") for item in each.items()]
    return tuple(alias for alias in clean.lines([*names, *(p[0] for p in said.android("nickname"))]) if alias != name)


def _urls(said: Said) -> Iterator[tuple[str, str] | None]:
    for each in said.all("URL"):
        yield clean.link(each.text(), each.param("X-MDNETWORK-KIND"))
    for each in said.all("X-SOCIALPROFILE", "SOCIALPROFILE", "IMPP", "X-TWITTER"):
        text = each.text()
        service = each.param("SERVICE-TYPE").lower() or next(iter(each.types - {"pref", "home", "work"}), "")
        if text.startswith(("http:", "https:")):
            yield clean.link(text)
        elif service in {"mastodon", "twitter", "bluesky", "telegram", "github"}:
            yield service, clean.line(text.rpartition(":")[2])


def _place(said: Said) -> str:
    """The locality and the country of the first address that has one of them."""
    for each in said.all("ADR"):
        locality, country = (*each.parts(), *[""] * 7)[3:7:3]
        if locality or country:
            return clean.line(", ".join(filter(None, (locality, country))))
    return ""


def _status(said: Said) -> Status:
    if said.text("DEATHDATE", "X-DEATHDATE"):
        return "deceased"
    return STATUSES.get(said.text("X-MDNETWORK-STATUS").replace("-", " "), "")


_APPLE_LABEL = re.compile(r"_\$!<(.*)>!\$_")
_ANDROID_EVENT, _ANDROID_RELATION = "contact_event", "relation"
_ANDROID_BIRTHDAY, _ANDROID_ANNIVERSARY = "3", "1"
_RELATED = {
    "spouse": "spouse",
    "wife": "spouse",
    "husband": "spouse",
    "partner": "partner",
    "sweetheart": "partner",
    "child": "child",
    "son": "child",
    "daughter": "child",
    "parent": "parent",
    "mother": "parent",
    "father": "parent",
    "sibling": "sibling",
    "brother": "sibling",
    "sister": "sibling",
    "friend": "friend",
    "colleague": "colleague",
    "co-worker": "colleague",
    "manager": "reports_to",
    "reports_to": "reports_to",
    "x-reports-to": "reports_to",
    "introduced_by": "introduced_by",
    "x-introduced-by": "introduced_by",
}
_ANNIVERSARIES = frozenset({"ANNIVERSARY", "X-ANNIVERSARY", "X-EVOLUTION-ANNIVERSARY", "X-KADDRESSBOOK-X-ANNIVERSARY"})
_SPOUSES = frozenset({"X-SPOUSE", "X-EVOLUTION-SPOUSE", "X-KADDRESSBOOK-X-SPOUSESNAME"})
_PICTURES = {"jpeg": "jpg", "jpg": "jpg", "png": "png", "gif": "gif", "webp": "webp"}


class Said(NamedTuple):
    """The properties of one card."""

    found: list[Property]

    def all(self, *names: str) -> list[Property]:
        """The non-empty properties with these names."""
        return [each for each in self.found if each.name in names and each.value.strip()]

    def text(self, *names: str) -> str:
        """The first text under one of these names, on one line."""
        return next((text for each in self.all(*names) if (text := clean.line(each.text()))), "")

    def label(self, each: Property) -> str:
        """Apple's label of this property's group: "anniversary" for `_$!<Anniversary>!$_`."""
        labels = (other for other in self.found if other.name == "X-ABLABEL" and other.group == each.group)
        text = next((other.text() for other in labels if each.group), "")
        match = _APPLE_LABEL.fullmatch(text.strip())
        return match[1].strip().lower() if match else clean.line(text)

    def android(self, kind: str) -> Iterator[list[str]]:
        """The values of Android's own properties of one kind."""
        for each in self.all("X-ANDROID-CUSTOM"):
            parts = each.parts()
            if parts[0].endswith(f"/{kind}") and parts[1:2]:
                yield [*parts[1:], "", ""]


def birthday(said: Said) -> PartialDate | None:
    """The birthday, in any form that programs write."""
    found = [vcard_day(each.text(), each.param("X-APPLE-OMIT-YEAR")) for each in said.all("BDAY")]
    found += [vcard_day(parts[0]) for parts in said.android(_ANDROID_EVENT) if parts[1] == _ANDROID_BIRTHDAY]
    return next((day for day in found if day), None)


def anniversaries(said: Said) -> Iterator[tuple[str, PartialDate]]:
    """(key, day) pairs. Days of other kinds, such as of a first car, are left out."""
    for each in said.all("X-ABDATE", *_ANNIVERSARIES):
        day = vcard_day(each.text(), each.param("X-APPLE-OMIT-YEAR"))
        label = "anniversary" if each.name in _ANNIVERSARIES else said.label(each)
        if day and meaning_of(label) == "anniversary":
            yield label, day
    for parts in said.android(_ANDROID_EVENT):
        day = vcard_day(parts[0])
        if day and parts[1] == _ANDROID_ANNIVERSARY:
            yield "anniversary", day


def relations(said: Said) -> Iterator[tuple[str, str]]:
    """(relation, name) pairs. Relations with only an address or a number are left out."""
    for each in said.all("RELATED", "X-ABRELATEDNAMES", *_SPOUSES, "X-MANAGER"):
        words = {*each.types, said.label(each).lower(), "spouse" if each.name in _SPOUSES else ""}
        words |= {"manager"} if each.name == "X-MANAGER" else set()
        relation = next((_RELATED[word] for word in sorted(words) if word in _RELATED), "related")
        name = clean.line(each.text())
        if name and not re.match(r"(?:urn|https?|mailto|tel|data):", name) and relation in RELATED:
            yield relation, name
    yield from (("related", clean.line(parts[0])) for parts in said.android(_ANDROID_RELATION) if parts[0])


def pictures(said: Said) -> Iterator[Photo]:
    """The pictures inside the card itself; nothing is downloaded."""
    for each in said.all("PHOTO"):
        kind, data = next(iter(each.types & _PICTURES.keys()), ""), each.value
        match = re.match(r"data:image/(\w+);base64,(.*)", data.strip(), re.DOTALL)
        if match:
            kind, data = match[1].lower(), match[2]
        elif "ENCODING" not in each.params:
            continue
        with suppress(ValueError):
            yield Photo(_PICTURES.get(kind, "jpg"), b64decode("".join(data.split()), validate=True))


_READ: dict[str, Callable[[Said, str], Any]] = {
    "aliases": _aliases,
    "emails": lambda said, _: _emails(said),
    "phones": lambda said, _: clean.lines(each.text().removeprefix("tel:") for each in said.all("TEL")),
    "urls": lambda said, _: clean.links(_urls(said)),
    "birthday": lambda said, _: birthday(said),
    "anniversaries": lambda said, _: tuple(dict.fromkeys(anniversaries(said))),
    "place": lambda said, _: _place(said),
    "relations": lambda said, _: tuple(dict.fromkeys(relations(said))),
    "status": lambda said, _: _status(said),
    "private": lambda said, _: said.text("CLASS").upper() in {"PRIVATE", "CONFIDENTIAL"},
}
"""The fields that programs write in more than one way, from a card and the name on it."""
_READ_KINDS: dict[FieldKind, Callable[..., Any]] = {
    "text": lambda said, *names: said.text(*names),
    "texts": lambda said, *names: clean.lines(each.text() for each in said.all(*names)),
    "tags": lambda said, *names: clean.tags(item for each in said.all(*names) for item in each.items()),
    "day": lambda said, *names: parse_date(text) if (text := said.text(*names)) else None,
}
"""How the other fields are read from the properties that hold them."""
_ENCODINGS = {"QUOTED-PRINTABLE": "QUOTED-PRINTABLE", "BASE64": "B", "B": "B", "8BIT": "", "7BIT": ""}
_BASE64 = re.compile(rb"[A-Za-z0-9+/=]{4,}\s*")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_CARETS = re.compile(r"\^([n^'])")
_HEAD = re.compile(r"(?:([\w-]+)\.)?([\w-]+)")
_LARGEST = 8_000_000
"""The most bytes of one line that are read; a picture may be that large."""


class Property(NamedTuple):
    """One line of a card: its group ("item1"), name and parameters in capitals, and the value as written."""

    group: str
    name: str
    params: dict[str, tuple[str, ...]]
    value: str

    @property
    def types(self) -> frozenset[str]:
        """Its types, in small letters."""
        return frozenset(part.strip().lower() for text in self.params.get("TYPE", ()) for part in text.split(","))

    def param(self, name: str) -> str:
        """The first value of a parameter; "" if there is none."""
        return self.params.get(name, ("",))[0]

    @property
    def is_quoted(self) -> bool:
        """Whether the value is in quoted-printable."""
        return self.param("ENCODING").upper() == "QUOTED-PRINTABLE"

    def text(self) -> str:
        """The value as one text."""
        return self._plain(self.value)

    def parts(self) -> list[str]:
        """The components of a structured value (N, ADR, ORG), which semicolons separate."""
        return [self._plain(part).strip() for part in _split(self.value, ";")]

    def items(self) -> list[str]:
        """The items of a list (CATEGORIES, NICKNAME), which commas separate."""
        return [text for part in _split(self.value, ",") if (text := self._plain(part).strip())]

    def _plain(self, part: str) -> str:
        charset = self.param("CHARSET")
        if self.is_quoted:
            return _unescaped(_decoded(quopri.decodestring(part.encode("utf-8", "surrogateescape")), charset))
        if any("\udc80" <= c <= "\udcff" for c in part):
            part = _decoded(part.encode("utf-8", "surrogateescape"), charset)
        return _unescaped(part)


def blocks(lines: Iterable[bytes]) -> Iterator[tuple[int, list[bytes]]]:
    """The cards of a file: the line number of each card's start, and the lines in it.

    A card within a card (AGENT in 2.1) belongs to the outer one; a card without an end goes to the end of the file.
    """
    block: list[bytes] = []
    start = depth = 0
    for number, line in enumerate(lines, 1):
        word = line.strip(b" \t\r\n\xef\xbb\xbf").upper()
        if word == b"BEGIN:VCARD":
            if depth == 0:
                start, block = number, []
            depth += 1
        elif word == b"END:VCARD" and depth:
            depth -= 1
            if depth == 0:
                yield start, block
        elif depth == 1:
            block.append(line)
    if depth and block:
        yield start, block


def properties(lines: Iterable[bytes], *, pictures: bool = False) -> Iterator[Property]:
    """The properties of a card, unfolded. Pictures, logos, sounds and keys are left out unless `pictures` is set."""
    for line in _unfolded(lines):
        found = _property(line.decode("utf-8", "surrogateescape"))
        if found is not None and (pictures or found.name not in {"PHOTO", "LOGO", "SOUND", "KEY"}):
            yield found


def _unfolded(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Whole lines: folded ones, quoted-printable's soft breaks, and base64 that continues without an indent."""
    whole: list[bytes] = []
    size = 0
    for line in lines:
        row = line.rstrip(b"\r\n")
        if whole and _goes_on(whole, row):
            joined = row if _is_soft(whole[-1], whole[0]) else row[1:] if row[:1] in {b" ", b"\t"} else row
            if _is_soft(whole[-1], whole[0]):
                whole[-1] = whole[-1][:-1]
            size += len(joined)
            if size <= _LARGEST:
                whole.append(joined)
            continue
        if whole:
            yield b"".join(whole)
        whole, size = ([row], len(row)) if row.strip() else ([], 0)
    if whole:
        yield b"".join(whole)


def _goes_on(whole: list[bytes], row: bytes) -> bool:
    if _is_soft(whole[-1], whole[0]) or (row[:1] in {b" ", b"\t"} and row.strip()):
        return True
    head = whole[0].partition(b":")[0].upper()
    return (b"BASE64" in head or b"ENCODING=B" in head) and _BASE64.fullmatch(row) is not None


def _is_soft(last: bytes, first: bytes) -> bool:
    return last.endswith(b"=") and b"QUOTED-PRINTABLE" in first.partition(b":")[0].upper()


def _property(line: str) -> Property | None:
    head, value = _head(line)
    first, *rest = _split(head, ";", quotes=True)
    match = _HEAD.fullmatch(first.strip())
    if match is None or value is None:
        return None
    params: dict[str, list[str]] = {}
    for part in rest:
        name, sign, text = part.partition("=")
        key, found = (name.strip().upper(), text) if sign else ("TYPE", name)
        if not sign and name.strip().upper() in _ENCODINGS:
            key = "ENCODING"
        params.setdefault(key, []).append(_CARETS.sub(_caret, found.strip().strip('"')))
    known = {key: tuple(texts) for key, texts in params.items()}
    return Property((match[1] or "").lower(), match[2].upper(), known, value)


def _head(line: str) -> tuple[str, str | None]:
    """The text before the first colon outside quotation marks, and the text after it."""
    quoted = False
    for at, sign in enumerate(line):
        if sign == '"':
            quoted = not quoted
        elif sign == ":" and not quoted:
            return line[:at], line[at + 1 :]
    head, colon, value = line.partition(":")
    return head, value if colon else None


def _split(text: str, sign: str, *, quotes: bool = False) -> list[str]:
    """The parts between signs that are not escaped and not, in parameters, in quotation marks."""
    if sign not in text:
        return [text]
    parts = [""]
    quoted = escaped = False
    for c in text:
        if c == sign and not escaped and not quoted:
            parts.append("")
            continue
        quoted ^= quotes and c == '"'
        escaped = c == "\\" and not escaped
        parts[-1] += c
    return parts


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], text)


def _caret(match: re.Match[str]) -> str:
    """The character that a caret escape means (RFC 6868)."""
    return {"n": "\n", "^": "^", "'": '"'}[match[1]]


def _decoded(data: bytes, charset: str) -> str:
    for name in (charset, "utf-8", "cp1252"):
        try:
            return data.decode(name or "utf-8")
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("latin-1")
