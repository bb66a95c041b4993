"""Reading: fields in the body: `Key:: value` on a line of its own, `[key:: value]`, bold labels, two-column tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mdnetwork.parsing.fields import Field
from mdnetwork.parsing.log import cells
from mdnetwork.parsing.outline import BodyLine
from mdnetwork.words.headings import section_of
from mdnetwork.words.keys import meaning_of

_BRACKETED = re.compile(
    r"[\[(]([^\W\d_][\w .-]{0,40})::([^\[\]()]{0,200}(?:\[\[[^\[\]]{0,200}\]\][^\[\]()]{0,80}){0,8})[\])]"
)
_LABELS = frozenset(
    [
        "email",
        "phone",
        "linkedin",
        "github",
        "twitter",
        "mastodon",
        "bluesky",
        "telegram",
        "website",
        "url",
        "org",
        "role",
        "place",
        "birthday",
        "circle",
        "cadence",
        "met_at",
        "introduced_by",
        "aliases",
    ]
)
"""What a bold label or a two-column table may say without `::`."""
_LONGEST = 48
_TWO = 2


def inline_fields(lines: Sequence[BodyLine], *, is_person: bool) -> Iterator[Field]:
    """The body's fields in order. Labels and tables count only in a person's note, outside the log."""
    for line in lines:
        if line.inert or not line.text or line.kind == "task":
            continue
        if "::" in line.text:
            yield from _dataview(line)
        elif is_person and (line.kind == "row" or line.text.startswith("**")) and not _is_logged(line):
            yield from _labelled(line)


def _is_logged(line: BodyLine) -> bool:
    return any(section_of(heading) == "log" for heading in line.headings)


def _dataview(line: BodyLine) -> Iterator[Field]:
    key, _, value = line.text.partition("::")
    name = key.strip(" *_")
    if line.kind != "row" and 0 < len(name) <= _LONGEST and not set("[](|") & set(name):
        yield Field(name, value.strip(" *_"), line.number, inline=True)
        return
    for match in _BRACKETED.finditer(line.text):
        yield Field(match[1].strip(), match[2].strip(), line.number, inline=True)


def _labelled(line: BodyLine) -> Iterator[Field]:
    if line.kind == "row":
        row = [cell for cell in cells(line.text) if cell]
        if len(row) == _TWO and meaning_of(row[0].strip(" *_:")) in _LABELS:
            yield Field(row[0].strip(" *_:"), row[1], line.number, inline=True)
    else:
        label, bold, rest = line.text[2:].partition("**")
        name = label.strip().rstrip(":")
        if bold and (label.rstrip().endswith(":") or rest.startswith(":")) and meaning_of(name) in _LABELS:
            yield Field(name, rest.lstrip(": ").strip(), line.number, inline=True)
