"""Command line: the clock. It is read here and nowhere else."""

from __future__ import annotations

from datetime import date, datetime


def clock() -> date:
    """Today, where the user lives."""
    return date.today()  # noqa: TID251  the one place where the clock is read


def moment() -> datetime:
    """Now, where the user lives."""
    return datetime.now()  # noqa: DTZ005, TID251  the one place where the clock is read; a template writes local time
