"""Time for each megabyte of any note, against an ordinary one's in the same run: no shape of text is dear.

This bound is no benchmark: it is wide enough for a busy machine, and what it is to catch (a regular expression that
begins again at every letter, a list that is searched for every line) is a hundred times beyond it.
"""

from __future__ import annotations

import time
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from river import FEEDS, PATHS, TODAY, flow
from shapes import HEADS, ORDINARY, UNITS, note

from mdnetwork.editing.sentence import read_sentence
from mdnetwork.people import Directory, gather

SIZE = 12_000
"""Bytes. What is quadratic shows: it would be dearer by more than the number of an ordinary line's letters."""
DEARER = 60
"""Times an ordinary note's time for a byte. The dearest shape that is known, `[` in a log, takes ten."""
HARDLY = 0.05
"""Seconds that no note of this size is blamed for."""


TYPED = 0.8
"""Seconds for a typed line of two thousand letters, of which every word may begin a name; a tenth is usual."""


def seconds(data: bytes, path: str = PATHS[0]) -> float:
    began = time.process_time()
    flow(data, path)
    return time.process_time() - began


@cache
def usual() -> float:
    """Seconds for a byte of an ordinary note."""
    return min(seconds(ORDINARY) for _ in range(20)) / len(ORDINARY)


def assert_cheap(data: bytes, path: str = PATHS[0]) -> None:
    bound = max(HARDLY, DEARER * usual() * len(data))
    assert any(seconds(data, path) <= bound for _ in range(3)), data[:80]


@pytest.mark.parametrize("path", PATHS[:2])
@pytest.mark.parametrize("head", HEADS)
def test_one_sign_over_and_over(head: str, path: str) -> None:
    for unit in UNITS:
        assert_cheap(note(head, (unit,), SIZE), path)


@settings(max_examples=150)
@given(st.sampled_from(HEADS), st.lists(st.sampled_from(UNITS), min_size=2, max_size=4), st.sampled_from(PATHS))
def test_signs_in_turn(head: str, units: list[str], path: str) -> None:
    assert_cheap(note(head, tuple(units), SIZE), path)


def test_four_times_the_text_is_about_four_times_the_time() -> None:
    """Of the dearest shapes; sixteen times would be quadratic."""
    for head, unit in (
        (HEADS[10], "["),
        (HEADS[10], "[["),
        (HEADS[11], "["),
        (HEADS[10], "(a:: b)"),
        (HEADS[9], "- [ ] "),
        (HEADS[11], "#gave "),
    ):
        little, much = (min(seconds(note(head, (unit,), size)) for _ in range(3)) for size in (SIZE, 4 * SIZE))
        assert much < max(9 * little, HARDLY), unit


def typed(line: str, directory: Directory) -> float:
    began = time.process_time()
    read_sentence(line, TODAY, directory)
    return time.process_time() - began


def test_a_typed_line_is_no_dearer() -> None:
    directory = gather([], today=None)
    for unit in UNITS:
        line = f"coffee with {unit * (2000 // len(unit))}".replace("\n", " ")
        assert any(typed(line, directory) < TYPED for _ in range(3)), unit


def test_every_feed_costs_the_same() -> None:
    for feed in FEEDS:
        began = time.process_time()
        flow(note(HEADS[9], ("- 2026-11-01 call #promised the [map](x.md)\n",), SIZE), feed=feed)
        assert time.process_time() - began < 100 * DEARER * usual() * SIZE
