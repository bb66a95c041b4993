"""People: the one privacy filter. It decides for each audience who may be named, which lines may be quoted, and which
words may be shown. Everything that leaves asks it (tests/privacy/test_ways_out.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import cached_property
from typing import Any, Literal, Protocol, TypeVar

from mdnetwork.fields import FIELDS, TEXTS, arguments, value_of
from mdnetwork.kinds import KIND
from mdnetwork.lazy import lazy_pattern
from mdnetwork.model import GONE, Detail, Evidence, FollowUpKind, History, Meeting, Person, Ref
from mdnetwork.names import fold
from mdnetwork.people.directory import People, Place
from mdnetwork.people.links import names_of

Audience = Literal["owner", "review", "map", "message", "feed", "file"]
Hidden = Literal["private", "gone"]

HIDES: dict[Audience, frozenset[Hidden]] = {
    "owner": frozenset(),
    "review": frozenset({"private", "gone"}),
    "map": frozenset({"private", "gone"}),
    "message": frozenset({"private", "gone"}),
    "feed": frozenset({"private"}),
    "file": frozenset({"private"}),
}
"""Who is hidden from each audience: people with a private note, and those who died or want no contact (`gone`).

| audience | what it gets |
|---|---|
| `owner` | the user's own screen and notes, where people are asked for or due: `due`, `show`, the list in the vault |
| `review` | numbers and suggestions about everybody: reviews, `who`, `reach`, `introduce`, `goals` |
| `map` | a picture or graph of the network |
| `message` | a draft to somebody |
| `feed` | the calendar: file, server, subscription. Those who are gone have no follow-ups, and count as known by name |
| `file` | exports, folders of vCards, address books. Those who are gone stay in an address book |
"""

OMITTED = "…"
"""Replaces words that would reveal somebody who is hidden."""

_LISTS = tuple(field.name for field in FIELDS if field.kind in {"tags", "texts"})
_WORDS = lazy_pattern(r"\w+")
T = TypeVar("T")


def is_gone(person: Person) -> bool:
    """Whether this person died or wants no contact."""
    return person.status in GONE


class Nameable(Protocol):
    """A person of a calendar event."""

    @property
    def name(self) -> str:
        """The name as written."""

    @property
    def private(self) -> bool:
        """Whether the person may not be named."""


class Occasion(Protocol):
    """A calendar event, as far as it decides who may be named."""

    @property
    def kind(self) -> FollowUpKind:
        """The kind of follow-up."""

    @property
    def people(self) -> Sequence[Nameable]:
        """The people that the event is about."""

    @property
    def private(self) -> bool:
        """Whether its note is private."""


class PrivacyFilter:
    """What one audience may get of these people's notes.

    `private` includes people with a private note, because the user asked for them. `detail` is for feeds.
    """

    def __init__(
        self, directory: People, audience: Audience, *, private: bool = False, detail: Detail = "full"
    ) -> None:
        self.audience = audience
        self.detail = detail
        self._directory = directory
        self._hides = HIDES[audience] - {"private"} if private else HIDES[audience]
        self._known: dict[str, bool] = {}
        """Whether a text may be shown."""

    @property
    def inputs(self) -> str:
        """A text that differs where two filters hide other people or names, for whoever keeps what was filtered."""
        hidden = sorted((each.id, each.path) for each in self._hidden)
        return repr((self.audience, self.detail, hidden, sorted(self._names)))

    def may_name(self, person: Person) -> bool:
        """Whether the person may be named."""
        return not (
            ("private" in self._hides and person.private) or ("gone" in self._hides and is_gone(person))
        )  # fmt: skip

    @cached_property
    def people(self) -> tuple[History, ...]:
        """Everybody who may be named, by name."""
        return tuple([history for history in self._directory.histories if self.may_name(history.person)])

    @cached_property
    def nameable(self) -> tuple[Person, ...]:
        """The people of `people`, without what notes say about them."""
        return tuple(self.named(self._directory.everybody))

    def named(self, people: Iterable[Person]) -> Iterator[Person]:
        """Those of the people who may be named."""
        return (person for person in people if self.may_name(person))

    def may_name_all(self, identities: Iterable[str]) -> bool:
        """Whether everybody with these identities may be named."""
        return self._ids.isdisjoint(identities)

    def may_quote(self, line: Place) -> bool:
        """Whether a line may be quoted: it is about nobody hidden, and neither it nor its file names anybody hidden.

        Attendees do not make the title of a meeting a line about them.
        """
        if not self._ids:
            return True
        about = getattr(line, "source", "") != "attendee" and (
            (line.path, line.line) in self.lines or not self.may_name_all(getattr(line, "people", ()))
        )
        return not about and self.may_show(getattr(line, "text", "")) and self.may_cite(line)

    def may_cite(self, line: Place) -> bool:
        """Whether the file of the line may be named: "Lunch with Zara Quiet.md" may not be."""
        return self.may_show(line.path.rpartition("/")[2])

    def may_show(self, text: str) -> bool:
        """Whether the text contains no name or alias of somebody hidden, as whole words."""
        if not self._names or not text:
            return True
        known = self._known.get(text)
        if known is None:  # a line is asked for again by each follow-up and measure that it is evidence for
            known = self._known[text] = not self._has_name(_WORDS.findall(fold(text)))
        return known

    def _has_name(self, words: list[str]) -> bool:
        lengths, names = self._lengths, self._names
        if lengths.keys().isdisjoint(words):  # true of most texts, and quickly found
            return False
        for at, word in enumerate(words):
            for length in lengths.get(word, ()):
                if " ".join(words[at : at + length]) in names:
                    return True
        return False

    def quoted(self, words: str, *lines: Place) -> str:
        """The words made from these lines, or "…" if one of the lines may not be quoted."""
        return words if self.may_show(words) and all(map(self.may_quote, lines)) else OMITTED

    def citing(self, answer: T) -> T:
        """The answer of an insight without evidence from files that may not be named.

        Evidence in a list is left out; a field that holds one line keeps it, with "…" for its path. Nothing may be
        computed from the result: it is made to be shown.
        """
        return self._citing(answer) if self._ids else answer

    def _citing(self, value: Any) -> Any:
        if isinstance(value, Evidence):
            return value if self.may_cite(value) else replace(value, path=OMITTED)
        if isinstance(value, tuple) and hasattr(value, "_make"):  # a named tuple
            return value._make(map(self._citing, value))
        if isinstance(value, tuple | list):
            return type(value)(
                self._citing(each) for each in value if not isinstance(each, Evidence) or self.may_cite(each)
            )
        if isinstance(value, Mapping):
            return {key: self._citing(each) for key, each in value.items()}
        if is_dataclass(value) and not isinstance(value, type | Person | Meeting):
            return replace(value, **{each.name: self._citing(getattr(value, each.name)) for each in fields(value)})
        return value

    def showable(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Those of the texts that may be shown."""
        return tuple(text for text in texts if self.may_show(text))

    def shown(self, histories: Iterable[History]) -> list[History]:
        """Those of the people who may be named, without what their notes say about hidden people."""
        shown = [history for history in histories if self.may_name(history.person)]
        return [replace(each, person=self._shown(each.person)) for each in shown] if self._ids else shown

    def _shown(self, person: Person) -> Person:
        written = {field.name: value_of(person, field.name) for field in TEXTS}
        texts = {name: text if self.may_show(text or "") else None for name, text in written.items()}
        lists: dict[str, Any] = {name: self.showable(getattr(person, name)) for name in _LISTS}
        return replace(
            person,
            relations=tuple(
                each for each in person.relations if self._may_relate(each[1], person) and self.may_show(each[0])
            ),
            introduced_by=person.introduced_by
            if person.introduced_by and self._may_relate(person.introduced_by, person)
            else None,
            urls=tuple(each for each in person.urls if self.may_show(each[1])),
            **arguments(Person, texts),
            **lists,
        )

    def _may_relate(self, ref: Ref, person: Person) -> bool:
        """Whether the target of a link in the person's note may be named."""
        known = self._directory.who(ref, person.path)
        return self.may_show(ref.target) and all(self.may_name(each.person) for each in known)

    @property
    def is_open(self) -> bool:
        """Whether a feed has descriptions and links."""
        return self.detail == "full"

    def is_busy(self, event: Occasion) -> bool:
        """Whether a feed shows only the day. A meeting is shown as long as one of its people may be named."""
        if self.detail == "busy" or event.private:
            return True
        if event.kind == "prepare":
            return all(each.private for each in event.people)
        concerned = event.people if KIND[event.kind].about_several else event.people[:1]
        return any(each.private for each in concerned)

    def names(self, event: Occasion) -> list[str]:
        """The names of the people who may be named, as a feed shows them."""
        names = [each.name for each in event.people if not each.private]
        return names if self.is_open else [initials(name) for name in names]

    @cached_property
    def _hidden(self) -> tuple[Person, ...]:
        return tuple([each for each in self._directory.guarded if not self.may_name(each)])

    @cached_property
    def _ids(self) -> frozenset[str]:
        return frozenset([person.id for person in self._hidden])

    @cached_property
    def lines(self) -> frozenset[tuple[str, int]]:
        """Path and number of each line about hidden people."""
        return self._directory.lines_about(self._hidden)

    @cached_property
    def _names(self) -> frozenset[str]:
        """The words of each hidden name."""
        words = (" ".join(_WORDS.findall(fold(name))) for person in self._hidden for name in names_of(person))
        return frozenset(filter(None, words))

    @cached_property
    def _lengths(self) -> dict[str, set[int]]:
        """The lengths, in words, of the hidden names that start with a word."""
        lengths: dict[str, set[int]] = {}
        for name in self._names:
            first, *others = name.split(" ")
            lengths.setdefault(first, set()).add(1 + len(others))
        return lengths


def initials(name: str) -> str:
    """The first letters of up to three words: "A. L."; for a name without letters, its first character."""
    letters = [word[0].upper() for word in _WORDS.findall(name)][:3] or [name[:1]]
    return " ".join(f"{letter}." for letter in letters)
