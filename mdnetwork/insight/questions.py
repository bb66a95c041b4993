"""Insight: suggests what to ask a person, and which follow-ups fit into a few minutes.

Open questions come first, then what the person would like to be asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from mdnetwork.dates import add_days
from mdnetwork.followups.history import PersonHistory
from mdnetwork.followups.text import plain, words
from mdnetwork.followups.things import matter, noun_phrase, of_the, ongoing
from mdnetwork.frozen import NamedTuple
from mdnetwork.insight.survey import Survey
from mdnetwork.kinds import KIND, Beginning
from mdnetwork.lazy import lazy, lazy_pattern
from mdnetwork.model import Evidence, FollowUp, FollowUpKind, FollowUpOutline
from mdnetwork.names import fold
from mdnetwork.text import shell_word
from mdnetwork.vocabulary.channels import channel_in, is_talk
from mdnetwork.vocabulary.languages import pattern, words_of
from mdnetwork.vocabulary.people import number_of
from mdnetwork.vocabulary.tongue import tongue
from mdnetwork.vocabulary.topics import is_sad

if TYPE_CHECKING:
    from mdnetwork.insight import publishing
else:  # few mornings have something to publish
    publishing = lazy("mdnetwork.insight.publishing")

MOST = 3
RECENT = 365
"""The maximum age, in days, of a log line to come back to."""
_TO_ASK = lazy_pattern(rf"{pattern(words_of('topics', 'to-ask'))}\b")
_SPOKEN = frozenset({"log", "link", "list"})
"""Sources of lines that may say what a conversation was about. Lists of attendees do not."""
_OVER = frozenset({"feedback", "kept"})
"""Tags of lines that close a matter: nobody is asked what became of it, or of what was spoken of before."""
_SENTENCE = lazy_pattern(r"[^.!?;]+[.!?;]?")
_WORD = lazy_pattern(r"[^\W\d_]+")
_YOU = words_of("topics", "you")
DEFAULT = 10
_Outline = TypeVar("_Outline", bound=FollowUpOutline)


class Question(NamedTuple):
    """A question, as a sentence or as written in the notes. A general question has no evidence."""

    text: str
    evidence: tuple[Evidence, ...] = ()


def questions(history: PersonHistory, survey: Survey, most: int = MOST) -> tuple[Question, ...]:
    """Questions from open tasks, the log, news, the last talk, needs and interests; at most `most`, at least one.

    They never quote a line about another person who may not be named.
    """
    found: dict[str, Question] = {}
    for each in _all(history, survey):
        if not any(_is_hidden(line, history, survey) for line in each.evidence):
            found.setdefault(each.text, each)
    return tuple(islice(found.values(), most))


def _is_hidden(line: Evidence, history: PersonHistory, survey: Survey) -> bool:
    """Whether a line is about somebody else who may not be named. A person's own page may show it."""
    return history.person.id in survey.histories and not survey.privacy.may_quote(line)


def _all(history: PersonHistory, survey: Survey) -> Iterator[Question]:
    yield from _noted(history, survey)
    yield from _open(history, survey)
    yield from _news(history, survey)
    yield from _last_talk(history, survey)
    say, count, person = survey.texts.say, survey.texts.count, history.person
    n = number_of(person.name)
    for need in person.needs:
        asked = count(
            "Have you found what you were looking for: {need}?",
            "Have you found what you were looking for: {need}?",
            n,
            need=need,
        )
        yield Question(asked, _field(history, "needs", need))
    for interest in person.interests:
        yield Question(say("What is new in {interest}?", interest=interest), _field(history, "interests", interest))
    yield Question(count("What are you working on these days?", "What are you working on these days?", n))


def _noted(history: PersonHistory, survey: Survey) -> Iterator[Question]:
    """Open tasks that start with "ask"."""
    for errand in survey.context.tasks(history.person.id):
        task = errand.task
        if task.state == "open" and _TO_ASK.match(fold(task.text)):
            line = Evidence(errand.date, errand.path, task.line, task.text, source="task", due=task.due)
            yield Question(plain(task.text), (line,))


def _open(history: PersonHistory, survey: Survey) -> Iterator[Question]:
    """Questions about the person in last year's log, latest first. What one of the two asked the other is left out."""
    since = add_days(survey.today, -RECENT)
    for line in reversed(history.evidence.counted):
        if line.date is not None and since < line.date <= survey.today and line.direction == "mutual":
            sentences = (_without_channel(each) for each in _SENTENCE.findall(line.text) if each.endswith("?"))
            yield from (Question(plain(asked), (line,)) for asked in sentences if _is_about_them(asked))


def _is_about_them(asked: str) -> bool:
    """Whether it is a question about the person. "Did you see it?" was asked already, by one of the two."""
    spoken = _WORD.findall(fold(asked))
    return len(spoken) > 1 and _YOU.isdisjoint(spoken)


def _without_channel(sentence: str) -> str:
    """The sentence without "coffee, " before it."""
    head, comma, rest = sentence.partition(",")
    return rest.strip() if comma and len(head.split()) == 1 and channel_in(head.strip()) else sentence


def _news(history: PersonHistory, survey: Survey) -> Iterator[Question]:
    """News since the last talk before today, latest first. `#news` lines are not contact."""
    lines = (line for line in history.evidence.rejected if "news" in line.tags and line.date)
    for line in sorted(lines, key=lambda each: (each.date or survey.today, each.line), reverse=True):
        if line.date and not any(line.date < day < survey.today for day in history.days):
            news = words(line.text, "news")
            if is_sad(news):
                yield Question(
                    survey.texts.say("Their news: {words}. Say that you are thinking of them.", words=news), (line,)
                )
            else:
                yield Question(survey.texts.say("Ask about their news: {words}.", words=news), (line,))


