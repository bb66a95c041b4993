"""What an import does to notes: fills, lists, never overwrites, never guesses, never floods, and is safe to repeat."""

from __future__ import annotations

from pathlib import Path

import pytest

from mdnetwork.exchange.cards import Card, CardMatch, Filled, chosen_by, unanswered
from mdnetwork.exchange.matching import Book, derived_uid
from mdnetwork.model import Person
from support.exchange_vault import (
    ADA,
    BEN,
    LINKEDIN,
    NOTES,
    TODAY,
    everybody,
    imported,
    network,
    outcomes,
    planned,
    texts,
)

ROW = "Ada,Okoro,https://www.linkedin.com/in/ada-okoro,ada@example.org,{org},Engineer,02 Mar 2024\n"


def test_people_of_the_vault_are_filled_in_and_the_others_listed(tmp_path: Path) -> None:
    with network(tmp_path / "vault") as net:
        found = imported(net, LINKEDIN + ROW.format(org="Acme Ltd.") + "Zoe,Lind,,,Fjord,Cook,02 Mar 2024\n")
        assert outcomes(found) == {"Ada Okoro": "updated", "Zoe Lind": "new"}
        notes = texts(net.root)
        assert sorted(notes) == sorted(NOTES)
        added = "met: 2024-03-02\nmet_at: LinkedIn\nlinkedin: https://www.linkedin.com/in/ada-okoro\n"
        assert notes["People/Ada Okoro.md"] == ADA.replace("---\n# Ada", f"{added}---\n# Ada")
        assert notes["People/Ben Sato.md"] == BEN


def test_the_second_run_changes_nothing_and_a_newer_file_tells_news(tmp_path: Path) -> None:
    with network(tmp_path / "vault") as net:
        imported(net, LINKEDIN + ROW.format(org="Acme"))
        first = texts(net.root)
        assert outcomes(planned(net, LINKEDIN + ROW.format(org="Acme"))) == {"Ada Okoro": "unchanged"}
        (moved,) = imported(net, LINKEDIN + ROW.format(org="Beta")).entries
        assert moved.news == "2026-11 #news Acme -> Beta"
        assert [(each.key, each.here, each.there) for each in moved.differs] == [("org", "Acme", "Beta")]
        after = texts(net.root)["People/Ada Okoro.md"]
        assert after.replace("- 2026-11 #news Acme -> Beta\n", "") == first["People/Ada Okoro.md"]
        assert net.at(TODAY).history("Ada Okoro").last_contact.isoformat() == "2026-03-04"  # type: ignore[union-attr]
        again = imported(net, LINKEDIN + ROW.format(org="BETA, Inc."))
        assert outcomes(again) == {"Ada Okoro": "unchanged"}
        imported(net, LINKEDIN + ROW.format(org="Acme"))
        assert texts(net.root)["People/Ada Okoro.md"] == after
        (third,) = imported(net, LINKEDIN + ROW.format(org="Gamma")).entries
        assert third.news == "2026-11 #news Beta -> Gamma"


def test_a_field_is_overwritten_only_when_the_file_is_preferred(tmp_path: Path) -> None:
    with network(tmp_path / "vault") as net:
        imported(net, LINKEDIN + ROW.format(org="Beta"), take=frozenset({"org"}))
        assert net.at(TODAY).person("Ada Okoro").org == "Beta"
        assert "#news Acme -> Beta" in texts(net.root)["People/Ada Okoro.md"]
        assert not imported(net, LINKEDIN + ROW.format(org="Beta"), take=frozenset({"org"})).plan


def test_neither_cadence_nor_first_meeting_comes_from_an_import(tmp_path: Path) -> None:
    with network(tmp_path / "vault", {}) as net:
        imported(net, LINKEDIN + ROW.format(org="Acme").replace("02 Mar 2024", "21 Nov 2026"), create=everybody)
        person = net.at(TODAY).person("Ada Okoro")
        assert (str(person.met), person.met_at, person.cadence) == ("2026-11-21", "LinkedIn", None)

        assert net.at(TODAY).all_follow_ups() == []


def test_notes_are_made_of_those_who_are_chosen(tmp_path: Path) -> None:
    text = "Name,Company,Email,Tags\nAda One,Fjord Museum,a@x.example,art\nBen Two,Acme,b@x.example,\n"
    with network(tmp_path / "vault", {}) as net:
        found = imported(net, text, create=chosen_by([("org", "museum")]))
        assert [entry.path for entry in found.entries] == ["People/Ada One.md", ""]
        assert texts(net.root) == {
            "People/Ada One.md": "---\ntype: person\ntags: [art]\norg: Fjord Museum\nemail: a@x.example\n---\n# Ada One\n\n## Log\n"
        }


