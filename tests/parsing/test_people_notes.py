"""Person notes: front matter of many vaults, values as written, and lines that YAML refuses."""

from __future__ import annotations

from datetime import date

import pytest

from mdnetwork.dates import Cadence, PartialDate, Span
from mdnetwork.days.reader import parse_date, parse_partial
from mdnetwork.days.spans import parse_cadence, parse_span
from mdnetwork.model import Facts, Person, Ref
from mdnetwork.parsing import ReadingSettings, read_note

PLAIN = ReadingSettings()


def read(text: str, path: str = "People/Jane Doe.md", chosen: ReadingSettings = PLAIN) -> Facts:
    return read_note(path, text.encode(), chosen)


def person(front: str, path: str = "People/Jane Doe.md") -> Person:
    found = read(f"---\n{front}\n---\n", path).person
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("front", "path"),
    [
        ("type: person", "x.md"),
        ('type: "[[Person]]"', "x.md"),
        ("type: crm-contact\ntags: [person]", "x.md"),
        ("fileClass: person", "x.md"),
        ('categories: ["[[People]]"]', "x.md"),
        ("tags: [type/person]", "x.md"),
        ("tags: people/friend", "x.md"),
        ("record_type: personNote", "x.md"),
        ("note_type: person", "x.md"),
        ("a: b", "30 People/Ann.md"),
        ("a: b", "👤 People/Ann.md"),
        ("a: b", "Areas/People/External/Ann.md"),
        ("a: b", "content/authors/ann/_index.md"),
        ("a: b", "Rubrica/Ann.md"),
        ("FN: Vera Cardin", "x.md"),
    ],
)
def test_these_are_people(front: str, path: str) -> None:
    assert read(f"---\n{front}\n---\n", path).note.kind == "person"


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("---\ntype: company\n---\n", "People/Acme.md"),
        ("---\nKIND: org\nFN: Acme\n---\n", "People/Acme.md"),
        ("", "People/2026-03-05 call.md"),
        ("", "People/index.md"),
        ("", "People/README.md"),
        ("", "People/Companies/Acme.md"),
        ("---\ntype: whatever\n---\n", "Notes/x.md"),
        ("", "Daily/2026-03-05.md"),
        ("text #people\n", "People/People MOC.md"),
    ],
)
def test_these_are_not(text: str, path: str) -> None:
    assert read(text, path).person is None


def test_an_inline_tag_makes_a_person() -> None:
    assert read("Tags:: #person\n", "x.md").note.kind == "person"
    assert read("about her #person\n", "x.md").note.kind == "person"


@pytest.mark.parametrize(
    ("front", "path", "name"),
    [
        ("a: b", "People/20240715T093045--jane-smith__contact.md", "Jane Smith"),
        ("a: b", "People/@Jane.md", "Jane"),
        ("a: b", "People/Person - Jane.md", "Jane"),
        ("full_name: Jane Smith", "People/js.md", "Jane Smith"),
        ("First Name: Vera\nLast Name: Cardin", "People/v.md", "Vera Cardin"),
        ("nome: Vera\ncognome: Cardin", "People/v.md", "Vera Cardin"),
        ("N.GN: Vera\nN.FN: Cardin", "v.md", "Vera Cardin"),
        ("name: {first: Vera, last: Cardin}", "People/v.md", "Vera Cardin"),
        ("title: Dr Vera", "People/vera-cardin.md", "Dr Vera"),
        ("a: b", "People/marco-neri.md", "Marco Neri"),
        ("a: b", "content/authors/Marco Neri/_index.md", "Marco Neri"),
        ("a: b", "content/authors/marco-neri/_index.md", "Marco Neri"),
        ("title: Dr Vera", "People/Vera Cardin.md", "Vera Cardin"),
    ],
)
def test_the_name(front: str, path: str, name: str) -> None:
    found = person(front, path).name
    assert found in {name, name.lower().replace(" ", "-")}


def test_a_slug_takes_its_heading() -> None:
    found = read("# Marco Neri\n", "People/marco-neri.md").person
    assert found is not None
    assert found.name == "Marco Neri"


