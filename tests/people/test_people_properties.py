"""What must hold for any notes: their order does not matter, nor what paths and names are called."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mdnetwork.model import Facts, Mention, NoteKind, Ref, Source, Task
from support.facts import TODAY, me_note, note, person_note, together

PEOPLE = range(4)
Build = Callable[[Callable[[int], str]], list[Facts]]

days = st.none() | st.integers(-60, 20).map(lambda n: TODAY + timedelta(days=n))
who = st.lists(st.integers(0, 5), max_size=4)
sources: st.SearchStrategy[Source] = st.sampled_from(["log", "link", "attendee", "task", "field"])
kinds: st.SearchStrategy[NoteKind] = st.sampled_from(["daily", "meeting", "event", "other"])
Said = tuple[int, date | None, Source, list[int], list[int], bool, str | None]
said = st.tuples(
    st.integers(1, 9), days, sources, who, who, st.booleans(), st.sampled_from([None, None, "quoted", "code"])
)


def mention(said: Said, name: Callable[[int], str]) -> Mention:
    line, day, source, people, links, plain, rejected = said
    refs = tuple(Ref(name(n), plain) for n in people)
    return Mention(line, day, f"{line}", refs, source, links=tuple(map(name, links)), rejected=rejected)


SAID = st.lists(said, max_size=4)
DATED = st.lists(st.tuples(kinds, days, SAID, who), max_size=4)


@st.composite
def vaults(draw: st.DrawFn) -> Build:
    """A vault of four people, the user (4), nobody (5) and some dated notes, for any way to call them."""
    logs = [draw(SAID) for _ in PEOPLE]
    dated = draw(DATED)

    def build(name: Callable[[int], str]) -> list[Facts]:
        people = [person_note(f"P/{name(n)}.md", *(mention(each, name) for each in logs[n])) for n in PEOPLE]
        others = [
            note(
                f"N/{name(100 + n)}.md",
                *(mention(each, name) for each in mentions),
                kind=kind,
                day=day,
                tasks=(Task(3, "do", people=tuple(Ref(name(each)) for each in owners)),),
            )
            for n, (kind, day, mentions, owners) in enumerate(dated)
        ]
        return [*people, *others, me_note(f"{name(4)}.md")]

    return build


def plainly(number: int) -> str:
    return f"note {number:03}"


@given(vaults(), st.randoms(use_true_random=False))
def test_the_order_of_notes_does_not_matter(build: Build, chance: random.Random) -> None:
    facts = build(plainly)
    shuffled = chance.sample(facts, len(facts))
    assert together(*facts, crowd=2) == together(*shuffled, crowd=2)


@given(vaults(), st.permutations(range(200)))
def test_what_notes_are_called_does_not_matter(build: Build, other: list[int]) -> None:
    def renamed(number: int) -> str:
        return f"Z {other[number]:03}"

    one, two = together(*build(plainly), crowd=2), together(*build(renamed), crowd=2)
    for number in PEOPLE:
        before, after = one.paths[f"P/{plainly(number)}.md"], two.paths[f"P/{renamed(number)}.md"]
        assert before.days == after.days
        assert len(before.counted) == len(after.counted)
        assert sorted(e.rejected or "" for e in before.rejected) == sorted(e.rejected or "" for e in after.rejected)
        assert len(before.errands) == len(after.errands)
    assert len(one.meetings) == len(two.meetings)
    assert sorted(p.code for p in one.problems) == sorted(p.code for p in two.problems)


@given(vaults())
def test_evidence_counts_or_says_why_not_and_stands_in_order(build: Build) -> None:
    for history in together(*build(plainly)).histories:
        assert all(e.rejected is None and e.date is not None and e.date <= TODAY for e in history.counted)
        assert all(e.rejected for e in history.rejected)
        assert [(e.date, e.path, e.line) for e in history.counted] == sorted(
            (e.date, e.path, e.line) for e in history.counted if e.date
        )


@given(vaults())
def test_without_today_nothing_is_future(build: Build) -> None:
    then, always = together(*build(plainly)), together(*build(plainly), today=None)
    for before, after in zip(then.histories, always.histories, strict=True):
        assert set(before.days) <= set(after.days)
        assert "future date" not in {e.rejected for e in after.rejected}
