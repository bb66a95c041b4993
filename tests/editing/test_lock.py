"""One lock for each vault around every write; whoever waits too long says so and writes nothing."""

from __future__ import annotations

import inspect
import os
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from mdnetwork.editor import Editor
from mdnetwork.errors import EditRefused, OutputError, UnknownName, VaultBusy, VaultError
from mdnetwork.network import Network
from mdnetwork.vault import Vault, VaultLock
from support.command import call
from support.paths import environment

TODAY = date(2026, 11, 23)
NOTE = "---\ntype: person\n---\n## Log\n- 2026-10-01 call\n"
HOLDER = """
import sys
from pathlib import Path
from mdnetwork.vault import Vault, VaultLock
lock = VaultLock(Vault(Path(sys.argv[1])).root)
with lock.held():
    with lock.counted():
        print("held", flush=True)
        sys.stdin.read()
"""
posix = pytest.mark.skipif(os.name != "posix", reason="forks, links and permissions are POSIX's")


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "LOCALAPPDATA", "HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setenv("MDNET_TODAY", TODAY.isoformat())


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "vault"
    (root / "People").mkdir(parents=True)
    for name in ("Ada Marlow", "Bo Reed"):
        (root / "People" / f"{name}.md").write_text(NOTE, encoding="utf-8")
    return root


@contextmanager
def held_elsewhere(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process is in the middle of a write to the vault that it reaches by this path."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    with process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        yield process


def contents(root: Path) -> dict[str, bytes]:
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in root.rglob("*") if file.is_file()}


def test_whoever_waits_too_long_writes_nothing(root: Path) -> None:
    before = contents(root)
    with Network.open(root) as network, held_elsewhere(root):
        plan = network.edit.log("call with Ada Marlow", TODAY)
        for act in (
            lambda: network.edit.write(plan, patience=0),
            lambda: network.edit.write(network.edit.add("Cy Noto", {}, TODAY), patience=0.05),
            lambda: network.edit.write(network.edit.forget("Bo Reed", TODAY), recorded=False, patience=0),
            lambda: network.edit.undo(patience=0),
            lambda: network.edit.purge(["Ada"], patience=0),
        ):
            with pytest.raises(VaultBusy, match=r"Another mdnet is writing to .*, so nothing was written\. Wait until"):
                act()
        assert network.edit.journal.steps() == []
    assert contents(root) == before


def test_the_wait_is_ten_seconds(root: Path) -> None:
    with Network.open(root) as network:
        assert network.lock.patience == 10
    for method in (Editor.write, Editor.undo, Editor.purge, VaultLock.held):
        assert inspect.signature(method).parameters["patience"].default is None


@pytest.mark.parametrize(
    "command",
    [
        ("log", "call with Ada Marlow"),
        ("set", "Ada Marlow", "role=Editor"),
        ("rename", "Bo Reed", "Bo Reid"),
        ("merge", "Ada Marlow", "Bo Reed"),
        ("forget", "-y", "Bo Reed"),
        ("--write",),
        ("init", "-y"),
        ("undo",),
    ],
    ids=lambda command: command[0],
)
def test_the_command_says_so(root: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]) -> None:
    monkeypatch.chdir(root)
    monkeypatch.setattr(VaultLock, "patience", 0)
    before = contents(root)
    with held_elsewhere(root):
        said = call("--vault", root, *command)
    assert said.status == 1
    assert said.stdout == "" or command[0] == "init"  # which shows first what it found
    assert (
        f"Another mdnet is writing to {root} and did not finish within 0 seconds, so nothing was written."
        in said.stderr
    )
    assert contents(root) == before


@posix
def test_a_vault_has_one_lock_whatever_path_leads_to_it(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "link").symlink_to(root)
    (tmp_path / "way").symlink_to(tmp_path)
    monkeypatch.chdir(tmp_path)
    paths = [
        tmp_path / "link",
        Path("vault"),
        tmp_path / "way" / "way" / "link",
        root / "People" / "..",
        Path("/proc/self/root") / str(root).lstrip("/") if Path("/proc/self/root").exists() else root,
    ]
    other = root.with_name("VAULT")
    paths += [other] if other.exists() else []  # where cases are not told apart
    with held_elsewhere(root):
        for path in paths:
            with Network.open(path) as network, pytest.raises(VaultBusy):
                network.edit.undo(patience=0)
    with held_elsewhere(tmp_path / "link"), Network.open(root) as network, pytest.raises(VaultBusy):
        network.edit.undo(patience=0)


