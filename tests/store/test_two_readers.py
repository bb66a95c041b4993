"""What two processes read and conclude is what one does, whatever becomes of the second."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.vaults import DENSE, TODAY, make
from mdnetwork import python_process
from mdnetwork.followups.cadences import FollowUpSettings
from mdnetwork.i18n import texts
from mdnetwork.parsing import ReadingSettings, read_note
from mdnetwork.store import Store, conclude, second, sharing
from mdnetwork.store.follow_ups import Rules
from mdnetwork.store.schema import FileName, name_of_file, open_beside, open_memory, writing
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
    return dict(readings(iter(notes), SETTINGS, read_note, many))


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


def process_asked(_given: None) -> Callable[[str], int]:
    """What each process does in the test below: it calls a function of `os`."""
    return lambda name: int(getattr(os, name)())


def test_the_second_process_does_some_of_the_work() -> None:
    doers = [*second.results(["getpid"] * 20, process_asked(None), process_asked, None)]
    assert len(doers) == 20
    assert len({*doers} - {os.getpid()}) == 1


@pytest.mark.usefixtures("two_cores")
@pytest.mark.parametrize(
    "program", ["pass", "import sys; sys.stdin.buffer.read(30_000)", "print('no pickle at all', flush=True)", "1/0"]
)
def test_all_is_read_though_the_second_process_fails(
    notes: list[Fresh], monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(python_process, "_PROGRAM", program)
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


TABLES = (
    "SELECT * FROM follow_up ORDER BY note, seq",
    "SELECT * FROM subject ORDER BY note, other",
    "SELECT * FROM person ORDER BY note",
    "SELECT * FROM problem WHERE source = 'day' ORDER BY note, problem",
)


def rows(connection: sqlite3.Connection) -> list[list[tuple[object, ...]]]:
    return [connection.execute(query).fetchall() for query in TABLES]


@pytest.mark.usefixtures("two_cores")
def test_two_processes_conclude_what_one_concludes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path / "vault", 120, density=DENSE)
    vault = Vault(tmp_path / "vault")
    monkeypatch.setattr(conclude, "MANY", 1)
    with Store.open(vault.root, SETTINGS, tmp_path / "cache") as index:
        index.refresh(vault)
        file = index.answer(name_of_file)
        assert file is not None

        def concluded(name_of_file: Callable[[sqlite3.Connection], FileName | None]) -> list[list[tuple[object, ...]]]:
            monkeypatch.setattr(conclude, "name_of_file", name_of_file)
            index.answer(lambda connection: connection.execute("DELETE FROM meta WHERE key = 'rules'"))
            return index.concluded(Rules(FollowUpSettings(), texts("it"), TODAY), rows)

        alone = concluded(lambda _: None)
        assert all(alone[:3])
        assert concluded(lambda _: file) == alone
        assert concluded(lambda _: FileName(str(tmp_path / "another"), "")) == alone
        assert concluded(lambda _: FileName(file.path, "another")) == alone


def test_the_second_process_reads_the_file_and_no_other(tmp_path: Path) -> None:
    make(tmp_path / "vault", 3)
    vault = Vault(tmp_path / "vault")
    with Store.open(vault.root, SETTINGS, tmp_path / "cache") as index:
        index.refresh(vault)
        file = index.answer(name_of_file)
        assert file is not None
        with index.answer(writing) as connection, closing(open_beside(file)) as beside:
            connection.execute("DELETE FROM note")
            assert beside.execute("SELECT count(*) FROM note").fetchone() == (3,)
            with pytest.raises(sqlite3.OperationalError):
                beside.execute("DELETE FROM note")
        with pytest.raises(sqlite3.DatabaseError):
            open_beside(FileName(file.path, "another"))
    with closing(open_memory("")) as connection:
        assert name_of_file(connection) is None
