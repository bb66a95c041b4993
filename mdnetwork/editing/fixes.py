"""The fixes that `mdnet check --fix` offers. Each changes its problem's line and no other fact."""

from __future__ import annotations

import re
import uuid
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import groupby

from mdnetwork.editing.fields import with_last_contact
from mdnetwork.frozen import dataclass, short_repr
from mdnetwork.model import Problem
from mdnetwork.parsing.settings import ReadingSettings

_BOM = b"\xef\xbb\xbf"
_ITEM = re.compile(
    rb"(?P<key>[ \t]*+(?:-[ \t]++|[^\s:#][^:]*+:[ \t]++))"
    rb"(?P<value>(?:[^ \t\r\n]++|[ \t]++(?![\r\n]|\Z))*+)(?P<end>[ \t]*+\r?\n?)\Z"
)
_BULLET = re.compile(rb"[ \t]*(?:[-*+#]|[0-9]{1,4}[.)])")
_LINKS = re.compile(rb"\[\[[^\[\]\r\n]*\]\]")
_OPENS = re.compile(rb"`|%%|<!--|\[|(?<![a-z])[a-z]++://\S++")
"""What may start code, a comment, a link or an address."""
_CLOSES = {b"`": b"`", b"%%": b"%%", b"<!--": b"-->"}
_LETTER = re.compile(rb"[\w\x80-\xff]")
_UID_SPACE = uuid.UUID("8f0c2c2e-5f0b-5c1e-9a55-6d646e657477")
_OF_A_LINE = frozenset({"FRONT-MATTER", "NAME-UNLINKED"})
FIXABLE = _OF_A_LINE | {"BOM", "LEADING-BLANK", "HOMONYM", "STALE-LAST-CONTACT"}
"""The codes of problems that can be fixed safely."""


@dataclass(frozen=True, slots=True)
class Fix:
    """A fix of one note: its bytes before and after, and the problems it solves."""

    path: str
    before: bytes
    after: bytes
    problems: tuple[Problem, ...]

    __repr__ = short_repr("path")


def fixes(
    problems: Iterable[Problem], read: Callable[[str], bytes], settings: ReadingSettings = ReadingSettings()
) -> list[Fix]:
    """One Fix for each note that has fixable problems; `read` returns a note's bytes by its path."""
    groups = groupby(mendable(problems), key=lambda problem: problem.path)
    found = (_fix(path, tuple(group), read(path), settings) for path, group in groups)
    return [fix for fix in found if fix.before != fix.after]


def mendable(problems: Iterable[Problem]) -> list[Problem]:
    """Those of the problems that `fixes` fixes, in order. No note is read: a fix may still find nothing to change."""
    return sorted(problem for problem in problems if problem.fixable and problem.code in FIXABLE)


def _fix(path: str, problems: tuple[Problem, ...], before: bytes, settings: ReadingSettings) -> Fix:
    lines = before.splitlines(keepends=True)
    of_lines = [problem for problem in problems if problem.code in _OF_A_LINE and 0 < problem.line <= len(lines)]
    for line, group in groupby(of_lines, key=lambda problem: problem.line):
        _mend_item(lines, line - 1, list(group))
    after = b"".join(lines)
    for problem in problems:  # these may add or remove lines, so they come last
        if problem.code == "STALE-LAST-CONTACT":
            after = with_last_contact(after, date.fromisoformat(problem.mend[0]), path=path, settings=settings)
        elif problem.code not in _OF_A_LINE:
            after = _mend_note(after, problem)
    return Fix(path, before, after, problems)


def _mend_item(lines: list[bytes], at: int, problems: Sequence[Problem]) -> None:
    """Fix all problems of the line at `at`. Words that become links are searched once, from left to right.

    An item continues in the lines below it, up to a blank line or the next item: words that are not on its first line
    are searched there.
    """
    if any(problem.code == "FRONT-MATTER" for problem in problems):
        lines[at] = _quoted(lines[at])
    mends: list[tuple[str, ...]] = [problem.mend for problem in problems if len(problem.mend) == 2]  # noqa: PLR2004  words, link
    first = at
    while mends and at < len(lines) and (at == first or (lines[at].strip() and not _BULLET.match(lines[at]))):
        lines[at], mends = _linked(lines[at], mends)
        at += 1


def _mend_note(data: bytes, problem: Problem) -> bytes:
    """Fix a problem of the whole note."""
    if problem.code == "BOM":
        return data.removeprefix(_BOM)
    return _without_leading_lines(data) if problem.code == "LEADING-BLANK" else _with_uid(data, problem)


def _without_leading_lines(data: bytes) -> bytes:
    mark = _BOM if data.startswith(_BOM) else b""
    return mark + data.removeprefix(mark).lstrip(b" \t\r\n")