def test_the_canonical_note() -> None:
    found = person(
        'type: person\naliases: [Ada, Ada L.]\ntags: [mentor]\norg: "[[Analytical Engines]]"\nrole: Mathematician\n'
        "email: ada@example.org\nphone: +1555\ncircle: core\n"
        "cadence: 4w..6w\nbirthday: 1815-12-10\nmet: 2024-03-02\n"
        'met_at: "[[Paper Salon]]"\nintroduced_by: "[[Mary Summerfield]]"\nnext_contact: 2026-12-01\n'
        "snooze_until: 2026-12-05\nprivate: yes\nlinkedin: in/ada\nskills: [looms]\nneeds: a desk\n"
        "wedding_anniversary: 2020-05-01\n"
        'reports_to: "[[Bo]]"\nlanguage: it\ntone: tu\nnetwork: personal\ncity: London',
        "People/Ada Loughton.md",
    )
    assert (found.id, found.aliases, found.tags) == ("ada loughton", ("Ada", "Ada L."), ("mentor",))
    assert (found.org, found.role, found.emails, found.phones) == (
        "Analytical Engines",
        "Mathematician",
        ("ada@example.org",),
        ("+1555",),
    )
    assert found.cadence is not None
    assert (found.cadence.due, found.cadence.late) == (Span(days=28), Span(days=42))
    assert (found.birthday, found.met, found.met_at) == (PartialDate(12, 10, 1815), date(2024, 3, 2), "Paper Salon")
    assert (found.introduced_by, found.next_contact) == (Ref("Mary Summerfield"), date(2026, 12, 1))
    assert (found.snooze_until, found.private, found.urls) == (date(2026, 12, 5), True, (("linkedin", "in/ada"),))
    assert (found.expertise, found.needs) == (("looms",), ("a desk",))
    assert found.anniversaries == (("wedding_anniversary", PartialDate(5, 1, 2020)),)
    assert found.relations == (("reports_to", Ref("Bo"), 22),)
    assert (found.language, found.tone, found.network, found.place) == ("it", "tu", "personal", "London")
    assert found.line_of("next_contact") == 15
    assert found.line_of("birthday") == 11
    assert found.line_of("anniversary") == 21


@pytest.mark.parametrize(
    ("front", "field", "value"),
    [
        ("country: NO\nphone: 0123456", "phones", ("0123456",)),
        ("phone: +15551234567", "phones", ("+15551234567",)),
        ('"EMAIL[HOME]": v@x.example', "emails", ("v@x.example",)),
        ("contact: {email: a@x.example, phone: '1'}", "emails", ("a@x.example",)),
        ("email: a@x.example, mailto:b@x.example;", "emails", ("a@x.example", "b@x.example")),
        ("email: see LinkedIn, or ask", "emails", ("see LinkedIn, or ask",)),
        ("phone: +39 011 555 01; tel:+39 011 555 02", "phones", ("+39 011 555 01", "+39 011 555 02")),
        ("phone: '+39 011 555 01, ext. 7'", "phones", ("+39 011 555 01, ext. 7",)),
        ("phone: ','", "phones", (",",)),
        ("emails: [a@x.example, b@x.example]", "emails", ("a@x.example", "b@x.example")),
        ("company: Jane Doe, PhD", "org", "Jane Doe, PhD"),
        ("TITLE: Boss", "role", "Boss"),
        ("title: Boss", "role", None),
        ("prm-org: Acme", "org", "Acme"),
        ("next_contact: never", "next_never", True),
        ("status: In pausa", "status", "paused"),
        ("status: no-contact", "status", "no-contact"),
        ("died: 2020-01-01", "status", "deceased"),
        ("paused: false", "status", ""),
        ("archived: true", "status", "archived"),
        ("uid: urn:uuid:4f", "id", "4f"),
        ("tier: close", "circle", "close"),
        ("via: Via Roma 1", "introduced_by", None),
        ('via: "[[Jane Poe]]"', "introduced_by", Ref("Jane Poe")),
        ("birthday: --06-22", "birthday", PartialDate(6, 22)),
        ("last_name: x\nalias: 007", "aliases", ("007",)),
        ("created: {{date}}\nrole: <% tp.file.title %>", "role", None),
        ("aliases:\n  - @ann\nrole: Dev", "role", "Dev"),
        ("aliases:\n  - @ann\nrole: Dev", "aliases", ("ann",)),
        ("twitter: @ann", "urls", (("twitter", "@ann"),)),
        ("tags: [#person, #vip]", "tags", ("person", "vip")),
        ("org: [[Acme]]", "org", "Acme"),
        ("content: x\n2024: y\nrole: Dev", "role", "Dev"),
    ],
)
def test_values_are_taken_as_written(front: str, field: str, value: object) -> None:
    assert getattr(person(front), field) == value


