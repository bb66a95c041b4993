"""Command line: `mdnet who`, `reach`, `introduce`, `goals`: whom the network holds for a question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import click

from mdnetwork.cli.options import Command, name_argument, names
from mdnetwork.cli.page import Cell, Page, Row
from mdnetwork.cli.records import Record
from mdnetwork.cli.review_records import places, suggestion_record
from mdnetwork.cli.run import Run
from mdnetwork.insight.goals import Progress
from mdnetwork.insight.reaching import Route
from mdnetwork.insight.suggestion import Suggestion
from mdnetwork.model import Evidence


@dataclass(frozen=True)
class Suggested:
    """People, each with a reason."""

    found: Sequence[Suggestion]
    nobody: str

    def data(self) -> list[Record]:
        """schemas/who.json and schemas/introduce.json."""
        return [suggestion_record(each) for each in self.found]

    def lines(self, page: Page) -> Iterator[str]:
        """A line each: the reason, and where it stands."""
        if not self.found:
            yield self.nobody
        yield from page.table(_row(each) for each in self.found)


def _row(each: Suggestion) -> Row:
    return (Cell(" + ".join(person.name for person in each.people), "name"), each.reason, _place(each.evidence))


def _place(evidence: Sequence[Evidence]) -> Cell:
    return Cell(f"{evidence[0].path}:{evidence[0].line}" if evidence else "", "faint", place=True)


@click.command(
    cls=Command, epilog='\b\nmdnet who lighting designer\nmdnet who "Projects/Loom.md"\nmdnet who --for "Ana Lima"'
)
@click.argument("topic", nargs=-1)
@click.option("--for", "whom", metavar="NAME", default="", shell_complete=names, help="Whom it is for: their needs.")
@click.pass_obj
def who(run: Run, topic: tuple[str, ...], whom: str) -> None:
    """Who knows about TOPIC, offers it, or lived it lately; for the path of a note, whom it would interest.

    With --for NAME those who could help this person: with TOPIC, else with what they need.
    """
    if not topic and not whom:
        raise click.UsageError('Say about what: mdnet who lighting; or for whom: mdnet who --for "Ana Lima"')
    network = run.network
    found = network.who(" ".join(topic), run.today, for_whom=whom)
    run.tell(Suggested(found, network.texts.say("Nobody in the vault says anything about it.")))


@click.command(cls=Command, epilog="\b\nmdnet introduce\nmdnet introduce Ana Lima")
@click.argument("name", nargs=-1, shell_complete=names)
@click.pass_obj
def introduce(run: Run, name: tuple[str, ...]) -> None:
    """Pairs who have no record of knowing each other, where a need meets an offer, or a need or interest its like.

    Ask both first. Write `#intro [[A]] [[B]]` when it is done, and it will be followed up.
    """
    network = run.network
    nobody = network.texts.say("Nobody to introduce: `needs`, `expertise` and `interests` in people's notes help.")
    run.tell(Suggested(network.introductions(run.today, " ".join(name)), nobody))


@dataclass(frozen=True)
class Routes:
    """The ways to somebody."""

    routes: Sequence[Route]

    def data(self) -> list[Record]:
        """schemas/reach.json."""
        return [
            {
                "people": [person.name for person in route.people],
                "known": route.is_known,
                "evidence": [places(step) for step in route.evidence],
            }
            for route in self.routes
        ]

    def lines(self, page: Page) -> Iterator[str]:
        """A way a line, and below it a line a step."""
        if not self.routes:
            yield page.texts.say("No way is known: nobody you were in touch with for a year knows them by your notes.")
        for route in self.routes:
            names_ = " → ".join(person.name for person in route.people)
            doubt = "" if route.is_known else " " + page.texts.say("(the last two may know each other)")
            yield page.styled(names_, "name") + doubt
            yield from page.table((_step(each) for each in route.evidence), indent="  ")


def _step(evidence: Sequence[Evidence]) -> Row:
    best = max(evidence, key=lambda each: (each.date is not None, each.date, each.text), default=None)
    if best is None:
        return ("", "", "")
    return (str(best.date or ""), best.text, _place([best]))


@click.command(cls=Command, epilog="\b\nmdnet reach Ana Lima\nmdnet reach Northlight")
@name_argument
@click.pass_obj
def reach(run: Run, name: tuple[str, ...]) -> None:
    """Through whom to reach a person, or anybody of an organisation: the shortest ways, and what tells of each step."""
    run.tell(Routes(run.network.reach(" ".join(name), run.today)))


@dataclass(frozen=True)
class Aims:
    """The goals, and what serves them."""

    found: Sequence[Progress]

    def data(self) -> list[Record]:
        """schemas/goals.json."""
        return [record for each in self.found for record in _aims(each)]

    def lines(self, page: Page) -> Iterator[str]:
        """A goal with its people, what is missing, the next steps."""
        say = page.texts.say
        if not self.found:
            yield say("There is no goal: a note with `type: goal` and `topics` is one.")
        for each in self.found:
            yield f"{page.heading(each.goal.title)}  {page.styled(each.goal.path, 'faint')}"
            yield from page.table(_goal_rows(each, page), indent="  ")


def _goal_rows(each: Progress, page: Page) -> Iterator[Row]:
    say = page.texts.say
    for label, some in ((say("with you"), each.serving), (say("could help"), each.helpers)):
        yield from ((Cell(label, "faint"), suggestion.reason) for suggestion in some)
    yield from ((Cell(say("missing"), "late"), topic.words) for topic in each.missing)
    yield from ((Cell(say("next"), "faint"), step.words) for step in each.steps)


def _aims(each: Progress) -> Iterator[Record]:
    """A goal's records: who serves it, who could help, and, without a person, what is missing and what is next."""
    goal = {"goal": each.goal.title, "note": each.goal.path}
    for role, some in (("serves", each.serving), ("could_help", each.helpers)):
        yield from (goal | {"role": role} | suggestion_record(suggestion) for suggestion in some)
    for role, topics in (("missing", each.missing), ("next", each.steps)):
        for topic in topics:
            told = [{"date": None, "path": each.goal.path, "line": topic.line}]
            yield goal | {"role": role, "kind": "goal", "people": [], "reason": topic.words, "evidence": told}


@click.command(cls=Command)
@click.pass_obj
def goals(run: Run) -> None:
    """Your goals: who serves each, who could help, what nobody you know knows, and the next steps."""
    run.tell(Aims(run.network.goals(run.today)))
