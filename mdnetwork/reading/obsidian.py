"""Reading: what Obsidian's own settings say of daily notes, templates and what is left out. Broken ones say nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mdnetwork.reading.paths import leads_out
from mdnetwork.words.vault_files import OBSIDIAN

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
        templates_folders=tuple(dict.fromkeys(_templates(files))),
        ignore=tuple(item for item in _list(_object(files, _APP), "userIgnoreFilters") if isinstance(item, str)),
    )


def _daily(files: Mapping[str, str]) -> dict[str, Any]:
    periodic = _object(files, _PERIODIC).get("daily")
    if isinstance(periodic, dict) and periodic.get("enabled"):
        return periodic
    return _object(files, _DAILY)


def _templates(files: Mapping[str, str]) -> Iterator[str]:
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
