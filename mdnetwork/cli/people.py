"""`mdnet people` and `mdnet search`: who is in the vault, and what the notes say about them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from mdnetwork.answers import SearchResult
from mdnetwork.cli.options import Command, circles_option, has_tag, is_of, tags_option
from mdnetwork.cli.page import Cell, Row, TextPage
from mdnetwork.cli.run import Run
from mdnetwork.followups.cadences import Cadences
from mdnetwork.frozen import dataclass
from mdnetwork.kinds import KIND
from mdnetwork.lazy import lazy
from mdnetwork.model import FollowUp, History, Person
from mdnetwork.names import fold
from mdnetwork.network import Network
from mdnetwork.records import FORMS, Record, pick
from mdnetwork.store.person_rows import PersonKey, PersonRow

if TYPE_CHECKING:  # options that few ask for
    from mdnetwork.insight import drift, edges, ties
    from mdnetwork.people import privacy
    from mdnetwork.people.privacy import PrivacyFilter
else:
    drift = lazy("mdnetwork.insight.drift")
    edges = lazy("mdnetwork.insight.edges")
    ties = lazy("mdnetwork.insight.ties")
    privacy = lazy("mdnetwork.people.privacy")

ORDERS: dict[str, Callable[[ListedPerson], Any]] = {
    "name": lambda known: fold(known.row.name),
    "last": lambda known: -(known.row.last_contact or date.min).toordinal(),
    "next": lambda known: ((known.row.upcoming and known.row.upcoming.due) or date.max, known.row.upcoming is None),
    "met": lambda known: -(known.person.met or known.row.first_contact or date.min).toordinal(),
}
"""How people can be sorted: last and met start with the latest, next with the most overdue."""


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person with their history, their effective cadence and their open follow-ups in order."""

    history: History
    cadence: str | None
    follow_ups: tuple[FollowUp, ...]

    @property
    def upcoming(self) -> FollowUp | None:
        """The first follow-up."""
        return self.follow_ups[0] if self.follow_ups else None

    @property
    def person(self) -> Person:
        """The person."""
        return self.history.person

    @property
    def interaction_count(self) -> int:
        """The number of days with contact."""
        return len(self.history.days)


def known_of(network: Network, histories: Iterable[History], follow_ups: Iterable[FollowUp]) -> list[KnownPerson]:
    """These people, each with their follow-ups."""
    theirs: dict[str, list[FollowUp]] = {}
    for follow_up in follow_ups:
        if not follow_up.superseded:
            theirs.setdefault(follow_up.identity, []).append(follow_up)
    cadences = Cadences(network.config.followups)
    return [
        KnownPerson(history, _cadence(history.person, cadences), tuple(theirs.get(history.person.id, ())))
        for history in histories
    ]


def _cadence(person: Person, cadences: Cadences) -> str | None:
    inherited = cadences.of(person)
    return inherited[0].text if inherited else None


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """A person of a list."""

    row: PersonRow
    cadences: Cadences
    why: Callable[[str], str] | None = None
    """Why the person with an identity is listed, if the options ask for it: the tie, the drift or the bridge."""
    shows: PrivacyFilter | None = None
    """What decides which of their fields may be shown, if not all are."""
    shown: Person | None = None
    """The person as they may be shown, once that is known."""

    @property
    def reason(self) -> str:
        """Why they are listed, with its evidence."""
        return self.why(self.row.identity) if self.why else ""

    @property
    def person(self) -> Person:
        """The person, as they may be shown."""
        if self.shown is None and self.shows:
            return self.shows.shown([History(self.row.person)])[0].person
        return self.shown or self.row.person

    @property
    def org(self) -> str | None:
        """The organisation, if it may be shown. Nobody is loaded for it."""
        return self._shown(self.row.org)

    @property
    def circle(self) -> str | None:
        """The circle, as `org`."""
        return self._shown(self.row.circle)

    def _shown(self, text: str | None) -> str | None:
        return text if self.shows is None or self.shows.may_show(text or "") else None

    @property
    def cadence(self) -> str | None:
        """The effective cadence."""
        return _cadence(self.person, self.cadences)


@dataclass(frozen=True, slots=True)
class PeopleAnswer:
    """A list of people. `some` is False if the vault has no people at all."""

    known: Sequence[ListedPerson]
    some: bool = True

    def data(self) -> list[Record]:
        """The answer as JSON (schemas/people.json)."""
        return [pick(replace(each, shown=each.person), FORMS["ListedPerson"]) for each in self.known]

    def lines(self, page: TextPage) -> Iterator[str]:
        """One row per person, below the column titles."""
        say = page.texts.say
        if not self.known:
            fits = say("Nobody matches. `mdnet people` without options lists everybody.")
            yield fits if self.some else say("There is nobody yet.")
            return
        last = say("Why") if self.known[0].why else say("Next")
        titles = (say("Name"), say("Organisation"), say("Circle"), say("Last contact"), last)
        yield from page.table([[Cell(title, "faint") for title in titles], *(_row(each, page) for each in self.known)])


def _row(known: ListedPerson, page: TextPage) -> Row:
    last, upcoming = known.row.last_contact, known.row.upcoming
    following = f"{KIND[upcoming.kind].label(page.texts)}, {page.phrases.due(upcoming)}" if upcoming else ""
    return (
        Cell(known.row.name, "name"),
        known.org or "",
        known.circle or "",
        page.phrases.when(last) if last else page.texts.say("never"),
        known.reason or Cell(following, page.phrases.urgency(upcoming) if upcoming else ""),
    )


