"""A small vault of invented people, for lines that are typed."""

from __future__ import annotations

from datetime import date

from mdnetwork.parsing import ReadingSettings, read_note
from mdnetwork.people import People, gather

TODAY = date(2026, 11, 25)
"""A Wednesday."""
NOTES = {
    "People/Sam Rivera.md": "---\nlocation: Lisbon, Portugal\n---\n",
    "People/Ana Lima.md": "---\naliases: [Ana]\nemail: ana@example.org\nlocation: '[[New York]]'\n---\n",
    "People/Marco Neri.md": "",
    "People/Giulia Conti.md": "---\naliases: [Giulia]\n---\n",
    "People/Anna de Luca.md": "",
    "People/Dr. Ada Marlow.md": "",
    "People/Mario Rossi.md": "",
    "Old/Mario Rossi.md": "---\ntype: person\nuid: other\n---\n",
    "People/Kim #1.md": "---\nname: Kim Park\n---\n",
    "Meetings/Board.md": "---\ntype: meeting\ndate: 2026-11-02\nattendees: ['[[Ana]]']\n---\n",
    "Me.md": "---\ntype: me\nname: Robin Vale\n---\n",
}


def vault(**more: str) -> People:
    """Everybody in the vault, with further notes by path (`__` is `/`)."""
    notes = NOTES | {path.replace("__", "/") + ".md": text for path, text in more.items()}
    return directory(notes)


def directory(notes: dict[str, str]) -> People:
    """Everybody in these notes."""
    facts = [read_note(path, text.encode(), ReadingSettings(daily_folder="Daily")) for path, text in notes.items()]
    return gather(facts, today=TODAY)
