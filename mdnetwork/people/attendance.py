"""People: finds who attends a meeting, by the links and names in its note."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mdnetwork.model import Facts, Meeting, Mention, Note, Person, Problem, Ref, Unmatched
from mdnetwork.names import same
from mdnetwork.people.links import Links, stem

Heads = dict[int, set[str]]
"""The people at each meeting, known or not, except the user. The key is the line in a daily note, else 0."""


def meeting_of(
    note: Note, coming: list[Mention], links: Links, folder: str, people: Mapping[str, Person]
) -> Meeting | None:
    """The meeting or event with its attendees; None for other notes."""
    if not is_gathering(note):
        return None
    named = [links.people(ref, folder) for mention in coming for ref in (*mention.people, *map(Ref, mention.links))]
    paths = dict.fromkeys(who[0] for who in named if len(who) == 1)
    others = dict.fromkeys(_unmatched(coming, links, folder))
    return Meeting(note, tuple(people[path] for path in paths), coming[0].line if coming else 1, tuple(others))


def is_gathering(note: Note) -> bool:
    """Whether the note is a meeting or event with a date, whoever attends."""
    return note.kind in {"meeting", "event"} and note.date is not None


def _unmatched(coming: list[Mention], links: Links, folder: str) -> Iterator[Unmatched]:
    """The attendees without a note, or with a name that fits several people."""
    for ref in (ref for mention in coming for ref in mention.people):
        who = links.people(ref, folder)
        if len(who) != 1 and (who or not links.is_known(ref, folder)):
            yield Unmatched(ref.target if ref.plain else stem(ref.target), len(who))


def attendees(facts: Facts) -> list[Mention]:
    """The mentions that name attendees."""
    return [mention for mention in facts.mentions if mention.source == "attendee" and mention.rejected is None]


def place_of(note: Note, mention: Mention) -> int:
    """The key in `Heads` of the meeting that a mention belongs to."""
    return mention.line if note.kind == "daily" else 0


def heads(note: Note, coming: list[Mention], links: Links, folder: str) -> Heads:
    """The attendees of each meeting in a note in `folder`: paths, and names of people without a note."""
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
    """A warning for each attendee who matches no person, no linked note, and not the user."""
    return [
        Problem(note.path, mention.line, "UNKNOWN-ATTENDEE", _advice(ref), "warning")
        for mention in coming
        for ref in mention.people
        if not links.is_known(ref, folder)
    ]


def _advice(ref: Ref) -> str:
    return f"No person is called “{ref.target}”: write them a note, or add the name to somebody's aliases."
