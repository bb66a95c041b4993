"""What is written for speed says what its plain twin says, for any text."""

from __future__ import annotations

import gc
import json
import pickle
import unicodedata
from dataclasses import FrozenInstanceError, dataclass, fields, replace
from datetime import date, timedelta
from inspect import signature
from itertools import compress
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mdnetwork import model
from mdnetwork.calendar.keeping import Press
from mdnetwork.calendar.select import FeedItem, FeedSettings, Schedule, schedule
from mdnetwork.calendar.text import calendar
from mdnetwork.collecting import spare_what_is_here, without_gc
from mdnetwork.dates import PartialDate
from mdnetwork.followups.identity import uid
from mdnetwork.i18n import texts
from mdnetwork.insight.period import Counted, Figure
from mdnetwork.model import Facts, FollowUp, FollowUpKind, Mention, Note, Person, Problem
from mdnetwork.names import fold
from mdnetwork.ordered import SortedList
from mdnetwork.parsing.entries import entry
from mdnetwork.parsing.marks import _after, dated, due_in, signs_in
from mdnetwork.people import People
from mdnetwork.store.refresh import FileStamp, below
from mdnetwork.store.search import body
from mdnetwork.vault.scanning import Scan, Stamp
from mdnetwork.vocabulary import channels
from mdnetwork.vocabulary.channels import channel_in

TODAY = date(2026, 11, 23)
SAID = """call voice message met in person con Éva phone→ ← #got #promised 📅 2026-12-01 (2026-12-02) @Rome del: due::
[due:: 2026-01-02] tea-time ’aperitivo x"""
WORDS = st.lists(st.sampled_from(SAID.split()), max_size=14).map(" ".join)
TEXTS = st.one_of(WORDS, st.text(max_size=60))


@given(st.text())
@example("Crème brûlée ’n’ Ångström ﬁ İ →")
def test_fold_drops_what_unicode_calls_combining(text: str) -> None:
    plain = unicodedata.normalize("NFKD", text.translate(str.maketrans("’‘ʼ`", "''''")))
    plain = " ".join("".join(c for c in plain if not unicodedata.combining(c)).casefold().split())
    assert fold(text) == (" ".join(text.lower().split()) if text.isascii() else plain)


@given(TEXTS)
@example("voice of reason")
@example("call con Ada")
def test_a_channel_is_the_first_that_any_words_name(text: str) -> None:
    words = channels._WORD.findall(fold(text[:160]))[: channels._CLAUSE]
    rows = [(n, words[n : n + length]) for n in range(len(words)) for length in (3, 2, 1) if n + length <= len(words)]
    named = [(channels._CHANNELS[" ".join(row)], words[n]) for n, row in rows if " ".join(row) in channels._CHANNELS]
    plain = named[0][0] if named else None
    assert channel_in(text) == ("video" if plain and named[0][1] == "call" and "con" in words else plain)


@given(TEXTS)
def test_what_bears_no_sign_is_due_on_no_day(text: str) -> None:
    found = signs_in(text).dates
    assert due_in(text) == (found.get("due") or found.get("scheduled") or found.get("start"))


@given(TEXTS)
@example("T9:30 call")
@example("T 9:30")
def test_a_day_and_a_word_is_read_like_any_date(text: str) -> None:
    line = f"{TODAY} {text}"
    assert dated(line) == (TODAY, _after(line[10:]))


@given(TEXTS.filter(lambda text: "[" not in text))
def test_a_line_alone_is_read_like_one_with_an_empty_line_above(text: str) -> None:
    assert entry(3, TODAY, text) == entry(3, TODAY, text, above=[""])


@given(st.lists(st.tuples(st.integers(1, 99), st.text(max_size=20)), max_size=5), st.text(max_size=20))
def test_lines_for_search_hold_no_sign_that_search_needs(lines: list[tuple[int, str]], said: str) -> None:
    facts = Facts(Note("a.md"), mentions=(Mention(100, TODAY, said),), words=tuple(lines))
    plain = str.maketrans(dict.fromkeys("\x00\x02\x03\n\r", " "))
    rows = [*lines, (100, said)]
    text = "\n".join(text.translate(plain) for _, text in rows).encode("utf-8", "replace").decode()
    assert body(facts) == (json.dumps([number for number, _ in rows], separators=(",", ":")), text)


