"""Insight: what to think of before a message goes out: too early, too general, not asked yet."""

from __future__ import annotations

from collections.abc import Iterator

from mdnetwork.followups.case import Case
from mdnetwork.insight.draft import DraftFacts, DraftKind
from mdnetwork.insight.survey import Survey
from mdnetwork.messages import Texts

EARLY = 90
"""Days of knowing somebody before which an ask is early."""
FEW = 3
"""Days of contact before which it is early too."""
TWICE = 2
"""Days of messages without an answer from which on one more is too much."""
_WANTING = frozenset[DraftKind]({"ask", "coffee", "reconnect", "introduce", "feedback"})


def cautions(facts: DraftFacts, case: Case, survey: Survey) -> tuple[str, ...]:
    """Finished sentences to be read before sending."""
    looks = {"ask": _ask, "connect": _connect, "introduce": _introduce, "kept": _kept, "congratulate": _news}
    look = looks.get(facts.wish.kind)
    special = look(facts, survey.texts) if look else ()
    return (*_left_alone(case, survey), *_unanswered(facts, case, survey.texts), *special)


def _left_alone(case: Case, survey: Survey) -> Iterator[str]:
    """Who was put off, by status or by snooze, was so for a reason."""
    person, say = case.person, survey.texts.say
    if person.status:
        yield say("Their note says “{status}”: is it time to write?", status=person.status)
    if person.snooze_until and person.snooze_until > survey.today:
        yield say("You put {name} off until {date}.", name=person.name, date=person.snooze_until)


def _unanswered(facts: DraftFacts, case: Case, texts: Texts) -> Iterator[str]:
    """Not too pushy: a message that wants something, after others without an answer."""
    times = case.unanswered(TWICE) if facts.wish.kind in _WANTING else 0
    if times:
        yield texts.count(
            "Your last {n} message had no answer yet: leave it some time, or bring something.",
            "Your last {n} messages had no answer yet: leave it some time, or bring something.",
            times,
        )


def _ask(facts: DraftFacts, texts: Texts) -> Iterator[str]:
    """Not too early, not too pushy: how long known, how many interactions, what was given (docs/networking.md)."""
    if facts.occasion == "waiting":
        return
    say = texts.say
    yield _standing(facts, texts)
    if facts.known_for is None or facts.known_for < EARLY or facts.talks < FEW:
        yield say("It is early to ask: give or share something first.")
    elif not facts.gave:
        yield say("You have given nothing yet that is written down: perhaps offer something first.")
    if facts.owed:
        yield say("You still owe them what you promised: keep that first.")
    if not facts.wish.about:
        yield say("The ask is generic: say what for with --topic.")
    elif not facts.why:
        yield say("The ask is generic: no note says why {name} is the one to ask about this.", name=facts.name)


def _standing(facts: DraftFacts, texts: Texts) -> str:
    """How long known, how many days of contact, how much was given."""
    parts = [
        texts.count("{n} day of contact", "{n} days of contact", facts.talks),
        texts.count("{n} thing given", "{n} things given", facts.gave),
    ]
    if facts.known_for is None:
        return texts.say("Before you ask: you do not know {name} yet.", name=facts.name)
    known = texts.count("known for {n} day", "known for {n} days", facts.known_for)
    return texts.say("Before you ask: {parts}.", parts=", ".join([known, *parts]))


def _connect(_facts: DraftFacts, texts: Texts) -> Iterator[str]:
    yield texts.say("Have you asked whether they like to be connected? In person it is best.")


def _introduce(facts: DraftFacts, texts: Texts) -> Iterator[str]:
    if facts.other:
        said = {"name": facts.name, "other": facts.other}
        yield texts.say(
            'Ask both first: write to {other} too (`mdnet draft {other} --kind introduce --to "{name}"`).', **said
        )
    else:
        yield texts.say("No note says whom {name} should meet: say it with --to.", name=facts.name)


def _news(facts: DraftFacts, texts: Texts) -> Iterator[str]:
    if facts.occasion == "sad":
        yield texts.say("Their news may be painful: read it again, and write a few words of your own.")
    elif facts.occasion == "news":
        yield texts.say("Is it good news to them too? Read it again before you congratulate.")


def _kept(facts: DraftFacts, texts: Texts) -> Iterator[str]:
    if facts.occasion == "open":
        yield texts.say("The promise is still open in your notes: keep it before you send this, and write #kept.")
    elif facts.occasion != "kept":
        yield texts.say("No note tells of a promise to {name}.", name=facts.name)
