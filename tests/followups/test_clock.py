"""A new day: the clock records how long its answers hold, and only those are asked again whose answers end."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from mdnetwork.dates import Cadence, PartialDate, Span
from mdnetwork.followups.cadences import FollowUpSettings
from mdnetwork.followups.context import Clock
from mdnetwork.i18n import texts
from mdnetwork.parsing import ReadingSettings
from mdnetwork.store import Store
from mdnetwork.store.follow_ups import Rules
from mdnetwork.vault import Vault

TODAY = date(2026, 11, 23)
NEAR = st.one_of(st.dates(date(2026, 9, 1), date(2027, 3, 1)), st.sampled_from((date.min, date.max, date(2028, 2, 29))))
YEARLY = st.builds(PartialDate, st.integers(1, 12), st.one_of(st.none(), st.integers(1, 28), st.just(29)))
QUESTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("is_before"), NEAR), st.tuples(st.just("is_after"), NEAR), st.tuples(st.just("next"), YEARLY)
    ),
    max_size=4,
)


def answers(questions: list[tuple[str, date | PartialDate]], today: date) -> tuple[list[object], Clock]:
    clock = Clock(today)
    return [getattr(clock, name)(day) for name, day in questions], clock


@given(QUESTIONS, st.dates(date(2026, 10, 1), date(2027, 1, 30)), st.data())
def test_answers_hold_from_the_first_day_to_the_last(
    questions: list[tuple[str, date | PartialDate]], today: date, data: st.DataObject
) -> None:
    found, clock = answers(questions, today)
    assert clock.holds_from <= today <= clock.holds_until
    first, last = max(clock.holds_from, date(2024, 1, 1)), min(clock.holds_until, date(2029, 1, 1))
    for day in (first, last, data.draw(st.dates(first, last))):
        assert answers(questions, day)[0] == found
    for day in (clock.holds_from, clock.holds_until):
        step = timedelta(days=-1 if day == clock.holds_from else 1)
        if day not in {date.min, date.max}:
            assert answers(questions, day + step)[0] != found


def test_the_clock_answers_as_dates_do() -> None:
    days = [TODAY + timedelta(days=n) for n in (-1, 0, 1)]
    assert [Clock(TODAY).is_before(day) for day in days] == [False, False, True]
    assert [Clock(TODAY).is_after(day) for day in days] == [True, False, False]
    assert Clock(TODAY).next(PartialDate(11, 22)) == date(2027, 11, 22)
    assert Clock(TODAY).next(PartialDate(11)) is None


def note(number: int) -> tuple[str, str]:
    """A person with a birthday, a cadence, a first meeting and a promise, on days spread over a year."""
    day = TODAY - timedelta(days=number * 37 % 300)
    keys = (f"birthday: {date(1990, 1, 1) + timedelta(days=number * 53 % 365)}", f"met: {day}", "circle: core")
    text = "\n".join(
        ("---", "type: person", *keys, "---", "## Log", f"- {day} coffee", f"- {day} #promised a book", "")
    )
    return f"People/Ada {number}.md", text


def test_on_an_ordinary_next_day_few_people_are_asked_again(tmp_path: Path) -> None:
    meeting = "Meetings/2026-11-24 plan.md", '---\nattendees: ["[[Ada 3]]", "[[Ada 4]]"]\n---\n'
    written = [*map(note, range(200)), meeting]
    root = tmp_path / "vault"
    for path, text in written:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    settings = FollowUpSettings(circles=(("core", Cadence(Span(days=30), Span(days=40), text="30d")),))
    with Store.open(root, ReadingSettings(), tmp_path / "cache") as store:
        store.refresh(Vault(root))
        for days, least, most in ((0, 200, 200), (1, 0, 20), (2, 0, 20), (9, 1, 60), (8, 1, 20), (400, 200, 200)):
            today = TODAY + timedelta(days=days)
            store.concluded(Rules(settings, texts("en"), today), lambda _: None)
            assert least <= store.computed <= most
