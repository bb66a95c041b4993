"""A meeting and what to know of its attendees: the last talk, promises in both directions, and a question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mdnetwork.cli.page import Cell, Row, Section, TextPage
from mdnetwork.cli.people import KnownPerson
from mdnetwork.followups.text import readable, unedged
from mdnetwork.insight.portrait import MOST, seek_out
from mdnetwork.insight.preparation import QUESTIONS, Preparation
from mdnetwork.insight.questions import Question, questions
from mdnetwork.insight.survey import Survey
from mdnetwork.model import Evidence, Interaction, Meeting, Unmatched
from mdnetwork.names import fold
from mdnetwork.people.links import stem
from mdnetwork.people.privacy import is_gone
from mdnetwork.records import COUNTED, FORMS, Record, pick, promise_record
from mdnetwork.text import shell_word

FEW = 4
"""The most attendees that are all described. If there are more, three are, first those to seek out."""
TALKS = 5
"""How many of the last interactions are shown."""
OWED_BY_ME = ("promise",)
OWED_TO_ME = ("waiting",)
TO_DO = ("task",)
"""The kinds of open follow-ups. A task in a person's note need not be owed to them."""


def brief(meeting: Meeting, known: Mapping[str, KnownPerson], survey: Survey) -> Brief:
    """The brief of a meeting, with a question for each attendee. People who died or want no contact are left out."""
    histories = filter(None, (survey.context.history(each.id) for each in meeting.people))
    comers = [Comer(known[history.person.id], questions(history, survey, 1)[0]) for history in histories]
    if len(comers) <= FEW:
        return Brief(meeting, comers, comers)
    sought = [each.people[0].id for each in seek_out(meeting, survey)]
    first = sorted(comers, key=lambda each: each.known.history.person.id not in sought)
    return Brief(meeting, comers, first[:MOST])


@dataclass(frozen=True)
class Comer:
    """An attendee of a meeting, and one question to ask them."""

    known: KnownPerson
    question: Question


@dataclass(frozen=True)
class Brief:
    """A meeting of today, its attendees who have a note, and those of them who are described."""

    meeting: Meeting
    comers: Sequence[Comer]
    at_length: Sequence[Comer]

    def record(self) -> Record:
        """The JSON of the meeting, as in schemas/morning.json."""
        return pick(self.meeting, FORMS["Meeting"]) | {
            "people": [_attendee_record(each, self.meeting) for each in self.comers]
        }

    def lines(self, page: TextPage) -> Iterator[str]:
        """The meeting, then its attendees; in a crowd only some are described."""
        yield meeting_line(self.meeting, page)
        for each in self.at_length:
            yield f"  {page.styled(each.known.history.person.name, 'name')}"
            yield from page.table(_briefing(each, self.meeting, page), indent="    ")
        names = [each.known.history.person.name for each in self.comers if each not in self.at_length]
        yield from others_lines(self.meeting, page, names)
        if names:
            yield "  " + page.texts.say(
                "`mdnet show {note}` describes everybody.", note=shell_word(self.meeting.note.path)
            )


def meeting_line(meeting: Meeting, page: TextPage) -> str:
    """A meeting's title, day, time and note."""
    note = meeting.note
    day = " ".join(filter(None, (str(note.date or ""), note.time)))
    when = f"{day}, {page.phrases.when(note.date)}" if note.date else ""
    return "  ".join(filter(None, (page.heading(note.title or note.path), when, page.styled(note.path, "faint"))))


def others_lines(meeting: Meeting, page: TextPage, names: Sequence[str] = ()) -> Iterator[str]:
    """One line with the other attendees: these `names`, and people without a note of their own."""
    guests = [*names, *(unmatched_text(each, page) for each in meeting.others)]
    yield from page.table([(Cell(page.texts.say("also"), "faint"), ", ".join(guests))] if guests else (), indent="  ")


def unmatched_text(each: Unmatched, page: TextPage) -> str:
    """Somebody by name only: "Zed (no note)", "Ada (fits 2 notes)"."""
    if each.fits:
        return page.texts.count("{name} (fits {n} note)", "{name} (fits {n} notes)", each.fits, name=each.name)
    return page.texts.say("{name} (no note)", name=each.name)


def known_lines(meeting: Meeting, page: TextPage) -> Iterator[str]:
    """One line with those at an event who have a note."""
    names = [each.name for each in meeting.people if not is_gone(each)]
    if meeting.note.kind == "event" and names:
        yield from page.table([(Cell(page.texts.say("you know"), "faint"), ", ".join(names))], indent="  ")


