"""Small builders of facts, for tests of what notes say together."""

from __future__ import annotations

from datetime import date

from mdnetwork.model import Evidence, Facts, History, Mention, Note, NoteKind, Person, Ref, Source, Task
from mdnetwork.names import same
from mdnetwork.people import People, gather
from mdnetwork.people.links import stem

DAY = date(2026, 3, 4)
TODAY = date(2026, 11, 23)


def person_note(
    path: str,
    *mentions: Mention,
    name: str = "",
    uid: str | None = None,
    aliases: tuple[str, ...] = (),
    emails: tuple[str, ...] = (),
    urls: tuple[tuple[str, str], ...] = (),
    tasks: tuple[Task, ...] = (),
) -> Facts:
    name = name or stem(path)
    person = Person(uid or same(name), name, path, uid, aliases, emails=emails, urls=urls)
    return Facts(Note(path, "person", name, uid=uid), person, mentions=mentions, tasks=tasks)


def note(
    path: str, *mentions: Mention, kind: NoteKind = "daily", day: date | None = DAY, tasks: tuple[Task, ...] = ()
) -> Facts:
    return Facts(Note(path, kind, stem(path), day), mentions=mentions, tasks=tasks)


def me_note(path: str, *names: str, tasks: tuple[Task, ...] = ()) -> Facts:
    return Facts(Note(path, "me", stem(path)), me=names, tasks=tasks)


def log(line: int, day: date | None = DAY, *links: str, channel: str | None = None, source: Source = "log") -> Mention:
    return Mention(line, day, f"line {line}", links=links, channel=channel, source=source)


def linked(line: int, *targets: str, day: date | None = DAY, channel: str | None = None) -> Mention:
    refs = tuple(map(Ref, targets))
    return Mention(line, day, f"line {line}", refs, "link", links=targets, channel=channel)


def came(line: int, *names: str, day: date | None = DAY, channel: str | None = None) -> Mention:
    """Attendees: `[[X]]` is a link, anything else a plain name."""
    refs = tuple(Ref(n[2:-2]) if n.startswith("[[") else Ref(n, plain=True) for n in names)
    return Mention(line, day, "came", refs, "attendee", channel)


def together(*facts: Facts, today: date | None = TODAY, crowd: int = 8) -> People:
    return gather(facts, today=today, crowd=crowd)


def of(directory: People, path: str) -> History:
    return directory.paths[path]


def reasons(directory: People, path: str) -> list[str | None]:
    return [evidence.rejected for evidence in of(directory, path).rejected]


def places(evidence: tuple[Evidence, ...]) -> list[tuple[str, int]]:
    return [(each.path, each.line) for each in evidence]


def codes(directory: People) -> list[tuple[str, str, int, str]]:
    return [(problem.code, problem.path, problem.line, problem.severity) for problem in directory.problems]
