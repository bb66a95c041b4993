"""Writing: notes that get another name, become one, or go; and every link to them with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from mdnetwork.editing.canvas import relink_canvas
from mdnetwork.editing.keys import add_item, set_key
from mdnetwork.editing.merging import merge as merged
from mdnetwork.editing.opened import Opened
from mdnetwork.editing.person_note import file_name
from mdnetwork.editing.renaming import Renamed, rename_links
from mdnetwork.editing.told import said_by, written_under
from mdnetwork.errors import EditRefused
from mdnetwork.model import History
from mdnetwork.names import same
from mdnetwork.people.naming import stem
from mdnetwork.reading.paths import folder_of
from mdnetwork.writing.desk import Desk
from mdnetwork.writing.places import in_the_way
from mdnetwork.writing.plan import Edit, Plan


def rename(desk: Desk, history: History, name: str) -> Plan:
    """The person's note under a new name, which every link says too. The old name becomes an alias: where it stands
    without a link it still means them. Raises EditRefused.
    """
    old = history.person.path
    new = f"{folder_of(old)}/{file_name(name)}.md".lstrip("/")
    there = in_the_way(desk, new)
    if there not in {None, old}:
        raise EditRefused(desk.texts.say("{path} is there already: `mdnet merge` makes one note of two.", path=there))
    renamed = Renamed(old, new, bare=_is_bare(desk, new, old))
    before = desk.read(old)
    after = _relinked(desk, old, before, renamed) or before
    after = _renamed_inside(desk, old, after, history, name)
    edits = [Edit(old, before, after, to="" if new == old else new), *_links_elsewhere(desk, renamed, {old})]
    title = desk.texts.say("{old} is now called {new}", old=history.person.name, new=name)
    return Plan(title, tuple(edits))


def merge(desk: Desk, kept: History, other: History) -> Plan:
    """Two notes of one person made one; links to the other mean the kept one. Raises EditRefused."""
    here, there = kept.person.path, other.person.path
    if here == there:
        raise EditRefused(desk.texts.say("Both names mean the same note, {path}.", path=here))
    renamed = Renamed(there, here, bare=_is_bare(desk, here, there))
    first, second = desk.read(here), desk.read(there)
    heading = desk.texts.say("Merged from {name}", name="{name}")
    after = merged(
        _relinked(desk, here, first, renamed) or first,
        _relinked(desk, there, second, renamed) or second,
        kept_path=here,
        other_path=there,
        heading=heading,
        settings=desk.settings,
    )
    edits = [Edit(here, first, after), *_links_elsewhere(desk, renamed, {here, there}), Edit(there, second, None)]
    title = desk.texts.say("{other} merged into {kept}", other=there, kept=here)
    return Plan(title, tuple(edits))


def forget(desk: Desk, history: History) -> Plan:
    """The person's note deleted. What other notes say of them is left to their owner."""
    path = history.person.path
    return Plan(desk.texts.say("a person forgotten"), (Edit(path, desk.read(path), None),))


def _is_bare(desk: Desk, path: str, leaving: str) -> bool:
    """Whether no other note has the name of the one at `path`, once the one at `leaving` is gone."""
    name = same(stem(path))
    return not any(same(stem(note.path)) == name for note in desk.notes() if note.path not in {path, leaving})


def _links_elsewhere(desk: Desk, renamed: Renamed, but: set[str]) -> Iterator[Edit]:
    for note in desk.notes():
        if note.path in but:
            continue
        before = desk.read(note.path)
        after = _relinked(desk, note.path, before, renamed)
        if after is not None:
            yield Edit(note.path, before, after)
    for path in desk.canvases():
        before = desk.read(path)
        after = relink_canvas(before, renamed.old, renamed.new, partial(_relinked_text, desk, path, renamed))
        if before != after:
            yield Edit(path, before, after)


def _relinked_text(desk: Desk, path: str, renamed: Renamed, text: str) -> str:
    after = _relinked(desk, path, text.encode(), renamed)
    return text if after is None else after.decode()


def _relinked(desk: Desk, path: str, data: bytes, renamed: Renamed) -> bytes | None:
    """The note with its links renamed; None where it has none."""
    if not _may_link(data):
        return None
    means = _means(desk, renamed.old, folder_of(path))
    after = rename_links(data, renamed, means, path=path, settings=desk.settings)
    return None if after == data else after


def _may_link(data: bytes) -> bool:
    return b"[[" in data or b"](" in data or b"\x00" in data


def _means(desk: Desk, path: str, folder: str) -> Callable[[str], bool]:
    """Whether a link's target, written in this folder, means the note at `path`."""
    return lambda target: desk.directory.note(target, folder) == path


def _renamed_inside(desk: Desk, path: str, data: bytes, history: History, name: str) -> bytes:
    """The note's own words for who it is about: a `name` field, the title; and the old name as an alias."""
    old = history.person.name
    note = Opened(data, path, desk.settings)
    if written_under("name", note):
        data = set_key(data, "name", name, path=path, settings=desk.settings)
    note = Opened(data, path, desk.settings)
    for line in note.lines:
        if line.kind == "heading" and line.level == 1 and same(line.text) == same(old):
            row = line.number - 1
            raw = note.page.text(row)
            data = note.page.with_row(row, raw.replace(line.text, name, 1)).data
            break
    if same(old) == same(name):
        return data
    if _has(desk, path, data, old):
        return data
    return add_item(data, "aliases", old, usual=desk.usual("aliases"), path=path, settings=desk.settings)


def _has(desk: Desk, path: str, data: bytes, alias: str) -> bool:
    note = Opened(data, path, desk.settings)
    found = [said_by(note)[at] for at in written_under("aliases", note)]
    return any(same(alias) == same(text) for _, texts in found for text in texts)
