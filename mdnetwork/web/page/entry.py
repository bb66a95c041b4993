"""The line to type: what it was understood to say, the change that it would make, and writing it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.responses import Response

from mdnetwork.editing.changes import Plan
from mdnetwork.errors import MdnetworkError
from mdnetwork.web.page.contents import WrittenLine
from mdnetwork.web.page.frame import Message, NoteChange, Visit, changes_of
from mdnetwork.web.page.writes import NoteChanged, as_shown

_LONGEST = 2000
"""The most characters of a line."""
_LONGEST_NAME = 200
"""The most characters of a name."""
_WHO = "who:"
"""The fields of a form that decide who is meant by the words after it."""


@dataclass(frozen=True, slots=True)
class LinePreview:
    """A line before it is written."""

    line: str
    read: WrittenLine | None = None
    diff: tuple[NoteChange, ...] = ()
    digest: str = ""
    """The digest of the notes that it would change; "" if it cannot be written."""
    refused: str = ""
    """Why it cannot be written."""
    chosen: Mapping[str, str] | None = None
    offers: tuple[tuple[str, str], ...] = ()


def preview(visit: Visit) -> Response:
    """What the line in the address says, as a page or (with `part`) as a part of one."""
    line, chosen = visit.asked("line")[:_LONGEST], _chosen(visit.request.query_params)
    typed = visit.request.query_params.get("line", "")[:_LONGEST]
    shown = _previewed(visit, line, chosen, typed)
    template = "preview.html" if visit.asked("part") else "log.html"
    return visit.page(template, title=visit.texts.say("Write down"), preview=shown, is_part=bool(visit.asked("part")))


def log(visit: Visit) -> Response:
    """Write the line if it is clear and its notes are as they were shown; else show what it says."""
    line, chosen = visit.form.get("line", "").strip()[:_LONGEST], _chosen(visit.form)
    seen = visit.form.get("digest", "")

    def make() -> Plan:
        said = visit.contents.written_line(visit.network, visit.today, line, chosen).said
        plan = visit.network.edit.log(said, visit.today)
        if _digest(plan) != seen:
            raise NoteChanged
        return as_shown(plan)

    message = None
    if seen:
        try:
            return visit.wrote(make)
        except NoteChanged:
            message = visit.changed()
    shown, title = _previewed(visit, line, chosen, line), visit.texts.say("Write down")
    return visit.page("log.html", status=409 if message else 200, title=title, preview=shown, message=message)


def new_note(visit: Visit) -> Response:
    """The note that would be added for the name in the address; a form for one without a name."""
    return _new_note(visit, visit.asked("name")[:_LONGEST_NAME], visit.asked("line")[:_LONGEST])


def add(visit: Visit) -> Response:
    """Add the note as it was shown. Then the line that named its person can be written."""
    name = visit.form.get("name", "").strip()[:_LONGEST_NAME]

    def make() -> Plan:
        plan = visit.network.edit.add(name, {}, visit.today)
        if _digest(plan) != visit.form.get("digest"):
            raise NoteChanged
        return as_shown(plan)

    try:
        return visit.wrote(make)
    except NoteChanged:
        line = visit.form.get("line", "").strip()[:_LONGEST]
        return _new_note(visit, name, line, status=409, message=visit.changed())


def _new_note(visit: Visit, name: str, line: str, *, status: int = 200, message: Message | None = None) -> Response:
    plan = visit.network.edit.add(name, {}, visit.today) if name else None
    say = visit.texts.say
    before = visit.asked("back") or "/"
    return visit.page(
        "add.html",
        status=status,
        message=message,
        title=say("Add a note for {name}", name=name) if name else say("Add a note"),
        name=name,
        changes=changes_of(plan.edits) if plan else (),
        digest=_digest(plan) if plan else "",
        line=line,
        then=f"/log?{urlencode({'line': line, 'back': before}, errors='replace')}" if line else before,
    )


def _previewed(visit: Visit, line: str, chosen: Mapping[str, str], typed: str) -> LinePreview:
    offers = tuple(visit.contents.completions(visit.network, visit.today, typed)) if line else ()
    if not line:
        return LinePreview(line)
    read = visit.contents.written_line(visit.network, visit.today, line, chosen)
    if read.unclear:
        return LinePreview(line, read, chosen=chosen, offers=offers)
    try:
        plan = visit.network.edit.log(read.said, visit.today)
    except MdnetworkError as error:
        return LinePreview(line, read, refused=visit.texts.recognised(str(error)), chosen=chosen, offers=offers)
    if not plan:
        said = visit.texts.say("It already says so: nothing was written.")
        return LinePreview(line, read, refused=said, chosen=chosen, offers=offers)
    return LinePreview(line, read, changes_of(plan.edits), _digest(plan), chosen=chosen, offers=offers)


def _digest(plan: Plan) -> str:
    made = hashlib.sha256()
    for edit in plan.edits:
        for part in (edit.path.encode("utf-8", "surrogateescape"), edit.before or b"", edit.after or b""):
            made.update(hashlib.sha256(part).digest())
    return made.hexdigest()


def _chosen(fields: Mapping[str, str]) -> dict[str, str]:
    return {key.removeprefix(_WHO): value for key, value in fields.items() if key.startswith(_WHO) and value}
