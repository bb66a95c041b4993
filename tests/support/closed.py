"""Whoever opens an index closes it. `tests/conftest.py` loads this before all that opens one.

From Python 3.13 on, an index that is left open makes a warning in whatever test runs when Python finds it. Here it is
found on every Python, at the end of its module, with the lines that opened it.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from typing import Any, Protocol, TypeVar

import pytest

from support.paths import ROOT


class Closable(Protocol):
    def close(self) -> None: ...


Opened = TypeVar("Opened", bound=Closable)

_kept: list[Closable] = []
_open: dict[int, tuple[sqlite3.Connection, str]] = {}
_connect = sqlite3.connect


def kept(opened: Opened) -> Opened:
    """What was opened. It is closed after the last test of the module."""
    _kept.append(opened)
    return opened


class WatchedConnection(sqlite3.Connection):
    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        _open[id(self)] = (self, _lines_of_ours())

    def close(self) -> None:
        super().close()
        _open.pop(id(self), None)


def connect(*arguments: Any, **named: Any) -> Any:
    if sys._getframe(1).f_globals["__name__"].startswith("coverage."):  # its own file stays open between modules
        return _connect(*arguments, **named)
    return _connect(*arguments, **{"factory": WatchedConnection, **named})


sqlite3.connect = connect


def _lines_of_ours() -> str:
    """The lines of this project that are running, the innermost last."""
    lines: list[str] = []
    frame = sys._getframe(1)
    while frame := frame.f_back:  # type: ignore[assignment]  # None ends it
        file = frame.f_code.co_filename
        if file.startswith((f"{ROOT / 'mdnetwork'}", f"{ROOT / 'tests'}")):
            lines.insert(0, f"  {file}:{frame.f_lineno} {frame.f_code.co_name}")
    return "\n".join(lines)


@pytest.fixture(scope="module", autouse=True)
def _nothing_stays_open() -> Iterator[None]:
    yield
    while _kept:
        _kept.pop().close()
    left = [*_open.values()]
    for connection, _ in left:
        connection.close()
    assert not left, "an index was opened and not closed:\n" + "\n\n".join(lines for _, lines in left)
