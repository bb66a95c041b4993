"""Reading: what a goal's note is after, and what any note is about. Asked for by name, and not kept."""

from __future__ import annotations

from typing import NamedTuple

from mdnetwork.reading.decoding import decode
from mdnetwork.reading.fields import Fields
from mdnetwork.reading.frontmatter import split
from mdnetwork.reading.lines import outline
from mdnetwork.reading.settings import ReadingSettings


class Aims(NamedTuple):
    """What a goal is after: topics and sectors, and the motives behind it (belonging, helping, learning, career…)."""

    topics: tuple[str, ...]
    sectors: tuple[str, ...]
    motives: tuple[str, ...]
    line: int
    """Where the first topic or sector stands; 1 where there is none."""


def aims_of(data: bytes, settings: ReadingSettings) -> Aims:
    """What the front matter of a goal's note names."""
    fields = Fields(split(decode(data).text, comments=False).fields, settings.keys)
    topics, sectors, motives = (_values(fields, key) for key in ("topics", "sector", "motive"))
    line = min((line for _, line in (*topics, *sectors)), default=1)
    return Aims(_texts(topics), _texts(sectors), _texts(motives), line)


def body_of(data: bytes) -> str:
    """The text of a note below its front matter, without comments."""
    return "\n".join(line.text for line in outline(split(decode(data).text, comments=False).body))


def _texts(values: list[tuple[str, int]]) -> tuple[str, ...]:
    return tuple(text for text, _ in values)


def _values(fields: Fields, key: str) -> list[tuple[str, int]]:
    field = fields.get(key)
    found = [(part.strip(), line) for text, line in field.texts() for part in text.split(",")] if field else []
    return [(text.removeprefix("[[").removesuffix("]]"), line) for text, line in found if text]
