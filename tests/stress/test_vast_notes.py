"""Notes of 50 MB, and notes of 200,000 links, cost what as much in ordinary notes would, and harm nothing."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

import pytest

from mdnetwork.collecting import without_gc
from mdnetwork.reading import ReadingSettings, read_note
from stress.stressed_vault import ADA, TODAY, Stressed, seen, write

PERSON = "---\ntype: person\ncircle: core\n---\n"
LINKS = 200_000
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


def per_megabyte(text: str) -> float:
    """Seconds of the processor, the best of three."""
    data, took = text.encode(), []
    for _ in range(3):
        with without_gc():
            began = time.process_time()
            read_note("People/Ada.md", data, ReadingSettings())
            took.append(time.process_time() - began)
    return min(took) / len(data) * 1e6


@pytest.mark.parametrize("shape", SHAPES)
def test_time_grows_with_the_note_and_not_faster(shape: str) -> None:
    few, many = SHAPES[shape](LINKS // 100), SHAPES[shape](LINKS // 10)
    assert per_megabyte(many) < 2.5 * per_megabyte(few)


def test_two_hundred_thousand_links(stressed: Stressed) -> None:
    quarter = LINKS // 4
    text = SHAPES["front matter"](quarter)
    for shape in ("a line each", "one dated line", "a hundred a day"):
        text += SHAPES[shape](quarter).removeprefix(PERSON) + "\n"
    assert text.count("[[") == LINKS
    stressed.after(lambda root: write(root, {"People/All.md": text}))


def test_fifty_megabytes(stressed: Stressed) -> None:
    picture = f"![](data:image/png;base64,{'iVBORw0KGgo' * 3_200_000})\n"
    prose = "Words that tell of nobody, as most of a long note's do.\n" * 280_000
    text = ADA + picture + prose + "- 2026-11-02 lunch with [[Bruno Neri]] about bridges\n"
    assert len(text) > 50_000_000
    stressed.read()
    write(stressed.root, {"People/Ada Loughton.md": text})
    before, began = seen(stressed.root), time.process_time()
    with stressed.network() as network:
        network.refresh()
        assert network.history("Ada Loughton", TODAY).last_contact == date(2026, 11, 2)
    took = time.process_time() - began
    assert took < 50 * 2.5 * per_megabyte(ADA * 2_000)
    stressed.unharmed(before)
