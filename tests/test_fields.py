"""Every field of the table of fields behaves alike, and a new plain text field is one row and nothing else."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mdnetwork import Network
from mdnetwork.dates import PartialDate
from mdnetwork.exchange.cards import Card
from mdnetwork.exchange.exporting import Format, export
from mdnetwork.exchange.files import Files
from mdnetwork.exchange.importing import Choices
from mdnetwork.fields import EXCHANGED, FIELDS, FieldKind, PersonField, arguments, value_of
from mdnetwork.model import History, Person, Ref
from mdnetwork.parsing.fields import key_meaning

TODAY = date(2026, 11, 23)
NOTE = "---\ntype: person\n---\n# Ada Okoro\n\n## Log\n- 2026-03-04 coffee\n"
LINE = st.text(st.sampled_from("abcé,;:\\\"'中🦊"), min_size=1, max_size=12).map(lambda text: f"x{text}y")
WORD = st.text(st.sampled_from("abcxyz中"), min_size=1, max_size=6).map(lambda text: f"t{text}")
WORDS = st.lists(WORD, min_size=1, max_size=3, unique_by=str.casefold).map(tuple)
DAY = st.dates(date(1950, 1, 1), date(2020, 1, 1))
VALUES: dict[FieldKind, st.SearchStrategy[Any]] = {
    "text": LINE,
    "structured name": st.tuples(WORD, WORD, WORD).map(lambda words: f"{';'.join(words)};;"),
    "names": WORDS,
    "tags": WORDS,
    "texts": WORDS,
    "emails": WORDS.map(lambda words: tuple(f"{word}@example.org" for word in words)),
    "phones": st.integers(100000, 999999).map(lambda number: (f"+4930{number}",)),
    "urls": WORD.map(lambda word: (("website", f"https://a.example/{word}"),)),
    "partial": DAY.map(lambda day: PartialDate(day.month, day.day, day.year)),
    "anniversaries": DAY.map(lambda day: (("anniversary", PartialDate(day.month, day.day, day.year)),)),
    "day": DAY,
    "relations": st.sampled_from(("spouse", "friend", "reports_to")).map(
        lambda kind: ((kind, Ref("Ben Sato", plain=True), 0),)
    ),
    "status": st.sampled_from(("paused", "no-contact", "deceased")),
    "flag": st.just(value=True),
}
TYPED: dict[FieldKind, str] = {
    "emails": "ada@example.org",
    "phones": "+49 30 123456",
    "urls": "https://a.example/x",
    "partial": "1985-04-12",
    "anniversaries": "2015-06-20",
    "day": "2027-01-02",
    "cadence": "6w",
    "ref": "[[Ben Sato]]",
    "relations": "[[Ben Sato]]",
    "status": "paused",
    "flag": "true",
}
"""What is typed after `set`, where any word does not do."""
FORMATS: dict[Format, str] = {"vcard": "vcf", "vcard4": "vcf", "csv": "csv", "json": "json", "jsonl": "jsonl"}


def opened(folder: Path, notes: dict[str, str]) -> Network:
    for path, text in {".obsidian/app.json": "{}", **notes}.items():
        file = folder / "vault" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    return Network.open(folder / "vault", cache_dir=folder / "cache", state_dir=folder / "state")


def written(person: Person, folder: Path) -> list[Path]:
    """The person in a file of each format, and in a spreadsheet made of the CSV."""
    files = []
    for form, suffix in FORMATS.items():
        file = folder / f"{form}.{suffix}"
        file.write_bytes(export([History(person)], form))
        files.append(file)
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in csv.reader((folder / "csv.csv").read_text("utf-8").splitlines()):
        book.active.append(row)
    book.save(folder / "csv.xlsx")
    return [*files, folder / "csv.xlsx"]


@pytest.mark.parametrize("field", EXCHANGED, ids=lambda field: field.name)
@given(st.data())
@settings(max_examples=5)
def test_a_field_leaves_and_comes_back_in_every_format(field: PersonField, data: st.DataObject) -> None:
    """All files are read as the same card, and one of them makes the note of the same person."""
    value = data.draw(VALUES[field.kind])
    carried = tuple((kind, who.target) for kind, who, _ in value) if field.kind == "relations" else value
    person = Person("ada okoro", "Ada Okoro", "Ada Okoro.md", **arguments(Person, {field.name: value}))
    with tempfile.TemporaryDirectory() as name:
        files = written(person, Path(name))
        for file in files:
            (card,) = Files([file]).items()
            assert isinstance(card, Card)
            missing = {each.name: value_of(Card(""), each.name) or None for each in EXCHANGED}
            known = {each.name: value_of(card, each.name) or None for each in EXCHANGED}
            assert (file.name, known) == (file.name, missing | {field.name: carried})
        with opened(Path(name), {}) as network:
            network.refresh()
            chosen = data.draw(st.sampled_from(files))
            network.edit.write(network.edit.plan_import([chosen], TODAY, Choices(create=lambda _: True)).plan)
            network.refresh()
            (back,) = network.at(TODAY).people()
    found = value_of(back, field.name)
    assert (tuple((kind, who, 0) for kind, who, _ in found) if field.kind == "relations" else found) == value


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_set_and_undo_restore_the_bytes(field: PersonField, tmp_path: Path) -> None:
    path = "Ada Okoro.md"
    key = "website" if field.kind == "urls" else field.key
    with opened(tmp_path, {path: NOTE, "Ben Sato.md": "---\ntype: person\n---\n"}) as network:
        network.refresh()
        missing = value_of(Person("a", "A", path), field.name)
        network.edit.write(network.edit.set(path, {key: TYPED.get(field.kind, "walrus")}, TODAY))
        network.refresh()
        (ada,) = (each for each in network.at(TODAY).people() if each.path == path)
        assert value_of(ada, field.name) != missing
        network.edit.undo()
        assert (tmp_path / "vault" / path).read_bytes() == NOTE.encode()


def test_names_and_keys_are_unique_and_known() -> None:
    assert len({field.name for field in FIELDS}) == len({field.key for field in FIELDS}) == len(FIELDS)
    assert [field.key for field in FIELDS if field.kind != "urls" and key_meaning(field.key) != field.key] == []
    assert [field.name for field in EXCHANGED if not field.vcard] == []
    kept = {field.name for field in FIELDS if not field.exchanged}
    assert kept == {"circle", "cadence", "next_contact", "snooze_until", "introduced_by", "died"}


ROW = """
import json, sys, types
from pathlib import Path
import mdnetwork
source = (Path(mdnetwork.__file__).parent / "fields.py").read_text("utf-8")
mark = "FIELDS: tuple[PersonField, ...] = ("
assert source.count(mark) == 1
module = sys.modules["mdnetwork.fields"] = types.ModuleType("mdnetwork.fields")
exec(source.replace(mark, f'{mark}\\n    text_field("favourite boat"),'), module.__dict__)
from mdnetwork.cli import main
for line in sys.stdin:
    if main(json.loads(line)):
        sys.exit(f"failed: {line}")
