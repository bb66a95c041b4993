"""The index: what it answers, what it survives, and what it leaves alone."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from mdnetwork.errors import IndexUnavailable
from mdnetwork.model import Facts
from mdnetwork.parsing import ReadingSettings, read_note
from mdnetwork.store import Changes, Store, schema, store
from mdnetwork.vault import Unreadable, Vanished, Vault

ADA = "---\ntype: person\norg: Northlight\n---\n# Ada Marlow\n\n## Log\n- 2026-01-02 call about Città and grants\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "vault"
    (root / "People").mkdir(parents=True)
    (root / "People" / "Ada Marlow.md").write_text(ADA, encoding="utf-8")
    (root / "2026-01-05.md").write_text("- lunch with [[Ada Marlow]] at the harbour\n", encoding="utf-8")
    return root


@pytest.fixture
def vault(root: Path) -> Vault:
    return Vault(root)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def opened(root: Path, cache: Path) -> Iterator[Callable[[], Store]]:
    indexes: list[Store] = []

    def open_index() -> Store:
        indexes.append(Store.open(root, ReadingSettings(), cache))
        return indexes[-1]

    yield open_index
    for one in indexes:
        one.close()


def paths(index: Store) -> list[str]:
    return [facts.note.path for facts in index.facts()]


BOTH = ("2026-01-05.md", "People/Ada Marlow.md")


def test_changes_are_told_once(opened: Callable[[], Store], root: Path, vault: Vault) -> None:
    index = opened()
    assert index.refresh(vault) == Changes(added=BOTH)
    assert index.refresh(vault) == Changes()
    os.utime(root / BOTH[0])  # other stamp, same bytes
    assert index.refresh(vault) == Changes()
    (root / BOTH[0]).write_text("- nobody", encoding="utf-8")
    (root / BOTH[1]).rename(root / "Ada.md")
    assert index.refresh(vault) == Changes(("Ada.md",), (BOTH[0],), (BOTH[1],))
    assert opened().refresh(vault) == Changes()


def test_one_thread_asks_and_any_may_close(opened: Callable[[], Store], vault: Vault) -> None:
    index = opened()
    index.refresh(vault)
    with ThreadPoolExecutor(1) as another:
        with pytest.raises(RuntimeError, match="Open another one in this thread"):
            another.submit(index.count).result()
        assert index.count() == 2
        another.submit(index.close).result()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        index.count()


def test_an_index_that_cannot_be_prepared_is_closed(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """That it is closed is checked at the end of the module (`support/closed.py`)."""
    monkeypatch.setattr(schema, "_TABLES", "CREATE NONSENSE")
    with pytest.raises(sqlite3.OperationalError, match="NONSENSE"):
        schema.open_memory("mark")
    cache.mkdir()
    (cache / "index.sqlite").write_text("this is no database " * 100, encoding="utf-8")
    with pytest.raises(sqlite3.DatabaseError):
        schema.open_file(cache / "index.sqlite")


def test_nothing_is_read_twice(root: Path, cache: Path) -> None:
    read: list[str] = []

    def reader(path: str, data: bytes, settings: ReadingSettings) -> Facts:
        read.append(path)
        return read_note(path, data, settings)

    for settings in (ReadingSettings(), ReadingSettings(), ReadingSettings(people_folders=("X",))):
        with Store.open(root, settings, cache, read=reader) as index:
            index.refresh(Vault(root))
    assert read == [*BOTH, *BOTH]


def test_progress_and_rebuild(opened: Callable[[], Store], vault: Vault) -> None:
    steps: list[tuple[int, int]] = []
    index = opened()
    index.refresh(vault)
    assert index.refresh(vault, rebuild=True, progress=lambda *step: steps.append(step)).added == BOTH
    assert steps == [(1, 2), (2, 2)]


def test_nobody_sees_an_index_that_is_being_rebuilt_without_its_notes(
    opened: Callable[[], Store], vault: Vault
) -> None:
    index, other = opened(), opened()
    index.refresh(vault)
    other.refresh(vault)
    before = list(other.facts())
    seen: list[list[Facts]] = []
    index.refresh(vault, rebuild=True, progress=lambda *_step: seen.append(list(other.facts())))
    assert seen == [before] * len(BOTH)
    assert list(other.facts()) == before


def test_a_rebuild_that_is_broken_off_leaves_what_was_known(opened: Callable[[], Store], vault: Vault) -> None:
    index = opened()
    index.refresh(vault)
    before = list(index.facts())

    def stop(_done: int, _all: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index.refresh(vault, rebuild=True, progress=stop)
    assert list(index.facts()) == before
    assert index.refresh(vault, only=frozenset({"nowhere"})) == Changes()


def test_reading_never_writes(opened: Callable[[], Store], root: Path, vault: Vault) -> None:
    before = {path: (path.lstat().st_mtime_ns, path.lstat().st_mode) for path in [root, *root.rglob("*")]}
    index = opened()
    index.refresh(vault)
    list(index.facts())
    index.search("harbour")
    assert {path: (path.lstat().st_mtime_ns, path.lstat().st_mode) for path in [root, *root.rglob("*")]} == before


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX's")
def test_only_oneself_may_read_the_cache(opened: Callable[[], Store], cache: Path, vault: Vault) -> None:
    opened().refresh(vault)
    assert cache.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in cache.iterdir()} == {0o600}


def test_facts_are_those_of_the_last_refresh_of_any_process(
    opened: Callable[[], Store], root: Path, vault: Vault
) -> None:
    index, other = opened(), opened()
    index.refresh(vault)
    (root / "Bob.md").write_text(ADA, encoding="utf-8")
    (root / BOTH[0]).unlink()
    index.refresh(vault)
    assert paths(index) == ["Bob.md", BOTH[1]]
    (root / "Bob.md").unlink()
    other.refresh(vault)
    assert paths(index) == [BOTH[1]]


def test_search_is_ranked_and_folds_accents(opened: Callable[[], Store], root: Path, vault: Vault) -> None:
    index = opened()
    index.refresh(vault)
    assert [(hit.path, hit.line) for hit in index.search("CITTA")] == [(BOTH[1], 8)]
    assert [(hit.path, hit.line) for hit in index.search("harb")] == [(BOTH[0], 1)]
    assert [hit.line for hit in index.search("northlight")] == [1]
    assert [hit.line for hit in index.search("call grants northlight")] == [8]
    (root / BOTH[0]).unlink()
    (root / "Bob.md").write_text(ADA.replace("grants", "grants, grants, grants"), encoding="utf-8")
    index.refresh(vault)
    assert index.search("harbour") == []
    assert [hit.path for hit in index.search("grants")] == ["Bob.md", BOTH[1]]
    assert [hit.path for hit in index.search("grants", limit=1)] == ["Bob.md"]


@pytest.mark.parametrize(
    "text", ["", "  ", '"', "*", "OR", "a OR", "NEAR(", "c:d", "-x", "\x00", "\ud800", "🏙", "²", "'; --"]
)
def test_any_text_may_be_searched(opened: Callable[[], Store], vault: Vault, text: str) -> None:
    index = opened()
    index.refresh(vault)
    assert index.search(text) == []


@pytest.mark.parametrize("content", [b"", b"not a database" * 400, b"SQLite format 3\x00" + b"\xff" * 9_000])
def test_a_broken_file_is_made_anew(opened: Callable[[], Store], cache: Path, vault: Vault, content: bytes) -> None:
    with opened() as first:
        first.refresh(vault)
    next(cache.glob("*.sqlite")).write_bytes(content)
    index = opened()
    assert index.refresh(vault).added == BOTH
    assert index.warning == ""
    assert opened().refresh(vault) == Changes()


def spoil(cache: Path, statement: str) -> None:
    with closing(sqlite3.connect(next(cache.glob("*.sqlite")))) as connection:
        connection.execute(statement)
        connection.commit()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE fact SET facts = '[1]'",
        "UPDATE fact SET facts = x'00ff', person = 'x'",
        "DROP TABLE fact",
        "DROP TABLE meta",
        "UPDATE body SET lines = '[]'",
        "DROP TABLE found",
        "UPDATE note SET path = NULL",
    ],
)
def test_damage_is_mended_in_mid_course(opened: Callable[[], Store], cache: Path, vault: Vault, statement: str) -> None:
    index = opened()
    index.refresh(vault)
    expected = list(index.facts()), index.problems(), index.search("grants")
    try:
        spoil(cache, statement)
    except sqlite3.IntegrityError:
        return
    assert (list(index.facts()), index.problems(), index.search("grants")) == expected
    assert index.warning == ""


def test_an_index_that_was_never_filled_is_empty(opened: Callable[[], Store], cache: Path) -> None:
    index = opened()
    assert list(index.facts()) == []
    spoil(cache, "UPDATE meta SET value = 'another version'")
    assert index.stats().notes == 0


def test_without_a_place_to_keep_it_it_lives_in_memory(root: Path, tmp_path: Path) -> None:
    vault = Vault(root, now=lambda: 0)  # every note was just written, so there is something to write down
    (tmp_path / "file").write_bytes(b"")
    with Store.open(root, ReadingSettings(), tmp_path / "file" / "cache") as index:
        assert "every command reads all notes again" in index.warning
        assert index.refresh(vault).added == BOTH
        assert paths(index) == list(BOTH)
        assert index.stats() == (2, 0, "")
        index._connection.execute("DROP TABLE note")
        with pytest.raises(IndexUnavailable):
            index.refresh(vault)


@pytest.mark.parametrize("query", ["SELECT nothing FROM note", "SELECT path FROM nowhere", "SELEKT path FROM note"])
def test_a_wrong_query_is_no_broken_index(opened: Callable[[], Store], vault: Vault, query: str) -> None:
    index = opened()
    index.refresh(vault)
    before = index._connection
    with pytest.raises(sqlite3.OperationalError):
        index.answer(lambda connection: connection.execute(query))
    assert (index.warning, index._connection) == ("", before)
    assert paths(index) == list(BOTH)


def test_no_memory_either(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise sqlite3.OperationalError("out of memory")

    monkeypatch.setattr(store, "open_file", fail)
    monkeypatch.setattr(store, "open_memory", fail)
    with pytest.raises(IndexUnavailable, match="not even in memory"):
        Store.open(root, ReadingSettings(), tmp_path / "cache")


def test_a_full_disk_sends_it_to_memory(opened: Callable[[], Store], vault: Vault) -> None:
    for number in range(40):
        (vault.root / f"{number}.md").write_text("long " * 1_000, encoding="utf-8")
        (vault.root / f"Person {number}.md").write_text(ADA + f"- 2026-01-03 {'word ' * 400}\n", encoding="utf-8")
    index = opened()
    index._connection.execute("PRAGMA max_page_count = 1")
    assert len(index.refresh(vault).added) == 82
    assert "full" in index.warning
    assert len(paths(index)) == 82


@pytest.mark.skipif(os.name != "posix", reason="limits are POSIX's")
def test_a_disk_that_fills_up(root: Path, tmp_path: Path) -> None:
    program = (
        "import resource, sys\nfrom pathlib import Path\n"
        "from mdnetwork.store import Store\nfrom mdnetwork.parsing import ReadingSettings\n"
        "from mdnetwork.vault import Vault\n"
        "root, cache, limit = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))\n"
        "with Store.open(root, ReadingSettings(), cache) as index:\n"
        "    print(len(index.refresh(Vault(root)).added), len(list(index.facts())), len(index.search('grants')))\n"
    )
    for limit in (0, 2_000, 40_000, 90_000):
        command = [sys.executable, "-c", program, str(root), str(tmp_path / f"cache{limit}"), str(limit)]
        run = subprocess.run(command, capture_output=True, text=True, check=True)
        assert run.stdout.split() == ["2", "2", "1"], run.stderr


def test_a_writer_who_never_ends_is_not_waited_for_for_ever(
    opened: Callable[[], Store], cache: Path, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "_WAIT", 0.01)
    opened()
    index = opened()
    busy = sqlite3.connect(next(cache.glob("*.sqlite")), isolation_level=None)
    busy.execute("BEGIN IMMEDIATE")
    assert index.refresh(vault).added == BOTH
    assert "locked" in index.warning
    busy.close()


def test_two_processes_may_fill_it_at_once(root: Path, cache: Path) -> None:
    for number in range(300):
        (root / f"{number}.md").write_text(ADA, encoding="utf-8")
    program = (
        "import sys\nfrom pathlib import Path\n"
        "from mdnetwork.store import Store\nfrom mdnetwork.parsing import ReadingSettings\n"
        "from mdnetwork.vault import Vault\n"
        "root = Path(sys.argv[1])\n"
        "with Store.open(root, ReadingSettings(), Path(sys.argv[2])) as index:\n"
        "    index.refresh(Vault(root))\n    print(len(list(index.facts())), repr(index.warning))\n"
    )
    command = [sys.executable, "-c", program, str(root), str(cache)]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    assert [run.communicate() for run in runs] == [("302 ''\n", "")] * 3


def test_a_note_that_cannot_be_read_keeps_what_was_known(
    opened: Callable[[], Store], root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = Vault(root, now=lambda: 0)  # every note was just written, so both are read again
    index = opened()
    index.refresh(vault)
    (root / BOTH[0]).write_text("other", encoding="utf-8")

    def refuse(path: str) -> bytes:
        raise Unreadable(path, "permission denied")

    monkeypatch.setattr(vault, "read", refuse)
    for _ in range(2):
        index.refresh(vault)
        assert [(p.path, p.code) for p in index.problems()] == [(BOTH[0], "UNREADABLE"), (BOTH[1], "UNREADABLE")]
    assert paths(index) == list(BOTH)
    monkeypatch.undo()
    assert index.refresh(vault).changed == (BOTH[0],)
    assert index.problems() == []


def test_a_note_that_vanishes_under_our_eyes(
    opened: Callable[[], Store], vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    def vanish(path: str) -> bytes:
        raise Vanished(path)

    monkeypatch.setattr(vault, "read", vanish)
    index = opened()
    assert index.refresh(vault) == Changes()
    assert paths(index) == []


def test_our_own_mistake_costs_one_note(root: Path, cache: Path, vault: Vault) -> None:
    def reader(path: str, data: bytes, settings: ReadingSettings) -> Facts:
        if path == BOTH[0]:
            raise RecursionError("too deep")
        return read_note(path, data, settings)

    with Store.open(root, ReadingSettings(), cache, read=reader) as index:
        index.refresh(vault)
        assert paths(index) == list(BOTH)
        assert [problem.code for problem in index.problems()] == ["READING"]


def test_patience(opened: Callable[[], Store], root: Path, vault: Vault) -> None:
    index = opened()
    index.refresh(vault, patient=True)
    text = (root / BOTH[0]).read_bytes()
    (root / BOTH[0]).unlink()
    assert index.refresh(vault, patient=True) == Changes(missing=(BOTH[0],))
    assert index.refresh(vault, patient=True, only=frozenset({"People"})) == Changes()
    assert paths(index) == list(BOTH)
    (root / BOTH[0]).write_bytes(text)  # the save is over
    assert index.refresh(vault, patient=True) == Changes()
    (root / BOTH[0]).unlink()
    assert index.refresh(vault, patient=True).missing == (BOTH[0],)
    assert index.refresh(vault, patient=True) == Changes(removed=(BOTH[0],))


def test_troubles_of_other_folders_outlive_a_narrow_refresh(
    opened: Callable[[], Store], root: Path, vault: Vault
) -> None:
    (root / "Sub").mkdir()
    (root / "Sub" / ".Bob.md.icloud").write_bytes(b"")
    index = opened()
    index.refresh(vault)
    assert [(problem.path, problem.code) for problem in index.problems()] == [("Sub/Bob.md", "EVICTED")]
    index.refresh(vault, only=frozenset({"People"}))
    assert len(index.problems()) == 1
    (root / "Sub" / ".Bob.md.icloud").unlink()
    index.refresh(vault, only=frozenset({"Sub"}))
    assert index.problems() == []


def test_an_evicted_note_keeps_what_was_known(opened: Callable[[], Store], root: Path, vault: Vault) -> None:
    index = opened()
    index.refresh(vault)
    (root / BOTH[0]).rename(root / f".{BOTH[0]}.icloud")
    assert index.refresh(vault) == Changes()
    assert paths(index) == list(BOTH)
    assert index.problems() == []


def test_a_refresh_that_is_broken_off_leaves_nothing_half_done(opened: Callable[[], Store], vault: Vault) -> None:
    def interrupt(done: int, _total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    index = opened()
    with pytest.raises(KeyboardInterrupt):
        index.refresh(vault, progress=interrupt)
    assert paths(index) == [*BOTH]
    assert index.refresh(vault) == Changes()


def test_other_settings_in_another_process_do_not_mix(root: Path, cache: Path, vault: Vault) -> None:
    plain, more = ReadingSettings(), ReadingSettings(people_folders=("X",))
    with Store.open(root, plain, cache) as one:
        one.refresh(vault)
        expected = list(one.facts())
        with Store.open(root, more, cache) as two:
            two.refresh(vault)
            assert list(one.facts()) == expected
            assert len(two.search("harbour")) == 1
            assert two.stats().notes == 2


def test_the_index_is_handed_over_in_mid_refresh(
    opened: Callable[[], Store], vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    index, calls = opened(), iter([False])
    real = schema.is_ours
    monkeypatch.setattr("mdnetwork.store.refresh.is_ours", lambda *given: next(calls, True) and real(*given))
    assert index.refresh(vault).added == BOTH
    assert index.warning == ""


def test_the_default_place_is_the_users_cache(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platformdirs.user_cache_path", lambda name: tmp_path / name)
    with Store.open(root, ReadingSettings()) as index:
        assert Path(index.stats().path).parent == tmp_path / "mdnetwork"


def test_closing_twice_is_closing(opened: Callable[[], Store]) -> None:
    index = opened()
    index.close()
    index.close()
