"""`make demo`: the main job on the example vault, each command before what it says. The vault stays as it is."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

VAULT = Path("examples") / "vault"
TODAY = "2026-11-23"


def mdnet(*arguments: str) -> None:
    """Say a command, then run it."""
    print(f"\n$ mdnet {' '.join(arguments)}\n", flush=True)
    subprocess.run([sys.executable, "-m", "mdnetwork", *arguments], check=True)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        os.environ |= {
            "MDNET_VAULT": str(VAULT),
            "MDNET_TODAY": TODAY,
            "XDG_CACHE_HOME": folder,
            "LOCALAPPDATA": folder,
        }
        print(f"The example vault ({VAULT}) on {TODAY}.")
        mdnet("index")
        mdnet()
        mdnet("due", "--within", "2w")
        mdnet("feed", "-o", str(home / "follow-ups.ics"))
        calendar = (home / "follow-ups.ics").read_text(encoding="utf-8")
        first = calendar.index("BEGIN:VEVENT")
        end = calendar.index("END:VEVENT", first) + len("END:VEVENT")
        print(f"\n{calendar.count('BEGIN:VEVENT')} events; the first one:\n\n{calendar[first:end]}")


if __name__ == "__main__":
    main()
