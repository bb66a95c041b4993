"""Insight: finds people for a goal or a topic: who knows about it, offers it, cares for it, or did it lately.

A goal also has what is missing: topics that nobody can help with yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from mdnetwork.fields import value_of
from mdnetwork.followups import in_order
from mdnetwork.followups.goals import find_goals
from mdnetwork.followups.own import OwnNote
from mdnetwork.followups.text import told
from mdnetwork.frozen import short_repr
from mdnetwork.i18n import Texts
from mdnetwork.insight.groups import belonging
from mdnetwork.insight.motives import HOW, motive_of
from mdnetwork.insight.survey import Suggestion, Survey
from mdnetwork.model import Aims, Evidence, Facts, FollowUp, Person
from mdnetwork.names import fold
from mdnetwork.people.directory import Place
from mdnetwork.people.privacy import is_gone
from mdnetwork.text import shell_word
from mdnetwork.vocabulary.meaning import is_whole, meant, words

SHOWN = 10
"""The maximum number of people."""
CITED = 3
"""The maximum number of reasons for each person."""
YEAR = 365
"""The half-life of a dated line's extra weight, in days."""
TOPIC_FIELDS = (
    ("expertise", 4.0),
    ("role", 3.0),
    ("org", 2.5),
    ("interests", 2.0),
    ("sector", 1.5),
    ("tags", 1.5),
    ("needs", 1.0),
)
"""Fields of a note and their weights: knowledge before interests and needs."""

_OF_GROUP = 1.5
"""The weight of being in a group that is about the topic."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal note: title, path, topics, and the motives behind the goal (belonging, helping, learning…)."""

    title: str
    path: str
    topics: tuple[str, ...]
    """Includes sectors: people in a sector serve the goal."""
    line: int = 1
    """The line of the topics."""
    motives: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    """The organisations and sectors to reach people in."""
    deadline: date | None = None
    facts: Facts | None = None
    """What the note says: its steps, and what it links."""
    sectors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Server:
    """A person who can help with a goal: linked in its note (`named`), or by topics of their fields.

    `reason` says which: the matching fields, in words.
    """

    person: Person
    topics: tuple[str, ...]
    named: bool
    reason: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Outlook:
    """A goal with the people who can help, topics and targets without anybody, and who to begin with (`next`).

    `begin` says so, and why. `lack` says what the goal lacks: people for these topics, or any topic or person; "" if
    nothing. `steps` are its open steps, the next one first.
    """

    goal: Goal
    servers: tuple[Server, ...]
    missing: tuple[str, ...]
    next: Server | None
    lack: str
    begin: str
    steps: tuple[FollowUp, ...]

    __repr__ = short_repr("goal.title", "lack")


def unknown_motives(goal: Goal) -> tuple[str, ...]:
    """The motives of the goal that are none of the known ones."""
    return tuple(each for each in goal.motives if not motive_of(each))


def goals(written: Iterable[Goal], survey: Survey, last: Mapping[str, date]) -> list[Outlook]:
    """The `outlook` for each goal, by title. Goals whose title names somebody who may not be named are left out."""
    shown = (each for each in written if survey.privacy.may_show(f"{each.title} {each.path}"))
    return [outlook(goal, survey, last) for goal in sorted(shown, key=lambda each: (each.title, each.path))]


def goal_of(facts: Facts) -> Goal:
    """The goal of a goal note."""
    note, aims = facts.note, facts.aims or Aims()
    topics = (*aims.topics, *aims.sectors)
    return Goal(
        note.title, note.path, topics, aims.line, aims.motives, aims.targets, aims.deadline, facts, aims.sectors
    )


def outlook(written: Goal, survey: Survey, last: Mapping[str, date]) -> Outlook:
    """The goal with who can help, what is missing, who to begin with and the open steps.

    `last` has the last day of contact of everybody who has one, by identity.
    """
    goal = replace(written, topics=_shown(written.topics, survey), targets=_shown(written.targets, survey))
    able = servers(goal, sorted(survey.nameable, key=lambda each: each.id), survey)
    served = {topic for each in able for topic in each.topics}
    ready = [each for each in able if not each.person.status and each.person.id in last]
    motive = next(filter(None, map(motive_of, goal.motives)), "")
    if motive and HOW[motive].asks_tie:
        survey.directory.expect(each.person.id for each in ready)
    following = min(ready, key=lambda each: _rank(each, motive, goal, survey, last), default=None)
    missing = tuple(each for each in (*goal.topics, *goal.targets) if each not in served)
    ordered = sorted(able, key=lambda each: (not each.named, -len(each.topics), each.person.name, each.person.id))
    return Outlook(
        goal,
        tuple(ordered),
        missing,
        following,
        _lack(missing, able, survey.texts),
        _begin(ordered, following, motive, survey.texts),
        _steps(goal, survey),
    )


