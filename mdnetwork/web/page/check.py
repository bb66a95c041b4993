"""The page of problems: each with its button, and how it can be fixed safely.

All of them are known; texts and fixes are made for the part that is shown. A fix may read its note three times (5 ms).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from starlette.responses import Response

from mdnetwork.editing.fixes import mendable
from mdnetwork.model import Problem
from mdnetwork.parsing.causes import dismissal
from mdnetwork.web.page.due import part_of, parts
from mdnetwork.web.page.frame import Message, NoteChange, Visit, changes_of


class FoundProblems(NamedTuple):
    """Every problem, by note, and what can be fixed."""

    by_note: Sequence[tuple[str, Sequence[Problem]]]
    of_notes: AbstractSet[Problem]
    """Those that can be dismissed: not those of a feed."""
    fixable: Sequence[str]
    """The notes that can be fixed."""
    digest: str
    """The digest of these notes."""


class ShownProblem(NamedTuple):
    """A problem in the reader's language."""

    line: int
    code: str
    severity: str
    message: str
    dismissed: str
    """What its button dismisses; "" if it has no button."""


@dataclass(frozen=True, slots=True)
class CheckedNote:
    """A note with its problems, and the change that would mend some of them safely."""

    path: str
    problems: Sequence[ShownProblem]
    diff: tuple[NoteChange, ...]
    digest: str
    """The digest of the note as it is shown."""


def check(visit: Visit) -> Response:
    """The problems of the notes, with the safe fixes as diffs."""
    return checked(visit)


def checked(visit: Visit, *, status: int = 200, message: Message | None = None) -> Response:
    """The same, with a message above it. Then it is made of the notes as they are now."""
    part = part_of(visit)
    found = _found(visit) if message else visit.kept(("check",), lambda: _found(visit))
    shown = (
        _shown(visit, found, part) if message else visit.kept(("check", part.start), lambda: _shown(visit, found, part))
    )
    return visit.page(
        "check.html",
        status=status,
        message=message,
        title=visit.texts.say("Check"),
        notes=shown,
        total=sum(len(problems) for _, problems in found.by_note),
        fixable=len(found.fixable),
        digest=found.digest,
        parts=parts(visit, len(found.by_note)),
    )


def _found(visit: Visit) -> FoundProblems:
    answers = visit.network.at(visit.today)
    own = answers.problems()
    known = frozenset(own)
    problems = sorted([*own, *(each for each in answers.calendar().problems if each not in known)])
    by_note = [(path, tuple(theirs)) for path, theirs in groupby(problems, key=lambda each: each.path)]
    fixable = tuple(dict.fromkeys(each.path for each in mendable(own)))
    return FoundProblems(by_note, known, fixable, visit.digest(fixable))


def _shown(visit: Visit, found: FoundProblems, part: slice) -> list[CheckedNote]:
    by_note = found.by_note[part]
    digests = [visit.digest([path]) for path, _ in by_note]  # before the diffs: what changes meanwhile is not written
    own = (each for _, problems in by_note for each in problems if each in found.of_notes)
    fixes = {fix.path: fix for fix in visit.network.at(visit.today).fixes(own)}
    return [
        CheckedNote(
            path,
            [*_problems(visit, problems, found.of_notes)],
            changes_of(visit.network.edit.mend([fixes[path]]).edits) if path in fixes else (),
            digest,
        )
        for (path, problems), digest in zip(by_note, digests, strict=True)
    ]


def _problems(visit: Visit, problems: Iterable[Problem], known: AbstractSet[Problem]) -> Iterator[ShownProblem]:
    """The problems of a note. Below another one with the same button, and if it is of a feed, one has no button."""
    dismissed: set[str] = set()
    for each in problems:
        what = dismissal(each) if each in known else ""
        message = visit.texts.recognised(each.message)
        yield ShownProblem(each.line, each.code, each.severity, message, "" if what in dismissed else what)
        dismissed.add(what)
