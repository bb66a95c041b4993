"""Completing a follow-up: its task is ticked, or the interaction that ends it goes into the log."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from mdnetwork.days.reader import parse_date
from mdnetwork.days.spans import parse_cadence, parse_span
from mdnetwork.editing.changes import Edit, Plan
from mdnetwork.editing.context import EditContext
from mdnetwork.editing.differences import lost_and_found
from mdnetwork.editing.fields import set_key
from mdnetwork.editing.flat_fields import values_by_key
from mdnetwork.editing.log_places import at_the_end_of, is_airy, is_tasks, under
from mdnetwork.editing.plans import edit_of_log
from mdnetwork.editing.typed_words import printable_line
from mdnetwork.errors import EditRefused
from mdnetwork.i18n import Texts
from mdnetwork.kinds import KIND
from mdnetwork.model import Evidence, Facts, FollowUp, History, Task
from mdnetwork.names import fold
from mdnetwork.parsing.document import SOMEBODY, Document, Rows
from mdnetwork.parsing.log import is_log
from mdnetwork.parsing.marks import signs_in
from mdnetwork.parsing.outline import BodyLine, outline
from mdnetwork.parsing.settings import ReadingSettings
from mdnetwork.parsing.tasks import task_of, tasks_in
from mdnetwork.text import shell_word
from mdnetwork.vocabulary.deeds import deed_in
from mdnetwork.vocabulary.languages import written

Marks = Literal["emoji", "dataview", ""]
"""How task lines write dates: `✅ 2026-11-23`, `[completion:: 2026-11-23]`, or not at all."""
_BOX = re.compile(r"(?P<before>[\s>]*(?:[-*+]|[0-9]{1,3}[.)])\s+\[)(?P<mark>.?)(?P<after>\])")
_STATE_WORD = re.compile(r"(?P<before>[\s>]*(?:[-*+]|[0-9]{1,3}[.)])\s+)[A-Z-]+(?=:? )")
"""A word such as TODO in place of a box."""
_FIELDS = re.compile(r"\[(?:due|scheduled|start|created|completion|priority|repeat)::", re.IGNORECASE)
_EMOJI = re.compile("[📅🗓📆⏳⌛🛫✅❌➕🔁🆔⛔🏁🔺⏫🔼🔽⏬]")
_BLOCK = re.compile(r"[A-Za-z0-9-]+")
"""The name of a block, which follows `^` at the end of a line."""
_REPEATS = re.compile(
    r"🔁\ufe0f?\s*+(?P<emoji>[^📅🗓📆⏳⌛🛫✅❌➕🆔⛔🏁🔺⏫🔼🔽⏬#^\[]+)|\[repeat::\s*+(?P<field>[^\[\]]+)\]"
)
_ID = re.compile(r" ?(?:🆔\ufe0f?\s*+[\w-]++|\[id::[^\[\]]*\])")
"""The identity of a task, which its next occurrence does not share."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NOT_OPEN = "Line {line} of the note no longer holds an open task: read the note again, and try again."
_REPEATED = (
    "The task on line {line} repeats ({rule}) in a way that is not understood here: tick it in Obsidian, "
    "so that its next time is written too."
)
_REPEATED_IN_LOGSEQ = (
    "The task on line {line} repeats ({rule}) in a way that is not understood here: tick it in Logseq, "
    "so that its next time is written too."
)
_STAMP = re.compile(r"(?P<name>\b(?:SCHEDULED|DEADLINE): <)(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})(?P<rest>[^<>\n]*)(?=>)")
"""The day of a task in org-mode and Logseq, on a line below the task: `SCHEDULED: <2026-11-20 Fri .+2w>`."""
_REPEATER = re.compile(r"(?P<from>\.\+|\+\+|\+)(?P<span>[1-9][0-9]{0,3}[dwmy])")
"""`+2w`: two weeks after the day as written; `++2w`: the next such day to come; `.+2w`: after the day it is done."""
_BESIDE_REPEATER = re.compile(r"[^\W\d_]+\.?|[0-9]{1,2}:[0-9]{2}(?:-[0-9]{1,2}:[0-9]{2})?|--?[0-9]+[dwmy]")
"""A weekday, a time, and how long before a warning appears."""
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_NO_PLACE = "No place was found in this note where the task would be read as one: write it in an editor."


