"""Vault: what is not read, by the `ignore` setting and Obsidian's `userIgnoreFilters` (Settings, Excluded files)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mdnetwork.model import Problem
from mdnetwork.names import same

_SETTINGS = "mdnetwork.toml"
_GLOB = ("*", "?", "[")
_WILD = re.compile(r"\*\*/|\*\*|\*|\?|\[[^\]]+\]")


class Ignoring:
    """Patterns of paths that are not read, compiled once.

    A pattern is one of: `/regular expression/`, searched anywhere in the path (Obsidian's form); `Archive/` or
    `People/Old`, a path from the vault's root; `drafts`, a file or folder of that name anywhere; a glob such as
    `*.draft.md` (anywhere) or `Archive/**/*.md` (from the root; `*` stays within a folder, `**` does not). All but
    regular expressions disregard case and Unicode form. A regular expression that is none is a problem and ignores
    nothing.
    """

    def __init__(self, patterns: Iterable[str]) -> None:
        self.problems: tuple[Problem, ...] = ()
        given = tuple(pattern for pattern in patterns if pattern.strip("/ "))
        expressions = [p for p in given if _is_expression(p)]
        plain = [_translated(same(p)) for p in given if not _is_expression(p)]
        self._plain = re.compile("|".join(plain)) if plain else None
        self._expressions = tuple(self._compiled(expressions))

    def _compiled(self, expressions: list[str]) -> Iterator[re.Pattern[str]]:
        for expression in expressions:
            try:
                yield re.compile(expression[1:-1])
            except (re.error, OverflowError, RecursionError) as error:
                message = f"The ignore pattern {expression} is no regular expression ({error}); it ignores nothing."
                self.problems += (Problem(_SETTINGS, 0, "IGNORE", message, "warning"),)

    def __bool__(self) -> bool:
        return self._plain is not None or bool(self._expressions)

    def __call__(self, path: str) -> bool:
        """Whether `path` (from the vault, with `/`; a folder's ends with `/`) is ignored."""
        if self._plain is not None and self._plain.search(same(path)):
            return True
        return any(expression.search(path) for expression in self._expressions)


def _is_expression(pattern: str) -> bool:
    return len(pattern) > 2 and pattern.startswith("/") and pattern.endswith("/")  # noqa: PLR2004  `//` is empty


def _translated(pattern: str) -> str:
    """A pattern that is no regular expression, as one. It matches whole names, and with a folder all below it."""
    bare = pattern.removeprefix("./").strip("/")
    anywhere = "/" not in pattern.removeprefix("./").lstrip("/") and not pattern.startswith("/")
    start = "(?:^|/)" if anywhere else "^"
    end = "/" if pattern.endswith("/") else "(?:/|$)"
    return start + (_glob(bare) if any(sign in bare for sign in _GLOB) else re.escape(bare)) + end


def _glob(pattern: str) -> str:
    parts, at = [], 0
    for wild in _WILD.finditer(pattern):
        parts += [re.escape(pattern[at : wild.start()]), _wild(wild[0])]
        at = wild.end()
    return "".join([*parts, re.escape(pattern[at:])])


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
    inside = sign[1:-1]
    characters = "^" + inside[1:] if inside[0] == "!" else inside
    try:
        re.compile(f"[{characters}]")
    except re.error:  # a range that runs backwards, say, is meant as it stands
        return re.escape(sign)
    return f"[{characters}]"
