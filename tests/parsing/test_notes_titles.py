"""What a note is called: a title that begins with its day goes without it."""

from __future__ import annotations

import pytest

from mdnetwork.parsing import ReadingSettings, read_note


@pytest.mark.parametrize(
    ("path", "text", "title"),
    [
        ("Events/2026-12-05 Fiera.md", "", "Fiera"),
        ("Events/2026-12-05_fiera.md", "", "fiera"),
        ("Events/20261205 – Fiera.md", "", "Fiera"),
        ("Events/Fiera.md", "---\ndate: 2026-12-05\n---\n# 2026-12-05: Fiera\n", "Fiera"),
        ("Events/2026-12-05.md", "---\ntype: event\n---\n", "2026-12-05"),
        ("Events/2026-12-05 Fiera.md", "---\ntype: event\ndate: 2026-12-06\n---\n", "2026-12-05 Fiera"),
        ("Events/2026-13-05 Fiera.md", "", "2026-13-05 Fiera"),
        ("Fiera.md", "# 2026-12-05 Fiera\n", "2026-12-05 Fiera"),
    ],
)
def test_the_day_before_a_title_is_said_once(path: str, text: str, title: str) -> None:
    assert read_note(path, text.encode(), ReadingSettings()).note.title == title
