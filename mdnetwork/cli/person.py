"""The commands for one person's notes: `mdnet add`, `set`, `snooze`, `done`, `rename`, `merge` and `forget`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time

import click

from mdnetwork.cli.edits import WritingCommand, carry_out, dry_run_option, find_person, find_subject_and_rest
from mdnetwork.cli.options import complete_names, name_argument, yes_option
from mdnetwork.cli.page import Cell, TextPage
from mdnetwork.cli.run import Run
from mdnetwork.cli.streams import moment
from mdnetwork.editing import plans
from mdnetwork.editing.tasks import unclear
from mdnetwork.fields import FIELDS
from mdnetwork.model import Evidence, Facts, FollowUp, History, Person
from mdnetwork.people.links import names_of
from mdnetwork.phrases import Phrases
from mdnetwork.records import Record, pick
from mdnetwork.text import one_line


def _with_fields(command: click.Command) -> click.Command:
    for field in reversed([each for each in FIELDS if each.added]):
        flag = f"--{field.key.replace('_', '-')}"
        command.params.insert(1, click.Option([flag], metavar="TEXT", help=field.added))
    return command


@_with_fields
@click.command(
    cls=WritingCommand,
    epilog="\b\nmdnet add Ana Lima --org Northlight --met yesterday --tag climate",
)
@click.argument("name", nargs=-1, required=True)
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="A tag of theirs; repeatable.")
@dry_run_option
@click.pass_obj
def add(run: Run, /, name: tuple[str, ...], tags: tuple[str, ...], dry: bool, **fields: str | None) -> None:
    """Create a note for somebody new.

    It follows the vault's own template for people, if there is one.
    """
    network, full = run.network, " ".join(name)
    values = {key: text for key, text in fields.items() if text} | ({"tags": ", ".join(tags)} if tags else {})
    if "introduced_by" in values:
        friend = find_person(run, values["introduced_by"]).person
        values["introduced_by"] = network.at(run.today).directory.link_to(friend.path)
    at = moment() if run.fixed_day is None else datetime.combine(run.today, time())
    plan = network.edit.add(full, values, at)
    carry_out(run, plan, [], dry=dry)


@click.command(
    "set",
    cls=WritingCommand,
    epilog='\b\nmdnet set Ana Lima role="Head of grants" tags+=climate next_contact=friday',
)
@click.argument("words", nargs=-1, required=True, metavar="NAME KEY=VALUE…", shell_complete=complete_names)
@dry_run_option
@click.pass_obj
def set_(run: Run, words: tuple[str, ...], dry: bool) -> None:
    """Set, add or remove fields of a person's note.

    KEY=VALUE sets a field, KEY+=VALUE adds to a list, KEY= removes the field.
    """
    first = next((at for at, word in enumerate(words) if "=" in word), len(words))
    values = dict(_pair(word) for word in words[first:])
    if not values or not first:
        raise click.UsageError("Name the person, then what to set: mdnet set Ana Lima role=CTO")
    person = find_person(run, " ".join(words[:first])).person
    carry_out(run, run.network.edit.set(person.path, values, run.today), [person], dry=dry)


def _pair(word: str) -> tuple[str, str]:
    key, sign, value = word.partition("=")
    if not sign:
        raise click.UsageError(f'“{word}” is not KEY=VALUE; put a value with spaces in quotes: role="Head of grants".')
    return key.strip(), value.strip()


@click.command(cls=WritingCommand, epilog="\b\nmdnet snooze Ana Lima 2w")
@click.argument("words", nargs=-1, required=True, metavar="NAME WHEN", shell_complete=complete_names)
@dry_run_option
@click.pass_obj
def snooze(run: Run, words: tuple[str, ...], dry: bool) -> None:
    """Put off a person's follow-ups.

    Until a day, or for a time: 2w, "3 months", friday, 2026-12-01. Promises and tasks stay. With your own name: the
    next publication.
    """
    subject, rest = find_subject_and_rest(run, words)
    if not rest:
        raise click.UsageError("Say until when: mdnet snooze Ana Lima 2w")
    network = run.network
    path, name, people = _named(subject)
    plan = network.edit.snooze(path, " ".join(rest), run.today)
    until = plans.until(network.edit.edit_context(run.today), " ".join(rest))
    sentence = network.texts.say(
        "{name} is snoozed until {day}.", name=name, day=Phrases(network.texts, run.today).day(until)
    )
    carry_out(run, plan, people, sentence, dry=dry)


def _named(subject: History | Facts) -> tuple[str, str, list[Person]]:
    """The path and the name of a person, a goal or the user's own note, and the person."""
    if isinstance(subject, Facts):
        return subject.note.path, subject.note.title, []
    return subject.person.path, subject.person.name, [subject.person]


