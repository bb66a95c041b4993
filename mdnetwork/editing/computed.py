"""Writing: what was worked out, in fields of its own, so that Obsidian's Bases and Dataview can show it. Opt-in.

`last_contact` is evidence and `next_contact` a plan, both the user's own words; what is computed has other names.
"""

from __future__ import annotations

from collections.abc import Iterator

from mdnetwork.editing.changes import Edit, Plan
from mdnetwork.editing.context import EditContext
from mdnetwork.editing.document import Document
from mdnetwork.editing.fields import set_key
from mdnetwork.editing.flatten import flatten
from mdnetwork.errors import EditRefused
from mdnetwork.model import FollowUp, History
from mdnetwork.parsing.paths import folder_of

LAST, NEXT = "mdnet_last_contact", "mdnet_next_contact"
BASE = "People.base"


def computed(desk: EditContext) -> tuple[Plan, list[str]]:
    """The plan that brings the fields of everybody up to date, and makes the Base where there is none.

    Also the paths of notes that were left alone, because no field can be set in them.
    """
    edits: list[Edit] = []
    left: list[str] = []
    upcoming: dict[str, FollowUp] = {}
    for each in desk.follow_ups():
        if not each.superseded:
            upcoming.setdefault(each.person.id, each)
    for history in desk.directory.histories:
        try:
            edits += _edit(desk, history, upcoming.get(history.person.id))
        except EditRefused:
            left.append(history.person.path)
    if not desk.exists(BASE):
        edits.append(Edit(BASE, None, "\n".join(_base(desk)).encode()))
    title = desk.texts.say("computed fields of {day}", day=desk.today)
    return Plan(title, tuple(edits)), left


def _edit(desk: EditContext, history: History, upcoming: FollowUp | None) -> Iterator[Edit]:
    path, last = history.person.path, history.last_contact
    due = upcoming.due if upcoming else None
    wanted = {LAST: str(last) if last else None, NEXT: str(due) if due else None}
    before = desk.read(path)
    said = {leaf.field.key: leaf.said[1] for leaf in flatten(Document(before, path, desk.settings))}
    after = before
    for key, text in wanted.items():
        if said.get(key, ()) != ((text,) if text else ()):
            after = set_key(after, key, text, usual=key, path=path, settings=desk.settings)
    if after != before:
        yield Edit(path, before, after)


def _base(desk: EditContext) -> Iterator[str]:
    """A Base (https://help.obsidian.md/bases/syntax) of everybody, those who are due first."""
    say = desk.texts.say
    folders = sorted({folder_of(history.person.path) for history in desk.directory.histories})
    yield "filters:"
    yield "  or:"
    yield f"    - '!note[\"{LAST}\"].isEmpty()'"
    yield f"    - '!note[\"{NEXT}\"].isEmpty()'"
    yield from (f"    - 'file.inFolder(\"{folder}\")'" for folder in folders if folder and "'" not in folder)
    yield "properties:"
    for key, shown in ((LAST, say("last contact")), (NEXT, say("next"))):
        yield f"  note.{key}:"
        yield f"    displayName: {shown}"
    yield "views:"
    yield "  - type: table"
    yield "    name: " + say("People")
    yield "    order:"
    yield from (
        f"      - {column}" for column in ("file.name", "note.org", "note.circle", f"note.{LAST}", f"note.{NEXT}")
    )
    yield "    sort:"
    yield f"      - property: note.{NEXT}"
    yield "        direction: ASC"
    yield ""
