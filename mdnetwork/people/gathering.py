"""People: the facts of all notes in, everybody with their history out. Twice the notes cost twice the time.

Copies that a sync service left beside a person's note, where only both notes together tell that they are.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from datetime import date
from itertools import chain
from posixpath import dirname
from typing import NamedTuple

from mdnetwork.model import Evidence, Facts, History, Meeting, Mention, Person, PersonTask, Problem, Profile
from mdnetwork.names import fold, same
from mdnetwork.people.directory import People
from mdnetwork.people.links import Links, attendees, gathering, heads, is_gathering, stem, unknown, without_suffix
from mdnetwork.people.testimony import EvidenceBuilder, ResolutionContext

NUMBERED = re.compile(r" (?:\d{1,3}|\(\d{1,3}\))")
"""iCloud's `X 2`, and `X (1)`. OneDrive's `X-HOST` may have more hyphens in the host's name."""
_PARTING = re.compile("[- ]")


def conflict_copies(people: Mapping[str, Person], said: Mapping[str, Sequence[Mention]]) -> dict[str, str]:
    """The paths of copies among people's notes (by path, with what they say), each with the path of its original."""
    beside = {same(without_suffix(path)): path for path in sorted(people, reverse=True)}
    found: dict[str, str] = {}
    for path in sorted(people, key=lambda path: (len(path), path)):  # an original's path is shorter than its copies'
        for name, lines in _originals(path):
            original = beside.get(same(name))
            if original is None or not _may_be_same(people[path], people[original]):
                continue
            shared = _log(said[path]) & _log(said[original])
            if _are_same(people[path], people[original], len(shared) >= lines):
                found[path] = found.get(original, original)
                break
    return found


def possible_copies(people: Mapping[str, Person]) -> frozenset[str]:
    """The paths of all notes of which their logs might tell that one is a copy of the other."""
    beside: dict[str, list[str]] = {}
    for path in people:
        beside.setdefault(same(without_suffix(path)), []).append(path)
    pairs = ((path, other) for path in people for name, _ in _originals(path) for other in beside.get(same(name), ()))
    alike = ((path, other) for path, other in pairs if _may_be_same(people[path], people[other]))
    return frozenset(path for pair in alike for path in pair)


def _originals(path: str) -> Iterator[tuple[str, int]]:
    """The paths (without `.md`) that this may be a copy of, and how many lines of log they must share to be so.

    `Anna-Maria` may be a sister, and `Anna 2` hardly is.
    """
    folder, slash, _ = path.rpartition("/")
    name = stem(path)
    for sign in _PARTING.finditer(name, 1):
        if sign[0] == "-":
            yield folder + slash + name[: sign.start()], 2
        elif NUMBERED.fullmatch(name, sign.start()):
            yield folder + slash + name[: sign.start()], 1


def _may_be_same(one: Person, other: Person) -> bool:
    """Whether nothing that the notes say tells the two apart."""
    if one.uid and other.uid:
        return one.uid == other.uid
    return not (one.emails and other.emails and _mail(one).isdisjoint(_mail(other)))


def _are_same(copy: Person, original: Person, alike: bool) -> bool:
    """Whether the two have one identity; where the copy's name is only its file's, whether what they say is alike."""
    if copy.id == original.id:
        return True
    reached = _mail(copy) & _mail(original) or set(copy.urls) & set(original.urls)
    return same(copy.name) == same(stem(copy.path)) and bool(alike or reached)


def _mail(person: Person) -> set[str]:
    return set(map(same, person.emails))


def _log(mentions: Sequence[Mention]) -> set[object]:
    return {(mention.date, mention.text) for mention in mentions if mention.date and mention.text}


def copy_problems(copies: Mapping[str, str]) -> list[Problem]:
    """A warning for each copy."""
    message = (
        "This looks like a sync service's copy of {original} and is not read: merge the two and delete it."
        " If they are two people, give each note a `uid`."
    )
    return [
        Problem(path, 0, "CONFLICT-COPY", message.format(original=original), "warning")
        for path, original in copies.items()
    ]


class Gathered(NamedTuple):
    """Everybody, with what it took to say so: for `keeping`, which brings it up to date."""

    directory: People
    hearing: NoteResolver
    unfitting: list[Problem]
    """What is wrong between notes: two of one identity, copies, several about the user."""
    unheard: dict[str, list[Problem]]
    """What is wrong in what a note says, by its path."""


def gather(facts: Iterable[Facts], *, today: date | None = None, crowd: int = 8) -> People:
    """Everybody in these notes, whose order does not matter, with links and names resolved.

    Without `today` nothing is future. Meetings of more than `crowd` people (the user not counted) are no
    interaction. People who died or want no contact are there like everybody else.
    """
    return gathered(facts, today, crowd).directory


