"""Reading: a body's lines in one pass: what each is, under which headings and below which bullet it stands."""

from __future__ import annotations

from typing import Literal, NamedTuple

LineKind = Literal[
    "heading", "bullet", "task", "row", "text", "quote", "callout", "code", "comment", "generated", "blank"
]
BEGIN, END = "<!-- mdnet:begin", "<!-- mdnet:end"
"""What stands between lines that begin so was written by mdnetwork: it is evidence of nothing."""
_BULLETS = frozenset({"- ", "* ", "+ "})
_OPENING = frozenset("`~%<")
"""With what a fence or a comment begins."""
_INERT = frozenset({"code", "comment", "generated"})
_made = tuple.__new__
"""A NamedTuple at once: its own way takes three times as long, and a vault has millions of lines."""
_BOXES = {
    **dict.fromkeys(("TODO", "DOING", "NOW", "LATER", "WAIT", "WAITING", "IN-PROGRESS"), " "),
    "DONE": "x",
    **dict.fromkeys(("CANCELED", "CANCELLED"), "-"),
}
"""The words that Logseq and org-mode write for a box, and the mark that it would have."""


class BodyLine(NamedTuple):
    """A line of the body. `text` is its content without bullet, box, `#` or `>`, stripped; `number` counts from 1.

    `headings` are the titles above it, outermost first (a heading's own is not among them). `parent` is the position
    in the outline of the bullet it is nested below, None at the top. `mark` is a task's box (" ", "x", "-"), `level`
    a heading's.
    """

    number: int
    text: str
    kind: LineKind
    indent: int = 0
    headings: tuple[str, ...] = ()
    parent: int | None = None
    mark: str = ""
    level: int = 0

    @property
    def inert(self) -> bool:
        """Whether nothing in it is meant as text: code, a comment, or what mdnetwork wrote."""
        return self.kind in _INERT


def outline(body: str, first_line: int = 1) -> tuple[BodyLine, ...]:
    """The lines of `body`, whose first one has the number `first_line`. Any text has an outline."""
    pen = _Pen()
    for number, line in enumerate(body.split("\n"), first_line):
        pen.take(number, line)
    return tuple(pen.lines)


class _Pen:
    """Where the pass stands: the open fence or comment, the headings above, the bullets it is nested in."""

    def __init__(self) -> None:
        self.lines: list[BodyLine] = []
        self._closing = ""
        self._inside: LineKind = "code"
        self._titles: list[tuple[int, str]] = []
        self._headings: tuple[str, ...] = ()
        self._bullets: list[tuple[int, int]] = []
        self._callout = False

    def take(self, number: int, line: str) -> None:
        text = line.strip()
        if self._closing:
            self._close(text)
            self._add(number, text, self._inside)
        elif not text:
            self._callout = False
            self._add(number, "", "blank")
        elif text[0] in _OPENING and self._opens(text):
            self._add(number, text, self._inside)
        elif text[0] == "#" and self._is_heading(text):
            self._heading(number, text)
        else:
            self._line(number, text, 0 if text[0] == line[0] else _indent(line))

    def _add(self, number: int, text: str, kind: LineKind, indent: int = 0, mark: str = "") -> None:
        parent = self._parent(indent) if self._bullets and kind != "blank" else None
        self.lines.append(_made(BodyLine, (number, text, kind, indent, self._headings, parent, mark, 0)))

    def _parent(self, indent: int) -> int | None:
        while self._bullets and self._bullets[-1][0] >= indent:
            self._bullets.pop()
        return self._bullets[-1][1] if self._bullets else None

    def _opens(self, text: str) -> bool:
        """Whether a fence or a comment of several lines begins here (or one that is the whole line)."""
        if text[:3] in {"```", "~~~"}:
            fence = text[: len(text) - len(text.lstrip(text[0]))]
            if text[0] == "~" or "`" not in text[len(fence) :]:
                self._closing, self._inside = fence, "code"
                return True
        elif text.startswith("%%"):
            return self._comment(text, text.find("%%", 2), "%%")
        elif text.startswith(BEGIN):
            self._closing, self._inside = END, "generated"
            return True
        elif text.startswith("<!--"):
            return self._comment(text, text.find("-->", 4), "-->")
        return False

    def _comment(self, text: str, end: int, closing: str) -> bool:
        self._inside = "comment"
        if end < 0:
            self._closing = closing
        return end < 0 or end + len(closing) == len(text)

    def _close(self, text: str) -> None:
        if self._inside == "code":
            closes = text.startswith(self._closing) and not text.strip(self._closing[0])
        else:
            closes = self._closing in text
        if closes:
            self._closing = ""

    def _is_heading(self, text: str) -> bool:
        bare = text.lstrip("#")
        return len(text) - len(bare) <= 6 and (not bare or bare[0] in " \t")  # noqa: PLR2004  HTML has six levels

    def _heading(self, number: int, text: str) -> None:
        level = len(text) - len(text.lstrip("#"))
        title = text.strip("#").strip()
        while self._titles and self._titles[-1][0] >= level:
            self._titles.pop()
        above = tuple(name for _, name in self._titles)
        self._bullets.clear()
        self.lines.append(BodyLine(number, title, "heading", 0, above, level=level))
        self._titles.append((level, title))
        self._headings = (*above, title)

    def _line(self, number: int, text: str, indent: int) -> None:
        if text[0] == ">":
            return self._quoted(number, text)
        if text[0] == "|":
            return self._add(number, text, "row", indent)
        content = _after_bullet(text)
        if content is None:
            return self._add(number, text, "text", indent)
        if content[:1] == "#" and self._is_heading(content):  # an outline's heading is a bullet: "- ## Log"
            return self._heading(number, content)
        mark = content[1] if content[:1] == "[" and content[2:3] == "]" and content[3:4] in {" ", "\t", ""} else ""
        if mark and content[1:2] != "[":
            self._add(number, content[3:].strip(), "task", indent, mark)
        elif content[:1].isupper() and (box := _BOXES.get(content.partition(" ")[0].removesuffix(":"))):
            self._add(number, content.partition(" ")[2].strip(), "task", indent, box)
        elif content[:1] == ">":
            self._add(number, content.lstrip("> \t"), "quote", indent)
        else:
            self._add(number, content, "bullet", indent)
        self._bullets.append((indent, len(self.lines) - 1))
        return None

    def _quoted(self, number: int, text: str) -> None:
        content = text.lstrip("> \t")
        self._callout = self._callout or content.startswith("[!")
        self._add(number, content, "callout" if self._callout else "quote")


def _indent(line: str) -> int:
    width = len(line) - len(line.lstrip())
    return width if "\t" not in line[:width] else len(line[:width].expandtabs(4))


def _after_bullet(text: str) -> str | None:
    """What follows `- `, `* `, `+ ` or `1. `; None where the line is no item of a list."""
    if text[:2] in _BULLETS:
        return text[2:].strip()
    if text in {"-", "*", "+"}:
        return ""
    if text[0].isdecimal():
        number = text[: text.find(" ")] if " " in text[:6] else ""
        if number[-1:] in {".", ")"} and number[:-1].isdecimal() and len(number) < 5:  # noqa: PLR2004  1234. is a year
            return text[len(number) :].strip()
    return None
