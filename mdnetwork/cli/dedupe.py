"""`mdnet dedupe`: notes that may be about the same person, which can be merged at once."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import click

from mdnetwork.cli.options import Command
from mdnetwork.cli.page import TextPage
from mdnetwork.cli.records import Record, pick
from mdnetwork.cli.run import Run
from mdnetwork.cli.streams import put
from mdnetwork.errors import EditRefused
from mdnetwork.exchange.duplicates import Sign, Twins
from mdnetwork.i18n import Texts
from mdnetwork.text import one_line


@dataclass(frozen=True)
class Alike:
    """Pairs of notes that are probably about the same person."""

    pairs: Sequence[Twins]

    def data(self) -> list[Record]:
        """The answer as JSON (schemas/dedupe.json)."""
        return [
            {
                "keep": pick(pair.kept, "name path"),
                "other": pick(pair.other, "name path"),
                "for": pair.signs,
                "against": pair.against,
            }
            for pair in self.pairs
        ]

    def lines(self, page: TextPage) -> Iterator[str]:
        """Each pair with the reasons for and against it, and the command that merges it."""
        if not self.pairs:
            yield page.texts.say("No two notes look like one person's.")
        for pair in self.pairs:
            yield from told(pair, page)


def told(pair: Twins, page: TextPage) -> Iterator[str]:
    """A pair as several lines."""
    yield f"{page.styled(one_line(pair.kept.path), 'name')}  {page.styled(one_line(pair.other.path), 'name')}"
    yield from page.table(_rows(page.texts.say("for"), pair.signs, page.texts), "  ")
    yield from page.table(_rows(page.texts.say("against"), pair.against, page.texts), "  ")
    yield page.styled(f'  mdnet merge "{one_line(pair.kept.path)}" "{one_line(pair.other.path)}"', "faint")


def _rows(title: str, signs: Iterable[Sign], texts: Texts) -> Iterator[tuple[str, str, str]]:
    for sign in signs:
        yield title, _reason(sign, texts), sign.text


def _reason(sign: Sign, texts: Texts) -> str:
    reasons = {
        "email": texts.say("e-mail"),
        "linkedin": texts.say("LinkedIn profile"),
        "phone": texts.say("phone"),
        "name": texts.say("the same name"),
        "like name": texts.say("names alike"),
        "org": texts.say("organisation"),
        "birthday": texts.say("birthday"),
        "other name": texts.say("another name"),
        "other uid": texts.say("a uid each"),
        "other linkedin": texts.say("a LinkedIn profile each"),
        "together": texts.say("named together"),
    }
    return reasons[sign.reason]


@click.command(cls=Command)
@click.option("--merge", "merging", is_flag=True, help="Ask of each pair whether to merge it.")
@click.option("--region", default="", metavar="XX", help="The country of phone numbers without one: IT, GB, DE…")
@click.pass_obj
def dedupe(run: Run, merging: bool, region: str) -> None:
    """Notes that may be about the same person, with the evidence for and against it.

    Nothing is merged without being asked for. Two people of one name are no pair if anything differs, such as a uid in
    each note. Nor are people of different names who share a phone or a mailbox, as in families and offices.
    """
    pairs = run.network.twins(run.today, region.upper())
    if not merging or not pairs:
        run.tell(Alike(pairs))
        return
    kept = [pair for pair in pairs if not _merged(run, pair)]
    run.tell(Alike(kept))


def _merged(run: Run, pair: Twins) -> bool:
    """Ask, and merge if the answer is yes. Returns whether they were merged."""
    network = run.network
    for line in told(pair, TextPage(network.texts, run.today, colour=run.form.colour and sys.stderr.isatty())):
        put(line, err=True)
    if not run.ask(network.texts.say("Merge the second into the first?"), default=False):
        return False
    try:
        network.write(network.merge(pair.kept.path, pair.other.path, run.today))
    except EditRefused as refused:
        put(str(refused), err=True)
        return False
    network.refresh()
    return True
