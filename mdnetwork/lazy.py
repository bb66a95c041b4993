"""Ground: modules that are imported, and patterns that are compiled, when they are first used, since start-up counts.

Modules of optional extras too.
"""

from __future__ import annotations

import re
import sys
from importlib import import_module
from types import ModuleType
from typing import Any, cast


class LazyModule:
    """A module by its name. Reading an attribute imports the module and returns the attribute of the real one.

    It keeps the module to which the import system led it, as long as that is the one in `sys.modules`. So what a test
    replaces there, or in the module, is seen, and a module that another thread imports is waited for.
    """

    __slots__ = ("_missing", "_module", "_name")

    def __init__(self, name: str, missing: tuple[type[Exception], str] | None) -> None:
        self._name = name
        self._missing = missing
        self._module: ModuleType | None = None

    def __getattr__(self, attribute: str) -> Any:
        module = self._module
        if module is None or sys.modules.get(self._name) is not module:
            module = self._module = self._imported()
        return getattr(module, attribute)

    def _imported(self) -> ModuleType:
        try:
            return import_module(self._name)
        except ImportError as error:
            if self._missing is None:
                raise
            kind, sentence = self._missing
            raise kind(sentence) from error

    def __repr__(self) -> str:
        return f"lazy({self._name!r})"


def lazy(
    name: str, *, extra: str = "", need: str = "", instead: str = "", error: type[Exception] = ImportError
) -> LazyModule:
    """The module of this name, imported when one of its attributes is first read.

    Type checkers and the layers' contract need to see an import, so it is used in two branches:

    >>> from typing import TYPE_CHECKING
    >>> if TYPE_CHECKING:
    ...     import difflib
    ... else:
    ...     difflib = lazy("difflib")

    With `extra` the module comes with that optional extra. Where it is not installed, `error` is raised with a sentence
    of `need`, how to install the extra, and what to do `instead`.
    """
    if not extra:
        return LazyModule(name, None)
    sentence = f"{need}: pip install 'mdnetwork[{extra}]'{f', or {instead}' if instead else ''}."
    return LazyModule(name, (error, sentence))


class LazyPattern:
    """A regular expression by its text. It keeps the methods that were used, so that only the first call is slower."""

    def __init__(self, text: str, flags: int) -> None:
        self._text, self._flags = text, flags

    def __getattr__(self, method: str) -> Any:
        found = self.__dict__[method] = getattr(re.compile(self._text, self._flags), method)
        return found


def lazy_pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """The compiled regular expression, compiled when it is first used: for what few notes have.

    Half of the patterns that read a note are not needed for a usual one, and take longer to compile than it to read.
    """
    return cast("re.Pattern[str]", LazyPattern(text, flags))
