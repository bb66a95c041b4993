"""The walk over a vault: what is a note, what is left alone, and what is said of what cannot be read."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from mdnetwork.errors import VaultError
from mdnetwork.vault import Unreadable, Vanished, Vault, find_vault

posix = pytest.mark.skipif(os.name != "posix", reason="Windows has other names and permissions")
not_root = pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
linux = pytest.mark.skipif(sys.platform != "linux", reason="names that are no text are a matter of Linux")


def put(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("x", encoding="utf-8")


def seen(root: Path, *ignore: str) -> set[str]:
    return set(Vault(root).scan(ignore).stamps)


def codes(root: Path) -> dict[str, str]:
    return {problem.path: problem.code for problem in Vault(root).scan().problems}


def test_earlier_versions_that_logseq_keeps_are_no_notes(tmp_path: Path) -> None:
    put(tmp_path, "pages/Ada.md", "logseq/bak/pages/Ada/2026-01-02.md", "logseq/custom.md")
    assert set(Vault(tmp_path).scan().stamps) == {"pages/Ada.md", "logseq/custom.md"}
    assert not Vault(tmp_path).scan(only=frozenset({"logseq/bak/pages/Ada"})).stamps


def test_markdown_files_are_notes_whatever_their_case(tmp_path: Path) -> None:
    put(tmp_path, "Ada.md", "a/b/Bob.MARKDOWN", "c.MD", "d.txt", "e.md.bak", "md", "folder.md/inside.md")
    assert seen(tmp_path) == {"Ada.md", "a/b/Bob.MARKDOWN", "c.MD", "folder.md/inside.md"}


def test_hidden_things_and_leftovers_are_not(tmp_path: Path) -> None:
    put(
        tmp_path, ".Ada.md", ".trash/Ada.md", ".obsidian/x.md", ".#Ada.md", "#Ada.md#", "Ada.md~", ".Ada.md.swp", "4913"
    )
    put(tmp_path, "~syncthing~Ada.md.tmp", "~syncthing~Ada.md", ".syncthing.Ada.md.tmp", ".~lock.Ada.md#", "Ada.md.tmp")
    assert seen(tmp_path) == set()


@posix
@pytest.mark.parametrize(
    "name",
    [
        "two\nlines.md",
        "🧑‍🚀 Ada.md",
        "e\u0301.md",
        "\u00e9.md",
        "#1 50% \"a\" 'b'.md",
        "-rf.md",
        "n" * 252 + ".md",
        "a\\b.md",
    ],
)
def test_odd_names_are_ordinary(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"hello")
    vault = Vault(tmp_path)
    assert set(vault.scan().stamps) == {name}
    assert vault.read(name) == b"hello"


@linux
def test_a_name_that_is_no_text_is_shown_escaped_and_read_all_the_same(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9")).mkdir()
    (tmp_path / os.fsdecode(b"caf\xe9/Ada.md")).write_bytes(b"hello")
    vault = Vault(tmp_path)
    scan = vault.scan()
    (path,) = scan.stamps
    assert path == "caf\\xe9/Ada.md"
    assert vault.read(path) == b"hello"
    assert [problem.code for problem in scan.problems] == ["FILE-NAME"]


@pytest.mark.parametrize(
    ("pattern", "left"),
    [
        ("Archive/", {"Ada.md", "People/Archive/Old.md", "archive.md", "Archived/x.draft.md"}),
        ("archive", {"Ada.md", "archive.md", "Archived/x.draft.md"}),
        ("People/Archive", {"Ada.md", "ARCHIVE/Bob.md", "archive.md", "Archived/x.draft.md"}),
        ("./People/", {"Ada.md", "ARCHIVE/Bob.md", "archive.md", "Archived/x.draft.md"}),
        ("*.draft.md", {"Ada.md", "ARCHIVE/Bob.md", "People/Archive/Old.md", "archive.md"}),
        ("*/Archive/*", {"Ada.md", "ARCHIVE/Bob.md", "archive.md", "Archived/x.draft.md"}),
        ("**/Old.md", {"Ada.md", "ARCHIVE/Bob.md", "archive.md", "Archived/x.draft.md"}),
        ("[!ap]?a.m**", {"Ada.md", "ARCHIVE/Bob.md", "People/Archive/Old.md", "archive.md", "Archived/x.draft.md"}),
        ("[aA]da.md", {"ARCHIVE/Bob.md", "People/Archive/Old.md", "archive.md", "Archived/x.draft.md"}),
        ("/^People|Bob/", {"Ada.md", "archive.md", "Archived/x.draft.md"}),
        ("/(/", {"Ada.md", "ARCHIVE/Bob.md", "People/Archive/Old.md", "archive.md", "Archived/x.draft.md"}),
        ("[z-a]", {"Ada.md", "ARCHIVE/Bob.md", "People/Archive/Old.md", "archive.md", "Archived/x.draft.md"}),
        ("//", {"Ada.md", "ARCHIVE/Bob.md", "People/Archive/Old.md", "archive.md", "Archived/x.draft.md"}),
    ],
)
def test_ignored_paths(tmp_path: Path, pattern: str, left: set[str]) -> None:
    put(tmp_path, "Ada.md", "ARCHIVE/Bob.md", "People/Archive/Old.md", "Archived/x.draft.md")
    put(tmp_path, "archive.md")
    assert seen(tmp_path, pattern) == left


def test_a_pattern_that_is_none_is_a_problem(tmp_path: Path) -> None:
    (problem,) = Vault(tmp_path).scan(("/(/",)).problems
    assert problem.code == "IGNORE"
    assert problem.severity == "warning"


@posix
def test_links_are_not_followed_and_loops_end(tmp_path: Path) -> None:
    vault, outside = tmp_path / "vault", tmp_path / "outside"
    put(vault, "People/Ada.md")
    put(outside, "Eve.md")
    (vault / "loop").symlink_to(vault)
    (vault / "self").symlink_to("self")
    (vault / "Same.md").symlink_to("People/Ada.md")
    (vault / "dangling.md").symlink_to("nowhere.md")
    (vault / "Out").symlink_to(outside)
    (vault / "Eve.md").symlink_to(outside / "Eve.md")
    (vault / "picture.png").symlink_to(outside / "Eve.md")
    assert seen(vault) == {"People/Ada.md"}
    assert codes(vault) == {"Out": "LINK-OUT", "Eve.md": "LINK-OUT"}
    assert set(Vault(vault).scan(only=frozenset({"Out", "loop"})).stamps) == set()


@posix
def test_a_vault_may_be_named_by_a_link(tmp_path: Path) -> None:
    put(tmp_path / "real", "Ada.md")
    (tmp_path / "vault").symlink_to(tmp_path / "real")
    assert seen(tmp_path / "vault") == {"Ada.md"}
    assert codes(tmp_path / "vault") == {}


@posix
def test_pipes_are_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "Ada.md")
    assert seen(tmp_path) == set()
    with pytest.raises(Unreadable, match="it is not a file"):
        Vault(tmp_path).read("Ada.md")


@posix
def test_notes_in_the_cloud_are_evicted(tmp_path: Path) -> None:
    put(tmp_path, "Here.md", "Empty.md", ".Away.md.icloud", "x/.Deep.md.icloud", ".picture.png.icloud")
    (tmp_path / "Empty.md").write_bytes(b"")
    with (tmp_path / "Hollow.md").open("wb") as file:
        file.truncate(100_000)
    scan = Vault(tmp_path).scan()
    assert scan.evicted == {"Away.md", "x/Deep.md", "Hollow.md"}
    assert set(scan.stamps) == {"Here.md", "Empty.md"}


@posix
def test_without_any_blocks_the_file_system_does_not_count_them(tmp_path: Path) -> None:
    with (tmp_path / "Hollow.md").open("wb") as file:
        file.truncate(100_000)
    assert set(Vault(tmp_path).scan().stamps) == {"Hollow.md"}


def test_a_narrow_scan_sees_its_folders_and_all_below(tmp_path: Path) -> None:
    put(tmp_path, "Ada.md", "a/Bob.md", "a/b/Eve.md", "c/Dan.md", ".git/x.md")
    vault = Vault(tmp_path)
    scan = vault.scan(only=frozenset({"a", "a/b", "gone", ".git"}))
    assert set(scan.stamps) == {"a/Bob.md", "a/b/Eve.md"}
    assert [path for path in ("Ada.md", "a/x.md", "gone/x.md", "ab/x.md", "c/Dan.md") if scan.covers(path)] == [
        "a/x.md",
        "gone/x.md",
    ]
    assert vault.scan(only=frozenset({"", "a"})).only is None
    assert set(vault.scan(("a",), frozenset({"a"})).stamps) == set()


@not_root
def test_a_folder_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    put(tmp_path, "Ada.md", "secret/Bob.md")
    (tmp_path / "secret").chmod(0)
    scan = Vault(tmp_path).scan()
    (tmp_path / "secret").chmod(0o700)
    assert set(scan.stamps) == {"Ada.md"}
    assert [(problem.code, problem.path) for problem in scan.problems] == [("UNREADABLE", "secret")]
    assert not scan.covers("secret/Bob.md")


def test_a_folder_that_fails_is_a_problem_and_its_notes_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "Ada.md", "broken/Bob.md")
    real = os.scandir
    vault = Vault(tmp_path)

    def scandir(path: str) -> object:
        if path.endswith("broken"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    scan = vault.scan()
    assert set(scan.stamps) == {"Ada.md"}
    assert [(problem.code, problem.path) for problem in scan.problems] == [("UNREADABLE", "broken")]
    assert not scan.covers("broken/Bob.md")
    monkeypatch.setattr(os, "scandir", lambda _path: (_ for _ in ()).throw(OSError(5, "Input/output error")))
    with pytest.raises(VaultError, match="can no longer be read"):
        vault.scan()


def test_no_vault(tmp_path: Path) -> None:
    put(tmp_path, "file.md")
    with pytest.raises(VaultError, match="There is no folder"):
        Vault(tmp_path / "nowhere")
    with pytest.raises(VaultError, match="is a file"):
        Vault(tmp_path / "file.md")


def test_a_vault_that_goes_away_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "vault").mkdir()
    vault = Vault(tmp_path / "vault")
    (tmp_path / "vault").rmdir()
    with pytest.raises(VaultError, match="can no longer be read"):
        vault.scan()


def test_reading_what_is_gone_or_no_file(tmp_path: Path) -> None:
    put(tmp_path, "Ada.md/x")
    vault = Vault(tmp_path)
    with pytest.raises(Vanished, match="is gone"):
        vault.read("Bob.md")
    with pytest.raises(Unreadable, match=r"Ada.md cannot be read"):
        vault.read("Ada.md")


def test_a_long_note_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "Ada.md").write_bytes(b"x" * 200_001)
    assert len(Vault(tmp_path).read("Ada.md")) == 200_001


@pytest.mark.parametrize("marker", ["mdnetwork.toml", ".obsidian/app.json"])
def test_the_vault_is_found_from_below(tmp_path: Path, marker: str) -> None:
    put(tmp_path, marker, "a/b/c.md")
    assert find_vault(tmp_path / "a" / "b") == tmp_path.resolve()
    assert find_vault(tmp_path) == tmp_path.resolve()


def test_no_vault_above_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "mdnetwork.toml").mkdir()  # a folder of that name is no settings file
    with pytest.raises(VaultError, match="--vault DIR"):
        find_vault(tmp_path)
