"""Exchange: a folder of vCards, one a person (vdir), as khard, vdirsyncer and phones read it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from mdnetwork.errors import ExchangeError, OutputError
from mdnetwork.exchange.matching import uid_of
from mdnetwork.exchange.vcard_out import MARK, Version, vcard
from mdnetwork.model import Person
from mdnetwork.vault.writing import Kind, write_if_changed

_CARD = Kind("a vCard that mdnet wrote", lambda head: MARK in head)
_PREFIX, _SUFFIX = "mdnet-", ".vcf"


class Synced(NamedTuple):
    """How many cards were written, left as they are, and deleted."""

    written: int
    kept: int
    deleted: int


def file_of(person: Person) -> str:
    """The name of the person's card: always the same, and nothing of it comes from what somebody typed."""
    return f"{_PREFIX}{hashlib.sha256(uid_of(person).encode()).hexdigest()[:32]}{_SUFFIX}"


def cards(people: Iterable[Person], version: Version = "3.0") -> dict[str, bytes]:
    """Everybody's card, by the name of its file."""
    return {file_of(person): vcard(person, version) for person in people}


def sync(folder: Path, people: Iterable[Person], version: Version = "3.0") -> Synced:
    """Make the folder hold these people's cards. Only cards of ours are changed or deleted.

    Raises ExchangeError where it is no folder, OutputError where it cannot be written.
    """
    if folder.exists() and not folder.is_dir():
        raise ExchangeError(f"{folder} is a file, and vCards need a folder. Name another.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        there = {path.name for path in folder.iterdir() if path.name.startswith(_PREFIX)}
    except OSError as error:
        raise OutputError(
            f"{folder} cannot be written ({(error.strerror or '').lower()}). Name another folder."
        ) from error
    wanted = cards(people, version)
    written = sum(write_if_changed(folder / name, data, kind=_CARD) for name, data in wanted.items())
    gone = [name for name in there - wanted.keys() if _is_ours(folder / name)]
    for name in gone:
        with suppress(OSError):  # somebody else deleted it meanwhile
            (folder / name).unlink()
    return Synced(written, len(wanted) - written, len(gone))


def _is_ours(path: Path) -> bool:
    with suppress(OSError):
        return path.suffix == _SUFFIX and not path.is_symlink() and MARK in path.read_bytes()
    return False
