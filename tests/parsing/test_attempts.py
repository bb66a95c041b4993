"""A call that nobody answers, and a try to call, are no contact; a message without an answer is."""

from __future__ import annotations

import pytest

from mdnetwork.parsing.moods import mood_of_entry, moods

ATTEMPT = "an attempt"


@pytest.mark.parametrize(
    "line",
    [
        "tried to call [[Ann]]",
        "tried calling [[Ann]] again, will try tomorrow",
        "[[Ann]] - tried to ring her twice",
        "tried to get hold of [[Ann]]",
        "called [[Ann]], no answer",
        "Called [[Ann]]. No answer.",
        "called [[Ann]] but she didn't answer",
        "called [[Ann]] no answer",
        "called [[Ann]] and [[Bo]], no answer",
        "called [[Ann]] three times about the deck, nobody picked up",
        "rang [[Ann]] – went to voicemail",
        "whatsapp call to [[Ann]], no answer",
        "tried [[Ann]] at home, no answer",
        "call [[Ann]] → no answer",
        "[[Ann]]: called, no answer",
        "missed call from [[Ann]]",
        "ho provato a chiamare [[Anna]]",
        "cercato di contattare [[Anna]] più volte",
        "chiamata [[Anna]], non risponde",
        "chiamata [[Anna]] ma non ha risposto",
        "chiamata a vuoto a [[Anna]]",
        "telefonato a [[Anna]], nessuna risposta",
        "chiamata persa di [[Anna]]",
        "[[Anna]]: chiamata, segreteria",
        "chiamato [[Marco]], telefono spento, riprovo domani",
    ],
)
def test_a_line_may_tell_of_an_attempt(line: str) -> None:
    assert {*moods(line)} == {ATTEMPT}


@pytest.mark.parametrize(
    "line",
    [
        "no answer yet, but we talked, [[Ann]]",
        "called [[Ann]], no answer yet, but we talked",
        "call with [[Ann]], no answer yet on the price",
        "call with [[Ann]]: no answer",
        "called [[Ann]]: she said no answer came from the bank",
        "called [[Ann]], she didn't answer my question about the budget",
        "emailed [[Ann]], no answer",
        "called [[Ann]], no answer, so wrote to her",
        "called [[Ann]], no answer, left a message",
        "called [[Ann]], no answer #promised the deck",
        "tried to call [[Ann]], then she called back",
        "tried to call [[Ann]], reached her at noon",
        "tried the new café with [[Ann]]",
        "tried to help [[Ann]] with her CV",
        "lunch with [[Ann]], no answer from the bank",
        "chiamata con [[Anna]], ancora nessuna risposta dal comune",
        "chiamata [[Anna]], non ha risposto ma ha scritto dopo",
        "chiamata [[Anna]], nessuna risposta, poi mi ha richiamato",
        "provato a chiamare [[Anna]], poi l'ho vista al bar",
        "provato il ristorante nuovo con [[Anna]]",
        "provato a convincere [[Anna]] a venire",
        "scritto a [[Anna]], nessuna risposta",
    ],
)
def test_any_other_line_counts(line: str) -> None:
    assert {*moods(line)} == {None}


@pytest.mark.parametrize(
    ("line", "reasons"),
    [
        ("called [[Ann]], no answer; talked to [[Bo]]", [ATTEMPT, None]),
        ("sent [[Ann]] the deck, tried to call [[Bo]]", [None, ATTEMPT]),
        ("called [[Ann]]. Emailed [[Bo]], no answer.", [None, None]),
        ("telefonato a [[Anna]], nessuna risposta; visto [[Marco]]", [ATTEMPT, None]),
    ],
)
def test_an_attempt_concerns_the_people_of_its_clause(line: str, reasons: list[str | None]) -> None:
    assert moods(line) == reasons


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ("called, no answer", ATTEMPT),
        ("call: no answer", ATTEMPT),
        ("→ call, no answer", ATTEMPT),
        ("called\n- no answer", ATTEMPT),
        ("chiamata senza risposta", ATTEMPT),
        ("chiamata persa", ATTEMPT),
        ("provato a chiamarla, niente", ATTEMPT),
        ("called, no answer\n- called back at six", None),
        ("called, left a voicemail", None),
        ("call, no answer yet", None),
        ("email, no answer", None),
        ("called twice, line busy, sent an email", None),
        ("chiamata, ancora nessuna risposta", None),
    ],
)
def test_an_entry_of_a_log_may_be_an_attempt(entry: str, reason: str | None) -> None:
    first, *nested = entry.split("\n- ")
    assert mood_of_entry(first, nested) == reason


def test_nested_lines_say_how_a_call_went() -> None:
    assert moods("called [[Ann]]", nested=["no answer"]) == [ATTEMPT]
    assert moods("[[Ann]] called, no answer", nested=["she called back"]) == [None]
