"""Families and offices share phones, mailboxes and surnames: nobody is written into another's note because of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from mdnetwork import Network
from mdnetwork.exchange import matching
from mdnetwork.exchange.calendar_in import Window
from mdnetwork.exchange.cards import CardMatch
from mdnetwork.exchange.files import Wishes
from mdnetwork.exchange.importing import Choices, Import
from support.exchange_vault import everybody, imported, network, outcomes, planned, texts

TODAY = date(2026, 11, 30)
VAULT = {
    "Me.md": "---\ntype: me\nemail: me@me.example\n---\n",
    "People/Ada Lint.md": "---\ntype: person\nemail: ada@a.example\n---\n",
}
LANDLINE = "TEL;TYPE=HOME:+39 02 5550101"
EVENT = Wishes(event=(date(2026, 11, 20), "Studio night"))
CALENDAR = Wishes(window=Window(date(2026, 1, 1), date(2027, 2, 1), frozenset({"me@me.example"})))


def vcard(*lines: str) -> str:
    return "\n".join(["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""])


FB1 = vcard("UID:AAAA-1", "FN:Paolo Doppi", LANDLINE, "BDAY:1979-05-06")
FB2 = vcard("UID:BBBB-2", "FN:Marta Doppi", LANDLINE, "TEL;TYPE=CELL:+39 333 5550999", "BDAY:1981-03-04")
FAM = vcard("FN:Marta Doppi", "EMAIL:casa.doppi@d.example", "BDAY:1981-03-04") + vcard(
    "FN:Lea Doppi", "TEL:+39 02 5550101", "ORG:Scuola"
)
FAM_CSV = "First Name,Last Name,Email\nMarta,Doppi,casa.doppi@d.example\n"
OFFICE = (
    "Name,Company,Phone,Email\nAnna Bianchi,Acme,+39 02 5550200,\n"
    "Anna Rossi,Acme,+39 02 5550200,anna.rossi@acme.example\n"
    "Anna Verdi,Acme,+39 02 5550200,\nGino Blu,Acme,+39 02 5550200,\n"
)


def calendar(*guests: str, uid: str = "s1") -> str:
    lines = ["BEGIN:VEVENT", f"UID:{uid}", "DTSTART;TZID=Europe/Rome:20261211T090000", "SUMMARY:Moved later"]
    guests = (*(f"ATTENDEE;{guest}" for guest in guests), "ORGANIZER;CN=Me:mailto:me@me.example")
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//EN"]
    return "\r\n".join([*head, *lines, *guests, "END:VEVENT", "END:VCALENDAR", ""])


def taken(net: Network, text: str, name: str, **chosen: object) -> Import:
    """The import with `--create all --yes`; the same again changes nothing."""
    found = imported(net, text, name, create=everybody, **chosen)
    before = texts(net.root)
    again = imported(net, text, name, create=everybody, **chosen)
    assert not again.plan
    assert "new" not in outcomes(again).values()
    assert texts(net.root) == before
    return found


def person(name: str, *lines: str) -> dict[str, str]:
    """A note of the vault."""
    return {f"People/{name}.md": "\n".join(["---", "type: person", *lines, "---", f"# {name}", ""])}


def known(net: Network) -> dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], str]]:
    return {p.name: (p.aliases, p.emails, p.phones, str(p.birthday or "")) for p in net.at(TODAY).people()}


HOME = "+39 02 5550101"


def test_spouses_with_one_landline_are_two(tmp_path: Path) -> None:
    with network(tmp_path / "vault", VAULT) as net:
        taken(net, FB1, "fb1.vcf")
        assert outcomes(taken(net, FB2, "fb2.vcf")) == {"Marta Doppi": "new"}
        taken(net, FB1, "fb1.vcf")
        assert known(net) == {
            "Ada Lint": ((), ("ada@a.example",), (), ""),
            "Paolo Doppi": ((), (), (HOME,), "1979-05-06"),
            "Marta Doppi": ((), (), (HOME, "+39 333 5550999"), "1981-03-04"),
        }


@pytest.mark.parametrize("first", [(), ("fb1.vcf",), ("fb1.vcf", "fb2.vcf")])
def test_a_family_stays_apart_in_every_order(tmp_path: Path, first: tuple[str, ...]) -> None:
    with network(tmp_path / "vault", VAULT) as net:
        for name in first:
            taken(net, {"fb1.vcf": FB1, "fb2.vcf": FB2}[name], name)
        found = taken(net, FAM, "fam.vcf")
        # Marta of fb2.vcf has no e-mail address yet: an equal name alone is a doubt.
        assert outcomes(found) == {"Marta Doppi": "ambiguous" if "fb2.vcf" in first else "new", "Lea Doppi": "new"}
        taken(net, FAM_CSV, "fam.csv")
        people = known(net)
        assert people["Lea Doppi"] == ((), (), (HOME,), "")
        assert people["Marta Doppi"][0] == ()
        assert {name for name in people if "Doppi" in name} == {
            "Marta Doppi",
            "Lea Doppi",
            *(["Paolo Doppi"] if first else []),
        }


def test_an_equal_full_name_with_an_equal_mailbox_is_one_across_sources(tmp_path: Path) -> None:
    with network(tmp_path / "vault", VAULT) as net:
        taken(net, FAM, "fam.vcf")
        assert outcomes(taken(net, FAM_CSV, "fam.csv")) == {"Marta Doppi": "unchanged"}
        other = vcard("UID:X-9", "FN:Doppi\\, Marta", "EMAIL:CASA.DOPPI@d.example", "TEL:+39 333 5550999")
        assert outcomes(taken(net, other, "phone.vcf")) == {"Doppi, Marta": "updated"}
        assert known(net)["Marta Doppi"] == ((), ("casa.doppi@d.example",), ("+39 333 5550999",), "1981-03-04")


@pytest.mark.parametrize("name", ["Anna Bianchi", "Gino Blu", "Carla Neri"])
def test_an_office_has_one_switchboard(tmp_path: Path, name: str) -> None:
    with network(tmp_path / "vault", VAULT | person(name, "org: Acme", 'phone: "+39 02 5550200"')) as net:
        taken(net, OFFICE, "off.csv")
        assert {p.name: p.aliases for p in net.at(TODAY).people() if p.name != "Ada Lint"} == dict.fromkeys(
            {"Anna Bianchi", "Anna Rossi", "Anna Verdi", "Gino Blu", name}, ()
        )
        assert net.at(TODAY).person("Anna Bianchi").emails == ()


def test_an_anna_of_another_file_is_a_doubt(tmp_path: Path) -> None:
    with network(tmp_path / "vault", VAULT | person("Anna Bianchi", 'phone: "+39 02 5550200"')) as net:
        found = taken(net, "Name,Phone\nAnna Rossi,+39 02 5550200\n", "one.csv")
        (entry,) = found.entries
        assert (entry.outcome, entry.candidates, entry.why) == (
            "ambiguous",
            ("People/Anna Bianchi.md",),
            "other name",
        )
        assert known(net)["Anna Bianchi"] == ((), (), ("+39 02 5550200",), "")


def test_a_guest_on_somebody_elses_mailbox_is_not_them(tmp_path: Path) -> None:
    notes = VAULT | person("Ada Lint", "email: [ada@a.example, casa@lint.example]")
    with network(tmp_path / "vault", notes) as net:
        found = taken(net, calendar("CN=Bruno Lint:mailto:casa@lint.example"), "gu.ics", wishes=CALENDAR)
        assert (found.meetings, texts(net.root)) == ((), notes)
        both = calendar("CN=Bruno Lint:mailto:casa@lint.example", "CN=Ada Lint:mailto:casa@lint.example", uid="s2")
        (entry,) = taken(net, both, "both.ics", wishes=CALENDAR).meetings
        assert (entry.people, entry.others) == (("Ada Lint",), ("Bruno Lint",))


def test_a_guest_on_a_shared_mailbox_is_who_bears_the_name(tmp_path: Path) -> None:
    notes = person("Ada Lint", "email: casa@lint.example") | person("Bruno Lint")
    with network(tmp_path / "vault", notes) as net:
        text = calendar("CN=Bruno Lint:mailto:casa@lint.example")
        assert [each.people for each in taken(net, text, "gu.ics", wishes=CALENDAR).meetings] == [("Bruno Lint",)]


@pytest.mark.parametrize("guest", ["CN=A. Lint", "CN=Lint", "CN=Ada Mae Lint", "CN=Ada Neri"])
def test_a_guest_who_may_be_them_is_asked_about_and_listed(tmp_path: Path, guest: str) -> None:
    text = calendar(f"{guest}:mailto:ada@a.example")
    with network(tmp_path / "vault", VAULT) as net:
        (entry,) = taken(net, text, "gu.ics", wishes=CALENDAR).entries
        assert (entry.outcome, entry.candidates) == ("ambiguous", ("People/Ada Lint.md",))
        found = imported(net, text, "gu.ics", wishes=CALENDAR, answer=lambda _card, match: match.candidates[0])
        assert [each.people for each in found.meetings] == [("Ada Lint",)]


def test_a_mailbox_of_two_without_a_name_is_nobodys(tmp_path: Path) -> None:
    notes = person("Ada Lint", "email: casa@lint.example") | person("Bruno Lint", "email: casa@lint.example")
    with network(tmp_path / "vault", notes) as net:
        (entry,) = taken(
            net, calendar("ROLE=REQ-PARTICIPANT:mailto:casa@lint.example"), "x.ics", wishes=CALENDAR
        ).entries
        assert (entry.outcome, len(entry.candidates)) == ("ambiguous", 2)


def test_people_made_in_a_run_are_guests_of_its_event(tmp_path: Path) -> None:
    luma = (
        "api_id,name,email,approval_status,checked_in_at\n1,Ada Lint,ada@a.example,approved,2026-11-20T18:10:00Z\n"
        "2,Cleo Baum,cleo@c.example,approved,2026-11-20T18:11:00Z\n"
        "3,Dan Baum,cleo@c.example,approved,2026-11-20T18:11:00Z\n"
    )
    with network(tmp_path / "vault", VAULT) as net:
        taken(net, luma, "luma.csv", wishes=EVENT)
        assert 'attendees: ["[[Ada Lint]]", "[[Cleo Baum]]", "[[Dan Baum]]"]' in "".join(texts(net.root).values())
        assert not net.at(TODAY).problems()


def test_a_guest_who_is_doubtful_is_no_attendee(tmp_path: Path) -> None:
    luma = "api_id,name,email,approval_status,checked_in_at\n1,Ada Lint,else@x.example,approved,2026-11-20T18:10:00Z\n"
    with network(tmp_path / "vault", VAULT) as net:
        assert outcomes(taken(net, luma, "luma.csv", wishes=EVENT)) == {"Ada Lint": "ambiguous"}
        assert texts(net.root) == VAULT


# Names that a file writes another way beside one mailbox; `Robert Marlow` is in the vault.
@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("Robert Marlow", "unchanged"),
        ("MARLOW, Robert", "unchanged"),
        ("Dr. Robert Marlow", "unchanged"),
        ("Róbert Marlow (PM)", "unchanged"),
        ("Marlow Robert", "unchanged"),
        ("Bertie M.", "unchanged"),
        ("Rob", "unchanged"),
        ("Bob Marlow", "ambiguous"),
        ("R. Marlow", "ambiguous"),
        ("Robert J. Marlow", "ambiguous"),
        ("Robert Marlow Jr.", "ambiguous"),
        ("Robert", "ambiguous"),
        ("Marlow", "ambiguous"),
        ("Robert Lane", "ambiguous"),
        ("m@m.example", "ambiguous"),
        ("Роберт Марлоу", "ambiguous"),
        ("Reception", "ambiguous"),
        ("Ruth Marlow", "new"),
        ("J. Marlow", "new"),
        ("Ruth Lane", "new"),
        ("Lane, Ruth", "new"),
    ],
)
def test_what_another_given_name_is(tmp_path: Path, name: str, outcome: str) -> None:
    notes = person("Robert Marlow", "aliases: [Bertie M., Rob]", "email: m@m.example")
    with network(tmp_path / "vault", notes) as net:
        found = taken(net, f'Name,Email\n"{name}",m@m.example\n', "in.csv")
        assert outcomes(found) == {name: outcome}
        assert texts(net.root)["People/Robert Marlow.md"] == notes["People/Robert Marlow.md"]


@pytest.mark.parametrize(
    ("name", "outcome"),
    [("Robert Marlow", "unchanged"), ("Bertie M.", "unchanged"), ("Rob", "ambiguous"), ("Ruth", "ambiguous")],
)
def test_a_nickname_is_no_proof_on_a_landline(tmp_path: Path, name: str, outcome: str) -> None:
    notes = person("Robert Marlow", "aliases: [Bertie M., Rob]", f'phone: "{HOME}"')
    with network(tmp_path / "vault", notes) as net:
        assert outcomes(taken(net, f"Name,Phone\n{name},{HOME}\n", "in.csv")) == {name: outcome}


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("Dott. Lint", "Dott.ssa Lint", "perhaps"),
        ("Anne-Marie Hill", "Anne Marie Hill", "same"),
        ("Okoro, Ada, PhD", "Ada Okoro", "same"),
        ("Annamaria Rossi", "Anna Maria Rossi", "perhaps"),
        ("Jürgen Müller", "Juergen Mueller", "perhaps"),
        ("Peggy Hill", "Margaret Hill", "perhaps"),
        ("Beppe Verdi", "Giuseppe Verdi", "perhaps"),
        ("Daniele Verdi", "Daniela Verdi", "other"),
        ("Giovanni Verdi", "Giovanna Verdi", "other"),
        ("Mario Verdi", "Maria Verdi", "other"),
        ("Lea Verdi", "Leo Verdi", "other"),
        ("Verdi Lea", "Leo Verdi", "perhaps"),
        ("王芳", "王伟", "unclear"),
        ("Анна Петрова", "Иван Петров", "other"),
        ("Анна Петрова", "Anna Petrova", "unclear"),
        ("Mamma", "Papà", "unclear"),
        ("Doppi", "Marta Doppi", "perhaps"),
        ("🦊", "🦊", "same"),
        ("🦊", "Marta Doppi", "unclear"),
    ],
)
def test_what_two_names_say(one: str, other: str, verdict: str) -> None:
    assert matching.compare((one,), (other,)) == verdict
    assert matching.compare((other,), (one,)) == verdict


@pytest.mark.parametrize(
    ("names", "others", "verdict"),
    [
        (("Anita Raja",), ("Elena Ferri", "Anita Raja"), "same"),
        (("Paolo Doppi", "Marta Doppi"), ("Marta Doppi",), "perhaps"),
        (("Quin Nagy-Roth", "Quin Nagy"), ("Quin Nagy",), "same"),
        (("Marta Doppi", "Mimi"), ("Mimi Doppi", "Mimi"), "perhaps"),
        (("Marta Doppi",), ("Paolo Doppi", "Paolino"), "other"),
    ],
)
def test_what_aliases_say(names: tuple[str, ...], others: tuple[str, ...], verdict: str) -> None:
    assert matching.compare(names, others) == verdict


@pytest.mark.parametrize(
    ("lines", "outcome"),
    [
        (("BDAY:1950-02-03",), "ambiguous"),
        (("BDAY:--0203",), "ambiguous"),
        (("BDAY:1980-02-04",), "ambiguous"),
        (("BDAY:--0204",), "unchanged"),
        (("URL:https://linkedin.com/in/other-mario",), "ambiguous"),
        (("URL:https://linkedin.com/company/acme",), "updated"),
        (("UID:other",), "unchanged"),
    ],
)
def test_what_speaks_against_one_of_the_same_name_and_mailbox(
    tmp_path: Path, lines: tuple[str, ...], outcome: str
) -> None:
    notes = person(
        "Mario Rossi",
        "uid: u-1",
        "email: casa@r.example",
        "birthday: 1984-02-04",
        "linkedin: https://linkedin.com/in/mr",
    )
    with network(tmp_path / "vault", notes) as net:
        found = taken(net, vcard("FN:Mario Rossi", "EMAIL:casa@r.example", *lines), "in.vcf")
        assert outcomes(found) == {"Mario Rossi": outcome}


@pytest.mark.parametrize("order", [1, -1])
def test_another_uid_in_one_file_is_another_person(tmp_path: Path, order: int) -> None:
    first = vcard("UID:A-1", "FN:Mario Rossi", "EMAIL:casa@r.example")
    second = vcard("UID:B-2", "FN:Mario Rossi", "EMAIL:casa@r.example", "TEL:+39 333 5550111")
    with network(tmp_path / "vault", {}) as net:
        taken(net, first, "first.vcf")
        found = taken(net, "".join([first, second][::order]), "both.vcf")
        assert [entry.outcome for entry in found.entries] == ["unchanged", "new"][::order]
        assert sorted((p.uid, p.phones) for p in net.at(TODAY).people()) == [("A-1", ()), ("B-2", ("+39 333 5550111",))]


def test_a_folder_of_vcards_is_one_address_book(tmp_path: Path) -> None:
    book = tmp_path / "book"
    book.mkdir()
    for number in range(2):
        card = vcard(f"UID:U-{number}", "FN:Mario Rossi", "EMAIL:casa@r.example", f"TEL:+39 333 555011{number}")
        (book / f"{number}.vcf").write_text(card)
    with network(tmp_path / "vault", {}) as net:
        assert [entry.outcome for entry in imported(net, book, create=everybody).entries] == ["new", "new"]
        assert sorted(p.phones for p in net.at(TODAY).people()) == [("+39 333 5550110",), ("+39 333 5550111",)]
        assert not imported(net, book, create=everybody).plan


def test_vcards_that_are_named_one_by_one_are_an_address_book_each(tmp_path: Path) -> None:
    cards = [tmp_path / "one.vcf", tmp_path / "two.vcf"]
    for number, file in enumerate(cards):
        file.write_text(vcard(f"UID:U-{number}", "FN:Mario Rossi", "EMAIL:casa@r.example"))
    with network(tmp_path / "vault", {}) as net:
        found = net.edit.plan_import(cards, TODAY, Choices(create=everybody))
        assert [entry.outcome for entry in found.entries] == ["new", "unchanged"]


def test_father_and_son_of_one_name_in_one_file(tmp_path: Path) -> None:
    text = "Name,Birthday,Email,Phone\nMario Rossi,1950-02-03,casa@r.example,+39 333 5550111\n"
    text += "Mario Rossi,1980-05-06,casa@r.example,+39 333 5550112\n"
    with network(tmp_path / "vault", {}) as net:
        taken(net, text, "in.csv")
        assert sorted((str(p.birthday), p.phones) for p in net.at(TODAY).people()) == [
            ("1950-02-03", ("+39 333 5550111",)),
            ("1980-05-06", ("+39 333 5550112",)),
        ]
        assert outcomes(planned(net, FAM_CSV.replace("Marta,Doppi,casa.doppi@d", "Mario,Rossi,casa@r"), "b.csv")) == {
            "Mario Rossi": "ambiguous"
        }


def test_a_birthday_that_a_row_fills_in_tells_the_next_row_apart(tmp_path: Path) -> None:
    text = "Name,Birthday,Email\nMario Rossi,1950-02-03,casa@r.example\nMario Rossi,1980-05-06,casa@r.example\n"
    with network(tmp_path / "vault", person("Mario Rossi", "email: casa@r.example")) as net:
        assert [entry.outcome for entry in taken(net, text, "in.csv").entries] == ["updated", "new"]
        assert sorted(str(p.birthday) for p in net.at(TODAY).people()) == ["1950-02-03", "1980-05-06"]


def test_colleagues_of_one_name_have_an_address_each(tmp_path: Path) -> None:
    text = "Name,Company,Email,Phone\nAnna Neri,Acme,anna.neri@acme.example,+39 02 5550200\n"
    text += "Anna Neri,Acme,anna.neri2@acme.example,+39 02 5550200\n"
    with network(tmp_path / "vault", {}) as net:
        assert [entry.outcome for entry in taken(net, text, "in.csv").entries] == ["new", "new"]


def test_a_companys_page_is_no_persons_profile(tmp_path: Path) -> None:
    text = "Name,LinkedIn\nAnna Neri,https://www.linkedin.com/company/acme\nUgo Blu,https://www.linkedin.com/company/acme\n"
    text += "Zoe Lind,https://acme.example/team\nUna Ito,https://acme.example/team\n"
    with network(tmp_path / "vault", {}) as net:
        assert set(outcomes(taken(net, text, "in.csv")).values()) == {"new"}
        assert len(net.at(TODAY).people()) == 4


def test_a_profile_under_another_given_name_is_a_doubt(tmp_path: Path) -> None:
    with network(tmp_path / "vault", person("Ada Lint", "linkedin: in/ada-lint")) as net:
        found = taken(net, "Name,LinkedIn,Phone\nUgo Blu,in/ada-lint,+39 333 5550111\n", "in.csv")
        assert outcomes(found) == {"Ugo Blu": "ambiguous"}


REUSED = vcard("UID:1", "FN:Paolo Doppi", "BDAY:1979-05-06") + vcard("UID:1", "FN:Marta Doppi", "BDAY:1981-03-04")


def test_a_uid_on_cards_of_two_names_is_a_doubt(tmp_path: Path) -> None:
    with network(tmp_path / "vault", {}) as net:
        entries = taken(net, REUSED, "a.vcf").entries
        assert [(entry.name, entry.outcome, entry.candidates, entry.why) for entry in entries] == [
            ("Paolo Doppi", "new", (), ""),
            ("Marta Doppi", "ambiguous", ("People/Paolo Doppi.md",), "uid"),
        ]
        other = vcard("UID:1", "FN:Ugo Blu", "BDAY:1990-01-01")
        assert outcomes(taken(net, other, "b.vcf")) == {"Ugo Blu": "ambiguous"}
        assert [p.name for p in net.at(TODAY).people()] == ["Paolo Doppi"]


@pytest.mark.parametrize("lines", [(), ("EMAIL:marta@d.example",), ("TEL:+39 333 5550111", "ORG:Acme")])
def test_a_uid_is_given_to_one_note_whatever_is_answered(tmp_path: Path, lines: tuple[str, ...]) -> None:
    text = REUSED.replace("BDAY:1981-03-04", "\r\n".join(lines) or "NOTE:x")
    with network(tmp_path / "vault", {}) as net:
        imported(net, text, "a.vcf", create=everybody, answer=lambda _card, _match: "")
        assert sorted((p.name, p.uid) for p in net.at(TODAY).people()) == [("Marta Doppi", None), ("Paolo Doppi", "1")]
        again = imported(net, text, "a.vcf", create=everybody)
        assert outcomes(again) == {"Paolo Doppi": "unchanged", "Marta Doppi": "unchanged"}
    with network(tmp_path / "one" / "vault", {}) as net:
        imported(net, text, "a.vcf", create=everybody, answer=lambda _card, match: match.candidates[0])
        (both,) = net.at(TODAY).people()
        assert (both.name, both.aliases, both.uid) == ("Paolo Doppi", ("Marta Doppi",), "1")


def test_a_uid_on_two_cards_of_one_name_is_one_person(tmp_path: Path) -> None:
    text = vcard("UID:1", "FN:Paolo Doppi", "TEL:+39 333 5550111") + vcard("UID:1", "FN:P. Doppi", "EMAIL:p@d.example")
    with network(tmp_path / "vault", {}) as net:
        assert [entry.outcome for entry in taken(net, text, "a.vcf").entries] == ["new", "updated"]
        assert [(p.phones, p.emails) for p in net.at(TODAY).people()] == [(("+39 333 5550111",), ("p@d.example",))]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("### Friends:\n- Marta Doppi (a.k.a. Mimi)\n- Lea Doppi\n", "friends.md"),
        ("name=Marta Doppi; birthday=04/03/1981\nname=Lea Doppi; birthday=04/03/2011\n", "birthdays.md"),
        ("---\ndef-type: consolidated\n---\n# Marta Doppi\nPosition: Chef\n\n---\n# Lea Doppi\nPosition: Cook\n", "Bar.md"),
        ('{"name": "Marta Doppi", "phones": ["+39 02 5550101"]}\n{"name": "Lea Doppi", "phones": ["+39 02 5550101"]}\n', "p.jsonl"),
    ],
)  # fmt: skip
def test_other_files_of_a_family(tmp_path: Path, text: str, name: str) -> None:
    notes = person("Paolo Doppi", f'phone: "{HOME}"', "email: casa@d.example")
    with network(tmp_path / "vault", notes) as net:
        assert outcomes(taken(net, text, name)) == {"Marta Doppi": "new", "Lea Doppi": "new"}
        assert texts(net.root)["People/Paolo Doppi.md"] == notes["People/Paolo Doppi.md"]


def test_a_doubt_is_asked_and_the_answer_remembered(tmp_path: Path) -> None:
    asked: list[CardMatch] = []

    def answer(_card: object, match: CardMatch) -> str:
        asked.append(match)
        return match.candidates[0]

    text = "Name,Email,Phone\nBob Marlow,m@m.example,+39 333 5550111\n"
    with network(tmp_path / "vault", person("Robert Marlow", "email: m@m.example")) as net:
        imported(net, text, create=everybody, answer=answer)
        assert known(net) == {"Robert Marlow": (("Bob Marlow",), ("m@m.example",), ("+39 333 5550111",), "")}
        assert outcomes(imported(net, text, create=everybody, answer=answer)) == {"Bob Marlow": "unchanged"}
        assert len(asked) == 1


def test_a_switchboard_of_a_crowd_is_read_in_a_number_of_comparisons_that_grows_with_the_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mdnetwork.exchange import matching

    compared: list[object] = []
    real = matching.compare

    def compare(names: Sequence[str], others: Sequence[str]) -> str:
        compared.append(names)
        return real(names, others)

    monkeypatch.setattr(matching, "compare", compare)
    letters = "abcdefghijklmnopqrst"
    rows = [f"Zoe{one} Kra{one}{two},+39 02 5550200" for one in letters for two in letters]
    with network(tmp_path / "vault", {}) as net:
        found = planned(net, "\n".join(["Name,Phone", *rows, rows[0]]), "in.csv")
        assert [entry.outcome for entry in found.entries] == ["new"] * len(rows) + ["unchanged"]
    assert len(compared) < 60 * 61


def test_a_name_of_signs_is_found(tmp_path: Path) -> None:
    text = "### Activities:\n- 2024-03-02: Lunch with **🦊**.\n### Friends:\n- 🦊\n"
    with network(tmp_path / "vault", VAULT) as net:
        assert [entry.outcome for entry in taken(net, text, "friends.md").entries] == ["new", "updated"]
