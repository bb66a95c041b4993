"""Families and offices that share phones, mailboxes, surnames and birthdays, through several formats.

No two people end in one note, nothing of one is written into another's, and importing twice changes nothing.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from mdnetwork import Network
from mdnetwork.exchange.calendar_in import Window
from mdnetwork.exchange.files import Wishes
from mdnetwork.exchange.values import name_key
from support.exchange_vault import TODAY, everybody, imported, network, texts

WINDOW = Window(date(2026, 1, 1), date(2027, 2, 1), frozenset({"me@me.example"}))
LANDLINES = ("+39 02 5550101", "+39 02 5550200")
MAILBOXES = ("casa@home.example", "info@acme.example")
GIVEN = ("Marta", "Paolo", "Lea", "Leo", "Anna", "Hanna", "Bob", "Robert", "Giovanni", "Giovanna", "Zoë", "王芳")
FAMILY = ("Doppi", "Rossi", "De Luca", "O'Brien")
BIRTHDAYS = ("1950-02-03", "1980-02-03", "2011-05-06", "2011-05-07")
Format = Literal["vcard3", "vcard4", "csv", "guests", "ics"]


@dataclass(frozen=True)
class Somebody:
    """A person as they are. `number` tells them from everybody else, also where two have one name."""

    number: int
    given: str
    family: str
    birthday: str
    office: bool

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}"

    @property
    def mobile(self) -> str:
        return f"+39 333 55501{self.number:02}"

    @property
    def mail(self) -> str:
        return f"nr{self.number}@own.example"


@dataclass(frozen=True)
class Record:
    """What one file says of somebody."""

    of: Somebody
    name: str
    mobile: bool
    mail: bool
    mailbox: str
    landline: str
    birthday: bool

    @property
    def emails(self) -> list[str]:
        return [each for each in (self.mailbox, self.of.mail if self.mail else "") if each]

    @property
    def phones(self) -> list[str]:
        return [each for each in (self.landline, self.of.mobile if self.mobile else "") if each]


@st.composite
def worlds(draw: st.DrawFn) -> list[Somebody]:
    """People in a family or an office. Two of one name have a birthday each, as a father and his son have."""
    size = draw(st.integers(2, 5))
    families = draw(st.lists(st.sampled_from(FAMILY), min_size=1, max_size=2))
    people: list[Somebody] = []
    for number in range(size):
        given, family = draw(st.sampled_from(GIVEN)), draw(st.sampled_from(families))
        taken = {each.birthday for each in people if (each.given, each.family) == (given, family)}
        birthday = draw(st.sampled_from([each for each in BIRTHDAYS if each not in taken] or [f"19{number:02}-01-01"]))
        people.append(Somebody(number, given, family, birthday, draw(st.booleans())))
    return people


def written(person: Somebody, people: list[Somebody]) -> st.SearchStrategy[str]:
    """Ways to write the name, without those that are another's name too."""
    forms = (
        person.name,
        f"{person.family}, {person.given}",
        f"Dr. {person.name}",
        person.name.upper(),
        f"{person.given[0]}. {person.family}",
        f"{person.given} Maria {person.family}",
        person.given,
    )
    others = {
        name_key(form)
        for each in people
        if each.number != person.number
        for form in (each.given, f"{each.given[0]}. {each.family}", f"{each.given} Maria {each.family}")
    }
    return st.sampled_from([form for form in forms if name_key(form) not in others] or [person.name])


@st.composite
def files(draw: st.DrawFn, people: list[Somebody]) -> tuple[Format, list[Record]]:
    kind: Format = draw(st.sampled_from(["vcard3", "vcard4", "csv", "guests", "ics"]))
    named = [each.name for each in people]
    # A list without birthdays cannot tell a father from a son of his name.
    fit = [each for each in people if kind not in {"guests", "ics"} or named.count(each.name) == 1]
    records = []
    for person in draw(st.lists(st.sampled_from(fit), min_size=1, unique=True)) if fit else []:
        is_homonym = named.count(person.name) > 1
        records.append(
            Record(
                person,
                person.name if is_homonym else draw(written(person, people)),
                draw(st.booleans()),
                draw(st.booleans()),
                draw(st.sampled_from(("", MAILBOXES[person.office]))),
                draw(st.sampled_from(("", LANDLINES[person.office]))),
                is_homonym or draw(st.booleans()),
            )
        )
    return kind, records


