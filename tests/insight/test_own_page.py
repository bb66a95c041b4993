"""The page of the user's own note: a pitch at three lengths, and the parts of a professional profile."""

from __future__ import annotations

from datetime import date

import pytest

from mdnetwork.i18n import texts
from mdnetwork.insight.own_page import WORDS, OwnPage, own_page
from mdnetwork.insight.survey import Survey
from mdnetwork.parsing.document import Document
from support.insight_vault import PLAIN, TODAY, directory, person

FRONT = "type: me\nname: Nora Field\npitch: I help small museums to be heard. I began in a school.\n"
OFFERS = "offers: [grant writing, event planning, maps]\nneeds: [a printer]\n"
LONG = " ".join(f"In year {n} I did the work of that year, and it was good." for n in range(30))


def page(front: str = "", body: str = "", language: str = "en", **people: str) -> OwnPage:
    note = f"---\n{FRONT if 'type' not in front else ''}{front}---\n{body}"
    everybody = directory({"Me": note, **people})
    survey = Survey(everybody, PLAIN, TODAY, texts(language))
    assert everybody.profile is not None
    return own_page(Document(note.encode(), "Me.md"), everybody.profile, survey)


def test_a_pitch_has_only_what_the_note_says() -> None:
    sentence, half, minute = page(OFFERS, f"## Summary\n{LONG}\n").pitches
    assert sentence.text == "I help small museums to be heard."
    assert half.text.startswith("I help small museums to be heard. I began in a school. In year 0 I did")
    ending = "I can help with grant writing, event planning and maps. I am looking for a printer."
    assert half.text.endswith(ending)
    assert minute.text.endswith(ending)
    for each, other in ((half, "half a minute"), (minute, "a minute")):
        assert 0 < WORDS[each.length] - each.words < 13
        assert (each.length, each.gaps) == (other, ())
        body = f"{FRONT} {LONG}"
        assert [
            part for part in each.text.removesuffix(ending).strip().split(". ") if part.rstrip(".") not in body
        ] == []
    assert (half.seconds, minute.seconds) == (round(half.words * 0.4), round(minute.words * 0.4))


def test_what_the_note_does_not_say_is_a_gap() -> None:
    sentence, half, minute = page("type: me\nname: Nora Field\n").pitches
    assert (sentence.words, sentence.gaps) == (0, ("what you do, for whom and why, in one sentence",))
    assert half.gaps == (*sentence.gaps, "what you offer", "what you look for")
    assert half.text == "".join(f"[{gap}] " for gap in half.gaps).strip()
    assert minute.gaps[1] == "an example: what you did, for whom, and what came of it"
    assert page(OFFERS).pitches[2].gaps == minute.gaps[1:2]


def test_a_pitch_may_be_a_section_and_paragraphs_have_rows() -> None:
    body = "## Elevator pitch\nI draw maps, and\nI print them. They last.\n"
    body += "## Experience\n- 2019 Atlas Press\n- I led six.\n"
    sentence, half, _ = page("type: me\nname: Nora\n", body).pitches
    assert sentence.text == "I draw maps, and I print them."
    assert half.text.startswith("I draw maps, and I print them. They last. I led six. [")


def test_a_pitch_in_both_places_is_said_once() -> None:
    body = "## Pitch\nI help small museums to be heard. I like posters.\n"
    assert (
        page(OFFERS, body)
        .pitches[1]
        .text.startswith("I help small museums to be heard. I began in a school. I like posters. I can help")
    )


def test_who_could_help_and_where_the_user_stands() -> None:
    body = "## Log\n- 2026-10-01 talk on maps\n- 2026-10-02 post on the maps of Zara\n"
    found = page(OFFERS, body, Ann=person(expertise="[printing]"), Zara=person(expertise="[printing]", private="true"))
    assert [(each.need, each.person.name) for each in found.helpers] == [("a printer", "Ann")]
    assert (found.ladder.step, [each.text for each in found.deeds]) == ("published", ["talk on maps"])


def test_a_pitch_without_a_full_stop_is_a_sentence() -> None:
    assert page("type: me\npitch: maps for walkers\n").pitches[0].text == "maps for walkers"


