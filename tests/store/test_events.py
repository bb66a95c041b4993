"""The events of feeds in the store: taken while nothing changed what they say, and written again when something did."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest

from mdnetwork import Network
from mdnetwork.calendar.select import FeedSettings, Overdue, kinds_of
from mdnetwork.calendar.text import calendar
from mdnetwork.i18n import texts
from mdnetwork.store import feeds, follow_ups
from support.vaults import write

TODAY = date(2026, 11, 23)
FULL = FeedSettings(details="full", vault_name="V")
DIGEST = FeedSettings(style="digest", vault_name="V", privacy="initials")
EACH = FeedSettings(per_day=50, vault_name="V")
NARROW = FeedSettings(circles=("core",), tags=("mentor",), vault_name="V")
VAULT = {
    "People/Ada Loughton.md": "---\ntype: person\nbirthday: 1990-12-03\ncircle: core\ncadence: 2 weeks\n---\n## Log\n"
    "- 2026-10-01 call #promised the paper by 2026-12-01\n- 2026-10-02 lunch with [[Zara Quiet]]\n",
    "People/Bruno Neri.md": "---\ntype: person\ntags: [mentor]\nphone: +39 02 1234\n---\n## Log\n- 2026-11-20 met\n"
    "- 2026-11-21 #introduced by [[Ada Loughton]] to [[Zara Quiet]]\n- [ ] send the looms 📅 2026-11-30\n",
    "People/Zara Quiet.md": "---\ntype: person\ncadence: month\n---\n## Log\n- 2026-09-01 call\n",
    "Meetings/2026-11-25 Looms.md": "---\ntype: meeting\ndate: 2026-11-25\nattendees: ['[[Ada Loughton]]', "
    "'[[Zara Quiet]]']\n---\nAgenda.\n",
    "2026-11-10.md": "- coffee with [[Ada Loughton]] and [[Zara Quiet]] #promised a list by 2026-12-05\n",
}
Edit = Callable[[dict[str, str]], None]


def changed(path: str, old: str, new: str) -> Edit:
    def edit(notes: dict[str, str]) -> None:
        assert old in notes[path]
        notes[path] = notes[path].replace(old, new)

    return edit


def moved(path: str, to: str) -> Edit:
    return lambda notes: notes.update({to: notes.pop(path)})


def removed(path: str) -> Edit:
    return lambda notes: [notes.pop(path)].clear()


ADA, BRUNO, ZARA, MEETING, _ = VAULT
EDITS = {
    "somebody becomes private": changed(ZARA, "cadence", "private: true\ncadence"),
    "the person becomes private": changed(ADA, "circle", "private: true\ncircle"),
    "another name": moved(ZARA, "People/Zara Loud.md"),
    "another name of an attendee": changed(ZARA, "type: person", "type: person\nname: Dr Zara Q."),
    "an alias": changed(ZARA, "type: person", "type: person\naliases: [paper]\nprivate: true"),
    "a phone": changed(BRUNO, "02 1234", "02 9999"),
    "an e-mail address": changed(ADA, "circle", "email: ada@example.org\ncircle"),
    "another day": changed(BRUNO, "2026-11-30", "2026-12-09"),
    "other words": changed(BRUNO, "the looms", "the mills"),
    "a person less": removed(ZARA),
    "a person more": lambda notes: notes.update({"People/Carla Riva.md": notes[ADA]}),
    "an attendee less": changed(MEETING, ", '[[Zara Quiet]]'", ""),
    "a meeting moved": changed(MEETING, "date: 2026-11-25", "date: 2026-11-26"),
    "a log line more": changed(ADA, "- 2026-10-02", "- 2026-11-22 call about looms\n- 2026-10-02"),
    "another circle": changed(ADA, "circle: core", "circle: outer"),
    "a note renamed": moved(MEETING, "Meetings/2026-11-25 Mills.md"),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path / "vault", VAULT)
    return tmp_path / "vault"


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def fed(root: Path, cache: Path, settings: FeedSettings = EACH, today: date = TODAY) -> bytes:
    with Network.open(root, cache_dir=cache) as network:
        network.refresh()
        return network.at(today).feed(settings)


def database(cache: Path) -> sqlite3.Connection:
    (file,) = cache.glob("*.sqlite")
    return sqlite3.connect(file, isolation_level=None)


def kept(cache: Path) -> set[tuple[str, bytes]]:
    with closing(database(cache)) as connection:
        return set(connection.execute("SELECT uid, digest FROM event"))


@pytest.mark.parametrize("settings", [EACH, FULL, DIGEST, NARROW], ids=["each", "full", "digest", "narrow"])
@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_after_any_change_the_feed_is_the_one_of_a_new_store(
    edit: Edit, settings: FeedSettings, tmp_path: Path, root: Path, cache: Path
) -> None:
    fed(root, cache, settings)
    notes = dict(VAULT)
    edit(notes)
    for path in VAULT.keys() - notes.keys():
        (root / path).unlink()
    write(root, {path: text for path, text in notes.items() if VAULT.get(path) != text})
    again = fed(root, cache, settings)
    assert again == fed(root, tmp_path / "new", settings)
    assert again.count(b"\r\nUID:") == len(kept(cache)) - 1  # the header is one too


@pytest.mark.parametrize("settings", [EACH, FULL, DIGEST], ids=["each", "full", "digest"])
def test_on_another_day_the_feed_is_the_one_of_a_new_store(
    settings: FeedSettings, tmp_path: Path, root: Path, cache: Path
) -> None:
    fed(root, cache, settings)
    for days in (1, 2, 3, -20, 40):
        day = TODAY + timedelta(days)
        assert fed(root, cache, settings, day) == fed(root, tmp_path / f"new{days}", settings, day)


@pytest.mark.parametrize("overdue", ["roll", "pin"])
@pytest.mark.parametrize("per_day", [1, 2, 7])
def test_a_feed_of_the_most_important_is_that_of_all_follow_ups(
    per_day: int, overdue: Overdue, root: Path, cache: Path
) -> None:
    """One has the UID of another one, on another day, and the earliest stays."""
    goal = "---\ntype: goal\n---\n- [ ] find a loom 📅 {}\n"
    late = {f"{n}.md": f"---\ntype: person\ncadence: {n} weeks\nlast_contact: 2026-06-01\n---\n" for n in range(1, 9)}
    goals = {"A/Tour.md": goal.format("2025-11-01"), "B/Tour.md": goal.format("2026-11-30")}
    write(root, late | goals)
    settings = FeedSettings(per_day=per_day, overdue=overdue, vault_name="V")
    read = partial(follow_ups.dated_rows, today=TODAY, kinds=kinds_of(settings))
    with Network.open(root, cache_dir=cache) as network:
        answers = network.at(TODAY)
        some, every = answers.calendar(settings), network.store.concluded(answers.rules, read)
        plain = calendar(every, answers.directory, settings, TODAY, texts("en"))
    assert [each.path for each in some.problems] == ["B/Tour.md"]
    assert some == plain


def test_an_event_is_taken_from_the_store_until_something_in_it_changes(root: Path, cache: Path) -> None:
    first = fed(root, cache)
    with closing(database(cache)) as connection:
        connection.execute("UPDATE event SET bytes = CAST(replace(CAST(bytes AS TEXT), 'looms', 'LOOMS') AS BLOB)")
    assert fed(root, cache) == first.replace(b"looms", b"LOOMS") != first
    before = kept(cache)
    write(root, {BRUNO: VAULT[BRUNO].replace("02 1234", "02 9999")})
    assert fed(root, cache) != first
    assert len(before - kept(cache)) == len(kept(cache) - before) == 1


def test_a_row_tells_everything_that_its_event_depends_on(root: Path, cache: Path) -> None:
    with Network.open(root, cache_dir=cache) as network:
        network.refresh()
        (row,) = (each for each in network.at(TODAY).open_follow_ups() if each.kind == "prepare")
        zara = network.at(TODAY).person("Zara Quiet")
        assert (row.person, row.people) == (network.at(TODAY).person("Ada Loughton"), row.load().people)
        assert zara in row.people
        assert zara.name in row.inputs(TODAY).partition(row.rest)[2]
        days = [row.inputs(TODAY + timedelta(days)) for days in (1, 2, 3)]  # the meeting is in two days
        assert days[0] != days[1] == days[2]
        assert row.lines() == [(line.path, line.line) for line in row.load().evidence]


def test_another_version_of_a_library_writes_everything_again(
    root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = fed(root, cache)
    with closing(database(cache)) as connection:
        connection.execute("UPDATE event SET bytes = x'00'")
    monkeypatch.setattr(feeds, "libraries", lambda: "another")
    assert fed(root, cache) == first
    assert fed(root, cache) == first


def test_feeds_keep_their_events_beside_each_other_until_others_come(root: Path, cache: Path) -> None:
    for settings in (EACH, FULL, EACH):
        fed(root, cache, settings)
    both = len(kept(cache))
    fed(root, cache, EACH)
    assert len(kept(cache)) == both
    for number in range(feeds.FEEDS + 3):
        fed(root, cache, replace(DIGEST, name=f"Feed {number}"))
    with closing(database(cache)) as connection:
        named = [
            name for (name,) in connection.execute("SELECT settings FROM feed JOIN event ON feed = id GROUP BY id")
        ]
    assert len(named) == feeds.FEEDS
    assert all(f"'Feed {number}'" in name for number, name in enumerate(named, 3))


def test_where_they_cannot_be_kept_the_feed_is_the_same(root: Path, cache: Path) -> None:
    first = fed(root, cache)
    with closing(database(cache)) as connection:
        connection.execute("DELETE FROM event")
        connection.execute("CREATE TRIGGER full BEFORE INSERT ON event BEGIN SELECT RAISE(FAIL, 'no room'); END")
    assert fed(root, cache) == first
    assert kept(cache) == set()
    with closing(database(cache)) as connection:
        connection.execute("DROP TABLE event")
    assert fed(root, cache) == first
    assert len(kept(cache)) > 1
