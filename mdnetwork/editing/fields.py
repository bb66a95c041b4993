"""Setting, extending and removing a field of a note, under the key and in the form that the note uses for it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

from mdnetwork.editing.differences import lost_and_found, no_worse
from mdnetwork.editing.flat_fields import FlatField, Said, canonical, flatten, meaning, values_by_key, written_under
from mdnetwork.editing.typed_words import printable_line
from mdnetwork.errors import EditRefused
from mdnetwork.fields import FIELDS, LISTS
from mdnetwork.frozen import dataclass
from mdnetwork.lazy import lazy_pattern
from mdnetwork.parsing.document import SOMEBODY, Document, Rows
from mdnetwork.parsing.fields import Field
from mdnetwork.parsing.marks import dated
from mdnetwork.parsing.settings import ReadingSettings

_NAME = lazy_pattern(r"[^\W_][\w .-]{0,60}")
_BY_COMMAS = frozenset({"attendees", "people", *(field.key for field in FIELDS if field.kind in LISTS)})
_IS_JSON = "The front matter of this note is JSON, which is not edited here: change “{key}” in an editor."
_OPEN = "The front matter of this note has no end: close it with a line of --- first, and try again."
_UNSURE = "“{key}” could not be set without harm to something else in this note: change it in an editor."
_NO_NAME = "“{key}” cannot be the name of a field: use letters, numbers, - and _."
Value = str | Sequence[str]
_COLONS = lazy_pattern(r"(?P<signs>[ \t:*_]*[:*_])[ \t]*")
_HEAD = lazy_pattern(r"[ \t]*+(?:-[ \t]++)?(?:\"[^\"]*\"|'[^']*'|[^\s:#\-\"'][^:]*+)[ \t]*+:(?=\s|$)")
_TOML_HEAD = lazy_pattern(r"[ \t]*(?:\"[^\"]*\"|'[^']*'|[\w-]+)[ \t]*=")
_QUOTED = lazy_pattern(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
_COMMENT = lazy_pattern(r"(?:^|(?<![ \t])[ \t]++)#.*|(?<![ \t])[ \t]++$")
_ITEM = lazy_pattern(r"(?P<lead>[ \t]*-[ \t]+)(?P<rest>.*)", re.DOTALL)
_TOP = lazy_pattern(r"[^ \t#}\])-]")
Quote = Literal["", '"', "'"]
_DAY_OR_NUMBER = lazy_pattern(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]+)?|[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[ T][0-9:.]+)?")
_NUMBER_LIKE = lazy_pattern(r"[-+.]?[0-9][0-9_.,:eExXoO+-]*")
_PLAIN_START = lazy_pattern(r"[^\W_]|[+/(.](?=\w)")
_NOT_TEXT = frozenset({"null", "yes", "no", "on", "off", "y", "n", "~"})
"""Words that some YAML reader does not take as text."""
_IN_LISTS = set(",[]{}")
_CONTROL = lazy_pattern(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")


def set_key(
    data: bytes,
    key: str,
    value: Value | None,
    *,
    usual: str = "",
    path: str = SOMEBODY,
    settings: ReadingSettings = ReadingSettings(),
) -> bytes:
    """The note with the field `key` set to `value` (one text or several), or without it if `value` is None.

    An existing field of the same meaning is changed in place, in front matter or inline (`Key:: value`). A new field
    goes last in the front matter, which is created if missing; its key is `usual`, the vault's most common spelling, or
    else the canonical name. Raises EditRefused.
    """
    note = Document(data, path, settings)
    if value is None:
        return _without(note, key)
    wanted = _on_lines(value)
    found = written_under(key, note)
    if not found:
        return _added(note, [(usual or canonical(key, settings), wanted)])
    leaf = flatten(note)[found[-1]]
    if leaf.is_list and isinstance(wanted, str):
        wanted = (wanted,) if wanted else ()
    return data if leaf.said[1] == _texts(wanted) else _changed(note, found[-1], wanted)


def with_identity(
    data: bytes, identity: str, *, path: str = SOMEBODY, settings: ReadingSettings = ReadingSettings()
) -> bytes:
    """The note with the identity that it had before as its `uid`, if it has none. Raises EditRefused."""
    note = Document(data, path, settings)
    if any(flatten(note)[at].said[1] for at in written_under("uid", note)):
        return data
    return set_key(data, "uid", identity, usual="uid", path=path, settings=settings)


def with_last_contact(
    data: bytes, day: date, *, path: str = SOMEBODY, settings: ReadingSettings = ReadingSettings()
) -> bytes:
    """The note with its last-contact field brought forward to `day`; unchanged without such a field, or a later day.

    A field that cannot be set is left as it is: `mdnet check` reports it.
    """
    note = Document(data, path, settings)
    found = written_under("last_contact", note)
    said = flatten(note)[found[-1]].said[1] if found else ()
    known = dated(said[0], settings.date_order) if len(said) == 1 else None
    if known is None or known.day >= day:
        return data
    text = f"[[{day}]]" if said[0].startswith("[[") else day.isoformat()
    try:
        return set_key(data, "last_contact", text, path=path, settings=settings)
    except EditRefused:
        return data


def add_item(
    data: bytes,
    key: str,
    item: str,
    *,
    usual: str = "",
    path: str = SOMEBODY,
    settings: ReadingSettings = ReadingSettings(),
) -> bytes:
    """The note with one more item in the list `key`, in that list's form. An existing item is not added again."""
    return add_items(data, key, [item], usual=usual, path=path, settings=settings)


