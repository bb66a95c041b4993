"""Ground: what the tool says, in the user's language. Message catalogues are gettext's, in `locale/`."""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"


class Texts:
    """The messages of one language. English texts are their own keys; an untranslated one stays English."""

    def __init__(self, language: str = "en") -> None:
        self.language = language
        self._catalogue = gettext.translation("mdnetwork", LOCALE, [language], fallback=True)

    def say(self, message: str, **values: object) -> str:
        """`message` in this language, its `{named}` places filled."""
        return self._catalogue.gettext(message).format(**values)

    def count(self, one: str, many: str, n: int, **values: object) -> str:
        """The form of the message that fits `n`; `{n}` and other `{named}` places are filled."""
        return self._catalogue.ngettext(one, many, n).format(n=n, **values)

    def decimal(self, number: float, places: int = 2) -> str:
        """A number with so many decimals: "0.50", in Italian "0,50"."""
        said = f"{number:.{places}f}"
        return said.replace(".", ",") if self.language == "it" else said


@cache
def texts(language: str) -> Texts:
    """The messages of `language` ("en", "it"), read once."""
    return Texts(language)
