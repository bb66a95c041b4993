"""Drafts: templates to text. The door to Jinja2 (`pip install mdnetwork[drafts]`), which is imported when it is used.

A template may come from a vault, and a vault from anywhere: it is rendered in a sandbox that refuses access to Python's
internals, without any of Jinja2's global functions, and without loops over more than what it is given.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from mdnetwork.errors import DraftError
from mdnetwork.lazy import lazy
from mdnetwork.text import one_line

if TYPE_CHECKING:
    import jinja2
    from jinja2 import exceptions, sandbox
else:
    jinja2, exceptions, sandbox = (
        lazy(name, extra="drafts", need="Drafts need Jinja2", error=DraftError)
        for name in ("jinja2", "jinja2.exceptions", "jinja2.sandbox")
    )

LONGEST = 20_000
"""Characters of a draft; what is longer is no message."""
_GROWING = frozenset({"ljust", "rjust", "center", "zfill", "expandtabs", "format", "format_map"})
_NO_FILTERS = ("center", "indent", "format", "random", "pprint")
"""Filters that make a text as long as they are told, or another one each time."""
_BLANK = re.compile(r"\n{3,}")


class Source(NamedTuple):
    """A template's text and what to call it in a message: its path in the vault, or its name."""

    text: str
    path: str


Find = Callable[[str], Source | None]
"""The template of a name ("first", "greeting"), or None."""


def rendered(name: str, values: Mapping[str, Any], find: Find) -> str:
    """The template of this name filled with the values; empty lines are joined, spaces at the ends dropped.

    Raises DraftError where there is no such template, where it cannot be understood or asks for what it is not
    given, with its path and line, and where Jinja2 is not installed.
    """
    found: dict[str, str] = {}
    environment = _environment(find, found)
    try:
        text = environment.get_template(name).render(values)
    except Exception as error:  # a template can make Python raise anything
        raise DraftError(_sentence(error, name, found)) from error
    if len(text) > LONGEST:
        raise DraftError(f"{_path(name, found)} makes a text of {len(text)} characters: shorten the template.")
    return _tidy(text)


def _environment(find: Find, found: dict[str, str]) -> sandbox.ImmutableSandboxedEnvironment:
    """The sandbox; `found` is told the path of each template that is loaded."""

    class Sandbox(sandbox.ImmutableSandboxedEnvironment):
        """Without what makes a long text of a short one."""

        intercepted_binops = frozenset({"*", "**"})

        def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
            return attr not in _GROWING and super().is_safe_attribute(obj, attr, value)

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ARG002  Jinja2's signature
            raise exceptions.SecurityError(f"the operator {operator} is not for drafts")

    def load(name: str) -> tuple[str, str, None] | None:
        source = find(name)
        if source is None:
            return None
        found[name] = source.path
        return source.text, f"<{source.path}>", None  # no file to be traced: what runs is what Jinja2 made of it

    environment = Sandbox(loader=jinja2.FunctionLoader(load), undefined=jinja2.StrictUndefined, autoescape=False)
    environment.globals.clear()
    for name in _NO_FILTERS:
        del environment.filters[name]
    return environment


def _sentence(error: Exception, name: str, found: dict[str, str]) -> str:
    """What is wrong, where, and what to do."""
    path, line = _place(error, name, found)
    why = (str(getattr(error, "message", None) or error) or type(error).__name__).splitlines()[0].rstrip(".")
    if isinstance(error, RecursionError):
        why = "it includes itself"
    elif isinstance(error, LookupError) and hasattr(error, "templates"):
        why = f"there is no template “{why}”"
    return f"The template {path}:{line} cannot be used: {why}. Mend that line, or move the file away for our own."


def _place(error: Exception, name: str, found: dict[str, str]) -> tuple[str, int]:
    """The template and the line on which it went wrong."""
    paths = {f"<{path}>": path for path in found.values()}
    line, at = getattr(error, "lineno", None), getattr(error, "filename", None)
    if isinstance(line, int):
        return paths.get(str(at), _path(name, found)), line
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename in paths]
    return (paths[frames[-1].filename], frames[-1].lineno or 1) if frames else (_path(name, found), 1)


def _path(name: str, found: dict[str, str]) -> str:
    return found.get(name, name)


def _tidy(text: str) -> str:
    """The text without control characters, which would steer a terminal, and without needless space."""
    lines = (one_line(line) for line in text.replace("\r\n", "\n").split("\n"))
    return _BLANK.sub("\n\n", "\n".join(lines)).strip()
