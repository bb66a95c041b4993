"""A body's lines in one pass: the kind of each, the headings above it, and the bullet it is nested in.

No line's text has a comment or struck words, and a wrapped item is one line's text, so other modules need not check.
The lines of a callout have the kinds of any other line; only quotations are "quote".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from mdnetwork.frozen import NamedTuple
from mdnetwork.lazy import lazy_pattern
from mdnetwork.parsing.inline import (
    definition_in,
    is_address,
    may_hide,
    shown,
    with_targets,
    without_struck,
    without_struck_lines,
)
from mdnetwork.parsing.marks import dated, unreadable_date
from mdnetwork.vocabulary.keys import meaning_of
from mdnetwork.vocabulary.languages import pattern, words_of
from mdnetwork.vocabulary.notes import section_of

LineKind = Literal[
    "heading",
    "bullet",
    "task",
    "row",
    "text",
    "quote",
    "code",
    "comment",
    "wrapped",
    "generated",
    "definition",
    "property",
    "blank",
]
BEGIN, END = "<!-- mdnet:begin", "<!-- mdnet:end"
"""mdnetwork wrote what is between these lines: it is never evidence."""
_BULLETS = frozenset({"- ", "* ", "+ "})
_INERT = frozenset({"code", "comment", "wrapped", "generated", "definition", "property"})
_FIELD = lazy_pattern(r"[^\[\](|]{1,48}::")
_BRACKETED = lazy_pattern(r"[\[(]([^\[\]()|:]{1,48})::")
_LABEL = lazy_pattern(r"[*_]{0,2}([^\W\d_][\w'’/-]*(?: [\w'’/-]+){0,2})[*_]{0,2}:(?:[*_ \t]|$)")
_RULE = lazy_pattern(r"[-=*_ \t]+")
_UNDERLINE = lazy_pattern(r" {0,3}(?:=+|-{2,})[ \t]*")
_NO_TITLE = frozenset("[#|")
"""Signs of a line that is no title: the `---` below it is a rule, though Markdown makes it a heading."""
_CALLOUT = lazy_pattern(r"\[!([^\[\]]{1,80})\][+-]?")
_QUOTATIONS = frozenset({"quote", "cite"})
"""The callouts that are quotations."""
_LEVELS = 6
_ALL_LEVELS = _LEVELS + 1
"""The levels of headings, and one for a callout's title. The headings in a callout have the levels below that."""
_BLOCK = lazy_pattern(r" \^[A-Za-z0-9-]+$")
"""The name of a block at the end of a row. Only the last one of an item names it, and none is text."""
_PRIORITY = lazy_pattern(r"\[#[A-Z]\][ \t]+")
"""The priority of org-mode, before the words of an item."""
_DRAWER = lazy_pattern(r":(?:LOGBOOK|PROPERTIES):", re.IGNORECASE)
_PROPERTY = lazy_pattern(
    rf"(?:{pattern(words_of('notes', 'block-properties'))}|logseq\.[\w.-]+|query-[\w-]+)::", re.IGNORECASE
)
_PLANNING = lazy_pattern(r"(?:SCHEDULED|DEADLINE|CLOSED): [<\[]")
"""Lines of org-mode and Logseq below an item that are none of its words."""
_FENCES = frozenset({"```", "~~~"})
_CODE_INDENT = 4
"""From how many spaces on a line of text is code."""
DEEPEST = 32
"""How deep lists nest; what is nested deeper counts as of this depth. So no line is part of more entries than this."""
_made = tuple.__new__
"""Creates a NamedTuple in a third of the time of its constructor; a vault has millions of lines."""
_BOXES = {
    **dict.fromkeys(("TODO", "DOING", "NOW", "LATER", "WAIT", "WAITING", "IN-PROGRESS"), " "),
    "DONE": "x",
    **dict.fromkeys(("CANCELED", "CANCELLED"), "-"),
}
"""The words that Logseq and org-mode write instead of a box, and the mark of that box."""