def _shown(texts: Iterable[str], survey: Survey) -> tuple[str, ...]:
    return tuple(each for each in _once(texts) if survey.privacy.may_show(each))


def _rank(server: Server, motive: str, goal: Goal, survey: Survey, last: Mapping[str, date]) -> tuple[float, date, str]:
    """Who comes first for the motive, then whose last contact is the oldest."""
    person = server.person
    knows = not frozenset(goal.topics).isdisjoint(server.topics)
    first = HOW[motive].first(person, survey, knows) if motive else 0
    return first, last[person.id], person.id


def _lack(missing: Sequence[str], servers: Sequence[Server], texts: Texts) -> str:
    if missing:
        return texts.say("Nobody yet for: {topics}. `mdnet who` may know.", topics=", ".join(missing))
    if not servers:
        return texts.say("It names neither topics nor people yet: give it `topics`, or link people in it.")
    return ""


def _begin(servers: Sequence[Server], following: Server | None, motive: str, texts: Texts) -> str:
    """Who to begin with, and why."""
    if following is None and servers:
        return texts.say(
            "You are in touch with none of them yet: `mdnet reach {name}` shows who could put you in touch.",
            name=shell_word(servers[0].person.name),
        )
    if following is None:
        return ""
    name = following.person.name
    if motive:
        return HOW[motive].begin(texts, name)
    if len(servers) == 1:
        return texts.say("Begin with {name}.", name=name)
    return texts.say("Begin with {name}: you have been out of touch with {name} the longest.", name=name)


def _steps(goal: Goal, survey: Survey) -> tuple[FollowUp, ...]:
    """The open steps of a goal, the earliest first and the undated ones last."""
    found = find_goals(OwnNote(goal.facts), survey.context) if goal.facts else ()
    shown = (each for each in found if each.title and survey.privacy.may_show(f"{each.title} {each.reason}"))
    return tuple(in_order(shown, survey.today))


def _once(topics: Iterable[str]) -> Iterable[str]:
    """Each topic as it is first written."""
    first: dict[str, str] = {}
    for each in topics:
        first.setdefault(fold(each), each)
    return first.values()


def servers(goal: Goal, people: Iterable[Person], survey: Survey) -> tuple[Server, ...]:
    """Those of the people who can help with a goal, and how."""
    told = survey.directory.lines_in(goal.path)
    found = (_server(goal, each, told.get(each.id, ()), survey) for each in people)
    return tuple([each for each in found if each])


def _server(goal: Goal, person: Person, linked: Sequence[Evidence], survey: Survey) -> Server | None:
    """How a person can help. `linked` is what the goal's note says about them."""
    known = [(topic, key, text) for topic in goal.topics for key, text in _offered(person) if _speaks(topic, text)]
    known += [(target, key, text) for target in goal.targets for key, text in _belongs(person) if is_at(target, text)]
    known = [each for each in known if survey.privacy.may_show(each[2])]
    if not linked and not known:
        return None
    lines = [Evidence(None, person.path, person.line_of(key), text, source="field") for _, key, text in known]
    topics = tuple(dict.fromkeys(topic for topic, _, _ in known))
    named = [survey.texts.say("named in the goal")] if linked else []
    reasons = dict.fromkeys(_matched(*each, survey.texts) for each in known)
    reason, evidence = "; ".join((*named, *reasons)), tuple(dict.fromkeys((*linked, *lines)))
    return Server(person, topics, bool(linked), reason, evidence)


def _matched(topic: str, field: str, text: str, texts: Texts) -> str:
    """What the person's note says, and the goal's word for it if that is different."""
    words_of_field = in_words(field, text, texts)
    return words_of_field if fold(topic) == fold(text) else f"{words_of_field} ({topic})"


def _offered(person: Person) -> list[tuple[str, str]]:
    role = [("role", person.role)] if person.role else []
    sector = value_of(person, "sector")
    return [
        *role,
        *(("expertise", each) for each in person.expertise),
        *(("interests", each) for each in person.interests),
        *((("sector", sector),) if sector else ()),
        *(("tags", each) for each in person.tags),
    ]


def _belongs(person: Person) -> list[tuple[str, str]]:
    """The organisation and the sector of a person, as far as they are known."""
    found = (("org", person.org), ("sector", value_of(person, "sector")))
    return [(key, text) for key, text in found if text]


def is_at(target: str, text: str) -> bool:
    """Whether the organisation or sector is the target."""
    return fold(target) == fold(text)


def _speaks(topic: str, text: str) -> bool:
    """Whether the text has all words of a topic: mending sewing machines does not match "machine learning"."""
    return meant(words(topic), text) == frozenset(words(topic)) != frozenset()


@dataclass(frozen=True, slots=True)
class _Match:
    """A place with words of the topic, with its weight and its reason."""

    words: frozenset[str]
    weight: float
    reason: Callable[[], str]
    """Makes the reason, which is shown for few."""
    evidence: Evidence


