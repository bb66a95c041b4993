"""What `done` writes ends the follow-up by its own rule, and no follow-up of anybody else; undo brings it back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from mdnetwork import Network
from mdnetwork.followups.identity import uid
from mdnetwork.model import FollowUp

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "vault"
DAYS = (date(2026, 11, 23), date(2026, 12, 1))
RECURRING = {"birthday", "anniversary"}
KINDS = {
    "Planned": "---\ntype: person\nnext_contact: 2026-11-20\n---\n",
    "First": "---\ntype: person\n---\n## Log\n- 2026-11-21 coffee at the fair\n",
    "Promise": "---\ntype: person\n---\n## Log\n- 2026-10-01 call #promised one\n- 2026-11-01 call #promised two\n",
    "Task": "---\ntype: person\n---\n## Tasks\n- [ ] ask about the loom 📅 2026-11-20\n- [ ] undated\n",
    "Owing": "---\ntype: person\n---\n## They owe me\n- [ ] the photos 📅 2026-11-20\n## I owe\n- [ ] a book\n",
    "Waiting": "---\ntype: person\n---\n## Log\n- 2026-10-01 email → asked #waiting for the map\n",
    "Thank": "---\ntype: person\n---\n## Log\n- 2026-11-20 email ← sent the names #got\n",
    "News": "---\ntype: person\n---\n## Log\n- 2026-11-20 #news a new job\n",
    "Maker": "---\ntype: person\n---\n## Log\n- 2026-11-01 email #intro [[Task]]\n",
    "Cadence": "---\ntype: person\ncadence: 2w\n---\n| Date | Notes |\n|---|---|\n## Log\n- 2026-10-01 chat\n",
    "Born": "---\ntype: person\nbirthday: 1990-11-23\nwedding_anniversary: 2015-11-24\n---\n",
    "Ticked": "---\ntype: person\ncadence: 1w\n---\n## Tasks\n- [x] write to [[Ticked]] ✅ 2026-11-01\n",
}


@pytest.fixture(params=["example", "kinds"])
def net(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Network]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    root = tmp_path / "vault"
    if request.param == "example":
        shutil.copytree(EXAMPLE, root)
    else:
        (root / "People").mkdir(parents=True)
        for name, text in KINDS.items():
            (root / "People" / f"{name}.md").write_text(text, encoding="utf-8")
    with Network.open(root, cache_dir=tmp_path / "cache") as network:
        yield network


def by_uid(net: Network, today: date) -> dict[str, FollowUp]:
    return {uid(each): each for each in net.at(today).all_follow_ups()}


def contents(net: Network) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in net.root.rglob("*") if path.is_file()}


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_done_ends_the_follow_up_and_no_other_persons(net: Network, today: date) -> None:
    before, files = by_uid(net, today), contents(net)
    seen = set()
    for key, each in before.items():
        if each.kind == "prepare":
            continue
        net.edit.write(net.edit.done(each, today))
        net.refresh()
        after = by_uid(net, today)
        if each.kind not in RECURRING and each.due is not None and each.due <= today and not each.superseded:
            assert key not in after or after[key].due != each.due, each.reason
            seen.add(each.kind)
        gone = [before[one] for one in before.keys() - after.keys()]
        assert {one.identity for one in gone} <= {each.identity, *(person.id for person in each.concerned)}, each.reason
        net.edit.undo()
        net.refresh()
        assert contents(net) == files
    assert len(seen) > 5
    assert by_uid(net, today).keys() == before.keys()
