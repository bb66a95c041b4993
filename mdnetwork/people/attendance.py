"""People: who comes to the meetings that one note tells of, how many they are, and who of them is nobody's note."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mdnetwork.model import Facts, Gathering, Mention, Note, Person, Problem, Ref, Unmatched
from mdnetwork.names import same
from mdnetwork.people.links import Links
from mdnetwork.people.naming import stem

Heads = dict[int, set[str]]
"""Everybody who comes, known or not, but the user: by line in a daily note (of several meetings), else under 0."""


def attendees(facts: Facts) -> list[Mention]:
    """The mentions that name who came or comes."""
    return [mention for mention in facts.mentions if mention.source == "attendee" and mention.rejected is None]


def place_of(note: Note, mention: Mention) -> int:
    """Where in `Heads` the mention's meeting stands."""
    return mention.line if note.kind == "daily" else 0


def heads(note: Note, coming: list[Mention], links: Links, folder: str) -> Heads:
    """The people who come to each meeting of a note that lies in `folder`: paths, and names of those without a note."""
    found: Heads = {}
    for mention in coming:
        there = found.setdefault(place_of(note, mention), set())
        for ref in mention.people:
            who = links.people(ref, folder)
            if len(who) == 1:
                there.add(who[0])
            elif who or not links.is_known(ref, folder):
                there.add(f"?{same(ref.target)}")
    return found


def unknown(note: Note, coming: list[Mention], links: Links, folder: str) -> list[Problem]:
    """A warning for each attendee who matches nobody: neither a person nor, as a link, any note, nor the user."""
    return [
        Problem(note.path, mention.line, "UNKNOWN-ATTENDEE", _advice(ref), "warning")
        for mention in coming
        for ref in mention.people
        if not links.is_known(ref, folder)
    ]


def _advice(ref: Ref) -> str:
    return f"No person is called “{ref.target}”: write them a note, or add the name to somebody's aliases."


def is_gathering(note: Note) -> bool:
    """Whether a note is of a meeting or an event on a day, whoever comes."""
    return note.kind in {"meeting", "event"} and note.date is not None


def gathering(
    note: Note, coming: list[Mention], links: Links, folder: str, people: Mapping[str, Person]
) -> Gathering | None:
    """The meeting or event with all who come; None for other notes."""
    if not is_gathering(note):
        return None
    named = [links.people(ref, folder) for mention in coming for ref in (*mention.people, *map(Ref, mention.links))]
    paths = dict.fromkeys(who[0] for who in named if len(who) == 1)
    others = dict.fromkeys(_unmatched(coming, links, folder))
    return Gathering(note, tuple(people[path] for path in paths), coming[0].line if coming else 1, tuple(others))


def _unmatched(coming: list[Mention], links: Links, folder: str) -> Iterator[Unmatched]:
    """Those who are nobody's note, or of whom it is not sure whose."""
    for ref in (ref for mention in coming for ref in mention.people):
        who = links.people(ref, folder)
        if len(who) != 1 and (who or not links.is_known(ref, folder)):
            yield Unmatched(ref.target if ref.plain else stem(ref.target), len(who))
