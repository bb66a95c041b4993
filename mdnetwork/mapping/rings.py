"""Mapping: which circle is nearest. Dunbar's layers grow outwards, so the smaller, or the oftener seen, is nearer."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import fsum, inf

from mdnetwork.dates import Cadence
from mdnetwork.insight.ties import Tie
from mdnetwork.mapping.plain import cleaned
from mdnetwork.model import History
from mdnetwork.names import fold

_UNSIZED = 1e6
"""No circle is meant to hold so many."""
_YEAR = 365.0
_NUMBER = re.compile(r"\d+")


def nearness(sizes: Iterable[tuple[str, int]], cadences: Iterable[tuple[str, Cadence]]) -> list[tuple[str, float]]:
    """How near the circles of the settings are, less first: by size; those without by cadence, after the others."""
    return [*sizes, *((name, _UNSIZED + _days(cadence)) for name, cadence in cadences)]


def _days(cadence: Cadence) -> float:
    if cadence.never:
        return _UNSIZED
    return _YEAR * cadence.every if cadence.month else cadence.due.months * _YEAR / 12 + cadence.due.days


def nearest_first(
    people: Iterable[History], sizes: Sequence[tuple[str, float]], ties: Mapping[str, Tie]
) -> dict[str, str]:
    """The circles that these people are in, nearest first: as `fold` gives them, and as most notes spell them.

    Circles of `sizes` (see `nearness`) come first, the smaller ones nearest; a number in a circle's name is its size
    ("15"). The others follow by the mean strength of their ties, the strongest nearest, then by name.
    """
    spelt: dict[str, Counter[str]] = defaultdict(Counter)
    strengths: dict[str, list[float]] = defaultdict(list)
    for history in people:
        name = history.person.circle or ""
        folded = fold(name)
        if folded:
            spelt[folded][cleaned(name)] += 1
            strengths[folded].append(ties[history.person.id].strength)
    wanted = {fold(name): size for name, size in reversed(sizes)}

    def order(folded: str) -> tuple[float, float, str]:
        number = _NUMBER.search(folded)
        size = wanted.get(folded, float(number.group()) if number else inf)
        return size, -fsum(strengths[folded]) / len(strengths[folded]), folded

    return {
        folded: min(spelt[folded], key=lambda name: (-spelt[folded][name], name)) for folded in sorted(spelt, key=order)
    }
