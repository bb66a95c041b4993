"""What a process keeps and brings up to date equals what it would work out anew: people, follow-ups, calendar bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from mdnetwork.calendar.keeping import Press
from mdnetwork.calendar.select import FeedSettings
from mdnetwork.calendar.text import calendar
from mdnetwork.dates import Cadence, PartialDate, Span
from mdnetwork.followups import follow_ups, follow_ups_of
from mdnetwork.followups.cadences import FollowUpSettings
from mdnetwork.followups.context import FollowUpContext
from mdnetwork.followups.history import PersonHistory
from mdnetwork.followups.keeping import Following
from mdnetwork.i18n import texts
from mdnetwork.model import Evidence, Facts, FollowUp
from mdnetwork.parsing import ReadingSettings, read_note
from mdnetwork.people import Everybody, People, gather
from mdnetwork.verdicts import ON_SOME_DAYS

TODAY = date(2026, 11, 23)
READING = ReadingSettings()
CROWD = 2
PEOPLE = ("People/Ada.md", "People/Bob.md", "People/Ada 2.md", "People/Cy Dee.md", "Other/Bob.md", "People/Eve.md")
DATED = ("Daily/2026-11-02.md", "Daily/2026-11-20.md", "Meetings/2026-11-25 plan.md", "Meetings/2026-11-03 talk.md")
FEEDS = (
    FeedSettings(),
    FeedSettings(per_day=1, days="mon-fri", alarm=9),
    FeedSettings(details="full"),
    FeedSettings(style="digest", privacy="initials"),
    FeedSettings(circles=("core",), overdue="pin"),
)
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
            "- 2026-10-02 coffee → #promised the paper",
            "- 2026-11-12 email ← #got the paper, #kept",
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


def lines(directory: People) -> list[Evidence]:
    """All evidence, whether it counts or not."""
    found = (replace(each, rejected=None) for h in directory.histories for each in (*h.counted, *h.rejected))
    return sorted(found, key=repr)


class Notes:
    """Facts in memory, each with a number that is another one when it is another object."""

    def __init__(self, facts: dict[str, Facts]) -> None:
        self.facts = facts
        self._numbered: list[Facts] = []

    def changed(self, since: Mapping[str, int]) -> tuple[Mapping[str, int], list[Facts]]:
        numbers = {path: self._number(each) for path, each in self.facts.items()}
        return numbers, [self.facts[path] for path, number in numbers.items() if since.get(path) != number]

    def _number(self, facts: Facts) -> int:
        found = next((n for n, each in enumerate(self._numbered) if each is facts), None)
        if found is None:
            self._numbered.append(facts)
        return len(self._numbered) - 1 if found is None else found


class Kept(RuleBasedStateMachine):
    """Notes that come, change and go under one set of what is kept."""

    def __init__(self) -> None:
        super().__init__()
        self.notes: dict[str, Facts] = {}
        self.numbered = Notes(self.notes)
        self.today, self.following, self.feed = TODAY, FOLLOWING[0], FEEDS[0]
        self.everybody = Everybody(CROWD)
        self.kept = Following(follow_ups_of)
        self.grouped = Following(follow_ups_of)
        """One that is only asked for each person's follow-ups, as a feed does."""
        self.press = Press()

    def _write(self, path: str, text: str) -> None:
        self.notes[path] = read_note(path, text.encode(), READING)

    @rule(path=st.sampled_from(PEOPLE), keys=KEYS, lines=LINES)
    def write_person(self, path: str, keys: list[str], lines: list[str]) -> None:
        self._write(path, person(keys, lines))

    @rule(path=st.sampled_from(DATED), people=ATTENDEES, lines=LINES)
    def write_dated(self, path: str, people: list[str], lines: list[str]) -> None:
        self._write(path, dated(people, lines))

    @rule(lines=LINES)
    def write_myself(self, lines: list[str]) -> None:
        self._write("Me.md", "\n".join(["---", "type: me", "aliases: [Eve]", "---", *lines]))

    @rule(keys=KEYS, lines=LINES, people=ATTENDEES)
    def write_all(self, keys: list[str], lines: list[str], people: list[str]) -> None:
        for path in PEOPLE:
            self._write(path, person(keys[:1], lines))
        for path in DATED:
            self._write(path, dated(people, lines))

    @precondition(lambda self: self.notes)
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        del self.notes[data.draw(st.sampled_from(sorted(self.notes)))]

    @rule(following=st.sampled_from(FOLLOWING), feed=st.sampled_from(FEEDS))
    def change_settings(self, following: FollowUpSettings, feed: FeedSettings) -> None:
        self.following, self.feed = following, feed

    @rule(days=st.sampled_from((-30, -5, -1, 1, 1, 2, 5, 30, 400)))
    def another_day(self, days: int) -> None:
        self.today += timedelta(days=days)

    @invariant()
    def a_day_only_overrules(self) -> None:
        """Without a day the evidence and the other problems are the same; some counts or is rejected otherwise."""
        today, ever = (gather(self.notes.values(), today=day, crowd=CROWD) for day in (self.today, None))
        assert lines(today) == lines(ever)
        for on_the_day, always in zip(today.histories, ever.histories, strict=True):
            rejected = {replace(each, rejected=None) for each in on_the_day.rejected if each.rejected in ON_SOME_DAYS}
            assert {*on_the_day.counted} <= {*always.counted}
            assert {*always.counted} <= {*on_the_day.counted, *rejected}
        dated_ones = {"FUTURE-DATE", "STALE-LAST-CONTACT"}
        assert {each for each in today.problems if each.code not in dated_ones} == {
            each for each in ever.problems if each.code not in dated_ones
        }

    @invariant()
    def equals_what_is_made_anew(self) -> None:
        english = texts("en")
        anew = gather(self.notes.values(), today=self.today, crowd=CROWD)
        kept = self.everybody.gather(self.numbered, self.today)
        assert kept == anew
        found = follow_ups(anew, self.following, self.today, english)
        assert self.kept.follow_ups(kept, self.following, self.today, english) == found
        few = kept.histories[::2]
        wanted = [each for each in found if each.person.id in {history.person.id for history in few}]
        for following in (self.kept, Following(follow_ups_of)):
            assert following.of(few, kept, self.following, self.today, english) == wanted
        plain = calendar((tuple(found),), anew, self.feed, self.today, english)
        theirs = self.grouped.by_person(kept, self.following, self.today, english)
        assert calendar(theirs, kept, self.feed, self.today, english, press=self.press) == plain


