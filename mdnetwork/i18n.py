"""Ground: messages in the user's language. The catalogues are gettext's, in `locale/`.

A language is `languages/CODE.toml`, `locale/CODE/LC_MESSAGES/mdnetwork.mo` and `drafts/CODE/*.txt`, in the package or
in the folder that `MDNET_LANGUAGES` names (there CODE.toml is in the folder itself).
"""

from __future__ import annotations

import gettext
import os
import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from functools import cache, cached_property, lru_cache, partial
from pathlib import Path
from typing import Self

from mdnetwork.lazy import lazy_pattern

LOCALE = Path(__file__).parent / "locale"
VARIABLE = "MDNET_LANGUAGES"
"""The environment variable that names a folder with further languages."""
_PLACE = lazy_pattern(r"\{\d\}")
"""A place to fill in a template of `sentences.po`."""
_THOUSAND = 1000
_VOWELS = frozenset({8, 11})
"""The days of a month that begin with a vowel when they are spoken: "otto", "undici"."""


def further_languages() -> Path | None:
    """The folder with further languages, if the user named one."""
    folder = os.environ.get(VARIABLE)
    return Path(folder) if folder else None


def language_of_the_user() -> str:
    """The language of the user's locale (POSIX, 8.2) if we have its messages; else English."""
    named = next(filter(None, (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    language = re.split(r"[_.@-]", named)[0].lower()
    return language if language.isalpha() and _has_messages(language) else "en"


class WrittenDay:
    """A day as people write it in a sentence of one language: "3 October", with the year "3 October 2026".

    A translation that needs another word before a vowel gives both: `{date:del |dell'}` is "del 3 ottobre" and
    "dell'8 ottobre".
    """

    def __init__(self, text: str, day: int | None) -> None:
        self._text = text
        self._begins_with_vowel = day in _VOWELS

    def __str__(self) -> str:
        return self._text

    def __format__(self, words: str) -> str:
        before, _, before_vowel = words.partition("|")
        return (before_vowel or before if self._begins_with_vowel else before) + self._text


class _Filled(str):
    """A text that fills a place of a message.

    A translation that needs another word before the same vowel gives both: `{name:a |ad }` is "a Bea" and "ad Ada".
    """

    __slots__ = ()

    def __format__(self, words: str) -> str:
        before, parted, before_vowel = words.partition("|")
        if not parted:
            return super().__format__(words)
        return (before_vowel if _begins_alike(self, before.split()[-1]) else before) + str(self)


def _begins_alike(text: str, word: str) -> bool:
    """Whether the text begins with the vowel that the word before it ends with, accents and case aside."""
    first = unicodedata.normalize("NFD", text[:1])[:1]
    return first.lower() == word[-1].lower()


_NAMES = ("name", "names", "one", "other", "first", "second", "friend", "known", "person")
"""The places of messages that hold the name of a person."""
_APART = "“\"'«`([:/"
"""Signs before a name that is written as it is."""


class Titles:
    """The titles before names that take an article in one language: "la dott.ssa Rizzi", "al prof. Conti".

    `written` is a message of the catalogue: `la = dott.ssa, prof.ssa; a + la = alla`. English has none.
    """

    def __init__(self, written: str) -> None:
        rules = [
            (left.strip(), right.strip()) for left, _, right in (part.partition("=") for part in written.split(";"))
        ]
        self._joined = {tuple(left.split(" + ")): right for left, right in rules if "+" in left}
        self._articles = {
            title.strip(): left for left, right in rules if "+" not in left for title in right.split(",") if title
        }

    def placed(self, message: str, values: Mapping[str, object]) -> str:
        """The message with such names in their places, and the other places as they were."""
        for key in _NAMES:
            title, _, rest = str(values.get(key, "")).partition(" ")
            article = self._articles.get(title.lower())
            if article and rest and "," not in rest:
                named = f"{title.lower()} {rest}".replace("{", "{{").replace("}", "}}")
                place = re.compile(rf"(?P<before>\w+ )?\{{{key}(?::(?P<word>\w+) [^}}]*)?\}}(?=(?P<after>.?))")
                message = place.sub(partial(self._put, article, named), message)
        return message

    def _put(self, article: str, named: str, place: re.Match[str]) -> str:
        """The name with its article, and with the preposition before it, which may be a part of the place."""
        before, word = place["before"] or "", place["word"] or ""
        preposition = word or before.strip()
        ahead = place.string[: place.start()].rstrip()
        is_label = not preposition and (place["after"] == ":" or ahead.endswith(":"))
        is_quoted = not before and place.start() > 0 and place.string[place.start() - 1] in _APART
        if is_label or is_quoted:
            return place[0]
        joined = self._joined.get((preposition.lower(), article))
        kept = before if word or not joined else ""
        kept += f"{word} " if word and not joined else ""
        written = joined or article
        written += "" if written.endswith("'") else " "
        is_first = not place.start() and not kept and not preposition.islower()
        return f"{kept}{written[0].upper() + written[1:] if is_first else written}{named}"


class WrittenNumber(int):
    """A number that `{n:,}` writes with the sign of one language between thousands: "1,634", in Italian "1.634"."""

    _between: str

    def __new__(cls, number: int, between: str) -> Self:
        """The number, with the sign between its thousands."""
        made = super().__new__(cls, number)
        made._between = between
        return made

    def __format__(self, spec: str) -> str:
        return super().__format__(spec).replace(",", self._between)


class Sentence(str):
    """A finished English sentence that knows its message and its values: a layer that knows no language makes it.

    `Sentence("“{text}” is not a phone number.")` is the message, and `filled(text="x")` the sentence.
    `Texts.recognised` says it in another language.
    """

    __slots__ = ("message", "values")

    message: str
    values: dict[str, str]

    def __new__(cls, message: str, **values: str) -> Self:
        """The message, with its values filled in if there are any."""
        made = super().__new__(cls, message.format(**values) if values else message)
        made.message, made.values = message, values
        return made

    def filled(self, **values: str) -> Sentence:
        """The sentence with these values in its places."""
        return Sentence(self.message, **values)


class Texts:
    """The messages of one language. English texts are the keys; untranslated ones stay English."""

    def __init__(self, language: str = "en") -> None:
        self.language = language
        self._catalogue = _catalogue(language)

    @cached_property
    def writes_days(self) -> bool:
        """Whether the language has names of months; else days are in ISO 8601 in its sentences too."""
        return self.language == "en" or self.months != texts("en").months

    def say(self, message: str, **values: object) -> str:
        """`message` in this language, with its `{named}` fields filled in. A date is written as by `day`."""
        text = self._titled(self._catalogue.gettext(message), values)
        return text.format(**self._written(values, text))

    def count(self, one: str, many: str, n: int, **values: object) -> str:
        """The singular or plural message for `n`, with `{n}` and other `{named}` fields filled in, as by `say`."""
        text = self._titled(self._catalogue.ngettext(one, many, n), values)
        number = WrittenNumber(n, self.say(",")) if n >= _THOUSAND else n
        return text.format(n=number, **self._written(values, text))

    def named(self, text: str, name: str) -> str:
        """A text with the name of a person at `{name}`, as in a message: "{name:a |ad }" is "al prof. Conti"."""
        return self._titled(text, {"name": name}).format(**self._written({"name": name}, text))

    def day(self, day: date, *, year: bool = True) -> WrittenDay:
        """A day of a sentence, with or without its year, in CLDR's long form of a date."""
        if not self.writes_days:
            return WrittenDay(day.isoformat(), day.day)
        number, month = self.say("1") if day.day == 1 else str(day.day), self.months[day.month - 1]
        if year:
            text = self.say("{day} {month} {year}", day=number, month=month, year=day.year)
        else:
            text = self.say("{day} {month}", day=number, month=month)
        return WrittenDay(text, day.day)

    @cached_property
    def months(self) -> tuple[str, ...]:
        """The names of the months, as they are in a date."""
        return (
            self.say("January"),
            self.say("February"),
            self.say("March"),
            self.say("April"),
            self.say("May"),
            self.say("June"),
            self.say("July"),
            self.say("August"),
            self.say("September"),
            self.say("October"),
            self.say("November"),
            self.say("December"),
        )

    @cached_property
    def _titles(self) -> Titles | None:
        written = self.say("titles with articles")
        return Titles(written) if "=" in written else None

    def _titled(self, text: str, values: Mapping[str, object]) -> str:
        """The message with an article before names with a title, in a language that has one there."""
        is_named = self.language != "en" and any(key in values for key in _NAMES)
        return self._titles.placed(text, values) if is_named and self._titles else text

    def _written(self, values: dict[str, object], text: str) -> dict[str, object]:
        written = {key: self.day(value) if isinstance(value, date) else value for key, value in values.items()}
        if "|" not in text:
            return written
        return {key: _Filled(value) if isinstance(value, str) else value for key, value in written.items()}

    def recognised(self, sentence: str) -> str:
        """A finished English sentence in this language: an error, a problem, a text of the help or of click.

        Layers that know no language make them in English. Their catalogue is `sentences.po`; a sentence that it lacks
        stays as it is. Of a `Sentence` the message is looked up, and its values are filled in.
        """
        if isinstance(sentence, Sentence):
            return self.say(sentence.message, **{key: self._told(value) for key, value in sentence.values.items()})
        return sentence if self.language == "en" else _recognised(self.language, sentence)

    def _told(self, value: str) -> str:
        return self.recognised(value) if isinstance(value, Sentence) else value

    def decimal(self, number: float, places: int = 2) -> str:
        """A number with this many decimals: "0.50", in Italian "0,50"."""
        return f"{number:.{places}f}".replace(".", self.say("."))


@lru_cache(4096)
def _recognised(language: str, sentence: str) -> str:
    exact, patterns = _sentences(language)
    if sentence in exact:
        return exact[sentence]
    for pattern, template in patterns:
        found = pattern.fullmatch(sentence)
        if found:
            return template.format(
                *(_recognised(language, value) if " " in value else value for value in found.groups())
            )
    return sentence


@cache
def _sentences(language: str) -> tuple[dict[str, str], list[tuple[re.Pattern[str], str]]]:
    """The sentences without places to fill, and the patterns of the others, those that say most first."""
    found = _translations("sentences", language)
    messages = getattr(found, "_catalog", {})  # gettext has no other way to list them
    pairs = [(key, text) for key, text in messages.items() if isinstance(key, str) and key and text]
    exact = {key: text for key, text in pairs if not _PLACE.search(key)}
    others = sorted((pair for pair in pairs if pair[0] not in exact), key=lambda pair: -len(_PLACE.sub("", pair[0])))
    return exact, [(re.compile(_pattern(key), re.DOTALL), text) for key, text in others]


def _pattern(template: str) -> str:
    return "(.*?)".join(map(re.escape, _PLACE.split(template)))


def _catalogue(language: str) -> gettext.NullTranslations:
    """Our own catalogue of a language, else one of the further languages, else one that leaves messages in English."""
    return _translations("mdnetwork", language)


def _has_messages(language: str) -> bool:
    return type(_translations("mdnetwork", language)) is not gettext.NullTranslations


def _translations(domain: str, language: str) -> gettext.NullTranslations:
    further = further_languages()
    for folder in (LOCALE, further / "locale") if further else (LOCALE,):
        if gettext.find(domain, folder, [language]):
            return gettext.translation(domain, folder, [language])
    return gettext.NullTranslations()


@cache
def texts(language: str) -> Texts:
    """The messages of `language` ("en", "it"), cached."""
    return Texts(language)
