"""What mdnetwork keeps for the user is in folders of the user alone; what others could have planted is not used."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("Windows has no such modes", allow_module_level=True)

from mdnetwork.own_folders import NotOurs, check_own, make_own, read_own
from support.limited_process import Ended, calm, run
from support.stressed_vault import NOTES
from support.vaults import write

NOBODY = 65534
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    root = tmp_path / "vault"
    write(root, NOTES)
    (tmp_path / "home").mkdir(mode=0o700)
    return root


@pytest.fixture
def open_to_all() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def kept(vault: Path) -> dict[str, int]:
    """Every folder and file below the home that `mdnet` made, with its mode."""
    home = vault.parent / "home"
    return {str(path.relative_to(home)): stat.S_IMODE(path.stat().st_mode) for path in home.rglob("*")}


def due(vault: Path) -> Ended:
    return calm(run(vault, ["due"]))


@pytest.mark.usefixtures("open_to_all")
def test_with_any_umask_each_folder_and_file_is_for_the_user_alone(vault: Path) -> None:
    for words in (["due"], ["log", "call with Ada Loughton"], ["serve", "--urls"]):
        assert calm(run(vault, words)).code == 0
    modes = kept(vault)
    assert {"mdnetwork", "mdnetwork/undo", "mdnetwork/serve"} <= modes.keys()
    assert {name: oct(mode) for name, mode in modes.items() if mode & 0o077} == {}


@pytest.mark.usefixtures("open_to_all")
def test_folders_above_are_made_for_the_user_alone_too(tmp_path: Path) -> None:
    make_own(tmp_path / "a/b/c", tmp_path / "a/b")
    make_own(tmp_path / "a/b/c", tmp_path / "a/b")
    assert {oct((tmp_path / each).stat().st_mode & 0o777) for each in ("a", "a/b", "a/b/c")} == {"0o700"}


def test_a_token_in_a_folder_that_others_can_write_is_not_used(vault: Path) -> None:
    first = calm(run(vault, ["serve", "--urls"])).said
    (folder,) = (vault.parent / "home/mdnetwork/serve").iterdir()
    for place in (folder, folder.parent, folder.parent.parent):
        for mode in (0o770, 0o707, 0o777):
            place.chmod(mode)
            ended = calm(run(vault, ["serve", "--urls"])) if mode == 0o770 else None
            with pytest.raises(NotOurs, match="Others may write"):
                check_own(folder, folder.parent.parent)
            assert ended is None or (ended.code, "chmod go-w" in ended.said) == (1, True)
            place.chmod(0o700)
    assert calm(run(vault, ["serve", "--urls"])).said == first


@pytest.mark.parametrize(
    ("mode", "says"), [(0o666, "may write"), (0o620, "may write"), (0o644, "may read"), (0o640, "may read")]
)
def test_a_token_that_others_can_write_or_read_is_not_used(vault: Path, mode: int, says: str) -> None:
    calm(run(vault, ["serve", "--urls"]))
    (token,) = (vault.parent / "home/mdnetwork/serve").rglob("token")
    token.chmod(mode)
    ended = calm(run(vault, ["serve", "--urls"]))
    assert (ended.code, f"Others {says}" in ended.said, token.read_text().strip() in ended.said) == (1, True, False)


def test_a_step_that_others_could_have_planted_is_not_taken_back(vault: Path) -> None:
    calm(run(vault, ["log", "call with Ada Loughton"]))
    before = (vault / "People/Ada Loughton.md").read_bytes()
    (step,) = (vault.parent / "home/mdnetwork/undo").rglob("*.json")
    for place in (step, step.parent, step.parent.parent, step.parent.parent.parent):
        mode = stat.S_IMODE(place.stat().st_mode)
        place.chmod(mode | 0o020)
        ended = calm(run(vault, ["undo"]))
        place.chmod(mode)
        assert (ended.code, "may write" in ended.said) == (1, True)
        assert (vault / "People/Ada Loughton.md").read_bytes() == before
    assert calm(run(vault, ["undo"])).code == 0


def test_an_index_that_others_can_write_is_not_used_and_that_is_said(vault: Path) -> None:
    due(vault)
    cache = vault.parent / "home/mdnetwork"
    cache.chmod(0o777)
    ended = due(vault)
    assert (ended.code, "Others may write" in ended.said, "Ada Loughton" in ended.said) == (0, True, True)


@as_root
@pytest.mark.parametrize("what", ["", "serve", "serve/*", "serve/*/token"])
def test_what_belongs_to_another_user_is_not_used(vault: Path, what: str) -> None:
    calm(run(vault, ["serve", "--urls"]))
    base = vault.parent / "home/mdnetwork"
    place = next(base.glob(what)) if what else base
    os.chown(place, NOBODY, NOBODY)
    ended = calm(run(vault, ["serve", "--urls"]))
    assert (ended.code, "belongs to another user" in ended.said) == (1, True)


def test_folders_above_may_be_the_groups_but_not_everybodys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "above/ours"
    make_own(folder)
    for mode, fits in ((0o775, True), (0o1777, True), (0o777, False)):
        folder.parent.chmod(mode)
        if fits:
            check_own(folder)
        else:
            with pytest.raises(NotOurs, match="above"):
                check_own(folder)
    monkeypatch.setenv("HOME", str(folder))
    check_own(folder)


def test_what_lies_in_the_way_of_a_folder_is_an_error_of_the_system(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(NotADirectoryError):
        make_own(tmp_path / "file")
    with pytest.raises(NotADirectoryError):
        make_own(tmp_path / "file/below")


def test_a_file_of_ours_is_a_plain_one(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe", 0o600)
    (tmp_path / "link").symlink_to("pipe")
    with pytest.raises(NotOurs, match="not a file"):
        read_own(tmp_path / "pipe")
    with pytest.raises(OSError, match="symbolic"):
        read_own(tmp_path / "link")