"""
"""Runs commands, with one more row in the table."""


def test_a_new_text_field_is_one_row(tmp_path: Path) -> None:
    for name in ("one", *FORMATS):
        (tmp_path / name / ".obsidian").mkdir(parents=True)
    (tmp_path / "one" / "Ada Okoro.md").write_text(NOTE.replace("person\n", "person\nfavourite_boat: ketch\n"), "utf-8")
    one = ("--vault", str(tmp_path / "one"), "--today", TODAY.isoformat())
    commands = [
        [*one, "show", "Ada"],
        [*one, "search", "ketch"],
        [*one, "set", "Ada Okoro", "favourite_boat=sloop, old"],
        [*one, "show", "--json", "Ada Okoro"],
        [*one, "add", "Ben Sato", "--favourite-boat", "dhow"],
    ]
    for form, suffix in FORMATS.items():
        file, other = str(tmp_path / f"{form}.{suffix}"), ("--vault", str(tmp_path / form))
        commands += [
            [*one, "export", "--format", form, "-o", file],
            [*other, "import", file, "--create-where", "favourite_boat=sloop", "--take", "favourite_boat", "--yes"],
        ]
    homes = dict.fromkeys(("HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "LOCALAPPDATA"), str(tmp_path / "home"))
    done = subprocess.run(
        [sys.executable, "-c", ROW],
        input="".join(f"{json.dumps(command)}\n" for command in commands),
        env=os.environ | homes,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "favourite boat  ketch" in done.stdout
    assert done.stdout.count("ketch") > 1  # `search` too
    assert '"favourite_boat": "sloop, old"' in done.stdout
    assert "favourite_boat: dhow\n" in (tmp_path / "one" / "Ben Sato.md").read_text("utf-8")
    for form in FORMATS:
        (made,) = (tmp_path / form).rglob("*.md")
        assert (made.stem, "favourite_boat: sloop, old\n" in made.read_text("utf-8")) == ("Ada Okoro", True)
