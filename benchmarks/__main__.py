"""`python -m benchmarks --notes 10000`: all measurements, interleaved in one run, as a Markdown table of medians."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from functools import partial
from itertools import product
from pathlib import Path

from benchmarks.contestants import IN_TURN
from benchmarks.measuring import Place, Samples, Spreads, spreads
from benchmarks.peers import peers
from benchmarks.table import machine, table
from benchmarks.vaults import DENSITIES, make


def measured(place: Place, rounds: int, only: frozenset[str], programs: Path | None) -> Spreads:
    """The spreads of this many rounds. In each round everything is measured once."""
    contestants = [(each.__name__, each) for each in IN_TURN if not only or each.__name__ in only]
    if programs:
        contestants.append((peers.__name__, partial(peers, programs=programs.absolute())))
    taken: list[Samples] = []
    for number in range(rounds):
        this: Samples = {}
        for name, contestant in contestants:
            sys.stderr.write(f"\r{place.notes:,} notes, round {number + 1} of {rounds}: {name:<12}")
            sys.stderr.flush()
            this |= contestant(place)
        taken.append(this)
    sys.stderr.write("\r\x1b[K")
    return spreads(taken)


def main() -> None:
    """Make the vaults, measure, and print the result."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    asked.add_argument("--notes", type=int, nargs="+", default=[10_000], help="sizes of the vaults")
    asked.add_argument(
        "--density", choices=DENSITIES, nargs="+", default=list(DENSITIES), help="how much the notes of the vaults say"
    )
    asked.add_argument("--rounds", type=int, default=5, help="of which the median is told (at least 5 to publish)")
    asked.add_argument("--only", nargs="+", default=[], help=f"of: {', '.join(each.__name__ for each in IN_TURN)}")
    asked.add_argument("--keep", type=Path, help="also write the numbers to this file, as JSON, for benchmarks.plot")
    asked.add_argument("--peers", type=Path, help="the folder of other programs, see benchmarks/peers.py")
    given = asked.parse_args()
    kept: dict[str, dict[int, Spreads]] = {}
    for density, notes in product(given.density, given.notes):
        with tempfile.TemporaryDirectory(prefix="mdnetwork-benchmark-") as folder:
            place = Place(Path(folder) / "vault", Path(folder) / "work", notes)
            make(place.vault, notes, density=DENSITIES[density])
            found = measured(place, given.rounds, frozenset(given.only), given.peers)
        print(f"\n### {notes:,} notes, {density}; medians of {given.rounds} (least–most)\n")  # noqa: T201  a program
        print("\n".join(table(found)), flush=True)  # noqa: T201
        kept.setdefault(density, {})[notes] = found
        if given.keep:
            given.keep.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    print(f"\n{machine()}")  # noqa: T201


if __name__ == "__main__":
    main()
