"""Reading: checkbox lines become tasks, with their dates and who owes what.

Whose a promise is. `#promised` is mine unless the words around it say that they promised.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mdnetwork.model import Direction, Mention, Owed, Problem, Ref, Task, TaskState
from mdnetwork.names import fold
from mdnetwork.parsing.inline import links_in, plain_text
from mdnetwork.parsing.marks import direction_in, signs_in
from mdnetwork.parsing.outline import BodyLine
from mdnetwork.vocabulary.languages import codes, words_of, written
from mdnetwork.vocabulary.notes import owed_under
from mdnetwork.vocabulary.sentences import MINE, PROMISE_ENDS, THEIRS, TO_ME
from mdnetwork.vocabulary.tags import around_tag, exchange_tags

_CLAUSE_ENDS = re.compile(rf"[.,;:!?()→←—–\n]|<-|->|\b(?:{PROMISE_ENDS})\b", re.IGNORECASE)
_OUT, _IN = ("→", "->"), ("←", "<-")


def promised_by(text: str) -> Owed:
    """Who made the promise of a line with `#promised`: "mine", "theirs", or "" if the line does not say.

    The direction of the conversation does not matter. "" counts as the user's promise.
    """
    before, after = around_tag(text, "promised")
    if _is_waiting(before.split()[-1:]) or _is_waiting(after.split()[:1]):
        return "theirs"
    clause = fold(_CLAUSE_ENDS.split(before)[-1])
    if THEIRS.search(clause) or TO_ME.match(fold(after)):
        return "theirs"
    return "mine" if MINE.search(clause) else ""


def after_their_arrow(text: str, direction: Direction, tag: str) -> bool:
    """Whether a tag comes after `←`, or after no arrow on a line with the direction "in"."""
    before, _ = around_tag(text, tag)
    mine, their = (max(before.rfind(arrow) for arrow in arrows) for arrows in (_OUT, _IN))
    return direction == "in" if mine == their else their > mine


def is_unclear(text: str, direction: Direction) -> bool:
    """Whether a line has `#promised` after `←` and does not say who promised. Earlier versions read it as "theirs"."""
    return not promised_by(text) and after_their_arrow(text, direction, "promised")


def as_mine(text: str) -> str:
    """The text with its first promise marked as the user's: "← I #promised", "← ho #promesso"."""
    before, after = around_tag(text, "promised")
    tag = text[len(before) : len(text) - len(after)]
    return f"{before}{_i_promised(tag)} {tag}{after}" if tag else text


def _i_promised(tag: str) -> str:
    """The words before the tag that say that the promise is the user's, in the language of the tag."""
    word = fold(tag[1:])
    language = next((code for code in codes() if word in words_of("tags", "promised", code)), "en")
    return written(language, "people", "i-promised")[0]


def unclear_promises(path: str, mentions: Iterable[Mention], tasks: Iterable[Task]) -> Iterator[Problem]:
    """A warning for each line that `is_unclear`, so that no promise changes its owner unnoticed."""
    lines = {each.line: (each.text, each.direction) for each in mentions if _may_count(each)}
    lines |= {each.line: (each.text, direction_in(each.text)) for each in tasks if "promised" in each.tags}
    for number, (text, direction) in lines.items():
        if is_unclear(text, direction):
            yield Problem(path, number, "WHOSE-PROMISE", _ADVICE, "warning")


def _may_count(mention: Mention) -> bool:
    return "promised" in mention.tags and mention.rejected is None and mention.source != "task"


def _is_waiting(words: list[str]) -> bool:
    return any("waiting" in exchange_tags(word) for word in words)


_ADVICE = (
    "Who promised is not said, so it counts as your promise, whatever the arrow says: "
    "write “they #promised” (or #waiting) if they did, “I #promised” if you did."
)


_STATES: dict[str, TaskState] = {"x": "done", "X": "done", "-": "cancelled"}
_TASK_TAG = "#task"
_ORG_DAY = re.compile(r"(?:DEADLINE|SCHEDULED): <([0-9]{4}-[0-9]{2}-[0-9]{2})")


def tasks_in(lines: Iterable[BodyLine]) -> tuple[Task, ...]:
    """All non-empty tasks of a note, in order."""
    return tuple(_tasks(lines))


def _tasks(lines: Iterable[BodyLine]) -> Iterator[Task]:
    waiting: BodyLine | None = None
    for line in lines:
        if line.kind in {"wrapped", "comment"}:
            continue
        if waiting is not None:
            yield task_of(_timed(waiting, line))
            waiting = None
        if line.kind == "task" and line.text and (not line.struck or _words(signs_in(line.text).rest)):
            waiting = line
    if waiting is not None:
        yield task_of(waiting)


def _timed(task: BodyLine, following: BodyLine) -> BodyLine:
    """A task with the day of org-mode's `DEADLINE: <2026-11-24 Tue>` on the line below it, as Logseq writes it."""
    found = _ORG_DAY.match(following.text) if following.kind == "text" else None
    return task._replace(text=f"{task.text} 📅 {found[1]}") if found else task


def task_of(line: BodyLine) -> Task:
    """A checkbox line as a task. Marks other than `x` and `-` leave it open."""
    signs = signs_in(line.text)
    dates = signs.dates
    tags = exchange_tags(line.text)
    return Task(
        line=line.number,
        text=_words(signs.rest),
        state=_STATES.get(line.mark, "open"),
        people=tuple(dict.fromkeys(Ref(link.target) for link in links_in(line.text) if not link.embed)),
        due=dates.get("due") or dates.get("scheduled") or dates.get("start"),
        done=dates.get("done"),
        waiting_since=dates.get("waiting"),
        owed=_owed(line, tags, waiting="waiting" in dates),
        tags=tags,
    )


def _words(text: str) -> str:
    return " ".join(word for word in plain_text(text).split() if word != _TASK_TAG)


def _owed(line: BodyLine, tags: tuple[str, ...], *, waiting: bool) -> Owed:
    if waiting or "waiting" in tags:
        return "theirs"
    if "promised" in tags:
        return promised_by(line.text) or "mine"
    return next((owed for heading in reversed(line.headings) if (owed := owed_under(heading))), "")
