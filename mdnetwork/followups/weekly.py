"""Follow-ups: ties that sleep, of which one is offered each week, for a reason that the notes give.

Neither a circle nor a cadence is needed. Nobody is offered without a reason, or against the choice of the user.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from mdnetwork.dates import add_days
from mdnetwork.fields import value_of
from mdnetwork.followups.context import FollowUpContext, Rule
from mdnetwork.followups.history import PersonHistory, habit, latest
from mdnetwork.followups.rules import last_talk
from mdnetwork.followups.text import readable, words
from mdnetwork.frozen import NamedTuple
from mdnetwork.lazy import lazy
from mdnetwork.model import Evidence, FollowUp, FollowUpKind, Person, TopicalNote
from mdnetwork.verdicts import NEWS

if TYPE_CHECKING:
    from mdnetwork.vocabulary import topics
else:  # only news of a tie that sleeps is judged
    topics = lazy("mdnetwork.vocabulary.topics")

ASLEEP = 182
"""A tie sleeps after this many days without contact, or after twice its usual gap if that is longer."""
CURRENT = 60
"""Days for which a note, or a line of the user's own log, makes an interest current."""
FRESH = 180
"""Days for which news are a reason to write."""
REST = 13
"""The least number of weeks between two offers of one person."""
WEEK = 7
INTERESTS = ("interests", "expertise")
SERVING = ("expertise", "sector", "role", "org", "interests")
"""Fields that make a note interesting to somebody, and that serve a goal."""


class Reason(NamedTuple):
    """Why to wake a tie now: the clause, the day it came up (None if it is of no day), and its lines."""

    clause: str
    day: date | None
    evidence: tuple[Evidence, ...]


def find_dormant(history: PersonHistory, context: FollowUpContext) -> Iterator[FollowUp]:
    """The tie as it was on Monday, if it slept and there was a reason to wake it; superseded, until it is chosen.

    Contact in the week leaves it in its place, so that nobody else is offered, and takes its date away.
    """
    slept = _slept(history, context)
    if slept is None:
        return
    last, start = slept
    reasons = [each for each in _reasons(history, last, context) if each.day is None or _was_known(each.day, context)]
    if not reasons:
        return
    monday = context.clock.monday()
    first = min(monday_after(each.day) if each.day else date.min for each in reasons)
    best = reasons[0]
    found = history.follow_up(
        "dormant",
        None if history.contact_after(add_days(monday, -1)) else monday,
        [last_talk(history, last, context), best.clause],
        (*history.on(last), *best.evidence),
        late_after=add_days(monday, WEEK - 1),
    )
    yield replace(found, superseded=True, since=max(start, first))


def _slept(history: PersonHistory, context: FollowUpContext) -> tuple[date, date] | None:
    """The last contact, and the Monday on which the tie slept; None if it is awake, covered, or left alone."""
    person, days, clock = history.person, history.days, context.clock
    if person.private or person.next_never or person.next_contact or history.ahead:
        return None
    if person.snooze_until and clock.is_before(person.snooze_until):
        return None
    if days and clock.is_before(monday_after(days[-1])):  # contact in this week
        days = tuple([day for day in days if monday_after(day) < monday_after(days[-1])])
    last = days[-1] if days else None if history.days else person.met
    if last is None:
        return None
    silence = max(ASLEEP, int(2 * (habit(days) or 0)) + 1)
    start = monday_from(add_days(latest((last, context.settings.fresh_from)) or last, silence))
    if clock.is_before(start) or _is_covered(person, last, context):
        return None
    return last, start


def _is_covered(person: Person, last: date, context: FollowUpContext) -> bool:
    """Whether a cadence speaks for the tie already, or says that it is to be left alone."""
    inherited = context.cadences.of(person)
    if inherited is None:
        return False
    cadence = inherited[0]
    if cadence.never:
        return True
    counted = latest((last, context.settings.fresh_from)) or last
    return not context.clock.is_before(monday_from(cadence.due_after(counted)))


def _was_known(day: date, context: FollowUpContext) -> bool:
    """Whether it was known on this week's Monday."""
    return not context.clock.is_before(monday_after(day))


def _reasons(history: PersonHistory, last: date, context: FollowUpContext) -> list[Reason]:
    """The reasons to wake the tie: an interest that became current, news, a goal; the latest of each first."""
    interests = sorted(_interests(history.person, context), key=_latest_first)
    news = sorted(_news(history, last, context), key=_latest_first)
    return [*interests, *news, *_goals(history, context)]


def _latest_first(reason: Reason) -> tuple[int, str]:
    return -(reason.day or date.min).toordinal(), reason.clause


