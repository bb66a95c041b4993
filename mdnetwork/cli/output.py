"""Command line: the two forms of an answer, for people and for programs. One is chosen for the whole run."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterable
from datetime import date
from typing import Protocol

from mdnetwork.cli.page import Page
from mdnetwork.cli.streams import line
from mdnetwork.messages import Texts
from mdnetwork.text import escaped

NARROWEST = 40
"""Columns below which a terminal gets lines of this width all the same."""


class Answer(Protocol):
    """What a command found out, ready to be told in either form."""

    def data(self) -> object:
        """The answer as JSON has it: dicts, lists, texts, numbers, booleans, None."""

    def lines(self, page: Page) -> Iterable[str]:
        """The answer as a person reads it."""


class Form(Protocol):
    """How answers are shown on stdout."""

    @property
    def colour(self) -> bool:
        """Whether what is shown beside an answer may be coloured."""

    def written(self, answer: Answer, texts: Texts, today: date) -> str:
        """The answer as it is written."""


class Json:
    """For programs: one JSON document (docs/json.md)."""

    colour = False

    def written(self, answer: Answer, texts: Texts, today: date) -> str:  # noqa: ARG002  the protocol's
        """The answer's data, exactly: what a terminal would obey is escaped."""
        plain = (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
        return escaped(json.dumps(answer.data(), indent=2, ensure_ascii=plain)) + "\n"


class Human:
    """For people: lines as wide as the terminal. In a file or a pipe nothing is cut, wrapped or coloured."""

    @property
    def colour(self) -> bool:
        """Whether stdout can show colours, and the user has not declined them (https://no-color.org)."""
        return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"

    def written(self, answer: Answer, texts: Texts, today: date) -> str:
        """The answer's lines."""
        width = max(NARROWEST, shutil.get_terminal_size().columns) if sys.stdout.isatty() else None
        page = Page(texts, today, width, self.colour)
        return "".join(map(line, answer.lines(page)))
