"""The property that matters most: whatever happens, the store equals one that is made anew.

Its people equal those that `gather` finds in all notes at once, its follow-ups those that the rules find, and its
tables those of a new store: after edits, moves, kills, other processes, days, settings, languages and time zones.
"""

from __future__ import annotations

import json
import sqlite3
import time
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache, partial

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from mdnetwork.calendar.select import Agenda, FeedSettings, agenda, choose, counted_agenda, kinds_of, schedule
from mdnetwork.dates import Cadence, Span
from mdnetwork.followups import due_within, follow_ups
from mdnetwork.followups.cadences import FollowUpSettings
from mdnetwork.followups.contact_days import contact_days
from mdnetwork.followups.history import PersonHistory
from mdnetwork.followups.identity import uid
from mdnetwork.i18n import Texts, texts
from mdnetwork.insight.edges import acquaintances
from mdnetwork.model import Evidence, Facts, History
from mdnetwork.parsing import ReadingSettings, read_note
from mdnetwork.parsing.causes import HINTS
from mdnetwork.people import People, gather
from mdnetwork.people.privacy import is_gone
from mdnetwork.store import Store, person_rows
from mdnetwork.store import follow_ups as rows
from mdnetwork.store.follow_ups import Rules
from mdnetwork.store.people import ReadPeople, StoredPeople
from mdnetwork.store.search import body
from mdnetwork.verdicts import ON_SOME_DAYS
from mdnetwork.vocabulary.topics import NEED
from support.changing_files import CROWD, ChangingFiles
from support.stored import told

TODAY = date(2026, 11, 23)
PEOPLE = ("People/Ada.md", "People/Bob.md", "People/Ada 2.md", "People/Cy Dee.md", "Other/Bob.md", "People/Eve.md")
DATED = ("Daily/2026-11-02.md", "Daily/2026-11-20.md", "Meetings/2026-11-25 plan.md", "Meetings/2026-11-03 talk.md")
GROUPS = ("Groups/Circle.md", "Groups/plan.md")
"""One of them is called as a meeting is."""
FOLLOWING = (
    FollowUpSettings(),
    FollowUpSettings(circles=(("core", Cadence(Span(days=7), Span(days=14), text="1w..2w")),)),
)
KEYS = st.lists(
    st.sampled_from(
        (
            "circle: core",
            "cadence: monthly",
            "birthday: 1990-12-01",
            "birthday: --02-29",
            "private: true",
            "status: paused",
            "status: deceased",
            "aliases: [Addy]",
            "aliases: [Bob]",
            "uid: u1",
            "email: a@example.org",
            "introduced_by: '[[Ada]]'",
            "groups: '[[Circle]]'",
            "introduced_by: '[[Cy Dee]]'",
            "met: 2026-11-21",
            "next_contact: 2026-11-30",
            "snooze_until: 2026-12-24",
            "last_contact: 2026-10-01",
            "last_contact: 2027-01-01",
            "name: Ada",
            "org: '[[Acme]]'",
        )
    ),
    max_size=5,
    unique=True,
)
LINES = st.lists(
    st.sampled_from(
        (
            "## Log",
            "- 2026-11-02 call about grants",
            "- 2026-10-02 call, is looking for a carpenter",
            "- 2026-10-02 coffee → #promised the paper",
            "- 2026-11-12 email ← #got the paper, #kept",
            "- 2026-11-14 email → the letter",
            "- 2026-11-15 liked the post on Mastodon",
            "- 2026-11-19 #news she has a new post",
            "- 2026-11-18 lunch #intro [[Ada]] [[Bob]]",
            "- 2026-11-18 #waiting for [[Cy Dee]]",
            "- 2026-12-18 call, some day",
            "- lunch with [[Bob]]",
            "- call with Cy Dee about money",
            "- met [[Addy]] and [[Eve]] and [[Ada]]",
            "- [ ] ask [[Ada]] 📅 2026-11-29",
            "- [x] write to [[Bob]] ✅ 2026-11-10",
            "- [ ] send it to [[Eve]] and [[Ada]] #promised",
            "- 2026-11-19 evening of the [[Circle]] with [[Ada]]",
            "- talk at the [[Circle]]",
            "",
        )
    ),
    max_size=6,
)
ATTENDEES = st.lists(st.sampled_from(("Ada", "Bob", "Cy Dee", "Eve", "Nobody")), max_size=4, unique=True)


def person(keys: list[str], lines: list[str]) -> str:
    return "\n".join(["---", "type: person", *keys, "---", *lines, ""])


def dated(people: list[str], lines: list[str]) -> str:
    linked = ", ".join(f'"[[{each}]]"' for each in people)
    return "\n".join([*(["---", f"attendees: [{linked}]", "---"] if people else []), *lines, ""])