def _interests(person: Person, context: FollowUpContext) -> Iterator[Reason]:
    """What the user wrote lately on something that the person cares about."""
    for key, text in _values(person, INTERESTS):
        field = _field(person, key, text)
        for note, topic, line in context.topics_like(text):
            if note.is_goal or note.day is None or context.clock.is_after(add_days(note.day, CURRENT)):
                continue
            clause = context.texts.say(
                "your note “{title}” of {date} is about an interest of theirs: {topic}",
                title=note.title,
                date=context.day(note.day),
                topic=topic,
            )
            yield Reason(clause, note.day, (Evidence(note.day, note.path, line, note.title, source="field"), field))
        for each in context.log_on(text):
            if each.date is None or context.clock.is_after(add_days(each.date, CURRENT)):
                continue
            clause = context.texts.say(
                "on {date} you noted “{words}”, which is about an interest of theirs: {topic}",
                date=context.day(each.date),
                words=readable(each.text),
                topic=text,
            )
            yield Reason(clause, each.date, (each, field))


def _values(person: Person, keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The texts of some fields of the person, each with its field."""
    for key in keys:
        value = value_of(person, key)
        yield from ((key, text) for text in ((value,) if isinstance(value, str) else value or ()))


def _field(person: Person, key: str, text: str) -> Evidence:
    return Evidence(None, person.path, person.line_of(key), text, source="field")


def _news(history: PersonHistory, last: date, context: FollowUpContext) -> Iterator[Reason]:
    """News about the person that no contact followed before this week."""
    for line in history.evidence.rejected:
        if line.rejected != NEWS or line.date is None or topics.is_sad(line.text) or last > line.date:
            continue
        if context.owner(line.path) in {None, history.person} and not context.clock.is_after(
            add_days(line.date, FRESH)
        ):
            clause = context.texts.say(
                "there was news on {date}: {words}", date=context.day(line.date), words=words(line.text, "news")
            )
            yield Reason(clause, line.date, (line,))


def _goals(history: PersonHistory, context: FollowUpContext) -> Iterator[Reason]:
    """The goals that name the person, then those that they could help with."""
    named = {line.path: line for line in (*history.evidence.rejected, *history.evidence.counted)}
    for goal in context.goals():
        if goal.path in named:
            clause = context.texts.say("your goal “{goal}” names them", goal=goal.title)
            yield Reason(clause, None, (named[goal.path],))
    helped: dict[str, list[tuple[TopicalNote, str, int, Evidence]]] = {}
    for key, text in _values(history.person, SERVING):
        for note, topic, line in context.topics_like(text):
            if note.is_goal:
                helped.setdefault(note.path, []).append((note, topic, line, _field(history.person, key, text)))
    for _, found in sorted(helped.items()):
        goal, shared = found[0][0], dict.fromkeys(topic for _, topic, _, _ in found)
        clause = context.texts.say(
            "they could help with your goal “{goal}”: {topic}", goal=goal.title, topic=", ".join(shared)
        )
        lines = [Evidence(None, goal.path, line, goal.title, source="field") for _, _, line, _ in found]
        yield Reason(clause, None, tuple(dict.fromkeys((*lines, *(field for *_, field in found)))))


def monday_from(day: date) -> date:
    """The Monday on the day or after it."""
    return add_days(day, -day.weekday() % WEEK)


def monday_after(day: date) -> date:
    """The Monday after the day."""
    return add_days(day, WEEK - day.weekday())


def of_the_week(since: Mapping[str, date], today: date) -> str | None:
    """Whose tie is offered in the week of `today`, of people by identity with the Monday since when there is a reason.

    In each week since the first it is the one with the newest reason; then that person rests for a quarter. So the
    answer is the same all week, and who was ignored does not come back for months.
    """
    coming = sorted(((monday, identity) for identity, monday in since.items()), reverse=True)
    ready: list[tuple[int, str]] = []
    resting: list[tuple[date, str]] = []
    last = add_days(today, -today.weekday())
    week = coming[-1][0] if coming else last
    while week <= last:
        while coming and coming[-1][0] <= week:
            monday, identity = coming.pop()
            heapq.heappush(ready, (-monday.toordinal(), identity))
        while resting and resting[0][0] <= week:
            _, identity = heapq.heappop(resting)
            heapq.heappush(ready, (-since[identity].toordinal(), identity))
        chosen = heapq.heappop(ready)[1] if ready else None
        if chosen is not None:
            heapq.heappush(resting, (add_days(week, WEEK * REST), chosen))
        if week == last:
            return chosen
        following = add_days(week, WEEK)
        if not ready:  # nobody before the next one comes, or has rested
            following = max(following, min((each[-1][0] for each in (coming, resting[:1]) if each), default=last))
        week = following
    return None


def chosen_this_week(found: list[FollowUp], today: date) -> list[FollowUp]:
    """The follow-ups with the dormant tie of the week shown, and no other."""
    since = {each.identity: each.since for each in found if each.since is not None}
    chosen = of_the_week(since, today)
    return [
        replace(each, superseded=each.due is None or each.identity != chosen) if each.since else each for each in found
    ]


RULES: dict[FollowUpKind, Rule] = {"dormant": find_dormant}
"""The rule of ties that sleep."""
