"""The end comes suddenly, or others are at it too: kill -9, two `mdnet` at once, a full disk."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from transcripts import ROOT

from stress.stressed_vault import ADA, TODAY, Stressed, write

posix = pytest.mark.skipif(os.name != "posix", reason="forks and signals are POSIX's")
HERE = Path(__file__).parent


def python(*command: str | Path) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join(map(str, (ROOT, ROOT / "tests", ROOT / "tests" / "feed")))
    return subprocess.run(
        [sys.executable, *command], capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": path}
    )


@posix
@pytest.mark.parametrize("known", [False, True], ids=["a first index", "an index that is there"])
def test_killed_at_any_point(stressed: Stressed, tmp_path: Path, *, known: bool) -> None:
    home = tmp_path / "begin"
    (home / "cache").mkdir(parents=True)
    if known:
        with Stressed(stressed.root, home / "cache").network() as network:
            network.refresh()
            network.vault.write_if_changed(home / "feed.ics", network.feed(TODAY))
        (stressed.root / "People" / "Bruno Neri.md").unlink()
        write(stressed.root, {"People/Carla Riva.md": ADA, "People/Ada Loughton.md": ADA.replace("4w", "2w")})
    done = python(HERE / "killed_at.py", stressed.root, home)
    assert done.stderr == ""
    (calls, points, news), (clock, kills, _) = (line.split() for line in done.stdout.splitlines())
    assert (calls, clock) == ("calls", "clock")
    assert int(points) > 25
    assert int(kills) > 5
    assert 0 < int(news) < int(points)
