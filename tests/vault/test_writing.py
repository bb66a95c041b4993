"""Writing: whole or not at all, and nothing left behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mdnetwork.errors import OutputError, VaultError
from mdnetwork.vault import Vault, write_if_changed

posix = pytest.mark.skipif(os.name != "posix", reason="Windows has other permissions")


def test_a_file_is_written_once(tmp_path: Path) -> None:
    target = tmp_path / "feed.ics"
    assert write_if_changed(target, b"one")
    before = target.stat()
    assert not write_if_changed(target, b"one")
    assert target.stat() == before
    assert write_if_changed(target, b"two")
    assert target.read_bytes() == b"two"
    assert [each.name for each in tmp_path.iterdir()] == ["feed.ics"]


@posix
def test_parts_are_written_as_the_whole_is(tmp_path: Path) -> None:
    target = tmp_path / "out.ics"
    parts = (b"one", b"", b"two" * 50_000, b"three")
    assert write_if_changed(target, parts)
    assert target.read_bytes() == b"".join(parts)
    assert not write_if_changed(target, parts)
    assert not write_if_changed(target, b"".join(parts))
    assert write_if_changed(target, (*parts[:-1], b"there"))


def test_permissions_are_narrow_and_then_kept(tmp_path: Path) -> None:
    target = tmp_path / "feed.ics"
    write_if_changed(target, b"one")
    assert target.stat().st_mode & 0o777 == 0o600
    target.chmod(0o644)
    write_if_changed(target, b"two")
    assert target.stat().st_mode & 0o777 == 0o644


@posix
def test_a_link_is_written_through(tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    (tmp_path / "feed.ics").symlink_to(tmp_path / "www" / "feed.ics")
    write_if_changed(tmp_path / "feed.ics", b"one")
    assert (tmp_path / "feed.ics").is_symlink()
    assert (tmp_path / "www" / "feed.ics").read_bytes() == b"one"


@posix
def test_a_device_is_written_to() -> None:
    assert write_if_changed(Path("/dev/null"), b"one")


@pytest.mark.parametrize(
    ("target", "sentence"),
    [("none/feed.ics", "there is no folder"), ("folder", "it is a folder"), ("file/feed.ics", "there is no folder")],
)
def test_where_nothing_can_be_written(tmp_path: Path, target: str, sentence: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match=sentence):
        write_if_changed(tmp_path / target, b"one")


@pytest.mark.parametrize(
    ("number", "sentence"),
    [(28, "disk is full"), (13, "you may not write"), (30, "you may not write"), (5, "input/output error")],
)
def test_a_failure_leaves_the_last_good_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, sentence: str
) -> None:
    target = tmp_path / "feed.ics"
    write_if_changed(target, b"good")

    def fail(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OutputError, match=sentence):
        write_if_changed(target, b"bad")
    assert target.read_bytes() == b"good"
    assert [each.name for each in tmp_path.iterdir()] == ["feed.ics"]


@posix
def test_a_full_disk_leaves_the_last_good_file(tmp_path: Path) -> None:
    program = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from mdnetwork.errors import OutputError\n"
        "from mdnetwork.vault import write_if_changed\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n    write_if_changed(Path(sys.argv[1]), b'x' * 5000)\n"
        "except OutputError as error:\n    print(error)\n"
    )
    target = tmp_path / "feed.ics"
    target.write_bytes(b"good")
    run = subprocess.run([sys.executable, "-c", program, str(target)], capture_output=True, text=True, check=True)
    assert "the disk is full" in run.stdout
    assert target.read_bytes() == b"good"
    assert [each.name for each in tmp_path.iterdir()] == ["feed.ics"]


def test_a_note_is_replaced_only_while_it_holds_what_was_read(tmp_path: Path) -> None:
    note = tmp_path / "Ada.md"
    note.write_bytes(b"before")
    vault = Vault(tmp_path)
    vault.replace("Ada.md", b"before", b"after")
    assert note.read_bytes() == b"after"
    with pytest.raises(VaultError, match="changed in the meantime"):
        vault.replace("Ada.md", b"before", b"never")
    assert note.read_bytes() == b"after"
    assert [each.name for each in tmp_path.iterdir()] == ["Ada.md"]


def test_settings_are_read_as_text(tmp_path: Path) -> None:
    (tmp_path / ".obsidian").mkdir()
    (tmp_path / ".obsidian" / "app.json").write_bytes(b"{}\xff")
    (tmp_path / "mdnetwork.toml").write_bytes(b"language = 'it'")
    assert Vault(tmp_path).read_settings() == {"mdnetwork.toml": "language = 'it'", ".obsidian/app.json": "{}\ufffd"}


def test_our_own_settings_must_be_readable(tmp_path: Path) -> None:
    (tmp_path / ".obsidian" / "app.json").mkdir(parents=True)
    assert Vault(tmp_path).read_settings() == {}
    (tmp_path / "mdnetwork.toml").mkdir()
    with pytest.raises(VaultError, match=r"mdnetwork.toml cannot be read"):
        Vault(tmp_path).read_settings()