TestKept = pytest.mark.slow(Kept.TestCase)
TestKept.settings = settings(
    max_examples=100,
    stateful_step_count=20,
    suppress_health_check=list(HealthCheck),
)


def test_one_note_that_changes_costs_no_other_person_anything() -> None:
    notes = {path: read_note(path, person(["circle: core"], []).encode(), READING) for path in PEOPLE[:2]}
    everybody = Everybody()
    numbered = Notes(notes)
    before = everybody.gather(numbered, TODAY)
    notes[PEOPLE[0]] = read_note(PEOPLE[0], person(["circle: core"], ["- 2026-11-02 call"]).encode(), READING)
    after = everybody.gather(numbered, TODAY)
    assert after.paths[PEOPLE[1]] is before.paths[PEOPLE[1]]
    assert after.paths[PEOPLE[0]].last_contact is None or after.paths[PEOPLE[0]].counted
    assert after.links is before.links


def test_another_day_resolves_no_note_and_touches_those_with_lines_in_between() -> None:
    texts = {
        "People/Ada.md": person([], []),
        "People/Bob.md": person([], ["## Log", "- 2026-11-24 call"]),
        "Meetings/2026-11-25 plan.md": dated(["Ada"], []),
    }
    notes = {path: read_note(path, text.encode(), READING) for path, text in texts.items()}
    everybody, numbered = Everybody(), Notes(notes)
    before = everybody.gather(numbered, TODAY)
    future, ahead = "future date", "today, with nothing written yet"
    for days, ada, bob in (
        (0, future, future),
        (1, future, None),
        (2, ahead, None),
        (3, None, None),
        (2, ahead, None),
        (0, future, future),
    ):
        today = TODAY + timedelta(days=days)
        after = everybody.gather(numbered, today)
        assert after == gather(notes.values(), today=today)
        assert after.links is before.links
        assert [each.rejected for h in after.histories for each in (*h.counted, *h.rejected)] == [ada, bob]
    assert everybody.gather(numbered, TODAY - timedelta(days=1)) is after


