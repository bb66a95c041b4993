"""Vaults of other conventions, with no settings: the right people, last contacts, and a feed that a judge accepts."""

from __future__ import annotations

import random
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from ical.calendar_stream import IcsCalendarStream

from mdnetwork import Network
from support.vaults import write

TODAY = date(2026, 11, 23)
Vault = dict[str, str]

KEPANO: Vault = {
    "Ada Marlow.md": '---\ncategories:\n  - "[[People]]"\nbirthday: 1976-02-29\norg:\n  - "[[Northlight]]"\n---\n',
    "2026-10-04 Plans.md": '---\ncategories:\n  - "[[Meetings]]"\ndate: 2026-10-04\npeople:\n  - "[[Ada Marlow]]"\n---\n',
    "People.md": "---\ntags: [categories]\n---\n![[People.base]]\n",
}
FOLDERS: Vault = {
    "People/Ada Marlow.md": "# Ada Marlow\n",
    "Daily/2026-10-04.md": "- coffee with [[Ada Marlow]]\n",
    "Daily/2026-10-03.md": "- [[2026-10-04|tomorrow]]\n",
    "Meetings/2026-09-01 Plans.md": "Attendees: [[Ada Marlow]]\n",
}
VCARDS: Vault = {
    "c/ada.md": '---\nFN: Ada Marlow\nN.GN: Ada\nN.FN: Marlow\n"EMAIL[HOME]": ada@x.example\nUID: urn:uuid:1\n---\n',
    "j/2026-10-04.md": "call with [[ada]]\n",
}
EMOJI: Vault = {
    "👤 People/Ada Marlow.md": "---\nlast-contact: 2026-10-04\n---\n",
    "👤 People/🏢 Companies/Acme.md": "# Acme\n",
}
HUGO: Vault = {
    "content/authors/_index.md": "---\ntitle: Authors\n---\n",
    "content/authors/ada-marlow/_index.md": "---\ntitle: Ada Marlow\n---\n## Log\n- 2026-10-04: call\n",
    "content/posts/2026-01-01-hello.md": "---\ntitle: Hello\ndate: 2026-01-01\nauthors: [ada-marlow]\n---\n",
}
PLAIN: Vault = {
    "Contacts/Ada Marlow.md": "Curator.\n\n# Log\n2026-10-04 - lunch\n2026-01-02 - call\n\n# Notes\n2026-11-01 renewal due\n",
    "Contacts/README.md": "All of them.\n",
}
ITALIAN: Vault = {
    "Rubrica/Ada Marlow.md": "---\ncadenza: ogni due mesi\n---\n## Diario\n- 04/10/2026 caffè\n- 2026-10-04 pranzo\n",
    "Riunioni/2026-09-01 Bando.md": "**Partecipanti:** Marlow Ada\n",
}
DENOTE: Vault = {
    "20240715T093045--ada-marlow__person.md": "---\ntitle: Ada Marlow\n---\n## Log\n- 2026-10-04 call\n",
}
LOGSEQ: Vault = {
    "pages/Ada Marlow.md": "type:: person\n\n- # Ada Marlow\n- ## Log\n\t- 2026-10-04 call\n\t  id:: 65f\n- ## Notes\n",
    "journals/2026_11_20.md": "- LATER write to [[Ada Marlow]]\n- {{embed [[Ada Marlow]]}}\n",
    "pages/contents.md": "- [[Ada Marlow]]\n",
}


def state(root: Path) -> dict[str, str]:
    return {str(path): sha256(path.read_bytes()).hexdigest() for path in sorted(root.rglob("*")) if path.is_file()}


