"""Dismissing a problem: where it is written, what stays as it is, and that it is undone."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from mdnetwork.editing.dismissing import with_item
from mdnetwork.errors import EditRefused
from mdnetwork.network import Network
from support.paths import ROOT
from support.vaults import write

TODAY = date(2026, 11, 23)
SETTINGS = {
    "": 'dismissed = ["A b"]\n',
    "[feed]\nper_day = 3\n": 'dismissed = ["A b"]\n\n[feed]\nper_day = 3\n',
    'language = "en"  # mine\n\n# dismissed = []\n': (
        'language = "en"  # mine\n\n# dismissed = []\ndismissed = ["A b"]\n'
    ),
    'dismissed = [\n  "C",  # why\n]\n': 'dismissed = [\n  "C",  # why\n  "A b",\n]\n',
    'dismissed = ["A b"]\n': 'dismissed = ["A b"]\n',
}


def opened(vault: Path) -> Network:
    return Network.open(vault, cache_dir=vault.parent / "cache", state_dir=vault.parent / "state")


def contents(vault: Path) -> dict[str, bytes]:
    return {path.relative_to(vault).as_posix(): path.read_bytes() for path in vault.rglob("*") if path.is_file()}


@pytest.mark.parametrize("before", SETTINGS)
def test_the_list_of_the_settings_gets_one_item(before: str) -> None:
    assert with_item(before.encode(), "dismissed", "A b").decode() == SETTINGS[before]


@pytest.mark.parametrize("before", [b"dismissed = 3\n", b"dismissed = [\n", b"\xff"])
def test_settings_that_are_wrong_are_left_alone(before: bytes) -> None:
    with pytest.raises(EditRefused, match="correct it in an editor first"):
        with_item(before, "dismissed", "A b")


def test_each_problem_is_dismissed_alone_and_comes_back(tmp_path: Path) -> None:
    """With a cause that three notes have in common, and a copy whose fields are not read."""
    vault = Path(shutil.copytree(ROOT / "examples" / "vault", tmp_path / "vault"))
    lines = "---\ntype: person\n---\n## Sightings\n- 2026-10-01 at the fair\n"
    write(vault, {f"People/{name} Hale.md": lines for name in ("Bea", "Cleo", "Dina")})
    with opened(vault) as network:
        problems = [*network.at(TODAY).problems()]
    before, places = contents(vault), {}
    for problem in problems:
        with opened(vault) as network:
            plan = network.edit.write(network.edit.dismiss(problem, TODAY))
            places[problem.code] = plan.edits[0].path
        with opened(vault) as network:
            left = [*network.at(TODAY).problems()]
            assert [each.code for each in problems if each not in left] == [problem.code]
            assert network.at(TODAY).count_problems() == len(left)
            network.edit.undo()
        assert contents(vault) == before
    assert {code for code, path in places.items() if path == "mdnetwork.toml"} == {"UNKNOWN-HEADING", "CONFLICT-COPY"}
    assert places["BAD-DATE"] == "People/Nadia Perch.md"
