"""The JSON of answers, and records for notebooks, from the nouns. docs/json.md documents it; answers have schemas.

A noun is written as its own fields, in their order, unless `FORMS` has a row for its class.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, SupportsIndex, TypeVar, overload

from mdnetwork.dates import PartialDate
from mdnetwork.fields import TEXTS, value_of
from mdnetwork.lazy import lazy
from mdnetwork.model import Evidence, FollowUp, History, Interaction, Person

if TYPE_CHECKING:
    from mdnetwork import followups
    from mdnetwork.followups import identity
else:
    followups = lazy("mdnetwork.followups")
    identity = lazy("mdnetwork.followups.identity")

Record = dict[str, Any]
_Noun = TypeVar("_Noun")

COUNTED = "date path line channel direction text"
"""A line that counts as contact."""
REJECTED = "path line reason=rejected text"
"""A line that does not count, and why."""
NEWS = "person date text=words evidence"
"""An exchange without its kind, with its person."""

_ROW = (
    "id=person.id name=person.name path=person.path aliases=person.aliases tags=person.tags org=person.org "
    "role=person.role emails=person.emails phones=person.phones circle=person.circle cadence "
    "birthday=person.birthday place=person.place status=person.status?"
)
"""A person, before what depends on the day."""

FORMS: Mapping[str, str] = {
    "BareAsk": "person date=day before evidence",
    "Counted": "person date=day evidence",
    "Draft": "person kind language tone template remember warnings draft=text",
    "Drift": "person last silent pace ratio habit cadence cadence_from? evidence",
    "Differs": "field=key here there",
    "Event": "title=gathering.note.title path=gathering.note.path date=gathering.note.date people met followed lasting",
    "Evidence": "date path line",
    "Exchange": "kind date text=words evidence",
    "GroupFigures": "title=group.note.title path=group.note.path days active last=group.last next=group.next",
    "Filled": "field=key value",
    "FollowUp": "kind due",
    "GoodWork": "date=day text=words evidence",
    "ImportedCard": "outcome name where path? by? filled differs news? candidates why? refused",
    "KnownPerson": (
        f"{_ROW} first_contact=history.first_contact last_contact=history.last_contact interaction_count next=upcoming"
    ),
    "ListedPerson": (
        _ROW + " first_contact=row.first_contact last_contact=row.last_contact "
        "interaction_count=row.interaction_count next=row.upcoming reason?"
    ),
    "Meeting": "title=note.title path=note.path kind=note.kind date=note.date time=note.time? others",
    "MeetingEntry": "outcome title date=day where path? people others why?",
    "Met": "person date=day followed in_time evidence",
    "Offer": "need offer through=person evidence",
    "OpenedNote": "path uri?",
    "Part": "value good bad well ill deeds",
    "OwnPage": (
        "name=profile.name path=profile.path role=profile.role org=profile.org offers=profile.offers "
        "needs=profile.needs interests=profile.interests pitches parts reviewed evidence helpers ladder publishing "
        "ideas"
    ),
    "Person": "person=name id path",
    "Pitch": "length text words seconds gaps",
    "Portrait": "tie rhythm exchanges shared_people shared_interests offers questions good_work",
    "Problem": "code severity path line message fixable",
    "ProfilePart": "name there=is_there to_do=words? evidence",
    "Promise": "person text=words since due evidence",
    "Publication": "date text evidence echo",
    "Publishing": "cadence=often? last next_due published echo publications channels",
    "Reach": "with_new with_known new_people from_them share_new",
    "ReputationEvent": "person date=day evidence good=is_good counts",
    "Reply": "person text=words since due evidence",
    "Review": (
        "period=periods.now before=periods.before promises replies first_meetings give_and_take bare_asks feedback "
        "references to_ask standing presence reach shares circles drifting events groups profile publishing suggestions"
    ),
    "SearchResult": "person=person.name path line text",
    "Sign": "what=reason text",
    "SkippedRecord": "where why",
    "Standing": "value parts strangers",
    "Step": "number at title paths",
    "Suggestion": "person=people kind reason evidence",
    "Tie": "strength level frequency recency reciprocity days last silent ways? light",
    "Upcoming": "kind due",
}
"""The JSON of a noun, by the name of its class: its keys, in order.