@pytest.mark.parametrize(
    "notes", [KEPANO, FOLDERS, VCARDS, EMOJI, HUGO, PLAIN, ITALIAN, DENOTE, LOGSEQ], ids=lambda notes: next(iter(notes))
)
def test_a_vault_works_as_it_is(notes: Vault, tmp_path: Path) -> None:
    root = write(tmp_path / "vault", notes)
    with Network.open(root, cache_dir=tmp_path / "cache") as net:
        assert [person.name for person in net.at(TODAY).people()] == ["Ada Marlow"]
        assert net.at(TODAY).history("Ada Marlow").last_contact == date(2026, 10, 4)
        IcsCalendarStream.calendar_from_ics(net.at(TODAY).feed().decode())


def test_a_plain_folder_of_that_name_holds_people_and_nothing_else(tmp_path: Path) -> None:
    notes = {path.removeprefix("Contacts/"): text for path, text in PLAIN.items()}
    notes |= {"2026-11-01.md": "- call with [[Ada Marlow]]\n", "Companies/Acme.md": "A firm.\n", "work/Bo Li.md": "x\n"}
    with Network.open(write(tmp_path / "My Contacts", notes), cache_dir=tmp_path / "cache") as net:
        assert not net.at(TODAY).people()
    with Network.open(write(tmp_path / "📇 Contacts", notes), cache_dir=tmp_path / "cache") as net:
        assert [person.name for person in net.at(TODAY).people()] == ["Ada Marlow", "Bo Li"]
        assert net.at(TODAY).history("Ada Marlow").last_contact == date(2026, 11, 1)
    with Network.open(write(tmp_path / "x" / "Contacts", notes | {".obsidian/app.json": "{}"})) as net:
        assert not net.at(TODAY).people()


def test_the_settings_may_name_the_vault_itself(tmp_path: Path) -> None:
    notes = {"mdnetwork.toml": 'people_folders = ["."]\n', "Ada Marlow.md": "Curator.\n", "Meetings/Board.md": "x\n"}
    with Network.open(write(tmp_path / "vault", notes), cache_dir=tmp_path / "cache") as net:
        assert [person.name for person in net.at(TODAY).people()] == ["Ada Marlow"]


PIECES = (
    "---\n", "type: person\n", "people: [[A]], [[B]]\n", "tags: [#x]\n", "birthday: 2023-02-30\n", "created: {{date}}\n",
    "aliases:\n  - @ann\n", "## Log\n", "- 2026-08-12 Call with [[A]]\n", "\t- nested #got\n", "| a | b |\n", "| 2026-01-01 |",
    "```\n", "%%", "> [!note] x\n", "- [ ] x 📅 2026-01-01\n", "- [x] [[B]] ✅ 2026-01-01\n", "[[", "]]", "\x00", "\u202e",
    "attendees:: [[A]], B\n", "![[A]]", "<!-- ", "-->", "\r\n", "Direction: Out\n", "2026-02-31 call\n", "é́", "# A\n",
)  # fmt: skip


def odd_notes(count: int) -> Vault:
    chance = random.Random(7)  # noqa: S311  notes, not secrets
    folders = ("People", "Daily", "Meetings", "x/Persone", "Templates", ".")
    names = ("A", "B", "2026-01-01", "2026-01-02 x", "_index", "@C", "d-e", "F (1)", "💡")
    return {
        f"{chance.choice(folders)}/{number // 9}/{chance.choice(names)} {number}.md": "".join(
            chance.choices(PIECES, k=chance.randint(1, 25))
        )
        for number in range(count)
    }


def test_odd_notes_raise_nothing_and_stay_as_they_are(tmp_path: Path) -> None:
    root = write(tmp_path / "vault", odd_notes(2500))
    before = state(root)
    with Network.open(root, cache_dir=tmp_path / "cache", refresh=False) as net:
        assert len(net.refresh().added) == 2500
        people = net.at(TODAY).people()
        assert people
        net.at(TODAY).follow_ups()
        net.at(TODAY).problems()
        net.at(TODAY).search("call")
        net.at(TODAY).why(people[0].path)
        net.at(TODAY).fixes()
        IcsCalendarStream.calendar_from_ics(net.at(TODAY).feed().decode())
    assert state(root) == before
