"""Answers on the shelf: what is kept comes back as it was, and goes when it is outdated."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdnetwork.answers.shelf import LARGEST, ROOM, AnswerFolder, KeptAnswer

TEXTS = st.text(st.characters(exclude_categories=()))
LINES = st.text(st.characters(exclude_characters="\n"))


def told(kept: KeptAnswer | None) -> tuple[str, str, bytes, str, str] | None:
    return None if kept is None else (kept.given, kept.root, kept.state, kept.out, kept.err)


def answer(out: str = "out", *, state: bytes = b"s", root: str = "/v") -> KeptAnswer:
    return KeptAnswer(root, root, state, out, "err")


@given(LINES, LINES, st.binary(), TEXTS, TEXTS)
def test_an_answer_is_read_as_it_was_written(given: str, root: str, state: bytes, out: str, err: str) -> None:
    kept = KeptAnswer(given, root, state, out, err)
    assert told(KeptAnswer.read(kept.written())) == told(kept)


@pytest.mark.parametrize(
    "data", [b"", b"\xff", b"mdnetwork answer 0\n00\na\nb\n0\nx", b"mdnetwork answer 1\nzz\na\nb\n0\nx", b"\n" * 9]
)
def test_what_is_none_of_ours_is_no_answer(data: bytes) -> None:
    assert KeptAnswer.read(data) is None


def test_keeping_and_forgetting(tmp_path: Path) -> None:
    shelf = AnswerFolder(str(tmp_path / "answers"))
    assert shelf.find("a") is None
    shelf.forget()
    shelf.keep("a", answer())
    assert told(shelf.find("a")) == told(answer())
    shelf.forget()
    assert shelf.find("a") is None


def test_another_state_of_the_same_vault_outdates_what_was_said_of_it(tmp_path: Path) -> None:
    shelf = AnswerFolder(str(tmp_path))
    shelf.keep("a", answer())
    shelf.keep("b", answer(root="/other"))
    (tmp_path / "c").write_bytes(b"of another program")
    shelf.keep("d", answer(state=b"t"))
    assert sorted(each.name for each in tmp_path.iterdir()) == ["b", "d"]


def test_there_is_room_for_the_latest(tmp_path: Path) -> None:
    shelf = AnswerFolder(str(tmp_path))
    for number in range(ROOM + 5):
        shelf.keep(f"{number:03}", answer())
        os.utime(tmp_path / f"{number:03}", ns=(number, number))
    assert sorted(each.name for each in tmp_path.iterdir()) == [f"{number:03}" for number in range(5, ROOM + 5)]
    shelf.keep("large", answer("x" * LARGEST))
    assert shelf.find("large") is None


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_answers_are_for_their_user_alone(tmp_path: Path) -> None:
    shelf = AnswerFolder(str(tmp_path / "answers"))
    shelf.keep("a", answer())
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "answers", tmp_path / "answers/a")]
    assert modes == [0o700, 0o600]


def test_where_nothing_can_be_kept_nothing_is(tmp_path: Path) -> None:
    (tmp_path / "answers").write_text("no folder")
    shelf = AnswerFolder(str(tmp_path / "answers"))
    shelf.keep("a", answer())
    shelf.forget()
    assert shelf.find("a") is None
