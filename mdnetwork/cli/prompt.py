"""Command line: the prompt of `mdnet log`, which completes names, days and tags."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from mdnetwork.cli.run import Run
from mdnetwork.cli.streams import put, put_question
from mdnetwork.editing.completing import completions
from mdnetwork.text import one_line

if TYPE_CHECKING:
    from prompt_toolkit.completion import CompleteEvent, Completion
    from prompt_toolkit.document import Document


def ask_for_line(run: Run) -> str:
    """A line that the user types; "" for none. With the extra `prompt` it completes as one types."""
    question = run.network.texts.say("Who was it with, when, what about?")
    try:
        import prompt_toolkit  # noqa: PLC0415  an extra
    except ImportError:
        put_question(f"{question} ")
        return sys.stdin.readline().strip()
    from prompt_toolkit.completion import Completer, Completion  # noqa: PLC0415  an extra

    directory = run.network.directory(run.today)

    class Typed(Completer):
        """What may follow the words before the cursor."""

        def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:  # noqa: ARG002  its signature
            before = document.text_before_cursor
            for found in completions(before, directory):
                text = one_line(found.text)
                yield Completion(text, start_position=found.start - len(before), display_meta=found.kind)

    put(question, err=True)
    try:
        return prompt_toolkit.prompt("› ", completer=Typed(), complete_while_typing=True).strip()
    except EOFError:
        return ""
