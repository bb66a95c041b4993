"""The wiring: a vault, its index, and the questions to ask them. No logic lives here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from mdnetwork.asking import Asking
from mdnetwork.calendar.select import FeedSettings
from mdnetwork.collecting import without_gc
from mdnetwork.dates import Cadence, Span
from mdnetwork.editing.writer import Writer
from mdnetwork.errors import UnknownName
from mdnetwork.followups.cadences import cadence_of
from mdnetwork.frozen import dataclass
from mdnetwork.i18n import Texts, texts
from mdnetwork.lazy import lazy
from mdnetwork.model import FollowUp, History, Interaction, Meeting, Person, Problem, Severity
from mdnetwork.settings import Config
from mdnetwork.store import Changes, Store, follow_ups
from mdnetwork.store.follow_ups import FollowUpRow, Rules
from mdnetwork.vault import Vault, VaultLock

if TYPE_CHECKING:  # start-up counts: they are imported where they are used
    from mdnetwork import config as settings_file
    from mdnetwork.calendar import text as calendar_text
    from mdnetwork.calendar.text import Calendar
    from mdnetwork.editing import changes as edits
    from mdnetwork.editing import fixes as repairs
    from mdnetwork.editing.changes import Plan
    from mdnetwork.editing.fixes import Fix
    from mdnetwork.exchange import duplicates, exporting, importing
    from mdnetwork.exchange.duplicates import Twins
    from mdnetwork.exchange.exporting import Format
    from mdnetwork.exchange.importing import Choices, Import
    from mdnetwork.parsing import hints
    from mdnetwork.people import gathering, privacy
    from mdnetwork.people.directory import People
    from mdnetwork.store import people as stored
else:
    settings_file = lazy("mdnetwork.config")
    calendar_text = lazy("mdnetwork.calendar.text")
    edits = lazy("mdnetwork.editing.changes")
    repairs = lazy("mdnetwork.editing.fixes")
    duplicates = lazy("mdnetwork.exchange.duplicates")
    exporting = lazy("mdnetwork.exchange.exporting")
    importing = lazy("mdnetwork.exchange.importing")
    hints = lazy("mdnetwork.parsing.hints")
    gathering = lazy("mdnetwork.people.gathering")
    privacy = lazy("mdnetwork.people.privacy")
    stored = lazy("mdnetwork.store.people")


_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class Why:
    """Everything that decides about a person: evidence for and against, cadence and its origin, follow-ups."""

    history: History
    cadence: Cadence | None
    cadence_from: str
    follow_ups: tuple[FollowUp, ...]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """A search result: a line of a person's note, or of a note that mentions them."""

    person: Person
    path: str
    line: int
    text: str