OTHERS = (
    "Acme.md",
    "Bob.md",
    "Notes/Eve.md",
    "People/README.md",
    "People/ada/notes.md",
    "People/Zoe Lune.md",
    "People/Zoe Lune/talks.md",
    "People/Zoe Lune.es.md",
)
"""Notes without a type: in a folder of people they are people, unless the folder says otherwise."""
LANGUAGES = (texts("en"), texts("it"))


@lru_cache(512)
def read(path: str, data: bytes, reading: ReadingSettings, _zone: tuple[str, str]) -> Facts:
    return read_note(path, data, reading)


def lines(directory: People) -> list[Evidence]:
    """All evidence, whether it counts or not."""
    found = (replace(each, rejected=None) for h in directory.histories for each in (*h.counted, *h.rejected))
    return sorted(found, key=repr)


class Notes(ChangingFiles):
    """Notes that come, change and go, under one store."""

    def __init__(self) -> None:
        super().__init__()
        self.today, self.following, self.language = TODAY, FOLLOWING[0], LANGUAGES[0]
        self.read = ReadPeople()

    @property
    def concluding(self) -> Rules:
        return Rules(self.following, self.language, self.today)

    def work_of_another_process(self, store: Store) -> None:
        super().work_of_another_process(store)
        store.concluded(self.concluding, lambda _: None)

    @rule(path=st.sampled_from(PEOPLE), keys=KEYS, lines=LINES)
    def write_person(self, path: str, keys: list[str], lines: list[str]) -> None:
        self.write(path, person(keys, lines))

    @rule(path=st.sampled_from(GROUPS), people=ATTENDEES, lines=LINES)
    def write_group(self, path: str, people: list[str], lines: list[str]) -> None:
        listed = ", ".join(people)
        keys = ("type: group", f"members: [{listed}]", *(["next_contact: 2026-11-26"] if len(people) > 1 else []))
        self.write(path, "\n".join(["---", *keys, "---", *lines, ""]))

    @rule(path=st.sampled_from(DATED), people=ATTENDEES, lines=LINES)
    def write_dated(self, path: str, people: list[str], lines: list[str]) -> None:
        self.write(path, dated(people, lines))

    @rule(path=st.sampled_from(("Me.md", "About me.md", "People/Bob.md")), lines=LINES)
    def write_myself(self, path: str, lines: list[str]) -> None:
        self.write(path, "\n".join(["---", "type: me", "aliases: [Eve]", "---", *lines]))

    @rule(path=st.sampled_from(OTHERS), lines=LINES)
    def write_other(self, path: str, lines: list[str]) -> None:
        self.write(path, "\n".join(lines))

    @rule(keys=KEYS, lines=LINES, people=ATTENDEES)
    def write_all(self, keys: list[str], lines: list[str], people: list[str]) -> None:
        for path in PEOPLE:
            self.write(path, person(keys[:1], lines))
        for path in DATED:
            self.write(path, dated(people, lines))

    @rule(keys=KEYS, lines=LINES, people=ATTENDEES, calls=st.integers(0, 600))
    def killed(self, keys: list[str], lines: list[str], people: list[str], calls: int) -> None:
        """A process ends while it reads, resolves or concludes what changed in all notes."""
        self.write_all(keys, lines, people)
        self.kill(calls)

    @precondition(lambda self: self.files())
    @rule(data=st.data(), path=st.sampled_from(PEOPLE))
    def rename(self, data: st.DataObject, path: str) -> None:
        file = self.some(data)
        text = file.read_text(encoding="utf-8", errors="replace")  # `change_unseen` may have cut a letter in two
        file.unlink()
        self.write(path, text)

    @rule(days=st.sampled_from((-30, -5, -1, 1, 1, 2, 5, 30, 400)))
    def another_day(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule(following=st.sampled_from(FOLLOWING))
    def change_settings(self, following: FollowUpSettings) -> None:
        self.following = following

    @rule(language=st.sampled_from(LANGUAGES))
    def speak(self, language: Texts) -> None:
        self.language = language

    def facts(self) -> list[Facts]:
        paths = sorted(self.vault.scan(self.ignore).stamps)
        return [read(path, self.vault.read(path), self.reading, time.tzname) for path in paths]

    @invariant()
    def a_day_only_overrules(self) -> None:
        """Without a day the evidence and the other problems are the same; some counts or is rejected otherwise."""
        facts = self.facts()
        today, ever = (gather(facts, today=day, crowd=CROWD) for day in (self.today, None))
        assert lines(today) == lines(ever)
        for on_the_day, always in zip(today.histories, ever.histories, strict=True):
            rejected = {replace(each, rejected=None) for each in on_the_day.rejected if each.rejected in ON_SOME_DAYS}
            assert {*on_the_day.counted} <= {*always.counted}
            assert {*always.counted} <= {*on_the_day.counted, *rejected}

    @invariant()
    def equals_gather(self) -> None:
        self.store.refresh(self.vault, self.ignore)
        facts = self.facts()
        assert list(self.store.facts()) == [replace(each, problems=(), words=()) for each in facts]
        for today in (None, self.today):
            anew = gather(facts, today=today, crowd=CROWD)
            stored = StoredPeople(self.store.answer, today, read=self.read)
            days = [self.today + timedelta(days) for days in range(-3, 3)]
            assert stored.meetings_on(days) == anew.meetings_on(days)
            assert stored.lines_about(anew.everybody[:2]) == anew.lines_about(anew.everybody[:2])
            assert stored.contacted == anew.contacted
            assert stored.introducers == anew.introducers
            assert stored.meeting_paths == anew.meeting_paths
            assert acquainted(stored) == acquainted(anew)
            since = self.today - timedelta(365)
            needing = {each.person.id for each in anew.histories if says_need(each, since)}
            assert needing <= stored.may_say_need(since)
            for path, history in anew.paths.items():
                assert stored.lines_in(path) == anew.lines_in(path)
                assert stored.paths[path] == history
                assert stored.identities[history.person.id] == history
                assert stored.find(path) == history
                assert stored.link_to(path) == anew.link_to(path)
            assert told(stored) == told(anew)
        rules = self.concluding
        met = {each.person.id: contact_days(PersonHistory(each)) for each in anew.histories if not is_gone(each.person)}
        assert self.store.concluded(rules, lambda connection: dict(person_rows.contact_days(connection))) == met
        last = {each.person.id: each.last_contact for each in anew.histories if each.last_contact}
        assert self.store.concluded(rules, lambda connection: dict(person_rows.last_contacts(connection))) == last
        stored_rows = self.store.concluded(rules, lambda connection: rows.all_rows(connection, self.today))
        found = [each.load() for each in stored_rows]
        assert found == follow_ups(anew, self.following, self.today, self.language)
        assert [(each.name, each.identity) for each in stored_rows] == [(each.name, each.identity) for each in found]
        due = self.store.concluded(rules, lambda connection: rows.due_rows(connection, self.today, self.today))
        assert [each.load() for each in due] == due_within(found, self.today)
        for feed in (FeedSettings(per_day=1), FeedSettings(per_day=2, days="mon-fri", overdue="pin")):
            counted = self.store.concluded(rules, partial(agenda_of_rows, feed=feed, today=self.today))
            plain = agenda(self.store.concluded(rules, partial(rows.open_rows, today=self.today)), feed, self.today)
            assert counted[1:] == plain[1:]
            assert sorted(map(uid, counted.now)) == sorted(map(uid, plain.now))
            some = self.store.concluded(rules, partial(rows.feed_rows, settings=feed, today=self.today))
            every = self.store.concluded(rules, partial(rows.dated_rows, today=self.today, kinds=kinds_of(feed)))
            assert placed(some, feed, self.today) == placed(rows.FeedRows(every, 0), feed, self.today)
        assert {(hit.path, hit.line) for hit in self.store.search("grants")} == {
            (each.note.path, number)
            for each in facts
            for numbers, text in [body(each)]
            if text
            for number, line in zip(json.loads(numbers), text.split("\n"), strict=True)
            if "grants" in line.lower()
        }
        assert self.store.verify(rules) == ()
        of_notes = {problem for each in facts for problem in each.problems}
        assert {*self.store.problems()} == of_notes | {*anew.problems}
        errors = [each for each in self.store.problems() if each.severity == "error"]
        assert self.store.count_problems("error") == len(errors)
        assert self.store.count_problems() == sum(each.code not in HINTS for each in self.store.problems())


def agenda_of_rows(connection: sqlite3.Connection, feed: FeedSettings, today: date) -> Agenda:
    first = partial(rows.most_important, connection, today)
    return counted_agenda(rows.count_by_day(connection), first, feed, today)


def placed(found: rows.FeedRows, feed: FeedSettings, today: date) -> object:
    """What a feed has on which day, what has the UID of another one, and how many wait."""
    chosen, problems = choose(found.rows, feed)
    now, fixed, waiting = schedule(chosen, feed, today)
    return (
        [(day, item.uid) for day, item in now],
        sorted((day, item.uid) for day, item in fixed),
        waiting + found.others,
        sorted(problems),
    )


pytestmark = pytest.mark.usefixtures("small_batches")
TestNotes = Notes.TestCase
TestNotes.settings = settings(
    max_examples=80, stateful_step_count=12, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


def acquainted(people: People) -> tuple[object, ...]:
    """Who knows whom, with the lines that say so in any order."""
    found = acquaintances(people)
    return {pair: {*lines} for pair, lines in found.pairs.items()}, found.untold, found.fellows, found.neighbours


def says_need(history: History, since: date) -> bool:
    """Whether a line that counts says a need, on this day or later."""
    return any(each.date and each.date >= since and NEED.search(each.text) for each in history.counted)