@given(
    st.lists(st.sampled_from(("a.md", "b/c.md", "b/d/e.md", "b.md", "b0.md", "bb/f.md", "b")), unique=True),
    st.frozensets(st.sampled_from(("a.md", "b", "b/d", "x")), min_size=1),
)
def test_what_is_known_below_a_folder_is_what_a_walk_of_it_would_see(paths: list[str], only: frozenset[str]) -> None:
    known = {path: FileStamp(Stamp(1, 1, 1, 1)) for path in paths}
    scan = Scan({}, only=only)
    assert below(known, sorted(paths), only) == {path: each for path, each in known.items() if scan.walked(path)}


def people(count: int) -> list[FollowUp]:
    kinds: tuple[FollowUpKind, ...] = ("birthday", "task", "promise", "cadence")
    return [
        FollowUp(
            kinds[n % 4], Person(f"p{n}", f"P {n}", f"{n}.md"), TODAY + timedelta(days=n % 50 - 25), f"Because of {n}."
        )
        for n in range(count)
    ]


@given(st.lists(st.booleans(), min_size=12, max_size=12), st.lists(st.booleans(), min_size=12, max_size=12))
def test_a_deck_to_which_some_came_and_from_which_some_went_deals_like_a_new_one(
    was: list[bool], now: list[bool]
) -> None:
    for settings in (FeedSettings(per_day=3), FeedSettings(days="mon-fri"), FeedSettings(overdue="pin")):
        for today in (TODAY, TODAY - timedelta(days=1)):
            picked = [FeedItem(uid(each), each) for each in people(12)]
            deck = Schedule(compress(picked, was), settings, today)
            assert deck.days()[::2] == schedule(compress(picked, was), settings, today)[::2]
            for each, before, after in zip(picked, was, now, strict=True):
                if before and not after:
                    deck.remove(each)
                elif after and not before:
                    deck.add(each)
            dealt, fixed, waiting = schedule(compress(picked, now), settings, today)
            assert (deck.days().today, set(deck.days().fixed), deck.days().waiting) == (dealt, set(fixed), waiting)


@given(st.lists(st.integers(0, 5)), st.lists(st.integers(0, 5)), st.data())
def test_what_is_kept_in_order_is_in_order(some: list[int], more: list[int], data: st.DataObject) -> None:
    ordered = SortedList(lambda each: each[0], enumerate(some))
    flat = list(enumerate(some))
    for looked_at, new in enumerate(enumerate(more)):
        ordered.add(new)
        flat.append(new)
        if looked_at % 2:
            assert ordered.all() == sorted(flat, key=lambda each: each[0])
    for each in data.draw(st.permutations(flat)):
        ordered.remove(each)
        flat.remove(each)
        assert [one[0] for one in ordered.all()] == sorted(one[0] for one in flat)
    assert len(ordered) == 0


def test_a_press_of_many_events_keeps_their_order_as_they_come_and_go() -> None:
    press, english, nobody = Press(), texts("en"), People()
    groups = [(each,) for each in people(900)]
    for gone in (range(0), range(2), range(1, 3), range(3, 403), range(900), range(2), range(400, 900, 90)):
        found = tuple(() if n in gone else group for n, group in enumerate(groups))
        plain = calendar(found, nobody, FeedSettings(), TODAY, english)
        assert calendar(found, nobody, FeedSettings(), TODAY, english, press=press) == plain
    plain = calendar(found[:600], nobody, FeedSettings(), TODAY, english)
    assert calendar(found[:600], nobody, FeedSettings(), TODAY, english, press=press) == plain


