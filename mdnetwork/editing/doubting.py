"""Editing: what is unclear in a typed line, in a sentence that says what to do next."""

from __future__ import annotations

from mdnetwork.editing.capture import Doubt
from mdnetwork.people.finding import shortened
from mdnetwork.texts import Texts


def sentence(doubt: Doubt, texts: Texts) -> str:
    """The doubt for the user to read."""
    written, near = doubt.written, shortened(doubt.candidates)
    match doubt.kind:
        case "several":
            return texts.say("“{name}” fits several: {near}. Write more of the name, or a link.", name=written, near=near)
        case "nobody" if near:
            message = "Nobody is called “{name}”. Near it: {near}. Write the full name, or add the word to their aliases."
            return texts.say(message, name=written, near=near)
        case "nobody":
            return texts.say("Nobody is called “{name}”: write the full name or an alias, or a note first.", name=written)
        case "future":
            message = "{day} lies in the future: a log tells what has been. Write the year if an earlier day is meant."
            return texts.say(message, day=written)
        case "unclear date":
            message = '“{day}” may be one of two days: write it as YYYY-MM-DD, or set date_order to "dmy" or "mdy".'
            return texts.say(message, day=written)
        case "no date":
            return texts.say("There is no such day as “{day}”: correct it, or write YYYY-MM-DD.", day=written)
        case _:
            return texts.say("Nobody is named here: write whom it was with, by full name or alias.")
