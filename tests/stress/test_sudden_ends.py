"""The end comes suddenly, or others are at it too: kill -9, two `mdnet` at once, a full disk."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mdnetwork.calendar import PRODID
from support.paths import environment
from support.stressed_vault import ADA, TODAY, Stressed, seen
from support.vaults import write

posix = pytest.mark.skipif(os.name != "posix", reason="forks and signals are POSIX's")
LAST = f"BEGIN:VCALENDAR\r\nPRODID:{PRODID}\r\n".encode()
"""The last good feed, which only a calendar may replace."""


def python(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *command], capture_output=True, text=True, check=False, env=environment())


@posix
@pytest.mark.slow
@pytest.mark.parametrize("known", [False, True], ids=["a first index", "an index that is there"])
def test_killed_at_any_point(stressed: Stressed, tmp_path: Path, *, known: bool) -> None:
    home = tmp_path / "begin"
    (home / "cache").mkdir(parents=True)
    if known:
        with Stressed(stressed.root, home / "cache").network() as network:
            network.refresh()
            network.vault.write_if_changed(home / "feed.ics", network.at(TODAY).feed())
        (stressed.root / "People" / "Bruno Neri.md").unlink()
        write(stressed.root, {"People/Carla Riva.md": ADA, "People/Ada Loughton.md": ADA.replace("4w", "2w")})
    done = python("-m", "support.killed_at", stressed.root, home)
    assert done.stderr == ""
    (calls, points, news), (clock, kills) = (line.split() for line in done.stdout.splitlines())
    assert (calls, clock) == ("calls", "clock")
    assert int(points) > 25
    assert int(kills) > 2
    assert 0 < int(news) < int(points)


def test_two_at_once(stressed: Stressed, tmp_path: Path) -> None:
    write(stressed.root, {f"People/Person {n}.md": ADA.replace("looms", f"loom {n}") for n in range(200)})
    before, feed = seen(stressed.root), tmp_path / "feed.ics"
    commands = [["feed", "-o", str(feed)], ["index", "--rebuild"], ["due", "--json"], ["feed", "-o", str(feed)]]
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "mdnetwork", "-q", *command],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(),
        )
        for command in commands
    ]
    for process in running:
        assert (process.communicate()[1], process.returncode) == (b"", 0)
    stressed.unharmed(before, feed.read_bytes())


LIMITED = """
import resource, sys
from mdnetwork.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
sys.argv[1:] = ["feed", "-o", sys.argv[2]]
sys.exit(main())
"""


@posix
@pytest.mark.parametrize("room", [0, 500, 4_096, 1_000_000])
def test_files_that_cannot_grow(stressed: Stressed, tmp_path: Path, room: int) -> None:
    """As on a full disk: a write beyond so many bytes fails, in the index as in the feed."""
    feed, before = tmp_path / "feed.ics", seen(stressed.root)
    feed.write_bytes(LAST)
    said = python("-c", LIMITED, str(room), feed)
    assert said.stdout == ""
    assert "Traceback" not in said.stderr
    assert ("The index cannot be kept in" in said.stderr) == (room < 1_000_000)
    whole = feed.read_bytes() != LAST
    assert whole == ("the disk is full. The file is as it was" not in said.stderr) == (not said.returncode)
    assert whole == (room > 500)
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["feed.ics"]
    stressed.unharmed(before, feed.read_bytes() if whole else None)


FULL = """
mount -t tmpfs -o size={size}k none {disk} && mkdir {disk}/home && cp {disk}.ics {disk}/feed.ics || exit 77
XDG_CACHE_HOME={disk}/home '{python}' -m mdnetwork feed -o {disk}/feed.ics
status=$?
cat {disk}/feed.ics > {disk}.ics
exit $status
"""


@pytest.mark.skipif(sys.platform != "linux" or shutil.which("unshare") is None, reason="namespaces are Linux's")
@pytest.mark.parametrize("size", [4, 8, 100, 4_000])
def test_a_disk_that_is_full(stressed: Stressed, tmp_path: Path, size: int) -> None:
    disk, feed, before = tmp_path / "disk", tmp_path / "disk.ics", seen(stressed.root)
    disk.mkdir()
    feed.write_bytes(LAST)
    script = FULL.format(disk=disk, size=size, python=sys.executable)
    command = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script]
    said = subprocess.run(command, capture_output=True, text=True, check=False, env=environment())
    if said.returncode not in {0, 1} or "unshare" in said.stderr:
        pytest.skip("no file system of our own can be mounted here")
    assert "Traceback" not in said.stderr
    whole = feed.read_bytes() != LAST
    assert whole == (not said.returncode) == ("the disk is full" not in said.stderr)
    assert ("The index cannot be kept in" in said.stderr) == (size < 4_000)
    assert whole or size < 4_000
    assert not whole or size > 4
    stressed.unharmed(before, feed.read_bytes() if whole else None)
