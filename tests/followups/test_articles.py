"""Articles of things in messages, and what a line says was spoken of."""

from __future__ import annotations

import pytest

from mdnetwork.followups.articles import definite, indefinite
from mdnetwork.followups.text import readable, words
from mdnetwork.followups.things import matter, ongoing


@pytest.mark.parametrize(
    ("written", "language", "said"),
    [
        ("two chapters of your book", "en", "the two chapters of your book"),
        ("a list of sources", "en", "the list of sources"),
        ("floor plans", "en", "the floor plans"),
        ("the map", "en", "the map"),
        ("your notes", "en", "your notes"),
        ("chapter three", "en", "chapter three"),
        ("Ada's notes", "en", "Ada's notes"),
        ("due capitoli del manuale", "it", "i due capitoli del manuale"),
        ("tre mappe", "it", "le tre mappe"),
        ("due lezioni", "it", "le due lezioni"),
        ("due chiavi", "it", ""),  # le chiavi, but i monti
        ("un elenco di fonti", "it", "l'elenco di fonti"),
        ("un libro", "it", "il libro"),
        ("uno studio", "it", "lo studio"),
        ("una mappa", "it", "la mappa"),
        ("un'idea", "it", "l'idea"),
        ("il libro", "it", "il libro"),
        ("elenco", "it", ""),
        ("zwei Karten", "de", "zwei Karten"),
    ],
)
def test_a_thing_that_both_know(written: str, language: str, said: str) -> None:
    assert definite(written, language) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("web designer", "a web designer"),
        ("old loom", "an old loom"),
        ("university library", "a university library"),
        ("drone survey of the culverts", "a drone survey of the culverts"),
        ("help with grants", "help with grants"),
        ("a printer", "a printer"),
        ("somebody who explains floods", "somebody who explains floods"),
        ("volunteers", "volunteers"),
        ("grant writing", "grant writing"),
        ("IFRS 17", "IFRS 17"),
    ],
)
def test_what_somebody_looks_for(written: str, said: str) -> None:
    assert indefinite(written) == said


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("email → #asked for the flows", "email → asked for the flows"),
        ("dinner, #promised him the maps 📅 2026-11-20", "dinner, promised him the maps"),
        ("e-mail ← ha #chiesto il preventivo", "e-mail ← ha chiesto il preventivo"),
        ("→ #ho-dato i miei appunti", "ho dato i miei appunti"),
        ("→ wrote a #reference for her", "wrote a reference for her"),
        ("talked about #urbanism for kids", "talked about urbanism for kids"),
        ("coffee #gave her the notes", "coffee; gave her the notes"),
        ("#gave brought her the notes", "brought her the notes"),
        ("← he is delighted #feedback", "he is delighted"),
        ("introduced #intro Bo and Al", "introduced Bo and Al"),
        ("thanked her #thanked", "thanked her"),
        ("#gave", ""),
    ],
)
def test_a_tag_that_is_a_word_of_its_line_stays_one(line: str, said: str) -> None:
    assert readable(line).lstrip("→← ") == said


@pytest.mark.parametrize(
    ("line", "tag", "said"),
    [
        ("dinner, #promised him the maps", "promised", "the maps"),
        ("call → #promised her to write", "promised", "to write"),
        ("call → #promised her brother a ticket", "promised", "her brother a ticket"),
        ("email → #asked him for the list", "asked", "for the list"),
    ],
)
def test_who_was_promised_something_is_no_part_of_it(line: str, tag: str, said: str) -> None:
    assert words(line, tag) == said


@pytest.mark.parametrize(
    ("line", "about", "doing"),
    [
        ("call about rain", "rain", ""),
        ("passeggiata, parlato del suo incarico", "il suo incarico", ""),
        ("lunch, her move to the coast", "her move to the coast", ""),
        ("migration of the archive, call", "migration of the archive", ""),
        ("lunch with Bo: the health of Al", "the health of Al", ""),
        ("how the kiln is doing", "how the kiln is doing", ""),
        ("call about it", "", ""),
        ("dinner after the opening", "", ""),
        ("coffee in her shop", "", ""),
        ("the insurer took it at once", "", ""),
        ("telefonata, il consiglio ha approvato la mappa", "", ""),
        ("he sent the flows", "", ""),
        ("he asked how we plan events", "", ""),
        ("they moved to Rome", "", ""),
        ("coffee, she doubts the model", "", "she doubts the model"),
        ("email ← her move to Lisbon is settled", "", "her move to Lisbon is settled"),
        ("lunch; they want a dog", "", "they want a dog"),
        ("caffè, cerca un grafico", "", "cerca un grafico"),
        ("drinks; he is slowly moving to Leeds", "", "he is slowly moving to Leeds"),
        ("lunch. He starts at Acme on Monday", "", "He starts at Acme on Monday"),
        ("she has to sell the barn", "", "she has to sell the barn"),
        ("caffè. Sta pensando di lasciare il lavoro", "", "Sta pensando di lasciare il lavoro"),
        ("coffee, she is fine", "", ""),
        ("coffee, he is 50 now", "", ""),
        ("she works at Acme", "", ""),
        ("they live in Bath", "", ""),
        ("talked about everything and nothing", "", ""),
        ("walk, the usual", "", ""),
        ("lunch, his treat", "", ""),
        ("quick call about tomorrow", "", ""),
        ("coffee, her birthday", "", ""),
        ("caffè, sta bene", "", ""),
        ("pranzo, lavora in banca", "", ""),
        ("parlato di tutto e di niente", "", ""),
        ("caffè, parlato del più e del meno", "", ""),
        ("le piace la montagna", "", ""),
    ],
)
def test_what_was_spoken_of_and_what_they_do(line: str, about: str, doing: str) -> None:
    assert (matter(line), ongoing(line)) == (about, doing)
