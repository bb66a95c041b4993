"""What one feed leaves for the next: events that failed are not kept, those of today are told of for a day alone."""

from __future__ import annotations

from mdnetwork.calendar.keeping import Frame, Pages, Press
from mdnetwork.calendar.select import FeedSettings
from mdnetwork.followups.identity import uid
from mdnetwork.people import People
from mdnetwork.people.privacy import PrivacyFilter
from support.feeds import BRUNO, TODAY, due

FRAME = Frame(FeedSettings(), TODAY, "en", PrivacyFilter(People(), "feed"))


def test_an_event_that_could_not_be_written_is_asked_for_again() -> None:
    press, one, two = Press(), due(days=-1), due("planned", days=-1)
    groups = ((one,), (two,))
    scheduled, _ = press.schedule(FRAME, groups)
    assert {each.item.follow_up.kind for each in scheduled.fixed} == {"cadence", "planned"}
    assert press.join(scheduled, {uid(one): b"event"}) == [b"event"]
    again, _ = press.schedule(FRAME, groups)
    assert [each.item.follow_up for each in again.fixed] == [two]
    assert press.join(again, {}) == [b"event"]


def test_what_is_dealt_to_today_is_asked_for_at_every_feed() -> None:
    press, one, two = Press(), due(days=3), due("promise", BRUNO, days=3)
    frame, group = FRAME._replace(settings=FeedSettings(per_day=1)), (one,)
    scheduled, _ = press.schedule(frame, (group, ()))
    assert press.join(scheduled, {uid(one): b"one"}) == [b"one"]
    scheduled, _ = press.schedule(frame, (group, (two,)))
    assert [each.item.follow_up for each in scheduled.today] == [two]
    assert press.join(scheduled, {uid(two): b"two"}) == [b"two"]


def test_a_uid_that_is_there_already_is_settled_among_all() -> None:
    press, one, two = Press(), due(days=-1), due(days=-2)
    group = (one,)
    press.join(press.schedule(FRAME, (group, ()))[0], {uid(one): b"event"})
    for _ in range(2):
        scheduled, problems = press.schedule(FRAME, (group, (two,)))
        assert [each.item.follow_up for each in scheduled.fixed] == [one]
        assert len(problems) == 1


def test_events_stand_in_order_of_uid_on_whatever_page() -> None:
    pages = Pages()
    events = {f"{number:03}": bytes([number]) for number in range(249, 0, -2)}
    pages.replace(events)
    assert pages.events() == [events[each] for each in sorted(events)]
    pages.replace({"101": b"", "100": b"new", "001": b"other"})
    more = {key: data for key, data in events.items() if key != "101"} | {"100": b"new", "001": b"other"}
    assert pages.events() == [more[each] for each in sorted(more)]
