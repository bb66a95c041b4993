"""`mdnet log`: records an interaction that is described in one line, and completes the line while it is typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal

import click
from click.shell_completion import CompletionItem

from mdnetwork.cli.edits import WritingCommand, carry_out, dry_run_option
from mdnetwork.cli.options import yes_option
from mdnetwork.cli.run import Run
from mdnetwork.cli.streams import put, put_question, typed_line
from mdnetwork.editing.context import is_part_of
from mdnetwork.editing.participants import Ambiguity
from mdnetwork.editing.plans import sentence
from mdnetwork.editing.typed_line import ParsedEntry
from mdnetwork.editing.typed_words import Word, words_of_line
from mdnetwork.errors import EditRefused, MdnetworkError
from mdnetwork.frozen import NamedTuple
from mdnetwork.i18n import Texts
from mdnetwork.lazy import lazy
from mdnetwork.model import Person
from mdnetwork.names import fold
from mdnetwork.parsing.inline import plain_text
from mdnetwork.parsing.promises import promised_by
from mdnetwork.people import People
from mdnetwork.people.privacy import is_gone
from mdnetwork.phrases import Phrases
from mdnetwork.text import one_line
from mdnetwork.vocabulary.channels import channel_said
from mdnetwork.vocabulary.day_words import DAYS, DEADLINES, ENDS, WEEKDAYS
from mdnetwork.vocabulary.languages import words_of
from mdnetwork.vocabulary.people import AND, FROM, TO, TOGETHER
from mdnetwork.vocabulary.tags import EXCHANGE

if TYPE_CHECKING:
    import prompt_toolkit
    from prompt_toolkit import completion
    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document

    from mdnetwork.editing.meeting_line import MeetingLine
else:
    prompt_toolkit = lazy("prompt_toolkit")
    completion = lazy("prompt_toolkit.completion")


_SHOWN = 60
"""The most letters of a line that an error quotes."""
_MAY_BE_CHOSEN = frozenset({"several", "nobody"})
CompletionKind = Literal["name", "day", "tag", "place"]
_LONGEST = 4
"""The most words that a name may have."""
_SPELT = 6
"""The fewest letters of a weekday in full."""
_BEFORE_NAMES = AND | FROM | TO | TOGETHER
_DAY_WORDS = tuple(
    sorted({*DAYS, *(day for day in WEEKDAYS if len(day) >= _SPELT), *words_of("day-words", "last-week")})
)
_DUE_WORDS = tuple(
    sorted({*(day for day, n in DAYS.items() if n >= 0), *(day for day in _DAY_WORDS if day in WEEKDAYS), *ENDS})
)
_TAGS = tuple(sorted(EXCHANGE, key=lambda tag: [*dict.fromkeys(EXCHANGE.values())].index(EXCHANGE[tag])))


def complete_line(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The completions of the last word of the line, as at the prompt: of a name anywhere in it, a day, a tag."""
    typed = ctx.params.get(param.name or "")
    before = "".join(f"{word} " for word in typed) if isinstance(typed, tuple) else ""
    try:
        run = Run.of(ctx)
        with run.glance() as network:
            offers = completions(before + incomplete, network.at(run.today).directory)
    except Exception:  # noqa: BLE001  a completion never raises
        return []
    return [CompletionItem(one_line(each.text)[max(0, len(before) - each.start) :]) for each in offers]


@click.command(
    cls=WritingCommand,
    epilog="\b\n"
    "mdnet log yesterday coffee with Sam Rivera and Ana Lima @lisbon, the move\n"
    "mdnet log call from Ana Lima: '#promised' the deck by friday",
)
@click.argument("words", nargs=-1, shell_complete=complete_line)
@click.option("--daily", is_flag=True, help="Write one line into the daily note, with links, instead of each log.")
@dry_run_option
@yes_option
@click.pass_obj
def log(run: Run, words: tuple[str, ...], daily: bool, dry: bool, yes: bool) -> None:
    """Write down that you were in touch, in one line.

    The line says when, how, who with, where and what about. People need their full name or an alias. Without words
    it asks for the line, so that a # or an apostrophe needs no quotes. Lines on stdin are written one by one; if one
    is not clear, none is written. `mdnet help sentences` describes what it understands.
    """
    lines = [" ".join(words)] if words else list(_lines(run))
    if len(lines) > 1:
        _check(run, lines, daily=daily, allowed=dry or yes)
    for text in lines:
        said = _clear(run, text)
        plan = run.network.edit.log(said, run.today, daily=daily)
        if not _may_write(run, said, allowed=dry or yes):
            continue
        carry_out(run, plan, people_of(said), summary(said, run.network.texts, run.today), dry=dry)


