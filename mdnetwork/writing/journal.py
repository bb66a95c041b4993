"""Writing: the steps that were taken, in the user's state folder, so that they can be taken back."""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import platformdirs

from mdnetwork.errors import OutputError
from mdnetwork.own_folders import check_own, make_own, read_own
from mdnetwork.writing.plan import Edit, Plan

KEPT = 100
"""Steps that are kept; older ones are forgotten."""
_SUFFIX = ".json"


@dataclass(frozen=True, slots=True)
class Step:
    """A plan that was applied: its number counts up, `at` is when."""

    number: int
    at: datetime
    title: str
    edits: tuple[Edit, ...]
    folders: tuple[str, ...] = ()
    """Folders that were made for it, the inner ones first."""

    @property
    def paths(self) -> tuple[str, ...]:
        """The notes that were touched, before and after."""
        return tuple(dict.fromkeys(path for edit in self.edits for path in (edit.path, edit.at)))


class Journal:
    """The steps taken in the vault at `root`, each a file that only its owner may read; the last `kept` of them.

    `record`, `drop` and `forget` are called by whoever holds the vault's lock. Even without it no record is
    overwritten, and none is deleted that another process made.
    """

    def __init__(self, root: Path, folder: Path | None = None, *, kept: int = KEPT) -> None:
        key = hashlib.sha256(os.fsencode(root)).hexdigest()[:16]
        self._base = folder or platformdirs.user_state_path("mdnetwork")
        state = folder or self._base / "undo"
        self._folder = state / f"{root.name}-{key}"
        self._kept = kept

    def record(self, plan: Plan, folders: tuple[str, ...] = ()) -> Step:
        """Write the step down before it is taken. Raises OutputError where that cannot be done."""
        text = json.dumps({"title": plan.title, "edits": [_plain(edit) for edit in plan.edits], "folders": folders})
        try:
            make_own(self._folder, self._base)
            number = self._written(text)
            step = Step(number, self._when(number), plan.title, plan.edits, folders)
        except OSError as error:
            why = (error.strerror or str(error)).lower()
            raise OutputError(
                f"What `mdnet undo` would need cannot be kept in {self._folder} ({why}), so nothing was written. "
                "Make room there, or allow yourself to write there."
            ) from error
        self._forget_old()
        return step

    def _written(self, text: str) -> int:
        """The number of a new record with this text: the first free one after all others. Raises OSError."""
        number = max(self._numbers(), default=0) + 1
        while True:
            try:
                descriptor = os.open(self._file(number), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
                break
            except FileExistsError:  # somebody was quicker: that record is theirs
                number += 1
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(descriptor)
        except BaseException:
            with suppress(OSError):
                self._file(number).unlink()
            raise
        return number

    def latest(self) -> Step | None:
        """The latest step that can be taken back. Raises NotOurs as `steps` does."""
        return next(self._found(), None)

    def steps(self) -> list[Step]:
        """The steps that can be taken back, the latest first; a file that holds none is passed over.

        Raises NotOurs where others may write there: a step of theirs would be taken back as if it were the user's.
        """
        return [*self._found()]

    def _found(self) -> Iterator[Step]:
        with suppress(OSError):
            check_own(self._folder, self._base)
        yield from filter(None, (self._read(number) for number in sorted(self._numbers(), reverse=True)))

    def drop(self, step: Step) -> None:
        """Forget a step: it was taken back, or never taken."""
        with suppress(OSError):
            self._file(step.number).unlink()

    def forget(self, words: Iterable[str]) -> int:
        """Forget every step that touched or held one of these words (a name, a path). Returns how many there were."""
        wanted = [word.casefold() for word in words if word]
        gone = [step for step in self.steps() if any(_holds(step, word) for word in wanted)]
        for step in gone:
            self.drop(step)
        return len(gone)

    def _numbers(self) -> list[int]:
        with suppress(OSError):
            return [int(file.stem) for file in self._folder.glob(f"*{_SUFFIX}") if file.stem.isdecimal()]
        return []

    def _file(self, number: int) -> Path:
        return self._folder / f"{number:06}{_SUFFIX}"

    def _when(self, number: int) -> datetime:
        return datetime.fromtimestamp(int(self._file(number).stat().st_mtime)).astimezone()

    def _read(self, number: int) -> Step | None:
        try:
            said = json.loads(read_own(self._file(number)))
            edits = tuple(_edit(row) for row in said["edits"])
            folders = tuple(map(str, said.get("folders", ())))
            return Step(number, self._when(number), str(said["title"]), edits, folders)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _forget_old(self) -> None:
        for number in sorted(self._numbers())[: -self._kept]:
            with suppress(OSError):
                self._file(number).unlink()


def _plain(edit: Edit) -> list[Any]:
    return [edit.path, _text(edit.before), _text(edit.after), edit.to]


def _edit(row: list[Any]) -> Edit:
    path, before, after, to = row
    return Edit(str(path), _bytes(before), _bytes(after), str(to))


def _text(data: bytes | None) -> str | None:
    return None if data is None else base64.b64encode(data).decode("ascii")


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else base64.b64decode(text, validate=True)


def _holds(step: Step, word: str) -> bool:
    """Whether the step's title, paths or notes hold the word, whatever its case."""
    notes = (data.decode("utf-8", "replace") for edit in step.edits for data in (edit.before, edit.after) if data)
    return any(word in text.casefold() for text in (step.title, *step.paths, *notes))
