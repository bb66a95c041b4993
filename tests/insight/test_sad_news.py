"""Nobody is congratulated on what hurts, and nothing painful is quoted to them."""

from __future__ import annotations

import pytest

from mdnetwork.kinds import DraftKind
from mdnetwork.vocabulary.topics import is_sad
from support.drafts import draft_to
from support.insight_vault import ago, person


@pytest.mark.parametrize("news", ["her father died", "she is ill", "lost his job", "divorced", "è morto suo padre"])
@pytest.mark.parametrize("language", ["en", "it"])
def test_sad_news_is_not_congratulated_on(news: str, language: str) -> None:
    found = draft_to({"Ada": person(f"{ago(3)} #news {news}", circle="core")}, None, language)
    assert "ongratula" not in found.text
    assert "padre" not in found.text
    assert "father" not in found.text
    assert "Their news may be painful: read it again, and write a few words of your own." in found.warnings


def test_good_news_is_read_again() -> None:
    found = draft_to({"Ada": person(f"{ago(3)} #news she won the prize", circle="core")}, "congratulate")
    assert "you've won the prize. Congratulations!" in found.text
    assert found.warnings[0] == "Is it good news for them too? Read it again before you congratulate."


@pytest.mark.parametrize("said", ["he seems lonely", "she is getting divorced", "talked about her divorce"])
@pytest.mark.parametrize("kind", ["first", "coffee", "reconnect"])
def test_nothing_painful_is_quoted(said: str, kind: DraftKind) -> None:
    text = draft_to({"Ada": person(f"{ago(2)} coffee; {said}")}, kind).text
    assert "lonely" not in text
    assert "divorce" not in text


@pytest.mark.parametrize(
    ("text", "sad"), [("the illustrated map", False), ("Lutto in casa", True), ("solo un caffè", False)]
)
def test_words_that_may_hurt(text: str, sad: bool) -> None:
    assert is_sad(text) is sad
