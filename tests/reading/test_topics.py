"""What a goal's note says it is about."""

from __future__ import annotations

import pytest

from mdnetwork.reading.settings import ReadingSettings
from mdnetwork.reading.topics import body_of, topics_of


@pytest.mark.parametrize(
    ("note", "topics", "line"),
    [
        ("# No front matter\n", (), 1),
        ("---\nkind: goal\n---\ntext\n", (), 1),
        ("---\ntopics:\n---\n", (), 1),
        ("---\nkind: goal\ntopics: energy, tidal power\n---\n", ("energy", "tidal power"), 3),
        ('---\ntopics:\n  - "[[Tidal power]]"\n  - glass\n---\n', ("Tidal power", "glass"), 3),
    ],
)
def test_topics_are_read_with_the_line_of_the_first(note: str, topics: tuple[str, ...], line: int) -> None:
    assert topics_of(note.encode(), ReadingSettings()) == (topics, line)


def test_the_body_is_what_stands_below_the_front_matter() -> None:
    assert body_of(b"---\na: b\n---\nHello\n") == "Hello\n"
    assert body_of(b"Hello\n") == "Hello\n"
