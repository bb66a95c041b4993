"""The Python interface: what opening does, what is exported, how answers look in a session."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

import mdnetwork
from mdnetwork import Network
from mdnetwork.errors import VaultError
from support.vaults import write

TODAY = date(2026, 11, 23)
NOTES = {
    "People/Ada Loughton.md": (
        "---\ntype: person\norg: Acme\ncadence: 2w\n---\n## Log\n- 2026-10-01 coffee\n- [ ] send her the map\n"
    ),
    "People/Bruno Neri.md": "---\ntype: person\n---\n## Log\n- 2026-11-20 call about looms\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path / "vault", NOTES)


@pytest.fixture
def net(root: Path, tmp_path: Path) -> Iterator[Network]:
    with Network.open(root, cache_dir=tmp_path / "cache", state_dir=tmp_path / "state") as net:
        yield net


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


def test_what_is_exported_is_there_and_is_what_type_checkers_read() -> None:
    (block,) = [each for each in ast.parse(Path(mdnetwork.__file__).read_bytes()).body if isinstance(each, ast.If)]
    homes = {alias.name: each.module for each in block.body if isinstance(each, ast.ImportFrom) for alias in each.names}
    assert sorted(homes) == mdnetwork.__all__
    for name, home in homes.items():
        assert getattr(mdnetwork, name) is getattr(importlib.import_module(str(home)), name)


def test_importing_the_package_imports_nothing_else() -> None:
    program = "import sys, mdnetwork; print(*[name for name in sys.modules if name.startswith('mdnetwork')])"
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert found.stdout.split() == ["mdnetwork"]


@pytest.mark.parametrize(
    ("ask", "expected"),
    [
        (lambda net: net.people(TODAY), "(<Person: Ada Loughton, People/Ada Loughton.md>, "),
        (lambda net: net.history("Ada", TODAY), "<History: Ada Loughton, 2026-10-01>"),
        (lambda net: net.history("Ada", TODAY).counted, "(<Evidence: 2026-10-01, People/Ada Loughton.md, 7, coffee>,)"),
        (lambda net: net.follow_ups(TODAY), "[<FollowUp: cadence, Ada Loughton, 2026-10-15>, <FollowUp: task, "),
    ],
)
def test_a_value_is_short_in_a_session(ask: Callable[[Network], object], expected: str, net: Network) -> None:
    assert repr(ask(net)).startswith(expected)
