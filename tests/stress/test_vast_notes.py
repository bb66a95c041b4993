"""Notes of 12 MB, and notes of 80,000 links, cost what as much in ordinary notes would, and harm nothing."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from mdnetwork.parsing import ReadingSettings, read_note
from support.effort import calls, run_within
from support.stressed_vault import ADA, Stressed, seen
from support.vaults import write

PERSON = "---\ntype: person\ncircle: core\n---\n"
posix = pytest.mark.skipif(os.name != "posix", reason="POSIX alone limits the time of a process")
LINKS = 80_000
"""To 40,000 names, more than one statement of SQLite may have values (32,766)."""
SHAPES: dict[str, Callable[[int], str]] = {
    "a line each": lambda n: PERSON + "".join(f"- [[Person {i}]]\n" for i in range(n)),
    "one line": lambda n: PERSON + "".join(f"[[Person {i}]] " for i in range(n)),
    "one dated line": lambda n: PERSON + "- 2026-10-01 " + "".join(f"[[Person {i}]] " for i in range(n)),
    "a hundred a day": lambda n: PERSON + _days(n),
    "front matter": lambda n: "---\ntype: person\nfriends:\n" + "".join(f"- '[[P {i}]]'\n" for i in range(n)) + "---\n",
    "a flow list": lambda n: "---\ntype: person\nfriends: [" + ",".join(f"'[[P {i}]]'" for i in range(n)) + "]\n---\n",
    "tasks": lambda n: PERSON + "".join(f"- [ ] ask [[Person {i}]] 📅 2026-12-01\n" for i in range(n // 10)),
    "a log": lambda n: PERSON + "".join(f"- 2026-10-01 call with [[Person {i}]]\n" for i in range(n // 10)),
    "headings": lambda n: PERSON + "".join(f"## 2026-10-01 call with [[Person {i}]]\n" for i in range(n // 10)),
    "prose": lambda n: PERSON + "Words that tell of nobody, as most of a long note's do.\n" * n,
    "a picture": lambda n: PERSON + "![](data:image/png;base64," + "iVBORw0KGgo" * n + ")\n",
}


def _days(links: int) -> str:
    rows = (range(first, first + 100) for first in range(0, links, 100))
    return "".join(f"- 2026-10-01 lunch with {' '.join(f'[[Person {i}]]' for i in row)}\n" for row in rows)


@pytest.mark.parametrize("shape", SHAPES)
def test_work_grows_with_the_note_and_not_faster(shape: str) -> None:
    """Four times the note makes about four times the calls; sixteen times would be quadratic."""

    def counted(links: int) -> int:
        data = SHAPES[shape](links).encode()
        return calls(lambda: read_note("People/Ada.md", data, ReadingSettings()))

    assert counted(2_000) <= 5 * counted(500)


EACH = """
from support.effort import allow
from mdnetwork.parsing import ReadingSettings, read_note
from stress.test_vast_notes import LINKS, SHAPES
for shape, text in SHAPES.items():
    print(shape, flush=True)
    data = text(LINKS // 4).encode()
    allow(0.5)  # what the dearest takes, a line for each link
    read_note("People/Ada.md", data, ReadingSettings())
"""


@posix
def test_no_regular_expression_is_dear_in_a_vast_note() -> None:
    done = run_within(1.0, "-c", EACH)
    assert (done.stdout.splitlines(), done.stderr, done.returncode) == ([*SHAPES], "", 0)


def test_eighty_thousand_links(stressed: Stressed) -> None:
    quarter = LINKS // 4
    text = SHAPES["front matter"](quarter)
    for shape in ("a line each", "one dated line", "a hundred a day"):
        text += SHAPES[shape](quarter).removeprefix(PERSON) + "\n"
    assert text.count("[[") == LINKS
    stressed.after(lambda root: write(root, {"People/All.md": text}))


VAST = 1.5
"""Seconds of the processor for a vault with a note of 12 MB."""


@posix
def test_twelve_megabytes(stressed: Stressed) -> None:
    """A picture of 9 MB, and the prose of five novels, all in one entry of a log."""
    picture = f"![](data:image/png;base64,{'iVBORw0KGgo' * 820_000})\n"
    prose = "Words that tell of nobody, as most of a long note's do.\n" * 56_000
    text = ADA + picture + prose + "- 2026-11-02 lunch with [[Bruno Neri]] about bridges\n"
    assert len(text) > 12_000_000
    stressed.read()
    write(stressed.root, {"People/Ada Loughton.md": text})
    before = seen(stressed.root)
    done = run_within(VAST, "-m", "mdnetwork", "-q", "show", "Ada Loughton")
    assert (done.stderr, done.returncode) == ("", 0)
    assert "2026-11-02" in done.stdout
    stressed.unharmed(before)
