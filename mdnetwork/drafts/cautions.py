"""Drafts: cautions before a message is sent: too early, too general, not asked yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from mdnetwork.drafts.facts import DraftFacts
from mdnetwork.followups.history import PersonHistory
from mdnetwork.followups.rules import FIRST_LAST as LATE
from mdnetwork.i18n import Texts
from mdnetwork.insight.survey import Survey
from mdnetwork.kinds import DraftKind

EARLY = 90
"""Asking somebody is early within this many days of acquaintance."""
FEW = 3
"""Asking is also early with fewer contact days than this."""
TWICE = 2
"""With this many days of unanswered messages, another message is too much."""
AWAKE = 14
"""Within this many days of a contact there is no need to reconnect."""
_WANTING = frozenset[DraftKind]({"ask", "coffee", "reconnect", "introduce", "feedback"})


def cautions(facts: DraftFacts, history: PersonHistory, survey: Survey) -> tuple[str, ...]:
    """Complete sentences to read before sending."""
    look = _LOOKS.get(facts.wish.kind)
    special = look(facts, survey) if look else ()
    return (*_left_alone(history, survey), *_unanswered(facts, history, survey.texts), *special)


def _left_alone(history: PersonHistory, survey: Survey) -> Iterator[str]:
    """A person with a status or a snooze was put off for a reason."""
    person, say = history.person, survey.texts.say
    if person.status:
        yield say("Their note says “{status}”: is it time to write?", status=person.status)
    if person.snooze_until and person.snooze_until > survey.today:
        yield say("You put {name} off until {date}.", name=person.name, date=person.snooze_until)


def _unanswered(facts: DraftFacts, history: PersonHistory, texts: Texts) -> Iterator[str]:
    """A message that wants something, after others without an answer, is pushy."""
    times = history.unanswered(TWICE) if facts.wish.kind in _WANTING else 0
    if times:
        yield texts.count(
            "Your last {n} message had no answer yet: leave it some time, or bring something.",
            "Your last {n} messages had no answer yet: leave it some time, or bring something.",
            times,
        )


def _thank(facts: DraftFacts, survey: Survey) -> Iterator[str]:
    """The person was thanked already."""
    if facts.thanked and (facts.thing_on is None or facts.thanked >= facts.thing_on):
        yield survey.texts.say("You thanked {name} on {date} already.", name=facts.name, date=facts.thanked)


def _first(facts: DraftFacts, survey: Survey) -> Iterator[str]:
    """A message after a first meeting needs a recent first meeting."""
    say, name = survey.texts.say, facts.name
    if facts.met is None:
        yield say("No note tells that you have met {name}: is it the first word you want?", name=name)
    elif (survey.today - facts.met).days > LATE:
        yield say("You first met {name} on {date}: --kind reconnect may fit better.", name=name, date=facts.met)
    yield from _nothing_noted(facts, survey)


def _coffee(facts: DraftFacts, survey: Survey) -> Iterator[str]:
    if facts.last is None:
        yield survey.texts.say("You have not been in touch with {name} yet: begin smaller.", name=facts.name)
    yield from _nothing_noted(facts, survey)


def _share(facts: DraftFacts, survey: Survey) -> Iterator[str]:
    """No note says why it is for this person."""
    if facts.wish.about and not facts.why:
        said = {"about": facts.wish.about, "name": facts.name}
        yield survey.texts.say("It is generic: no note says why “{about}” is for {name}.", **said)


def _reconnect(facts: DraftFacts, survey: Survey) -> Iterator[str]:
    """A contact that is recent needs no reconnecting."""
    if facts.last and (survey.today - facts.last).days < AWAKE:
        ago = survey.round.phrases.days_ago((survey.today - facts.last).days)
        said = survey.texts.say("today") if facts.last == survey.today else ago
        yield survey.texts.say("You were last in touch {ago}: nothing sleeps here yet.", ago=said)
    yield from _nothing_noted(facts, survey)


def _nothing_noted(facts: DraftFacts, survey: Survey) -> Iterator[str]:
    """Nothing in the draft is personal."""
    if not any((facts.topic.text, facts.told.text, facts.shared, facts.need, facts.interest)):
        yield survey.texts.say("It is generic: nothing that you spoke of or share is in it. Put something in by hand.")


def _ask(facts: DraftFacts, survey: Survey) -> Iterator[str]:
    """Is it too early to ask? Length of acquaintance, contact days and things given (docs/networking.md)."""
    if facts.occasion == "waiting":
        return
    say = survey.texts.say
    yield _standing(facts, survey.texts)
    if facts.known_for is None or facts.known_for < EARLY or facts.talks < FEW:
        first = say("It is early to ask: give or share something first.")
        yield say("It is early to ask: let some time pass.") if facts.gave else first
    elif not facts.gave:
        yield say("You have given nothing yet that is written down: perhaps offer something first.")
    if facts.owed:
        yield say("You still owe them what you promised: keep that first.")
    if not facts.wish.about:
        yield say("The ask is generic: say what for with --topic.")
    elif not facts.why:
        yield say("The ask is generic: no note says why {name} is the one to ask about this.", name=facts.name)


def _standing(facts: DraftFacts, texts: Texts) -> str:
    """The length of acquaintance, the contact days, and the number of things given."""
    parts = [
        texts.count("{n} day of contact", "{n} days of contact", facts.talks),
        texts.count("{n} thing given", "{n} things given", facts.gave),
    ]
    if facts.known_for is None:
        return texts.say("Before you ask: you do not know {name} yet.", name=facts.name)
    known = texts.count("known for {n} day", "known for {n} days", facts.known_for)
    return texts.say("Before you ask: {parts}.", parts=", ".join([known, *parts]))


def _connect(_facts: DraftFacts, survey: Survey) -> Iterator[str]:
    yield survey.texts.say("Have you asked whether they like to be connected? In person it is best.")


def _introduce(facts: DraftFacts, survey: Survey) -> Iterator[str]:
    texts = survey.texts
    if facts.other:
        said = {"name": facts.name, "other": facts.other}
        yield texts.say(
            'Ask both first: write to {other} too (`mdnet draft {other} --kind introduce --to "{name}"`).', **said
        )
    else:
        yield texts.say("No note says whom {name} should meet: say it with --to.", name=facts.name)


def _news(facts: DraftFacts, survey: Survey) -> Iterator[str]:
    texts = survey.texts
    if facts.occasion in {"birthday", "anniversary"} and facts.thing_on and facts.thing_on > survey.today:
        yield texts.say("The day is {date}: send it then, not before.", date=facts.thing_on)
    if facts.occasion == "sad":
        yield texts.say("Their news may be painful: read it again, and write a few words of your own.")
    elif facts.occasion == "news":
        yield texts.say("Is it good news to them too? Read it again before you congratulate.")


def _kept(facts: DraftFacts, survey: Survey) -> Iterator[str]:
    texts = survey.texts
    if facts.occasion == "open":
        yield texts.say("The promise is still open in your notes: keep it before you send this, and write #kept.")
    elif facts.occasion != "kept":
        yield texts.say("No note tells of a promise to {name}.", name=facts.name)


_LOOKS: Mapping[DraftKind, Callable[[DraftFacts, Survey], Iterator[str]]] = {
    "first": _first,
    "thank": _thank,
    "coffee": _coffee,
    "share": _share,
    "reconnect": _reconnect,
    "ask": _ask,
    "connect": _connect,
    "introduce": _introduce,
    "kept": _kept,
    "congratulate": _news,
}
