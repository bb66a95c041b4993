"""Feed: follow-ups, settings and a day in; the bytes of a calendar out, with what could not be written."""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping
from datetime import date
from itertools import chain
from typing import NamedTuple

from mdnetwork.feed.discretion import Discretion
from mdnetwork.feed.entries import Voice
from mdnetwork.feed.keeping import Frame, Group, Press
from mdnetwork.feed.matter import Drawing, Plan
from mdnetwork.feed.planning import plans
from mdnetwork.feed.settings import FeedSettings
from mdnetwork.feed.writing import Writer, header, in_parts
from mdnetwork.messages import Texts
from mdnetwork.model import Problem
from mdnetwork.people import Directory

_UNNAMED = FeedSettings().name


class Calendar(NamedTuple):
    """An iCalendar stream (RFC 5545) in UTF-8, and a problem (FEED-EVENT) for each follow-up that it lacks.

    The stream is the `parts` one after the other: what comes before the events, each event, and the end.
    """

    parts: tuple[bytes, ...]
    problems: tuple[Problem, ...]

    @property
    def data(self) -> bytes:
        """The stream in one piece, a copy of all parts."""
        return b"".join(self.parts)


def calendar(  # noqa: PLR0917  each is of a type of its own
    groups: tuple[Group, ...],
    directory: Directory,
    settings: FeedSettings,
    today: date,
    texts: Texts,
    memo: MutableMapping[str, bytes] | None = None,
    press: Press | None = None,
) -> Calendar:
    """The calendar feed of these follow-ups on this day, whatever their order and groups.

    Superseded and undated ones are left out. `memo` keeps the bytes of events from one feed to the next, under a key
    of everything that made them, and `press` those of groups that are the same objects; only speed hangs on
    them. Raises nothing: what cannot be written is a problem.
    """
    press = press or Press()
    drawing = Drawing(chain.from_iterable(groups), directory, today, full=settings.details == "full")
    voice = Voice(settings, Discretion.of(directory, settings.privacy), texts)
    deal, problems = press.deal(Frame(settings, today, texts.language, voice.discretion, drawing.private), groups)
    events, failed = _written(plans(deal, drawing, settings, today), Writer(voice, memo))
    name = texts.say("Follow-ups") if settings.name == _UNNAMED else settings.name
    parts = in_parts(header(settings, name), press.bind(deal, events))
    return Calendar(parts, tuple(sorted((*problems, *failed))))


def _written(planned: Iterable[Plan], writer: Writer) -> tuple[dict[str, bytes], list[Problem]]:
    """The events by UID, whose order changes neither with the day nor with dates."""
    events: dict[str, bytes] = {}
    failed: list[Problem] = []
    for plan in planned:
        try:
            events[plan.uid] = writer.write(plan)
        except Exception as error:  # noqa: BLE001  whatever is wrong with one event, the others must come
            failed.append(_failure(plan, error))
    return events, failed


def _failure(plan: Plan, error: Exception) -> Problem:
    matter = plan.matters[0]
    message = (
        f"This {matter.kind} of {matter.people[0].name} cannot be written to the calendar ({error}) and is left out: "
        "check the dates and names in the note."
    )
    return Problem(matter.path, 0, "FEED-EVENT", message)
