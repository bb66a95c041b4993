"""People: collects everybody with their history from the facts of all notes, in time that is linear in the notes.

Copies that a sync service left beside a person's note are found here, since only both notes together show it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from posixpath import dirname
from typing import TYPE_CHECKING

from mdnetwork.frozen import NamedTuple
from mdnetwork.lazy import lazy, lazy_pattern
from mdnetwork.model import OWN, Evidence, Facts, History, Meeting, Mention, Note, Person, PersonTask, Problem
from mdnetwork.names import fold, same
from mdnetwork.people.attendance import attendees, heads, is_gathering, meeting_of, unknown
from mdnetwork.people.directory import People
from mdnetwork.people.folders import certainty, no_people, translations
from mdnetwork.people.links import Links, Registered, names_of_me, stem, without_suffix
from mdnetwork.people.testimony import EvidenceBuilder, ResolutionContext, on_day
from mdnetwork.verdicts import CROWD, FUTURE_DATE

if TYPE_CHECKING:
    from mdnetwork.people import groups, privacy
else:
    groups = lazy("mdnetwork.people.groups")
    privacy = lazy("mdnetwork.people.privacy")

NUMBERED = lazy_pattern(r" (?:\d{1,3}|\(\d{1,3}\))")
"""The suffixes of iCloud (`X 2`) and of others (`X (1)`). OneDrive adds `-HOST`, and a host name may contain hyphens.
"""
_PARTING = lazy_pattern("[- ]")


def gather(facts: Iterable[Facts], *, today: date | None = None, crowd: int = CROWD) -> People:
    """Everybody in these notes, with links and names resolved. The order of the notes does not matter.

    Without `today` nothing is future. Meetings of more than `crowd` people (without the user) do not count as
    interactions. The result includes people who died or want no contact.
    """
    notes = deque(sorted(facts, key=lambda each: each.note.path))
    own = [each for each in notes if each.note.kind in OWN]
    mine = [each for each in own if each.note.kind == "me"]
    theirs = {each.note.path: each for each in notes if each.note.kind not in {"me", "conflict"}}
    noted = {path: each.person for path, each in theirs.items() if each.person}
    belonging = no_people({path: certainty(person) for path, person in noted.items()})
    for path in belonging:
        del noted[path]
    translated = translations(noted)
    copied = conflict_copies(noted, {path: theirs[path].mentions for path in noted})
    copies = copied | translated
    del theirs
    people, doubled = distinct(person for path, person in noted.items() if path not in copies)
    me = tuple(dict.fromkeys(name for each in mine for name in names_of_me(each)))
    links = Links(Registered((each.note.path for each in notes), people, copies, me, belonging))
    subjects = tuple(each.subject for each in notes if each.subject)
    hearing = NoteResolver(
        {person.path: person for person in people}, links, crowd, {person.path: person.id for person in people}
    )
    lines: dict[str, list[Evidence]] = {person.path: [] for person in people}
    tasks: dict[str, list[PersonTask]] = {person.path: [] for person in people}
    problems = doubled + copy_problems(copied) + several_me([each.note for each in mine])
    meetings: list[Meeting] = []
    of_groups = [each for each in notes if each.group]
    naming = [each for each in notes if groups.may_name(each, of_groups)] if of_groups else []
    while notes:  # drop each note after use, which saves memory
        told = hearing.hear(notes.popleft())
        for whom, evidence in told.evidence:
            lines[whom].append(on_day(evidence, today, unwritten=told.unwritten))
        for whom, errand in told.errands:
            tasks[whom].append(errand)
        meetings += [told.meeting] if told.meeting else []
        problems += told.problems
    histories = sorted(
        (history_of(person, lines.pop(person.path), tasks[person.path]) for person in people),
        key=lambda history: (fold(history.person.name), history.person.path),
    )
    problems += last_contact_problems(histories)
    first = mine[0] if mine else None
    return People(
        tuple(histories),
        in_order_of_date(meetings),
        tuple(sorted(set(problems))),
        me,
        first.profile if first else None,
        own_log(first, today),
        tuple([replace(each, problems=()) for each in own]),
        links,
        groups=groups.groups_of(of_groups, naming, links, hearing.people.get) if of_groups else (),
        whole_log=own_log(first, None),
        subjects=subjects,
    )


class ResolvedNote(NamedTuple):
    """The evidence and tasks of one note, each with the path of the person it belongs to, and the note's meeting.

    They do not depend on the day.
    """

    evidence: Sequence[tuple[str, Evidence]] = ()
    errands: Sequence[tuple[str, PersonTask]] = ()
    meeting: Meeting | None = None
    problems: Sequence[Problem] = ()
    unwritten: bool = False
    """Whether the note is a meeting without text."""


_NOTHING = ResolvedNote()


class NoteResolver:
    """Resolves one note at a time. `people` and `ids`, the identities to write, are by path."""

    def __init__(self, people: Mapping[str, Person], links: Links, crowd: int, ids: Mapping[str, str]) -> None:
        self.people = people
        self._bench = ResolutionContext(links, people, ids)
        self._crowd = crowd

    def hear(self, facts: Facts) -> ResolvedNote:
        """Resolve the names in this note."""
        empty = not facts.mentions and not facts.tasks and not facts.named
        if empty and not is_gathering(facts.note) and not facts.group:
            return _NOTHING
        folder = dirname(facts.note.path)
        meeting, crowded, problems = self._meeting(facts, folder)
        witness = EvidenceBuilder(facts, folder, self._bench, crowded)
        evidence = [(path, each) for (path, _, _), each in witness.evidence().items()]
        if facts.named:
            counted = {path for path, each in evidence if each.rejected is None}
            problems += unlinked(facts, counted, self._bench.links, self.people)
        errands = list(witness.errands())
        unwritten = facts.note.kind in {"meeting", "event"} and not facts.note.has_text
        return ResolvedNote(evidence, errands, meeting, problems + witness.problems, unwritten)

    def _meeting(self, facts: Facts, folder: str) -> tuple[Meeting | None, set[int], list[Problem]]:
        """The note's meeting, the lines of meetings that are too large to count, and unknown attendees."""
        links = self._bench.links
        if facts.group:
            return groups.next_of_group(facts, links, self.people), set(), []
        coming = attendees(facts)
        if (not coming and not is_gathering(facts.note)) or facts.note.kind == "conflict":
            return None, set(), []
        meeting = meeting_of(facts.note, coming, links, folder, self.people)
        came = heads(facts.note, coming, links, folder)
        crowded = {place for place, people in came.items() if len(people) > self._crowd}
        return meeting, crowded, unknown(facts.note, coming, links, folder)


