"""Answers: the files with stored output, in the user's cache folder. Any failure means there is no answer."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress

from mdnetwork.own_folders import NotOurs, check_own, make_own, read_own

ROOM = 30
"""The maximum number of stored answers. The latest are kept."""
LARGEST = 8_000_000
"""The maximum length of a stored answer, in characters."""
_FORM = "mdnetwork answer 1"


class KeptAnswer:
    """A stored output with its context: the vault at `root`, given as `given`, in this state."""

    def __init__(self, given: str, root: str, state: bytes, out: str, err: str) -> None:
        self.given, self.root, self.state, self.out, self.err = given, root, state, out, err

    def written(self) -> bytes:
        """The content of its file."""
        return b"\n".join((*self.head(), f"{len(self.err)}\n{self.err}{self.out}".encode("utf-8", "surrogatepass")))

    def head(self) -> tuple[bytes, ...]:
        """The first lines of the file: format, state, and the vault as given and resolved."""
        lines = (_FORM, self.state.hex(), self.given, self.root)
        return tuple(line.encode("utf-8", "surrogatepass") for line in lines)

    @classmethod
    def read(cls, data: bytes) -> KeptAnswer | None:
        """The answer in a file, or None for another format."""
        try:
            form, state, given, root, length, said = data.decode("utf-8", "surrogatepass").split("\n", 5)
            held = int(length)
            return cls(given, root, bytes.fromhex(state), said[held:], said[:held]) if form == _FORM else None
        except ValueError:
            return None


class AnswerFolder:
    """The answers in one folder, each in a file named by its key."""

    def __init__(self, folder: str) -> None:
        self._folder = folder

    def find(self, question: str) -> KeptAnswer | None:
        """The stored answer for a key, or None."""
        try:
            check_own(self._folder, os.path.dirname(self._folder))
            return KeptAnswer.read(read_own(self._file(question)))
        except (OSError, NotOurs):
            return None

    def keep(self, question: str, answer: KeptAnswer) -> None:
        """Store an answer atomically, for the user alone, and delete outdated ones."""
        if len(answer.out) + len(answer.err) > LARGEST:
            return
        target = self._file(question)
        with suppress(OSError, NotOurs):
            make_own(self._folder, os.path.dirname(self._folder))
            self._make_room(answer)
            part = f"{target}.{os.getpid()}"
            with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(answer.written())
            os.replace(part, target)

    def forget(self) -> None:
        """Delete all answers."""
        for path, _ in self._files():
            _remove(path)

    def _file(self, question: str) -> str:
        return f"{self._folder}{os.sep}{question}"

    def _files(self) -> Iterator[tuple[str, int]]:
        """The path and time of each file."""
        with suppress(OSError), os.scandir(self._folder) as entries:
            yield from [(entry.path, entry.stat().st_mtime_ns) for entry in entries]

    def _make_room(self, answer: KeptAnswer) -> None:
        files = sorted(self._files(), key=lambda each: each[1])
        for path, _ in files[: max(0, len(files) - ROOM + 1)]:
            _remove(path)
        for path, _ in files:
            if _is_outdated(path, answer):
                _remove(path)


def _is_outdated(path: str, answer: KeptAnswer) -> bool:
    """Whether a file has no answer, or one for another state of the same vault. Reads only the head."""
    try:
        with open(path, "rb") as file:
            form, state, _given, root = (file.readline()[:-1] for _ in range(4))
    except OSError:
        return True
    form_now, state_now, _, root_now = answer.head()
    return form != form_now or (root == root_now and state != state_now)


def _remove(path: str) -> None:
    with suppress(OSError):
        os.unlink(path)
