"""What to read again, decided from stamps alone."""

from __future__ import annotations

from contextlib import closing

from hypothesis import given
from hypothesis import strategies as st

from mdnetwork.store.refresh import FileStamp, RefreshPlan, below, compare, is_settled
from mdnetwork.store.schema import open_memory
from mdnetwork.vault import Scan, Stamp
from mdnetwork.vault_files import GRANULARITY

OLD = Stamp(1_000, 5, 7, 1_000)


def scan(*paths: str, **how: frozenset[str]) -> Scan:
    return Scan(dict.fromkeys(paths, OLD), **how)  # type: ignore[arg-type]


def known(*paths: str) -> dict[str, FileStamp]:
    return {path: FileStamp(OLD) for path in paths}


def test_the_same_stamp_needs_nothing() -> None:
    assert compare(known("a.md"), scan("a.md")) == RefreshPlan()


def test_any_part_of_a_stamp_tells() -> None:
    for part in Stamp._fields:
        now = Scan({"a.md": OLD._replace(**{part: 6})})
        assert compare(known("a.md"), now).read == ("a.md",)


def test_an_unsettled_note_is_read_again() -> None:
    assert compare({"a.md": FileStamp(OLD, settled=False)}, scan("a.md")).read == ("a.md",)


def test_a_stamp_settles_when_the_clock_has_moved_on() -> None:
    assert not is_settled(OLD, 1_000 + GRANULARITY)
    assert is_settled(OLD, 1_001 + GRANULARITY)
    assert not is_settled(OLD._replace(mtime_ns=10**18), 1_001 + GRANULARITY)
    assert not is_settled(OLD._replace(ctime_ns=10**18), 1_001 + GRANULARITY)


def test_what_the_scan_did_not_see_stays() -> None:
    before = known("a/x.md", "b/x.md", "c.md", "d/x.md")
    assert compare(before, scan(evicted=frozenset({"c.md"}), unread=frozenset({"b"}))).gone == ("a/x.md", "d/x.md")
    assert compare(before, scan(only=frozenset({"a"}))).gone == ("a/x.md",)
    assert compare(before, scan(unread=frozenset({""}))).gone == ()


def test_patience_waits_for_a_second_look() -> None:
    first = compare(known("a.md", "b.md"), scan("b.md"), frozenset())
    assert (first.gone, first.missing) == ((), ("a.md",))
    second = compare(known("a.md", "b.md"), scan(), frozenset(first.missing))
    assert (second.gone, second.missing) == (("a.md",), ("b.md",))


def test_a_renamed_note_is_gone_at_once() -> None:
    now = Scan({"b.md": OLD._replace(ctime_ns=2_000)})
    assert compare(known("a.md"), now, frozenset()) == RefreshPlan(("b.md",), ("a.md",))


@given(
    st.lists(st.sampled_from(("a.md", "b/c.md", "b/d/e.md", "b.md", "b0.md", "bb/f.md", "b", "b-/g.md")), unique=True),
    st.frozensets(st.sampled_from(("a.md", "b", "b/d", "x")), min_size=1),
)
def test_what_is_known_below_a_folder_is_what_a_walk_of_it_would_see(paths: list[str], only: frozenset[str]) -> None:
    with closing(open_memory("mark")) as connection:
        connection.executemany(
            "INSERT INTO note (path, mtime_ns, size, inode, ctime_ns, settled, digest, kind)"
            " VALUES (?, 1, 1, 1, 1, 1, '', '')",
            [(path,) for path in paths],
        )
        assert below(connection, only) == {path for path in paths if Scan({}, only=only).walked(path)}
