"""One run of `mdnet`: which vault, which day, which form of answer."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

import click

from mdnetwork.answers import Answers
from mdnetwork.cli.page import Answer, Human, Json, OutputForm
from mdnetwork.cli.streams import beside_the_door, clock, obeys, put, put_question, put_text, typed_line
from mdnetwork.errors import MdnetworkError, NoAnswer
from mdnetwork.i18n import Texts, language_of_the_user, texts
from mdnetwork.lazy import lazy
from mdnetwork.names import fold
from mdnetwork.network import Network
from mdnetwork.store import Changes
from mdnetwork.text import one_line
from mdnetwork.vault import Vault, find_vault
from mdnetwork.vault_files import OURS

if TYPE_CHECKING:
    from mdnetwork import config as settings_file
else:  # most commands read no settings here
    settings_file = lazy("mdnetwork.config")

PREFIX = "mdnetwork."
"""The prefix of the global options in a context's `meta`, which commands share with the program."""
PATIENCE = 1.0
"""Seconds before a progress bar is shown."""


YES = frozenset({"y", "yes", "s", "si"})
NO = frozenset({"n", "no"})


@dataclass(eq=False, repr=False)
class Run:
    """The options of this run, and its network, which is opened and refreshed on first use."""

    context: click.Context
    vault: Path | None
    fixed_day: date | None
    form: OutputForm
    quiet: bool
    changes: Changes = field(default_factory=lambda: Changes((), (), ()))
    """What the first refresh found."""
    is_new: bool = False
    """Whether mdnet sees the vault for the first time."""

    @classmethod
    def of(cls, context: click.Context) -> Self:
        """The run for the options before and after the command, and from the environment."""
        chosen = context.meta
        return cls(
            context,
            chosen.get(f"{PREFIX}vault"),
            chosen.get(f"{PREFIX}today"),
            Json() if chosen.get(f"{PREFIX}json") else Human(),
            bool(chosen.get(f"{PREFIX}quiet")),
        )

    @property
    def today(self) -> date:
        """The day to answer for."""
        return self.fixed_day or clock()

    @property
    def answers(self) -> Answers:
        """What the network answers for that day."""
        return self.network.at(self.today)

    @property
    def root(self) -> Path:
        """The vault's folder: the given one, else the nearest above. Raises VaultError if there is none."""
        return self.vault or find_vault(Path.cwd())

    @cached_property
    def network(self) -> Network:
        """The network, up to date."""
        return self.opened(self.root)

    def opened(self, root: Path, *, rebuild: bool = False) -> Network:
        """The network of the vault at `root`, up to date; closed when the run ends."""
        network = self.network = self.context.with_resource(Network.open(root, refresh=False))
        self.is_new = is_new(network)
        if self.is_new:
            network.config = replace(network.config, language=language_of_the_user())
        with progress(self.shows_progress, network.texts.say("Reading notes")) as step:
            self.changes = network.refresh(rebuild=rebuild, progress=step)
        if network.store.warning:
            self.say(network.store.warning)
        return network

    @property
    def shows_progress(self) -> bool:
        """Whether a progress bar may be drawn on stderr."""
        return obeys(sys.stderr) and not self.quiet

    @contextmanager
    def glance(self) -> Iterator[Network]:
        """The network as of the last run, without reading the files; on a first run they are read."""
        with Network.open(self.root, refresh=False) as network:
            if not network.store.warning and network.store.count() == 0:
                network.refresh()
            yield network

    def tell(self, answer: Answer, *, notice: bool = True) -> None:
        """Show the answer, and then a notice if there are problems (unless the answer has them)."""
        text = self.form.written(answer, self.network.texts, self.today)
        put_text(text)
        if notice:
            self.notice()

    def notice(self) -> None:
        """A line on stderr if notes have problems, and if the vault has no people."""
        if self.quiet:
            return
        problems = self.answers.count_problems()
        if not len(self.answers.directory):
            self.say(advice_without_people(self.network.store.count(), self.network.texts))
        if problems:
            count = self.network.texts.count
            self.say(count("{n} problem; see mdnet check", "{n} problems; see mdnet check", problems))

    def ask(self, question: str, *, default: bool) -> bool:
        """Ask on stderr and read the answer from stdin, in English or Italian. Raises NoAnswer if there is none."""
        say = self.network.texts.say
        choices = say("Y/n") if default else say("y/N")
        while True:
            put_question(f"{question} [{choices}] ")
            answer = typed_line()
            if not answer:
                put("", err=True)
                raise self._no_answer()
            word = fold(answer)
            if word in {"", *YES, *NO}:
                return word in YES or (not word and default)

    @property
    def can_ask(self) -> bool:
        """Whether there is a terminal, so that the user can answer."""
        return sys.stdin.isatty() and sys.stderr.isatty()

    def choose(self, candidates: Sequence[str], usual: str = "") -> str:
        """Let the user choose one of these by number. Enter alone chooses the `usual` one, which the question names.

        Raises NoAnswer if there is no answer.
        """
        for number, candidate in enumerate(candidates, 1):
            put(f"  {number}  {candidate}", err=True)
        say = self.network.texts.say
        enter = say(", Enter: {answer}", answer=usual) if usual else ""
        while True:
            put_question(f"[1-{len(candidates)}{enter}] ")
            answer = typed_line()
            if answer and not answer.strip() and usual:
                return usual
            if not answer.strip():
                raise NoAnswer(say("Nobody answered, so nothing was written: name exactly one of these."))
            if answer.strip().isdecimal() and 1 <= int(answer) <= len(candidates):
                return candidates[int(answer) - 1]

    def _no_answer(self) -> NoAnswer:
        """The error for a question without an answer. It names --yes if the command has it."""
        say = self.network.texts.say
        if any(param.name == "yes" for param in self.context.command.params):
            return NoAnswer(say("Nobody answered, so nothing was written; --yes answers for you."))
        return NoAnswer(say("Nobody answered, so nothing was written."))

    def say(self, sentence: str) -> None:
        """Write a line to stderr, unless the run is quiet."""
        if not self.quiet:
            sentence = self.network.texts.recognised(sentence)
            put(sentence, err=True)


