"""`mdnet due` and `mdnet why`: who to get in touch with now, and the reasons for one person."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, get_args

import click

from mdnetwork.cli.options import (
    Command,
    circles_option,
    has_tag,
    is_of,
    kinds_option,
    name_argument,
    span,
    tags_option,
)
from mdnetwork.cli.page import Cell, Row, Section, TextPage
from mdnetwork.cli.run import Run
from mdnetwork.dates import Cadence, Span
from mdnetwork.errors import AmbiguousName, UnknownName
from mdnetwork.frozen import dataclass
from mdnetwork.i18n import Texts
from mdnetwork.kinds import KIND, FollowUpKind
from mdnetwork.lazy import lazy
from mdnetwork.model import GONE, Status
from mdnetwork.records import COUNTED, FORMS, REJECTED, Record, due_record, pick
from mdnetwork.verdicts import VERDICT

if TYPE_CHECKING:
    from mdnetwork.answers import Why
    from mdnetwork.followups import publishing
    from mdnetwork.model import Evidence, FollowUp, FollowUpOutline, Note, Profile
    from mdnetwork.phrases import Phrases
    from mdnetwork.store.follow_ups import FollowUpRow
else:
    publishing = lazy("mdnetwork.followups.publishing")

KINDS: tuple[str, ...] = get_args(FollowUpKind)


@dataclass(frozen=True, slots=True)
class Due:
    """The follow-ups that are due. A row is dropped once it is written: there may be thousands."""

    told: Callable[[Callable[[FollowUpRow], Any]], list[Any]]
    """Returns what a function makes of each follow-up, in order."""
    today: date

    def data(self) -> list[Record]:
        """The answer as JSON (schemas/due.json)."""
        return self.told(lambda each: due_record(each.load(), self.today))

    def lines(self, page: TextPage) -> Iterator[str]:
        """One row per line."""
        rows: list[Row] = self.told(lambda each: follow_up_row(each, page))
        if not rows:
            yield page.texts.say("Nothing is due.")
        yield from page.table(rows)


def follow_up_row(follow_up: FollowUpOutline, page: TextPage) -> Row:
    """The row of a follow-up: when, who, which kind, why."""
    return (
        Cell(page.phrases.due(follow_up), page.phrases.urgency(follow_up)),
        Cell(follow_up.name, "name"),
        Cell(KIND[follow_up.kind].label(page.texts), "faint"),
        follow_up.reason,
    )


@click.command(cls=Command)
@click.option("--within", type=span, metavar="LENGTH", help="Also what comes due within 10d, 2w, 3 months…")
@kinds_option
@tags_option
@circles_option
@click.pass_obj
def due(run: Run, within: Span | None, kinds: tuple[str, ...], tags: tuple[str, ...], circles: tuple[str, ...]) -> None:
    """List who to get in touch with: overdue and due today.

    Sorted by date, then by importance; follow-ups without a date come last.
    """
    answers = run.answers

    def told(tell: Callable[[FollowUpRow], Any]) -> list[Any]:
        return answers.each_due(
            lambda rows: [tell(each) for each in rows if is_chosen(each, tags, circles)], within, kinds
        )

    run.tell(Due(told, run.today))


def is_chosen(row: FollowUp | FollowUpRow, tags: tuple[str, ...], circles: tuple[str, ...]) -> bool:
    """Whether a follow-up is of somebody with these tags and circles. An empty tuple allows all."""
    if not (tags or circles):
        return True
    person = row.person
    return (
        person is not None
        and (not tags or has_tag(person.tags, tags))
        and (not circles or is_of(person.circle, circles))
    )


@dataclass(frozen=True, slots=True)
class Explained:
    """The evidence and the follow-ups of one person."""

    why: Why
    today: date

    def data(self) -> Record:
        """The answer as JSON (schemas/why.json)."""
        history, cadence = self.why.history, self.why.cadence
        return {
            **pick(history.person, FORMS["Person"]),
            "cadence": {"value": cadence.text, "from": self.why.cadence_from} if cadence else None,
            "last_contact": history.last_contact,
            "counted": [pick(each, COUNTED) for each in history.counted],
            "rejected": [pick(each, REJECTED) for each in history.rejected],
            "follow_ups": [due_record(each, self.today) | pick(each, "superseded") for each in self.why.follow_ups],
        }

    def lines(self, page: TextPage) -> Iterator[str]:
        """Cadence and last contact, then what counted, what did not, and the follow-ups."""
        person = self.why.history.person
        yield from page.section(Section(person.name, self._summary(page), path=person.path))
        for each in self._sections(page):
            if each.rows or each.sentences:
                yield ""
                yield from page.section(each)

    def _summary(self, page: TextPage) -> list[Row]:
        last, cadence = self.why.history.last_contact, self.why.cadence
        spoke = f"{last}, {page.phrases.when(last)}" if last else page.texts.say("never")
        is_gone = self.why.history.person.status in GONE
        often = often_with_origin(None if is_gone else cadence, self.why.cadence_from, page)
        return [
            (Cell(page.texts.say("last contact"), "faint"), spoke),
            (Cell(page.texts.say("cadence"), "faint"), often),
        ]

    def _sections(self, page: TextPage) -> Iterator[Section]:
        history, texts = self.why.history, page.texts
        title = texts.count("Counted, on {n} day", "Counted, on {n} days", len(history.days))
        yield Section(title, [_counted(each, page.phrases) for each in history.counted])
        rejected = [(_place(e), VERDICT[e.rejected].label(texts), e.text) for e in history.rejected if e.rejected]
        yield Section(texts.say("Not counted"), rejected)
        theirs = self.why.follow_ups
        silence = self._silence(texts)
        yield Section(texts.say("Follow-ups"), [_judged(each, page) for each in theirs], silence, follow_ups=theirs)

    def _silence(self, texts: Texts) -> list[str]:
        """Why there are no follow-ups, or only some, where the note, or the lack of a cadence, is the reason."""
        person, say = self.why.history.person, texts.say
        if person.status == "deceased":
            return [say("There are none, since {name} has died.", name=person.name)]
        if person.status == "no-contact":
            return [say("There are none: the note says “no contact”.")]
        if person.status:
            status = status_name(person.status, texts)
            return [say("Only promises, birthdays and anniversaries come: the note says “{status}”.", status=status)]
        if self.why.follow_ups:
            return []
        if person.next_never or (self.why.cadence and self.why.cadence.never):
            return [say("There are none: nothing is open, and the note asks for no suggestion to get in touch.")]
        return [say("There are none: nothing is open, and there is no cadence to remind you.")]


@dataclass(frozen=True, slots=True)
class ExplainedNote:
    """The follow-ups of a goal."""

    note: Note
    follow_ups: Sequence[FollowUp]
    today: date

    def data(self) -> Record:
        """The answer as JSON (schemas/why.json)."""
        nobody: Record = dict.fromkeys(("person", "id")) | {"path": self.note.path}
        nothing: Record = {"cadence": None, "last_contact": None, "counted": [], "rejected": []}
        follow_ups = [due_record(each, self.today) | pick(each, "superseded") for each in self.follow_ups]
        return nobody | nothing | {"follow_ups": follow_ups}

    def lines(self, page: TextPage) -> Iterator[str]:
        """The note, and the follow-ups with their places."""
        yield from page.section(Section(self.note.title, path=self.note.path))
        rows = [(*_judged(each, page), _place(each.evidence[0])) for each in self.follow_ups]
        yield from page.section(Section(page.texts.say("Follow-ups"), rows))


@dataclass(frozen=True, slots=True)
class ExplainedPublishing:
    """What the user published, and the follow-ups of their own note."""

    profile: Profile
    published: Sequence[Evidence]
    follow_ups: Sequence[FollowUp]
    today: date

    def data(self) -> Record:
        """The answer as JSON (schemas/why.json)."""
        cadence = self.profile.cadence
        return {
            "person": self.profile.name,
            "id": None,
            "path": self.profile.path,
            "cadence": {"value": cadence.text, "from": "person"} if cadence else None,
            "last_contact": None,
            "counted": [pick(each, COUNTED) for each in self.published],
            "rejected": [],
            "follow_ups": [due_record(each, self.today) | pick(each, "superseded") for each in self.follow_ups],
        }

    def lines(self, page: TextPage) -> Iterator[str]:
        """The cadence, then what counted, and the follow-ups."""
        say = page.texts.say
        often = page.phrases.cadence(self.profile.cadence) if self.profile.cadence else say("none")
        yield from page.section(
            Section(self.profile.name or say("you"), [(Cell(say("cadence"), "faint"), often)], path=self.profile.path)
        )
        counted = Section(say("Published"), [_counted(each, page.phrases) for each in self.published])
        for each in (counted, Section(say("Follow-ups"), [_judged(each, page) for each in self.follow_ups])):
            if each.rows:
                yield ""
                yield from page.section(each)


def _counted(evidence: Evidence, phrases: Phrases) -> tuple[Cell | str, ...]:
    arrow = {"out": "→", "in": "←", "mutual": ""}[evidence.direction]
    channel = phrases.channel_name(evidence.channel)
    return (str(evidence.date), channel, arrow, _place(evidence), evidence.text)


def _place(evidence: Evidence) -> Cell:
    return Cell(f"{evidence.path}:{evidence.line}", "faint", place=True)


def _judged(follow_up: FollowUp, page: TextPage) -> tuple[Cell | str, ...]:
    when, _, kind, reason = follow_up_row(follow_up, page)
    if follow_up.superseded:
        when = Cell(page.texts.say("superseded"), "faint")
    return (when, kind, reason)


def often_with_origin(cadence: Cadence | None, origin: str, page: TextPage) -> str:
    """The cadence and where it comes from: "every 4 to 6 weeks (circle core)"."""
    texts = page.texts
    if cadence is None:
        return texts.say("none")
    often = texts.say("never, by choice") if cadence.never else page.phrases.cadence(cadence)
    kind, _, name = origin.partition(" ")
    origins = {
        "person": texts.say("their own"),
        "circle": texts.say("circle {name}", name=name),
        "tag": texts.say("tag {name}", name=name),
        "folder": texts.say("folder {name}", name=name),
        "default": texts.say("default"),
    }
    return f"{often} ({origins.get(kind, origin)})"


def status_name(status: Status, texts: Texts) -> str:
    """A status in one word; "" for none."""
    return {
        "": "",
        "paused": texts.say("paused"),
        "archived": texts.say("archived"),
        "dormant": texts.say("dormant"),
        "closed": texts.say("closed"),
        "inactive": texts.say("inactive"),
        "deceased": texts.say("deceased"),
        "no-contact": texts.say("no contact"),
    }[status]


@click.command(cls=Command)
@name_argument
@click.pass_obj
def why(run: Run, name: tuple[str, ...]) -> None:
    """Explain why a person is due, or is not.

    What counted as contact, what did not, the cadence and all follow-ups. With the name of a goal: its steps and its
    deadline. With your own name: what counted as published, and the next publication.
    """
    asked, found = " ".join(name), run.answers
    try:
        run.tell(Explained(found.why(asked), run.today))
    except AmbiguousName:
        raise
    except UnknownName:
        own, profile = found.directory.own_note(asked), found.directory.profile
        if own is None:
            raise
        follow_ups = found.follow_ups_of_note(own.note.path)
        if profile is not None and own.note.path == profile.path:
            mine = publishing.published_lines(found.directory.own_log)
            run.tell(ExplainedPublishing(profile, mine, follow_ups, run.today))
        else:
            run.tell(ExplainedNote(own.note, follow_ups, run.today))