@click.command(
    cls=WritingCommand,
    epilog='\b\nmdnet done Ana Lima the deck\nmdnet done Ana Lima --note "call, the new grant"',
)
@click.argument("words", nargs=-1, required=True, metavar="NAME [SOME WORDS OF IT]", shell_complete=complete_names)
@click.option("--note", default="", metavar="TEXT", help="The text of the log line.")
@dry_run_option
@click.pass_obj
def done(run: Run, words: tuple[str, ...], note: str, dry: bool) -> None:
    """Complete a follow-up.

    Its task is ticked, or what ends it is written into the log, dated today. With your own name: what you published
    is written into the log of your note.
    """
    subject, rest = find_subject_and_rest(run, words)
    network = run.network
    path, name, people = _named(subject)
    follow_ups = network.edit.to_do(path, run.today, " ".join(rest))
    if len(follow_ups) > 1 and run.can_ask:
        follow_ups = [_choose(run, follow_ups)]
    if follow_ups or rest:
        if len(follow_ups) != 1:
            raise unclear(follow_ups, name, network.texts)
        plan = network.edit.done(follow_ups[0], run.today, note=note)
    else:
        plan = network.edit.done(path, run.today, note=note)
    carry_out(run, plan, people, dry=dry)


def _choose(run: Run, follow_ups: list[FollowUp]) -> FollowUp:
    choices = [f"{each.kind}: {each.title or each.reason}" for each in follow_ups]
    return follow_ups[choices.index(run.choose(choices))]


@click.command(
    cls=WritingCommand,
    epilog='\b\nmdnet rename "Ana Lima" "Ana Lima Duarte"',
)
@click.argument("old", shell_complete=complete_names)
@click.argument("new")
@dry_run_option
@click.pass_obj
def rename(run: Run, old: str, new: str, dry: bool) -> None:
    """Rename a person's note, in every link too.

    The old name stays as an alias.
    """
    history = find_person(run, old)
    carry_out(run, run.network.edit.rename(history.person.path, new, run.today), [history.person], dry=dry)


@click.command(
    cls=WritingCommand,
    epilog='\b\nmdnet merge "Ana Lima" "A. Lima"',
)
@click.argument("kept", shell_complete=complete_names)
@click.argument("other", shell_complete=complete_names)
@dry_run_option
@click.pass_obj
def merge(run: Run, kept: str, other: str, dry: bool) -> None:
    """Merge two notes of the same person into one.

    OTHER goes into KEPT, and links to it mean KEPT. Nothing is lost.
    """
    one, two = find_person(run, kept), find_person(run, other)
    carry_out(
        run, run.network.edit.merge(one.person.path, two.person.path, run.today), [one.person, two.person], dry=dry
    )


@dataclass(frozen=True)
class Forgotten:
    """A person's note that was deleted, and the lines in other notes that still mention them."""

    history: History
    steps: int

    def data(self) -> Record:
        """The answer as JSON (schemas/forgotten.json)."""
        return {
            "path": self.history.person.path,
            "steps_forgotten": self.steps,
            "left": [pick(each, "path line text") for each in _elsewhere(self.history)],
        }

    def lines(self, page: TextPage) -> Iterator[str]:
        """What was done, and what is left to do by hand."""
        yield page.texts.say(
            "{path} is deleted, and so is what the index and undo held of it.", path=self.history.person.path
        )
        left = _elsewhere(self.history)
        if left:
            yield page.texts.say("These lines in other notes still mention them; change them yourself:")
            yield from page.table(((_place(each), one_line(each.text)) for each in left), indent="  ")


def _elsewhere(history: History) -> list[Evidence]:
    every = (*history.counted, *history.rejected)
    places = {(each.path, each.line): each for each in every if each.path != history.person.path}
    return [places[place] for place in sorted(places)]


def _place(evidence: Evidence) -> Cell:
    return Cell(f"{evidence.path}:{evidence.line}", "faint", place=True)


@click.command(cls=WritingCommand)
@name_argument
@yes_option
@click.pass_obj
def forget(run: Run, name: tuple[str, ...], yes: bool) -> None:
    """Delete the note of somebody who asks to be forgotten.

    Also what the index and undo hold of them. What is known of them is shown first. This cannot be undone.
    """
    network = run.network
    history = find_person(run, " ".join(name))
    every = sorted({*history.counted, *history.rejected}, key=lambda each: (each.path, each.line))
    page = TextPage(network.texts, run.today)
    for row in page.table((_place(each), one_line(each.text)) for each in every):
        run.say(row)
    question = network.texts.say("Delete {path} for good?", path=history.person.path)
    if not yes and not run.ask(question, default=False):
        run.say(network.texts.say("Nothing was deleted."))
        return
    with network.lock.held():
        network.edit.write(network.edit.forget(history.person.path, run.today), recorded=False)
        steps = network.edit.purge((*names_of(history.person), history.person.path))
    network.refresh(rebuild=True)
    run.tell(Forgotten(history, steps), notice=False)