def test_new_notes_speak_as_the_vault_does(tmp_path: Path) -> None:
    notes = {"Contatti/Zoe Lind.md": "---\ntype: person\nazienda: Fjord\n---\n"}
    with network(tmp_path / "vault", notes) as net:
        imported(net, "Name,Company\nAda One,Acme\n", create=everybody)
        assert "azienda: Acme" in texts(net.root)["Contatti/Ada One.md"]


PEOPLE = (
    Person(
        "ada okoro", "Ada Okoro", "People/Ada.md", org="Acme", emails=("ada@example.org",), phones=("+39 06 555 1234",)
    ),
    Person("u-1", "Ben Sato", "People/Ben.md", uid="u-1", urls=(("linkedin", "in/ben-sato"),)),
    Person("zoe lind|a", "Zoe Lind", "People/Zoe A.md", org="Fjord", emails=("family@example.org",)),
    Person("zoe lind|b", "Zoe Lind", "People/Zoe B.md", org="Lagoon"),
    Person("t1", "Tess Ray", "People/T1.md", uid="twice"),
    Person("t2", "Theo Ray", "People/T2.md", uid="Twice"),
    Person("tim lind", "Tim Lind", "People/Tim.md", emails=("family@example.org",)),
)


@pytest.mark.parametrize(
    ("card", "match"),
    [
        (Card("Somebody Else", uid="u-1"), CardMatch("People/Ben.md", "uid")),
        (Card("Whoever", uid=derived_uid("ada okoro")), CardMatch("People/Ada.md", "uid")),
        (Card("A. Okoro", emails=("ADA@example.org",)), CardMatch(candidates=("People/Ada.md",), why="other name")),
        (Card("Grace Hill", emails=("ada@example.org",)), CardMatch()),
        (Card("Zoe Lind", emails=("family@example.org",)), CardMatch("People/Zoe A.md", "email")),
        (
            Card("Lind", emails=("family@example.org",)),
            CardMatch(candidates=("People/Zoe A.md", "People/Tim.md"), why="several"),
        ),
        (
            Card("B. Sato", urls=(("linkedin", "https://linkedin.com/in/Ben-Sato/?x=1"),)),
            CardMatch("People/Ben.md", "linkedin"),
        ),
        (Card("Okoro, Ada", phones=("06 555 1234",)), CardMatch("People/Ada.md", "phone")),
        (Card("Reception", phones=("+39065551234",)), CardMatch(candidates=("People/Ada.md",), why="other name")),
        (Card("Okoro Ada", org="ACME, Inc."), CardMatch("People/Ada.md", "name and org")),
        (Card("Ada Okoro", org="Beta"), CardMatch(candidates=("People/Ada.md",), why="name")),
        (Card("Ada Okoro", emails=("new@example.org",)), CardMatch(candidates=("People/Ada.md",), why="name")),
        (Card("Ada Okoro"), CardMatch("People/Ada.md", "name")),
        (Card("Zoe Lind"), CardMatch(candidates=("People/Zoe A.md", "People/Zoe B.md"), why="name")),
        (Card("Zoe Lind", org="Lagoon"), CardMatch("People/Zoe B.md", "name and org")),
        (Card("Ben Sato", org="X", urls=(("linkedin", "in/other-ben"),)), CardMatch()),
        (
            Card("Ada Okoro", emails=("ada@example.org",), urls=(("linkedin", "in/ben-sato"),)),
            CardMatch(candidates=("People/Ada.md", "People/Ben.md"), why="several"),
        ),
        (Card("Nobody Known"), CardMatch()),
        (Card("Twice", uid="twice"), CardMatch(candidates=("People/T1.md", "People/T2.md"), why="uid")),
    ],
)
def test_the_ladder(card: Card, match: CardMatch) -> None:
    assert Book(PEOPLE, "IT").match(card) == match


@pytest.mark.parametrize(
    ("card", "path"),
    [
        (Card("ada@example.org", emails=("ada@example.org",)), "People/Ada.md"),
        (Card("family@example.org", emails=("family@example.org",)), ""),
        (Card("Ada Okoro"), "People/Ada.md"),
        (Card("Zoe Lind"), ""),
        (Card("Zoe Lind", emails=("family@example.org",)), "People/Zoe A.md"),
    ],
)
def test_whose_a_guest_of_a_calendar_is(card: Card, path: str) -> None:
    assert Book(PEOPLE, "IT").guest(card) == path


