"""Follow-ups: the rules that look at contact and dates (`RULES`); those for log lines and tasks are in `promises`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from mdnetwork.dates import Cadence, PartialDate, add_days, working_day_before
from mdnetwork.followups.context import FollowUpContext, Rule
from mdnetwork.followups.history import PATIENCE, PersonHistory, latest
from mdnetwork.followups.identity import line_key, numbered
from mdnetwork.kinds import KIND
from mdnetwork.model import Evidence, FollowUp, FollowUpKind, Meeting, Person
from mdnetwork.names import fold
from mdnetwork.phrases import listed
from mdnetwork.verdicts import IN_ANOTHERS_LOG, LIGHT
from mdnetwork.vocabulary.channels import channel_in, in_person, is_talk

DUE, LATE, FIRST_LAST = 1, 2, 14
"""Days after the meeting."""
INTRODUCTION_DAYS = 14
EARLY = 14
"""Days before a yearly day from which wishes are for it."""
BELATED = 3
"""Days after a birthday on which wishes are still due."""
NAMED = 3
"""The number of people that the reason names. It counts the others."""


def find_cadence(history: PersonHistory, context: FollowUpContext) -> Iterator[FollowUp]:
    """The next contact by cadence; undated if there is no day to count from."""
    inherited = None if history.person.next_never else context.cadences.of(history.person)
    if inherited is None or inherited[0].never:
        return
    cadence = inherited[0]
    unanswered = history.unanswered(PATIENCE)
    band = cadence.doubled() if unanswered else cadence
    since = history.ahead[0].date if history.ahead else history.since(cadence) or history.person.met
    start = _counted_from(since, context)
    evidence = _evidence(history, since)
    yield history.follow_up(
        "cadence",
        start and band.due_after(start),
        [
            _since(history, evidence, context),
            *_tried(history, since, context),
            *_how_often(cadence, unanswered, context),
            *_afresh(since, start, context),
        ],
        (*evidence, *([history.field("cadence", cadence.text)] if history.person.cadence else ())),
        late_after=start and _late_after(band, start),
    )


def _counted_from(since: date | None, context: FollowUpContext) -> date | None:
    """The day to count from: the fresh start if the last contact is older."""
    return since and latest((since, context.settings.fresh_from))


def _late_after(band: Cadence, start: date) -> date | None:
    """The end of the band. None if it equals the due date, which saves month arithmetic."""
    return None if band.due == band.late and band.month is None else band.late_after(start)


def _evidence(history: PersonHistory, since: date | None) -> tuple[Evidence, ...]:
    if since is None or history.ahead:
        return history.ahead
    touched = tuple([each for each in history.touches if each.date == since])
    return history.on(since) or touched or (history.field("met", since),)


def _since(history: PersonHistory, evidence: tuple[Evidence, ...], context: FollowUpContext) -> str:
    say, last, met = context.texts.say, history.last_contact, history.person.met
    ahead = history.ahead[0].date if history.ahead else None
    if ahead:
        return say("You meet on {date}", date=context.day(ahead))
    if evidence and evidence[0].rejected == LIGHT and evidence[0].date:
        return say("Last touch online on {date}", date=context.day(evidence[0].date))
    day = last or met
    return last_talk(history, day, context) if day else say("There is no dated talk yet")


def _tried(history: PersonHistory, since: date | None, context: FollowUpContext) -> Iterator[str]:
    """That the user tried since then and reached nobody. It does not put the next contact off."""
    tried = latest(each.date for each in history.evidence.attempts if each.direction != "in")
    if tried and not history.ahead and (since is None or tried > since):
        yield context.texts.say("you tried on {date} and reached nobody", date=context.day(tried))


def last_talk(history: PersonHistory, day: date, context: FollowUpContext) -> str:
    """When the last contact was, and how."""
    if day not in history.days:
        return context.texts.say("You met on {date}", date=context.day(day))
    lines = history.on(day)
    channel = context.phrases.channel(lines)
    if any(is_talk(each.channel) for each in lines):
        return context.texts.say("Last talk on {date} ({channel})", date=context.day(day), channel=channel)
    if channel:
        return context.texts.say("Last contact on {date} ({channel})", date=context.day(day), channel=channel)
    return context.texts.say("Last contact on {date}", date=context.day(day))


def _how_often(cadence: Cadence, unanswered: int, context: FollowUpContext) -> Iterator[str]:
    yield context.texts.say("you keep in touch {often}", often=context.phrases.cadence(cadence))
    if unanswered:
        yield context.texts.count(
            "{n} message or call has had no answer yet, so the wait is doubled",
            "the last {n} messages and calls have had no answer yet, so the wait is doubled",
            unanswered,
        )


def _afresh(since: date | None, start: date | None, context: FollowUpContext) -> Iterator[str]:
    if start and start != since:
        yield context.texts.say("counting from {date}", date=context.day(start))


def find_first_meetings(history: PersonHistory, context: FollowUpContext) -> Iterator[FollowUp]:
    """The follow-up of a first meeting, if there was no contact after it."""
    day = first_meeting(history)
    if day is None or history.contact_after(day) or context.clock.is_after(add_days(day, FIRST_LAST)):
        return
    evidence = history.on(day)
    yield history.follow_up(
        "first",
        add_days(day, DUE),
        [_met(history, context, day, evidence), context.texts.say("a few words in the first days go a long way")],
        evidence or (history.field("met", day),),
        late_after=add_days(day, LATE),
    )


def first_meeting(history: PersonHistory) -> date | None:
    """The day of the earliest interaction, or `met` if that is not later; None if it was not in person.

    `met` is a meeting in person, unless that day's evidence or `met_at` names a call, LinkedIn or the like.
    """
    earliest, met = history.days[0] if history.days else None, history.person.met
    day = min((each for each in (earliest, met) if each is not None), default=None)
    evidence = history.on(day) if day else ()
    if any(each.in_person for each in evidence):
        return day
    channel = channel_in(history.person.met_at or "")
    is_online = channel is not None and not in_person(channel)
    return day if day == met and not is_online and not any(each.channel for each in evidence) else None


def _met(history: PersonHistory, context: FollowUpContext, day: date, evidence: tuple[Evidence, ...]) -> str:
    where = _place_in(history.person.met_at) if day == history.person.met else ""
    where = where or context.phrases.channel(evidence)
    if where:
        return context.texts.say("You first met on {date} ({where})", date=context.day(day), where=where)
    return context.texts.say("You first met on {date}", date=context.day(day))


def _place_in(met_at: str | None) -> str:
    """The place without link syntax: `[[Places/Paper Salon|the salon]]` gives "the salon"."""
    text = (met_at or "").strip().removeprefix("[[").removesuffix("]]")
    return text.rpartition("|")[2].rpartition("/")[2].strip()


def find_introductions(history: PersonHistory, context: FollowUpContext) -> Iterator[FollowUp]:
    """The introductions that name this person first, until a line says how they went."""
    made = context.introductions(history.person.id)
    for (line, other), key in numbered(made, lambda each: f"{history.person.id}\n{each[1].person.id}"):
        if line.date is not None and not _came_of_it(history, other, line.date):
            names = {"first": history.person.name, "second": other.person.name}
            said = context.texts.say(
                "You introduced {first} and {second} on {date}", date=context.day(line.date), **names
            )
            yield history.follow_up(
                "introduction",
                add_days(line.date, INTRODUCTION_DAYS),
                [said, context.texts.say("it would be good to hear how it went")],
                [line],
                discriminator=key,
                others=[other.person],
            )


def _came_of_it(one: PersonHistory, other: PersonHistory, day: date) -> bool:
    """Whether a later line names both, or either has a later `#kept` or `#got`."""
    told = (history.last_tagged("kept", "got") for history in (one, other))
    return (
        any(tag is not None and tag > day for tag in told)
        or _mentions_after(one, other, day)
        or _mentions_after(other, one, day)
    )


def _mentions_after(history: PersonHistory, other: PersonHistory, day: date) -> bool:
    """Whether a later line about one person names the other, also in somebody else's log."""
    return any(
        line.date is not None and line.date > day and other.person.id in line.people
        for line in (*history.evidence.counted, *history.evidence.rejected)
        if line.rejected in {None, IN_ANOTHERS_LOG}
    )


