"""People: everybody with their history, meetings with the people who come, and problems between notes.

A name that a user types is found from the exact name to the unique beginning, or an error names those that come near.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from itertools import chain
from typing import TYPE_CHECKING, Protocol

from mdnetwork.errors import AmbiguousName, UnknownName
from mdnetwork.lazy import lazy
from mdnetwork.model import (
    GONE,
    Evidence,
    Facts,
    Group,
    History,
    Meeting,
    Person,
    PersonTask,
    Problem,
    Profile,
    Ref,
    TopicalNote,
)
from mdnetwork.names import fold, same
from mdnetwork.people.links import Links, Registered, loosely, names_of, stem, without_suffix

if TYPE_CHECKING:
    import difflib
else:
    difflib = lazy("difflib")


Found = History | Meeting
Entry = tuple[str, Found]
"""A name as written, and the person or meeting that has it."""

Senses = Callable[[str], AbstractSet[str]]
"""The stems of the words of a text."""

_NEAR = 0.75
"""How much of two names must be alike, for difflib, so that one may be the other misspelt."""
NAMED = 3
"""The number of names that come near which are shown."""
SHOWN = 5
"""The number of candidates that an error message lists."""


class Finder:
    """A searchable list of the names of people and meetings. At every step people come before meetings."""

    def __init__(self, histories: Sequence[History], meetings: Sequence[Meeting]) -> None:
        self._people: list[Entry] = [(name, h) for h in histories for name in dict.fromkeys(names_of(h.person))]
        self._meetings: list[Entry] = [(name, m) for m in meetings for name in (stem(m.note.path), m.note.title)]
        self._paths: list[Entry] = [(h.person.path, h) for h in histories] + [(m.note.path, m) for m in meetings]
        self._identities: list[Entry] = [(h.person.id, h) for h in histories]

    def called(self, name: str) -> Found | None:
        """The person or meeting with this whole name, identity or path, or None. Raises AmbiguousName."""
        return self._first(
            name,
            (self._paths, _is(name, str)),
            (self._identities, _is(name, str)),
            (self._people, _is(name, same)),
            (self._paths, _is(name, lambda path: same(without_suffix(path)))),
            (self._meetings, _is(name, same)),
            (self._people, _is(name, fold)),
            (self._people, _is(name, loosely)),
        )

    def begun(self, name: str) -> Found | None:
        """The person or meeting with a name, or else a word of a name, that begins so. Raises AmbiguousName."""
        wanted = fold(name)
        return self._first(
            name,
            (self._people, lambda known: fold(known).startswith(wanted)),
            (self._people, lambda known: f" {wanted}" in fold(known)),
            (self._meetings, lambda known: fold(known).startswith(wanted)),
        )

    def _first(self, name: str, *steps: tuple[list[Entry], Callable[[str], bool]]) -> Found | None:
        """What the first step finds that finds anything."""
        for entries, fits in steps if fold(name) else ():
            found = {_path(entry): entry for known, entry in entries if fits(known)}
            if found:
                return _only(name, found)
        return None

    def beginning(self, prefix: str) -> tuple[str, ...]:
        """The names of people that start with `prefix`, sorted."""
        wanted = fold(prefix)
        return tuple(sorted({name for name, _ in self._people if fold(name).startswith(wanted)}, key=_by_name))

    @cached_property
    def folded(self) -> dict[str, str]:
        """Each folded name of people and meetings, and how it is written."""
        return {fold(name): name for name, _ in sorted(self._people + self._meetings, key=lambda e: e[0], reverse=True)}


def coming_near(name: str, known: Iterable[str]) -> list[str]:
    """The few of these folded names that are spelt nearly as `name`, the nearest first; else those with such a word."""
    wanted, names = fold(name), sorted(known)
    near = difflib.get_close_matches(wanted, names, cutoff=_NEAR)
    if near or not wanted or " " in wanted:
        return near
    words: dict[str, list[str]] = {}
    for each in names:
        for word in each.split():
            words.setdefault(word, []).append(each)
    found = (each for word in difflib.get_close_matches(wanted, words, cutoff=_NEAR) for each in words[word])
    return list(dict.fromkeys(found))[:NAMED]


def _is(name: str, form: Callable[[str], str]) -> Callable[[str], bool]:
    wanted = form(name)
    return lambda known: form(known) == wanted


def _path(entry: Found) -> str:
    return entry.person.path if isinstance(entry, History) else entry.note.path


def _lines_with(tag: str, history: History) -> list[Evidence]:
    """The evidence with this tag, of somebody who is not gone."""
    lines = () if history.person.status in GONE else chain(history.counted, history.rejected)
    return [line for line in lines if tag in line.tags]


def by_place(evidence: Evidence) -> tuple[date, str, int, str, str]:
    """The sort key of evidence of several people: date (undated last), path, line, text and verdict."""
    return evidence.date or date.max, evidence.path, evidence.line, evidence.text, evidence.rejected or ""


def _by_name(name: str) -> tuple[str, str]:
    return fold(name), name


def _only(name: str, found: dict[str, Found]) -> Found:
    if len(found) == 1:
        return next(iter(found.values()))
    paths = tuple(sorted(found))
    raise AmbiguousName(f"“{name}” fits several: {shortened(paths)}. Write more of the name, or the path.", paths)


def shortened(paths: Sequence[str]) -> str:
    """The first few paths, and the number of the others."""
    more = f" and {len(paths) - SHOWN} more" if len(paths) > SHOWN else ""
    return ", ".join(paths[:SHOWN]) + more


class Place(Protocol):
    """A line of a note, such as evidence, a problem or a search result."""

    @property
    def path(self) -> str:
        """The note, relative to the vault."""

    @property
    def line(self) -> int:
        """The line number, from 1."""


@dataclass(frozen=True)
class People:
    """Everybody in the vault, with names and links resolved.

    `histories` are sorted by name, `meetings` (and events, past and future) by day and time, `problems` by path and
    line. `me` holds the user's own names and addresses as written. The class has no slots because it caches
    properties (`identities`, `paths`, names).
    """

    histories: tuple[History, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    problems: tuple[Problem, ...] = ()
    me: tuple[str, ...] = ()
    profile: Profile | None = None
    """The user's profile, from the first `me` note."""
    own_log: tuple[Evidence, ...] = ()
    """The user's own log (posts, talks, invitations), by date and line, without future lines."""
    own_notes: tuple[Facts, ...] = ()
    """What the user's own notes and goals say, by path. Their follow-ups are about nobody."""
    links: Links | None = field(default=None, compare=False, repr=False)
    """Resolves links, also to conflict copies. None resolves only links among the people's own notes."""
    groups: tuple[Group, ...] = ()
    """The groups, by title."""

    whole_log: tuple[Evidence, ...] = ()
    """The user's own log with the lines of days to come."""
    subjects: tuple[TopicalNote, ...] = ()
    """What goals and other notes are about, by path."""

    def __len__(self) -> int:
        return len(self.histories)

    @cached_property
    def identities(self) -> Mapping[str, History]:
        """Histories by `Person.id`."""
        return {history.person.id: history for history in self.histories}

    @cached_property
    def paths(self) -> Mapping[str, History]:
        """Histories by the path of the person's note."""
        return {history.person.path: history for history in self.histories}

    @cached_property
    def everybody(self) -> tuple[Person, ...]:
        """The people, by name, without what notes say about them."""
        return tuple([history.person for history in self.histories])

    @cached_property
    def guarded(self) -> tuple[Person, ...]:
        """The people that may not be named to every audience, by name: those with a private note, and those gone."""
        return tuple([person for person in self.everybody if person.private or person.status in GONE])

    def person(self, identity: str) -> Person | None:
        """The person with this identity, or None."""
        history = self.identities.get(identity)
        return history.person if history else None

    def owner(self, path: str) -> Person | None:
        """The person whose note is at `path`, or None."""
        history = self.paths.get(path)
        return history.person if history else None

    @cached_property
    def contacted(self) -> frozenset[str]:
        """The identities of everybody with a day of contact."""
        return frozenset([history.person.id for history in self.histories if history.days])

    def may_say_need(self, since: date) -> frozenset[str]:
        """The identities of those with a line that counts, of this day or later, and may say a need; and of others."""
        del since
        return frozenset(self.identities)

    def shared_lines(self) -> Iterable[tuple[Person, Evidence]]:
        """The lines that may show who a person knows, with the person. They may be more than those that do.

        Those of one person are in order; those that count come first. They are about several people, or say who
        attended, or are in another person's note.
        """
        for history in self.histories:
            yield from ((history.person, line) for line in (*history.counted, *history.rejected))

    @cached_property
    def introducers(self) -> Mapping[str, Person]:
        """The only person that `introduced_by` means, if it is another, by the path of the person introduced."""
        return {path: self.paths[by].person for by, paths in self._introduced.items() for path in paths}

    def lines_in(self, *paths: str) -> Mapping[str, Sequence[Evidence]]:
        """What the notes at these paths say about each person, by identity. What counts comes first."""
        found: dict[str, list[Evidence]] = {}
        for history in self.histories:
            for line in (*history.counted, *history.rejected):
                if line.path in paths:
                    found.setdefault(history.person.id, []).append(line)
        return found

    def expect(self, identities: Iterable[str] | None = None) -> None:
        """Announce that the histories of these people, or of everybody, will be asked for one by one."""

    @cached_property
    def meeting_paths(self) -> frozenset[str]:
        """The notes of `meetings`."""
        return frozenset([meeting.note.path for meeting in self.meetings])

    def meetings_on(self, days: Collection[date]) -> tuple[Meeting, ...]:
        """The meetings and events of these days, in order."""
        return tuple([meeting for meeting in self.meetings if meeting.note.date in days])

    def lines_about(self, people: Iterable[Person]) -> frozenset[tuple[str, int]]:
        """Path and number of each line that says something about one of these people, counted or not."""
        histories = [self.identities[person.id] for person in people]
        return frozenset([(line.path, line.line) for each in histories for line in (*each.counted, *each.rejected)])

    def meeting(self, path: str) -> Meeting | None:
        """The meeting or event of the note at `path`, or None."""
        return self._meetings.get(path)

    @cached_property
    def _meetings(self) -> Mapping[str, Meeting]:
        return {meeting.note.path: meeting for meeting in self.meetings}

    def find(self, name: str, *, suggest: bool = True) -> History | Meeting:
        """Find a person or meeting by note name, display name, alias, identity, unique beginning or path.

        "Rossi Mario" finds Mario Rossi, and titles do not matter. Raises AmbiguousName when several match, and
        UnknownName when none does: with the names that come near if it is to `suggest` them, which compares all names.
        """
        found = self._found(name)
        if found is None:
            raise self.unknown(name) if suggest else UnknownName(name)
        return found

    def unknown(self, name: str) -> UnknownName:
        """The error for a name that nobody has, with those that come near."""
        near = self.near(name)
        also = f" Did you mean {', '.join(near)}?" if near else ""
        return UnknownName(f"Nobody is called “{name}”.{also} `mdnet people` lists everybody.", near)

    def near(self, name: str) -> tuple[str, ...]:
        """The names of people and meetings that are spelt nearly as this one, the nearest first."""
        known = self._finder.folded
        return tuple(known[each] for each in coming_near(name, known))

    def _found(self, name: str) -> History | Meeting | None:
        return self._finder.called(name) or self._finder.begun(name)

    def is_me(self, name: str) -> bool:
        """Whether this is a name or the path of the user's own note, or a first name that nobody else has."""
        path, wanted = self.profile.path if self.profile else "", fold(name)
        if path and (name == path or same(name) in {same(known) for known in (*self.me, without_suffix(path))}):
            return all(fold(known) != wanted for known in self.search_names(name))
        if not path or not wanted or not any(fold(known).startswith(f"{wanted} ") for known in self.me):
            return False
        try:
            return self._found(name) is None
        except AmbiguousName:
            return False

    def search_names(self, prefix: str) -> tuple[str, ...]:
        """The names and aliases that start with `prefix`, sorted, for shell completion."""
        return self._finder.beginning(prefix)

    def own_note(self, name: str, *, whole: bool = False) -> Facts | None:
        """The goal (or the user's own note) with this title, file name or path; else None.

        The beginning of one title is enough, unless the `whole` name is asked for. The user's own note has the user's
        names too.
        """
        if self.is_me(name) and self.profile is not None:
            return next(each for each in self.own_notes if each.note.path == self.profile.path)
        wanted = fold(name)
        names = [
            (each, {fold(each.note.title), fold(stem(each.note.path)), fold(each.note.path)}) for each in self.own_notes
        ]
        exact = [each for each, called in names if wanted in called]
        begun = [each for each, _ in names if wanted and fold(each.note.title).startswith(wanted)]
        found = exact if exact or whole else begun
        return found[0] if len(found) == 1 else None

    def who(self, ref: Ref, path: str) -> tuple[History, ...]:
        """The people that `ref`, written in the note at `path`, may refer to: none, one, or several."""
        folder = path.rpartition("/")[0]
        found = self._links.people(ref, folder)
        return tuple([self.paths[theirs] for theirs in found if theirs in self.paths])

    def whom(self, ref: Ref, path: str) -> tuple[Person, ...]:
        """The people of `who`, without what notes say about them."""
        folder = path.rpartition("/")[0]
        return tuple([owner for theirs in self._links.people(ref, folder) if (owner := self.owner(theirs))])

    def link_to(self, path: str, label: str = "") -> str:
        """The shortest link to the note at `path` that works from every folder: `[[Ana Lima|Ana]]`."""
        return self._links.link_to(path, label)

    def note(self, target: str, folder: str) -> str | None:
        """The path of the note that a link written in `folder` points to, or None."""
        return self._links.note(target, folder)

    def people_at(self, place: Place) -> tuple[Person, ...]:
        """The owner of the note if it has one, otherwise the people that the line mentions, by name."""
        owner = place.path if self.owner(place.path) else self._links.register.belonging(place.path)
        person = self.owner(owner) if owner else None
        if person:
            return (person,)
        return tuple(self._told_at.get((place.path, place.line), ()))

    def experts(self, stems: AbstractSet[str], senses: Senses) -> Iterable[Person]:
        """The people who know about something with one of these stems, by identity."""
        able = (each for each in self.everybody if not stems.isdisjoint(chain(*map(senses, each.expertise))))
        return sorted(able, key=lambda each: each.id)

    def tasks_about(self, path: str) -> Sequence[PersonTask]:
        """The tasks that the person's note holds or that link the person, by path and line."""
        return self._tasks.get(path, ())

    def meetings_with(self, path: str) -> Sequence[Meeting]:
        """The meetings and events that the person attends, by day, time and path."""
        return self._attended.get(path, ())

    def introduced_through(self, path: str) -> Sequence[History]:
        """The other people whose `introduced_by` refers to this person and nobody else, by identity."""
        return [self.paths[each] for each in self._introduced.get(path, ())]

    def tagged_about(self, path: str, tag: str) -> Sequence[Evidence]:
        """The evidence with this exchange tag whose `people` include the person, by date, path and line.

        The evidence is that of everybody who is not gone, since a line in somebody else's log is rejected in the
        person's own history. Equal evidence of several people appears once; the verdicts on a line may differ.
        """
        if tag not in self._tagged:
            self._tagged[tag] = self._with_tag(tag)
        return self._tagged[tag].get(path, ())

    @cached_property
    def _tasks(self) -> Mapping[str, Sequence[PersonTask]]:
        found: dict[str, dict[tuple[str, int], PersonTask]] = {}
        for task in chain.from_iterable(history.errands for history in self.histories):
            for path in {task.path, *self._paths_of(task.people)}:
                found.setdefault(path, {})[task.path, task.task.line] = task
        return {path: [theirs[place] for place in sorted(theirs)] for path, theirs in found.items()}

    @cached_property
    def _attended(self) -> Mapping[str, Sequence[Meeting]]:
        found: dict[str, list[Meeting]] = {}
        for meeting in sorted(self.meetings, key=lambda each: each.when):
            for person in meeting.people:
                found.setdefault(person.path, []).append(meeting)
        return found

    @cached_property
    def _introduced(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = {}
        for history in sorted(self.histories, key=lambda each: each.person.id):
            person = history.person
            by = self.who(person.introduced_by, person.path) if person.introduced_by else ()
            if len(by) == 1 and by[0].person.path != person.path:
                found.setdefault(by[0].person.path, []).append(person.path)
        return found

    @cached_property
    def _tagged(self) -> dict[str, Mapping[str, Sequence[Evidence]]]:
        """The answers of `tagged_about` by tag and path, for the tags asked so far."""
        return {}

    def _with_tag(self, tag: str) -> Mapping[str, Sequence[Evidence]]:
        every = chain.from_iterable(_lines_with(tag, history) for history in self.histories)
        found: dict[str, list[Evidence]] = {}
        for line in sorted(dict.fromkeys(every), key=by_place):
            for path in self._paths_of(line.people):
                found.setdefault(path, []).append(line)
        return found

    def _indexes_after(self, changed: Sequence[tuple[History, History]]) -> Mapping[str, object]:
        """The indexes over everybody, as far as these changed histories (old, new) leave them valid."""

        def is_valid(part: Callable[[History], object]) -> bool:
            return all(part(old) == part(new) for old, new in changed)

        parts: dict[str, Callable[[History], object]] = {
            "_tasks": lambda history: history.errands,
            "_introduced": lambda history: history.person.introduced_by,
        }
        tagged = {tag: index for tag, index in self._tagged.items() if is_valid(partial(_lines_with, tag))}
        valid = {name: vars(self)[name] for name, part in parts.items() if name in vars(self) and is_valid(part)}
        return valid | {"_tagged": tagged}

    def _paths_of(self, identities: Sequence[str]) -> list[str]:
        return [self.identities[each].person.path for each in identities if each in self.identities]

    @cached_property
    def _links(self) -> Links:
        return self.links or Links(Registered(self.paths, [history.person for history in self.histories]))

    @cached_property
    def _finder(self) -> Finder:
        return Finder(self.histories, self.meetings)

    @cached_property
    def _told_at(self) -> Mapping[tuple[str, int], list[Person]]:
        told: dict[tuple[str, int], list[Person]] = {}
        for history in self.histories:
            evidence: tuple[Evidence, ...] = history.counted + history.rejected
            for place in {(e.path, e.line) for e in evidence}:
                told.setdefault(place, []).append(history.person)
        return told