def history_of(person: Person, evidence: Iterable[Evidence], tasks: Iterable[PersonTask]) -> History:
    """The person's history, from evidence as it is on one day (`on_day`)."""
    counted: list[Evidence] = []
    rejected: list[Evidence] = []
    for each in evidence:
        (counted if each.rejected is None else rejected).append(each)
    return History(person, in_order(counted), in_order(rejected), tuple(tasks))


def in_order_of_date(meetings: Iterable[Meeting]) -> tuple[Meeting, ...]:
    """Sort the meetings and events by day, time and path."""
    return tuple(sorted(meetings, key=lambda each: each.when))


def in_order(evidence: list[Evidence]) -> tuple[Evidence, ...]:
    """Sort by date, path and line. Evidence of one line keeps its order."""
    return tuple(
        evidence
        if len(evidence) < 2  # noqa: PLR2004  one needs no sorting
        else sorted(evidence, key=place_in_order)
    )


def place_in_order(evidence: Evidence) -> tuple[date, str, int]:
    """The sort key of a person's evidence: date (undated last), path and line."""
    return evidence.date or date.max, evidence.path, evidence.line


def distinct(people: Iterable[Person]) -> tuple[list[Person], list[Problem]]:
    """The people by path, each with a unique identity, and problems about duplicates.

    Every homonym without a uid gets its path added to its identity, so the result does not depend on which note was
    there first. Of notes with the same uid, all but the first get their path added.
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


def own_log(mine: Facts | None, today: date | None) -> tuple[Evidence, ...]:
    """The log in the user's own note up to today, by date and line."""
    if mine is None:
        return ()
    last = today or date.max
    log = [
        Evidence(each.date, mine.note.path, each.line, each.text, each.channel, each.direction, tags=each.tags)
        for each in mine.mentions
        if each.rejected is None and each.date is not None and each.date <= last
    ]
    return tuple(sorted(log, key=lambda each: (each.date or last, each.line)))


def several_me(mine: list[Note]) -> list[Problem]:
    """A warning for each `me` note after the first."""
    return [
        Problem(each.path, 0, "SEVERAL-ME", f"{mine[0].path} is about you too: keep one note of `type: me`.", "warning")
        for each in mine[1:]
    ]


def last_contact_problems(histories: Iterable[History]) -> list[Problem]:
    """Warnings about last-contact fields that are in the future, or older than the newest log line."""
    return [problem for history in histories for problem in _of_fields(history)]


def _of_fields(history: History) -> Iterator[Problem]:
    own = history.person.path
    newest = max((e.date for e in history.counted if e.date and e.path == own and e.source != "field"), default=None)
    for field in (*history.counted, *history.rejected):
        if field.source != "field" or field.path != own or field.date is None:
            continue
        if field.rejected == FUTURE_DATE:
            message = f"The last contact, {field.date}, is in the future and does not count."
            yield _warning(field, "FUTURE-DATE", message)
        elif field.rejected is None and newest is not None and newest > field.date:
            message = f"The last contact is {field.date} here and {newest} in the log: change or delete the field."
            stale = _warning(field, "STALE-LAST-CONTACT", message)
            yield replace(stale, fixable=True, mend=(newest.isoformat(),))


