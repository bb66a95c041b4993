"""How Hypothesis draws its examples here, and how many of them an edit may refuse. `tests/conftest.py` loads this.

`pytest --hypothesis-profile=thorough` draws ten times as many examples, other ones in each run: worth a night before a
release. What it finds becomes an `@example` or a case of its own.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, reject, settings

from mdnetwork.errors import EditRefused
from support.effort import untraced

Edited = TypeVar("Edited")

settings.register_profile(
    "usual",
    # No test may fail because the machine is busy: nothing here asks how long an example took.
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    # The same examples in every run: a test fails because of a change, never by chance, and the share of refused
    # edits is the same for everybody. New examples are what `thorough` is for.
    derandomize=True,
)
settings.register_profile("thorough", settings.get_profile("usual"), derandomize=False, max_examples=1000)
settings.load_profile("usual")

if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=untraced)

FEW = 5
"""Of so many edits one may be refused: a property that holds for refused edits only says nothing."""


@dataclass
class Tally:
    """How many edits a test asked for, and how many of them were refused."""

    asked: int = 0
    refused: int = 0

    def check(self) -> None:
        """Raise AssertionError when too many edits were refused."""
        assert self.refused * FEW <= self.asked, (
            f"{self.refused} of {self.asked} edits were refused, more than one in {FEW}: "
            "draw notes and values that can be edited"
        )


_tallies = [Tally()]


@contextmanager
def few_refusals() -> Iterator[Tally]:
    """Count the edits of `unless_refused` within the block. Raises AssertionError at its end when few were made."""
    _tallies.append(Tally())
    try:
        yield _tallies[-1]
    finally:
        tally = _tallies.pop()
    tally.check()


def unless_refused(edit: Callable[[], Edited]) -> Edited:
    """What the edit returns. When it is refused, Hypothesis drops the example and draws another in its place."""
    tally = _tallies[-1]
    tally.asked += 1
    try:
        edited = edit()
    except EditRefused:
        tally.refused += 1
        reject()
    return edited


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None, object, object]:
    """Every test counts its refused edits, whether or not its author thought of it."""
    with few_refusals():
        return (yield)