def _lines(run: Run) -> Iterator[str]:
    """The line typed at a prompt, or the lines of stdin."""
    if not run.can_ask:
        yield from (typed.strip() for typed in iter(typed_line, "") if typed.strip())
        return

    text = ask_for_line(run)
    if text:
        yield text


def _check(run: Run, lines: Sequence[str], *, daily: bool, allowed: bool) -> None:
    """Reject the first unclear line before any line is written, so that all can be given again."""
    for number, text in enumerate(lines, 1):
        try:
            said = _clear(run, text)
            run.network.edit.log(said, run.today, daily=daily)
            _may_write(run, said, allowed=allowed)
        except MdnetworkError as error:
            error.args = (f"Line {number}, “{text[:_SHOWN]}”: {error} None of the {len(lines)} lines is written.",)
            raise


def _clear(run: Run, text: str) -> ParsedEntry | MeetingLine:
    """What the line says. On a terminal the user is asked about unclear names."""
    network = run.network
    chosen: dict[str, str] = {}
    while True:
        said = network.edit.read_line(text, run.today, chosen)
        doubts = said.doubts if isinstance(said, ParsedEntry) else ()
        unclear = [doubt for doubt in doubts if doubt.kind in _MAY_BE_CHOSEN and doubt.candidates]
        if not unclear or not run.can_ask or unclear[0].written in chosen:
            return said
        chosen[unclear[0].written] = _only_one(run, unclear[0]) or _asked(run, unclear[0])


def _only_one(run: Run, doubt: Ambiguity) -> str:
    """The path of the only person whose name the words are a part of; else ""."""
    history = run.answers.directory.paths.get(doubt.candidates[0])
    fits = len(doubt.candidates) == 1 and history is not None and is_part_of(history, doubt.written)
    return doubt.candidates[0] if fits else ""


def _asked(run: Run, doubt: Ambiguity) -> str:
    run.say(sentence(doubt, run.network.texts))
    return run.choose(doubt.candidates)


def _may_write(run: Run, said: ParsedEntry | MeetingLine, *, allowed: bool) -> bool:
    """Whether to write a line. The user is asked if it is about someone who died or wants no contact.

    Raises EditRefused if there is no terminal and it is not `allowed`.
    """
    say = run.network.texts.say
    gone = " ".join(left_alone_in(said, run.network.texts, run.today))
    if not gone or allowed:
        return True
    if not run.can_ask:
        advice = say("Nothing was written; add --yes to write it anyway.")
        raise EditRefused(f"{gone} {advice}")
    run.say(gone)
    return run.ask(say("Write it down anyway?"), default=False)


def left_alone_in(said: ParsedEntry | MeetingLine, texts: Texts, today: date) -> list[str]:
    """The sentences about people of an interaction who died or want no contact. A meeting may be about whoever came."""
    people = people_of(said) if isinstance(said, ParsedEntry) else ()
    return [_left_alone(each, texts, today) for each in people if is_gone(each)]


def people_of(said: ParsedEntry | MeetingLine) -> Sequence[Person]:
    """The people that a typed line is about."""
    return [each.person for each in said.people] if isinstance(said, ParsedEntry) else said.meeting.people


def _left_alone(person: Person, texts: Texts, today: date) -> str:
    """The sentence that says why a person who died or wants no contact is left alone."""
    say, day = texts.say, Phrases(texts, today).day
    if person.status == "no-contact":
        return say("{name} is to be left alone: the note says “no contact”.", name=person.name)
    if person.died is None:
        return say("{name} has died.", name=person.name)
    return say("{name} has died: nothing after {day} counts as contact.", name=person.name, day=day(person.died))


