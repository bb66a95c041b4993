"""`mdnet import` and `mdnet dedupe`: people and meetings from other programs, and notes about the same person."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, get_args

import click

from mdnetwork.cli.options import Command, day, yes_option
from mdnetwork.cli.page import Cell, Json, Row, TextPage
from mdnetwork.cli.run import Run, progress
from mdnetwork.cli.streams import moment, put
from mdnetwork.dates import add_days
from mdnetwork.errors import EditRefused
from mdnetwork.exchange.calendar_in import Window
from mdnetwork.exchange.cards import (
    Answerer,
    Card,
    CardMatch,
    Chooser,
    ImportedCard,
    Outcome,
    chosen_by,
    nobody,
    unanswered,
)
from mdnetwork.exchange.columns import FIELDS
from mdnetwork.exchange.duplicates import Sign, Twins
from mdnetwork.exchange.files import Wishes
from mdnetwork.exchange.importing import Choices, Import
from mdnetwork.exchange.meetings import Into, MeetingEntry
from mdnetwork.exchange.values import email_key
from mdnetwork.fields import EXCHANGED, SINGLE
from mdnetwork.i18n import Texts
from mdnetwork.names import same
from mdnetwork.records import Record, pick
from mdnetwork.text import one_line, shell_word

WHERE = ("name", *(field.name for field in EXCHANGED if field.chooses), "where")
"""Fields that can select new people."""
TAKEN = tuple(field.key for field in EXCHANGED if field.kind in SINGLE)
"""Fields with one value, in which the file can have priority."""
_BACK, _AHEAD = 365, 60
"""How many days of a calendar are read by default."""
_MOST_LEFT_OUT = 5
_PARTS = ("table", "record", "value", "guest")
"""The order in which the kinds of `SkippedRecord` are shown."""
SHOWN = 20
"""The most lines on a terminal for people who are only listed."""
_AT_ONCE = 1000
"""How many rows are aligned at once: thirty thousand would need too much memory."""
LOOKS: dict[Outcome, str] = {"new": "added", "updated": "today", "unchanged": "faint", "ambiguous": "late"}


def name_and_value(text: str) -> tuple[str, str]:
    """The two halves of `Column=field`."""
    name, sign, value = text.rpartition("=")
    if not sign or not name.strip() or not value.strip():
        raise click.BadParameter(f"“{text}” has no two halves; write it as {'Firm=org'}.")
    return name.strip(), value.strip()


def _field(text: str) -> tuple[str, str]:
    column, field = name_and_value(text)
    if field not in FIELDS:
        raise click.BadParameter(f"“{field}” is not a field; the fields are {', '.join(FIELDS)}.")
    return column, field


def _condition(text: str) -> tuple[str, str]:
    field, _, words = text.partition("=")
    if field.strip() not in WHERE or not words.strip():
        raise click.BadParameter(f"“{text}” chooses nobody; write FIELD=WORDS with one of {', '.join(WHERE)}.")
    return field.strip(), words.strip()


def _event(text: str) -> tuple[date, str]:
    written, _, title = text.partition(" ")
    if not title.strip():
        raise click.BadParameter(f"“{text}” is not an event; write '2026-11-20 Museums Forum'.")
    return day(written), title.strip()


@click.command("import", cls=Command)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--dry-run", "-n", "dry", is_flag=True, help="Show what would be written and what would not, and write nothing."
)
@click.option(
    "--create",
    type=click.Choice(["none", "all", "where", "interactive"]),
    default="none",
    help="Which new people get a note: nobody (the default), all, those chosen, or ask about each.",
)
@click.option(
    "--create-where",
    "conditions",
    multiple=True,
    type=_condition,
    metavar="FIELD=WORDS",
    help=f"New people who match get a note; repeatable. {', '.join(WHERE)}.",
)
@click.option(
    "--map",
    "columns",
    multiple=True,
    type=_field,
    metavar="COLUMN=FIELD",
    help="What a column of a table is, such as 'Firm=org'; - leaves it out. Repeatable.",
)
@click.option("--folder", default="", metavar="FOLDER", help="Where new notes go; by default where most people are.")
@click.option("--region", default="", metavar="XX", help="The country of phone numbers without one: IT, GB, DE…")
@click.option(
    "--take",
    multiple=True,
    type=click.Choice(TAKEN),
    help="Where note and file disagree in this field, write what the file says; repeatable.",
)
@click.option("--by-name", is_flag=True, help="Treat the one person of the same name as the same person.")
@click.option("--photos", is_flag=True, help="Import photos too, next to the notes of people who have none.")
@click.option("--date-order", type=click.Choice(["dmy", "mdy"]), help="How to read 05/03/2026 in these files.")
@click.option(
    "--since", type=day, metavar="DATE", help="For calendars: meetings from this day on; a year back by default."
)
@click.option(
    "--me",
    multiple=True,
    metavar="EMAIL",
    help="Your address in the calendar, beside those of your own note; repeatable.",
)
@click.option(
    "--past",
    type=click.Choice(get_args(Into)),
    help="Past meetings go into the daily note, or a note each, by default as the vault does.",
)
@click.option(
    "--event", type=_event, metavar="'DATE TITLE'", help="The table lists the guests of this event, which gets a note."
)
@yes_option
@click.pass_obj
def import_(run: Run, /, *, files: tuple[Path, ...], dry: bool, yes: bool, **chosen: Any) -> None:
    """Import people from address books, and meetings from calendars.

    People come from vCards, LinkedIn, Google, Outlook and any table (CSV, XLSX), meetings from .ics files. People who
    are in the vault already are filled in: nothing that is written is changed. The others are listed, and get notes
    only as --create says. It never guesses whose a card is: a doubt is asked at a terminal, and listed otherwise. A
    second run of the same file changes nothing; `mdnet undo` undoes a run.
    """
    network = run.network
    names = ", ".join(dict.fromkeys(path.name for path in files))
    label = network.texts.say("Reading {files}", files=one_line(names))
    with progress(run.shows_progress, label) as step:
        found = network.edit.plan_import(
            files, run.today, _choices(run, chosen, step, asks=run.can_ask and not (yes or dry))
        )
    asked = False
    wanted = bool(found.plan) and not dry
    if wanted and not yes:
        asked = _show(run, Imported(found, written=False))
        wanted = run.ask(network.texts.say("Write this?"), default=False)
    if wanted:
        network.edit.write(found.plan)
        network.refresh()
    run.tell(Imported(found, written=wanted, brief=asked), notice=False)


def _show(run: Run, imported: Imported) -> bool:
    """Show on stderr what the question is about. Returns whether the answer may then be short."""
    page = TextPage(run.network.texts, run.today, colour=run.form.colour and sys.stderr.isatty())
    for line in imported.lines(page):
        put(line, err=True)
    return not isinstance(run.form, Json)


def _choices(run: Run, chosen: dict[str, Any], step: Any, *, asks: bool) -> Choices:
    create, answer = _who(run, chosen["create"], chosen["conditions"], asks=asks)
    return Choices(
        wishes=Wishes(
            dict(chosen["columns"]),
            chosen["date_order"] or "",
            chosen["photos"],
            _window(run, chosen),
            chosen["event"],
            run.network.config.reading.date_order,
        ),
        create=create,
        answer=answer,
        folder=chosen["folder"],
        region=chosen["region"].upper(),
        take=frozenset(chosen["take"]),
        by_name=chosen["by_name"],
        past=chosen["past"],
        moment=moment() if run.fixed_day is None else None,
        progress=step,
    )


def _window(run: Run, chosen: dict[str, Any]) -> Window:
    """The days to read of a calendar: a year back and two months ahead by default."""
    since = chosen["since"] or add_days(run.today, -_BACK)
    me = {email_key(each) or same(each) for each in (*run.answers.directory.me, *chosen["me"])}
    return Window(since, add_days(run.today, _AHEAD), frozenset(me))


def _who(run: Run, create: str, conditions: tuple[tuple[str, str], ...], *, asks: bool) -> tuple[Chooser, Answerer]:
    """Who gets a note, and who answers doubts: the user at a terminal, or no one."""
    asking = _Asking(run)
    if create == "interactive":
        return asking.create, asking.answer
    if create == "where" and not conditions:
        raise click.UsageError("Say which new people get notes: --create-where org=WORDS.")
    answer = asking.answer if asks else unanswered
    if conditions:
        return chosen_by(conditions), answer
    return (lambda _card: True) if create == "all" else nobody, answer


class _Asking:
    """Asks about every new person, and about every doubt."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._is_tired = False

    def create(self, card: Card) -> bool:
        """Whether this card becomes a note."""
        about = ", ".join(filter(None, (card.name, card.role, card.org, *card.emails[:1])))
        return self._run.ask(
            self._run.network.texts.say("Make a note for {person}?", person=one_line(about)), default=False
        )

    def answer(self, card: Card, match: CardMatch) -> str | None:
        """The path of the card's person, "" if it is new; None if the user does not know or wants no more questions."""
        if self._is_tired:
            return None
        say = self._run.network.texts.say
        about = ", ".join(filter(None, (card.name, card.role, card.org, *card.emails[:1])))
        put(say("Who is {person}?", person=about), err=True)
        new, nobody_knows, enough = say("somebody new"), say("leave it"), say("leave it, and stop asking")
        found = self._run.choose((*match.candidates, new, nobody_knows, enough), nobody_knows)
        self._is_tired = found == enough
        return None if found in {nobody_knows, enough} else "" if found == new else found


