"""The Python interface: what opening does, what is exported, how answers look in a session."""

from __future__ import annotations

import ast
import importlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import mdnetwork
from mdnetwork import Answers, Network, Results
from mdnetwork.errors import VaultError
from support.command import call
from support.vaults import write

TODAY = date(2026, 11, 23)
NOTES = {
    "People/Ada Loughton.md": (
        "---\ntype: person\norg: Acme\ncadence: 2w\n---\n## Log\n- 2026-10-01 coffee\n- [ ] send her the map\n"
    ),
    "People/Bruno Neri.md": "---\ntype: person\n---\n## Log\n- 2026-11-20 call about looms\n",
}
MORE = {
    "Ada L.md": "---\ntype: person\naliases: Ada Loughton\nbirthday: some day\n---\n",
    "Goals/Looms.md": "---\ntype: goal\ntopics: looms\n---\n",
    "Meetings/2026-11-23 Loom night.md": '---\ntype: meeting\nattendees: ["[[Ada Loughton]]"]\n---\n',
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path / "vault", NOTES)


@pytest.fixture
def net(root: Path, tmp_path: Path) -> Iterator[Network]:
    with Network.open(root, cache_dir=tmp_path / "cache", state_dir=tmp_path / "state") as net:
        yield net


def test_opening_reads_what_changed(root: Path, tmp_path: Path) -> None:
    with Network.open(root, cache_dir=tmp_path) as net:
        assert [person.name for person in net.at(TODAY).people()] == ["Ada Loughton", "Bruno Neri"]
        assert net.refresh()[:3] == ((), (), ())
    (root / "People/Bruno Neri.md").unlink()
    with Network.open(root, cache_dir=tmp_path, refresh=False) as net:
        assert len(net.at(TODAY).people()) == 2
    with Network.open(root, cache_dir=tmp_path) as net:
        assert [person.name for person in net.at(TODAY).people()] == ["Ada Loughton"]


def test_answers_follow_what_was_written(net: Network) -> None:
    today = net.at(TODAY)
    assert today.history("Ada").last_contact == date(2026, 10, 1)
    net.edit.write(net.edit.log("lunch with Ada Loughton", TODAY))
    net.refresh()
    assert today.history("Ada").last_contact == TODAY
    assert net.at(date(2026, 11, 22)).history("Ada").last_contact == date(2026, 10, 1)


def test_a_vault_that_cannot_be_read_is_not_opened(tmp_path: Path) -> None:
    with pytest.raises(VaultError):
        Network.open(tmp_path / "nowhere", cache_dir=tmp_path)


def test_what_is_exported_is_there_and_is_what_type_checkers_read() -> None:
    (block,) = [each for each in ast.parse(Path(mdnetwork.__file__).read_bytes()).body if isinstance(each, ast.If)]
    homes = {alias.name: each.module for each in block.body if isinstance(each, ast.ImportFrom) for alias in each.names}
    assert sorted(homes) == mdnetwork.__all__
    for name, home in homes.items():
        assert getattr(mdnetwork, name) is getattr(importlib.import_module(str(home)), name)


def test_importing_the_package_imports_nothing_else() -> None:
    program = "import sys, mdnetwork; print(*[name for name in sys.modules if name.startswith('mdnetwork')])"
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert found.stdout.split() == ["mdnetwork"]


@pytest.mark.parametrize(
    ("ask", "expected"),
    [
        (lambda net: net.at(TODAY).people(), "[<Person: Ada Loughton, People/Ada Loughton.md>, "),
        (lambda net: net.at(TODAY).history("Ada"), "<History: Ada Loughton, 2026-10-01>"),
        (
            lambda net: net.at(TODAY).history("Ada").counted,
            "(<Evidence: 2026-10-01, People/Ada Loughton.md, 7, coffee>,)",
        ),
        (lambda net: net.at(TODAY).follow_ups(), "[<FollowUp: cadence, Ada Loughton, 2026-10-15>, <FollowUp: task, "),
    ],
)
def test_a_value_is_short_in_a_session(ask: Callable[[Network], object], expected: str, net: Network) -> None:
    assert repr(ask(net)).startswith(expected)


QUESTIONS: dict[str, Callable[[Answers], Results[Any]]] = {
    "people": Answers.people,
    "histories": Answers.histories,
    "interactions": lambda today: today.interactions("Bruno"),
    "due": Answers.follow_ups,
    "follow-ups": Answers.all_follow_ups,
    "meetings": Answers.meetings,
    "search": lambda today: today.search("looms"),
    "introductions": Answers.introductions,
    "who": lambda today: today.who("looms"),
    "reach": lambda today: today.reach("Bruno Neri"),
    "goals": Answers.goals,
    "bridges": Answers.bridges,
    "problems": Answers.problems,
    "twins": Answers.twins,
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_answers_are_records_of_plain_values_for_notebooks(question: str, root: Path, net: Network) -> None:
    write(root, MORE)
    net.refresh()
    found = QUESTIONS[question](net.at(TODAY))
    records = found.to_records()
    assert len(records) == len(found)
    assert found[:1].to_records() == records[:1]
    assert records or question in {"introductions", "bridges"}
    assert json.loads(json.dumps(records)) == records
    assert len({tuple(record) for record in records}) <= 1
    assert all(len(repr(each)) < 400 for each in found)


def test_records_have_the_keys_of_json(root: Path, net: Network) -> None:
    today = net.at(TODAY)
    assert today.follow_ups().to_records() == json.loads(
        call("--vault", root, "--today", str(TODAY), "due", "--json").stdout
    )
    people = json.loads(call("--vault", root, "--today", str(TODAY), "people", "--json").stdout)
    for mine, theirs in zip(today.histories().to_records(), people, strict=True):
        assert {key: mine[key] for key in theirs if key not in {"next", "reason"}} == {
            key: value for key, value in theirs.items() if key not in {"next", "reason"}
        }
