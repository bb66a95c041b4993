"""Settings: every key of `mdnetwork.toml`, with form, default and meaning; the docs and `init` come from here."""

from __future__ import annotations

from typing import NamedTuple, get_args

from mdnetwork.config.forms import (
    BOOLEAN,
    CADENCE,
    CADENCES,
    DAY,
    NAMES,
    PATH,
    SIZES,
    TEXT,
    TEXTS,
    Form,
    choice,
    choices,
    whole,
)
from mdnetwork.model import FollowUpKind

_KINDS = get_args(FollowUpKind)


class Key(NamedTuple):
    """One key: its dotted name, form, default as it is written in TOML, and meaning (a sentence)."""

    name: str
    form: Form
    default: str
    meaning: str


SCHEMA: tuple[Key, ...] = (
    Key("language", choice("en", "it"), '"en"', "The language of the feed, the reasons and the command's answers."),
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