@dataclass(frozen=True)
class Imported:
    """An import that was applied, or that would be."""

    found: Import
    written: bool
    brief: bool = False
    """Whether the list was already shown, before the question."""

    def data(self) -> Record:
        """The answer as JSON (schemas/import.json)."""
        return {
            "written": self.written,
            "sources": self.found.sources,
            "counts": {outcome: self.found.planned.count(outcome) for outcome in LOOKS},
            "people": self.found.entries,
            "meetings": self.found.meetings,
            "left_out": self.found.planned.left,
            "columns": [
                {"file": file, "columns": [{"column": column, "field": field} for column, field in pairs]}
                for file, pairs in self.found.guessed
            ],
            "paths": self.found.plan.paths,
        }

    def lines(self, page: TextPage) -> Iterator[str]:
        """One row per person with a change or doubt, and the counts."""
        if not self.brief:
            yield from self._columns(page)
            yield from self._people(page)
            entries = (
                entry for entry in self.found.meetings if entry.outcome != "unchanged" or (entry.path and entry.why)
            )
            yield from page.table(_meeting_row(entry, page) for entry in entries)
            yield from self._left_out(page)
        yield self._counts(page.texts)
        if not self.brief:
            yield from self._hints(page.texts)

    def _columns(self, page: TextPage) -> Iterator[str]:
        for file, pairs in self.found.guessed:
            yield page.heading(page.texts.say("Columns of {file}, guessed by their names:", file=one_line(file)))
            left_out = page.texts.say("left out")
            rows = [(column, left_out if field == "-" else field) for column, field in pairs if column]
            yield from page.table([(Cell(column), field) for column, field in rows], "  ")

    def _people(self, page: TextPage) -> Iterator[str]:
        entries = [
            entry for entry in self.found.entries if entry.outcome != "unchanged" or entry.differs or entry.refused
        ]
        listed = [entry for entry in entries if entry.outcome == "new" and not entry.path and not entry.refused]
        cut = {id(entry) for entry in listed[SHOWN:]} if page.width is not None else set()
        rows = (_row(entry, page) for entry in entries if id(entry) not in cut)
        while some := list(islice(rows, _AT_ONCE)):
            yield from page.table(some)
        if cut:
            yield page.texts.count("… and {n:,} more new", "… and {n:,} more new", len(cut))

    def _left_out(self, page: TextPage) -> Iterator[str]:
        """What was left out, and why: all of it where a program reads, the first few on a screen.

        What is left out of a whole table comes first.
        """
        left = sorted(self.found.planned.left, key=lambda each: _PARTS.index(each.part))
        most = _MOST_LEFT_OUT if page.width is not None else len(left)
        label = Cell(page.texts.say("left out"), "faint")
        yield from page.table(
            (label, Cell(each.where, "faint", place=True), page.texts.recognised(each.why)) for each in left[:most]
        )
        if len(left) > most:
            yield page.texts.count("… and {n:,} more left out", "… and {n:,} more left out", len(left) - most)

    def _counts(self, texts: Texts) -> str:
        planned, count = self.found.planned, texts.count
        parts = [
            count("{n:,} new", "{n:,} new", planned.count("new")),
            count("{n:,} updated", "{n:,} updated", planned.count("updated")),
            count("{n:,} unchanged", "{n:,} unchanged", planned.count("unchanged")),
            count("{n:,} ambiguous", "{n:,} ambiguous", planned.count("ambiguous")),
        ]
        if not planned.entries and self.found.meetings:
            parts = []
        if self.found.meetings:
            new = sum(entry.outcome != "unchanged" for entry in self.found.meetings)
            parts.append(count("{n:,} meeting", "{n:,} meetings", new))
        left = sum(each.part == "record" for each in planned.left)
        if left:
            parts.append(count("{n:,} left out", "{n:,} left out", left))
        done = len(self.found.plan.edits)
        if self.written:
            written = count("{n:,} note written", "{n:,} notes written", done)
        else:
            written = texts.say("nothing was written")
        return f"{', '.join(parts)}; {written}."

    def _hints(self, texts: Texts) -> Iterator[str]:
        if any(entry.outcome == "new" and not entry.path for entry in self.found.entries):
            yield texts.say(
                "New people get a note only when you say so: --create all, --create interactive, "
                "or --create-where org=WORDS."
            )
        if self.found.planned.count("ambiguous"):
            yield texts.say("Nobody is guessed: --create interactive asks, --by-name takes the person of that name.")


