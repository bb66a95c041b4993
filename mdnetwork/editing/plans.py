"""Plans that record an interaction, make a new person, and set the fields of a person's note."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time

from mdnetwork.days.reader import day_said
from mdnetwork.days.spans import parse_span
from mdnetwork.editing.changes import Edit, Make, Plan
from mdnetwork.editing.context import EditContext
from mdnetwork.editing.fields import Value, add_item, set_key, with_identity, with_last_contact
from mdnetwork.editing.flat_fields import MANY, canonical, meaning, written_under
from mdnetwork.editing.log_entry import add_entry, is_contact
from mdnetwork.editing.log_places import add_line
from mdnetwork.editing.new_notes import (
    daily_path,
    daily_template,
    fill,
    from_template,
    new_person,
    person_path,
    person_templates,
    refuse_twins,
)
from mdnetwork.editing.participants import Ambiguity
from mdnetwork.editing.typed_line import ParsedEntry, daily_text, entry_text
from mdnetwork.errors import EditRefused, UnknownName
from mdnetwork.i18n import Texts
from mdnetwork.model import History, Note, Person
from mdnetwork.parsing.document import Document
from mdnetwork.people.directory import shortened
from mdnetwork.people.links import names_of, stem
from mdnetwork.vocabulary.languages import written

_AHEAD = frozenset({"next_contact", "snooze_until"})
_DAYS = _AHEAD | {"met", "last_contact"}
_LISTS = MANY - {"type", "url", "website"}


def add(context: EditContext, name: str, fields: Mapping[str, str], moment: datetime) -> Plan:
    """The plan for a new person's note, from the vault's own template if it has one. Raises EditRefused, and
    UnknownName (with the person's path) if someone already has this name or e-mail address.
    """
    _refuse_known(context, name, fields)
    path = person_path(context, name)
    refuse_twins(context, path)
    keys = {key: context.usual(key) or canonical(key, context.settings) for key, text in fields.items() if text}
    said = {written: _value(context, key, fields[key]) for key, written in keys.items()}
    return Plan(
        context.texts.say("new note for {name}", name=name),
        (Edit(path, None, _made(context, name, said, path, moment)),),
    )


def change(context: EditContext, history: History, values: Mapping[str, str]) -> Plan:
    """The plan that sets fields: `{"role": "CTO", "tags+": "climate", "snooze_until": ""}`; `+` adds to a list, ""
    removes.

    Days may be words ("friday"). Raises EditRefused if the new value would not be understood.
    """
    person = history.person
    make = _with_same_identity(context, person, _setting(context, person.path, values))
    return _changed(context, person.path, person.name, values, make)


def change_note(context: EditContext, note: Note, values: Mapping[str, str]) -> Plan:
    """The plan that sets fields of a goal or of the user's own note, as `change` does. Raises EditRefused."""
    return _changed(context, note.path, note.title, values, _setting(context, note.path, values))


def _changed(context: EditContext, path: str, name: str, values: Mapping[str, str], make: Make) -> Plan:
    title = f"{name}: {', '.join(_said(key, value) for key, value in values.items())}"
    return Plan(title, (Edit.of(path, context.read(path), context.without_harm(path, make)),))


def _with_same_identity(context: EditContext, person: Person, make: Make) -> Make:
    """The same edit, which also writes the identity down if it changes the name that the identity comes from."""

    def make_and_keep(data: bytes) -> bytes:
        after = make(data)
        old, new = (Document(each, person.path, context.settings).facts.person for each in (data, after))
        if old is None or new is None or old.id == new.id or old.uid != new.uid:
            return after
        return with_identity(after, person.id, path=person.path, settings=context.settings)

    return make_and_keep


def until(context: EditContext, words: str) -> date:
    """The day that "2w", "friday" or "2026-12-01" means, counted from today. Raises EditRefused."""
    span = parse_span(words)
    day = span.after(context.today) if span else day_said(words, context.today, context.settings.date_order, ahead=True)
    if day is None:
        raise EditRefused(
            context.texts.say(
                "“{words}” is neither a length of time nor a day; write 2w, 10 days, friday or 2026-12-01.", words=words
            )
        )
    if day <= context.today:
        raise EditRefused(context.texts.say("{day} is not after today, so nothing would be snoozed.", day=day))
    return day


def _setting(context: EditContext, path: str, values: Mapping[str, str]) -> Make:
    note = Document(context.read(path), path, context.settings)
    usual = {key: "" if written_under(key.rstrip("+"), note) else context.usual(key.rstrip("+")) for key in values}

    def make(data: bytes) -> bytes:
        for key, text in values.items():
            name = key.rstrip("+")
            if key.endswith("+"):
                data = add_item(data, name, text, usual=usual[key], path=path, settings=context.settings)
            else:
                value = _value(context, name, text) if text else None
                data = set_key(data, name, value, usual=usual[key], path=path, settings=context.settings)
        return data

    return make


def _said(key: str, value: str) -> str:
    """The change in short: role = CTO; tags + climate; role –."""
    if not value:
        return f"{key} –"
    return f"{key[:-1]} + {value}" if key.endswith("+") else f"{key} = {value}"


def _value(context: EditContext, key: str, text: str) -> Value:
    """The text as it is written to the note: days as ISO dates, lists as items."""
    means = meaning(key, context.settings)
    if means in _DAYS:
        day = day_said(text, context.today, context.settings.date_order, ahead=means in _AHEAD)
        return day.isoformat() if day else text
    if means in _LISTS and "," in text:
        return tuple(part.strip() for part in text.split(",") if part.strip())
    return text


def _made(context: EditContext, name: str, fields: Mapping[str, Value], path: str, moment: datetime) -> bytes:
    for template in person_templates(context):
        try:
            return from_template(
                context.read(template),
                name,
                moment,
                fields,
                path=path,
                language=context.config.language,
                settings=context.settings,
            )
        except EditRefused:  # not a template for people after all
            continue
    heading = next(iter(context.settings.log_headings), "") or context.usual_log_heading() or log_heading(context)
    kind = context.usual_kind()
    return new_person(name, fields, path=path, kind=kind, headings=(heading,), settings=context.settings)


def log_heading(context: EditContext) -> str:
    """The heading of a new log: the first in the settings, else by the language."""
    return next(iter(context.settings.log_headings), written(context.config.language, "writing", "log")[0])


def _refuse_known(context: EditContext, name: str, fields: Mapping[str, str]) -> None:
    try:
        known: History | None = context.find_history(name, suggest=False)
    except UnknownName as error:
        known = None
        if type(error) is not UnknownName:
            raise
    mail = fields.get("email", "").casefold()
    for history in context.directory.histories:
        if known is None and mail and mail in {address.casefold() for address in history.person.emails}:
            known = history
    if known:
        names = names_of(known.person)[0]
        raise UnknownName(
            context.texts.say(
                "{names} is already in the vault: {path}. Change that note with `mdnet set`.",
                names=names,
                path=known.person.path,
            ),
            (known.person.path,),
        )


def log(context: EditContext, capture: ParsedEntry, *, daily: bool = False) -> Plan:
    """The plan that records a typed line. Raises EditRefused if the line has doubts or a note cannot take the entry."""
    if capture.doubts:
        raise EditRefused(" ".join(sentence(doubt, context.texts) for doubt in capture.doubts))
    people = [named.person for named in capture.people]
    ahead = {"next_contact": capture.following.isoformat()} if capture.following else {}
    if daily:
        beside = (_beside_daily(context, each, capture, ahead) for each in people)
        edits: tuple[Edit, ...] = (_in_daily(context, capture), *filter(None, beside))
    else:
        edits = tuple(edit_of_log(context, each.path, capture.day, entry_text(capture, each), ahead) for each in people)
    return Plan(titled(context, capture.day, people), edits)


def looked_up(context: EditContext, capture: ParsedEntry) -> ParsedEntry:
    """The same line with its people as they are in the vault now. Raises UnknownName if one of them is gone."""
    found = []
    for named in capture.people:
        person = context.find_history(named.person.path).person
        found.append(named._replace(person=person))
    return replace(capture, people=tuple(found))


def titled(context: EditContext, day: date, people: list[Person]) -> str:
    """The title of the step, as `undo` shows it."""
    names = ", ".join(person.name for person in people)
    return context.texts.say("log of {day} with {names}", day=day, names=names)


def edit_of_log(context: EditContext, path: str, day: date, text: str, values: Mapping[str, str] | None = None) -> Edit:
    """The edit that adds an entry to the log of a note, keeps a last-contact field current unless it is no contact, and
    sets the `values`.

    Raises EditRefused.
    """
    settings = context.settings
    heading, before = log_heading(context), context.read(path)
    setting = _setting(context, path, values) if values else None

    def make(data: bytes) -> bytes:
        after = add_entry(data, day, text, heading=heading, path=path, settings=settings)
        if is_contact(text):
            after = with_last_contact(after, day, path=path, settings=settings)
        return setting(after) if setting else after

    return Edit.of(path, before, make)


def edit_of_fields(context: EditContext, person: Person, values: Mapping[str, str]) -> Edit:
    """The edit that sets fields of a person's note. Raises EditRefused."""
    return Edit.of(person.path, context.read(person.path), _setting(context, person.path, values))


def _beside_daily(context: EditContext, person: Person, capture: ParsedEntry, values: Mapping[str, str]) -> Edit | None:
    """The edit of the person's note for an entry in a daily note: the last contact in a field that is older, and the
    `values`; None if nothing changes.
    """
    path, settings = person.path, context.settings
    before = context.read(path)
    setting = _setting(context, path, values) if values else None

    def make(data: bytes) -> bytes:
        after = with_last_contact(data, capture.day, path=path, settings=settings) if is_contact(capture.text) else data
        return setting(after) if setting else after

    return Edit.of(path, before, make) if make(before) != before else None


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
    words, near = doubt.written, shortened(doubt.candidates)
    match doubt.kind:
        case "several":
            said = texts.say("“{name}” fits several: {near}. Write more of the name, or a link.", name=words, near=near)
        case "nobody":
            said = _nobody(words, near, texts)
        case "future":
            said = texts.say(
                "{day} is in the future, and a log records what has happened. If it has, write the year.", day=words
            )
        case "unclear date":
            said = texts.say(
                '“{day}” may be one of two days: write it as YYYY-MM-DD, or set date_order to "dmy" or "mdy".',
                day=words,
            )
        case "no date":
            said = texts.say("There is no such day as “{day}”: correct it, or write YYYY-MM-DD.", day=words)
        case "no contact":
            said = texts.say(
                "This says what you mean to do, think or did not do, so it would not count as contact: "
                "write what happened, or a task in the note."
            )
        case _:
            said = texts.say("Nobody is named here: write who it was with, by full name or alias.")
    return said


def _nobody(name: str, near: str, texts: Texts) -> str:
    if not near:
        return texts.say("Nobody is called “{name}”: write the full name or an alias, or add a note first.", name=name)
    return texts.say(
        "Nobody is called “{name}”. Did you mean {near}? Write the full name, or add the word to their aliases.",
        name=name,
        near=near,
    )
