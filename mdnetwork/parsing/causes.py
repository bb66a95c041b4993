"""The problems that several notes have in common, made of their hints (`hints.py`).

Every command counts them, so this imports nothing that reads notes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from mdnetwork.model import Problem
from mdnetwork.parsing.settings import VAULT
from mdnetwork.vocabulary.keys import folded

HEADING, KEY, FOLDER, NAME = "UNKNOWN-HEADING", "UNKNOWN-KEY", "UNKNOWN-FOLDER", "UNKNOWN-NAME"
DISMISSED = "DISMISSED"
HINTS = frozenset({HEADING, KEY, FOLDER, NAME, DISMISSED})
"""The codes of hints. The last one is no problem: it holds what the note itself dismisses."""
SEVERAL = 3
"""In how many notes something must be found to be a problem."""
_MESSAGES = {
    HEADING: (
        "Dated lines under “{cause}”, in the notes of {n} people, do not count as contact, because the heading is not "
        "known as that of a log. If it is one, add it to log_headings in mdnetwork.toml."
    ),
    "": (
        "Dated lines without a heading, in the notes of {n} people, do not count as contact. "
        "Write a heading such as “## Log” above them."
    ),
    "cadence": (
        "“{cause}”, in the notes of {n} people, looks like a cadence and is not known. "
        'If it is one, write keys = {{ "{cause}" = "cadence" }} in mdnetwork.toml; if not, "other" for "cadence".'
    ),
    "date": (
        "“{cause}”, in the notes of {n} people, holds days and is not known. If it is the last contact, write "
        'keys = {{ "{cause}" = "last_contact" }} in mdnetwork.toml; else "next_contact", "met", "birthday" or "other".'
    ),
    FOLDER: (
        "{n} notes in {cause} look like people but are not read as people. "
        'If they are, write people_folders = ["{cause}"] in mdnetwork.toml.'
    ),
    NAME: (
        "{n} notes in {cause} have a day in their name, such as “{example}”, that cannot be read, so they are not "
        "daily notes. Set the format of daily notes in Obsidian, or rename the notes to YYYY-MM-DD."
    ),
}


def dismisses(problems: Iterable[Problem]) -> bool:
    """Whether a note dismisses problems of its own."""
    return any(problem.code == DISMISSED for problem in problems)


def causes(problems: Collection[Problem]) -> list[Problem]:
    """The problems, with one in place of all hints of the same cause. Hints of few notes are left out.

    What a note dismisses itself is left out before that.
    """
    found: list[Problem] = []
    hints: dict[tuple[str, str], list[Problem]] = {}
    own = {problem.path: problem.mend for problem in problems if problem.code == DISMISSED}
    for problem in problems:
        if problem.code == DISMISSED or is_dismissed(problem, own.get(problem.path, ())):
            continue
        if problem.code in HINTS:
            cause = folded(problem.mend[0]) if problem.code == KEY else problem.mend[0].casefold()
            hints.setdefault((problem.code, cause), []).append(problem)
        else:
            found.append(problem)
    for (code, _), group in hints.items():
        first = min(group)
        paths = {each.path for each in group}
        if len(paths) >= SEVERAL:
            message = _message(code, first.mend, len(paths))
            found.append(replace(first, message=message, mend=_setting(code, *first.mend)))
    return found


def is_dismissed(problem: Problem, dismissed: Sequence[str]) -> bool:
    """Whether a list of `dismissed` leaves the problem out: by its code, with its path or what it names."""
    named = (problem.path, *problem.mend)
    return bool(dismissed) and any(
        text in dismissed for text in (problem.code, *(f"{problem.code} {n}" for n in named))
    )


def dismissal(problem: Problem) -> str:
    """What the setting `dismissed` says to leave out this problem: its code, with what it names or its path."""
    named = problem.mend[1] if problem.code in HINTS and problem.mend else problem.path
    return f"{problem.code} {named}"


def _setting(code: str, cause: str, example: str = "") -> tuple[str, ...]:
    """The setting that makes the cause known: its name, what to add, and for a key its meaning; () if there is none."""
    if code == KEY:
        return "keys", cause, "cadence" if example == "cadence" else "last_contact"
    name = {HEADING: "log_headings", FOLDER: "people_folders"}.get(code, "")
    return (name, cause) if name and cause else ()


def _message(code: str, mend: tuple[str, ...], notes: int) -> str:
    cause, example = mend[0], mend[-1]
    form = example if code == KEY else "" if code == HEADING and not cause else code
    where = "the vault itself" if code == NAME and cause == VAULT else cause
    return _MESSAGES[form].format(cause=where.replace('"', '\\"'), n=notes, example=example)
