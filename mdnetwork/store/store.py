"""The interface of the store. `refresh` is the only update, and afterwards every answer equals that of a new store."""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from threading import get_ident
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from mdnetwork.collecting import without_gc
from mdnetwork.errors import IndexUnavailable, VaultError
from mdnetwork.frozen import NamedTuple
from mdnetwork.lazy import lazy
from mdnetwork.model import Facts, Problem, Severity
from mdnetwork.own_folders import NotOurs
from mdnetwork.parsing.settings import ReadingSettings
from mdnetwork.store.facts import Damaged, in_problem, read_facts, read_problem
from mdnetwork.store.follow_ups import Rules
from mdnetwork.store.refresh import Changed, Changes, Progress, Refreshing, RefreshRequest
from mdnetwork.store.schema import (
    database_path,
    discard,
    fingerprint,
    is_broken,
    is_ours,
    is_wrong_query,
    lay_out,
    open_file,
    open_memory,
    refuse_if_replaced,
    writing,
)
from mdnetwork.vault import Renames, Vault
from mdnetwork.verdicts import CROWD

if TYPE_CHECKING:
    import platformdirs

    from mdnetwork.store import conclude, feeds, resolve
    from mdnetwork.store import search as searching
    from mdnetwork.store import verify as verifying
    from mdnetwork.store.search import Hit
    from mdnetwork.store.sharing import Read
else:  # a refresh without changes needs none of them
    conclude = lazy("mdnetwork.store.conclude")
    feeds = lazy("mdnetwork.store.feeds")
    resolve = lazy("mdnetwork.store.resolve")
    searching = lazy("mdnetwork.store.search")
    verifying = lazy("mdnetwork.store.verify")
    platformdirs = lazy("platformdirs")

_Answer = TypeVar("_Answer")
_ALL = "SELECT facts, person, said FROM note JOIN fact ON note = id ORDER BY path"
"""The query for the facts of all notes."""
_REMAKES = 3
"""How often one process recreates a broken index before it works without a file."""


class Stats(NamedTuple):
    """Counts for `mdnet index`, and the path of the index ("" if it is only in memory)."""

    notes: int
    problems: int
    path: str


