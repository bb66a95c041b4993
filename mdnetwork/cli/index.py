"""Command line: `mdnet index`, what the index holds and what a look at the files changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import click

from mdnetwork.cli.options import Command
from mdnetwork.cli.page import TextPage
from mdnetwork.cli.records import Record
from mdnetwork.cli.run import Run


@dataclass(frozen=True)
class Indexed:
    """Counts, and what changed since the last time."""

    vault: str
    counts: Record

    def data(self) -> Record:
        """schemas/index.json."""
        return {"vault": self.vault, **self.counts}

    def lines(self, page: TextPage) -> Iterator[str]:
        """What there is, and what changed."""
        count = page.texts.count
        parts = (
            count("{n:,} note", "{n:,} notes", self.counts["notes"]),
            count("{n:,} person", "{n:,} people", self.counts["people"]),
            count("{n:,} interaction", "{n:,} interactions", self.counts["interactions"]),
            count("{n:,} follow-up due", "{n:,} follow-ups due", self.counts["follow_ups"]),
            count("{n:,} problem", "{n:,} problems", self.counts["problems"]),
        )
        yield f"{self.vault}: {', '.join(parts)}."
        added, changed, removed = (f"{self.counts[key]:,}" for key in ("added", "changed", "removed"))
        yield page.texts.say(
            "{added} added, {changed} changed, {removed} removed.", added=added, changed=changed, removed=removed
        )


@click.command(cls=Command)
@click.option("--rebuild", is_flag=True, help="Throw the index away and read every note anew.")
@click.pass_obj
def index(run: Run, rebuild: bool) -> None:
    """Bring the index up to date, as every command does, and say what it holds."""
    network = run.opened(run.root, rebuild=rebuild)
    counts = {
        "notes": network.index.stats().notes,
        "people": len(network.directory(run.today).histories),
        "interactions": sum(len(history.days) for history in network.directory(run.today).histories),
        "follow_ups": len(network.follow_ups(run.today)),
        "problems": len(network.problems(run.today)),
        "added": len(run.changes.added),
        "changed": len(run.changes.changed),
        "removed": len(run.changes.removed),
    }
    run.tell(Indexed(str(network.root), counts), notice=False)
