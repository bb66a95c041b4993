"""Ground: what a person can have, one row a field. Whatever lists the fields of a person reads this table.

A new plain text field is a row here and nothing else: reading, the index, `show`, `add`, vCards, tables, JSON, imports
and the privacy filter loop over the table. It has no attribute of its own: `value_of(person, name)` returns it. A field
that code asks for by name also gets an attribute in `model.Person` (and in `exchange.cards.Card`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from mdnetwork.frozen import NamedTuple

FieldKind = Literal[
    "text",
    "structured name",
    "names",
    "tags",
    "emails",
    "phones",
    "texts",
    "urls",
    "partial",
    "anniversaries",
    "day",
    "cadence",
    "ref",
    "relations",
    "status",
    "flag",
]
LISTS: frozenset[FieldKind] = frozenset({"names", "tags", "emails", "phones", "texts"})
"""Kinds with several texts."""
PAIRS: frozenset[FieldKind] = frozenset({"urls", "anniversaries", "relations"})
"""Kinds with several values, each with a label of its own."""
SINGLE: frozenset[FieldKind] = frozenset({"text", "structured name", "partial", "day"})
"""Kinds with one value, which an import compares, and writes over where it is asked to (`--take`)."""


class PersonField(NamedTuple):
    """One field of a person. A value is missing where it is None, "" or empty; an import then fills it."""

    name: str
    """The attribute, the key in `--json` and in exported records, and the column of exported tables."""
    kind: FieldKind
    key: str
    """The canonical key (`vocabulary.keys`) under which notes and columns of other programs hold it."""
    also: tuple[str, ...] = ()
    """Canonical keys that count where `key` has no value. For plain text only."""
    vcard: tuple[str, ...] = ()
    """The properties of vCard that are read; the first one is written."""
    vcard3: str = ""
    """The property that version 3.0 has instead of the first one of `vcard`."""
    compared: Literal["", "organisation"] = ""
    """How an import compares texts, where ignoring case and accents is not all."""
    label: str = ""
    """The message that `show` writes before a plain text, which catalogues translate; "" where it has no row there."""
    exchanged: bool = True
    """Whether exports carry it and imports fill it."""
    cited: bool = False
    """Whether suggestions cite the line of the note."""
    searched: bool = False
    """Whether the full-text search looks at it. For plain text only."""
    chooses: bool = False
    """Whether `import --create-where` takes it."""
    added: str = ""
    """The help of its option of `mdnet add`; "" if it has none."""


def text_field(label: str) -> PersonField:
    """The row of a text field that has nothing special: it is shown, searched, exported and imported.

    `label` is the English name, which catalogues translate. The key is the same with underscores: "favourite_food".
    """
    name = label.replace(" ", "_")
    return PersonField(
        name,
        "text",
        name,
        vcard=(f"X-MDNETWORK-{name.upper().replace('_', '-')}",),
        label=label,
        searched=True,
        chooses=True,
        added=f"Their {label}.",
    )


FIELDS: tuple[PersonField, ...] = (
    PersonField("aliases", "names", "aliases", vcard=("NICKNAME", "X-NICKNAME")),
    PersonField("tags", "tags", "tags", vcard=("CATEGORIES",), cited=True, chooses=True),
    PersonField(
        "org",
        "text",
        "org",
        vcard=("ORG",),
        compared="organisation",
        cited=True,
        searched=True,
        chooses=True,
        added="The organisation they work for.",
    ),
    PersonField(
        "role",
        "text",
        "role",
        vcard=("TITLE", "ROLE"),
        cited=True,
        searched=True,
        chooses=True,
        added="What they do there.",
    ),
    text_field("sector")._replace(cited=True, added=""),
    PersonField("emails", "emails", "email", vcard=("EMAIL",), chooses=True, added="Their e-mail address."),
    PersonField("phones", "phones", "phone", vcard=("TEL",), added="Their phone number."),
    PersonField("urls", "urls", "urls", vcard=("URL",)),
    PersonField(
        "birthday",
        "partial",
        "birthday",
        vcard=("BDAY",),
        cited=True,
        added="Their birthday, with or without the year.",
    ),
    PersonField("anniversaries", "anniversaries", "anniversary", vcard=("ANNIVERSARY", "X-ABDATE"), cited=True),
    PersonField(
        "place", "text", "place", vcard=("ADR",), searched=True, chooses=True, added="The place where they live."
    ),
    PersonField(
        "circle", "text", "circle", also=("tier",), exchanged=False, searched=True, added="The circle they belong to."
    ),
    PersonField(
        "met", "day", "met", vcard=("X-MDNETWORK-MET",), cited=True, chooses=True, added="The day you first met."
    ),
    PersonField(
        "met_at",
        "text",
        "met_at",
        vcard=("X-MDNETWORK-MET-AT",),
        searched=True,
        chooses=True,
        added="The event or place where you first met.",
    ),
    PersonField("language", "text", "language", vcard=("LANG", "X-MDNETWORK-LANG"), vcard3="X-MDNETWORK-LANG"),
    PersonField("network", "text", "network", vcard=("X-MDNETWORK-NETWORK",)),
    PersonField("tone", "text", "tone", vcard=("X-MDNETWORK-TONE",)),
    PersonField(
        "expertise", "texts", "expertise", vcard=("EXPERTISE", "X-EXPERTISE"), vcard3="X-EXPERTISE", cited=True
    ),
    PersonField("needs", "texts", "needs", vcard=("X-MDNETWORK-NEED",), cited=True),
    PersonField("interests", "texts", "interests", vcard=("INTEREST", "X-INTEREST"), vcard3="X-INTEREST", cited=True),
    PersonField("relations", "relations", "related", vcard=("RELATED", "X-ABRELATEDNAMES")),
    PersonField("status", "status", "status", vcard=("X-MDNETWORK-STATUS",)),
    PersonField("private", "flag", "private", vcard=("CLASS",)),
    PersonField("structured_name", "structured name", "structured_name", vcard=("N",)),
    PersonField(
        "introduced_by", "ref", "introduced_by", exchanged=False, cited=True, added="Who introduced you to them."
    ),
    PersonField(
        "cadence", "cadence", "cadence", exchanged=False, cited=True, added="How often you want to be in touch."
    ),
    PersonField("next_contact", "day", "next_contact", exchanged=False, cited=True),
    PersonField("snooze_until", "day", "snooze_until", exchanged=False, cited=True),
    PersonField("died", "day", "died", exchanged=False),
)
"""In the order of exported records. Identity, name and given name are not here: they say who it is."""
EXCHANGED = tuple(field for field in FIELDS if field.exchanged)
TEXTS = tuple(field for field in FIELDS if field.kind == "text")

URLS = ("linkedin", "github", "twitter", "mastodon", "bluesky", "telegram", "website", "url")
"""Keys of `urls`, in display order."""
REACH = frozenset({"email", "phone", *URLS})
"""Keys that are also read inside a map under any key: `contact: {email: …}`."""
RELATIONS = ("reports_to", "related", "partner", "spouse", "parent", "child", "sibling", "friend", "colleague")
"""Keys of `relations`, each to the people in its value."""

_NOT_THERE = object()


def value_of(noun: Any, name: str) -> Any:
    """The value of a field of a `Person` or a `Card`, whether it has an attribute of its own or is in `more`."""
    found = getattr(noun, name, _NOT_THERE)
    return dict(noun.more).get(name) if found is _NOT_THERE else found


def arguments(noun: type, values: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments that make a `Person` or a `Card` of these values by field; what has no attribute goes to `more`."""
    own = {name: each for name, each in values.items() if hasattr(noun, name)}
    if len(own) == len(values):
        return own
    return own | {"more": tuple([(name, each) for name, each in values.items() if each and name not in own])}
