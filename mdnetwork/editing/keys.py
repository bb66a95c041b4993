"""Editing: a field of a note set, added to or removed, under the name and in the form that the note uses for it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from mdnetwork.editing.change import lost_and_found
from mdnetwork.editing.inline_values import with_inline
from mdnetwork.editing.opened import SOMEBODY, Opened
from mdnetwork.editing.page import Page, one_line
from mdnetwork.editing.scalars import toml_text, yaml_text
from mdnetwork.editing.slots import Slot, slot_at
from mdnetwork.editing.told import Leaf, Said, canonical, leaves, meaning, no_worse, said_by, written_under
from mdnetwork.errors import EditRefused
from mdnetwork.reading.settings import ReadingSettings

_NAME = re.compile(r"[^\W_][\w .-]{0,60}")
_BY_COMMAS = frozenset({"aliases", "tags", "attendees", "people", "expertise", "needs", "interests", "email", "phone"})
_JSON = "The front matter of this note is JSON, which is not edited here: change “{key}” in an editor."
_OPEN = "The front matter of this note has no end: close it with a line of --- first, and try again."
_UNSURE = "“{key}” could not be set without harm to something else in this note: change it in an editor."
_NO_NAME = "“{key}” is no name for a field: use letters, numbers, - and _."

Value = str | Sequence[str]


def set_key(
    data: bytes,
    key: str,
    value: Value | None,
    *,
    usual: str = "",
    path: str = SOMEBODY,
    settings: ReadingSettings = ReadingSettings(),
) -> bytes:
    """The note with the field `key` set to `value` (a text, or several), or without it where `value` is None.

    A field of the same meaning is changed where it stands, in front matter or inline (`Key:: value`). A new one is
    called `usual`, the name that the vault uses most, else by its canonical name, and stands last in the front matter,
    which is made where there is none. Raises EditRefused.
    """
    note = Opened(data, path, settings)
    if value is None:
        return _without(note, key)
    wanted = _on_lines(value)
    found = written_under(key, note)
    if not found:
        return _added(note, [(usual or canonical(key, settings), wanted)])
    leaf = leaves(note)[found[-1]]
    if leaf.is_list and isinstance(wanted, str):
        wanted = (wanted,) if wanted else ()
    return data if leaf.said[1] == _texts(wanted) else _changed(note, found[-1], wanted)


def add_item(
    data: bytes,
    key: str,
    item: str,
    *,
    usual: str = "",
    path: str = SOMEBODY,
    settings: ReadingSettings = ReadingSettings(),
) -> bytes:
    """The note with one more item in the list `key`, in the list's own form. One that is there is not added again."""
    return add_items(data, key, [item], usual=usual, path=path, settings=settings)


def add_items(
    data: bytes,
    key: str,
    items: Sequence[str],
    *,
    usual: str = "",
    path: str = SOMEBODY,
    settings: ReadingSettings = ReadingSettings(),
) -> bytes:
    """`add_item` with several items at once: the note is read as often as for one. Takes all of them or raises."""
    note = Opened(data, path, settings)
    found = written_under(key, note)
    wanted = list(dict.fromkeys(filter(None, map(one_line, items))))
    if not wanted:
        return data
    if not found or not leaves(note)[found[-1]].said[1]:
        return set_key(data, key, wanted, usual=usual, path=path, settings=settings)
    leaf = leaves(note)[found[-1]]
    joint = _joint(leaf, meaning(key, settings) or "")
    known = tuple(filter(None, map(str.strip, leaf.said[1][0].split(joint)))) if joint else leaf.said[1]
    there = {*known}
    new = [item for item in wanted if item not in there]
    if not new:
        return data
    if leaf.is_list:
        return _listed(note, found[-1], known, new)
    if joint and not any(joint in item for item in new):
        return _changed(note, found[-1], f"{joint.strip()} ".join((leaf.said[1][0], *new)))
    if leaf.field.inline:
        raise EditRefused(_UNSURE.format(key=leaf.field.key))
    return _changed(note, found[-1], (*known, *new))


def _joint(leaf: Leaf, means: str) -> str:
    """What parts the items of a list that is written as one text: "a, b" or, of tags, "a b"; "" where it is none."""
    text = leaf.said[1][0]
    if leaf.is_list:
        return ""
    if leaf.field.inline or ("," in text and means in _BY_COMMAS):
        return ","
    return " " if means == "tags" and " " in text else ""


def _listed(note: Opened, at: int, known: Sequence[str], new: Sequence[str]) -> bytes:
    leaf = leaves(note)[at]
    page = None if leaf.field.inline else _slot(note, leaf).with_items(note.page, new)
    after = note.with_page(page) if page else None
    items = (*known, *new)
    if after and said_by(after) == _expected(note, at, items) and no_worse(note, after):
        return after.source
    return _changed(note, at, items)


def _without(note: Opened, key: str) -> bytes:
    while found := written_under(key, note):
        after = Opened(_changed(note, found[-1], None), note.path, note.settings)
        left = written_under(key, after)
        if len(left) == len(found) and not leaves(after)[left[-1]].said[1]:
            return after.source
        note = after
    return note.source


def _changed(note: Opened, at: int, value: Value | None) -> bytes:
    """The note with the field at this position changed, and no other one."""
    leaf = leaves(note)[at]
    expected = _expected(note, at, value)
    for page in _pages(note, leaf, value):
        after = note.with_page(page)
        said = [each for each in said_by(after) if each != (leaf.field.key, ())]
        if said == expected and no_worse(note, after) and _same_text(note, after, leaf):
            return after.source
    raise EditRefused(_UNSURE.format(key=leaf.field.key))