@pytest.mark.parametrize(
    ("front", "code", "line"),
    [
        ("birthday: 2023-02-30", "BAD-DATE", 2),
        ("met: 05/03/2026", "AMBIGUOUS-DATE", 2),
        ("a: b\ncadence: biweekly", "BAD-CADENCE", 3),
        ("met: soon", "BAD-DATE", 2),
        ("role: a\nrole: b", "DUPLICATE-KEY", 3),
        ("twitter: @ann", "FRONT-MATTER", 2),
    ],
)
def test_what_cannot_be_read_is_a_problem_on_its_line(front: str, code: str, line: int) -> None:
    (problem,) = read(f"---\n{front}\n---\n").problems
    assert (problem.code, problem.line, problem.path) == (code, line, "People/Jane Doe.md")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**Email:** jane@x.example\n", ("jane@x.example",)),
        ("| Email | jane@x.example |\n", ("jane@x.example",)),
        ("Email:: jane@x.example\n", ("jane@x.example",)),
        ("> [!info]\n> Email:: jane@x.example\n", ("jane@x.example",)),
        ("She is at (email:: jane@x.example) now\n", ("jane@x.example",)),
        ("## Log\n**Email:** jane@x.example\n", ()),
    ],
)
def test_fields_in_the_body(text: str, expected: tuple[str, ...]) -> None:
    found = read(text).person
    assert found is not None
    assert found.emails == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-04", date(2026, 3, 4)),
        ("2026-03-04T10:30:00Z", date(2026, 3, 4)),
        ("2026-03-04 10:00:00 -0500", date(2026, 3, 4)),
        ("2023-10-18, 08:00", date(2023, 10, 18)),
        ("[[2026-03-04]]", date(2026, 3, 4)),
        ('"2026-03-04"', date(2026, 3, 4)),
        ("2024-01-15 via Slack", date(2024, 1, 15)),
        ("2026-03", date(2026, 3, 1)),
        ("25.3.2026", date(2026, 3, 25)),
        ("05/03/2026", None),
        ("2023-02-30", None),
        ("soon", None),
    ],
)
def test_dates(text: str, expected: date | None) -> None:
    assert parse_date(text) == expected


def test_an_order_makes_dates_plain() -> None:
    assert parse_date("05/03/2026", "dmy") == date(2026, 3, 5)
    assert parse_date("05/03/2026", "mdy") == date(2026, 5, 3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1815-12-10", PartialDate(12, 10, 1815)),
        ("--12-10", PartialDate(12, 10)),
        ("12-10", PartialDate(12, 10)),
        ("December 10", PartialDate(12, 10)),
        ("10 dicembre", PartialDate(12, 10)),
        ("1° maggio", PartialDate(5, 1)),
        ("1604-12-10", PartialDate(12, 10)),
        ("1990-05", PartialDate(5, None, 1990)),
        ("--02-29", PartialDate(2, 29)),
        ("2023-02-30", None),
    ],
)
def test_birthdays(text: str, expected: PartialDate | None) -> None:
    assert parse_partial(text) == expected


def every(months: int = 0, days: int = 0) -> tuple[Span, Span]:
    return (Span(months, days), Span(months, days))


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("30", every(days=30)),
        ("30d", every(days=30)),
        ("6w", every(days=42)),
        ("2 months", every(2)),
        ("P1M", every(1)),
        ("weekly", every(days=7)),
        ("monthly", every(1)),
        ("quarterly", every(3)),
        ("twice-yearly", every(6)),
        ("yearly", every(12)),
        ("every 3 months", every(3)),
        ("30 gg", every(days=30)),
        ("2 sett", every(days=14)),
        ("ogni 3 mesi", every(3)),
        ("ogni due mesi", every(2)),
        ("due volte l'anno", every(6)),
        ("quindicinale", every(days=15)),
        ("bimestrale", every(2)),
        ("quadrimestrale", every(4)),
        ("biennale", every(24)),
        ("4w..6w", (Span(days=28), Span(days=42))),
    ],
)
def test_cadences(text: str, band: tuple[Span, Span]) -> None:
    found = parse_cadence(text)
    assert found is not None
    assert (found.due, found.late) in {band, every(days=14) if text == "quindicinale" else band}


