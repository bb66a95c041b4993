"""Settings: every key of `mdnetwork.toml`, with form, default and meaning; the docs and `init` come from here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import NamedTuple, get_args

from mdnetwork.dates import Cadence
from mdnetwork.model import FollowUpKind
from mdnetwork.parsing import parse_cadence
from mdnetwork.parsing.paths import leads_out
from mdnetwork.words.languages import codes


class ValueForm(NamedTuple):
    """What a value looks like in words, and the function that reads it (None: it does not have this form)."""

    words: str
    read: Callable[[object], object | None]


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _texts(value: object) -> tuple[str, ...] | None:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        return None
    return tuple(value)


def _path(value: object) -> str | None:
    return value if isinstance(value, str) and not leads_out(value) else None


def _boolean(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def _cadence(value: object) -> Cadence | None:
    return parse_cadence(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else None


def _cadences(value: object) -> tuple[tuple[str, Cadence], ...] | None:
    if not isinstance(value, dict):
        return None
    read = {name: _cadence(item) for name, item in value.items()}
    return tuple((name, cadence) for name, cadence in read.items() if cadence) if all(read.values()) else None


def _names(value: object) -> tuple[tuple[str, str], ...] | None:
    if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
        return None
    return tuple(value.items())


def _sizes(value: object) -> tuple[tuple[str, int], ...] | None:
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
    """One of a few words."""
    return ValueForm(
        " or ".join(f'"{value}"' for value in values),
        lambda value: value if isinstance(value, str) and value in values else None,
    )


def choices(*values: str) -> ValueForm:
    """A list of some of a few words."""

    def read(value: object) -> tuple[str, ...] | None:
        texts = _texts(value)
        return texts if texts is not None and set(texts) <= set(values) else None

    return ValueForm("a list of some of " + ", ".join(f'"{value}"' for value in values), read)


TEXT = ValueForm("a text", _text)
PATH = ValueForm('a path in the vault such as "Templates/Drafts"', _path)
TEXTS = ValueForm("a list of texts", _texts)
BOOLEAN = ValueForm("true or false", _boolean)
DAY = ValueForm("a date such as 2026-11-23", _day)
CADENCE = ValueForm('a cadence such as "6w", "4w..6w", "monthly"', _cadence)
CADENCES = ValueForm('a table of cadences such as core = "4w..6w"', _cadences)
SIZES = ValueForm("a table of whole numbers such as core = 5", _sizes)
NAMES = ValueForm('a table of texts such as my_key = "last_contact"', _names)


_KINDS = get_args(FollowUpKind)


class Key(NamedTuple):
    """One key: its dotted name, form, default as it is written in TOML, and meaning (a sentence)."""

    name: str
    form: ValueForm
    default: str
    meaning: str


SCHEMA: tuple[Key, ...] = (
    Key("language", choice(*codes()), '"en"', "The language of the feed, the reasons and the command's answers."),
    Key(
        "date_order",
        choice("dmy", "mdy"),
        "unset",
        "How 05/03/2026 reads. Where `language` is Italian, day first unless told.",
    ),
    Key(
        "people_folders",
        TEXTS,
        "[]",
        "Further folders that hold people, beside the usual names; `.` is the vault itself.",
    ),
    Key("log_headings", TEXTS, "[]", "Further headings of a person's log, beside the usual ones."),
    Key("ignore", TEXTS, "[]", 'Folders or patterns that are not read, such as "Archive/" or "*.draft.md".'),
    Key("crowd", whole(2, 1000), "8", "A meeting of more people than this is no interaction with each of them."),
    Key("default_cadence", CADENCE, "unset", "The cadence of everybody who inherits no other; unset is none."),
    Key("fresh_from", DAY, "unset", "Start fresh: older contacts count from this day, and older reminders are silent."),
    Key("keys", NAMES, "{}", "Further front matter keys, each with the key it means."),
    Key("circles", CADENCES, "{}", "The cadence, or band of cadences, of each circle."),
    Key(
        "circle_sizes",
        SIZES,
        "{}",
        "How many people each circle is to hold; `mdnet review` compares (Dunbar: 5, 15, 50, 150).",
    ),
    Key("cadence.tags", CADENCES, "{}", "The cadence of people with a tag; the shortest one holds."),
    Key("cadence.folders", CADENCES, "{}", "The cadence of people in a folder; the nearest one holds."),
    Key(
        "list",
        PATH,
        '"Follow-ups.md"',
        'The note for the list of `mdnet --write`; "daily" is a section of that day\'s note.',
    ),
    Key("review_note", PATH, '"Network review.md"', "The note to which `mdnet review --write` adds its looks back."),
    Key(
        "computed",
        BOOLEAN,
        "false",
        "`mdnet --write` also writes mdnet_last_contact and mdnet_next_contact, for Bases.",
    ),
    Key("drafts", PATH, '""', "The folder of your own templates for `mdnet draft`, such as Templates/Drafts."),
    Key("feed.name", TEXT, '"Follow-ups"', "The calendar's name."),
    Key("feed.kinds", choices(*_KINDS), "[]", "Only these kinds of follow-up; empty is all but dormant."),
    Key("feed.tags", TEXTS, "[]", "Only people with one of these tags; empty is everybody."),
    Key("feed.circles", TEXTS, "[]", "Only people of one of these circles; empty is everybody."),
    Key("feed.per_day", whole(1, 100), "5", "How many follow-ups today holds at most; the rest wait in `mdnet due`."),
    Key("feed.overdue", choice("roll", "pin"), '"roll"', "Overdue ones come to today, or stay pinned to their date."),
    Key("feed.days", choice("all", "mon-fri"), '"all"', "The days on which rolled and prepare events may lie."),
    Key("feed.style", choice("events", "digest"), '"events"', "An event for each follow-up, or one a day."),
    Key("feed.details", choice("reason", "full"), '"reason"', "Full adds the last log line and open promises."),
    Key("feed.privacy", choice("full", "initials", "busy"), '"full"', "How much of a name leaves in the feed."),
    Key("feed.horizon_back", whole(0, 3650), "90", "How many days back the feed reaches."),
    Key("feed.horizon_ahead", whole(0, 3650), "365", "How many days ahead the feed reaches."),
    Key("feed.vault_name", TEXT, '""', "The vault's name in Obsidian where it is not the folder's, for links."),
    Key("feed.todo", BOOLEAN, "false", "Tasks (VTODO) instead of events; Google and iOS Calendar hide them."),
    Key("feed.alarm", whole(0, 23), "unset", "The hour at which an alarm rings; Google ignores alarms."),
    Key("feed.source", TEXT, '""', "The address under which the feed can be fetched, when it has one."),
)

FEED_KEYS = tuple(key for key in SCHEMA if key.name.startswith("feed."))


_HEAD = (
    "# mdnetwork: settings of this vault. Everything has a default; take away a # to set a key.",
    "# What each key does is told in docs/settings.md.",
)
_EXAMPLES = {
    "date_order": '"dmy"',
    "people_folders": '["Team", "Alumni"]',
    "log_headings": '["Talks"]',
    "ignore": '["Archive/", "*.draft.md"]',
    "default_cadence": '"6 months"',
    "keys": '{ spoke_on = "last_contact" }',
    "circle_sizes": "{ core = 5, close = 15 }",
    "cadence.tags": '{ mentor = "2 months" }',
    "cadence.folders": '{ "People/Work" = "quarterly" }',
    "drafts": '"Templates/Drafts"',
    "feed.alarm": "9",
    "feed.vault_name": '"My vault"',
    "feed.source": '"https://calendar.example.org/feed.ics"',
}
_BAND = '"4w..6w"'


def template(circles: Sequence[str] = (), fresh_from: date | None = None) -> str:
    """The text of a new `mdnetwork.toml`: `circles` of the vault as commented bands, `fresh_from` set if given."""
    blocks = [*_HEAD, ""]
    for table, keys in groupby(_ordered(), key=_table):
        blocks += [f"[{table}]"] if table else []
        for key in keys:
            blocks += _lines(key, circles, fresh_from)
    return "\n".join(
        [*blocks, "# Further feeds change what they name of [feed].", "# [feeds.work]", '# tags = ["work"]', ""]
    )


def _ordered() -> list[Key]:
    """Plain keys first: in TOML what follows a table's head belongs to that table."""
    return sorted((key for key in SCHEMA if key.name != "circles"), key=lambda key: "." in key.name) + [
        key for key in SCHEMA if key.name == "circles"
    ]


def _table(key: Key) -> str:
    return "circles" if key.name == "circles" else key.name.rpartition(".")[0]


def _lines(key: Key, circles: Sequence[str], fresh_from: date | None) -> Iterator[str]:
    yield f"# {key.meaning}"
    if key.name == "circles":
        yield from (f"# {_quoted(circle)} = {_BAND}" for circle in circles or ("core",))
    elif key.name == "fresh_from" and fresh_from:
        yield f"fresh_from = {fresh_from.isoformat()}"
    else:
        example = _EXAMPLES.get(key.name, key.default)
        yield f"# {key.name.rpartition('.')[2]} = {'2026-11-23' if key.name == 'fresh_from' else example}"
    yield ""


def _quoted(name: str) -> str:
    if name.isascii() and name.replace("-", "").replace("_", "").isalnum():
        return name
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
