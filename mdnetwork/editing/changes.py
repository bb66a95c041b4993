"""Writing: a plan applied, all of it or nothing; and taken back."""

from __future__ import annotations

import base64
import difflib
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import platformdirs

from mdnetwork.errors import EditRefused, OutputError, VaultError
from mdnetwork.own_folders import check_own, make_own, read_own
from mdnetwork.parsing.decoding import decode
from mdnetwork.vault import Vault

ATTEMPTS = 3


def apply(vault: Vault, plan: Plan, journal: Journal | None) -> Plan:
    """Do what the plan says and record it in the journal. Returns the plan as it was applied.

    To be called by `Writer.write` alone, which holds the vault's lock. A note that changed since the plan was made is
    read again and the edit made anew, a few times. Raises VaultError or EditRefused; then every note is as it was.
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
            if done:  # the record stays, since undo can take back what could not be taken back here
                raise _half_done(done, error) from error
            vault.remove_folders(folders)
            _drop(journal, step)
            if not isinstance(error, VaultError) or _is_fresh(vault, fresh.edits):
                raise
        else:
            return fresh
    raise VaultError("Another program keeps changing the notes concerned: nothing was written. Try again in a moment.")


def undo(vault: Vault, step: Step) -> None:
    """Take a step back. Raises VaultError, and does nothing, where a note of it changed since.

    To be called by `Writer.undo` alone, which holds the vault's lock.
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
        raise VaultError(f"Changed since, so nothing was taken back: {names}. Put them back by hand, or leave it.")
    _do(vault, back, [])
    vault.remove_folders(step.folders)


class _ChangedSince(Exception):
    """The note at this path is not as a step left it."""


def _half_done(done: Iterable[Edit], error: BaseException) -> VaultError:
    names = ", ".join(dict.fromkeys(edit.at for edit in done))
    return VaultError(f"{error} These notes were written before and could not be put back: {names}. Try `mdnet undo`.")


def _does_something(edit: Edit) -> bool:
    return edit.before != edit.after or bool(edit.to)


def _fresh(vault: Vault, edit: Edit) -> Edit:
    """The edit as it is to be made of the note as it is now."""
    if edit.before is None:
        return edit
    current = vault.read(edit.path)
    if current == edit.before:
        return edit
    if edit.make is None:
        raise VaultError(f"{edit.path} changed in the meantime and was left alone. Run the command again.")
    return edit.remade(current)


def _is_fresh(vault: Vault, edits: Iterable[Edit]) -> bool:
    """Whether no note changed: then trying again would fail again."""
    with suppress(VaultError):
        return all(edit.before is None or vault.read(edit.path) == edit.before for edit in edits)
    return True


def _do(vault: Vault, edits: Iterable[Edit], done: list[Edit]) -> None:
    """One edit after the other. On any failure those that were made are taken back; `done` holds those that cannot."""
    try:
        for edit in edits:
            for part in _parts(edit):
                done.append(part)
                _do_one(vault, part)
    except BaseException as error:
        last = done.pop()
        if not isinstance(error, VaultError):  # Ctrl-C, say: the last one may have been made or not
            done += [each for each in (last,) if not _is_undone(vault, each)]
        for part in reversed(done[:]):
            with suppress(VaultError):
                _do_one(vault, _back(part))
                done.remove(part)
        raise


def _parts(edit: Edit) -> list[Edit]:
    """A note that moves and changes does one thing after the other."""
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
    """The edit that takes this one back."""
    return Edit(edit.at, edit.after, edit.before, edit.path if edit.to else "")


def _holds(vault: Vault, path: str, data: bytes | None) -> bool:
    if data is None:
        return not vault.exists(path)
    with suppress(VaultError):
        return vault.read(path) == data
    return False


def _is_undone(vault: Vault, edit: Edit) -> bool:
    """Whether the note is as it was before the edit."""
    return not (_moves(edit) and vault.exists(edit.to)) and _holds(vault, edit.path, edit.before)


def _moves(edit: Edit) -> bool:
    return bool(edit.to) and edit.to != edit.path


