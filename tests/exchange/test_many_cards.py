"""Many cards of one person: filled in together, with what they would do one after the other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mdnetwork.editing.log_entry import NO_CONTACT, NOWHERE
from mdnetwork.exchange.cards import ImportedCard
from mdnetwork.exchange.files import Wishes
from support.exchange_vault import TODAY, everybody, imported, network, planned, texts

HEAD = "Name,Email,Phone,Company,Job Title,Tags,Birthday,Met,Private,LinkedIn,Spouse\n"
ROWS = [
    "Ada Okoro,ada@example.org,,Acme,,,,,,,\n",
    "Ada Okoro,ada@example.org,+390115550001,,,a,,,,,\n",
    "Ada Okoro,ada@example.org,+390115550001,Beta,,a; b,,2020-01-02,,,\n",
    "Ada Okoro,ada@example.org,+390115550002,Beta,Cook,,1980-01-02,2021-01-02,,,\n",
    "Ada Okoro,ada@example.org,,Acme,Baker,b; c,1980-01-02,,yes,,\n",
    "Ada Okoro,ada@example.org,,Gamma,Cook,,,,,https://linkedin.com/in/ada-okoro,\n",
    "Ada Okoro,ada@example.org,,Beta,,,,,yes,,\n",
    "Ada Okoro,ada@example.org,,,,,,,,,\n",
    "Ada Okoro,ada@example.org,+390115550003,Delta,,,,,,,\n",
]
NOTES = {
    "bare": "---\ntype: person\nemail: ada@example.org\n---\n",
    "with a log": "---\ntype: person\nemail: ada@example.org\norg: Acme\n---\n# Ada Okoro\n\n## Log\n- 2026-03-04 call\n",
    "oldest first": "---\ntype: person\nemail: ada@example.org\norg: Acme\ntags: [a]\n---\n## Log\n"
    "- 2025-03-04 call\n- 2026-01-04 call\n- 2026-03-04 call\n",
    "table": "---\ntype: person\nemail: ada@example.org\norg: Acme\n---\n## Log\n\n| Date | What |\n| --- | --- |\n"
    "| 2026-03-04 | call |\n| 2026-02-04 | call |\n",
}


FRIENDS = "### Activities:\n" + "".join(
    f"- 2024-03-{day:02}: {words}\n"
    for day, words in enumerate(
        ["Lunch with **Ada Okoro**", "need to call **Ada Okoro**", "Cena con **Ada Okoro**"] * 5, 1
    )
)


def told(entry: ImportedCard) -> tuple[object, ...]:
    return entry.outcome, entry.by, sorted(entry.filled), entry.differs, moved(entry.news), entry.refused


def moved(text: str) -> str:
    """Without the organisation before: one by one it is that of the lowest line, whatever the order of the log."""
    return re.sub(r"#news \w+ ->", "#news ->", text)


@pytest.mark.parametrize("take", [frozenset[str](), frozenset({"role"}), frozenset({"org", "role"})])
@pytest.mark.parametrize("note", NOTES)
def test_together_they_do_what_they_do_one_by_one(note: str, take: frozenset[str], tmp_path: Path) -> None:
    """But for the order of new keys in the front matter."""
    found = []
    for files in ([ROWS], [[row] for row in ROWS]):
        with network(tmp_path / str(len(files)), {"People/Ada Okoro.md": NOTES[note]}) as net:
            entries = [
                entry
                for rows in files
                for entry in imported(net, HEAD + "".join(rows), "people.csv", take=take).entries
            ]
            lines = moved(texts(net.root)["People/Ada Okoro.md"]).split("\n")
            end = lines.index("---", 1)
            found.append((list(map(told, entries)), sorted(lines[:end]), lines[end:]))
    assert found[0] == found[1]
    assert any(entry.news for entry in entries)


def test_news_of_one_file_go_on_from_each_other(tmp_path: Path) -> None:
    rows = [f"Ada Okoro,ada@example.org,,Firm {at},,,,,,,\n" for at in range(12)]
    with network(tmp_path / "vault", {"People/Ada Okoro.md": NOTES["oldest first"]}) as net:
        entries = imported(net, HEAD + "".join(rows), "people.csv").entries
        assert entries[-1].news == "2026-11 #news Firm 10 -> Firm 11"
        assert not planned(net, HEAD + "".join(rows), "people.csv").plan


def test_what_a_note_cannot_take_is_told_with_each_card_that_brings_it(tmp_path: Path) -> None:
    note = '---\n{"type": "person", "email": "ada@example.org", "org": "Acme"}\n---\n'
    rows = [f"Ada Okoro,ada@example.org,+3901155500{at:02},Firm,,,,,,,\n" for at in range(12)]
    with network(tmp_path / "vault", {"People/Ada Okoro.md": note}) as net:
        entries = imported(net, HEAD + "".join(rows), "people.csv").entries
        assert all("JSON" in entry.refused[0] and not entry.filled for entry in entries)
        assert [entry.outcome for entry in entries] == ["updated", *["unchanged"] * 11]
        assert texts(net.root)["People/Ada Okoro.md"].startswith(note)
        assert texts(net.root)["People/Ada Okoro.md"].count("#news") == 1


def test_many_cards_of_somebody_new(tmp_path: Path) -> None:
    rows = [f"Una Ito,una@example.org,+3901155500{at:02},Acme,,,,,,,\n" for at in range(12)]
    with network(tmp_path / "vault") as net:
        found = imported(net, HEAD + "".join(rows), "people.csv", create=everybody)
        assert [entry.outcome for entry in found.entries] == ["new", *["updated"] * 11]
        assert len(net.at(TODAY).person("Una Ito").phones) == 12
        assert not planned(net, HEAD + "".join(rows), "people.csv", create=everybody).plan
        listed = planned(net, HEAD + "".join(row.replace("Una Ito", "Uma Lo").replace("una@", "uma@") for row in rows))
        assert [entry.outcome for entry in listed.entries] == ["new", *["unchanged"] * 11]


def test_the_first_photo_of_many_cards_is_taken(tmp_path: Path) -> None:
    picture = "PHOTO:data:image/png;base64,iVBORw0KGgo=\r\n"
    cards = "".join(
        f"BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ada Okoro\r\nEMAIL:ada@example.org\r\nTEL:+3901155500{at:02}\r\n"
        f"{picture if at > 9 else ''}END:VCARD\r\n"
        for at in range(12)
    )
    with network(tmp_path / "vault") as net:
        wishes = Wishes(photos=True)
        entries = imported(net, cards, "people.vcf", wishes=wishes).entries
        assert ["photo" in {key for key, _ in entry.filled} for entry in entries] == [at == 10 for at in range(12)]
        assert "![[Ada Okoro.png]]" in texts(net.root)["People/Ada Okoro.md"]


def test_activities_are_written_together_each_with_its_own_answer(tmp_path: Path) -> None:
    with network(tmp_path / "vault") as net:
        entries = imported(net, FRIENDS, "friends.md").entries
        assert [entry.outcome for entry in entries] == ["updated", "unchanged", "updated"] * 5
        assert all(entry.refused == (NO_CONTACT,) for entry in entries[1::3])
        assert texts(net.root)["People/Ada Okoro.md"].count("- 2024-03-") == 10
        again = planned(net, FRIENDS, "friends.md")
        assert not again.plan
        assert {entry.outcome for entry in again.entries} == {"unchanged"}


def test_a_note_that_takes_no_activity_says_so_for_each(tmp_path: Path) -> None:
    note = "---\ntype: person\n---\n%%\n" + "a comment without an end\n"
    with network(tmp_path / "vault", {"People/Ada Okoro.md": note}) as net:
        entries = imported(net, FRIENDS, "friends.md").entries
        assert {entry.refused for entry in entries} == {(NOWHERE,), (NO_CONTACT,)}
        assert texts(net.root) == {"People/Ada Okoro.md": note}