def _quoted(line: bytes) -> bytes:
    """The line with its value in quotes, so that YAML reads what our own reader recovered from it."""
    match = _ITEM.match(line)
    return match["key"] + _as_yaml(match["value"]) + match["end"] if match else line


def _as_yaml(value: bytes) -> bytes:
    links = _LINKS.findall(value)
    if links and not _LINKS.sub(b"", value).strip(b", \t"):
        return _text(links[0]) if len(links) == 1 else b"[" + b", ".join(map(_text, links)) + b"]"
    if value.startswith(b"[") and value.endswith(b"]"):
        return b"[" + b", ".join(_text(item.strip()) for item in value[1:-1].split(b",")) + b"]"
    return _text(value)


def _text(value: bytes) -> bytes:
    if value[:1] in {b'"', b"'"}:
        return value
    return b'"' + value.replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'


def _with_uid(data: bytes, problem: Problem) -> bytes:
    """The note with a uid in its front matter, which is created if missing. The same path always gets the same uid."""
    mark = _BOM if data.startswith(_BOM) else b""
    lines = data.removeprefix(mark).splitlines(keepends=True)
    end = b"\r\n" if lines and lines[0].endswith(b"\r\n") else b"\n"
    uid = b"uid: " + str(uuid.uuid5(_UID_SPACE, problem.path)).encode() + end
    fences = [number for number, line in enumerate(lines) if line.strip() == b"---"][:2]
    if len(fences) == 2 and fences[0] == 0:  # noqa: PLR2004  front matter has two fences
        return mark + b"".join([*lines[: fences[1]], uid, *lines[fences[1] :]])
    return mark + b"".join([b"---" + end, uid, b"---" + end, *lines])


def _linked(line: bytes, mends: Sequence[tuple[str, ...]]) -> tuple[bytes, list[tuple[str, ...]]]:
    """The line with each fix's words, at their first place outside links, code and addresses, replaced by its link.

    Also returns the fixes whose words are not in the line.
    """
    taken = _untouched(line)
    missing = []
    spans: list[tuple[int, int, bytes]] = []
    after: dict[bytes, int] = {}
    for mend in mends:
        words, link = (text.encode() for text in mend)
        found = _find(line, words, taken, after.get(words, 0))
        after[words] = found + len(words) if found >= 0 else len(line)
        if found >= 0:
            spans.append((found, found + len(words), link))
        else:
            missing.append(mend)
    parts: list[bytes] = []
    end = 0
    for start, stop, link in sorted(spans):
        if start >= end:  # where words overlap, the first ones win
            parts += (line[end:start], link)
            end = stop
    return b"".join(parts) + line[end:], missing


def _find(line: bytes, words: bytes, taken: Sequence[tuple[int, int]], at: int) -> int:
    """Where the words are, as whole words, at or after `at` and outside the `taken` spans; -1 if nowhere."""
    at = line.find(words, at)
    while at >= 0:
        before = bisect_right(taken, (at, len(line))) - 1
        free = before < 0 or taken[before][1] <= at
        free = free and (before + 1 == len(taken) or at + len(words) <= taken[before + 1][0])
        if free and not _LETTER.match(line, at + len(words)) and not _LETTER.match(line[max(0, at - 1) : at]):
            return at
        at = line.find(words, at + 1)
    return -1


def _untouched(line: bytes) -> list[tuple[int, int]]:
    """The spans of code, comments, links and addresses, in order."""
    ends = _Ends(line)
    spans: list[tuple[int, int]] = []
    at = 0
    while opening := _OPENS.search(line, at):
        end = ends.of(opening)
        at = end or opening.end()
        if end:
            spans.append((opening.start(), end))
    return spans


class _Ends:
    """Finds closing signs in a line. Each position is remembered, so that the line is scanned once."""

    def __init__(self, line: bytes) -> None:
        self._line = line
        self._next: dict[bytes, int] = {}

    def of(self, opening: re.Match[bytes]) -> int:
        """Where the code, comment, link or address that starts here ends; 0 if it is not closed."""
        sign = opening[0]
        if sign in _CLOSES:
            close = self._after(_CLOSES[sign], opening.end())
            return close + len(_CLOSES[sign]) if close < len(self._line) else 0
        if sign != b"[":
            return opening.end()
        wiki = self._line.startswith(b"[[", opening.start())
        middle = self._after(b"]", opening.end() + wiki)
        if wiki and self._line.startswith(b"]]", middle):
            return middle + 2
        close = self._after(b")", middle + 2) if self._line.startswith(b"](", middle) else len(self._line)
        return close + 1 if close < len(self._line) else 0

    def _after(self, sign: bytes, at: int) -> int:
        """The next position of a sign; the length of the line if there is none."""
        if self._next.get(sign, -1) < at:
            found = self._line.find(sign, at)
            self._next[sign] = found if found >= 0 else len(self._line)
        return self._next[sign]
