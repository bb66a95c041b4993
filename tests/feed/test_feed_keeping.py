"""What one feed leaves for the next: events that failed are not kept, and the order is that of UIDs."""

from __future__ import annotations

from feed_builders import TODAY, due

from mdnetwork.feed.choosing import Choice
from mdnetwork.feed.dealing import Placed
from mdnetwork.feed.keeping import Press
from mdnetwork.feed.settings import FeedSettings


def test_an_event_that_could_not_be_written_is_asked_for_again() -> None:
    press, settings, one, two = Press(), FeedSettings(), due(), due("planned")
    _, others = press.begin("frame", (one, two), Choice(settings))
    press.keep(settings, [Placed(TODAY, each) for each in others], {others[0].uid: b"event"})
    known, again = press.begin("frame", (one, two), Choice(settings))
    assert known == {others[0].uid: b"event"}
    assert again == [others[1]]


def test_few_new_events_find_their_place() -> None:
    press = Press()
    events = {f"{number:03}": bytes([number]) for number in range(0, 250, 2)}
    assert press.in_order(events) == [events[uid] for uid in sorted(events)]
    more = {uid: data for uid, data in events.items() if uid != "100"} | {"101": b"new"}
    assert press.in_order(more) == [more[uid] for uid in sorted(more)]
