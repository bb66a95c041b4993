"""The few rules for property tests that `properties.py` sees to."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mdnetwork.errors import EditRefused
from support.paths import environment
from support.properties import Tally, few_refusals, unless_refused

HERE = Path(__file__).parent


def edit(number: int, refused: int) -> int:
    """An edit that is refused for so many of the numbers from 0 to 99."""
    if number < refused:
        raise EditRefused("No.")
    return number


def run(refused: int) -> Tally:
    @settings(database=None)
    @given(st.integers(0, 99))
    def property_of_an_edit(number: int) -> None:
        assert unless_refused(lambda: edit(number, refused)) == number

    with few_refusals() as tally:
        property_of_an_edit()
    return tally


def test_a_few_edits_may_be_refused() -> None:
    tally = run(refused=5)
    assert tally.asked > tally.refused > 0


def test_a_property_whose_edits_are_refused_fails() -> None:
    with pytest.raises(AssertionError, match=r"of \d+ edits were refused, more than one in 5"):
        run(refused=50)


def test_the_count_is_the_same_in_every_run() -> None:
    assert run(refused=5) == run(refused=5)


@pytest.mark.parametrize(("asked", "refused", "fails"), [(0, 0, False), (5, 1, False), (5, 2, True), (1, 1, True)])
def test_one_in_five(asked: int, refused: int, *, fails: bool) -> None:
    try:
        Tally(asked, refused).check()
    except AssertionError:
        assert fails
    else:
        assert not fails


def test_what_fails_for_another_reason_says_that_reason() -> None:
    def fails() -> None:
        with few_refusals() as tally:
            tally.asked = tally.refused = 1
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()


REFUSING = """
from hypothesis import given, strategies as st
from support.properties import unless_refused
from mdnetwork.errors import EditRefused

def refuse(number):
    if number % 2:
        raise EditRefused("No.")
    return number

@given(st.integers(0, 99))
def test_refused(number):
    assert unless_refused(lambda: refuse(number)) == number

def test_calm():
    pass
"""


def test_every_test_is_counted_without_being_told_to(tmp_path: Path) -> None:
    (tmp_path / "test_refusing.py").write_text(REFUSING, encoding="utf-8")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "support.properties",
            "-p",
            "no:cacheprovider",
            "-q",
            "test_refusing.py",
        ],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert "1 failed, 1 passed" in done.stdout, done.stdout + done.stderr
    assert "edits were refused, more than one in 5" in done.stdout


def test_examples_have_no_deadline_and_may_be_slow() -> None:
    used = settings.get_profile("usual")
    assert (used.deadline, used.derandomize) == (None, True)
    assert HealthCheck.too_slow in used.suppress_health_check
    thorough = settings.get_profile("thorough")
    assert (thorough.deadline, thorough.derandomize) == (None, False)
    assert thorough.max_examples == 10 * used.max_examples
    assert settings().deadline is None
