"""The settings file: every key of `mdnetwork.toml`, how the file is read, and what a new one says.

A wrong setting stops the command: a misspelt `privacy` must not go unseen. docs/settings.md comes from `SCHEMA`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any, get_args

from mdnetwork.calendar.select import Days, Details, FeedSettings, Overdue, Style
from mdnetwork.dates import Cadence, DateOrder, Span
from mdnetwork.errors import SettingsError
from mdnetwork.followups.cadences import FollowUpSettings, Preference
from mdnetwork.frozen import NamedTuple
from mdnetwork.i18n import Texts
from mdnetwork.lazy import lazy, lazy_pattern
from mdnetwork.model import Detail, FollowUpKind
from mdnetwork.names import bare
from mdnetwork.obsidian import Obsidian, leads_out, obsidian_settings
from mdnetwork.parsing.settings import VAULT, ReadingSettings
from mdnetwork.settings import Config
from mdnetwork.vault_files import LOGSEQ, OURS
from mdnetwork.vocabulary.languages import codes, section

if TYPE_CHECKING:
    import difflib

    from mdnetwork.days import spans
    from mdnetwork.parsing import salvage
    from mdnetwork.vocabulary import notes as note_words
else:  # most vaults have few settings, and many none
    difflib = lazy("difflib")
    spans = lazy("mdnetwork.days.spans")
    salvage = lazy("mdnetwork.parsing.salvage")
    note_words = lazy("mdnetwork.vocabulary.notes")

FILE_NAME = OURS
_FEEDS = "feeds"
_LONGEST_SHOWN = 200
"""The most characters of a wrong value in a message."""
_TEMPLATE_HEAD = (
    "# mdnetwork: settings of this vault. Everything has a default; remove the # to set a key.",
    "# `mdnet help settings` says what each key does.",
)
_LANGUAGE = lazy_pattern(r"^\ufeff?[ \t]*language[ \t]*=[ \t]*[\"']([\w-]+)[\"']", re.MULTILINE)
_BAND = '"4w..6w"'


class ValueForm(NamedTuple):
    """The form of a value in words, and the function that reads it (None if the value does not have this form)."""

    words: str
    read: Callable[[object], object | None]


def _as_text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _as_texts(value: object) -> tuple[str, ...] | None:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        return None
    return tuple(value)


def _as_path(value: object) -> str | None:
    return value if isinstance(value, str) and not leads_out(value) else None


def _as_boolean(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _as_day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def _as_cadence(value: object) -> Cadence | None:
    return spans.parse_cadence(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else None


def _as_span(value: object) -> Span | None:
    return spans.parse_span(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else None


def _as_cadences(value: object) -> tuple[tuple[str, Cadence], ...] | None:
    if not isinstance(value, dict):
        return None
    read = {name: _as_cadence(item) for name, item in value.items()}
    return tuple((name, cadence) for name, cadence in read.items() if cadence) if all(read.values()) else None


def _as_names(value: object) -> tuple[tuple[str, str], ...] | None:
    if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
        return None
    return tuple(value.items())


def _as_sizes(value: object) -> tuple[tuple[str, int], ...] | None:
    if not isinstance(value, dict) or not all(type(item) is int and item > 0 for item in value.values()):
        return None
    return tuple(value.items())


def whole(least: int, most: int) -> ValueForm:
    """A whole number within bounds."""

    def read(value: object) -> int | None:
        fits = isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
        return value if fits and isinstance(value, int) else None

    return ValueForm(f"a whole number from {least} to {most}", read)


def choice(*values: str) -> ValueForm:
    """One of several words."""
    return ValueForm(
        "one of these: " + ", ".join(f'"{value}"' for value in values),
        lambda value: value if isinstance(value, str) and value in values else None,
    )


def choices(*values: str) -> ValueForm:
    """A list of several words."""

    def read(value: object) -> tuple[str, ...] | None:
        texts = _as_texts(value)
        return texts if texts is not None and set(texts) <= set(values) else None

    return ValueForm("a list of these: " + ", ".join(f'"{value}"' for value in values), read)


TEXT = ValueForm("a text", _as_text)
PATH = ValueForm('a path in the vault such as "Templates/Drafts"', _as_path)
TEXTS = ValueForm("a list of texts", _as_texts)
BOOLEAN = ValueForm("true or false", _as_boolean)
DAY = ValueForm("a date such as 2026-11-23", _as_day)
CADENCE = ValueForm('a cadence such as "6w", "4w..6w", "monthly"', _as_cadence)
SPAN = ValueForm('a length of time such as "7d", "2 weeks"', _as_span)
CADENCES = ValueForm('a table of cadences such as core = "4w..6w"', _as_cadences)
SIZES = ValueForm("a table of whole numbers such as core = 5", _as_sizes)
NAMES = ValueForm('a table of texts such as my_key = "last_contact"', _as_names)


_DEFAULTS = Config()


class Key(NamedTuple):
    """One key: its dotted name, form, and meaning (a sentence).

    `attribute` is its place in `Config`, by default its name. `example` is its value in a new file, by default the
    default.
    """

    name: str
    form: ValueForm
    meaning: str
    attribute: str = ""
    example: str = ""

    @property
    def place(self) -> tuple[str, str]:
        """The part of `Config` ("" for itself) and the attribute that the key sets."""
        part, _, attribute = (self.attribute or self.name).rpartition(".")
        return part, attribute

    @property
    def default(self) -> str:
        """The default as in TOML, from `Config`; "unset" for one that cannot be written."""
        part, attribute = self.place
        value = getattr(getattr(_DEFAULTS, part) if part else _DEFAULTS, attribute)
        if value == ():
            return "{}" if self.form.read([]) is None else "[]"
        return json.dumps(value) if self.form.read(value) is not None else "unset"


SCHEMA: tuple[Key, ...] = (
    Key("language", choice(*codes()), "The language of the feed, the reasons and the command's answers."),
    Key(
        "date_order",
        choice(*filter(None, get_args(DateOrder))),
        "How to read 05/03/2026. If unset, `language` decides: Italian has the day first.",
        attribute="reading.date_order",
        example='"dmy"',
    ),
    Key(
        "people_folders",
        TEXTS,
        "Further folders that hold people, beside the usual names; `.` is the vault itself.",
        attribute="reading.people_folders",
        example='["Team", "Alumni"]',
    ),
    Key(
        "log_headings",
        TEXTS,
        "Further headings of a person's log, beside the usual ones.",
        attribute="reading.log_headings",
        example='["Talks"]',
    ),
    Key(
        "ignore",
        TEXTS,
        'Folders or patterns that are not read, such as "Archive/" or "*.draft.md".',
        example='["Archive/", "*.draft.md"]',
    ),
    Key(
        "dismissed",
        TEXTS,
        'Problems that `mdnet check` leaves out: "CODE", "CODE path of the note" or "CODE heading, key or folder".',
        example='["UNKNOWN-KEY seen at fair", "STALE-LAST-CONTACT People/Ada.md"]',
    ),
    Key(
        "crowd",
        whole(2, 1000),
        "A meeting of more people than this does not count as an interaction with each of them.",
    ),
    Key(
        "default_cadence",
        CADENCE,
        "The cadence of everybody who inherits no other; unset is none.",
        attribute="followups.default",
        example='"6 months"',
    ),
    Key(
        "birthday_notice",
        SPAN,
        "How long before each birthday a follow-up is due, beside the one of the day; unset is none.",
        attribute="followups.birthday_notice",
        example='"7d"',
    ),
    Key(
        "fresh_from",
        DAY,
        "Start fresh: older contacts count from this day, and older reminders are silent.",
        attribute="followups.fresh_from",
        example="2026-11-23",
    ),
    Key(
        "prefers",
        choice(*filter(None, get_args(Preference))),
        "How you like to meet people; suggestions keep to it: a coffee with one rather than an event.",
        attribute="followups.prefers",
        example='"one-to-one"',
    ),
    Key(
        "keys",
        NAMES,
        "Further front matter keys, each with the key it means.",
        attribute="reading.keys",
        example='{ spoke_on = "last_contact" }',
    ),
    Key("circles", CADENCES, "The cadence, or band of cadences, of each circle.", attribute="followups.circles"),
    Key(
        "circle_sizes",
        SIZES,
        "How many people each circle is to hold; `mdnet review` compares (Dunbar: 5, 15, 50, 150).",
        example="{ core = 5, close = 15 }",
    ),
    Key(
        "cadence.tags",
        CADENCES,
        "The cadence of people with a tag; the shortest one applies.",
        attribute="followups.tags",
        example='{ mentor = "2 months" }',
    ),
    Key(
        "cadence.folders",
        CADENCES,
        "The cadence of people in a folder; the nearest one applies.",
        attribute="followups.folders",
        example='{ "People/Work" = "quarterly" }',
    ),
    Key(
        "list",
        PATH,
        'The note for the list of `mdnet --write`; "daily" is a section of that day\'s note.',
        attribute="list_note",
    ),
    Key("review_note", PATH, "The note to which `mdnet review --write` adds its looks back."),
    Key("computed", BOOLEAN, "`mdnet --write` also writes mdnet_last_contact and mdnet_next_contact, for Bases."),
    Key(
        "drafts",
        PATH,
        "The folder of your own templates for `mdnet draft`, such as Templates/Drafts.",
        example='"Templates/Drafts"',
    ),
    Key("feed.name", TEXT, "The calendar's name."),
    Key("feed.kinds", choices(*get_args(FollowUpKind)), "Only these kinds of follow-up; empty is all but dormant."),
    Key("feed.tags", TEXTS, "Only people with one of these tags; empty is everybody."),
    Key("feed.circles", TEXTS, "Only people of one of these circles; empty is everybody."),
    Key("feed.per_day", whole(1, 100), "How many follow-ups today holds at most; the rest wait in `mdnet due`."),
    Key("feed.overdue", choice(*get_args(Overdue)), "Overdue ones come to today, or stay pinned to their date."),
    Key("feed.days", choice(*get_args(Days)), "The days on which rolled and prepare events may fall."),
    Key("feed.style", choice(*get_args(Style)), "An event for each follow-up, or one a day."),
    Key("feed.details", choice(*get_args(Details)), "Full adds the last log line and open promises."),
    Key("feed.privacy", choice(*get_args(Detail)), "How much of a name the feed shows."),
    Key("feed.horizon_back", whole(0, 3650), "How many days back the feed reaches."),
    Key("feed.horizon_ahead", whole(0, 3650), "How many days ahead the feed reaches."),
    Key(
        "feed.vault_name",
        TEXT,
        "The vault's name in Obsidian where it is not the folder's, for links.",
        example='"My vault"',
    ),
    Key("feed.todo", BOOLEAN, "Tasks (VTODO) instead of events; Google and iOS Calendar hide them."),
    Key("feed.alarm", whole(0, 23), "The hour at which an alarm rings; Google ignores alarms.", example="9"),
    Key(
        "feed.source",
        TEXT,
        "The address at which the feed can be fetched, if it has one.",
        example='"https://calendar.example.org/feed.ics"',
    ),
)
"""Every setting. The reader, `docs/settings.md` and `mdnet init` use this table."""

FEED_KEYS = tuple(key._replace(name=key.name.removeprefix("feed.")) for key in SCHEMA if key.name.startswith("feed."))


def load(files: Mapping[str, str], vault_name: str) -> Config:
    """The settings from `files` (path from the vault -> text): `mdnetwork.toml` and Obsidian's JSON files.

    `vault_name` is the folder's name, used if no other is set. Raises SettingsError with a sentence that names the key
    and its valid values.
    """
    raw = _parse(files.get(FILE_NAME, ""))
    feeds = raw.pop(_FEEDS, {})
    parts = _by_part(_key_values(raw, SCHEMA, ""))
    obsidian, own = obsidian_settings(files), parts[""]
    language = own.get("language", _DEFAULTS.language)
    feed = replace(FeedSettings(language=language, vault_name=vault_name), **parts["feed"])
    own["ignore"] = (*own.get("ignore", ()), *obsidian.ignore, *_drafts_folder(own))
    return Config(
        reading=_reading_settings(
            parts["reading"], obsidian, language, _all_people(files, vault_name), logseq=LOGSEQ in files
        ),
        followups=FollowUpSettings(**parts["followups"]),
        feed=feed,
        feeds=tuple(_named_feeds(feeds, feed)),
        daily_template=obsidian.daily_template,
        **own,
    )


def language_in(files: Mapping[str, str]) -> str:
    """The language in the settings, also if they are wrong elsewhere: that message is in it too; "" if it is none."""
    found = _LANGUAGE.search(files.get(FILE_NAME, ""))
    named = found[1] if found else _DEFAULTS.language
    return named if named in codes() else ""


def _by_part(values: Iterable[tuple[Key, Any]]) -> dict[str, dict[str, Any]]:
    """The values by part of `Config` and attribute."""
    parts: dict[str, dict[str, Any]] = {key.place[0]: {} for key in SCHEMA}
    for key, value in values:
        part, attribute = key.place
        parts[part][attribute] = value
    return parts


def _parse(text: str) -> dict[str, Any]:
    if not text:
        return {}
    try:
        return salvage.toml_values(text.removeprefix("\ufeff"))
    except salvage.TooDeep as error:
        raise SettingsError(f"{FILE_NAME} cannot be read: {error}. Write it in more lines, less nested.") from error
    except ValueError as error:
        raise SettingsError(f"{FILE_NAME} cannot be read: {error}. Fix that line and try again.") from error


def _key_values(raw: dict[str, Any], keys: tuple[Key, ...], within: str) -> Iterator[tuple[Key, Any]]:
    """Every key that is set, with its value. Unknown keys raise SettingsError."""
    for name, value in _dotted(raw, "", {key.name for key in keys}):
        key = _known(name, keys, within)
        yield key, _read(key, value, within)


def _dotted(raw: dict[str, Any], prefix: str, names: set[str]) -> Iterator[tuple[str, Any]]:
    for name, value in raw.items():
        dotted = prefix + name
        if isinstance(value, dict) and dotted not in names and any(key.startswith(dotted + ".") for key in names):
            yield from _dotted(value, dotted + ".", names)
        else:
            yield dotted, value


def _known(name: str, keys: tuple[Key, ...], within: str) -> Key:
    for key in keys:
        if key.name == name:
            return key

    near = difflib.get_close_matches(name, [key.name for key in keys], n=1)
    hint = f"did you mean {within}{near[0]}?" if near else "`mdnet help settings` lists every key."
    raise SettingsError(f"{FILE_NAME} has an unknown key, {within}{name}; {hint}")


def _read(key: Key, value: object, within: str) -> Any:
    read = key.form.read(value)
    if read is None:
        raise SettingsError(
            f"{FILE_NAME}: {within}{key.name} must be {key.form.words}, not {_value_in_message(value)}."
        )
    return read


def _value_in_message(value: object) -> str:
    """The value as Python shows it, cut if it is long."""
    try:
        text = repr(value)
    except RecursionError:
        return "what is nested so deep"
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"


def _named_feeds(raw: object, feed: FeedSettings) -> Iterator[tuple[str, FeedSettings]]:
    """Each `[feeds.NAME]` with the values of `[feed]` that it does not change. Its calendar is called NAME."""
    tables = raw if isinstance(raw, dict) else {"": raw}
    for name, table in tables.items():
        if not isinstance(table, dict):
            raise SettingsError(f"{FILE_NAME}: feeds must hold tables, such as [feeds.work].")
        values = {key.name: value for key, value in _key_values(table, FEED_KEYS, f"feeds.{name}.")}
        yield name, replace(feed, **{"name": name, **values})


def _drafts_folder(values: Mapping[str, Any]) -> tuple[str, ...]:
    """The folder of draft templates, which are not notes."""
    folder = values.get("drafts", "").strip("/")
    return (f"{folder}/",) if folder else ()


def _reading_settings(
    values: dict[str, Any], obsidian: Obsidian, language: str, folders: tuple[str, ...], *, logseq: bool
) -> ReadingSettings:
    """`folders` are people's folders besides those in the settings. The language has an order of days by default."""
    order: dict[str, Any] = {"date_order": section(language, "dates").get("order", "")}
    people_folders = (*values.get("people_folders", ()), *folders)
    return ReadingSettings(
        **(order | values | {"people_folders": people_folders}),
        daily_folder=obsidian.daily_folder,
        daily_format=obsidian.daily_format,
        templates_folders=obsidian.templates_folders,
        logseq=logseq,
    )


