"""The people in vCard files, of any version and program, as Cards."""

from __future__ import annotations

import quopri
import re
from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import NamedTuple

from mdnetwork.dates import PartialDate
from mdnetwork.days.reader import parse_partial
from mdnetwork.exchange.cards import Card, Photo, SkippedRecord
from mdnetwork.exchange.structured_names import StructuredName, from_parts
from mdnetwork.exchange.values import (
    field_values,
    mail_address,
    nobody,
    plain_line,
    plain_lines,
    refused_values,
    relation_of,
)
from mdnetwork.fields import PersonField, arguments
from mdnetwork.i18n import Sentence

_NO_PERSON = Sentence("An organisation or a group, not a person: {name}")
_UNREAD = Sentence("{name}: this line is not a property of a card: {line}")
_SHOWN = 60
"""The most characters of a line in a message."""
_APPLE_LABEL = re.compile(r"_\$!<(.*)>!\$_")
_ANDROID_EVENT, _ANDROID_RELATION = "contact_event", "relation"
_ANDROID_BIRTHDAY, _ANDROID_ANNIVERSARY = "3", "1"
_ANNIVERSARIES = frozenset({"ANNIVERSARY", "X-ANNIVERSARY", "X-EVOLUTION-ANNIVERSARY", "X-KADDRESSBOOK-X-ANNIVERSARY"})
_SPOUSES = frozenset({"X-SPOUSE", "X-EVOLUTION-SPOUSE", "X-KADDRESSBOOK-X-SPOUSESNAME"})
_NO_NAME = re.compile(r"(?:urn|https?|mailto|tel|data):")
"""What a relation has instead of a name."""
_PICTURES = {"jpeg": "jpg", "jpg": "jpg", "png": "png", "gif": "gif", "webp": "webp"}
_SERVICES = frozenset({"mastodon", "twitter", "bluesky", "telegram", "github"})
_ENCODINGS = {"QUOTED-PRINTABLE": "QUOTED-PRINTABLE", "BASE64": "B", "B": "B", "8BIT": "", "7BIT": ""}
_BASE64 = re.compile(rb"[A-Za-z0-9+/=]{4,}\s*")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_BLANKS = (b" ", b"\t")
_CARETS = re.compile(r"\^([n^'])")
_PROPERTY_NAME = re.compile(r"(?:([\w-]+)\.)?([\w-]+)")
_LARGEST = 8_000_000
"""The most bytes of one line that are read; a picture may be that large."""


def read_vcards(lines: Iterable[bytes], name: str, *, photos: bool = False) -> Iterator[Card | SkippedRecord]:
    """The people in a vCard file called `name`, one card at a time. Photos are read only if `photos` is set."""
    for number, block in blocks(lines):
        where = f"{name}:{number}"
        card = VCard(list(properties(block, pictures=photos)))
        found = _card(card, where, photos=photos)
        yield found
        if isinstance(found, Card):
            yield from refused_values(card, found.name, where)
            unread = (plain_line(each.value)[:_SHOWN] for each in card.found if not each.name)
            yield from (SkippedRecord(where, _UNREAD.filled(name=found.name, line=line), "value") for line in unread)


def _card(card: VCard, where: str, *, photos: bool) -> Card | SkippedRecord:
    name, org = _name(card), next(iter(card.organisations()), "")
    is_company = card.text("X-ABSHOWAS").upper() == "COMPANY" or (org and not name)
    if is_company or card.text("KIND", "X-ADDRESSBOOKSERVER-KIND").lower() in {"org", "group", "location"}:
        return SkippedRecord(where, _NO_PERSON.filled(name=name or org))
    name = name or next(filter(None, map(mail_address, card.emails())), "")
    if not name:
        return SkippedRecord(where, nobody(each.text() for each in card.all("TEL")))
    return Card(
        name=name,
        where=where,
        uid=card.text("UID").removeprefix("urn:uuid:"),
        note="\n\n".join(text for each in card.all("NOTE") if (text := each.text().strip())),
        photo=next(_photos(card), None) if photos else None,
        **arguments(Card, field_values(card, name)),
    )


def _name(card: VCard) -> str:
    """FN; if it is missing, the parts of N (prefix, given, further, family, suffix), else the nickname."""
    full = card.text("FN")
    if full:
        return full
    name = plain_line(card.structured_name().full())
    if name:
        return name
    return next(iter(plain_lines(card.aliases())), "")


