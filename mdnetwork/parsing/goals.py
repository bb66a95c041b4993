"""What a goal note says of its goal in front matter: what it is about, what for, until when."""

from __future__ import annotations

from datetime import date

from mdnetwork.dates import DateOrder
from mdnetwork.days.reader import parse_date
from mdnetwork.model import Aims, Problem
from mdnetwork.names import fold
from mdnetwork.parsing.fields import Fields, switch
from mdnetwork.parsing.inline import plain_text
from mdnetwork.vocabulary.languages import words_of
from mdnetwork.vocabulary.notes import STATUSES

_REACHED = words_of("goals", "reached")
Values = list[tuple[str, int]]


def aims_of(path: str, fields: Fields, date_order: DateOrder) -> tuple[Aims, list[Problem]]:
    """The aims of a goal note, and a problem for each day that cannot be read."""
    problems: list[Problem] = []

    def day(key: str) -> date | None:
        field = fields.get(key)
        found = parse_date(field.text(), date_order) if field else None
        if field and found is None and field.text():
            message = f"{field.key} holds no date that can be read ({field.text()[:60]}); write YYYY-MM-DD."
            problems.append(Problem(path, field.line, "BAD-DATE", message))
        return found

    subjects, sectors, targets, motives = (_values(fields, key) for key in ("topics", "sector", "targets", "motive"))
    deadline = fields.get("deadline")
    status = fold(fields.text("status")).strip()
    aims = Aims(
        _texts(subjects),
        _texts(sectors),
        _texts(targets),
        _texts(motives),
        min((line for _, line in (*subjects, *sectors, *targets)), default=1),
        day("deadline"),
        deadline.line if deadline else 1,
        day("snooze_until"),
        status in _REACHED or bool(STATUSES.get(status.replace("-", " ").replace("_", " "))),
        switch(fields.text("private")) is True,
    )
    return aims, problems


def _texts(values: Values) -> tuple[str, ...]:
    return tuple(text for text, _ in values)


def _values(fields: Fields, key: str) -> Values:
    field = fields.get(key)
    found = [(part.strip(), line) for text, line in field.texts() for part in text.split(",")] if field else []
    return [(plain_text(text), line) for text, line in found if text]
