"""README and docs are true: their tables come from the program, their Python runs."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import language_tables
import pytest
import settings_table

from mdnetwork import Answers, Network
from mdnetwork.cli.help import pages
from support.sentences import FRAGMENTS, named_pages, of_the_program

ROOT = Path(__file__).parent.parent.parent
DOCUMENTS = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
_PYTHON = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([\w./-]+\.md)\)")


def test_the_settings_table_is_the_schema() -> None:
    assert settings_table.written() == settings_table.table()


def test_the_tables_of_words_are_the_files_of_the_languages() -> None:
    assert language_tables.written() == language_tables.tables()


@pytest.mark.parametrize("document", [path for path in DOCUMENTS if "```python" in path.read_text("utf-8")], ids=str)
def test_python_examples_run(document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "examples" / "vault", tmp_path / "vault")
    monkeypatch.chdir(tmp_path / "vault")
    for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "cache"))
    names: dict[str, object] = {}
    for block in _PYTHON.findall(document.read_text("utf-8")):
        exec(compile(block, str(document), "exec"), names)  # noqa: S102  the documents are ours


def test_messages_name_pages_that_can_be_printed_and_no_files_of_the_repository() -> None:
    assert named_pages() <= pages().keys()
    assert len(named_pages()) > 5
    assert [text for text in of_the_program() | FRAGMENTS if "docs/" in text] == []


def test_every_question_is_documented() -> None:
    text = (ROOT / "docs" / "python.md").read_text("utf-8")
    questions = [name for name in vars(Answers) if not name.startswith("_")]
    assert [name for name in questions if not re.search(rf"`{name}[`(]", text)] == []


def test_the_map_is_of_the_example_vault(tmp_path: Path) -> None:
    """Drawn anew by `mdnet --vault examples/vault --today 2026-11-23 map -o docs/map.svg`."""
    with Network.open(ROOT / "examples" / "vault", cache_dir=tmp_path) as net:
        assert net.at(date(2026, 11, 23)).map() == (ROOT / "docs" / "map.svg").read_bytes()


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    for target in _LINK.findall(document.read_text("utf-8")):
        assert (document.parent / target).exists(), target
