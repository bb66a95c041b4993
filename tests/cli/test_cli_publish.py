"""`mdnet publish` against a real Radicale: once, again, and kept current."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mdnetwork.sync.publishing import PUBLISHING, Destinations
from mdnetwork.sync.state import state_folder
from support.command import call
from support.paths import environment
from support.patience import PATIENCE, patiently
from support.radicale_server import PASSWORD, USER, Radicale, radicale
from support.vaults import write


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Radicale]:
    with radicale(tmp_path_factory.mktemp("dav") / "radicale") as server:
        yield server


@pytest.fixture
def server(running: Radicale, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Radicale:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.setenv("MDNET_DAV_USER", USER)
    monkeypatch.setenv("MDNET_DAV_PASSWORD", PASSWORD)
    return running.cleared()


def test_publish_once_and_again(vault: Path, server: Radicale) -> None:
    first = call("publish", server.url)
    assert (first.stdout, first.stderr, first.status) == ("", "4 events written in the calendar “Follow-ups”.\n", 0)
    assert call("publish", server.url).stderr == "The calendar “Follow-ups” is current.\n"
    write(vault, {"People/Carla Riva.md": "---\ntype: person\nbirthday: 1990-05-01\n---\n"})
    again = call("publish", server.url)
    assert again.stderr == "1 event written in the calendar “Follow-ups”.\n"
    assert sum("Carla" in text for text in server.objects().values()) == 1
    other = call("publish", server.url, "--calendar", "Altro")
    assert other.stderr == "5 events written in the calendar “Altro”.\n"
    assert len(server.calendars()) == 2
    kept = Destinations(state_folder(vault, PUBLISHING)).read()
    assert {each.name for each in kept} == {"Follow-ups", "Altro"}
    assert {(each.server, each.user) for each in kept} == {(server.url, USER)}


def test_what_is_wrong_is_a_sentence_without_the_password(
    vault: Path, server: Radicale, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MDNET_DAV_PASSWORD", "wr0ng")
    refused = call("publish", server.url)
    assert refused.status == 1
    assert refused.stderr.startswith("The server does not accept this name and password")
    assert "wr0ng" not in refused.stderr
    monkeypatch.delenv("MDNET_DAV_PASSWORD")
    assert "keyring set mdnetwork ada@127.0.0.1" in call("publish", server.url).stderr
    assert "s3cret" not in call("publish", "http://ada:s3cret@127.0.0.1/").stderr


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")
def test_publish_keeps_the_calendar_current(vault: Path, server: Radicale) -> None:
    command = [sys.executable, "-m", "mdnetwork", "publish", server.url, "--watch"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment()) as process:
        assert process.stderr is not None
        with patiently(process):
            assert process.stderr.readline() == "4 events written in the calendar “Follow-ups”.\n"
            write(vault, {"People/Carla Riva.md": "---\ntype: person\nbirthday: 1990-05-01\n---\n"})
            line = "added People/Carla Riva.md; 1 event written in the calendar “Follow-ups”.\n"
            assert process.stderr.readline() == line
            assert any("Carla" in text for text in server.objects().values())
            process.send_signal(signal.SIGTERM)
            assert (process.stderr.read(), process.wait(PATIENCE)) == ("", 0)
