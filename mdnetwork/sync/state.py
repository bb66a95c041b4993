"""Serving: what outlives a run, in the user's state folder: the token, and since when each feed is as it is."""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from platformdirs import user_state_path

from mdnetwork.errors import OutputError
from mdnetwork.own_folders import NotOurs, make_own, read_own
from mdnetwork.vault import write_if_changed

_BYTES = 32
"""Of randomness in a token: twice the 128 bits that nobody guesses."""
_TOKEN = re.compile(r"[A-Za-z0-9_-]{22,}")
_OWNER_ONLY = 0o600


def state_folder(root: Path, name: str) -> Path:
    """The folder of what is kept for the vault at `root`, made when it is not there.

    Raises OutputError where that cannot be done, and where others may write there.
    """
    key = hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:16]
    base = user_state_path("mdnetwork")
    folder = base / name / key
    try:
        make_own(folder, base)
    except OSError as error:
        raise OutputError(f"{folder} cannot be made ({error.strerror}); nothing can be kept there.") from error
    return folder


class Token:
    """The secret part of a vault's addresses, in a file that only the user may read."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "token"
        self._last = ""

    def current(self) -> str:
        """The token, made on first use. It is read each time, so that one made anew by another process holds at once.

        Raises OutputError where it cannot be kept, or others may read or write its file.
        """
        try:
            kept = self._kept() or self._last
        except NotOurs:
            if not self._last:
                raise
            kept = self._last  # a server that runs goes on with the one it knows
        self._last = kept or self.rotate()
        return self._last

    def rotate(self) -> str:
        """Make a new one: the addresses so far lead nowhere from now on. Raises OutputError."""
        made = secrets.token_urlsafe(_BYTES)
        with suppress(OSError):
            self._path.unlink()  # a new file is for the user alone, whatever the old one was
        write_if_changed(self._path, made.encode() + b"\n", _OWNER_ONLY)
        self._last = made
        return made

    def _kept(self) -> str:
        """What the file holds; a file that was cut short is as good as none. Raises NotOurs."""
        try:
            text = read_own(self._path, secret=True).decode("ascii", "replace").strip()
        except OSError:
            return ""
        return text if _TOKEN.fullmatch(text) else ""


class Since:
    """Since when each feed has been as it is, so that a restart is no change for clients that go by Last-Modified."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "since.json"

    def recall(self, name: str, tag: str) -> datetime | None:
        """When the feed with this entity tag came to be; None where it was another one, or never."""
        known_tag, since = self._known().get(name, ("", 0.0))
        return datetime.fromtimestamp(since, UTC) if known_tag == tag else None

    def remember(self, feeds: Mapping[str, tuple[str, datetime]]) -> None:
        """Keep tag and date of each feed. Raises OutputError."""
        kept = {name: (tag, changed.timestamp()) for name, (tag, changed) in feeds.items()}
        write_if_changed(self._path, json.dumps(kept).encode(), _OWNER_ONLY)

    def _known(self) -> dict[str, tuple[str, float]]:
        try:
            read = json.loads(read_own(self._path))
            return {str(name): (str(tag), float(since)) for name, (tag, since) in read.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}
