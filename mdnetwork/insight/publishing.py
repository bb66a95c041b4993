"""Insight: what the user publishes: how often, what came back, through which channels, and what could come next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache, cached_property

from mdnetwork.dates import Cadence, add_days
from mdnetwork.followups.publishing import published_lines
from mdnetwork.followups.text import words
from mdnetwork.frozen import NamedTuple, dataclass, short_repr
from mdnetwork.insight.exchanges import all_exchanges
from mdnetwork.insight.period import Counted, Figure, Periods
from mdnetwork.insight.survey import Suggestion, Survey
from mdnetwork.lazy import lazy_pattern
from mdnetwork.model import Evidence, Note, Person
from mdnetwork.names import fold
from mdnetwork.parsing.kinds import is_list_of_notes
from mdnetwork.people.links import names_of
from mdnetwork.people.privacy import OMITTED
from mdnetwork.phrases import joined
from mdnetwork.vocabulary.channels import channel_in, network_of
from mdnetwork.vocabulary.deeds import deed_in
from mdnetwork.vocabulary.meaning import is_part, meant, stems
from mdnetwork.vocabulary.meaning import words as topic_words
from mdnetwork.vocabulary.topics import FORMS, TALK, is_question, is_sad

ECHO_DAYS = 60
"""How long after a publication an answer to it can come."""
IDEA_DAYS = 365
"""The maximum age of a question or a gift that is an idea."""
MOST = 5
"""The maximum number of ideas."""
SEVERAL = 2
"""The least number of people that a note interests."""
NAMED = 3
_WORD = lazy_pattern(r"\w+")
_Interested = dict[str, tuple[Person, Evidence]]
"""People by identity, each with the line that says what interests them."""


class Publication(NamedTuple):
    """Something the user published, and the lines about it that came back: answers, mentions, invitations."""

    date: date
    text: str
    evidence: Evidence
    echo: tuple[Evidence, ...]


class ChannelUse(NamedTuple):
    """What came in and went out through a channel; `channel` None is the log of the user's own note."""

    channel: str | None
    inbound: Figure
    outbound: Figure


@dataclass(frozen=True, slots=True)
class Publishing:
    """What was published in a period, latest first, and what came back. `next_due` is the last day to publish again."""

    cadence: Cadence | None
    last: date | None
    next_due: date | None
    published: Figure
    echo: Figure
    """The answers to publications, and what came in by the log of the user's own note."""
    publications: tuple[Publication, ...]
    channels: tuple[ChannelUse, ...]

    __repr__ = short_repr("last", "next_due")

    @property
    def often(self) -> str:
        """The cadence as written; "" if there is none."""
        return self.cadence.text if self.cadence else ""


def publishing(survey: Survey, periods: Periods) -> Publishing:
    """The publications in the log of the user's own note, compared with the period before."""
    every = publications(survey)
    profile = survey.directory.profile
    cadence = profile.cadence if profile and profile.cadence and not profile.cadence.never else None
    last = every[-1].date if every else None
    answers = {_place(line): line for line in _inbound(survey) if line.path == _own_path(survey)}
    answers |= {_place(line): line for each in every for line in each.echo}
    return Publishing(
        cadence,
        last,
        cadence.late_after(last) if cadence and last else None,
        periods.figure(Counted(each.date, (each.evidence,)) for each in every),
        periods.figure(Counted(line.date, (line,)) for line in answers.values() if line.date),
        tuple(each for each in reversed(every) if each.date in periods.now),
        tuple(_channels(survey, periods)),
    )


def publications(survey: Survey) -> list[Publication]:
    """Everything the user published, by date. Text that names somebody who may not be named is hidden."""
    written = published_lines(survey.directory.own_log)
    echo: dict[tuple[str, int], list[Evidence]] = {}
    for answer in _inbound(survey) if written else ():
        about = _answered(answer, written)
        if about:
            echo.setdefault((about.path, about.line), []).append(answer)
    return [
        Publication(line.date, survey.privacy.quoted(words(line.text), line), line, tuple(echo.get(_place(line), ())))
        for line in written
        if line.date
    ]


def _own_path(survey: Survey) -> str:
    return survey.directory.profile.path if survey.directory.profile else ""


def _place(line: Evidence) -> tuple[str, int]:
    return line.path, line.line


def _inbound(survey: Survey) -> list[Evidence]:
    """The lines of others to the user, and feedback, by date; each once."""
    found = {_place(line): line for line in survey.directory.own_log if line.direction == "in"}
    for history in survey.histories.values():
        for line in (*history.evidence.counted, *history.lines("feedback")):
            if (line.direction == "in" or "feedback" in line.tags) and line.date and line.date <= survey.today:
                found.setdefault(_place(line), line)
    quotable = (line for line in found.values() if survey.privacy.may_quote(line))
    return sorted(quotable, key=lambda each: (each.date or date.max, each.path, each.line))


