"""Plans and their edits: applied completely or not at all, recorded, and undone."""

from __future__ import annotations

import base64
import difflib
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import field, replace
from datetime import datetime
from itertools import takewhile
from pathlib import Path
from typing import Any

import platformdirs

from mdnetwork.errors import EditRefused, OutputError, VaultError
from mdnetwork.frozen import NamedTuple, dataclass, short_repr
from mdnetwork.own_folders import check_own, make_own, read_own
from mdnetwork.parsing.decoding import decode
from mdnetwork.vault import Vault

__all__ = ["EditRefused", "apply", "undo"]
ATTEMPTS = 3
KEPT = 100
"""How many steps are kept. Older ones are deleted."""
_SUFFIX = ".json"
Make = Callable[[bytes], bytes]
"""Makes a note's new bytes from its current ones. Raises EditRefused."""


def apply(vault: Vault, plan: Plan, journal: Journal | None) -> Plan:
    """Apply the plan and record it in the journal. Returns the plan as it was applied.

    Only `Editor.write` may call this, since it holds the vault's lock. If a note changed since the plan was made, the
    note is read again and its edit is repeated, up to `ATTEMPTS` times. Raises VaultError or EditRefused; every note is
    then as it was.
    """
    folders = vault.missing_folders(edit.at for edit in plan.edits if edit.after is not None)
    for _ in range(ATTEMPTS - 1):
        edits = (_fresh(vault, edit) for edit in plan.edits if _does_something(edit))
        fresh = Plan(plan.title, tuple(edit for edit in edits if _does_something(edit)))
        if not fresh:
            return fresh
        step = journal.record(fresh, folders) if journal else None
        done: list[Edit] = []
        try:
            _do(vault, fresh.edits, done)
        except BaseException as error:
            if done:  # keep the record: `mdnet undo` may still take back what could not be taken back here
                raise _half_done(done, error) from error
            vault.remove_folders(folders)
            _drop(journal, step)
            if not isinstance(error, VaultError) or _is_fresh(vault, fresh.edits):
                raise
        else:
            return fresh
    raise VaultError("Another program keeps changing the notes concerned: nothing was written. Try again in a moment.")


def undo(vault: Vault, step: Step) -> None:
    """Undo a step. Raises VaultError and does nothing if one of its notes changed since.

    Only `Editor.undo` may call this, since it holds the vault's lock.
    """
    back: list[Edit] = []
    changed: list[str] = []
    for edit in reversed(step.edits):
        try:
            back += _way_back(vault, edit)
        except _ChangedSince as since:
            changed.insert(0, str(since))
    if changed:
        names = ", ".join(dict.fromkeys(changed))
        raise VaultError(f"Changed since, so nothing was undone: {names}. Put them back by hand, or leave it.")
    _do(vault, back, [])
    vault.remove_folders(step.folders)


class _ChangedSince(Exception):
    """The note at this path differs from what a step left there."""


def _half_done(done: Iterable[Edit], error: BaseException) -> VaultError:
    names = ", ".join(dict.fromkeys(edit.at for edit in done))
    return VaultError(f"{error} These notes were written before and could not be put back: {names}. Try `mdnet undo`.")


def _does_something(edit: Edit) -> bool:
    return edit.before != edit.after or bool(edit.to)


def _fresh(vault: Vault, edit: Edit) -> Edit:
    """The edit, remade if its note changed since. Raises VaultError where it cannot be remade."""
    if edit.before is None:
        return edit
    current = vault.read(edit.path)
    if current == edit.before:
        return edit
    if edit.make is None:
        raise VaultError(f"{edit.path} changed in the meantime and was left alone. Run the command again.")
    return edit.remade(current)


def _is_fresh(vault: Vault, edits: Iterable[Edit]) -> bool:
    """Whether no note changed since the plan was made: another attempt would then fail in the same way."""
    with suppress(VaultError):
        return all(edit.before is None or vault.read(edit.path) == edit.before for edit in edits)
    return True


def _do(vault: Vault, edits: Iterable[Edit], done: list[Edit]) -> None:
    """Apply edits in order. On a failure, applied ones are reversed; `done` keeps those that could not be reversed."""
    try:
        for edit in edits:
            for part in _parts(edit):
                done.append(part)
                _do_one(vault, part)
    except BaseException as error:
        last = done.pop()
        if not isinstance(error, VaultError):  # an interrupt such as Ctrl-C: the last edit may have been made or not
            done += [each for each in (last,) if not _is_undone(vault, each)]
        for part in reversed(done[:]):
            with suppress(VaultError):
                _do_one(vault, _back(part))
                done.remove(part)
        raise


def _parts(edit: Edit) -> list[Edit]:
    """The edit as one or two steps: a note that moves and changes moves first."""
    if not edit.to or edit.before == edit.after:
        return [edit]
    return [replace(edit, to=""), replace(edit, before=edit.after)]