class VCard(NamedTuple):
    """The properties of one card, as the source of a person's fields."""

    found: list[Property]

    def all(self, *names: str) -> list[Property]:
        """The non-empty properties with these names."""
        return [each for each in self.found if each.name in names and each.value.strip()]

    def text(self, *names: str) -> str:
        """The first text under one of these names, on one line."""
        return next((text for each in self.all(*names) if (text := plain_line(each.text()))), "")

    def label(self, each: Property) -> str:
        """Apple's label of this property's group: "anniversary" for `_$!<Anniversary>!$_`."""
        labels = (other for other in self.found if other.name == "X-ABLABEL" and other.group == each.group)
        text = next((other.text() for other in labels if each.group), "")
        match = _APPLE_LABEL.fullmatch(text.strip())
        return match[1].strip().lower() if match else plain_line(text)

    def structured_name(self) -> StructuredName:
        """The parts of N. In 2.1 a part has no list of items."""
        has_lists = self.text("VERSION") != "2.1"
        names = (
            from_parts(each.items_of_parts() if has_lists else [[part] for part in each.parts()])
            for each in self.all("N")
        )
        return next((name for name in names if any(name)), StructuredName())

    def android(self, kind: str) -> Iterator[list[str]]:
        """The values of Android's own properties of one kind."""
        for each in self.all("X-ANDROID-CUSTOM"):
            parts = each.parts()
            if parts[0].endswith(f"/{kind}") and parts[1:2]:
                yield [*parts[1:], "", ""]

    def aliases(self) -> Iterator[str]:
        """The nicknames."""
        yield from (item for each in self.all("NICKNAME", "X-NICKNAME") for item in each.items())
        yield from (parts[0] for parts in self.android("nickname"))

    def emails(self) -> tuple[str, ...]:
        """The e-mail addresses."""
        return plain_lines(each.text() for each in self.all("EMAIL"))

    def organisations(self) -> tuple[str, ...]:
        """The organisations, each with its units."""
        return plain_lines(", ".join(filter(None, each.parts())) for each in self.all("ORG"))

    def places(self) -> Iterator[str]:
        """The localities and countries of the addresses that have one of them."""
        for each in self.all("ADR"):
            locality, country = (*each.parts(), *[""] * 7)[3:7:3]
            yield ", ".join(filter(None, (locality, country)))

    def birthdays(self) -> Iterator[str]:
        """The birthdays, from any form that programs write; one that cannot be read as it is."""
        found = [(each.text(), each.param("X-APPLE-OMIT-YEAR")) for each in self.all("BDAY")]
        found += [(parts[0], "") for parts in self.android(_ANDROID_EVENT) if parts[1] == _ANDROID_BIRTHDAY]
        return (str(vcard_day(text, omitted) or text) for text, omitted in found)

    def anniversaries(self) -> Iterator[tuple[str, str]]:
        """(label, day) pairs."""
        for each in self.all("X-ABDATE", *_ANNIVERSARIES):
            day = vcard_day(each.text(), each.param("X-APPLE-OMIT-YEAR"))
            yield ("anniversary" if each.name in _ANNIVERSARIES else self.label(each)), str(day or "")
        for parts in self.android(_ANDROID_EVENT):
            if parts[1] == _ANDROID_ANNIVERSARY:
                yield "anniversary", str(vcard_day(parts[0]) or "")

    def relations(self) -> Iterator[tuple[str, str]]:
        """(relation, name) pairs. Relations with only an address or a number are left out."""
        for each in self.all("RELATED", "X-ABRELATEDNAMES", *_SPOUSES, "X-MANAGER"):
            words = {*each.types, self.label(each).lower(), "spouse" if each.name in _SPOUSES else ""}
            words |= {"manager"} if each.name == "X-MANAGER" else set()
            relation = next((found for word in sorted(words) if (found := relation_of(word))), "related")
            if not _NO_NAME.match(each.text().strip()):
                yield relation, each.text()
        yield from (("related", parts[0]) for parts in self.android(_ANDROID_RELATION))

    def urls(self) -> Iterator[tuple[str, str]]:
        """(kind, address) pairs; the kind is "" where the address says it."""
        yield from ((each.param("X-MDNETWORK-KIND"), each.text()) for each in self.all("URL"))
        for each in self.all("X-SOCIALPROFILE", "SOCIALPROFILE", "IMPP", "X-TWITTER"):
            text = each.text()
            service = each.param("SERVICE-TYPE").lower() or next(iter(each.types - {"pref", "home", "work"}), "")
            if text.startswith(("http:", "https:")):
                yield "", text
            elif service in _SERVICES:
                yield service, text.rpartition(":")[2]

    def status(self) -> str:
        """The status, or that a day of death is known."""
        return "deceased" if self.text("DEATHDATE", "X-DEATHDATE") else self.text("X-MDNETWORK-STATUS")

    def texts(self, field: PersonField) -> Iterable[str]:
        """The texts of a field that has one label."""
        special = _TEXTS.get(field.name)
        if special:
            return special(self)
        every = self.all(*field.vcard)
        return (text for each in every for text in (each.items() if field.kind == "tags" else (each.text(),)))

    def pairs(self, field: PersonField) -> Iterator[tuple[str, str]]:
        """(label, text) of a field whose values have labels of their own."""
        return _PAIRS[field.name](self)


_TEXTS: dict[str, Callable[[VCard], Iterable[str]]] = {
    "structured_name": lambda card: (card.structured_name().text(),),
    "aliases": VCard.aliases,
    "emails": VCard.emails,
    "phones": lambda card: (each.text() for each in card.all("TEL")),
    "org": VCard.organisations,
    "birthday": VCard.birthdays,
    "place": VCard.places,
    "status": lambda card: (card.status(),),
    "private": lambda card: ("true",) if card.text("CLASS").upper() in {"PRIVATE", "CONFIDENTIAL"} else (),
}
"""The fields that programs write in more than one way."""
_PAIRS: dict[str, Callable[[VCard], Iterator[tuple[str, str]]]] = {
    "urls": VCard.urls,
    "anniversaries": VCard.anniversaries,
    "relations": VCard.relations,
}


