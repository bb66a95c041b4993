"""Command line: the prompt of `mdnet log`, which completes names, days and tags.

What a prompt may offer while a line is typed: names, days, tags and places.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple

from mdnetwork.cli.run import Run
from mdnetwork.cli.streams import put, put_question
from mdnetwork.editing.participants import Word, line
from mdnetwork.lazy import lazy
from mdnetwork.names import fold
from mdnetwork.parsing.links import without_links
from mdnetwork.people import People
from mdnetwork.text import one_line
from mdnetwork.vocabulary.calendar_words import WEEKDAYS
from mdnetwork.vocabulary.day_words import DAYS, DEADLINES, ENDS
from mdnetwork.vocabulary.languages import words_of
from mdnetwork.vocabulary.people import AND, FROM, TO, TOGETHER
from mdnetwork.vocabulary.tags import EXCHANGE

if TYPE_CHECKING:
    import prompt_toolkit
    from prompt_toolkit import completion
    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document
else:
    prompt_toolkit = lazy("prompt_toolkit")
    completion = lazy("prompt_toolkit.completion")


CompletionKind = Literal["name", "day", "tag", "place"]
_LONGEST = 4
"""The most words that a name may have."""
_SPELT = 6
"""The fewest letters of a weekday in full."""
_NAMES = AND | FROM | TO | TOGETHER
_DAYS = tuple(sorted({*DAYS, *(day for day in WEEKDAYS if len(day) >= _SPELT), *words_of("day-words", "last-week")}))
_DUE = tuple(sorted({*(day for day, n in DAYS.items() if n >= 0), *(day for day in _DAYS if day in WEEKDAYS), *ENDS}))
_TAGS = tuple(sorted(EXCHANGE, key=lambda tag: [*dict.fromkeys(EXCHANGE.values())].index(EXCHANGE[tag])))


class Completion(NamedTuple):
    """A completion that replaces the text from `start` to the cursor."""

    text: str
    start: int
    kind: CompletionKind


def completions(text: str, directory: People, *, places: Iterable[str] = (), limit: int = 20) -> list[Completion]:
    """At most `limit` completions of `text`, the line before the cursor; none unless it ends within a word.

    `places` are offered in addition to where people live. Names are offered after "with", "and" and the like from the
    first letter on, elsewhere after a capital letter; days at the start of the line and after "by"; tags after `#`.
    """
    typed = line(text).words
    if not typed or typed[-1].end != len(text) or typed[-1].stops:
        return []
    last = typed[-1]
    if last.text.startswith("#"):
        found: Iterator[Completion] = _beginning(last.text[1:], _TAGS, "#", last.start, "tag")
    elif last.text.startswith("@"):
        found = _beginning(last.text[1:], _places(directory, places), "@", last.start, "place")
    else:
        found = iter([*_names(text, typed, directory), *_days(text, typed)])
    return list(dict.fromkeys(found))[:limit]


def _beginning(typed: str, words: Iterable[str], sign: str, start: int, kind: CompletionKind) -> Iterator[Completion]:
    wanted = fold(typed)
    return (Completion(sign + word, start, kind) for word in words if fold(word).startswith(wanted))


def _places(directory: People, places: Iterable[str]) -> list[str]:
    """Places in the form that `@` takes: one word."""
    lived = (history.person.place for history in directory.histories)
    whole = {without_links(place).partition(",")[0] for place in (*lived, *places) if place}
    return sorted({"-".join(place.split()) for place in whole}, key=fold)


def _names(text: str, typed: tuple[Word, ...], directory: People) -> Iterator[Completion]:
    """Names that start with the last words of the line, as many words as match a name."""
    for first in range(max(0, len(typed) - _LONGEST), len(typed)):
        joined = first > 0 and (typed[first - 1].folded in _NAMES or typed[first - 1].text == ",")
        if not (joined or typed[first].is_capital):
            continue
        found = directory.search_names(text[typed[first].start :])
        if found:
            yield from (Completion(name, typed[first].start, "name") for name in found)
            return


def _days(text: str, typed: tuple[Word, ...]) -> Iterator[Completion]:
    for first in range(len(typed)):
        before = typed[first - 1].folded if first else ""
        if not first or before in DEADLINES:
            start = typed[first].start
            yield from _beginning(text[start:], _DUE if first else _DAYS, "", start, "day")


def ask_for_line(run: Run) -> str:
    """A line that the user types; "" for none. With the extra `prompt` it is completed while typing."""
    question = run.network.texts.say("Who was it with, when, what about?")
    try:
        ask = prompt_toolkit.prompt
    except ImportError:
        put_question(f"{question} ")
        return sys.stdin.readline().strip()

    directory = run.network.directory(run.today)

    class Typed(completion.Completer):
        """Completions of the text before the cursor."""

        def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[completion.Completion]:  # noqa: ARG002  the signature of Completer
            before = document.text_before_cursor
            for found in completions(before, directory):
                text = one_line(found.text)
                yield completion.Completion(text, start_position=found.start - len(before), display_meta=found.kind)

    put(question, err=True)
    try:
        return ask("› ", completer=Typed(), complete_while_typing=True).strip()
    except EOFError:
        return ""