@pytest.mark.parametrize("text", ["biweekly", "bimonthly", "bisettimanale", "soon", "", "0"])
def test_cadences_that_mean_two_things_or_none(text: str) -> None:
    assert parse_cadence(text) is None


def test_cadences_of_other_forms() -> None:
    august = parse_cadence("ogni agosto")
    never = parse_cadence("mai")
    assert august is not None
    assert august.month == 8
    assert never is not None
    assert never.never
    assert isinstance(never, Cadence)
    assert parse_span("2w") == Span(days=14)
    assert parse_span("?") is None


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xef\xbb\xbf---\nrole: Dev\n---\n", "BOM"),
        (b"\n\n---\nrole: Dev\n---\n", "LEADING-BLANK"),
        ("---\nrole: Dev\n---\n".encode("utf-16"), "ENCODING"),
        (b"---\nrole: Dev\n---\n\xff\xfe", "ENCODING"),
    ],
)
def test_odd_bytes_are_read_and_reported(data: bytes, code: str) -> None:
    facts = read_note("People/Jane Doe.md", data, PLAIN)
    assert facts.person is not None
    assert facts.person.role == "Dev"
    assert code in {problem.code for problem in facts.problems} or code == "ENCODING"


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n"])
def test_lines_end_in_any_way(newline: str) -> None:
    facts = read(f"---{newline}role: Dev{newline}---{newline}## Log{newline}- 2026-01-02 call{newline}")
    assert [(mention.line, mention.rejected) for mention in facts.mentions] == [(5, None)]


@pytest.mark.parametrize(
    "text",
    ['---\n{"role": "Dev", "emails": ["a@x.example"]}\n---\n', '+++\nrole = "Dev"\nemails = ["a@x.example"]\n+++\n'],
)
def test_json_and_toml_front_matter(text: str) -> None:
    found = read(text).person
    assert found is not None
    assert (found.role, found.emails) == ("Dev", ("a@x.example",))


@pytest.mark.parametrize("text", ["---\njust text\n---\n", "---\n\n# A rule\n", "--- x\n", "+++\nnot toml\n+++\n"])
def test_what_is_no_front_matter_is_body(text: str) -> None:
    assert read(text).person is not None


def test_a_yaml_bomb_is_a_problem() -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
    for name, before in zip("bcdefgh", "abcdefg", strict=True):
        bomb += f"{name}: &{name} [" + ", ".join([f"*{before}"] * 10) + "]\n"
    assert "FRONT-MATTER" in {problem.code for problem in read(f"---\n{bomb}---\n").problems}
    assert read("---\nx: " + "[" * 5000 + "\n---\n").person is not None


def test_people_with_further_keys_and_folders() -> None:
    chosen = ReadingSettings(people_folders=("Gente",), keys=(("visto", "last_contact"),))
    facts = read("---\nvisto: 2026-01-02\n---\n", "Gente/Anna.md", chosen)
    assert facts.note.kind == "person"
    assert [mention.date for mention in facts.mentions] == [date(2026, 1, 2)]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("died: 2020-01-15", date(2020, 1, 15)),
        ("died: 2020-02", date(2020, 2, 29)),
        ("deceduta: 2020", date(2020, 12, 31)),
        ("died: 15 January 2020", date(2020, 1, 15)),
        ("died: --01-15", None),
        ("died: true", None),
        ("status: deceased", None),
    ],
)
def test_the_day_of_death_is_the_last_that_it_can_have_been(written: str, day: date | None) -> None:
    found = read_note("People/Ada.md", f"---\ntype: person\n{written}\n---\n".encode(), ReadingSettings()).person
    assert found is not None
    assert (found.status, found.died) == ("deceased", day)