def test_two_vaults_have_two_locks(root: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    with held_elsewhere(root), Network.open(tmp_path / "other") as network:
        assert network.edit.undo(patience=0) is None


@posix
def test_the_lock_ends_with_its_process(root: Path) -> None:
    with Network.open(root) as network:
        with held_elsewhere(root) as process:
            process.kill()
            assert process.wait() == -signal.SIGKILL
            network.edit.write(network.edit.log("call with Ada Marlow", TODAY), patience=0)
        assert len(network.edit.journal.steps()) == 1


def test_whoever_holds_the_lock_gets_it_again(root: Path) -> None:
    first, second = (VaultLock(Vault(root).root) for _ in range(2))
    with first.held(0), second.held(0), first.held(0), second.counted():
        assert first.writes() % 2
    assert first.writes() == second.writes() == 2
    with held_elsewhere(root), pytest.raises(VaultBusy), first.held(0):
        pass


def test_threads_of_a_process_wait_for_one_another(root: Path) -> None:
    lock = VaultLock(Vault(root).root)
    met: list[type[BaseException] | None] = []

    def take() -> None:
        try:
            with lock.held(0):
                met.append(None)
        except VaultBusy as busy:
            met.append(type(busy))

    for _ in range(2):
        with lock.held():
            thread = threading.Thread(target=take)
            thread.start()
            thread.join()
    thread = threading.Thread(target=take)
    thread.start()
    thread.join()
    assert met == [VaultBusy, VaultBusy, None]


@posix
@pytest.mark.filterwarnings("ignore:This process.*is multi-threaded:DeprecationWarning")
def test_a_forked_child_does_not_hold_the_lock(root: Path) -> None:
    lock = VaultLock(Vault(root).root)
    with lock.held(0):
        child = os.fork()
        if not child:
            try:
                with lock.held(0):
                    os._exit(1)
            except VaultBusy:
                os._exit(7)
            os._exit(2)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
        said = subprocess.run(
            [sys.executable, "-c", HOLDER.replace("held()", "held(0)"), root],
            capture_output=True,
            check=False,
            input=b"",
        )
        assert b"VaultBusy" in said.stderr
    with held_elsewhere(root):
        pass


def test_a_plan_is_made_anew_where_another_process_wrote(root: Path) -> None:
    with Network.open(root) as one, Network.open(root) as other:
        stale = [
            one.edit.rename("Ada Marlow", "Ada Vale", TODAY),
            one.edit.done("Bo Reed", TODAY, note="tea"),
            one.edit.log("call with Bo Reed, the map", TODAY, daily=True),
            one.edit.set("Bo Reed", {"role": "Editor"}, TODAY),
        ]
        other.edit.write(other.edit.log("lunch with Ada Marlow", TODAY, daily=True))
        other.refresh()
        other.edit.write(other.edit.log("coffee with Bo Reed", TODAY))
        other.refresh()
        other.edit.write(other.edit.set("Bo Reed", {"friends+": "[[Ada Marlow]]"}, TODAY))
        for plan in stale:
            one.edit.write(plan)
        notes = contents(root)
    assert "People/Ada Marlow.md" not in notes
    bo = notes["People/Bo Reed.md"].decode()
    assert [words for words in ("coffee", "tea", "role: Editor", "[[Ada Vale") if words not in bo] == []
    daily = notes["2026-11-23.md"].decode()
    assert [words for words in ("lunch with [[Ada Vale", "the map") if words not in daily] == []


def test_a_plan_that_means_nothing_any_more_is_refused(root: Path) -> None:
    (root / "People/Bo Reed.md").write_text(NOTE + "\n- [ ] send the map\n- [ ] call the printer\n", encoding="utf-8")
    with Network.open(root) as one, Network.open(root) as other:
        tasks = {each.title: each for each in one.edit.to_do("Bo Reed", TODAY)}
        first, second = (one.edit.done(tasks[title], TODAY) for title in ("send the map", "call the printer"))
        person = one.edit.read_line("call with Ada Marlow", TODAY)
        added, logged = one.edit.add("Cy Noto", {}, TODAY), one.edit.log(person, TODAY)
        listed = one.edit.set("Ada Marlow", {"tags+": "music"}, TODAY)
        other.edit.write(other.edit.done(tasks["send the map"], TODAY))
        other.refresh()
        other.edit.write(other.edit.add("Cy Noto", {"org": "Acme"}, TODAY))
        other.refresh()
        other.edit.write(other.edit.set("Ada Marlow", {"tags+": "music"}, TODAY))
        other.refresh()
        with pytest.raises(EditRefused, match="“send the map” of Bo Reed is no longer open"):
            one.edit.write(first)
        one.edit.write(second)
        with pytest.raises(UnknownName, match="Cy Noto is already in the vault"):
            one.edit.write(added)
        assert not one.edit.write(listed)
        other.refresh()
        other.edit.write(other.edit.forget("Ada Marlow", TODAY))
        with pytest.raises(UnknownName):
            one.edit.write(logged)
        assert len(one.edit.journal.steps()) == 5
    text = (root / "People/Bo Reed.md").read_text(encoding="utf-8")
    assert (text.count("[x] send the map"), text.count("[x] call the printer")) == (1, 1)


@posix
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may write everywhere")
def test_without_a_lock_nothing_is_written(root: Path, tmp_path: Path) -> None:
    (tmp_path / "state").mkdir(mode=0o500)
    _refuses(root, tmp_path / "state")


def test_without_a_folder_for_the_lock_nothing_is_written(root: Path, tmp_path: Path) -> None:
    (tmp_path / "state").write_bytes(b"")
    _refuses(root, tmp_path / "state")


def _refuses(root: Path, state: Path) -> None:
    before = contents(root)
    with Network.open(root, state_dir=state) as network:
        with pytest.raises(OutputError, match=r"The lock of this vault cannot be kept in .*, so nothing was written"):
            network.edit.write(network.edit.log("call with Ada Marlow", TODAY))
        with pytest.raises(OutputError):
            network.edit.undo()
    assert contents(root) == before


def test_a_vault_that_went_is_named(root: Path) -> None:
    lock = VaultLock(Vault(root).root)
    root.rename(root.with_name("elsewhere"))
    assert lock.writes() == -1
    with pytest.raises(VaultError, match="cannot be read"), lock.held(0):
        pass


def test_a_count_that_cannot_be_read_is_begun_anew(root: Path) -> None:
    lock = VaultLock(Vault(root).root)
    with lock.held(0), lock.counted():
        pass
    (file,) = (lock.state / "locks").iterdir()
    file.write_bytes(b"what?")
    assert lock.writes() == -1
    with Network.open(root) as network:
        network.edit.write(network.edit.log("call with Ada Marlow", TODAY))
    assert lock.writes() == 2
    if os.name == "posix":
        assert (stat.S_IMODE(file.parent.stat().st_mode), stat.S_IMODE(file.stat().st_mode)) == (0o700, 0o600)
    assert not any("lock" in path for path in contents(root))
