"""People: groups with their members and their days, from the notes of the groups and the notes that link them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from posixpath import dirname

from mdnetwork.model import Evidence, Facts, Group, GroupFields, Meeting, Mention, Person, Ref, Unmatched
from mdnetwork.names import fold
from mdnetwork.people.directory import by_place
from mdnetwork.people.links import Links, end_of, ends_of, stem, whole_target
from mdnetwork.verdicts import ABOUT, FRONT_MATTER, NO_DATE

Find = Callable[[str], Person | None]
"""The person whose note is at a path."""
_Member = tuple[Person, Evidence]
"""A member, and the line that says so."""
_GATHERINGS = frozenset({"meeting", "event"})


def groups_of(notes: Iterable[Facts], naming: Iterable[Facts], links: Links, person: Find) -> tuple[Group, ...]:
    """The groups, by title and path. `naming` are the notes that may name one; others do no harm.

    A day of a group is a line of its own log, a dated note or line that links it, and a meeting or event that is called
    as the group is. What is planned, thought or cancelled is none. A member is named by the group's own note, or names
    the group in a field.
    """
    groups = {facts.note.path: facts for facts in notes}
    days: dict[str, dict[tuple[str, int], Evidence]] = {path: {} for path in groups}
    joined: dict[str, list[_Member]] = {path: [] for path in groups}
    for facts in naming if groups else ():
        for path, day in _days(facts, groups, links):
            days[path].setdefault((day.path, day.line), day)
        for path, member in _joined(facts, groups, links, person):
            joined[path].append(member)
    found = [_group(facts, days[path].values(), joined[path], links, person) for path, facts in groups.items()]
    return tuple(sorted(found, key=lambda each: (fold(each.note.title), each.note.path)))


def may_name(facts: Facts, groups: Iterable[Facts]) -> bool:
    """Whether a note may name one of the groups: it links a note of that name, or is called so. No note is read."""
    keys = {key for each in groups for key in ends_of(each.note.path)}
    titles = {fold(each.note.title) for each in groups}
    folder = dirname(facts.note.path)
    return (
        facts.note.kind == "group"
        or (facts.note.kind in _GATHERINGS and fold(facts.note.title) in titles)
        or any(end_of(whole_target(target, folder)) in keys for each in facts.mentions for target in _targets(each))
    )


def _targets(mention: Mention) -> Iterator[str]:
    yield from (ref.target for ref in mention.people if not ref.plain)
    yield from mention.links


def _days(facts: Facts, groups: Mapping[str, Facts], links: Links) -> Iterator[tuple[str, Evidence]]:
    note, folder = facts.note, dirname(facts.note.path)
    keys = {key for path in groups for key in ends_of(path)}
    for mention in facts.mentions:
        if mention.date is None or mention.rejected not in {None, FRONT_MATTER}:
            continue
        targets = (target for target in _targets(mention) if end_of(whole_target(target, folder)) in keys)
        named = [path for target in targets if (path := links.note(target, folder)) is not None and path in groups]
        own = [note.path] if note.path in groups and mention.source == "log" else []
        titled = mention.source == "attendee" or (note.kind in _GATHERINGS and mention.rejected == FRONT_MATTER)
        text = note.title if titled else mention.text
        for path in dict.fromkeys((*own, *named)):
            yield path, Evidence(mention.date, note.path, mention.line, text, mention.channel, source=mention.source)
    if note.kind in _GATHERINGS and note.date is not None:
        for path, each in groups.items():
            if fold(each.note.title) == fold(note.title):
                yield path, Evidence(note.date, note.path, 1, note.title, note.kind, source="attendee")


def _joined(facts: Facts, groups: Mapping[str, Facts], links: Links, person: Find) -> Iterator[tuple[str, _Member]]:
    """The groups that a person's own note names in a field. A copy of a note adds none."""
    note, folder = facts.note, dirname(facts.note.path)
    fields = [each for each in facts.mentions if each.source == "field" and each.rejected == FRONT_MATTER]
    who = person(note.path) if fields and links.owner(note.path) == note.path else None
    for mention in fields if who else ():
        for ref in mention.people:
            path = links.note(ref.target, folder)
            if who and path is not None and path in groups:
                title = groups[path].note.title
                yield path, (who, Evidence(None, note.path, mention.line, title, source="field"))


def next_of_group(facts: Facts, links: Links, people: Mapping[str, Person]) -> Meeting | None:
    """The next time that the note of a group gives, as a meeting of its members; None without one."""
    if facts.group is None or facts.group.next is None:
        return None
    line = next((each.number for each in facts.group.lines if each.key == "next_contact"), 1)
    found, others = _listed(facts, links, people.__getitem__)
    who = tuple(person for person, _ in found)
    return Meeting(replace(facts.note, date=facts.group.next), who, line, others)


def _listed(facts: Facts, links: Links, person: Find) -> tuple[list[_Member], tuple[Unmatched, ...]]:
    """The members with a note, each with the line that names them, and the others."""
    note, folder = facts.note, dirname(facts.note.path)
    people: dict[str, _Member] = {}
    others: dict[str, Unmatched] = {}
    for ref, mention in _members(facts):
        fits = links.people(ref, folder)
        who = person(fits[0]) if len(fits) == 1 else None
        if who:
            people.setdefault(who.path, (who, Evidence(None, note.path, mention.line, note.title, source="list")))
        elif len(fits) > 1 or not links.is_known(ref, folder):
            name = ref.target if ref.plain else stem(ref.target)
            others.setdefault(fold(name), Unmatched(name, len(fits)))
    return list(people.values()), tuple(others.values())


def _group(facts: Facts, days: Iterable[Evidence], joined: Iterable[_Member], links: Links, person: Find) -> Group:
    note, fields = facts.note, facts.group or GroupFields()
    listed, others = _listed(facts, links, person)
    members = {who.path: (who, place) for who, place in (*listed, *joined)}
    members |= {who.path: (who, place) for who, place in listed}  # the group's own note is the better evidence
    people = members.values()
    written = {key: day for key, day in (("last_contact", fields.last), ("next_contact", fields.next)) if day}
    of_fields = (
        Evidence(written[line.key], note.path, line.number, note.title, source="field")
        for line in fields.lines
        if line.key in written
    )
    return Group(
        note,
        fields,
        tuple(who for who, _ in people),
        tuple(place for _, place in people),
        others,
        tuple(sorted((*days, *of_fields), key=by_place)),
    )


def _members(facts: Facts) -> Iterator[tuple[Ref, Mention]]:
    """The listed members; without a list, everybody that an undated line links."""
    listed = [each for each in facts.mentions if each.rejected == ABOUT and each.source == "attendee"]
    linked = [each for each in facts.mentions if each.rejected == NO_DATE and each.source == "link"]
    return ((ref, mention) for mention in listed or linked for ref in mention.people)
