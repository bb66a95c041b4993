"""Reading: code, comments and embeds within a line, which are no text."""

from __future__ import annotations

_HIDDEN = (("`", "`", "code"), ("%%", "%%", "comment"), ("<!--", "-->", "comment"), ("{{", "}}", "embed"))
"""What hides links within a line; Logseq embeds and asks in `{{embed [[Ada]]}}`."""


def visible(text: str) -> tuple[str, list[tuple[str, str]]]:
    """The line without code, comments and embeds in it, and those, each with its reason."""
    hidden: list[tuple[str, str]] = []
    for begin, end, reason in _HIDDEN:
        start = text.find(begin)
        while start >= 0 and (stop := text.find(end, start + len(begin))) >= 0:
            hidden.append((reason, text[start + len(begin) : stop]))
            text = text[:start] + " " + text[stop + len(end) :]
            start = text.find(begin, start)
            if len(hidden) > 100:  # noqa: PLR2004  a line of more is no prose, and cutting it again and again is slow
                break
    return text, hidden
