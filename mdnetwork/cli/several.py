"""Command line: options whose name has several words and needs no quotes: `--for Ada Marlow`, `--to Bruno Salt`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

import click

from mdnetwork.errors import AmbiguousName, UnknownName
from mdnetwork.people import Directory

_Function = TypeVar("_Function", bound=Callable[..., Any])


class NameOption(click.Option):
    """An option that takes all words up to the next option. `apart` tells which of them are the name."""


class Several(click.Command):
    """A command with such options."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does, with the words after a NameOption as one."""
        names = {flag for param in self.params if isinstance(param, NameOption) for flag in param.opts}
        return super().parse_args(ctx, list(_joined(args, names)))


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


def apart(directory: Directory, words: str) -> tuple[str, str]:
    """The name with which these words begin, as much of them as is one, and the words after it.

    Where no beginning is a name, the error says of all of it that nobody is called so: UnknownName.
    """
    parts = words.split()
    many = next((n for n in range(len(parts), 0, -1) if _is_name(directory, " ".join(parts[:n]))), 0)
    if not many:
        directory.find(words)
    return " ".join(parts[:many]), " ".join(parts[many:])


def _is_name(directory: Directory, name: str) -> bool:
    try:
        directory.find(name)
    except AmbiguousName:
        return True
    except UnknownName:
        return False
    return True


def name_option(*flags: str, **settings: Any) -> Callable[[_Function], _Function]:
    """The decorator for such an option."""
    return click.option(*flags, cls=NameOption, default="", metavar="NAME", **settings)
