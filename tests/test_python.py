"""The Python interface: what opening does, what is exported, how answers look in a session."""

from __future__ import annotations

from pathlib import Path

import pytest

from mdnetwork import Network
from mdnetwork.errors import VaultError
from support.vaults import write

NOTES = {
    "People/Ada Loughton.md": (
        "---\ntype: person\norg: Acme\ncadence: 2w\n---\n## Log\n- 2026-10-01 coffee\n- [ ] send her the map\n"
    ),
    "People/Bruno Neri.md": "---\ntype: person\n---\n## Log\n- 2026-11-20 call about looms\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path / "vault", NOTES)


def test_opening_reads_what_changed(root: Path, tmp_path: Path) -> None:
    with Network.open(root, cache_dir=tmp_path) as net:
        assert [person.name for person in net.people()] == ["Ada Loughton", "Bruno Neri"]
        assert net.refresh()[:3] == ((), (), ())
    (root / "People/Bruno Neri.md").unlink()
    with Network.open(root, cache_dir=tmp_path, refresh=False) as net:
        assert len(net.people()) == 2
    with Network.open(root, cache_dir=tmp_path) as net:
        assert [person.name for person in net.people()] == ["Ada Loughton"]


def test_a_vault_that_cannot_be_read_is_not_opened(tmp_path: Path) -> None:
    with pytest.raises(VaultError):
        Network.open(tmp_path / "nowhere", cache_dir=tmp_path)
