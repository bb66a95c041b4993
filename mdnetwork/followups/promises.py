"""Follow-ups: promises, waits, tasks, thanks and news, which come from a log line or a task."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from mdnetwork.dates import add_days
from mdnetwork.days.deadlines import deadline_in
from mdnetwork.followups.context import Clock, FollowUpContext, Rule
from mdnetwork.followups.history import PersonHistory
from mdnetwork.followups.identity import alike, line_key, numbered
from mdnetwork.followups.text import plain, theirs, unedged, words
from mdnetwork.frozen import NamedTuple
from mdnetwork.lazy import lazy_pattern
from mdnetwork.model import Evidence, FollowUp, FollowUpKind, Person, PersonTask, Task
from mdnetwork.names import fold
from mdnetwork.vocabulary.languages import pattern, table, words_of
from mdnetwork.vocabulary.people import number_of
from mdnetwork.vocabulary.tongue import tongue

PROMISE_DAYS = 7
"""Days from the promise to its due date, if the line has no date."""
WAITING_DAYS = 14
"""Days from the start of the wait to its due date, if the line has no date."""
_WAITING_FOR = lazy_pattern(
    rf"(?:(?:for|per|me|us|{pattern(words_of('prepositions', 'of'))})\s+"
    rf"|{pattern(table('articles-of'))}(?:(?<=')|\s+))(?=\w)",
    re.IGNORECASE,
)
_BEFORE_DEEDS = words_of("quotes", "before-deeds")
"""Words before what is to be done: "to send the book"."""
THANK_DAYS = 2
CONGRATULATE_DAYS = 1
NEWS = "news"


class Opening(NamedTuple):
    """What a log line or task opened: its evidence, start, due date and words. `key` is unique for its kind."""

    evidence: Evidence
    since: date | None
    due: date | None
    words: str
    key: str = ""

    @property
    def place(self) -> tuple[str, int]:
        """The path and line of its evidence."""
        return self.evidence.path, self.evidence.line

    @property
    def order(self) -> tuple[date, str, int]:
        """The sort key: oldest first, undated last."""
        return (self.since or date.max, *self.place)


def from_line(line: Evidence, tag: str, days: int) -> Opening:
    """What a log line with this tag opens. Due on its date ("by friday" too), else `days` after the line."""
    return from_words(line, words(line.text, tag), days)


def from_words(line: Evidence, said: str, days: int) -> Opening:
    """What these words of a log line open, as `from_line`."""
    found = deadline_in(said, line.date, owed=True) if line.date else None
    if found and found.day and line.due in {None, found.day}:
        rest = unedged(said[: found.start] + said[found.end :]) or said
        return Opening(line, line.date, found.day, rest)
    return Opening(line, line.date, line.due or _later(line.date, days), said)


def from_errand(errand: PersonTask, clock: Clock, days: int | None = None) -> Opening:
    """What a task opens. Due on its date, else `days` (if given) after its start, else undated.

    A deadline without a year in a note without a day is the one nearest to today: "by 25 November".
    """
    task = errand.task
    since = task.waiting_since or errand.date
    due = task.due or _deadline(task.text, since, clock)
    evidence = Evidence(
        since, errand.path, task.line, task.text, source="task", tags=task.tags, due=due, people=errand.people
    )
    unmarked = plain(task.text)
    return Opening(evidence, since, due or _later(since, days), task.text if unmarked == task.text else unmarked)


def _deadline(text: str, since: date | None, clock: Clock) -> date | None:
    found = deadline_in(text, since)
    return (found.day or (clock.nearest(found.phrase) if since is None else None)) if found else None


def kind_of(task: Task) -> FollowUpKind:
    """The kind of an open task: "waiting" if they owe the user something, "promise" if the user promised it, else
    "task".
    """
    if task.waiting_since is not None or task.owed == "theirs":
        return "waiting"
    return "promise" if task.owed == "mine" else "task"


def _open(errands: Iterable[PersonTask], kind: FollowUpKind) -> list[PersonTask]:
    """The open tasks of this kind."""
    return [errand for errand in errands if errand.task.state == "open" and kind_of(errand.task) == kind]


def with_keys(openings: Iterable[Opening], context: FollowUpContext) -> Iterator[Opening]:
    """The openings of one person and kind, oldest first, each with a unique key."""

    def text(opening: Opening) -> str:
        return line_key(opening.evidence.text, filter(None, map(context.person, opening.evidence.people)))

    for opening, key in numbered(by_age(openings), text):
        yield opening._replace(key=key)


def by_age(openings: Iterable[Opening]) -> list[Opening]:
    """The openings, oldest first."""
    return sorted(openings, key=lambda each: each.order)


def _later(day: date | None, days: int | None) -> date | None:
    return None if day is None or days is None else add_days(day, days)


class MadePromise(NamedTuple):
    """A promise by the user, open or kept. `kept` is the day it was kept, if known."""

    opening: Opening
    is_kept: bool = False
    kept: date | None = None


def find_promises(history: PersonHistory, context: FollowUpContext) -> Iterator[FollowUp]:
    """The user's open promises."""
    for opening, is_kept, _ in _settled(history, context, with_keys):
        if not is_kept:
            yield history.follow_up(
                "promise",
                opening.due,
                [_promise_clause(opening, context)],
                [opening.evidence],
                discriminator=opening.key,
                title=opening.words,
            )