def _meeting_row(entry: MeetingEntry, page: TextPage) -> Row:
    return (
        Cell(_outcomes(page.texts)[entry.outcome], LOOKS[entry.outcome]),
        Cell(entry.title, "name"),
        Cell(entry.path, "faint", place=True),
        "; ".join(
            filter(None, (page.phrases.when(entry.day), ", ".join(entry.people), page.texts.recognised(entry.why)))
        ),
    )


def _outcomes(texts: Texts) -> dict[Outcome, str]:
    return {
        "new": texts.say("new"),
        "updated": texts.say("updated"),
        "unchanged": texts.say("unchanged"),
        "ambiguous": texts.say("ambiguous"),
    }


def _row(entry: ImportedCard, page: TextPage) -> Row:
    return (
        Cell(_outcomes(page.texts)[entry.outcome], LOOKS[entry.outcome]),
        Cell(entry.name, "name"),
        Cell(entry.path or (entry.org if entry.outcome == "new" else ""), "faint", place=bool(entry.path)),
        "; ".join(_details(entry, page.texts)),
    )


def _details(entry: ImportedCard, texts: Texts) -> Iterator[str]:
    if entry.filled:
        yield ", ".join(f"{each.key} {each.value}" for each in entry.filled)
    if entry.news:
        yield entry.news
    for each in entry.differs:
        yield texts.say("{field}: {here} here, {there} there", field=each.key, here=each.here, there=each.there)
    if entry.candidates:
        names = ", ".join(entry.candidates)
        match entry.why:
            case "other name":
                yield texts.say("the same address under another name: {names}", names=names)
            case "several":
                yield texts.say("the addresses are those of several people: {names}", names=names)
            case "birthday":
                yield texts.say("the same address, and another birthday or profile: {names}", names=names)
            case "uid":
                yield texts.say("several have this uid: {names}", names=names)
            case _:
                yield texts.say("the same name, and nothing else to go by: {names}", names=names)
    yield from map(texts.recognised, entry.refused)


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
            yield from pair_lines(pair, page)


