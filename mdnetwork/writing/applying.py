"""Writing: a plan applied, all of it or nothing; and taken back."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace

from mdnetwork.errors import EditRefused, VaultError
from mdnetwork.vault import Vault
from mdnetwork.writing.journal import Journal, Step
from mdnetwork.writing.plan import Edit, Plan

ATTEMPTS = 3


def apply(vault: Vault, plan: Plan, journal: Journal | None) -> Plan:
    """Do what the plan says and record it in the journal. Returns the plan as it was applied.

    A note that changed since the plan was made is read again and the edit made anew, a few times. Raises VaultError
    or EditRefused; then every note is as it was.
    """
    for _ in range(ATTEMPTS - 1):
        fresh = Plan(plan.title, tuple(_fresh(vault, edit) for edit in plan.edits if _does_something(edit)))
        step = journal.record(fresh) if journal and fresh else None
        try:
            _do(vault, fresh.edits)
        except VaultError:
            _drop(journal, step)
            if _is_fresh(vault, fresh.edits):
                raise
        except BaseException:
            _drop(journal, step)
            raise
        else:
            return fresh
    raise VaultError("Another program keeps changing the notes concerned: nothing was written. Try again in a moment.")


def undo(vault: Vault, step: Step) -> None:
    """Take a step back. Raises VaultError, and does nothing, where a note of it changed since."""
    open_edits = [edit for edit in step.edits if not _is_undone(vault, edit)]
    changed = [edit.at for edit in open_edits if not _holds(vault, edit.at, edit.after)]
    changed += [edit.path for edit in open_edits if edit.at != edit.path and _is_in_the_way(vault, edit)]
    if changed:
        names = ", ".join(dict.fromkeys(changed))
        raise VaultError(f"Changed since, so nothing was taken back: {names}. Put them back by hand, or leave it.")
    _do(vault, [_back(edit) for edit in reversed(open_edits)])


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


def _do(vault: Vault, edits: Iterable[Edit]) -> None:
    """One edit after the other. On any failure those that were made are taken back."""
    done: list[Edit] = []
    try:
        for edit in edits:
            for part in _parts(edit):
                _do_one(vault, part)
                done.append(part)
    except BaseException:
        for edit in reversed(done):
            with suppress(VaultError):  # best effort; the journal would have held what this cannot put back
                _do_one(vault, _back(edit))
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
    """Whether the note is as it was before: where a step was cut short, part of it never happened."""
    if edit.to and edit.to != edit.path and vault.exists(edit.to):
        return False
    return _holds(vault, edit.path, edit.before)


def _is_in_the_way(vault: Vault, edit: Edit) -> bool:
    return vault.exists(edit.path) and edit.path.casefold() != edit.at.casefold()


def _drop(journal: Journal | None, step: Step | None) -> None:
    if journal and step:
        journal.drop(step)


__all__ = ["EditRefused", "apply", "undo"]
