"""Command line: `mdnet goals`, who serves what you want to come about, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import click

from mdnetwork.cli.introduce import places
from mdnetwork.cli.options import AskingCommand
from mdnetwork.cli.page import Cell, Row, TextPage
from mdnetwork.cli.records import Record, place_records
from mdnetwork.cli.run import Run
from mdnetwork.i18n import Texts
from mdnetwork.insight.goals import Goal, Outlook, Server
from mdnetwork.insight.who import told_of
from mdnetwork.names import fold


@dataclass(frozen=True)
class Goals:
    """How the goals stand."""

    outlooks: Sequence[Outlook]
    texts: Texts

    def data(self) -> list[Record]:
        """schemas/goals.json."""
        return [record for outlook in self.outlooks for record in _records(outlook, self.texts)]

    def lines(self, page: TextPage) -> Iterator[str]:
        """A paragraph each: who serves it, what is missing, and with whom to begin."""
        say = page.texts.say
        if not self.outlooks:
            yield say("There is no goal to tell of: a note with `type: goal` names `topics`, and links people.")
        for outlook in self.outlooks:
            yield f"{page.heading(_title(outlook.goal))}  {page.styled(outlook.goal.path, 'faint')}"
            yield from page.table((_row(each, page) for each in outlook.servers), indent="  ")
            yield from (f"  {line}" for line in _advice(outlook, page))


def _records(outlook: Outlook, texts: Texts) -> Iterator[Record]:
    """One for each who serves the goal, and one without people where topics are missing."""
    goal = {"goal": outlook.goal.title, "path": outlook.goal.path, "motives": list(outlook.goal.motives)}
    for each in outlook.servers:
        told = {"people": [each.person.name], "reason": _reason(each, texts), "evidence": place_records(each.evidence)}
        yield goal | told
    if not outlook.servers and not outlook.missing:
        yield goal | {"people": [], "reason": _empty(texts), "evidence": []}
    if outlook.missing:
        evidence = [{"date": None, "path": outlook.goal.path, "line": outlook.goal.line}]
        yield goal | {"people": [], "reason": _missing(outlook, texts), "evidence": evidence}


def _title(goal: Goal) -> str:
    """With what it is pursued for."""
    return f"{goal.title} ({', '.join(goal.motives)})" if goal.motives else goal.title


def _missing(outlook: Outlook, texts: Texts) -> str:
    return texts.say("Nobody yet for: {topics}. `mdnet who` may know.", topics=", ".join(outlook.missing))


def _empty(texts: Texts) -> str:
    return texts.say("It names neither topics nor people yet: give it `topics`, or link people in it.")


def _row(server: Server, page: TextPage) -> Row:
    return (Cell(server.person.name, "name"), _reason(server, page.texts), Cell(places(server.evidence), "faint"))


def _reason(server: Server, texts: Texts) -> str:
    named = [texts.say("named in the goal")] if server.named else []
    return "; ".join((*named, *dict.fromkeys(_said(*each, texts) for each in server.said)))


def _said(topic: str, field: str, text: str, texts: Texts) -> str:
    """What the person's note says, and the goal's word for it where that is another."""
    told = told_of(field, text, texts)
    return told if fold(topic) == fold(text) else f"{told} ({topic})"


def _advice(outlook: Outlook, page: TextPage) -> Iterator[str]:
    say = page.texts.say
    if outlook.missing:
        yield _missing(outlook, page.texts)
    elif not outlook.servers:
        yield _empty(page.texts)
    if outlook.next and len(outlook.servers) == 1:
        yield say("Begin with {name}.", name=outlook.next.person.name)
    elif outlook.next:
        yield say(
            "Begin with {name}: of these you have been silent with them the longest.", name=outlook.next.person.name
        )
    elif outlook.servers:
        name = outlook.servers[0].person.name
        yield say("You are in touch with none of them yet: `mdnet reach “{name}”` tells through whom.", name=name)


@click.command(cls=AskingCommand)
@click.pass_obj
def goals(run: Run) -> None:
    """Your goals: who serves each, what is missing, and with whom to begin."""
    run.tell(Goals(run.network.goals(run.today), run.network.texts))
