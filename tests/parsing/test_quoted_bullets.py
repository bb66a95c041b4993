"""A quotation in a bullet is a quotation: it tells of no contact."""

from __future__ import annotations

from mdnetwork.parsing import ReadingSettings, read_note


def test_a_quotation_in_a_bullet_is_no_interaction() -> None:
    text = "- > [[Otto Reed]] in a quotation\n- coffee with [[Otto Reed]]\n"
    found = read_note("Daily/2026-11-12.md", text.encode(), ReadingSettings()).mentions
    assert [(each.line, each.rejected is None) for each in found] == [(1, False), (2, True)]
