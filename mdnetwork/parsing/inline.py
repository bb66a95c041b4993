"""What a line has besides its words: comments, struck words, links and other markup; and `plain_text`, its words.

Comments and struck words are removed before anything else reads a line, so they are neither text nor evidence. Code is
text, so the marks of a comment in backquotes do not start one. Code and embeds only hide links. Links are resolved
later, when all notes are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from mdnetwork.frozen import NamedTuple
from mdnetwork.lazy import lazy, lazy_pattern
from mdnetwork.names import fold
from mdnetwork.verdicts import CODE, EMBED

if TYPE_CHECKING:
    from urllib import parse as urls
else:
    urls = lazy("urllib.parse")

_COMMENTS = lazy_pattern("`+|%%|<!--")
_STRIKES = lazy_pattern(r"`+|~~|</?(?:s|del|strike)>", re.IGNORECASE)
_CLOSING = {"%%": "%%", "<!--": "-->"}
_SIGNS = ("%%", "<!--", "~~", "<s>", "<del>", "<strike>", "<S>", "<DEL>", "<STRIKE>")
_LONGEST_LINE = 2_000
_LINKLESS = (("`", "`", CODE), ("{{", "}}", EMBED))
"""What hides links in a line. Logseq embeds and queries in `{{embed [[Ada]]}}`."""
_SCHEMES = ("http:", "https:", "mailto:", "tel:", "obsidian:", "file:", "ftp:", "sms:", "javascript:", "data:")
_DEFINITION = lazy_pattern(
    r"\s{0,3}\[(?P<name>(?![0-9]{4}-|[0-9]{1,2}[./])[^\[\]^][^\[\]]{0,200})\]:[ \t]+"
    r"(?P<target><[^<>]{1,500}>|[^\s<>]{0,500}[./][^\s<>]{1,500})"
    r"(?:[ \t]+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?[ \t]*"
)
"""`[name]: <Folder/Note.md> "title"`."""
_BY_NAME = lazy_pattern(r"(?<![\]\[\\])\[(?P<label>[^\[\]]{1,200})\](?:\[(?P<name>[^\[\]]{0,200})\]|(?![\[(:\]]))")
"""A link by the name of a definition."""
_CELLS = lazy_pattern(r"(?<!\\)\|")
_RULE = "|-: \t"
"""The signs of the line below the head of a table."""
_MARKUP = lazy_pattern(r"[\[*_=<^]")
_TAG_NAMES = (
    "a|abbr|b|big|blockquote|br|center|cite|code|dd|details|dfn|div|dl|dt|em|figure|font|h[1-6]|hr|i|iframe|img|ins|kbd"
    "|li|mark|ol|p|pre|q|small|span|strong|sub|summary|sup|table|tbody|td|th|thead|tr|tt|u|ul|var|video|audio"
)
_MARKS: tuple[tuple[str, re.Pattern[str], str], ...] = tuple(
    (sign, lazy_pattern(pattern, re.IGNORECASE | re.MULTILINE), kept)
    for sign, pattern, kept in (
        ("[^", r"[ \t]*\[\^[^\[\]\s]{1,60}\]", ""),
        ("](", r"!\[[^\[\]\n]{0,400}\]\((?:[^()\n]|\([^()\n]{0,400}\)){0,1000}\)", ""),
        ("](", r"\[([^\[\]\n]{0,400})\]\((?:[^()\n]|\([^()\n]{0,400}\)){0,1000}\)", r"\1"),
        ("][", r"\[([^\[\]\n]{1,400})\]\[[^\[\]\n]{0,200}\]", r"\1"),
        ("[[#", r"\[\[#[^\[\]|\n]{0,200}\|([^\[\]|\n]{1,200})\]\]", r"\1"),
        ("[[#", r"\[\[#([^\[\]|\n]{1,200})\]\]", r"\1"),
        ("<", r"<br ?/?>", " "),
        ("<", rf"</?(?:{_TAG_NAMES})(?:\s[^<>\n]{{0,400}})?/?>", ""),
        ("<", r"<([a-z][a-z0-9+.-]{1,20}:[^<>\s]{1,400}|[^<>@\s]{1,100}@[^<>@\s]{1,100})>", r"\1"),
        ("==", r"==(?=[^\s=])([^\n]{1,400}?)(?<=[^\s=])==", r"\1"),
        ("**", r"\*\*+", ""),
        ("__", r"(?<!\w)__(?=[^\s_])([^\n]{1,400}?)(?<=[^\s_])__(?!\w)", r"\1"),
        ("*", r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,400})(?<=[^\s*])\*(?![\w*])", r"\1"),
        ("_", r"(?<!\w)_(?=[^\s_])([^_\n]{1,400})(?<=[^\s_])_(?!\w)", r"\1"),
        ("^", r"(?:^|(?<=\s))\^[a-z0-9-]{1,80}[ \t]*$", ""),
    )
)
"""Markdown's signs that are not text: what a text must contain to have one, its pattern, and the replacement."""


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


class Link(NamedTuple):
    """A link to a note: its target without heading, block and alias, its label, and its position in the text."""

    target: str
    label: str
    start: int
    end: int
    embed: bool = False


def links_in(text: str) -> Sequence[Link]:
    """The links in `text`, in every form but that of web links.

    `[[Note]]`, `[[Folder/Note#Heading|label]]`, `[label](Folder/Note.md)`, `[label]([[Note]])`. In the outline,
    links with their target elsewhere in the note (`[label][name]`) have the third form.

    Takes time in proportion to the length of `text`, whatever it contains. The links of a line are asked for by ten
    rules one after the other, so those of the last lines are kept.
    """
    if "[" not in text:
        return ()
    return _links_of_line(text) if len(text) <= _LONGEST_LINE else _links(text)


