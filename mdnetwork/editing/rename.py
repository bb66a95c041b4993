"""Plans that rename, merge or delete a person's note, with every link to it."""

from __future__ import annotations

import json
import posixpath
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import cast
from urllib.parse import unquote

from mdnetwork.editing.changes import Edit, Plan
from mdnetwork.editing.context import EditContext
from mdnetwork.editing.differences import no_worse
from mdnetwork.editing.fields import add_item, set_key, with_identity, yaml_text
from mdnetwork.editing.flat_fields import Said, flatten, values_by_key, written_under
from mdnetwork.editing.merge import merge as merged
from mdnetwork.editing.new_notes import file_name, in_the_way
from mdnetwork.errors import EditRefused
from mdnetwork.model import History
from mdnetwork.names import same
from mdnetwork.parsing.document import SOMEBODY, Document, Rows
from mdnetwork.parsing.inline import Definition, definition_in, links_in
from mdnetwork.parsing.paths import folder_of, page_of
from mdnetwork.parsing.settings import ReadingSettings
from mdnetwork.people.links import stem

Means = Callable[[str], bool]
"""Whether a link's target, as written, means the note that is renamed."""
_WIKI = re.compile(r"(?P<open>!?\[\[)(?P<target>(?:(?!\\?\||#|\]\]).)+)(?P<rest>.*)", re.DOTALL)
_MARKDOWN = re.compile(r"!?\[.*?\]\(\s*+<?", re.DOTALL)
_BEHIND_TARGET = re.compile(r"#| \"")
_UNLINKABLE = re.compile(r"[\[\]#^|\\\n]")
_TO_ENCODE = re.compile(r"[\x00-\x20%()<>\[\]\"#?^`{}|\\]")
_BACKQUOTES = re.compile("`+")
_UNQUOTED = re.compile(
    r"(?P<head>[ \t]*+(?:-[ \t]++|[^\s:#\-\"'][^:]*+:[ \t]++))"
    r"(?P<value>[^\"'](?:[^ \t]++|[ \t]++(?![#]|\Z))*+)(?P<tail>[ \t]*+(?:#.*)?)"
)
_SINGLE = re.compile(r"'(?!(?<=\w')\w)")
"""A single quotation mark that is not an apostrophe in a word."""
_BAD_NAME = "A link cannot hold “{name}”: choose a name without [ ] # ^ | and backslashes."
_BAD_LINE = "The link on line {line} could not be written with its new name: change it in an editor."
_DOUBLED = {'"': '\\"', "'": "''"}
"""How a quotation mark is written inside the same quotation marks in YAML."""
_STRING = re.compile(r'"(?P<key>file|text)"(?P<between>\s*:\s*)(?P<value>"(?:[^"\\]|\\.)*")')
"""A key of a node. Inside a JSON string every quotation mark has a backslash, so no text can look like a key."""
_HALF = re.compile(r"[\ud800-\udfff]")
"""Half of a character: a JSON escape can name it, and no file can contain it."""


def rename(context: EditContext, history: History, name: str) -> Plan:
    """The plan that renames the person's note and updates every link. Raises EditRefused.

    The old name becomes an alias, so that it still means this person where it is written without a link. The identity
    so far is written down, so that calendar events, cards and completed tasks keep their UIDs.
    """
    old = history.person.path
    above, below, _ = stem(old).rpartition("___")  # a page of Logseq stays below the same page
    new = f"{folder_of(old)}/{above}{below}{file_name(name)}.md".lstrip("/")
    there = in_the_way(context, new)
    if there not in {None, old}:
        raise EditRefused(context.texts.say("{path} already exists: `mdnet merge` makes one note of two.", path=there))
    renamed = Renamed(old, new, bare=_is_bare(context, new, old))
    before = context.read(old)
    after = _relinked(context, old, before, renamed) or before
    after = _called(context, new, _renamed_inside(context, old, after, history, name), name)
    if history.person.uid is None and (new != old or after != before):
        after = with_identity(after, history.person.id, path=old, settings=context.settings)
    edits = [Edit(old, before, after, to="" if new == old else new), *_links_elsewhere(context, renamed, {old})]
    title = context.texts.say("{old} is now called {new}", old=history.person.name, new=name)
    return Plan(title, tuple(edits))