def candidates(context: EditContext, path: str, words: str = "") -> list[FollowUp]:
    """The follow-ups of the note at `path` (a person's, a goal or the user's own) that match `words`.

    Without words those due, else all except yearly ones.

    Words that are a kind ("birthday", in the vault's language too) mean the follow-ups of that kind, if there are any.
    """
    theirs = [
        each
        for each in context.follow_ups()
        if each.log_path == path and not each.superseded and KIND[each.kind].can_be_done
    ]
    wanted = fold(words).split()
    named = [each for each in theirs if fold(words) in {each.kind, fold(KIND[each.kind].label(context.texts))}]
    if named:
        return named
    fitting = [
        each for each in theirs if all(word in fold(f"{each.kind} {each.title} {each.reason}") for word in wanted)
    ]
    if wanted:
        return fitting
    due = [each for each in fitting if each.due is not None and each.due <= context.today]
    return due or [each for each in fitting if not KIND[each.kind].yearly]


def done(context: EditContext, follow_up: FollowUp, note: str = "") -> Plan:
    """The plan that completes a follow-up today; `note` are the user's own words for the log. Raises EditRefused."""
    title = context.texts.say("done for {name}: {what}", name=follow_up.name, what=follow_up.title or follow_up.kind)
    task = next((e for e in follow_up.evidence if e.source == "task" and KIND[follow_up.kind].can_be_task), None)
    if task is not None:
        edits = [_ticked(context, task.path, task.line)]
        if note:
            edits.append(edit_of_log(context, follow_up.log_path, context.today, note))
        return Plan(title, _joined(context, edits, follow_up, note))
    if follow_up.kind == "goal":
        return Plan(title, (_reached(context, follow_up),))
    if follow_up.kind == "promise" and not _is_oldest(context, follow_up):
        return Plan(title, (_as_task(context, follow_up),))
    return Plan(title, (edit_of_log(context, follow_up.log_path, context.today, _words(context, follow_up, note)),))


def _reached(context: EditContext, follow_up: FollowUp) -> Edit:
    """The edit that says in a goal's note that the goal is reached."""
    reached = written(context.config.language, "goals", "reached")[0]
    path, settings = follow_up.path, context.settings

    def make(data: bytes) -> bytes:
        return set_key(data, "status", reached, usual=context.usual("status"), path=path, settings=settings)

    return Edit.of(path, context.read(path), make)


def says_done(context: EditContext, follow_up: FollowUp, day: date) -> bool:
    """Whether nothing needs to be written if this was done on `day`: the notes say so, or the follow-up expires anyway.

    A follow-up that ends by a sign or tick of its own is not ended by a conversation: while it is open, it is not done.
    """
    kind = KIND[follow_up.kind]
    if kind.yearly:
        wished = fold(_usual(follow_up, context.texts))
        return any(each.date == day and wished in fold(each.text) for each in _counted(context, follow_up))
    kind = KIND[follow_up.kind]
    if kind.can_be_task or kind.arrow or kind.tag:
        return False
    lines = _counted(context, follow_up) if follow_up.person else follow_up.evidence
    since = (each.date for each in lines if each.date is not None)
    return not kind.can_be_done or any(each >= day for each in since)


def _counted(context: EditContext, follow_up: FollowUp) -> Sequence[Evidence]:
    return context.find_history(follow_up.person.path).counted if follow_up.person else ()


def path_and_name(subject: History | Facts) -> tuple[str, str]:
    """The path and the name of a person, a goal or the user's own note."""
    if isinstance(subject, Facts):
        return subject.note.path, subject.note.title
    return subject.person.path, subject.person.name


def talked(context: EditContext, path: str, name: str, note: str) -> Plan:
    """The plan for a person without a follow-up: only the interaction."""
    title = context.texts.say("done for {name}: {what}", name=name, what=note)
    return Plan(title, (edit_of_log(context, path, context.today, note),))


def unclear(found: Sequence[FollowUp], name: str, texts: Texts) -> EditRefused:
    """An error that asks which of several follow-ups is meant, or says that none matches."""
    if not found:
        return EditRefused(
            texts.say(
                "No follow-up of {name} has these words; `mdnet why {typed}` lists them all.",
                name=name,
                typed=shell_word(name),
            )
        )
    listed = "; ".join(each.title or each.kind for each in found)
    return EditRefused(
        texts.say(
            "{name} has several follow-ups: {listed}. Add some words of the one you mean.", name=name, listed=listed
        )
    )