def promises(history: PersonHistory, context: FollowUpContext) -> Iterator[MadePromise]:
    """Every promise to a person: log lines and open tasks, then done tasks. They have no keys."""
    return _settled(history, context, lambda openings, _: by_age(openings))


def _settled(
    history: PersonHistory,
    context: FollowUpContext,
    ordered: Callable[[Iterable[Opening], FollowUpContext], Iterable[Opening]],
) -> Iterator[MadePromise]:
    errands, clock = context.tasks(history.person.id), context.clock
    promised = [from_line(e, "promised", PROMISE_DAYS) for e in history.lines("promised") if _is_mine(e)]
    tasks = [from_errand(e, clock, PROMISE_DAYS) for e in _open(errands, "promise")]
    ticked = [errand for errand in errands if errand.task.state == "done"]
    if not promised and not tasks and not ticked:
        return
    kept = _kept([*promised, *tasks], history.lines("kept"))
    for opening in ordered([*promised, *tasks], context):
        tick = None if opening.evidence.source == "task" else _tick(opening, ticked)
        if opening.place in kept:
            yield MadePromise(opening, is_kept=True, kept=kept[opening.place])
        elif tick is not None:
            ticked.remove(tick)
            yield MadePromise(opening, is_kept=True, kept=tick.task.done or tick.date)
        else:
            yield MadePromise(opening)
    for errand in ticked:
        if kind_of(errand.task) == "promise":
            kept_on = errand.task.done or errand.date
            yield MadePromise(from_errand(errand, clock, PROMISE_DAYS), is_kept=True, kept=kept_on)


def _is_mine(line: Evidence) -> bool:
    """Whether a line is a promise by the user, and not a done task (which also counts as contact)."""
    return line.source != "task" and not theirs(line, "promised")


def _kept(openings: Sequence[Opening], kept: Sequence[Evidence]) -> dict[tuple[str, int], date]:
    """The places and days of kept promises. `#kept` closes the oldest open promise of the same day or earlier.

    A line that both keeps a promise and makes another one does not close its own.
    """
    still_open = sorted(openings, key=lambda each: each.order)
    closed: dict[tuple[str, int], date] = {}
    for line in kept:
        for opening in still_open:
            if line.date and opening.since and opening.since <= line.date and opening.place != (line.path, line.line):
                still_open.remove(opening)
                closed[opening.place] = line.date
                break
    return closed


def _tick(opening: Opening, ticked: Sequence[PersonTask]) -> PersonTask | None:
    """The done task with the same date and similar words, which was this promise; None if there is none."""
    same_day = (each for each in ticked if each.task.due == opening.due is not None)
    return next((each for each in same_day if alike(each.task.text, opening.words)), None)


def _promise_clause(opening: Opening, context: FollowUpContext) -> str:
    say, words = context.texts.say, opening.words
    is_deed = fold(words.partition(" ")[0]) in _BEFORE_DEEDS and tongue(words) in {"", context.texts.language}
    if opening.since is None:
        return say("You promised {words}", words=words) if is_deed else say("You promised: {words}", words=words)
    day = context.day(opening.since)
    if is_deed:
        return say("On {date} you promised {words}", date=day, words=words)
    return say("On {date} you promised: {words}", date=day, words=words)


def find_waiting(history: PersonHistory, context: FollowUpContext) -> Iterator[FollowUp]:
    """What the user is still waiting for."""
    errands = context.tasks(history.person.id)
    lines = [
        from_line(e, _waiting_tag(e), WAITING_DAYS) for e in history.tagged if e.source != "task" and _waiting_tag(e)
    ]
    tasks = [from_errand(e, context.clock, WAITING_DAYS) for e in _open(errands, "waiting")]
    for opening in with_keys([*lines, *tasks], context) if lines or tasks else ():
        if not _is_answered(history, opening):
            awaited = _waited_for(opening.words)
            yield history.follow_up(
                "waiting",
                opening.due,
                [_waiting_clause(opening.since, awaited, context)],
                [opening.evidence],
                discriminator=opening.key,
                title=awaited,
            )


def _waiting_tag(line: Evidence) -> str:
    """The tag that makes a line a wait; "" for other lines.

    `#waiting`, `#promised` if they promised, and `#asked` with a deadline if the user asked.
    """
    if "waiting" in line.tags:
        return "waiting"
    if "asked" in line.tags and line.due and "promised" not in line.tags and not theirs(line, "asked"):
        return "asked"
    return "promised" if "promised" in line.tags and theirs(line, "promised") else ""


def _is_answered(history: PersonHistory, opening: Opening) -> bool:
    return opening.since is not None and history.last_reply is not None and history.last_reply > opening.since