def who(survey: Survey, topic: tuple[str, ...], hits: Iterable[Place], without: str = "") -> list[Suggestion]:
    """The people for a topic, best first. `hits` are lines that may contain its words.

    The score sums over the topic's words the weight of the best place: expertise 4, role 3, org 2.5, interests 2,
    sector, tags and groups 1.5, needs 1; a dated line 1 + 0.5 ** (age in days / 365), another line 1. Ties are broken
    by name. `without` is the identity of the person who asks. Fields and lines about people who may not be named are
    ignored.
    """
    found_lines = list(hits)
    lines: dict[str, list[Place]] = {}
    people: dict[str, Person] = {}
    for hit in found_lines:
        for person in survey.directory.people_at(hit):
            lines.setdefault(person.id, []).append(hit)
            people[person.id] = person
    privacy = survey.privacy
    fellows: dict[str, list[_Match]] = {}
    for person, found, title, line in belonging(survey, topic):
        reason = partial(survey.texts.say, "belongs to “{group}”", group=title)
        fellows.setdefault(person.id, []).append(_Match(found, _OF_GROUP, reason, line))
        lines.setdefault(person.id, [])
        people[person.id] = person
    said = survey.directory.lines_in(*dict.fromkeys(hit.path for hit in found_lines))
    scored = []
    for identity, places in lines.items():
        person = people[identity]
        if privacy.may_name(person) and not is_gone(person) and identity != without:
            quotable = [each for each in places if privacy.may_quote(each)]
            matches = [
                *_in_lines(survey, person, said.get(identity, ()), topic, quotable),
                *_fields(survey, person, topic),
                *fellows.get(identity, ()),
            ]
            if matches:
                scored.append((_score(matches), person, matches))
    scored.sort(key=lambda each: (-each[0], each[1].name, each[1].id))
    return [_suggestion(person, matches) for _, person, matches in scored[:SHOWN]]


def _score(matches: list[_Match]) -> float:
    covered = frozenset[str]().union(*(match.words for match in matches))
    return sum(max(match.weight for match in matches if word in match.words) for word in covered)


def _fields(survey: Survey, person: Person, topic: tuple[str, ...]) -> Iterator[_Match]:
    for field, weight in TOPIC_FIELDS:
        value = value_of(person, field)
        for text in (value,) if isinstance(value, str) else value or ():
            found = meant(topic, text)
            if is_whole(topic, found, text) and survey.privacy.may_show(text):
                line = Evidence(None, person.path, person.line_of(field), text, source="field")
                yield _Match(found, weight, partial(in_words, field, text, survey.texts), line)


def _in_lines(
    survey: Survey, person: Person, said: Sequence[Evidence], topic: tuple[str, ...], places: Iterable[Place]
) -> Iterator[_Match]:
    ordered = sorted(said, key=lambda each: each.rejected is None)  # what counts is the last, and decides
    dated = {(line.path, line.line): line for line in ordered}
    for place in places:
        text = getattr(place, "text", "")
        line = dated.get((place.path, place.line)) or Evidence(None, place.path, place.line, text)
        says_nothing = place.path == person.path and (place.line == 1 or text == person.name)
        found = frozenset[str]() if says_nothing else meant(topic, text)
        if found:
            yield _Match(found, _freshness(line.date, survey.today), partial(_quoted, survey, line, text), line)


def _freshness(day: date | None, today: date) -> float:
    return 1.0 if day is None or day > today else 1.0 + 0.5 ** ((today - day).days / YEAR)


def _quoted(survey: Survey, line: Evidence, text: str) -> str:
    say, quote = survey.texts.say, told(text, line.date)
    return say("on {date}: {words}", date=survey.context.phrases.day(line.date), words=quote) if line.date else quote


def _suggestion(person: Person, matches: list[_Match]) -> Suggestion:
    best = sorted(matches, key=lambda each: (-len(each.words), -each.weight, each.evidence.path, each.evidence.line))
    few = {match.evidence: match for match in reversed(best[:CITED])}
    ordered = [match for match in best[:CITED] if few[match.evidence] is match]
    reason = "; ".join(dict.fromkeys(match.reason() for match in ordered))
    return Suggestion("who", (person,), reason, tuple(match.evidence for match in ordered))


def in_words(field: str, text: str, texts: Texts) -> str:
    """The reason in words, such as “knows about …” or “works as …”, with the field's text unchanged."""
    say = texts.say
    return {
        "expertise": say("knows about “{what}”", what=text),
        "role": say("works as “{what}”", what=text),
        "org": say("works for “{what}”", what=text),
        "sector": say("works in “{what}”", what=text),
        "interests": say("cares about “{what}”", what=text),
        "tags": say("is tagged #{what}", what=text),
        "needs": say("is looking for “{what}” too", what=text),
    }[field]
