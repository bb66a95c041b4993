"""Command line: `mdnet review`, how the network was tended in a period, on one screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import click

from mdnetwork.cli.options import AskingCommand, span
from mdnetwork.cli.page import Cell, Page, Row
from mdnetwork.cli.records import Record
from mdnetwork.cli.review_records import review_record
from mdnetwork.cli.review_texts import Wording
from mdnetwork.cli.run import Run
from mdnetwork.dates import Span
from mdnetwork.insight.review import Review

SHOWN = 5
"""As many of one kind a section lists; the others are counted."""


@dataclass(frozen=True)
class Reviewed:
    """A look back."""

    review: Review

    def data(self) -> Record:
        """schemas/review.json."""
        return review_record(self.review)

    def lines(self, page: Page) -> Iterator[str]:
        """A section a row, and at the end what to do about it."""
        span_ = self.review.periods.now
        say = page.texts.say
        yield page.heading(say("{start} to {end}, in brackets the same time before", start=span_.start, end=span_.end))
        yield from page.table(_rows(_sections(self.review, page)), indent="  ")
        yield ""
        yield page.heading(say("Worth doing") if self.review.suggestions else say("Nothing presses."))
        yield from page.table(
            [(f"{n}.", each.reason) for n, each in enumerate(self.review.suggestions, 1)], indent="  "
        )


def _rows(sections: Iterable[tuple[str, Sequence[str]]]) -> Iterator[Row]:
    for title, lines in sections:
        for n, line in enumerate(lines):
            yield (Cell("" if n else title, "faint"), line)


def _sections(found: Review, page: Page) -> Iterator[tuple[str, Sequence[str]]]:
    say = page.texts.say
    told = Wording(page)
    yield say("promises"), told.promises(found.promises)[: SHOWN + 1]
    yield say("first meetings"), told.firsts(found.firsts)
    yield say("give and take"), told.balance(found.balance)
    yield say("feedback"), told.feedback(found.feedback[:SHOWN])
    yield say("standing"), told.standing(found.standing, found.standing_before)
    yield say("contact"), told.presence(found.presence)
    yield say("people"), told.reach(found.reach)
    yield say("sectors"), told.shares(found.shares["sector"])
    yield say("organisations"), told.shares(found.shares["org"])
    yield say("places"), told.shares(found.shares["place"])
    yield say("networks"), told.shares(found.shares["network"])
    yield say("circles"), told.circles(found.circles, found.shares["circle"])
    yield say("drifting"), told.drifting(found.drifting[:SHOWN], len(found.drifting) - SHOWN)
    yield say("events"), told.events(found.events)
    yield say("profile"), told.ladder(found.profile)


@click.command(cls=AskingCommand)
@click.option(
    "--period", type=span, default="3m", show_default=True, metavar="LENGTH", help="Look back over 30d, 6w, 3m, 1 year…"
)
@click.option(
    "--write", "into_vault", is_flag=True, help="Put it into the vault too, in the note of the setting review_note."
)
@click.pass_obj
def review(run: Run, period: Span, into_vault: bool) -> None:
    """How you tended your network lately, against the same time before, and three things worth doing.

    Each number stands with what it was counted from; nobody is ranked.
    """
    found = run.network.review(run.today, period)
    if into_vault:
        _write(run, found)
    run.tell(Reviewed(found))


def _write(run: Run, found: Review) -> None:
    """Put the look back into the vault. The step can be undone."""
    network = run.network
    sections = list(_sections(found, Page(network.texts, run.today)))
    plan = network.looking_back(found.periods.now.start, sections, found.suggestions, run.today)
    if plan:
        network.write(plan)
        network.refresh()
        run.say(network.texts.say("{path} tells it too.", path=", ".join(plan.paths)))
