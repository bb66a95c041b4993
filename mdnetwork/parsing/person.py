"""A person, read from their own note."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TypeVar

from mdnetwork.dates import DateOrder, PartialDate, end_of_month
from mdnetwork.days.reader import is_ambiguous, parse_date, parse_partial
from mdnetwork.days.spans import parse_cadence
from mdnetwork.fields import FIELDS, RELATIONS, URLS, FieldKind, PersonField, arguments
from mdnetwork.lazy import lazy_pattern
from mdnetwork.model import FieldLine, Person, Problem, Profile, Ref, Status
from mdnetwork.names import fold, same
from mdnetwork.parsing.fields import Field, Fields, is_never, listed, people_in, plain, switch
from mdnetwork.vocabulary.notes import NO, STATUSES

Read = TypeVar("Read")
_CITED = (*(field.key for field in FIELDS if field.cited), "last_contact")
_YEAR = lazy_pattern(r"[12][0-9]{3}")
_BETWEEN = lazy_pattern("[,;]")
_DIGITS = 5
"""The fewest digits of a phone number, so that an extension is not taken for one."""
AMBIGUOUS_HINT = 'write it as YYYY-MM-DD, or set date_order to "dmy" or "mdy"'
CADENCE_HINT = 'write it as "6w", "monthly" or "4w..6w"'
_IDENTITIES = ("uid", "id", "identifier", "slug")
_SWITCHES: dict[str, Status] = {"died": "deceased", "paused": "paused", "archived": "archived"}


class PersonReader:
    """Reads one note's fields as a person's. A field that cannot be read is a problem, and counts as unset."""

    def __init__(self, path: str, fields: Fields, order: DateOrder = "") -> None:
        self.problems: list[Problem] = []
        self._path = path
        self._fields = fields
        self._order = order

    def person(
        self,
        name: str,
        tags: Iterable[str],
        relations: Iterable[tuple[str, Ref, int]] = (),
        *,
        is_declared: bool = True,
    ) -> Person:
        """The person called `name`. `relations` are those in the body.

        `is_declared`: whether something other than the folder says that the note is a person's.
        """
        told = tuple(relations)
        uid = next((text for key in _IDENTITIES if (text := self._fields.text(key))), None)
        next_field = self._fields.get("next_contact")
        never = next_field is not None and is_never(next_field.text())
        readers: dict[FieldKind, Callable[[PersonField], object]] = {
            "text": self.text_of,
            "structured name": self.text_of,
            "texts": self.texts_of,
        }
        values = {field.name: readers[field.kind](field) for field in FIELDS if field.kind in readers}
        return Person(
            id=uid.removeprefix("urn:uuid:") if uid else same(name),
            name=name,
            path=self._path,
            uid=uid,
            by_folder=not is_declared,
            aliases=self._aliases(name),
            tags=tuple(tags),
            emails=self._emails(),
            phones=tuple(dict.fromkeys(phone for text in self._fields.texts("phone") for phone in _phones(text))),
            urls=self._urls(),
            cadence=self._read("cadence", parse_cadence, "BAD-CADENCE", CADENCE_HINT),
            birthday=self._partial(self._fields.get("birthday")),
            anniversaries=tuple(self._anniversaries()),
            status=self._status(),
            private=switch(self._fields.text("private")) is True,
            met=self._date("met"),
            introduced_by=self._introduced_by(told),
            next_contact=None if never else self._date("next_contact"),
            next_never=never,
            snooze_until=self._date("snooze_until"),
            given=self._given(),
            relations=(*self._relations(), *told),
            died=self._died(),
            lines=tuple([FieldLine(key, field.line) for key in _CITED if (field := self._fields.get(key))]),
            **arguments(Person, values),
        )

    def text_of(self, field: PersonField) -> str | None:
        """The value of a plain text field, None where the note has none."""
        return next((text for key in (field.key, *field.also) if (text := self._plain(key))), None)

    def texts_of(self, field: PersonField) -> tuple[str, ...]:
        """The items of a field with several texts."""
        return self._items(field.key)

    def _given(self) -> str | None:
        """The first name, if the last name has a field too; alone it may be the whole name."""
        pairs = (("first_name", "last_name"), ("given", "family"))
        return next((self._plain(first) for first, last in pairs if last in self._fields), None)

    def profile(self, name: str) -> Profile:
        """The user's profile, from a `me` note."""
        return Profile(
            name,
            self._path,
            self._plain("pitch") or "",
            self._items("expertise"),
            self._items("needs"),
            self._items("interests"),
            self._plain("org"),
            self._plain("role"),
            self._read("cadence", parse_cadence, "BAD-CADENCE", CADENCE_HINT),
            self._line("expertise"),
            self._line("cadence"),
            self._date("snooze_until"),
        )

    def _line(self, meaning: str) -> int:
        """The line of a field; 1 if there is none."""
        field = self._fields.get(meaning)
        return field.line if field else 1

    def names(self) -> tuple[str, ...]:
        """The names and addresses of a `me` note, as written."""
        found = (plain(text) for key in ("name", "fn", "aliases") for text in self._fields.texts(key))
        return tuple(dict.fromkeys((*found, *self._emails())))

    def _emails(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(email for text in self._fields.texts("email") for email in _emails(text)))

    def _plain(self, meaning: str) -> str | None:
        return (plain(self._fields.text(meaning)) or None) if meaning in self._fields else None

    def _items(self, meaning: str) -> tuple[str, ...]:
        if meaning not in self._fields:
            return ()
        return tuple(dict.fromkeys(item for field in self._fields.all(meaning) for item in _split(field)))

    def _urls(self) -> tuple[tuple[str, str], ...]:
        kinds = [kind for kind in URLS if kind in self._fields]
        return tuple(dict.fromkeys((kind, text) for kind in kinds for text in self._fields.texts(kind)))

    def _aliases(self, name: str) -> tuple[str, ...]:
        found = (alias.lstrip("@") for field in self._fields.all("aliases") for alias in listed(field))
        return tuple(dict.fromkeys(alias for alias in found if alias and alias != name))

    def _read(self, meaning: str, read: Callable[[str], Read | None], code: str, hint: str) -> Read | None:
        field = self._fields.get(meaning)
        if field is None:
            return None
        text = plain(field.text())
        found = read(text)
        if found is None:
            message = f"{field.key} cannot be read ({text[:60]}); {hint}."
            self.problems.append(Problem(self._path, field.line, code, message))
        return found

    def _date(self, meaning: str) -> date | None:
        if meaning not in self._fields:
            return None
        code, hint = "BAD-DATE", "write it as YYYY-MM-DD"
        if is_ambiguous(self._fields.text(meaning)) and not self._order:
            code, hint = "AMBIGUOUS-DATE", AMBIGUOUS_HINT
        return self._read(meaning, lambda text: parse_date(text, self._order), code, hint)

    def _partial(self, field: Field | None) -> PartialDate | None:
        if field is None:
            return None
        found = parse_partial(field.text(), self._order)
        if found is None and fold(field.text()) not in NO:
            self._refuse(field)
        return found

    def _refuse(self, field: Field) -> None:
        """Report a field that holds no date."""
        text = field.text()[:60]
        if is_ambiguous(field.text()):
            code, message = "AMBIGUOUS-DATE", f"{field.key} may be one of two days ({text}); {AMBIGUOUS_HINT}."
        else:
            code, message = (
                "BAD-DATE",
                f"{field.key} is not a day that exists ({text}); write it as YYYY-MM-DD or --MM-DD.",
            )
        self.problems.append(Problem(self._path, field.line, code, message))

    def _anniversaries(self) -> Iterator[tuple[str, PartialDate]]:
        for field in self._fields.all("anniversary"):
            day = self._partial(field)
            if day is not None:
                yield plain(field.key), day

    def _status(self) -> Status:
        for meaning, status in _SWITCHES.items():
            if meaning in self._fields and fold(self._fields.text(meaning)) not in {*NO, ""}:
                return status
        words = fold(self._fields.text("status")).replace("-", " ").replace("_", " ")
        return STATUSES.get(words, "")

    def _died(self) -> date | None:
        """The day of death; if only a month or year is given, its last day."""
        text = self._fields.text("died")
        if _YEAR.fullmatch(text):
            return date(int(text), 12, 31)
        found = parse_partial(text, self._order) if text else None
        field = self._fields.get("died")
        if found is None and field is not None and any(map(str.isdigit, text)):
            self._refuse(field)
        if found is None or found.year is None:
            return None
        day = date(found.year, found.month, found.day or 1)
        return day if found.day else end_of_month(day)

    def _introduced_by(self, told: Iterable[tuple[str, Ref, int]]) -> Ref | None:
        for meaning in ("introduced_by", "via"):
            field = self._fields.get(meaning)
            for ref, _ in people_in(field) if field else ():
                if meaning == "introduced_by" or not ref.plain:
                    return ref
        return next((ref for relation, ref, _ in told if relation == "introduced_by"), None)

    def _relations(self) -> Iterator[tuple[str, Ref, int]]:
        for meaning in RELATIONS:
            for field in self._fields.all(meaning):
                yield from ((meaning, ref, line) for ref, line in people_in(field))


def _split(field: Field) -> Iterator[str]:
    if isinstance(field.value, str):
        return listed(field)
    return (plain(text) for text, _ in field.texts())


def _emails(text: str) -> list[str]:
    """The addresses of a text: `a@x.example, b@x.example` are two, since no address contains a comma."""
    return _apart(text, "mailto:", lambda part: "@" in part)


def _phones(text: str) -> list[str]:
    """The numbers of a text. The comma in `+39 011 555, ext. 7` does not separate numbers."""
    return _apart(text, "tel:", lambda part: sum(map(str.isdigit, part)) >= _DIGITS)


def _apart(text: str, scheme: str, is_one: Callable[[str], bool]) -> list[str]:
    parts = [part.strip().removeprefix(scheme) for part in _BETWEEN.split(text) if part.strip()]
    return parts if parts and all(map(is_one, parts)) else [text.removeprefix(scheme)]
