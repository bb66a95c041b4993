"""Calendar: what an event is made of: the details of its follow-ups, links to act on, and text that every client
accepts. Nothing else of a follow-up decides the bytes of its event.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple
from urllib.parse import quote

from mdnetwork.calendar.select import FeedItem
from mdnetwork.dates import PartialDate
from mdnetwork.model import Evidence, FollowUp, FollowUpKind, Person
from mdnetwork.people import People
from mdnetwork.people.privacy import PrivacyFilter
from mdnetwork.text import TURNING

UNDATED = date(2000, 1, 1)
"""The revision date (DTSTAMP) of events without dated evidence."""


class Attendee(NamedTuple):
    """A person of an event, with the name as a title may hold it. `private`: the person may not be named."""

    name: str
    private: bool


class ExtraLine(NamedTuple):
    """An additional description line (`details = "full"`): the last log entry about a person, or a promise to them."""

    kind: Literal["log", "promise"]
    name: str
    day: date | None
    text: str


class EventDetails(NamedTuple):
    """A follow-up's data for an event. `delicate`: its evidence may not be quoted."""

    uid: str
    kind: FollowUpKind
    people: tuple[Attendee, ...]
    stamp: date
    reason: str
    delicate: bool
    title: str
    path: str
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    yearly: PartialDate | None
    more: tuple[ExtraLine, ...]


class PlannedEvent(NamedTuple):
    """An event: its day, its follow-ups (several in a digest), and the number of others waiting outside the feed."""

    uid: str
    day: date
    matters: tuple[EventDetails, ...]
    digest: bool = False
    is_today: bool = False
    waiting: int = 0


class DetailsBuilder:
    """Builds event details. `full` adds the last log entry and open promises of the people concerned."""

    def __init__(
        self, follow_ups: Iterable[FollowUp], directory: People, today: date, privacy: PrivacyFilter, *, full: bool
    ) -> None:
        self._directory = directory
        self._today = today
        self._full = full
        self.privacy = privacy
        self._promises = _promises(follow_ups) if full else {}

    def matter(self, picked: FeedItem) -> EventDetails:
        """The details for an event about this follow-up."""
        uid, found = picked
        people = found.people or (found.person,)
        return EventDetails(
            uid,
            found.kind,
            tuple([self._attendee(each) for each in people]),
            max((e.date for e in found.evidence if e.date is not None and e.date <= self._today), default=UNDATED),
            found.reason,
            not self._may_quote(found.evidence),
            found.title,
            found.path or found.person.path,
            found.person.phones,
            found.person.emails,
            found.yearly,
            tuple(self._more(found, people)) if self._full else (),
        )

    def _attendee(self, person: Person) -> Attendee:
        name = cut(one_line(person.name), _LONGEST_NAME) or "?"
        return Attendee(name, private=not self.privacy.may_name(person))

    def _may_quote(self, evidence: Sequence[Evidence]) -> bool:
        """Whether the words of these lines may be shown. The reason of a meeting names its attendees."""
        return all(self.privacy.may_quote(each) and self.privacy.may_name_all(each.people) for each in evidence)

    def _more(self, found: FollowUp, people: Sequence[Person]) -> Iterator[ExtraLine]:
        for person in people if found.kind == "prepare" else people[:1]:
            if self.privacy.may_name(person):
                yield from self._last_entry(person)
                yield from (
                    ExtraLine("promise", person.name, each.due, each.title)
                    for each in self._promises.get(person.id, ())
                    if each != found and self._may_quote(each.evidence)
                )

    def _last_entry(self, person: Person) -> Iterator[ExtraLine]:
        history = self._directory.identities.get(person.id)
        told = [e for e in history.counted if e.date and e.date <= self._today and e.text] if history else []
        last = max(told, key=lambda e: (e.date or date.min, e.source == "log", e.path, e.line, e.text), default=None)
        if last and self._may_quote((last,)):
            yield ExtraLine("log", person.name, last.date, last.text)