class BodyLine(NamedTuple):
    """A line of the body. `text` is its content without bullet, box, `#` or `>`, stripped; `number` counts from 1.

    `headings` are the titles above it, outermost first (without its own). `parent` is the position in the outline of
    the bullet it is nested below, None at the top. `mark` is a task's box (" ", "x", "-"), `level` a heading's level.
    An item's text includes that of the "wrapped" lines below it, which have no text of their own. The line under an
    underlined heading is "wrapped" too. A callout's title is a heading for the lines of the callout.
    """

    number: int
    text: str
    kind: LineKind
    indent: int = 0
    headings: tuple[str, ...] = ()
    parent: int | None = None
    mark: str = ""
    level: int = 0
    comments: tuple[str, ...] = ()
    """The text of its comments. It is not evidence; only the reasons of `why` use it."""
    struck: bool = False
    """Whether words of the line are struck out."""
    callout: int = 0
    """The number of callouts and quotations around the line, which is the number of `>` before its text."""

    @property
    def inert(self) -> bool:
        """Whether it has no text of its own: code, a comment, the rest of an item, or what mdnetwork wrote."""
        return self.kind in _INERT

    @property
    def opens_callout(self) -> bool:
        """Whether the line is the title of a callout."""
        return self.callout > 0 and self.level == self.callout * _ALL_LEVELS


def outline(body: str, first_line: int = 1) -> tuple[BodyLine, ...]:
    """The lines of `body`, the first of which has the number `first_line`. Accepts any text."""
    return outline_and_open_comment(body, first_line)[0]


def outline_and_open_comment(body: str, first_line: int = 1) -> tuple[tuple[BodyLine, ...], int | None]:
    """The lines of `body`, and the number of the line with a comment that is not closed; None if there is none."""
    pen = _Pen()
    for number, line in enumerate(body.split("\n"), first_line):
        pen.take(number, line)
    pen.end_item()
    lines = _without_struck_words(pen.lines, pen.unclosed) if pen.unclosed else pen.lines
    if pen.targets:
        lines = [line if line.inert else line._replace(text=with_targets(line.text, pen.targets)) for line in lines]
    return tuple(lines), pen.opened


def _without_struck_words(lines: list[BodyLine], unclosed: Sequence[int]) -> list[BodyLine]:
    """The lines without words that are struck out over several lines of a paragraph.

    `unclosed` are the lines that may open a strike, in order. Each paragraph is read once, from the first of them.
    """
    done = 0
    for first in unclosed:
        if first < done:
            continue
        done = first + 1
        while done < len(lines) and lines[done].kind == "text" and lines[done].callout == lines[first].callout:
            done += 1
        texts = without_struck_lines([line.text for line in lines[first:done]])
        for at, (text, struck) in enumerate(texts, first):
            if struck:
                lines[at] = lines[at]._replace(text=text, struck=True)
    return lines


class _Quote(NamedTuple):
    """An open quotation or callout, and the headings above it."""

    is_callout: bool
    titles: list[tuple[int, str]]
    headings: tuple[str, ...]


