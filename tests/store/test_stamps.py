"""What to read again, decided from stamps alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mdnetwork.store.refresh import RefreshPlan, compare, is_settled, unsettled
from mdnetwork.vault import Scan, Stamp, Stamps
from mdnetwork.vault_files import GRANULARITY

OLD = Stamp(1_000, 5, 7, 1_000)


def scan(*paths: str, **how: frozenset[str]) -> Scan:
    return Scan(known(*paths), **how)  # type: ignore[arg-type]


def known(*paths: str) -> Stamps:
    return Stamps.by_path(dict.fromkeys(paths, OLD))


def test_the_same_stamp_needs_nothing() -> None:
    assert compare(known("a.md"), scan("a.md")) == RefreshPlan()


def test_any_part_of_a_stamp_tells() -> None:
    for part in Stamp._fields:
        now = Scan(Stamps.by_path({"a.md": OLD._replace(**{part: 6})}))
        assert compare(known("a.md"), now).read == ("a.md",)


def test_an_unsettled_note_is_read_again() -> None:
    assert compare(Stamps.by_path({"a.md": unsettled(OLD)}), scan("a.md")).read == ("a.md",)


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
    now = Scan(Stamps.by_path({"b.md": OLD._replace(ctime_ns=2_000)}))
    for before in (OLD, unsettled(OLD)):
        assert compare(Stamps.by_path({"a.md": before}), now, frozenset()) == RefreshPlan(("b.md",), ("a.md",))


PATHS = ("a.md", "b/c.md", "b/d/e.md", "b.md", "b0.md", "bb/f.md", "b", "b-/g.md")
STAMPS = st.dictionaries(st.sampled_from(PATHS), st.builds(Stamp, *[st.integers(1, 2)] * len(Stamp._fields)))


@given(STAMPS)
def test_stamps_are_those_of_a_dictionary(stamps: dict[str, Stamp]) -> None:
    made = Stamps.by_path(stamps)
    again = Stamps(made.folders)
    assert dict(again) == stamps
    assert len(again) == len(stamps)
    assert [path in again for path in PATHS] == [path in stamps for path in PATHS]


@given(STAMPS, STAMPS, st.none() | st.frozensets(st.sampled_from(("a.md", "b", "b/d", "x")), min_size=1))
def test_notes_are_compared_where_the_walk_was(
    before: dict[str, Stamp], there: dict[str, Stamp], only: frozenset[str] | None
) -> None:
    now = Scan(Stamps(), only=only)
    seen = {path: stamp for path, stamp in there.items() if now.walked(path)}
    plan = compare(Stamps.by_path(before), Scan(Stamps.by_path(seen), only=only))
    assert plan.read == tuple(sorted(path for path, stamp in seen.items() if before.get(path) != stamp))
    assert plan.gone == tuple(sorted(path for path in before.keys() - seen.keys() if now.walked(path)))