def add_items(
    data: bytes,
    key: str,
    items: Sequence[str],
    *,
    usual: str = "",
    path: str = SOMEBODY,
    settings: ReadingSettings = ReadingSettings(),
) -> bytes:
    """`add_item` for several items, reading the note as often as for one. Adds all of them or raises."""
    note = Document(data, path, settings)
    found = written_under(key, note)
    wanted = list(dict.fromkeys(filter(None, map(printable_line, items))))
    if not wanted:
        return data
    if not found or not flatten(note)[found[-1]].said[1]:
        return set_key(data, key, wanted, usual=usual, path=path, settings=settings)
    leaf = flatten(note)[found[-1]]
    joint = _joint(leaf, meaning(key, settings) or "")
    known = tuple(filter(None, map(str.strip, leaf.said[1][0].split(joint)))) if joint else leaf.said[1]
    there = {*known}
    new = [item for item in wanted if item not in there]
    if not new:
        return data
    if leaf.is_list:
        return _listed(note, found[-1], known, new)
    if joint and not any(joint in item for item in new):
        return _changed(note, found[-1], f"{joint.strip()} ".join((leaf.said[1][0], *new)))
    if leaf.field.inline:
        raise EditRefused(_UNSURE.format(key=leaf.field.key))
    return _changed(note, found[-1], (*known, *new))


def _joint(leaf: FlatField, means: str) -> str:
    """The separator of a list written as one text: "a, b" or, for tags, "a b"; "" if the field is not such a list."""
    text = leaf.said[1][0]
    if leaf.is_list:
        return ""
    if leaf.field.inline or ("," in text and means in _BY_COMMAS):
        return ","
    return " " if means == "tags" and " " in text else ""


def _listed(note: Document, at: int, known: Sequence[str], new: Sequence[str]) -> bytes:
    leaf = flatten(note)[at]
    page = None if leaf.field.inline else _slot(note, leaf).with_items(note.page, new)
    after = note.with_page(page) if page else None
    items = (*known, *new)
    if after and values_by_key(after) == _expected(note, at, items) and no_worse(note, after):
        return after.source
    return _changed(note, at, items)


def _without(note: Document, key: str) -> bytes:
    while found := written_under(key, note):
        after = Document(_changed(note, found[-1], None), note.path, note.settings)
        left = written_under(key, after)
        if len(left) == len(found) and not flatten(after)[left[-1]].said[1]:
            return after.source
        note = after
    return note.source


def _changed(note: Document, at: int, value: Value | None) -> bytes:
    """The note with the field at this index changed, and no other one."""
    leaf = flatten(note)[at]
    expected = _expected(note, at, value)
    for page in _pages(note, leaf, value):
        after = note.with_page(page)
        said = [each for each in values_by_key(after) if each != (leaf.field.key, ())]
        if said == expected and no_worse(note, after) and _same_text(note, after, leaf):
            return after.source
    raise EditRefused(_UNSURE.format(key=leaf.field.key))


