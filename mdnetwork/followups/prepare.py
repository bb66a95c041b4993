"""Follow-ups, prepare: the working day before a meeting or event that is to come. One for each note."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mdnetwork.dates import working_day_before
from mdnetwork.followups.case import Case
from mdnetwork.followups.identity import numbered
from mdnetwork.followups.round import Round
from mdnetwork.followups.wording import undated
from mdnetwork.model import Evidence, FollowUp, Gathering, Person

NAMED = 3
"""As many people as the reason names; the others are counted."""


def find(case: Case, look: Round) -> Iterator[FollowUp]:
    """The meetings to come in which this person is named first. Past ones count for the ordinals, so that they stay."""
    meetings = sorted(look.said_in_meetings(_who_comes, case.person.id), key=lambda each: each[0].when)
    for (meeting, people), key in numbered(meetings, lambda each: _name(each[0])):
        day = meeting.note.date
        if day is not None and day > look.today:
            yield replace(_prepared(case, look, meeting, people), discriminator=key)


def _who_comes(meeting: Gathering, look: Round) -> tuple[str, tuple[Gathering, tuple[Person, ...]]] | None:
    """The identity of who is named first, the meeting, and all who may be named; None where nobody is to prepare."""
    people = look.living(tuple([person.id for person in meeting.people]))
    if any(person.status for person in people):
        people = tuple(sorted(people, key=lambda person: bool(person.status)))
    return (people[0].id, (meeting, people)) if people and not people[0].status else None


def _prepared(case: Case, look: Round, meeting: Gathering, people: tuple[Person, ...]) -> FollowUp:
    note, title, day = meeting.note, _title(meeting), meeting.note.date or look.today
    names = ", ".join([*(person.name for person in people[:NAMED]), *_more(len(people) - NAMED)])
    said = {"names": names, "date": day, "title": title}
    if note.kind == "event":
        clause = look.texts.say("Event on {date} with {names}: {title}", **said)
    else:
        clause = look.texts.say("Meeting on {date} with {names}: {title}", **said)
    identities = tuple(person.id for person in people)
    evidence = Evidence(day, note.path, meeting.line, title, source="attendee", people=identities)
    return case.follow_up(
        "prepare", working_day_before(day), [clause], [evidence], others=people[1:], title=title, path=note.path
    )


def _more(n: int) -> tuple[str, ...]:
    return (f"+{n}",) if n > 0 else ()


def _title(meeting: Gathering) -> str:
    return meeting.note.title or meeting.note.path.rpartition("/")[2].removesuffix(".md")


def _name(meeting: Gathering) -> str:
    """What stays when the meeting is moved: its uid, else its name without dates."""
    return meeting.note.uid or undated(_title(meeting))
