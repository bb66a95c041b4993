"""Writing: a look back put into the vault, to be read again at the next one; text, and no evidence of anything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from mdnetwork.editing.region import put
from mdnetwork.insight.suggestion import Suggestion
from mdnetwork.people.naming import without_suffix
from mdnetwork.writing.desk import Desk
from mdnetwork.writing.listing import uncommented
from mdnetwork.writing.plan import Edit, Plan

Section = tuple[str, Sequence[str]]
"""A title, and what is said under it; of the lines the first is the head of the others."""


def looking_back(desk: Desk, start: date, sections: Sequence[Section], suggestions: Sequence[Suggestion]) -> Plan:
    """The plan that puts a look back from `start` to today into its note. Raises EditRefused.

    Each day has a place of its own, between markers of that day: what was written earlier stays, and a second look
    back on the same day takes the place of the first.
    """
    path = without_suffix(desk.config.review_note.strip("/")) + ".md"
    brackets = desk.texts.say("In brackets the same time before.")
    lines = [brackets, "", *_told(sections), *_advised(desk, suggestions)]
    title = desk.texts.say("review of {day} in {path}", day=desk.today, path=path)
    heading = desk.texts.say("{start} to {end}", start=start, end=desk.today)

    def make(data: bytes) -> bytes:
        name = f"review-{desk.today}"
        return put(data, name, lines, heading=f"## {heading}", path=path, settings=desk.settings)

    if desk.exists(path):
        return Plan(title, (Edit.of(path, desk.read(path), make),))
    review = desk.texts.say("Review")
    return Plan(title, (Edit(path, None, make(f"# {review}\n".encode())),))


def _told(sections: Sequence[Section]) -> Iterator[str]:
    for title, lines in sections:
        head, *rest = map(uncommented, lines) if lines else ("",)
        if head:
            yield f"- **{title}**: {head}"
            yield from (f"  - {line}" for line in rest)


def _advised(desk: Desk, suggestions: Sequence[Suggestion]) -> Iterator[str]:
    if suggestions:
        yield ""
    for n, each in enumerate(suggestions, 1):
        links = ", ".join(desk.directory.link_to(person.path, person.name) for person in each.people)
        yield f"{n}. {links}: {uncommented(each.reason)}"
