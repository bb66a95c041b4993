"""Where the project is, and the environment in which a test starts Python."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).parents[2]
SUPPORT = Path(__file__).parent


def environment(**more: str) -> dict[str, str]:
    """The environment of a process that imports `mdnetwork` and `support` from this folder, with these variables."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests"))), **more}
