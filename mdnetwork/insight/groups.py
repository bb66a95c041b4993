"""Insight: groups, communities and associations: who is in one, the user's part, the last and the next time.

Being in the same group is weaker evidence that two people know each other than a meeting. It makes no edge: members of
a group may know each other, as colleagues may. So they are no strangers to introduce, and the last step of a way in
that nothing better leads to. A group of more people than a crowd (`edges.CROWD`) shows nothing of that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from mdnetwork.followups.text import readable
from mdnetwork.frozen import NamedTuple, dataclass, short_repr
from mdnetwork.insight.period import Counted, Figure, Periods
from mdnetwork.insight.survey import Survey
from mdnetwork.model import Evidence, Group, Note, Person, Unmatched
from mdnetwork.names import fold, same
from mdnetwork.people import People
from mdnetwork.people.links import stem, without_suffix
from mdnetwork.people.privacy import PrivacyFilter
from mdnetwork.vocabulary.meaning import is_whole, meant


class Member(NamedTuple):
    """A member of a group, and the line that says so."""

    person: Person
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Membership:
    """A group as it may be shown: nobody who may not be named is in it.

    `part` is what the user does in it; `last` and `next` are lines of the days before and after today.
    `others` are members without a note. `size` counts everybody, shown or not.
    """

    note: Note
    part: str
    topics: tuple[str, ...]
    members: tuple[Member, ...]
    others: tuple[Unmatched, ...]
    size: int
    last: Evidence | None
    next: Evidence | None

    __repr__ = short_repr("note.title", "size")


class GroupFigures(NamedTuple):
    """A group in a period: its days, and the members the user was in touch with, one by one or together."""

    group: Membership
    days: Figure
    active: Figure


def memberships(directory: People, privacy: PrivacyFilter, today: date) -> tuple[Membership, ...]:
    """The groups whose title names nobody who may not be named, by title."""
    shown = (each for each in directory.groups if privacy.may_show(f"{each.note.title} {stem(each.note.path)}"))
    return tuple(_shown(each, privacy, today) for each in shown)


def _shown(group: Group, privacy: PrivacyFilter, today: date) -> Membership:
    members = [
        Member(person, place)
        for person, place in zip(group.people, group.places, strict=True)
        if privacy.may_name(person)
    ]
    days = [(each.date, _quoted(each, group, privacy)) for each in group.days if each.date and privacy.may_cite(each)]
    return Membership(
        group.note,
        group.fields.part if privacy.may_show(group.fields.part) else "",
        privacy.showable(group.fields.topics),
        tuple(members),
        tuple(each for each in group.others if privacy.may_show(each.name)),
        len(group.people) + len(group.others),
        max((each for day, each in days if day <= today), key=lambda each: _surest(each, group), default=None),
        next((each for day, each in days if day > today), None),
    )


def _surest(line: Evidence, group: Group) -> tuple[date, bool, bool]:
    """The order of days: the latest is last; of one day, what the group's own note says, and of that its log."""
    return line.date or date.min, line.path == group.note.path, line.source == "log"


def _quoted(line: Evidence, group: Group, privacy: PrivacyFilter) -> Evidence:
    """The line, with the group's name for words that may not be quoted."""
    return line if privacy.may_quote(line) else replace(line, text=group.note.title)


def group_called(found: Iterable[Membership], name: str) -> Membership | None:
    """The group with this title, note name or path, or None."""
    wanted = same(name)
    return next(
        (each for each in found if name == each.note.path or wanted in _names(each)),
        None,
    )


def _names(group: Membership) -> set[str]:
    note = group.note
    return {same(note.title), same(stem(note.path)), same(without_suffix(note.path))}


def group_beginning(found: Iterable[Membership], name: str) -> Membership | None:
    """The only group whose title begins so, or None."""
    wanted = same(name)
    begin = [each for each in found if wanted and same(each.note.title).startswith(wanted)]
    return begin[0] if len(begin) == 1 else None


def belonging(survey: Survey, topic: tuple[str, ...]) -> Iterator[tuple[Person, frozenset[str], str, Evidence]]:
    """The members of groups that the topic is about: person, the words that meet, the group's title and the line."""
    for each in memberships(survey.directory, survey.privacy, survey.today):
        told_by = [(text, meant(topic, text)) for text in (each.note.title, *each.topics)]
        found = frozenset[str]().union(*(words for text, words in told_by if is_whole(topic, words, text)))
        if found:
            yield from ((who, found, each.note.title, line) for who, line in each.members if who.id in survey.histories)


def figures(survey: Survey, periods: Periods) -> tuple[GroupFigures, ...]:
    """Each group in both periods."""
    now, before = survey.active(periods.now), survey.active(periods.before)
    return tuple(
        GroupFigures(each, periods.figure(_days(survey, each)), _active(each, now, before))
        for each in memberships(survey.directory, survey.privacy, survey.today)
    )


def _active(group: Membership, now: Mapping[str, Counted], before: Mapping[str, Counted]) -> Figure:
    parts = [now[who.id] for who, _ in group.members if who.id in now]
    return Figure(len(parts), sum(who.id in before for who, _ in group.members), tuple(parts))


def _days(survey: Survey, group: Membership) -> list[Counted]:
    """The days of a group up to today, each once."""
    days: dict[date, Evidence] = {}
    known = next(each for each in survey.directory.groups if each.note.path == group.note.path)
    for each in known.days:
        if each.date is not None and each.date <= survey.today and survey.privacy.may_cite(each):
            days.setdefault(each.date, each)
    return [Counted(day, (each,)) for day, each in days.items()]


def told(line: Evidence, group: Membership) -> str:
    """What a day of the group was about; "" where its line says only the group's name, as a field does."""
    words = readable(line.text)
    return "" if line.source == "field" or fold(words) == fold(group.note.title) else words