def test_one_of_the_name_is_taken_only_when_the_user_says_so() -> None:
    card = Card("Ada Okoro", org="Beta")
    assert Book(PEOPLE, by_name=True).match(card) == CardMatch("People/Ada.md", "name")
    assert Book(PEOPLE, by_name=True).match(Card("Zoe Lind", org="Z")).candidates


def test_national_numbers_need_a_country() -> None:
    assert Book(PEOPLE).match(Card("Ada Okoro", org="Z", phones=("06 555 1234",))).candidates


def test_two_cards_of_one_person_add_up(tmp_path: Path) -> None:
    text = "Name,Email,Phone\nAda One,a@x.example,\nAda One,A@X.example,+39 06 555 1234\nAda One,other@x.example,\n"
    with network(tmp_path / "vault", {}) as net:
        found = imported(net, text, create=everybody)
        assert [entry.outcome for entry in found.entries] == ["new", "updated", "new"]
        people = sorted(net.at(TODAY).people(), key=lambda person: person.emails)
        assert [(person.emails, person.phones) for person in people] == [
            (("a@x.example",), ("+39 06 555 1234",)),
            (("other@x.example",), ()),
        ]
        assert people[1].uid
        assert not net.at(TODAY).problems()
        assert {entry.outcome for entry in imported(net, text, create=everybody).entries} == {"unchanged"}


def test_doubts_are_answered_and_then_known(tmp_path: Path) -> None:
    text = "Name,Company,Email\nAda Okoro,Beta,ada@beta.example\n"
    with network(tmp_path / "vault") as net:
        assert outcomes(imported(net, text)) == {"Ada Okoro": "ambiguous"}
        assert not imported(net, text, create=everybody, answer=unanswered).plan
        imported(net, text, answer=lambda _card, match: match.candidates[0])
        assert net.at(TODAY).person("Ada Okoro").emails == ("ada@example.org", "ada@beta.example")
        assert outcomes(imported(net, text)) == {"Ada Okoro": "unchanged"}
        another = imported(net, text.replace("ada@", "ada.o@"), answer=lambda _card, _match: "", create=everybody)
        assert [entry.path for entry in another.entries] == ["People/Ada Okoro (Beta).md"]


@pytest.mark.parametrize(
    ("vcard", "line"),
    [
        ("CATEGORIES:meeting,deceased", "status"),
        (
            "NOTE:2024-03-02 coffee with [[Ben Sato]]\\n- [ ] call\\n## Log\\n- 2024-03-02 call\\nlast_contact:: 2026-01-01",
            "note",
        ),
        ("TITLE:Boss\\nlast_contact: 2026-01-01", "title"),
        ("ORG:[[Ben Sato]] #promised 2026-01-01", "org"),
        ("NICKNAME:x\\\\: y,- 2026-01-01 coffee", "aliases"),
    ],
)
def test_texts_of_a_file_become_nothing_else(tmp_path: Path, vcard: str, line: str) -> None:
    text = f"BEGIN:VCARD\nVERSION:3.0\nFN:Ada Okoro\nEMAIL:ada@example.org\n{vcard}\nEND:VCARD\n"
    with network(tmp_path / "vault") as net:
        before = net.at(TODAY).history("Ada Okoro")
        imported(net, text, "a.vcf", create=everybody)
        imported(net, text.replace("Ada Okoro", "New One").replace("ada@", "new@"), "b.vcf", create=everybody)
        after, new = net.at(TODAY).history("Ada Okoro"), net.at(TODAY).history("New One")
        assert [(e.date, e.text) for e in after.counted] == [(e.date, e.text) for e in before.counted]
        assert (after.person.status, after.errands, after.person.cadence) == ("", (), None)
        assert (new.counted, new.errands, new.person.cadence) == ((), (), None)
        assert net.at(TODAY).history("Ben Sato").counted == ()


