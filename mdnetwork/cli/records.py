"""Command line: what `--json` says of each noun. The forms are promised by mdnetwork/schemas and docs/json.md."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from mdnetwork.fields import TEXTS, value_of
from mdnetwork.followups import days_overdue, uid
from mdnetwork.model import Evidence, FollowUp, History, Meeting, Person, Problem
from mdnetwork.network import SearchResult

Record = dict[str, Any]


def person_record(history: History, cadence: str | None, upcoming: FollowUp | None) -> Record:
    """A person with what is known of them; `upcoming` is the follow-up that comes first."""
    person = history.person
    return {
        "id": person.id,
        "name": person.name,
        "path": person.path,
        "aliases": list(person.aliases),
        "tags": list(person.tags),
        "org": person.org,
        "role": person.role,
        "emails": list(person.emails),
        "phones": list(person.phones),
        "circle": person.circle,
        "cadence": cadence,
        "birthday": str(person.birthday) if person.birthday else None,
        "place": person.place,
        "status": person.status or None,
        "first_contact": iso(history.first_contact),
        "last_contact": iso(history.last_contact),
        "interaction_count": len(history.days),
        "next": {"kind": upcoming.kind, "due": iso(upcoming.due)} if upcoming else None,
    }


def details_record(person: Person) -> Record:
    """What a person's note tells beside the fields of `person_record`."""
    return {
        "urls": [{"kind": kind, "value": value} for kind, value in person.urls],
        "anniversaries": [{"name": name, "date": str(day)} for name, day in person.anniversaries],
        "met": iso(person.met),
        "met_at": person.met_at,
        "introduced_by": person.introduced_by.target if person.introduced_by else None,
        "snooze_until": iso(person.snooze_until),
        **{field.name: value_of(person, field.name) for field in TEXTS if field.label},
        "expertise": list(person.expertise),
        "needs": list(person.needs),
        "interests": list(person.interests),
    }


def due_record(follow_up: FollowUp, today: date) -> Record:
    """A follow-up: whom to get back to, when and why."""
    return {
        "uid": uid(follow_up),
        "person": follow_up.person.name,
        "id": follow_up.person.id,
        "path": follow_up.path or follow_up.person.path,
        "kind": follow_up.kind,
        "due": iso(follow_up.due),
        "late_after": iso(follow_up.late_after),
        "days_overdue": days_overdue(follow_up, today),
        "reason": follow_up.reason,
        "evidence": [{"date": iso(each.date), "path": each.path, "line": each.line} for each in follow_up.evidence],
    }


def judged_records(follow_ups: Iterable[FollowUp], today: date) -> list[Record]:
    """Follow-ups, each with whether another one comes before it."""
    return [due_record(each, today) | {"superseded": each.superseded} for each in follow_ups]


def counted_record(evidence: Evidence) -> Record:
    """A line that counts as contact."""
    return {
        "date": iso(evidence.date),
        "path": evidence.path,
        "line": evidence.line,
        "channel": evidence.channel,
        "direction": evidence.direction,
        "text": evidence.text,
    }


def rejected_record(evidence: Evidence) -> Record:
    """A line that does not count, and why."""
    return {"path": evidence.path, "line": evidence.line, "reason": evidence.rejected, "text": evidence.text}


def promise_record(follow_up: FollowUp) -> Record:
    """Something promised, by me (a promise or a task) or by them."""
    return {
        "by": "them" if follow_up.kind == "waiting" else "me",
        "text": follow_up.title or follow_up.reason,
        "due": iso(follow_up.due),
        "evidence": [{"date": iso(each.date), "path": each.path, "line": each.line} for each in follow_up.evidence],
    }


def meeting_record(meeting: Meeting) -> Record:
    """A meeting or event note."""
    return {
        "title": meeting.note.title,
        "path": meeting.note.path,
        "kind": meeting.note.kind,
        "date": iso(meeting.note.date),
        "time": meeting.note.time or None,
        "others": [each._asdict() for each in meeting.others],
    }


def problem_record(problem: Problem) -> Record:
    """Something in a note that was not understood."""
    return {
        "code": problem.code,
        "severity": problem.severity,
        "path": problem.path,
        "line": problem.line,
        "message": problem.message,
        "fixable": problem.fixable,
    }


def found_record(found: SearchResult) -> Record:
    """A line that a search found."""
    return {"person": found.person.name, "path": found.path, "line": found.line, "text": found.text}


def iso(day: date | None) -> str | None:
    """The day as ISO 8601 writes it."""
    return day.isoformat() if day else None


def place_records(evidence: Iterable[Evidence]) -> list[Record]:
    """Where evidence stands."""
    return [{"date": iso(each.date), "path": each.path, "line": each.line} for each in evidence]