def merge(context: EditContext, kept: History, other: History) -> Plan:
    """The plan that merges two notes of one person; links to `other` then lead to `kept`. Raises EditRefused.

    The note that stays also keeps its identity, which is written down.
    """
    here, there = kept.person.path, other.person.path
    if here == there:
        raise EditRefused(context.texts.say("Both names mean the same note, {path}.", path=here))
    renamed = Renamed(there, here, bare=_is_bare(context, here, there))
    first, second = context.read(here), context.read(there)
    heading = context.texts.say("Merged from {name}", name="{name}")
    own = _relinked(context, here, first, renamed) or first
    after = merged(
        with_identity(own, kept.person.uid or kept.person.id, path=here, settings=context.settings),
        _relinked(context, there, second, renamed) or second,
        kept_path=here,
        other_path=there,
        heading=heading,
        settings=context.settings,
    )
    edits = [Edit(here, first, after), *_links_elsewhere(context, renamed, {here, there}), Edit(there, second, None)]
    title = context.texts.say("{other} merged into {kept}", other=there, kept=here)
    return Plan(title, tuple(edits))


def forget(context: EditContext, history: History) -> Plan:
    """The plan that deletes the person's note. Other notes are left unchanged."""
    path = history.person.path
    return Plan(context.texts.say("a person forgotten"), (Edit(path, context.read(path), None),))


def _is_bare(context: EditContext, path: str, leaving: str) -> bool:
    """Whether no other note has the file name of `path`, once the note at `leaving` is gone."""
    name = same(stem(path))
    return not any(same(stem(note.path)) == name for note in context.notes() if note.path not in {path, leaving})


def _links_elsewhere(context: EditContext, renamed: Renamed, but: set[str]) -> Iterator[Edit]:
    for note in context.notes():
        if note.path in but:
            continue
        before = context.read(note.path)
        after = _relinked(context, note.path, before, renamed)
        if after is not None:
            yield Edit(note.path, before, after)
    for path in context.canvases():
        before = context.read(path)
        after = relink_canvas(before, renamed.old, renamed.new, partial(_relinked_text, context, path, renamed))
        if before != after:
            yield Edit(path, before, after)


def _relinked_text(context: EditContext, path: str, renamed: Renamed, text: str) -> str:
    after = _relinked(context, path, text.encode(), renamed)
    return text if after is None else after.decode()


def _relinked(context: EditContext, path: str, data: bytes, renamed: Renamed) -> bytes | None:
    """The note with its links renamed; None if it has no such links."""
    if not _may_link(data):
        return None
    means = _means(context, renamed.old, folder_of(path))
    after = rename_links(data, renamed, means, path=path, settings=context.settings)
    return None if after == data else after


def _may_link(data: bytes) -> bool:
    return b"[[" in data or b"](" in data or b"]:" in data or b"\x00" in data


def _means(context: EditContext, path: str, folder: str) -> Callable[[str], bool]:
    """A function that says whether a link's target, written in this folder, means the note at `path`."""
    return lambda target: context.directory.note(target, folder) == path


def _renamed_inside(context: EditContext, path: str, data: bytes, history: History, name: str) -> bytes:
    """The note with the new name in its `name` field and title, and the old name as an alias."""
    old = history.person.name
    note = Document(data, path, context.settings)
    if written_under("name", note):
        data = set_key(data, "name", name, path=path, settings=context.settings)
    note = Document(data, path, context.settings)
    for line in note.lines:
        if line.kind == "heading" and line.level == 1 and same(line.text) == same(old):
            row = line.number - 1
            raw = note.page.text(row)
            data = note.page.with_row(row, raw.replace(line.text, name, 1)).data
            break
    if same(old) == same(name):
        return data
    if _has(context, path, data, old):
        return data
    return add_item(data, "aliases", old, usual=context.usual("aliases"), path=path, settings=context.settings)


