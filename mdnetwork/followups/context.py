"""Follow-ups: what a rule may ask about one person on one day. It records what the answers depend on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from mdnetwork.dates import PartialDate, add_days
from mdnetwork.days.deadlines import nearest_to
from mdnetwork.followups.cadences import Cadences, FollowUpSettings
from mdnetwork.followups.history import PersonHistory, is_standing, sentence
from mdnetwork.followups.identity import undated
from mdnetwork.followups.text import after_tag, plain, theirs
from mdnetwork.frozen import NamedTuple
from mdnetwork.i18n import Texts, WrittenDay
from mdnetwork.kinds import KIND
from mdnetwork.lazy import lazy
from mdnetwork.model import Evidence, FollowUp, Meeting, Person, PersonTask, TopicalNote
from mdnetwork.people import People
from mdnetwork.people.links import names_of
from mdnetwork.people.privacy import is_gone
from mdnetwork.phrases import Phrases

if TYPE_CHECKING:
    from mdnetwork.vocabulary import meaning
else:  # only ties that sleep ask for it
    meaning = lazy("mdnetwork.vocabulary.meaning")

_NEAR = 182
"""A yearly day that is at most this many days away is nearer than the one of another year."""
_SUNDAY = 6
"""Days from Monday."""
Aspect = Literal["who", "history", "mine"]
"""What of a person an answer depends on: "who" is the fields of their note, "history" their evidence too. "mine" is of
nobody (whose path is ""): the user's own note, and what goals and other notes are about.
"""
Subject = tuple[str, Aspect]
"""A person, by the path of their note, and the aspect of them that an answer depends on."""


class _Mine(NamedTuple):
    """What goals and other notes are about, with the places of topics and of lines of the user's own log by stem."""

    subjects: tuple[TopicalNote, ...]
    topics: dict[str, list[tuple[int, int]]]
    log: dict[str, list[int]]


class Clock:
    """A day for the rules. It records on which days every answer stays the same as on this one.

    From `holds_from` to `holds_until`, both included, whoever asked the same gets the same answers.
    """

    def __init__(self, today: date) -> None:
        self._today = today
        self.holds_from, self.holds_until = date.min, date.max

    def is_before(self, day: date) -> bool:
        """Whether today is before `day`."""
        if self._today < day:
            self.holds_until = min(self.holds_until, add_days(day, -1))
            return True
        self.holds_from = max(self.holds_from, day)
        return False

    def is_after(self, day: date) -> bool:
        """Whether today is after `day`."""
        return day < date.max and not self.is_before(add_days(day, 1))

    def monday(self) -> date:
        """The Monday of this week."""
        found = add_days(self._today, -self._today.weekday())
        self.is_before(found)
        self.is_after(add_days(found, _SUNDAY))
        return found

    def next(self, day: PartialDate) -> date | None:
        """The next occurrence of a yearly day, today or later; None if the day is unknown."""
        found = day.next_after(self._today)
        if found is not None:
            self.is_after(found)
            before = day.in_year(found.year - 1) if found.year > date.min.year else None
            if before is not None:
                self.is_after(before)
        return found

    def nearest(self, phrase: str) -> date | None:
        """The day of a date without a year, such as "25 November", that is nearest to today."""
        found = nearest_to(phrase, self._today)
        first, last = (add_days(found, n) for n in (-_NEAR, _NEAR)) if found else (self._today, self._today)
        if not first <= self._today <= last:
            first = last = self._today
        self.holds_from, self.holds_until = max(self.holds_from, first), min(self.holds_until, last)
        return found


