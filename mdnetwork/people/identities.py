"""People: telling people apart. One identity each, whatever the notes say (follow-ups, "UID")."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mdnetwork.model import Person, Problem


def distinct(people: Iterable[Person]) -> tuple[list[Person], list[Problem]]:
    """The people, in order of path as they came, each with an identity of their own; and what does not fit together.

    Homonyms without a uid add their paths, all of them, so that none depends on which was there first. Of notes
    with one uid, all but the first add theirs.
    """
    bearers: dict[str, list[Person]] = {}
    for person in people:
        bearers.setdefault(person.id, []).append(person)
    kept, problems = [], []
    for group in bearers.values():
        owner = group[0] if len(group) == 1 else next((bearer for bearer in group if bearer.uid), None)
        for person in group:
            if person is owner:
                kept.append(person)
            else:
                kept.append(replace(person, id=f"{person.id}|{person.path}"))
                problems.append(_problem(person, owner or group[person is group[0]]))
    return sorted(kept, key=lambda person: person.path), problems


def _problem(person: Person, other: Person) -> Problem:
    if person.uid:
        message = f"{other.path} has the same uid: change or delete one of them, or merge the notes."
        return Problem(person.path, person.line_of("uid"), "DUPLICATE-UID", message)
    message = f"“{person.name}” is also the name of {other.path}: give each of the two notes a `uid` of its own."
    return Problem(person.path, 0, "HOMONYM", message, "warning", fixable=True)