def preparation_lines(ahead: Preparation, page: TextPage) -> Iterator[str]:
    """The aim, two questions, something to offer and the ask; for what nobody wrote, how to fill the gap."""
    say = page.texts.say
    gaps = {
        "aim": say("what do you want to come of it? Write it under “## Aim” in the note."),
        "questions": say("what else do you want to know? Write it under “## Questions”."),
        "offer": say("what could you bring: a name, an article, a hand? Write it under “## To offer”."),
        "ask": say("what will you ask for, and who will you ask? Write it under “## The ask”."),
    }
    parts = (
        (say("aim"), ahead.aim, 1, gaps["aim"]),
        (say("questions"), ahead.questions, QUESTIONS, gaps["questions"]),
        (say("to offer"), ahead.offer, 1, gaps["offer"]),
        (say("the ask"), ahead.ask, 1, gaps["ask"]),
    )
    rows: list[Row] = []
    for label, prompts, most, gap in parts:
        texts: list[Cell | str] = [each.text for each in prompts]
        texts += [Cell(gap, "faint")] if len(texts) < most else []
        rows += [(Cell("" if n else label, "faint"), text) for n, text in enumerate(texts)]
    yield from page.sections([Section(say("To prepare"), rows)], "  ")


def afterwards_lines(meeting: Meeting, page: TextPage) -> Iterator[str]:
    """How to write down what came of a meeting that has no text yet."""
    if meeting.people and not any(map(is_gone, meeting.people)):
        note = shell_word(f"{stem(meeting.note.path)}:")
        yield "  " + page.texts.say(
            "`mdnet log {note} …` records in one line what was said, what was #promised and what comes next.", note=note
        )


def _attendee_record(comer: Comer, meeting: Meeting) -> Record:
    known = comer.known
    person, talks = known.history.person, last_talks(known, meeting.note.date)
    return {
        **pick(person, FORMS["Person"]),
        "last_talk": [pick(each, COUNTED) for each in (talks[0].evidence if talks else ())],
        "promises": [promise_record(each) for each in known.follow_ups if each.kind in OWED_BY_ME + OWED_TO_ME],
        "question": comer.question,
    }


def _briefing(comer: Comer, meeting: Meeting, page: TextPage) -> Iterator[Row]:
    """The last conversation, the promises in both directions, the tasks, and a question."""
    say, known = page.texts.say, comer.known
    for talk in last_talks(known, meeting.note.date)[:1]:
        day, ago, channel, text = (cell.text if isinstance(cell, Cell) else cell for cell in talk_row(talk, page))
        yield (Cell(say("last talk"), "faint"), ago, ": ".join(filter(None, (channel, text))) or day)
    owed = ((say("you owe"), OWED_BY_ME), (say("they owe you"), OWED_TO_ME), (say("to do"), TO_DO))
    for label, kinds in owed:
        for each in known.follow_ups:
            text = each.title or each.reason
            if each.kind in kinds and text != comer.question.text:
                when = Cell(page.phrases.due(each), page.phrases.urgency(each))
                yield (Cell(label, "faint"), when, text)
    yield (Cell(say("ask"), "faint"), "", comer.question.text)


def last_talks(known: KnownPerson, before: date | None = None) -> tuple[Interaction, ...]:
    """The last interactions (before a day), the latest first."""
    talks = [talk for talk in known.history.interactions if before is None or talk.date < before]
    return tuple(talks[: -TALKS - 1 : -1])


def last_touches(known: KnownPerson, before: date | None = None) -> tuple[Evidence, ...]:
    """The last light touches (before a day), the latest first."""
    touches = [each for each in known.history.touches if each.date and (before is None or each.date < before)]
    return tuple(touches[: -TALKS - 1 : -1])


def touch_row(touch: Evidence, page: TextPage) -> Row:
    """A light touch: the day, how long ago, that it is one, and the text."""
    when = page.phrases.when(touch.date) if touch.date else ""
    return (str(touch.date), Cell(when, "faint"), page.phrases.channel((touch,)), readable(touch.text))


def talk_row(talk: Interaction, page: TextPage) -> Row:
    """An interaction: the day, how long ago, the channel and the text."""
    channel = page.phrases.channel(talk.evidence)
    text = "; ".join(dict.fromkeys(filter(None, (_words(each, channel) for each in talk.evidence))))
    return (str(talk.date), Cell(page.phrases.when(talk.date), "faint"), channel, text)


def _words(evidence: Evidence, channel: str) -> str:
    """The text of a line without the channel at its start; "" for a field and for a list of names."""
    if evidence.source in {"field", "attendee"}:
        return ""
    text = readable(evidence.text)
    for word in filter(None, (channel, evidence.channel)):
        if re.match(rf"{re.escape(fold(word))}(?!\w)", fold(text)):
            return unedged(text[len(word) :])
    return text