def gathered(facts: Iterable[Facts], today: date | None, crowd: int) -> Gathered:
    """As `gather`."""
    notes = deque(sorted(facts, key=lambda each: each.note.path))
    mine = [each for each in notes if each.note.kind == "me"]
    theirs = {each.note.path: each for each in notes if each.note.kind not in {"me", "conflict"}}
    noted = {path: each.person for path, each in theirs.items() if each.person}
    copies = conflict_copies(noted, {path: theirs[path].mentions for path in noted})
    del theirs
    people, doubled = distinct(person for path, person in noted.items() if path not in copies)
    me = tuple(dict.fromkeys(name for each in mine for name in (*each.me, stem(each.note.path))))
    links = Links((each.note.path for each in notes), people, copies, me)
    ledger = _HistoryBuilder(people)
    hearing = NoteResolver({person.path: person for person in people}, links, today, crowd)
    while notes:  # let go of one by one: most of what they hold is held by what is made of them too
        each = notes.popleft()
        ledger.enter(each.note.path, hearing.hear(each))
    histories = ledger.histories()
    unfitting = doubled + copy_problems(copies) + several_me(mine)
    problems = [*unfitting, *chain.from_iterable(ledger.problems.values()), *last_contact_problems(histories)]
    directory = People(
        histories, in_order_of_date(ledger.meetings), tuple(sorted(set(problems))), me, *own(mine, today), links
    )
    return Gathered(directory, hearing, unfitting, ledger.problems)


class ResolvedNote(NamedTuple):
    """What one note tells: evidence and tasks, each with the path of whom they concern, and its meeting."""

    evidence: Sequence[tuple[str, Evidence]] = ()
    errands: Sequence[tuple[str, PersonTask]] = ()
    meeting: Meeting | None = None
    problems: Sequence[Problem] = ()


class NoteResolver:
    """Hears one note after the other; `people` by path."""

    def __init__(self, people: Mapping[str, Person], links: Links, today: date | None, crowd: int) -> None:
        self.people = people
        died = {path: person.died for path, person in people.items() if person.died}
        self._bench = ResolutionContext(links, {path: person.id for path, person in people.items()}, today, died)
        self._crowd = crowd

    def of(self, people: Mapping[str, Person]) -> NoteResolver:
        """The same with other people at these paths, who have the same names."""
        other = copy(self)
        other.people = people
        return other

    def forget(self) -> None:
        """Resolve each name anew when it comes again: whoever has heard all notes hears few from then on."""
        self._bench.links.forget()

    def hear(self, facts: Facts) -> ResolvedNote:
        """What the note tells."""
        if not facts.mentions and not facts.tasks and not facts.named and not is_gathering(facts.note):
            return _NOTHING
        folder = dirname(facts.note.path)
        meeting, crowded, problems = self._meeting(facts, folder)
        witness = EvidenceBuilder(facts, folder, self._bench, crowded)
        evidence = [(path, each) for (path, _, _), each in witness.evidence().items()]
        if facts.named:
            counted = {path for path, each in evidence if each.rejected is None}
            problems += unlinked(facts, counted, self._bench.links, self.people)
        errands = list(witness.errands())
        return ResolvedNote(evidence, errands, meeting, problems + witness.problems)

    def _meeting(self, facts: Facts, folder: str) -> tuple[Meeting | None, set[int], list[Problem]]:
        """The note's meeting, the places in the note where too many came, and who of them is nobody's note."""
        coming = attendees(facts)
        if (not coming and not is_gathering(facts.note)) or facts.note.kind == "conflict":
            return None, set(), []
        links = self._bench.links
        meeting = gathering(facts.note, coming, links, folder, self.people)
        came = heads(facts.note, coming, links, folder)
        crowded = {place for place, people in came.items() if len(people) > self._crowd}
        return meeting, crowded, unknown(facts.note, coming, links, folder)


_NOTHING = ResolvedNote()


