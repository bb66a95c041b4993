"""What importing a large table takes: time, and the most memory that the process ever held.

`python -m benchmarks.importing [ROWS]` writes a LinkedIn export of so many invented people (30,000), imports it into a
vault with `mdnet import --dry-run` in a process of its own, and fails where that takes more than 150 MB.
"""

from __future__ import annotations

import csv
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROWS = 30_000
MOST = 150_000_000
"""Bytes of memory."""
_PREAMBLE = 'Notes:\n"When exporting your connection data, you may notice that some addresses are missing."\n\n'
_HEADER = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
_NOTE = "---\ntype: person\norg: Firm {n}\nemail: person{n}@example.org\n---\n# Ada{n} Quill{n}\n\n## Log\n- 2026-01-02 coffee\n"
_KILOBYTE = 1 if sys.platform == "darwin" else 1024
"""The unit in which the system tells a process's memory."""


def export(path: Path, rows: int) -> None:
    """A file as LinkedIn writes it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(_PREAMBLE)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(_HEADER)
        for n in range(rows):
            mail = f"person{n}@example.org" if n % 10 == 0 else ""
            url = f"https://www.linkedin.com/in/ada{n}-quill{n}"
            writer.writerow((f"Ada{n}", f"Quill{n}", url, mail, f"Firm {n % 900}", "Keeper of things", "02 Mar 2024"))


def vault(root: Path, people: int) -> None:
    """A vault of some of these people."""
    folder = root / "People"
    folder.mkdir(parents=True)
    for n in range(people):
        (folder / f"Ada{n} Quill{n}.md").write_text(_NOTE.format(n=n), encoding="utf-8")


def measured(command: list[str], environment: dict[str, str]) -> tuple[float, int]:
    """Seconds, and the most bytes of memory of the processes that were run so far."""
    began = time.perf_counter()
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603  our own command
    return time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * _KILOBYTE


def main() -> int:
    """Measure, and say it."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        export(home / "Connections.csv", rows)
        vault(home / "vault", 500)
        environment = os.environ | {"XDG_CACHE_HOME": folder, "XDG_STATE_HOME": folder, "HOME": folder}
        mdnet = [sys.executable, "-m", "mdnetwork", "--vault", str(home / "vault"), "-q"]
        seconds, most = measured([*mdnet, "import", "--dry-run", str(home / "Connections.csv")], environment)
    print(f"{rows:,} rows: {seconds:.1f} s, at most {most / 1e6:.0f} MB (the limit is {MOST / 1e6:.0f}).")  # noqa: T201  the answer
    return int(most > MOST)


if __name__ == "__main__":
    sys.exit(main())