def _do_one(vault: Vault, edit: Edit) -> None:
    if edit.to:
        vault.move(edit.path, edit.to)
    elif edit.before is None and edit.after is not None:
        vault.create(edit.path, edit.after)
    elif edit.before is not None and edit.after is None:
        vault.remove(edit.path, edit.before)
    elif edit.before is not None and edit.after is not None:
        vault.replace(edit.path, edit.before, edit.after)


def _back(edit: Edit) -> Edit:
    """The edit that reverses this one."""
    return Edit(edit.at, edit.after, edit.before, edit.path if edit.to else "")


def _is_undone(vault: Vault, edit: Edit) -> bool:
    """Whether the note is as it was before the edit."""
    return not (_moves(edit) and vault.exists(edit.to)) and _holds(vault, edit.path, edit.before)


def _holds(vault: Vault, path: str, data: bytes | None) -> bool:
    if data is None:
        return not vault.exists(path)
    with suppress(VaultError):
        return vault.read(path) == data
    return False


def _moves(edit: Edit) -> bool:
    return bool(edit.to) and edit.to != edit.path


def _way_back(vault: Vault, edit: Edit) -> Iterator[Edit]:
    """The edits that reverse this one as far as it was applied: the process may have been killed in the middle.

    Raises _ChangedSince where a note is neither as it was before nor as the edit left it.
    """
    if _is_undone(vault, edit):
        return
    if _moves(edit) and not vault.exists(edit.to):
        yield from _way_back(vault, replace(edit, to=""))
    elif _moves(edit) and _is_in_the_way(vault, edit):
        yield from _half_a_move_back(vault, edit)
    elif None in {edit.before, edit.after} and _holds(vault, edit.path, b""):
        yield Edit(edit.path, b"", None)  # the file was created, and nothing was written to it yet
        if edit.before is not None:
            yield Edit(edit.path, None, edit.before)
    elif not _holds(vault, edit.at, edit.after):
        raise _ChangedSince(edit.at)
    elif _moves(edit):  # move back first: an undo that is killed then leaves the same state as a step that is killed
        yield Edit(edit.to, edit.after, edit.after, edit.path)
        yield _back(replace(edit, to=""))
    else:
        yield _back(edit)


def _half_a_move_back(vault: Vault, edit: Edit) -> Iterator[Edit]:
    """The edits for a move that stopped half way: the note has both paths, or one of them is an empty placeholder."""
    if _holds(vault, edit.path, b"") and _holds(vault, edit.to, edit.after):
        yield Edit(edit.path, b"", None)
        yield Edit(edit.to, edit.after, edit.after, edit.path)
        yield _back(replace(edit, to=""))
        return
    if not _holds(vault, edit.path, edit.after):
        raise _ChangedSince(edit.path if _holds(vault, edit.to, edit.after) else edit.at)
    if vault.is_same(edit.path, edit.to):
        yield Edit(edit.to, edit.after, edit.after, edit.path)
    elif _holds(vault, edit.to, b""):
        yield Edit(edit.to, b"", None)
    else:
        raise _ChangedSince(edit.path)
    yield from _way_back(vault, replace(edit, to=""))


def _is_in_the_way(vault: Vault, edit: Edit) -> bool:
    return vault.exists(edit.path) and edit.path.casefold() != edit.at.casefold()


def _drop(journal: Journal | None, step: Step | None) -> None:
    if journal and step:
        journal.drop(step)


@dataclass(frozen=True, slots=True)
class Step:
    """An applied plan. `number` counts up; `at` is the time."""

    number: int
    at: datetime
    title: str
    edits: tuple[Edit, ...]
    folders: tuple[str, ...] = ()
    """Folders that were created for it, the innermost first."""

    __repr__ = short_repr("number", "title", "at")

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of the changed notes, before and after."""
        return tuple(dict.fromkeys(path for edit in self.edits for path in (edit.path, edit.at)))


class Journal:
    """The steps applied to the vault at `root`: one file each, readable by its owner only. The last `kept` are kept.

    Callers of `record`, `drop` and `forget` hold the vault's lock. Even without the lock no record is overwritten, and
    no record of another process is deleted.
    """

    def __init__(self, root: Path, folder: Path | None = None, *, kept: int = KEPT) -> None:
        key = hashlib.sha256(os.fsencode(root)).hexdigest()[:16]
        self._base = folder or platformdirs.user_state_path("mdnetwork")
        state = folder or self._base / "undo"
        self._folder = state / f"{root.name}-{key}"
        self._kept = kept

    def record(self, plan: Plan, folders: tuple[str, ...] = ()) -> Step:
        """Record a step before it is applied. Raises OutputError if the record cannot be written."""
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
        """Write a new record and return its number: the first free one after the highest. Raises OSError."""
        number = max(self._numbers(), default=0) + 1
        while True:
            try:
                descriptor = os.open(self._file(number), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
                break
            except FileExistsError:  # another process took this number first
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
        """The latest step that can be undone. Raises NotOurs as `steps` does."""
        return next(self._found(), None)

    def steps(self) -> list[Step]:
        """The steps that can be undone, the latest first. Files that hold no step are skipped.

        Raises NotOurs if others may write to the folder: `undo` would apply a step of theirs as if it were the user's.
        """
        return [*self._found()]

    def _found(self) -> Iterator[Step]:
        with suppress(OSError):
            check_own(self._folder, self._base)
        yield from filter(None, (self._read(number) for number in sorted(self._numbers(), reverse=True)))

    def drop(self, step: Step) -> None:
        """Delete the record of a step that was undone or never applied."""
        with suppress(OSError):
            self._file(step.number).unlink()

    def forget(self, words: Iterable[str]) -> int:
        """Delete every step that contains one of these words (a name, a path). Returns how many were deleted."""
        wanted = [word.casefold() for word in words if word]
        gone = [step for step in self.steps() if any(_says(step, word) for word in wanted)]
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


def _says(step: Step, word: str) -> bool:
    """Whether the step's title, paths or notes contain the word, in upper or lower case."""
    notes = (data.decode("utf-8", "replace") for edit in step.edits for data in (edit.before, edit.after) if data)
    return any(word in text.casefold() for text in (step.title, *step.paths, *notes))