def _all_people(files: Mapping[str, str], vault_name: str) -> tuple[str, ...]:
    """The vault itself, if it is a plain folder called Contacts or similar."""
    is_plain = not files.keys() - {FILE_NAME}
    return (VAULT,) if is_plain and note_words.FOLDERS.get(bare(vault_name)) == "person" else ()


def template(
    texts: Texts,
    circles: Sequence[str] = (),
    fresh_from: date | None = None,
    known: Iterable[tuple[str, ...]] = (),
) -> str:
    """The text of a new `mdnetwork.toml` in this language, which it sets.

    `circles` of the vault are commented bands, `fresh_from` is set if given. `known` are items of lists
    ("log_headings", "Talks") and of tables ("keys", "spoke_on", "last_contact").
    """
    own: dict[str, list[str]] = {}
    for name, *item in known:
        own.setdefault(name, []).append(" = ".join(json.dumps(text, ensure_ascii=False) for text in item))
    blocks = [*map(texts.recognised, _TEMPLATE_HEAD), ""]
    for table, keys in groupby(_ordered(), key=_table_of):
        blocks += [f"[{table}]"] if table else []
        for key in keys:
            blocks += _key_lines(key, texts, circles, fresh_from, own.get(key.name, ()))
    return "\n".join(
        [
            *blocks,
            texts.recognised("# Further feeds override the keys of [feed] that they name."),
            "# [feeds.work]",
            '# tags = ["work"]',
            "",
        ]
    )