class _HistoryBuilder:
    """All that the notes say of each person, entered note by note."""

    def __init__(self, people: Sequence[Person]) -> None:
        self.problems: dict[str, list[Problem]] = {}
        self.meetings: list[Meeting] = []
        self._people = people
        self._counted: Mapping[str, list[Evidence]] = {person.path: [] for person in people}
        self._rejected: Mapping[str, list[Evidence]] = {person.path: [] for person in people}
        self._errands: Mapping[str, list[PersonTask]] = {person.path: [] for person in people}

    def enter(self, path: str, told: ResolvedNote) -> None:
        """Take down what a note tells."""
        for whom, evidence in told.evidence:
            (self._counted if evidence.rejected is None else self._rejected)[whom].append(evidence)
        for whom, errand in told.errands:
            self._errands[whom].append(errand)
        if told.meeting:
            self.meetings.append(told.meeting)
        if told.problems:
            self.problems[path] = list(told.problems)

    def histories(self) -> tuple[History, ...]:
        """Everybody by name, their evidence in order of date, path and line."""
        found = (
            History(
                person,
                in_order(self._counted[person.path]),
                in_order(self._rejected[person.path]),
                tuple(self._errands[person.path]),
            )
            for person in self._people
        )
        return tuple(sorted(found, key=lambda history: (fold(history.person.name), history.person.path)))


def in_order_of_date(meetings: Iterable[Meeting]) -> tuple[Meeting, ...]:
    """The meetings and events by day, hour and path."""
    return tuple(sorted(meetings, key=lambda each: each.when))


def in_order(evidence: list[Evidence]) -> tuple[Evidence, ...]:
    """By date, path and line; of one line, as the note tells it."""
    return tuple(
        evidence
        if len(evidence) < 2  # noqa: PLR2004  one needs no order
        else sorted(evidence, key=lambda each: (each.date or date.max, each.path, each.line))
    )


def own(mine: Sequence[Facts], today: date | None) -> tuple[Profile | None, tuple[Evidence, ...]]:
    """The profile of the first of the `me` notes, and its log up to today, in order of date and line."""
    if not mine:
        return None, ()
    facts, last = mine[0], today or date.max
    log = [
        Evidence(each.date, facts.note.path, each.line, each.text, each.channel, each.direction, tags=each.tags)
        for each in facts.mentions
        if each.rejected is None and each.date is not None and each.date <= last
    ]
    return facts.profile, tuple(sorted(log, key=lambda each: (each.date or last, each.line)))


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


_SILENT = frozenset({"deceased", "no-contact"})


def unlinked(facts: Facts, told: Container[str], links: Links, people: Mapping[str, Person]) -> Iterator[Problem]:
    """A warning for each name of two words and more that one person has, with the link that mends it.

    `told` are the people (by path) of whom the note is evidence anyway: they need no link.
    """
    for line, row in facts.named:
        words = row.split(" ")
        at = 0
        while at < len(words) - 1:
            length, path = _name(words, at, links)
            if path and path not in told and people[path].status not in _SILENT:
                yield _unlinked_problem(facts.note.path, line, " ".join(words[at : at + length]), path, links)
            at += max(1, length)


def _name(words: list[str], at: int, links: Links) -> tuple[int, str]:
    """How many words from `at` on are somebody's name, and whose; 0 where they are nobody's, or several people's."""
    for end in range(len(words), at + 1, -1):
        found = links.called(" ".join(words[at:end]).rstrip("."))
        if found:
            return end - at, found[0] if len(found) == 1 else ""
    return 0, ""


def _unlinked_problem(path: str, line: int, written: str, whom: str, links: Links) -> Problem:
    name = written.rstrip(".")
    link = links.link_to(whom, name)
    message = f"“{name}” is written without a link, so that the line tells of nobody: write {link}."
    return Problem(path, line, "NAME-UNLINKED", message, "warning", fixable=True, mend=(name, link))


def several_me(mine: list[Facts]) -> list[Problem]:
    """A warning for each note of the user's own but the first."""
    return [
        Problem(
            each.note.path,
            0,
            "SEVERAL-ME",
            f"{mine[0].note.path} is about you too: keep one note of `type: me`.",
            "warning",
        )
        for each in mine[1:]
    ]


def last_contact_problems(histories: Iterable[History]) -> list[Problem]:
    """Warnings about last-contact fields that lie in the future, or are older than the log below them."""
    return [problem for history in histories for problem in _of_fields(history)]


def _of_fields(history: History) -> Iterator[Problem]:
    own = history.person.path
    newest = max((e.date for e in history.counted if e.date and e.path == own and e.source != "field"), default=None)
    for field in (*history.counted, *history.rejected):
        if field.source != "field" or field.path != own or field.date is None:
            continue
        if field.rejected == "future date":
            message = f"The last contact, {field.date}, lies in the future and does not count."
            yield _warning(field, "FUTURE-DATE", message)
        elif field.rejected is None and newest is not None and newest > field.date:
            message = f"The last contact is {field.date} here and {newest} in the log: change or delete the field."
            yield _warning(field, "STALE-LAST-CONTACT", message)


def _warning(field: Evidence, code: str, message: str) -> Problem:
    return Problem(field.path, field.line, code, message, "warning")
