"""Asking: the part of Network with questions about the network as a whole (`insight`, `drafts` and `map`)."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from mdnetwork.dates import Span
from mdnetwork.errors import AmbiguousName, MdnetworkError, UnknownName
from mdnetwork.lazy import lazy
from mdnetwork.vault.folder import LARGEST_SETTINGS

if TYPE_CHECKING:  # rarely used modules are imported where they are used
    from urllib import parse as urls

    from mdnetwork import map as network_map
    from mdnetwork.drafts import rendering, request
    from mdnetwork.drafts.drafting import Draft
    from mdnetwork.drafts.rendering import Source
    from mdnetwork.drafts.request import Introduction
    from mdnetwork.drafts.second_person import Tone
    from mdnetwork.i18n import Texts
    from mdnetwork.insight import edges, goals, introductions, period, reach, review, survey, topics
    from mdnetwork.insight.edges import Bridge, Edges
    from mdnetwork.insight.goals import Outlook
    from mdnetwork.insight.reach import Route
    from mdnetwork.insight.review import Review
    from mdnetwork.insight.survey import Suggestion, Survey
    from mdnetwork.kinds import DraftKind
    from mdnetwork.map import Chart, Format
    from mdnetwork.model import FollowUp, History, Note, Person
    from mdnetwork.parsing import document, inline
    from mdnetwork.parsing import fields as note_fields
    from mdnetwork.parsing.fields import Fields
    from mdnetwork.parsing.settings import ReadingSettings
    from mdnetwork.people import privacy
    from mdnetwork.people.directory import People
    from mdnetwork.people.privacy import Audience, PrivacyFilter
    from mdnetwork.settings import Config
    from mdnetwork.store import Store
    from mdnetwork.vault import Vault
else:
    rendering = lazy("mdnetwork.drafts.rendering")
    request = lazy("mdnetwork.drafts.request")
    edges = lazy("mdnetwork.insight.edges")
    reach = lazy("mdnetwork.insight.reach")
    goals = lazy("mdnetwork.insight.goals")
    introductions = lazy("mdnetwork.insight.introductions")
    period = lazy("mdnetwork.insight.period")
    review = lazy("mdnetwork.insight.review")
    survey = lazy("mdnetwork.insight.survey")
    topics = lazy("mdnetwork.insight.topics")
    network_map = lazy("mdnetwork.map")
    document = lazy("mdnetwork.parsing.document")
    inline = lazy("mdnetwork.parsing.inline")
    note_fields = lazy("mdnetwork.parsing.fields")
    privacy = lazy("mdnetwork.people.privacy")
    urls = lazy("urllib.parse")

_LINK = re.compile(r"\[\[([^\]]+)\]\]|\[[^\]]*\]\(([^)]+)\)")


class Asking(ABC):
    """Questions about the network as a whole. The answers contain nobody who may not be named."""

    vault: Vault
    config: Config
    store: Store

    @abstractmethod
    def directory(self, today: date | None = None) -> People:
        """All people, with names and links resolved."""

    @abstractmethod
    def history(self, name: str, today: date | None = None) -> History:
        """The person with this name, with all evidence."""

    @property
    @abstractmethod
    def texts(self) -> Texts:
        """The messages in the vault's language."""

    def survey(self, today: date, audience: Audience = "review") -> Survey:
        """Everybody who may be named to the audience, as input for the functions of `mdnetwork.insight`."""
        return survey.Survey(self.directory(today), self.config.followups, today, self.texts, audience)

    def review(self, today: date, length: Span | None = None) -> Review:
        """The review of the `length` (a quarter) up to today, compared with the period before. Raises VaultError."""
        settings, sizes = self.config.followups, self.config.circle_sizes
        sectors = [sector for _, aims in self._aims() for sector in aims.sectors]
        found = review.review(
            self.directory(today), settings, today, self.texts, length or period.QUARTER, sizes, sectors
        )
        return self._privacy(today).citing(found)

    def _privacy(self, today: date) -> PrivacyFilter:
        """The filter of answers about the network as a whole."""
        return privacy.PrivacyFilter(self.directory(today), "review")

    @abstractmethod
    def follow_ups(self, today: date) -> list[FollowUp]:
        """The follow-ups that are due."""

    @abstractmethod
    def follow_ups_of(self, people: Iterable[History], today: date) -> list[FollowUp]:
        """Every follow-up of these people, the most urgent first."""

    def edges(self, today: date) -> Edges:
        """The people who know each other, according to the notes."""
        return edges.acquaintances(self.directory(today))

    def reach(self, name: str, today: date) -> list[Route]:
        """The paths to a person, or to everybody in an organisation (by the start of its name), shortest first.

        Raises UnknownName (neither a person nor an organisation) and AmbiguousName.
        """
        directory = self.directory(today)
        if not reach.works_at(directory, name):
            try:
                found = reach.reach(directory, self.edges(today), self.history(name, today).person.id, today)
                return self._privacy(today).citing(found)
            except AmbiguousName:
                raise
            except UnknownName as nobody:
                org = reach.organisation(directory, name)
                if not org:
                    raise UnknownName(f"{nobody} No organisation begins so either.", nobody.candidates) from None
                name = org
        return self._privacy(today).citing(reach.reach_org(directory, self.edges(today), name, today))

    def introductions(self, today: date, name: str = "") -> list[Suggestion]:
        """Pairs of people who should meet, best first; with `name` only this person's. Raises what `history` raises."""
        only = self.history(name, today).person.id if name else None
        return self._privacy(today).citing(introductions.introductions(self.survey(today), self.edges(today), only))

    def who(self, topic: str, today: date, *, name: str = "") -> list[Suggestion]:
        """The people for a topic, or for the note that `topic` is the path or link of. `name` asks, and is left out.

        Raises UnknownName (also for a missing note), AmbiguousName (for `name`) and VaultError (a note that
        cannot be read).
        """
        note = note_meant(topic, self.directory(today), self.vault.root.as_posix())
        words = topics.subject(self._subject(note, today)) if note else topics.asked(topic)
        without = self.history(name, today).person.id if name else ""
        hits = [hit for hit in self.store.search_any(topics.beginnings(words)) if hit.path != note] if words else []
        return self._privacy(today).citing(goals.who(self.survey(today), words, hits, without))

    def bridges(self, today: date) -> tuple[Bridge, ...]:
        """The people who connect parts of the network that nobody else connects."""
        return edges.bridges(self.survey(today), self.edges(today))

    def goals(self, today: date) -> list[Outlook]:
        """The goal notes, each with the people who can help and what is missing. Raises VaultError."""
        written = (
            goals.Goal(note.title, note.path, (*aims.topics, *aims.sectors), aims.line, aims.motives)
            for note, aims in self._aims()
        )
        return self._privacy(today).citing(goals.goals(written, self.survey(today)))

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
        """A message to a person, to edit and send by hand; without a kind, for their most urgent follow-up.

        `topic` is the subject, or the path of a note about it. `to` is the person to introduce, by default the
        best of `introductions`. Raises UnknownName and AmbiguousName, DraftError (nobody to write to, an
        unusable template) and VaultError.
        """
        history = self.history(name, today)
        person = history.person
        meeting = self._meeting(person, to, today) if kind == "introduce" or to else None
        note = note_meant(topic, self.directory(today), self.vault.root.as_posix())
        text, title = self._subject(note, today), note.rpartition("/")[2].removesuffix(".md") or topic
        asked = request.DraftRequest(kind, language, tone, title, text, meeting)
        theirs = self.follow_ups_of([history], today)
        everybody, default = self.survey(today, "message"), self.config.language
        return request.drafted(person, asked, everybody, theirs, override=self._template, default=default)

    def _meeting(self, person: Person, to: str, today: date) -> Introduction | None:
        """The person to introduce (named, or the best suggestion), the reason, and evidence that they already met."""
        other = self.history(to, today).person if to else None
        pairs = self.introductions(today, person.path)
        pair = next((each for each in pairs if other is None or other in each.people), None)
        if other is None and pair:
            other = next(each for each in pair.people if each.id != person.id)
        return request.Introduction(other, pair, self.edges(today).between(person.id, other.id)) if other else None

    def _template(self, name: str) -> Source | None:
        """The vault's own template for a draft: `it/first.md` or `.txt` in the folder of the settings, or None."""
        folder = self.config.drafts.strip("/")
        paths = [f"{folder}/{name}{suffix}" for suffix in (".md", ".txt")] if folder else []
        path = next((path for path in paths if self.vault.exists(path)), None)
        if path is None:
            return None
        return rendering.Source(self.vault.read(path, LARGEST_SETTINGS).decode("utf-8-sig", "replace"), path)

    def chart(
        self,
        today: date,
        *,
        around: str = "",
        steps: int = 2,
        private: bool = False,
        only: AbstractSet[str] | None = None,
    ) -> Chart:
        """The data of the map: the people, their rings, their connections, and who is due.

        `around` is the name of the person at the centre, with everybody within `steps`. `private` includes
        private people. `only` limits the map to these identities; None is everybody. Raises UnknownName and
        AmbiguousName, and MdnetworkError if the person at the centre may not be on a map.
        """
        middle = self.history(around, today).person if around else None
        sizes = network_map.nearness(self.config.circle_sizes, self.config.followups.circles)
        asked = network_map.MapRequest(middle.id if middle else None, steps, private, only)
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
        """A picture of the network (SVG, HTML, PNG), or its graph (GraphML, JSON). `asked` is passed to `chart`.

        Raises what `chart` raises, and MdnetworkError if PNG is requested and its library is missing.
        """
        return network_map.drawn(self.chart(today, **asked), form, self.texts)

    def _aims(self) -> list[tuple[Note, Aims]]:
        """The goal notes, each with its aims."""
        notes = [facts.note for facts in self.store.facts() if facts.note.kind == "goal"]
        return [(note, aims_of(self.vault.read(note.path), self.config.reading)) for note in notes]

    def _subject(self, path: str, today: date) -> str:
        """The name and body of the note at `path`, without people's names; "" for an empty path."""
        if not path:
            return ""
        name = path.rpartition("/")[2].removesuffix(".md")
        return topics.without_names(f"{name}\n{body_of(self.vault.read(path))}", self.directory(today))