def _same_text(before: Opened, after: Opened, leaf: Leaf) -> bool:
    """Whether nothing that the body tells has changed but the field itself."""
    if not leaf.field.inline:
        return before.front.body == after.front.body
    told = (lost_and_found(one, other) for one, other in ((before.log[0], after.log[0]), (before.tasks, after.tasks)))
    tags = meaning(leaf.field.key, before.settings) == "tags" or before.tags == after.tags
    return tags and not any(gone or new for gone, new in told)


def _pages(note: Opened, leaf: Leaf, value: Value | None) -> Iterator[Page]:
    if leaf.field.inline:
        text = None if value is None else value if isinstance(value, str) else ", ".join(value)
        yield from with_inline(note, leaf.field, text)
        return
    slot = _slot(note, leaf)
    if value is None:
        yield slot.gone(note.page)
        yield slot.with_text(note.page, "")  # the last key stays: with only comments in it, front matter is none
    elif isinstance(value, str):
        yield slot.with_text(note.page, value)
    else:
        yield slot.with_list(note.page, value)


def _expected(note: Opened, at: int, value: Value | None) -> list[Said]:
    said = said_by(note)
    key = said[at][0]
    inline = leaves(note)[at].field.inline
    texts = (", ".join(_texts(value)),) if inline and value else _texts(value or "")
    said[at] = (key, texts)
    return [each for each in said if each != (key, ())]


def _texts(value: Value) -> tuple[str, ...]:
    return tuple(filter(None, (value,) if isinstance(value, str) else value))


def _slot(note: Opened, leaf: Leaf) -> Slot:
    first, last = note.fences
    _refuse_json(note, leaf.field.key)
    return slot_at(note.page, leaf.field.line - 1, last, toml=note.page.text(first).startswith("+++"))


def _refuse_json(note: Opened, key: str) -> None:
    first, last = note.fences
    if "".join(note.page.text(row) for row in range(first + 1, last)).lstrip().startswith("{"):
        raise EditRefused(_JSON.format(key=key))


def add_keys(
    data: bytes,
    fields: Sequence[tuple[str, Value]],
    *,
    path: str = SOMEBODY,
    settings: ReadingSettings = ReadingSettings(),
) -> bytes:
    """The note with these fields more, under their names; it has none of their meanings yet. Takes all or raises."""
    return _added(Opened(data, path, settings), [(key, _on_lines(value)) for key, value in fields])


def _on_lines(value: Value) -> Value:
    return one_line(value) if isinstance(value, str) else tuple(filter(None, map(one_line, value)))


def _added(note: Opened, fields: Sequence[tuple[str, Value]]) -> bytes:
    for name, _ in fields:
        if not _NAME.fullmatch(name):
            raise EditRefused(_NO_NAME.format(key=name))
    if any(problem.code == "OPEN-FRONT-MATTER" for problem in note.front.problems):
        raise EditRefused(_OPEN)
    after = note.with_page(_with_new(note, fields))
    said = said_by(after)
    new = [(name, _texts(value)) for name, value in fields]
    same = _rest(said, new) == said_by(note) and note.front.body == after.front.body
    if not same or not no_worse(note, after):
        raise EditRefused(_UNSURE.format(key=fields[0][0]))
    return after.source


def _rest(said: Sequence[Said], new: Sequence[Said]) -> list[Said] | None:
    """All that is said but what is `new`, the last of each; None where not all of it is said."""
    wanted = Counter(new)
    rest: list[Said] = []
    for each in reversed(said):
        if wanted[each]:
            wanted[each] -= 1
        else:
            rest.append(each)
    return None if wanted.total() else rest[::-1]


def _with_new(note: Opened, fields: Sequence[tuple[str, Value]]) -> Page:
    yaml = [_yaml(name, value) for name, value in fields]
    if not note.has_front_matter:
        return note.page.inserted(0, ("---", *yaml, "---"))
    _refuse_json(note, fields[0][0])
    first, last = note.fences
    page = note.page
    if page.text(first).startswith("+++"):
        inner = (row for row in range(first + 1, last) if page.text(row).lstrip().startswith("["))
        toml = [_toml(name, value) for name, value in fields]
        return page.inserted(_above_blank(page, next(inner, last), first), toml)
    row = next((field.line - 1 for field in note.front.fields), first)
    indent = page.text(row)[: len(page.text(row)) - len(page.text(row).lstrip())] if row > first else ""
    return page.inserted(_above_blank(page, last, first), [indent + row for row in yaml])


def _above_blank(page: Page, row: int, first: int) -> int:
    while row - 1 > first and not page.text(row - 1).strip():
        row -= 1
    return row


def _yaml(name: str, value: Value) -> str:
    written = (
        yaml_text(value)
        if isinstance(value, str)
        else "[" + ", ".join(yaml_text(item, in_list=True) for item in value) + "]"
    )
    return f"{name}: {written}".rstrip()


def _toml(name: str, value: Value) -> str:
    written = toml_text(value) if isinstance(value, str) else "[" + ", ".join(map(toml_text, value)) + "]"
    return f"{name if re.fullmatch('[A-Za-z0-9_-]+', name) else toml_text(name)} = {written}"
