"""Options that several commands share, and the types of their values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from inspect import cleandoc
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import click

from mdnetwork.cli.run import PREFIX, Run, language_of
from mdnetwork.dates import Span
from mdnetwork.errors import AmbiguousName, UnknownName
from mdnetwork.i18n import Texts
from mdnetwork.kinds import FollowUpKind
from mdnetwork.lazy import lazy
from mdnetwork.names import fold
from mdnetwork.text import one_line

if TYPE_CHECKING:
    from click import shell_completion
    from click.shell_completion import CompletionItem

    from mdnetwork.days import reader, spans
    from mdnetwork.people import People
else:
    shell_completion = lazy("click.shell_completion")
    reader = lazy("mdnetwork.days.reader")
    spans = lazy("mdnetwork.days.spans")

_HELP = ("help", "short_help", "epilog")
CONTEXT: dict[str, Any] = {"help_option_names": ["-h", "--help"]}
kinds_option = click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(get_args(FollowUpKind), case_sensitive=False),
    metavar="KIND",
    help=f"Only this kind; repeatable. {', '.join(get_args(FollowUpKind))}.",
)
tags_option = click.option("--tag", "tags", multiple=True, metavar="TAG", help="Only people with this tag; repeatable.")
circles_option = click.option(
    "--circle", "circles", multiple=True, metavar="CIRCLE", help="Only people of this circle; repeatable."
)
yes_option = click.option("--yes", "-y", is_flag=True, help="Do not ask: yes to everything.")
_Function = TypeVar("_Function", bound=Callable[..., Any])


def day(text: str) -> date:
    """2026-11-23, or another complete date, as a date."""
    found = reader.whole_day(text)
    if found is None:
        raise click.BadParameter(f"“{text}” is not a date; write it as 2026-11-23.")
    return found


def span(text: str) -> Span:
    """2w, 10 days or 3 months as a length of time."""
    read = spans.parse_span(text)
    if read is None:
        raise click.BadParameter(f"“{text}” is not a length of time; write 10d, 2w or 3 months.")
    return read


def complete_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The completions of a person's name, word by word.

    Errors are not reported, since a shell's prompt is no place for them.
    """
    typed = ctx.params.get(param.name or "")
    before = "".join(f"{word} " for word in typed) if isinstance(typed, tuple) else ""
    try:
        run = Run.of(ctx)
        with run.glance() as network:
            found = network.at(run.today).directory.search_names(before + incomplete)
    except Exception:  # noqa: BLE001  a completion never raises
        return []
    return [shell_completion.CompletionItem(one_line(name)[len(before) :]) for name in found]


name_argument = click.argument("name", nargs=-1, required=True, shell_complete=complete_names)
"""A person's or a meeting's name; several words need no quotes."""


def global_options(*, environment: bool = False) -> list[click.Parameter]:
    """The options that may come before or after the command. Only those before it are read from the environment."""
    shared: dict[str, Any] = {
        "callback": _remember,
        "expose_value": False,
        "allow_from_autoenv": environment,
    }
    return [
        click.Option(
            ["--vault"],
            type=click.Path(path_type=Path),
            metavar="DIR",
            is_eager=True,  # so that --help knows the language
            help="The folder of notes.",
            **shared,
        ),
        click.Option(["--today"], type=day, metavar="DATE", help="Answer as of this day (2026-11-23).", **shared),
        click.Option(["--json"], is_flag=True, help="Answer in JSON; `mdnet help json` describes it.", **shared),
        click.Option(["-q", "--quiet"], is_flag=True, help="Print only the answer.", **shared),
    ]


def _remember(ctx: click.Context, param: click.Parameter, value: object) -> object:
    """An option after the command overrides the same one before it."""
    if value:
        ctx.meta[f"{PREFIX}{param.name}"] = value
    return value


class NameOption(click.Option):
    """An option that takes all words up to the next option. `apart` decides which of them are the name."""


def _joined(args: Sequence[str], names: set[str]) -> Iterator[str]:
    words: list[str] | None = None
    for arg in args:
        if words is not None and not arg.startswith("-"):
            words.append(arg)
            continue
        yield from [" ".join(words)] if words else ()
        flag, equals, value = arg.partition("=")
        words = ([value] if equals else []) if flag in names else None
        yield flag if flag in names else arg
    yield from [" ".join(words)] if words else ()


@contextmanager
def said_in(texts: Texts, command: click.Command, ctx: click.Context) -> Iterator[None]:
    """The command with its help, and that of its options, in this language."""
    spoken: list[Any] = [command, *command.get_params(ctx)]
    english = [[(name, getattr(each, name)) for name in _HELP if getattr(each, name, None)] for each in spoken]
    try:
        for each, kept in zip(spoken, english, strict=True):
            for name, text in kept:
                setattr(each, name, texts.recognised(cleandoc(text)) if name == "help" else texts.recognised(text))
        yield
    finally:
        for each, kept in zip(spoken, english, strict=True):
            for name, text in kept:
                setattr(each, name, text)


class Command(click.Command):
    """A command of `mdnet`. It also takes the global options, and gets the Run."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.params += global_options()
        self.context_settings = {**CONTEXT, **self.context_settings}

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse as click does, with the words after a NameOption as one value."""
        names = {flag for param in self.params if isinstance(param, NameOption) for flag in param.opts}
        return super().parse_args(ctx, list(_joined(args, names)))

    def get_help(self, ctx: click.Context) -> str:
        """The help in the vault's language."""
        with said_in(language_of(ctx.meta.get(f"{PREFIX}vault")), self, ctx):
            return super().get_help(ctx)

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first words of the help in the vault's language."""
        ctx = click.get_current_context(silent=True)
        if ctx is None:
            return super().get_short_help_str(limit)
        with said_in(language_of(ctx.meta.get(f"{PREFIX}vault")), self, ctx):
            return super().get_short_help_str(limit)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command with all options before and after it."""
        ctx.obj = Run.of(ctx)
        self.begin(ctx.obj, ctx.params)
        return super().invoke(ctx)

    def begin(self, run: Run, chosen: Mapping[str, Any]) -> None:
        """What a command does first, with its options: nothing, unless it writes."""


def has_tag(tags: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    """Whether one of the tags, or a parent of it, is wanted. As in Obsidian, `work/acme` is also `work`."""
    asked = tuple(_with_slash(tag) for tag in wanted)
    return any(_with_slash(tag).startswith(asked) for tag in tags)


def _with_slash(tag: str) -> str:
    return fold(tag.lstrip("#")).rstrip("/") + "/"


def is_of(name: str | None, wanted: tuple[str, ...]) -> bool:
    """Whether the name is one of those wanted, ignoring case and accents."""
    return fold(name or "") in {fold(each) for each in wanted}


def apart(directory: People, words: str) -> tuple[str, str]:
    """The longest name at the start of the words, and the words after it.

    Raises UnknownName, for all of the words, if they do not start with a name.
    """
    parts = words.split()
    many = next((n for n in range(len(parts), 0, -1) if _is_name(directory, " ".join(parts[:n]))), 0)
    if not many:
        directory.find(words)
    return " ".join(parts[:many]), " ".join(parts[many:])


def _is_name(directory: People, name: str) -> bool:
    try:
        directory.find(name, suggest=False)
    except AmbiguousName:
        return True
    except UnknownName:
        return False
    return True


def name_option(*flags: str, **settings: Any) -> Callable[[_Function], _Function]:
    """The decorator for such an option."""
    return click.option(*flags, cls=NameOption, default="", metavar="NAME", **settings)
