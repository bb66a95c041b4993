"""The page of a goal (`mdnet show GOAL`): its steps, who can help, what is missing, training and events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from mdnetwork.cli.due import follow_up_row
from mdnetwork.cli.insight import goal_advice, goal_title, places
from mdnetwork.cli.page import Cell, Row, Section, TextPage
from mdnetwork.frozen import dataclass
from mdnetwork.insight.goals import Outlook
from mdnetwork.insight.motives import motive_of
from mdnetwork.model import Meeting, Person
from mdnetwork.network import Network
from mdnetwork.people.privacy import PrivacyFilter
from mdnetwork.phrases import listed
from mdnetwork.records import Record, due_record, pick

_NAMED = 4


class Gathering(NamedTuple):
    """A training, a meeting or an event that the goal links, with its people who may be named."""

    meeting: Meeting
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class GoalPage:
    """A goal, with the events that its note links and what the user could offer."""

    outlook: Outlook
    gatherings: Sequence[Gathering]
    offers: Sequence[str]
    today: date

    def data(self) -> Record:
        """The answer as JSON (schemas/show.json)."""
        outlook = self.outlook
        goal: Record = {
            **pick(outlook.goal, "goal=title path motives topics targets deadline"),
            "people": [pick(each, "person reason evidence") for each in outlook.servers],
            **pick(outlook, "missing begin"),
            "steps": [due_record(each, self.today) for each in outlook.steps],
            "events": [
                {**pick(each.meeting, "title=note.title path=note.path date=note.date"), "people": _names(each)}
                for each in self.gatherings
            ],
            "offers": self.offers,
        }
        return {
            "meeting": None,
            "prepare": None,
            "goal": goal,
            "group": None,
            "seek_out": [],
            "people": [],
            "me": None,
        }

    def lines(self, page: TextPage) -> Iterator[str]:
        """The goal, then its steps, the people, the events, and what to mind."""
        yield from page.section(Section(goal_title(self.outlook, page), path=self.outlook.goal.path))
        yield from page.sections(self._sections(page), "  ")

    def _sections(self, page: TextPage) -> Iterator[Section]:
        say = page.texts.say
        yield Section(say("Steps"), [_step(follow_up_row(each, page), each.title) for each in self.outlook.steps])
        helpers = [
            (Cell(each.person.name, "name"), each.reason, Cell(places(each.evidence), "faint", place=True))
            for each in self.outlook.servers
        ]
        yield Section(say("Who can help"), helpers)
        yield Section(say("Training and events"), [_gathering_row(each, page) for each in self.gatherings])
        yield Section(say("You could offer"), [(each,) for each in self.offers])
        yield Section(say("Keep in mind"), [(each,) for each in goal_advice(self.outlook, page)])


def goal_page(network: Network, outlook: Outlook, today: date) -> GoalPage:
    """The page of a goal. What the user could offer is on it if the goal is to help."""
    directory = network.at(today).directory
    privacy = PrivacyFilter(directory, "review")
    facts, path = outlook.goal.facts, outlook.goal.path
    linked = dict.fromkeys(link for each in (facts.mentions if facts else ()) for link in each.links)
    notes = (directory.note(link, path.rpartition("/")[0]) for link in linked)
    meetings = [meeting for note in notes if note and (meeting := directory.meeting(note))]
    shown = [each for each in meetings if privacy.may_show(f"{each.note.title} {each.note.path}")]
    gatherings = [Gathering(each, tuple(privacy.named(each.people))) for each in sorted(shown, key=lambda m: m.when)]
    helps = any(motive_of(each) == "helping" for each in outlook.goal.motives)
    profile = directory.profile
    offers = privacy.showable(profile.offers) if helps and profile else ()
    return GoalPage(outlook, gatherings, offers, today)


def _step(row: Row, title: str) -> Row:
    return (row[0], title)


def _names(gathering: Gathering) -> list[str]:
    return [each.name for each in gathering.people]


def _gathering_row(gathering: Gathering, page: TextPage) -> Row:
    """When, which, and the people that the user met there or meets there."""
    note, names, say = gathering.meeting.note, _names(gathering), page.texts.say
    when = page.phrases.when(note.date) if note.date else ""
    who = listed(names[:_NAMED], len(names)) if names else ""
    is_past = note.date is not None and note.date < page.today
    said = (say("you met {names}", names=who) if is_past else say("with {names}", names=who)) if who else ""
    return (Cell(when, "faint"), note.title, said)
