"""Command line: `mdnet check`, the doctor: what was not understood, and the mends that are safe."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import click

from mdnetwork.cli.edits import shown
from mdnetwork.cli.options import Command, yes_option
from mdnetwork.cli.page import Json, TextPage
from mdnetwork.cli.records import Record, problem_record
from mdnetwork.cli.run import Run
from mdnetwork.cli.streams import put
from mdnetwork.model import Problem
from mdnetwork.text import one_line


@dataclass(frozen=True)
class Checked:
    """The problems of a vault."""

    problems: Sequence[Problem]

    def data(self) -> list[Record]:
        """schemas/check.json."""
        return [problem_record(problem) for problem in self.problems]

    def lines(self, page: TextPage) -> Iterator[str]:
        """`path:line: CODE message`, a line each, and how many there are."""
        for problem in self.problems:
            place = f"{problem.path}:{problem.line}" if problem.line else problem.path
            code = page.styled(problem.code, "late" if problem.severity == "error" else "today")
            yield f"{one_line(place)}: {code} {one_line(problem.message)}"
        yield self._count(page)

    def _count(self, page: TextPage) -> str:
        if not self.problems:
            return page.texts.say("No problems.")
        count = page.texts.count
        errors = sum(problem.severity == "error" for problem in self.problems)
        parts = [count("{n} error", "{n} errors", errors)] if errors else []
        warnings = len(self.problems) - errors
        parts += [count("{n} warning", "{n} warnings", warnings)] if warnings else []
        fixable = sum(problem.fixable for problem in self.problems)
        safe = count("`mdnet check --fix` mends {n}.", "`mdnet check --fix` mends {n}.", fixable) if fixable else ""
        return f"{', '.join(parts)}. {safe}".rstrip()


@click.command(cls=Command)
@click.option("--fix", is_flag=True, help="Show the safe mends as a diff, and apply them when you agree.")
@yes_option
@click.pass_obj
def check(run: Run, fix: bool, yes: bool) -> None:
    """What in the notes was not understood: `path:line: CODE message`. Exit code 1 when there are errors."""
    if fix:
        _mend(run, yes)
    problems = sorted({*run.network.problems(run.today), *run.network.calendar(run.today).problems})
    run.tell(Checked(problems), notice=False)
    if any(problem.severity == "error" for problem in problems):
        run.context.exit(1)


def _mend(run: Run, yes: bool) -> None:
    """Show the mends, ask, apply them, and look again."""
    network, say = run.network, run.network.texts.say
    fixes = network.fixes(run.today)
    plan = network.mend(fixes)
    page = TextPage(network.texts, run.today, colour=run.form.colour)
    for line in shown(plan.diff(), page):
        put(line, err=isinstance(run.form, Json))
    if not fixes:
        run.say(say("There is nothing to mend safely."))
    elif yes or run.ask(say("Apply these changes?"), default=False):
        network.write(plan)
        run.say(network.texts.count("{n} note mended.", "{n} notes mended.", len(fixes)))
        network.refresh()
