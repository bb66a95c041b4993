"""Writing: each form becomes a plan. A note that changed since it was shown is shown again, and not written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from starlette.responses import Response

from mdnetwork.editing.changes import Plan
from mdnetwork.editing.fixes import mendable
from mdnetwork.errors import EditRefused
from mdnetwork.followups.identity import uid
from mdnetwork.model import FollowUp
from mdnetwork.parsing.causes import dismissal
from mdnetwork.web.page.check import checked
from mdnetwork.web.page.frame import Visit, notes_of


def as_shown(plan: Plan) -> Plan:
    """The plan, applied only to the notes from which it was made: if one changes before, the plan is refused."""
    return replace(plan, make=None, edits=tuple(replace(edit, make=None) for edit in plan.edits))


class NoteChanged(Exception):
    """A note is not as it was shown."""


def done(visit: Visit) -> Response:
    """Complete a follow-up."""
    note = visit.form.get("note", "").strip()
    return _about_shown(visit, lambda follow_up: visit.network.edit.done(follow_up, visit.today, note=note))


def snooze(visit: Visit) -> Response:
    """Put a person's follow-ups off."""
    until = visit.form.get("until", "").strip()
    return _about_shown(visit, lambda follow_up: visit.network.edit.snooze(follow_up.log_path, until, visit.today))


def _about_shown(visit: Visit, plan: Callable[[FollowUp], Plan]) -> Response:
    """Write the plan for the follow-up that the form names, if its notes are as they were shown."""

    def make() -> Plan:
        follow_up = _found(visit)
        if visit.digest(notes_of(follow_up)) != visit.form.get("digest"):
            raise NoteChanged
        return as_shown(plan(follow_up))

    try:
        return visit.wrote(make)
    except NoteChanged:
        return _shown_again(visit, _found(visit))


def undo(visit: Visit) -> Response:
    """Undo the step that the form names, if it is still the latest."""
    latest, say = visit.network.edit.journal.latest(), visit.texts.say
    if latest is None or str(latest.number) != visit.form.get("step"):
        raise EditRefused(say("Something else has been written since, so nothing was undone."))
    visit.site.undo()
    return visit.back(undone=1)


def mend(visit: Visit) -> Response:
    """Apply the safe fix of one note, or of all, if the notes are as they were shown."""
    path = visit.form.get("path", "")

    def make() -> Plan:
        answers = visit.network.at(visit.today)
        wanted = mendable(each for each in answers.problems() if path in {"", each.path})
        plan = visit.network.edit.mend(answers.fixes(wanted))
        if not wanted or visit.digest(dict.fromkeys(each.path for each in wanted)) != visit.form.get("digest"):
            raise NoteChanged
        return plan

    try:
        return visit.wrote(make)
    except NoteChanged:
        return checked(visit, status=409, message=visit.changed())


def dismiss(visit: Visit) -> Response:
    """Dismiss the problem that the form names, if its note is as it was shown."""
    named = tuple(visit.form.get(each, "") for each in ("path", "what"))

    def make() -> Plan:
        found = visit.network.at(visit.today).problems()
        problem = next((each for each in found if (each.path, dismissal(each)) == named), None)
        if problem is None or visit.digest([problem.path]) != visit.form.get("digest"):
            raise NoteChanged
        return as_shown(visit.network.edit.dismiss(problem, visit.today))

    try:
        return visit.wrote(make)
    except NoteChanged:
        return checked(visit, status=409, message=visit.changed())


def _found(visit: Visit) -> FollowUp:
    """The follow-up that the form names. Raises EditRefused if it is not open."""
    wanted = visit.form.get("uid", "")
    rows = visit.network.at(visit.today).open_follow_ups()
    row = next((each for each in rows if uid(each) == wanted), None)
    if row is None:
        raise EditRefused(visit.texts.say("This is no longer open, so nothing was written."))
    return row.load()


def _shown_again(visit: Visit, follow_up: FollowUp) -> Response:
    cards = [visit.card(follow_up)]
    return visit.page("changed.html", status=409, message=visit.changed(), cards=cards, title=follow_up.name)