@dataclass(frozen=True, slots=True)
class Edit:
    """One note before and after. `before` is None for a new note, `after` for a deleted one; `to` is its new path."""

    path: str
    before: bytes | None
    after: bytes | None
    to: str = ""
    make: Make | None = field(default=None, compare=False, repr=False)
    """Makes `after` from `before`. Called again if the note changed before it was written."""

    __repr__ = short_repr("path", "to")

    @classmethod
    def of(cls, path: str, before: bytes, make: Make) -> Edit:
        """The edit that results from applying `make` to a note. Raises EditRefused."""
        return cls(path, before, make(before), make=make)

    @property
    def at(self) -> str:
        """The path of the note after the edit."""
        return self.to or self.path

    def remade(self, current: bytes) -> Edit:
        """The same edit applied to the note's current bytes. Raises EditRefused where it does not apply to them."""
        return self if self.make is None else replace(self, before=current, after=self.make(current))

    def diff(self, context: int = 1) -> Iterator[str]:
        """The edit as lines of a unified diff, without line ends. A move adds two lines."""
        if self.to and self.to != self.path:
            yield f"rename from {self.path}"
            yield f"rename to {self.to}"
        old = "/dev/null" if self.before is None else f"a/{self.path}"
        new = "/dev/null" if self.after is None else f"b/{self.at}"
        yield from difflib.unified_diff(_lines(self.before), _lines(self.after), old, new, n=context, lineterm="")


@dataclass(frozen=True, slots=True)
class Plan:
    """Edits that are applied together, in order. `title` describes them in a few words."""

    title: str
    edits: tuple[Edit, ...] = ()
    make: Callable[[], Plan] | None = field(default=None, compare=False, repr=False)
    """Makes the plan. Called again if another process wrote to the vault before the plan was written."""
    as_of: int = field(default=-1, compare=False, repr=False)
    """`VaultLock.writes` at the time when the notes for this plan were read."""

    __repr__ = short_repr("title")

    def __bool__(self) -> bool:
        return any(edit.before != edit.after or edit.to for edit in self.edits)

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of the changed notes after the edits."""
        return tuple(dict.fromkeys(edit.at for edit in self.edits))

    def diff(self, context: int = 1) -> list[str]:
        """All edits as one unified diff."""
        return [line for edit in self.edits for line in edit.diff(context)]


def _lines(data: bytes | None) -> list[str]:
    return decode(data).text.splitlines() if data else []


class Splice(NamedTuple):
    """A replacement of `before` by `after`, at the bytes from `start` to `end` (positions before the change)."""

    start: int
    end: int
    before: bytes
    after: bytes

    @classmethod
    def between(cls, before: bytes, after: bytes) -> Splice:
        """The smallest splice that turns `before` into `after`."""
        head = _shared(before, after)
        tail = _shared(before[head:][::-1], after[head:][::-1])
        return cls(head, len(before) - tail, before[head : len(before) - tail], after[head : len(after) - tail])

    def apply(self, data: bytes) -> bytes:
        """The bytes after the change. Raises EditRefused if the bytes at this place are not `before`."""
        return self._swapped(data, self.before, self.after)

    def undo(self, data: bytes) -> bytes:
        """The bytes before the change. Raises EditRefused if the bytes at this place are not `after`."""
        return self._swapped(data, self.after, self.before)

    def _swapped(self, data: bytes, old: bytes, new: bytes) -> bytes:
        stop = self.start + len(old)
        if data[self.start : stop] != old or len(data) < stop:
            raise EditRefused("The note has changed at this place since it was read: nothing was written; try again.")
        return data[: self.start] + new + data[stop:]


def _shared(one: bytes, other: bytes) -> int:
    """The length of the common prefix, in bytes."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