def _answered(answer: Evidence, written: Iterable[Evidence]) -> Evidence | None:
    """The publication that a line answers: the latest with its topic, else the latest if it speaks of one at all."""
    before = [
        line
        for line in written
        if line.date and answer.date and line.date <= answer.date <= add_days(line.date, ECHO_DAYS)
    ]
    same = [line for line in before if _is_about(line.text, answer.text)]
    if not same and deed_in(answer.text) == "published":
        same = before
    return same[-1] if same else None


def _is_about(published: str, text: str) -> bool:
    """Whether the text has at least half of the topic words of a publication."""
    topic = _topic(published)
    return bool(topic) and 2 * len(meant(topic, text)) >= len(topic)


def _topic(text: str) -> tuple[str, ...]:
    return tuple(word for word in topic_words(words(text)) if word not in FORMS)


def _channels(survey: Survey, periods: Periods) -> list[ChannelUse]:
    """Per channel the lines with a direction, each once: the log of the own note, then the most used.

    Meetings have no direction: who visits the other says little. A light touch is no contact, but went out on its
    network.
    """
    found: dict[tuple[str | None, bool], dict[tuple[str, int], Counted]] = {}
    for history in survey.histories.values():
        touches = ((network_of(line.text), line) for line in history.touches)
        for channel, line in (*((line.channel, line) for line in history.evidence.counted), *touches):
            if line.direction != "mutual" and channel and line.date and not line.in_person:
                came = found.setdefault((channel, line.direction == "in"), {})
                came.setdefault(_place(line), Counted(line.date, (line,), history.person))
    for line in survey.directory.own_log:
        if line.date:
            found.setdefault((None, line.direction == "in"), {})[_place(line)] = Counted(line.date, (line,))
    names = dict.fromkeys(name for name, _ in found)
    uses = [
        ChannelUse(name, *(periods.figure(found.get((name, way), {}).values()) for way in (True, False)))
        for name in names
    ]
    used = [each for each in uses if any(_total(each))]
    return sorted(used, key=lambda each: (each.channel is not None, -_total(each)[0], each.channel or ""))


def _total(use: ChannelUse) -> tuple[int, int]:
    """The lines in this period, and in the one before."""
    return use.inbound.now + use.outbound.now, use.inbound.before + use.outbound.before


def ideas(survey: Survey, notes: Iterable[Note] = ()) -> list[Suggestion]:
    """What the user could publish: from questions put to them, from what they gave, and notes for several people.

    Those that interest the most people come first, then the latest. What was published since is left out, and all
    that names somebody who may not be named.
    """
    finder = _IdeaFinder(survey)
    written = [(each.date, each.evidence.text) for each in publications(survey)]
    found = [*finder.asked(), *finder.given(), *finder.noted(notes)]
    ordered = sorted(
        (each for each in found if not _is_published(each, written)),
        key=lambda each: (-len(each.people), -_day(each.evidence).toordinal(), each.reason),
    )
    once: dict[str, Suggestion] = {}
    for each in ordered:
        once.setdefault(fold(each.reason), each)
    return list(once.values())[:MOST]


def _is_published(idea: Suggestion, written: list[tuple[date, str]]) -> bool:
    """Whether something about it was published on its day or later; a note has no day."""
    day = _day(idea.evidence)
    return any(on >= day and _is_about(text, idea.evidence[0].text) for on, text in written)


def _day(evidence: Iterable[Evidence]) -> date:
    return max((each.date for each in evidence if each.date), default=date.min)


@cache
def _talk() -> frozenset[str]:
    return frozenset[str]().union(*map(stems, TALK))


def _said(line: Evidence, tag: str = "") -> str:
    """The words of a line without the channel before them: "message: how do you…"."""
    text = words(line.text, tag)
    head, _, rest = text.partition(":")
    return rest.strip() if rest and channel_in(fold(head)) else text


