"""Settings: reading `mdnetwork.toml`. A wrong one stops the command: a misspelt `privacy` must not go unseen."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from mdnetwork.calendar.settings import FeedSettings
from mdnetwork.config.schema import FEED_KEYS, SCHEMA, Key
from mdnetwork.errors import SettingsError
from mdnetwork.followups.settings import FollowUpSettings
from mdnetwork.lazy import lazy
from mdnetwork.names import bare
from mdnetwork.parsing import ReadingSettings
from mdnetwork.parsing.paths import VAULT, leads_out
from mdnetwork.parsing.salvage import TooDeep, toml_values
from mdnetwork.words.kinds import FOLDERS
from mdnetwork.words.vault_files import OBSIDIAN, OURS

if TYPE_CHECKING:
    import difflib
else:
    difflib = lazy("difflib")

FILE_NAME = OURS
_FEEDS = "feeds"
_LONGEST_SHOWN = 200
"""Characters of a wrong value in a message."""


@dataclass(frozen=True, slots=True)
class Config:
    """All settings of a vault, each part in the form that its layer takes."""

    reading: ReadingSettings = ReadingSettings()
    followups: FollowUpSettings = FollowUpSettings()
    feed: FeedSettings = FeedSettings()
    feeds: tuple[tuple[str, FeedSettings], ...] = ()
    ignore: tuple[str, ...] = ()
    crowd: int = 8
    language: str = "en"
    daily_template: str = ""
    """Path of the template of daily notes, from the vault; "" where there is none."""
    list_note: str = "Follow-ups.md"
    """The note that holds the list of `mdnet --write`; "daily" is a section of the day's note."""
    review_note: str = "Network review.md"
    """The note to which `mdnet review --write` adds its looks back."""
    circle_sizes: tuple[tuple[str, int], ...] = ()
    drafts: str = ""
    """The folder of the vault's own templates for drafts; "" where there is none. Its notes are not read."""
    computed: bool = False
    """Whether `mdnet --write` writes what it worked out into people's notes."""


def load(files: Mapping[str, str], vault_name: str) -> Config:
    """The settings in `files` (path from the vault -> text): `mdnetwork.toml` and Obsidian's JSON files.

    `vault_name` is the folder's name, used where no other is set. Raises SettingsError with a sentence that names
    the key and what it should be.
    """
    raw = _parse(files.get(FILE_NAME, ""))
    feeds = raw.pop(_FEEDS, {})
    values = dict(_values(raw, SCHEMA, ""))
    language = str(values.get("language", "en"))
    feed = replace(FeedSettings(language=language, vault_name=vault_name), **_feed_fields(values))
    return Config(
        reading=_reading(values, files, language, vault_name),
        followups=_followups(values),
        feed=feed,
        feeds=tuple(_named_feeds(feeds, feed)),
        ignore=(*values.get("ignore", ()), *obsidian_settings(files).ignore, *_templates(values)),
        crowd=values.get("crowd", 8),
        language=language,
        daily_template=obsidian_settings(files).daily_template,
        list_note=values.get("list", "Follow-ups.md"),
        review_note=values.get("review_note", "Network review.md"),
        circle_sizes=values.get("circle_sizes", ()),
        drafts=values.get("drafts", ""),
        computed=values.get("computed", False),
    )


def _parse(text: str) -> dict[str, Any]:
    if not text:
        return {}
    try:
        return toml_values(text.removeprefix("\ufeff"))
    except TooDeep as error:
        raise SettingsError(f"{FILE_NAME} cannot be read: {error}. Write it in more lines, less nested.") from error
    except ValueError as error:
        raise SettingsError(f"{FILE_NAME} cannot be read: {error}. Mend that line and try again.") from error


def _values(raw: dict[str, Any], keys: tuple[Key, ...], within: str) -> Iterator[tuple[str, Any]]:
    """(dotted name, value) of every key that is set; what no key takes is an error."""
    for name, value in _dotted(raw, "", {key.name for key in keys}):
        yield name, _read(_known(name, keys, within), value, within)


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
    hint = f"did you mean {within}{near[0]}?" if near else "docs/settings.md lists every key."
    raise SettingsError(f"{FILE_NAME} has an unknown key, {within}{name}; {hint}")


def _read(key: Key, value: object, within: str) -> Any:
    read = key.form.read(value)
    if read is None:
        raise SettingsError(f"{FILE_NAME}: {within}{key.name} must be {key.form.words}, not {_shown(value)}.")
    return read