def pair_lines(pair: Twins, page: TextPage) -> Iterator[str]:
    """A pair as several lines."""
    yield f"{page.styled(one_line(pair.kept.path), 'name')}  {page.styled(one_line(pair.other.path), 'name')}"
    yield from page.table(_sign_rows(page.texts.say("for"), pair.signs, page.texts), "  ")
    yield from page.table(_sign_rows(page.texts.say("against"), pair.against, page.texts), "  ")
    yield page.styled(f"  mdnet merge {shell_word(pair.kept.path)} {shell_word(pair.other.path)}", "faint")


def _sign_rows(title: str, signs: Iterable[Sign], texts: Texts) -> Iterator[tuple[str, str, str]]:
    for sign in signs:
        yield title, _sign_in_words(sign, texts), sign.text


def _sign_in_words(sign: Sign, texts: Texts) -> str:
    reasons = {
        "email": texts.say("e-mail"),
        "linkedin": texts.say("LinkedIn profile"),
        "phone": texts.say("phone"),
        "name": texts.say("the same name"),
        "like name": texts.say("similar names"),
        "org": texts.say("organisation"),
        "birthday": texts.say("birthday"),
        "other name": texts.say("another name"),
        "other uid": texts.say("different uids"),
        "other linkedin": texts.say("different LinkedIn profiles"),
        "together": texts.say("named together"),
    }
    return reasons[sign.reason]


@click.command(cls=Command)
@click.option("--merge", "merging", is_flag=True, help="Ask about each pair whether to merge it.")
@click.option("--region", default="", metavar="XX", help="The country of phone numbers without one: IT, GB, DE…")
@click.pass_obj
def dedupe(run: Run, merging: bool, region: str) -> None:
    """Find notes that may be about the same person.

    Each pair has the evidence for and against it. Nothing is merged unless you ask for it. Two people of one name are
    not a pair if anything differs, such as a uid in each note. Nor are people of different names who share a phone or
    a mailbox, as in families and offices.
    """
    pairs = run.answers.twins(region.upper())
    if not merging or not pairs:
        run.tell(Alike(pairs))
        return
    kept = [pair for pair in pairs if not _merged(run, pair)]
    run.tell(Alike(kept))


def _merged(run: Run, pair: Twins) -> bool:
    """Ask, and merge if the answer is yes. Returns whether they were merged."""
    network = run.network
    for line in pair_lines(pair, TextPage(network.texts, run.today, colour=run.form.colour and sys.stderr.isatty())):
        put(line, err=True)
    if not run.ask(network.texts.say("Merge the second into the first?"), default=False):
        return False
    try:
        network.edit.write(network.edit.merge(pair.kept.path, pair.other.path, run.today))
    except EditRefused as refused:
        put(str(refused), err=True)
        return False
    network.refresh()
    return True
