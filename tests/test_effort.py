"""Work is counted alike on every machine, and the limit of processor time really ends what needs more."""

from __future__ import annotations

import os
import sys

import pytest

from support.effort import calls, run_within


def lengths(numbers: range) -> list[int]:
    return [len(str(number)) for number in numbers]


def quadratic(many: int) -> None:
    for number in range(many):
        lengths(range(number))


def test_calls_are_counted() -> None:
    few, many = calls(lambda: lengths(range(100))), calls(lambda: lengths(range(400)))
    assert few == calls(lambda: lengths(range(100)))
    assert few < many <= 4 * few
    assert calls(lambda: quadratic(200)) > 10 * calls(lambda: quadratic(50))


@pytest.mark.skipif(os.name != "posix", reason="POSIX alone limits the time of a process")
def test_what_needs_too_much_of_the_processor_is_ended() -> None:
    astray = "import re; print('began', flush=True); re.fullmatch('(a|aa)*b', 'a' * 60)"
    with pytest.raises(AssertionError, match="more processor time than is allowed, 1 s at first: began"):
        run_within(0.1, "-c", astray)
    dear = (
        "from support.effort import allow; allow(0.1); print('one', flush=True)\nallow(0.1); print('two', flush=True)\n"
    )
    with pytest.raises(AssertionError, match="one\ntwo\n"):
        run_within(0.1, "-c", dear + "while True: pass")
    assert run_within(1.0, "-c", "print('done')").stdout == "done\n"


@pytest.mark.skipif(os.name != "posix", reason="POSIX alone forks")
def test_a_forked_child_is_not_traced() -> None:
    """Else coverage would use up the processor time that a command in the child is allowed."""
    previous = sys.gettrace()
    sys.settrace(lambda *_: None)
    try:
        child = os.fork()
        if not child:
            os._exit(sys.gettrace() is not None)
    finally:
        sys.settrace(previous)
    assert os.waitpid(child, 0)[1] == 0
