"""Writing: an interaction written down: in the log of each person, or once in the daily note."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

from mdnetwork.editing.capture import Capture
from mdnetwork.editing.daily import add_line
from mdnetwork.editing.doubting import sentence
from mdnetwork.editing.log_entry import add_entry
from mdnetwork.editing.person_note import fill
from mdnetwork.editing.rendering import daily_text, entry_text
from mdnetwork.errors import EditRefused
from mdnetwork.model import Person
from mdnetwork.people.naming import stem
from mdnetwork.writing.desk import Desk
from mdnetwork.writing.places import daily_path, daily_template
from mdnetwork.writing.plan import Edit, Plan


def log(desk: Desk, capture: Capture, *, daily: bool = False) -> Plan:
    """The plan that writes a typed line down. Raises EditRefused where it holds a doubt, or a note takes no entry."""
    if capture.doubts:
        raise EditRefused(" ".join(sentence(doubt, desk.texts) for doubt in capture.doubts))
    people = [named.person for named in capture.people]
    if daily:
        edits: tuple[Edit, ...] = (_in_daily(desk, capture),)
    else:
        edits = tuple(entry(desk, person, capture.day, entry_text(capture, person)) for person in people)
    return Plan(titled(desk, capture.day, people), edits)


def looked_up(desk: Desk, capture: Capture) -> Capture:
    """The same line with the people as they are in the vault now. Raises UnknownName where one is there no more."""
    found = []
    for named in capture.people:
        person = desk.whom(named.person.path).person
        found.append(named._replace(person=person))
    return replace(capture, people=tuple(found))


def titled(desk: Desk, day: date, people: list[Person]) -> str:
    """What an undo calls it."""
    names = ", ".join(person.name for person in people)
    return desk.texts.say("log of {day} with {names}", day=day, names=names)


def entry(desk: Desk, person: Person, day: date, text: str) -> Edit:
    """The edit that adds an entry to the person's log. Raises EditRefused."""
    path = person.path
    heading = next(iter(desk.settings.log_headings), {"it": "Registro"}.get(desk.config.language, "Log"))
    return Edit.of(
        path,
        desk.read(path),
        lambda data: add_entry(data, day, text, heading=heading, path=path, settings=desk.settings),
    )


def _in_daily(desk: Desk, capture: Capture) -> Edit:
    path, line = daily_path(desk, capture.day), daily_text(capture)
    if desk.exists(path):
        return Edit.of(path, desk.read(path), lambda data: add_line(data, line, path=path, settings=desk.settings))
    template = daily_template(desk)
    if template is None:
        return Edit(path, None, f"{line}\n".encode())
    moment = datetime.combine(capture.day, time())
    page = fill(template, stem(path), moment, desk.config.language)
    return Edit(path, None, add_line(page, line, path=path, settings=desk.settings))