class Network(Writer, Asking):
    """The people of a vault and the user's history with them.

    >>> from mdnetwork import Network
    >>> with Network.open("examples/vault") as net:  # doctest: +SKIP
    ...     net.refresh()
    ...     net.follow_ups(today=date(2026, 11, 23))
    """

    def __init__(self, vault: Vault, config: Config, store: Store, state_dir: Path | None = None) -> None:
        self.vault = vault
        self.config = config
        self.store = store
        self.lock = VaultLock(vault.root, state_dir)
        self._directories: dict[date | None, People] = {}

    @classmethod
    def open(cls, path: str | Path, *, cache_dir: Path | None = None, state_dir: Path | None = None) -> Self:
        """Open the vault at `path`. The index is in `cache_dir`, by default the user's cache folder.

        Undo steps and the lock are in `state_dir`, by default the user's state folder. Reads only the settings:
        call `refresh` first. Raises VaultError (no such folder, unreadable) and SettingsError
        (`mdnetwork.toml`).
        """
        vault = Vault(Path(path).expanduser())
        config = settings_file.load(vault.read_settings(), vault.root.name)
        return cls(vault, config, Store.open(vault.root, config.reading, cache_dir, crowd=config.crowd), state_dir)

    def close(self) -> None:
        """Close the index."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @property
    def root(self) -> Path:
        """The vault's folder."""
        return self.vault.root

    @property
    def texts(self) -> Texts:
        """The messages in the vault's language."""
        return texts(self.config.language)

    def refresh(
        self,
        *,
        rebuild: bool = False,
        progress: Callable[[int, int], None] | None = None,
        patient: bool = False,
        only: frozenset[str] | None = None,
    ) -> Changes:
        """Update the index from the files. `rebuild` reads all notes again.

        `progress` is called with (notes read, notes to read). With `patient`, a note that vanished has until
        the next refresh to come back. `only` limits the scan to these folders. Returns the paths that were
        added, changed and removed.
        """
        self.unload()
        writes = self.lock.writes()
        self._as_of = -1 if writes % 2 else writes  # a write that goes on may be seen in part
        return self.store.refresh(
            self.vault, self.config.ignore, rebuild=rebuild, progress=progress, patient=patient, only=only
        )

    def unload(self) -> None:
        """Drop the people that were loaded. They are loaded again when somebody asks."""
        self._directories.clear()

    def directory(self, today: date | None = None) -> People:
        """Everybody, with names and links resolved. Without `today` nothing counts as future."""
        if today not in self._directories:
            self._directories[today] = stored.StoredPeople(self.store.answer, today)
        return self._directories[today]

    def people(self, today: date | None = None) -> tuple[Person, ...]:
        """Everybody, by name."""
        return tuple(history.person for history in self.directory(today).histories)

    def person(self, name: str) -> Person:
        """The person with this name, alias, unique beginning or path. Raises UnknownName and AmbiguousName."""
        return self.history(name).person

    def history(self, name: str, today: date | None = None) -> History:
        """The person with this name, with all evidence. Raises UnknownName and AmbiguousName."""
        found = self.directory(today).find(name)
        if isinstance(found, Meeting):
            raise UnknownName(f"{found.note.path} is a meeting, not a person; use `mdnet show` to see who comes.")
        return found

    def interactions(self, name: str, today: date | None = None) -> tuple[Interaction, ...]:
        """The days of contact with a person, in order, each with its evidence."""
        return self.history(name, today).interactions

    def all_follow_ups(self, today: date) -> list[FollowUp]:
        """Every follow-up, including superseded, future and undated ones."""
        return self._concluded(today, lambda connection: follow_ups.all_rows(connection, today))

    def follow_ups_of(self, people: Iterable[History], today: date) -> list[FollowUp]:
        """The follow-ups of these people in `all_follow_ups`."""
        paths = [each.person.path for each in people]
        return self._concluded(today, lambda connection: follow_ups.rows_of(connection, today, paths))

    def follow_ups(self, today: date, within: Span | None = None) -> list[FollowUp]:
        """What is overdue, or due by `today` (or `within` after it); undated ones last."""
        until = within.after(today) if within else today
        return self._concluded(today, lambda connection: follow_ups.due_rows(connection, today, until))

    def rules(self, today: date) -> Rules:
        """Everything except the notes that decides which follow-ups there are."""
        return Rules(self.config.followups, self.texts, today)

    def _concluded(self, today: date, ask: Callable[[Any], _Answer]) -> _Answer:
        return self.store.concluded(self.rules(today), ask)

    def why(self, name: str, today: date) -> Why:
        """Everything that decides about a person's follow-ups. Raises UnknownName and AmbiguousName."""
        history = self.history(name, today)
        theirs = tuple(self.follow_ups_of([history], today))
        cadence, origin = cadence_of(history, self.config.followups) or (None, "")
        return Why(history, cadence, origin, theirs)

    def meetings(self, today: date) -> tuple[Meeting, ...]:
        """The meetings and events of that day."""
        return tuple(meeting for meeting in self.directory(today).meetings if meeting.note.date == today)

    def problems(self, today: date | None = None) -> list[Problem]:
        """The problems in the notes, by path and line, without those that the settings dismiss.

        Without `today` nothing counts as future.
        """
        if today is None:
            found = {*self.store.problems(), *gathering.last_contact_problems(self.directory().histories)}
        else:
            self._concluded(today, lambda _: None)
            found = {*self.store.problems()}
        return sorted(each for each in hints.causes(found) if not hints.is_dismissed(each, self.config.dismissed))

    def count_problems(self, today: date, severity: Severity | None = None) -> int:
        """The number of `problems`, or of those of this severity."""
        if self.config.dismissed:
            return sum(severity in {None, each.severity} for each in self.problems(today))
        self._concluded(today, lambda _: None)
        caused = hints.causes(self.store.hints())
        return self.store.count_problems(severity) + sum(severity in {None, each.severity} for each in caused)

    def fixes(self, today: date | None = None) -> list[Fix]:
        """The safe fixes of problems, one for each note, not yet applied."""
        return repairs.fixes(self.problems(today), self.vault.read, self.config.reading)

    def mend(self, fixes: Iterable[Fix]) -> Plan:
        """The plan that applies these fixes."""
        made = tuple(edits.Edit(fix.path, fix.before, fix.after) for fix in fixes)
        return edits.Plan(self.texts.count("{n} note mended", "{n} notes mended", len(made)), made)

    def plan_import(self, paths: Sequence[Path], today: date, choices: Choices) -> Import:
        """What an import of these files would do. Pass its plan to `write` to do it. Raises ExchangeError."""
        return importing.plan_import(self.edit_context(today), paths, choices)

    def for_others(
        self, histories: Iterable[History], today: date | None = None, *, private: bool = False
    ) -> list[History]:
        """The people in `histories` who are not private, without what their notes say about private people.

        With `private`, everybody with everything.
        """
        return privacy.PrivacyFilter(self.directory(today), "file", private=private).shown(histories)

    def export(self, histories: Iterable[History], form: Format = "vcard", *, raw: bool = False) -> bytes:
        """These people as vCards, a table or JSON."""
        return exporting.export(histories, form, raw=raw)

    def twins(self, today: date | None = None, region: str = "") -> list[Twins]:
        """Pairs of notes that are probably about one person, with the evidence. `region` is the one of an import."""
        return duplicates.twins(self.directory(today).histories, region)

    def search(self, text: str, today: date | None = None) -> list[SearchResult]:
        """Lines with these words in people's notes, and in others that mention them; best first."""
        whom = self.directory(today).people_at
        return [
            SearchResult(person, hit.path, hit.line, hit.text)
            for hit in self.store.search(text)
            for person in whom(hit)
        ]

    def open_follow_ups(self, today: date) -> list[FollowUpRow]:
        """Every follow-up that is not superseded, in no order. Each is loaded when its `load` is called."""
        return self._concluded(today, lambda connection: follow_ups.open_rows(connection, today))

    def calendar(self, today: date, settings: FeedSettings | None = None) -> Calendar:
        """The feed, and a problem for each follow-up that could not be written to it."""
        chosen = settings or self.config.feed
        named, language = repr(chosen), texts(chosen.language)

        def written(connection: Any) -> Calendar:
            rows = follow_ups.open_rows(connection, today)
            return calendar_text.calendar(rows, self.directory(today), chosen, today, language, kept)

        with without_gc():
            kept = self.store.events(named)
            made = self._concluded(today, written)
            if made.events != kept:
                self.store.keep_events(named, made.events)
            return made

    def feed(self, today: date, settings: FeedSettings | None = None) -> bytes:
        """The calendar of follow-ups (RFC 5545), with the settings of `[feed]` unless others are given."""
        return self.calendar(today, settings).data
