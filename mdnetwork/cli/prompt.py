"""Command line: the prompt of `mdnet log`, which completes names, days and tags."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from mdnetwork.cli.run import Run
from mdnetwork.cli.streams import put, put_question
from mdnetwork.editing.completing import completions
from mdnetwork.lazy import lazy
from mdnetwork.text import one_line

if TYPE_CHECKING:
    import prompt_toolkit
    from prompt_toolkit import completion
    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document
else:
    prompt_toolkit = lazy("prompt_toolkit")
    completion = lazy("prompt_toolkit.completion")


def ask_for_line(run: Run) -> str:
    """A line that the user types; "" for none. With the extra `prompt` it completes as one types."""
    question = run.network.texts.say("Who was it with, when, what about?")
    try:
        ask = prompt_toolkit.prompt
    except ImportError:
        put_question(f"{question} ")
        return sys.stdin.readline().strip()

    directory = run.network.directory(run.today)

    class Typed(completion.Completer):
        """What may follow the words before the cursor."""

        def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[completion.Completion]:  # noqa: ARG002  its signature
            before = document.text_before_cursor
            for found in completions(before, directory):
                text = one_line(found.text)
                yield completion.Completion(text, start_position=found.start - len(before), display_meta=found.kind)

    put(question, err=True)
    try:
        return ask("› ", completer=Typed(), complete_while_typing=True).strip()
    except EOFError:
        return ""