def _waiting_clause(since: date | None, awaited: str, context: FollowUpContext) -> str:
    say = context.texts.say
    if since is None:
        return say("You are waiting for: {words}", words=awaited)
    return say("Since {date} you have been waiting for: {words}", date=context.day(since), words=awaited)


def _waited_for(text: str) -> str:
    """What the user waits for: "#waiting for his budget" and "#promised me the budget" give the budget.

    "#attesa della conferma" gives "conferma".
    """
    found = _WAITING_FOR.match(text)
    return text[found.end() :] if found else text


def find_tasks(history: PersonHistory, context: FollowUpContext) -> Iterator[FollowUp]:
    """The open tasks that are neither promises nor waits."""
    errands = _open(context.tasks(history.person.id), "task")
    if not errands:
        return
    linked = {(e.path, e.task.line): _others_in_task(history, context, e) for e in errands}
    for opening in with_keys((from_errand(e, context.clock) for e in errands), context):
        yield history.follow_up(
            "task",
            opening.due,
            [context.texts.say("You noted down a task: {words}", words=opening.words)],
            [opening.evidence],
            discriminator=opening.key,
            others=linked[opening.place],
            title=opening.words,
        )


def _others_in_task(history: PersonHistory, context: FollowUpContext, errand: PersonTask) -> list[Person]:
    return [person for person in context.living(errand.people) if person.id != history.person.id]


def find_thanks(history: PersonHistory, context: FollowUpContext) -> Iterator[FollowUp]:
    """A thank-you for each thing received, until the user writes, both talk, or a line has `#thanked`."""
    for opening in with_keys(_received(history), context) if history.tagged else ():
        day = opening.since
        if day is not None and not _thanked(history, day):
            yield history.follow_up(
                "thank",
                add_days(day, THANK_DAYS),
                [
                    context.texts.say(
                        "A thank-you would be kind for what came on {date}: {words}",
                        date=context.day(day),
                        words=opening.words,
                    )
                ],
                [opening.evidence],
                discriminator=opening.key,
                title=opening.words,
            )
    for friend, met in context.introduced_by(history.person.id):
        if not _thanked(history, met):
            yield _for_introduction(history, context, friend, met)


def _received(history: PersonHistory) -> Iterator[Opening]:
    """Things received: lines with `#got`, and with `#intro` if they introduced somebody to the user."""
    for line in history.tagged:
        if "got" in line.tags:
            yield from_line(line, "got", THANK_DAYS)
        elif "intro" in line.tags and line.people[:1] in {(), (history.person.id,)} and theirs(line, "intro"):
            yield from_line(line, "intro", THANK_DAYS)


def _thanked(history: PersonHistory, day: date) -> bool:
    """Whether there was an outgoing or mutual interaction after that day, or `#thanked` on it or later."""
    thanks, outreach = history.last_tagged("thanked"), history.last_outreach
    return (thanks is not None and thanks >= day) or (outreach is not None and outreach > day)


def _for_introduction(history: PersonHistory, context: FollowUpContext, friend: PersonHistory, met: date) -> FollowUp:
    person = friend.person
    names = {"friend": history.person.name, "name": person.name}
    clause = context.texts.count(
        "{friend} introduced you to {name} on {date}: a thank-you would be kind",
        "{friend} introduced you to {name} on {date}: a thank-you would be kind",
        number_of(history.person.name),
        **names,
        date=context.day(met),
    )
    return history.follow_up(
        "thank",
        add_days(met, THANK_DAYS),
        [clause],
        [friend.field("introduced_by", met)],
        discriminator=f"introduced\n{person.id}",
        others=[person],
    )


def find_news(history: PersonHistory, context: FollowUpContext) -> Iterator[FollowUp]:
    """Congratulations for each piece of news that has no contact after it."""
    news = [
        line for line in history.evidence.rejected if line.rejected == NEWS and _is_news_about(history, context, line)
    ]
    for opening in with_keys((from_line(each, NEWS, CONGRATULATE_DAYS) for each in news), context) if news else ():
        day = opening.since
        is_wished = day is not None and history.last_wish is not None and history.last_wish >= day
        if day is not None and not is_wished and not history.contact_after(day):
            yield history.follow_up(
                "congratulate",
                add_days(day, CONGRATULATE_DAYS),
                [context.texts.say("There was news on {date}: {words}", date=context.day(day), words=opening.words)],
                [opening.evidence],
                discriminator=opening.key,
                title=opening.words,
            )


def _is_news_about(history: PersonHistory, context: FollowUpContext, line: Evidence) -> bool:
    """Whether the news is about this person: news in a person's own note is theirs, whoever else it links."""
    return context.owner(line.path) in {None, history.person}


RULES: dict[FollowUpKind, Rule] = {
    "promise": find_promises,
    "waiting": find_waiting,
    "task": find_tasks,
    "thank": find_thanks,
    "congratulate": find_news,
}
"""The rule of each kind that quotes the line it is about."""