def _same_text(before: Document, after: Document, leaf: FlatField) -> bool:
    """Whether only the field itself changed in the body."""
    if not leaf.field.inline:
        return before.front.body == after.front.body
    told = (lost_and_found(one, other) for one, other in ((before.log[0], after.log[0]), (before.tasks, after.tasks)))
    tags = meaning(leaf.field.key, before.settings) == "tags" or before.tags == after.tags
    return tags and not any(gone or new for gone, new in told)


def _pages(note: Document, leaf: FlatField, value: Value | None) -> Iterator[Rows]:
    if leaf.field.inline:
        text = None if value is None else value if isinstance(value, str) else ", ".join(value)
        yield from with_inline(note, leaf.field, text)
        return
    slot = _slot(note, leaf)
    if value is None:
        yield slot.gone(note.page)
        yield slot.with_text(note.page, "")  # the last key stays, empty: a front matter of comments is none
    elif isinstance(value, str):
        yield slot.with_text(note.page, value)
    else:
        yield slot.with_list(note.page, value)


def _expected(note: Document, at: int, value: Value | None) -> list[Said]:
    said = values_by_key(note)
    key = said[at][0]
    inline = flatten(note)[at].field.inline
    texts = (", ".join(_texts(value)),) if inline and value else _texts(value or "")
    said[at] = (key, texts)
    return [each for each in said if each != (key, ())]


def _texts(value: Value) -> tuple[str, ...]:
    return tuple(filter(None, (value,) if isinstance(value, str) else value))


def _slot(note: Document, leaf: FlatField) -> Slot:
    first, last = note.fences
    _refuse_json(note, leaf.field.key)
    return slot_at(note.page, leaf.field.line - 1, last, toml=note.page.text(first).startswith("+++"))


def _refuse_json(note: Document, key: str) -> None:
    first, last = note.fences
    if "".join(note.page.text(row) for row in range(first + 1, last)).lstrip().startswith("{"):
        raise EditRefused(_IS_JSON.format(key=key))


def add_keys(
    data: bytes,
    fields: Sequence[tuple[str, Value]],
    *,
    path: str = SOMEBODY,
    settings: ReadingSettings = ReadingSettings(),
) -> bytes:
    """The note with these new fields under these keys. It has no field of the same meaning yet. Adds all or raises."""
    return _added(Document(data, path, settings), [(key, _on_lines(value)) for key, value in fields])


def _on_lines(value: Value) -> Value:
    return printable_line(value) if isinstance(value, str) else tuple(filter(None, map(printable_line, value)))


def _added(note: Document, fields: Sequence[tuple[str, Value]]) -> bytes:
    for name, _ in fields:
        if not _NAME.fullmatch(name):
            raise EditRefused(_NO_NAME.format(key=name))
    if any(problem.code == "OPEN-FRONT-MATTER" for problem in note.front.problems):
        raise EditRefused(_OPEN)
    after = note.with_page(_with_new(note, fields))
    said = values_by_key(after)
    new = [(name, _texts(value)) for name, value in fields]
    same = _rest(said, new) == values_by_key(note) and note.front.body == after.front.body
    if not same or not no_worse(note, after):
        raise EditRefused(_UNSURE.format(key=fields[0][0]))
    return after.source


def _rest(said: Sequence[Said], new: Sequence[Said]) -> list[Said] | None:
    """The fields without the last occurrence of each in `new`; None if some of `new` are missing."""
    wanted = Counter(new)
    rest: list[Said] = []
    for each in reversed(said):
        if wanted[each]:
            wanted[each] -= 1
        else:
            rest.append(each)
    return None if wanted.total() else rest[::-1]


def _with_new(note: Document, fields: Sequence[tuple[str, Value]]) -> Rows:
    yaml = [_yaml(name, value) for name, value in fields]
    if not note.has_front_matter:
        return note.page.inserted(0, ("---", *yaml, "---"))
    _refuse_json(note, fields[0][0])
    first, last = note.fences
    page = note.page
    if page.text(first).startswith("+++"):
        inner = (row for row in range(first + 1, last) if page.text(row).lstrip().startswith("["))
        toml = [_toml(name, value) for name, value in fields]
        return page.inserted(_above_blank(page, next(inner, last), first), toml)
    row = next((field.line - 1 for field in note.front.fields), first)
    indent = page.text(row)[: len(page.text(row)) - len(page.text(row).lstrip())] if row > first else ""
    return page.inserted(_above_blank(page, last, first), [indent + row for row in yaml])


