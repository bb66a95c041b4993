"""One walk over the folder, on plain strings: which notes exist, and when they changed."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mdnetwork.frozen import dataclass
from mdnetwork.lazy import lazy, lazy_pattern
from mdnetwork.model import Problem
from mdnetwork.names import same
from mdnetwork.vault.stamps import Listing, Stamps
from mdnetwork.vault.writing import is_temporary
from mdnetwork.vault_files import COPIES, EVICTED, NOTES, OURS

if TYPE_CHECKING:  # most vaults leave out nothing
    import re2
else:
    re2 = lazy("re2")

_LEFTOVER = "~syncthing~"
"""The only leftover of an editor or sync program that ends with `.md` and does not start with a dot."""
_INT64 = 2**63 - 1
"""The largest integer in SQLite. Inodes of some network drives and far dates are larger."""
_HAS_CTIME = os.name == "posix"
"""On Windows `st_ctime` is the creation time, which says nothing about changes."""
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0)
MOST = 20_000
"""The most characters of all patterns together. Patterns beyond it ignore nothing, and are a problem."""
_MEMORY = 8 << 20
"""The most bytes of all compiled patterns of one form; a single one may take an eighth of it."""
_WILDCARD = lazy_pattern(r"\*\*/|\*\*|\*|\?|\[[^\]]+\]")
_ESCAPE = lazy_pattern(r"\\u([0-9A-Fa-f]{4})")
r"""A character by its number in JavaScript's form; RE2 writes `\x{00E9}`."""
_NAMED_GROUP = lazy_pattern(r"(\\.)|\(\?P?<(?![=!])[^>]*>")
"""A named group, unless its bracket is escaped. A name may occur only once in the joined expressions."""
_LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Scan:
    """The result of a walk. Paths are relative to the vault, with `/`, as the file system spells them."""

    stamps: Stamps
    evicted: frozenset[str] = frozenset()
    """Notes whose contents are only in the cloud: what was known of them stays."""
    unread: frozenset[str] = frozenset()
    """Folders that could not be read: what was known of the notes below stays."""
    only: frozenset[str] | None = None
    """The folders that were walked, with all below; None for the whole vault."""
    problems: tuple[Problem, ...] = ()
    started: int = 0
    """When the walk started, in nanoseconds since 1970."""

    def walked(self, path: str) -> bool:
        """Whether the walk included the folder of `path`."""
        return self.only is None or any(_below(path, folder) for folder in self.only)

    def entered(self, folder: str) -> bool:
        """Whether the walk may have included notes in this folder, without those in folders below it."""
        return self.walked(folder) or any(each.rpartition("/")[0] == folder for each in self.only or ())

    def covers(self, path: str) -> bool:
        """Whether the walk would have found a note at `path`, so that its absence means it is gone."""
        return self.walked(path) and not any(_below(path, folder) for folder in self.unread)


def _below(path: str, folder: str) -> bool:
    return not folder or path == folder or path.startswith(folder + "/")


def is_note(name: str) -> bool:
    """Whether a file with this name is a note: Markdown, neither hidden nor a leftover."""
    return name.lower().endswith(NOTES) and not name.startswith((".", _LEFTOVER))