def find_planned(history: PersonHistory, context: FollowUpContext) -> Iterator[FollowUp]:
    """The planned contact, unless it took place."""
    day = history.person.next_contact
    if day is None or (history.last_contact is not None and history.last_contact >= day):
        return
    clause = context.texts.say("You planned to be in touch on {date}", date=context.day(day))
    yield history.follow_up("planned", day, [clause], [history.field("next_contact", day)])


def find_meetings(history: PersonHistory, context: FollowUpContext) -> Iterator[FollowUp]:
    """The future meetings that name this person first. Past ones count for the ordinals, which keeps UIDs stable."""
    led = [
        (meeting, people)
        for meeting in context.meetings(history.person.id)
        if (people := _led(history, meeting, context))
    ]
    for (meeting, people), key in numbered(led, lambda each: _meeting_name(each[0])):
        day = meeting.note.date
        if day is not None and context.clock.is_before(day):
            yield replace(_prepared(history, context, meeting, people, day), discriminator=key)


def _led(history: PersonHistory, meeting: Meeting, context: FollowUpContext) -> tuple[Person, ...]:
    """The attendees who may be named, those with a status last; none if this person, without a status, is not first."""
    people = context.living(person.id for person in meeting.people)
    people = tuple(sorted(people, key=lambda person: bool(person.status)))
    return people if people and people[0].id == history.person.id and not people[0].status else ()