def _ordered() -> list[Key]:
    """The keys in order, plain ones first: in TOML what follows a table's header belongs to that table."""
    return sorted((key for key in SCHEMA if key.name != "circles"), key=lambda key: "." in key.name) + [
        key for key in SCHEMA if key.name == "circles"
    ]


def _table_of(key: Key) -> str:
    return "circles" if key.name == "circles" else key.name.rpartition(".")[0]


def _key_lines(
    key: Key, texts: Texts, circles: Sequence[str], fresh_from: date | None, own: Sequence[str]
) -> Iterator[str]:
    yield f"# {texts.recognised(key.meaning)}"
    if key.name == "language" and texts.language != "en":
        yield f'language = "{texts.language}"'
    elif key.name == "circles":
        yield from (f"# {_quoted(circle)} = {_BAND}" for circle in circles or ("core",))
    elif key.name == "fresh_from" and fresh_from:
        yield f"fresh_from = {fresh_from.isoformat()}"
    elif own:
        around = "{ {} }" if key.form is NAMES else "[{}]"
        yield f"{key.name} = {around.replace('{}', ', '.join(own))}"
    else:
        yield f"# {key.name.rpartition('.')[2]} = {key.example or key.default}"
    yield ""


def _quoted(name: str) -> str:
    if name.isascii() and name.replace("-", "").replace("_", "").isalnum():
        return name
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
