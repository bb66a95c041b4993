"""One typed line becomes an interaction: tables of lines in English and Italian, and what is never guessed."""

from __future__ import annotations

from datetime import date

import pytest

from mdnetwork.editing.participants import Ambiguity
from mdnetwork.editing.plans import sentence
from mdnetwork.editing.typed_line import ParsedEntry, daily_text, entry_text, read_sentence
from mdnetwork.i18n import texts
from support.typed_vault import TODAY, vault

VAULT = vault()


def said(text: str, **more: str) -> ParsedEntry:
    return read_sentence(text, TODAY, VAULT, **more)  # type: ignore[arg-type]


def names(capture: ParsedEntry) -> list[str]:
    return [named.person.name for named in capture.people]


def test_the_line_of_the_readme() -> None:
    capture = said(
        "yesterday coffee with Sam Rivera and Ana @lisbon, talked about the move #promised the deck by friday"
    )
    assert (capture.day, capture.channel, capture.direction, capture.place) == (
        date(2026, 11, 24),
        "coffee",
        "mutual",
        "lisbon",
    )
    assert (names(capture), capture.tags, capture.due) == (
        ["Sam Rivera", "Ana Lima"],
        ("promised",),
        date(2026, 11, 27),
    )
    assert capture.text == "coffee @lisbon, talked about the move #promised the deck 📅 2026-11-27"
    assert capture.doubts == ()
    assert capture.day_said == "yesterday"
    assert daily_text(capture) == (
        "- coffee with [[Sam Rivera]] and [[Ana Lima|Ana]] @lisbon, talked about the move #promised the deck "
        "📅 2026-11-27"
    )
    assert entry_text(capture, capture.people[1].person) == (
        "coffee with [[Sam Rivera]] @lisbon, talked about the move #promised the deck 📅 2026-11-27"
    )


def test_the_same_in_italian() -> None:
    capture = said(
        "ieri caffè con Marco Neri e Giulia @torino, parlato del trasloco #promesso il preventivo entro venerdì"
    )
    assert (capture.day, capture.channel, capture.place) == (date(2026, 11, 24), "coffee", "torino")
    assert (names(capture), capture.tags, capture.due) == (
        ["Marco Neri", "Giulia Conti"],
        ("promised",),
        date(2026, 11, 27),
    )
    assert daily_text(capture) == (
        "- caffè con [[Marco Neri]] e [[Giulia Conti|Giulia]] @torino, parlato del trasloco #promesso il preventivo "
        "📅 2026-11-27"
    )


