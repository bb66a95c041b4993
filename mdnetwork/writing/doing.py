"""Writing: a follow-up done: its task ticked, or the interaction that ends it in the log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mdnetwork.editing.change import lost_and_found
from mdnetwork.editing.opened import Opened
from mdnetwork.editing.ticks import add_task, tick
from mdnetwork.errors import EditRefused
from mdnetwork.messages import Texts
from mdnetwork.model import Evidence, FollowUp, FollowUpKind, History
from mdnetwork.names import fold
from mdnetwork.writing.desk import Desk
from mdnetwork.writing.entries import entry
from mdnetwork.writing.plan import Edit, Plan

_NOT_DONE: frozenset[FollowUpKind] = frozenset({"prepare"})
"""Ends with its day, whatever one does."""
_BOXES: frozenset[FollowUpKind] = frozenset({"task", "promise", "waiting"})
"""May stand as an open box. Of the others a ticked one may be evidence."""
_YEARLY: frozenset[FollowUpKind] = frozenset({"birthday", "anniversary"})

_SIGNS: dict[FollowUpKind, tuple[str, str]] = {
    "promise": ("→", "#kept"),
    "waiting": ("←", ""),
    "thank": ("→", "#thanked"),
    "congratulate": ("→", ""),
    "introduction": ("", "#kept"),
    "birthday": ("→", ""),
    "anniversary": ("→", ""),
}
"""What ends a follow-up of each kind, by its rule; of the others any interaction does."""


def candidates(desk: Desk, history: History, words: str = "") -> list[FollowUp]:
    """The follow-ups of a person that `words` may mean: those due; where none is, all; a yearly one only if due."""
    theirs = [
        each
        for each in desk.follow_ups()
        if history.person.id == each.person.id and not each.superseded and each.kind not in _NOT_DONE
    ]
    wanted = fold(words).split()
    fitting = [
        each for each in theirs if all(word in fold(f"{each.kind} {each.title} {each.reason}") for word in wanted)
    ]
    if wanted:
        return fitting
    due = [each for each in fitting if each.due is not None and each.due <= desk.today]
    return due or [each for each in fitting if each.kind not in _YEARLY]


def done(desk: Desk, follow_up: FollowUp, note: str = "") -> Plan:
    """The plan that ends a follow-up today; `note` are words of one's own for the log. Raises EditRefused."""
    title = desk.texts.say(
        "done for {name}: {what}", name=follow_up.person.name, what=follow_up.title or follow_up.kind
    )
    task = next((e for e in follow_up.evidence if e.source == "task" and follow_up.kind in _BOXES), None)
    if task is not None:
        edits = [_ticked(desk, task.path, task.line)]
        if note:
            edits.append(entry(desk, follow_up.person, desk.today, note))
        return Plan(title, _joined(desk, edits, follow_up, note))
    if follow_up.kind == "promise" and not _is_oldest(desk, follow_up):
        return Plan(title, (_as_task(desk, follow_up),))
    return Plan(title, (entry(desk, follow_up.person, desk.today, _words(desk, follow_up, note)),))


def says_done(desk: Desk, follow_up: FollowUp, day: date) -> bool:
    """Whether there is nothing to write if this was done on `day`: the notes say so, or it ends with its day anyway.

    Of what ends by a sign or a tick of its own, a talk says nothing: while it is open, it is not done.
    """
    if follow_up.kind in _YEARLY:
        wished = fold(_usual(follow_up, desk.texts))
        return any(each.date == day and wished in fold(each.text) for each in _counted(desk, follow_up))
    if follow_up.kind in _BOXES or follow_up.kind in _SIGNS:
        return False
    since = (each.date for each in _counted(desk, follow_up) if each.date is not None)
    return follow_up.kind in _NOT_DONE or any(each >= day for each in since)


def _counted(desk: Desk, follow_up: FollowUp) -> Sequence[Evidence]:
    return desk.whom(follow_up.person.path).counted


