"""`mdnet log`: records an interaction that is described in one line."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from mdnetwork.cli.edits import WritingCommand, carry_out, dry_run_option
from mdnetwork.cli.options import names, yes_option
from mdnetwork.cli.run import Run
from mdnetwork.editing import ParsedEntry
from mdnetwork.editing.entries import sentence
from mdnetwork.errors import EditRefused, MdnetworkError
from mdnetwork.lazy import lazy
from mdnetwork.model import Person
from mdnetwork.parsing.tasks import promised_by
from mdnetwork.people.privacy import is_gone
from mdnetwork.phrases import Phrases

if TYPE_CHECKING:
    from mdnetwork.cli import prompt
else:
    prompt = lazy("mdnetwork.cli.prompt")

_SHOWN = 60
"""The most letters of a line that an error quotes."""
_MAY_BE_CHOSEN = frozenset({"several", "nobody"})


@click.command(
    cls=WritingCommand,
    epilog="\b\n"
    "mdnet log yesterday coffee with Sam Rivera and Ana Lima @lisbon, the move\n"
    "mdnet log call from Ana Lima: '#promised' the deck by friday",
)
@click.argument("words", nargs=-1, shell_complete=names)
@click.option("--daily", is_flag=True, help="Write one line into the daily note, with links, instead of each log.")
@dry_run_option
@yes_option
@click.pass_obj
def log(run: Run, words: tuple[str, ...], daily: bool, dry: bool, yes: bool) -> None:
    """Write down that you were in touch: a day, how, with whom, where, what about.

    People need their full name or an alias. Without words it asks for the line, so that no shell minds a # or an
    apostrophe; lines on stdin are written one by one, or none of them where one is not clear. docs/sentences.md
    tells what it understands.
    """
    lines = [" ".join(words)] if words else list(_lines(run))
    if len(lines) > 1:
        _check(run, lines, daily=daily, allowed=dry or yes)
    for text in lines:
        capture = _clear(run, text)
        people = [named.person for named in capture.people]
        plan = run.network.log(capture, run.today, daily=daily)
        if not _may_write(run, capture, allowed=dry or yes):
            continue
        carry_out(run, plan, people, _told(run, capture), dry=dry)


def _lines(run: Run) -> Iterator[str]:
    """The line typed at a prompt, or the lines of stdin."""
    if not run.can_ask:
        yield from (line.strip() for line in sys.stdin if line.strip())
        return

    text = prompt.ask_for_line(run)
    if text:
        yield text


def _check(run: Run, lines: Sequence[str], *, daily: bool, allowed: bool) -> None:
    """Reject the first unclear line before any line is written, so that all can be given again."""
    for number, text in enumerate(lines, 1):
        try:
            capture = _clear(run, text)
            run.network.log(capture, run.today, daily=daily)
            _may_write(run, capture, allowed=allowed)
        except MdnetworkError as error:
            error.args = (f"Line {number}, “{text[:_SHOWN]}”: {error} None of the {len(lines)} lines is written.",)
            raise


def _clear(run: Run, text: str) -> ParsedEntry:
    """What the line says. On a terminal the user is asked about unclear names."""
    network = run.network
    chosen: dict[str, str] = {}
    while True:
        capture = network.read_sentence(text, run.today, chosen)
        open_doubts = [doubt for doubt in capture.doubts if doubt.kind in _MAY_BE_CHOSEN and doubt.candidates]
        if not open_doubts or not run.can_ask or open_doubts[0].written in chosen:
            return capture
        run.say(sentence(open_doubts[0], network.texts))
        chosen[open_doubts[0].written] = run.choose(open_doubts[0].candidates)


def _may_write(run: Run, capture: ParsedEntry, *, allowed: bool) -> bool:
    """Whether to write a line. The user is asked if it is about someone who died or wants no contact.

    Raises EditRefused if there is no terminal and it is not `allowed`.
    """
    say = run.network.texts.say
    gone = " ".join(_gone_said(named.person, run) for named in capture.people if is_gone(named.person))
    if not gone or allowed:
        return True
    if not run.can_ask:
        advice = say("Nothing was written; add --yes to write it all the same.")
        raise EditRefused(f"{gone} {advice}")
    run.say(gone)
    return run.ask(say("Write it down all the same?"), default=False)


def _gone_said(person: Person, run: Run) -> str:
    say = run.network.texts.say
    if person.status == "no-contact":
        return say("{name} is to be left alone: the note says “no contact”.", name=person.name)
    if person.died is None:
        return say("{name} has died.", name=person.name)
    return say("{name} has died: nothing after {day} counts as contact.", name=person.name, day=person.died)


def _told(run: Run, capture: ParsedEntry) -> str:
    """The answer, such as: 2026-11-22: Sam Rivera, Ana Lima, coffee, you promised, due 2026-11-27."""
    texts = run.network.texts
    names = ", ".join(named.person.name for named in capture.people)
    parts = [f"{capture.day}: {names}", Phrases(texts, run.today).channel_name(capture.channel)]
    if "promised" in capture.tags:
        theirs = promised_by(capture.text) == "theirs"
        parts.append(texts.say("they promised") if theirs else texts.say("you promised"))
    if capture.due:
        parts.append(texts.say("due {day}", day=capture.due))
    return f"{', '.join(part for part in parts if part)}."
