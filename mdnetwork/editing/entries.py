"""Plans that record an interaction: in the log of each person, or once in the daily note."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

from mdnetwork.editing.capture import Ambiguity, ParsedEntry
from mdnetwork.editing.changes import Edit, Plan
from mdnetwork.editing.context import EditContext
from mdnetwork.editing.log_entry import add_entry
from mdnetwork.editing.log_places import add_line
from mdnetwork.editing.person_note import fill
from mdnetwork.editing.places import daily_path, daily_template
from mdnetwork.editing.typed_line import daily_text, entry_text
from mdnetwork.errors import EditRefused
from mdnetwork.i18n import Texts
from mdnetwork.model import Person
from mdnetwork.people.directory import shortened
from mdnetwork.people.links import stem
from mdnetwork.vocabulary.languages import written


def log(context: EditContext, capture: ParsedEntry, *, daily: bool = False) -> Plan:
    """The plan that records a typed line. Raises EditRefused if the line has doubts or a note cannot take the entry."""
    if capture.doubts:
        raise EditRefused(" ".join(sentence(doubt, context.texts) for doubt in capture.doubts))
    people = [named.person for named in capture.people]
    if daily:
        edits: tuple[Edit, ...] = (_in_daily(context, capture),)
    else:
        edits = tuple(entry(context, person, capture.day, entry_text(capture, person)) for person in people)
    return Plan(titled(context, capture.day, people), edits)


def looked_up(context: EditContext, capture: ParsedEntry) -> ParsedEntry:
    """The same line with its people as they are in the vault now. Raises UnknownName if one of them is gone."""
    found = []
    for named in capture.people:
        person = context.whom(named.person.path).person
        found.append(named._replace(person=person))
    return replace(capture, people=tuple(found))


def titled(context: EditContext, day: date, people: list[Person]) -> str:
    """The title of the step, as `undo` shows it."""
    names = ", ".join(person.name for person in people)
    return context.texts.say("log of {day} with {names}", day=day, names=names)


def entry(context: EditContext, person: Person, day: date, text: str) -> Edit:
    """The edit that adds an entry to the person's log. Raises EditRefused."""
    path = person.path
    heading = next(iter(context.settings.log_headings), written(context.config.language, "writing", "log")[0])
    return Edit.of(
        path,
        context.read(path),
        lambda data: add_entry(data, day, text, heading=heading, path=path, settings=context.settings),
    )


def _in_daily(context: EditContext, capture: ParsedEntry) -> Edit:
    path, line = daily_path(context, capture.day), daily_text(capture)
    if context.exists(path):
        return Edit.of(
            path, context.read(path), lambda data: add_line(data, line, path=path, settings=context.settings)
        )
    template = daily_template(context)
    if template is None:
        return Edit(path, None, f"{line}\n".encode())
    moment = datetime.combine(capture.day, time())
    page = fill(template, stem(path), moment, context.config.language)
    return Edit(path, None, add_line(page, line, path=path, settings=context.settings))


def sentence(doubt: Ambiguity, texts: Texts) -> str:
    """The ambiguity as a message for the user."""
    written, near = doubt.written, shortened(doubt.candidates)
    match doubt.kind:
        case "several":
            said = texts.say(
                "“{name}” fits several: {near}. Write more of the name, or a link.", name=written, near=near
            )
        case "nobody":
            said = _nobody(written, near, texts)
        case "future":
            said = texts.say(
                "{day} lies in the future: a log tells what has been. Write the year if it has.", day=written
            )
        case "unclear date":
            said = texts.say(
                '“{day}” may be one of two days: write it as YYYY-MM-DD, or set date_order to "dmy" or "mdy".',
                day=written,
            )
        case "no date":
            said = texts.say("There is no such day as “{day}”: correct it, or write YYYY-MM-DD.", day=written)
        case "no contact":
            said = texts.say(
                "This tells what you mean to do, think or did not do, so it would not count as contact: "
                "write what happened, or a task in the note."
            )
        case _:
            said = texts.say("Nobody is named here: write whom it was with, by full name or alias.")
    return said


def _nobody(name: str, near: str, texts: Texts) -> str:
    if not near:
        return texts.say("Nobody is called “{name}”: write the full name or an alias, or a note first.", name=name)
    return texts.say(
        "Nobody is called “{name}”. Near it: {near}. Write the full name, or add the word to their aliases.",
        name=name,
        near=near,
    )
