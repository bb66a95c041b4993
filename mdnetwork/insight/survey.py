"""Insight: holds everybody who may be named on one day, with what several measures ask of them, computed once."""

from __future__ import annotations

from collections.abc import ItemsView, Iterable, Iterator, Mapping, ValuesView
from collections.abc import Set as AbstractSet
from datetime import date
from functools import cached_property

from mdnetwork.followups.cadences import Cadences, FollowUpSettings
from mdnetwork.followups.context import FollowUpContext
from mdnetwork.followups.history import PersonHistory
from mdnetwork.followups.promises import promises
from mdnetwork.frozen import NamedTuple, dataclass, short_repr
from mdnetwork.i18n import Texts
from mdnetwork.insight.period import Counted, Period
from mdnetwork.model import Evidence, Person
from mdnetwork.names import fold
from mdnetwork.people import People
from mdnetwork.people.privacy import Audience, PrivacyFilter, is_gone
from mdnetwork.vocabulary.meaning import senses


class Promise(NamedTuple):
    """A promise by the user to a person. `kept` is the day it was kept; None if it is open or the day is unknown."""

    person: Person
    words: str
    since: date | None
    due: date | None
    is_kept: bool
    kept: date | None
    evidence: Evidence

    @property
    def reckoned(self) -> date | None:
        """The day the promise counts for: the due date, or the day it was kept if that is earlier."""
        days = [day for day in (self.due, self.kept) if day is not None]
        return min(days, default=self.since)


class Survey:
    """The histories of all people who may be named, by identity, with the settings, day and language."""

    def __init__(
        self,
        directory: People,
        settings: FollowUpSettings,
        today: date,
        texts: Texts,
        audience: Audience = "review",
    ) -> None:
        self.directory = directory
        self.privacy = PrivacyFilter(directory, audience)
        self.today = today
        self.texts = texts
        self._active: dict[Period, Mapping[str, Counted]] = {}
        self.context = FollowUpContext(directory, settings, today, texts)
        self.histories = _Nameable(self)

    @cached_property
    def nameable(self) -> tuple[Person, ...]:
        """The people of `histories`, in their order, without what notes say about them."""
        return tuple([each for each in self.privacy.nameable if not is_gone(each)])

    @cached_property
    def promises(self) -> tuple[Promise, ...]:
        """Every promise by the user, by person and age. A promise to several people appears once, as kept if any line
        says so.

        If its line is about somebody who may not be named, the promise counts, but its words are hidden.
        """
        return _once(each for history in self.histories.values() for each in self._made_to(history))

    def promises_to(self, person: Person) -> tuple[Promise, ...]:
        """Those of `promises` that are to this person. Asks about nobody who is not on the same lines."""
        mine = (made for history in self.histories.values_of((person.id,)) for made in self._made_to(history))
        together = {person.id, *(who for made in mine for who in made.evidence.people)}
        made = (each for history in self.histories.values_of(together) for each in self._made_to(history))
        return tuple([each for each in _once(made) if each.person.id == person.id])

    def _made_to(self, history: PersonHistory) -> Iterator[Promise]:
        for made, is_kept, kept in promises(history, self.context):
            words = self.privacy.quoted(made.words, made.evidence)
            yield Promise(history.person, words, made.since, made.due, is_kept, kept, made.evidence)

    @cached_property
    def tagged(self) -> tuple[tuple[PersonHistory, Evidence], ...]:
        """Every line with an exchange tag, once, with the first person it names."""
        seen: dict[tuple[str, int], tuple[PersonHistory, Evidence]] = {}
        for history in self.histories.values():
            for line in history.tagged:
                place = (line.path, line.line)
                seen[place] = min(seen.get(place, (history, line)), (history, line), key=_named_first)
        return tuple(seen.values())

    def person(self, identity: str) -> Person | None:
        """The person with this identity, if they may be named and are not gone."""
        person = self.directory.person(identity)
        return person if person and self.privacy.may_name(person) and not is_gone(person) else None

    def experts(self, topic: AbstractSet[str]) -> Iterator[tuple[Person, str]]:
        """The people who know about something with one of these stems, and about what, by identity."""
        for person in self.directory.experts(topic, senses):
            if self.privacy.may_name(person) and not is_gone(person):
                known = self.privacy.showable(person.expertise)
                said = [what for stem in sorted(topic) for what in known if stem in senses(what)]
                yield from [(person, said[-1])] if said else ()

    def active(self, period: Period) -> Mapping[str, Counted]:
        """The last contact in the period, by identity, of everybody with contact."""
        if period not in self._active:
            self._active[period] = dict(self._last(period))
        return self._active[period]

    def _last(self, period: Period) -> Iterator[tuple[str, Counted]]:
        for identity, history in self.histories.items():
            day = next((day for day in reversed(history.held(self.today)) if day in period), None)
            if day is not None:
                yield identity, Counted(day, history.on(day), history.person)


