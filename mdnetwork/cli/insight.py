"""Command line: through whom, for whom and for what: `mdnet introduce`, `reach`, `goals` and `who`.

What they propose is shown in one way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import click

from mdnetwork.cli.options import AskingCommand, CommandWithNames, apart, name_argument, name_option, names
from mdnetwork.cli.page import Cell, Row, TextPage
from mdnetwork.cli.records import Record, place_records
from mdnetwork.cli.run import Run
from mdnetwork.i18n import Texts
from mdnetwork.insight.goals import Goal, Outlook, Server, told_of
from mdnetwork.insight.survey import Suggestion
from mdnetwork.insight.ties import Way
from mdnetwork.model import Evidence
from mdnetwork.names import fold


@dataclass(frozen=True)
class Proposed:
    """Suggestions, each with its reason and evidence; `nothing` is the text if there are none."""

    suggestions: Sequence[Suggestion]
    nothing: str
    advice: str = ""

    def data(self) -> list[Record]:
        """The answer as JSON (schemas/who.json and schemas/introduce.json): `person` for one, `people` for a pair."""
        return [_record(each) for each in self.suggestions]

    def lines(self, page: TextPage) -> Iterator[str]:
        """One row per suggestion, with its places."""
        if not self.suggestions:
            yield self.nothing
        yield from page.table(
            (
                Cell(" + ".join(person.name for person in each.people), "name"),
                each.reason,
                Cell(places(each.evidence), "faint"),
            )
            for each in self.suggestions
        )
        if self.suggestions and self.advice:
            yield self.advice


def places(evidence: Iterable[Evidence]) -> str:
    """The places of the evidence: paths with lines."""
    return ", ".join(dict.fromkeys(f"{each.path}:{each.line}" for each in evidence))


def _record(each: Suggestion) -> Record:
    names_ = [person.name for person in each.people]
    whom: Record = {"person": names_[0]} if len(names_) == 1 else {"people": names_}
    return {**whom, "reason": each.reason, "evidence": place_records(each.evidence)}


@click.command(cls=AskingCommand)
@click.argument("name", nargs=-1, shell_complete=names)
@click.pass_obj
def introduce(run: Run, name: tuple[str, ...]) -> None:
    """People you know who should meet: one needs what the other knows, or they need or like the same.

    Only pairs of whom no note tells that they know each other. With NAME the pairs of this person.
    """
    say = run.network.texts.say
    found = run.network.introductions(run.today, " ".join(name))
    nothing = say("No notes meet: write `needs`, `expertise` and `interests` into the notes of people.")
    run.tell(Proposed(found, nothing, say("Ask both first; then note it down as #intro.")))


@dataclass(frozen=True)
class WaysAnswer:
    """The ways to a person, the shortest first."""

    ways: Sequence[Way]

    def data(self) -> list[Record]:
        """The answer as JSON (schemas/reach.json)."""
        return [
            {
                "people": [person.name for person in way.people],
                "evidence": [place_records(step) for step in way.evidence],
                "certain": way.certain,
            }
            for way in self.ways
        ]

    def lines(self, page: TextPage) -> Iterator[str]:
        """Each way on a line, with one row per step below it."""
        if not self.ways:
            yield page.texts.say("No note tells of a way there.")
        for way in self.ways:
            yield page.heading(_headline(way, page))
            yield from page.table(_steps(way, page), indent="  ")


def _headline(way: Way, page: TextPage) -> str:
    say = page.texts.say
    chain = " → ".join((say("you"), *(person.name for person in way.people)))
    return chain if way.certain else say("{chain} (may know: the same employer)", chain=chain)


def _steps(way: Way, page: TextPage) -> Iterator[Row]:
    for person, lines in zip(way.people, way.evidence, strict=True):
        yield (Cell(person.name, "name"), _when(lines, page), Cell(places(lines), "faint"))


def _when(lines: Sequence[Evidence], page: TextPage) -> str:
    days = [line.date for line in lines if line.date is not None]
    return page.phrases.when(max(days)) if days else ""


@click.command(cls=AskingCommand)
@name_argument
@click.pass_obj
def reach(run: Run, name: tuple[str, ...]) -> None:
    """Through whom to get to a person, or to somebody of an organisation: the shortest way first.

    Each step stands with the lines that tell of it. Colleagues only may know each other, and are told as such.
    """
    run.tell(WaysAnswer(run.network.reach(" ".join(name), run.today)))


@dataclass(frozen=True)
class Goals:
    """The state of the goals."""

    outlooks: Sequence[Outlook]
    texts: Texts

    def data(self) -> list[Record]:
        """The answer as JSON (schemas/goals.json)."""
        return [record for outlook in self.outlooks for record in _records(outlook, self.texts)]

    def lines(self, page: TextPage) -> Iterator[str]:
        """One paragraph per goal: who can help, what is missing, and who to begin with."""
        say = page.texts.say
        if not self.outlooks:
            yield say("There is no goal to tell of: a note with `type: goal` names `topics`, and links people.")
        for outlook in self.outlooks:
            yield f"{page.heading(_title(outlook.goal))}  {page.styled(outlook.goal.path, 'faint')}"
            yield from page.table((_row(each, page) for each in outlook.servers), indent="  ")
            yield from (f"  {line}" for line in _advice(outlook, page))


def _records(outlook: Outlook, texts: Texts) -> Iterator[Record]:
    """One record per person who can help, and one without people for missing topics."""
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
    """The goal's title with its motives."""
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
    """What the person's note says, and the goal's word for it if that is different."""
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


class Who(CommandWithNames, AskingCommand):
    """A command whose name may have several words."""


@click.command(cls=Who)
@click.argument("topic", nargs=-1)
@name_option("--for", "name", shell_complete=names, help="On behalf of this person; several words need no quotes.")
@click.pass_obj
def who(run: Run, topic: tuple[str, ...], name: str) -> None:
    """Who knows about TOPIC, offers it, cares for it or lived it lately; in any form of its words.

    With the path of a note (Articles/Linocut.md): whom it would interest.
    """
    if name:
        name, rest = apart(run.network.directory(run.today), name)
        topic = (*topic, rest) if rest else topic
    if not topic:
        raise click.UsageError("Say what about: `mdnet who linocut`, or the path of a note.")
    nothing = run.network.texts.say("Nobody's note speaks of it. `mdnet search` looks for the words as they stand.")
    run.tell(Proposed(run.network.who(" ".join(topic), run.today, name=name), nothing))