class Aims(NamedTuple):
    """The aims of a goal: topics, sectors, and motives (belonging, helping, learning, career…)."""

    topics: tuple[str, ...]
    sectors: tuple[str, ...]
    motives: tuple[str, ...]
    line: int
    """The line of the first topic or sector; 1 if there is none."""


def aims_of(data: bytes, settings: ReadingSettings) -> Aims:
    """The aims in the front matter of a goal note."""
    fields = note_fields.Fields(document.Document(data, settings=settings).shown_front.fields, settings.keys)
    subjects, sectors, motives = (_values(fields, key) for key in ("topics", "sector", "motive"))
    line = min((line for _, line in (*subjects, *sectors)), default=1)
    return Aims(_texts(subjects), _texts(sectors), _texts(motives), line)


def body_of(data: bytes) -> str:
    """The text of a note below its front matter, as people see it."""
    return "\n".join(inline.plain_text(line.text) for line in document.Document(data).lines)


def _texts(values: list[tuple[str, int]]) -> tuple[str, ...]:
    return tuple(text for text, _ in values)


def _values(fields: Fields, key: str) -> list[tuple[str, int]]:
    field = fields.get(key)
    found = [(part.strip(), line) for text, line in field.texts() for part in text.split(",")] if field else []
    return [(inline.plain_text(text), line) for text, line in found if text]


def note_meant(written: str, directory: People, root: str) -> str:
    """The path of the note that `written` refers to in the vault at `root`; "" if it is just words.

    Accepts `Articles/Looms.md`, `Articles/Looms`, `[[Looms|an article]]` and `[an article](Articles/Looms.md)`.
    Raises UnknownName for a link, or a path with its suffix, without a note.
    """
    link = _LINK.fullmatch(written)
    is_note = link is not None or written.lower().endswith(".md")
    if not is_note and "/" not in written:
        return ""
    target = _target(link[1] or _unquoted(link[2])) if link else written
    path = directory.note(target.removeprefix(f"{root}/"), "")
    if path is None and is_note:
        raise UnknownName(f"There is no note “{target}”. Write its path from the vault's folder, or words of a topic.")
    return path or ""


def _target(link: str) -> str:
    return link.partition("|")[0].partition("#")[0]


def _unquoted(link: str) -> str:

    return urls.unquote(link)