class FollowUpContext:
    """Answers a rule's questions about one person, with settings, day and language, and records what they depend on.

    No question needs a look at everybody. People are identified by `Person.id`. Those who died or want no contact have
    no history, since no rule is about them.
    """

    def __init__(self, directory: People, settings: FollowUpSettings, today: date, texts: Texts) -> None:
        self.directory = directory
        self.settings = settings
        self.texts = texts
        self.phrases = Phrases(texts, today)
        self.cadences = Cadences(settings)
        self._today = today
        self._histories: dict[str, PersonHistory | None] = {}
        self._found: _Mine | None = None
        self.record()

    def forget(self) -> None:
        """Drop the histories of people: the directory has others now, and whoever is asked about again is the same."""
        self._histories.clear()

    def record(self) -> None:
        """Start a new record, `clock` and `subjects`. To know what one person depends on, call it before asking."""
        self.clock = Clock(self._today)
        """The day, for the rules."""
        self.subjects: set[Subject] = set()
        """The people that the answers depend on, beside the people that a changed note names, before or after."""

    def goals(self) -> list[TopicalNote]:
        """The goals, by path."""
        return [each for each in self._mine().subjects if each.is_goal]

    def topics_like(self, text: str) -> Iterator[tuple[TopicalNote, str, int]]:
        """The topics of goals and other notes that share all words with a text: each with its note, and its line."""
        places = {place for sense in meaning.senses(text) for place in self._mine().topics.get(sense, ())}
        for number, at in sorted(places):
            note = self.directory.subjects[number]
            topic, line = note.topics[at]
            if meaning.is_part(topic, text):
                yield note, topic, line

    def log_on(self, text: str) -> Iterator[Evidence]:
        """The lines of the user's own log that have all words of a text, also of days to come, in order."""
        wanted = meaning.words(text)
        for number in sorted({each for sense in meaning.senses(text) for each in self._mine().log.get(sense, ())}):
            line = self.directory.whole_log[number]
            if wanted and meaning.meant(wanted, plain(line.text)) == frozenset(wanted):
                yield line

    def _mine(self) -> _Mine:
        """What is the user's own, by the stems of its words. It is looked up, since everybody who sleeps asks."""
        self.subjects.add(("", "mine"))
        if self._found is None:
            self._found = _Mine(self.directory.subjects, {}, {})
            for number, note in enumerate(self.directory.subjects):
                for at, (topic, _) in enumerate(note.topics):
                    for sense in meaning.senses(topic):
                        self._found.topics.setdefault(sense, []).append((number, at))
            for number, line in enumerate(self.directory.whole_log):
                for sense in meaning.senses(plain(line.text)):
                    self._found.log.setdefault(sense, []).append(number)
        return self._found

    def person(self, identity: str) -> Person | None:
        """The person with this identity, also one who died or wants no contact; None if there is none."""
        return self._seen(identity, "who")

    def day(self, day: date) -> WrittenDay:
        """A day of a sentence, with its year unless that is this year (which the clock records)."""
        after, before = date(day.year, 12, 31), date(day.year, 1, 1)
        return self.texts.day(day, year=self.clock.is_after(after) or self.clock.is_before(before))

    def snoozed(self, follow_up: FollowUp, until: date) -> FollowUp:
        """The follow-up moved to the end of the snooze, if that is later. An undated one gets that date."""
        if not KIND[follow_up.kind].can_be_snoozed or (follow_up.due is not None and follow_up.due >= until):
            return follow_up
        late_after = max(follow_up.late_after or until, until)
        clauses = (follow_up.reason.removesuffix("."), self.texts.say("snoozed until {date}", date=self.day(until)))
        return replace(follow_up, due=until, late_after=late_after, reason=sentence(clauses))

    def owner(self, path: str) -> Person | None:
        """The person whose note is at `path`, or None."""
        person = self.directory.owner(path)
        return self.person(person.id) if person else None

    def living(self, identities: Iterable[str]) -> tuple[Person, ...]:
        """The people with these identities, except those who may not be named."""
        people = [self.person(each) for each in identities]
        return tuple([each for each in people if each is not None and not is_gone(each)])

    def history(self, identity: str) -> PersonHistory | None:
        """The person's history; None for those who died or want no contact."""
        person = self._seen(identity, "history")
        if identity not in self._histories:
            is_known = person is not None and not is_gone(person)
            self._histories[identity] = PersonHistory(self.directory.identities[identity]) if is_known else None
        return self._histories[identity]

    def tasks(self, identity: str) -> Sequence[PersonTask]:
        """The person's tasks, by path and line: those in their note, and those that link them first.

        In a note of nobody, a task belongs to the first one it links who may be named: a task that links somebody who
        died, and then others, is not lost.
        """
        return [each for each in self.directory.tasks_about(self._path(identity)) if self._holder(each) == identity]

    def meetings(self, identity: str) -> Sequence[Meeting]:
        """The meetings and events that the person attends, by day and time."""
        return self.directory.meetings_with(self._path(identity))

    def introduced_by(self, identity: str) -> Iterator[tuple[PersonHistory, date]]:
        """The people met through this person on a known day, with that day, by identity."""
        for introduced in self.directory.introduced_through(self._path(identity)):
            friend = self.history(introduced.person.id)
            met = friend and (friend.person.met or (friend.days[0] if friend.days else None))
            if friend and met:
                yield friend, met

    def introductions(self, identity: str) -> Iterator[tuple[Evidence, PersonHistory]]:
        """The introductions by the user that name this person first: the line, and the history of the other person."""
        for line in self._introducing(identity):
            pair = self.living(_parties(line, self))
            is_first = len(pair) == 2 and pair[0].id == identity  # noqa: PLR2004  two people make an introduction
            other = self.history(pair[1].id) if is_first and not theirs(line, "intro") else None
            if other:
                yield line, other

    def _introducing(self, identity: str) -> Iterable[Evidence]:
        """The lines about this person with `#intro` that count, each once, by date, path and line."""
        found: dict[tuple[str, int, date | None], Evidence] = {}
        for line in self.directory.tagged_about(self._path(identity), "intro"):
            self.living(line.people)  # a line counts by the verdict on those of its people who are not gone
            if line.date:  # and on some days only, if it is in the future, or of a meeting today
                self.clock.is_before(line.date)
                self.clock.is_after(line.date)
            if is_standing(line):
                found.setdefault((line.path, line.line, line.date), line)
        return found.values()

    def _holder(self, task: PersonTask) -> str | None:
        """The identity of the person that a task belongs to."""
        owner = self.owner(task.path)
        return owner.id if owner else next((each for each in task.people if self.living((each,))), None)

    def _path(self, identity: str) -> str:
        person = self.directory.person(identity)
        return person.path if person else ""

    def _seen(self, identity: str, aspect: Aspect) -> Person | None:
        person = self.directory.person(identity)
        if person is not None:
            self.subjects.add((person.path, aspect))
        return person


def _parties(line: Evidence, context: FollowUpContext) -> tuple[str, ...]:
    """The identities of the two people: those named after the tag, else the note's person and the other one."""
    owner = context.owner(line.path)
    named = _named_after(line, context)
    if len(named) == 1 and owner:
        named = [owner.id, *named]
    if len(named) <= 1:
        named = [each for each in line.people if len(line.people) <= 2 or not owner or each != owner.id]  # noqa: PLR2004  two people, as above
    return tuple(dict.fromkeys(named))[:2]


def _named_after(line: Evidence, context: FollowUpContext) -> list[str]:
    """The people of the line whose names come after the tag, in order."""
    after = f" {undated(after_tag(line.text, 'intro'))} "
    people = filter(None, map(context.person, line.people))
    places = {each.id: max(after.find(f" {undated(name)} ") for name in names_of(each)) for each in people}
    return sorted((each for each, at in places.items() if at >= 0), key=lambda each: places[each])


Rule = Callable[[PersonHistory, FollowUpContext], Iterable[FollowUp]]
"""Finds a person's follow-ups of one kind."""
