"""Whose a promise is: mine, unless the line says that they promised. The direction of the talk does not decide."""

from __future__ import annotations

import pytest

from mdnetwork.model import Facts
from mdnetwork.parsing import ReadingSettings, read_note
from mdnetwork.parsing.promises import promised_by


def read(text: str, path: str = "Daily/2026-08-14.md") -> Facts:
    return read_note(path, text.encode(), ReadingSettings())


@pytest.mark.parametrize(
    "text",
    [
        "call ← #promised the budget",
        "email ← I #promised the budget",
        "chiamata ← #promesso il preventivo",
        "email ← she asked for it; #promised the plan",
        "she wrote, and I #promised the map",
        "lei ha chiamato e le ho #promesso la mappa",
        "we have already #promised it",
        "coffee with Gus Seven #promised the deck",
        "Edda Thorn → #promised the press list",
        "gli ho anche #promesso il libro",
        "#promised the paper, #waiting for his data",
        "she was #promised a seat",
        "#promised to send her the deck",
    ],
)
def test_a_promise_is_mine_unless_the_line_says_otherwise(text: str) -> None:
    assert promised_by(text) != "theirs"


@pytest.mark.parametrize(
    "text",
    [
        "call they #promised the budget",
        "call → she #promised the budget",
        "coffee → he kindly #promised it",
        "call, they have #promised it",
        "he's #promised it",
        "chiamata → mi ha #promesso il preventivo",
        "lui ha #promesso il preventivo",
        "ci hanno #promesso una risposta",
        "call, Gus has #promised the budget",
        "pranzo, Stefano ha #promesso il preventivo",
        "email from Kim Vale who #promised the list",
        "call → #promised me the deck",
        "call → #promised to send us the deck",
        "chiamata #promesso di mandarmi la bozza",
        "I was #promised the budget",
        "mi è stato #promesso il preventivo",
        "call #promised #waiting the budget",
        "call #waiting #promised the budget",
        "chiamata #in-attesa #promesso il preventivo",
    ],
)
def test_a_promise_is_theirs_where_the_line_says_so(text: str) -> None:
    assert promised_by(text) == "theirs"


@pytest.mark.parametrize(
    ("line", "owed"),
    [
        ("- [ ] ← the deck #promised", "mine"),
        ("- [ ] ← [[Gus Seven]] #promised the deck", "mine"),
        ("- [ ] ← la bozza #promesso", "mine"),
        ("- [ ] the deck that he #promised", "theirs"),
        ("- [ ] [[Gus Seven]] ha #promesso la bozza", "theirs"),
        ("- [ ] → the deck #waiting", "theirs"),
    ],
)
def test_whose_a_task_is_stands_in_its_words(line: str, owed: str) -> None:
    (task,) = read(line).tasks
    assert task.owed == owed


@pytest.mark.parametrize(
    ("text", "path", "lines"),
    [
        ("## Log\n- 2026-11-01 call ← #promised the budget\n", "People/Gus Seven.md", [2]),
        ("## Log\n- 2026-11-01 call\n  - **Direction:** Inbound\n  - #promised it\n", "People/Gus Seven.md", [2]),
        ("## Registro\n- 2026-11-01 chiamata ← #promesso il preventivo\n", "People/Gus Seven.md", [2]),
        ("- call with [[Gus Seven]] ← #promised the budget\n", "Daily/2026-08-14.md", [1]),
        ("- [ ] ← the budget #promised\n", "Daily/2026-08-14.md", [1]),
        ("## Log\n- 2026-11-01 call ← they #promised the budget\n", "People/Gus Seven.md", []),
        ("## Log\n- 2026-11-01 call ← I #promised the budget\n", "People/Gus Seven.md", []),
        ("## Log\n- 2026-11-01 call ← mi ha #promesso il preventivo\n", "People/Gus Seven.md", []),
        ("## Log\n- 2026-11-01 call ← they asked → #promised the budget\n", "People/Gus Seven.md", []),
        ("> - call with [[Gus Seven]] ← #promised the budget\n", "Daily/2026-08-14.md", []),
    ],
)
def test_check_tells_of_each_promise_that_names_nobody_after_their_arrow(
    text: str, path: str, lines: list[int]
) -> None:
    found = [each for each in read(text, path).problems if each.code == "WHOSE-PROMISE"]
    assert [each.line for each in found] == lines
    assert all(each.severity == "warning" and "they #promised" in each.message for each in found)
