"""The `mdnet` program: one run, from the arguments to an exit code. An error that a user can cause is a sentence.

A command's module is imported when the command is called.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mdnetwork.cli.options import CONTEXT, global_options, said_in
from mdnetwork.cli.run import PREFIX, Run, language_of
from mdnetwork.cli.streams import hung_up, open_door, put
from mdnetwork.collecting import never_look_again
from mdnetwork.errors import MdnetworkError, UnknownName
from mdnetwork.i18n import Texts
from mdnetwork.lazy import lazy

if TYPE_CHECKING:
    import difflib
    from importlib import metadata

    from mdnetwork.cli import edits, morning
else:
    difflib = lazy("difflib")
    metadata = lazy("importlib.metadata")
    edits = lazy("mdnetwork.cli.edits")
    morning = lazy("mdnetwork.cli.morning")


COMMANDS = {
    "log": "log",
    "add": "person",
    "set": "person",
    "done": "person",
    "snooze": "person",
    "people": "people",
    "show": "show",
    "search": "people",
    "due": "due",
    "why": "due",
    "review": "review",
    "who": "insight",
    "reach": "insight",
    "introduce": "insight",
    "goals": "insight",
    "draft": "insight",
    "map": "exporting",
    "open": "open",
    "rename": "person",
    "merge": "person",
    "forget": "person",
    "undo": "vault",
    "import": "importing",
    "export": "exporting",
    "dedupe": "importing",
    "check": "vault",
    "feed": "feed",
    "watch": "watch",
    "serve": "serve",
    "publish": "publish",
    "index": "vault",
    "init": "vault",
    "help": "help",
}
"""Each command and its module in `mdnetwork.cli`, in the order of the help."""

EPILOG = """\b
For completion with Tab, put a line into the start-up file of your shell:
  bash  eval "$(_MDNET_COMPLETE=bash_source mdnet)"
  zsh   eval "$(_MDNET_COMPLETE=zsh_source mdnet)"
  fish  _MDNET_COMPLETE=fish_source mdnet | source

\b
Options can be set in the environment: MDNET_VAULT, MDNET_FEED_OUTPUT…
Exit code: 0 done; 1 failed, or `check` found errors; 2 wrong arguments."""
FAILED = 1
INTERRUPTED = 130
NAMED = 20
"""The most suggested names of an error."""


class Mdnet(click.Group):
    """A group that finds its commands in `COMMANDS`."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        """The commands' names, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  click's signature
        """The command with this name; its module is imported here."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"mdnetwork.cli.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, cmd_name, None) or getattr(module, f"{cmd_name}_")
        return command

    def get_help(self, ctx: click.Context) -> str:
        """The help in the vault's language."""
        with said_in(language_of(ctx.meta.get(f"{PREFIX}vault")), self, ctx):
            return super().get_help(ctx)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments start with. For an unknown one the error suggests a similar name."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-") and not ctx.resilient_parsing:
            near = difflib.get_close_matches(name, COMMANDS, n=1)
            hint = f"did you mean {near[0]}?" if near else "mdnet --help lists them."
            ctx.fail(f"There is no command “{name}”; {hint}")
        return super().resolve_command(ctx, args)


def _tell_version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        try:
            put(f"mdnet {metadata.version('mdnetwork')}")
        except metadata.PackageNotFoundError:
            put("mdnet, run from its source without being installed")
        ctx.exit()


@click.command(
    cls=Mdnet,
    invoke_without_command=True,
    context_settings=CONTEXT | {"auto_envvar_prefix": "MDNET"},
    params=global_options(environment=True),
    epilog=EPILOG,
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_tell_version, help="Show the version."
)
@click.option("--write", "into_vault", is_flag=True, help="Put the morning into the vault too, as a list to tick off.")
@click.option(
    "--minutes",
    type=click.IntRange(min=1),
    default=10,
    show_default=True,
    metavar="N",
    help="How many minutes the morning may take.",
)
@click.pass_context
def mdnet(ctx: click.Context, into_vault: bool, minutes: int) -> None:
    """Your notes as a network of people: who to get in touch with, when and why.

    Without a command: the morning. Today's meetings with who comes, and the follow-ups that fit a few minutes. The
    vault is the folder you are in, or the nearest one above it with mdnetwork.toml or .obsidian/.
    """
    if ctx.invoked_subcommand is None:
        asked = Run.of(ctx)
        if into_vault:
            edits.write_list(asked, minutes)
        morning.tell_morning(asked, minutes)
    elif into_vault:
        ctx.fail("--write belongs only to the morning: mdnet --write")


def run(arguments: Sequence[str], *, ends: bool = False) -> int:
    """Run `mdnet` with these arguments; returns the exit code.

    `ends` means that the process does nothing afterwards.
    """
    open_door()
    try:
        status = mdnet.main([*arguments], "mdnet", standalone_mode=False)
        if ends:
            never_look_again()
        sys.stdout.flush()
    except click.ClickException as error:
        put(*map(_texts(arguments).recognised, _usage(error)), err=True)
        return error.exit_code
    except click.Abort:
        return INTERRUPTED
    except MdnetworkError as error:
        return _put_failure(*map(_texts(arguments).recognised, _sentence(error)))
    except BrokenPipeError:
        return hung_up()
    except OSError as error:
        return _put_failure(f"{error.strerror or error}: {error.filename or 'standard output'}.")
    return status if isinstance(status, int) else 0


def _texts(arguments: Sequence[str]) -> Texts:
    """The messages in the language of the vault that the arguments or the environment name."""
    named = [each.partition("=")[2] for each in arguments if each.startswith("--vault=")]
    named += [after for each, after in pairwise(arguments) if each == "--vault"]
    vault = named[-1] if named else os.environ.get("MDNET_VAULT")
    return language_of(Path(vault) if vault else None)


def _sentence(error: MdnetworkError) -> list[str]:
    sentence = str(error)
    names = error.candidates if isinstance(error, UnknownName) else ()
    others = [name for name in names if name not in sentence]
    return [sentence, *(f"  {name}" for name in others[:NAMED])]


def _usage(error: click.ClickException) -> list[str]:
    """What was not understood, and where the usage is described."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    command = context.command_path if context else "mdnet"
    return [error.format_message(), f"`{command} -h` shows how to use it."]


def _put_failure(*sentences: str) -> int:
    put(*sentences, err=True)
    return FAILED