def _called(context: EditContext, path: str, data: bytes, name: str) -> bytes:
    """The note at its new path, with the name as a field if it is not read from the file name or the title."""
    person = Document(data, path, context.settings).facts.person
    if person is None or person.name == name:
        return data
    return set_key(data, "name", name, usual=context.usual("name"), path=path, settings=context.settings)


def _has(context: EditContext, path: str, data: bytes, alias: str) -> bool:
    note = Document(data, path, context.settings)
    found = [values_by_key(note)[at] for at in written_under("aliases", note)]
    return any(same(alias) == same(text) for _, texts in found for text in texts)


@dataclass(frozen=True, slots=True)
class Renamed:
    """A note's old and new path in the vault. `bare`: whether the new file name alone is unique in the vault."""

    old: str
    new: str
    bare: bool = True

    def target(self, written: str, folder: str) -> str:
        """The new target of a link in a note in `folder`, with as much path and suffix as `written` has.

        Raises EditRefused if the new name cannot be written in a link.
        """
        suffix = ".md" if written.lower().endswith(".md") else ""
        path = self.new[:-3] if self.new.lower().endswith(".md") else self.new
        if _UNLINKABLE.search(path):
            raise EditRefused(_BAD_NAME.format(name=path.rpartition("/")[2]))
        page = page_of(path.rpartition("/")[2])
        if page_of(stem(self.old)) != stem(self.old) and page != path.rpartition("/")[2]:
            return page + suffix
        if written.startswith(("./", "../")):
            near = posixpath.relpath(path, folder or ".")
            return (near if near.startswith("../") else f"./{near}") + suffix
        if written.startswith("/"):
            return f"/{path}{suffix}"
        return (path if "/" in written or not self.bare else path.rpartition("/")[2]) + suffix


def rename_links(
    data: bytes,
    renamed: Renamed,
    means: Means,
    *,
    path: str = SOMEBODY,
    settings: ReadingSettings = ReadingSettings(),
) -> bytes:
    """The note at `path` with every link that `means` the old name changed to the new one. Labels and headings are
    kept.

    Covers wiki links, embeds and Markdown links (percent-encoded, and with a definition elsewhere in the note) in text,
    tables, comments and front matter, but not in code. Raises EditRefused if a link cannot contain the new name.
    """
    note = Document(data, path, settings)
    writer = _Writer(renamed, means, path.rpartition("/")[0])
    wanted = [writer.said(leaf.said) for leaf in flatten(note) if not leaf.field.inline]
    for quoted in (False, True):
        after = note.with_page(_rewritten(note, writer, quoted=quoted))
        if [leaf.said for leaf in flatten(after) if not leaf.field.inline] == wanted and no_worse(note, after):
            return after.source
    line = next(leaf.field.line for leaf in flatten(note) if writer.said(leaf.said) != leaf.said)
    raise EditRefused(_BAD_LINE.format(line=line))


def _rewritten(note: Document, writer: _Writer, *, quoted: bool) -> Rows:
    """The page with its links renamed. With `quoted`, changed values of front matter get quotation marks."""
    page = note.page
    code = {line.number for line in note.lines if line.kind == "code"}
    for row, (text, _) in enumerate(page.rows):
        in_front = row + 1 < note.first_line
        new = writer.written(text, in_front=in_front, escaped=in_front)
        if row + 1 not in code and new != text:
            page = page.with_row(row, _quoted(new) if in_front and quoted else new)
    return page


def _quoted(row: str) -> str:
    match = _UNQUOTED.fullmatch(row)
    return match["head"] + yaml_text(match["value"], '"') + match["tail"] if match else row


