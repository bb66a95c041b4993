"""Run as a program: read shapes of text one by one, each in ten times the processor time that the dearest one needs.

    each_shape.py notes HEAD PATH     one unit over and over below this head (its number), in a note at this path
    each_shape.py several             units in turn, drawn alike in every run
    each_shape.py typed               one unit over and over in a line that is typed

The system ends the program at the shape that took more, which is the last one on stdout.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator

from mdnetwork.editing.typed_line import read_sentence
from mdnetwork.people import gather
from support.effort import allow
from support.pipeline import PATHS, TODAY, flow
from support.shapes import HEADS, UNITS, note, typed

SIZE = 32_000
"""Bytes of a note. A regular expression that begins again at every letter takes ten times as long."""
LETTERS = 4_000
NEED = 0.2
"""Seconds that the dearest shape takes, `[` in a log; most take a fiftieth of it. A typed line takes as long."""
DRAWN = 200


def notes(head: int, path: str) -> Iterator[tuple[object, bytes, str]]:
    """Each unit over and over: what it is called, the note, its path."""
    for unit in UNITS:
        yield unit, note(HEADS[head], (unit,), SIZE), path


def several() -> Iterator[tuple[object, bytes, str]]:
    """Units in turn."""
    chance = random.Random(20)  # noqa: S311  no secret
    for _ in range(DRAWN):
        head, path, units = (
            chance.choice(HEADS),
            chance.choice(PATHS),
            tuple(chance.sample(UNITS, chance.randint(2, 4))),
        )
        yield (head, units, path), note(head, units, SIZE), path


def main(which: str, *more: str) -> None:
    """Read them all, or die at the first that is too dear."""
    if which == "typed":
        nobody = gather([], today=None)
        for unit in UNITS:
            print(repr(unit), flush=True)
            allow(NEED)
            read_sentence(typed(unit, LETTERS // len(unit)), TODAY, nobody)
        return
    for name, data, path in several() if which == "several" else notes(int(more[0]), more[1]):
        print(repr(name), flush=True)
        allow(NEED)
        flow(data, path)


if __name__ == "__main__":
    main(*sys.argv[1:])
