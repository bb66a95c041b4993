"""Vault: what is not read, by the `ignore` setting and Obsidian's `userIgnoreFilters` (Settings, Excluded files).

The door to RE2. A vault may come from somebody else, so its patterns must not be able to hang a command: RE2 takes time
in proportion to the path, whatever the pattern, and memory up to a limit. Python's `re` promises neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import re2

from mdnetwork.model import Problem
from mdnetwork.names import same
from mdnetwork.words.vault_files import OURS

MOST = 20_000
"""Characters of all patterns together. What is beyond them ignores nothing, and is a problem."""
_MEMORY = 8 << 20
"""Bytes that all patterns of one form may take when they are compiled together; one alone takes an eighth."""
_WILD = re.compile(r"\*\*/|\*\*|\*|\?|\[[^\]]+\]")
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})")
r"""A character by its number as JavaScript writes it; RE2 writes `\x{00E9}`."""
_NAMED = re.compile(r"(\\.)|\(\?P?<(?![=!])[^>]*>")
"""A group with a name, unless its bracket is escaped. A name may come once in all expressions that are joined."""
_LONGEST_SHOWN = 60


class Ignoring:
    """Patterns of paths that are not read, compiled once.

    A pattern is one of: `/regular expression/`, searched anywhere in the path (Obsidian's form); `Archive/` or
    `People/Old`, a path from the vault's root; `drafts`, a file or folder of that name anywhere; a glob such as
    `*.draft.md` (anywhere) or `Archive/**/*.md` (from the root; `*` stays within a folder, `**` does not). All but
    regular expressions disregard case and Unicode form. A pattern that cannot be used is a problem and ignores nothing:
    no regular expression, one with lookahead, lookbehind or a backreference, one that is too large.
    """

    def __init__(self, patterns: Iterable[str]) -> None:
        self.problems: tuple[Problem, ...] = ()
        given = self._limited(tuple(pattern for pattern in patterns if pattern.strip("/ ")))
        self._expressions = self._joined([(p, _expression(p)) for p in given if _is_expression(p)])
        self._plain = self._joined([(p, _translated(same(p))) for p in given if not _is_expression(p)])

    def _limited(self, patterns: tuple[str, ...]) -> list[str]:
        """The patterns up to `MOST` characters."""
        kept, left = [], MOST
        for pattern in patterns:
            left -= len(pattern)
            if left >= 0:
                kept.append(pattern)
        if len(kept) < len(patterns):
            self._refuse(f"The ignore patterns have more than {MOST} characters; those beyond them ignore nothing.")
        return kept

    def _joined(self, patterns: list[tuple[str, str]]) -> Any:
        """One expression for all (pattern, its expression) that can be used; None where there is none."""
        usable = [expression for pattern, expression in patterns if self._is_usable(pattern, expression)]
        if not usable:
            return None
        try:
            return re2.compile("|".join(f"(?:{each})" for each in usable), _options(_MEMORY))
        except re2.error:
            self._refuse("The ignore patterns are too large together, and ignore nothing: shorten them.")
            return None

    def _is_usable(self, pattern: str, expression: str) -> bool:
        try:
            for each in (expression, f"(?:{expression})"):  # alone, and as it is joined with others
                re2.compile(each, _options(_MEMORY // 8))
        except (re2.error, UnicodeEncodeError) as error:
            shown = pattern if len(pattern) <= _LONGEST_SHOWN else f"{pattern[: _LONGEST_SHOWN - 1]}…"
            self._refuse(f"The ignore pattern {shown} cannot be used ({_reason(error)}); it ignores nothing.")
            return False
        return True

    def _refuse(self, message: str) -> None:
        self.problems += (Problem(OURS, 0, "IGNORE", message, "warning"),)

    def __bool__(self) -> bool:
        return self._plain is not None or self._expressions is not None

    def __call__(self, path: str) -> bool:
        """Whether `path` (from the vault, with `/`; a folder's ends with `/`) is ignored."""
        if not path.isascii():
            path = path.encode("utf-8", "backslashreplace").decode()  # a name may hold bytes that are no UTF-8
        if self._plain is not None and self._plain.search(same(path)):
            return True
        return self._expressions is not None and self._expressions.search(path) is not None


def _options(memory: int) -> re2.Options:
    options = re2.Options()
    options.log_errors = False  # to stderr
    options.max_mem = memory
    return options


def _reason(error: Exception) -> str:
    """What RE2 says of a pattern, which it repeats from the place where it stopped."""
    said = error.args[0] if error.args else ""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else "it holds half a character"
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"


def _is_expression(pattern: str) -> bool:
    return len(pattern) > 2 and pattern.startswith("/") and pattern.endswith("/")  # noqa: PLR2004  `//` is empty


def _expression(pattern: str) -> str:
    unnamed = _NAMED.sub(lambda match: match[1] or "(?:", pattern[1:-1])
    return _ESCAPE.sub(r"\\x{\1}", unnamed)


def _escaped(text: str) -> str:
    return str(re2.escape(text))


def _translated(pattern: str) -> str:
    """A pattern that is no regular expression, as one. It matches whole names, and with a folder all below it."""
    bare = pattern.removeprefix("./").strip("/")
    anywhere = "/" not in pattern.removeprefix("./").lstrip("/") and not pattern.startswith("/")
    start = "(?:^|/)" if anywhere else "^"
    end = "/" if pattern.endswith("/") else "(?:/|$)"
    return start + (_glob(bare) if any(sign in bare for sign in "*?[") else _escaped(bare)) + end


def _glob(pattern: str) -> str:
    parts, at = [], 0
    for wild in _WILD.finditer(pattern):
        parts += [_escaped(pattern[at : wild.start()]), _wild(wild[0])]
        at = wild.end()
    return "".join([*parts, _escaped(pattern[at:])])


def _wild(sign: str) -> str:
    match sign:
        case "**/":
            return "(?:.*/)?"
        case "**":
            return ".*"
        case "*":
            return "[^/]*"
        case "?":
            return "[^/]"
    inside = re.sub(r"([\\\[^])", r"\\\1", sign[1:-1])
    characters = "^" + inside[1:] if inside.startswith("!") else inside
    try:
        re2.compile(f"[{characters}]", _options(_MEMORY))
    except re2.error:  # a range that runs backwards, say, is meant as it stands
        return _escaped(sign)
    return f"[{characters}]"
