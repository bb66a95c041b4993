"""What is read by two processes is what one reads, whatever becomes of the second."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.vaults import make
from mdnetwork.parsing import ReadingSettings, read_note
from mdnetwork.store import Store, sharing
from mdnetwork.store.sharing import Fresh, readings
from mdnetwork.vault import Vault

SETTINGS = ReadingSettings()


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> list[Fresh]:
    root = tmp_path_factory.mktemp("vault")
    make(root, 300)
    (root / "odd.md").write_bytes(b"---\nname: \xff\x00 \xe2\x80\xa8\n---\n- 2026-01-02 \xf0\x9f\x93\x85 \x02\r\n")
    vault = Vault(root)
    return [Fresh(path, vault.read(path)) for path in vault.scan().stamps]


def by_path(notes: list[Fresh], many: int) -> dict[str, object]:
    return {path: written for path, written, _ in readings(iter(notes), SETTINGS, read_note, many)}


@pytest.fixture
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {0, 1}, raising=False)


@pytest.mark.usefixtures("two_cores")
def test_two_processes_read_what_one_reads(notes: list[Fresh], monkeypatch: pytest.MonkeyPatch) -> None:
    alone = by_path(notes, 0)
    assert len(alone) == 301
    assert by_path(notes, sharing.MANY) == alone
    monkeypatch.setattr(sharing, "_CHUNK", 1)
    assert by_path(notes, sharing.MANY) == alone


@pytest.mark.usefixtures("two_cores")
def test_the_second_process_does_some_of_the_work(notes: list[Fresh]) -> None:
    """There is work until the second process has done some of it, however late it starts on a busy machine."""
    given: list[Fresh] = []
    made_elsewhere: list[str] = []

    def as_long_as_it_takes() -> Iterator[Fresh]:
        for _ in range(2_000):  # minutes
            if made_elsewhere:
                return
            given.extend(notes)
            yield from notes

    made = 0
    for path, _, facts in readings(as_long_as_it_takes(), SETTINGS, read_note, sharing.MANY):
        made += 1
        made_elsewhere += [path] if facts is None else []
    assert made == len(given)
    assert made_elsewhere


@pytest.mark.usefixtures("two_cores")
@pytest.mark.parametrize(
    "program", ["pass", "import sys; sys.stdin.buffer.read(30_000)", "print('no pickle at all', flush=True)", "1/0"]
)
def test_all_is_read_though_the_second_process_fails(
    notes: list[Fresh], monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(sharing, "_PROGRAM", program)
    assert by_path(notes, sharing.MANY) == by_path(notes, 0)


@pytest.mark.usefixtures("two_cores")
@pytest.mark.parametrize("python", ["", "/nowhere/python"])
def test_all_is_read_where_no_python_can_be_started(
    notes: list[Fresh], monkeypatch: pytest.MonkeyPatch, python: str
) -> None:
    monkeypatch.setattr(sys, "executable", python)
    assert by_path(notes, sharing.MANY) == by_path(notes, 0)


@pytest.mark.usefixtures("two_cores")
def test_an_index_that_two_processes_filled_equals_one_that_one_did(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path / "vault", sharing.MANY + 50)
    vault = Vault(tmp_path / "vault")
    answers = []
    for most in (sharing.MANY, 100_000):
        monkeypatch.setattr(sharing, "MANY", most)
        with Store.open(vault.root, SETTINGS, tmp_path / str(most)) as index:
            changes = index.refresh(vault)
            answers.append((changes, list(index.facts()), index.problems(), index.search("budget")))
    assert answers[0] == answers[1]
