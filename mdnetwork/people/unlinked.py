"""People: names written without a link in dated notes, where a link would make the line evidence."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from mdnetwork.model import Facts, Person, Problem
from mdnetwork.people.links import Links

_SILENT = frozenset({"deceased", "no-contact"})


def unlinked(facts: Facts, told: Container[str], links: Links, people: Mapping[str, Person]) -> Iterator[Problem]:
    """A warning for each name of two words and more that one person has, with the link that mends it.

    `told` are the people (by path) of whom the note is evidence anyway: they need no link.
    """
    for line, row in facts.named:
        words = row.split(" ")
        at = 0
        while at < len(words) - 1:
            length, path = _name(words, at, links)
            if path and path not in told and people[path].status not in _SILENT:
                yield _problem(facts.note.path, line, " ".join(words[at : at + length]), path, links)
            at += max(1, length)


def _name(words: list[str], at: int, links: Links) -> tuple[int, str]:
    """How many words from `at` on are somebody's name, and whose; 0 where they are nobody's, or several people's."""
    for end in range(len(words), at + 1, -1):
        found = links.called(" ".join(words[at:end]).rstrip("."))
        if found:
            return end - at, found[0] if len(found) == 1 else ""
    return 0, ""


def _problem(path: str, line: int, written: str, whom: str, links: Links) -> Problem:
    name = written.rstrip(".")
    link = links.link_to(whom, name)
    message = f"“{name}” is written without a link, so that the line tells of nobody: write {link}."
    return Problem(path, line, "NAME-UNLINKED", message, "warning", fixable=True, mend=(name, link))