@pytest.mark.parametrize(
    ("text", "day", "channel", "people", "entry"),
    [
        ("met Sam Rivera", "2026-11-25", "meeting", ["Sam Rivera"], "met"),
        ("Sam Rivera -#promised the deck", "2026-11-25", None, ["Sam Rivera"], "#promised the deck"),
        ("Sam Rivera #promised the deck", "2026-11-25", None, ["Sam Rivera"], "they #promised the deck"),
        (
            "call from Sam Rivera: #promised the deck",
            "2026-11-25",
            "call",
            ["Sam Rivera"],
            "call ← I #promised the deck",
        ),
        (
            "email da Marco Neri, #promesso il libro",
            "2026-11-25",
            "email",
            ["Marco Neri"],
            "email ← ho #promesso il libro",
        ),
        ("called sam rivera about the deck", "2026-11-25", "call", ["Sam Rivera"], "called about the deck"),
        ("told Sam Rivera the news yesterday", "2026-11-24", None, ["Sam Rivera"], "told the news"),
        ("monday lunch with Ana Lima", "2026-11-23", "lunch", ["Ana Lima"], "lunch"),
        ("on monday: lunch with Ana Lima", "2026-11-23", "lunch", ["Ana Lima"], "lunch"),
        ("lunch on monday with Ana", "2026-11-23", "lunch", ["Ana Lima"], "lunch"),
        ("lunch with Ana on monday", "2026-11-23", "lunch", ["Ana Lima"], "lunch"),
        ("lunch with Ana @rome last monday", "2026-11-23", "lunch", ["Ana Lima"], "lunch @rome"),
        ("lunch with Ana, monday, the plan", "2026-11-23", "lunch", ["Ana Lima"], "lunch, the plan"),
        ("lunch with Ana at the pub yesterday", "2026-11-24", "lunch", ["Ana Lima"], "lunch at the pub"),
        (
            "lunch with Ana, the pub was new yesterday",
            "2026-11-25",
            "lunch",
            ["Ana Lima"],
            "lunch, the pub was new yesterday",
        ),
        ("3 nov pranzo con Rossi Mario e anna de luca", "2026-11-03", "lunch", ["Anna de Luca"], "pranzo"),
        (
            "coffee with Ana, Sam Rivera and Giulia",
            "2026-11-25",
            "coffee",
            ["Ana Lima", "Sam Rivera", "Giulia Conti"],
            "coffee",
        ),
        ("coffee with Ana & Ana Lima", "2026-11-25", "coffee", ["Ana Lima"], "coffee"),
        ("coffee with Ana and the team", "2026-11-25", "coffee", ["Ana Lima"], "coffee with the team"),
        ("coffee with Ana and talked it over", "2026-11-25", "coffee", ["Ana Lima"], "coffee and talked it over"),
        ("pranzo con Giulia e il capo", "2026-11-25", "lunch", ["Giulia Conti"], "pranzo con il capo"),
        ("Giulia: pranzo, il piano", "2026-11-25", "lunch", ["Giulia Conti"], "pranzo, il piano"),
        ("had coffee yesterday, with Ana", "2026-11-24", "coffee", ["Ana Lima"], "had coffee"),
        ("coffee yesterday at the pub with Ana", "2026-11-24", "coffee", ["Ana Lima"], "coffee at the pub"),
        ("coffee a week ago at the pub with Ana", "2026-11-18", "coffee", ["Ana Lima"], "coffee at the pub"),
        ("coffee about the monday talk with Ana", "2026-11-25", "coffee", ["Ana Lima"], "coffee about the monday talk"),
        (
            "coffee with Ana in the pub ieri, all fine",
            "2026-11-24",
            "coffee",
            ["Ana Lima"],
            "coffee in the pub, all fine",
        ),
        (
            "coffee with Ana at home ieri #gave a book",
            "2026-11-24",
            "coffee",
            ["Ana Lima"],
            "coffee at home #gave a book",
        ),
        (
            "coffee with Ana #gave a book yesterday",
            "2026-11-25",
            "coffee",
            ["Ana Lima"],
            "coffee #gave a book yesterday",
        ),
        (
            "call with Ana about slides due by friday",
            "2026-11-25",
            "call",
            ["Ana Lima"],
            "call about slides due by friday",
        ),
        ("call with Ana due giorni fa", "2026-11-23", "call", ["Ana Lima"], "call"),
        (
            "spoke to Ana on the phone yesterday about work",
            "2026-11-24",
            "call",
            ["Ana Lima"],
            "spoke on the phone about work",
        ),
        (
            "coffee with Ana over the last week of work",
            "2026-11-25",
            "coffee",
            ["Ana Lima"],
            "coffee over the last week of work",
        ),
        ("pranzo dell'altro ieri con Giulia", "2026-11-23", "lunch", ["Giulia Conti"], "pranzo"),
        ("coffee with Ana , yesterday", "2026-11-24", "coffee", ["Ana Lima"], "coffee"),
        ("breakfast w Ana (her treat)", "2026-11-25", "breakfast", ["Ana Lima"], "breakfast (her treat)"),
        ("introduced Sam Rivera to Ana #intro", "2026-11-25", None, ["Sam Rivera", "Ana Lima"], "introduced #intro"),
        (
            "introduced Sam Rivera to the team #intro",
            "2026-11-25",
            None,
            ["Sam Rivera"],
            "introduced to the team #intro",
        ),
        ("with Ana, all fine", "2026-11-25", None, ["Ana Lima"], "all fine"),
        ("Ana", "2026-11-25", None, ["Ana Lima"], ""),
        ("coffee with Robin Vale and Ana", "2026-11-25", "coffee", ["Ana Lima"], "coffee"),
        ("email to ana@example.org", "2026-11-25", "email", ["Ana Lima"], "email →"),
        ("ana@example.org mailed", "2026-11-25", "email", ["Ana Lima"], "mailed"),
        ("coffee with dr. Ada Marlow. All well.", "2026-11-25", "coffee", ["Dr. Ada Marlow"], "coffee. All well."),
        ("coffee with Ada Marlow", "2026-11-25", "coffee", ["Dr. Ada Marlow"], "coffee"),
        (
            "[[Sam Rivera]] and [[People/Ana Lima|A]]: dinner",
            "2026-11-25",
            "dinner",
            ["Sam Rivera", "Ana Lima"],
            "dinner",
        ),
        ("- [x] coffee with Ana", "2026-11-25", "coffee", ["Ana Lima"], "coffee"),
        ("coffee with Ana, `code` %%and%% <!-- more", "2026-11-25", "coffee", ["Ana Lima"], "coffee, 'code' and more"),
        (
            "coffee with Ana about [[Marco Neri]] and [[Board]]",
            "2026-11-25",
            "coffee",
            ["Ana Lima"],
            "coffee about Marco Neri and [[Board]]",
        ),
        ("cena da Marco Neri", "2026-11-25", "dinner", ["Marco Neri"], "cena"),
        ("with Sam Rivera and Ana", "2026-11-25", None, ["Sam Rivera", "Ana Lima"], ""),
    ],
)
def test_who_when_and_how(text: str, day: str, channel: str | None, people: list[str], entry: str) -> None:
    capture = said(text)
    assert (str(capture.day), capture.channel, names(capture), capture.text) == (day, channel, people, entry)


