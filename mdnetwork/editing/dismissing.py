"""Dismissing a problem: `mdnet check` then leaves it out, because its note or the settings say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdnetwork.editing.changes import Edit, Plan
from mdnetwork.editing.context import EditContext
from mdnetwork.editing.fields import add_item
from mdnetwork.errors import EditRefused, MdnetworkError
from mdnetwork.lazy import lazy
from mdnetwork.model import Problem
from mdnetwork.parsing.causes import DISMISSED, HINTS, dismissal
from mdnetwork.parsing.document import Document
from mdnetwork.vault_files import NOTES, OURS

if TYPE_CHECKING:
    import tomlkit
else:
    tomlkit = lazy(
        "tomlkit",
        extra="serve",
        need="Changing the settings needs a library that is not installed",
        error=MdnetworkError,
    )
_SETTING, _FIELD = "dismissed", "mdnet_dismissed"


def dismiss(context: EditContext, problem: Problem) -> Plan:
    """The plan that dismisses a problem: in its note, with all others of its code there.

    The settings say it for what several notes have in common, for a file that is no note, and for a note that cannot
    take the field. Raises EditRefused.
    """
    title = context.texts.say("{code} dismissed in {path}", code=problem.code, path=problem.path)
    if problem.code not in HINTS and problem.path.lower().endswith(NOTES):
        try:
            return Plan(title, (_in_note(context, problem),))
        except EditRefused:  # its fields are broken, or not read: a copy, a template
            pass
    item = dismissal(problem)
    if not context.exists(OURS):
        return Plan(title, (Edit(OURS, None, with_item(b"", _SETTING, item)),))
    return Plan(title, (Edit.of(OURS, context.read(OURS), lambda data: with_item(data, _SETTING, item)),))


def _in_note(context: EditContext, problem: Problem) -> Edit:
    path, settings = problem.path, context.settings
    usual = context.usual(_FIELD) or _FIELD

    def make(data: bytes) -> bytes:
        after = add_item(data, _FIELD, problem.code, usual=usual, path=path, settings=settings)
        read = Document(after, path, settings).facts.problems
        if not any(each.code == DISMISSED and problem.code in each.mend for each in read):
            raise EditRefused(f"The fields of {path} are not read.")
        return after

    return Edit.of(path, context.read(path), context.without_harm(path, make))


def with_item(data: bytes, key: str, item: str) -> bytes:
    """The settings with one more item in the list of this key. The list is made if it is missing.

    Comments and form stay. Raises EditRefused if the settings are no TOML, or if the key holds something else.
    """
    try:
        settings = tomlkit.parse(data.decode("utf-8"))
    except ValueError as error:  # of TOML or of UTF-8
        raise EditRefused(f"mdnetwork.toml cannot be read ({error}): correct it in an editor first.") from error
    items = settings.get(key, [])
    if not isinstance(items, list):
        raise EditRefused(f"“{key}” in mdnetwork.toml is no list: correct it in an editor first.")
    if item in items:
        return data
    if key in settings:
        items.append(item)
    else:
        settings.add(key, [item])
    return tomlkit.dumps(settings).encode()