def _last_talk(history: PersonHistory, survey: Survey) -> Iterator[Question]:
    """What the last talk was about that says so. Text after tags is left out: it concerns promises."""
    lines = [line for line in reversed(history.evidence.counted) if line.date is not None and line.date < survey.today]
    for line in lines:
        text = plain(line.text.partition(" #")[0])
        speaks = (
            line.source in _SPOKEN
            and "thanked" not in line.tags
            and not (line.direction == "out" and not is_talk(line.channel))
            and not text.endswith("?")
        )
        asked = _since_then(text, line, survey, is_last=line.date == lines[0].date) if speaks else ""
        if asked and not _OVER.isdisjoint(line.tags):
            return
        if asked and not _is_hidden(line, history, survey):
            yield Question(asked, (line,))
            return


def _since_then(text: str, line: Evidence, survey: Survey, *, is_last: bool) -> str:
    """The question about what a line says, if it says what was spoken of or what the person does; else "".

    There is none about what may be painful.
    """
    if is_sad(text):
        return ""
    say, about, doing = survey.texts.say, matter(text), ongoing(text)
    day = survey.context.phrases.day(line.date) if line.date else ""
    if about and is_last:
        return say("Last time you talked about {topic}. What has happened since?", topic=_spoken_of(about, survey))
    if about:
        topic = _spoken_of(about, survey)
        return say("On {date} you talked about {topic}. What has happened since?", date=day, topic=topic)
    if doing and is_last:
        return say("Last time: {words}. What has happened since?", words=doing)
    return say("On {date}: {words}. What has happened since?", date=day, words=doing) if doing else ""


def _spoken_of(about: str, survey: Survey) -> str:
    """A topic in a sentence of the answer's language: "the archive of the mill"; in Italian with "di": "del bando"."""
    language = survey.texts.language
    if tongue(about) in {"", "en"} and about.partition(" ")[2].startswith("of "):
        about = noun_phrase(about) or about
    quoted = f"“{about}”" if tongue(about) not in {"", language} else about
    return (of_the(about) or f"di «{about}»") if language == "it" else quoted


def _field(history: PersonHistory, key: str, value: str) -> tuple[Evidence, ...]:
    return (Evidence(None, history.person.path, history.person.line_of(key), value, source="field"),)


def fitting(
    follow_ups: Iterable[_Outline], minutes: int = DEFAULT, kinds: Iterable[FollowUpKind] = tuple(KIND)
) -> list[_Outline]:
    """The first follow-up of each person (or note), in the given order, that fits into the minutes; at least one.

    Skips one that no longer fits if a later, shorter one does. `kinds` are those that there are: nothing is asked for
    after the shortest of them does not fit.
    """
    shortest = min((KIND[kind].minutes for kind in kinds), default=0)
    seen: set[str] = set()
    chosen: list[_Outline] = []
    left = minutes
    for each in follow_ups:
        if chosen and left < shortest:
            break
        whose = each.identity or each.discriminator.partition("\n")[0]
        if whose not in seen and (not chosen or KIND[each.kind].minutes <= left):
            chosen.append(each)
            left -= KIND[each.kind].minutes
        seen.add(whose)
    return chosen


def begin_with(follow_up: FollowUp, survey: Survey) -> str:
    """How to begin, as half a sentence; "" if the reason says it already."""
    beginnings: Mapping[Beginning, Callable[[FollowUp, Survey], str]] = {
        "question": _question,
        "send": _promise,
        "chase": _waiting,
        "gratitude": _thank,
        "ask both": _introduction,
        "read": _prepare,
        "recall": _first,
        "wish": _wish,
        "idea": _idea,
    }
    begin = beginnings.get(KIND[follow_up.kind].begin)
    return begin(follow_up, survey) if begin else ""


def _promise(_: FollowUp, survey: Survey) -> str:
    return survey.texts.say("send it, or say when it will come")


def _waiting(_: FollowUp, survey: Survey) -> str:
    return survey.texts.say("ask kindly how it is coming along, and what would help")


def _thank(_: FollowUp, survey: Survey) -> str:
    return survey.texts.say("say how it helped")


def _introduction(_: FollowUp, survey: Survey) -> str:
    return survey.texts.say("ask both how it went")


def _prepare(follow_up: FollowUp, survey: Survey) -> str:
    return survey.texts.say("read `mdnet show {note}`", note=shell_word(follow_up.path))


def _first(follow_up: FollowUp, survey: Survey) -> str:
    """The place of the first meeting and a point of the conversation, or a question if no talk is written down."""
    lines = [each for each in follow_up.evidence if survey.privacy.may_quote(each)]
    spoken = next((words(each.text) for each in lines if each.source in _SPOKEN), "")
    if spoken:
        return survey.texts.say("recall where you met and what you talked about: {words}", words=spoken)
    where = next((words(each.text) for each in lines if each.source != "field"), "")
    question = _question(follow_up, survey)
    if not where:
        return question
    return survey.texts.say("recall where you met: {words}, and ask: {question}", words=where, question=question)


def _wish(follow_up: FollowUp, survey: Survey) -> str:
    return survey.texts.say("a wish, and a question: {question}", question=_question(follow_up, survey))


def _idea(follow_up: FollowUp, survey: Survey) -> str:
    """Something to publish, or where the ideas are."""
    found = publishing.ideas(survey)
    return found[0].reason if found else survey.texts.say("see `mdnet show {note}`", note=shell_word(follow_up.path))


def _question(follow_up: FollowUp, survey: Survey) -> str:
    """A question about the other person, not about the user."""
    history = PersonHistory(survey.directory.identities[follow_up.identity])
    return questions(history, survey, 1)[0].text
