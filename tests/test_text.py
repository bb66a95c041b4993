"""What text may be shown: nothing that a terminal obeys, and in JSON the very same text."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdnetwork.text import TURNING, escaped, one_line, visible

OBEYED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
ANY = st.text(st.characters() | st.sampled_from(["\x1b", "\x9b", "\u202e", "\n", "\t", "\udcff", "\ud83d", *TURNING]))


@given(ANY)
def test_nothing_that_a_terminal_obeys_is_visible(text: str) -> None:
    assert OBEYED.search(visible(text)) is None
    assert not set("\n\t") & {*one_line(text)}


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp"])))
def test_text_without_controls_stays_as_it_is(text: str) -> None:
    assert visible(text) == text


@pytest.mark.parametrize(
    "text", ["a\tb\nc", "👩\u200d🔬", "👍\ufe0f", "عَلِيّ\u200f", "a\u00adb", "\ufeffa", "زهرا\u200cی"]
)
def test_what_writing_needs_stays(text: str) -> None:
    assert visible(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Zed\x1b]0;PWN\x07.md", "Zed ]0;PWN .md"),
        ("\x9b31m", " 31m"),
        ("a\x7f\x00b", "a  b"),
        ("a\u202eb\u2066c", "abc"),
        ("a\u2028b\u2029c\x85d\x0be", "a b c d e"),
        ("Tom \udcff\udc80", "Tom \\xff\\x80"),
        ("half \ud83d", "half \\ud83d"),
    ],
)
def test_how_the_others_are_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.recursive(ANY, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY, inner, max_size=3)))
def test_json_holds_the_very_same_text(data: object) -> None:
    for pretty in (None, 2):
        written = escaped(json.dumps(data, ensure_ascii=False, indent=pretty))
        assert OBEYED.search(written) is None
        assert json.loads(written) == json.loads(json.dumps(data))