def vcard_day(text: str, omitted: str = "") -> PartialDate | None:
    """A day in vCard's form (RFC 6350, section 4.3.1): `19850412`, `1985-04-12T00:00:00Z`, `--0412`, `1985-04`.

    `omitted` is the year that means none (X-APPLE-OMIT-YEAR). A year alone, and text, are not days.
    """
    found = parse_partial(text)
    return PartialDate(found.month, found.day) if found and f"{found.year}" == omitted.strip('"') else found


def _photos(card: VCard) -> Iterator[Photo]:
    """The pictures inside the card itself; nothing is downloaded."""
    for each in card.all("PHOTO"):
        kind, data = next(iter(each.types & _PICTURES.keys()), ""), each.value
        match = re.match(r"data:image/(\w+);base64,(.*)", data.strip(), re.DOTALL)
        if match:
            kind, data = match[1].lower(), match[2]
        elif "ENCODING" not in each.params:
            continue
        with suppress(ValueError):
            yield Photo(_PICTURES.get(kind, "jpg"), b64decode("".join(data.split()), validate=True))


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

    def items_of_parts(self) -> list[list[str]]:
        """The items of each component of N."""
        return [[self._plain(item) for item in _split(part, ",")] for part in _split(self.value, ";")]

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
    for number, row in enumerate(lines, 1):
        word = row.strip(b" \t\r\n\xef\xbb\xbf").upper()
        if word == b"BEGIN:VCARD":
            if depth == 0:
                start, block = number, []
            depth += 1
        elif word == b"END:VCARD" and depth:
            depth -= 1
            if depth == 0:
                yield start, block
        elif depth == 1:
            block.append(row)
    if depth and block:
        yield start, block


def properties(lines: Iterable[bytes], *, pictures: bool = False) -> Iterator[Property]:
    """The properties of a card, unfolded. Pictures, logos, sounds and keys are left out unless `pictures` is set.

    A line that is none has no name.
    """
    for row in _unfolded(lines):
        line = row.decode("utf-8", "surrogateescape")
        found = _parse_line(line) or Property("", "", {}, line)
        if pictures or found.name not in {"PHOTO", "LOGO", "SOUND", "KEY"}:
            yield found


def _unfolded(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Whole lines: folded ones, quoted-printable's soft breaks, and base64 that continues without an indent."""
    whole: list[bytes] = []
    size = 0
    for written in lines:
        row = written.rstrip(b"\r\n")
        if whole and _goes_on(whole, row):
            size += len(row)
            if size <= _LARGEST:
                whole.append(row)
            continue
        if whole:
            yield _joined(whole)
        whole, size = ([row], len(row)) if row.strip() else ([], 0)
    if whole:
        yield _joined(whole)


def _joined(rows: list[bytes]) -> bytes:
    """The rows of one line. A row that is folded begins with a blank, which is no text."""
    if any(_is_soft(row, rows[0]) for row in rows[:-1]):
        soft = [row.removesuffix(b"=") for row in rows]
        return b"".join((soft[0], *(row[1:] for row in soft[1:]))) if _is_folded_too(soft) else b"".join(soft)
    return b"".join((rows[0], *(row[1:] if row[:1] in _BLANKS else row for row in rows[1:])))


def _is_folded_too(rows: list[bytes]) -> bool:
    """Whether soft breaks are folded as well: the blanks at the start of rows are the only ones, or break a letter."""
    if not all(row[:1] in _BLANKS for row in rows[1:]):
        return False
    value = rows[0].partition(b":")[2] + b"".join(row[1:] for row in rows[1:])
    return not any(blank in value for blank in _BLANKS) or (_is_utf8(value) and not _is_utf8(b"".join(rows)))


def _is_utf8(quoted: bytes) -> bool:
    try:
        quopri.decodestring(quoted).decode()
    except UnicodeDecodeError:
        return False
    return True


def _goes_on(whole: list[bytes], row: bytes) -> bool:
    if _is_soft(whole[-1], whole[0]) or (row[:1] in _BLANKS and row.strip()):
        return True
    head = whole[0].partition(b":")[0].upper()
    return (b"BASE64" in head or b"ENCODING=B" in head) and _BASE64.fullmatch(row) is not None


def _is_soft(last: bytes, first: bytes) -> bool:
    return last.endswith(b"=") and b"QUOTED-PRINTABLE" in first.partition(b":")[0].upper()


def _parse_line(line: str) -> Property | None:
    head, value = _head_and_value(line)
    first, *rest = _split(head, ";", quotes=True)
    match = _PROPERTY_NAME.fullmatch(first.strip())
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


def _head_and_value(line: str) -> tuple[str, str | None]:
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
