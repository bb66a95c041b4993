"""Editing: what is unclear in a typed line, in a sentence that says what to do next."""

from __future__ import annotations

from mdnetwork.editing.capture import Doubt
from mdnetwork.messages import Texts
from mdnetwork.people.finding import shortened


def sentence(doubt: Doubt, texts: Texts) -> str:
    """The doubt for the user to read."""
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
