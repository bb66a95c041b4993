"""What each command answers, in both forms."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from mdnetwork.fields import TEXTS
from support.command import call
from support.schemas import FURTHER, SCHEMAS, hold
from support.vaults import write


def asked(*arguments: str) -> Any:
    """The answer in JSON, held to its schema."""
    said = call("-q", *arguments, "--json")
    assert (said.stderr, said.status) == ("", 0)
    answer = json.loads(said.stdout)
    command = next((each for each in arguments[:1] if not each.startswith("-")), "morning")
    hold(command, answer)
    return answer


def names(*arguments: str) -> list[str]:
    return [person["name"] for person in asked("people", *arguments)]


@pytest.mark.parametrize("schema", sorted(SCHEMAS.glob("*.json")), ids=lambda path: path.stem)
def test_every_schema_is_strict(schema: Path) -> None:
    def objects(node: Any) -> list[dict[str, Any]]:
        inside = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
        here = [node] if isinstance(node, dict) and node.get("type") == "object" else []
        return here + [found for each in inside for found in objects(each)]

    content = json.loads(schema.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(content)
    for found in objects(content):
        assert found["additionalProperties"] is False or found["additionalProperties"] == FURTHER
        assert sorted(found["required"]) == sorted(found["properties"])


@pytest.mark.parametrize("command", [("show", "Ada"), ("export", "--format", "json")])
def test_a_person_has_no_keys_but_those_of_the_schema_and_of_the_table_of_fields(
    vault: Path, command: tuple[str, ...]
) -> None:
    schema = json.loads((SCHEMAS / f"{command[0]}.json").read_text(encoding="utf-8"))
    answer = asked(*command)
    (person, *_), known = (
        (answer["people"], schema["properties"]["people"]["items"])
        if command[0] == "show"
        else (answer, schema["items"])
    )
    assert {*known["properties"]} <= {*person} <= {*known["properties"]} | {field.name for field in TEXTS}


def test_people_are_told_with_what_comes_next(vault: Path) -> None:
    ada, bruno = asked("people")
    assert ada == {
        "id": "ada loughton",
        "name": "Ada Loughton",
        "path": "People/Ada Loughton.md",
        "aliases": ["Ada", "Ada L."],
        "tags": ["mentor/maths"],
        "org": "Analytical Engines",
        "role": "Mathematician",
        "emails": ["ada@example.org"],
        "phones": [],
        "circle": "core",
        "cadence": "4w..6w",
        "birthday": "1815-12-10",
        "place": None,
        "status": None,
        "first_contact": "2026-08-20",
        "last_contact": "2026-09-04",
        "interaction_count": 2,
        "next": {"kind": "promise", "due": "2026-10-11"},
        "reason": None,
    }
    assert (bruno["place"], bruno["interaction_count"], bruno["org"]) == ("Torino", 2, None)


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ("mathem", ["Ada Loughton"]),
        ("engines ada", ["Ada Loughton"]),
        ("engines bruno", []),
        ("--tag mentor", ["Ada Loughton"]),
        ("--tag #Mentor/Maths", ["Ada Loughton"]),
        ("--tag ment", []),
        ("--org analytical", ["Ada Loughton"]),
        ("--circle CORE", ["Ada Loughton"]),
        ("--place torino", ["Bruno Neri"]),
        ("--place torino --circle core", []),
        ("--kind personal", ["Ada Loughton"]),
        ("--kind task", ["Bruno Neri"]),
        ("--sort last", ["Bruno Neri", "Ada Loughton"]),
        ("--sort met", ["Bruno Neri", "Ada Loughton"]),
        ("--sort next", ["Ada Loughton", "Bruno Neri"]),
    ],
)
def test_people_are_chosen_and_sorted(vault: Path, arguments: str, found: list[str]) -> None:
    assert names(*arguments.split()) == found


def test_due_says_whom_to_get_back_to_and_why(vault: Path) -> None:
    promise, task = asked("due")
    assert (promise["person"], promise["kind"], promise["due"], promise["days_overdue"]) == (
        "Ada Loughton",
        "promise",
        "2026-10-11",
        43,
    )
    assert promise["evidence"] == [{"date": "2026-09-04", "path": "People/Ada Loughton.md", "line": 17}]
    assert (task["person"], task["due"], task["days_overdue"]) == ("Bruno Neri", None, 0)
    assert call("-q", "due").stdout.splitlines()[0].startswith("6 weeks late  Ada Loughton  promise  ")


@pytest.mark.parametrize(
    ("arguments", "kinds"),
    [
        ("--within 3w", ["promise", "birthday", "task"]),
        ("--within 3w --kind birthday --kind task", ["birthday", "task"]),
        ("--tag mentor", ["promise"]),
        ("--circle other", []),
        ("--today 2027-01-30 --kind cadence", ["cadence", "cadence"]),
    ],
)
def test_due_reaches_ahead_and_chooses(vault: Path, arguments: str, kinds: list[str]) -> None:
    assert [each["kind"] for each in asked("due", *arguments.split())] == kinds


def test_why_tells_what_counted_and_what_did_not(vault: Path) -> None:
    why = asked("why", "bru")
    assert why["cadence"] == {"value": "monthly", "from": "person"}
    assert [(each["path"], each["line"], each["channel"]) for each in why["counted"]] == [
        ("People/Bruno Neri.md", 5, None),
        ("Daily/2026-11-20.md", 1, "call"),
    ]
    assert {(each["path"], each["reason"]) for each in why["rejected"]} >= {
        ("Daily/2026-11-20.md", "open task"),
        ("Meetings/Review.md", "today, with nothing written yet"),
    }
    assert all(each["superseded"] is False for each in why["follow_ups"])
    assert "every month (their own)" in call("why", "Bruno", "Neri").stdout


def test_show_tells_all_of_a_person(vault: Path) -> None:
    (ada,) = asked("show", "Ada")["people"]
    assert [talk["date"] for talk in ada["interactions"]] == ["2026-09-04", "2026-08-20"]
    assert [(promise["by"], promise["text"]) for promise in ada["promises"]] == [("me", "the paper")]
    text = call("show", "Ada").stdout
    for said in ("Mathematician, Analytical Engines", "10 December 1815, in 17 days", "every 4 to 6 weeks"):
        assert said in text


def test_show_tells_of_all_who_come_to_a_meeting(vault: Path) -> None:
    shown = asked("show", "Review")
    assert shown["meeting"] == {
        "title": "Review",
        "path": "Meetings/Review.md",
        "kind": "meeting",
        "date": "2026-11-23",
        "time": None,
        "others": [],
    }
    assert [person["name"] for person in shown["people"]] == ["Ada Loughton", "Bruno Neri"]
    assert [person["interactions"][0]["date"] for person in shown["people"]] == ["2026-09-04", "2026-11-20"]


def test_search_finds_lines_by_words_that_begin_so(vault: Path) -> None:
    assert sorted((hit["person"], hit["path"], hit["line"]) for hit in asked("search", "LOO")) == [
        ("Ada Loughton", "People/Ada Loughton.md", 17),
        ("Bruno Neri", "People/Bruno Neri.md", 7),
    ]
    assert asked("search", "nothing of this") == []
    assert call("search", "nothing of this").stdout == "Nothing was found.\n"


def test_index_counts_and_tells_what_changed(vault: Path) -> None:
    first = asked("index")
    assert (first["vault"], first["notes"], first["people"], first["added"]) == (str(vault), 4, 2, 4)
    (vault / "People/Bruno Neri.md").unlink()
    write(vault, {"People/Carla Riva.md": "type: person\n"})
    second = asked("index")
    assert [second[key] for key in ("added", "changed", "removed")] == [1, 0, 1]
    assert asked("index", "--rebuild")["added"] == 4
    assert "0 added, 0 changed, 0 removed." in call("index").stdout


def test_an_index_that_is_wrong_is_told_and_rebuilt(vault: Path, own_cache: Path) -> None:
    assert asked("index", "--verify")["differences"] == []
    assert call("index", "--verify").stdout.endswith("The index matches a new one.\n")
    call("due")
    for form in ((), ("--json",)):
        (file,) = own_cache.rglob("*.sqlite")
        with closing(sqlite3.connect(file)) as connection, connection:
            connection.execute("UPDATE follow_up SET due = '2020-01-01'")
            connection.execute('INSERT INTO problem VALUES (0, \'line\', \'["",0,"","","",false,[]]\')')
        answer = call("-q", "index", "--verify", *form)
        assert answer.status == 1
        if form:
            assert [each["kind"] for each in json.loads(answer.stdout)["differences"]] == ["follow-ups", "problems"]
        else:
            assert "Follow-ups: 2 notes differ: People/Ada Loughton.md, People/Bruno Neri.md\n" in answer.stdout
            assert "Problems: 1 note differs\n" in answer.stdout
            assert answer.stdout.endswith("The index was wrong and has been rebuilt. Please report it.\n")
        assert asked("index", "--verify")["differences"] == []


def test_a_new_vault_is_shown_and_left_as_it_is(vault: Path) -> None:
    before = contents(vault)
    first = call()
    assert first.stdout.startswith("2 people, 2 dated notes, 4 interactions; circles: core; 1 overdue.\n")
    assert "mdnet init" in first.stdout
    assert contents(vault) == before
    assert "mdnet init" not in call().stdout


def test_the_morning_tells_who_comes_and_whom_to_get_back_to(vault: Path) -> None:
    call("index")
    morning = asked()
    (meeting,) = morning["meetings"]
    assert [person["person"] for person in meeting["people"]] == ["Ada Loughton", "Bruno Neri"]
    assert meeting["people"][0]["last_talk"][0]["date"] == "2026-09-04"
    assert [each["person"] for each in morning["follow_ups"]] == ["Ada Loughton", "Bruno Neri"]
    assert (morning["due"], morning["found"], morning["unwritten"]) == (2, None, [])
    later = json.loads(call("--json", "--today", "2026-11-25").stdout)
    assert [meeting["path"] for meeting in later["unwritten"]] == ["Meetings/Review.md"]
    assert "How did it go?" in call("--today", "2026-11-25").stdout


def test_the_morning_of_a_birthday_begins_with_it(vault: Path) -> None:
    call("index")
    said = call("--today", "2026-12-10").stdout
    assert said.splitlines()[0].startswith("today")
    assert "birthday" in said.splitlines()[0]


def test_answers_are_in_the_vaults_language(vault: Path) -> None:
    write(vault, {"mdnetwork.toml": 'language = "it"\n', "Daily/2026-11-21.md": "- brunch [[Ada Loughton]]\n"})
    assert call("-q", "due").status == 0
    said = call("-q", "why", "Ada").stdout
    assert "colazione" in said
    assert "oggi, nota ancora vuota" in said
    assert "2026-11-22: Ada Loughton, passeggiata." in call("log", "ieri", "passeggiata con", "Ada Loughton").stdout


UNCOUNTED = """---
type: person
---
2026-01-01 call
## Log
- 2026-02-02 #news a prize
- [ ] 2026-02-03 call
- [-] 2026-02-04 call
> 2026-02-05 call