def _ticked(context: EditContext, path: str, line: int) -> Edit:
    before = context.read(path)
    return Edit(path, before, tick(before, line, context.today, path=path, settings=context.settings))


def _joined(context: EditContext, edits: Sequence[Edit], follow_up: FollowUp, note: str) -> tuple[Edit, ...]:
    """The edits, with a tick and an entry in the same note as one edit."""
    if len(edits) < 2 or edits[0].path != edits[1].path:  # noqa: PLR2004  the tick and the entry
        return tuple(edits)
    shown = EditContext(
        **{name: getattr(context, name) for name in context.__dataclass_fields__} | {"read": lambda _: edits[0].after}
    )
    second = edit_of_log(shown, follow_up.log_path, context.today, note)
    return (Edit(edits[0].path, edits[0].before, second.after),)


def _is_oldest(context: EditContext, follow_up: FollowUp) -> bool:
    """Whether `#kept` would close this promise: it closes the oldest open one."""
    promises = [each for each in context.follow_ups() if each.kind == "promise" and each.identity == follow_up.identity]
    oldest = min(
        promises, key=lambda each: (each.evidence[0].date is None, each.evidence[0].date, each.evidence[0].line)
    )
    return oldest.discriminator == follow_up.discriminator


def _as_task(context: EditContext, follow_up: FollowUp) -> Edit:
    """The edit that adds a ticked task with the promise's date and words, which closes this promise and no other."""
    path = follow_up.log_path

    def make(data: bytes) -> bytes:
        added = add_task(data, follow_up.title, follow_up.due, path=path, settings=context.settings)
        old, new = (Document(each, path, context.settings).facts.tasks for each in (data, added))
        fresh = lost_and_found(old, new)[1][:1]
        for task in reversed(new):
            if task.state == "open" and task.text in {each.text for each in fresh}:
                return tick(added, task.line, context.today, path=path, settings=context.settings)
        raise EditRefused(context.texts.say("“{what}” could not be ticked: do it in an editor.", what=follow_up.title))

    return Edit.of(path, context.read(path), make)


def _words(context: EditContext, follow_up: FollowUp, note: str) -> str:
    """The log entry that ends the follow-up by its rule (docs/follow-ups.md)."""
    kind = KIND[follow_up.kind]
    others = [context.directory.link_to(person.path, person.name) for person in follow_up.people[1:]]
    named = f"({', '.join(others)})" if others and follow_up.kind == "introduction" else ""
    if note and follow_up.kind == "publish" and deed_in(note) != "published":
        note = context.texts.say("published “{what}”", what=note)
    return " ".join(part for part in (kind.arrow, note or _usual(follow_up, context.texts), kind.tag, named) if part)


def _usual(follow_up: FollowUp, texts: Texts) -> str:
    """The words used if the user gave no others."""
    what = follow_up.title or texts.say("the introduction")
    return KIND[follow_up.kind].words(texts).replace("{what}", what)


def tick(
    data: bytes,
    line: int,
    day: date,
    *,
    marks: Marks | None = None,
    path: str = SOMEBODY,
    settings: ReadingSettings = ReadingSettings(),
) -> bytes:
    """The note with the open task on `line` (from 1) done on `day`.

    The date is written in the form that the line uses, else the note's other tasks, else `marks`; without any, no date
    is written. A repeating task gets its next occurrence on a line above, as the Tasks plugin does. Raises EditRefused.
    """
    note = Document(data, path, settings)
    body = note.body_line(line)
    pages = map(note.with_page, _tick_line(note, body, day, marks))
    found = next((after.source for after in pages if _is_done(note, after, body)), None)
    if found is None:
        raise EditRefused(_NOT_OPEN.format(line=line))
    return found


def _tick_line(note: Document, body: BodyLine, day: date, marks: Marks | None) -> Iterator[Rows]:
    """Pages with the task on this line ticked; none if it has no open task."""
    raw, *more = note.rows(body)
    ticked_row = _ticked_row(raw)
    if body.kind == "task" and ticked_row and task_of(body).state == "open":
        whole = " ".join((raw, *more))
        below = _properties(note, body)
        again = _in_logseq(below, body.number, day)
        form = _marks_for(note, whole, marks) or ("emoji" if again or _needs_day(note, raw, day) else "")
        ticked = ticked_row if "done" in signs_in(whole).dates else _dated(ticked_row, day, form)
        first = [raw, *more, *again] if again else _next_time([raw, *more], body.number, day)
        rows = [*first, ticked, *more, *map(_without_repeater, below)]
        yield note.page.spliced(body.number - 1, body.number + len(more) + len(below), rows)


