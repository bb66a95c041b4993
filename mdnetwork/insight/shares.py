"""Insight: of whom the network is made: shares by sector, organisation, place, circle and kind, and what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from mdnetwork.followups.settings import FollowUpSettings
from mdnetwork.insight.period import Counted, Figure, Periods
from mdnetwork.insight.survey import Survey
from mdnetwork.model import Person
from mdnetwork.names import fold

Aspect = Callable[[Person], str | None]
Spelt = dict[str, Counter[str]]
"""A value, folded, with its spellings."""
_Active = tuple[Mapping[str, Counted], Mapping[str, Counted]]
"""With whom there was contact in this period, and in the one before."""


def sector_of(person: Person) -> str | None:
    """The `sector:` of a person, else what stands in a tag `sector/…` or `settore/…`."""
    tagged = (tag.partition("/") for tag in person.tags)
    return person.sector or next(
        (name for head, _, name in tagged if fold(head) in {"sector", "settore"} and name), None
    )


ASPECTS: Mapping[str, Aspect] = {
    "sector": sector_of,
    "org": lambda person: person.org,
    "place": lambda person: person.place,
    "circle": lambda person: person.circle,
    "network": lambda person: person.network,
}


class Share(NamedTuple):
    """A value (a place, say) with how many people have it, and with how many of them there was contact."""

    value: str
    people: int
    active: Figure


class Shares(NamedTuple):
    """How people are spread over the values of one aspect, the most frequent value first.

    `variety` = 1 - sum of (people with a value / people with any)², from 0 (all alike) to below 1 (Blau 1977,
    "Inequality and heterogeneity"); None where no value is known. Nothing is to be maximised: near one's field, and
    beyond it, both have their use. `unknown` people have no value. `missing` are values that the settings or goals
    name and nobody has; `single` those that hang on one person.
    """

    shares: tuple[Share, ...]
    unknown: int
    variety: float | None
    missing: tuple[str, ...]
    single: tuple[str, ...]


class Circle(NamedTuple):
    """A circle with its people, against the size set for it, if any: `over` is negative where there is room."""

    name: str
    people: int
    size: int | None
    over: int | None
    active: Figure


def shares(
    survey: Survey, settings: FollowUpSettings, periods: Periods, sectors: Iterable[str] = ()
) -> dict[str, Shares]:
    """The shares of each aspect among all who may be named; `sectors` are those that goals are after."""
    active = survey.active(periods.now), survey.active(periods.before)
    named = {"circle": [name for name, _ in settings.circles], "sector": dict.fromkeys(sectors)}
    return {name: _shares(survey, of, active, named.get(name, ())) for name, of in ASPECTS.items()}


def circles(survey: Survey, sizes: Sequence[tuple[str, int]], periods: Periods) -> tuple[Circle, ...]:
    """The circles against the sizes that the user set, those first and in their order. Sizes are a matter of choice;

    5, 15, 50 and 150 are Dunbar's layers (Zhou, Sornette, Hill & Dunbar 2005, "Discrete hierarchical organization").
    """
    wanted = {fold(name): (name, size) for name, size in sizes}
    found = {fold(each.value): each for each in _spread(survey, periods)}
    names = [*wanted, *(name for name in found if name not in wanted)]
    return tuple(_circle(found.get(name), *wanted.get(name, (name, None))) for name in names)


def _spread(survey: Survey, periods: Periods) -> tuple[Share, ...]:
    active = survey.active(periods.now), survey.active(periods.before)
    return _shares(survey, ASPECTS["circle"], active, ()).shares


def _circle(share: Share | None, name: str, size: int | None) -> Circle:
    people = share.people if share else 0
    over = None if size is None else people - size
    return Circle(share.value if share else name, people, size, over, share.active if share else Figure(0, 0))


def _shares(survey: Survey, of: Aspect, active: _Active, wanted: Iterable[str]) -> Shares:
    """The shares of one aspect. A value that names somebody who may not be named counts as unknown."""
    people, hides = [case.person for case in survey.cases.values()], survey.discretion.hides_words
    holders: dict[str, list[Person]] = {}
    spelt: Spelt = {}
    for person in people:
        value = of(person)
        if value and not hides(value):
            holders.setdefault(fold(value), []).append(person)
            spelt.setdefault(fold(value), Counter())[value] += 1
    found = [Share(_usual(spelt[key]), len(who), _figure(who, active)) for key, who in holders.items()]
    found.sort(key=lambda share: (-share.people, fold(share.value)))
    known = sum(share.people for share in found)
    variety = 1 - sum((share.people / known) ** 2 for share in found) if known else None
    missing = tuple(name for name in wanted if fold(name) not in holders and not hides(name))
    single = tuple(share.value for share in found if share.people == 1)
    return Shares(tuple(found), len(people) - known, variety, missing, single)


def _usual(spellings: Counter[str]) -> str:
    """The spelling that most notes have; of equal ones the first in the alphabet."""
    return min(spellings, key=lambda spelling: (-spellings[spelling], spelling))


def _figure(people: Sequence[Person], active: _Active) -> Figure:
    now, before = ([found[person.id] for person in people if person.id in found] for found in active)
    return Figure(len(now), len(before), tuple(now))