def _links(text: str) -> tuple[Link, ...]:
    found: list[Link] = []
    at = text.find("[")
    while at >= 0:
        link = _wiki(text, at) if text.startswith("[[", at) else _markdown(text, at)
        if link is not None:
            found.append(link)
        at = text.find("[", link.end if link else at + 1)
    return tuple(found)


_links_of_line = lru_cache(64)(_links)


def _wiki(text: str, at: int) -> Link | None:
    end = text.find("]]", at + 2, _next_bracket(text, at + 2, at + 1024))
    inner = text[at + 2 : end] if end > 0 else ""
    if not inner or "\n" in inner:
        return None
    target, _, label = inner.replace("\\|", "|").partition("|")
    return _link(target.partition("#")[0], label, text, at, end + 2)


def _next_bracket(text: str, at: int, most: int) -> int:
    """Where a target or a label ends at the latest: it has no `[`, and nothing is looked for beyond the next one."""
    following = text.find("[", at, most)
    return most if following < 0 else following


def _markdown(text: str, at: int) -> Link | None:
    middle = text.find("](", at + 1, _next_bracket(text, at + 1, at + 512))
    if middle < 0:
        return None
    if text.startswith("[[", middle + 2):
        inner = _wiki(text, middle + 2)
        closed = inner is not None and text.startswith(")", inner.end)
        return _link(inner.target, text[at + 1 : middle], text, at, inner.end + 1) if inner and closed else None
    end = text.find(")", middle + 2, middle + 1024)
    if end < 0:
        return None
    target = text[middle + 2 : end].strip().partition(' "')[0].rstrip()
    if target.startswith("<") and target.endswith(">"):
        target = target[1:-1]
    if is_address(target):
        return None
    return _link(_unquoted(target.partition("#")[0]), text[at + 1 : middle], text, at, end + 1)


class Definition(NamedTuple):
    """The target of links elsewhere in the note: `[name]: <Folder/Note.md>`; and its span, with the signs around it."""

    name: str
    target: str
    start: int
    end: int


def definition_in(text: str) -> Definition | None:
    """The definition that a line is, or None. Footnotes are none."""
    match = _DEFINITION.fullmatch(text) if text.lstrip()[:1] == "[" and "]:" in text else None
    if match is None:
        return None
    target = match["target"].removeprefix("<").removesuffix(">")
    return Definition(fold(match["name"]), _unquoted(target.partition("#")[0]), *match.span("target"))


def with_targets(text: str, targets: Mapping[str, str]) -> str:
    """The text with `[label][name]`, `[name][]` and `[name]` as `[label](<target>)`, by the targets of definitions."""

    def linked(match: re.Match[str]) -> str:
        target = targets.get(fold(match["name"] or match["label"]))
        return f"[{match['label']}](<{target}>)" if target else match[0]

    return _BY_NAME.sub(linked, text) if "[" in text else text


def is_address(target: str) -> bool:
    """Whether the target of a link is outside the vault."""
    return target.lower().startswith(_SCHEMES) or target.startswith(("//", "www."))


def _unquoted(target: str) -> str:
    """The target decoded: `Folder/Ada Loughton.md` for `Folder/Ada%20Loughton.md`."""
    if "%" not in target:
        return target

    return urls.unquote(target)


def _link(target: str, label: str, text: str, start: int, end: int) -> Link | None:
    note = target.strip()
    if not note:
        return None
    embed = start > 0 and text[start - 1] == "!"
    return Link(note, label.strip(), start - embed, end, embed)


def plain_text(text: str) -> str:
    """The text as people see it: the one function that makes words for people of what a note says.

    Comments and struck words are gone, a link is its label, or else the note's name, a web link its words. Emphasis,
    highlights, HTML tags, footnotes and block names leave only their words, and a row of a table those of its cells.
    """
    if may_hide(text):
        text = "\n".join([shown(line).text for line in text.split("\n")]).strip()
    bare = text
    if _MARKUP.search(text):
        bare = _without_links(text)
        for sign, pattern, kept in _MARKS:
            if sign in bare:
                bare = pattern.sub(kept, bare)
    if "|" in bare:  # after the links: [[Ada|her]] is in one cell
        rows = [line for line in bare.split("\n") if line[:1] != "|" or line.strip(_RULE)]
        bare = "\n".join([_words_of_row(line) if line[:1] == "|" else line for line in rows])
    return bare if bare == text else bare.rstrip()


def _words_of_row(text: str) -> str:
    return in_a_row(cells(text)).replace("\\|", "|")


def in_a_row(texts: Iterable[str]) -> str:
    """The texts of cells as one, without the empty ones."""
    return " · ".join(filter(None, texts))


def cells(text: str) -> list[str]:
    r"""The cells of a table's row. `\\|` does not divide cells."""
    return [cell.strip() for cell in _CELLS.split(text.strip())[1 if text.startswith("|") else 0 :]]


def _without_links(text: str) -> str:
    """The text with each link replaced by its label, or else the note's name; also in `#[[Ada]]`."""
    if "[" not in text:
        return text
    parts: list[str] = []
    end = 0
    for link in links_in(text):
        parts += (
            text[end : link.start].removesuffix("#"),
            "" if link.embed else link.label or name_of_target(link.target),
        )
        end = link.end
    return "".join(parts) + text[end:]


def name_of_target(target: str) -> str:
    """The name a link shows if it has no label: Ada for "Folder/Ada.md"."""
    return target.rpartition("/")[2].removesuffix(".md")