def test_a_pitch_in_italian() -> None:
    front = "type: me\nnome: Nora\npresentazione: Aiuto i musei.\noffro: [bandi, mostre]\ncerca: [un tipografo]\n"
    assert page(front, language="it").pitches[1].text == (
        "Aiuto i musei. Posso dare una mano con bandi e mostre. Cerco un tipografo."
    )


@pytest.mark.parametrize(
    ("front", "body", "part", "line"),
    [
        ("photo: me.jpg\n", "", "photo", 5),
        ("foto: io.jpg\n", "", "photo", 5),
        ("role: Adviser\n", "", "headline", 5),
        ("headline: Adviser\n", "", "headline", 5),
        ("", "## About me\nI draw.\n", "summary", 7),
        ("", "## Esperienze professionali\n- 2019 Atlas\n", "experience", 7),
        ("", "## Training\n### Courses\nMaps\n", "education", 8),
        (OFFERS, "", "skills", 5),
        ("", "## Testimonials\n- Ann: she draws well\n", "recommendations", 7),
        ("email: n@x.example\n", "", "contact", 5),
        ("linkedin: in/nora\n", "", "website", 5),
        ("", "## LinkedIn profile\n- [x] Photo, the new one\n", "photo", 7),
        ("", "## Profilo\n- Foto: quella nuova\n", "photo", 7),
        ("", "## Profile\n- [x] Featured work\n", "featured", 7),
    ],
)
def test_parts_of_the_profile_that_are_there(front: str, body: str, part: str, line: int) -> None:
    found = {each.name: each for each in page(front, body).parts}
    assert [name for name, each in found.items() if each.is_there] == [part]
    assert [told.line for each in found.values() for told in each.evidence] == [line]


def test_an_open_task_and_an_empty_heading_are_missing_parts() -> None:
    body = "## Summary\n## Profile\n- [ ] photo: a new one\n- [x] experience\n- [ ] something else\n"
    found = {each.name: each for each in page("photo: old.jpg\n", body).parts}
    assert (found["photo"].is_there, found["photo"].words) == (False, "photo: a new one")
    assert [name for name, each in found.items() if each.is_there] == ["experience"]


def test_a_reference_that_was_received_is_a_recommendation() -> None:
    ada = person("2026-10-01 email ← recommended me to the trust #reference")
    zara = person("2026-10-01 email ← recommended me to the trust #reference", private="true")
    assert [each.name for each in page(Ada=ada).parts if each.is_there] == ["recommendations"]
    assert [each.name for each in page(Zara=zara).parts if each.is_there] == []


@pytest.mark.parametrize(
    ("front", "body", "day", "line"),
    [
        ("", "", None, 0),
        ("reviewed: 2026-03-14\n", "", date(2026, 3, 14), 5),
        ("reviewed: 2027-03-14\n", "", None, 0),
        ("", "## Profile\n- [x] photo ✅ 2026-05-01\n- [x] contact\n", date(2026, 5, 1), 7),
        ("reviewed: 2026-03-14\n", "## Log\n- 2026-06-02 updated my LinkedIn profile\n", date(2026, 6, 2), 8),
        ("", "## Profile\nLooked over on 2026-02-14.\n\n- [x] photo\n", date(2026, 2, 14), 7),
        ("", "## Profile\n- photo of 2026-02-14\n", None, 0),
        ("", "## Registro\n- 2026-06-02 aggiornato il profilo LinkedIn\n", date(2026, 6, 2), 7),
        ("", "## Log\n- 2026-06-02 post on the profile of a small museum\n", None, 0),
    ],
)
def test_when_the_profile_was_last_looked_at(front: str, body: str, day: date | None, line: int) -> None:
    found = page(front, body)
    assert (found.reviewed, [each.line for each in found.evidence]) == (day, [line] if line else [])


def test_a_pitch_is_in_the_language_of_its_note() -> None:
    found = page(OFFERS, language="it").pitches[1].text
    assert found.endswith("I can help with grant writing, event planning and maps. I am looking for a printer.")
