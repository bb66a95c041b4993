"""Follow-ups, introduction: two weeks after I introduced two people (`#intro [[A]] [[B]]`), how did it go?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain

from mdnetwork.dates import add_days
from mdnetwork.followups.case import Case, place
from mdnetwork.followups.identity import numbered
from mdnetwork.followups.round import Round
from mdnetwork.followups.wording import after_tag, theirs, undated
from mdnetwork.model import Evidence, FollowUp
from mdnetwork.people.naming import names_of
from mdnetwork.people.testimony import IN_ANOTHERS_LOG

DAYS = 14
_ALL = ""
"""Of whom a line tells is found out among all: nobody has this identity."""
Made = dict[str, list[tuple[Evidence, Case]]]
"""By the identity of who was named first: the line, and whom they were introduced to."""


def find(case: Case, look: Round) -> Iterator[FollowUp]:
    """The introductions in which this person was named first, until something tells how they went."""
    made = look.once(_all_made, case.person.id)
    for (line, other), key in numbered(made or (), lambda each: f"{case.person.id}\n{each[1].person.id}"):
        if line.date is not None and not _came_of_it(case, other, line.date):
            names = {"first": case.person.name, "second": other.person.name}
            said = look.texts.say("You introduced {first} and {second} on {date}", date=line.date, **names)
            yield case.follow_up(
                "introduction",
                add_days(line.date, DAYS),
                [said, look.texts.say("it would be good to hear how it went")],
                [line],
                discriminator=key,
                others=[other.person],
            )


def _all_made(look: Round) -> Made:
    made: Made = {}
    told = sorted(
        chain.from_iterable(look.said_in_histories(_introductions, _ALL)),
        key=lambda each: (place(each), each.rejected or ""),
    )
    lines: dict[tuple[str, int, date | None], Evidence] = {}
    for line in told:
        lines.setdefault((line.path, line.line, line.date), line)
    for line in lines.values():
        pair = [look.cases[each] for each in _parties(line, look) if each in look.cases]
        if len(pair) == 2 and not theirs(line, "intro"):  # noqa: PLR2004  two people make an introduction
            made.setdefault(pair[0].person.id, []).append((line, pair[1]))
    return made


def _introductions(case: Case, _: Round) -> tuple[str, list[Evidence]] | None:
    """The lines about them that tell of an introduction. One about several people stands with each of them."""
    lines = [line for line in case.tagged if "intro" in line.tags]
    return (_ALL, lines) if lines else None


def _parties(line: Evidence, look: Round) -> tuple[str, ...]:
    """The identities of the two: named after the tag; else the note's person and whom they were introduced to."""
    owner = look.owner(line.path)
    named = _named_after(line, look)
    if len(named) == 1 and owner:
        named = [owner.id, *named]
    if len(named) <= 1:
        named = [each for each in line.people if len(line.people) <= 2 or not owner or each != owner.id]  # noqa: PLR2004  as above
    return tuple(dict.fromkeys(named))[:2]


def _named_after(line: Evidence, look: Round) -> list[str]:
    """Those of the line's people whose names stand after the tag, in order."""
    after = f" {undated(after_tag(line.text, 'intro'))} "
    people = [look.directory.identities[each].person for each in line.people if each in look.directory.identities]
    places = {each.id: max(after.find(f" {undated(name)} ") for name in names_of(each)) for each in people}
    return sorted((each for each, at in places.items() if at >= 0), key=lambda each: places[each])


def _came_of_it(one: Case, other: Case, day: date) -> bool:
    """Whether a later entry names both, or a later `#kept` or `#got` of either tells."""
    told = (case.last_tagged("kept", "got") for case in (one, other))
    return any(tag is not None and tag > day for tag in told) or _names(one, other, day) or _names(other, one, day)


def _names(case: Case, other: Case, day: date) -> bool:
    """Whether a later line about the one names the other, though it stand in somebody else's log."""
    return any(
        line.date is not None and line.date > day and other.person.id in line.people
        for line in (*case.history.counted, *case.history.rejected)
        if line.rejected in {None, IN_ANOTHERS_LOG}
    )
