"""What is kept between runs, in the user's state folder: the token, and tables such as when each feed last changed."""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Generic, TypeVar

from platformdirs import user_state_path

from mdnetwork.errors import OutputError
from mdnetwork.own_folders import NotOurs, make_own, read_own
from mdnetwork.vault import VaultLock, write_if_changed

_BYTES = 32
"""The random bytes of a token: twice the 128 bits that are enough against guessing."""
_TOKEN_FORM = re.compile(r"[A-Za-z0-9_-]{22,}")
_OWNER_ONLY = 0o600
Row = TypeVar("Row", bound=tuple[object, ...])


def state_folder(root: Path, name: str) -> Path:
    """The folder of the state of the vault at `root`, created if missing.

    Raises OutputError if it cannot be created, or if others may write there.
    """
    key = hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:16]
    base = user_state_path("mdnetwork")
    folder = base / name / key
    try:
        make_own(folder, base)
    except OSError as error:
        raise OutputError(f"{folder} cannot be created ({error.strerror}); nothing can be kept there.") from error
    return folder


class Token:
    """The secret part of a vault's addresses, in a file that only the user can read."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "token"
        self._last = ""

    def current(self) -> str:
        """The token, created on first use. It is read every time, so that a token changed by another process is valid
        at once.

        Raises OutputError if it cannot be saved, or if others may read or write its file.
        """
        try:
            kept = self._kept() or self._last
        except NotOurs:
            if not self._last:
                raise
            kept = self._last  # a running server continues with the token it knows
        self._last = kept or self.rotate()
        return self._last

    def rotate(self) -> str:
        """Create a new token: the addresses so far stop working. Raises OutputError."""
        made = secrets.token_urlsafe(_BYTES)
        with suppress(OSError):
            self._path.unlink()  # a new file gets the user's own permissions
        write_if_changed(self._path, made.encode() + b"\n", _OWNER_ONLY)
        self._last = made
        return made

    def _kept(self) -> str:
        """The token in the file; "" if the file was cut short. Raises NotOurs."""
        try:
            text = read_own(self._path, secret=True).decode("ascii", "replace").strip()
        except OSError:
            return ""
        return text if _TOKEN_FORM.fullmatch(text) else ""


class StateTable(Generic[Row]):
    """A table of the state folder: a JSON object with a row for each name. Several processes may change it.

    `form` makes a row of the values in the file.
    """

    def __init__(self, file: Path, form: Callable[..., Row]) -> None:
        self._file, self._form = file, form

    def read(self) -> dict[str, Row]:
        """The rows by name; empty if the file is missing or damaged. Raises NotOurs.

        A row of another form, as another version may write, is left out.
        """
        try:
            rows = json.loads(read_own(self._file))
        except (OSError, ValueError):
            return {}
        found: dict[str, Row] = {}
        for name, row in rows.items() if isinstance(rows, dict) else ():
            with suppress(TypeError, ValueError):
                found[name] = self._form(*row)
        return found

    def change(self, before: Mapping[str, Row], after: Mapping[str, Row]) -> None:
        """Save the difference between two states of the table. What other processes saved since `before` stays.

        Raises OutputError, and VaultBusy if another process does not release the table.
        """
        folder = self._file.parent
        with VaultLock(folder, folder).held():
            rows = self.read()
            gone = before.keys() - after.keys()
            kept = {name: row for name, row in rows.items() if name not in gone or row != before[name]}
            new = {name: row for name, row in after.items() if before.get(name) != row}
            write_if_changed(self._file, json.dumps(kept | new, sort_keys=True).encode(), _OWNER_ONLY)


class Since:
    """When each feed last changed, so that a restart is not a change for clients that use Last-Modified."""

    def __init__(self, folder: Path) -> None:
        self._table = StateTable(folder / "since.json", lambda tag, since: (str(tag), float(since)))

    def recall(self, name: str, tag: str) -> datetime | None:
        """When the feed got this entity tag; None if its last tag was another one."""
        known_tag, since = self._table.read().get(name, ("", 0.0))
        return datetime.fromtimestamp(since, UTC) if known_tag == tag else None

    def remember(self, feeds: Mapping[str, tuple[str, datetime]]) -> None:
        """Save tag and date of each feed, and forget other feeds. Raises OutputError."""
        dates = {name: (tag, changed.timestamp()) for name, (tag, changed) in feeds.items()}
        self._table.change(self._table.read(), dates)
