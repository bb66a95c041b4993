"""When a word is the same word, in English and in Italian, and what of a question is a topic."""

from __future__ import annotations

import pytest

from mdnetwork.vocabulary.meaning import asked, meant, stems, words


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("photographer", "photography", True),
        ("printer", "printing", True),
        ("traduttore", "traduzioni", True),
        ("traduttrici", "traduzione", True),
        ("restauratrice", "restauro", True),
        ("organizzatore", "organizzazione", True),
        ("party", "parts", False),
        ("direttore", "dire", False),
        ("stazione", "stato", False),
    ],
)
def test_who_does_it_and_what_they_do_are_one_word(one: str, other: str, same: bool) -> None:
    assert bool(stems(one) & stems(other)) is same


def test_articles_and_prepositions_are_no_topic() -> None:
    assert words("Le bozze sulle traduzioni nello studio, dagli amici") == ("amici", "bozze", "studio", "traduzioni")


def test_two_capitals_stand_for_words() -> None:
    assert words("AI for museums") == ("ai", "museums")
    assert asked("ux") == ("ux",)
    assert meant(asked("ux"), "research in UX") == {"ux"}
    assert meant(asked("ai"), "she aims at airports") == frozenset()
    assert asked("2026") == ()
