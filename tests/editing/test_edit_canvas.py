"""Links to a note in an Obsidian canvas: its file nodes and its text, and no other byte."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdnetwork.editing.rename import relink_canvas

OLD, NEW = "People/Ana Lima.md", "People/Ana \u201cA\u201d Lima è.md"


def upper(text: str) -> str:
    return text.replace("[[Ana]]", "[[Bo]]")


def relinked(data: bytes) -> bytes:
    return relink_canvas(data, OLD, NEW, upper)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f'{{ "nodes":[{{"file" : "{OLD}","x":1.0}}]}}\n', f'{{ "nodes":[{{"file" : "{NEW}","x":1.0}}]}}\n'),
        ('{"file":"People\\/Ana Lima.md"}', f'{{"file":"{NEW}"}}'),
        ('{"text":"see [[Ana]]\\n"}', '{"text":"see [[Bo]]\\n"}'),
        ('{"text":"\\"file\\": \\"People/Ana Lima.md\\""}', None),
        ('{"label":"People/Ana Lima.md","file":"People/Ana Lima.md.png"}', None),
        ('{"text":"\\ud800 [[Ana]]"}', None),
        (f'{{"file":"{OLD}"', None),
    ],
)
def test_only_links_change(before: str, after: str | None) -> None:
    assert relinked(before.encode()).decode() == (before if after is None else after)


def test_what_is_no_text_is_left() -> None:
    assert relinked(b'{"file":"\xff"}') == b'{"file":"\xff"}'


@given(st.lists(st.fixed_dictionaries({"file": st.sampled_from([OLD, "x"]), "text": st.text(), "x": st.integers()})))
def test_the_canvas_says_the_same_but_for_the_links(nodes: list[dict[str, str | int]]) -> None:
    anew = json.loads(relinked(json.dumps({"nodes": nodes}).encode()))["nodes"]
    assert anew == [{**node, "file": NEW if node["file"] == OLD else node["file"]} for node in nodes]