class _Nameable(Mapping[str, PersonHistory]):
    """The histories of those who may be named, by identity and in order of name. One is loaded when it is asked for."""

    def __init__(self, survey: Survey) -> None:
        self._survey = survey
        self._found: dict[str, PersonHistory] = {}

    def __getitem__(self, identity: str) -> PersonHistory:
        found = self._found.get(identity)
        if found is None:
            found = self._survey.context.history(identity)
            if found is None or not self._survey.privacy.may_name(found.person):
                raise KeyError(identity)
            self._found[identity] = found
        return found

    def __contains__(self, identity: object) -> bool:
        return isinstance(identity, str) and self._survey.person(identity) is not None

    def values(self) -> ValuesView[PersonHistory]:
        """All of them."""
        return self._whole.values()

    def items(self) -> ItemsView[str, PersonHistory]:
        """All of them, each with its identity."""
        return self._whole.items()

    @cached_property
    def _whole(self) -> dict[str, PersonHistory]:
        self._survey.directory.expect()
        return {identity: self[identity] for identity in self}

    def values_of(self, identities: Iterable[str]) -> list[PersonHistory]:
        """The histories of these people, without those who may not be named, in order of name."""
        found = [self[each] for each in identities if each in self]
        return sorted(found, key=lambda each: (fold(each.person.name), each.person.path))

    def __iter__(self) -> Iterator[str]:
        return (each.id for each in self._survey.nameable)

    def __len__(self) -> int:
        return len(self._survey.nameable)


def _once(made: Iterable[Promise]) -> tuple[Promise, ...]:
    """Each promise once, to the person it names first."""
    once: dict[tuple[str, int, str], Promise] = {}
    for each in made:
        place = (each.evidence.path, each.evidence.line, each.words)
        once[place] = min(once.get(place, each), each, key=_first_told)
    return tuple(once.values())


def _first_told(promise: Promise) -> tuple[bool, int]:
    return not promise.is_kept, _place_in(promise.evidence, promise.person)


def _named_first(tagged: tuple[PersonHistory, Evidence]) -> int:
    history, line = tagged
    return _place_in(line, history.person)


def _place_in(line: Evidence, person: Person) -> int:
    """The position of a person on a line, which gives an order that depends on no name."""
    return line.people.index(person.id) if person.id in line.people else len(line.people)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something worth doing. `people` is never empty; `reason` is a complete sentence; `evidence` is its source.

    `kind` is the origin ("promise", "drift"…), so that callers can avoid repeating themselves. `about` is what an idea
    for a text is about, in words of the notes.
    """

    kind: str
    people: tuple[Person, ...]
    reason: str
    evidence: tuple[Evidence, ...]
    about: str = ""

    __repr__ = short_repr("kind", "reason")


def is_tended(person: Person, cadences: Cadences) -> bool:
    """Whether the user wants to keep in touch: a circle or a cadence, and no "never" and no status."""
    if person.next_never or person.status:
        return False
    inherited = cadences.of(person)
    return bool(person.circle) if inherited is None else not inherited[0].never