class _IdeaFinder:
    """Finds ideas of each kind. An idea is a suggestion with the people it would interest."""

    def __init__(self, survey: Survey) -> None:
        self._survey = survey
        self.say = survey.texts.say
        self._day = survey.context.phrases.day

    def asked(self) -> Iterator[Suggestion]:
        """Questions put to the user; those about one topic are one idea. A favour is none."""
        groups: list[list[tuple[Person, Evidence, str]]] = []
        for person, line in self._questions():
            asked = _said(line, "asked")
            if is_question(asked) and self._is_open(line, asked):
                same = next((group for group in groups if _is_about(asked, group[0][2])), None)
                same = same or next((group for group in groups if _is_about(group[0][2], asked)), None)
                if same is None:
                    groups.append([(person, line, asked)])
                else:
                    same.append((person, line, asked))
        yield from map(self._question, groups)

    def _question(self, group: list[tuple[Person, Evidence, str]]) -> Suggestion:
        """The idea from questions about one topic, in the shortest words, with those who asked, the latest first."""
        latest_first = sorted(group, key=lambda each: (-_day([each[1]]).toordinal(), each[0].id))
        people = {person.id: (person, line) for person, line, _ in reversed(latest_first)}
        asked = min((words_ for _, _, words_ in group), key=lambda each: (len(each), each))
        question = asked if asked.endswith("?") else f"{asked}."
        if len(people) == 1:
            reason = self.say(
                "{name} asked you on {date}: “{words}” The answer may help others too.",
                name=latest_first[0][0].name,
                date=self._day(_day([latest_first[0][1]])),
                words=question,
            )
        else:
            names = self._names(dict(reversed(people.items())))
            reason = self.say(
                "{names} asked you the same: “{words}” The answer may help others too.", names=names, words=question
            )
        who = tuple(dict.fromkeys(person for person, _, _ in latest_first))
        lines = tuple(line for _, line, _ in latest_first)
        return self._with_others(Suggestion("asked", who, reason, lines, asked), asked)

    def _questions(self) -> Iterable[tuple[Person, Evidence]]:
        """The lines with `#asked` that are theirs, and what they wrote with a question mark; each once."""
        found = {
            _place(each.evidence): (each.person, each.evidence)
            for each in all_exchanges(self._survey)
            if each.kind == "was_asked"
        }
        for history in self._survey.histories.values():
            for line in history.evidence.counted:
                if line.direction == "in" and _said(line).endswith("?"):
                    found.setdefault(_place(line), (history.person, line))
        return found.values()

    def given(self) -> Iterator[Suggestion]:
        """What the user gave."""
        for each in all_exchanges(self._survey):
            if each.kind == "gave" and each.date and self._is_open(each.evidence, each.words):
                reason = self.say(
                    "Given to {name} on {date}: “{words}”. It may help others too.",
                    name=each.person.name,
                    date=self._day(each.date),
                    words=each.words,
                )
                idea = Suggestion("gave", (each.person,), reason, (each.evidence,), each.words)
                yield self._with_others(idea, each.words)

    def noted(self, notes: Iterable[Note]) -> Iterator[Suggestion]:
        """Notes whose title is what several people care for or look for, and notes that name several people."""
        titles = {each.path: each for each in notes if each.has_text and not is_list_of_notes(each.title)}
        named: dict[str, _Interested] = {}
        for history in self._survey.histories.values() if titles else ():
            for line in (*history.evidence.counted, *history.evidence.rejected):
                if line.path in titles:
                    named.setdefault(line.path, {}).setdefault(history.person.id, (history.person, line))
        for path, note in titles.items():
            people = named.get(path, {}) | self._interested(note.title)
            may_show = self._survey.privacy.may_show(f"{note.title} {path}")
            if len(people) >= SEVERAL and may_show and not is_sad(note.title):
                reason = self.say("“{title}” would interest {names}.", title=note.title, names=self._names(people))
                source = Evidence(None, path, 1, note.title, source="field")
                lines = (source, *(line for _, line in people.values()))
                yield Suggestion("note", tuple(who for who, _ in people.values()), reason, lines, note.title)

    def _is_open(self, line: Evidence, text: str) -> bool:
        """Whether the line is of last year, may be quoted, hurts nobody, and has a topic that is no person."""
        today, quoted = self._survey.today, self._survey.privacy.quoted
        recent = line.date is not None and add_days(today, -IDEA_DAYS) < line.date <= today
        if not recent or quoted(text, line) == OMITTED or is_sad(text):
            return False
        has_topic = any(stems(word).isdisjoint(_talk()) for word in _topic(text))
        return has_topic and self._given_names.isdisjoint(_WORD.findall(fold(text)))

    @cached_property
    def _given_names(self) -> frozenset[str]:
        names = (fold(name).split() for person in self._survey.directory.everybody for name in names_of(person))
        return frozenset(name[0] for name in names if name)

    def _with_others(self, idea: Suggestion, text: str) -> Suggestion:
        """The idea with the other people who would be interested in the text."""
        known = {person.id for person in idea.people}
        others = {who: each for who, each in self._interested(text).items() if who not in known}
        if not others:
            return idea
        reason = " ".join((idea.reason, self.say("It would interest {names}.", names=self._names(others))))
        people, lines = zip(*others.values(), strict=True)
        return Suggestion(idea.kind, (*idea.people, *people), reason, (*idea.evidence, *lines), idea.about)

    def _interested(self, text: str) -> _Interested:
        """The people who care for what the text is about, or look for it, each with the field that says so."""
        return {
            person.id: (person, Evidence(None, person.path, person.line_of(field), each, source="field"))
            for person, field, each in self._cares
            if is_part(each, text)
        }

    @cached_property
    def _cares(self) -> list[tuple[Person, str, str]]:
        """What people care for and look for."""
        people = [each for each in self._survey.directory.everybody if not each.status and self._survey.person(each.id)]
        return [
            (person, field, text)
            for person in people
            for field in ("needs", "interests")
            for text in self._survey.privacy.showable(getattr(person, field))
        ]

    def _names(self, people: _Interested) -> str:
        """The names of the first people, and the number of the others."""
        names, texts = [person.name for person, _ in people.values()], self._survey.texts
        if len(names) <= NAMED + 1:
            return joined(names, texts)
        others = len(names) - NAMED
        return joined([*names[:NAMED], texts.count("{n} other person", "{n} other people", others)], texts)
