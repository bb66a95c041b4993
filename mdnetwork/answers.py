"""Answers for one day: what `Network.at` returns. The questions are those of the commands, and need nothing else."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from mdnetwork.collecting import without_gc
from mdnetwork.dates import Cadence, Span
from mdnetwork.errors import AmbiguousName, DraftError, MdnetworkError, UnknownName
from mdnetwork.fields import value_of
from mdnetwork.frozen import dataclass, short_repr
from mdnetwork.i18n import Texts, texts
from mdnetwork.lazy import lazy
from mdnetwork.model import FollowUp, FollowUpKind, History, Interaction, Meeting, Person, Problem, Severity
from mdnetwork.records import Results
from mdnetwork.settings import Config
from mdnetwork.store import Store, follow_ups
from mdnetwork.store.follow_ups import DuePart, FollowUpRow, Rules
from mdnetwork.vault import Vault

if TYPE_CHECKING:  # start-up counts: each is imported by the questions that need it
    from mdnetwork import map as network_map
    from mdnetwork.calendar import select
    from mdnetwork.calendar import text as calendar_text
    from mdnetwork.calendar.select import Agenda, FeedSettings
    from mdnetwork.calendar.text import Calendar
    from mdnetwork.drafts import post as posts
    from mdnetwork.drafts import rendering, request
    from mdnetwork.drafts.drafting import Draft
    from mdnetwork.drafts.rendering import Source
    from mdnetwork.drafts.request import Introduction
    from mdnetwork.drafts.second_person import Tone
    from mdnetwork.editing import fixes
    from mdnetwork.editing.fixes import Fix
    from mdnetwork.exchange import duplicates, exporting
    from mdnetwork.exchange.duplicates import Twins
    from mdnetwork.exchange.exporting import Format
    from mdnetwork.followups import cadences
    from mdnetwork.followups.contact_days import ContactDays
    from mdnetwork.insight import (
        edges,
        goals,
        groups,
        introductions,
        own_page,
        period,
        publishing,
        reach,
        review,
        survey,
        ties,
        topics,
    )
    from mdnetwork.insight import preparation as preparing
    from mdnetwork.insight.edges import Bridge, Edges
    from mdnetwork.insight.goals import Goal, Outlook
    from mdnetwork.insight.groups import Membership
    from mdnetwork.insight.own_page import OwnPage
    from mdnetwork.insight.preparation import Preparation
    from mdnetwork.insight.reach import Route
    from mdnetwork.insight.review import Review
    from mdnetwork.insight.survey import Suggestion, Survey
    from mdnetwork.insight.ties import Tie
    from mdnetwork.kinds import TextKind
    from mdnetwork.map import Chart
    from mdnetwork.map import Format as MapFormat
    from mdnetwork.model import Note, NoteKind
    from mdnetwork.parsing import causes, document
    from mdnetwork.people import privacy
    from mdnetwork.people.privacy import Audience, PrivacyFilter
    from mdnetwork.store import person_rows
    from mdnetwork.store import totals as counting
    from mdnetwork.store.people import StoredPeople
    from mdnetwork.store.person_rows import PersonKey, PersonRow
    from mdnetwork.store.totals import Totals
    from mdnetwork.vault import folder
    from mdnetwork.vocabulary import meaning
else:
    network_map = lazy("mdnetwork.map")
    select = lazy("mdnetwork.calendar.select")
    calendar_text = lazy("mdnetwork.calendar.text")
    rendering = lazy("mdnetwork.drafts.rendering")
    posts = lazy("mdnetwork.drafts.post")
    request = lazy("mdnetwork.drafts.request")
    fixes = lazy("mdnetwork.editing.fixes")
    duplicates = lazy("mdnetwork.exchange.duplicates")
    exporting = lazy("mdnetwork.exchange.exporting")
    cadences = lazy("mdnetwork.followups.cadences")
    edges = lazy("mdnetwork.insight.edges")
    goals = lazy("mdnetwork.insight.goals")
    groups = lazy("mdnetwork.insight.groups")
    introductions = lazy("mdnetwork.insight.introductions")
    own_page = lazy("mdnetwork.insight.own_page")
    preparing = lazy("mdnetwork.insight.preparation")
    period = lazy("mdnetwork.insight.period")
    publishing = lazy("mdnetwork.insight.publishing")
    reach = lazy("mdnetwork.insight.reach")
    review = lazy("mdnetwork.insight.review")
    survey = lazy("mdnetwork.insight.survey")
    ties = lazy("mdnetwork.insight.ties")
    topics = lazy("mdnetwork.insight.topics")
    causes = lazy("mdnetwork.parsing.causes")
    document = lazy("mdnetwork.parsing.document")
    privacy = lazy("mdnetwork.people.privacy")
    person_rows = lazy("mdnetwork.store.person_rows")
    counting = lazy("mdnetwork.store.totals")
    folder = lazy("mdnetwork.vault.folder")
    meaning = lazy("mdnetwork.vocabulary.meaning")

_Answer = TypeVar("_Answer")
_Noun = TypeVar("_Noun")


@dataclass(frozen=True, slots=True)
class Why:
    """Everything that decides about a person: evidence for and against, cadence and its origin, follow-ups."""

    history: History
    cadence: Cadence | None
    cadence_from: str
    follow_ups: tuple[FollowUp, ...]

    __repr__ = short_repr("history.person.name")


@dataclass(frozen=True, slots=True)
class SearchResult:
    """A search result: a line of a person's note, or of a note that mentions them."""

    person: Person
    path: str
    line: int
    text: str

    __repr__ = short_repr("person.name", "path", "line", "text")