def _shown(value: object) -> str:
    """A value as it is written in Python, cut where it is long; whatever it holds."""
    try:
        text = repr(value)
    except RecursionError:
        return "what is nested so deep"
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"


def _feed_fields(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name.removeprefix("feed."): value for name, value in values.items() if name.startswith("feed.")}


def _named_feeds(raw: object, feed: FeedSettings) -> Iterator[tuple[str, FeedSettings]]:
    """Each `[feeds.NAME]` is the `[feed]` table with what it says differently; its calendar is called NAME."""
    tables = raw if isinstance(raw, dict) else {"": raw}
    for name, table in tables.items():
        if not isinstance(table, dict):
            raise SettingsError(f"{FILE_NAME}: feeds must hold tables, such as [feeds.work].")
        keys = tuple(key._replace(name=key.name.removeprefix("feed.")) for key in FEED_KEYS)
        yield name, replace(feed, **{"name": name, **dict(_values(table, keys, f"feeds.{name}."))})


def _templates(values: Mapping[str, Any]) -> tuple[str, ...]:
    """Templates of drafts are no notes."""
    folder = values.get("drafts", "").strip("/")
    return (f"{folder}/",) if folder else ()


def _reading(values: Mapping[str, Any], files: Mapping[str, str], language: str, vault_name: str) -> ReadingSettings:
    obsidian = obsidian_settings(files)
    return ReadingSettings(
        people_folders=(*values.get("people_folders", ()), *_all_people(files, vault_name)),
        keys=values.get("keys", ()),
        log_headings=values.get("log_headings", ()),
        date_order=values.get("date_order", "dmy" if language == "it" else ""),
        daily_folder=obsidian.daily_folder,
        daily_format=obsidian.daily_format,
        templates_folders=obsidian.templates_folders,
    )


def _all_people(files: Mapping[str, str], vault_name: str) -> tuple[str, ...]:
    """The vault itself, where it is a plain folder called Contacts or the like."""
    is_plain = not files.keys() - {FILE_NAME}
    return (VAULT,) if is_plain and FOLDERS.get(bare(vault_name)) == "person" else ()


def _followups(values: Mapping[str, Any]) -> FollowUpSettings:
    return FollowUpSettings(
        circles=values.get("circles", ()),
        tags=values.get("cadence.tags", ()),
        folders=values.get("cadence.folders", ()),
        default=values.get("default_cadence"),
        fresh_from=values.get("fresh_from"),
    )


_DAILY, _TEMPLATES, _APP, _PERIODIC, _TEMPLATER = OBSIDIAN
_FORMAT = "YYYY-MM-DD"


@dataclass(frozen=True, slots=True)
class Obsidian:
    """Folders are relative to the vault; `daily_format` is Moment's; `ignore` holds folders or `/expressions/`."""

    daily_folder: str = ""
    daily_format: str = _FORMAT
    daily_template: str = ""
    """Path of the template of daily notes, from the vault."""
    templates_folders: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


def obsidian_settings(files: Mapping[str, str]) -> Obsidian:
    """The settings in `files` (path from the vault -> text). Periodic Notes win when enabled."""
    daily = _daily(files)
    return Obsidian(
        daily_folder=_path(daily, "folder"),
        daily_format=_text(daily, "format") or _FORMAT,
        daily_template=_path(daily, "template"),
        templates_folders=tuple(dict.fromkeys(_template_folders(files))),
        ignore=tuple(item for item in _list(_object(files, _APP), "userIgnoreFilters") if isinstance(item, str)),
    )


def _daily(files: Mapping[str, str]) -> dict[str, Any]:
    periodic = _object(files, _PERIODIC).get("daily")
    if isinstance(periodic, dict) and periodic.get("enabled"):
        return periodic
    return _object(files, _DAILY)


def _template_folders(files: Mapping[str, str]) -> Iterator[str]:
    for path, key in ((_TEMPLATES, "folder"), (_TEMPLATER, "templates_folder")):
        folder = _path(_object(files, path), key)
        if folder:
            yield folder


def _object(files: Mapping[str, str], path: str) -> dict[str, Any]:
    try:
        read = json.loads(files.get(path, "").removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


def _text(settings: dict[str, Any], key: str) -> str:
    value = settings.get(key)
    return value.strip() if isinstance(value, str) else ""


def _path(settings: dict[str, Any], key: str) -> str:
    """A path in the vault; "" where it leads out."""
    path = _text(settings, key)
    return "" if leads_out(path) else path.strip("/")


def _list(settings: dict[str, Any], key: str) -> list[Any]:
    value = settings.get(key)
    return value if isinstance(value, list) else []
