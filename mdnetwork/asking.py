"""Asking: the half of a Network that tells through whom, of whom and for what: insight, handed what it needs."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from mdnetwork.dates import Span
from mdnetwork.errors import AmbiguousName, MdnetworkError, UnknownName
from mdnetwork.insight.period import QUARTER
from mdnetwork.lazy import lazy
from mdnetwork.parsing.decoding import decode
from mdnetwork.parsing.fields import Fields
from mdnetwork.parsing.outline import outline
from mdnetwork.parsing.settings import ReadingSettings
from mdnetwork.people.directory import People
from mdnetwork.vault.folder import LARGEST_SETTINGS

if TYPE_CHECKING:  # what is asked seldom is imported when it is
    from urllib import parse as urls

    from mdnetwork import map as network_map
    from mdnetwork.config import Config
    from mdnetwork.drafts import rendering, request
    from mdnetwork.drafts.drafting import Draft
    from mdnetwork.drafts.rendering import Source
    from mdnetwork.drafts.request import Introduction
    from mdnetwork.i18n import Texts
    from mdnetwork.index import Index
    from mdnetwork.insight import goals, introduce, reach, review, survey, ties, topics
    from mdnetwork.insight.goals import Outlook
    from mdnetwork.insight.reach import Way
    from mdnetwork.insight.review import Review
    from mdnetwork.insight.second_person import Tone
    from mdnetwork.insight.survey import Suggestion, Survey
    from mdnetwork.insight.ties import Bridge, Edges
    from mdnetwork.kinds import DraftKind
    from mdnetwork.map import Chart, Format
    from mdnetwork.model import FollowUp, History, Note, Person
    from mdnetwork.parsing import frontmatter
    from mdnetwork.vault import Vault
else:
    rendering = lazy("mdnetwork.drafts.rendering")
    request = lazy("mdnetwork.drafts.request")
    ties = lazy("mdnetwork.insight.ties")
    goals = lazy("mdnetwork.insight.goals")
    introduce = lazy("mdnetwork.insight.introduce")
    reach = lazy("mdnetwork.insight.reach")
    review = lazy("mdnetwork.insight.review")
    survey = lazy("mdnetwork.insight.survey")
    topics = lazy("mdnetwork.insight.topics")
    network_map = lazy("mdnetwork.map")
    frontmatter = lazy("mdnetwork.parsing.frontmatter")
    urls = lazy("urllib.parse")


class Asking(ABC):
    """Questions about the network as a whole. Nobody appears in the answers who may not be named."""

    vault: Vault
    config: Config
    index: Index

    @abstractmethod
    def directory(self, today: date | None = None) -> People:
        """Everybody, with names and links resolved."""

    @abstractmethod
    def history(self, name: str, today: date | None = None) -> History:
        """The person of this name with all evidence."""

    @property
    @abstractmethod
    def texts(self) -> Texts:
        """The messages of the vault's language."""

    def survey(self, today: date) -> Survey:
        """Everybody who may be named, ready for the questions of `mdnetwork.insight`."""
        return survey.Survey(self.directory(today), self.config.followups, today, self.texts)

    def review(self, today: date, length: Span = QUARTER) -> Review:
        """How the network was tended in the `length` up to today, against the same before it. Raises VaultError."""
        settings, sizes = self.config.followups, self.config.circle_sizes
        sectors = [sector for _, aims in self._aims() for sector in aims.sectors]
        return review.review(self.directory(today), settings, today, self.texts, length, sizes, sectors)

    @abstractmethod
    def follow_ups(self, today: date) -> list[FollowUp]:
        """What is due."""

    @abstractmethod
    def follow_ups_of(self, people: Iterable[History], today: date) -> list[FollowUp]:
        """Every follow-up of these people, the most urgent first."""

    def edges(self, today: date) -> Edges:
        """Who knows whom, as far as the notes tell."""
        return ties.edges(self.directory(today))

    def reach(self, name: str, today: date) -> list[Way]:
        """The ways to a person, or to everybody of an organisation (the beginning of its name will do), shortest first.

        Raises UnknownName (neither a person nor an organisation) and AmbiguousName.
        """
        directory = self.directory(today)
        if not reach.works_at(directory, name):
            try:
                return reach.reach(directory, self.edges(today), self.history(name, today).person.id, today)
            except AmbiguousName:
                raise
            except UnknownName as nobody:
                org = reach.organisation(directory, name)
                if not org:
                    raise UnknownName(f"{nobody} No organisation begins so either.", nobody.candidates) from None
                name = org
        return reach.reach_org(directory, self.edges(today), name, today)

    def introductions(self, today: date, name: str = "") -> list[Suggestion]:
        """Pairs who should meet, best first; with `name` those of this person. Raises as `history` does."""
        only = self.history(name, today).person.id if name else None
        return introduce.introductions(self.survey(today), self.edges(today), only)

    def who(self, topic: str, today: date, *, name: str = "") -> list[Suggestion]:
        """Whom a topic leads to, or the note whose path or link `topic` is; `name` is for whom one asks, not proposed.

        Raises UnknownName (also where there is no such note) and AmbiguousName (for `name`), VaultError (a note that
        cannot be read).
        """
        note = note_meant(topic, self.directory(today), self.vault.root.as_posix())
        said = topics.subject(self._subject(note, today)) if note else topics.asked(topic)
        without = self.history(name, today).person.id if name else ""
        hits = [hit for hit in self.index.search_any(topics.beginnings(said)) if hit.path != note] if said else []
        return goals.who(self.survey(today), said, hits, without)

    def bridges(self, today: date) -> tuple[Bridge, ...]:
        """Who connects parts of the network that nobody else connects."""
        return ties.bridges(self.survey(today), self.edges(today))

    def goals(self, today: date) -> list[Outlook]:
        """The goal notes with who serves each, and what is missing. Raises VaultError."""
        found = (
            goals.Goal(note.title, note.path, (*aims.topics, *aims.sectors), aims.line, aims.motives)
            for note, aims in self._aims()
        )
        return goals.goals(found, self.survey(today))

    def draft(
        self,
        name: str,
        today: date,
        *,
        kind: DraftKind | None = None,
        language: str = "",
        tone: Tone | None = None,
        topic: str = "",
        to: str = "",
    ) -> Draft:
        """A message to a person, to be read, changed and sent by hand; without a kind, for what is most urgent.

        `topic` is what it is about, or the path of a note; `to` is whom to introduce, else the best of
        `introductions`. Raises UnknownName and AmbiguousName, DraftError (nobody to write to, a template that
        cannot be used) and VaultError.
        """
        history = self.history(name, today)
        person = history.person
        meeting = self._meeting(person, to, today) if kind == "introduce" or to else None
        note = note_meant(topic, self.directory(today), self.vault.root.as_posix())
        text, title = self._subject(note, today), note.rpartition("/")[2].removesuffix(".md") or topic
        asked = request.DraftRequest(kind, language, tone, title, text, meeting)
        theirs = self.follow_ups_of([history], today)
        survey, default = self.survey(today), self.config.language
        return request.drafted(person, asked, survey, theirs, override=self._template, default=default)

    def _meeting(self, person: Person, to: str, today: date) -> Introduction | None:
        """Whom to introduce, by name or the best of those proposed; with the reason, and what tells of both already."""
        other = self.history(to, today).person if to else None
        pairs = self.introductions(today, person.path)
        pair = next((each for each in pairs if other is None or other in each.people), None)
        if other is None and pair:
            other = next(each for each in pair.people if each.id != person.id)
        return request.Introduction(other, pair, self.edges(today).between(person.id, other.id)) if other else None

    def _template(self, name: str) -> Source | None:
        """The vault's own template of a draft: `it/first.md` or `.txt` in the folder that the settings name."""
        folder = self.config.drafts.strip("/")
        paths = [f"{folder}/{name}{suffix}" for suffix in (".md", ".txt")] if folder else []
        found = next((path for path in paths if self.vault.exists(path)), None)
        if found is None:
            return None
        return rendering.Source(self.vault.read(found, LARGEST_SETTINGS).decode("utf-8-sig", "replace"), found)

    def chart(
        self,
        today: date,
        *,
        around: str = "",
        steps: int = 2,
        private: bool = False,
        whom: AbstractSet[str] | None = None,
    ) -> Chart:
        """Who is on the map of the network, on which ring, with whom, and who is due.

        `around` is the name of a person in whose middle it stands, with those within so many `steps`; `private` people
        stay away unless asked for; `whom` are the identities of those who may be on it, None is everybody.
        Raises UnknownName and AmbiguousName, and MdnetworkError where the one in the middle may be on no map.
        """
        middle = self.history(around, today).person if around else None
        sizes = network_map.nearness(self.config.circle_sizes, self.config.followups.circles)
        asked = network_map.MapRequest(middle.id if middle else None, steps, private, whom)
        made = network_map.chart(self.directory(today), self.follow_ups(today), today, sizes, asked)
        if middle and made.centre is None:
            raise MdnetworkError(
                self.texts.say(
                    "{name} is on no map: nobody is who died or wants no contact; who is private is with --private.",
                    name=middle.name,
                )
            )
        return made

    def map(self, today: date, form: Format = "svg", **asked: Any) -> bytes:
        """A picture of the network (SVG, HTML, PNG), or its graph (GraphML, JSON); `asked` is what `chart` takes.

        Raises what `chart` raises, and MdnetworkError where PNG is asked for without its library.
        """
        return network_map.drawn(self.chart(today, **asked), form, self.texts)

    def _aims(self) -> list[tuple[Note, Aims]]:
        """What each goal note is after."""
        notes = [facts.note for facts in self.index.facts() if facts.note.kind == "goal"]
        return [(note, aims_of(self.vault.read(note.path), self.config.reading)) for note in notes]

    def _subject(self, path: str, today: date) -> str:
        """What the note at `path` is about: its name and its body, without people's names; "" for no note."""
        name = path.rpartition("/")[2].removesuffix(".md")
        text = f"{name}\n{body_of(self.vault.read(path))}" if path else ""
        return topics.without_names(text, self.directory(today))


