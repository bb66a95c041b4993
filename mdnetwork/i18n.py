"""Ground: messages in the user's language. The catalogues are gettext's, in `locale/`.

A language is `languages/CODE.toml`, `locale/CODE/LC_MESSAGES/mdnetwork.mo` and `drafts/CODE/*.txt`, in the package or
in the folder that `MDNET_LANGUAGES` names (there CODE.toml is in the folder itself).
"""

from __future__ import annotations

import gettext
import os
from functools import cache
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"
VARIABLE = "MDNET_LANGUAGES"
"""The environment variable that names a folder with further languages."""


def further_languages() -> Path | None:
    """The folder with further languages, if the user named one."""
    folder = os.environ.get(VARIABLE)
    return Path(folder) if folder else None


class Texts:
    """The messages of one language. English texts are the keys; untranslated ones stay English."""

    def __init__(self, language: str = "en") -> None:
        self.language = language
        self._catalogue = _catalogue(language)

    def say(self, message: str, **values: object) -> str:
        """`message` in this language, with its `{named}` fields filled in."""
        return self._catalogue.gettext(message).format(**values)

    def count(self, one: str, many: str, n: int, **values: object) -> str:
        """The singular or plural message for `n`, with `{n}` and other `{named}` fields filled in."""
        return self._catalogue.ngettext(one, many, n).format(n=n, **values)

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
