"""Command line: `mdnet init` writes a commented mdnetwork.toml, after it showed what it found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from mdnetwork.cli.found import OnboardingReport, found_in
from mdnetwork.cli.options import Command, yes_option
from mdnetwork.cli.page import Json, TextPage
from mdnetwork.cli.records import Record
from mdnetwork.cli.run import Run
from mdnetwork.cli.streams import put
from mdnetwork.config import FILE_NAME, template
from mdnetwork.editing import Edit, Plan
from mdnetwork.errors import SettingsError, VaultError
from mdnetwork.vault import find_vault


@dataclass(frozen=True)
class Begun:
    """What was found, and the file that was written."""

    found: OnboardingReport
    path: str
    fresh: bool

    def data(self) -> Record:
        """schemas/init.json."""
        return {"found": self.found.data(), "path": self.path, "fresh": self.fresh}

    def lines(self, page: TextPage) -> Iterator[str]:
        """The last line; what was found stands above already."""
        yield page.texts.say("{path} written. Every setting is in it, with what it does.", path=self.path)


@click.command(cls=Command)
@yes_option
@click.pass_obj
def init(run: Run, yes: bool) -> None:
    """Show what the vault holds, and write a commented mdnetwork.toml into it.

    When things are overdue it asks whether to start fresh: older contacts then count from today.
    """
    root = run.vault or _here_or_above()
    target = root / FILE_NAME
    if target.exists():
        raise SettingsError(f"{target} is there already. Edit it; docs/settings.md tells of every key.")
    network = run.opened(root)
    found = found_in(network, run.today)
    for line in found.lines(TextPage(network.texts, run.today)):
        put(line, err=isinstance(run.form, Json))
    fresh = bool(found.overdue) and (yes or run.ask(network.texts.say("Start fresh from today?"), default=True))
    text = template(found.circles, run.today if fresh else None)
    network.write(Plan(FILE_NAME, (Edit(FILE_NAME, None, text.encode()),)), recorded=False)
    run.tell(Begun(found, str(target), fresh))


def _here_or_above() -> Path:
    """The vault that one is in; a folder that is in none becomes one."""
    try:
        return find_vault(Path.cwd())
    except VaultError:
        return Path.cwd()