def test_friends_and_what_one_did_with_them(tmp_path: Path) -> None:
    text = "### Activities:\n- 2024-03-02: Lunch with **Ada Okoro**.\n### Friends:\n- Ada Okoro (a.k.a. Addie)\n- Zoe Lind\n"
    with network(tmp_path / "vault") as net:
        imported(net, text, "friends.md")
        assert net.at(TODAY).person("Ada Okoro").aliases == ("Addie",)
        assert "- 2024-03-02 Lunch with Ada Okoro.\n" in texts(net.root)["People/Ada Okoro.md"]
        assert {entry.outcome for entry in imported(net, text, "friends.md").entries} == {"unchanged", "new"}


def test_activities_of_people_without_a_note_are_nobodys(tmp_path: Path) -> None:
    text = "### Activities:\n- 2024-03-02: Lunch with **Una Ito** and **Ada Okoro**.\n### Friends:\n- Una Ito\n"
    with network(tmp_path / "vault") as net:
        assert [entry.outcome for entry in imported(net, text, "friends.md").entries] == ["new", "updated"]
    with network(tmp_path / "other") as net:
        found = imported(net, text, "friends.md", create=everybody)
        assert [entry.outcome for entry in found.entries] == ["new", "updated", "updated"]
        assert "- 2024-03-02 Lunch with Una Ito and Ada Okoro.\n" in texts(net.root)["People/Una Ito.md"]
        assert not imported(net, text, "friends.md", create=everybody).plan
        assert found.planned.count("updated") == 2


def test_a_second_card_of_somebody_who_gets_no_note_is_theirs(tmp_path: Path) -> None:
    text = "Name,Email\nUna Ito,una@x.example\nUna Ito,UNA@x.example\n"
    with network(tmp_path / "vault") as net:
        assert [entry.outcome for entry in imported(net, text).entries] == ["new", "unchanged"]
        private = chosen_by([("name", "una"), ("emails", "x.example")])
        assert [entry.outcome for entry in imported(net, text, create=private).entries] == ["new", "unchanged"]


JSON = '---\n{"type": "person", "email": "ada@example.org"}\n---\n'
CLOSED = ADA.replace("## Log\n- 2026-03-04 coffee\n", "```\nnever closed\n")


@pytest.mark.parametrize(
    ("note", "vcard", "filled", "refused"),
    [
        (ADA, "CLASS:PRIVATE", [("private", "true")], 0),
        (ADA, "RELATED;TYPE=x-introduced-by;VALUE=text:Ben", [("introduced_by", "Ben")], 0),
        (ADA.replace("org:", "introduced_by: Zoe\norg:"), "RELATED;TYPE=x-introduced-by;VALUE=text:Ben", [], 0),
        (ADA.replace("org:", "spouse: Ben\norg:"), "RELATED;TYPE=spouse;VALUE=text:ben", [], 0),
        (ADA, "X-ABDATE;X-Y=1:2015-06-20", [], 0),
        (ADA, "ANNIVERSARY:2015-06-20", [("anniversary", "2015-06-20")], 0),
        (ADA.replace("org:", "anniversary: 2015-06-20\norg:"), "ANNIVERSARY:20150620", [], 0),
        (ADA.replace("role:", "role: &a Boss\nboss: *a\nx:"), "TITLE:Head", [], 0),
        (f"{ADA}\nbirthday:: 1985-04-12\n", "BDAY:19850413", [], 0),
        (ADA.replace("email: ada@example.org", "email: {work: ada@example.org}"), "EMAIL:a@x.example", [], 1),
        (ADA.replace("role: Engineer", "tags: {a: b}"), "CATEGORIES:art", [], 1),
        (JSON, "TITLE:Head", [], 1),
        (ADA.replace("type: person\n", ""), "CATEGORIES:meeting", [], 1),
    ],
)
def test_what_a_note_takes(tmp_path: Path, note: str, vcard: str, filled: list[tuple[str, str]], refused: int) -> None:
    text = f"BEGIN:VCARD\nVERSION:4.0\nFN:Ada Okoro\nEMAIL:ada@example.org\n{vcard}\nEND:VCARD\n"
    with network(tmp_path / "vault", {"People/Ada Okoro.md": note}) as net:
        (entry,) = imported(net, text, "a.vcf").entries
        assert [(each.key, each.value) for each in entry.filled] == filled
        assert len(entry.refused) == refused
        assert not imported(net, text, "a.vcf").plan


