"""What all commands that write share: showing or applying a plan, and finding the people that it names.

The list of `mdnet --write` is kept here too: what is ticked in it is done.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from mdnetwork.cli.options import Command
from mdnetwork.cli.page import TextPage
from mdnetwork.cli.run import Run
from mdnetwork.editing.changes import Plan
from mdnetwork.editing.context import EditContext
from mdnetwork.errors import AmbiguousName, EditRefused, PartialName, UnknownName
from mdnetwork.frozen import dataclass
from mdnetwork.lazy import lazy
from mdnetwork.model import Facts, History, Person
from mdnetwork.network import Network
from mdnetwork.records import Record, pick
from mdnetwork.text import one_line

if TYPE_CHECKING:
    from mdnetwork.cli import morning
    from mdnetwork.insight import questions
else:
    morning = lazy("mdnetwork.cli.morning")
    questions = lazy("mdnetwork.insight.questions")

LOOKS = {"+": "added", "-": "removed", "@": "faint"}
dry_run_option = click.option(
    "--dry-run", "-n", "dry", is_flag=True, help="Show the change as a diff, and write nothing."
)


def write_list(run: Run, minutes: int) -> None:
    """Complete what is ticked, then write the list into the vault, and the computed fields if they are enabled."""
    network = run.network
    for sentence in [*_taken(run, network), *_put(run, network, minutes)]:
        run.say(sentence)
    if network.config.computed:
        plan, left = network.edit.computed(run.today)
        if plan:
            network.edit.write(plan)
            network.refresh()
        for path in left:
            run.say(network.texts.say("{path} takes no field, so nothing was computed there.", path=path))


def keep_list(run: Run, network: Network) -> list[str]:
    """Do the same if the list was written before. Returns messages."""
    return take_ticks(run, network) + renew_list(run, network)


def take_ticks(run: Run, network: Network) -> list[str]:
    """Complete what is ticked in the list. Returns messages."""
    try:
        return _taken(run, network)
    except EditRefused as error:
        return [str(error)]


def renew_list(run: Run, network: Network) -> list[str]:
    """Update the list if it was written before. Returns messages."""
    try:
        return _put(run, network, questions.DEFAULT) if network.edit.keeps_list(run.today) else []
    except EditRefused as error:
        return [str(error)]


def _taken(run: Run, network: Network) -> list[str]:
    """Complete every ticked follow-up. Returns messages."""
    messages = []
    for each in network.edit.ticked(run.today):
        try:
            plan = network.edit.write(network.edit.done(each, run.today))
        except EditRefused as error:
            messages.append(str(error))
            continue
        network.refresh()
        messages.append(network.texts.say("Ticked: {what}.", what=plan.title))
    return messages


def _put(run: Run, network: Network, minutes: int) -> list[str]:
    """Write the current list if it changed. Returns messages."""
    found = morning.morning(network, run.today, minutes, new=False)
    meetings = [each.meeting for each in found.meetings]
    plan = network.edit.listing([each for each, _ in found.follow_ups], meetings, run.today)
    if not plan:
        return []
    network.edit.write(plan, recorded=False)
    network.refresh()
    return [network.texts.say("{path} is up to date.", path=", ".join(plan.paths))]


class WritingCommand(Command):
    """A command that writes. It first completes what is ticked in the list inside the vault."""

    def begin(self, run: Run, chosen: Mapping[str, Any]) -> None:
        """Complete what is ticked, except on a dry run."""
        if not chosen.get("dry"):
            for sentence in take_ticks(run, run.network):
                run.say(sentence)


@dataclass(frozen=True, slots=True)
class WrittenStep:
    """A step that was applied, or that a dry run shows."""

    plan: Plan
    people: Sequence[Person]
    written: bool
    sentence: str
    """The first line of the answer."""

    def data(self) -> Record:
        """The answer as JSON (schemas/written.json)."""
        return {
            "title": self.plan.title,
            "people": [pick(person, "name path") for person in self.people],
            "paths": self.plan.paths,
            "written": self.written,
            "diff": self.plan.diff(),
        }

    def lines(self, page: TextPage) -> Iterator[str]:
        """What was done, and the changed notes; for a dry run the diff."""
        if not self.written:
            yield from diff_lines(self.plan.diff(), page)
            return
        yield one_line(self.sentence)
        for path in self.plan.paths:
            yield f"  {page.styled(one_line(path), 'faint')}"


def diff_lines(diff: Sequence[str], page: TextPage) -> Iterator[str]:
    """A diff in colours. Control characters become dots."""
    for line in diff:
        plain = "".join(c if c.isprintable() or c == "\t" else "·" for c in line)
        yield page.styled(plain, LOOKS.get(line[:1], ""))


def carry_out(run: Run, plan: Plan, people: Sequence[Person], sentence: str = "", *, dry: bool = False) -> None:
    """Apply the plan (unless `dry`), refresh, and answer."""
    network = run.network
    if plan and not dry:
        plan = network.edit.write(plan)  # the new plan may be empty: another process wrote the same
    if not plan:
        run.say(network.texts.say("It already says so: nothing was written."))
    elif not dry:
        network.refresh()
        for message in renew_list(run, network):
            run.say(message)
    run.tell(WrittenStep(plan, people, bool(plan) and not dry, sentence or f"{plan.title}."), notice=False)


def find_person(run: Run, name: str) -> History:
    """The person with this name. Raises what `whom` raises.

    On a terminal a part of a name that fits one person is enough, and an unclear name is a question.
    """
    context = run.network.edit.edit_context(run.today)
    try:
        return context.find_history(name)
    except UnknownName as error:
        return _chosen(run, error)


def find_person_and_rest(run: Run, words: Sequence[str]) -> tuple[History, tuple[str, ...]]:
    """The person that the first words name, and the remaining words. Raises as `EditContext.split`."""
    context = run.network.edit.edit_context(run.today)
    try:
        return context.split(words)
    except AmbiguousName as error:
        return _chosen(run, error), ()
    except UnknownName as error:
        if not run.can_ask:
            raise
        return _beginning(context, words) or (_chosen(run, error), ())


def find_subject_and_rest(run: Run, words: Sequence[str]) -> tuple[History | Facts, tuple[str, ...]]:
    """The person, or else the goal, that the first words name, and the rest. Raises as `find_person_and_rest`."""
    context = run.network.edit.edit_context(run.today)
    try:
        return context.split(words)
    except AmbiguousName:
        pass
    except UnknownName:
        for end in range(len(words), 0, -1):
            own = context.directory.own_note(" ".join(words[:end]), whole=True)
            if own is not None:
                return own, tuple(words[end:])
    return find_person_and_rest(run, words)


def _beginning(context: EditContext, words: Sequence[str]) -> tuple[History, tuple[str, ...]] | None:
    """The only person whose name the first words are a part of, and the remaining words."""
    for end in range(len(words), 0, -1):
        try:
            context.find_history(" ".join(words[:end]), suggest=False)
        except PartialName as error:
            return context.find_history(error.candidates[0]), tuple(words[end:])
        except UnknownName:
            continue
    return None


def _chosen(run: Run, error: UnknownName) -> History:
    if not error.candidates or not run.can_ask:
        raise error
    if isinstance(error, PartialName):
        return run.network.edit.edit_context(run.today).find_history(error.candidates[0])
    run.say(str(error))
    return run.network.edit.edit_context(run.today).find_history(run.choose(error.candidates))
