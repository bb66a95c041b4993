"""Exchange: the files that a user names, on the disk: folders walked, pipes read, vaults of plugins looked through."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from mdnetwork.errors import ExchangeError
from mdnetwork.exchange.plugin_notes import USUAL_FORMAT, is_birthdays, is_company

HEAD = 4096
"""Bytes of a file that tell what it is."""
_SUFFIXES = frozenset({".vcf", ".vcard", ".csv", ".tsv", ".xlsx", ".ics", ".json", ".jsonl", ".ndjson", ".zip"})
_PLUGINS = ".obsidian/plugins"
_LARGEST_SETTINGS = 200_000
"""Bytes of a plugin's settings."""
_TRACKER = f"{_PLUGINS}/birthday-tracker/data.json"
"""Where Birthday Tracker keeps its settings, once one of them was changed."""


def walked(path: Path) -> list[Path]:
    """The files that a path means: all of a folder, of a vault those in which plugins keep people, else itself.

    Raises ExchangeError where there is none.
    """
    vault = _vault_of_settings(path)
    if vault:
        note = _tracked(vault)
        return [note] if note else [path]
    if path.is_dir():
        return _in_vault(path) if (path / ".obsidian").is_dir() else _in_folder(path)
    if not path.exists():
        raise ExchangeError(f"There is no file {path}. Name the file that the other program exported.")
    return [path]


def opened(path: Path) -> BinaryIO:
    """The file, to be read. Raises ExchangeError where that is not allowed."""
    try:
        file = path.open("rb")
        if file.seekable():
            return file
        with file:  # a pipe: import <(unzip -p …)
            return io.BytesIO(file.read())
    except OSError as error:
        raise ExchangeError(
            f"{path} cannot be read ({(error.strerror or '').lower()}). Allow yourself to read it."
        ) from error


def utf8_lines(file: BinaryIO, head: bytes) -> Iterator[bytes]:
    """The lines of a text file, those of UTF-16 as UTF-8; they end in LF, CRLF or, as on old Macs, CR alone."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _wide_lines(file)
    return _lines(file)


def birthday_format(path: Path) -> str:
    """How Birthday Tracker's dates read in the vault in which this note lies: as its settings say, else as usual."""
    for folder in path.resolve().parents:
        found = _settings(folder / _TRACKER).get("dateFormatting")
        if isinstance(found, str) and found:
            return found
    return USUAL_FORMAT


def _wide_lines(file: BinaryIO) -> Iterator[bytes]:
    text = io.TextIOWrapper(file, "utf-16", "replace")
    yield from (line.encode() for line in text)
    text.detach()  # who opened the file closes it


def _lines(file: BinaryIO) -> Iterator[bytes]:
    for line in file:
        yield from line.splitlines(keepends=True) if b"\r" in line.rstrip(b"\r\n") else (line,)


def _in_folder(folder: Path) -> list[Path]:
    found = sorted(each for each in folder.rglob("*") if each.suffix.lower() in _SUFFIXES and each.is_file())
    if not found:
        raise ExchangeError(f"{folder} holds no file that could be imported ({', '.join(sorted(_SUFFIXES))}).")
    return found


def _in_vault(vault: Path) -> list[Path]:
    """The notes of a vault that hold many people each. What has a note of its own needs no import."""
    notes = [each for each in sorted(vault.rglob("*.md")) if ".obsidian" not in each.parts and _is_in(each, vault)]
    found = [each for each in notes if is_birthdays(head := _head(each)) or is_company(head)]
    if not found:
        raise ExchangeError(
            f"{vault} is a vault, and no note in it is a list of people by Birthday Tracker or People Metadata: "
            "mdnet reads its other notes as they are, with --vault."
        )
    return found


def _is_in(note: Path, vault: Path) -> bool:
    """Whether a file of a vault is one, and does not lead out of it."""
    return note.is_file() and note.resolve().is_relative_to(vault.resolve())


def _head(path: Path) -> str:
    with opened(path) as file:
        return file.read(HEAD).decode("utf-8-sig", "replace")


def _vault_of_settings(path: Path) -> Path | None:
    """The vault whose Birthday Tracker has its settings in this file; None of another file."""
    return path.resolve().parents[3] if path.resolve().as_posix().endswith(f"/{_TRACKER}") else None


def _tracked(vault: Path) -> Path | None:
    """The note that the settings name, if it lies in the vault."""
    named = _settings(vault / _TRACKER).get("birthdayNodeLocation")
    if not isinstance(named, str) or not named:
        return None
    note = (vault / named).resolve()
    return note if note.is_relative_to(vault) and note.is_file() else None


def _settings(path: Path) -> dict[str, object]:
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST_SETTINGS:
            return {}
        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
