"""Changes of notes: what `Network.edit` is. Methods return plans, which show their diff; `write` applies them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from mdnetwork.errors import EditRefused
from mdnetwork.lazy import lazy
from mdnetwork.model import Facts, FollowUp, History

if TYPE_CHECKING:  # importing what writing needs takes longer than answering a question
    from mdnetwork.answers import Answers
    from mdnetwork.editing import changes, dismissing, generated, meeting_line, plans, rename, tasks, typed_line
    from mdnetwork.editing import context as contexts
    from mdnetwork.editing.changes import Journal, Plan, Step
    from mdnetwork.editing.context import EditContext
    from mdnetwork.editing.fixes import Fix
    from mdnetwork.editing.generated import Section
    from mdnetwork.editing.meeting_line import MeetingLine
    from mdnetwork.editing.typed_line import ParsedEntry
    from mdnetwork.exchange import importing
    from mdnetwork.exchange.importing import Choices, Import
    from mdnetwork.followups import identity
    from mdnetwork.i18n import Texts
    from mdnetwork.insight.survey import Suggestion
    from mdnetwork.model import Meeting, Note, Problem
    from mdnetwork.settings import Config
    from mdnetwork.store import Store
    from mdnetwork.vault import Vault, VaultLock
else:
    changes = lazy("mdnetwork.editing.changes")
    dismissing = lazy("mdnetwork.editing.dismissing")
    generated = lazy("mdnetwork.editing.generated")
    identity = lazy("mdnetwork.followups.identity")
    contexts = lazy("mdnetwork.editing.context")
    plans = lazy("mdnetwork.editing.plans")
    rename = lazy("mdnetwork.editing.rename")
    tasks = lazy("mdnetwork.editing.tasks")
    meeting_line = lazy("mdnetwork.editing.meeting_line")
    typed_line = lazy("mdnetwork.editing.typed_line")
    importing = lazy("mdnetwork.exchange.importing")


class Opened(Protocol):
    """What an Editor needs of the Network that it edits."""

    vault: Vault
    config: Config
    store: Store
    lock: VaultLock
    as_of: int

    @property
    def texts(self) -> Texts:
        """The messages in the vault's language."""

    def at(self, today: date) -> Answers:
        """The answers for a day."""

    def refresh(self) -> object:
        """Update the store from the files."""


