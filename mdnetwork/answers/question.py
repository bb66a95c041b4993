"""Answers: the key of a command: everything except the notes that affects its output, such as arguments."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from time import time_ns, timezone, tzname

from mdnetwork.answers.shelf import AnswerFolder, KeptAnswer
from mdnetwork.answers.state import state_of
from mdnetwork.vault_files import OURS

_ENVIRONMENT = frozenset(
    ["NO_COLOR", "FORCE_COLOR", "TERM", "COLUMNS", "LINES", "LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "HOME", "TZ"]
)
LANGUAGES = "MDNET_LANGUAGES"
"""The environment variable that names a folder with further languages (`i18n.py`)."""
_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class AskedBefore:
    """A command in one run. It is answered from the stored output, or its output is recorded and stored.

    A run that does more than answer (it writes, or prompts the user) is not recorded: see `give_up`.
    """

    def __init__(self, key: str, shelf: AnswerFolder) -> None:
        self._key, self._shelf = key, shelf
        self._out: list[str] = []
        self._err: list[str] = []
        self._asked: tuple[str, str, bytes] | None = None

    def said_before(self) -> KeptAnswer | None:
        """The stored output, if nothing it depends on has changed; else None."""
        found = self._shelf.find(self._key)
        if found is None or os.path.realpath(found.given) != found.root:
            return None
        now = state_of(found.root, time_ns())
        return found if now is not None and now[0] == found.state else None

    def begin(self, given: str) -> None:
        """Start recording. The output is for the vault at `given` in its current state."""
        root = os.path.realpath(given)
        found = state_of(root, time_ns())
        if found is not None and found[1] and "\n" not in given + root:
            self._asked = given, root, found[0]

    def hear(self, out: str = "", err: str = "") -> None:
        """Record output of the run."""
        self._out.append(out)
        self._err.append(err)

    def give_up(self) -> None:
        """Discard the recording: the output depends on more than the notes, or the run does more than answer."""
        self._asked = None

    def keep(self) -> None:
        """Store the recorded output, after a successful run."""
        if self._asked is not None:
            self._shelf.keep(self._key, KeptAnswer(*self._asked, "".join(self._out), "".join(self._err)))

    def forget_all(self) -> None:
        """Delete all stored output, because the run may change something or the user wants it deleted."""
        self.give_up()
        self._shelf.forget()


def key_of(arguments: Sequence[str], environment: Mapping[str, str], today: date) -> str:
    """A hash of everything except the vault that affects the output, used as a file name."""
    streams = [_stream(each) for each in (sys.stdin, sys.stdout, sys.stderr)]
    variables = sorted(
        (name, value) for name, value in environment.items() if name.startswith("MDNET_") or name in _ENVIRONMENT
    )
    here = os.getcwd()
    made_of = (
        list(arguments),
        variables,
        today.isoformat(),
        here,
        tzname,
        timezone,
        list(_marks(here)),
        streams,
        list(_code()),
    )
    return hashlib.blake2b(repr(made_of).encode("utf-8", "backslashreplace"), digest_size=16).hexdigest()


def _stream(stream: object) -> tuple[object, ...]:
    """The properties of a stream that affect the output: terminal or not, width, encoding."""
    try:
        shown = bool(stream.isatty())  # type: ignore[attr-defined]
    except (AttributeError, ValueError):
        shown = False
    width = 0
    with suppress(OSError, AttributeError, ValueError):
        width = os.get_terminal_size(stream.fileno()).columns if shown else 0  # type: ignore[attr-defined]
    return shown, width, getattr(stream, "encoding", ""), getattr(stream, "errors", "")


def _marks(here: str) -> Iterator[tuple[bool, bool]]:
    """Which folders from here upwards may be a vault."""
    while True:
        yield os.path.isfile(f"{here}/{OURS}"), os.path.isdir(f"{here}/.obsidian")
        above = os.path.dirname(here)
        if above == here:
            return
        here = above


def _code() -> Iterator[object]:
    """Name, size and time of every file of this program, and the time of the last library installation."""
    yield sys.version
    for folder in sys.path:
        if folder.endswith("-packages"):
            with suppress(OSError):
                yield folder, os.stat(folder).st_mtime_ns
    further = os.environ.get(LANGUAGES)
    waiting = [
        _PACKAGE,
        *(each for part in ("locale", "drafts") if further and os.path.isdir(each := f"{further}/{part}")),
    ]
    with suppress(OSError, KeyError), os.scandir(os.environ[LANGUAGES]) as entries:
        for entry in entries:
            if entry.name.endswith(".toml"):
                seen = entry.stat()
                yield entry.name, seen.st_size, seen.st_mtime_ns
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting += [] if entry.name == "__pycache__" else [entry.path]
                else:
                    seen = entry.stat()
                    yield entry.name, seen.st_size, seen.st_mtime_ns
