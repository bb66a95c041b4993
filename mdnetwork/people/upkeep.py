"""People: what the user may want to tidy, seen only when all notes lie side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mdnetwork.model import Evidence, Facts, History, Problem


def several_me(mine: list[Facts]) -> list[Problem]:
    """A warning for each note of the user's own but the first."""
    return [
        Problem(
            each.note.path,
            0,
            "SEVERAL-ME",
            f"{mine[0].note.path} is about you too: keep one note of `type: me`.",
            "warning",
        )
        for each in mine[1:]
    ]


def last_contact_problems(histories: Iterable[History]) -> list[Problem]:
    """Warnings about last-contact fields that lie in the future, or are older than the log below them."""
    return [problem for history in histories for problem in _of_fields(history)]


def _of_fields(history: History) -> Iterator[Problem]:
    own = history.person.path
    newest = max((e.date for e in history.counted if e.date and e.path == own and e.source != "field"), default=None)
    for field in (*history.counted, *history.rejected):
        if field.source != "field" or field.path != own or field.date is None:
            continue
        if field.rejected == "future date":
            message = f"The last contact, {field.date}, lies in the future and does not count."
            yield _warning(field, "FUTURE-DATE", message)
        elif field.rejected is None and newest is not None and newest > field.date:
            message = f"The last contact is {field.date} here and {newest} in the log: change or delete the field."
            yield _warning(field, "STALE-LAST-CONTACT", message)


def _warning(field: Evidence, code: str, message: str) -> Problem:
    return Problem(field.path, field.line, code, message, "warning")
