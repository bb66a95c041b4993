"""What is written for speed says what its plain twin says, for any text."""

from __future__ import annotations

import gc
import json
import pickle
import typing
import unicodedata
from dataclasses import FrozenInstanceError, dataclass, fields, replace
from datetime import date
from inspect import signature
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mdnetwork import model
from mdnetwork.collecting import collect_again, without_gc
from mdnetwork.dates import PartialDate
from mdnetwork.frozen import NamedTuple
from mdnetwork.insight.period import Counted, Figure
from mdnetwork.model import Facts, Mention, Note, Problem
from mdnetwork.names import fold
from mdnetwork.parsing.entries import entry
from mdnetwork.parsing.marks import _after, dated, due_in, signs_in
from mdnetwork.store.search import body
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


def test_the_garbage_collector_waits_and_goes_on() -> None:
    assert gc.isenabled()
    with without_gc():
        assert not gc.isenabled()
        with without_gc():
            pass
        assert not gc.isenabled()
        collect_again()
        assert gc.isenabled()
    assert gc.isenabled()


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


class _Plain(typing.NamedTuple):
    """A row."""

    name: str
    day: date | None
    lines: tuple[str, ...] = ()
    many: int = 0

    @property
    def first(self) -> str:
        """The first line."""
        return self.lines[0]

    def __bool__(self) -> bool:
        return self.many > 0


class _Quick(NamedTuple):
    """A row."""

    name: str
    day: date | None
    lines: tuple[str, ...] = ()
    many: int = 0

    @property
    def first(self) -> str:
        """The first line."""
        return self.lines[0]

    def __bool__(self) -> bool:
        return self.many > 0


def test_a_named_tuple_that_is_made_quickly_is_one_that_is_made_plainly() -> None:
    assert _Quick.__annotations__.keys() == _Plain.__annotations__.keys()
    for_annotations = {"__annotations__", "__annotate_func__", "__orig_bases__"}  # which differ from Python to Python
    assert vars(_Quick).keys() - for_annotations == vars(_Plain).keys() - for_annotations
    assert signature(_Quick).parameters.keys() == signature(_Plain).parameters.keys()
    assert (_Quick.__doc__, _Quick.__module__, _Quick._fields, _Quick._field_defaults) == (
        _Plain.__doc__,
        _Plain.__module__,
        _Plain._fields,
        _Plain._field_defaults,
    )
    made, twin = _Quick("Ada", None, ("a", "b")), _Plain("Ada", None, ("a", "b"))
    assert tuple(made) == tuple(twin)
    assert made == made._replace(many=0) == pickle.loads(pickle.dumps(made))  # noqa: S301  our own
    assert repr(made) == repr(twin).replace("_Plain", "_Quick")
    assert (made.first, bool(made), bool(made._replace(many=1))) == ("a", False, True)
    with pytest.raises(TypeError):
        _Quick("Ada")  # type: ignore[call-arg]


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
