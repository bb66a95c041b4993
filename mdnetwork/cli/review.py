"""`mdnet review`: a review of a period on one screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import click

from mdnetwork.cli.options import Command, span
from mdnetwork.cli.own_page import rhythm_text, step_text
from mdnetwork.cli.page import Cell, Row, Section, TextPage
from mdnetwork.cli.run import Run
from mdnetwork.dates import Span
from mdnetwork.followups.text import theirs, words
from mdnetwork.insight.contact import Presence, Reach
from mdnetwork.insight.drift import Drift, drift_text
from mdnetwork.insight.exchanges import Balance, BareAsk, Exchange
from mdnetwork.insight.groups import GroupFigures
from mdnetwork.insight.period import Figure
from mdnetwork.insight.profile import Event, Events, VisibilityLadder
from mdnetwork.insight.publishing import ChannelUse, Publishing
from mdnetwork.insight.review import Circle, Firsts, Promises, Reply, Review, Shares
from mdnetwork.insight.standing import HALF_LIFE, Part, Standing
from mdnetwork.insight.survey import Suggestion
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
            "references": [
                pick(each, NEWS) | {"received": each.kind == "was_recommended"} for each in found.references
            ],
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
        yield page.heading(say("Worth doing") if self.review.suggestions else say("Nothing is pressing."))
        yield from page.table(
            [(f"{n}.", each.reason) for n, each in enumerate(self.review.suggestions, 1)], indent="  "
        )


def _rows(sections: Iterable[Section]) -> Iterator[Row]:
    for section in sections:
        for n, line in enumerate(section.sentences):
            yield (Cell("" if n else section.heading, "faint"), line)


def _sections(found: Review, page: TextPage, *, alone: bool = True) -> Iterator[Section]:
    """The sections. What is for the user `alone` stays on the screen, and out of the vault."""
    say = page.texts.say
    wording = Wording(page)
    yield Section(say("promises"), sentences=wording.promises(found.promises)[: SHOWN + 1])
    yield Section(say("to answer"), sentences=wording.replies(found.replies[:SHOWN]))
    yield Section(say("first meetings"), sentences=wording.firsts(found.first_meetings))
    asks = wording.bare_asks(found.bare_asks) if alone else []
    yield Section(say("give and take"), sentences=[*wording.balance(found.give_and_take), *asks])
    yield Section(say("feedback"), sentences=wording.feedback(found.feedback[:SHOWN]))
    yield Section(say("standing"), sentences=wording.standing(found.standing, found.standing_before))
    yield Section(say("references"), sentences=wording.references(found.references[:SHOWN], found.to_ask))
    yield Section(say("contact"), sentences=wording.presence(found.presence))
    yield Section(say("people"), sentences=wording.reach(found.reach))
    yield Section(say("sectors"), sentences=wording.shares(found.shares["sector"]))
    yield Section(say("organisations"), sentences=wording.shares(found.shares["org"]))
    yield Section(say("places"), sentences=wording.shares(found.shares["place"]))
    yield Section(say("networks"), sentences=wording.shares(found.shares["network"]))
    yield Section(say("circles"), sentences=wording.circles(found.circles, found.shares["circle"]))
    yield Section(say("drifting"), sentences=wording.drifting(found.drifting[:SHOWN], len(found.drifting) - SHOWN))
    yield Section(say("events"), sentences=wording.events(found.events))
    yield Section(say("groups"), sentences=wording.groups(found.groups))
    yield Section(say("profile"), sentences=wording.ladder(found.profile))
    yield Section(say("publishing"), sentences=wording.publishing(found.publishing))
    yield Section(say("channels"), sentences=wording.channels(found.publishing.channels[:SHOWN]))


@click.command(cls=Command)
@click.option(
    "--period", type=span, default="3m", show_default=True, metavar="LENGTH", help="Look back over 30d, 6w, 3m, 1 year…"
)
@click.option(
    "--write", "into_vault", is_flag=True, help="Put it into the vault too, in the note of the setting review_note."
)
@click.pass_obj
def review(run: Run, period: Span, into_vault: bool) -> None:
    """Look back: how you tended your network, and what to do next.

    It compares a period with the one before, and names three things worth doing. Each number comes with what was
    counted; nobody is ranked.
    """
    found = run.answers.review(period)
    if into_vault:
        _write(run, found)
    run.tell(Reviewed(found))


def _write(run: Run, found: Review) -> None:
    """Write the review into the vault. The step can be undone."""
    network = run.network
    sections = [
        (each.heading, each.sentences) for each in _sections(found, TextPage(network.texts, run.today), alone=False)
    ]
    plan = network.edit.looking_back(found.periods.now.start, sections, found.suggestions, run.today)
    if plan:
        network.edit.write(plan)
        network.refresh()
        run.say(network.texts.say("{path} says so too.", path=", ".join(plan.paths)))


class Wording:
    """The lines of each section."""

    def __init__(self, page: TextPage) -> None:
        self._texts, self._phrases = page.texts, page.phrases
        self._day = page.phrases.day

    def promises(self, promises: Promises) -> list[str]:
        """Kept and overdue promises; then the open ones, the oldest first."""
        counts = {"kept": both(promises.kept), "broken": both(promises.broken), "open": len(promises.open)}
        head = self._texts.say("kept {kept}, overdue {broken}; open today, of any time: {open}", **counts)
        return [head, *(f"{each.person.name}: {each.words}{self._by(each.due)}" for each in promises.open)]

    def replies(self, replies: Sequence[Reply]) -> list[str]:
        """Who waits for an answer of the user, and to what."""
        return [f"{self._when(each.person.name, each.since)}: {each.words}" for each in replies]

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

    def bare_asks(self, asks: Sequence[BareAsk]) -> list[str]:
        """The people that the user asked again with nothing in between. It is for the user alone."""
        lines = [
            self._texts.say(
                "{name}: you asked on {before} and again on {date}, with nothing given and no talk in between",
                name=each.person.name,
                before=self._day(each.before),
                date=self._day(each.day),
            )
            for each in asks[:NAMED]
        ]
        more = len(asks) - NAMED
        return lines + ([self._texts.count("{n} more", "{n} more", more)] if more > 0 else [])

    def feedback(self, exchanges: Sequence[Exchange]) -> list[str]:
        """Feedback on the user's work."""
        return [f"{self._when(each.person.name, each.date)}: {each.words}" for each in exchanges]

    def references(self, exchanges: Sequence[Exchange], to_ask: Sequence[Suggestion]) -> list[str]:
        """References received and given, with their words; then people to ask for one."""
        say = self._texts.say
        rows = [
            say("received from {who}: {words}", who=self._when(each.person.name, each.date), words=each.words)
            if each.kind == "was_recommended"
            else say("given to {who}: {words}", who=self._when(each.person.name, each.date), words=each.words)
            for each in exchanges
        ]
        return [*rows, *(each.reason for each in to_ask)]

    def standing(self, standing: Standing, before: Standing) -> list[str]:
        """The value and its four parts."""
        decimal = self._texts.decimal
        head = self._texts.say(
            "{now} ({before}), from 0 to 1: your own conduct, never other people; older actions count less, "
            "half as much after {days} days; the average of:",
            now=decimal(standing.value),
            before=decimal(before.value),
            days=HALF_LIFE,
        )
        asked = self._texts.say("{good} given, {bad} asked", **_deeds(standing.giving))
        if standing.strangers:
            asked += self._texts.count(
                " ({n} of somebody you hardly know)", " ({n} of people you hardly know)", standing.strangers
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
            (self._texts.say("references"), standing.references, before.references, self._references(standing)),
        )
        values = ((name, decimal(now.value), decimal(then.value), counted) for name, now, then, counted in parts)
        return [head, *(f"{name} {now} ({then}): {counted}" for name, now, then, counted in values)]

    def _references(self, standing: Standing) -> str:
        """The references that count, by who gave them and who got them."""
        deeds = standing.references.deeds
        received = sum(theirs(each.evidence[0], "reference") for each in deeds)
        return self._texts.say("{received} received, {given} given", received=received, given=len(deeds) - received)

    def presence(self, presence: Presence) -> list[str]:
        """In person and online; then people with only one of them."""
        counts = {"seen": both(presence.in_person), "online": both(presence.online), "unknown": both(presence.unknown)}
        lines = [
            self._texts.say(
                "in person {seen}, online {online}, not stated {unknown}: days with each person, added up", **counts
            )
        ]
        if presence.together.now or presence.together.before:
            counts = {"alone": both(presence.alone), "together": both(presence.together)}
            told = self._texts.say("of those in person: one-to-one {alone}, in a group {together}", **counts)
            lines.append(self._texts.say("{told}; you prefer one-to-one", told=told) if presence.prefers else told)
        if presence.light.now or presence.light.before:
            lines.append(self._texts.say("light touches online {light}", light=both(presence.light)))
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
            self._texts.say(
                "days with each person, added up: new people {new}, known ones {known}: {share} new", **counts
            ),
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
        counted = self._texts.say(
            "people in touch {network}, took part {part}, published {published}, recognised {recognised}",
            network=both(ladder.network),
            part=both(ladder.took_part),
            published=both(ladder.published),
            recognised=both(ladder.recognised),
        )
        lines = [f"{step_text(ladder, self._texts)}: {counted}"]
        if not ladder.there:
            lines.append(self._texts.say("begin with a note of `type: me` that has a `pitch` or `offers`"))
        return lines

    def publishing(self, published: Publishing) -> list[str]:
        """How often the user published, and what came back, the latest first."""
        counts = {"published": both(published.published), "echo": both(published.echo)}
        used = published.cadence or published.last
        head = [self._texts.say("published {published}, responses {echo}", **counts)] if used else []
        back = [f"{self._day(each.day)}: {words(each.evidence[0].text)}" for each in reversed(published.echo.parts)]
        return [*head, *rhythm_text(published, self._texts, self._phrases), *back[:SHOWN]]

    def channels(self, used: Sequence[ChannelUse]) -> list[str]:
        """What came in and went out through each channel."""
        rows = [
            self._texts.say(
                "{channel} {inbound} inbound, {outbound} outbound",
                channel=self._phrases.channel_name(each.channel) or self._texts.say("in public"),
                inbound=both(each.inbound),
                outbound=both(each.outbound),
            )
            for each in used
        ]
        return ["; ".join(rows)] if rows else []

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
