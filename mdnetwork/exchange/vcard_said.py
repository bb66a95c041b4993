"""Exchange: the properties of one vCard, and those that every program writes in its own way."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from mdnetwork.dates import PartialDate
from mdnetwork.exchange import tidy
from mdnetwork.exchange.cards import RELATED, Photo
from mdnetwork.exchange.content_lines import Property
from mdnetwork.exchange.said_dates import vcard_day
from mdnetwork.words.keys import meaning_of

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
        """Those of these names that hold something."""
        return [each for each in self.found if each.name in names and each.value.strip()]

    def text(self, *names: str) -> str:
        """The first text that one of these names holds, on one line."""
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


def birthday(said: Said) -> PartialDate | None:
    """The day, from any of the ways in which programs write it."""
    found = [vcard_day(each.text(), each.param("X-APPLE-OMIT-YEAR")) for each in said.all("BDAY")]
    found += [vcard_day(parts[0]) for parts in said.android(_ANDROID_EVENT) if parts[1] == _ANDROID_BIRTHDAY]
    return next((day for day in found if day), None)


def anniversaries(said: Said) -> Iterator[tuple[str, PartialDate]]:
    """(key, day) pairs; days of another kind, such as of a first car, are left out."""
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
    """(relation, name) pairs; what is named by an address or a number alone is left out."""
    for each in said.all("RELATED", "X-ABRELATEDNAMES", *_SPOUSES, "X-MANAGER"):
        words = {*each.types, said.label(each).lower(), "spouse" if each.name in _SPOUSES else ""}
        words |= {"manager"} if each.name == "X-MANAGER" else set()
        relation = next((_RELATED[word] for word in sorted(words) if word in _RELATED), "related")
        name = tidy.line(each.text())
        if name and not re.match(r"(?:urn|https?|mailto|tel|data):", name) and relation in RELATED:
            yield relation, name
    yield from (("related", tidy.line(parts[0])) for parts in said.android(_ANDROID_RELATION) if parts[0])


def pictures(said: Said) -> Iterator[Photo]:
    """The pictures that are in the card itself; nothing is fetched."""
    for each in said.all("PHOTO"):
        kind, data = next(iter(each.types & _PICTURES.keys()), ""), each.value
        match = re.match(r"data:image/(\w+);base64,(.*)", data.strip(), re.DOTALL)
        if match:
            kind, data = match[1].lower(), match[2]
        elif "ENCODING" not in each.params:
            continue
        with suppress(ValueError):
            yield Photo(_PICTURES.get(kind, "jpg"), b64decode("".join(data.split()), validate=True))