def _promises(follow_ups: Iterable[FollowUp]) -> dict[str, list[FollowUp]]:
    """The open promises of each person, by identity, in an order that does not depend on the input's."""
    promises: dict[str, list[FollowUp]] = {}
    for each in follow_ups:
        if each.kind == "promise" and not each.superseded:
            promises.setdefault(each.person.id, []).append(each)
    for theirs in promises.values():
        theirs.sort(key=lambda each: (each.due or date.max, each.discriminator, each.title))
    return promises


_DIGITS = "0123456789"
_KEEPS_ZERO = "39"
"""Italy's country code (ITU-T E.164): its numbers keep their zero."""
_SHORTEST = 3
"""The number of digits in the shortest telephone number (emergency services)."""


def tel(phone: str) -> str:
    """`tel:+390212345` (RFC 3966) for a number as written; "" if it has too few digits.

    The `(0)` of "+44 (0)20 7946 0018" is not dialled from abroad, except in Italy. Words after the number ("ext.
    5") are left out.
    """
    abroad = "+" in phone and not phone.partition("+")[2].startswith(_KEEPS_ZERO)
    dialled = ""
    for char in phone.replace("(0)", "") if abroad else phone:
        if char in _DIGITS or (char == "+" and not dialled):
            dialled += char
        elif char.isalpha() and dialled:
            break
    return f"tel:{dialled}" if len(dialled.lstrip("+")) >= _SHORTEST else ""


def mailto(address: str) -> str:
    """`mailto:ada@example.org` (RFC 6068) for an address as written, also "Ada <ada@example.org>"; "" if invalid."""
    bare = address.rpartition("<")[2].strip(" >").removeprefix("mailto:")
    user, at, host = bare.partition("@")
    return f"mailto:{quote(bare, safe='@+', errors='replace')}" if user and at and host else ""


def obsidian(vault: str, path: str) -> str:
    """`obsidian://open?vault=…&file=…`, percent-encoded as Obsidian requires (slashes too); "" without a vault name."""
    if not vault or not path:
        return ""
    name, file = (quote(text, safe="", errors="replace") for text in (vault, path))
    return f"obsidian://open?vault={name}&file={file}"


def web(address: str) -> str:
    """An address as written, with characters that a URI may not contain percent-encoded."""
    return quote(address.strip(), safe="%/:?#[]@!$&'()*+,;=~", errors="replace")


_BANNED_CATEGORIES = frozenset({"Cc", "Cs"})
"""Control characters (libical refuses the whole feed for one) and lone surrogates (UTF-8 cannot encode them)."""
_BANNED = TURNING.union("\ufeff\ufffe\uffff")
"""Characters that change the text direction, byte order marks, and what XML (CalDAV) cannot contain."""
_ELLIPSIS = "…"
PRODID = "-//mdnetwork//mdnetwork//EN"
"""The name of this program in a calendar."""
_MARK = f"PRODID:{PRODID}".encode()


def is_ours(head: bytes) -> bool:
    """Whether a file that starts with these bytes is one of our calendars."""
    return head.startswith(b"BEGIN:VCALENDAR") and _MARK in head


def one_line(text: str) -> str:
    """The text on one line, with single spaces and without control characters."""
    return " ".join(_visible(text).split())


def lines(text: str) -> str:
    """The text with each line as `one_line` returns it, newlines as the only line ends, and no blank lines."""
    return "\n".join(clean for line in text.splitlines() if (clean := one_line(line)))


def cut(text: str, octets: int) -> str:
    """The text in at most this many octets of UTF-8, cut between characters, with an ellipsis if cut."""
    data = text.encode()
    if len(data) <= octets:
        return text
    room = octets - len(_ELLIPSIS.encode())
    return data[:room].decode(errors="ignore").rstrip() + _ELLIPSIS if room > 0 else ""


def _visible(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(" " if char.isspace() else char for char in text if char.isspace() or _may_stay(char))


def _may_stay(char: str) -> bool:
    return char not in _BANNED and unicodedata.category(char) not in _BANNED_CATEGORIES


_LONGEST_NAME = 120
"""The maximum length of a name in a title, in octets."""
