"""What counts as contact and whose a promise is, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from small_vault import write
from transcripts import call

GUS = "---\ntype: person\n---\n# Gus Seven\n\n## Log\n"


@pytest.fixture
def gus(vault: Path) -> Path:
    write(vault, {"People/Gus Seven.md": GUS})
    return vault


@pytest.mark.parametrize(
    ("words", "receipt", "kind"),
    [
        (("call from Gus Seven: #promised the budget by friday",), "you promised, due 2026-11-27", "promise"),
        (("email from Gus Seven, I #promised the budget",), "you promised", "promise"),
        (("chiamata da Gus Seven: #promesso il preventivo",), "you promised", "promise"),
        (("coffee with Gus Seven, we #promised a visit",), "you promised", "promise"),
        (("call to Gus Seven, he #promised the budget by friday",), "they promised, due 2026-11-27", "waiting"),
        (("Gus Seven #promised the budget",), "they promised", "waiting"),
        (("chiamata con Gus Seven, mi ha #promesso il preventivo",), "they promised", "waiting"),
        (("call from Gus Seven #waiting the budget",), "call", "waiting"),
    ],
)
def test_the_receipt_says_whose_promise_it_is(gus: Path, words: tuple[str, ...], receipt: str, kind: str) -> None:
    said = call("log", *words)
    assert said.status == 0, said.stderr
    assert said.stdout.splitlines()[0].removesuffix(".").endswith(receipt)
    told = json.loads(call("why", "Gus Seven", "--json").stdout)
    assert {each["kind"] for each in told["follow_ups"]} & {"promise", "waiting"} == {kind}


def test_check_tells_of_an_old_promise_behind_their_arrow(gus: Path) -> None:
    write(gus, {"People/Gus Seven.md": f"{GUS}- 2026-11-01 call ← #promised the budget\n"})
    assert "People/Gus Seven.md:7: WHOSE-PROMISE Who promised is not said" in call("check").stdout
