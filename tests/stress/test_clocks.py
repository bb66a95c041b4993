"""The clock goes back, or was never right: stamps in the past and the future, and days in any order."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path

import pytest

from mdnetwork.vault import Vault
from support.stressed_vault import ADA, TODAY, Stressed, seen

HOUR = 3_600_000_000_000


@pytest.mark.parametrize("hours", [-1_000_000, -24, -1, 1, 24, 1_000_000], ids="{} h".format)
def test_a_note_is_read_again_whatever_the_clock_said_then(stressed: Stressed, hours: int) -> None:
    """The index was made by a clock that was so much off, and the note is saved with its old time and length."""
    note = stressed.root / "People" / "Ada Loughton.md"
    os.utime(note, ns=(0, max(0, note.stat().st_mtime_ns + hours * HOUR)))
    with stressed.network() as network:
        network.store.refresh(Vault(stressed.root, now=lambda: note.stat().st_ctime_ns + hours * HOUR))
    before, beside = note.stat(), note.with_name(".beside")
    beside.write_text(ADA.replace("4w", "2w"), encoding="utf-8")
    os.utime(beside, ns=(before.st_atime_ns, before.st_mtime_ns))
    beside.replace(note)
    stressed.unharmed(seen(stressed.root))
    with stressed.network() as network:
        network.refresh()
        cadence = network.at(TODAY).why("Ada Loughton").cadence
        assert cadence is not None
        assert cadence.text == "2w"


@pytest.mark.parametrize("year", [1, 1969, 1970, 2038, 2106, 2262])
def test_a_time_that_no_clock_shows(stressed: Stressed, year: int) -> None:
    seconds = (date(year, 6, 1) - date(1970, 1, 1)) // timedelta(seconds=1)

    def stamp(root: Path) -> None:
        os.utime(root / "People" / "Ada Loughton.md", (seconds, seconds))

    stressed.after(stamp)


def test_a_day_that_goes_back(stressed: Stressed) -> None:
    """What is kept in memory from one day says of an earlier one what was said on it."""
    before = seen(stressed.root)
    days = [TODAY + timedelta(days=days) for days in (0, 1, 40, -1, -400, 0, 400, 0)]
    with stressed.network() as kept:
        kept.refresh()
        for day in days:
            with stressed.network() as anew:
                anew.refresh()
                assert kept.at(day).calendar()[:2] == anew.at(day).calendar()[:2]
    stressed.unharmed(before)