class Aims(NamedTuple):
    """What a goal is after: topics and sectors, and the motives behind it (belonging, helping, learning, career…)."""

    topics: tuple[str, ...]
    sectors: tuple[str, ...]
    motives: tuple[str, ...]
    line: int
    """Where the first topic or sector stands; 1 where there is none."""


def aims_of(data: bytes, settings: ReadingSettings) -> Aims:
    """What the front matter of a goal's note names."""
    fields = Fields(frontmatter.split(decode(data).text, comments=False).fields, settings.keys)
    topics, sectors, motives = (_values(fields, key) for key in ("topics", "sector", "motive"))
    line = min((line for _, line in (*topics, *sectors)), default=1)
    return Aims(_texts(topics), _texts(sectors), _texts(motives), line)


def body_of(data: bytes) -> str:
    """The text of a note below its front matter, without comments."""
    return "\n".join(line.text for line in outline(frontmatter.split(decode(data).text, comments=False).body))


def _texts(values: list[tuple[str, int]]) -> tuple[str, ...]:
    return tuple(text for text, _ in values)


def _values(fields: Fields, key: str) -> list[tuple[str, int]]:
    field = fields.get(key)
    found = [(part.strip(), line) for text, line in field.texts() for part in text.split(",")] if field else []
    return [(text.removeprefix("[[").removesuffix("]]"), line) for text, line in found if text]


_LINK = re.compile(r"\[\[([^\]]+)\]\]|\[[^\]]*\]\(([^)]+)\)")


def note_meant(said: str, directory: People, root: str) -> str:
    """The path of the note that is meant in the vault at `root`; "" where words are.

    `Articles/Looms.md`, `Articles/Looms`, `[[Looms|an article]]`, `[an article](Articles/Looms.md)`. Raises UnknownName
    where a link or a path with its suffix means no note.
    """
    link = _LINK.fullmatch(said)
    is_note = link is not None or said.lower().endswith(".md")
    if not is_note and "/" not in said:
        return ""
    target = _target(link[1] or _unquoted(link[2])) if link else said
    path = directory.note(target.removeprefix(f"{root}/"), "")
    if path is None and is_note:
        raise UnknownName(f"There is no note “{target}”. Write its path from the vault's folder, or words of a topic.")
    return path or ""


def _target(link: str) -> str:
    return link.partition("|")[0].partition("#")[0]


def _unquoted(link: str) -> str:

    return urls.unquote(link)
