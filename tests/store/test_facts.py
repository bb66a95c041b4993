"""Facts survive being written down, whatever they say."""

from __future__ import annotations

import dataclasses
from typing import Any, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdnetwork.dates import Cadence, PartialDate, Span
from mdnetwork.model import Facts, FieldLine, Mention, Note, Person, Problem, Ref, Task
from mdnetwork.store.facts import (
    Damaged,
    facts_text,
    person_text,
    problem_text,
    read_facts,
    read_problem,
    said_text,
)

TEXT = st.text(st.characters(), max_size=8)  # lone surrogates too: YAML can write them
st.register_type_strategy(str, TEXT)


def whole(kind: type[Any]) -> st.SearchStrategy[Any]:
    """Values of a noun with every field filled, not only those that must be."""
    hints = get_type_hints(kind)
    return st.builds(kind, **{field.name: st.from_type(hints[field.name]) for field in dataclasses.fields(kind)})


for noun in (Span, Cadence, PartialDate, FieldLine, Problem, Note, Mention, Task, Person):
    st.register_type_strategy(noun, whole(noun))
st.register_type_strategy(Ref, st.builds(Ref, TEXT, st.booleans()))


@given(whole(Facts))
def test_facts_come_back_as_they_were(facts: Facts) -> None:
    read = read_facts(facts_text(facts), person_text(facts), said_text(facts))
    assert read == dataclasses.replace(facts, words=(), problems=())
    assert repr(read) == repr(dataclasses.replace(facts, words=(), problems=()))  # a Ref is no mere tuple


@given(whole(Problem))
def test_a_problem_comes_back_as_it_was(problem: Problem) -> None:
    assert read_problem(problem_text(problem)) == problem


@pytest.mark.parametrize("text", ["", "{", "[]", "[[]]", "[null,[],null]", '["abcdef",[],null]', "7"])
def test_anything_else_is_damage(text: str) -> None:
    with pytest.raises(Damaged):
        read_facts(text)


def test_damaged_problems() -> None:
    with pytest.raises(Damaged):
        read_problem("[1]")