@pytest.mark.parametrize(
    ("text", "direction", "entry", "daily"),
    [
        ("email -> Ana: the plan", "out", "email →: the plan", "- email → [[Ana Lima|Ana]]: the plan"),
        ("email with Ana <- the plan", "in", "email ← the plan", "- email with [[Ana Lima|Ana]] ← the plan"),
        ("email with Ana <-> the plan", "mutual", "email ↔ the plan", "- email with [[Ana Lima|Ana]] ↔ the plan"),
        ("email from Ana: the plan", "in", "email ← the plan", "- email from [[Ana Lima|Ana]] ← the plan"),
        ("email da Giulia", "in", "email ←", "- email da [[Giulia Conti|Giulia]] ←"),
        ("email a Giulia, il piano", "out", "email → il piano", "- email a [[Giulia Conti|Giulia]] → il piano"),
        ("email to Ana ← she had asked", "in", "email ← she had asked", "- email to [[Ana Lima|Ana]] ← she had asked"),
        ("visit to Ana", "mutual", "visit", "- visit to [[Ana Lima|Ana]]"),
        ("gave it to Ana", "mutual", "gave it", "- gave it to [[Ana Lima|Ana]]"),
    ],
)
def test_who_got_in_touch(text: str, direction: str, entry: str, daily: str) -> None:
    capture = said(text)
    assert (capture.direction, capture.text, daily_text(capture)) == (direction, entry, daily)


@pytest.mark.parametrize(
    ("text", "due", "entry"),
    [
        ("call with Ana #promised the deck by friday", "2026-11-27", "call #promised the deck 📅 2026-11-27"),
        ("call with Ana #promised the deck by end of month", "2026-11-30", "call #promised the deck 📅 2026-11-30"),
        ("call with Ana #promised the deck within 2 weeks", "2026-12-09", "call #promised the deck 📅 2026-12-09"),
        ("call with Ana #promised the deck tomorrow", "2026-11-26", "call #promised the deck 📅 2026-11-26"),
        ("call with Ana #promised the deck next tuesday", "2026-12-01", "call #promised the deck 📅 2026-12-01"),
        ("call with Ana #promised by 2026-12-01 the deck", "2026-12-01", "call #promised the deck 📅 2026-12-01"),
        (
            "call with Ana #promised the deck by friday, all well",
            "2026-11-27",
            "call #promised the deck, all well 📅 2026-11-27",
        ),
        ("call with Ana #promised it in 2 weeks, all well", "2026-12-09", "call #promised it, all well 📅 2026-12-09"),
        (
            "chiamata con Giulia #promesso le slide entro venerdì",
            "2026-11-27",
            "chiamata #promesso le slide 📅 2026-11-27",
        ),
        ("chiamata con Giulia #promesso entro fine mese", "2026-11-30", "chiamata #promesso 📅 2026-11-30"),
        ("chiamata con Giulia #promesso entro il 5 dicembre", "2026-12-05", "chiamata #promesso 📅 2026-12-05"),
        ("chiamata con Giulia #promesso le slide domani", "2026-11-26", "chiamata #promesso le slide 📅 2026-11-26"),
        ("chiamata con Giulia #promesso prossimo martedì", "2026-12-01", "chiamata #promesso 📅 2026-12-01"),
        (
            "chiamata con Giulia #promesso per venerdì le slide",
            "2026-11-27",
            "chiamata #promesso le slide 📅 2026-11-27",
        ),
        ("#promised the deck to Ana by friday", "2026-11-27", "#promised the deck 📅 2026-11-27"),
        ("#promised by friday the deck to Ana", "2026-11-27", "#promised the deck 📅 2026-11-27"),
        ("call with Ana #waiting for the deck until friday", "2026-11-27", "call #waiting for the deck 📅 2026-11-27"),
        ("call with Ana #promised the deck 📅 2026-12-03", "2026-12-03", "call #promised the deck 📅 2026-12-03"),
        ("promised Ana the deck by friday #promised", "2026-11-27", "promised the deck #promised 📅 2026-11-27"),
        ("call with Ana, tomorrow is fine #promised", None, "call, tomorrow is fine #promised"),
        ("call with Ana, send it by friday", None, "call, send it by friday"),
        ("call with Ana #gave it by friday", None, "call #gave it by friday"),
        ("call with Ana #promised a talk by Marco", None, "call #promised a talk by Marco"),
        ("call with Ana #promised it by last monday", None, "call #promised it by last monday"),
        ("call with Ana #promised", None, "call #promised"),
    ],
)
def test_what_is_due_and_when(text: str, due: str | None, entry: str) -> None:
    capture = said(text)
    assert (capture.due and str(capture.due), capture.text) == (due, entry)


