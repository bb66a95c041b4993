"""`mdnet review --write`: the look back as text in the vault, a place for each day, and no evidence of anything."""

from __future__ import annotations

import json
from pathlib import Path

from support.command import call
from support.vaults import write


def told() -> list[object]:
    return [
        json.loads(call("-q", "--json", *words).stdout)
        for words in (["due", "--within", "1y"], ["review"], ["people"], ["check"])
    ]


def test_a_review_in_the_vault_changes_no_fact(vault: Path) -> None:
    notes = {path: path.read_bytes() for path in vault.rglob("*.md")}
    before = told()
    said = call("review", "--write")
    assert (said.status, "Network review.md says so too." in said.stderr) == (0, True)
    assert {path: path.read_bytes() for path in vault.rglob("*.md") if path.name != "Network review.md"} == notes
    assert told() == before
    text = (vault / "Network review.md").read_text(encoding="utf-8")
    assert "\n- **promises**: " in text
    assert "[[" in text.partition("\n1. ")[2]


def test_each_day_has_its_place_and_undo_takes_it_back(vault: Path) -> None:
    call("--today", "2026-11-01", "review", "--write")
    note = vault / "Network review.md"
    first = note.read_bytes()
    call("review", "--write")
    both = note.read_bytes()
    assert both.startswith(first.rstrip())
    assert call("review", "--write").stderr == ""
    write(vault, {"People/Dan Vale.md": "---\ntype: person\n---\n## Log\n- 2026-11-01 call #promised the map\n"})
    call("review", "--write")
    assert note.read_bytes() != both
    assert note.read_bytes().startswith(first.rstrip())
    call("undo")
    assert note.read_bytes() == both


def test_the_note_may_be_named_in_the_settings(vault: Path) -> None:
    write(vault, {"mdnetwork.toml": 'review_note = "Looking back/Quarters"\nlanguage = "it"\n'})
    assert call("review", "--write").status == 0
    assert "# Bilancio" in (vault / "Looking back/Quarters.md").read_text(encoding="utf-8")


def test_whom_the_user_only_asked_stays_on_the_screen(vault: Path) -> None:
    asks = "- 2026-09-30 email → #asked for a van\n- 2026-11-02 email → #asked for chairs\n"
    write(vault, {"People/Dan Vale.md": f"---\ntype: person\n---\n## Log\n{asks}"})
    said = call("review", "--write").stdout
    assert "Dan Vale: you asked on 30 September and again on 2 November" in " ".join(said.split())
    assert "you asked on" not in (vault / "Network review.md").read_text(encoding="utf-8")
    assert "Dan Vale" not in call("feed", "--kind", "dormant", "-o", "-").stdout
