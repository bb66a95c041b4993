"""No shape of text is dear: work grows with the length of a note and not faster, whatever it is made of.

What Python does is counted, for a text and for one four times as long: something quadratic makes sixteen times the
calls. What a regular expression does within one call is bounded by a limit of processor time (`effort.py`).
"""

from __future__ import annotations

import os
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mdnetwork.calendar.select import FeedSettings
from mdnetwork.editing.typed_line import read_sentence
from mdnetwork.people import gather
from support.each_shape import DRAWN, NEED
from support.effort import calls, run_within
from support.pipeline import FEEDS, PATHS, TODAY, flow
from support.shapes import HEADS, ORDINARY, UNITS, note, typed

pytestmark = pytest.mark.slow

SIZE = 600
"""Bytes of the shorter note."""
FASTER = 5
"""Times the calls that a text four times as long may make. Of all shapes none makes more than four."""
DEARER = 20
"""Times an ordinary note's calls for each byte. The dearest shape, a list of attendees, makes six."""
posix = pytest.mark.skipif(os.name != "posix", reason="POSIX alone limits the time of a process")


@cache
def usual() -> float:
    """Calls for each byte of an ordinary note."""
    return calls(lambda: flow(ORDINARY)) / len(ORDINARY)


def assert_cheap(head: str, units: tuple[str, ...], path: str) -> None:
    little, much = note(head, units, SIZE), note(head, units, 4 * SIZE)
    few, many = calls(lambda: flow(little, path)), calls(lambda: flow(much, path), warm=True)
    assert many <= FASTER * few, units
    assert many <= DEARER * usual() * len(much), units


EACH_HEAD = [
    (at, path) for at, head in enumerate(HEADS) for path in PATHS[: 1 if head.startswith("---\ntype: person") else 2]
]
"""Heads by their numbers, with the paths at which they are read in different ways: a person is one wherever it lies."""


@pytest.mark.parametrize(("head", "path"), EACH_HEAD)
def test_one_sign_over_and_over(head: int, path: str) -> None:
    for unit in UNITS:
        assert_cheap(HEADS[head], (unit,), path)


@settings(max_examples=150)
@given(st.sampled_from(HEADS), st.lists(st.sampled_from(UNITS), min_size=2, max_size=4), st.sampled_from(PATHS))
def test_signs_in_turn(head: str, units: list[str], path: str) -> None:
    assert_cheap(head, tuple(units), path)


def test_a_typed_line_is_no_dearer() -> None:
    nobody = gather([], today=None)

    def counted(line: str, *, warm: bool = False) -> int:
        return calls(lambda: read_sentence(line, TODAY, nobody), warm=warm)

    for unit in UNITS:
        times = max(20, 80 // len(unit))  # more words than a name has
        few, many = counted(typed(unit, times)), counted(typed(unit, 4 * times), warm=True)
        assert many <= FASTER * few, unit


@pytest.mark.parametrize("feed", FEEDS)
def test_every_feed_costs_the_same(feed: FeedSettings) -> None:
    def counted(size: int) -> int:
        data = note(HEADS[9], ("- 2026-11-01 call #promised the [map](x.md)\n",), size)
        return calls(lambda: flow(data, feed=feed))

    assert counted(4 * SIZE) <= FASTER * counted(SIZE)


def read(*which: str) -> list[str]:
    """The shapes that were read, each in its time."""
    done = run_within(NEED, "-m", "support.each_shape", *which)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


@posix
@pytest.mark.parametrize(("head", "path"), [each for each in EACH_HEAD if each[1] == PATHS[0] or not HEADS[each[0]]])
def test_no_regular_expression_is_dear_in_a_note(head: int, path: str) -> None:
    """A daily note's own way begins below its front matter: one without any is enough."""
    assert len(read("notes", str(head), path)) == len(UNITS)


@posix
def test_no_regular_expression_is_dear_for_signs_in_turn() -> None:
    assert len(read("several")) == DRAWN


@posix
def test_no_regular_expression_is_dear_in_a_typed_line() -> None:
    assert len(read("typed")) == len(UNITS)