def _prepared(
    history: PersonHistory, context: FollowUpContext, meeting: Meeting, people: tuple[Person, ...], day: date
) -> FollowUp:
    note, title = meeting.note, _meeting_title(meeting)
    names = listed([person.name for person in people[:NAMED]], len(people))
    said = {"names": names, "date": context.day(day), "title": title}
    if note.kind == "event":
        clause = context.texts.say("Event on {date} with {names}: {title}", **said)
    else:
        clause = context.texts.say("Meeting on {date} with {names}: {title}", **said)
    identities = tuple(person.id for person in people)
    channel = "event" if note.kind == "event" else None
    evidence = Evidence(day, note.path, meeting.line, title, channel, source="attendee", people=identities)
    return history.follow_up(
        "prepare", working_day_before(day), [clause], [evidence], others=people[1:], title=title, path=note.path
    )


def _meeting_title(meeting: Meeting) -> str:
    return meeting.note.title or meeting.note.path.rpartition("/")[2].removesuffix(".md")


def _meeting_name(meeting: Meeting) -> str:
    """A name that survives moving the meeting and renaming who comes: its uid, else its title without dates."""
    return meeting.note.uid or line_key(_meeting_title(meeting), meeting.people)


def find_birthday(history: PersonHistory, context: FollowUpContext) -> Iterator[FollowUp]:
    """The next birthday, or one of the last days, if its day is known. Contact since that day ends it."""
    born = history.person.birthday
    due = _open_day("birthday", born, history, context) if born else None
    if born and due:
        clause = context.texts.say("Birthday on {day}, every year", day=context.phrases.yearly(born))
        yield history.follow_up("birthday", due, [clause], [history.field("birthday", born)], yearly=born)


def find_notice(history: PersonHistory, context: FollowUpContext) -> Iterator[FollowUp]:
    """The notice before the next birthday, if the settings ask for one. Contact since its day ends it."""
    born, notice = history.person.birthday, context.settings.birthday_notice
    birthday = context.clock.next(born) if born and notice else None
    if born is None or notice is None or birthday is None or not context.clock.is_before(birthday):
        return
    due = notice.before(birthday)
    if not _has_reached_out(history, due):
        clause = context.texts.say("The birthday is on {day}", day=context.phrases.yearly(born))
        yield history.follow_up(
            "notice", due, [clause], [history.field("birthday", born)], late_after=add_days(birthday, -1)
        )


def _open_day(kind: FollowUpKind, day: PartialDate, history: PersonHistory, context: FollowUpContext) -> date | None:
    """The next occurrence of a yearly day that is not wished for, or the last one while wishes are still due."""
    due = context.clock.next(day)
    if due is None or not date.min.year < due.year < date.max.year:
        return due
    wishes = fold(KIND[kind].words(context.texts))
    last = day.in_year(due.year - 1) if kind == "birthday" else None
    if last and not context.clock.is_after(add_days(last, BELATED)) and not _is_wished(history, last, wishes):
        return last
    return day.in_year(due.year + 1) if _is_wished(history, due, wishes) else due


def _is_wished(history: PersonHistory, day: date, wishes: str) -> bool:
    """Whether the user was in touch since that day, or `done` wrote these wishes down in the weeks before it."""
    start = add_days(day, -EARLY)
    last = latest((history.last_contact, history.last_wish))
    if last is None or last < start:
        return False
    early = (each.text for each in history.evidence.counted if each.date and start <= each.date < day)
    return _has_reached_out(history, day) or any(wishes in fold(text) for text in early)


def _has_reached_out(history: PersonHistory, since: date) -> bool:
    """Whether the user contacted the person or congratulated them online, or both talked, on that day or later."""
    last = latest((history.last_outreach, history.last_wish))
    return last is not None and last >= since


def find_anniversaries(history: PersonHistory, context: FollowUpContext) -> Iterator[FollowUp]:
    """The next occurrence of each anniversary whose day is known."""
    for (key, day), discriminator in numbered(history.person.anniversaries, _anniversary_key):
        due = _open_day("anniversary", day, history, context)
        if due:
            clause = context.texts.say(
                "{title} on {day}, every year", title=_anniversary_title(key), day=context.phrases.yearly(day)
            )
            evidence = [history.field(key, day)]
            yield history.follow_up(
                "anniversary", due, [clause], evidence, discriminator=discriminator, title=key, yearly=day
            )


def _anniversary_key(anniversary: tuple[str, PartialDate]) -> str:
    return anniversary[0]


def _anniversary_title(key: str) -> str:
    """The key in words: `wedding_anniversary` gives "Wedding anniversary"."""
    words = key.replace("_", " ").replace("-", " ").strip()
    return words[:1].upper() + words[1:]


RULES: dict[FollowUpKind, Rule] = {
    "planned": find_planned,
    "first": find_first_meetings,
    "introduction": find_introductions,
    "cadence": find_cadence,
    "prepare": find_meetings,
    "birthday": find_birthday,
    "notice": find_notice,
    "anniversary": find_anniversaries,
}
"""The rule of each kind that needs no words of a promise, a task or news."""
