"""Temporary files of the tests lie in memory where there is room. `tests/conftest.py` loads this before all others.

Thousands of tests write a vault and have an index of it. A disk takes longer to keep both than a test takes, and no
test asks what is there after a power failure. Whoever sets TMPDIR has the files there.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108  Linux has it
ROOM = 8_000_000_000
"""Ten times the bytes that a run of all tests leaves."""


def _fits() -> bool:
    """Some containers have very little of it, or let no program start there."""
    return (
        MEMORY.is_dir()
        and shutil.disk_usage(MEMORY).free > ROOM
        and not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC
        and os.access(MEMORY, os.W_OK)
    )


if "TMPDIR" not in os.environ and _fits():
    os.environ["TMPDIR"] = str(MEMORY)
    tempfile.tempdir = None  # which is asked again
