"""Drafts: what to remember about a person before writing to them, and cautions: too early, too general, not asked yet.

None of it becomes part of the message.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from mdnetwork.drafts.facts import DraftFacts
from mdnetwork.followups.history import PersonHistory
from mdnetwork.followups.rules import FIRST_LAST as LATE
from mdnetwork.followups.text import told, words
from mdnetwork.i18n import Texts
from mdnetwork.insight.contact import known_since
from mdnetwork.insight.exchanges import Exchange, exchanges
from mdnetwork.insight.introductions import offers, shared_interests, shared_people
from mdnetwork.insight.questions import questions
from mdnetwork.insight.survey import Survey
from mdnetwork.kinds import DraftKind
from mdnetwork.model import Evidence, FollowUp
from mdnetwork.text import shell_word

FEW = 3
"""The maximum number of items of each kind."""
_SPOKEN = frozenset({"log", "link", "list", "attendee"})
EARLY = 90
"""Asking somebody is early within this many days of acquaintance."""
FEW_DAYS = 3
"""Asking is also early with fewer contact days than this."""
TWICE = 2
"""With this many days of unanswered messages, another message is too much."""
AWAKE = 14
"""Within this many days of a contact there is no need to reconnect."""
_WANTING = frozenset[DraftKind]({"ask", "coffee", "reconnect", "introduce", "feedback", "reference"})


class Remembered(NamedTuple):
    """Something to know before writing, as a sentence, and its evidence."""

    text: str
    evidence: tuple[Evidence, ...] = ()


def remembered(
    history: PersonHistory,
    survey: Survey,
    follow_ups: Iterable[FollowUp],
    occasion: Iterable[Remembered] = (),
) -> tuple[Remembered, ...]:
    """Length of acquaintance, last talk, promises both ways, exchanges, common ground, and questions to ask.

    `follow_ups` are the person's own; `occasion` is the reason for writing and comes first. Lines about people who
    may not be named are left out.
    """
    found = (
        *occasion,
        *_known(history, survey),
        *_last_talk(history, survey),
        *_promises(history, survey),
        *_owed(follow_ups, survey),
        *_exchanged(history, survey),
        *_shared(history, survey),
        *_to_offer(history, survey),
        *(Remembered(survey.texts.say("To ask: {question}", question=each.text), each.evidence)
          for each in questions(history, survey)),
    )  # fmt: skip
    privacy = survey.privacy
    return tuple(each for each in found if privacy.may_show(each.text) and all(map(privacy.may_quote, each.evidence)))


def known_text(history: PersonHistory, survey: Survey) -> str:
    """Since when the user knows a person, with the number of contact days; "" if they never met."""
    since = known_since(history)
    days = len(history.evidence.held(survey.today))
    if since is None or since > survey.today:
        return ""
    contact = survey.texts.count("{n} day of contact", "{n} days of contact", days)
    return survey.texts.say("Known since {date}: {contact}.", date=survey.context.phrases.day(since), contact=contact)


def _known(history: PersonHistory, survey: Survey) -> Iterator[Remembered]:
    text = known_text(history, survey)
    if text:
        met = history.person.met is not None and history.person.met == known_since(history)
        lines = () if met else history.on(known_since(history))
        yield Remembered(text, lines or (history.field("met", history.person.met),))


def _last_talk(history: PersonHistory, survey: Survey) -> Iterator[Remembered]:
    """The last talk that has words."""
    days = frozenset(history.evidence.held(survey.today))
    for line in reversed(history.evidence.counted):
        text = told(line.text, line.date)
        if text and line.source in _SPOKEN and line.date in days and survey.privacy.may_quote(line):
            yield Remembered(
                survey.texts.say(
                    "Last contact, {date}: {words}", date=survey.context.phrases.day(line.date), words=text
                ),
                (line,),
            )
            return


def _promises(history: PersonHistory, survey: Survey) -> Iterator[Remembered]:
    for each in survey.promises_to(history.person):
        if not each.is_kept:
            text = survey.texts.say("You promised: {words}", words=each.words)
            if each.due:
                text = survey.texts.say(
                    "You promised, by {date}: {words}", date=survey.context.phrases.day(each.due), words=each.words
                )
            yield Remembered(text, (each.evidence,))


def _owed(follow_ups: Iterable[FollowUp], survey: Survey) -> Iterator[Remembered]:
    for each in follow_ups:
        if each.kind == "waiting":
            yield Remembered(survey.texts.say("They owe you: {words}", words=each.title), each.evidence)


def _exchanged(history: PersonHistory, survey: Survey) -> Iterator[Remembered]:
    for each in exchanges(history)[: -FEW - 1 : -1]:
        yield Remembered(_exchange_text(each, survey), (each.evidence,))


def _exchange_text(each: Exchange, survey: Survey) -> str:
    say = survey.texts.say
    action = {
        "gave": say("You gave"),
        "got": say("You got"),
        "asked": say("You asked"),
        "was_asked": say("They asked"),
        "introduced": say("You introduced"),
        "thanked": say("You thanked"),
        "recommended": say("You recommended"),
        "was_recommended": say("They recommended"),
        "feedback": say("Their feedback"),
    }[each.kind]
    when = f"{action}, {survey.context.phrases.day(each.date)}" if each.date else action
    return f"{when}: {words(each.words)}"


def _shared(history: PersonHistory, survey: Survey) -> Iterator[Remembered]:
    person, say = history.person, survey.texts.say
    for interest in shared_interests(person, survey)[:FEW]:
        line = Evidence(None, person.path, person.line_of("interests"), interest, source="field")
        yield Remembered(say("You share: {interest}", interest=interest), (line,))
    for each in shared_people(history, survey)[:FEW]:
        yield Remembered(say("You both know {name}", name=each.person.name), each.evidence[:1])


def _to_offer(history: PersonHistory, survey: Survey) -> Iterator[Remembered]:
    say = survey.texts.say
    for each in offers(history.person, survey)[:FEW]:
        matched = {"need": each.need, "offer": each.offer}
        if each.person:
            text = say("They are looking for {need}: {name} knows about {offer}", name=each.person.name, **matched)
        else:
            text = say("They are looking for {need}: you offer {offer}", **matched)
        yield Remembered(text, each.evidence)


def cautions(facts: DraftFacts, history: PersonHistory, survey: Survey) -> tuple[str, ...]:
    """Complete sentences to read before sending."""
    rules: Mapping[DraftKind, Callable[[DraftFacts, Survey], Iterator[str]]] = {
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
        "reference": _reference,
    }
    rule = rules.get(facts.wish.kind)
    special = rule(facts, survey) if rule else ()
    return (*_left_alone(history, survey), *_unanswered(facts, history, survey.texts), *special)


def _left_alone(history: PersonHistory, survey: Survey) -> Iterator[str]:
    """A person with a status or a snooze was put off for a reason."""
    person, say = history.person, survey.texts.say
    if person.status:
        yield say("Their note says “{status}”: is it time to write?", status=person.status)
    if person.snooze_until and person.snooze_until > survey.today:
        yield say(
            "You snoozed {name} until {date}.", name=person.name, date=survey.context.phrases.day(person.snooze_until)
        )


def _unanswered(facts: DraftFacts, history: PersonHistory, texts: Texts) -> Iterator[str]:
    """A message that wants something, after others without an answer, is pushy."""
    times = history.unanswered(TWICE) if facts.wish.kind in _WANTING else 0
    if times:
        yield texts.count(
            "Your last {n} message or call has had no answer yet: give it some time, or bring something of use.",
            "Your last {n} messages and calls have had no answer yet: give it some time, or bring something of use.",
            times,
        )


def _thank(facts: DraftFacts, survey: Survey) -> Iterator[str]:
    """The person was thanked already."""
    if facts.thanked and (facts.thing_on is None or facts.thanked >= facts.thing_on):
        day = survey.context.phrases.day(facts.thanked)
        yield survey.texts.say("You thanked {name} on {date} already.", name=facts.name, date=day)


def _first(facts: DraftFacts, survey: Survey) -> Iterator[str]:
    """A message after a first meeting needs a recent first meeting."""
    say, name = survey.texts.say, facts.name
    if facts.met is None:
        yield say("No note says that you have met {name}: is a first message what you want?", name=name)
    elif (survey.today - facts.met).days > LATE:
        day = survey.context.phrases.day(facts.met)
        yield say("You first met {name} on {date}: --kind reconnect may fit better.", name=name, date=day)
    yield from _nothing_noted(facts, survey)


def _coffee(facts: DraftFacts, survey: Survey) -> Iterator[str]:
    if facts.last is None:
        yield survey.texts.say("You have not been in touch with {name} yet: begin smaller.", name=facts.name)
    yield from _nothing_noted(facts, survey)


def _share(facts: DraftFacts, survey: Survey) -> Iterator[str]:
    """No note says why it is for this person."""
    if facts.wish.about and not facts.why:
        names = {"about": facts.wish.about, "name": facts.name}
        yield survey.texts.say("It is generic: no note says why “{about}” is for {name}.", **names)


def _reconnect(facts: DraftFacts, survey: Survey) -> Iterator[str]:
    """A contact that is recent needs no reconnecting."""
    if facts.last and (survey.today - facts.last).days < AWAKE:
        ago = survey.context.phrases.days_ago((survey.today - facts.last).days)
        when = survey.texts.say("today") if facts.last == survey.today else ago
        yield survey.texts.say("You were last in touch {ago}: this tie is not dormant.", ago=when)
    yield from _nothing_noted(facts, survey)


def _nothing_noted(facts: DraftFacts, survey: Survey) -> Iterator[str]:
    """Nothing in the draft is personal."""
    if not any((facts.topic.text, facts.told.text, facts.shared, facts.need, facts.interest)):
        yield survey.texts.say("It is generic: it has nothing that you talked about or share. Add something by hand.")


def _ask(facts: DraftFacts, survey: Survey) -> Iterator[str]:
    """Is it too early to ask? Length of acquaintance, contact days and things given (docs/networking.md)."""
    if facts.occasion == "waiting":
        return
    say = survey.texts.say
    yield _standing(facts, survey.texts)
    if facts.known_for is None or facts.known_for < EARLY or facts.talks < FEW_DAYS:
        first = say("It is early to ask: give or share something first.")
        yield say("It is early to ask: let some time pass.") if facts.gave else first
    elif not facts.gave:
        yield say("Your notes record nothing that you have given: perhaps offer something first.")
    if facts.owed:
        yield say("You still owe them what you promised: keep that first.")
    if not facts.wish.about:
        yield say("The ask is generic: say what it is about with --topic.")
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
    yield survey.texts.say("Have you asked whether they would like to connect? It is best to ask in person.")


def _introduce(facts: DraftFacts, survey: Survey) -> Iterator[str]:
    texts = survey.texts
    if facts.other:
        typed = {"one": shell_word(facts.name), "two": shell_word(facts.other)}
        yield texts.say(
            "Ask both first: write to {other} too (`mdnet draft {two} --kind introduce --to {one}`).",
            other=facts.other,
            **typed,
        )
    else:
        yield texts.say("Your notes do not say who {name} should meet: say it with --to.", name=facts.name)


def _news(facts: DraftFacts, survey: Survey) -> Iterator[str]:
    texts = survey.texts
    if facts.occasion in {"birthday", "anniversary"} and facts.thing_on and facts.thing_on > survey.today:
        yield texts.say("The day is {date}: send it then, not before.", date=survey.context.phrases.day(facts.thing_on))
    if facts.occasion == "sad":
        yield texts.say("Their news may be painful: read it again, and write a few words of your own.")
    elif facts.occasion == "news":
        yield texts.say("Is it good news for them too? Read it again before you congratulate.")


def _reference(facts: DraftFacts, survey: Survey) -> Iterator[str]:
    if facts.occasion != "work":
        yield survey.texts.say("No note shows work that {name} was happy with: is it time to ask?", name=facts.name)


def _kept(facts: DraftFacts, survey: Survey) -> Iterator[str]:
    texts = survey.texts
    if facts.occasion == "open":
        yield texts.say("The promise is still open in your notes: keep it before you send this, and write #kept.")
    elif facts.occasion != "kept":
        yield texts.say("No note mentions a promise to {name}.", name=facts.name)