def vcards(version: str, records: list[Record], number: int) -> str:
    cards = []
    for each in records:
        lines = ["BEGIN:VCARD", f"VERSION:{version}", f"UID:book{number}-{each.of.number}"]
        lines += [f"FN:{each.name}".replace(",", "\\,")]
        lines += [f"EMAIL:{mail}" for mail in each.emails] + [f"TEL:{phone}" for phone in each.phones]
        lines += [f"BDAY:{each.of.birthday}"] if each.birthday else []
        lines += ["ORG:Acme"] if each.of.office else []
        cards.append("\n".join([*lines, "END:VCARD", ""]))
    return "".join(cards)


def rows(records: list[Record]) -> str:
    lines = ["Name,Company,Email,Email 2,Phone,Phone 2,Birthday"]
    for each in records:
        emails, phones = ([*values, "", ""][:2] for values in (each.emails, each.phones))
        org, birthday = "Acme" if each.of.office else "", each.of.birthday if each.birthday else ""
        lines.append(",".join([f'"{each.name}"', org, *emails, *phones, birthday]))
    return "\n".join([*lines, ""])


def guests(records: list[Record]) -> str:
    lines = ["api_id,name,email,phone_number,approval_status,checked_in_at"]
    for number, each in enumerate(records):
        email, phone = ([*values, ""][0] for values in (each.emails, each.phones))
        lines.append(f'g{number},"{each.name}",{email},{phone},approved,2026-11-20T18:10:00Z')
    return "\n".join([*lines, ""])


def meeting(records: list[Record], number: int) -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//EN", "BEGIN:VEVENT", f"UID:e{number}"]
    lines += [
        f"DTSTART:202612{number + 10}T090000Z",
        f"SUMMARY:Meeting {number}",
        "ORGANIZER;CN=Me:mailto:me@me.example",
    ]
    lines += [
        f'ATTENDEE;CN="{each.name}":mailto:{next(iter(each.emails), f"x{number}@else.example")}' for each in records
    ]
    return "\r\n".join([*lines, "END:VEVENT", "END:VCALENDAR", ""])


def content(kind: Format, records: list[Record], number: int) -> tuple[str, str, Wishes]:
    """The file's name, its text, and how it is read."""
    if kind == "ics":
        return f"{number}.ics", meeting(records, number), Wishes(window=WINDOW)
    if kind == "guests":
        return f"{number}.csv", guests(records), Wishes(event=(date(2026, 11, 20), f"Studio night {number}"))
    if kind == "csv":
        return f"{number}.csv", rows(records), Wishes()
    return f"{number}.vcf", vcards("3.0" if kind == "vcard3" else "4.0", records, number), Wishes()


def owners(net: Network, people: list[Somebody], seen: list[Record]) -> dict[str, Somebody]:
    """Whose each note is. Fails where a note holds anything of two people."""
    found = {}
    for person in net.at(TODAY).people():
        marks = [each for each in people if each.mobile in person.phones or each.mail in person.emails]
        assert len(marks) <= 1, f"{person.path} holds addresses of {[each.name for each in marks]}"
        bearers = [
            {each.of.number for each in seen if name_key(each.name) == name_key(name)}
            for name in (person.name, *person.aliases)
        ]
        born = {each.number for each in people if each.birthday == str(person.birthday)} if person.birthday else None
        theirs = set.intersection(*bearers, *([born] if born is not None else []))
        assert theirs, f"{person.path} holds names or a birthday of several: {person}"
        if marks:
            assert marks[0].number in theirs, f"{person.path} holds an address of {marks[0].name}: {person}"
        if len(theirs) == 1:
            found[person.path] = next(each for each in people if each.number in theirs)
    return found


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.data())
def test_nobody_is_written_into_anothers_note(data: st.DataObject) -> None:
    people = data.draw(worlds())
    seen: list[Record] = []
    with tempfile.TemporaryDirectory() as folder, network(Path(folder) / "vault", {}) as net:
        for number in range(data.draw(st.integers(2, 4))):
            kind, records = data.draw(files(people))
            name, text, wishes = content(kind, records, number)
            seen += records
            found = imported(net, text, name, create=everybody, wishes=wishes)
            event(f"{kind}: {'+'.join(sorted({entry.outcome for entry in found.entries})) or 'nothing'}")
            of_note = owners(net, people, seen)
            for entry in found.meetings:
                notes = {person.name: person.path for person in net.at(TODAY).people() if person.name in entry.people}
                coming = {each.of.number for each in records}
                assert {of_note[path].number for path in notes.values() if path in of_note} <= coming
            before = texts(net.root)
            again = imported(net, text, name, create=everybody, wishes=wishes)
            assert not again.plan, again.plan
            assert texts(net.root) == before