@pytest.mark.parametrize(
    ("text", "doubts"),
    [
        ("coffee with Mario Rossi", [("several", "Mario Rossi", ("Old/Mario Rossi.md", "People/Mario Rossi.md"))]),
        ("Rossi Mario coffee", [("several", "Rossi Mario", ("Old/Mario Rossi.md", "People/Mario Rossi.md"))]),
        ("coffee with Sam", [("nobody", "Sam", ("People/Sam Rivera.md",))]),
        ("coffee with sam and ana", [("nobody", "sam", ("People/Sam Rivera.md",))]),
        ("coffee with zoe", [("nobody", "zoe", ())]),
        ("coffee with Bob Stone and Ana", [("nobody", "Bob Stone", ())]),
        ("coffee with Ana, Bob de Stone and Giulia", [("nobody", "Bob de Stone", ())]),
        ("coffee with Ana and Mario", [("nobody", "Mario", ("Old/Mario Rossi.md", "People/Mario Rossi.md"))]),
        ("coffee with Sam Rivero", [("nobody", "Sam Rivero", ("People/Sam Rivera.md",))]),
        ("call Sam", [("nobody", "Sam", ("People/Sam Rivera.md",))]),
        ("call mario, the plan", [("nobody", "mario", ("Old/Mario Rossi.md", "People/Mario Rossi.md"))]),
        ("coffee with Board", [("nobody", "Board", ())]),
        ("coffee with Ana, Talked a lot", []),
        ("coffee with Ana and a friend", []),
        ("coffee with Ana and zoe", [("nobody", "zoe", ())]),
        ("coffee with Ana and zoe, the plan", [("nobody", "zoe", ())]),
        ("coffee with Ana and zoe @rome", [("nobody", "zoe", ())]),
        ("coffee with Ana and lunch", []),
        ("coffee with Ana, Bob and Giulia", [("nobody", "Bob", ())]),
        ("coffee with Ana, Bob and Zoe", [("nobody", "Bob", ()), ("nobody", "Zoe", ())]),
        ("coffee with Ana, Bob and", []),
        ("coffee with Ana and sam and Giulia", [("nobody", "sam", ("People/Sam Rivera.md",))]),
        ("coffee with Ana and sam came late", []),
        ("coffee with Ana, Talked and laughed", []),
        ("coffee with Ana and", []),
        ("coffee with the team", [("no people", "", ())]),
        ("coffee with", [("no people", "", ())]),
        ("coffee with 3 others", [("no people", "", ())]),
        ("coffee with [[Nobody]]", [("no people", "", ())]),
        ("", [("no people", "", ())]),
        ("coffee with Ana tomorrow", [("future", "2026-11-26", ())]),
        ("2026-12-01 coffee with Ana", [("future", "2026-12-01", ())]),
        ("5/11 coffee with Ana", [("unclear date", "5/11", ())]),
        ("coffee with Ana 5/11", [("unclear date", "5/11", ())]),
        ("2026-02-30 coffee with Ana", [("no date", "2026-02-30", ())]),
        ("il 5/11 caffè con Ana", [("unclear date", "il 5/11", ())]),
        ("il 31 novembre caffè con Ana", [("no date", "il 31 novembre", ())]),
        ("coffee with Ana on feb 30", [("no date", "on feb 30", ())]),
        ("coffee with Ana nov 2026", []),
        ("call with Ana #promised it by 3/12", [("unclear date", "3/12", ())]),
        ("call with Ana #promised it by feb 30, ok", [("no date", "feb 30", ())]),
        ("chiamata con Ana #promesso il libro entro il 31 novembre", [("no date", "il 31 novembre", ())]),
        ("call with Ana #promised it by and by", []),
        ("coffee with Kim", [("nobody", "Kim", ("People/Kim #1.md",))]),
    ],
)
def test_what_is_unclear_is_told(text: str, doubts: list[tuple[str, str, tuple[str, ...]]]) -> None:
    assert [tuple(doubt) for doubt in said(text).doubts] == doubts


