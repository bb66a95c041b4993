"""What a goal's note says it is about."""

from __future__ import annotations

import pytest

from mdnetwork.insight.goals import Aims, aims_of
from mdnetwork.insight.topics import body_of
from mdnetwork.parsing.settings import ReadingSettings


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
    assert aims_of(note.encode(), ReadingSettings()) == Aims(topics, (), (), line)


def test_a_goal_is_after_sectors_too_and_has_motives() -> None:
    note = b"---\ntipo: obiettivo\nmotivo: [imparare, carriera]\nsettore: musica\nargomenti: [organi]\n---\n"
    assert aims_of(note, ReadingSettings()) == Aims(("organi",), ("musica",), ("imparare", "carriera"), 4)


def test_the_body_is_what_stands_below_the_front_matter() -> None:
    assert body_of(b"---\na: b\n---\nHello\n") == "Hello\n"
    assert body_of(b"Hello\n") == "Hello\n"
