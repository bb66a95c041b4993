"""The shelf, the token and what outlives a run."""

from __future__ import annotations

import stat
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mdnetwork.errors import OutputError, SettingsError
from mdnetwork.sync.credentials import feed_names, is_everywhere, is_loopback, urls
from mdnetwork.sync.state import Since, Token, state_folder
from mdnetwork.web.feeds import ServedFeeds

MOMENT = datetime(2026, 11, 23, 10, 0, 0, 900_000, tzinfo=UTC)


def changed(shelf: ServedFeeds) -> datetime:
    served = shelf.get("feed")
    assert served is not None
    return served.changed


def test_the_date_moves_only_with_the_bytes_and_always_with_them() -> None:
    shelf = ServedFeeds()
    assert shelf.put("feed", b"a", MOMENT)
    assert changed(shelf) == MOMENT.replace(microsecond=0)
    assert not shelf.put("feed", b"a", MOMENT + timedelta(hours=1))
    assert changed(shelf) == MOMENT.replace(microsecond=0)
    assert shelf.put("feed", b"b", MOMENT)
    assert changed(shelf) == MOMENT.replace(second=1, microsecond=0)
    assert shelf.put("feed", b"a", MOMENT - timedelta(days=1))  # the clock went back
    assert changed(shelf) == MOMENT.replace(second=2, microsecond=0)


def test_a_restart_is_no_change(tmp_path: Path) -> None:
    first = ServedFeeds(Since(tmp_path))
    first.put("feed", b"a", MOMENT)
    first.record()
    second = ServedFeeds(Since(tmp_path))
    second.put("feed", b"a", MOMENT + timedelta(days=1))
    assert changed(second) == MOMENT.replace(microsecond=0)
    third = ServedFeeds(Since(tmp_path))
    third.put("feed", b"b", MOMENT + timedelta(days=1))
    assert changed(third) == (MOMENT + timedelta(days=1)).replace(microsecond=0)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"feed": 1}', '{"feed": ["a"]}', '{"feed": [1, "x"]}', "\x00"])
def test_spoilt_dates_are_as_good_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "since.json").write_text(text)
    shelf = ServedFeeds(Since(tmp_path))
    shelf.put("feed", b"a", MOMENT)
    assert changed(shelf) == MOMENT.replace(microsecond=0)


def test_feeds_that_are_named_no_more_are_gone() -> None:
    shelf = ServedFeeds()
    for name in ("feed", "work"):
        shelf.put(name, b"a", MOMENT)
    shelf.keep_only(["feed"])
    assert shelf.get("work") is None
    assert shelf.get("feed") is not None


def test_the_token_is_made_once_and_only_for_the_user(tmp_path: Path) -> None:
    token = Token(tmp_path).current()
    assert len(token) == 43
    assert Token(tmp_path).current() == token
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "token").stat().st_mode) == 0o600


def test_a_new_token_holds_at_once_in_a_server_that_runs(tmp_path: Path) -> None:
    running = Token(tmp_path)
    first = running.current()
    second = Token(tmp_path).rotate()
    assert first != second
    assert running.current() == second


def test_a_running_server_outlives_the_loss_of_its_file(tmp_path: Path) -> None:
    running = Token(tmp_path)
    first = running.current()
    (tmp_path / "token").unlink()
    assert running.current() == first


@pytest.mark.parametrize("text", ["", "short", "a/b" * 20, "à" * 40])
def test_a_spoilt_token_is_made_anew(tmp_path: Path, text: str) -> None:
    (tmp_path / "token").write_text(text, encoding="utf-8")
    (tmp_path / "token").chmod(0o600)
    assert len(Token(tmp_path).current()) == 43


def test_each_vault_has_a_state_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_STATE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "state"))
    one, other = (state_folder(tmp_path / name, "serve") for name in ("one", "other"))
    assert one != other
    assert one.is_dir()
    (tmp_path / "state").rename(tmp_path / "away")
    (tmp_path / "state").write_text("")
    with pytest.raises(OutputError, match="cannot be created"):
        state_folder(tmp_path / "one", "serve")


def test_addresses() -> None:
    assert list(urls("127.0.0.1", 8321, "tok", "feed")) == [
        "http://127.0.0.1:8321/tok/feed.ics",
        "webcal://127.0.0.1:8321/tok/feed.ics",
    ]
    assert next(iter(urls("::1", 1, "tok", "è/?"))) == "http://[::1]:1/tok/%C3%A8%2F%3F.ics"


@pytest.mark.parametrize(
    ("host", "loopback", "everywhere"),
    [
        ("127.0.0.1", True, False),
        ("127.8.8.8", True, False),
        ("::1", True, False),
        ("localhost", True, False),
        ("LocalHost", True, False),
        ("0.0.0.0", False, True),  # noqa: S104  nothing listens here
        ("::", False, True),
        ("", False, True),
        ("192.168.1.5", False, False),
        ("example.org", False, False),
    ],
)
def test_who_can_reach_an_address(host: str, loopback: bool, everywhere: bool) -> None:
    assert (is_loopback(host), is_everywhere(host)) == (loopback, everywhere)


def test_names_of_feeds() -> None:
    assert feed_names(["work", "home"]) == ["feed", "work", "home"]
    with pytest.raises(SettingsError, match="rename it"):
        feed_names(["work", "feed"])
