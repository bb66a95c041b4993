"""The real limits of inotify, in a user namespace of our own: the machine's stay as they are."""

from __future__ import annotations

import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from support.paths import environment
from support.patience import patiently
from support.stressed_vault import ADA, Stressed, seen
from support.vaults import write

_LIMIT = "echo {number} > /proc/sys/user/{limit} && exec {command}"


def limited(command: str, limit: str, number: int) -> list[str]:
    return ["unshare", "--user", "--map-root-user", "sh", "-c", _LIMIT.format(**locals())]


def may_limit() -> bool:
    """Whether a namespace with limits of its own can be made here; containers and some distributions forbid it."""
    if sys.platform != "linux" or shutil.which("unshare") is None:
        return False
    return not subprocess.run(limited("true", "max_inotify_watches", 1), capture_output=True, check=False).returncode


PROGRAM = textwrap.dedent("""
    import sys, threading, time
    from datetime import date
    from pathlib import Path
    from mdnetwork.network import Network
    from mdnetwork.sync import Bursts

    root, cache, feed, day = *map(Path, sys.argv[1:4]), date.fromisoformat(sys.argv[4])
    with Network.open(root, cache_dir=cache) as network:
        hurried = lambda: 50 * time.monotonic()  # ten seconds between looks are a fifth of one
        say = lambda line: print(line, flush=True)
        bursts = Bursts(root, stop=threading.Event(), today=lambda: day, say=say, clock=hurried)
        with bursts:
            print("watching", flush=True)
            for burst in bursts:
                changes = network.refresh(only=burst.folders)
                if changes.added:
                    feed.write_bytes(network.at(day).feed())
                    print(burst.reason, *changes.added, flush=True)
""")


@pytest.mark.skipif(not may_limit(), reason="no user namespace with inotify limits of its own can be made here")
@pytest.mark.parametrize(
    ("limit", "number", "why"),
    [
        ("max_inotify_watches", 3, "inotify watch limit reached"),
        ("max_inotify_instances", 0, "inotify instance limit reached"),
    ],
)
def test_where_inotify_is_used_up_it_is_looked_at_regularly(
    stressed: Stressed, tmp_path: Path, limit: str, number: int, why: str
) -> None:
    program, feed = tmp_path / "program.py", tmp_path / "feed.ics"
    program.write_text(PROGRAM, encoding="utf-8")
    words = map(str, (sys.executable, program, stressed.root, stressed.cache, feed, "2026-11-23"))
    command = limited(" ".join(f"'{word}'" for word in words), limit, number)
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment()) as process,
        patiently(process),
    ):
        assert process.stdout is not None
        assert process.stdout.readline() == (
            f"Checking the files every 10 seconds, because the system watches no more folders: {why}.\n"
        )
        assert process.stdout.readline() == "watching\n"
        write(stressed.root, {"People/Carla Riva.md": ADA})
        before = seen(stressed.root)
        assert process.stdout.readline() == "poll People/Carla Riva.md\n"
        stressed.unharmed(before, feed.read_bytes())
