"""`mdnet index`, `check`, `init` and `undo`: the vault and what is kept about it.

`check` shows what was not understood, and the fixes that are safe; `init` writes a commented mdnetwork.toml after it
showed what it found; `undo` takes back what was written last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mdnetwork.cli.edits import diff_lines, dry_run_option
from mdnetwork.cli.morning import OnboardingReport, found_in
from mdnetwork.cli.options import Command, yes_option
from mdnetwork.cli.page import Cell, Json, TextPage
from mdnetwork.cli.run import Run
from mdnetwork.cli.streams import put
from mdnetwork.config import FILE_NAME, template
from mdnetwork.editing.changes import Edit, Plan, Step
from mdnetwork.errors import SettingsError, VaultError
from mdnetwork.followups import days_overdue
from mdnetwork.i18n import language_of_the_user
from mdnetwork.kinds import KIND
from mdnetwork.lazy import lazy
from mdnetwork.model import Problem
from mdnetwork.network import Network
from mdnetwork.parsing.causes import HINTS
from mdnetwork.records import Record
from mdnetwork.store.verify import Difference
from mdnetwork.text import one_line
from mdnetwork.vault import find_vault

if TYPE_CHECKING:
    from mdnetwork.cli import report as reporting
else:
    reporting = lazy("mdnetwork.cli.report")

SHOWN = 5
"""The number of notes that are named of each kind of difference."""


@dataclass(frozen=True)
class Indexed:
    """Counts, and what changed since the last time. `differences` are those that a check found; None without one."""

    vault: str
    counts: Record
    differences: Sequence[Difference] | None = None

    def data(self) -> Record:
        """The answer as JSON (schemas/index.json)."""
        return {"vault": self.vault, **self.counts, "differences": self.differences}

    def lines(self, page: TextPage) -> Iterator[str]:
        """What the vault contains, and what changed."""
        count = page.texts.count
        parts = (
            count("{n:,} note", "{n:,} notes", self.counts["notes"]),
            count("{n:,} person", "{n:,} people", self.counts["people"]),
            count("{n:,} interaction", "{n:,} interactions", self.counts["interactions"]),
            count("{n:,} follow-up due", "{n:,} follow-ups due", self.counts["follow_ups"]),
            count("{n:,} problem", "{n:,} problems", self.counts["problems"]),
        )
        yield f"{self.vault}: {', '.join(parts)}."
        added, changed, removed = (f"{self.counts[key]:,}" for key in ("added", "changed", "removed"))
        yield page.texts.say(
            "{added} added, {changed} changed, {removed} removed.", added=added, changed=changed, removed=removed
        )
        yield from self._differing(page)

    def _differing(self, page: TextPage) -> Iterator[str]:
        """What a check found: a line for each kind of rows."""
        say, count = page.texts.say, page.texts.count
        labels = {
            "facts": say("Facts"),
            "names": say("Names"),
            "evidence": say("Evidence"),
            "people": say("People"),
            "follow-ups": say("Follow-ups"),
            "problems": say("Problems"),
        }
        for kind, paths in self.differences or ():
            named = [one_line(path) for path in paths if path]
            shown = ", ".join([*named[:SHOWN], *(["…"] if len(named) > SHOWN else [])])
            differ = count("{n:,} note differs", "{n:,} notes differ", len(paths))
            yield f"{labels[kind]}: {differ}: {shown}".removesuffix(": ")
        if self.differences:
            yield say("The index was wrong and has been rebuilt. Please report it.")
        elif self.differences is not None:
            yield say("The index matches a new one.")


@click.command(cls=Command)
@click.option("--rebuild", is_flag=True, help="Delete the index and read every note again.")
@click.option("--verify", is_flag=True, help="Compare the index with a new one, made from every note.")
@click.pass_obj
def index(run: Run, rebuild: bool, verify: bool) -> None:
    """Bring the index up to date, and say what it holds.

    Every command brings it up to date. With --verify it is rebuilt if it is wrong, and the exit code is 1.
    """
    network = run.opened(run.root, rebuild=rebuild)
    differences = network.store.verify(network.at(run.today).rules) if verify else None
    if differences:
        run.changes = network.refresh(rebuild=True)
    counts = {
        **_counts(network, run.today),
        "added": len(run.changes.added),
        "changed": len(run.changes.changed),
        "removed": len(run.changes.removed),
    }
    run.tell(Indexed(str(network.root), counts, differences), notice=False)
    if differences:
        run.context.exit(1)


def _counts(network: Network, today: date) -> Record:
    """What the vault holds, in numbers."""
    answers = network.at(today)
    return {
        "notes": network.store.stats().notes,
        "people": len(answers.directory),
        "interactions": sum(len(history.days) for history in answers.directory.histories),
        "follow_ups": len(answers.follow_ups()),
        "problems": len(answers.problems()),
    }


@dataclass(frozen=True)
class Checked:
    """The problems of a vault."""

    problems: Sequence[Problem]

    def data(self) -> Sequence[Problem]:
        """The answer as JSON (schemas/check.json)."""
        return self.problems

    def lines(self, page: TextPage) -> Iterator[str]:
        """One line per problem, `path:line: CODE message`, and their number."""
        for problem in self.problems:
            place = f"{problem.path}:{problem.line}" if problem.line else problem.path
            code = page.styled(problem.code, "late" if problem.severity == "error" else "today")
            yield f"{one_line(place)}: {code} {one_line(problem.message)}"
        yield self._count(page)
        if self.problems:
            yield page.texts.say(
                "To leave a problem out, write its code in the note, as `mdnet_dismissed: CODE`, "
                "or under `dismissed` in mdnetwork.toml."
            )

    def _count(self, page: TextPage) -> str:
        if not self.problems:
            return page.texts.say("No problems.")
        count = page.texts.count
        errors = sum(problem.severity == "error" for problem in self.problems)
        parts = [count("{n} error", "{n} errors", errors)] if errors else []
        warnings = len(self.problems) - errors
        parts += [count("{n} warning", "{n} warnings", warnings)] if warnings else []
        fixable = sum(problem.fixable for problem in self.problems)
        safe = count("`mdnet check --fix` can fix {n}.", "`mdnet check --fix` can fix {n}.", fixable) if fixable else ""
        return f"{', '.join(parts)}. {safe}".rstrip()


@click.command(cls=Command)
@click.option("--fix", is_flag=True, help="Show the safe fixes as a diff, and apply them if you agree.")
@click.option("--report", is_flag=True, help="Show what a bug report needs, without any word of your notes.")
@dry_run_option
@yes_option
@click.pass_obj
def check(run: Run, fix: bool, report: bool, dry: bool, yes: bool) -> None:
    """List what was not understood in the notes.

    One problem a line: `path:line: CODE message`. The exit code is 1 when there are errors.
    """
    if fix:
        _mend(run, allowed=yes, dry=dry)
    found = sorted({*run.answers.problems(), *run.answers.calendar().problems})
    if report:
        network = run.network
        counts = _counts(network, run.today)
        run.tell(reporting.report(network.vault, network.config, counts, found), notice=False)
        return
    recognised = run.network.texts.recognised
    problems = [replace(each, message=recognised(each.message)) for each in found]
    run.tell(Checked(problems), notice=False)
    if any(problem.severity == "error" for problem in problems):
        run.context.exit(1)


def _mend(run: Run, *, allowed: bool, dry: bool) -> None:
    """Show the fixes and, unless it is a `dry` run, ask, apply them, and read the notes again."""
    network, say = run.network, run.network.texts.say
    fixes = network.at(run.today).fixes()
    plan = network.edit.mend(fixes)
    page = TextPage(network.texts, run.today, colour=run.form.colour)
    for line in diff_lines(plan.diff(), page):
        put(line, err=isinstance(run.form, Json))
    if not fixes:
        run.say(say("There is nothing that can be fixed safely."))
    elif not dry and (allowed or run.ask(say("Apply these changes?"), default=False)):
        network.edit.write(plan)
        run.say(network.texts.count("{n} note fixed.", "{n} notes fixed.", len(fixes)))
        network.refresh()


@dataclass(frozen=True)
class Begun:
    """What was found, and the file that was written."""

    found: OnboardingReport
    path: str
    fresh: bool

    def data(self) -> Begun:
        """The answer as JSON (schemas/init.json)."""
        return self

    def lines(self, page: TextPage) -> Iterator[str]:
        """The last line. What was found was shown before."""
        yield page.texts.say("{path} written. Every setting is in it, with what it does.", path=self.path)


@click.command(cls=Command)
@yes_option
@click.pass_obj
def init(run: Run, yes: bool) -> None:
    """Show what the vault holds, and write its settings file.

    That is mdnetwork.toml, with comments. When things are overdue it asks whether to start fresh: older contacts then
    count from today. It also asks about headings, keys and folders that are not known and look like logs, contact
    fields and people.
    """
    root = run.vault or _here_or_above()
    target = root / FILE_NAME
    if target.exists():
        raise SettingsError(f"{target} already exists. Edit it; `mdnet help settings` describes every key.")
    network = run.opened(root)
    network.config = replace(network.config, language=language_of_the_user())
    found = found_in(network, run.today)
    for line in found.lines(TextPage(network.texts, run.today)):
        put(line, err=isinstance(run.form, Json))
    fresh = bool(found.overdue) and (yes or run.ask(_what_falls_silent(network, run.today), default=True))
    known = _made_known(run, yes=yes)
    text = template(network.texts, found.circles, run.today if fresh else None, known)
    network.edit.write(Plan(FILE_NAME, (Edit(FILE_NAME, None, text.encode()),)), recorded=False)
    run.tell(Begun(found, str(target), fresh))


def _made_known(run: Run, *, yes: bool) -> Sequence[tuple[str, ...]]:
    """The settings that make known what the user agrees to. Whether a day is the last contact is never assumed."""
    offered = [problem for problem in run.answers.problems() if problem.code in HINTS and problem.mend]
    taken = []
    for problem in offered:
        sure = yes and problem.mend[-1] != "last_contact"
        setting = f"{problem.mend[0]}: {' = '.join(problem.mend[1:])}"
        run.say(problem.message)
        question = run.network.texts.say("Write {setting} into the settings?", setting=setting)
        if sure or (not yes and run.ask(question, default=False)):
            taken.append(problem.mend)
    return taken


def _what_falls_silent(network: Network, today: date) -> str:
    """The question whether to start fresh, with what would no longer be due."""
    overdue = [each.kind for each in network.at(today).follow_ups() if days_overdue(each, today)]
    return network.texts.count(
        "Start fresh from today? Silence then counts from today: {n} overdue follow-up goes (cadences, first meetings, "
        "thanks, news, plans). Promises, waits and tasks stay.",
        "Start fresh from today? Silence then counts from today: {n} overdue follow-ups go (cadences, first meetings, "
        "thanks, news, plans). Promises, waits and tasks stay.",
        sum(kind in {"cadence", "dormant"} or KIND[kind].dropped_by_fresh_start for kind in overdue),
    )


def _here_or_above() -> Path:
    """The vault around the current folder, else the current folder."""
    try:
        return find_vault(Path.cwd())
    except VaultError:
        return Path.cwd()


@dataclass(frozen=True)
class Steps:
    """The steps that can be undone, the latest first."""

    steps: Sequence[Step]

    def data(self) -> Sequence[Step]:
        """The answer as JSON (schemas/undo.json)."""
        return self.steps

    def lines(self, page: TextPage) -> Iterator[str]:
        """One row per step: when, what, and how many notes."""
        count = page.texts.count
        rows = (
            (
                Cell(f"{step.at:%Y-%m-%d %H:%M}", "faint"),
                one_line(step.title),
                count("{n} note", "{n} notes", len(step.edits)),
            )
            for step in self.steps
        )
        yield from page.table(rows)
        if not self.steps:
            yield page.texts.say("There is nothing to undo.")


@dataclass(frozen=True)
class Undone(Steps):
    """The step that was undone, if there was one."""

    def lines(self, page: TextPage) -> Iterator[str]:
        """What was undone, and in which notes."""
        if not self.steps:
            yield from super().lines(page)
        for step in self.steps:
            yield page.texts.say("Undone: {title}.", title=one_line(step.title))
            yield from (f"  {page.styled(one_line(path), 'faint')}" for path in step.paths)


@click.command(cls=Command)
@click.option("--list", "listed", is_flag=True, help="Only list what can be undone, the latest first.")
@click.pass_obj
def undo(run: Run, listed: bool) -> None:
    """Undo what the last command wrote, in all its notes.

    Again for the one before. A note that changed since is named, and then nothing is done.
    """
    network = run.network
    if listed:
        run.tell(Steps(network.edit.journal.steps()), notice=False)
        return
    step = network.edit.undo()
    if step:
        network.refresh()
    run.tell(Undone([step] if step else []), notice=False)
