"""Drafts: renders templates. The only module that imports Jinja2 (`pip install mdnetwork[drafts]`), and only when used.

A template may come from a vault, and a vault from anybody: it is rendered in a sandbox without access to Python's
internals, without Jinja2's global functions, and without loops over more than it is given.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from mdnetwork.errors import DraftError
from mdnetwork.lazy import lazy
from mdnetwork.text import one_line

if TYPE_CHECKING:
    from types import CodeType

    import jinja2
    from jinja2 import bccache, exceptions, sandbox
else:
    jinja2, bccache, exceptions, sandbox = (
        lazy(name, extra="drafts", need="Drafts need Jinja2", error=DraftError)
        for name in ("jinja2", "jinja2.bccache", "jinja2.exceptions", "jinja2.sandbox")
    )

LONGEST = 20_000
"""The maximum length of a draft, in characters."""
_GROWING = frozenset({"ljust", "rjust", "center", "zfill", "expandtabs", "format", "format_map"})
_NO_FILTERS = ("center", "indent", "format", "random", "pprint")
"""Filters that can create text of any length, or different text each time."""
_KEPT = 500
"""The maximum number of compiled templates. Two languages have a tenth of them; a program may run for months."""
_BLANK = re.compile(r"\n{3,}")


class Source(NamedTuple):
    """A template's text, and its path in the vault or its name, for messages."""

    text: str
    path: str


Find = Callable[[str], Source | None]
"""Returns the template with a name ("first", "greeting"), or None."""


def rendered(name: str, values: Mapping[str, Any], find: Find) -> str:
    """The named template filled with the values, with blank lines merged and outer spaces removed.

    Raises DraftError if the template is missing, is invalid or uses an unknown value (with path and line), and if
    Jinja2 is not installed.
    """
    found: dict[str, str] = {}
    environment = _environment(find, found)
    try:
        text = environment.get_template(name).render(values)
    except Exception as error:  # a template can raise any exception
        raise DraftError(_sentence(error, name, found)) from error
    if len(text) > LONGEST:
        raise DraftError(f"{_path(name, found)} makes a text of {len(text)} characters: shorten the template.")
    return _tidy(text)


def _environment(find: Find, found: dict[str, str]) -> sandbox.ImmutableSandboxedEnvironment:
    """The sandbox. It adds the path of each loaded template to `found`."""

    class Sandbox(sandbox.ImmutableSandboxedEnvironment):
        """Blocks operations that create a long text from a short one."""

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
        return source.text, f"<{source.path}>", None  # not a file name: the template is no Python file

    environment = Sandbox(
        loader=jinja2.FunctionLoader(load),
        undefined=jinja2.StrictUndefined,
        autoescape=False,
        bytecode_cache=_compiled(),
    )
    environment.globals.clear()
    for name in _NO_FILTERS:
        del environment.filters[name]
    return environment


@cache
def _compiled() -> bccache.BytecodeCache:
    """The templates that this process has compiled, by name, path and text: to compile takes longer than to render."""

    class Compiled(bccache.BytecodeCache):
        """Keeps them in memory: a template on a disk could be replaced by code of somebody else's."""

        def __init__(self) -> None:
            self.kept: dict[tuple[str, str], CodeType] = {}

        def load_bytecode(self, bucket: bccache.Bucket) -> None:
            bucket.code = self.kept.get((bucket.key, bucket.checksum))

        def dump_bytecode(self, bucket: bccache.Bucket) -> None:
            if len(self.kept) >= _KEPT:
                self.kept.clear()
            if bucket.code is not None:
                self.kept[bucket.key, bucket.checksum] = bucket.code

    return Compiled()


def _sentence(error: Exception, name: str, found: dict[str, str]) -> str:
    """The error message: what is wrong, where, and what to do."""
    path, line = _place(error, name, found)
    why = (str(getattr(error, "message", None) or error) or type(error).__name__).splitlines()[0].rstrip(".")
    if isinstance(error, RecursionError):
        why = "it includes itself"
    elif isinstance(error, LookupError) and hasattr(error, "templates"):
        why = f"there is no template “{why}”"
    return (
        f"The template {path}:{line} cannot be used: {why}. "
        "Fix that line, or move the file away to use the built-in template."
    )


def _place(error: Exception, name: str, found: dict[str, str]) -> tuple[str, int]:
    """The template and line of the error."""
    paths = {f"<{path}>": path for path in found.values()}
    line, at = getattr(error, "lineno", None), getattr(error, "filename", None)
    if isinstance(line, int):
        return paths.get(str(at), _path(name, found)), line
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename in paths]
    return (paths[frames[-1].filename], frames[-1].lineno or 1) if frames else (_path(name, found), 1)


def _path(name: str, found: dict[str, str]) -> str:
    return found.get(name, name)


def _tidy(text: str) -> str:
    """The text without control characters, which could affect a terminal, and without superfluous space."""
    lines = (one_line(line) for line in text.replace("\r\n", "\n").split("\n"))
    return _BLANK.sub("\n\n", "\n".join(lines)).strip()
