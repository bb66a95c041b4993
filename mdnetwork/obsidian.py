"""Obsidian's own settings of a vault: where daily notes and templates are, and which files are left out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from mdnetwork.frozen import dataclass
from mdnetwork.vault_files import OBSIDIAN

_DAILY_FILE, _TEMPLATES_FILE, _APP_FILE, _PERIODIC_FILE, _TEMPLATER_FILE = OBSIDIAN
_DAILY_FORMAT = "YYYY-MM-DD"


@dataclass(frozen=True, slots=True)
class Obsidian:
    """Obsidian's settings: folders in the vault, `daily_format` in Moment.js tokens, `ignore` as Obsidian has it."""

    daily_folder: str = ""
    daily_format: str = _DAILY_FORMAT
    daily_template: str = ""
    """The path of the template of daily notes, from the vault."""
    templates_folders: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


def obsidian_settings(files: Mapping[str, str]) -> Obsidian:
    """The settings from `files` (path from the vault -> text). Periodic Notes has priority if enabled."""
    daily = _obsidian_daily(files)
    return Obsidian(
        daily_folder=_obsidian_path(daily, "folder"),
        daily_format=_obsidian_text(daily, "format") or _DAILY_FORMAT,
        daily_template=_obsidian_path(daily, "template"),
        templates_folders=tuple(dict.fromkeys(_obsidian_template_folders(files))),
        ignore=tuple(
            item
            for item in _obsidian_list(_obsidian_object(files, _APP_FILE), "userIgnoreFilters")
            if isinstance(item, str)
        ),
    )


def leads_out(path: str) -> bool:
    """Whether a path in the settings leads out of the vault, through `..` or a Windows drive."""
    parts = path.replace("\\", "/").split("/")
    return ".." in parts or parts[0].endswith(":")


def _obsidian_daily(files: Mapping[str, str]) -> dict[str, Any]:
    periodic = _obsidian_object(files, _PERIODIC_FILE).get("daily")
    if isinstance(periodic, dict) and periodic.get("enabled"):
        return periodic
    return _obsidian_object(files, _DAILY_FILE)


def _obsidian_template_folders(files: Mapping[str, str]) -> Iterator[str]:
    for path, key in ((_TEMPLATES_FILE, "folder"), (_TEMPLATER_FILE, "templates_folder")):
        folder = _obsidian_path(_obsidian_object(files, path), key)
        if folder:
            yield folder


def _obsidian_object(files: Mapping[str, str], path: str) -> dict[str, Any]:
    try:
        read = json.loads(files.get(path, "").removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


def _obsidian_text(settings: dict[str, Any], key: str) -> str:
    value = settings.get(key)
    return value.strip() if isinstance(value, str) else ""


def _obsidian_path(settings: dict[str, Any], key: str) -> str:
    """A path in the vault; "" if it leads out."""
    path = _obsidian_text(settings, key)
    return "" if leads_out(path) else path.strip("/")


def _obsidian_list(settings: dict[str, Any], key: str) -> list[Any]:
    value = settings.get(key)
    return value if isinstance(value, list) else []