class Editor:
    """Plans of edits. Each method raises EditRefused, UnknownName or AmbiguousName, and writes nothing.

    `write` and `undo` are the only ways to change a note. Both hold the vault's lock. `write` makes a plan again if
    another process wrote to the vault since the notes were read.
    """

    def __init__(self, network: Opened) -> None:
        self._network = network

    @cached_property
    def journal(self) -> Journal:
        """The steps that can be undone, in the user's state folder."""
        return changes.Journal(self._network.vault.root, self._network.lock.state / "undo")

    def edit_context(self, today: date) -> EditContext:
        """The inputs of plans, as of today."""
        return contexts.EditContext(
            self._network.vault.read,
            self._network.vault.exists,
            self._notes,
            partial(self._network.vault.canvases, self._network.config.ignore),
            self._network.at(today).directory,
            self._network.at(today).all_follow_ups,
            self._network.config,
            self._network.texts,
            today,
        )

    def read_line(self, text: str, today: date, chosen: Mapping[str, str] | None = None) -> ParsedEntry | MeetingLine:
        """What a typed line says: how a meeting went if it begins with the meeting, else an interaction.

        `chosen` decides who is meant by ambiguous words: {words: path}.
        """
        about = meeting_line.meeting_line(self.edit_context(today), text) if ": " in text else None
        if about:
            return about
        order, language = self._network.config.reading.date_order, self._network.config.language
        return typed_line.read_sentence(
            text, today, self._network.at(today).directory, order=order, language=language, chosen=chosen
        )

    def log(self, said: str | ParsedEntry | MeetingLine, today: date, *, daily: bool = False) -> Plan:
        """The plan that records what a typed line says: an interaction in the log of each person or in the daily note,
        or how a meeting went in the meeting's note.
        """

        def make(*, again: bool = False) -> Plan:
            line = self.read_line(said, today) if isinstance(said, str) else said
            context = self.edit_context(today)
            if not isinstance(line, typed_line.ParsedEntry):
                return meeting_line.plan_of(context, line)
            return plans.log(context, plans.looked_up(context, line) if again else line, daily=daily)

        return self._planned(make, lambda: make(again=True))

    def add(self, name: str, fields: Mapping[str, str], moment: date) -> Plan:
        """The plan for a new person's note; `fields` by key, as in {"org": "Acme", "met": "yesterday"}."""
        at = moment if isinstance(moment, datetime) else datetime.combine(moment, time())
        return self._planned(lambda: plans.add(self.edit_context(at.date()), name, fields, at))

    def set(self, name: str, values: Mapping[str, str], today: date) -> Plan:
        """The plan that sets fields of a person's note; a key that ends in + adds to a list; "" removes the field."""

        def make() -> Plan:
            context = self.edit_context(today)
            return plans.change(context, context.find_history(name), values)

        return self._planned(make)

    def snooze(self, name: str, until: str, today: date) -> Plan:
        """The plan that postpones the follow-ups of a person, a goal or the user's own note: "2w", "friday"."""

        def make() -> Plan:
            context = self.edit_context(today)
            values = {"snooze_until": plans.until(context, until).isoformat()}
            subject = context.subject(name)
            if isinstance(subject, Facts):
                return plans.change_note(context, subject.note, values)
            return plans.change(context, subject, values)

        return self._planned(make)

    def to_do(self, name: str, today: date, words: str = "") -> list[FollowUp]:
        """The follow-ups of a person, a goal or the user's own note that `done` could complete."""
        context = self.edit_context(today)
        path, _ = tasks.path_and_name(context.subject(name))
        return tasks.candidates(context, path, words)

    def done(
        self, what: FollowUp | str, today: date, *, words: str = "", note: str = "", on: date | None = None
    ) -> Plan:
        """The plan that completes a follow-up, or the one of a person or goal (by name); `words` choose among several.

        `on` is the day it was done, by default today.
        """

        def make(what: FollowUp | str = what) -> Plan:
            context = replace(self.edit_context(today), today=on or today)
            if isinstance(what, FollowUp):
                return tasks.done(context, what, note)
            subject = context.subject(what)
            path, name = tasks.path_and_name(subject)
            found = tasks.candidates(context, path, words)
            if isinstance(subject, History) and not found and not words:
                return tasks.talked(context, path, name, note or self._network.texts.say("caught up"))
            if len(found) != 1:
                raise tasks.unclear(found, name, self._network.texts)
            return tasks.done(context, found[0], note)

        def again() -> Plan:
            return make(self._found_again(what, today) if isinstance(what, FollowUp) else what)

        return self._planned(make, again)

    def _found_again(self, follow_up: FollowUp, today: date) -> FollowUp:
        """The same follow-up in the current notes. Raises EditRefused if it is gone."""
        wanted = identity.uid(follow_up)
        for each in self._network.at(today).all_follow_ups():
            if identity.uid(each) == wanted:
                return each
        what = follow_up.title or follow_up.kind
        raise EditRefused(
            f"“{what}” of {follow_up.name} is no longer open, so nothing was written. `mdnet why` shows what is."
        )

    def says_done(self, follow_up: FollowUp, day: date, today: date) -> bool:
        """Whether the notes already contain what would be written if the follow-up was done on that day."""
        return tasks.says_done(self.edit_context(today), follow_up, day)

    def rename(self, old: str, new: str, today: date) -> Plan:
        """The plan that renames a person in every link."""

        def make() -> Plan:
            context = self.edit_context(today)
            return rename.rename(context, context.find_history(old), new)

        return self._planned(make)

    def merge(self, kept: str, other: str, today: date) -> Plan:
        """The plan that merges two notes of one person."""

        def make() -> Plan:
            context = self.edit_context(today)
            return rename.merge(context, context.find_history(kept), context.find_history(other))

        return self._planned(make)

    def forget(self, name: str, today: date) -> Plan:
        """The plan that deletes a person's note. `purge` then deletes what is kept outside the vault."""
        context = self.edit_context(today)
        return rename.forget(context, context.find_history(name))

    def plan_import(self, paths: Sequence[Path], today: date, choices: Choices) -> Import:
        """What an import of these files would do. Pass its plan to `write` to do it. Raises ExchangeError."""
        return importing.plan_import(self.edit_context(today), paths, choices)

    def mend(self, fixes: Iterable[Fix]) -> Plan:
        """The plan that applies these fixes, of `Answers.fixes`."""
        made = tuple(changes.Edit(fix.path, fix.before, fix.after) for fix in fixes)
        return changes.Plan(self._network.texts.count("{n} note fixed", "{n} notes fixed", len(made)), made)

    def dismiss(self, problem: Problem, today: date) -> Plan:
        """The plan that dismisses one of `Answers.problems`, in its note or in the settings."""
        return self._planned(lambda: dismissing.dismiss(self.edit_context(today), problem))

    def listing(self, follow_ups: Sequence[FollowUp], meetings: Sequence[Meeting], today: date) -> Plan:
        """The plan that writes these follow-ups and meetings as a list with boxes inside the vault."""
        return self._planned(lambda: generated.listing(self.edit_context(today), follow_ups, meetings))

    def looking_back(
        self, start: date, sections: Sequence[Section], advised: Sequence[Suggestion], today: date
    ) -> Plan:
        """The plan that writes a review as text into its note inside the vault."""
        return self._planned(lambda: generated.looking_back(self.edit_context(today), start, sections, advised))

    def ticked(self, today: date) -> list[FollowUp]:
        """The follow-ups that are ticked in the list inside the vault and still open."""
        return generated.ticks(self.edit_context(today))

    def keeps_list(self, today: date) -> bool:
        """Whether the list was written into the vault before."""
        return generated.is_kept(self.edit_context(today))

    def computed(self, today: date) -> tuple[Plan, list[str]]:
        """The plan that sets everyone's last contact and next follow-up as fields; and the notes that refused."""
        left: list[str] = []

        def make() -> Plan:
            plan, left[:] = generated.computed(self.edit_context(today))
            return plan

        return self._planned(make), left

    def _planned(self, make: Callable[[], Plan], again: Callable[[], Plan] | None = None) -> Plan:
        """The plan, with the function that makes it `again` if another process writes first."""
        as_of = self._network.as_of
        return replace(make(), make=again or make, as_of=as_of)

    def write(self, plan: Plan, *, recorded: bool = True, patience: float | None = None) -> Plan:
        """Apply a plan, all of it or nothing; `refresh` then sees it. Returns the plan as it was applied.

        If another process wrote since the plan was made, the plan is made again from the current notes. Raises
        VaultBusy if another process holds the lock for more than `patience` seconds (ten), VaultError, EditRefused,
        OutputError, and what making the plan raises.
        """
        with self._network.lock.held(patience):
            if plan.make is not None and plan.as_of != self._network.lock.writes():
                self._network.refresh()
                plan = plan.make()
            self._network.vault.sweep()
            with self._network.lock.counted():
                return changes.apply(self._network.vault, plan, self.journal if recorded else None)

    def undo(self, *, patience: float | None = None) -> Step | None:
        """Undo the latest step; returns None if there is none.

        Raises VaultBusy as `write` does, and VaultError if a note changed since.
        """
        with self._network.lock.held(patience):
            step = self.journal.latest()
            if step is not None:
                self._network.vault.sweep()
                with self._network.lock.counted():
                    changes.undo(self._network.vault, step)
                self.journal.drop(step)
            return step

    def purge(self, words: Sequence[str], *, patience: float | None = None) -> int:
        """Delete every recorded step that contains one of these words. Returns how many there were."""
        with self._network.lock.held(patience):
            return self.journal.forget(words)

    def _notes(self) -> list[Note]:
        return [facts.note for facts in self._network.store.facts()]