class _Pen:
    """The state of the pass: the open fence or comment, the headings above, the bullets around."""

    def __init__(self) -> None:
        self.lines: list[BodyLine] = []
        self.opened: int | None = None
        """The line of the open comment."""
        self._comment = ""
        self._closing = ""
        self._inside: LineKind = "code"
        self._titles: list[tuple[int, str]] = []
        self._headings: tuple[str, ...] = ()
        self._bullets: list[tuple[int, int]] = []
        self.targets: dict[str, str] = {}
        """The targets in the vault that links elsewhere in the note have, by their names."""
        self.unclosed: list[int] = []
        """The lines of text that may open a strike that goes on below them."""
        self._quotes: list[_Quote] = []
        """The quotations and callouts around the line, outermost first."""
        self._fence_in: tuple[str, int] = ("", 0)
        """What the open fence is in: a quotation (">"), a bullet ("-") with its indent, or neither."""
        self._drawer: int | None = None
        """The indent of the open drawer, whose lines are no text."""
        self._item: int | None = None
        """The item that the next line may continue."""
        self._more: list[str] = []
        """The lines that continue its text."""

    def take(self, number: int, line: str) -> None:
        """Read the next line."""
        if self._closing and self._goes_on(number, line):
            return
        if not self._comment and self._opens(number, line):
            return
        if self._comment or may_hide(line):
            self._hiding(number, line)
        else:
            self._plain(number, line)

    def end_item(self) -> None:
        """The item is complete: add the text of the lines that continue it."""
        if self._item is not None and self._more:
            item = self.lines[self._item]
            *rows, last = [part.removesuffix("\\").rstrip() for part in (item.text, *self._more)]
            text, struck = without_struck(" ".join([*(_BLOCK.sub("", row) for row in rows), last]))
            self.lines[self._item] = item._replace(text=text.strip(), struck=item.struck or struck)
            self._more.clear()
        self._item = None

    def _goes_on(self, number: int, line: str) -> bool:
        """Whether the line is still code, or mdnetwork's text. Code in a quotation or a bullet ends with it."""
        text = line.strip()
        holder, indent = self._fence_in
        if (holder == ">" and text[:1] != ">") or (holder == "-" and text and _indent(line) <= indent):
            self._closing, self._fence_in = "", ("", 0)
            return False
        if self._inside == "generated" and may_hide(text) and BEGIN not in text and END not in text:
            text = shown(text).text.strip()
        self._close(text.lstrip("> \t") if holder == ">" else text)
        self._add(number, text, self._inside)
        return True

    def _opens(self, number: int, line: str) -> bool:
        """Whether a fence (also in a quotation or a bullet) or mdnetwork's text starts on this line."""
        if "```" not in line and "~~~" not in line and BEGIN not in line:
            return False
        text = line.strip()
        if text.startswith(BEGIN):
            self._closing, self._inside = END, "generated"
        else:
            bare = text.lstrip("> \t")
            content = _after_bullet(bare) or bare if bare else ""
            fence = content[: len(content) - len(content.lstrip(content[:1]))]
            if content[:3] not in _FENCES or (content[0] == "`" and "`" in content[len(fence) :]):
                return False
            self._closing, self._inside = fence, "code"
            holder = ">" if text[0] == ">" else "-" if content != bare else ""
            self._fence_in = holder, _indent(line)
        self.end_item()
        if text[0] != ">":
            self._leave(0)
        self._add(number, text, self._inside)
        return True

    def _hiding(self, number: int, line: str) -> None:
        """Read a line with comments or struck words, or one within an open comment."""
        found = shown(line, self._comment)
        if not found.closing:
            self.opened = None
        elif not self._comment or len(found.comments) > 1:
            self.opened = number
        self._comment = found.closing
        if found.comments and not found.text.strip():
            self.lines.append(BodyLine(number, "", "comment", headings=self._headings))
        elif not self._opens(number, found.text):
            self._plain(number, found.text)
        self.lines[-1] = self.lines[-1]._replace(comments=found.comments, struck=found.struck)
        if self.lines[-1].kind == "text" and may_hide(found.text):
            self.unclosed.append(len(self.lines) - 1)

    def _plain(self, number: int, line: str) -> None:
        text = line.strip()
        if text[:1] == ">":
            return self._quoted(number, line)
        if self._quotes:
            self._leave(0)
        return self._content(number, line, text)

    def _content(self, number: int, line: str, text: str) -> None:
        """Read a line without the `>` before it. `text` is the stripped line."""
        if not text:
            self.end_item()
            self._add(number, "", "blank")
        elif text[0] == "#" and self._is_heading(text):
            level = len(text) - len(text.lstrip("#"))
            self._heading(number, text.strip("#").strip(), level + self._above_levels())
        elif text[0] in "=-" and self._underlines(number, line):
            self._underlined(number, 1 if text[0] == "=" else 2)
        elif text[0] == "[" and (found := definition_in(line.rstrip())) is not None:
            self.end_item()
            if not is_address(found.target):
                self.targets.setdefault(found.name, found.target)
            self._add(number, text, "definition")
        else:
            self._line(number, text, 0 if text[0] == line[0] else _indent(line))

    def _is_property(self, text: str, indent: int) -> bool:
        """Whether a line below an item is a property of it, is in a drawer, or plans it: Logseq shows none of these."""
        if self._drawer is not None:
            ends = indent < self._drawer or text.upper() == ":END:"
            is_inside = indent >= self._drawer
            self._drawer = None if ends else self._drawer
            return is_inside
        if not (text[0] == ":" or "::" in text or ": " in text) or self._bullets == [] or self._parent(indent) is None:
            return False
        if _DRAWER.fullmatch(text):
            self._drawer = indent
            return True
        return _PROPERTY.match(text) is not None or _PLANNING.match(text) is not None

    def _add(self, number: int, text: str, kind: LineKind, indent: int = 0, mark: str = "") -> None:
        parent = self._parent(indent) if self._bullets and kind != "blank" else None
        quotes = len(self._quotes)
        self.lines.append(
            _made(BodyLine, (number, text, kind, indent, self._headings, parent, mark, 0, (), False, quotes))
        )

    def _parent(self, indent: int) -> int | None:
        while self._bullets and self._bullets[-1][0] >= indent:
            self._bullets.pop()
        return self._bullets[-1][1] if self._bullets else None

    def _close(self, text: str) -> None:
        if self._inside == "code":
            closes = text.startswith(self._closing) and not text.strip(self._closing[0])
        else:
            closes = self._closing in text
        if closes:
            self._closing, self._fence_in = "", ("", 0)

    def _is_heading(self, text: str) -> bool:
        bare = text.lstrip("#")
        return len(text) - len(bare) <= _LEVELS and (not bare or bare[0] in " \t")

    def _above_levels(self) -> int:
        """What is added to the level of a heading: those in callouts are below all others."""
        return len(self._quotes) * _ALL_LEVELS

    def _heading(self, number: int, title: str, level: int) -> None:
        self.end_item()
        while self._titles and self._titles[-1][0] >= level:
            self._titles.pop()
        above = tuple(name for _, name in self._titles)
        self._bullets.clear()
        self.lines.append(BodyLine(number, title, "heading", 0, above, level=level, callout=len(self._quotes)))
        self._titles.append((level, title))
        self._headings = (*above, title)

    def _underlines(self, number: int, line: str) -> bool:
        """Whether the line makes a heading of the one above (a setext heading): a paragraph of that line alone."""
        if not self.lines or not _UNDERLINE.fullmatch(line):
            return False
        title = self.lines[-1]
        if title.kind != "text" or not title.text or title.number != number - 1 or title.callout != len(self._quotes):
            return False
        if len(self.lines) > 1 and self.lines[-2].kind == "text" and self.lines[-2].callout == title.callout:
            return False
        is_rule = _NO_TITLE & {*title.text} or _names_field(title.text) or _tells_day(title.text)
        return title.indent < _CODE_INDENT and (line.lstrip()[0] == "=" or not is_rule)

    def _underlined(self, number: int, level: int) -> None:
        """Make a heading of the line above."""
        line = self.lines.pop()
        self._heading(line.number, line.text, level + self._above_levels())
        self.lines[-1] = self.lines[-1]._replace(comments=line.comments, struck=line.struck)
        self._add(number, "", "wrapped")

    def _line(self, number: int, text: str, indent: int) -> None:
        if self._is_property(text, indent):
            self.end_item()
            return self._add(number, text, "property", indent)
        content = None if text[0] == "|" else _after_bullet(text)
        if content is None:
            if text[0] != "|" and self._item is not None and self._continues(text, indent):
                self._more.append(text)
                quotes = len(self._quotes)
                made = (number, "", "wrapped", indent, self._headings, self._item, "", 0, (), False, quotes)
                return self.lines.append(_made(BodyLine, made))
            self.end_item()
            return self._add(number, text, "row" if text[0] == "|" else "text", indent)
        self.end_item()
        if content[:1] == "#" and self._is_heading(content):  # in an outline a heading is a bullet: "- ## Log"
            level = len(content) - len(content.lstrip("#"))
            return self._heading(number, content.strip("#").strip(), level + self._above_levels())
        if content[:3] == "[] ":  # a box that somebody typed in a hurry
            content = f"[ ]{content[2:]}"
        mark = content[1] if content[:1] == "[" and content[2:3] == "]" and content[3:4] in {" ", "\t", ""} else ""
        if mark and content[1:2] != "[":
            self._add(number, _after_priority(content[3:].strip()), "task", indent, mark)
        elif content[:1].isupper() and (box := _BOXES.get(content.partition(" ")[0].removesuffix(":"))):
            self._add(number, _after_priority(content.partition(" ")[2].strip()), "task", indent, box)
        elif content[:1] == ">":
            self._add(number, content.lstrip("> \t"), "quote", indent)
        else:
            self._add(number, _after_priority(content), "bullet", indent)
        if len(self._bullets) < DEEPEST:
            self._bullets.append((indent, len(self.lines) - 1))
        self._item = len(self.lines) - 1
        return None

    def _continues(self, text: str, indent: int) -> bool:
        """Whether a line of text continues the item above it, as in Markdown (lazy continuation too).

        Fields, labels, drawers and rules do not, nor does a line that starts with a day: it may be an entry.
        """
        item = self.lines[self._item or 0]
        if not item.text or item.kind == "quote" or _names_field(item.text, of_an_item=True):
            return False
        if text[0] == ":" or _RULE.fullmatch(text) or _names_field(text):
            return False
        if self._headings and section_of(self._headings[-1]) == "attendees":
            return False
        return not _tells_day(text) or (indent > item.indent and (item.kind == "task" or _tells_day(item.text)))

    def _quoted(self, number: int, line: str) -> None:
        """Read a line that starts with `>`: one of a quotation, or of a callout, which is read as any other."""
        depth = 0
        while (rest := line.lstrip())[:1] == ">" and depth < DEEPEST:
            line = rest[2:] if rest[1:2] in {" ", "\t"} else rest[1:]
            depth += 1
            if depth > len(self._quotes):
                opened = _CALLOUT.match(line.lstrip())
                if opened is not None and _type_of(opened) not in _QUOTATIONS:
                    return self._open_callout(number, line.lstrip()[opened.end() :].strip(), _type_of(opened))
                self._enter(is_callout=False)
            if not self._quotes[depth - 1].is_callout:
                self.end_item()
                return self._add(number, line.lstrip("> \t").rstrip(), "quote")
        self._leave(depth)
        return self._content(number, line, line.strip())

    def _open_callout(self, number: int, title: str, name: str) -> None:
        """Start a callout, with its title as a heading. Without a title its type is shown, as in Obsidian."""
        self._enter(is_callout=True)
        self._heading(number, title or name.capitalize(), self._above_levels())

    def _enter(self, *, is_callout: bool) -> None:
        self.end_item()
        self._bullets.clear()
        self._quotes.append(_Quote(is_callout, [*self._titles], self._headings))

    def _leave(self, depth: int) -> None:
        """End the quotations and callouts that are deeper than `depth`."""
        while len(self._quotes) > depth:
            self.end_item()
            self._bullets.clear()
            _, self._titles, self._headings = self._quotes.pop()


