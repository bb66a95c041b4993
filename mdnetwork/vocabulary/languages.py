"""The languages people write notes in. Each is a TOML file in `mdnetwork/languages/`.

`neutral.toml` holds what belongs to no language: keys of plugins, vCard properties, names of products. Reading uses all
files at once; writing uses the language of the vault. `MDNET_LANGUAGES` names a folder with more files.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from zlib import crc32

from mdnetwork.errors import SettingsError
from mdnetwork.i18n import further_languages
from mdnetwork.lazy import lazy
from mdnetwork.names import fold

if TYPE_CHECKING:
    import tomllib
else:  # it takes longer to import than all languages to load
    tomllib = lazy("tomllib")

FOLDER = Path(__file__).parent.parent / "languages"
COMPILED = FOLDER / "compiled.json"
"""What `tests/compiled_languages.py` makes of the TOML files: JSON loads in a tenth of the time."""
NEUTRAL = "neutral"
_FIRST = (NEUTRAL, "en", "it")
"""The order of our own files. Others follow by name: a word keeps the meaning that an earlier file gives it."""


@cache
def files() -> dict[str, Path]:
    """The path of each language's file by its code, in the order of reading. Raises SettingsError."""
    found: dict[str, Path] = {}
    further = further_languages()
    for folder in (FOLDER, further) if further else (FOLDER,):
        try:
            paths = sorted(path for path in folder.iterdir() if path.suffix == ".toml")
        except OSError as error:
            raise SettingsError(f"The folder of languages {folder} cannot be read: {error.strerror}.") from error
        for path in paths:
            found.setdefault(path.stem, path)
    return {code: found[code] for code in (*_FIRST, *(code for code in found if code not in _FIRST))}


@cache
def _languages() -> dict[str, dict[str, Any]]:
    return {code: _read(path) for code, path in files().items()}


def _read(path: Path) -> dict[str, Any]:
    try:
        data = path.read_bytes()
        checksum, words = _compiled().get(path.stem, (None, {}))
        return words if checksum == crc32(data) else parsed(data)
    except (OSError, ValueError) as error:
        raise SettingsError(f"The language file {path} cannot be read: {error}.") from error


@cache
def _compiled() -> dict[str, tuple[int, dict[str, Any]]]:
    """Each of our own files as JSON, with the checksum of the TOML that it was made from; empty where there is none."""
    try:
        return cast("dict[str, tuple[int, dict[str, Any]]]", json.loads(COMPILED.read_bytes()))
    except (OSError, ValueError):
        return {}


def parsed(data: bytes) -> dict[str, Any]:
    """The content of a language file. Raises ValueError."""
    return tomllib.loads(data.decode("utf-8"))


def codes() -> tuple[str, ...]:
    """The languages that a vault can be written in: "en", "it". The others are only read: they have no `[writing]`."""
    return tuple(code for code, words in _languages().items() if "writing" in words)


def section(language: str, name: str) -> Mapping[str, str]:
    """A section of one language as it is written: meaning -> words, with commas between them. Empty where it has none.

    `name` may have dots: "channels.online".
    """
    found: Any = _languages().get(language, {})
    for part in name.split("."):
        found = found.get(part, {})
    return cast("Mapping[str, str]", found)


def listed(words: str) -> list[str]:
    """The words of a list as they are written: "lunedì, lun" -> ["lunedì", "lun"]."""
    return [word for word in (" ".join(part.split()) for part in words.split(",")) if word]


def entries(name: str) -> Iterator[tuple[str, list[str]]]:
    """The (meaning, folded words) of a section in all languages; a meaning comes once for each language that has it."""
    for code in _languages():
        for meaning, words in section(code, name).items():
            if isinstance(words, str):
                yield meaning, _folded(words)


def _folded(words: str) -> list[str]:
    return [word for word in fold(words).strip(", ").split(", ") if word]


def table(name: str) -> dict[str, str]:
    """Each folded word of a section in all languages -> its meaning."""
    found: dict[str, str] = {}
    for meaning, words in entries(name):
        for word in words:
            found.setdefault(word, meaning)
    return found


def spellings(name: str, meaning: str) -> frozenset[str]:
    """The words for a meaning in all languages, as they are written: "perché" with its accent."""
    return frozenset(word for code in _languages() for word in listed(section(code, name).get(meaning, "")))


def words_of(name: str, meaning: str, *languages: str) -> frozenset[str]:
    """The folded words for a meaning in some languages, in all of them where none is named."""
    found = (section(code, name).get(meaning, "") for code in languages or _languages())
    return frozenset(word for words in found if words for word in _folded(words))


def pattern(words: Iterable[str]) -> str:
    """A regular expression for one of the folded words. `*` in a word is any letters: "grie*", "to * me"."""
    found = (re.escape(word).replace(r"\*", r"\w*") for word in longest_first(words))
    return f"(?:{'|'.join(found) or '(?!)'})"


def longest_first(words: Iterable[str]) -> tuple[str, ...]:
    """The words in an order in which none hides a longer one that begins or ends with it."""
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def written(language: str, name: str, meaning: str) -> list[str]:
    """The words of a meaning as one language writes them, else those of English."""
    return listed(section(language, name).get(meaning) or section("en", name).get(meaning, ""))
