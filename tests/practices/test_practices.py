"""The practices of networking on a second vault: each command answers as `expected.py` says.

`not_yet.txt` lists the rows that are not right yet. A row that became right must leave the list.
"""

from __future__ import annotations

import os
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from expected import ROWS, Row

from support.case_vault import CaseVault

HERE = Path(__file__).parent
NOT_YET = frozenset((HERE / "not_yet.txt").read_text(encoding="utf-8").split())


class Vaults:
    """The copy of the vault for each text of settings, made when it is first asked for."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._made: dict[str, CaseVault] = {}

    def of(self, settings: str) -> CaseVault:
        if settings not in self._made:
            root = self._root / f"vault{len(self._made)}" / "Notes of Irene"
            shutil.copytree(HERE / "vault", root)
            file = root / "mdnetwork.toml"
            file.write_text(settings + file.read_text(encoding="utf-8"), encoding="utf-8")
            self._made[settings] = CaseVault(root)
        return self._made[settings]

    def changed(self) -> list[str]:
        """The notes of the copies that are no longer as they were."""
        written = (HERE / "vault").rglob("*.md")
        notes = {path.relative_to(HERE / "vault"): path.read_bytes() for path in written}
        copies = [
            {path.relative_to(made.root): path.read_bytes() for path in made.root.rglob("*.md")}
            for made in self._made.values()
        ]
        return sorted(str(path) for copy in copies for path, _ in notes.items() ^ copy.items())


@pytest.fixture(scope="module")
def vaults(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vaults]:
    """The vault with one index for all rows, and none of the developer's own settings."""
    root = tmp_path_factory.mktemp("practices")
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(("MDNET_", "_MDNET"))]:
            patch.delenv(name)
        for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "LOCALAPPDATA", "HOME", "USERPROFILE"):
            patch.setenv(name, str(root / "cache"))
        vaults = Vaults(root)
        yield vaults
        assert vaults.changed() == [], "a command that answers writes to no note"


def plain(text: str) -> str:
    """The text in small letters on one line; lines that a calendar folded are whole again."""
    return " ".join(re.sub(r"\r\n ", "", text).split()).casefold()


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(
            row,
            id=row.id,
            marks=[pytest.mark.xfail(strict=True, reason="listed in not_yet.txt")] if row.id in NOT_YET else [],
        )
        for row in ROWS
    ],
)
def test_the_practice_is_answered(row: Row, vaults: Vaults) -> None:
    result = vaults.of(row.settings).run(*row.words)
    said = plain(result.stdout)
    assert [text for text in row.has if plain(text) not in said] == []
    assert [text for text in row.lacks if plain(text) in said] == []
    assert [text for text in row.told if text not in result.stderr] == []
    assert len([text for text in row.one_of if plain(text) in said]) == (1 if row.one_of else 0)


def test_the_list_of_what_is_not_right_yet_names_rows() -> None:
    assert sorted(NOT_YET - {row.id for row in ROWS}) == []


def test_each_row_has_its_own_name_and_each_point_its_rows() -> None:
    assert [name for name, times in Counter(row.id for row in ROWS).items() if times > 1] == []
    assert min(Counter(row.point for row in ROWS).values()) >= 4
