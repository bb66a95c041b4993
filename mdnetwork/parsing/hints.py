"""What looks like a log, a contact field, a person or a daily note in one note, and is not known.

One note proves nothing, so a note only has hints: problems without a message. `causes.py` makes one problem of the
hints that several notes share.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mdnetwork.days.reader import is_ambiguous, parse_date
from mdnetwork.days.spans import parse_cadence
from mdnetwork.lazy import lazy_pattern
from mdnetwork.model import Mention, Note, Problem
from mdnetwork.names import bare, fold
from mdnetwork.parsing.causes import DISMISSED, FOLDER, HEADING, KEY, NAME
from mdnetwork.parsing.fields import Field, Fields
from mdnetwork.parsing.inline import plain_text
from mdnetwork.parsing.log import day_of_heading
from mdnetwork.parsing.marks import dated, unread_date
from mdnetwork.parsing.outline import BodyLine
from mdnetwork.parsing.paths import folder_of, looks_daily, name_of, stem_of, telling_folder
from mdnetwork.parsing.settings import VAULT, ReadingSettings
from mdnetwork.verdicts import OUTSIDE_LOG
from mdnetwork.vocabulary.channels import channel_in
from mdnetwork.vocabulary.keys import folded
from mdnetwork.vocabulary.languages import words_of
from mdnetwork.vocabulary.notes import AGENDA, NO_LOG_HEADINGS, owed_under, section_of
from mdnetwork.vocabulary.people import PARTICLES

_OF_PEOPLE = ("email", "phone", "birthday", "linkedin", "last_contact", "cadence", "met", "introduced_by")
"""Fields by which a note looks like a person's."""
_HOUSEKEEPING = frozenset(map(folded, words_of("notes", "housekeeping")))
_COMPUTED = "mdnet"
_NAMED_DAY = lazy_pattern(
    r"(?:[0-9]{4}([-._ ])[0-9]{1,2}\1[0-9]{1,2}|[0-9]{1,2}([-._ ])[0-9]{1,2}\2[0-9]{4}"
    r"|[0-9]{2}([-._])[0-9]{2}\3[0-9]{2})"
    r"(?:[ ,_-]+[^\W\d_]+)?"
)
_MOST_WORDS = 4
"""The most words of a file name that looks like the name of a person."""


def hints_of_person(
    note: Note, fields: Fields, lines: Sequence[BodyLine], entries: Iterable[Mention], settings: ReadingSettings
) -> Iterator[Problem]:
    """The hints of a person's note: unknown keys with a day or a cadence, unknown headings above lines with a day."""
    for field in fields.unknown():
        looks = _looks_like(field, settings)
        if looks and not _is_housekeeping(field.key):
            yield _hint(note.path, field.line, KEY, field.key, looks)
    outside = {entry.line for entry in entries if entry.rejected == OUTSIDE_LOG}
    seen: set[str] = set()
    for line in lines if outside else ():
        heading = _heading_of(line, note) if line.number in outside and line.kind not in {"task", "code"} else None
        if heading is None or bare(heading) in seen or (not heading and channel_in(line.text) is None):
            continue
        seen.add(bare(heading))
        yield _hint(note.path, line.number, HEADING, heading)


def hints_of_other(note: Note, fields: Fields, settings: ReadingSettings) -> Iterator[Problem]:
    """The hints of a note of no kind: it looks like a person's, or its name looks like that of a daily note."""
    if note.kind != "other":
        return
    folder, stem = folder_of(note.path) or VAULT, stem_of(note.path)
    known = next((field for key in _OF_PEOPLE if (field := fields.get(key)) is not None), None)
    is_other = "type" in fields or telling_folder(folder_of(note.path), settings).kind is not None
    if known is not None and not is_other and any(map(_is_persons_name, (name_of(note.path).plain, note.title))):
        yield _hint(note.path, known.line, FOLDER, folder)
    if note.date is None and _is_day(stem, settings) and not looks_daily(note.path, settings):
        yield _hint(note.path, 0, NAME, folder, stem)


def dismissed_in(note: Note, fields: Fields) -> Iterator[Problem]:
    """The hint of a note that dismisses problems of its own, as the setting `dismissed` does for all notes."""
    field = fields.get("dismissed")
    if field is not None:
        yield _hint(note.path, field.line, DISMISSED, *(text for text, _ in field.texts()))


def _hint(path: str, line: int, code: str, *cause: str) -> Problem:
    return Problem(path, line, code, "", "warning", mend=cause)


def _looks_like(field: Field, settings: ReadingSettings) -> str:
    """What the value of a key looks like: "date", "cadence", or ""."""
    text = plain_text(field.value).strip() if isinstance(field.value, str) else ""
    if not text or text.isdecimal():
        return ""
    if dated(text, settings.date_order) or parse_date(text, settings.date_order) or is_ambiguous(text):
        return "date"
    return "cadence" if parse_cadence(text) is not None else ""


def _is_housekeeping(key: str) -> bool:
    """Whether a key is known to say nothing about contact: when a note was changed, when a task is due."""
    return folded(key) in _HOUSEKEEPING or folded(key).startswith(_COMPUTED)


def _heading_of(line: BodyLine, note: Note) -> str | None:
    """The heading that says what a line is, "" if there is none; None if it says that it is no log."""
    for level, heading in reversed([*enumerate(line.headings)]):
        if day_of_heading(heading):
            continue
        if level == 0 and fold(plain_text(heading)) == fold(note.title):
            return ""
        words = bare(heading)
        known = words in NO_LOG_HEADINGS or words in AGENDA or section_of(heading) != "other" or owed_under(heading)
        return None if known or not words else plain_text(heading)
    return ""


def _is_persons_name(text: str) -> bool:
    """Whether a text is two to four capitalised words, or words of a script without capitals."""
    words = text.replace(".", "").split()
    if not 0 < len(words) <= _MOST_WORDS or any(letter.isdigit() for letter in text):
        return False
    spelt = [word for word in words if fold(word) not in PARTICLES]
    cased = any(letter.lower() != letter.upper() for letter in text)
    return all(word[0].isupper() for word in spelt) and len(words) > 1 if cased else True


def _is_day(stem: str, settings: ReadingSettings) -> bool:
    """Whether a file name is a day, though it does not name one."""
    if _NAMED_DAY.fullmatch(stem):
        return True
    unread = unread_date(stem, settings.date_order)
    return unread is not None and len(unread[0]) >= len(stem.strip("() _-"))