def _way_back(vault: Vault, edit: Edit) -> Iterator[Edit]:
    """The edits that take this one back, as far as it was made: its process may have been killed half way.

    Raises _ChangedSince where a note is neither as it was before nor as it was left.
    """
    if _is_undone(vault, edit):
        return
    if _moves(edit) and not vault.exists(edit.to):
        yield from _way_back(vault, replace(edit, to=""))
    elif _moves(edit) and _is_in_the_way(vault, edit):
        yield from _half_a_move_back(vault, edit)
    elif None in {edit.before, edit.after} and _holds(vault, edit.path, b""):
        yield Edit(edit.path, b"", None)  # the name was taken, and nothing written yet
        if edit.before is not None:
            yield Edit(edit.path, None, edit.before)
    elif not _holds(vault, edit.at, edit.after):
        raise _ChangedSince(edit.at)
    elif _moves(edit):  # back first, so that an undo that is killed leaves what a step that is killed leaves
        yield Edit(edit.to, edit.after, edit.after, edit.path)
        yield _back(replace(edit, to=""))
    else:
        yield _back(edit)


def _half_a_move_back(vault: Vault, edit: Edit) -> Iterator[Edit]:
    """Something lies at both paths: the note under two names, or an empty file that kept a name free."""
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


__all__ = ["EditRefused", "apply", "undo"]


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
    """Whether the step's title, paths or notes hold the word, whatever its case."""
    notes = (data.decode("utf-8", "replace") for edit in step.edits for data in (edit.before, edit.after) if data)
    return any(word in text.casefold() for text in (step.title, *step.paths, *notes))


Make = Callable[[bytes], bytes]
"""An edit of a note's bytes. Raises EditRefused."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One note, before and after. `before` None: it is made; `after` None: it is deleted. `to`: where it moves."""

    path: str
    before: bytes | None
    after: bytes | None
    to: str = ""
    make: Make | None = field(default=None, compare=False, repr=False)
    """What made `after` of `before`: asked again where the note changed before it was written."""

    @classmethod
    def of(cls, path: str, before: bytes, make: Make) -> Edit:
        """The edit that `make` makes of a note. Raises EditRefused."""
        return cls(path, before, make(before), make=make)

    @property
    def at(self) -> str:
        """Where the note lies afterwards."""
        return self.to or self.path

    def remade(self, current: bytes) -> Edit:
        """The same edit of a note that holds something else by now. Raises EditRefused where it means nothing there."""
        return self if self.make is None else replace(self, before=current, after=self.make(current))

    def diff(self, context: int = 1) -> Iterator[str]:
        """The edit as lines of a unified diff, without line ends. A move is two lines."""
        if self.to and self.to != self.path:
            yield f"rename from {self.path}"
            yield f"rename to {self.to}"
        old = "/dev/null" if self.before is None else f"a/{self.path}"
        new = "/dev/null" if self.after is None else f"b/{self.at}"
        yield from difflib.unified_diff(_lines(self.before), _lines(self.after), old, new, n=context, lineterm="")


@dataclass(frozen=True, slots=True)
class Plan:
    """A step: `title` says in a few words what it does; `edits` in the order in which they are applied."""

    title: str
    edits: tuple[Edit, ...] = ()
    make: Callable[[], Plan] | None = field(default=None, compare=False, repr=False)
    """What made the plan: asked again where another process wrote to the vault before the plan was written."""
    as_of: int = field(default=-1, compare=False, repr=False)
    """The count of writes (`VaultLock.writes`) when the notes were read from which the plan was made."""

    def __bool__(self) -> bool:
        return any(edit.before != edit.after or edit.to for edit in self.edits)

    @property
    def paths(self) -> tuple[str, ...]:
        """The notes that are touched, by the paths they have afterwards."""
        return tuple(dict.fromkeys(edit.at for edit in self.edits))

    def diff(self, context: int = 1) -> list[str]:
        """All edits as one unified diff."""
        return [line for edit in self.edits for line in edit.diff(context)]


def _lines(data: bytes | None) -> list[str]:
    return decode(data).text.splitlines() if data else []
