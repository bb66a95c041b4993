"""The memo of event bytes: kept from run to run, bounded, never in the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from mdnetwork.parsing import ReadingSettings
from mdnetwork.store import Store, memo


def opened(tmp_path: Path) -> Store:
    return Store.open(tmp_path, ReadingSettings(), tmp_path / "cache")


def test_it_lasts(tmp_path: Path) -> None:
    with opened(tmp_path) as index:
        index.memo["a"] = b"1"
        index.memo["b"] = b"2"
        assert len(index.memo) == 2
    with opened(tmp_path) as index:
        assert dict(index.memo) == {"a": b"1", "b": b"2"}
        del index.memo["a"]
        assert "a" not in index.memo
    with opened(tmp_path) as index:
        assert list(index.memo) == ["b"]
        assert index.memo.get("a") is None


def test_what_nobody_asks_for_is_let_go_when_it_is_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(tmp_path) as index:
        index.memo.update({"a": b"1", "b": b"2", "c": b"3"})
    monkeypatch.setattr(memo, "ROOM", 1)
    with opened(tmp_path) as index:
        assert index.memo["a"] == b"1"
        index.memo.flush()
        assert list(index.memo) == ["a"]
    with opened(tmp_path) as index:
        assert list(index.memo) == ["a"]


def test_what_cannot_be_kept_is_forgotten(tmp_path: Path) -> None:
    with opened(tmp_path) as index:
        index.memo["a"] = b"1"
        index._connection.execute("DROP TABLE memo")
        index.memo.flush()
        assert index.memo["a"] == b"1"
    with opened(tmp_path) as index:
        assert dict(index.memo) == {}


def test_a_key_that_is_no_text_is_not_kept(tmp_path: Path) -> None:
    with opened(tmp_path) as index:
        index.memo["\ud800"] = b"1"
    with opened(tmp_path) as index:
        assert dict(index.memo) == {}


def test_who_rests_holds_nothing_and_finds_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(tmp_path) as index:
        index.memo.rest()
        index.memo.update({"a": b"1", "b": b"2"})
        index.memo.rest()  # too little to let go of
        assert index.memo._data == {"a": b"1", "b": b"2"}
        monkeypatch.setattr(memo, "FEW", 1)
        index.memo.rest()
        assert index.memo._data == {}
        assert (index.memo["a"], index.memo.get("b"), index.memo.get("c")) == (b"1", b"2", None)
        index.memo["c"] = b"3"
        assert index.memo["c"] == b"3"
        index.memo.flush()
        assert dict(index.memo) == {"a": b"1", "b": b"2", "c": b"3"}  # it wakes
        index.memo.rest()
        del index.memo["a"]
    with opened(tmp_path) as index:
        assert dict(index.memo) == {"b": b"2", "c": b"3"}


def test_who_rests_bears_a_broken_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memo, "FEW", 1)
    with opened(tmp_path) as index:
        index.memo["a"] = b"1"
        index._connection.execute("ALTER TABLE memo RENAME TO other")
        index.memo.rest()  # it cannot be written, so it is held
        assert index.memo["a"] == b"1"
        index._connection.execute("ALTER TABLE other RENAME TO memo")
        index.memo.rest()
        index._connection.execute("DROP TABLE memo")
        assert index.memo.get("a") is None
