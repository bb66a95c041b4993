"""The page of a group: the user's part, who is in it, the last and the next time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mdnetwork.cli.meetings import unmatched_text
from mdnetwork.cli.page import Cell, Row, Section, TextPage
from mdnetwork.cli.people import KnownPerson
from mdnetwork.insight.groups import Membership, told
from mdnetwork.model import Evidence
from mdnetwork.people.privacy import PrivacyFilter
from mdnetwork.records import FORMS, Record, pick


@dataclass(frozen=True)
class GroupPage:
    """A group, and what is known of its members, by identity."""

    group: Membership
    known: Mapping[str, KnownPerson]
    privacy: PrivacyFilter

    def data(self) -> Record:
        """The answer as JSON (schemas/show.json)."""
        return {
            "meeting": None,
            "prepare": None,
            "goal": None,
            "group": self.record(),
            "seek_out": [],
            "people": [],
            "me": None,
        }

    def record(self) -> Record:
        """The group as JSON."""
        found = self.group
        return {
            "title": found.note.title,
            "path": found.note.path,
            "part": found.part or None,
            "topics": found.topics,
            "last": found.last and _day_record(found.last),
            "next": found.next and _day_record(found.next),
            "members": [
                {
                    **pick(each.person, FORMS["Person"]),
                    "last_contact": self.known[each.person.id].history.last_contact,
                    "evidence": [each.evidence],
                }
                for each in found.members
            ],
            "others": [each.name for each in found.others],
        }

    def lines(self, page: TextPage) -> Iterator[str]:
        """The group's fields, then its members, as its note lists them."""
        say, found = page.texts.say, self.group
        details: list[tuple[str, str]] = [
            (say("your part"), found.part),
            (say("about"), ", ".join(found.topics)),
            (say("last time"), self._day(found.last, page)),
            (say("next time"), self._day(found.next, page)),
        ]
        rows: list[Row] = [(Cell(label, "faint"), text) for label, text in details if text]
        yield from page.section(Section(found.note.title or found.note.path, rows, path=found.note.path))
        members: list[Row] = [self._member(each.person.id, page) for each in found.members]
        yield from page.sections([Section(say("Members"), [*members, *self._others(page)])], "  ")
        yield from page.sections([Section(say("To add"), sentences=list(self._gaps(page)))], "  ")

    def _member(self, identity: str, page: TextPage) -> Row:
        known = self.known[identity]
        last, upcoming = known.history.last_contact, known.upcoming
        work = ", ".join(filter(None, (known.person.role, known.person.org)))
        ago = page.phrases.when(last) if last and last <= page.today else ""
        # the reason may quote a line that names somebody hidden, who is no member on this page
        reason = self.privacy.quoted(upcoming.reason, *upcoming.evidence) if upcoming else ""
        return (Cell(known.person.name, "name"), work, Cell(ago, "faint"), reason)

    def _others(self, page: TextPage) -> Iterator[Row]:
        for each in self.group.others:
            yield (Cell(unmatched_text(each, page)), "", "", "")

    def _day(self, line: Evidence | None, page: TextPage) -> str:
        if line is None or line.date is None:
            return ""
        day = f"{page.phrases.day(line.date)}, {page.phrases.when(line.date)}"
        words = told(line, self.group)
        return f"{day}: {words}" if words else day

    def _gaps(self, page: TextPage) -> Iterator[str]:
        """What the note does not say yet, and how to write it."""
        say, found = page.texts.say, self.group
        if not found.members and not found.others:
            yield say("Nobody is in it yet: write `members`, or link people in the note.")
        if not found.part:
            yield say("your part in it: `role`, or a line “My part: …”")
        if found.next is None:
            yield say(
                "the next time: `next_contact`, or a dated note that links to {link}",
                link=f"[[{found.note.path.rpartition('/')[2].removesuffix('.md')}]]",
            )


def _day_record(line: Evidence) -> Record:
    return {"date": line.date, "path": line.path, "line": line.line}
