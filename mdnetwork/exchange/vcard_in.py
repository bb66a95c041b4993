"""Exchange: a vCard of any version and program to a Card."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import NamedTuple

from mdnetwork.dates import PartialDate
from mdnetwork.exchange import tidy
from mdnetwork.exchange.cards import RELATED, Card, Left, Photo
from mdnetwork.exchange.content_lines import Property, blocks, properties
from mdnetwork.exchange.said_dates import vcard_day
from mdnetwork.model import Status
from mdnetwork.reading.dates_written import parse_date
from mdnetwork.words.keys import meaning_of
from mdnetwork.words.statuses import STATUSES

_APPLE_LABEL = re.compile(r"_\$!<(.*)>!\$_")
_ANDROID_NICKNAME, _ANDROID_EVENT, _ANDROID_RELATION = "nickname", "contact_event", "relation"
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
_NOBODY = "A card without a name, organisation or address, so nobody."
_NO_PERSON = "An organisation or a group, not a person: {name}"
_PICTURES = {"jpeg": "jpg", "jpg": "jpg", "png": "png", "gif": "gif", "webp": "webp"}


def read_vcards(lines: Iterable[bytes], name: str, *, photos: bool = False) -> Iterator[Card | Left]:
    """Everybody in a vCard file called `name`. Reads a card at a time; photos are left out unless asked for."""
    for number, block in blocks(lines):
        where = f"{name}:{number}"
        yield _card(_Properties(list(properties(block, pictures=photos))), where, photos=photos)


class _Properties(NamedTuple):
    found: list[Property]

    def all(self, *names: str) -> list[Property]:
        return [each for each in self.found if each.name in names and each.value.strip()]

    def text(self, *names: str) -> str:
        return next((text for each in self.all(*names) if (text := tidy.line(each.text()))), "")

    def label(self, each: Property) -> str:
        """What Apple calls a property of this group: "anniversary" of `_$!<Anniversary>!$_`."""
        labels = (other for other in self.found if other.name == "X-ABLABEL" and other.group == each.group)
        text = next((other.text() for other in labels if each.group), "")
        match = _APPLE_LABEL.fullmatch(text.strip())
        return match[1].strip().lower() if match else tidy.line(text)

    def android(self, kind: str) -> Iterator[list[str]]:
        """The values of Android's own properties of one kind."""
        for each in self.all("X-ANDROID-CUSTOM"):
            parts = each.parts()
            if parts[0].endswith(f"/{kind}") and parts[1:2]:
                yield [*parts[1:], "", ""]


def _card(said: _Properties, where: str, *, photos: bool) -> Card | Left:
    org = next((tidy.line(", ".join(filter(None, each.parts()))) for each in said.all("ORG")), "")
    name = _name(said)
    if said.text("KIND", "X-ADDRESSBOOKSERVER-KIND").lower() in {"org", "group", "location"} or _is_company(said):
        return Left(where, _NO_PERSON.format(name=name or org))
    if not name and org:
        return Left(where, _NO_PERSON.format(name=org))
    name = name or next(iter(_emails(said)), "")
    if not name:
        return Left(where, _NOBODY)
    met = said.text("X-MDNETWORK-MET")
    return Card(
        name=name,
        where=where,
        uid=said.text("UID").removeprefix("urn:uuid:"),
        aliases=_aliases(said, name),
        tags=tidy.tags(item for each in said.all("CATEGORIES") for item in each.items()),
        org=org,
        role=said.text("TITLE", "ROLE"),
        emails=_emails(said),
        phones=tidy.lines(each.text().removeprefix("tel:") for each in said.all("TEL")),
        urls=tidy.links(_urls(said)),
        birthday=_birthday(said),
        anniversaries=tuple(dict.fromkeys(_anniversaries(said))),
        place=_place(said),
        met=parse_date(met) if met else None,
        met_at=said.text("X-MDNETWORK-MET-AT"),
        language=said.text("LANG", "X-MDNETWORK-LANG"),
        expertise=tidy.lines(each.text() for each in said.all("EXPERTISE", "X-EXPERTISE")),
        needs=tidy.lines(each.text() for each in said.all("X-MDNETWORK-NEED")),
        interests=tidy.lines(each.text() for each in said.all("INTEREST", "X-INTEREST")),
        relations=tuple(dict.fromkeys(_relations(said))),
        status=_status(said),
        private=said.text("CLASS").upper() in {"PRIVATE", "CONFIDENTIAL"},
        note="\n\n".join(text for each in said.all("NOTE") if (text := each.text().strip())),
        photo=next(_photos(said), None) if photos else None,
    )