def test_an_order_of_dates_settles_them() -> None:
    assert said("5/11 coffee with Ana", order="dmy").day == date(2026, 11, 5)
    assert said("5/11 coffee with Ana", order="mdy").day == date(2026, 5, 11)


def test_a_doubt_can_be_answered() -> None:
    chosen = {"Mario Rossi": "People/Mario Rossi.md", "sam": "People/Sam Rivera.md", "zoe": "People/Gone.md"}
    capture = read_sentence("coffee with mario rossi, Sam and zoe", TODAY, VAULT, chosen=chosen)
    assert [named.person.path for named in capture.people] == ["People/Mario Rossi.md", "People/Sam Rivera.md"]
    assert capture.doubts == (Ambiguity("nobody", "zoe", ()),)
    assert daily_text(capture) == "- coffee with [[People/Mario Rossi|Mario Rossi]] and [[Sam Rivera]]"


def test_a_name_that_no_link_may_hold_becomes_another_kind_of_link() -> None:
    assert daily_text(said("coffee with Kim Park")) == "- coffee with [Kim Park](Kim%20%231.md)"


def test_words_that_join_are_those_of_the_line_or_the_language() -> None:
    people = "Sam Rivera"
    assert entry_text(said("met Ana, Sam Rivera"), said(people).people[0].person) == "met with [[Ana Lima|Ana]]"
    capture = said("visto Ana, Sam Rivera", language="it")
    assert entry_text(capture, said(people).people[0].person) == "visto con [[Ana Lima|Ana]]"
    assert entry_text(said("Ana, Sam Rivera"), said(people).people[0].person) == "with [[Ana Lima|Ana]]"


def test_a_channel_that_hangs_on_a_word_outlives_it() -> None:
    capture = said("call con Marco Neri, il piano")
    assert capture.channel == "video"
    assert entry_text(capture, capture.people[0].person) == "video call, il piano"
    assert daily_text(capture) == "- call con [[Marco Neri]], il piano"


@pytest.mark.parametrize(
    ("doubt", "english"),
    [
        (
            Ambiguity("several", "Mo", ("A.md", "B.md")),
            "“Mo” fits several: A.md, B.md. Write more of the name, or a link.",
        ),
        (
            Ambiguity("nobody", "Mo", ("A.md",)),
            "Nobody is called “Mo”. Did you mean A.md? Write the full name, or add the word to their aliases.",
        ),
        (Ambiguity("nobody", "Mo"), "Nobody is called “Mo”: write the full name or an alias, or add a note first."),
        (
            Ambiguity("future", "2026-12-01"),
            "2026-12-01 is in the future, and a log records what has happened. If it has, write the year.",
        ),
        (
            Ambiguity("unclear date", "5/11"),
            '“5/11” may be one of two days: write it as YYYY-MM-DD, or set date_order to "dmy" or "mdy".',
        ),
        (Ambiguity("no date", "2026-02-30"), "There is no such day as “2026-02-30”: correct it, or write YYYY-MM-DD."),
        (Ambiguity("no people"), "Nobody is named here: write who it was with, by full name or alias."),
    ],
)
def test_doubts_are_sentences(doubt: Ambiguity, english: str) -> None:
    assert sentence(doubt, texts("en")) == english
    assert sentence(doubt, texts("it")) != english


@pytest.mark.parametrize(
    "text",
    [
        "need to call Ana",
        "must write to Ana and Sam Rivera",
        "devo sentire Ana",
        "da richiamare: Ana",
        "thinking of Ana today",
        "didn't see Ana yesterday",
        "non ho visto Marco Neri",
        "avoid Sam Rivera at the fair",
        "TODO: lunch with Ana",
    ],
)
def test_a_line_that_would_not_count_is_not_clear(text: str) -> None:
    assert [doubt.kind for doubt in said(text).doubts] == ["no contact"]


@pytest.mark.parametrize(
    "text",
    [
        "called Ana, need to send her the deck",
        "must say lunch with Ana was great",
        "coffee with Ana, must read [[Loom]]",
        "ho chiamato Ana, devo richiamarla",
        "lunch with Ana, thinking of the move",
    ],
)
def test_a_line_that_also_means_to_do_something_is_clear(text: str) -> None:
    assert said(text).doubts == ()
