"""Time and peak memory of importing a large table.

`python -m benchmarks.importing [ROWS]` writes a LinkedIn export of this many invented people (30,000), imports it into
a vault in a separate process, once with `--dry-run` and once with a note for every person, and fails if that takes more
than 150 MB.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

ROWS = 30_000
MOST = 150
"""Megabytes of memory."""
WAYS = {"listed": ["--dry-run"], "made": ["--create", "all", "--yes"]}
"""The measured ways, with their options."""
_MIB = 2**20
_RUN = """
import sys
from mdnetwork.cli import main
main(sys.argv[1:])
from benchmarks.measuring import high_water
print(high_water("self"), file=sys.stderr)
"""
"""mdnet in a process that prints its peak memory in MiB at the end. Its reader processes are not counted."""
_PREAMBLE = 'Notes:\n"When exporting your connection data, you may notice that some addresses are missing."\n\n'
_HEADER = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
_NOTE = "---\ntype: person\norg: Firm {n}\nemail: person{n}@example.org\n---\n# Ada{n} Quill{n}\n\n## Log\n- 2026-01-02 coffee\n"


def export(path: Path, rows: int) -> None:
    """Write a file in LinkedIn's form."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(_PREAMBLE)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(_HEADER)
        for n in range(rows):
            mail = f"person{n}@example.org" if n % 10 == 0 else ""
            url = f"https://www.linkedin.com/in/ada{n}-quill{n}"
            writer.writerow((f"Ada{n}", f"Quill{n}", url, mail, f"Firm {n % 900}", "Keeper of things", "02 Mar 2024"))


def vault(root: Path, people: int) -> None:
    """Write a vault with some of these people."""
    folder = root / "People"
    folder.mkdir(parents=True)
    for n in range(people):
        (folder / f"Ada{n} Quill{n}.md").write_text(_NOTE.format(n=n), encoding="utf-8")


def measured(arguments: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """How many seconds mdnet takes, and its peak memory in megabytes."""
    began = time.perf_counter()
    done = subprocess.run(  # noqa: S603  our own command
        [sys.executable, "-c", _RUN, *arguments], check=True, env=environment, capture_output=True, text=True
    )
    return time.perf_counter() - began, float(done.stderr.split()[-1]) * _MIB / 1e6


def taken(rows: int, ways: Mapping[str, list[str]] = WAYS) -> list[tuple[str, float, float]]:
    """The cost of an import in each way: (way, seconds, megabytes)."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        export(home / "Connections.csv", rows)
        vault(home / "vault", 500)
        environment = os.environ | {"XDG_CACHE_HOME": folder, "XDG_STATE_HOME": folder, "HOME": folder}
        run = ["--vault", str(home / "vault"), "-q", "import", str(home / "Connections.csv")]
        return [(way, *measured([*run, *more], environment)) for way, more in ways.items()]


def main() -> int:
    """Measure, and print the result."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    found = taken(rows)
    for way, seconds, most in found:
        print(f"{rows:,} rows {way}: {seconds:.1f} s, at most {most:.0f} MB (the limit is {MOST}).")  # noqa: T201  the answer
    return int(any(most > MOST for _, _, most in found))


if __name__ == "__main__":
    sys.exit(main())
