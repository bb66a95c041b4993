"""Names in a text: as a pattern of all of them would find them, whose time grows with the names."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdnetwork.insight.spoken import Spoken
from mdnetwork.names import fold

WORDS = st.sampled_from(["ann", "Anna", "bee", "de", "Luca", "d'Este", "O", "ù", "_", "-", ".", "(PM)", "7"])
NAMES = st.lists(st.lists(WORDS, min_size=1, max_size=3).map(" ".join), max_size=6)
TEXTS = st.lists(st.one_of(WORDS, st.sampled_from([" ", "  ", ",", "\n"])), max_size=20).map("".join)


def by_a_pattern(names: list[str], said: str) -> list[tuple[int, int]]:
    bare = {re.sub(r"^\W+|\W+$", "", fold(name)) for name in names} - {""}
    longest = sorted(map(re.escape, bare), key=len, reverse=True)
    found = re.finditer(rf"(?<!\w)(?:{'|'.join(longest)})(?!\w)", said) if longest else ()
    return [match.span() for match in found]


@given(NAMES, TEXTS)
def test_places_are_those_of_a_pattern(names: list[str], text: str) -> None:
    said = fold(text)
    assert [said[a:b] for a, b in Spoken(names).places(said)] == [said[a:b] for a, b in by_a_pattern(names, said)]


@pytest.mark.parametrize(
    ("names", "text", "found"),
    [
        (["Ann Bee"], "ann bee, Ann Bees, xann bee, ann_bee, Ann Bee", ["ann bee", "ann bee"]),
        (["Ann", "Ann Bee", "Bee Cee"], "Ann Bee Cee", ["ann bee"]),
        (["Ann Bee (PM)", "D'Este"], "with ann bee (PM) e d'este", ["ann bee (pm", "d'este"]),
        (["Àda Però"], "Ada pero", ["ada pero"]),
        (["!!", ""], "!! ann", []),
        ([], "ann", []),
    ],
)
def test_places(names: list[str], text: str, found: list[str]) -> None:
    said = fold(text)
    assert [said[start:end] for start, end in Spoken(names).places(said)] == found