def test_who_is_told_of_no_more_is_found_anew() -> None:
    machine = Kept()
    machine.write_all(["circle: core"], [], [])
    for keys in (["introduced_by: '[[Ada]]'"], [], ["introduced_by: '[[Ada]]'"], ["introduced_by: '[[Cy Dee]]'"]):
        machine.write_person("People/Eve.md", [*keys, "met: 2026-11-21"], [])
        machine.equals_what_is_made_anew()
        found = machine.kept.follow_ups(
            machine.everybody.gather(machine.numbered, TODAY), FOLLOWING[0], TODAY, texts("en")
        )
        assert sum(each.kind == "thank" for each in found) == len(keys)


def test_an_introduction_is_over_when_the_other_tells_of_it() -> None:
    machine = Kept()
    machine.write_person("People/Ada.md", [], ["## Log", "- 2026-11-02 lunch #intro [[Eve]]"])
    machine.write_person("People/Eve.md", [], [])
    for lines, kinds in (([], 1), (["## Log", "- 2026-11-12 email ← #got it"], 0), ([], 1)):
        machine.write_person("People/Eve.md", [], lines)
        machine.equals_what_is_made_anew()
        found = machine.kept.follow_ups(
            machine.everybody.gather(machine.numbered, TODAY), FOLLOWING[0], TODAY, texts("en")
        )
        assert sum(each.kind == "introduction" for each in found) == kinds


def test_who_becomes_private_or_is_so_no_more_is_named_accordingly() -> None:
    machine = Kept()
    machine.write_all([], ["- [ ] ask [[Eve]] 📅 2026-11-29"], ["Eve", "Ada"])
    for keys in (["birthday: 1990-12-01"], ["birthday: 1990-12-01", "private: true"], ["birthday: 1990-12-01"]):
        machine.write_person("People/Eve.md", keys, [])
        machine.equals_what_is_made_anew()


def test_follow_ups_of_one_rank_stay_in_their_order() -> None:
    def find(case: PersonHistory, _context: FollowUpContext) -> list[FollowUp]:
        return [case.follow_up("task", TODAY, [f"{words} {len(case.days)}"], ()) for words in "ab"]

    kept, english = Following(find), texts("en")
    for lines in ([], ["- 2026-11-02 call"], ["- 2026-11-02 call", "- 2026-11-03 call"]):
        directory = gather([read_note(PEOPLE[0], person([], lines).encode(), READING)], today=TODAY)
        found = kept.follow_ups(directory, FOLLOWING[0], TODAY, english)
        assert found == Following(find).follow_ups(directory, FOLLOWING[0], TODAY, english)
        assert [each.reason[0] for each in found] == ["a", "b"]


def test_an_event_of_a_follow_up_that_stayed_is_not_written_again() -> None:
    notes = [read_note(path, person(["birthday: 1990-12-01"], []).encode(), READING) for path in PEOPLE[:2]]
    directory, english, press = gather(notes, today=TODAY), texts("en"), Press()
    found = tuple(follow_ups(directory, FOLLOWING[0], TODAY, english))
    first = calendar((found,), directory, FEEDS[0], TODAY, english, press=press)
    memo: dict[str, bytes] = {}
    assert calendar((found,), directory, FEEDS[0], TODAY, english, memo, press) == first
    assert memo == {}


def test_two_follow_ups_of_one_uid_are_settled_at_every_feed() -> None:
    notes = [read_note(path, person(["birthday: 1990-12-01"], []).encode(), READING) for path in PEOPLE[:2]]
    directory, english, press = gather(notes, today=TODAY), texts("en"), Press()
    one, other = follow_ups(directory, FOLLOWING[0], TODAY, english)[:2]
    double = replace(one, reason="Once more.", yearly=PartialDate(12, 2))
    for found in ((one, other), (one, other, double), (one, other, double), (other, double), (one, double), (one,)):
        plain = calendar((found,), directory, FEEDS[0], TODAY, english)
        assert len(plain.problems) == (one in found and double in found)
        assert calendar((found,), directory, FEEDS[0], TODAY, english, press=press) == plain
