"""Insight: a person's rhythm, a line of blocks: how many days of contact each month had."""

from __future__ import annotations

from collections import Counter
from datetime import date

from mdnetwork.dates import add_months
from mdnetwork.model import History

MONTHS = 12
BLOCKS = "▁▂▃▄▅▆▇█"
QUIET = "·"


def rhythm(history: History, today: date, months: int = MONTHS) -> tuple[tuple[date, int], ...]:
    """The first day of each of the last calendar months, this one last, and the distinct days of contact in it."""
    counted = Counter(day.replace(day=1) for day in history.held(today))
    first = today.replace(day=1)
    starts = [add_months(first, -back) for back in range(months - 1, -1, -1)]
    return tuple((start, counted[start]) for start in starts)


def blocks(found: tuple[tuple[date, int], ...]) -> str:
    """A character a month: `·` for none, `▁` for one day of contact, up to `█` for eight and more."""
    return "".join(BLOCKS[min(days, len(BLOCKS)) - 1] if days else QUIET for _, days in found)
