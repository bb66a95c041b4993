"""Ground: messages in the user's language. The catalogues are gettext's, in `locale/`.

A language is `languages/CODE.toml`, `locale/CODE/LC_MESSAGES/mdnetwork.mo` and `drafts/CODE/*.txt`, in the package or
in the folder that `MDNET_LANGUAGES` names (there CODE.toml is in the folder itself).
"""

from __future__ import annotations

import gettext
import os
from datetime import date
from functools import cache, cached_property
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"
VARIABLE = "MDNET_LANGUAGES"
"""The environment variable that names a folder with further languages."""
_VOWELS = frozenset({8, 11})
"""The days of a month that begin with a vowel when they are spoken: "otto", "undici"."""


def further_languages() -> Path | None:
    """The folder with further languages, if the user named one."""
    folder = os.environ.get(VARIABLE)
    return Path(folder) if folder else None


class WrittenDay:
    """A day as people write it in a sentence of one language: "3 October", with the year "3 October 2026".

    A translation that needs another word before a vowel gives both: `{date:del |dell'}` is "del 3 ottobre" and
    "dell'8 ottobre".
    """

    def __init__(self, text: str, day: int) -> None:
        self._text = text
        self._begins_with_vowel = day in _VOWELS

    def __str__(self) -> str:
        return self._text

    def __format__(self, words: str) -> str:
        before, _, before_vowel = words.partition("|")
        return (before_vowel or before if self._begins_with_vowel else before) + self._text


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
        return self._catalogue.gettext(message).format(**self._written(values))

    def count(self, one: str, many: str, n: int, **values: object) -> str:
        """The singular or plural message for `n`, with `{n}` and other `{named}` fields filled in, as by `say`."""
        return self._catalogue.ngettext(one, many, n).format(n=n, **self._written(values))

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

    def _written(self, values: dict[str, object]) -> dict[str, object]:
        return {key: self.day(value) if isinstance(value, date) else value for key, value in values.items()}

    def decimal(self, number: float, places: int = 2) -> str:
        """A number with this many decimals: "0.50", in Italian "0,50"."""
        return f"{number:.{places}f}".replace(".", self.say("."))


def _catalogue(language: str) -> gettext.NullTranslations:
    """Our own catalogue of a language, else one of the further languages, else one that leaves messages in English."""
    further = further_languages()
    for folder in (LOCALE, further / "locale") if further else (LOCALE,):
        if gettext.find("mdnetwork", folder, [language]):
            return gettext.translation("mdnetwork", folder, [language])
    return gettext.NullTranslations()


@cache
def texts(language: str) -> Texts:
    """The messages of `language` ("en", "it"), cached."""
    return Texts(language)
