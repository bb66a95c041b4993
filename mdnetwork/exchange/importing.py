"""Exchange: an import from beginning to end, as a plan: files read, put against the vault, edits made ready."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from functools import cache
from pathlib import Path

from mdnetwork.exchange.files import Files, Wishes
from mdnetwork.exchange.filing import Shelf
from mdnetwork.exchange.filling import Ways
from mdnetwork.exchange.matching import Book
from mdnetwork.exchange.meetings import Diary, Guests, Into, MeetingEntry
from mdnetwork.exchange.new_notes import Mould, fitting
from mdnetwork.exchange.planned import Answerer, Chooser, Entry, nobody, unanswered
from mdnetwork.exchange.planned import Plan as Planned
from mdnetwork.exchange.planning import Planner
from mdnetwork.writing import Edit, Plan
from mdnetwork.writing.desk import Desk
from mdnetwork.writing.persons import log_heading
from mdnetwork.writing.places import person_folder, person_templates


@dataclass(frozen=True)
class Choices:
    """What the user chose for an import. `create` tells who gets a note, `answer` whose card it is in doubt."""

    wishes: Wishes = Wishes()
    create: Chooser = nobody
    answer: Answerer = unanswered
    folder: str = ""
    """Where new notes go; "" is where most people lie."""
    region: str = ""
    """The country of phone numbers without one: "IT"."""
    take: frozenset[str] = frozenset()
    """Fields whose value in the file holds where the note says something else."""
    by_name: bool = False
    past: Into | None = None
    """Where past meetings go: a line in the daily note, or a note each."""
    moment: datetime | None = None
    """Now, for templates of people that tell it; the beginning of today where it is None."""
    progress: Callable[[int, int], None] | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Import:
    """What an import would do; `plan` is the step that does it."""

    planned: Planned
    plan: Plan
    sources: tuple[str, ...] = ()
    guessed: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()

    meetings: tuple[MeetingEntry, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What comes of each card."""
        return self.planned.entries


def plan_import(desk: Desk, paths: Sequence[Path], choices: Choices) -> Import:
    """The import of some files. Raises ExchangeError."""
    people = [history.person for history in desk.directory.histories]
    files = Files(paths, choices.wishes, choices.progress)
    book = Book(people, choices.region, by_name=choices.by_name, census=files.census)
    ways = Ways(desk.today, choices.region, choices.take, desk.settings, cache(desk.usual))
    planner = Planner(
        desk,
        book,
        Shelf(note.path for note in desk.notes()),
        ways,
        _mould(desk, ways, choices),
        lambda: files.source,
    )
    planned = planner.plan(files.items(), choices.create, choices.answer, guests=bool(choices.wishes.event))
    edits = planned.edits or {}
    meetings: tuple[MeetingEntry, ...] = ()
    if planned.appointments:
        guests = Guests(book, planner.person, planned.owners, choices.answer)
        meetings = Diary(desk, guests, edits, choices.past).plan(planned.appointments)
        planned = replace(planned, entries=(*planned.entries, *guests.doubts))
    title = desk.texts.say("import of {names}", names=", ".join(dict.fromkeys(path.name for path in paths)))
    step = Plan(title, tuple(Edit(path, *change) for path, change in edits.items() if change[0] != change[1]))
    return Import(planned, step, tuple(files.sources), tuple(files.guessed), meetings)


def _mould(desk: Desk, ways: Ways, choices: Choices) -> Mould:
    """New notes as `mdnet add` makes them: from the first of the vault's templates that makes a person."""
    now = choices.moment or datetime.combine(desk.today, time())
    found = (fitting(desk.read(path), now, desk.settings) for path in person_templates(desk))
    return Mould(
        choices.folder.strip("/") or person_folder(desk),
        now,
        desk.settings,
        ways.usual,
        log_heading(desk),
        next(filter(None, found), b""),
        desk.config.language,
    )