def talked(desk: Desk, history: History, note: str) -> Plan:
    """The plan for somebody who had no follow-up: the interaction alone."""
    title = desk.texts.say("done for {name}: {what}", name=history.person.name, what=note)
    return Plan(title, (entry(desk, history.person, desk.today, note),))


def unclear(found: Sequence[FollowUp], name: str, texts: Texts) -> EditRefused:
    """An error that asks which of several follow-ups is meant, or says that there is none."""
    if not found:
        return EditRefused(
            texts.say("No follow-up of {name} has these words; `mdnet why {name}` lists them all.", name=name)
        )
    listed = "; ".join(each.title or each.kind for each in found)
    return EditRefused(
        texts.say(
            "{name} has several follow-ups: {listed}. Add some words of the one you mean.", name=name, listed=listed
        )
    )


def _ticked(desk: Desk, path: str, line: int) -> Edit:
    before = desk.read(path)
    return Edit(path, before, tick(before, line, desk.today, path=path, settings=desk.settings))


def _joined(desk: Desk, edits: Sequence[Edit], follow_up: FollowUp, note: str) -> tuple[Edit, ...]:
    """A tick and an entry in the same note are one edit."""
    if len(edits) < 2 or edits[0].path != edits[1].path:  # noqa: PLR2004  the tick and the entry
        return tuple(edits)
    shown = Desk(
        **{name: getattr(desk, name) for name in desk.__dataclass_fields__} | {"read": lambda _: edits[0].after}
    )
    second = entry(shown, follow_up.person, desk.today, note)
    return (Edit(edits[0].path, edits[0].before, second.after),)


def _is_oldest(desk: Desk, follow_up: FollowUp) -> bool:
    """Whether `#kept` would close this promise: it closes the oldest open one."""
    promises = [each for each in desk.follow_ups() if each.kind == "promise" and each.person.id == follow_up.person.id]
    oldest = min(
        promises, key=lambda each: (each.evidence[0].date is None, each.evidence[0].date, each.evidence[0].line)
    )
    return oldest.discriminator == follow_up.discriminator


def _as_task(desk: Desk, follow_up: FollowUp) -> Edit:
    """A ticked task of the promise's date and words, which closes this one and no other."""
    path = follow_up.person.path

    def make(data: bytes) -> bytes:
        added = add_task(data, follow_up.title, follow_up.due, path=path, settings=desk.settings)
        old, new = (Opened(each, path, desk.settings).facts.tasks for each in (data, added))
        fresh = lost_and_found(old, new)[1][:1]
        for task in reversed(new):
            if task.state == "open" and task.text in {each.text for each in fresh}:
                return tick(added, task.line, desk.today, path=path, settings=desk.settings)
        raise EditRefused(desk.texts.say("“{what}” could not be ticked: do it in an editor.", what=follow_up.title))

    return Edit.of(path, desk.read(path), make)


def _words(desk: Desk, follow_up: FollowUp, note: str) -> str:
    """What the log is to say so that the follow-up ends, by its rule (docs/follow-ups.md)."""
    arrow, tag = _SIGNS.get(follow_up.kind, ("", ""))
    others = [desk.directory.link_to(person.path, person.name) for person in follow_up.people[1:]]
    named = f"({', '.join(others)})" if others and follow_up.kind == "introduction" else ""
    return " ".join(part for part in (arrow, note or _usual(follow_up, desk.texts), tag, named) if part)


def _usual(follow_up: FollowUp, texts: Texts) -> str:
    """What is said where nobody chose other words."""
    usual: dict[FollowUpKind, str] = {
        "promise": "{what}",
        "waiting": "{what}",
        "thank": texts.say("thanked for {what}", what="{what}"),
        "congratulate": texts.say("congratulated: {what}", what="{what}"),
        "introduction": texts.say("heard how the introduction went"),
        "birthday": texts.say("birthday wishes"),
        "anniversary": texts.say("good wishes"),
    }
    what = follow_up.title or texts.say("the introduction")
    return usual.get(follow_up.kind, texts.say("caught up")).replace("{what}", what)