class _Writer:
    """Rewrites the links of one note."""

    def __init__(self, renamed: Renamed, means: Means, folder: str) -> None:
        self._renamed, self._means, self._folder = renamed, means, folder

    def written(self, text: str, *, in_front: bool = True, escaped: bool = False) -> str:
        """The text with its links to the note renamed, except code in a body; `escaped` inside YAML's quotes."""
        defined = None if in_front else definition_in(text)
        if defined is not None:
            return self._defined(text, defined) if self._means(defined.target) else text
        code = [] if in_front else _code(text)
        quotes = _Quotes(text)
        parts: list[str] = []
        end = span = 0
        for link in links_in(text):
            while span < len(code) and code[span][1] <= link.start:
                span += 1
            if not self._means(link.target) or (span < len(code) and code[span][0] <= link.start):
                continue
            quote = quotes.open_at(link.start) if escaped else ""
            parts += (text[end : link.start], self._link(text[link.start : link.end], quote))
            end = link.end
        return "".join(parts) + text[end:]

    def said(self, said: Said) -> Said:
        """A field's key and texts after its links are renamed."""
        return said[0], tuple(self.written(text) for text in said[1])

    def _link(self, text: str, quote: str) -> str:
        wiki = _WIKI.match(text)
        if wiki is not None:
            target = self._renamed.target(wiki["target"].strip(), self._folder)
            return wiki["open"] + _within(target, quote) + wiki["rest"]
        opening = cast("re.Match[str]", _MARKDOWN.match(text))[0]  # reading accepted it as a link, so it has this shape
        if text.startswith("[[", len(opening)):
            return opening + self._link(text[len(opening) :], quote)
        stop = len(text[:-1].rstrip())
        behind = _BEHIND_TARGET.search(text, len(opening), stop)
        stop = behind.start() if behind else stop
        stop -= text.endswith(">", 0, stop)
        target = self._renamed.target(unquote(text[len(opening) : stop]), self._folder)
        if not opening.endswith("<"):
            target = _TO_ENCODE.sub(_encoded, target)
        return opening + _within(target, quote) + text[stop:]

    def _defined(self, text: str, defined: Definition) -> str:
        """A line that defines a target for links elsewhere in the note, with its new target."""
        written = text[defined.start : defined.end]
        heading = written.removesuffix(">").partition("#")
        target = self._renamed.target(defined.target, self._folder) + "".join(heading[1:])
        new = f"<{target}>" if written.startswith("<") else _TO_ENCODE.sub(_encoded, target).replace("%23", "#")
        return text[: defined.start] + new + text[defined.end :]


def _within(target: str, quote: str) -> str:
    return target.replace(quote, _DOUBLED[quote]) if quote else target


class _Quotes:
    """Counts the quotation marks of a text from left to right, each once."""

    def __init__(self, text: str) -> None:
        self._text, self._at, self._double = text, 0, 0
        self._singles = [match.start() for match in _SINGLE.finditer(text)]

    def open_at(self, at: int) -> str:
        """The quotation mark that is open at this position. Positions must be asked for in ascending order."""
        self._double += self._text.count('"', self._at, at)
        self._at = at
        return '"' if self._double % 2 else "'" if bisect_left(self._singles, at) % 2 else ""


def _code(text: str) -> list[tuple[int, int]]:
    """The spans of code in a line: from backquotes to the next ones of the same length (CommonMark 0.31, 6.1)."""
    rows = [match.span() for match in _BACKQUOTES.finditer(text)]
    last = {end - start: start for start, end in rows}
    spans: list[tuple[int, int]] = []
    opened: tuple[int, int] | None = None
    for start, end in rows:
        if opened is None:
            opened = (start, end - start) if last[end - start] > start else None
        elif end - start == opened[1]:
            spans.append((opened[0], end))
            opened = None
    return spans


def _encoded(match: re.Match[str]) -> str:
    return f"%{ord(match[0]):02X}"


def relink_canvas(data: bytes, old: str, new: str, relinked: Callable[[str], str]) -> bytes:
    """The canvas with nodes of the file `old` showing `new`, and `relinked` applied to the text of text nodes.

    No other byte changes. Data that is not UTF-8 or not JSON is returned unchanged. Raises what `relinked` raises.
    """

    def anew(match: re.Match[str]) -> str:
        said = json.loads(match["value"])
        if _HALF.search(said):
            return match[0]
        wanted = relinked(said) if match["key"] == "text" else new if said == old else said
        if wanted == said:
            return match[0]
        return f'"{match["key"]}"{match["between"]}{json.dumps(wanted, ensure_ascii=False)}'

    try:
        text = data.decode()
        json.loads(text)
    except (ValueError, RecursionError):
        return data
    return _STRING.sub(anew, text).encode()
