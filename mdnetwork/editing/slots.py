"""Editing: where a key of front matter stands, and the rows of its value written anew in the form they have."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mdnetwork.editing.page import Page
from mdnetwork.editing.scalars import Quote, toml_text, yaml_text
from mdnetwork.errors import EditRefused

_HEAD = re.compile(r"[ \t]*+(?:-[ \t]++)?(?:\"[^\"]*\"|'[^']*'|[^\s:#\-\"'][^:]*+)[ \t]*+:(?=\s|$)")
_TOML_HEAD = re.compile(r"[ \t]*(?:\"[^\"]*\"|'[^']*'|[\w-]+)[ \t]*=")
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
_COMMENT = re.compile(r"(?:^|(?<![ \t])[ \t]++)#.*|(?<![ \t])[ \t]++$")
_ITEM = re.compile(r"(?P<lead>[ \t]*-[ \t]+)(?P<rest>.*)", re.DOTALL)
_TOP = re.compile(r"[^ \t#}\])-]")


@dataclass(frozen=True, slots=True)
class Slot:
    """A key's rows, from that of the key up to `stop`. `toml` tells which of the two languages it is."""

    start: int
    stop: int
    toml: bool = False

    def with_text(self, page: Page, value: str) -> Page:
        """One text in place of the value, in the quotation marks that stood there."""
        head, gap, old, tail = self._parts(page)
        written = toml_text(value) if self.toml else yaml_text(value, _quote_in([old]))
        return page.spliced(self.start, self.stop, [_row(head, gap, written, tail), *self._after(page)])

    def with_list(self, page: Page, items: Sequence[str]) -> Page:
        """A list in place of the value: below each other if that is how it stood, else in brackets."""
        head, gap, _, tail = self._parts(page)
        lead = next((match["lead"] for row in self._below(page) if (match := _ITEM.match(row))), "")
        if lead:
            rows = [lead + yaml_text(item) for item in items]
            return page.spliced(self.start + 1, self.stop - len(self._after(page)), rows)
        written = "[" + ", ".join(self._item(item) for item in items) + "]"
        return page.spliced(self.start, self.stop, [_row(head, gap, written, tail), *self._after(page)])

    def with_items(self, page: Page, items: Sequence[str]) -> Page | None:
        """More items at the end of the list that stands here; None where none does."""
        below = self._below(page)
        last = next((n for n in range(len(below) - 1, -1, -1) if _ITEM.match(below[n])), None)
        if last is not None and not self.toml:
            lead = next(match["lead"] for row in below if (match := _ITEM.match(row)))
            while last + 1 < len(below) and below[last + 1][:1] in {" ", "\t"}:
                last += 1
            quote = _quote_in(below)
            return page.inserted(self.start + 2 + last, [lead + yaml_text(item, quote) for item in items])
        rows = [row.text for row in page.rows[self.start : self.stop]]
        number = next((n for n in range(len(rows) - 1, -1, -1) if "]" in rows[n] and not rows[n].startswith("#")), None)
        return None if number is None else self._in_brackets(page, number, items)

    def gone(self, page: Page) -> Page:
        """The page without the key."""
        return page.spliced(self.start, self.stop - len(self._after(page)), ())

    def _in_brackets(self, page: Page, number: int, new: Sequence[str]) -> Page | None:
        """The new items before the bracket that closes the list on the `number`th row, or behind the item above it."""
        at = self.start + number
        row = page.text(at)
        cut = row.index(" #") if " #" in row and "]" in row.partition(" #")[0] else len(row)
        close = row.rindex("]", 0, cut)
        before, after = row[:close], row[close:]
        if before.strip():
            items = before.rstrip()
            joint = "" if items.endswith("[") else " " if items.endswith(",") else ", "
            quote = self._quote(before)
            written = ", ".join(self._item(item, quote) for item in new)
            return page.with_row(at, items + joint + written + before[len(items) :] + after)
        above = page.text(at - 1)
        indent = above[: len(above) - len(above.lstrip())] or "  "
        comma = "" if above.rstrip().endswith((",", "[")) else ","
        ending = "," if above.rstrip().endswith(",") else ""
        last = len(new) - 1
        rows = [f"{indent}{self._item(item)}{ending if at == last else ','}" for at, item in enumerate(new)]
        return page.spliced(at - 1, at, [above.rstrip() + comma, *rows])

    def _quote(self, row: str) -> Quote:
        return _quote_in([row.partition("[")[2]])

    def _item(self, item: str, quote: Quote = "") -> str:
        return toml_text(item) if self.toml else yaml_text(item, quote, in_list=True)

    def _parts(self, page: Page) -> tuple[str, str, str, str]:
        """The key with its sign, the space, the value and what follows it on the key's row."""
        row = page.text(self.start)
        match = (_TOML_HEAD if self.toml else _HEAD).match(row)
        if match is None:
            message = f"Line {self.start + 1} of the note does not tell key and value apart: change it in an editor."
            raise EditRefused(message)
        rest = row[match.end() :].lstrip(" \t")
        quoted = _QUOTED.match(rest)
        comment = _COMMENT.search(rest, quoted.end() if quoted else 0)
        end = comment.start() if comment else len(rest)
        gap = row[match.end() : len(row) - len(rest)] if rest[:end] else " "
        return match[0], gap, rest[:end], rest[end:]

    def _below(self, page: Page) -> list[str]:
        return [row.text for row in page.rows[self.start + 1 : self.stop]]

    def _after(self, page: Page) -> list[str]:
        """The blank rows and comments that end the slot: they belong to what comes next."""
        below = self._below(page)
        kept = len(below)
        while kept and (not below[kept - 1].strip() or below[kept - 1].startswith("#")):
            kept -= 1
        return below[kept:]


def slot_at(page: Page, row: int, fence: int, *, toml: bool = False) -> Slot:
    """The slot of the key that stands on `row`, in front matter that ends before the row `fence`."""
    indent = len(page.text(row)) - len(page.text(row).lstrip())
    stop = row + 1
    while stop < fence and not _begins(page.text(stop), indent):
        stop += 1
    return Slot(row, stop, toml)


def _begins(text: str, indent: int) -> bool:
    """Whether a row begins something else than more of a value whose key is indented so far."""
    own = len(text) - len(text.lstrip())
    return bool(text.strip()) and own <= indent and _TOP.match(text.lstrip()) is not None


def _row(head: str, gap: str, written: str, tail: str) -> str:
    """The key's row. What follows a value that was is kept; trailing spaces too, but not instead of a value."""
    space = " " if tail.startswith("#") else ""
    return head + (gap or " ") * bool(written) + written + space + tail


def _quote_in(texts: Sequence[str]) -> Quote:
    """The quotation marks in which the items of a list stand, if they all stand in the same."""
    items = [text.strip().lstrip("- \t") for text in texts if text.strip()]
    if items and all(item.startswith('"') for item in items):
        return '"'
    return "'" if items and all(item.startswith("'") for item in items) else ""