def shown_path(path: str) -> str:
    r"""The path as it is stored and shown. Bytes that are not UTF-8 become `\xNN`, so that any program can read it."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return os.fsencode(path).decode("utf-8", "backslashreplace")
    return path


class Walk:
    """One walk in progress. Links are not followed, as Obsidian does not follow links between folders of a vault."""

    def __init__(self, root: str, ignoring: Ignoring) -> None:
        self.root = root
        self.ignoring = ignoring
        self.found: dict[str, tuple[list[str], list[int]]] = {}
        """The notes of each folder: their names, and the numbers of their stamps one after the other."""
        self.odd: dict[str, str] = {}
        """Shown path -> path as the file system spells it, where they differ."""
        self.evicted: set[str] = set()
        self.unread: set[str] = set()
        self.leftovers: set[str] = set()
        """Our temporary files: a process is writing one, or was killed."""
        self.problems: list[Problem] = list(ignoring.problems)
        self._hollow: list[tuple[str, str, tuple[int, ...]]] = []
        self._counts_blocks = sys.platform == "darwin"

    def folder(self, start: str) -> None:
        """Walk the folder at `start` (relative, "" for the root) and all below it."""
        waiting = [start]
        while waiting:
            folder = waiting.pop()
            try:
                self._entries(folder, waiting)
            except (FileNotFoundError, NotADirectoryError):
                continue  # deleted during the walk, with its notes
            except OSError as error:
                self._cannot(folder, error)

    def _entries(self, folder: str, waiting: list[str]) -> None:
        prefix = f"{folder}/" if folder else ""
        names, numbers = self.found.setdefault(shown_path(folder), ([], []))
        with _entries_of(f"{self.root}/{folder}") as entries:
            for entry in entries:
                name = entry.name
                if name[0] == ".":
                    self._hidden(prefix, name)
                elif name.lower().endswith(NOTES) and entry.is_file(follow_symlinks=False):
                    self._note(prefix, entry, names, numbers)
                elif entry.is_symlink() or _is_junction(entry):
                    self._link(prefix + name)
                elif entry.is_dir(follow_symlinks=False) and not self._is_left_out(prefix + name):
                    waiting.append(prefix + name)

    def _is_left_out(self, folder: str) -> bool:
        return folder in COPIES or (bool(self.ignoring) and self.ignoring(f"{folder}/"))

    def _note(self, prefix: str, entry: os.DirEntry[str], names: list[str], numbers: list[int]) -> None:
        name = entry.name
        if name.startswith(_LEFTOVER) or (self.ignoring and self.ignoring(prefix + name)):
            return
        try:
            seen = entry.stat(follow_symlinks=False)
        except FileNotFoundError:
            return
        if not name.isascii() or not prefix.isascii():
            name = self._named(prefix + name).rpartition("/")[2]
        stamp = (
            seen.st_mtime_ns & _INT64,
            seen.st_size,
            seen.st_ino & _INT64,
            seen.st_ctime_ns & _INT64 if _HAS_CTIME else 0,
        )
        if getattr(seen, "st_blocks", 1):
            self._counts_blocks = True
        elif seen.st_size:
            self._hollow.append((shown_path(prefix), name, stamp))
            return
        names.append(name)
        numbers += stamp

    def finish(self) -> None:
        """Decide on notes that have a size but no blocks: their contents are elsewhere, such as in iCloud.

        This does not apply if the file system counts no blocks at all, as many in user space.
        """
        for prefix, name, stamp in self._hollow:
            if self._counts_blocks:
                self.evicted.add(prefix + name)
            else:
                names, numbers = self.found[prefix.removesuffix("/")]
                names.append(name)
                numbers += stamp

    @property
    def stamps(self) -> Stamps:
        """The stamps of the notes."""
        return Stamps({folder: Listing.of(*notes) for folder, notes in self.found.items() if notes[0]})

    def _named(self, path: str) -> str:
        name = shown_path(path)
        if name != path:
            self.odd[name] = path
            message = "The name is not written in UTF-8, so it is shown with \\x signs; rename the file or its folder."
            self.problems.append(Problem(name, 0, "FILE-NAME", message, "warning"))
        return name

    def _hidden(self, prefix: str, name: str) -> None:
        """Handle a file that starts with a dot: `.Ada.md.icloud` is an evicted `Ada.md` (macOS before 14)."""
        if is_temporary(name):
            self.leftovers.add(prefix + name)
        note = name[1:].removesuffix(EVICTED)
        if name.endswith(EVICTED) and is_note(note) and not self.ignoring(prefix + note):
            self.evicted.add(shown_path(prefix + note))

    def _link(self, path: str) -> None:
        there = f"{self.root}/{path}"
        if self.ignoring(path) or self.ignoring(path + "/"):
            return
        if not is_note(path.rpartition("/")[2]) and not Path(there).is_dir():
            return
        target = os.path.realpath(there)
        inside = self.root.rstrip(os.sep) + os.sep
        if Path(target).exists() and not f"{target}{os.sep}".startswith(inside):
            message = "This link leads out of the vault and is not followed; move what it leads to into the vault."
            self.problems.append(Problem(shown_path(path), 0, "LINK-OUT", message, "warning"))

    def _cannot(self, folder: str, error: OSError) -> None:
        self.unread.add(shown_path(folder))
        why = (error.strerror or str(error)).lower()
        message = (
            f"The folder cannot be read ({why}); its notes stay as they were last known. Allow yourself to read it."
        )
        self.problems.append(Problem(shown_path(folder), 0, "UNREADABLE", message))


@contextmanager
def _entries_of(folder: str) -> Iterator[Iterator[os.DirEntry[str]]]:
    """The entries of a folder. Where the system can, each is found from the open folder, and not from the root."""
    if os.scandir not in os.supports_fd:
        with os.scandir(folder) as entries:
            yield entries
        return
    opened = os.open(folder, _FOLDER)
    try:
        with os.scandir(opened) as entries:
            yield entries
    finally:
        os.close(opened)


def _is_junction(entry: os.DirEntry[str]) -> bool:
    """Whether the entry is a Windows junction, a kind of link (known from Python 3.12 on)."""
    tell = getattr(entry, "is_junction", None)
    return tell is not None and bool(tell())


class Ignoring:
    """Patterns of paths that are not read, compiled once.

    A pattern is one of: `/regular expression/`, searched anywhere in the path (Obsidian's form); `Archive/` or
    `People/Old`, a path from the vault's root; `drafts`, a file or folder with that name anywhere; a glob such as
    `*.draft.md` (anywhere) or `Archive/**/*.md` (from the root; `*` stays within a folder, `**` does not). All but
    regular expressions ignore case and Unicode form. A pattern that cannot be used ignores nothing and is a problem: an
    invalid regular expression, one with lookahead, lookbehind or a backreference, one that is too large.
    """

    def __init__(self, patterns: Iterable[str]) -> None:
        self.problems: tuple[Problem, ...] = ()
        given = self._limited(tuple(pattern for pattern in patterns if pattern.strip("/ ")))
        self._expressions = self._joined([(p, _expression(p)) for p in given if _is_expression(p)])
        self._plain = self._joined([(p, _translated(same(p))) for p in given if not _is_expression(p)])

    def _limited(self, patterns: tuple[str, ...]) -> list[str]:
        """The first patterns, up to `MOST` characters together."""
        kept, left = [], MOST
        for pattern in patterns:
            left -= len(pattern)
            if left >= 0:
                kept.append(pattern)
        if len(kept) < len(patterns):
            self._refuse(f"The ignore patterns have more than {MOST} characters; those beyond them ignore nothing.")
        return kept

    def _joined(self, patterns: list[tuple[str, str]]) -> Any:
        """One expression for all usable ones of (pattern, its expression); None if there is none."""
        usable = [expression for pattern, expression in patterns if self._is_usable(pattern, expression)]
        if not usable:
            return None
        try:
            return re2.compile("|".join(f"(?:{each})" for each in usable), _options(_MEMORY))
        except re2.error:
            self._refuse("The ignore patterns are too large together, and ignore nothing: shorten them.")
            return None

    def _is_usable(self, pattern: str, expression: str) -> bool:
        try:
            for each in (expression, f"(?:{expression})"):  # on its own, and as it is joined with others
                re2.compile(each, _options(_MEMORY // 8))
        except (re2.error, UnicodeEncodeError) as error:
            start = pattern if len(pattern) <= _LONGEST_SHOWN else f"{pattern[: _LONGEST_SHOWN - 1]}…"
            self._refuse(f"The ignore pattern {start} cannot be used ({_reason(error)}); it ignores nothing.")
            return False
        return True

    def _refuse(self, message: str) -> None:
        self.problems += (Problem(OURS, 0, "IGNORE", message, "warning"),)

    def __bool__(self) -> bool:
        return self._plain is not None or self._expressions is not None

    def __call__(self, path: str) -> bool:
        """Whether `path` (from the vault, with `/`; a folder ends with `/`) is ignored."""
        if not path.isascii():
            path = path.encode("utf-8", "backslashreplace").decode()  # names may have bytes that are not UTF-8
        if self._plain is not None and self._plain.search(same(path)):
            return True
        return self._expressions is not None and self._expressions.search(path) is not None


def _options(memory: int) -> re2.Options:
    options = re2.Options()
    options.log_errors = False  # it would log to stderr
    options.max_mem = memory
    return options


def _reason(error: Exception) -> str:
    """RE2's message. It repeats the pattern from the error on, so long messages are cut."""
    said = error.args[0] if error.args else ""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else "it holds half a character"
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"


def _is_expression(pattern: str) -> bool:
    return len(pattern) > 2 and pattern.startswith("/") and pattern.endswith("/")  # noqa: PLR2004  `//` is empty


def _expression(pattern: str) -> str:
    unnamed = _NAMED_GROUP.sub(lambda match: match[1] or "(?:", pattern[1:-1])
    return _ESCAPE.sub(r"\\x{\1}", unnamed)


def _escaped(text: str) -> str:
    return str(re2.escape(text))


def _translated(pattern: str) -> str:
    """A pattern that is not a regular expression, as one. It matches whole names, and with a folder all below it."""
    bare = pattern.removeprefix("./").strip("/")
    anywhere = "/" not in pattern.removeprefix("./").lstrip("/") and not pattern.startswith("/")
    start = "(?:^|/)" if anywhere else "^"
    end = "/" if pattern.endswith("/") else "(?:/|$)"
    return start + (_glob(bare) if any(sign in bare for sign in "*?[") else _escaped(bare)) + end


def _glob(pattern: str) -> str:
    parts, at = [], 0
    for wild in _WILDCARD.finditer(pattern):
        parts += [_escaped(pattern[at : wild.start()]), _wild(wild[0])]
        at = wild.end()
    return "".join([*parts, _escaped(pattern[at:])])


def _wild(sign: str) -> str:
    match sign:
        case "**/":
            return "(?:.*/)?"
        case "**":
            return ".*"
        case "*":
            return "[^/]*"
        case "?":
            return "[^/]"
    inside = re.sub(r"([\\\[^])", r"\\\1", sign[1:-1])
    characters = "^" + inside[1:] if inside.startswith("!") else inside
    try:
        re2.compile(f"[{characters}]", _options(_MEMORY))
    except re2.error:  # a range that runs backwards, for example, is taken literally
        return _escaped(sign)
    return f"[{characters}]"
