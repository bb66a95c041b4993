"""`mdnet review`: a review of a period on one screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import click

from mdnetwork.cli.options import Command, span
from mdnetwork.cli.page import Cell, Row, Section, TextPage
from mdnetwork.cli.run import Run
from mdnetwork.dates import Span
from mdnetwork.insight.contact import Presence, Reach
from mdnetwork.insight.drift import Drift, drift_text
from mdnetwork.insight.exchanges import Balance, Exchange
from mdnetwork.insight.groups import GroupFigures
from mdnetwork.insight.period import Figure
from mdnetwork.insight.profile import STEPS, Event, Events, VisibilityLadder
from mdnetwork.insight.review import Circle, Firsts, Promises, Review, Shares
from mdnetwork.insight.standing import HALF_LIFE, Part, Standing
from mdnetwork.model import Person
from mdnetwork.phrases import listed
from mdnetwork.records import FORMS, NEWS, Record, pick

SHOWN = 5
"""The most items of a section; the others are counted."""
NAMED = 4
"""The most values or people on a line."""


@dataclass(frozen=True)
class Reviewed:
    """A review."""

    review: Review

    def data(self) -> Record:
        """The review as JSON (schemas/review.json)."""
        found, before = self.review, self.review.standing_before
        return pick(found, FORMS["Review"]) | {
            "feedback": [pick(exchange, NEWS) for exchange in found.feedback],
            "standing": pick(found.standing, FORMS["Standing"]) | {"before": before},
        }

    def lines(self, page: TextPage) -> Iterator[str]:
        """One row per section, and suggestions at the end."""
        span_, day = self.review.periods.now, page.phrases.day
        say = page.texts.say
        yield page.heading(
            say("{start} to {end}, in brackets the period before", start=day(span_.start), end=day(span_.end))
        )
        yield from page.table(_rows(_sections(self.review, page)), indent="  ")
        yield ""
        yield page.heading(say("Worth doing") if self.review.suggestions else say("Nothing presses."))
        yield from page.table(
            [(f"{n}.", each.reason) for n, each in enumerate(self.review.suggestions, 1)], indent="  "
        )


def _rows(sections: Iterable[Section]) -> Iterator[Row]:
    for section in sections:
        for n, line in enumerate(section.sentences):
            yield (Cell("" if n else section.heading, "faint"), line)


def _sections(found: Review, page: TextPage) -> Iterator[Section]:
    say = page.texts.say
    words = Wording(page)
    yield Section(say("promises"), sentences=words.promises(found.promises)[: SHOWN + 1])
    yield Section(say("first meetings"), sentences=words.firsts(found.first_meetings))
    yield Section(say("give and take"), sentences=words.balance(found.give_and_take))
    yield Section(say("feedback"), sentences=words.feedback(found.feedback[:SHOWN]))
    yield Section(say("standing"), sentences=words.standing(found.standing, found.standing_before))
    yield Section(say("contact"), sentences=words.presence(found.presence))
    yield Section(say("people"), sentences=words.reach(found.reach))
    yield Section(say("sectors"), sentences=words.shares(found.shares["sector"]))
    yield Section(say("organisations"), sentences=words.shares(found.shares["org"]))
    yield Section(say("places"), sentences=words.shares(found.shares["place"]))
    yield Section(say("networks"), sentences=words.shares(found.shares["network"]))
    yield Section(say("circles"), sentences=words.circles(found.circles, found.shares["circle"]))
    yield Section(say("drifting"), sentences=words.drifting(found.drifting[:SHOWN], len(found.drifting) - SHOWN))
    yield Section(say("events"), sentences=words.events(found.events))
    yield Section(say("groups"), sentences=words.groups(found.groups))
    yield Section(say("profile"), sentences=words.ladder(found.profile))


@click.command(cls=Command)
@click.option(
    "--period", type=span, default="3m", show_default=True, metavar="LENGTH", help="Look back over 30d, 6w, 3m, 1 year…"
)
@click.option(
    "--write", "into_vault", is_flag=True, help="Put it into the vault too, in the note of the setting review_note."
)
@click.pass_obj
def review(run: Run, period: Span, into_vault: bool) -> None:
    """How you tended your network lately, compared with the period before, and three things worth doing.

    Each number comes with what was counted; nobody is ranked.
    """
    found = run.answers.review(period)
    if into_vault:
        _write(run, found)
    run.tell(Reviewed(found))


def _write(run: Run, found: Review) -> None:
    """Write the review into the vault. The step can be undone."""
    network = run.network
    sections = [(each.heading, each.sentences) for each in _sections(found, TextPage(network.texts, run.today))]
    plan = network.edit.looking_back(found.periods.now.start, sections, found.suggestions, run.today)
    if plan:
        network.edit.write(plan)
        network.refresh()
        run.say(network.texts.say("{path} tells it too.", path=", ".join(plan.paths)))


class Wording:
    """The lines of each section."""

    def __init__(self, page: TextPage) -> None:
        self._texts = page.texts
        self._day = page.phrases.day

    def promises(self, promises: Promises) -> list[str]:
        """Kept and overdue promises; then the open ones, the oldest first."""
        counts = {"kept": both(promises.kept), "broken": both(promises.broken), "open": len(promises.open)}
        head = self._texts.say("kept {kept}, overdue {broken}; open today, of any time: {open}", **counts)
        return [head, *(f"{each.person.name}: {each.words}{self._by(each.due)}" for each in promises.open)]

    def firsts(self, first_meetings: Firsts) -> list[str]:
        """How many first meetings were followed up in time, and for which ones there is still time."""
        counts = {"followed": both(first_meetings.followed), "met": both(first_meetings.met)}
        lines = [self._texts.say("{followed} of {met} followed up within 48 hours", **counts)]
        time, late = ([each.person for each in first_meetings.meetings if each.in_time is how] for how in (None, False))
        lines += [self._texts.say("still time for {names}", names=self._names(time))] if time else []
        return lines + ([self._texts.say("late or not at all: {names}", names=self._names(late))] if late else [])

    def balance(self, balance: Balance) -> list[str]:
        """What the user gave, and what they got."""
        counts = {name: both(each) for name, each in balance._asdict().items()}
        mine = self._texts.say(
            "you gave {gave}, introduced {introduced}, thanked {thanked}", **_only(counts, "gave introduced thanked")
        )
        theirs = self._texts.say(
            "you got {got}, asked {asked}, were asked {was_asked}", **_only(counts, "got asked was_asked")
        )
        return [mine, theirs]

    def feedback(self, exchanges: Sequence[Exchange]) -> list[str]:
        """Feedback on the user's work."""
        return [f"{self._when(each.person.name, each.date)}: {each.words}" for each in exchanges]

    def standing(self, standing: Standing, before: Standing) -> list[str]:
        """The value and its three parts."""
        decimal = self._texts.decimal
        head = self._texts.say(
            "{now} ({before}), from 0 to 1: your own conduct, never other people; a deed of long ago counts "
            "less, half after {days} days; the mean of:",
            now=decimal(standing.value),
            before=decimal(before.value),
            days=HALF_LIFE,
        )
        asked = self._texts.say("{good} given, {bad} asked", **_deeds(standing.giving))
        if standing.strangers:
            asked += self._texts.count(
                " ({n} of somebody hardly known)", " ({n} of people hardly known)", standing.strangers
            )
        parts = (
            (
                self._texts.say("promises"),
                standing.promises,
                before.promises,
                self._texts.say("{good} kept, {bad} overdue", **_deeds(standing.promises)),
            ),
            (self._texts.say("giving"), standing.giving, before.giving, asked),
            (
                self._texts.say("answers"),
                standing.answers,
                before.answers,
                self._texts.say("{good} given, {bad} still owed", **_deeds(standing.answers)),
            ),
        )
        values = ((name, decimal(now.value), decimal(then.value), counted) for name, now, then, counted in parts)
        return [head, *(f"{name} {now} ({then}): {counted}" for name, now, then, counted in values)]

    def presence(self, presence: Presence) -> list[str]:
        """In person and online; then people with only one of them."""
        counts = {"seen": both(presence.in_person), "online": both(presence.online), "unknown": both(presence.unknown)}
        lines = [
            self._texts.say(
                "in person {seen}, online {online}, not stated {unknown}: days of each person, summed", **counts
            )
        ]
        if presence.together.now or presence.together.before:
            counts = {"alone": both(presence.alone), "together": both(presence.together)}
            told = self._texts.say("of those in person: one-to-one {alone}, in a group {together}", **counts)
            lines.append(self._texts.say("{told}; you prefer one-to-one", told=told) if presence.prefers else told)
        online, seen = (
            [each.person for each in presence.one_way if each.way == way] for way in ("online", "in_person")
        )
        if online:
            lines.append(self._texts.say("only online for a year: {names}", names=self._names(online)))
        if seen:
            lines.append(self._texts.say("only in person for a year: {names}", names=self._names(seen)))
        return lines

    def reach(self, reach: Reach) -> list[str]:
        """New people and known ones."""
        counts = {"new": both(reach.with_new), "known": both(reach.with_known), "share": _percent(reach.share_new)}
        joined = {"new": both(reach.new_people), "theirs": both(reach.from_them)}
        return [
            self._texts.say("days with each, summed: new people {new}, known ones {known}: {share} new", **counts),
            self._texts.say("new people {new}, came to you {theirs}", **joined),
        ]

    def shares(self, spread: Shares) -> list[str]:
        """The most frequent values; then their variety, and what is missing."""
        if not spread.shares:
            return [self._missing(spread)] if spread.missing else []
        most = [f"{each.value} {each.people}" for each in spread.shares[:NAMED]]
        others = len(spread.shares) - NAMED
        more = [self._texts.count("{n} other", "{n} others", others)] if others > 0 else []
        return [", ".join([*most, *more]) + f"; {self._missing(spread)}"]

    def circles(self, circles: Sequence[Circle], spread: Shares) -> list[str]:
        """Each circle compared with its size."""
        rows = [self._circle(each) for each in circles]
        return ["; ".join(filter(None, (*rows, self._missing(spread))))] if rows else []

    def drifting(self, drifts: Sequence[Drift], more: int) -> list[str]:
        """Who is overdue, and by how much."""
        rows = [f"{each.person.name}: {drift_text(each, self._texts)}" for each in drifts]
        return rows + ([self._texts.count("{n} more", "{n} more", more)] if more > 0 else [])

    def events(self, events: Events) -> list[str]:
        """The results of the period's events; and the next one."""
        rows = [self._event(each) for each in events.now]
        for each in [coming for coming in events.coming if coming.people][:1]:
            note = each.gathering.note
            title, names = self._when(note.title, note.date), self._names(each.people)
            rows.append(self._texts.say("{title}: you know {names}", title=title, names=names))
        return rows

    def groups(self, groups: Sequence[GroupFigures]) -> list[str]:
        """How often each met, how many of its members were in touch, the next time."""
        return [self._group(each) for each in groups[:SHOWN]]

    def _group(self, found: GroupFigures) -> str:
        group = found.group
        values = {"title": group.note.title, "days": both(found.days), "active": both(found.active)}
        line = self._texts.say(
            "{title}: meetings {days}, in touch with {active} of {n}",
            n=len(group.members) + len(group.others),
            **values,
        )
        if group.next and group.next.date:
            return self._texts.say("{line}; next time {date}", line=line, date=self._day(group.next.date))
        return line

    def ladder(self, ladder: VisibilityLadder) -> list[str]:
        """The step reached, and what was counted for it."""
        names = {
            "none": self._texts.say("not there yet"),
            "there": self._texts.say("being there"),
            "network": self._texts.say("in touch"),
            "took_part": self._texts.say("taking part"),
            "published": self._texts.say("published"),
            "recognised": self._texts.say("recognised"),
        }
        step = self._texts.say("step {n} of 5, {name}", n=STEPS.index(ladder.step), name=names[ladder.step])
        counted = self._texts.say(
            "people in touch {network}, took part {part}, published {published}, recognised {recognised}",
            network=both(ladder.network),
            part=both(ladder.took_part),
            published=both(ladder.published),
            recognised=both(ladder.recognised),
        )
        lines = [f"{step}: {counted}"]
        if not ladder.there:
            lines.append(self._texts.say("a note of `type: me` with a `pitch` or `offers` is where it begins"))
        if ladder.next_due:
            lines.append(self._texts.say("you meant to publish by {date}", date=self._day(ladder.next_due)))
        return lines

    def _by(self, due: date | None) -> str:
        return self._texts.say(", by {date}", date=self._day(due)) if due else ""

    def _when(self, what: str, day: date | None) -> str:
        """A title or name, and a day: "Book fair, 20 November"."""
        return f"{what}, {self._day(day)}" if day else what

    def _names(self, people: Sequence[Person]) -> str:
        return listed([each.name for each in people[:NAMED]], len(people))

    def _missing(self, spread: Shares) -> str:
        parts = (
            []
            if spread.variety is None
            else [self._texts.say("variety {variety}", variety=self._texts.decimal(spread.variety))]
        )
        parts += [self._texts.count("{n} not stated", "{n} not stated", spread.unknown)] if spread.unknown else []
        parts += [self._texts.say("nobody in {names}", names=", ".join(spread.missing))] if spread.missing else []
        return ", ".join(parts)

    def _circle(self, circle: Circle) -> str:
        of = "" if circle.size is None else self._texts.say(" of {size}", size=circle.size)
        active = self._texts.say("{n} in touch", n=both(circle.active))
        return f"{circle.name} {circle.people}{of}, {active}"

    def _event(self, event: Event) -> str:
        head = self._when(event.gathering.note.title, event.gathering.note.date)
        met = self._texts.count("{n} person met", "{n} people met", len(event.met))
        last = self._texts.say(
            "{n} in touch later, {lasting} lasting", n=len(event.followed), lasting=len(event.lasting)
        )
        return f"{head}: {met}, {last}"


def both(figure: Figure) -> str:
    """A number, and the previous one in brackets."""
    return f"{figure.now} ({figure.before})"


def _only(values: dict[str, str], names: str) -> dict[str, str]:
    return {name: values[name] for name in names.split()}


def _deeds(part: Part) -> dict[str, int]:
    return {"good": part.well, "bad": part.ill}


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"