def _above_blank(page: Rows, row: int, first: int) -> int:
    while row - 1 > first and not page.text(row - 1).strip():
        row -= 1
    return row


def _yaml(name: str, value: Value) -> str:
    written = (
        yaml_text(value)
        if isinstance(value, str)
        else "[" + ", ".join(yaml_text(item, in_list=True) for item in value) + "]"
    )
    return f"{name}: {written}".rstrip()


def _toml(name: str, value: Value) -> str:
    written = toml_text(value) if isinstance(value, str) else "[" + ", ".join(map(toml_text, value)) + "]"
    return f"{name if re.fullmatch('[A-Za-z0-9_-]+', name) else toml_text(name)} = {written}"


def with_inline(note: Document, field: Field, value: str | None) -> Iterator[Rows]:
    """Pages with the field changed or removed, the likeliest first; reading decides which is right."""
    for row, text in enumerate(note.rows(note.body_line(field.line)), field.line - 1):
        for start, end in _spans(text, field):
            if value is None:
                rest = _without_value(text, start, end)
                yield note.page.spliced(row, row + 1, [rest] if rest.strip() else ())
            else:
                gap = "" if text[start - 1 : start] in {" ", "\t", "|"} else " "
                yield note.page.with_row(row, text[:start] + gap * bool(value) + value + text[end:])


def _without_value(text: str, start: int, end: int) -> str:
    """The row without the field whose value is there: a bracketed field is cut out, otherwise nothing is left."""
    opening = max(text.rfind(sign, 0, start) for sign in "[(")
    closing = len(text) - len(text[end:].lstrip())
    return _joined(text[:opening], text[closing + 1 :]) if opening >= 0 and text[closing : closing + 1] in "])" else ""


def _spans(text: str, field: Field) -> Iterator[tuple[int, int]]:
    """Where in the row the value may be: after each place where the key occurs."""
    value = str(field.value)
    key = text.find(field.key)
    while key >= 0:
        after = key + len(field.key)
        if value:
            at = text.find(value, after)
            if at >= 0:
                yield at, at + len(value)
        else:
            yield from _empty(text, after)
        key = text.find(field.key, after)


def _empty(text: str, after: int) -> Iterator[tuple[int, int]]:
    """The position of an empty value: after the colons, and after the signs that may close the key."""
    match = _COLONS.match(text, after)
    if match:
        yield match.end("signs"), match.end()


def _joined(before: str, after: str) -> str:
    """The texts around a part that was removed, joined with one space."""
    if before.endswith((" ", "\t")) and after[:1] in {"", " ", "\t"}:
        before = before[:-1]
    return before + after