`key=attribute.attribute` is the value of a key that is not called like its attribute. `?` makes an empty value null. A
`person` becomes the keys of "Person" (several are a list, `people`), and `evidence` is always a list.
"""


def record(value: Any) -> Any:
    """The value as JSON: dicts, lists, texts, numbers (three decimals), booleans and None."""
    match value:
        case None | str() | int():
            return value
        case float():
            return round(value, 3)
        case date():
            return value.isoformat()
        case PartialDate() | Path():
            return str(value)
    form = _form(type(value))
    found = pick(value, form) if form else value
    if isinstance(found, Mapping):
        return {key: record(each) for key, each in found.items()}
    return [record(each) for each in found]


def _form(noun: type[Any]) -> str:
    """The form of a class; "" if it is no noun but a list."""
    if noun.__name__ in FORMS:
        return FORMS[noun.__name__]
    return (
        " ".join(each.name for each in fields(noun)) if is_dataclass(noun) else " ".join(getattr(noun, "_fields", ()))
    )


def pick(noun: object, form: str) -> Record:
    """The values of a noun that a form names, by their keys."""
    picked: Record = {}
    for key, value_in, optional in _parts(form):
        value = value_in(noun)
        if key == "person" and isinstance(value, tuple):
            picked |= pick(value[0], FORMS["Person"]) if len(value) == 1 else {"people": value}
        elif key == "person" and (value is None or isinstance(value, Person)):
            picked |= pick(value, FORMS["Person"]) if value else dict.fromkeys(("person", "id", "path"))
        elif key == "evidence" and isinstance(value, Evidence):
            picked[key] = [value]
        else:
            picked[key] = (value or None) if optional else value
    return picked


@cache
def _parts(form: str) -> tuple[tuple[str, Callable[[object], Any], bool], ...]:
    """Each key of a form, the function that returns its value, and whether an empty value is null."""
    items = [(item.removesuffix("?").partition("="), item.endswith("?")) for item in form.split()]
    return tuple((key, attrgetter(attribute or key), optional) for (key, _, attribute), optional in items)


def details_record(person: Person) -> Record:
    """The fields of a person's note that are not in "KnownPerson"."""
    return {
        "urls": [{"kind": kind, "value": value} for kind, value in person.urls],
        "anniversaries": [{"name": name, "date": day} for name, day in person.anniversaries],
        **pick(person, "met met_at"),
        "introduced_by": person.introduced_by.target if person.introduced_by else None,
        "snooze_until": person.snooze_until,
        **{field.name: value_of(person, field.name) for field in TEXTS if field.label},
        **pick(person, "expertise needs interests"),
    }


def person_record(person: Person) -> Record:
    """All fields of a person's note, under the keys of "KnownPerson"."""
    return {
        **pick(person, "id name path aliases tags org role emails phones circle birthday place status?"),
        "cadence": person.cadence.text if person.cadence else None,
        **details_record(person),
    }


def due_record(follow_up: FollowUp, today: date) -> Record:
    """A follow-up in full: who is due, when and why. One about nobody has no person, but the title of its `note`."""
    return {
        "uid": identity.uid(follow_up),
        **pick(follow_up, "person note?"),
        "path": follow_up.path,
        **pick(follow_up, "kind due late_after"),
        "days_overdue": followups.days_overdue(follow_up, today),
        **pick(follow_up, "reason evidence"),
    }


def promise_record(follow_up: FollowUp) -> Record:
    """A promise by the user (a promise or a task) or by the person."""
    return {
        "by": "them" if follow_up.kind == "waiting" else "me",
        "text": follow_up.title or follow_up.reason,
        **pick(follow_up, "due evidence"),
    }


class Results(list[_Noun]):
    """The answers to a question for one day, in order."""

    def __init__(self, values: Iterable[_Noun], today: date) -> None:
        super().__init__(values)
        self._today = today

    @overload
    def __getitem__(self, at: SupportsIndex, /) -> _Noun: ...
    @overload
    def __getitem__(self, at: slice, /) -> Results[_Noun]: ...
    def __getitem__(self, at: SupportsIndex | slice, /) -> _Noun | Results[_Noun]:
        return Results(super().__getitem__(at), self._today) if isinstance(at, slice) else super().__getitem__(at)

    def to_records(self) -> list[Record]:
        """One dict of plain values for each answer, as `--json` has them: for `json.dumps` or `pandas.DataFrame`."""
        return [record(_whole(each, self._today)) for each in self]


def _whole(noun: object, today: date) -> object:
    """A noun as an answer of its own: a person with their fields, a line with its text."""
    match noun:
        case FollowUp():
            return due_record(noun, today)
        case Person():
            return person_record(noun)
        case History():
            days = {"interaction_count": len(noun.days)}
            return person_record(noun.person) | pick(noun, "first_contact last_contact") | days
        case Interaction():
            return {"date": noun.date, "evidence": [pick(line, COUNTED) for line in noun.evidence]}
    return noun
