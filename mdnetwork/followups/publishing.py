"""Follow-ups: the next publication, by the cadence of the user's own note. It is about nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mdnetwork.followups.context import FollowUpContext
from mdnetwork.followups.history import latest
from mdnetwork.followups.own import OwnNote, OwnRule
from mdnetwork.followups.text import words
from mdnetwork.model import Evidence, FollowUp, FollowUpKind
from mdnetwork.vocabulary.deeds import deed_in


def find_publication(own: OwnNote, context: FollowUpContext) -> Iterator[FollowUp]:
    """The next publication: the last one in the note's log plus the cadence; undated if the log has none."""
    profile = own.facts.profile
    if profile is None or profile.cadence is None or profile.cadence.never:
        return
    published = _published(own, context)
    last = published[-1].date if published else None
    start = latest((last, context.settings.fresh_from)) if last else None
    cadence, say = profile.cadence, context.texts.say
    clauses = [say("Nothing is published in your log yet")]
    if last:
        clauses = [say("You last published on {date}: {what}", date=context.day(last), what=words(published[-1].text))]
    clauses.append(say("you mean to publish {often}", often=context.phrases.cadence(cadence)))
    if start != last and start:
        clauses.append(say("counting from {date}", date=context.day(start)))
    due, late_after = start and cadence.due_after(start), start and cadence.late_after(start)
    until = profile.snooze_until
    if until and (due is None or due < until):
        due, late_after = until, max(late_after or until, until)
        clauses.append(say("snoozed until {date}", date=context.day(until)))
    evidence = (*published[-1:], own.field("cadence", cadence.text, profile.cadence_line))
    yield own.follow_up("publish", due, clauses, evidence, late_after=late_after)


def published_lines(log: Iterable[Evidence]) -> list[Evidence]:
    """The lines of the user's own log that say that they published something."""
    return [line for line in log if line.direction != "in" and deed_in(line.text) == "published"]


def _published(own: OwnNote, context: FollowUpContext) -> list[Evidence]:
    """The lines of the log that say that the user published something, by date and line."""
    lines = [
        Evidence(each.date, own.path, each.line, each.text, each.channel, each.direction, tags=each.tags)
        for each in own.facts.mentions
        if each.rejected is None and each.date is not None
    ]
    past = (each for each in published_lines(lines) if each.date and not context.clock.is_before(each.date))
    return sorted(past, key=lambda each: (str(each.date), each.line))


RULES: dict[FollowUpKind, OwnRule] = {"publish": find_publication}
"""The rule of the kind that the user's own note has."""
