"""The message catalogues: everything that is said is translated, with the same places to fill, and compiled."""

from __future__ import annotations

import ast
import gettext
import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from mdnetwork.dates import PartialDate
from mdnetwork.fields import FIELDS
from mdnetwork.i18n import LOCALE, Sentence, Titles, texts
from mdnetwork.phrases import Phrases

PACKAGE = LOCALE.parent
KEYWORDS = {"say": None, "count": (1, 2), "text_field": None, "Sentence": None}
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
LANGUAGES = sorted(folder.name for folder in LOCALE.iterdir() if folder.is_dir())
_PLACE = re.compile(r"\{(\w+)")


@cache
def said() -> set[str]:
    """The first text of every message in the program."""
    found = extract_from_dir(str(PACKAGE), METHODS, keywords=KEYWORDS)
    return {message if isinstance(message, str) else message[0] for _, _, message, _, _ in found if message}


def test_no_message_hides_in_a_formatted_string() -> None:
    """Before Python 3.12 such a string is one token, in which Babel finds no message."""
    hidden = [
        f"{path.name}:{call.lineno}"
        for path in PACKAGE.rglob("*.py")
        for string in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call) and getattr(call.func, "attr", getattr(call.func, "id", "")) in KEYWORDS
        if any(isinstance(argument, ast.Constant) for argument in call.args)
    ]
    assert hidden == []


def translated(language: str) -> dict[str, tuple[str, ...]]:
    with (LOCALE / language / "LC_MESSAGES" / "mdnetwork.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    return {
        message.id if isinstance(message.id, str) else message.id[0]: (message.string,)
        if isinstance(message.string, str)
        else tuple(message.string or ())
        for message in catalogue
        if message.id
    }


def test_the_label_of_every_field_is_a_message() -> None:
    assert {field.label for field in FIELDS} - {""} <= said()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated(language: str) -> None:
    assert said() - {key for key, strings in translated(language).items() if all(strings)} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_fill_the_same_places(language: str) -> None:
    for message, strings in translated(language).items():
        places = set(_PLACE.findall(message)) - {"n"}
        assert all(set(_PLACE.findall(string)) - {"n"} == places for string in strings), message


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_the_written_one(language: str) -> None:
    compiled = gettext.translation("mdnetwork", LOCALE, [language])
    for message, strings in translated(language).items():
        if len(strings) == 1:
            assert compiled.gettext(message) == strings[0]
        else:
            assert (compiled.ngettext(message, message, 1), compiled.ngettext(message, message, 2)) == strings


def test_texts_are_filled_in_the_chosen_language() -> None:
    assert texts("it").count("{n} day ago", "{n} days ago", 3) == "3 giorni fa"
    assert texts("en").say("due {when}", when="today") == "due today"
    assert texts("fr").say("today") == "today"
    assert [texts(code).decimal(0.5) for code in ("en", "it", "fr")] == ["0.50", "0,50", "0.50"]
    counted = [texts(code).count("{n:,} more is due", "{n:,} more are due", 1631) for code in ("en", "it")]
    assert counted == ["1,631 more are due", "Altri 1.631 in scadenza"]
    assert Path(LOCALE).is_dir()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Bea", "Rispondi a Bea: sì"),
        ("Ada", "Rispondi ad Ada: sì"),
        ("àgata", "Rispondi ad àgata: sì"),
        ("Elio", "Rispondi a Elio: sì"),
        ("", "Rispondi a : sì"),
    ],
)
def test_italian_a_becomes_ad_before_an_a(name: str, said: str) -> None:
    assert texts("it").say("Answer {name}: {words}", name=name, words="sì") == said


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("Dott.ssa Elena Rizzi", "Rispondi alla dott.ssa Elena Rizzi: sì"),
        ("Prof. Paolo Conti", "Rispondi al prof. Paolo Conti: sì"),
        ("Ing. Marta Nobile", "Rispondi all'ing. Marta Nobile: sì"),
        ("Don Carlo Neri", "Rispondi a Don Carlo Neri: sì"),
        ("Prof.", "Rispondi a Prof.: sì"),
        ("Prof. Conti, Ada", "Rispondi a Prof. Conti, Ada: sì"),
    ],
)
def test_italian_titles_have_their_article(name: str, answer: str) -> None:
    assert texts("it").say("Answer {name}: {words}", name=name, words="sì") == answer
    assert texts("en").say("Answer {name}: {words}", name=name, words="yes") == f"Answer {name}: yes"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{name:a |ad }", "al prof. Conti"),
        ("{name:A |Ad }", "Al prof. Conti"),
        ("un contatto con {name}", "un contatto con il prof. Conti"),
    ],
)
def test_a_name_in_a_text_of_a_draft_has_its_article(text: str, said: str) -> None:
    assert texts("it").named(text, "Prof. Conti") == said


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("{name:A |Ad } interessa", "Al prof. Conti interessa"),
        ("Tu {name:e |ed } vi state allontanando", "Tu e il prof. Conti vi state allontanando"),
        ("Compleanno di {name}", "Compleanno del prof. Conti"),
        ("Compleanno: {name}", "Compleanno: {name}"),
        ("{name} cerca", "Il prof. Conti cerca"),
        ("{name}: due righe", "{name}: due righe"),
        ("Nessuno si chiama “{name}”", "Nessuno si chiama “{name}”"),
    ],
)
def test_where_a_title_has_its_article(message: str, said: str) -> None:
    titles = Titles(texts("it").say("titles with articles"))
    assert titles.placed(message, {"name": "Prof. Conti"}) == said


@pytest.mark.parametrize(("last", "said"), [("Bea", "Ada e Bea"), ("Elio", "Ada ed Elio"), ("eventi", "Ada ed eventi")])
def test_italian_e_becomes_ed_before_an_e(last: str, said: str) -> None:
    assert texts("it").say("{items} and {last}", items="Ada", last=last) == said


@pytest.mark.parametrize(
    ("day", "said"), [(1, "il 1º maggio"), (8, "l'8 maggio"), (11, "l'11 maggio"), (12, "il 12 maggio")]
)
def test_a_day_of_every_year_has_its_article(day: int, said: str) -> None:
    written = Phrases(texts("it"), date(2026, 11, 23)).yearly(PartialDate(5, day))
    assert texts("it").say("The birthday is on {day}", day=written) == f"Il compleanno è {said}"


def test_a_sentence_is_said_by_its_message_and_values() -> None:
    refused = Sentence("“{text}” is not a phone number.").filled(text="{x}")
    whole = Sentence("{name}: {reason}").filled(name="Ada", reason=refused)
    assert whole == "Ada: “{x}” is not a phone number."
    assert texts("it").recognised(whole) == "Ada: «{x}» non è un numero di telefono."
    assert texts("en").recognised(whole) == whole
