"""Front matter that is read without a YAML parser: as `frontmatter.split` reads it, and without its libraries."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mdnetwork.parsing import frontmatter
from mdnetwork.parsing.plain_matter import RULES, plain_matter
from support.paths import environment

LINES = ["---", "--- ", "----", " ---", "+++", "", "- x", "a: 1", "a:", "b: [x, y]", "  - z", "a: {{date}}", "%% x %%"]
NOTES = st.lists(st.sampled_from(LINES), max_size=8).flatmap(
    lambda lines: st.sampled_from(["\n".join(lines), "\n".join([*lines, ""])])
)


@given(NOTES)
@example("---\na: 1\n---\nbody")
@example("---\n---")
@example("---\na: 1\na: 2\n---\n")
def test_plain_matter_is_read_as_any_other(text: str) -> None:
    found = plain_matter(text)
    if text.lstrip()[:3] in RULES:
        assert found is None or found == frontmatter.split(text)
    else:
        assert found is not None
        assert (found.fields, found.body) == ((), text)


_READ = """
import sys
from mdnetwork.parsing import ReadingSettings, read_note
read_note("People/Ada.md", sys.argv[1].encode(), ReadingSettings())
print("yaml" in sys.modules, "frontmatter" in sys.modules)
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\ntags: [a, b]\nrole: Dev\n---\n- 2026-01-01 x\n", False),
        ("no fields", False),
        ("---\na: &x 1\n---\n", True),
    ],
)
def test_yaml_is_imported_where_it_is_needed(text: str, expected: bool) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _READ, text], capture_output=True, check=True, text=True, env=environment()
    )
    assert done.stdout.split() == [str(expected)] * 2