class Store:
    """The facts of one vault's notes. Open it with `Store.open`; call `refresh` before reading.

    A broken file is recreated. If no file can be kept, the index is in memory and `warning` has a message about it.
    Only if that fails too, any method raises IndexUnavailable. Only the thread that opened it may ask. Any thread may
    close it.
    """

    def __init__(self, path: Path, mark: str, settings: ReadingSettings, read: Read | None, crowd: int) -> None:
        self.warning = ""
        self.resolved = 0
        """The number of notes that the last refresh resolved."""
        self.computed = 0
        """The number of people whose follow-ups were computed last."""
        self._path: Path | None = path
        self._mark = mark
        self._remakes = 0
        self._asked: tuple[Vault, tuple[str, ...], Renames | None] | None = None
        self._crowd = crowd
        self._reading = partial(Refreshing, settings, read, self._resolve)
        self._refreshing = self._reading()
        self._thread = get_ident()
        self._connection = self._opened()

    @classmethod
    def open(
        cls,
        root: Path,
        settings: ReadingSettings,
        cache_dir: Path | None = None,
        *,
        read: Read | None = None,
        crowd: int = CROWD,
    ) -> Self:
        """The index of the vault at `root`, in `cache_dir` or the user's cache folder."""
        folder = cache_dir.expanduser() if cache_dir is not None else _cache_folder()
        return cls(database_path(folder, root.resolve()), fingerprint(settings, crowd), settings, read, crowd)

    def close(self) -> None:
        """Close the file. Any thread may do it when no answer is being made."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def refresh(
        self,
        vault: Vault,
        ignore: tuple[str, ...] = (),
        *,
        rebuild: bool = False,
        progress: Progress | None = None,
        only: frozenset[str] | None = None,
        patient: bool = False,
        renames: Renames | None = None,
    ) -> Changes:
        """Read the notes that changed since the last refresh, in one transaction.

        `rebuild` reads all notes again. `progress` is called with (notes read, notes to read). `only` limits
        the scan to these folders. With `patient`, a missing note is kept and listed in `Changes.missing`, and
        removed if the next refresh does not find it either. `renames` remembers the identities of people whose
        files were renamed. Without it a renamed file is another person's.
        """
        self._asked = vault, ignore, renames
        self.resolved = 0
        asked = RefreshRequest(vault, ignore, only, patient, progress, rebuild, renames)
        with without_gc():
            return self._safely(lambda: self._refreshing.run(self._connection, self._mark, asked))

    def over(self, vault: Vault, ignore: tuple[str, ...], renames: Renames | None) -> None:
        """Say what to read if the file is found to hold no index of these notes. Nothing is read now."""
        self._asked = vault, ignore, renames

    def facts(self) -> Iterator[Facts]:
        """Every note's facts, by path, without `words` (those are for `search`) and problems."""
        with without_gc():
            found = self.answer(lambda connection: deque(read_facts(*row) for row in connection.execute(_ALL)))
        while found:
            yield found.popleft()  # drop each one after use, which saves memory

    def problems(self) -> list[Problem]:
        """The problems in notes and between notes, and the notes that could not be read, in order."""
        rows = self.answer(lambda connection: connection.execute("SELECT DISTINCT problem FROM problem").fetchall())
        return sorted({*(read_problem(text) for (text,) in rows), *self._refreshing.troubles})

    def count_problems(self, severity: Severity | None = None) -> int:
        """The number of `problems` that are no hints, or of those of this severity."""
        query = "SELECT count(DISTINCT problem) FROM problem WHERE source <> 'hint' AND instr(problem, ?)"
        (rows,) = self.answer(lambda connection: connection.execute(query, (in_problem(severity),)).fetchone())
        return int(rows) + sum(severity in {None, each.severity} for each in {*self._refreshing.troubles})

    def hints(self) -> list[Problem]:
        """The hints of all notes: problems if several notes have them (`parsing/causes.py`)."""
        query = "SELECT problem FROM problem WHERE source = 'hint'"
        return [read_problem(text) for (text,) in self.answer(lambda connection: connection.execute(query).fetchall())]

    def is_new(self) -> bool:
        """Whether the file holds no index, of whatever version, or one without notes that followed no other.

        Nothing is read for it, and no table is made.
        """

        def asked() -> bool:
            if not self._connection.execute("SELECT 1 FROM sqlite_master").fetchone():
                return True
            if not is_ours(self._connection, self._mark):
                return False
            query = "SELECT 1 FROM meta WHERE key = 'follows' UNION ALL SELECT 1 FROM note LIMIT 1"
            return self._connection.execute(query).fetchone() is None

        return self._safely(asked)

    def count(self) -> int:
        """The number of notes."""
        (notes,) = self.answer(lambda connection: connection.execute("SELECT count(*) FROM note").fetchone())
        return int(notes)

    @property
    def troubles(self) -> tuple[Problem, ...]:
        """The notes that could not be read in the last scan. They may become readable without a change."""
        return self._refreshing.troubles

    def search(self, text: str, limit: int = 200) -> list[Hit]:
        """The lines with most of the words of `text` (as prefixes), from at most `limit` notes, best note first."""
        return self.answer(lambda connection: searching.search(connection, searching.query(text), limit))

    def search_any(self, beginnings: Iterable[str], limit: int = 1000) -> list[Hit]:
        """Every line with a word that starts with one of these, from at most `limit` notes, best note first."""
        wanted = searching.any_of(beginnings)
        return self.answer(lambda connection: searching.search(connection, wanted, limit, every=True))

    def stats(self) -> Stats:
        """The number of notes and problems, and the path of the index."""
        return Stats(self.count(), len(self.problems()), str(self._path or ""))

    def answer(self, ask: Callable[[sqlite3.Connection], _Answer]) -> _Answer:
        """Run `ask` on a file with this vault's facts under these settings, and refill it first if necessary."""

        def checked() -> _Answer:
            while True:
                if is_ours(self._connection, self._mark):
                    answer = ask(self._connection)
                    if is_ours(self._connection, self._mark):
                        return answer
                self._refill()

        return self._safely(checked, self._refill)

    def concluded(self, rules: Rules, ask: Callable[[sqlite3.Connection], _Answer]) -> _Answer:
        """Run `ask` while the follow-ups in the store are those of `rules`."""

        def checked(connection: sqlite3.Connection) -> _Answer:
            if rules.hold(connection):
                return ask(connection)
            with writing(connection), without_gc():
                if is_ours(connection, self._mark):  # another process may have made the index anew
                    self.computed = conclude.Concluding(rules).run(connection)
                return ask(connection)

        return self.answer(checked)

    def events(self, settings: str) -> dict[str, tuple[bytes, bytes]]:
        """The events kept for the feed with these settings by UID, each with the digest of its inputs."""
        return self.answer(lambda connection: feeds.read(connection, settings))

    def keep_events(self, settings: str, events: Mapping[str, tuple[bytes, bytes]]) -> None:
        """Keep these events for the feed with these settings, and no others of it. It only saves time."""
        with suppress(sqlite3.Error), writing(self._connection):
            feeds.write(self._connection, settings, events)

    def verify(self, rules: Rules) -> tuple[verifying.Difference, ...]:
        """What differs from a new store over the same notes, which takes as long as to read them all. Changes nothing.

        Call `refresh` first. Raises VaultError if a note cannot be read, because then nothing can be compared.
        """
        if self._asked is None:
            raise ValueError("nothing was read yet")
        vault, ignore, renames = self._asked
        with closing(open_memory(self._mark)) as new, without_gc():
            self.answer(lambda connection: verifying.number_alike(connection, new))
            self._reading().run(new, self._mark, RefreshRequest(vault, ignore, renames=renames))
            unread = verifying.unread(new)
            if unread:
                raise VaultError(f"{unread} cannot be read now, so the index cannot be compared with the notes.")
            self.refresh(vault, ignore, renames=renames)  # notes may have changed meanwhile
            self.concluded(rules, lambda _: None)
            conclude.Concluding(rules).run(new)
            return self.answer(lambda connection: verifying.differences(connection, new))

    def _resolve(self, connection: sqlite3.Connection, changed: Changed) -> None:
        self.resolved = resolve.Resolving(connection, self._crowd).run(changed)

    def _refill(self) -> None:
        if self._asked is not None:
            vault, ignore, renames = self._asked
            self.refresh(vault, ignore, renames=renames)
        else:
            lay_out(self._connection, self._mark)

    def _safely(self, act: Callable[[], _Answer], after: Callable[[], None] = lambda: None) -> _Answer:
        """Run `act`, and retry with a new file, or in memory, each time the file fails. `after` runs in between."""
        if get_ident() != self._thread:
            raise RuntimeError("A network belongs to the thread that opened it. Open another one in this thread.")
        while True:
            try:
                return act()
            except sqlite3.ProgrammingError:  # a bug in this program, not a broken file
                raise
            except (sqlite3.Error, Damaged) as error:
                if is_wrong_query(error, self._connection):
                    raise
                self._recover(error)
                after()

    def _opened(self) -> sqlite3.Connection:
        """The file, recreated if it is broken; else an index in memory."""
        while self._path is not None:
            try:
                return open_file(self._path)
            except NotOurs as error:
                self._path = None
                self.warning = f"{error} Until then every command reads all notes again."
            except (OSError, sqlite3.Error) as error:
                self._give_up_file(error)
        try:
            return open_memory(self._mark)
        except sqlite3.Error as error:
            raise IndexUnavailable(
                f"No index can be kept, not even in memory ({error}). Close other programs."
            ) from error

    def _recover(self, error: Exception) -> None:
        """Continue without the content of the file. Raises ProgramReplaced."""
        if self._path is None:
            raise IndexUnavailable(f"The index in memory failed ({error}). Make room and try again.") from error
        refuse_if_replaced()
        self._connection.close()
        self._refreshing.forget()
        self._give_up_file(error)
        self._connection = self._opened()

    def _give_up_file(self, error: Exception) -> None:
        """Delete a broken file, the first few times. Work without one if it cannot be used or deleted."""
        path, self._remakes = self._path, self._remakes + 1
        if path is None:
            return
        try:
            if not is_broken(error) or self._remakes > _REMAKES:
                raise error
            discard(path)
        except (OSError, sqlite3.Error, Damaged) as reason:
            self._path = None
            self.warning = (
                f"The index cannot be kept in {path.parent} ({str(reason).lower() or 'it is damaged'}), so every "
                "command reads all notes again. Make room there, or allow yourself to write there."
            )


def _cache_folder() -> Path:

    return platformdirs.user_cache_path("mdnetwork")