def summary(said: ParsedEntry | MeetingLine, texts: Texts, today: date) -> str:
    """The answer, such as: 2026-11-22: Sam Rivera, Ana Lima, coffee, you promised, due 2026-11-27."""
    if not isinstance(said, ParsedEntry):
        return f"{said.meeting.note.date}: {said.meeting.note.title}."
    entry = said
    names = ", ".join(named.person.name for named in entry.people)
    phrases = Phrases(texts, today)
    channel = channel_said(entry.text) or phrases.channel_name(entry.channel)
    parts = [f"{entry.day}: {names}", channel if entry.channel else ""]
    if entry.is_attempt:
        parts.append(texts.say("but reached nobody, so it is no contact"))
    if "promised" in entry.tags:
        theirs = promised_by(entry.text) == "theirs"
        parts.append(texts.say("they promised") if theirs else texts.say("you promised"))
    if entry.due:
        parts.append(texts.say("due {day}", day=phrases.day(entry.due)))
    if entry.following:
        parts.append(texts.say("next on {day}", day=phrases.day(entry.following)))
    return f"{', '.join(part for part in parts if part)}."


class Completion(NamedTuple):
    """A completion that replaces the text from `start` to the cursor."""

    text: str
    start: int
    kind: CompletionKind


def completions(text: str, directory: People, *, places: Iterable[str] = (), limit: int = 20) -> list[Completion]:
    """At most `limit` completions of `text`, the line before the cursor; none unless it ends within a word.

    `places` are offered in addition to where people live. Names are offered after "with", "and" and the like from the
    first letter on, elsewhere after a capital letter; days at the start of the line and after "by"; tags after `#`.
    """
    typed = words_of_line(text).words
    if not typed or typed[-1].end != len(text) or typed[-1].stops:
        return []
    last = typed[-1]
    if last.text.startswith("#"):
        offers: Iterator[Completion] = _beginning(last.text[1:], _TAGS, "#", last.start, "tag")
    elif last.text.startswith("@"):
        offers = _beginning(last.text[1:], _places(directory, places), "@", last.start, "place")
    else:
        offers = iter([*_name_offers(text, typed, directory), *_day_offers(text, typed)])
    return list(dict.fromkeys(offers))[:limit]


def _beginning(typed: str, words: Iterable[str], sign: str, start: int, kind: CompletionKind) -> Iterator[Completion]:
    wanted = fold(typed)
    return (Completion(sign + word, start, kind) for word in words if fold(word).startswith(wanted))


def _places(directory: People, places: Iterable[str]) -> list[str]:
    """Places in the form that `@` takes: one word."""
    lived = (history.person.place for history in directory.histories)
    whole = {plain_text(place).partition(",")[0] for place in (*lived, *places) if place}
    return sorted({"-".join(place.split()) for place in whole}, key=fold)


def _name_offers(text: str, typed: tuple[Word, ...], directory: People) -> Iterator[Completion]:
    """Names that start with the last words of the line, as many words as match a name."""
    for first in range(max(0, len(typed) - _LONGEST), len(typed)):
        joined = first > 0 and (typed[first - 1].folded in _BEFORE_NAMES or typed[first - 1].text == ",")
        if not (joined or typed[first].is_capital):
            continue
        names = directory.search_names(text[typed[first].start :])
        if names:
            yield from (Completion(name, typed[first].start, "name") for name in names)
            return


def _day_offers(text: str, typed: tuple[Word, ...]) -> Iterator[Completion]:
    for first in range(len(typed)):
        before = typed[first - 1].folded if first else ""
        if not first or before in DEADLINES:
            start = typed[first].start
            yield from _beginning(text[start:], _DUE_WORDS if first else _DAY_WORDS, "", start, "day")


def ask_for_line(run: Run) -> str:
    """A line that the user types; "" for none. With the extra `prompt` it is completed while typing."""
    question = run.network.texts.say("Who was it with, when, and what about?")
    try:
        ask = prompt_toolkit.prompt
    except ImportError:
        put_question(f"{question} ")
        return typed_line().strip()

    directory = run.answers.directory

    class Typed(completion.Completer):
        """Completions of the text before the cursor."""

        def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[completion.Completion]:  # noqa: ARG002  the signature of Completer
            before = document.text_before_cursor
            for offer in completions(before, directory):
                text = one_line(offer.text)
                yield completion.Completion(text, start_position=offer.start - len(before), display_meta=offer.kind)

    put(question, err=True)
    try:
        return ask("› ", completer=Typed(), complete_while_typing=True).strip()
    except EOFError:
        return ""
