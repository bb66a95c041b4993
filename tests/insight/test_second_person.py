"""Words of a note turned to the person they are about, and no words where that is not certain."""

from __future__ import annotations

import pytest

from mdnetwork.drafts.drafting import given_name, language_code
from mdnetwork.drafts.second_person import Tone, requested, to_them
from mdnetwork.followups.things import LONGEST, clause_about, thing, topic
from mdnetwork.vocabulary.tongue import tongue


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("coffee → talked about the new wing; the visitor survey", "the new wing"),
        ("call about her series", "her series"),
        ("call about the rates -> she will send them", "the rates"),
        ("discussed the budget with her", "the budget with her"),
        ("we met about 20 people", ""),
        ("coffee", ""),
        ("call about " + "x" * LONGEST + "x", ""),
        ("caffè → parlato del bando", "il bando"),
        ("parlato della mostra, poi pranzo", "la mostra"),
        ("parlato dello statuto", "lo statuto"),
        ("parlato delle tariffe", "le tariffe"),
        ("parlato degli archivi", "gli archivi"),
        ("parlato dei giardini", "i giardini"),
        ("parlato dell'archivio", "l'archivio"),
        ("parlato di musica", "musica"),
        ("telefonata sul bando", "il bando"),
        ("parlato sulla mostra", "la mostra"),
        ("parlato su musica", "musica"),
    ],
)
def test_what_a_talk_was_about(line: str, said: str) -> None:
    assert topic(line) == said


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("coffee at the fair; he maps forgotten gardens", "he maps forgotten gardens"),
        ("call, she is moving. A long one", "she is moving"),
        ("call <- she is moving -> a card", "she is moving"),
        ("coffee at the fair", ""),
        ("call; he " + "x" * LONGEST, ""),
    ],
)
def test_what_they_told(line: str, said: str) -> None:
    assert clause_about(line) == said


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("she sent the floor plans", "the floor plans"),
        ("sent her the glossary", "the glossary"),
        ("lent me his drill", "his drill"),
        ("for his budget template", "his budget template"),
        ("the recordings", "the recordings"),
        ("mi ha mandato il contatto", "il contatto"),
        ("mandato il preventivo", "il preventivo"),
        ("il contatto di Elio", "il contatto di Elio"),
        ("i contatti della mensa", "i contatti della mensa"),
        ("I met the board", ""),
        ("Mandarle il libro sul restauro", "il libro sul restauro"),
        ("Send the book", "the book"),
        ("she recommended me to Acme", ""),
        ("recommended me to Acme", ""),
        ("he asked how we plan", ""),
        ("mi ha aiutato", ""),
    ],
)
def test_what_was_handed_over(line: str, said: str) -> None:
    assert thing(line) == said


@pytest.mark.parametrize(
    ("words", "language", "tone", "said"),
    [
        ("he maps forgotten gardens", "en", "tu", "you map forgotten gardens"),
        ("she is moving to Rome", "en", "lei", "you are moving to Rome"),
        ("he carries on", "en", "tu", "you carry on"),
        ("she dies her wool", "en", "tu", ""),
        ("he ties knots for a living", "en", "tu", "you tie knots for a living"),
        ("she teaches the piano", "en", "tu", "you teach the piano"),
        ("he now uses the press", "en", "tu", "you now use the press"),
        ("she won the prize", "en", "tu", "you won the prize"),
        ("they run a school", "en", "tu", "you run a school"),
        ("he focus on the press", "en", "tu", "you focus on the press"),
        ("he paints and sells", "en", "tu", ""),
        ("her series won the prize", "en", "tu", "your series won the prize"),
        ("the end of his series", "en", "tu", "the end of your series"),
        ("met her editor", "en", "tu", ""),
        ("the day he left", "en", "tu", ""),
        ("ha vinto il premio", "it", "tu", "hai vinto il premio"),
        ("ha vinto il premio", "it", "lei", "ha vinto il premio"),
        ("lei ha aperto la bottega", "it", "tu", "hai aperto la bottega"),
        ("la sua serie per la radio", "it", "tu", "la tua serie per la radio"),
        ("i suoi libri", "it", "tu", "i tuoi libri"),
        ("il libro per lui", "it", "tu", ""),
        ("mandare il libro " + "x" * LONGEST, "it", "tu", ""),
        ("letterpress", "it", "tu", "letterpress"),
    ],
)
def test_words_turned_to_the_person(words: str, language: str, tone: Tone, said: str) -> None:
    assert to_them(words, language, tone) == said


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("the new wing", "en"),
        ("il bando della regione", "it"),
        ("letterpress", ""),
        ("Mandare libri", "it"),
        ("", ""),
        ("the la", ""),
    ],
)
def test_the_language_of_a_few_words(words: str, language: str) -> None:
    assert tongue(words) == language


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Ada Marlow", "Ada"),
        ("Dr. Ada Marlow", "Ada"),
        ("dott.ssa Ada Neri", "Ada"),
        ("Marlow, Ada", "Ada"),
        ("J. Marlow", "J. Marlow"),
        ("Zoë", "Zoë"),
        ("", ""),
    ],
)
def test_the_first_name(name: str, said: str) -> None:
    assert given_name(name) == said


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("it", "it"),
        ("it-IT", "it"),
        ("Italiano", "it"),
        ("English", "en"),
        ("de", "de"),
        ("../../x", ""),
        ("", ""),
        (None, ""),
        ("klingon", ""),
    ],
)
def test_the_code_of_a_language(written: str | None, code: str) -> None:
    assert language_code(written) == code


