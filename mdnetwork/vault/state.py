"""Vault: what is remembered about a vault in the user's state folder. It is no cache: it cannot be made again."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from mdnetwork.errors import OutputError
from mdnetwork.own_folders import check_own, make_own, read_own
from mdnetwork.vault.writing import write_if_changed


class VaultState:
    """A JSON value about the vault at `root`, in `folder`/`name`. `folder` is the user's state folder."""

    def __init__(self, folder: Path, name: str, root: Path) -> None:
        key = hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:16]
        self._folder = folder
        self._file = folder / name / f"{key}.json"

    def read(self) -> Any:
        """The value; None if there is none, or if others may have written it."""
        try:
            check_own(self._file.parent, self._folder)
            return json.loads(read_own(self._file))
        except (OSError, OutputError, ValueError):
            return None

    def write(self, value: object) -> None:
        """Remember the value. It is no reason to fail if it cannot be kept."""
        with suppress(OSError, OutputError):
            make_own(self._file.parent, self._folder)
            write_if_changed(self._file, json.dumps(value).encode())


class Renames:
    """The identities of people whose files got other paths, by the path they have now. No note says what it was."""

    def __init__(self, folder: Path, root: Path) -> None:
        self._state = VaultState(folder, "renames", root)

    def read(self) -> dict[str, str]:
        """The identity at each such path."""
        known = self._state.read()
        return {str(path): str(identity) for path, identity in known.items()} if isinstance(known, dict) else {}

    def write(self, identities: Mapping[str, str]) -> None:
        """Remember these, and no others."""
        self._state.write(dict(identities))
