"""The browser of the tests (Debian's chromium, driven by Playwright), and the vault that it looks at."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from support.paths import ROOT

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")
"""Where the browser is; "" on a machine without one, where its tests are skipped."""


class ServedVault:
    """`mdnet serve` over a copy of the example vault, as a process."""

    def __init__(self, folder: Path) -> None:
        self.vault = Path(shutil.copytree(ROOT / "examples" / "vault", folder / "vault"))
        environment = os.environ | {"XDG_CACHE_HOME": str(folder / "cache"), "XDG_STATE_HOME": str(folder / "state")}
        command = (sys.executable, "-m", "mdnetwork", "--vault", str(self.vault), "--today", "2026-11-23")
        self.process = subprocess.Popen(
            (*command, "serve", "--port", "0"), stdout=subprocess.PIPE, text=True, env=environment
        )
        assert self.process.stdout is not None
        self.address = next(line for line in self.process.stdout if "token=" in line).strip()
        self.origin = self.address.partition("/?")[0]

    def close(self) -> None:
        self.process.terminate()
        self.process.communicate()

    def notes(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.vault.rglob("*.md")}