def _after_priority(text: str) -> str:
    match = _PRIORITY.match(text) if text[:2] == "[#" else None
    return text[match.end() :] if match else text


def _type_of(callout: re.Match[str]) -> str:
    """The type of a callout: note for `[!NOTE|wide]`."""
    return callout[1].partition("|")[0].strip().lower()


def _names_field(text: str, *, of_an_item: bool = False) -> bool:
    """Whether the text is `key:: value` or `Label: value`. Many items start with words that are not a label."""
    if ":" not in text:
        return False
    bracketed = _BRACKETED.match(text)
    if bracketed is not None:
        return not of_an_item and meaning_of(bracketed[1].strip()) is not None
    label = _LABEL.match(text)
    if label is None:
        return _FIELD.match(text) is not None
    bold = text[0] in "*_" or text.startswith("::", label.end(1))
    return bold or meaning_of(label[1]) is not None or (not of_an_item and label[1][0].isupper())


def _tells_day(text: str) -> bool:
    """Whether the text starts with a day in any order of its numbers, or with something like one."""
    return bool(dated(text, "dmy") or dated(text, "mdy") or unreadable_date(text))


def _indent(line: str) -> int:
    width = len(line) - len(line.lstrip())
    return width if "\t" not in line[:width] else len(line[:width].expandtabs(4))


def _after_bullet(text: str) -> str | None:
    """What follows `- `, `* `, `+ ` or `1. `; None if the line is not a list item."""
    if text[:2] in _BULLETS:
        return text[2:].strip()
    if text in {"-", "*", "+"}:
        return ""
    if text[0].isdecimal():
        number = text[: text.find(" ")] if " " in text[:6] else ""
        if number[-1:] in {".", ")"} and number[:-1].isdecimal() and len(number) < 5:  # noqa: PLR2004  1234. is a year
            return text[len(number) :].strip()
    return None