class Answers:
    """The answers to questions about a vault on one day. They are those of the store when they are asked for.

    Answers about the network as a whole contain nobody who may not be named.
    """

    def __init__(
        self, vault: Vault, config: Config, store: Store, today: date, people: Callable[[date], StoredPeople]
    ) -> None:
        self.today = today
        self._vault = vault
        self._config = config
        self._store = store
        self._people = people

    def __repr__(self) -> str:
        return f"<Answers: {self._vault.root}, {self.today}>"

    @property
    def directory(self) -> StoredPeople:
        """Everybody, with names and links resolved."""
        return self._people(self.today)

    @property
    def texts(self) -> Texts:
        """The messages in the vault's language."""
        return texts(self._config.language)

    def people(self) -> Results[Person]:
        """Everybody, by name."""
        return self._results(self.directory.everybody)

    def histories(self, rows: Iterable[PersonRow] | None = None) -> Results[History]:
        """Everybody with all evidence, or only the people of these rows, by name."""
        directory = self.directory
        return self._results(directory.histories if rows is None else directory.histories_of(r.number for r in rows))

    def person_rows(self, query: str = "", kinds: Iterable[str] = ()) -> Results[PersonRow]:
        """The people with all words of the query in their names, organisation, role, place, circle, tags or addresses.

        Each is loaded when its `person` is asked for. `has_kind` says whether they have a follow-up of these kinds.
        """
        named = tuple(kinds)
        return self._results(self._concluded(lambda rows: person_rows.person_rows(rows, self.today, query, named)))

    def person_keys(self, query: str = "", kinds: Iterable[str] = (), order: str = "name") -> list[PersonKey]:
        """The people of `person_rows` by name, last contact, next follow-up or since when they are known.

        Each with what decides whether they are listed.
        """
        named = tuple(kinds)
        return self._concluded(lambda rows: person_rows.person_keys(rows, query, named, order))

    def listed(self, numbers: Sequence[int]) -> list[PersonRow]:
        """The people with these numbers, in this order."""
        found = self._concluded(lambda rows: person_rows.person_rows(rows, self.today, only=numbers))
        places = {number: place for place, number in enumerate(numbers)}
        return sorted(found, key=lambda each: places[each.number])

    def person(self, name: str) -> Person:
        """The person with this name, alias, unique beginning or path. Raises UnknownName and AmbiguousName."""
        return self.history(name).person

    def history(self, name: str) -> History:
        """The person with this name, with all evidence. Raises UnknownName and AmbiguousName."""
        return self._history(name)

    def _history(self, name: str, *, suggest: bool = True) -> History:
        found = self.directory.find(name, suggest=suggest)
        if isinstance(found, Meeting):
            raise UnknownName(f"{found.note.path} is a meeting, not a person; use `mdnet show` to see who comes.")
        return found

    def interactions(self, name: str) -> Results[Interaction]:
        """The days of contact with a person, in order, each with its evidence."""
        return self._results(self.history(name).interactions)

    def follow_ups(self, within: Span | None = None) -> Results[FollowUp]:
        """What is overdue, or due today (or `within` after today); undated ones last."""
        until = within.after(self.today) if within else self.today
        return self._follow_ups(lambda rows: follow_ups.due_rows(rows, self.today, until))

    def each_due(
        self,
        choose: Callable[[Iterator[FollowUpRow]], _Answer],
        within: Span | None = None,
        kinds: Sequence[str] = (),
    ) -> _Answer:
        """What `choose` makes of the same as `follow_ups`, of these kinds or all, while they are read one by one.

        Each is loaded when its `load` is called.
        """
        until = within.after(self.today) if within else self.today
        return self._concluded(lambda rows: follow_ups.each_due(rows, self.today, until, kinds, choose))

    def due_part(
        self, part: slice, within: Span | None = None, kinds: Sequence[str] = (), notes: Collection[int] | None = None
    ) -> DuePart:
        """A part of the same, of the people with these numbers, or of all. No more are read."""
        until = within.after(self.today) if within else self.today
        return self._concluded(
            lambda rows: follow_ups.due_part(rows, self.today, until, part, kinds=kinds, notes=notes)
        )

    def all_follow_ups(self) -> Results[FollowUp]:
        """Every follow-up, including superseded, future and undated ones."""
        return self._follow_ups(lambda rows: follow_ups.all_rows(rows, self.today))

    def follow_ups_of(self, people: Iterable[History]) -> Results[FollowUp]:
        """The follow-ups of these people in `all_follow_ups`."""
        paths = [each.person.path for each in people]
        return self._follow_ups(lambda rows: follow_ups.rows_of(rows, self.today, paths))

    def follow_ups_of_note(self, path: str) -> Results[FollowUp]:
        """The follow-ups about nobody of the goal, or of the user's own note, at this path."""
        return self._follow_ups(lambda rows: follow_ups.rows_of(rows, self.today, [path]))

    def _follow_ups(self, ask: Callable[[Any], Iterable[FollowUpRow]]) -> Results[FollowUp]:
        return self._results(self._concluded(lambda rows: [each.load() for each in ask(rows)]))

    @property
    def rules(self) -> Rules:
        """Everything except the notes that decides which follow-ups there are."""
        return Rules(self._config.followups, self.texts, self.today)

    def _concluded(self, ask: Callable[[Any], _Answer]) -> _Answer:
        return self._store.concluded(self.rules, ask)

    def _results(self, values: Iterable[_Noun]) -> Results[_Noun]:
        return Results(values, self.today)

    def why(self, name: str) -> Why:
        """Everything that decides about a person's follow-ups. Raises UnknownName and AmbiguousName."""
        history = self.history(name)
        theirs = tuple(self.follow_ups_of([history]))
        cadence, origin = cadences.cadence_of(history, self._config.followups) or (None, "")
        return Why(history, cadence, origin, theirs)

    def meetings(self) -> Results[Meeting]:
        """The meetings and events of the day."""
        return self._results(meeting for meeting in self.directory.meetings if meeting.note.date == self.today)

    def problems(self) -> Results[Problem]:
        """The problems in the notes, by path and line, without those that the settings or their note dismiss."""
        self._concluded(lambda _: None)
        found, dismissed = causes.causes(self._store.problems()), self._config.dismissed
        return self._results(sorted(each for each in found if not causes.is_dismissed(each, dismissed)))

    def count_problems(self, severity: Severity | None = None) -> int:
        """The number of `problems`, or of those of this severity."""
        self._concluded(lambda _: None)
        found = self._store.hints()
        if self._config.dismissed or causes.dismisses(found):
            return sum(severity in {None, each.severity} for each in self.problems())
        caused = causes.causes(found) if found else ()
        return self._store.count_problems(severity) + sum(severity in {None, each.severity} for each in caused)

    def fixes(self, problems: Iterable[Problem] | None = None) -> list[Fix]:
        """The safe fixes of these `problems`, or of all, one for each note. `Network.edit.mend` applies them."""
        mended = self.problems() if problems is None else problems
        return fixes.fixes(mended, self._vault.read, self._config.reading)

    def search(self, text: str) -> Results[SearchResult]:
        """Lines with these words in people's notes, and in others that mention them; best first."""
        whom = self.directory.people_at
        return self._results(
            SearchResult(person, hit.path, hit.line, hit.text)
            for hit in self._store.search(text)
            for person in whom(hit)
        )

    def for_others(self, histories: Iterable[History], *, private: bool = False) -> list[History]:
        """The people in `histories` who are not private, without what their notes say about private people.

        With `private`, everybody with everything.
        """
        return privacy.PrivacyFilter(self.directory, "file", private=private).shown(histories)

    def export(self, histories: Iterable[History], form: Format = "vcard", *, raw: bool = False) -> bytes:
        """These people as vCards, a table or JSON."""
        return exporting.export(histories, form, raw=raw)

    def twins(self, region: str = "") -> Results[Twins]:
        """Pairs of notes that are probably about one person, with the evidence. `region` is the one of an import."""
        return self._results(duplicates.twins(self.directory.histories, region))

    def open_follow_ups(self) -> Results[FollowUpRow]:
        """Every follow-up that is not superseded, in no order. Each is loaded when its `load` is called."""
        return self._results(self._concluded(lambda rows: follow_ups.open_rows(rows, self.today)))

    def totals(self) -> Totals:
        """How much there is in the vault."""
        return self._concluded(lambda rows: counting.totals(rows, self.today))

    def count_due(self) -> dict[FollowUpKind, int]:
        """The number of `follow_ups` of each kind."""
        return self._concluded(lambda rows: follow_ups.count_due(rows, self.today))

    def first_due(self, choose: Callable[[Iterator[FollowUpRow]], _Answer]) -> _Answer:
        """What `choose` makes of what `each_due` reads. No more are read than it takes."""
        return self._concluded(lambda rows: follow_ups.first_due(rows, self.today, choose))

    def agenda(self) -> Agenda:
        """What the calendar has today, and how much else. Unless it selects people, only that is read."""
        chosen = self._config.feed
        if chosen.tags or chosen.circles:
            return select.agenda(self.open_follow_ups(), chosen, self.today)
        return self._concluded(
            lambda rows: select.counted_agenda(
                follow_ups.count_by_day(rows),
                lambda *wanted: follow_ups.most_important(rows, self.today, *wanted),
                chosen,
                self.today,
            )
        )

    def calendar(self, settings: FeedSettings | None = None) -> Calendar:
        """The feed, and a problem for each follow-up that could not be written to it."""
        chosen = settings or self._config.feed
        named, language = repr(chosen), texts(chosen.language)

        def written(connection: Any) -> Calendar:
            rows, others = follow_ups.feed_rows(connection, chosen, self.today)
            return calendar_text.calendar(rows, self.directory, chosen, self.today, language, kept, others)

        with without_gc():
            kept = self._store.events(named)
            made = self._concluded(written)
            if made.events != kept:
                self._store.keep_events(named, made.events)
            return made

    def feed(self, settings: FeedSettings | None = None) -> bytes:
        """The calendar of follow-ups (RFC 5545), with the settings of `[feed]` unless others are given."""
        return self.calendar(settings).data

    def survey(self, audience: Audience = "review") -> Survey:
        """Everybody who may be named to the audience, as input for the functions of `mdnetwork.insight`."""
        return survey.Survey(self.directory, self._config.followups, self.today, self.texts, audience)

    def review(self, length: Span | None = None) -> Review:
        """The review of the `length` (a quarter) up to today, compared with the period before."""
        length = length or period.QUARTER
        settings, sizes = self._config.followups, self._config.circle_sizes
        sectors = [sector for goal in self._goals() for sector in goal.sectors]
        found = review.review(self.directory, settings, self.today, self.texts, length, sizes, sectors)
        return self._privacy.citing(found)

    @property
    def _privacy(self) -> PrivacyFilter:
        """The filter of answers about the network as a whole."""
        return privacy.PrivacyFilter(self.directory, "review")

    def ties(self) -> dict[str, Tie]:
        """The tie with everybody who may be named, by identity. Only the days of contact are read."""
        may_name, measure, today = self._privacy.may_name_all, ties.tie_of, self.today
        return {who: measure(known, today) for who, known in self._contact_days().items() if may_name((who,))}

    def _contact_days(self) -> dict[str, ContactDays]:
        """The days of contact with everybody who is not gone, by identity."""
        return self._concluded(lambda rows: dict(person_rows.contact_days(rows)))

    def _last_contacts(self) -> dict[str, date]:
        """The last day of contact of everybody who has one, by identity."""
        return self._concluded(lambda rows: dict(person_rows.last_contacts(rows)))

    def edges(self) -> Edges:
        """The people who know each other, according to the notes."""
        return edges.acquaintances(self.directory)

    def groups(self) -> Results[Membership]:
        """The groups, by title, with nobody in them who may not be named."""
        found = self.directory.groups
        return self._results(groups.memberships(self.directory, self._privacy, self.today) if found else ())

    def reach(self, name: str) -> Results[Route]:
        """The paths to a person, or to everybody in a group, an organisation (or the start of a name) or a sector.

        The shortest is first. There is none to an organisation or sector that only a goal names. Raises UnknownName
        (none of these) and AmbiguousName.
        """
        directory = self.directory
        directory = self.directory
        known = self.groups()
        group = groups.group_called(known, name) if known else None
        if group:
            return self._reach_group(group)
        if reach.works_at(directory, name):
            return self._reach_all(lambda person: goals.is_at(name, person.org or ""))
        try:
            found = reach.reach(directory, self.edges(), self._history(name, suggest=False).person.id, self.today)
            return self._results(self._privacy.citing(found))
        except AmbiguousName:
            raise
        except UnknownName:
            org, sector = reach.organisation(directory, name), reach.sector(directory, name)
            if org:
                return self._reach_all(lambda person: goals.is_at(org, person.org or ""))
            group = groups.group_beginning(known, name) if known else None
            if group:
                return self._reach_group(group)
            if sector or any(
                goals.is_at(name, each) for goal in self._goals() for each in (*goal.targets, *goal.topics)
            ):
                return self._reach_all(lambda person: goals.is_at(name, value_of(person, "sector") or ""))
            unknown = directory.unknown(name)
            raise UnknownName(f"{unknown} No organisation begins with that either.", unknown.candidates) from None

    def _reach_all(self, is_there: Callable[[Person], bool]) -> Results[Route]:
        return self._results(self._privacy.citing(reach.reach_all(self.survey(), self.edges(), is_there)))

    def _reach_group(self, group: Membership) -> Results[Route]:
        return self._results(self._privacy.citing(reach.reach_group(self.survey(), self.edges(), group)))

    def introductions(self, name: str = "") -> Results[Suggestion]:
        """Pairs of people who should meet, best first; with `name` only this person's. Raises what `history` raises."""
        only = self._history(name, suggest=False).person.id if name else None
        return self._results(self._privacy.citing(introductions.introductions(self.survey(), self.edges(), only)))

    def who(self, topic: str, *, name: str = "") -> Results[Suggestion]:
        """The people for a topic, or for the note that `topic` is the path or link of. `name` asks, and is left out.

        Raises UnknownName (also for a missing note), AmbiguousName (for `name`) and VaultError (a note that
        cannot be read).
        """
        note = topics.note_meant(topic, self.directory, self._vault.root.as_posix())
        words = topics.subject(self._subject(note)) if note else meaning.asked(topic)
        without = self.history(name).person.id if name else ""
        hits = [hit for hit in self._store.search_any(meaning.beginnings(words)) if hit.path != note] if words else []
        return self._results(self._privacy.citing(goals.who(self.survey(), words, hits, without)))

    def bridges(self) -> Results[Bridge]:
        """The people who connect parts of the network that nobody else connects."""
        return self._results(edges.bridges(self.survey(), self.edges()))

    def goal(self, name: str) -> Outlook | None:
        """The goal with this title, path or beginning of its title; None if there is none, or several."""
        note = self.directory.own_note(name)
        if note is None or note.note.kind != "goal":
            return None
        return self._privacy.citing(goals.outlook(goals.goal_of(note), self.survey(), self._last_contacts()))

    def goals(self) -> Results[Outlook]:
        """The goal notes, each with the people who can help and what is missing."""
        return self._results(self._privacy.citing(goals.goals(self._goals(), self.survey(), self._last_contacts())))

    def own_page(self) -> OwnPage | None:
        """The page of the user's own note; None if there is no note of `type: me`. Raises VaultError."""
        profile = self.directory.profile
        if profile is None:
            return None
        note = document.Document(self._vault.read(profile.path), profile.path, self._config.reading)
        return own_page.own_page(note, profile, self.survey(), self._notes("other"))

    def preparation(self, meeting: Meeting) -> Preparation | None:
        """What to take to a meeting of today or later: aim, questions, offer, ask. Raises VaultError."""
        written = preparing.written_in(self._vault.read(meeting.note.path), self._config.reading)
        return self._privacy.citing(preparing.preparation(meeting, written, self._goals(), self.survey()))

    def draft(
        self,
        name: str,
        *,
        kind: TextKind | None = None,
        language: str = "",
        tone: Tone | None = None,
        topic: str = "",
        to: str = "",
    ) -> Draft:
        """A message to a person, to edit and send by hand; without a kind, for their most urgent follow-up.

        To the user's own name it is a text to publish, of the kind `publish`.

        `topic` is the subject, or the path of a note about it. `to` is the person to introduce, by default the
        best of `introductions`. Raises UnknownName and AmbiguousName, DraftError (nobody to write to, an
        unusable template) and VaultError.
        """
        if self.directory.is_me(name):
            return self._post(kind, language, topic)
        history = self.history(name)
        person = history.person
        if kind == "publish":
            raise DraftError(self.texts.say("A text to publish is for everybody: name yourself instead of a person."))
        meeting = self._meeting(person, to) if kind == "introduce" or to else None
        note, title = self._titled(topic)
        text = self._subject(note)
        asked = request.DraftRequest(kind, language, tone, title, text, meeting)
        theirs = self.follow_ups_of([history])
        everybody, default = self.survey("message"), self._config.language
        return request.drafted(person, asked, everybody, theirs, override=self._template, default=default)

    def _post(self, kind: TextKind | None, language: str, topic: str) -> Draft:
        """A text to publish by the user. Raises DraftError if another kind is asked for."""
        profile, survey = self.directory.profile, self.survey("message")
        if profile is None or kind not in {None, "publish"}:
            raise DraftError(self.texts.say("This is your own note: only --kind publish has a draft for it."))
        asked = posts.PostRequest(language, self._titled(topic)[1])
        ideas = [] if topic else publishing.ideas(survey, self._notes("other"))
        return posts.post(profile, asked, ideas, survey, override=self._template, default=self._config.language)

    def _titled(self, topic: str) -> tuple[str, str]:
        """The path of the note that a topic is, or ""; and the name of that note, or the topic."""
        note = topics.note_meant(topic, self.directory, self._vault.root.as_posix())
        return note, note.rpartition("/")[2].removesuffix(".md") or topic

    def _meeting(self, person: Person, to: str) -> Introduction | None:
        """The person to introduce (named, or the best suggestion), the reason, and evidence that they already met."""
        other = self.history(to).person if to else None
        pairs = self.introductions(person.path)
        pair = next((each for each in pairs if other is None or other in each.people), None)
        if other is None and pair:
            other = next(each for each in pair.people if each.id != person.id)
        return request.Introduction(other, pair, self.edges().between(person.id, other.id)) if other else None

    def _template(self, name: str) -> Source | None:
        """The vault's own template for a draft: `it/first.md` or `.txt` in the folder of the settings, or None."""
        own = self._config.drafts.strip("/")
        paths = [f"{own}/{name}{suffix}" for suffix in (".md", ".txt")] if own else []
        path = next((path for path in paths if self._vault.exists(path)), None)
        if path is None:
            return None
        return rendering.Source(self._vault.read(path, folder.LARGEST_SETTINGS).decode("utf-8-sig", "replace"), path)

    def chart(
        self,
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
        middle = self.history(around).person if around else None
        sizes = network_map.nearness(self._config.circle_sizes, self._config.followups.circles)
        asked = network_map.MapRequest(middle.id if middle else None, steps, private, only)
        made = network_map.chart(self.directory, self.each_due(list), self.today, sizes, asked, self._contact_days())
        if middle and made.centre is None:
            raise MdnetworkError(
                self.texts.say(
                    "{name} is on no map: people who died or want no contact never are; "
                    "private people are with --private.",
                    name=middle.name,
                )
            )
        return made

    def map(self, form: MapFormat = "svg", **asked: Any) -> bytes:
        """A picture of the network (SVG, HTML, PNG), or its graph (GraphML, JSON). `asked` is passed to `chart`.

        Raises what `chart` raises, and MdnetworkError if PNG is requested and its library is missing.
        """
        return network_map.drawn(self.chart(**asked), form, self.texts)

    def _goals(self) -> list[Goal]:
        """The goals that answers may name, by path: a private one is shown where it is asked for."""
        return [goals.goal_of(facts) for facts in self.directory.own_notes if facts.aims and not facts.aims.private]

    def _notes(self, kind: NoteKind) -> list[Note]:
        """The notes of one kind."""
        return [facts.note for facts in self._store.facts() if facts.note.kind == kind]

    def _subject(self, path: str) -> str:
        """The name and body of the note at `path`, without people's names; "" for an empty path."""
        if not path:
            return ""
        name = path.rpartition("/")[2].removesuffix(".md")
        return topics.without_names(f"{name}\n{topics.body_of(self._vault.read(path))}", self.directory)