def _warning(field: Evidence, code: str, message: str) -> Problem:
    return Problem(field.path, field.line, code, message, "warning")


def _problem(person: Person, other: Person) -> Problem:
    if person.uid:
        message = f"{other.path} has the same uid: change or delete one of them, or merge the notes."
        return Problem(person.path, person.line_of("uid"), "DUPLICATE-UID", message)
    message = f"“{person.name}” is also the name of {other.path}: give each of the two notes a `uid` of its own."
    return Problem(person.path, 0, "HOMONYM", message, "warning", fixable=True)


def unlinked(facts: Facts, told: Container[str], links: Links, people: Mapping[str, Person]) -> Iterator[Problem]:
    """A warning for each name of two or more words that belongs to one person, with the link that fixes it.

    `told` holds the paths of people that the note already counts as evidence for: they need no link.
    """
    for line, row in facts.named:
        words = row.split(" ")
        at = 0
        while at < len(words) - 1:
            length, path = _name(words, at, links)
            if path and path not in told and not privacy.is_gone(people[path]):
                yield _unlinked_problem(facts.note.path, line, " ".join(words[at : at + length]), path, links)
            at += max(1, length)


def _name(words: list[str], at: int, links: Links) -> tuple[int, str]:
    """How many words from `at` on form a name, and the path of its person ("" if several share it); 0 if none."""
    if not links.begins(" ".join(words[at : at + 2])):
        return 0, ""
    for end in range(len(words), at + 1, -1):
        found = links.called(" ".join(words[at:end]).rstrip("."))
        if found:
            return end - at, found[0] if len(found) == 1 else ""
    return 0, ""


def _unlinked_problem(path: str, line: int, written: str, whom: str, links: Links) -> Problem:
    name = written.rstrip(".")
    link = links.link_to(whom, name)
    message = f"“{name}” is written without a link, so the line is about nobody: write {link}."
    return Problem(path, line, "NAME-UNLINKED", message, "warning", fixable=True, mend=(name, link))


def conflict_copies(people: Mapping[str, Person], said: Mapping[str, Sequence[Mention]]) -> dict[str, str]:
    """The path of the original by the path of each copy. `said` holds the mentions in each person's note, by path."""
    beside = {same(without_suffix(path)): path for path in sorted(people, reverse=True)}
    found: dict[str, str] = {}
    for path in sorted(people, key=lambda path: (len(path), path)):  # a copy's path is longer than its original's
        for name, lines in originals(path):
            original = beside.get(same(name))
            if original is None or not _may_be_same(people[path], people[original]):
                continue
            shared = _log(said[path]) & _log(said[original])
            if _are_same(people[path], people[original], len(shared) >= lines):
                found[path] = found.get(original, original)
                break
    return found


def originals(path: str) -> Iterator[tuple[str, int]]:
    """The paths (without `.md`) that this path may be a copy of, each with the number of log lines both must share.

    A hyphen needs more proof than a number: `Anna-Maria` may be a sister, `Anna 2` hardly is.
    """
    folder, slash, _ = path.rpartition("/")
    name = stem(path)
    for sign in _PARTING.finditer(name, 1):
        if sign[0] == "-":
            yield folder + slash + name[: sign.start()], 2
        elif NUMBERED.fullmatch(name, sign.start()):
            yield folder + slash + name[: sign.start()], 1


def _may_be_same(one: Person, other: Person) -> bool:
    """Whether the two notes do not contradict each other: no different uids, no different e-mail addresses."""
    if one.uid and other.uid:
        return one.uid == other.uid
    return not (one.emails and other.emails and _mail(one).isdisjoint(_mail(other)))


def _are_same(twin: Person, original: Person, alike: bool) -> bool:
    """Whether both have the same identity, or the copy is named after its file and shares log lines, e-mail or URLs."""
    if twin.id == original.id:
        return True
    reached = _mail(twin) & _mail(original) or set(twin.urls) & set(original.urls)
    return same(twin.name) == same(stem(twin.path)) and bool(alike or reached)


def _mail(person: Person) -> set[str]:
    return set(map(same, person.emails))


def _log(mentions: Sequence[Mention]) -> set[object]:
    return {(mention.date, mention.text) for mention in mentions if mention.date and mention.text}


def copy_problems(copies: Mapping[str, str]) -> list[Problem]:
    """One warning for each copy."""
    message = (
        "This looks like a sync service's copy of {original} and is not read: merge the two and delete it."
        " If they are two people, give each note a `uid`."
    )
    return [
        Problem(path, 0, "CONFLICT-COPY", message.format(original=original), "warning")
        for path, original in copies.items()
    ]
