"""Ground: messages in the user's language. The catalogues are gettext's, in `locale/`."""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"


class Texts:
    """The messages of one language. English texts are the keys; untranslated ones stay English."""

    def __init__(self, language: str = "en") -> None:
        self.language = language
        self._catalogue = gettext.translation("mdnetwork", LOCALE, [language], fallback=True)

    def say(self, message: str, **values: object) -> str:
        """`message` in this language, with its `{named}` fields filled in."""
        return self._catalogue.gettext(message).format(**values)

    def count(self, one: str, many: str, n: int, **values: object) -> str:
        """The singular or plural message for `n`, with `{n}` and other `{named}` fields filled in."""
        return self._catalogue.ngettext(one, many, n).format(n=n, **values)

    def decimal(self, number: float, places: int = 2) -> str:
        """A number with this many decimals: "0.50", in Italian "0,50"."""
        said = f"{number:.{places}f}"
        return said.replace(".", ",") if self.language == "it" else said


@cache
def texts(language: str) -> Texts:
    """The messages of `language` ("en", "it"), cached."""
    return Texts(language)
