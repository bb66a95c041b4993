"""Writing: a plan applied, all of it or nothing; and taken back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace

from mdnetwork.errors import EditRefused, VaultError
from mdnetwork.vault import Vault
from mdnetwork.writing.journal import Journal, Step
from mdnetwork.writing.plan import Edit, Plan

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