def _needs_day(note: Document, raw: str, day: date) -> bool:
    """Whether a task of Logseq would count on another day, that of its journal, if the day were not written."""
    return not _BOX.match(raw) and note.settings.logseq and note.facts.note.date != day


def _properties(note: Document, body: BodyLine) -> list[str]:
    """The rows below a task that plan it, or are another property of it."""
    end = start = note.after(body)
    while (at := end + 1 - note.first_line) < len(note.lines) and note.lines[at].kind == "property":
        end += 1
    return [note.page.text(row) for row in range(start, end)]


def _in_logseq(rows: Sequence[str], line: int, day: date) -> list[str]:
    """The rows that plan the next occurrence of a task of Logseq; none if it does not repeat. Raises EditRefused."""
    found = [(row, stamp) for row in rows if (stamp := _STAMP.search(row))]
    repeaters = [_repeater(stamp["rest"], line) for _, stamp in found]
    if not any(repeaters):
        return []
    return [
        row[: stamp.start("day")] + _next_stamp(stamp, repeater, day) + row[stamp.end() :]
        for (row, stamp), repeater in zip(found, repeaters, strict=True)
    ]


def _repeater(rest: str, line: int) -> re.Match[str] | None:
    """The repeater in what follows the day of a task. Raises EditRefused if something there is not understood."""
    found = None
    for word in rest.split():
        if match := _REPEATER.fullmatch(word):
            found = match
        elif not _BESIDE_REPEATER.fullmatch(word):
            raise EditRefused(_REPEATED_IN_LOGSEQ.format(line=line, rule=word))
    return found


def _next_stamp(stamp: re.Match[str], repeater: re.Match[str] | None, day: date) -> str:
    """The day of the next occurrence, with its weekday and what else follows. Without a repeater it stays."""
    start = parse_date(stamp["day"])
    span = parse_span(repeater["span"]) if repeater else None
    if start is None or span is None or repeater is None:
        return stamp["day"] + stamp["rest"]
    upcoming = span.after(day if repeater["from"] == ".+" else start)
    while repeater["from"] == "++" and upcoming <= day:
        upcoming = span.after(upcoming)
    words = [_weekday(word, upcoming) for word in stamp["rest"].split()]
    return " ".join((upcoming.isoformat(), *filter(None, words)))


def _weekday(word: str, day: date) -> str:
    """The weekday of `day` in place of another one; "" for one in another language. Other words stay."""
    if word.title() in _WEEKDAYS:
        return _WEEKDAYS[day.weekday()]
    return "" if word.rstrip(".").isalpha() else word


def _without_repeater(row: str) -> str:
    """A row that plans a task, without the repeater of a task that is done."""
    return _STAMP.sub(_done_stamp, row)


def _done_stamp(stamp: re.Match[str]) -> str:
    if not any(map(_REPEATER.fullmatch, stamp["rest"].split())):
        return stamp[0]
    rest = "".join(f" {word}" for word in stamp["rest"].split() if not _REPEATER.fullmatch(word))
    return stamp["name"] + stamp["day"] + rest


def _ticked_row(raw: str) -> str | None:
    """The row with its box ticked, or DONE in place of TODO; None if it has neither."""
    box = _BOX.match(raw)
    if box:
        return f"{box['before']}x{box['after']}{raw[box.end() :]}"
    word = _STATE_WORD.match(raw)
    return f"{word['before']}DONE{raw[word.end() :]}" if word else None


def add_task(
    data: bytes,
    text: str,
    due: date | None = None,
    *,
    heading: str = "Tasks",
    marks: Marks | None = None,
    path: str = SOMEBODY,
    settings: ReadingSettings = ReadingSettings(),
) -> bytes:
    """The note with one more open task, after its other tasks, else under `heading`. Raises EditRefused."""
    note = Document(data, path, settings)
    form = _marks_for(note, "", marks) or "emoji"
    written = printable_line(text) + ("" if due is None else f" 📅 {due}" if form == "emoji" else f" [due:: {due}]")
    alone = tasks_in(outline(f"- [ ] {written}"))
    for page in _pages(note, written, heading):
        after = note.with_page(page)
        gone, new = lost_and_found(note.tasks, after.tasks)
        added = not gone and len(new) == 1 and [each.text for each in alone] == [new[0].text] != [""]
        same = lost_and_found(note.log[0], after.log[0]) == ((), ()) and values_by_key(note) == values_by_key(after)
        if added and same and new[0].state == "open" and new[0].due == (due or _due(written)):
            return after.source
    raise EditRefused(_NO_PLACE)


