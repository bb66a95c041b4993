"""`mdnet introduce`, `reach`, `goals` and `who`: people for a purpose, with the evidence; `draft`: a message to one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

import click

from mdnetwork.cli.options import Command, apart, complete_names, name_argument, name_option
from mdnetwork.cli.page import Cell, Row, Section, TextPage
from mdnetwork.cli.run import Run
from mdnetwork.drafts.second_person import Tone
from mdnetwork.errors import UnknownName
from mdnetwork.insight.goals import Outlook, unknown_motives
from mdnetwork.insight.motives import MOTIVES, motive_in_words
from mdnetwork.insight.reach import Route
from mdnetwork.insight.survey import Suggestion
from mdnetwork.kinds import TextKind
from mdnetwork.model import Evidence
from mdnetwork.records import Record, pick

if TYPE_CHECKING:  # drafts are imported by the command that asks for one
    from mdnetwork.drafts.drafting import Draft


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
                Cell(places(each.evidence), "faint", place=True),
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
    people: Record = {"person": names_[0]} if len(names_) == 1 else {"people": names_}
    return {**people, **pick(each, "reason evidence")}


@click.command(cls=Command)
@click.argument("name", nargs=-1, shell_complete=complete_names)
@click.pass_obj
def introduce(run: Run, name: tuple[str, ...]) -> None:
    """Find people you know who should meet.

    One needs what the other knows, or they need or like the same. Only pairs who do not know each other according to
    the notes. With NAME only pairs with this person.
    """
    say = run.network.texts.say
    pairs = run.answers.introductions(" ".join(name))
    nothing = say("No matches yet: write `needs`, `expertise` and `interests` into people's notes.")
    run.tell(Proposed(pairs, nothing, say("Ask both first; then note it down as #intro.")))


@dataclass(frozen=True)
class WaysAnswer:
    """The ways to a person, or to the people of an organisation or a sector, the shortest first."""

    ways: Sequence[Route]
    target: str = ""
    """The organisation or sector, if it is none of a person."""

    def data(self) -> list[Record]:
        """The answer as JSON (schemas/reach.json)."""
        return [
            {
                "people": [person.name for person in way.people],
                **pick(way, "evidence certain next?"),
            }
            for way in self.ways
        ]

    def lines(self, page: TextPage) -> Iterator[str]:
        """Each way on a line, with one row per step below it."""
        if not self.ways:
            yield page.texts.say("No note shows a way there.")
        if not self.ways and self.target:
            yield page.texts.say("Nobody yet for: {topics}. `mdnet who` may know.", topics=self.target)
        for way in self.ways:
            yield page.heading(_headline(way, page))
            yield from page.table(_steps(way, page), indent="  ")
            if way.next:
                yield f"  {way.next}"


def _headline(way: Route, page: TextPage) -> str:
    say = page.texts.say
    chain = " → ".join((say("you"), *(person.name for person in way.people)))
    if way.certain:
        return chain
    if way.in_group:
        return say("{chain} (may know each other: the same group)", chain=chain)
    return say("{chain} (may know each other: the same employer)", chain=chain)


def _steps(way: Route, page: TextPage) -> Iterator[Row]:
    for person, lines in zip(way.people, way.evidence, strict=True):
        yield (Cell(person.name, "name"), _when(lines, page), Cell(places(lines), "faint", place=True))


def _when(lines: Sequence[Evidence], page: TextPage) -> str:
    days = [line.date for line in lines if line.date is not None]
    return page.phrases.when(max(days)) if days else ""


@click.command(cls=Command)
@name_argument
@click.pass_obj
def reach(run: Run, name: tuple[str, ...]) -> None:
    """Find the people who can lead you to somebody.

    The shortest way to a person, a group, an organisation or a sector comes first. Each step has the lines that show
    it. Colleagues and members of one group only may know each other, and are marked.
    """
    target = " ".join(name)
    ways = run.answers.reach(target)
    try:
        run.answers.person(target)
    except UnknownName:
        run.tell(WaysAnswer(ways, target))
    else:
        run.tell(WaysAnswer(ways))


@dataclass(frozen=True)
class Goals:
    """The state of the goals."""

    outlooks: Sequence[Outlook]

    def data(self) -> list[Record]:
        """The answer as JSON (schemas/goals.json)."""
        return [record for outlook in self.outlooks for record in _records(outlook)]

    def lines(self, page: TextPage) -> Iterator[str]:
        """One section per goal: who can help, what is missing, and who to begin with."""
        if not self.outlooks:
            yield page.texts.say("There are no goals yet: a note with `type: goal` names `topics` and links to people.")
        for outlook in self.outlooks:
            yield from page.section(_section(outlook, page))


def _records(outlook: Outlook) -> Iterator[Record]:
    """One record per person who can help, and one without people for what the goal lacks and for each open step."""
    goal = pick(outlook.goal, "goal=title path motives deadline")
    for each in outlook.servers:
        yield {**goal, "people": [each.person.name], **pick(each, "reason evidence")}
    if outlook.lack:
        topics = [Evidence(None, outlook.goal.path, outlook.goal.line, "")] if outlook.missing else []
        yield {**goal, "people": [], "reason": outlook.lack, "evidence": topics}
    for step in outlook.steps:
        yield {**goal, "people": [], **pick(step, "reason evidence")}


def _section(outlook: Outlook, page: TextPage) -> Section:
    rows = [
        (Cell(each.person.name, "name"), each.reason, Cell(places(each.evidence), "faint", place=True))
        for each in outlook.servers
    ]
    return Section(goal_title(outlook, page), rows, list(goal_advice(outlook, page)), outlook.goal.path)


def goal_title(outlook: Outlook, page: TextPage) -> str:
    """The title of a goal, with what it is for and until when: "A tour (learning), by 18 December"."""
    goal = outlook.goal
    motives = ", ".join(motive_in_words(each, page.texts) for each in goal.motives)
    title = f"{goal.title} ({motives})" if motives else goal.title
    if goal.deadline is None:
        return title
    return page.texts.say("{goal}, by {date}", goal=title, date=page.phrases.day(goal.deadline))


def goal_advice(outlook: Outlook, page: TextPage) -> Iterator[str]:
    """What the goal lacks, who to begin with and how, and the next step."""
    say, texts = page.texts.say, page.texts
    if outlook.lack:
        yield outlook.lack
    known = ", ".join(motive_in_words(each, texts) for each in MOTIVES)
    for each in unknown_motives(outlook.goal):
        yield say("“{motive}” is not a known motive: write one of {known}.", motive=each, known=known)
    if outlook.begin:
        yield outlook.begin
    for step in outlook.steps[:1]:
        yield say("Next step: {step} ({when})", step=step.title, when=page.phrases.due(step))


@click.command(cls=Command)
@click.pass_obj
def goals(run: Run) -> None:
    """List your goals, and who can help with each.

    Also what is missing, and who to begin with.
    """
    run.tell(Goals(run.answers.goals()))


@click.command(cls=Command)
@click.argument("topic", nargs=-1)
@name_option(
    "--for", "name", shell_complete=complete_names, help="On behalf of this person; several words need no quotes."
)
@click.pass_obj
def who(run: Run, topic: tuple[str, ...], name: str) -> None:
    """Find who knows about a topic, offers it or cares about it.

    Also who dealt with it lately; in any form of its words. With the path of a note (Articles/Linocut.md): who it
    would interest.
    """
    if name:
        name, rest = apart(run.answers.directory, name)
        topic = (*topic, rest) if rest else topic
    if not topic:
        raise click.UsageError("Say what about: `mdnet who linocut`, or the path of a note.")
    nothing = run.network.texts.say("No person's note mentions it. `mdnet search` looks for the words as written.")
    run.tell(Proposed(run.answers.who(" ".join(topic), name=name), nothing))


@dataclass(frozen=True)
class Drafted:
    """A draft, below what to remember and to check."""

    draft: Draft

    def data(self) -> Draft:
        """The answer as JSON (schemas/draft.json)."""
        return self.draft

    def lines(self, page: TextPage) -> Iterator[str]:
        """What is only for the user is indented. The draft is not, and is never wrapped, so that it can be copied."""
        message, say = self.draft, page.texts.say
        before = say("Before you publish it") if message.kind == "publish" else say("Before you send it")
        english = {"lei": say("formal"), "tu": say("informal")}
        tone = message.tone and (message.tone if message.language == "it" else english[message.tone])
        about = " · ".join(filter(None, (message.kind, message.language, tone)))
        yield from page.table(
            [(Cell(message.person.name, "name"), Cell(message.person.path, "faint", place=True), about)]
        )
        rows = [(each.text, Cell(places(each.evidence), "faint", place=True)) for each in message.remember]
        yield from page.section(Section(say("To remember, not to send"), rows), "  ")
        yield from page.sections([Section(before, [(each,) for each in message.warnings])], "  ")
        yield from page.section(Section(say("Draft")), "  ")
        yield ""
        yield from message.text.split("\n")


@dataclass(frozen=True)
class Bare:
    """Only the text, for a pipe or the clipboard."""

    draft: Draft

    def data(self) -> Draft:
        """The same JSON as `Drafted`."""
        return self.draft

    def lines(self, page: TextPage) -> Iterator[str]:  # noqa: ARG002  the signature of Answer
        """The lines of the text."""
        yield from self.draft.text.split("\n")


@click.command(cls=Command)
@click.argument("name", nargs=-1, shell_complete=complete_names)
@click.option(
    "--kind",
    type=click.Choice(get_args(TextKind), case_sensitive=False),
    metavar="KIND",
    help=f"What to write; by default what is most urgent. {', '.join(get_args(TextKind))}.",
)
@click.option("--language", default="", metavar="LANG", help="en or it; by default the person's, else the vault's.")
@click.option(
    "--tone",
    type=click.Choice(get_args(Tone)),
    help="tu or lei; by default the person's, else by how well you know them.",
)
@click.option("--topic", default="", metavar="TOPIC", help="What you ask for or share: a few words, or a note's path.")
@name_option(
    "--to", shell_complete=complete_names, help="With introduce: the other person; several words need no quotes."
)
@click.option("--text", "bare", is_flag=True, help="Only the draft, for a pipe.")
@click.pass_obj
def draft(
    run: Run,
    name: tuple[str, ...],
    *,
    kind: TextKind | None,
    language: str,
    tone: Tone | None,
    topic: str,
    to: str,
    bare: bool,
) -> None:
    """Draft a message to somebody from what your notes say.

    It is for you to read, change and send: nothing is ever sent. With your own name it is a text to publish. What to
    remember is above it. [brackets] are gaps: what the notes do not say is not made up.
    """
    if to and kind not in {"introduce", None}:
        raise click.UsageError("--to belongs to --kind introduce.")
    if to:
        to, rest = apart(run.answers.directory, to)
        name = (*name, rest) if rest else name
    if not name:
        raise click.UsageError("Say to whom: `mdnet draft NAME`.")
    written = run.answers.draft(
        " ".join(name),
        kind="introduce" if to else kind,
        language=language,
        tone=tone,
        topic=topic,
        to=to,
    )
    if bare:
        for warning in written.warnings:
            run.say(warning)
    run.tell(Bare(written) if bare else Drafted(written), notice=not bare)
