"""Writing: the half of a Network that changes notes: plans first, which show their diff; `write` applies them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from functools import cached_property, partial
from typing import TYPE_CHECKING

from mdnetwork.model import FollowUp

if TYPE_CHECKING:  # what writing needs takes longer to import than a question takes to answer
    from mdnetwork.config import Config
    from mdnetwork.editing.capture import Capture
    from mdnetwork.index import Index
    from mdnetwork.insight.suggestion import Suggestion
    from mdnetwork.messages import Texts
    from mdnetwork.model import Gathering, Note
    from mdnetwork.people import Directory
    from mdnetwork.vault import Vault
    from mdnetwork.writing.desk import Desk
    from mdnetwork.writing.journal import Journal, Step
    from mdnetwork.writing.looking_back import Section
    from mdnetwork.writing.plan import Plan


class Writer(ABC):
    """Plans of edits. Each raises EditRefused, UnknownName or AmbiguousName, and writes nothing."""

    vault: Vault
    config: Config
    index: Index

    @property
    @abstractmethod
    def texts(self) -> Texts:
        """The messages of the vault's language."""

    @abstractmethod
    def directory(self, today: date | None = None) -> Directory:
        """Everybody, with names and links resolved."""

    @abstractmethod
    def all_follow_ups(self, today: date) -> list[FollowUp]:
        """Every follow-up."""

    @cached_property
    def journal(self) -> Journal:
        """The steps that can be taken back, in the user's state folder."""
        from mdnetwork.writing.journal import Journal

        return Journal(self.vault.root)

    def desk(self, today: date) -> Desk:
        """What plans are made from, as of today."""
        from mdnetwork.writing.desk import Desk

        return Desk(
            self.vault.read,
            self.vault.exists,
            self._notes,
            partial(self.vault.canvases, self.config.ignore),
            self.directory(today),
            partial(self.all_follow_ups, today),
            self.config,
            self.texts,
            today,
        )

    def read_sentence(self, text: str, today: date, chosen: Mapping[str, str] | None = None) -> Capture:
        """What a typed line says; `chosen` tells who is meant by words that fit several: {words: path}."""
        from mdnetwork.editing.sentence import read_sentence

        order, language = self.config.reading.date_order, self.config.language
        return read_sentence(text, today, self.directory(today), order=order, language=language, chosen=chosen)

    def log(self, said: str | Capture, today: date, *, daily: bool = False) -> Plan:
        """An interaction, typed in a line, in the log of each person or in the daily note."""
        from mdnetwork.writing import entries

        capture = self.read_sentence(said, today) if isinstance(said, str) else said
        return entries.log(self.desk(today), capture, daily=daily)

    def add(self, name: str, fields: Mapping[str, str], moment: date) -> Plan:
        """A note for somebody new; `fields` by key, as in {"org": "Acme", "met": "yesterday"}."""
        from mdnetwork.writing import persons

        at = moment if isinstance(moment, datetime) else datetime.combine(moment, time())
        return persons.add(self.desk(at.date()), name, fields, at)

    def set(self, name: str, values: Mapping[str, str], today: date) -> Plan:
        """Fields of a person's note set; a key that ends in + adds to a list; "" takes the field away."""
        from mdnetwork.writing import persons

        desk = self.desk(today)
        return persons.change(desk, desk.whom(name), values)

    def snooze(self, name: str, until: str, today: date) -> Plan:
        """A person's follow-ups put off: "2w", "friday", "2026-12-01"."""
        from mdnetwork.writing import persons

        desk = self.desk(today)
        return persons.change(desk, desk.whom(name), {"snooze_until": persons.until(desk, until).isoformat()})

    def to_do(self, name: str, today: date, words: str = "") -> list[FollowUp]:
        """The follow-ups of a person that `done` may mean."""
        from mdnetwork.writing import doing

        desk = self.desk(today)
        return doing.candidates(desk, desk.whom(name), words)

    def done(
        self, what: FollowUp | str, today: date, *, words: str = "", note: str = "", on: date | None = None
    ) -> Plan:
        """A follow-up done, or the one that a person (by name) has; `words` choose among several.

        `on` is the day it was done, by default today.
        """
        from mdnetwork.writing import doing

        desk = replace(self.desk(today), today=on or today)
        if isinstance(what, FollowUp):
            return doing.done(desk, what, note)
        history = desk.whom(what)
        found = doing.candidates(desk, history, words)
        if not found and not words:
            return doing.talked(desk, history, note or self.texts.say("caught up"))
        if len(found) != 1:
            raise doing.unclear(found, history.person.name, self.texts)
        return doing.done(desk, found[0], note)

    def says_done(self, follow_up: FollowUp, day: date, today: date) -> bool:
        """Whether the notes have already what would be written if the follow-up was done on that day."""
        from mdnetwork.writing import doing

        return doing.says_done(self.desk(today), follow_up, day)

    def rename(self, old: str, new: str, today: date) -> Plan:
        """A person called otherwise, in every link."""
        from mdnetwork.writing import moving

        desk = self.desk(today)
        return moving.rename(desk, desk.whom(old), new)

    def merge(self, kept: str, other: str, today: date) -> Plan:
        """Two notes of one person made one."""
        from mdnetwork.writing import moving

        desk = self.desk(today)
        return moving.merge(desk, desk.whom(kept), desk.whom(other))

    def forget(self, name: str, today: date) -> Plan:
        """A person's note deleted. `purge` then forgets what is kept beside the vault."""
        from mdnetwork.writing import moving

        desk = self.desk(today)
        return moving.forget(desk, desk.whom(name))

    def listing(self, follow_ups: Sequence[FollowUp], meetings: Sequence[Gathering], today: date) -> Plan:
        """These follow-ups and meetings as the list inside the vault, with boxes to tick."""
        from mdnetwork.writing import listing

        return listing.listing(self.desk(today), follow_ups, meetings)

    def looking_back(
        self, start: date, sections: Sequence[Section], advised: Sequence[Suggestion], today: date
    ) -> Plan:
        """A look back as text in its note inside the vault."""
        from mdnetwork.writing.looking_back import looking_back

        return looking_back(self.desk(today), start, sections, advised)

    def ticked(self, today: date) -> list[FollowUp]:
        """The follow-ups that were ticked in the list inside the vault, and are still open."""
        from mdnetwork.writing import listing

        return listing.ticks(self.desk(today))

    def keeps_list(self, today: date) -> bool:
        """Whether the list was written into the vault before."""
        from mdnetwork.writing import listing

        return listing.is_kept(self.desk(today))

    def computed(self, today: date) -> tuple[Plan, list[str]]:
        """Last contact and next follow-up of everybody as fields for Obsidian; and the notes that take no field."""
        from mdnetwork.writing.computed import computed

        return computed(self.desk(today))

    def write(self, plan: Plan, *, recorded: bool = True) -> Plan:
        """Apply a plan, all of it or nothing; `refresh` sees it. Raises VaultError, EditRefused and OutputError."""
        from mdnetwork.writing.applying import apply

        return apply(self.vault, plan, self.journal if recorded else None)

    def undo(self) -> Step | None:
        """Take the latest step back; None where there is none. Raises VaultError where a note changed since."""
        from mdnetwork.writing.applying import undo

        steps = self.journal.steps()
        if not steps:
            return None
        undo(self.vault, steps[0])
        self.journal.drop(steps[0])
        return steps[0]

    def purge(self, words: Sequence[str]) -> int:
        """Forget every recorded step that holds one of these words. Returns how many there were."""
        return self.journal.forget(words)

    def _notes(self) -> list[Note]:
        return [facts.note for facts in self.index.facts()]
