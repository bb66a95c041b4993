"""The free text of a card as a quotation in the note of a new person: it stays text."""

from __future__ import annotations

import pytest

from mdnetwork.exchange.new_notes import with_quotation
from mdnetwork.parsing.document import Document
from mdnetwork.parsing.settings import ReadingSettings

SETTINGS = ReadingSettings()
NOTE = b"---\ntype: person\n---\n# Nota Uno\n\n## Log\n"

TEXTS = [
    "#tag",
    "nice (#climbing) person",
    "role:: old",
    "[cadence:: 2w] (next_contact:: 2026-12-01)",
    "birthday: 1970-01-01",
    "**met:** 2020-01-01",
    "ultimo contatto: 2026-03-01",
    "zuletzt gesprochen: 2026-03-01",
    "- [ ] call 📅 2026-12-01",
    "- [x] called ✅ 2026-11-01",
    "[[Ada Lint|Ada]] and [Ben](Ben.md) and ![[photo.jpg]]",
    "#[[Ada Lint]]",
    "## Log\n- 2026-04-01 coffee",
    "Log\n===\n2026-04-01 coffee",
    "text\n---\nmore",
    "%%hidden",
    "<!-- hidden",
    "`code",
    "```\nopen",
    "~~struck~~ and <del>gone",
    "| Email | Phone |\n|---|---|\n| a@x.example | 1 |",
    "> [!note] deep\n> > quoted [[Ada]]",
    "a line ^block",
    "SCHEDULED: <2026-12-01 Tue>\nTODO call [[Ada]]",
    "{{embed [[Ada]]}}",
    "→ he called\n2026-04-01 ☎ Ada",
    "cadence: 2w\nstatus: paused\nprivate: true",
    "last_contact:: [[2026-04-01]]",
]


@pytest.mark.parametrize("text", TEXTS)
def test_a_free_text_is_kept_and_says_nothing(text: str) -> None:
    before = Document(NOTE, "People/Nota Uno.md", SETTINGS).facts
    data = with_quotation(NOTE, text, "People/Nota Uno.md", SETTINGS)
    quoted = [row[2:] for row in data.decode().splitlines() if row.startswith(">")]
    assert [row.replace("\\", "") for row in quoted] == [row.rstrip() for row in text.splitlines()]
    after = Document(data, "People/Nota Uno.md", SETTINGS).facts
    assert (after.person, after.mentions, after.tasks, after.problems) == (
        before.person,
        before.mentions,
        before.tasks,
        before.problems,
    )


@pytest.mark.parametrize(
    "text", ["C# and F# developer", "Room 12, 50% off", "see instagram.com/#/eps", "met: at FOSDEM"]
)
def test_what_is_no_sign_stays_as_it_is(text: str) -> None:
    data = with_quotation(NOTE, text, "People/Nota Uno.md", SETTINGS)
    assert f"> {text}\n" in data.decode()
