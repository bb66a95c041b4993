"""What each kind of draft says, in English and in Italian, with tu and with lei: of the notes alone."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdnetwork.drafts.drafting import LINKEDIN, day_forms, units, where
from mdnetwork.drafts.second_person import Tone
from mdnetwork.kinds import DraftKind
from mdnetwork.text import one_line
from support.drafts import IO, ME, draft_to
from support.insight_vault import TODAY, Notes, ago, person

KINDS = get_args(DraftKind)
FAIR = "---\ntype: event\ndate: 2026-11-21\nattendees: ['[[Ada]]']\n---\n# Book fair\n"
EN: Notes = {
    "Me": ME,
    "Events/Book fair": FAIR,
    "Ada": person(
        "2026-11-22 #news her series won the regional prize",
        "2026-11-21 coffee; talked about the new wing",
        "2026-11-21 email ← she sent the floor plans #got",
        "2026-11-21 email → the glossary #gave",
        "2026-11-21 call #promised the visitor survey 📅 2026-11-20",
        met="2026-11-21",
        met_at='"[[Book fair]]"',
        interests="[letterpress]",
        expertise="[lighting design]",
    ),
    "Bea": person("2026-10-01 call", needs="[a lighting designer]"),
}
IT: Notes = {
    "Me": IO,
    "Events/Fiera del libro": FAIR.replace("Book fair", "Fiera del libro"),
    "Ada": person(
        "2026-11-22 #novità la sua serie ha vinto il premio",
        "2026-11-21 caffè; parlato della nuova ala",
        "2026-11-21 mail ← mi ha mandato le planimetrie #ricevuto",
        "2026-11-21 mail → il glossario #ho-dato",
        "2026-11-21 telefonata #promesso il sondaggio 📅 2026-11-20",
        met="2026-11-21",
        met_at='"[[Fiera del libro]]"',
        interests="[tipografia]",
        expertise="[illuminazione]",
    ),
    "Bea": person("2026-10-01 call", needs="[aiuto per la illuminazione]"),
}
ENGLISH_TEXTS: dict[DraftKind, str] = {
    "reply": "Thank you for your message. [your answer]\n\nDoes that answer your question?",
    "first": "It was good to meet you on 21 November at the Book fair. I keep thinking about the new wing: what is the "
    "next step?\n\nA word about me, in case it is ever useful. I help museums.",
    "reconnect": "We last spoke on 21 November. How are you? I remember meeting you on "
    "21 November at the Book fair.\n\nWe both care about letterpress: is there anything new that I should know about?",
    "thank": "Thank you for the floor plans. They helped me with [what it was good for].\n\nHow are things going with the new "
    "wing? If there is anything I can do for you, please let me know.",
    "congratulate": "I hear your series won the regional prize. Congratulations! What is next for you?",
    "share": "I came across a paper on lighting and thought of you, because you know about lighting design. Have you "
    "seen it already? I would be glad to hear what you think.",
    "coffee": "We last spoke on 21 November. It would be good to see you. Would you have time for a coffee "
    "in the next few weeks? I would like to hear how things are going with the new wing.",
    "ask": "How are things going with the new wing?\n\nI have a question, and thought of you, because you know about "
    "lighting design. Could you help me with a paper on lighting? A few words would be enough, and a no is perfectly "
    "fine.\n\nA word about me, so that you know why I ask. I help museums.",
    "introduce": "May I introduce you to Bea? Bea is looking for help with something you know about: lighting design. I always "
    "ask both sides first, and will only put you in touch if you both say yes. What do you think?",
    "kept": "Here is the visitor survey I promised. Is it what you needed?",
    "feedback": "I would like to get better at what I do, and I value your opinion. What do you think of the glossary: "
    "what was useful to you, and what should I do differently? An honest word helps me more than a kind one.",
    "reference": "It was a pleasure to work on [the work you did for them] for you. Would you write two or three lines about "
    "it that I could show to others? What it was for and how it went is quite enough, in an e-mail or on LinkedIn, whichever "
    "suits you. And if you would rather not, that is perfectly fine.",
}
ITALIAN_TEXTS: dict[DraftKind, tuple[str, str]] = {
    "reply": (
        "grazie per il tuo messaggio. [la risposta]\n\nÈ quello che ti serviva sapere?",
        "la ringrazio per il suo messaggio. [la risposta]\n\nÈ quello che le serviva sapere?",
    ),
    "first": (
        (
            "ripenso volentieri al nostro incontro del 21 novembre (Fiera del libro). Mi è rimasto in mente "
            "un tema di cui abbiamo parlato: la nuova ala. Qual è il prossimo passo?\n\nDue parole su di me, se un giorno "
            "ti fosse utile. Aiuto i musei a farsi sentire."
        ),
        (
            "ripenso volentieri al nostro incontro del 21 novembre (Fiera del libro). Mi è rimasto in mente "
            "un tema di cui abbiamo parlato: la nuova ala. Qual è il prossimo passo?\n\nDue parole su di me, se un giorno "
            "le fosse utile. Aiuto i musei a farsi sentire."
        ),
    ),
    "reconnect": (
        (
            "il nostro ultimo scambio è stato il 21 novembre, e mi farebbe piacere sapere come stai. "
            "Ricordo bene il nostro primo incontro del 21 novembre (Fiera del libro).\n\nAbbiamo un "
            "interesse in comune: tipografia. Ci sono novità che non dovrei perdermi?"
        ),
        (
            "il nostro ultimo scambio è stato il 21 novembre, e mi farebbe piacere sapere come sta. "
            "Ricordo bene il nostro primo incontro del 21 novembre (Fiera del libro).\n\nAbbiamo un "
            "interesse in comune: tipografia. Ci sono novità che non dovrei perdermi?"
        ),
    ),
    "thank": (
        (
            "grazie per le planimetrie. È stato un grande aiuto per [a che cosa è servito].\n\nCome va con la nuova ala? Se "
            "posso fare qualcosa per te, dimmelo."
        ),
        (
            "la ringrazio per le planimetrie. È stato un grande aiuto per [a che cosa è servito].\n\nCome va con la nuova "
            "ala? Se posso fare qualcosa per lei, me lo dica."
        ),
    ),
    "congratulate": (
        (
            "ho saputo la notizia: la tua serie ha vinto il premio. Congratulazioni! Quali sono adesso i tuoi prossimi "
            "passi?"
        ),
        (
            "ho saputo la notizia: la sua serie ha vinto il premio. Congratulazioni! Quali sono adesso i suoi prossimi "
            "passi?"
        ),
    ),
    "share": (
        (
            "mi è capitato sotto gli occhi questo: un saggio di illuminazione. Ho pensato a te, perché ti occupi di "
            "illuminazione. Che cosa ne pensi?"
        ),
        (
            "mi è capitato sotto gli occhi questo: un saggio di illuminazione. Ho pensato a lei, perché si occupa di "
            "illuminazione. Che cosa ne pensa?"
        ),
    ),
    "coffee": (
        (
            "il nostro ultimo scambio è stato il 21 novembre, e mi farebbe piacere vederti. Hai tempo per un caffè nelle "
            "prossime settimane? Mi piacerebbe sapere come va con la nuova ala."
        ),
        (
            "il nostro ultimo scambio è stato il 21 novembre, e mi farebbe piacere vederla. Avrebbe tempo per un caffè "
            "nelle prossime settimane? Mi piacerebbe sapere come va con la nuova ala."
        ),
    ),
    "ask": (
        (
            "come va con la nuova ala?\n\nHo una richiesta, e ho pensato a te, perché ti occupi di "
            "illuminazione. Potresti aiutarmi con un saggio di illuminazione? Bastano poche parole, e anche un no va "
            "benissimo.\n\nDue parole su di me, perché tu sappia da chi arriva la richiesta. Aiuto i musei a farsi sentire."
        ),
        (
            "come va con la nuova ala?\n\nHo una richiesta, e ho pensato a lei, perché si occupa di "
            "illuminazione. Potrebbe aiutarmi con un saggio di illuminazione? Bastano poche parole, e anche un no va "
            "benissimo.\n\nDue parole su di me, perché sappia da chi arriva la richiesta. Aiuto i musei a farsi sentire."
        ),
    ),
    "introduce": (
        (
            "posso presentarti Bea? A Bea serve qualcosa che tu conosci bene: illuminazione. Chiedo prima a entrambe le parti, e "
            "vi metto in contatto solo se tutte e due dicono di sì. Che ne pensi?"
        ),
        (
            "posso presentarle Bea? A Bea serve qualcosa che lei conosce bene: illuminazione. Chiedo prima a entrambe le parti, e "
            "vi metto in contatto solo se tutte e due dicono di sì. Che ne pensa?"
        ),
    ),
    "kept": (
        "ecco il sondaggio che ti avevo promesso. È quello che ti serviva?",
        "ecco il sondaggio che le avevo promesso. È quello che le serviva?",
    ),
    "feedback": (
        (
            "vorrei migliorare il mio lavoro, e il tuo parere per me conta. Che cosa pensi del glossario? Che cosa "
            "è stato utile, e che cosa potrei fare diversamente? Una parola sincera mi aiuta più di un complimento."
        ),
        (
            "vorrei migliorare il mio lavoro, e il suo parere per me conta. Che cosa pensa del glossario? Che cosa "
            "è stato utile, e che cosa potrei fare diversamente? Una parola sincera mi aiuta più di un complimento."
        ),
    ),
    "reference": (
        (
            "è stato un piacere lavorare per te ([di quale lavoro si tratta]). Ti andrebbe di scrivere due o tre righe "
            "da far leggere ad altri? Basta dire a che cosa è servito e com'è andata, in un'e-mail o su LinkedIn, come ti è "
            "più comodo. E se preferisci di no, va benissimo lo stesso."
        ),
        (
            "è stato un piacere lavorare per lei ([di quale lavoro si tratta]). Le andrebbe di scrivere due o tre righe "
            "da far leggere ad altri? Basta dire a che cosa è servito e com'è andata, in un'e-mail o su LinkedIn, come le è "
            "più comodo. E se preferisce di no, va benissimo lo stesso."
        ),
    ),
}
TOPICS: dict[str, dict[DraftKind, str]] = {
    "en": {"share": "a paper on lighting", "ask": "a paper on lighting"},
    "it": {"share": "un saggio di illuminazione", "ask": "un saggio di illuminazione"},
}


def said(notes: Notes, kind: DraftKind, language: str, tone: Tone) -> str:
    to = "Bea" if kind == "introduce" else ""
    return draft_to(notes, kind, language, tone, topic=TOPICS[language].get(kind, ""), to=to).text


@pytest.mark.parametrize("kind", ENGLISH_TEXTS)
@pytest.mark.parametrize(
    ("tone", "hello", "bye"), [("tu", "Hi", "Best wishes,\nNora"), ("lei", "Dear", "Kind regards,\nNora Field")]
)
def test_in_english(kind: DraftKind, tone: Tone, hello: str, bye: str) -> None:
    assert said(EN, kind, "en", tone) == f"{hello} Ada,\n\n{ENGLISH_TEXTS[kind]}\n\n{bye}"


@pytest.mark.parametrize("kind", ITALIAN_TEXTS)
def test_in_italian(kind: DraftKind) -> None:
    tu, lei = ITALIAN_TEXTS[kind]
    assert said(IT, kind, "it", "tu") == f"Ciao Ada,\n\n{tu}\n\nUn caro saluto,\nNora"
    assert said(IT, kind, "it", "lei") == f"Gentile Ada,\n\n{lei}\n\nCordiali saluti,\nNora Field"


def test_a_request_to_connect() -> None:
    assert said(EN, "connect", "en", "tu") == (
        "Hi Ada, it was good to meet you on 21 November at the Book fair. I keep thinking about the new wing. I help "
        "museums. Shall we stay in touch here? Nora"
    )
    assert said(IT, "connect", "it", "lei") == (
        "Gentile Ada, è stato un piacere conoscerla il 21 novembre (Fiera del libro). Mi è rimasto in "
        "mente un tema di cui abbiamo parlato: la nuova ala. Aiuto i musei a farsi sentire. Le va di restare in "
        "contatto qui? Nora Field"
    )


def test_every_kind_has_its_texts() -> None:
    assert {*ENGLISH_TEXTS, "connect"} == {*ITALIAN_TEXTS, "connect"} == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["en", "it"])
def test_where_notes_tell_nothing_there_are_gaps_and_a_word_of_them(kind: DraftKind, language: str) -> None:
    found = draft_to({"Ada": "---\ntype: person\n---\n"}, kind, language)
    gaps = [line for line in found.warnings if line.startswith("Fill in [")]
    assert gaps
    assert all(gap.removeprefix("Fill in ").removesuffix(".") in found.text for gap in gaps)
    assert found.text.count("[") == len(gaps)
    assert "None" not in found.text
    assert "  " not in found.text


@pytest.mark.parametrize("kind", KINDS)
def test_the_pitch_is_said_in_three_kinds_only(kind: DraftKind) -> None:
    assert ("I help museums." in said(EN, kind, "en", "tu")) is (kind in {"first", "connect", "ask"})


@pytest.mark.parametrize("kind", KINDS)
def test_every_draft_carries_a_question(kind: DraftKind) -> None:
    assert "?" in said(EN, kind, "en", "tu")
    assert "?" in said(IT, kind, "it", "lei")


def test_a_request_to_connect_grows_shorter_until_it_fits() -> None:
    long_pitch = {**EN, "Me": ME.replace("I help museums.", "I help museums " + "and schools " * 20)}
    found = draft_to(long_pitch, "connect")
    assert "I help museums" not in found.text
    assert "the new wing" in found.text
    assert units(found.text) <= LINKEDIN
    name = "A" * 300
    endless = draft_to({name: person("2026-11-21 coffee")}, "connect", name=name)
    over = units(endless.text) - LINKEDIN
    assert over > 0
    assert endless.warnings[-1] == f"LinkedIn takes 300 characters: shorten it by {over}."


def test_words_of_another_language_are_a_gap() -> None:
    found = draft_to(EN, "kept", "it", "tu")
    assert "[the visitor survey]" in found.text
    assert "“the visitor survey” is in another language than the draft: put it into your own words." in found.warnings


def test_the_order_of_notes_does_not_matter() -> None:
    assert draft_to(dict(reversed(list(EN.items()))), "ask", topic="lighting") == draft_to(EN, "ask", topic="lighting")


@pytest.mark.parametrize("name", ["Zoë “Zed” O'Neil", "张 伟", "A {{ b }} {% c %}", "Ada <b>&amp;", "N" * 150])
def test_odd_names_are_said_as_they_are(name: str) -> None:
    note = person("2026-11-21 coffee").replace("type: person\n", "type: person\ntone: lei\n")
    text = draft_to({"Ada": f"{note}\n"}, "first", "it").text
    assert text.startswith("Gentile Ada,")
    assert draft_to({name: note}, "first", "it", name=name).text.startswith(f"Gentile {name},\n")


def test_control_characters_of_notes_do_not_reach_a_draft() -> None:
    assert one_line("a\x1b[31m\u202eb\n c") == "a [31mb c"
    found = draft_to({"Ada": person("2026-11-21 coffee; he maps\x07 \u202egardens", met="2026-11-21")}, "first")
    assert "\x07" not in found.text
    assert "\u202e" not in found.text


@pytest.mark.parametrize(
    ("day", "language", "on", "of"),
    [
        (date(2026, 11, 21), "en", "on 21 November", "of 21 November"),
        (date(2025, 11, 21), "en", "on 21 November 2025", "of 21 November 2025"),
        (date(2026, 11, 21), "it", "il 21 novembre", "del 21 novembre"),
        (date(2026, 11, 8), "it", "l'8 novembre", "dell'8 novembre"),
        (date(2025, 11, 11), "it", "l'11 novembre 2025", "dell'11 novembre 2025"),
        (date(2026, 11, 1), "it", "il 1º novembre", "del 1º novembre"),
        (date(2026, 11, 21), "fr", "2026-11-21", "2026-11-21"),
    ],
)
def test_days(day: date, language: str, on: str, of: str) -> None:
    forms = day_forms(day, language, TODAY)
    assert (forms["on"], forms["of"], forms["iso"]) == (on, of, day.isoformat())


@pytest.mark.parametrize(
    ("place", "language", "at_event", "said_"),
    [
        ("Book fair", "en", True, "at the Book fair"),
        ("Museums Forum 2023", "en", False, "at the Museums Forum 2023"),
        ("2026-09-27 Translators' day", "en", True, "at Translators' day"),
        ("the fair", "en", True, "at the fair"),
        ("Northlight", "en", False, "at Northlight"),
        ("2023", "en", False, "at 2023"),
        ("in Lisbon", "en", False, "in Lisbon"),
        ("LinkedIn", "en", False, "on LinkedIn"),
        ("LinkedIn", "it", False, "su LinkedIn"),
        ("alla fiera", "it", True, "alla fiera"),
        ("Salone", "it", True, "(Salone)"),
        ("Northlight", "it", False, "(Northlight)"),
        ("la foire", "fr", True, "la foire"),
        ("", "en", False, ""),
    ],
)
def test_places(place: str, language: str, at_event: bool, said_: str) -> None:
    assert where(place, language, at_event=at_event) == said_


@given(st.text(max_size=60), st.sampled_from(KINDS), st.sampled_from(["en", "it"]))
def test_any_words_of_a_log_give_a_draft(words: str, kind: DraftKind, language: str) -> None:
    line = " ".join(words.split())
    found = draft_to({"Ada": person(f"{ago(2)} coffee; {line}")}, kind, language)
    assert "Ada" in found.text
    assert found.text == found.text.strip()
