"""A meeting or event: its line, who attends, and what to remember about each before it starts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mdnetwork.cli.page import Cell, Row, TextPage
from mdnetwork.cli.people import PersonRow
from mdnetwork.cli.portraits import OWED_BY_ME, OWED_TO_ME, TO_DO, last_talks, question_record, talk_row
from mdnetwork.cli.records import Record, counted_record, meeting_record, promise_record
from mdnetwork.insight.portrait import MOST, seek_out
from mdnetwork.insight.questions import Question, questions
from mdnetwork.insight.survey import Survey
from mdnetwork.model import Meeting

FEW = 4
"""The most attendees that are all described. If there are more, three are, first those to seek out."""


@dataclass(frozen=True)
class Comer:
    """An attendee of a meeting, and one question to ask them."""

    known: PersonRow
    question: Question


@dataclass(frozen=True)
class Brief:
    """A meeting of today, its attendees who have a note, and those of them who are described."""

    meeting: Meeting
    comers: Sequence[Comer]
    at_length: Sequence[Comer]

    def record(self) -> Record:
        """The JSON of the meeting, as in schemas/morning.json."""
        return meeting_record(self.meeting) | {"people": [_record(each, self.meeting) for each in self.comers]}

    def lines(self, page: TextPage) -> Iterator[str]:
        """The meeting, then its attendees; in a crowd only some are described."""
        yield meeting_line(self.meeting, page)
        for each in self.at_length:
            yield f"  {page.styled(each.known.history.person.name, 'name')}"
            yield from page.table(_briefing(each, self.meeting, page), indent="    ")
        names = [each.known.history.person.name for each in self.comers if each not in self.at_length]
        yield from others_lines(self.meeting, page, names)
        if names:
            yield "  " + page.texts.say("`mdnet show “{title}”` tells of everybody.", title=self.meeting.note.path)


def brief(meeting: Meeting, known: Mapping[str, PersonRow], survey: Survey) -> Brief:
    """The brief of a meeting, with a question for each attendee. People who died or want no contact are left out."""
    cases = [survey.context.cases[each.id] for each in meeting.people if each.id in survey.context.cases]
    comers = [Comer(known[history.person.id], questions(history, survey, 1)[0]) for history in cases]
    if len(comers) <= FEW:
        return Brief(meeting, comers, comers)
    sought = [each.people[0].id for each in seek_out(meeting, survey)]
    first = sorted(comers, key=lambda each: each.known.history.person.id not in sought)
    return Brief(meeting, comers, first[:MOST])


def meeting_line(meeting: Meeting, page: TextPage) -> str:
    """A meeting's title, day, time and note."""
    note = meeting.note
    day = " ".join(filter(None, (str(note.date or ""), note.time)))
    when = f"{day}, {page.phrases.when(note.date)}" if note.date else ""
    return "  ".join(filter(None, (page.heading(note.title or note.path), when, page.styled(note.path, "faint"))))


def others_lines(meeting: Meeting, page: TextPage, names: Sequence[str] = ()) -> Iterator[str]:
    """One line with the other attendees: these `names`, and people without a note of their own."""
    say, count = page.texts.say, page.texts.count
    said = [*names]
    for each in meeting.others:
        if each.fits:
            said.append(count("{name} (fits {n} note)", "{name} (fits {n} notes)", each.fits, name=each.name))
        else:
            said.append(say("{name} (no note)", name=each.name))
    yield from page.table([(Cell(say("also"), "faint"), ", ".join(said))] if said else (), indent="  ")


def _record(comer: Comer, meeting: Meeting) -> Record:
    known = comer.known
    person, talks = known.history.person, last_talks(known, meeting.note.date)
    return {
        "person": person.name,
        "id": person.id,
        "path": person.path,
        "last_talk": [counted_record(each) for each in (talks[0].evidence if talks else ())],
        "promises": [promise_record(each) for each in known.follow_ups if each.kind in OWED_BY_ME + OWED_TO_ME],
        "question": question_record(comer.question),
    }


def _briefing(comer: Comer, meeting: Meeting, page: TextPage) -> Iterator[Row]:
    """The last conversation, the promises in both directions, the tasks, and a question."""
    say, known = page.texts.say, comer.known
    for talk in last_talks(known, meeting.note.date)[:1]:
        day, ago, channel, said = (cell.text if isinstance(cell, Cell) else cell for cell in talk_row(talk, page))
        yield (Cell(say("last talk"), "faint"), ago, ": ".join(filter(None, (channel, said))) or day)
    owed = ((say("you owe"), OWED_BY_ME), (say("they owe you"), OWED_TO_ME), (say("to do"), TO_DO))
    for label, kinds in owed:
        for each in known.follow_ups:
            said = each.title or each.reason
            if each.kind in kinds and said != comer.question.text:
                when = Cell(page.phrases.due(each), page.phrases.urgency(each))
                yield (Cell(label, "faint"), when, said)
    yield (Cell(say("ask"), "faint"), "", comer.question.text)
