"""What plans are made from: the notes, the people in them, the settings and today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from mdnetwork.editing.changes import Make
from mdnetwork.editing.differences import change
from mdnetwork.editing.flat_fields import flatten, meaning
from mdnetwork.errors import EditRefused, PartialName, UnknownName
from mdnetwork.i18n import Texts
from mdnetwork.model import Facts, FollowUp, History, Meeting, Note
from mdnetwork.names import fold, same
from mdnetwork.parsing.document import Document
from mdnetwork.parsing.log import is_log
from mdnetwork.parsing.settings import ReadingSettings
from mdnetwork.people import People
from mdnetwork.people.directory import NAMED
from mdnetwork.people.links import loosely, names_of, without_suffix
from mdnetwork.settings import Config

_SAMPLE = 200
"""How many notes are read to learn how a vault writes its keys."""


@dataclass(frozen=True)
class EditContext:
    """The inputs of planning. `read` returns a note's bytes; `notes` returns all notes of the vault.

    `canvases` returns the paths of Obsidian's canvases, which can link to notes.
    """

    read: Callable[[str], bytes]
    exists: Callable[[str], bool]
    notes: Callable[[], Sequence[Note]]
    canvases: Callable[[], Sequence[str]]
    directory: People
    follow_ups: Callable[[], Sequence[FollowUp]]
    config: Config
    texts: Texts
    today: date

    @property
    def settings(self) -> ReadingSettings:
        """The settings for reading this vault."""
        return self.config.reading

    def find_history(self, name: str, *, suggest: bool = True) -> History:
        """The person with exactly this name, alias or path. Raises UnknownName (see `People.find`), AmbiguousName."""
        found = self.directory.find(name, suggest=suggest)
        if isinstance(found, Meeting):
            raise UnknownName(self.texts.say("{path} is a meeting, not a person.", path=found.note.path))
        if not is_called(found, name):
            known = found.person.name
            message = self.texts.say(
                "Nobody is called just “{name}”. Did you mean {known}? Write the full name or an alias.",
                name=name,
                known=known,
            )
            raise PartialName(message, (known,)) if is_part_of(found, name) else UnknownName(message, (known,))
        return found

    def subject(self, name: str) -> History | Facts:
        """The person, or else the goal, with exactly this name. Raises as `whom`."""
        own = self.directory.own_note(name, whole=True)
        try:
            return self.find_history(name)
        except UnknownName:
            if own is None:
                raise
            return own

    def split(self, words: Sequence[str]) -> tuple[History, tuple[str, ...]]:
        """The person that the first words name (as many as possible), and the remaining words. Raises as `whom`."""
        for end in range(len(words), 0, -1):
            try:
                return self.find_history(" ".join(words[:end]), suggest=len(words) == 1), tuple(words[end:])
            except UnknownName as error:
                unknown = error
                if type(error) is not UnknownName:
                    raise
        if len(words) > 1:
            raise self._nobody_in(words)
        raise unknown

    def _nobody_in(self, words: Sequence[str]) -> UnknownName:
        near = tuple(dict.fromkeys(name for end in (2, 1) for name in self._near(" ".join(words[:end]))))[:NAMED]
        if not near:
            message = self.texts.say(
                "Nobody is named by full name or alias in “{words}”. `mdnet people` lists everybody.",
                words=" ".join(words),
            )
            return UnknownName(message)
        message = self.texts.say(
            "Nobody is named by full name or alias in “{words}”. Did you mean {near}?",
            words=" ".join(words),
            near=", ".join(near),
        )
        return UnknownName(message, near)

    def _near(self, name: str) -> tuple[str, ...]:
        try:
            found = self.directory.find(name)
        except UnknownName as error:
            return error.candidates
        return (found.person.name,) if isinstance(found, History) else ()

    def usual(self, key: str) -> str:
        """The spelling that most people's notes use for keys of this meaning; "" if there is none."""
        wanted = meaning(key, self.settings)
        if wanted is None:
            return ""
        written: Counter[str] = Counter()
        for note in self._sample:
            keys = (leaf.field.key for leaf in flatten(note) if not leaf.nested)
            written.update(each for each in keys if meaning(each, self.settings) == wanted)
        return written.most_common(1)[0][0] if written else ""

    def usual_kind(self) -> tuple[str, str]:
        """The key and value by which most people's notes say that they are a person's: `type: person`."""
        fields = (leaf.field for note in self._sample for leaf in flatten(note) if not leaf.nested)
        written = Counter(
            (each.key, each.value)
            for each in fields
            if isinstance(each.value, str) and meaning(each.key, self.settings) == "type"
        )
        return written.most_common(1)[0][0] if written else ("type", "person")

    def usual_log_heading(self) -> str:
        """The heading under which most people's notes have their log; "" if there is none."""
        headings = (dict.fromkeys(line.headings[-1:] for line in note.lines) for note in self._sample)
        written = Counter(last[0] for each in headings for last in each if last and is_log(last, self.settings))
        return written.most_common(1)[0][0] if written else ""

    @cached_property
    def _sample(self) -> list[Document]:
        """Some people's notes."""
        paths = [history.person.path for history in self.directory.histories[:_SAMPLE]]
        return [Document(self.read(path), path, self.settings) for path in paths]

    def without_harm(self, path: str, make: Make) -> Make:
        """The same edit, except that it raises EditRefused where reading the result finds a new problem."""

        def careful(data: bytes) -> bytes:
            after = make(data)
            before, read = Document(data, path, self.settings).facts, Document(after, path, self.settings).facts
            new = change(before, read).problems_new
            if new:
                nothing = self.texts.say("Nothing was written.")
                raise EditRefused(f"{new[0].message} {nothing}")
            return after

        return careful


def is_part_of(history: History, name: str) -> bool:
    """Whether the words are whole words of one of the person's names: "Tom" of "Tom Fielding"."""
    return any(f" {fold(name)} " in f" {fold(known)} " for known in names_of(history.person))


def is_called(history: History, name: str) -> bool:
    """Whether this is the person's full name, an alias, their path or their id."""
    person = history.person
    if name in {person.id, person.path} or same(name) == same(without_suffix(person.path)):
        return True
    return any(form(name) == form(known) for known in names_of(person) for form in (same, fold, loosely))
