"""Each edit on each of the conventions: the lines that a careful person would type, the fact asked for, no other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from difflib import ndiff

import pytest
from test_conventions import DENOTE, EMOJI, FOLDERS, HUGO, ITALIAN, KEPANO, LOGSEQ, PLAIN, VCARDS, Vault

from mdnetwork.editing.changes import Splice
from mdnetwork.editing.differences import Change, change
from mdnetwork.editing.fields import add_item, set_key
from mdnetwork.editing.generated import put, region, remove
from mdnetwork.editing.log_entry import add_entry
from mdnetwork.editing.log_places import add_line
from mdnetwork.editing.merge import merge
from mdnetwork.editing.rename import Renamed, rename_links
from mdnetwork.editing.tasks import add_task, tick
from mdnetwork.parsing import ReadingSettings, read_note

DAY, USUAL = date(2026, 11, 23), ReadingSettings(date_order="dmy")
VAULTS = (KEPANO, FOLDERS, VCARDS, EMOJI, HUGO, PLAIN, ITALIAN, DENOTE, LOGSEQ)
IDS = ("kepano", "folders", "vcards", "emoji", "hugo", "plain", "italian", "denote", "logseq")
Edit = Callable[[bytes, str], bytes]


def persons(vault: Vault) -> tuple[str, bytes]:
    """The note of the one person of a vault."""
    found = [(path, text.encode()) for path, text in vault.items()]
    return next(each for each in found if read_note(*each, USUAL).person is not None and "Marlow" in told_name(*each))


def told_name(path: str, data: bytes) -> str:
    person = read_note(path, data, USUAL).person
    return person.name if person else ""


def difference(before: bytes, after: bytes) -> list[str]:
    lines = ndiff(before.decode().splitlines(), after.decode().splitlines())
    return [line for line in lines if line[0] in "+-"]


def told(path: str, before: bytes, after: bytes) -> Change:
    assert Splice.between(before, after).undo(after) == before
    return change(read_note(path, before, USUAL), read_note(path, after, USUAL))


LOGGED = (
    ["+ ", "+ ## Log", "+ - 2026-11-23 call"],
    ["+ ", "+ ## Log", "+ - 2026-11-23 call"],
    ["+ ", "+ ## Log", "+ - 2026-11-23 call"],
    ["+ ", "+ ## Log", "+ - 2026-11-23 call"],
    ["+ - 2026-11-23: call"],
    ["+ 2026-11-23 - call"],
    ["+ - 23/11/2026 call"],
    ["+ - 2026-11-23 call"],
    ["+ \t- 2026-11-23 call"],
)


@pytest.mark.parametrize(("vault", "lines"), [*zip(VAULTS, LOGGED, strict=True)], ids=IDS)
def test_an_entry_in_each_convention(vault: Vault, lines: list[str]) -> None:
    path, data = persons(vault)
    after = add_entry(data, DAY, "call", path=path, settings=USUAL)
    assert difference(data, after) == lines
    found = told(path, data, after)
    assert [(new.date, new.channel, new.rejected) for new in found.mentions_new] == [(DAY, "call", None)]
    assert found == Change(note=found.note & {"has_text"}, mentions_new=found.mentions_new)


FIELDS = (
    ("birthday", "1976-02-28", ["- birthday: 1976-02-29", "+ birthday: 1976-02-28"]),
    ("org", "Acme", ["+ ---", "+ org: Acme", "+ ---"]),
    ("email", "a@x.example", ['- "EMAIL[HOME]": ada@x.example', '+ "EMAIL[HOME]": a@x.example']),
    ("last_contact", "2026-11-23", ["- last-contact: 2026-10-04", "+ last-contact: 2026-11-23"]),
    ("org", "Acme: Docks", ['+ org: "Acme: Docks"']),
    ("cadence", "6w", ["+ ---", "+ cadence: 6w", "+ ---"]),
    ("cadence", "ogni mese", ["- cadenza: ogni due mesi", "+ cadenza: ogni mese"]),
    ("next_contact", "2026-12-01", ["+ next_contact: 2026-12-01"]),
    ("org", "Acme", ["+ ---", "+ org: Acme", "+ ---"]),
)


@pytest.mark.parametrize(("vault", "asked"), [*zip(VAULTS, FIELDS, strict=True)], ids=IDS)
def test_a_key_in_each_convention(vault: Vault, asked: tuple[str, str, list[str]]) -> None:
    path, data = persons(vault)
    key, value, lines = asked
    after = set_key(data, key, value, path=path, settings=USUAL)
    assert difference(data, after) == lines
    assert set_key(after, key, value, path=path, settings=USUAL) == after
    found = told(path, data, after)
    assert found.person <= {key, "emails", "lines"}
    assert {new.source for new in found.mentions_new} <= {"field"}
    gone = set_key(after, key, None, path=path, settings=USUAL)
    person = read_note(path, gone, USUAL).person
    assert person is not None
    assert not getattr(person, {"email": "emails"}.get(key, key), None)


@pytest.mark.parametrize("vault", VAULTS, ids=IDS)
def test_an_alias_in_each_convention(vault: Vault) -> None:
    path, data = persons(vault)
    after = add_item(data, "aliases", "Ada M", path=path, settings=USUAL)
    assert difference(data, after) in (["+ aliases: [Ada M]"], ["+ ---", "+ aliases: [Ada M]", "+ ---"])
    assert told(path, data, after) == Change(person=frozenset({"aliases"}))


@pytest.mark.parametrize("vault", VAULTS, ids=IDS)
def test_a_task_in_each_convention(vault: Vault) -> None:
    path, data = persons(vault)
    after = add_task(data, "send the plans", DAY, path=path, settings=USUAL)
    found = told(path, data, after)
    assert [(task.text, task.due) for task in found.tasks_new] == [("send the plans", DAY)]
    assert found == Change(note=found.note & {"has_text"}, tasks_new=found.tasks_new)
    line = read_note(path, after, USUAL).tasks[0].line
    ticked = tick(after, line, DAY, path=path, settings=USUAL)
    box = "[ ] send the plans 📅 2026-11-23"
    assert difference(after, ticked) == [f"- - {box}", f"+ - {box.replace('[ ]', '[x]')} ✅ 2026-11-23"]
    assert [task.state for task in told(path, after, ticked).tasks_new] == ["done"]


@pytest.mark.parametrize("vault", VAULTS, ids=IDS)
def test_our_own_lines_in_each_convention(vault: Vault) -> None:
    path, data = persons(vault)
    after = put(data, "due", ["- [ ] call"], path=path, settings=USUAL)
    assert region(after, "due", path=path, settings=USUAL) == ("- [ ] call",)
    found = told(path, data, after)
    assert found == Change(note=found.note & {"has_text"})
    left = remove(after, "due", path=path, settings=USUAL)
    assert left.rstrip() == data.rstrip()


@pytest.mark.parametrize("vault", VAULTS, ids=IDS)
def test_two_notes_in_each_convention(vault: Vault) -> None:
    path, data = persons(vault)
    other = b"---\ntype: person\nrole: Curator\n---\n# Ada M\n\n## Log\n- 2026-03-01 tea\n"
    after = merge(data, other, kept_path=path, other_path="Ada M.md", settings=USUAL)
    assert not [line for line in difference(data, after) if line[0] == "-"]
    found = told(path, data, after)
    assert [new.date for new in found.mentions_new] == [date(2026, 3, 1)]
    assert found.person >= {"aliases", "role"}
    assert not found.mentions_gone


@pytest.mark.parametrize("vault", VAULTS, ids=IDS)
def test_links_in_each_convention(vault: Vault) -> None:
    path, _ = persons(vault)
    folder, _, file = path.rpartition("/")
    renamed = Renamed(path, f"{folder}/Ada Quill.md".lstrip("/"))
    names = {file.removesuffix(".md"), "Ada Marlow"}
    for each, text in vault.items():
        after = rename_links(text.encode(), renamed, names.__contains__, path=each, settings=USUAL).decode()
        assert after == text.replace(f"[[{file[:-3]}]]", "[[Ada Quill]]").replace("[[Ada Marlow]]", "[[Ada Quill]]")


@pytest.mark.parametrize("vault", VAULTS, ids=IDS)
def test_a_daily_line_in_each_convention(vault: Vault) -> None:
    dated = [(path, text.encode()) for path, text in vault.items() if "2026-" in path and "posts" not in path]
    for path, data in dated or [("2026-11-23.md", b"")]:
        after = add_line(data, "- call with [[Bo Marlow]]", path=path, settings=USUAL)
        found = told(path, data, after)
        assert [ref.target for new in found.mentions_new for ref in new.people] == ["Bo Marlow"]
        assert not found.mentions_gone