```
2026-02-06 call
```
%%
2026-02-07 call
%%
- 2026-02-08 Person created
- 2027-02-09 call
- 2026-02-10 call with [[Ada Loughton]]
"""
DAILY = """---
topics: ["[[Cy Roe]]"]
---
![[Cy Roe]]
<!-- mdnet:begin x -->
- [[Cy Roe]]
<!-- mdnet:end -->
with [[Roe]]
"""


def test_why_says_in_the_vaults_language_what_did_not_count(vault: Path) -> None:
    crowd = ", ".join(f'"P{n}"' for n in range(9))
    write(
        vault,
        {
            "People/Cy Roe.md": UNCOUNTED.replace("type: person", "type: person\naliases: [Roe]"),
            "People/Di Roe.md": "---\ntype: person\naliases: [Roe]\n---\n## Log\n- 2026-03-03 letter to [[Cy Roe]]\n",
            "People/Cy Roe (conflicted copy 1).md": UNCOUNTED + "- 2026-02-11 call [[Cy Roe]]\n",
            "Daily/2026-11-20.md": DAILY,
            "Projects/Loom.md": "[[Cy Roe]]\n",
            "Meetings/2026-10-01 Fair.md": f'---\nattendees: ["Cy Roe", {crowd}]\n---\n',
            "Meetings/Review.md": '---\ntype: meeting\ndate: 2026-11-23\nattendees: ["[[Cy Roe]]"]\n---\n',
        },
    )
    english = {each["reason"] for each in asked("why", "Cy Roe")["rejected"]}
    assert english >= {"quoted", "code", "comment", "embed", "generated by mdnetwork", "open task", "cancelled task"}
    assert english >= {"news", "not an interaction", "outside a log section", "front matter link", "no date"}
    assert english >= {"future date", "co-presence", "fits several people", "in another's log"}
    assert english >= {"today, with nothing written yet"}
    assert all(reason in call("-q", "why", "Cy Roe").stdout for reason in english)
    write(vault, {"mdnetwork.toml": 'language = "it"\n'})
    said = call("-q", "why", "Cy Roe").stdout
    assert [reason for reason in english if f"  {reason}  " in said] == []


def test_every_reading_command_leaves_the_vault_as_it_is(vault: Path) -> None:
    before = contents(vault)
    for command in ("", "people", "show Ada", "search loom", "due", "why Ada", "check", "feed", "index --rebuild"):
        call(*command.split())
        call("--json", *command.split())
    assert contents(vault) == before


def contents(root: Path) -> dict[str, tuple[bytes, int]]:
    files = (path for path in sorted(root.rglob("*")) if path.is_file())
    return {str(path.relative_to(root)): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def test_a_vault_of_nobody_says_how_people_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"mdnetwork.toml": "", "Zoe Roe.md": "## Log\n- 2026-11-01 call\n"})
    monkeypatch.chdir(tmp_path)
    for command in ((), ("due",), ("people",), ("who", "looms"), ("review",)):
        assert "Nobody was found in 1 note. A person's note says `type: person`" in call(*command).stderr
        assert call("-q", *command).stderr == ""
    assert call("people").stdout == "There is nobody yet.\n"
    assert asked("people") == []
    (tmp_path / "Zoe Roe.md").unlink()
    assert "There are no notes here yet: `mdnet add NAME` makes the first one" in call("due").stderr


def test_a_new_vault_of_nobody_is_told_so_once(tmp_path: Path) -> None:
    said = call("--vault", tmp_path)
    assert "There are no notes here yet" in said.stdout
    assert said.stderr == ""


def test_what_to_type_next_names_a_vault_that_was_named(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    assert f"  mdnet --vault {vault} due" in call("--vault", vault).stdout


def test_help_prints_pages_and_the_help_of_commands(vault: Path) -> None:
    for page in asked("help"):
        text = asked("help", page["name"])["text"]
        assert text.startswith(f"# {page['title']}\n")
        assert call("help", page["name"]).stdout == text
    assert call("help", "due").stdout == call("due", "-h").stdout
    assert asked("help", "due")["text"] == call("due", "-h").stdout.rstrip("\n")
    assert "[Service]" in asked("help", "mdnet-serve.service")["text"]


def test_help_needs_no_vault_and_no_settings_that_can_be_read(
    vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (vault / "mdnetwork.toml").write_text("nonsense = 1\n", encoding="utf-8")
    assert call("help", "settings").stdout.startswith("# Settings\n")
    monkeypatch.chdir(tmp_path)
    assert call("help").status == 0