@dataclass(frozen=True, slots=True)
class Slot:
    """A key's rows, from its own up to `stop`. `toml` says whether the front matter is TOML or YAML."""

    start: int
    stop: int
    toml: bool = False

    def with_text(self, page: Rows, value: str) -> Rows:
        """The page with one text as the value, in the quotation marks that were used before."""
        head, gap, old, tail = self._parts(page)
        written = toml_text(value) if self.toml else yaml_text(value, _quote_in([old]))
        return page.spliced(self.start, self.stop, [_row(head, gap, written, tail), *self._after(page)])

    def with_list(self, page: Rows, items: Sequence[str]) -> Rows:
        """The page with a list as the value: one item per row if the value was written that way, else in brackets."""
        head, gap, _, tail = self._parts(page)
        lead = next((match["lead"] for row in self._below(page) if (match := _ITEM.match(row))), "")
        if lead:
            rows = [lead + yaml_text(item) for item in items]
            return page.spliced(self.start + 1, self.stop - len(self._after(page)), rows)
        written = "[" + ", ".join(self._item(item) for item in items) + "]"
        return page.spliced(self.start, self.stop, [_row(head, gap, written, tail), *self._after(page)])

    def with_items(self, page: Rows, items: Sequence[str]) -> Rows | None:
        """The page with items added at the end of the existing list; None if there is no list."""
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

    def gone(self, page: Rows) -> Rows:
        """The page without the key."""
        return page.spliced(self.start, self.stop - len(self._after(page)), ())

    def _in_brackets(self, page: Rows, number: int, new: Sequence[str]) -> Rows | None:
        """The page with the items before the closing bracket on the `number`th row, or after the item above it."""
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

    def _parts(self, page: Rows) -> tuple[str, str, str, str]:
        """The parts of the key's row: the key with its colon or equals sign, the space, the value, and the rest."""
        row = page.text(self.start)
        match = (_TOML_HEAD if self.toml else _HEAD).match(row)
        if match is None:
            message = f"Line {self.start + 1} of the note has no clear key and value: change it in an editor."
            raise EditRefused(message)
        rest = row[match.end() :].lstrip(" \t")
        quoted = _QUOTED.match(rest)
        comment = _COMMENT.search(rest, quoted.end() if quoted else 0)
        end = comment.start() if comment else len(rest)
        gap = row[match.end() : len(row) - len(rest)] if rest[:end] else " "
        return match[0], gap, rest[:end], rest[end:]

    def _below(self, page: Rows) -> list[str]:
        return [row.text for row in page.rows[self.start + 1 : self.stop]]

    def _after(self, page: Rows) -> list[str]:
        """The blank rows and comments at the end of the slot: they belong to what comes next."""
        below = self._below(page)
        kept = len(below)
        while kept and (not below[kept - 1].strip() or below[kept - 1].startswith("#")):
            kept -= 1
        return below[kept:]


def slot_at(page: Rows, row: int, fence: int, *, toml: bool = False) -> Slot:
    """The slot of the key on `row`, in front matter that ends before the row `fence`."""
    indent = len(page.text(row)) - len(page.text(row).lstrip())
    stop = row + 1
    while stop < fence and not _begins(page.text(stop), indent):
        stop += 1
    return Slot(row, stop, toml)


def _begins(text: str, indent: int) -> bool:
    """Whether a row starts something new, rather than continuing the value of a key with this indent."""
    own = len(text) - len(text.lstrip())
    return bool(text.strip()) and own <= indent and _TOP.match(text.lstrip()) is not None


def _row(head: str, gap: str, written: str, tail: str) -> str:
    """The key's row. What follows the old value is kept."""
    space = " " if tail.startswith("#") else ""
    return head + (gap or " ") * bool(written) + written + space + tail


def _quote_in(texts: Sequence[str]) -> Quote:
    """The quotation marks around the items of a list, if all use the same."""
    items = [text.strip().lstrip("- \t") for text in texts if text.strip()]
    if items and all(item.startswith('"') for item in items):
        return '"'
    return "'" if items and all(item.startswith("'") for item in items) else ""


def yaml_text(value: str, quote: Quote = "", *, in_list: bool = False) -> str:
    """`value` as YAML: bare if every reader takes it as the same text, else in `quote`, or in double quotes."""
    if quote == "'" and _CONTROL.search(value) is None:
        return "'" + value.replace("'", "''") + "'"
    if not quote and (not value or is_bare(value, in_list=in_list)):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + _CONTROL.sub(_escaped, escaped) + '"'


def is_bare(value: str, *, in_list: bool = False) -> bool:
    """Whether a text needs no quotation marks. Numbers and days stay bare."""
    if _DAY_OR_NUMBER.fullmatch(value):
        return True
    if _NUMBER_LIKE.fullmatch(value) or value.lower() in _NOT_TEXT or (in_list and _IN_LISTS & set(value)):
        return False
    shape = _PLAIN_START.match(value) and value == value.strip() and not _CONTROL.search(value)
    return bool(shape) and ": " not in value and " #" not in value and not value.endswith(":")


def toml_text(value: str) -> str:
    """`value` as TOML: numbers, days and booleans bare, all else in quotation marks."""
    if _DAY_OR_NUMBER.fullmatch(value) or value in {"true", "false"}:
        return value
    return json.dumps(value, ensure_ascii=False)


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