def _name(said: _Properties) -> str:
    """FN; where it is missing the parts of N (prefix, given, further, family, suffix), else the nickname."""
    full = said.text("FN")
    if full:
        return full
    for each in said.all("N"):
        family, given, further, prefix, suffix = (*each.parts(), *[""] * 5)[:5]
        name = tidy.line(" ".join(part for part in (prefix, given, further, family, suffix) if part))
        if name:
            return name
    return next(iter(_aliases(said, "")), "")


def _is_company(said: _Properties) -> bool:
    return said.text("X-ABSHOWAS").upper() == "COMPANY"


def _emails(said: _Properties) -> tuple[str, ...]:
    return tidy.lines(each.text().removeprefix("mailto:") for each in said.all("EMAIL"))


def _aliases(said: _Properties, name: str) -> tuple[str, ...]:
    names = [item for each in said.all("NICKNAME", "X-NICKNAME") for item in each.items()]
    return tuple(
        alias for alias in tidy.lines([*names, *(p[0] for p in said.android(_ANDROID_NICKNAME))]) if alias != name
    )


def _urls(said: _Properties) -> Iterator[tuple[str, str] | None]:
    for each in said.all("URL"):
        yield tidy.link(each.text(), each.param("X-MDNETWORK-KIND"))
    for each in said.all("X-SOCIALPROFILE", "SOCIALPROFILE", "IMPP", "X-TWITTER"):
        text = each.text()
        service = each.param("SERVICE-TYPE").lower() or next(iter(each.types - {"pref", "home", "work"}), "")
        if text.startswith(("http:", "https:")):
            yield tidy.link(text)
        elif service in {"mastodon", "twitter", "bluesky", "telegram", "github"}:
            yield service, tidy.line(text.rpartition(":")[2])


def _birthday(said: _Properties) -> PartialDate | None:
    found = [vcard_day(each.text(), each.param("X-APPLE-OMIT-YEAR")) for each in said.all("BDAY")]
    found += [vcard_day(parts[0]) for parts in said.android(_ANDROID_EVENT) if parts[1] == _ANDROID_BIRTHDAY]
    return next((day for day in found if day), None)


def _anniversaries(said: _Properties) -> Iterator[tuple[str, PartialDate]]:
    for each in said.all("X-ABDATE", *_ANNIVERSARIES):
        day = vcard_day(each.text(), each.param("X-APPLE-OMIT-YEAR"))
        label = "anniversary" if each.name in _ANNIVERSARIES else said.label(each)
        if day and meaning_of(label) == "anniversary":
            yield label, day
    for parts in said.android(_ANDROID_EVENT):
        day = vcard_day(parts[0])
        if day and parts[1] == _ANDROID_ANNIVERSARY:
            yield "anniversary", day


def _place(said: _Properties) -> str:
    """The locality and the country of the first address that names one."""
    for each in said.all("ADR"):
        locality, country = (*each.parts(), *[""] * 7)[3:7:3]
        if locality or country:
            return tidy.line(", ".join(filter(None, (locality, country))))
    return ""


def _relations(said: _Properties) -> Iterator[tuple[str, str]]:
    for each in said.all("RELATED", "X-ABRELATEDNAMES", *_SPOUSES, "X-MANAGER"):
        words = {*each.types, said.label(each).lower(), "spouse" if each.name in _SPOUSES else ""}
        words |= {"manager"} if each.name == "X-MANAGER" else set()
        relation = next((_RELATED[word] for word in sorted(words) if word in _RELATED), "related")
        name = tidy.line(each.text())
        if name and not re.match(r"(?:urn|https?|mailto|tel|data):", name) and relation in RELATED:
            yield relation, name
    yield from (("related", tidy.line(parts[0])) for parts in said.android(_ANDROID_RELATION) if parts[0])


def _status(said: _Properties) -> Status:
    if said.text("DEATHDATE", "X-DEATHDATE"):
        return "deceased"
    return STATUSES.get(said.text("X-MDNETWORK-STATUS").replace("-", " "), "")


def _photos(said: _Properties) -> Iterator[Photo]:
    for each in said.all("PHOTO"):
        kind, data = next(iter(each.types & _PICTURES.keys()), ""), each.value
        match = re.match(r"data:image/(\w+);base64,(.*)", data.strip(), re.DOTALL)
        if match:
            kind, data = match[1].lower(), match[2]
        elif "ENCODING" not in each.params:
            continue
        with suppress(ValueError):
            yield Photo(_PICTURES.get(kind, "jpg"), b64decode("".join(data.split()), validate=True))
