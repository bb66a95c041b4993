"""Fuzz the river for as long as one likes: `PYTHONPATH=tests python -m support.fuzz [SECONDS]`.

With atheris (Linux and macOS, `pip install atheris`) the fuzzer sees which lines a text reaches; without it, texts
are drawn at random from the shapes that the tests use. What breaks the river, or is dear, is told and ends it.
"""

from __future__ import annotations

import random
import sys
import time

from support.pipeline import PATHS, assert_calm, flow
from support.shapes import HEADS, UNITS

SLOW = 1e-4
"""Seconds for a byte that are reported, from a kilobyte on: a hundred times an ordinary note's."""
SHORT = 1000


def once(data: bytes) -> None:
    """One text through the river, as a note whose path its first byte chooses. Raises where it does harm."""
    if not data:
        return
    began = time.process_time()
    assert_calm(flow(data[1:], PATHS[data[0] % len(PATHS)]))
    spent = time.process_time() - began
    if len(data) > SHORT and spent > SLOW * len(data):
        raise AssertionError(f"{spent:.2f} s for {len(data)} bytes")


def drawn(chance: random.Random) -> bytes:
    """A text of the shapes, said over and over, some of its bytes changed."""
    units = "".join(chance.choices(UNITS, k=chance.randint(1, 12)))
    data = bytearray((chance.choice(HEADS) + units * chance.randint(1, 200)).encode("utf-8", "replace"))
    for _ in range(chance.randint(0, 4)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes([chance.randrange(256)]) + bytes(data)


def guided(seconds: int) -> None:
    """What atheris finds."""
    import atheris  # type: ignore[import-not-found,import-untyped,unused-ignore]  # noqa: PLC0415  not everywhere, and never needed

    atheris.instrument_all()
    atheris.Setup([sys.argv[0], f"-max_total_time={seconds}", "-max_len=20000", "-timeout=20"], once)
    atheris.Fuzz()


def unguided(seconds: int) -> None:
    """What chance finds; a failure names its text."""
    chance, until, tried = random.Random(), time.monotonic() + seconds, 0  # noqa: S311  no secrets
    while time.monotonic() < until:
        data = drawn(chance)
        try:
            once(data)
        except Exception:
            print(f"broken by {data!r}")
            raise
        tried += 1
    print(f"{tried} texts, none broke it")


if __name__ == "__main__":
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    try:
        guided(asked)
    except ImportError:
        unguided(asked)