def language_of(vault: Path | None) -> Texts:
    """The messages in the language of a vault, given or around the current folder.

    In the user's own language where there is no vault, or none that can be read.
    """
    try:
        root = Vault((vault or find_vault(Path.cwd())).expanduser())
        language = settings_file.language_in(root.read_settings())
    except (MdnetworkError, OSError):
        language = ""
    return texts(language or language_of_the_user())


def is_new(network: Network) -> bool:
    """Whether the vault has neither our settings nor an index, of any version. False if no index can be kept."""
    seen = (network.root / OURS).exists() or network.store.warning
    return not seen and network.store.is_new()


def advice_without_people(notes: int, texts: Texts) -> str:
    """Advice for a vault without people, which has this many notes."""
    if not notes:
        return texts.say("There are no notes here yet: `mdnet add NAME` makes the first one.")
    return texts.count(
        "Nobody was found in {n:,} note. A person's note says `type: person` or is in a folder called "
        "People or Contacts; `people_folders` in mdnetwork.toml names others, and `.` the vault itself.",
        "Nobody was found in {n:,} notes. A person's note says `type: person` or is in a folder called "
        "People or Contacts; `people_folders` in mdnetwork.toml names others, and `.` the vault itself.",
        notes,
    )


@contextmanager
def progress(shown: bool, label: str = "Reading notes") -> Iterator[Callable[[int, int], None] | None]:
    """A function to call with (done, total); it draws a bar with this label if the work takes long."""
    bar = Bar(label)
    try:
        yield bar.step if shown else None
    finally:  # a bar that an interruption leaves open keeps the cursor hidden
        bar.close()


class Bar:
    """A progress bar on stderr that is shown after `PATIENCE` seconds."""

    def __init__(self, label: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._label, self._clock, self._since = label, clock, clock()
        self._bar: click._termui_impl.ProgressBar[int] | None = None  # click has no public name for it

    def step(self, done: int, total: int) -> None:
        """Report how much is done."""
        if self._bar is None and self._clock() - self._since > PATIENCE:
            label, bare = one_line(self._label), beside_the_door(sys.stderr)
            self._bar = click.progressbar(length=total, label=label, file=bare)
            self._bar.__enter__()
        if self._bar is not None:
            self._bar.update(done - self._bar.pos)

    def close(self) -> None:
        """End the bar's line."""
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
