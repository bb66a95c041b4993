"""What a prompt offers while a line is typed."""

from __future__ import annotations

import pytest

from mdnetwork.cli.log import Completion, completions
from support.typed_vault import vault

VAULT = vault()


@pytest.mark.parametrize(
    ("typed", "start", "offered"),
    [
        ("yes", 0, ["yesterday"]),
        ("l'al", 0, ["l'altro ieri", "l'altroieri"]),
        ("la sett", 0, ["la settimana scorsa"]),
        ("coffee with sam", 12, ["Sam Rivera"]),
        ("coffee with Sam R", 12, ["Sam Rivera"]),
        ("coffee with anna de", 12, ["Anna de Luca"]),
        ("coffee with Ana, g", 17, ["Giulia", "Giulia Conti"]),
        ("caffè con Ana e mar", 16, ["Marco Neri", "Mario Rossi"]),
        ("told Sam", 5, ["Sam Rivera"]),
        ("told sam", 0, []),
        ("with Ana #prom", 9, ["#promised", "#promise", "#promesso", "#promessa"]),
        ("with Ana #ringr", 9, ["#ringraziato", "#ringraziata"]),
        ("with Ana @", 9, ["@Lisbon", "@New-York", "@Turin"]),
        ("with Ana @new", 9, ["@New-York"]),
        ("#promised it by fri", 16, ["friday"]),
        ("#promised it by end of m", 16, ["end of month"]),
        ("#promesso entro fine m", 16, ["fine mese"]),
        ("#promised it by yest", 16, []),
        ("", 0, []),
        ("coffee ", 0, []),
        ("coffee,", 0, []),
    ],
)
def test_what_is_offered(typed: str, start: int, offered: list[str]) -> None:
    found = completions(typed, VAULT, places=["Turin", "Lisbon", ""])
    assert [each.text for each in found] == offered
    assert {each.start for each in found} <= {start}


def test_no_more_is_offered_than_is_asked_for() -> None:
    assert completions("with Ana @", VAULT, limit=1) == [Completion("@Lisbon", 9, "place")]
