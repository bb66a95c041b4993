"""Ground: when Python looks for garbage. A vault is a million objects that stay: to look at them is dear."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_gc() -> Iterator[None]:
    """Hold the garbage collector: while facts are made by the thousand it finds nothing and takes half the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def never_look_again() -> None:
    """Leave all that is here as it is until the end: for a process that ends now. To look through it took 0.2 s."""
    gc.freeze()


def spare_what_is_here() -> None:
    """Look for garbage again, but not among all that is there now: for a process that goes on."""
    gc.freeze()
    gc.enable()
