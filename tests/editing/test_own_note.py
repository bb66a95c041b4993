"""The next publication is done, put off and taken back in the user's own note, and no other byte changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from mdnetwork.errors import EditRefused
from mdnetwork.network import Network

TODAY = date(2026, 12, 14)
ME = "---\ntype: me\nname: Nora Field\ncadence: monthly\n---\n# Nora Field\n\n## Log\n- 2026-11-10 post on looms\n"


@pytest.fixture
def net(tmp_path: Path) -> Iterator[Network]:
    (tmp_path / "vault").mkdir()
    (tmp_path / "vault" / "Me.md").write_text(ME, encoding="utf-8")
    with Network.open(tmp_path / "vault", cache_dir=tmp_path / "cache", state_dir=tmp_path / "state") as net:
        yield net


def written(net: Network) -> str:
    return (net.root / "Me.md").read_bytes().decode()


@pytest.mark.parametrize(
    ("note", "line"),
    [
        ("", "published something"),
        ("post on the art of mending", "post on the art of mending"),
        ("on the art of mending", "published “on the art of mending”"),
    ],
)
def test_what_is_done_ends_it_and_is_taken_back(net: Network, note: str, line: str) -> None:
    net.edit.write(net.edit.done("Nora Field", TODAY, note=note))
    net.refresh()
    assert written(net) == ME.replace("## Log\n", f"## Log\n- 2026-12-14 {line}\n")
    (each,) = net.at(TODAY).follow_ups_of_note("Me.md")
    assert (each.kind, each.due) == ("publish", date(2027, 1, 14))
    assert net.edit.says_done(each, TODAY, TODAY)
    assert not net.edit.says_done(each, date(2026, 12, 15), TODAY)
    net.edit.undo()
    assert written(net) == ME


def test_it_is_put_off_and_taken_back(net: Network) -> None:
    net.edit.write(net.edit.snooze("me", "2w", TODAY))
    net.refresh()
    assert written(net) == ME.replace("cadence: monthly\n", "cadence: monthly\nsnooze_until: 2026-12-28\n")
    assert [each.due for each in net.at(TODAY).follow_ups_of_note("Me.md")] == [date(2026, 12, 28)]
    net.edit.undo()
    assert written(net) == ME


def test_other_words_are_no_publication(net: Network) -> None:
    with pytest.raises(EditRefused, match="No follow-up of Nora Field has these words"):
        net.edit.done("Nora", TODAY, words="the parcel")
    assert [each.kind for each in net.edit.to_do("Nora", TODAY, "looms")] == ["publish"]