def people_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the argument and options that select people, as `chosen_people` takes them."""
    for option in reversed(
        (
            click.argument("query", nargs=-1),
            tags_option,
            click.option(
                "--org", "orgs", multiple=True, metavar="ORG", help="Only people of this organisation; repeatable."
            ),
            circles_option,
            click.option(
                "--place", "places", multiple=True, metavar="PLACE", help="Only people of this place; repeatable."
            ),
            click.option(
                "--kind",
                "kinds",
                multiple=True,
                metavar="KIND",
                help="Only people whose `network:` is this (personal…), or with a follow-up of this kind (promise…); "
                "repeatable.",
            ),
        )
    ):
        command = option(command)
    return command


def chosen_people(network: Network, today: date, query: tuple[str, ...], **wanted: tuple[str, ...]) -> list[PersonRow]:
    """The people that the words and options select, by name."""
    rows = network.at(today).person_rows(" ".join(query), wanted["kinds"])
    return [each for each in rows if fits(each, **wanted)]


@click.command(cls=Command)
@people_options
@click.option("--bridges", is_flag=True, help="Only people who connect parts of the network that nobody else connects.")
@click.option("--weak", is_flag=True, help="Only weak ties: some contact in a year, and little of it.")
@click.option("--drifting", is_flag=True, help="Only people who are drifting away: silent for much longer than usual.")
@click.option(
    "--sort",
    type=click.Choice([*ORDERS, "tie"]),
    default="name",
    help="By name, last contact, next date, met, or strength of the tie.",
)
@click.pass_obj
def people(run: Run, /, *, bridges: bool, weak: bool, drifting: bool, sort: str, **wanted: Any) -> None:
    """List the people of the vault.

    With QUERY only those whose name, organisation, role, place or tags contain its words.
    """
    network, today = run.network, run.today
    cadences = Cadences(network.config.followups)
    rows = [ListedPerson(each, cadences) for each in chosen_people(network, today, **wanted)]
    if bridges or weak or drifting or sort == "tie":
        rows = notable(network, today, rows, bridges=bridges, weak=weak, drifting=drifting)
    some = len(network.at(today).directory) > 0
    run.tell(PeopleAnswer(rows if sort == "tie" else sorted(rows, key=ORDERS[sort]), some))


def fits(
    row: PersonRow | PersonKey,
    *,
    tags: tuple[str, ...],
    orgs: tuple[str, ...],
    circles: tuple[str, ...],
    places: tuple[str, ...],
    kinds: tuple[str, ...],
) -> bool:
    """Whether somebody is selected by the options. An empty tuple allows all."""
    return (
        (not tags or has_tag(row.tags, tags))
        and (not orgs or _holds(row.org, orgs))
        and (not circles or is_of(row.circle, circles))
        and (not places or _holds(row.place, places))
        and (not kinds or row.has_kind or is_of(row.network, kinds))
    )


def _holds(text: str | None, wanted: tuple[str, ...]) -> bool:
    return any(fold(each) in fold(text or "") for each in wanted)


@dataclass(frozen=True, slots=True)
class Hits:
    """The lines that a search found."""

    found: Sequence[SearchResult]

    def data(self) -> Sequence[SearchResult]:
        """The answer as JSON (schemas/search.json)."""
        return self.found

    def lines(self, page: TextPage) -> Iterator[str]:
        """One row per line."""
        if not self.found:
            yield page.texts.say("Nothing was found.")
        yield from page.table(
            (Cell(each.person.name, "name"), Cell(f"{each.path}:{each.line}", "faint", place=True), each.text)
            for each in self.found
        )


@click.command(cls=Command)
@click.argument("text", nargs=-1, required=True)
@click.pass_obj
def search(run: Run, text: tuple[str, ...]) -> None:
    """Find the lines that have all these words.

    In people's notes and in others that mention them; the best first. A word finds every word that begins with it;
    case and accents are ignored.
    """
    run.tell(Hits(run.answers.search(" ".join(text))))


def notable(
    network: Network, today: date, rows: Sequence[ListedPerson], *, bridges: bool, weak: bool, drifting: bool
) -> list[ListedPerson]:
    """The people that fit all these options, the strongest tie first. Never private, dead or no-contact ones."""
    shows = privacy.PrivacyFilter(network.at(today).directory, "review")
    known, texts = network.at(today).ties(), network.texts
    reasons: list[Mapping[str, Callable[[], str]]] = []
    if bridges:
        reasons.append(
            {each.person.id: partial(edges.bridge_text, each, texts) for each in network.at(today).bridges()}
        )
    if drifting:
        drifted = drift.drifting(network.at(today).directory, network.config.followups, today)
        reasons.append({each.person.id: partial(drift.drift_text, each, texts) for each in drifted})
    if weak or not reasons:
        fitting = ((identity, tie) for identity, tie in known.items() if not weak or tie.level == "weak")
        reasons.append({identity: partial(ties.tie_text, tie, texts) for identity, tie in fitting})
    wanted = set(known).intersection(*reasons)

    def why(identity: str) -> str:
        return "; ".join(some[identity]() for some in reasons)

    kept = [replace(each, why=why, shows=shows) for each in rows if each.row.identity in wanted]
    return sorted(kept, key=lambda each: (-known[each.row.identity].strength, each.row.identity))
