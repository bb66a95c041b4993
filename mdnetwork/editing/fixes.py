"""Editing: the mends that `mdnet check --fix` offers. Each changes its problem's line and no other fact."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

from mdnetwork.model import Problem

_BOM = b"\xef\xbb\xbf"
_ITEM = re.compile(rb"(?P<key>[ \t]*(?:-[ \t]+|[^\s:#][^:]*:[ \t]+))(?P<value>[^\r\n]*?)(?P<end>[ \t]*\r?\n?)$")
_BULLET = re.compile(rb"[ \t]*(?:[-*+#]|[0-9]{1,4}[.)])")
_LINKS = re.compile(rb"\[\[[^\[\]\r\n]*\]\]")
_UNTOUCHED = rb"`[^`]*`|%%.*?%%|<!--.*?-->|\[\[[^\]]*\]\]|\[[^\]]*\]\([^)]*\)|[a-z]+://\S+"
_UID_SPACE = uuid.UUID("8f0c2c2e-5f0b-5c1e-9a55-6d646e657477")


@dataclass(frozen=True, slots=True)
class Fix:
    """A mend of one note: its bytes before and after, and the problems that it ends."""

    path: str
    before: bytes
    after: bytes
    problems: tuple[Problem, ...]


def fixes(problems: Iterable[Problem], read: Callable[[str], bytes]) -> list[Fix]:
    """One Fix for each note that has fixable problems; `read` gives a note's bytes by its path."""
    mendable = sorted(problem for problem in problems if problem.fixable and problem.code in FIXABLE)
    found = (_fix(path, tuple(group), read(path)) for path, group in groupby(mendable, key=lambda p: p.path))
    return [fix for fix in found if fix.before != fix.after]


def _fix(path: str, problems: tuple[Problem, ...], before: bytes) -> Fix:
    after = before
    for problem in sorted(problems, key=lambda p: -p.line):  # from below, so that line numbers above stay true
        after = FIXABLE[problem.code](after, problem)
    return Fix(path, before, after, problems)


def _without_mark(data: bytes, _problem: Problem) -> bytes:
    return data.removeprefix(_BOM)


def _without_leading_lines(data: bytes, _problem: Problem) -> bytes:
    mark = _BOM if data.startswith(_BOM) else b""
    return mark + data.removeprefix(mark).lstrip(b" \t\r\n")


def _quoted(data: bytes, problem: Problem) -> bytes:
    """The line's value in quotes: what was read from it all the same becomes what YAML reads too."""
    lines = data.splitlines(keepends=True)
    match = _ITEM.match(lines[problem.line - 1]) if problem.line <= len(lines) else None
    if match is None:
        return data
    lines[problem.line - 1] = match["key"] + _as_yaml(match["value"]) + match["end"]
    return b"".join(lines)


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
    """A uid as the front matter's last line, or front matter of its own; the same note always gets the same one."""
    mark = _BOM if data.startswith(_BOM) else b""
    lines = data.removeprefix(mark).splitlines(keepends=True)
    end = b"\r\n" if lines and lines[0].endswith(b"\r\n") else b"\n"
    uid = b"uid: " + str(uuid.uuid5(_UID_SPACE, problem.path)).encode() + end
    fences = [number for number, line in enumerate(lines) if line.strip() == b"---"][:2]
    if len(fences) == 2 and fences[0] == 0:  # noqa: PLR2004  front matter has two fences
        return mark + b"".join([*lines[: fences[1]], uid, *lines[fences[1] :]])
    return mark + b"".join([b"---" + end, uid, b"---" + end, *lines])


def _linked(data: bytes, problem: Problem) -> bytes:
    """The first of the words on the line that stand in no link, code or address, as the link."""
    lines = data.splitlines(keepends=True)
    if problem.line > len(lines) or len(problem.mend) != 2:  # noqa: PLR2004  what stands there, and what is to
        return data
    words, link = (text.encode() for text in problem.mend)
    name = re.compile(_UNTOUCHED + rb"|(?P<name>(?<![\w\x80-\xff])" + re.escape(words) + rb"(?![\w\x80-\xff]))")
    for at, line in enumerate(lines[problem.line - 1 :], problem.line - 1):
        if at >= problem.line and (not line.strip() or _BULLET.match(line)):
            break  # an item goes on in the lines below it, up to a blank one or the next item
        match = next((found for found in name.finditer(line) if found["name"]), None)
        if match is not None:
            lines[at] = line[: match.start()] + link + line[match.end() :]
            break
    return b"".join(lines)


FIXABLE: dict[str, Callable[[bytes, Problem], bytes]] = {
    "BOM": _without_mark,
    "LEADING-BLANK": _without_leading_lines,
    "FRONT-MATTER": _quoted,
    "HOMONYM": _with_uid,
    "NAME-UNLINKED": _linked,
}
"""The problem codes that can be mended safely, each with its mend."""
