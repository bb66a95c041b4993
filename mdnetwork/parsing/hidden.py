"""The parts of a line that are not text: comments and struck words, removed before anything else reads the line.

Code is text, so the marks of a comment in backquotes do not start one. Code and embeds only hide links.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_COMMENTS = re.compile("`+|%%|<!--")
_STRIKES = re.compile(r"`+|~~|</?(?:s|del|strike)>", re.IGNORECASE)
_CLOSING = {"%%": "%%", "<!--": "-->"}
_SIGNS = ("%%", "<!--", "~~", "<s>", "<del>", "<strike>", "<S>", "<DEL>", "<STRIKE>")
_LINKLESS = (("`", "`", "code"), ("{{", "}}", "embed"))
"""What hides links in a line. Logseq embeds and queries in `{{embed [[Ada]]}}`."""


class VisibleText(NamedTuple):
    """A line without its hidden parts: its comments, whether it had struck words, and what closes an open comment."""

    text: str
    comments: tuple[str, ...] = ()
    struck: bool = False
    closing: str = ""


def may_hide(line: str) -> bool:
    """Whether the line must be examined: most lines have none of these signs."""
    return ("%" in line or "<" in line or "~" in line) and any(sign in line for sign in _SIGNS)


def shown(line: str, closing: str = "") -> VisibleText:
    """The line as people see it. `closing` ends a comment that continues from the lines above.

    An open comment continues to the end of the text, and of the note, as in Obsidian.
    """
    text, comments, closing = _without_comments(line, closing)
    if "~~" in text or "<" in text:
        text, struck = without_struck(text)
        return VisibleText(text, comments, struck, closing)
    return VisibleText(text, comments, closing=closing)


def shown_text(text: str) -> str:
    """A separate text, such as a value of front matter, without comments and struck words."""
    return shown(text).text.strip() if may_hide(text) else text


def _without_comments(line: str, closing: str) -> tuple[str, tuple[str, ...], str]:
    comments: list[str] = []
    parts: list[str] = []
    at = 0
    if closing:
        stop = line.find(closing)
        if stop < 0:
            return "", (line.strip(),), closing
        comments.append(line[:stop].strip())
        at = stop + len(closing)
    kept = at
    for mark in _COMMENTS.finditer(line, at):
        if mark.start() < at:
            continue
        if mark[0][0] == "`":
            at = _end_of_code(line, mark)
            continue
        parts.append(line[kept : mark.start()])
        ends = _CLOSING[mark[0]]
        stop = line.find(ends, mark.start() + 2)  # `<!-->` is a complete comment in HTML
        comments.append(line[mark.end() : stop if stop >= 0 else None].strip())
        if stop < 0:
            return _joined(parts), tuple(comments), ends
        kept = at = stop + len(ends)
    return _joined([*parts, line[kept:]]), tuple(comments), ""


def without_struck(text: str) -> tuple[str, bool]:
    """The text without `~~struck~~` and `<del>struck</del>` words, and whether there were any."""
    spans = _struck(text)
    return _without(text, spans), bool(spans)


def without_struck_lines(lines: Sequence[str]) -> list[tuple[str, bool]]:
    """`without_struck` of each line of a paragraph, for words that are struck out over several lines."""
    spans = _struck("\n".join(lines))
    found: list[tuple[str, bool]] = []
    at = first = 0
    for line in lines:
        end = at + len(line)
        while first < len(spans) and spans[first][1] <= at:
            first += 1
        own: list[tuple[int, int]] = []
        last = first
        while last < len(spans) and spans[last][0] < end:
            own.append((max(spans[last][0] - at, 0), min(spans[last][1], end) - at))
            last += 1
        found.append((_without(line, own).strip(), bool(own)))
        at = end + 1
    return found


def _struck(text: str) -> list[tuple[int, int]]:
    """Where struck words are, with the signs around them."""
    spans: list[tuple[int, int]] = []
    at = 0
    opened: re.Match[str] | None = None
    for mark in _STRIKES.finditer(text):
        if mark.start() < at:
            continue
        if mark[0][0] == "`":
            at = _end_of_code(text, mark)
        elif opened is not None and _closes(text, mark, opened[0]):
            spans.append((opened.start(), mark.end()))
            opened = None
        elif opened is None and _opens(text, mark):
            opened = mark
    return spans


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    parts: list[str] = []
    kept = 0
    for start, stop in spans:
        parts.append(text[kept:start])
        kept = stop
    return _joined([*parts, text[kept:]])


def _opens(text: str, mark: re.Match[str]) -> bool:
    after = text[mark.end() : mark.end() + 1]
    return bool(after.strip("~ \t\n")) if mark[0] == "~~" else mark[0][1] != "/"


def _closes(text: str, mark: re.Match[str], opened: str) -> bool:
    if opened == "~~":
        return mark[0] == "~~" and not text[mark.start() - 1].isspace()
    return mark[0].lower() == f"</{opened[1:].lower()}"


def _end_of_code(line: str, run: re.Match[str]) -> int:
    """Where the code that these backquotes open ends; the end of the backquotes if they are not closed."""
    at = line.find(run[0], run.end())
    while at >= 0:
        stop = at + len(run[0])
        while line[stop : stop + 1] == "`":
            stop += 1
        if stop - at == len(run[0]):
            return stop
        at = line.find(run[0], stop)
    return run.end()


def _joined(parts: list[str]) -> str:
    """The texts around the removed parts, with one space where there would be two."""
    text = [parts[0]]
    for part in parts[1:]:
        piece = part[1:] if text[-1][-1:].isspace() and part[:1].isspace() else part
        text += [piece] if piece else []
    return "".join(text)


def visible(text: str) -> tuple[str, list[tuple[str, str]]]:
    """The line without code and embeds, and the list of them, each as (reason, text)."""
    hidden: list[tuple[str, str]] = []
    for begin, end, reason in _LINKLESS:
        start = text.find(begin)
        while start >= 0 and (stop := text.find(end, start + len(begin))) >= 0:
            hidden.append((reason, text[start + len(begin) : stop]))
            text = text[:start] + " " + text[stop + len(end) :]
            start = text.find(begin, start)
            if len(hidden) > 100:  # noqa: PLR2004  more is not prose, and repeated cutting is slow
                break
    return text, hidden