def test_an_event_that_cannot_be_written_is_tried_again() -> None:
    press, english, nobody = Press(), texts("en"), People()
    last = (FollowUp("planned", Person("a", "Ada", "a.md"), date.max, "Some day."),)
    far = FeedSettings(horizon_ahead=4_000_000)
    plain = calendar((last,), nobody, far, TODAY, english)
    assert len(plain.problems) == 1
    assert calendar((last,), nobody, far, TODAY, english, press=press) == plain
    assert calendar((last,), nobody, far, TODAY, english, press=press) == plain


def test_the_garbage_collector_waits_and_goes_on() -> None:
    assert gc.isenabled()
    with without_gc():
        assert not gc.isenabled()
        with without_gc():
            pass
        assert not gc.isenabled()
        spare_what_is_here()
        assert gc.isenabled()
    assert gc.isenabled()
    gc.unfreeze()


def _plain(noun: Any) -> Any:
    """The same dataclass as `dataclasses` alone makes it."""
    own = {name: value for name, value in vars(noun).items() if name in {"__doc__", "__annotations__", "__module__"}}
    defaults = {each.name: each.default for each in fields(noun) if each.name in signature(noun).parameters}
    kept = {name: value for name, value in defaults.items() if signature(noun).parameters[name].default is value}
    return dataclass(frozen=True, slots=True)(type(noun.__name__, (), own | kept))


@pytest.mark.parametrize(
    "noun",
    [
        each
        for each in vars(model).values()
        if getattr(each, "__module__", "") == model.__name__ and hasattr(each, "__dataclass_fields__")
    ],
)
def test_a_noun_that_is_made_quickly_is_one_that_is_made_plainly(noun: Any) -> None:
    plain = _plain(noun)
    least = [name for name, each in signature(plain).parameters.items() if each.default is each.empty]
    names = [each.name for each in fields(noun)]
    assert [(each.name, each.default) for each in signature(noun).parameters.values()] == [
        (each.name, each.default) for each in signature(plain).parameters.values()
    ]
    for said in ((), names, *([*least, name] for name in names)):
        values = {name: f"{name} is said" for name in (*least, *said)}
        made, twin = noun(**values), plain(**values)
        assert type(made) is noun
        if "short_repr" not in noun.__repr__.__qualname__:
            assert repr(made) == repr(twin)
        assert [getattr(made, name) for name in names] == [getattr(twin, name) for name in names]
        assert made == noun(**values) == replace(made) == pickle.loads(pickle.dumps(made))  # noqa: S301  our own
        assert hash(made) == hash(noun(**values))
        assert made == noun(*(getattr(made, name) for name in names))
        assert made != replace(made, **{names[0]: "another"})
        for name in names:
            with pytest.raises(FrozenInstanceError):
                setattr(made, name, "")
            with pytest.raises(FrozenInstanceError):
                delattr(made, name)
        assert made != twin
    with pytest.raises(TypeError):
        noun(**dict.fromkeys(names), more=None)


def _orders(one: Any, other: Any) -> tuple[bool, ...]:
    return one < other, one <= other, one > other, one >= other, one == other


def test_a_noun_with_an_order_is_ordered_by_its_fields() -> None:
    dates = [PartialDate(month, day, 2000) for month in (3, 4) for day in (1, 2)]
    problems = [Problem(path, line, "A", "m") for path in ("a.md", "b.md") for line in (1, 2)]
    orders: tuple[list[Any], ...] = (dates, problems)
    for values in orders:
        for one in values:
            for other in values:
                assert _orders(one, other) == _orders(values.index(one), values.index(other))
    with pytest.raises(TypeError, match="not supported"):
        assert problems[0] < dates[0]  # type: ignore[operator]
    with pytest.raises(TypeError, match="not supported"):
        assert Note("a.md") < Note("b.md")  # type: ignore[operator]


def test_what_does_not_compare_does_not_count() -> None:
    one, other = Figure(1, 2), Figure(1, 2, (Counted(TODAY, ()),))
    assert (one == other, hash(one) == hash(other)) == (True, True)
    assert "parts=(Counted" in repr(other)
