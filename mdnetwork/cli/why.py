"""Command line: `mdnet why`, everything that decides about one person, for and against."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import click

from mdnetwork.cli.due import follow_up_row
from mdnetwork.cli.options import AskingCommand, name_argument
from mdnetwork.cli.page import Cell, TextPage
from mdnetwork.cli.phrases import rejection_said
from mdnetwork.cli.records import Record, counted_record, iso, judged_records, rejected_record
from mdnetwork.cli.run import Run
from mdnetwork.dates import Cadence
from mdnetwork.followups.text import ReasonPhrases as Reasons
from mdnetwork.i18n import Texts
from mdnetwork.model import Evidence, FollowUp
from mdnetwork.network import Why


@dataclass(frozen=True)
class Explained:
    """The evidence and the follow-ups of one person."""

    why: Why
    today: date

    def data(self) -> Record:
        """schemas/why.json."""
        history, cadence = self.why.history, self.why.cadence
        return {
            "person": history.person.name,
            "id": history.person.id,
            "path": history.person.path,
            "cadence": {"value": cadence.text, "from": self.why.cadence_from} if cadence else None,
            "last_contact": iso(history.last_contact),
            "counted": [counted_record(each) for each in history.counted],
            "rejected": [rejected_record(each) for each in history.rejected],
            "follow_ups": judged_records(self.why.follow_ups, self.today),
        }

    def lines(self, page: TextPage) -> Iterator[str]:
        """Cadence and last contact, then what counted, what did not, and the follow-ups."""
        person = self.why.history.person
        yield f"{page.heading(person.name)}  {page.styled(person.path, 'faint')}"
        yield from page.table(self._summary(page), indent="  ")
        yield from self._counted(page)
        yield from self._rejected(page)
        yield from self._follow_ups(page)

    def _summary(self, page: TextPage) -> list[tuple[Cell, str]]:
        last, cadence = self.why.history.last_contact, self.why.cadence
        spoke = f"{last}, {page.phrases.when(last)}" if last else page.texts.say("never")
        often = often_with_origin(cadence, self.why.cadence_from, page.texts)
        return [
            (Cell(page.texts.say("last contact"), "faint"), spoke),
            (Cell(page.texts.say("cadence"), "faint"), often),
        ]

    def _counted(self, page: TextPage) -> Iterator[str]:
        counted = self.why.history.counted
        if counted:
            days = len(self.why.history.days)
            title = page.texts.count("Counted, on {n} day", "Counted, on {n} days", days)
            yield from ("", page.heading(title))
        reasons = Reasons(page.texts)
        yield from page.table((_told(each, reasons) for each in counted), indent="  ")

    def _rejected(self, page: TextPage) -> Iterator[str]:
        rejected = self.why.history.rejected
        if rejected:
            yield from ("", page.heading(page.texts.say("Not counted")))
        rows = ((_place(e), rejection_said(e.rejected, page.texts), e.text) for e in rejected if e.rejected)
        yield from page.table(rows, indent="  ")

    def _follow_ups(self, page: TextPage) -> Iterator[str]:
        if self.why.follow_ups:
            yield from ("", page.heading(page.texts.say("Follow-ups")))
        yield from page.table((_judged(each, page) for each in self.why.follow_ups), indent="  ")


def _told(evidence: Evidence, reasons: Reasons) -> tuple[Cell | str, ...]:
    arrow = {"out": "→", "in": "←", "mutual": ""}[evidence.direction]
    channel = reasons.channel_said(evidence.channel)
    return (str(evidence.date), channel, arrow, _place(evidence), evidence.text)


def _place(evidence: Evidence) -> Cell:
    return Cell(f"{evidence.path}:{evidence.line}", "faint", place=True)


def _judged(follow_up: FollowUp, page: TextPage) -> tuple[Cell | str, ...]:
    when, _, kind, reason = follow_up_row(follow_up, page)
    if follow_up.superseded:
        when = Cell(page.texts.say("superseded"), "faint")
    return (when, kind, reason)


def often_with_origin(cadence: Cadence | None, origin: str, texts: Texts) -> str:
    """How often one means to be in touch, and who says so: "every 4 to 6 weeks (circle core)"."""
    if cadence is None:
        return texts.say("none")
    often = texts.say("never, by choice") if cadence.never else Reasons(texts).cadence(cadence)
    kind, _, name = origin.partition(" ")
    said = {
        "person": texts.say("their own"),
        "circle": texts.say("circle {name}", name=name),
        "tag": texts.say("tag {name}", name=name),
        "folder": texts.say("folder {name}", name=name),
        "default": texts.say("default"),
    }
    return f"{often} ({said.get(kind, origin)})"


@click.command(cls=AskingCommand)
@name_argument
@click.pass_obj
def why(run: Run, name: tuple[str, ...]) -> None:
    """Why a person is due, or is not: what counted as contact, what did not, the cadence and all follow-ups."""
    run.tell(Explained(run.network.why(" ".join(name), run.today), run.today))
