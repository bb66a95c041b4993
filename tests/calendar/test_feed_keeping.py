"""What one feed leaves for the next: events that failed are not kept, those of today are told of for a day alone."""

from __future__ import annotations

from mdnetwork.calendar.keeping import Frame, Pages, Press
from mdnetwork.calendar.settings import FeedSettings
from mdnetwork.followups import uid
from mdnetwork.people import People
from mdnetwork.people.privacy import PrivacyFilter
from support.feeds import BRUNO, TODAY, due

FRAME = Frame(FeedSettings(), TODAY, "en", PrivacyFilter(People(), "feed"))


def test_an_event_that_could_not_be_written_is_asked_for_again() -> None:
    press, one, two = Press(), due(days=-1), due("planned", days=-1)
    groups = ((one,), (two,))
    dealt, _ = press.deal(FRAME, groups)
    assert {each.picked.follow_up.kind for each in dealt.fixed} == {"cadence", "planned"}
    assert press.bind(dealt, {uid(one): b"event"}) == [b"event"]
    again, _ = press.deal(FRAME, groups)
    assert [each.picked.follow_up for each in again.fixed] == [two]
    assert press.bind(again, {}) == [b"event"]


def test_what_is_dealt_to_today_is_asked_for_at_every_feed() -> None:
    press, one, two = Press(), due(days=3), due("promise", BRUNO, days=3)
    frame, group = FRAME._replace(settings=FeedSettings(per_day=1)), (one,)
    dealt, _ = press.deal(frame, (group, ()))
    assert press.bind(dealt, {uid(one): b"one"}) == [b"one"]
    dealt, _ = press.deal(frame, (group, (two,)))
    assert [each.picked.follow_up for each in dealt.dealt] == [two]
    assert press.bind(dealt, {uid(two): b"two"}) == [b"two"]


def test_a_uid_that_is_there_already_is_settled_among_all() -> None:
    press, one, two = Press(), due(days=-1), due(days=-2)
    group = (one,)
    press.bind(press.deal(FRAME, (group, ()))[0], {uid(one): b"event"})
    for _ in range(2):
        dealt, problems = press.deal(FRAME, (group, (two,)))
        assert [each.picked.follow_up for each in dealt.fixed] == [one]
        assert len(problems) == 1


def test_events_stand_in_order_of_uid_on_whatever_page() -> None:
    pages = Pages()
    events = {f"{number:03}": bytes([number]) for number in range(249, 0, -2)}
    pages.put(events)
    assert pages.events() == [events[each] for each in sorted(events)]
    pages.put({"101": b"", "100": b"new", "001": b"other"})
    more = {key: data for key, data in events.items() if key != "101"} | {"100": b"new", "001": b"other"}
    assert pages.events() == [more[each] for each in sorted(more)]
