"""A vault of two invented people for the tests of the command line."""

from __future__ import annotations

ADA = """---
type: person
aliases: [Ada, Ada L.]
tags: [mentor/maths]
org: "[[Analytical Engines]]"
role: Mathematician
email: ada@example.org
circle: core
cadence: 4w..6w
birthday: 1815-12-10
met: 2024-03-02
network: personal
---
# Ada Loughton

## Log
- 2026-09-04 coffee → talked about the loom; #promised the paper 📅 2026-10-11
- 2026-08-20 email ← she sent the proofs #got

> 2026-01-01 met [[Bruno Neri]] somewhere
"""
BRUNO = "---\ntype: person\nplace: Torino\ncadence: monthly\nlast_contact: 2026-11-01\n---\nKnows about looms.\n"
REVIEW = '---\ntype: meeting\ndate: 2026-11-23\nattendees: ["[[Ada Loughton]]", "[[Bruno Neri]]"]\n---\n'
NOTES = {
    ".obsidian/app.json": "{}",
    "People/Ada Loughton.md": ADA,
    "People/Bruno Neri.md": BRUNO,
    "Meetings/Review.md": REVIEW,
    "Daily/2026-11-20.md": "- call with [[Bruno Neri]] about bridges\n- [ ] send [[Bruno Neri]] the plans\n",
}
WRONG = "---\ntype: person\nfriends: [[A]], [[B]]\nbirthday: 2023-02-30\n---\n"