def _due(text: str) -> date | None:
    """The due date that the text itself gives."""
    dates = signs_in(text).dates
    return dates.get("due") or dates.get("scheduled") or dates.get("start")


def _marks_for(note: Document, raw: str, wanted: Marks | None) -> Marks:
    """The form of dates on this line; else that of the note's last task with a date; else `wanted`."""
    rows = [raw, *(note.page.text(line.number - 1) for line in reversed(note.lines) if line.kind == "task")]
    found = (_marks_on(row) for row in rows)
    return next((marks for marks in found if marks), wanted or "")


def _marks_on(raw: str) -> Marks:
    return "emoji" if _EMOJI.search(raw) else "dataview" if _FIELDS.search(raw) else ""


def _dated(raw: str, day: date, marks: Marks) -> str:
    """The line with its completion date, before a block's name, which must be last. Trailing spaces are kept."""
    if not marks:
        return raw
    words = raw.rstrip()
    before, _, block = words.rpartition("^")
    at = len(before.rstrip()) if before[-1:].isspace() and _BLOCK.fullmatch(block) else len(words)
    return raw[:at] + (f" ✅ {day}" if marks == "emoji" else f" [completion:: {day}]") + raw[at:]


def _next_time(rows: Sequence[str], line: int, day: date) -> list[str]:
    """The rows for the next occurrence of a repeating task. Dates move, from `day` if the rule says "when done"."""
    whole = " ".join(rows)
    match = _REPEATS.search(whole)
    if match is None:
        return []
    rule = " ".join((match["emoji"] or match["field"]).split())
    when_done = rule.endswith("when done")
    cadence = parse_cadence(rule.removesuffix("when done").strip())
    dates = signs_in(whole).dates
    start = dates.get("due") or dates.get("scheduled") or dates.get("start")
    if cadence is None or cadence.never or start is None or str(start) not in whole:
        raise EditRefused(_REPEATED.format(line=line, rule=rule))
    moved = cadence.due_after(day if when_done else start) - start
    return [_DAY.sub(lambda found: _moved(found, dates, moved), _ID.sub("", row)) for row in rows]


def _moved(found: re.Match[str], dates: dict[str, date], moved: timedelta) -> str:
    """A date of the line, moved if it is a date that moves; the day of creation does not."""
    moving = {str(dates[name]): dates[name] for name in ("due", "scheduled", "start") if name in dates}
    return str(moving[found[0]] + moved) if found[0] in moving else found[0]


def _is_done(note: Document, after: Document, body: BodyLine) -> bool:
    """Whether the only difference is that the task is done."""
    gone, new = lost_and_found(note.tasks, after.tasks)
    before = replace(next(task for task in note.facts.tasks if task.line == body.number), line=0)
    finished = [task for task in new if task.state == "done"]
    same = len(finished) == 1 and _same(before, finished[0]) and gone in {(before,), ()}
    return same and values_by_key(note) == values_by_key(after)


def _same(open_task: Task, done_task: Task) -> bool:
    return replace(done_task, state="open", done=open_task.done) == open_task


def _pages(note: Document, written: str, heading: str) -> Iterator[Rows]:
    row = f"- [ ] {written}"
    tasks = [line for line in note.lines if line.kind == "task" and line.parent is None]
    listed = [line for line in tasks if line.headings and is_tasks(line.headings[-1])] or [
        line for line in tasks if not is_log(line.headings, note.settings)
    ]
    if listed:
        raw = note.page.text(listed[-1].number - 1)
        box = _BOX.match(raw)
        lead = f"{box['before']} {box['after']} " if box else "- [ ] "
        yield note.page.inserted(at_the_end_of(note, listed[-1]), [lead + written])
    for line in note.lines:
        if line.kind == "heading" and is_tasks(line.text):
            yield under(note, line, [row])
            yield under(note, line, [row, ""])  # the blank row keeps text that follows from becoming part of the task
    end = note.page.end
    airy = [""] if is_airy(note) else []
    yield note.page.inserted(end, [*note.page.gap(end), f"## {heading}", *airy, row])
