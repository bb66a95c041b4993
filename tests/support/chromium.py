"""The browser of the tests (Debian's chromium, driven by Playwright), and the vault that it looks at."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from support.paths import ROOT

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")
"""Where the browser is; "" on a machine without one, where its tests are skipped."""


class ServedVault:
    """`mdnet serve` over a vault, by default a copy of the example, as a process on a day. `close` ends it."""

    def __init__(self, folder: Path, *more: str, today: str = "2026-11-23", vault: Path | None = None) -> None:
        self.vault = vault or Path(shutil.copytree(ROOT / "examples" / "vault", folder / "vault"))
        state = {"XDG_CACHE_HOME": str(folder / "cache"), "XDG_STATE_HOME": str(folder / "state")}
        environment = (
            os.environ | state | {"BROWSER": "echo opened %s"}
        )  # the browser of `--open` says what it is given
        command = (sys.executable, "-m", "mdnetwork", "--vault", str(self.vault), "--today", today)
        self.process = subprocess.Popen(
            (*command, "serve", "--port", "0", *more), stdout=subprocess.PIPE, text=True, env=environment
        )
        assert self.process.stdout is not None
        begin = "opened " if "--open" in more else "http"
        lines = (line.removeprefix("opened ") for line in self.process.stdout if line.startswith(begin))
        self.address = next(line for line in lines if "token=" in line).strip()
        self.origin = self.address.partition("/?")[0]

    def close(self) -> None:
        self.process.terminate()
        self.process.communicate()

    def notes(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.vault.rglob("*.md")}


@contextmanager
def serving(folder: Path, *more: str, today: str = "2026-11-23", vault: Path | None = None) -> Iterator[ServedVault]:
    served = ServedVault(folder, *more, today=today, vault=vault)
    try:
        yield served
    finally:
        served.close()
