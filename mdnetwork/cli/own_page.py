"""The page of the user's own note, as `mdnet show` prints it: pitch, profile, publishing, and what to publish."""

from __future__ import annotations

from collections.abc import Iterator

from mdnetwork.cli.page import Cell, Row, Section, TextPage
from mdnetwork.followups.text import words
from mdnetwork.frozen import dataclass
from mdnetwork.i18n import Texts
from mdnetwork.insight.own_page import OwnPage, PartName, Pitch, PitchLength, ProfilePart
from mdnetwork.insight.profile import STEPS, Step, VisibilityLadder
from mdnetwork.insight.publishing import Publication, Publishing
from mdnetwork.model import Evidence
from mdnetwork.phrases import Phrases
from mdnetwork.records import FORMS, Record, pick

SHOWN = 5
"""The most publications that are listed."""


@dataclass(frozen=True, slots=True)
class ShownOwnPage:
    """The page of the user's own note."""

    page: OwnPage

    def record(self) -> Record:
        """The page as JSON."""
        return pick(self.page, FORMS["OwnPage"])

    def lines(self, page: TextPage) -> Iterator[str]:
        """The fields, then the pitch, the profile and the publications."""
        profile, say = self.page.profile, page.texts.say
        details = (
            (say("work"), ", ".join(filter(None, (profile.role, profile.org)))),
            (say("you offer"), ", ".join(profile.offers)),
            (say("you look for"), ", ".join(profile.needs)),
            (say("interests"), ", ".join(profile.interests)),
        )
        rows = [(Cell(label, "faint"), text) for label, text in details if text]
        yield from page.section(Section(profile.name or say("you"), rows, path=profile.path))
        yield from page.sections(self._sections(page), "  ")

    def _sections(self, page: TextPage) -> Iterator[Section]:
        say, published = page.texts.say, self.page.publishing
        yield Section(say("Your pitch"), [_pitch_row(each, page.texts) for each in self.page.pitches])
        parts = [_part_row(each, page.texts) for each in self.page.parts]
        yield Section(say("Your profile"), parts, [_review_text(self.page, page.phrases, page.texts)])
        rows = [publication_row(each, page) for each in published.publications[:SHOWN]]
        step, year = (
            self.page.ladder,
            [(str(each.date), words(each.text)) for each in reversed(self.page.deeds)],
        )
        yield Section(say("Where you stand"), year[:SHOWN], [step_text(step, page.texts)])
        yield Section(say("Published in a year"), rows, rhythm_text(published, page.texts, page.phrases))
        ideas = [(each.reason, _places(each.evidence)) for each in self.page.ideas]
        yield Section(say("To write about"), ideas)
        helpers = [(each.person.name, each.need, _places(each.evidence)) for each in self.page.helpers]
        yield Section(say("Who could help you"), helpers)


def _pitch_row(pitch: Pitch, texts: Texts) -> Row:
    lengths: dict[PitchLength, str] = {
        "sentence": texts.say("in a sentence"),
        "half a minute": texts.say("in half a minute"),
        "a minute": texts.say("in a minute"),
    }
    seconds = texts.count("{n} second", "{n} seconds", pitch.seconds)
    return (Cell(lengths[pitch.length], "faint"), Cell(seconds, "faint"), pitch.text)


def _part_row(part: ProfilePart, texts: Texts) -> Row:
    names: dict[PartName, str] = {
        "photo": texts.say("photo"),
        "headline": texts.say("headline"),
        "summary": texts.say("summary"),
        "experience": texts.say("experience"),
        "education": texts.say("education"),
        "skills": texts.say("skills"),
        "featured": texts.say("featured work"),
        "recommendations": texts.say("recommendations"),
        "contact": texts.say("contact details"),
        "website": texts.say("website"),
    }
    state = Cell("✓", "added") if part.is_there else Cell(texts.say("missing"), "late")
    return (Cell(names[part.name], "faint"), state, part.words, _places(part.evidence))


def _places(evidence: tuple[Evidence, ...]) -> Cell:
    return Cell(", ".join(f"{each.path}:{each.line}" for each in evidence), "faint", place=True)


def _review_text(own: OwnPage, phrases: Phrases, texts: Texts) -> str:
    if own.reviewed is None:
        return texts.say("Nothing says when you last looked at it: write `reviewed: {today}`.", today="YYYY-MM-DD")
    when = phrases.when(own.reviewed)
    return texts.say("You last looked at it on {date}, {when}.", date=phrases.day(own.reviewed), when=when)


def publication_row(publication: Publication, page: TextPage) -> Row:
    """A publication: its day, its words, and how much came back."""
    return (str(publication.date), publication.text, Cell(echo_text(publication, page.texts), "faint"))


def step_text(ladder: VisibilityLadder, texts: Texts) -> str:
    """The step of the profile that is reached."""
    names: dict[Step, str] = {
        "none": texts.say("not present yet"),
        "there": texts.say("present"),
        "network": texts.say("in touch"),
        "took_part": texts.say("taking part"),
        "published": texts.say("published"),
        "recognised": texts.say("recognised"),
    }
    return texts.say("step {n} of 5, {name}", n=STEPS.index(ladder.step), name=names[ladder.step])


def echo_text(publication: Publication, texts: Texts) -> str:
    """How much came back: "2 answers"; "" for nothing."""
    count = len(publication.echo)
    return texts.count("{n} answer", "{n} answers", count) if count else ""


def rhythm_text(published: Publishing, texts: Texts, phrases: Phrases) -> list[str]:
    """How often the user means to publish, and by when; empty without a cadence."""
    if published.cadence is None:
        return []
    often = phrases.cadence(published.cadence)
    if published.last is None or published.next_due is None:
        return [texts.say("You mean to publish {often}; nothing is in your log yet.", often=often)]
    last, following = phrases.day(published.last), phrases.day(published.next_due)
    if phrases.is_past(published.next_due):
        return [texts.say("You meant to publish by {next}; the last time was on {last}.", last=last, next=following)]
    return [
        texts.say(
            "You mean to publish {often}: last on {last}, next by {next}.", often=often, last=last, next=following
        )
    ]