def test_a_note_that_cannot_take_a_line_is_left_as_it_is_and_told(tmp_path: Path) -> None:
    text = "### Activities:\n- 2024-03-02: Lunch with **Ada Okoro**.\n"
    with network(tmp_path / "vault", {"People/Ada Okoro.md": CLOSED}) as net:
        (entry,) = imported(net, text, "friends.md").entries
        assert (entry.outcome, len(entry.refused)) == ("unchanged", 1)
        (entry,) = imported(net, LINKEDIN + ROW.format(org="Beta")).entries
        assert (entry.news, [each.key for each in entry.differs]) == ("", ["org"])
        assert "#news" not in texts(net.root)["People/Ada Okoro.md"]


@pytest.mark.parametrize(
    ("log", "line"),
    [
        ("- 2026-03-04 coffee\n- 2026-01-02 #news moved house\n", "- 2026-11 #news Acme -> Beta\n"),
        ("### 2026-03-04\ncoffee\n", "#news Acme -> Beta\n"),
        ("| Date | What |\n|---|---|\n| 2026-03-04 | coffee |\n", "#news Acme -> Beta"),
        ("2026-03-04: coffee\n", "#news Acme -> Beta"),
    ],
)
def test_news_in_logs_of_every_form_are_told_once_and_are_no_contact(tmp_path: Path, log: str, line: str) -> None:
    with network(tmp_path / "vault", {"People/Ada Okoro.md": ADA.replace("- 2026-03-04 coffee\n", log)}) as net:
        (entry,) = imported(net, LINKEDIN + ROW.format(org="Beta")).entries
        assert entry.news == "2026-11 #news Acme -> Beta"
        assert texts(net.root)["People/Ada Okoro.md"].count(line) == 1
        assert net.at(TODAY).history("Ada Okoro").last_contact.isoformat() == "2026-03-04"  # type: ignore[union-attr]
        assert not imported(net, LINKEDIN + ROW.format(org="Beta")).plan


def test_an_import_is_taken_back_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with network(tmp_path / "vault") as net:
        before = texts(net.root)
        found = planned(
            net, LINKEDIN + ROW.format(org="Beta") + "Zoe,Lind,,,Fjord,Cook,02 Mar 2024\n", create=everybody
        )
        net.edit.write(found.plan)
        assert len(texts(net.root)) == 3
        net.edit.undo()
        assert texts(net.root) == before


def test_photos_lie_beside_new_notes(tmp_path: Path) -> None:
    from mdnetwork.exchange.files import Wishes

    text = "BEGIN:VCARD\nVERSION:3.0\nFN:Zoe Lind\nPHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ\nEND:VCARD\n"
    with network(tmp_path / "vault") as net:
        imported(net, text, "a.vcf", create=everybody, wishes=Wishes(photos=True))
        assert (net.root / "People/Zoe Lind.jpg").read_bytes() == b"\xff\xd8\xff\xe0\x00\x10"
        assert "![[Zoe Lind.jpg]]" in texts(net.root)["People/Zoe Lind.md"]


def test_photos_of_people_who_show_none_lie_beside_their_notes(tmp_path: Path) -> None:
    from mdnetwork.exchange.files import Wishes

    card = "BEGIN:VCARD\nVERSION:3.0\nFN:{}\nPHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ\nEND:VCARD\n"
    notes = {"People/Ada Okoro.md": ADA, "People/Ben Sato.md": f"{BEN}\n![[old.png]]\n"}
    text = card.format("Ada Okoro") + card.format("Ben Sato")
    with network(tmp_path / "vault", notes) as net:
        assert not imported(net, text, "a.vcf").plan
        found = imported(net, text, "a.vcf", wishes=Wishes(photos=True))
        assert outcomes(found) == {"Ada Okoro": "updated", "Ben Sato": "unchanged"}
        assert found.entries[0].filled == (Filled("photo", "People/Ada Okoro.jpg"),)
        assert texts(net.root)["People/Ada Okoro.md"] == ADA.replace(
            "# Ada Okoro\n", "# Ada Okoro\n\n![[Ada Okoro.jpg]]\n"
        )
        assert (net.root / "People/Ada Okoro.jpg").read_bytes() == b"\xff\xd8\xff\xe0\x00\x10"
        assert not imported(net, text, "a.vcf", wishes=Wishes(photos=True)).plan
        assert not (net.root / "People/Ben Sato.jpg").exists()
        (net.root / "People/Ada Okoro.md").write_text(CLOSED.replace("# Ada Okoro", ""))
        (net.root / "People/Ada Okoro.jpg").unlink()
        net.refresh()
        found = imported(net, text, "a.vcf", wishes=Wishes(photos=True))
        assert texts(net.root)["People/Ada Okoro.md"].count("![[") == 1
