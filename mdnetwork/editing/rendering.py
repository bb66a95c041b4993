"""Editing: the line that an interaction becomes in a person's log, and in a daily note with links."""

from __future__ import annotations

from collections.abc import Sequence

from mdnetwork.editing.capture import ParsedEntry
from mdnetwork.model import Person
from mdnetwork.names import fold
from mdnetwork.parsing.log import entry
from mdnetwork.words.languages import written
from mdnetwork.words.sentence_words import AND, NOBODY

_SEPARATORS = " ,;:-–—"


def entry_text(capture: ParsedEntry, person: Person) -> str:
    """The log entry for `person`'s own note, without its date: `coffee with [[Ana Lima|Ana]] @lisbon, the move`.

    Others who were there are linked: in another's log a link is no evidence, but tells who know each other.
    """
    return _told(capture, entry_line(capture, [n.link for n in capture.people if n.person.path != person.path]))


def daily_text(capture: ParsedEntry) -> str:
    """The bullet for a daily note, which tells of everybody: `- coffee with [[Sam Rivera]] @lisbon, the move`."""
    return f"- {_told(capture, daily_line(capture)).lstrip('> ')}"  # what begins with ">" would be a quotation


def entry_line(capture: ParsedEntry, others: Sequence[str] = ()) -> str:
    """The words for one person's log, `others` linked in it."""
    if not others:
        return _joined(*_alone(capture))
    return _joined(f"{capture.before} {_with(capture)} {_list(others, capture)}".strip(), capture.after)


def daily_line(capture: ParsedEntry) -> str:
    """The words with everybody linked, as they were typed."""
    links = _list([named.link for named in capture.people], capture)
    return _joined(" ".join(part for part in (capture.before, capture.joint, links) if part), capture.after)


def _alone(capture: ParsedEntry) -> tuple[str, str]:
    """Both parts without the people: "lunch with Ana and the team" was lunch with the team."""
    words = capture.after.split(maxsplit=2)
    if len(words) > 1 and capture.joint and words[0] in AND and fold(words[1]) in NOBODY:
        return f"{capture.before} {_with(capture)}".strip(), capture.after.lstrip().removeprefix(words[0])
    return capture.before, capture.after


def _with(capture: ParsedEntry) -> str:
    return written(capture.language, "people", "with")[0]


def _list(links: Sequence[str], capture: ParsedEntry) -> str:
    *first, last = links or ("",)
    return f"{', '.join(first)} {written(capture.language, 'people', 'and')[0]} {last}" if first else last


def _joined(head: str, after: str) -> str:
    if not head:
        return after.lstrip(_SEPARATORS)
    return head + (after if after[:1] in {"", ",", ";", ":", ".", "!", "?"} else f" {after.lstrip()}")


def _told(capture: ParsedEntry, text: str) -> str:
    """The line, with its channel in front where it would not be read: far behind, or "call" without "con"."""
    if capture.channel is None or entry(1, capture.day, text).channel == capture.channel:
        return text
    return f"{'phone call' if capture.channel == 'call' else capture.channel} {text}"
