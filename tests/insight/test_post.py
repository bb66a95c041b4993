"""A text to publish: what it begins with, in each language, and that nobody is named in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdnetwork.drafts.drafting import Draft
from mdnetwork.drafts.post import PostRequest, post
from mdnetwork.errors import DraftError
from mdnetwork.insight.publishing import ideas
from mdnetwork.insight.survey import Survey
from support.drafts import ME
from support.insight_vault import ENGLISH, PLAIN, TODAY, Notes, ago, directory, person


def posted(notes: Notes, language: str = "", topic: str = "") -> Draft:
    """A text to publish on 23 November 2026, of a vault in English."""
    survey = Survey(directory({"Me": ME, **notes}), PLAIN, TODAY, ENGLISH, "message")
    profile = survey.directory.profile
    assert profile
    asked = PostRequest(language, topic)
    return post(profile, asked, ideas(survey), survey, override=lambda _: None, default="en")


ASKED = "email ← how do you date a loom?"
BEGINNINGS = {
    "a question of late": (
        [f"{ago(9)} {ASKED}"],
        "en",
        "“How do you date a loom?” I was asked this recently. Here is my answer.",
    ),
    "a question of long ago": ([f"{ago(200)} {ASKED}"], "en", "“How do you date a loom?” I was once asked this."),
    "in words": (
        [f"{ago(9)} email ← #asked how to date a loom"],
        "en",
        "I was recently asked how to date a loom. Here is my answer.",
    ),
    "in Italian": (
        [f"{ago(9)} email ← come si data un telaio?"],
        "it",
        "“Come si data un telaio?” Me l'hanno chiesto di recente. Ecco la mia risposta.",
    ),
    "what was given": (
        [f"{ago(9)} email → sent her the list of dyes #gave"],
        "en",
        "Not long ago I shared a list of dyes",
    ),
    "what was given long ago": ([f"{ago(200)} email → sent her the glossary of looms #gave"], "en", "Some time ago I"),
    "a thing of theirs": (
        [f"{ago(9)} email → sent back her report on dyes #gave"],
        "en",
        "Not long ago I shared [what",
    ),
    "no thing": ([f"{ago(9)} call, told her to buy wool and why #gave"], "en", "Not long ago I shared [what it was"),
    "given in Italian": (
        [f"{ago(9)} email → mandato l'elenco dei colori #gave"],
        "it",
        "Di recente ho condiviso con qualcuno l'elenco dei colori.",
    ),
    "in another language": ([f"{ago(9)} {ASKED}"], "it", "Di recente mi hanno chiesto [how do you date a loom?]."),
    "nothing": ([], "en", "[what it is about, in a few words]\n\n[your main point"),
}


@pytest.mark.parametrize(("log", "language", "begins"), BEGINNINGS.values(), ids=BEGINNINGS)
def test_it_begins_with_what_was_asked_or_given(log: list[str], language: str, begins: str) -> None:
    made = posted({"Ada": person(*log)}, language)
    assert made.text.startswith(begins)
    assert "?" in made.text.splitlines()[-1]
    assert any("your notes" in each for each in made.warnings) == (not log)


def test_what_several_ask_is_said_so() -> None:
    made = posted({name: person(f"{ago(9 + place)} {ASKED}") for place, name in enumerate(("Ada", "Bea"))})
    assert made.text.startswith("“How do you date a loom?” I have been asked this more than once.")
    assert made.remember[0].text.startswith("Ada and Bea asked you the same")


def test_a_topic_is_the_headline_and_leaves_ideas_aside() -> None:
    made = posted({"Ada": person(f"{ago(9)} {ASKED}")}, topic="looms of the valley")
    assert made.text.startswith("Looms of the valley\n\n[your main point")
    assert made.remember == ()


def test_a_language_without_a_template_is_told() -> None:
    with pytest.raises(DraftError, match="publish"):
        posted({}, "fr")


NAMES = ("Ada Marlow", "Bea Rossi", "Cy")
SAID = (
    "email ← how do you date a loom?",
    "email ← how would Marlow date a loom?",
    "email ← how does [[Bea Rossi]] date a loom?",
    "email → sent her the list of dyes #gave",
    "email → sent her the list of dyes of Rossi #gave",
    "email → sent Cy the glossary of looms #gave",
)


@given(st.dictionaries(st.sampled_from(NAMES), st.sampled_from(SAID), min_size=1), st.sampled_from(["en", "it"]))
def test_nobody_is_named_in_it(said: dict[str, str], language: str) -> None:
    notes = {name: person(*([f"{ago(9)} {said[name]}"] if name in said else [])) for name in NAMES}
    made = posted(notes, language)
    parts = {part for name in NAMES for part in name.split()}
    assert [part for part in sorted(parts) if part in made.text] == []
