"""`mdnet import`, `export`, `dedupe` and `watch --vcards`, as one types them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from support.command import call
from support.schemas import hold
from support.vaults import write
from support.watch_process import watching_with

TABLE = "Name,Company,Email\nAda Loughton,Analytical Engines,countess@example.org\nZoe Lind,Fjord,zoe@example.org\n"


def asked(schema: str, *arguments: str | Path) -> Any:
    said = call("-q", *arguments, "--json")
    assert (said.stderr, said.status) == ("", 0)
    answer = json.loads(said.stdout)
    hold(schema, answer)
    return answer


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "people.csv"
    file.write_text(TABLE, encoding="utf-8")
    return file


def notes(vault: Path) -> dict[str, bytes]:
    return {path.relative_to(vault).as_posix(): path.read_bytes() for path in sorted(vault.rglob("*.md"))}


def test_a_dry_run_tells_all_and_writes_nothing(vault: Path, table: Path) -> None:
    before = notes(vault)
    answer = asked("import", "import", table, "--dry-run")
    assert answer["counts"] == {"new": 1, "updated": 1, "unchanged": 0, "ambiguous": 0}
    assert [(each["outcome"], each["by"], each["path"]) for each in answer["people"]] == [
        ("updated", "name and org", "People/Ada Loughton.md"),
        ("new", None, None),
    ]
    assert answer["people"][0]["filled"] == [{"field": "email", "value": "countess@example.org"}]
    assert answer["columns"][0]["columns"][1] == {"column": "Company", "field": "org"}
    assert (answer["written"], notes(vault)) == (False, before)


def test_an_import_asks_and_is_taken_back(vault: Path, table: Path) -> None:
    before = notes(vault)
    declined = call("import", table, answer="n\n")
    assert "Columns of people.csv, guessed by their names:" in declined.stderr
    assert declined.stdout == "1 new, 1 updated, 0 unchanged, 0 ambiguous; nothing was written.\n"
    assert notes(vault) == before
    assert call("import", table).status == 1
    agreed = call("import", table, "--create", "all", answer="y\n")
    assert agreed.stdout == "1 new, 1 updated, 0 unchanged, 0 ambiguous; 2 notes written.\n"
    assert b"email: [ada@example.org, countess@example.org]" in (vault / "People/Ada Loughton.md").read_bytes()
    assert call("import", table, "--create", "all", "--yes").stdout.endswith("nothing was written.\n")
    assert call("undo").status == 0
    assert notes(vault) == before


def test_notes_for_those_who_are_chosen_or_asked_about(vault: Path, table: Path) -> None:
    assert not asked("import", "import", table, "--create-where", "org=nothing", "-n")["people"][1]["path"]
    assert (
        asked("import", "import", table, "--create-where", "org=fjord", "-n")["people"][1]["path"]
        == "People/Zoe Lind.md"
    )
    asking = call("import", table, "--create", "interactive", "--yes", answer="y\n")
    assert "Make a note for Zoe Lind, Fjord, zoe@example.org? [y/N]" in asking.stderr
    assert (vault / "People/Zoe Lind.md").exists()
    table.write_text("Name,Company,Email\nZoe Lind,Lagoon,other@example.org\n", encoding="utf-8")
    unsure = call("import", table, "--create", "interactive", "--yes", answer="3\n")
    assert "Who is Zoe Lind, Lagoon, other@example.org?" in unsure.stderr
    assert "0 new, 0 updated, 0 unchanged, 1 ambiguous; nothing was written." in unsure.stdout
    assert "People/Zoe Lind.md" in unsure.stdout
    call("import", table, "--create", "interactive", "--yes", answer="1\n")
    assert b"other@example.org" in (vault / "People/Zoe Lind.md").read_bytes()


def test_enter_leaves_a_doubt_and_the_import_goes_on(vault: Path, table: Path) -> None:
    rows = "A. Loughton,,ada@example.org\nCountess,,ada@example.org\nZoe Lind,Fjord,zoe@example.org\n"
    table.write_text(f"Name,Company,Email\n{rows}", encoding="utf-8")
    run = call("import", table, "--create", "interactive", "--yes", answer="\n?\n\ny\n")
    assert run.stderr.count("[1-4, Enter: leave it]") == 3  # one question is asked again
    assert "1 new, 0 updated, 0 unchanged, 2 ambiguous; 1 note written." in run.stdout
    assert (vault / "People/Zoe Lind.md").exists()


@pytest.mark.parametrize(
    ("row", "outcome", "why"),
    [
        ("A. Loughton,,ada@example.org,", "ambiguous", "other name"),
        ("Ada Loughton,,ada@example.org,1815-12-11", "ambiguous", "birthday"),
        ("Ada Loughton,Fjord,,", "ambiguous", "name"),
        ("Bruno Loughton,,ada@example.org,", "new", None),
        ("Ada Loughton,,ada@example.org,1815-12-10", "unchanged", None),
    ],
)
def test_a_doubt_is_listed_with_its_reason(vault: Path, table: Path, row: str, outcome: str, why: str | None) -> None:
    table.write_text(f"Name,Company,Email,Birthday\n{row}\n", encoding="utf-8")
    (entry,) = asked("import", "import", table, "--create", "all", "--yes")["people"]
    assert (entry["outcome"], entry["why"]) == (outcome, why)
    told = call("import", table, "--dry-run").stdout
    assert ("another birthday or profile: People/Ada Loughton.md" in told) is (why == "birthday")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nowhere.csv"], "There is no file nowhere.csv."),
        (["people.csv", "--map", "Name"], "write it as Firm=org"),
        (["people.csv", "--map", "Name=colour"], "“colour” is not a field"),
        (["people.csv", "--create", "where"], "--create-where org=WORDS"),
        (["people.csv", "--create-where", "colour=red"], "chooses nobody"),
        (["people.csv", "--event", "Forum"], "write '2026-11-20 Museums Forum'"),
    ],
)
def test_what_is_wrong_is_a_sentence(vault: Path, arguments: list[str], sentence: str) -> None:
    (vault / "people.csv").write_text(TABLE, encoding="utf-8")
    said = call("import", *arguments)
    assert said.status in {1, 2}
    assert sentence in said.stderr


def test_everybody_leaves_but_private_people(vault: Path, tmp_path: Path) -> None:
    write(vault, {"People/Carla Riva.md": "---\ntype: person\nprivate: true\n---\n"})
    assert [each["name"] for each in asked("export", "export")] == ["Ada Loughton", "Bruno Neri"]
    assert len(asked("export", "export", "--private")) == 3
    said = call("export", "--format", "csv")
    assert "1 private person left out.\n" in said.stderr
    assert said.out.startswith(b'"name","uid"')
    assert [each["name"] for each in asked("export", "export", "--place", "torino")] == ["Bruno Neri"]
    assert [each["name"] for each in asked("export", "export", "loughton", "--tag", "mentor")] == ["Ada Loughton"]
    target = tmp_path / "out.vcf"
    assert f"{target} written: 2 people." in call("export", "-o", target).stderr
    assert f"{target} is current." in call("export", "-o", target).stderr
    assert target.read_bytes().count(b"BEGIN:VCARD") == 2
    assert call("export", "-o", tmp_path / "out.md").status == 0
    assert (tmp_path / "out.md").read_text().startswith("| name | org |")


def test_twins_are_told_and_merged_when_asked(vault: Path) -> None:
    assert "No two notes look like one person's." in call("dedupe").stdout
    write(vault, {"People/Loughton Ada.md": "---\ntype: person\nemail: ADA@example.org\nphone: +44 20 1\n---\n"})
    (pair,) = asked("dedupe", "dedupe")
    assert pair["keep"]["path"] == "People/Ada Loughton.md"
    assert [sign["what"] for sign in pair["for"]] == ["email", "name"]
    told = call("dedupe").stdout
    assert 'mdnet merge "People/Ada Loughton.md" "People/Loughton Ada.md"' in told
    assert "People/Loughton Ada.md" in call("dedupe", "--merge", answer="n\n").stdout
    assert "No two notes" in call("dedupe", "--merge", answer="y\n").stdout
    assert not (vault / "People/Loughton Ada.md").exists()
    assert b"+44 20 1" in (vault / "People/Ada Loughton.md").read_bytes()


def listed_by_khard(folder: Path) -> list[str]:
    """The names that another program reads in a folder of vCards."""
    config = folder.with_suffix(".conf")
    config.write_text(f"[addressbooks]\n[[people]]\npath = {folder}\n[general]\ndefault_action = list\n")
    command = [str(Path(sys.executable).with_name("khard")), "-c", str(config), "list", "--parsable"]
    said = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
    assert said.stderr == ""
    return sorted(line.split("\t")[1] for line in said.stdout.splitlines())


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")
def test_a_folder_of_vcards_is_kept_current(vault: Path, tmp_path: Path) -> None:
    folder = tmp_path / "cards"
    with watching_with("--vcards", str(folder)) as watcher:
        assert watcher.line() == f"Watching {vault}; {folder}: 2 vCards, 2 written, 0 deleted."
        write(vault, {"People/Dora.md": "---\ntype: person\nprivate: true\n---\n"})
        write(vault, {"People/Carla Riva.md": "---\ntype: person\n---\n"})  # seen with Dora, or after her
        assert watcher.until(f"{folder}: 3 vCards, 1 written, 0 deleted.")
        assert listed_by_khard(folder) == ["Ada Loughton", "Bruno Neri", "Carla Riva"]
        (vault / "People/Carla Riva.md").unlink()
        assert watcher.line().endswith(f"{folder}: 2 vCards, 0 written, 1 deleted.")
        assert listed_by_khard(folder) == ["Ada Loughton", "Bruno Neri"]
        assert watcher.end(signal.SIGINT) == ("", 0)
    assert len(list(folder.iterdir())) == 2


def test_watch_needs_something_to_keep(vault: Path) -> None:
    said = call("watch")
    assert (said.status, said.stderr.splitlines()[0]) == (
        2,
        "Say what to keep current: -o FILE for the calendar, --vcards DIR for vCards.",
    )
