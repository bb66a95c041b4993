"""The JSON of `mdnet review`: one key per section, each figure with its parts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from mdnetwork.cli.records import Record, iso, place_records
from mdnetwork.insight.contact import Drift, Exchange
from mdnetwork.insight.period import Figure, Period
from mdnetwork.insight.profile import Event, VisibilityLadder
from mdnetwork.insight.review import Met, Review, Shares
from mdnetwork.insight.standing import Part, Standing
from mdnetwork.insight.survey import Promise, Suggestion
from mdnetwork.model import Evidence, Person


def review_record(found: Review) -> Record:
    """The review as JSON (schemas/review.json)."""
    promises, firsts, presence, reach = found.promises, found.firsts, found.presence, found.reach
    return {
        "period": _period(found.periods.now),
        "before": _period(found.periods.before),
        "promises": {
            "kept": figure(promises.kept),
            "broken": figure(promises.broken),
            "rate": _rounded(promises.rate),
            "open": [_promise(each) for each in promises.open],
        },
        "first_meetings": {
            "met": figure(firsts.met),
            "followed": figure(firsts.followed),
            "waiting": firsts.waiting,
            "meetings": [_met(each) for each in firsts.meetings],
        },
        "give_and_take": {name: figure(each) for name, each in found.balance._asdict().items()},
        "feedback": [_heard(each) for each in found.feedback],
        "standing": _standing(found.standing) | {"before": _standing(found.standing_before)},
        "presence": {
            **{name: figure(getattr(presence, name)) for name in ("in_person", "online", "unknown")},
            "one_way": [
                who(each.person) | {"way": each.way, "days": each.days, "evidence": place_records(each.evidence)}
                for each in presence.one_way
            ],
        },
        "reach": {
            **{name: figure(getattr(reach, name)) for name in ("with_new", "with_known", "new_people", "from_them")},
            "share_new": _rounded(reach.share_new),
        },
        "shares": {name: _shares(each) for name, each in found.shares.items()},
        "circles": [each._asdict() | {"active": figure(each.active)} for each in found.circles],
        "drifting": [_drift(each) for each in found.drifting],
        "events": {name: [_event(each) for each in some] for name, some in found.events._asdict().items()},
        "profile": _ladder(found.profile),
        "suggestions": [suggestion_record(each) for each in found.suggestions],
    }


def suggestion_record(suggestion: Suggestion) -> Record:
    """Who, why and on what evidence: one person, or several."""
    first, *others = suggestion.people
    whom: Record = {"people": [who(each) for each in suggestion.people]} if others else who(first)
    return {
        **whom,
        "kind": suggestion.kind,
        "reason": suggestion.reason,
        "evidence": place_records(suggestion.evidence),
    }


def who(person: Person) -> Record:
    """A person in the shortest form."""
    return {"person": person.name, "id": person.id, "path": person.path}


def figure(number: Figure) -> Record:
    """A figure of this period with what was counted, and that of the previous period."""
    parts = [_counted(each.person, each.day, each.evidence) for each in number.parts]
    return {"now": number.now, "before": number.before, "parts": parts}


def _counted(person: Person | None, day: date, evidence: Iterable[Evidence]) -> Record:
    whom = who(person) if person else {"person": None, "id": None, "path": None}
    return {**whom, "date": iso(day), "evidence": place_records(evidence)}


def _period(period: Period) -> Record:
    return {"start": iso(period.start), "end": iso(period.end)}


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 3)


def _promise(promise: Promise) -> Record:
    said = {"text": promise.words, "since": iso(promise.since), "due": iso(promise.due)}
    return {**who(promise.person), **said, "evidence": place_records([promise.evidence])}


def _heard(exchange: Exchange) -> Record:
    return {
        **who(exchange.person),
        "date": iso(exchange.date),
        "text": exchange.words,
        "evidence": place_records([exchange.evidence]),
    }


def _met(met: Met) -> Record:
    said = {"date": iso(met.day), "followed": iso(met.followed), "in_time": met.in_time}
    return {**who(met.person), **said, "evidence": place_records(met.evidence)}


def _standing(found: Standing) -> Record:
    parts = {"promises": found.promises, "giving": found.giving, "answers": found.answers}
    told = {name: _part(part) for name, part in parts.items()}
    return {"value": _rounded(found.value), "parts": told, "strangers": found.strangers}


def _part(part: Part) -> Record:
    deeds = [
        _counted(each.person, each.day, each.evidence) | {"good": each.is_good, "counts": each.counts}
        for each in part.deeds
    ]
    said = {"value": _rounded(part.value), "good": _rounded(part.good), "bad": _rounded(part.bad)}
    return {**said, "well": part.well, "ill": part.ill, "deeds": deeds}


def _shares(found: Shares) -> Record:
    return {
        "shares": [each._asdict() | {"active": figure(each.active)} for each in found.shares],
        "unknown": found.unknown,
        "variety": _rounded(found.variety),
        "missing": list(found.missing),
        "single": list(found.single),
    }


def _drift(drift: Drift) -> Record:
    return {
        **who(drift.person),
        "last": iso(drift.last),
        "silent": drift.silent,
        "pace": drift.pace,
        "ratio": _rounded(drift.ratio),
        "habit": drift.habit,
        "cadence": drift.cadence,
        "cadence_from": drift.cadence_from or None,
        "evidence": place_records(drift.evidence),
    }


def _event(event: Event) -> Record:
    note = event.gathering.note
    people = {"people": event.people, "met": event.met, "followed": event.followed, "lasting": event.lasting}
    return {
        "title": note.title,
        "path": note.path,
        "date": iso(note.date),
        **{name: [who(each) for each in some] for name, some in people.items()},
    }


def _ladder(found: VisibilityLadder) -> Record:
    steps = ("network", "took_part", "published", "recognised", "inbound", "outbound")
    return {
        "step": found.step,
        "there": found.there,
        **{name: figure(getattr(found, name)) for name in steps},
        "last_published": iso(found.last_published),
        "next_due": iso(found.next_due),
        "evidence": place_records(found.evidence),
    }
