"""`mdnet review`: a review of a period on one screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import click

from mdnetwork.cli.options import AskingCommand, span
from mdnetwork.cli.page import Cell, Row, TextPage
from mdnetwork.cli.records import Record
from mdnetwork.cli.review_records import review_record
from mdnetwork.cli.run import Run
from mdnetwork.dates import Span
from mdnetwork.insight.contact import Balance, Drift, Exchange, Presence, Reach, drift_text
from mdnetwork.insight.period import Figure
from mdnetwork.insight.profile import STEPS, Event, Events, VisibilityLadder
from mdnetwork.insight.review import Circle, Firsts, Promises, Review, Shares
from mdnetwork.insight.standing import HALF_LIFE, Part, Standing
from mdnetwork.model import Person
from mdnetwork.phrases import listed

SHOWN = 5
"""The most items of a section; the others are counted."""


@dataclass(frozen=True)
class Reviewed:
    """A review."""

    review: Review

    def data(self) -> Record:
        """The review as JSON (schemas/review.json)."""
        return review_record(self.review)

    def lines(self, page: TextPage) -> Iterator[str]:
        """One row per section, and suggestions at the end."""
        span_ = self.review.periods.now
        say = page.texts.say
        yield page.heading(say("{start} to {end}, in brackets the same time before", start=span_.start, end=span_.end))
        yield from page.table(_rows(_sections(self.review, page)), indent="  ")
        yield ""
        yield page.heading(say("Worth doing") if self.review.suggestions else say("Nothing presses."))
        yield from page.table(
            [(f"{n}.", each.reason) for n, each in enumerate(self.review.suggestions, 1)], indent="  "
        )


def _rows(sections: Iterable[tuple[str, Sequence[str]]]) -> Iterator[Row]:
    for title, lines in sections:
        for n, line in enumerate(lines):
            yield (Cell("" if n else title, "faint"), line)


def _sections(found: Review, page: TextPage) -> Iterator[tuple[str, Sequence[str]]]:
    say = page.texts.say
    told = Wording(page)
    yield say("promises"), told.promises(found.promises)[: SHOWN + 1]
    yield say("first meetings"), told.firsts(found.firsts)
    yield say("give and take"), told.balance(found.balance)
    yield say("feedback"), told.feedback(found.feedback[:SHOWN])
    yield say("standing"), told.standing(found.standing, found.standing_before)
    yield say("contact"), told.presence(found.presence)
    yield say("people"), told.reach(found.reach)
    yield say("sectors"), told.shares(found.shares["sector"])
    yield say("organisations"), told.shares(found.shares["org"])
    yield say("places"), told.shares(found.shares["place"])
    yield say("networks"), told.shares(found.shares["network"])
    yield say("circles"), told.circles(found.circles, found.shares["circle"])
    yield say("drifting"), told.drifting(found.drifting[:SHOWN], len(found.drifting) - SHOWN)
    yield say("events"), told.events(found.events)
    yield say("profile"), told.ladder(found.profile)


@click.command(cls=AskingCommand)
@click.option(
    "--period", type=span, default="3m", show_default=True, metavar="LENGTH", help="Look back over 30d, 6w, 3m, 1 year…"
)
@click.option(
    "--write", "into_vault", is_flag=True, help="Put it into the vault too, in the note of the setting review_note."
)
@click.pass_obj
def review(run: Run, period: Span, into_vault: bool) -> None:
    """How you tended your network lately, against the same time before, and three things worth doing.

    Each number stands with what it was counted from; nobody is ranked.
    """
    found = run.network.review(run.today, period)
    if into_vault:
        _write(run, found)
    run.tell(Reviewed(found))


def _write(run: Run, found: Review) -> None:
    """Write the review into the vault. The step can be undone."""
    network = run.network
    sections = list(_sections(found, TextPage(network.texts, run.today)))
    plan = network.looking_back(found.periods.now.start, sections, found.suggestions, run.today)
    if plan:
        network.write(plan)
        network.refresh()
        run.say(network.texts.say("{path} tells it too.", path=", ".join(plan.paths)))


NAMED = 4
"""The most values or people on a line."""


class Wording:
    """The lines of each section."""

    def __init__(self, page: TextPage) -> None:
        self._texts = page.texts

    def promises(self, found: Promises) -> list[str]:
        """Kept and overdue promises; then the open ones, the oldest first."""
        said = {"kept": both(found.kept), "broken": both(found.broken), "open": len(found.open)}
        head = self._texts.say("kept {kept}, overdue {broken}; open today, of any time: {open}", **said)
        return [head, *(f"{each.person.name}: {each.words}{self._by(each.due)}" for each in found.open)]

    def firsts(self, found: Firsts) -> list[str]:
        """How many first meetings were followed up in time, and for which ones there is still time."""
        said = {"followed": both(found.followed), "met": both(found.met)}
        lines = [self._texts.say("{followed} of {met} followed up within 48 hours", **said)]
        time, late = ([each.person for each in found.meetings if each.in_time is how] for how in (None, False))
        lines += [self._texts.say("still time for {names}", names=self._names(time))] if time else []
        return lines + ([self._texts.say("not, or later: {names}", names=self._names(late))] if late else [])

    def balance(self, found: Balance) -> list[str]:
        """What the user gave, and what they got."""
        said = {name: both(each) for name, each in found._asdict().items()}
        mine = self._texts.say(
            "you gave {gave}, introduced {introduced}, thanked {thanked}", **_only(said, "gave introduced thanked")
        )
        theirs = self._texts.say(
            "you got {got}, asked {asked}, were asked {was_asked}", **_only(said, "got asked was_asked")
        )
        return [mine, theirs]

    def feedback(self, found: Sequence[Exchange]) -> list[str]:
        """Feedback on the user's work."""
        return [f"{each.date} {each.person.name}: {each.words}" for each in found]

    def standing(self, found: Standing, before: Standing) -> list[str]:
        """The value and its three parts."""
        decimal = self._texts.decimal
        head = self._texts.say(
            "{now} ({before}), from 0 to 1: of all time, a deed weighing half after {days} days; the mean of:",
            now=decimal(found.value),
            before=decimal(before.value),
            days=HALF_LIFE,
        )
        asked = self._texts.say("{good} given, {bad} asked", **_deeds(found.giving))
        if found.strangers:
            asked += self._texts.count(
                " ({n} of somebody hardly known)", " ({n} of people hardly known)", found.strangers
            )
        parts = (
            (
                self._texts.say("promises"),
                found.promises,
                before.promises,
                self._texts.say("{good} kept, {bad} overdue", **_deeds(found.promises)),
            ),
            (self._texts.say("giving"), found.giving, before.giving, asked),
            (
                self._texts.say("answers"),
                found.answers,
                before.answers,
                self._texts.say("{good} given, {bad} still owed", **_deeds(found.answers)),
            ),
        )
        values = ((name, decimal(now.value), decimal(then.value), said) for name, now, then, said in parts)
        return [head, *(f"{name} {now} ({then}): {said}" for name, now, then, said in values)]

    def presence(self, found: Presence) -> list[str]:
        """In person and online; then people with only one of them."""
        said = {"seen": both(found.in_person), "online": both(found.online), "unknown": both(found.unknown)}
        lines = [
            self._texts.say("in person {seen}, online {online}, untold {unknown}: days of each person, summed", **said)
        ]
        online, seen = ([each.person for each in found.one_way if each.way == way] for way in ("online", "in_person"))
        if online:
            lines.append(self._texts.say("only online for a year: {names}", names=self._names(online)))
        if seen:
            lines.append(self._texts.say("only in person for a year: {names}", names=self._names(seen)))
        return lines

    def reach(self, found: Reach) -> list[str]:
        """New people and known ones."""
        said = {"new": both(found.with_new), "known": both(found.with_known), "share": _percent(found.share_new)}
        come = {"new": both(found.new_people), "theirs": both(found.from_them)}
        return [
            self._texts.say("days with each, summed: new people {new}, known ones {known}: {share} new", **said),
            self._texts.say("new people {new}, came to you {theirs}", **come),
        ]

    def shares(self, found: Shares) -> list[str]:
        """The most frequent values; then their variety, and what is missing."""
        if not found.shares:
            return [self._missing(found)] if found.missing else []
        most = [f"{each.value} {each.people}" for each in found.shares[:NAMED]]
        others = len(found.shares) - NAMED
        more = [self._texts.count("{n} other", "{n} others", others)] if others > 0 else []
        return [", ".join([*most, *more]) + f"; {self._missing(found)}"]

    def circles(self, found: Sequence[Circle], spread: Shares) -> list[str]:
        """Each circle compared with its size."""
        rows = [self._circle(each) for each in found]
        return ["; ".join(filter(None, (*rows, self._missing(spread))))] if rows else []

    def drifting(self, found: Sequence[Drift], more: int) -> list[str]:
        """Who is overdue, and by how much."""
        rows = [f"{each.person.name}: {drift_text(each, self._texts)}" for each in found]
        return rows + ([self._texts.count("{n} more", "{n} more", more)] if more > 0 else [])

    def events(self, found: Events) -> list[str]:
        """The results of the period's events; and the next one."""
        rows = [self._event(each) for each in found.now]
        for each in [coming for coming in found.coming if coming.people][:1]:
            said = {"date": each.gathering.note.date, "title": each.gathering.note.title}
            rows.append(self._texts.say("{date} {title}: you know {names}", **said, names=self._names(each.people)))
        return rows

    def ladder(self, found: VisibilityLadder) -> list[str]:
        """The step reached, and what was counted for it."""
        names = {
            "none": self._texts.say("not there yet"),
            "there": self._texts.say("being there"),
            "network": self._texts.say("in touch"),
            "took_part": self._texts.say("taking part"),
            "published": self._texts.say("published"),
            "recognised": self._texts.say("recognised"),
        }
        step = self._texts.say("step {n} of 5, {name}", n=STEPS.index(found.step), name=names[found.step])
        counted = self._texts.say(
            "people in touch {network}, took part {part}, published {published}, recognised {recognised}",
            network=both(found.network),
            part=both(found.took_part),
            published=both(found.published),
            recognised=both(found.recognised),
        )
        lines = [f"{step}: {counted}"]
        if not found.there:
            lines.append(self._texts.say("a note of `type: me` with a `pitch` or `offers` is where it begins"))
        if found.next_due:
            lines.append(self._texts.say("something to publish was meant by {date}", date=found.next_due))
        return lines

    def _by(self, due: object) -> str:
        return self._texts.say(", by {date}", date=due) if due else ""

    def _names(self, people: Sequence[Person]) -> str:
        return listed([each.name for each in people[:NAMED]], len(people))

    def _missing(self, found: Shares) -> str:
        parts = (
            []
            if found.variety is None
            else [self._texts.say("variety {variety}", variety=self._texts.decimal(found.variety))]
        )
        parts += [self._texts.count("{n} untold", "{n} untold", found.unknown)] if found.unknown else []
        parts += [self._texts.say("nobody in {names}", names=", ".join(found.missing))] if found.missing else []
        return ", ".join(parts)

    def _circle(self, circle: Circle) -> str:
        of = "" if circle.size is None else self._texts.say(" of {size}", size=circle.size)
        active = self._texts.say("{n} in touch", n=both(circle.active))
        return f"{circle.name} {circle.people}{of}, {active}"

    def _event(self, event: Event) -> str:
        said = {"date": event.gathering.note.date, "title": event.gathering.note.title}
        head = self._texts.say("{date} {title}", **said)
        met = self._texts.count("{n} person met", "{n} people met", len(event.met))
        last = self._texts.say(
            "{n} in touch later, {lasting} lasting", n=len(event.followed), lasting=len(event.lasting)
        )
        return f"{head}: {met}, {last}"


def both(figure: Figure) -> str:
    """A number, and the previous one in brackets."""
    return f"{figure.now} ({figure.before})"


def _only(said: dict[str, str], names: str) -> dict[str, str]:
    return {name: said[name] for name in names.split()}


def _deeds(part: Part) -> dict[str, int]:
    return {"good": part.well, "bad": part.ill}


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"