@pytest.mark.parametrize(
    ("words", "language", "tone", "said"),
    [
        ("è nata sua figlia", "it", "tu", ""),
        ("è uscito il suo libro", "it", "tu", ""),
        ("è diventata direttrice", "it", "tu", "sei diventata direttrice"),
        ("ha cambiato lavoro e si trasferisce a Bari", "it", "tu", ""),
        ("si è sposata con la collega", "it", "tu", ""),
        ("lavora ora a Torino con il fratello", "it", "tu", "lavori ora a Torino con il fratello"),
        ("he focuses on bridges", "en", "tu", "you focus on bridges"),
        ("he sometimes paints boats", "en", "tu", "you sometimes paint boats"),
        ("she currently works on tides", "en", "tu", "you currently work on tides"),
        ("she mostly teaches adults", "en", "tu", "you mostly teach adults"),
        ("he doesn't like Mondays", "en", "tu", "you don't like Mondays"),
    ],
)
def test_what_is_turned_is_turned_whole(words: str, language: str, tone: Tone, said: str) -> None:
    assert to_them(words, language, tone) == said


@pytest.mark.parametrize(
    ("text", "language", "tone", "expected"),
    [
        ("could you look over our rating curve?", "en", "lei", "to look over your rating curve"),
        ("can you please send me the list of printers?", "en", "tu", "to send you the list of printers"),
        ("for the list of printers", "en", "tu", "for the list of printers"),
        ("when do you open?", "en", "tu", ""),
        ("could you tell him what we need?", "en", "tu", ""),
        ("il preventivo per il rilievo", "it", "lei", "il preventivo per il rilievo"),
        ("potresti leggere la mia bozza?", "it", "tu", "di leggere la tua bozza"),
        ("può leggere la mia bozza?", "it", "lei", "di leggere la sua bozza"),
        ("puoi guardare il nostro programma?", "it", "tu", "di guardare il vostro programma"),
        ("quando aprite?", "it", "tu", ""),
        ("could you look over our rating curve?", "it", "tu", ""),
    ],
)
def test_a_request_is_turned_or_left_out(text: str, language: str, tone: Tone, expected: str) -> None:
    assert requested(text, language, tone) == expected


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("hanno comprato una casa", "avete comprato una casa"),
        ("stanno cercando una casa", "state cercando una casa"),
        ("hanno venduto la casa e vanno a Roma", ""),
        ("sono nati i gemelli", "sono nati i gemelli"),
        ("la mostra ha vinto il premio", "la mostra ha vinto il premio"),
    ],
)
def test_what_an_italian_couple_did_is_said_to_both(words: str, said: str) -> None:
    assert to_them(words, "it", "tu", several=True) == said
    assert to_them(words, "it", "lei", several=True) == said
