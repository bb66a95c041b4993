"""Everything that a store answers, to compare one store with another."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from mdnetwork.errors import UnknownName
from mdnetwork.parsing import ReadingSettings
from mdnetwork.people import People
from mdnetwork.store import Store, conclude, follow_ups
from mdnetwork.store.follow_ups import Rules
from mdnetwork.store.people import ReadPeople, StoredPeople
from mdnetwork.vault import Vault

READING = ReadingSettings()
_LONG_AGO = 10**9 * 10


@pytest.fixture(scope="module")
def small_batches() -> Iterator[None]:
    """In a small vault too, what follows for one person is worked out apart from what follows for others."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(conclude, "BATCH", 2)
        yield


def settled(root: Path) -> Vault:
    """The vault at `root`, where every file is old enough for its stamp to be trusted."""
    return Vault(root, now=lambda: time.time_ns() + _LONG_AGO)


def told(people: People) -> dict[str, Any]:
    """Everything that a command can ask for about people."""
    return {
        "histories": people.histories,
        "meetings": people.meetings,
        "groups": people.groups,
        "me": people.me,
        "profile": people.profile,
        "own log": people.own_log,
        "whole log": people.whole_log,
        "subjects": people.subjects,
        "guarded": people.guarded,
        "everybody": people.everybody,
        "count": len(people),
        "tasks": {path: list(people.tasks_about(path)) for path in sorted(people.paths)},
        "meetings with": {path: list(people.meetings_with(path)) for path in sorted(people.paths)},
        "introduced": {path: list(people.introduced_through(path)) for path in sorted(people.paths)},
        "experts": [person.id for person in people.experts({"glass", "looms"}, lambda text: {*text.split()})],
        "tagged": {path: list(people.tagged_about(path, "intro")) for path in sorted(people.paths)},
    }


def told_of_one(people: People, path: str) -> tuple[Any, ...]:
    """Everything that a command can ask for about one person."""
    name = Path(path).stem
    written = (name, path, name.upper(), name[:2], name.split()[-1], name[1:], " ".join(reversed(name.split())))
    found = [_found(people, each) for each in written]
    owner = people.owner(path)
    return *found, people.paths[path], people.link_to(path), owner and people.person(owner.id)


def _found(people: People, name: str) -> object:
    try:
        return people.find(name)
    except UnknownName as error:
        return error.candidates


def answers(store: Store, rules: Rules, read: ReadPeople | None = None) -> dict[str, Any]:
    """Everything that the store answers, on the day of the rules and without a day. `read` is kept over changes."""
    paths = [facts.note.path for facts in store.facts() if facts.note.kind not in {"me", "conflict"} and facts.person]
    found: dict[str, Any] = {}
    for day in (rules.today, None):
        known = [path for path in paths if StoredPeople(store.answer, day, read=read).owner(path)]
        found[f"one person, {day}"] = {
            path: told_of_one(StoredPeople(store.answer, day, read=read), path) for path in known
        }
        found |= {f"{name}, {day}": value for name, value in told(StoredPeople(store.answer, day, read=read)).items()}
    for name, ask in (
        ("follow-ups", partial(follow_ups.all_rows, today=rules.today)),
        ("due", partial(follow_ups.due_rows, today=rules.today, until=rules.today)),
        ("due some day", partial(follow_ups.due_rows, today=rules.today, until=date.max)),
        *((f"of {path}", partial(follow_ups.rows_of, today=rules.today, paths=[path])) for path in paths),
    ):
        rows = store.concluded(rules, ask)
        found[name] = [(each.name, each.identity, each.load()) for each in rows]
    found["problems"] = store.problems()
    found["number of problems"] = store.count_problems()
    found["hints"] = store.hints()
    found["facts"] = list(store.facts())
    return found


def differences(one: dict[str, Any], other: dict[str, Any]) -> set[str]:
    """The names of the answers that differ."""
    return {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)}
