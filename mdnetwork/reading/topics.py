"""Reading: the topics that a goal's note names, and what any note is about. Asked for by name, and not kept."""

from __future__ import annotations

from mdnetwork.reading.decoding import decode
from mdnetwork.reading.fields import Fields
from mdnetwork.reading.frontmatter import split
from mdnetwork.reading.settings import ReadingSettings


def topics_of(data: bytes, settings: ReadingSettings) -> tuple[tuple[str, ...], int]:
    """The values of `topics` in a note's front matter, and the line they stand on (1 where there are none)."""
    field = Fields(split(decode(data).text).fields, settings.keys).get("topics")
    if field is None:
        return (), 1
    texts = [(part.strip(), line) for text, line in field.texts() for part in text.split(",") if part.strip()]
    return tuple(text.removeprefix("[[").removesuffix("]]") for text, _ in texts), texts[0][1] if texts else 1


def body_of(data: bytes) -> str:
    """The text of a note below its front matter."""
    return split(decode(data).text).body
