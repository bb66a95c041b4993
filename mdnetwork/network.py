"""The wiring: a vault, its store, its settings and its lock. No logic lives here."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from mdnetwork.answers import Answers
from mdnetwork.i18n import Texts, texts
from mdnetwork.lazy import lazy
from mdnetwork.settings import Config
from mdnetwork.store import Changes, Store
from mdnetwork.vault import Renames, Vault, VaultLock

if TYPE_CHECKING:  # start-up counts: each is imported where it is used
    from mdnetwork import config as settings_file
    from mdnetwork import editor
    from mdnetwork.editor import Editor
    from mdnetwork.store import people as stored
    from mdnetwork.store.people import ReadPeople, StoredPeople
else:
    settings_file = lazy("mdnetwork.config")
    editor = lazy("mdnetwork.editor")
    stored = lazy("mdnetwork.store.people")


class Network:
    """A vault with its store. `at` answers questions for a day, `edit` changes notes.

    >>> from mdnetwork import Network
    >>> with Network.open("examples/vault") as net:  # doctest: +SKIP
    ...     net.at(date(2026, 11, 23)).follow_ups()
    """

    def __init__(self, vault: Vault, config: Config, store: Store, state_dir: Path | None = None) -> None:
        self.vault = vault
        self.config = config
        self.store = store
        self.lock = VaultLock(vault.root, state_dir)
        self.as_of = -1
        """The count of writes (`VaultLock.writes`) when the notes were last read."""
        self._people: dict[date, StoredPeople] = {}
        self._read: ReadPeople | None = None

    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        refresh: bool = True,
        cache_dir: Path | None = None,
        state_dir: Path | None = None,
    ) -> Self:
        """Open the vault at `path` and read what changed since the last time.

        With `refresh=False` nothing is read except the settings, and answers are those of the last refresh. Only if
        there was none under these settings, the first question reads the notes. The store
        is in `cache_dir`, by default the user's cache folder. Undo steps and the lock are in `state_dir`, by default
        the user's state folder. Raises VaultError (no such folder, unreadable) and SettingsError (`mdnetwork.toml`).
        """
        vault = Vault(Path(path).expanduser())
        config = settings_file.load(vault.read_settings(), vault.root.name)
        network = cls(vault, config, Store.open(vault.root, config.reading, cache_dir, crowd=config.crowd), state_dir)
        network.store.over(vault, config.ignore, Renames(network.lock.state, vault.root))
        if refresh:
            with ExitStack() as failing:
                failing.callback(network.close)
                network.refresh()
                failing.pop_all()
        return network

    def __repr__(self) -> str:
        return f"<Network: {self.root}>"

    def close(self) -> None:
        """Close the store."""
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
        """Update the store from the files, as `open` does. `rebuild` reads all notes again.

        `progress` is called with (notes read, notes to read). With `patient`, a note that vanished has until
        the next refresh to come back. `only` limits the scan to these folders. Returns the paths that were
        added, changed and removed.
        """
        self.unload()
        writes = self.lock.writes()
        self.as_of = -1 if writes % 2 else writes  # a write that goes on may be seen in part
        return self.store.refresh(
            self.vault,
            self.config.ignore,
            rebuild=rebuild,
            progress=progress,
            patient=patient,
            only=only,
            renames=Renames(self.lock.state, self.root),
        )

    def unload(self) -> None:
        """Drop the people that were loaded. They are loaded again when somebody asks."""
        self._people.clear()

    def remember(self) -> Self:
        """Keep what notes say of their people over changes, for questions about everybody. Returns the network.

        It takes memory, and spares reading those who are as they were.
        """
        self._read = stored.ReadPeople()
        self.unload()
        return self

    def at(self, today: date) -> Answers:
        """The answers for a day: who is due, what is known of a person, the calendar. They follow every refresh."""
        return Answers(self.vault, self.config, self.store, today, self._people_on)

    @cached_property
    def edit(self) -> Editor:
        """Edits: plans of changes, which `edit.write` applies and `edit.undo` takes back."""
        return editor.Editor(self)

    def _people_on(self, today: date) -> StoredPeople:
        if today not in self._people:
            self._people[today] = stored.StoredPeople(self.store.answer, today, read=self._read)
        return self._people[today]
