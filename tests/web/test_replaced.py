"""What the page shows when the index is not its own: never an empty vault."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from mdnetwork.cli.contents import CommandContents
from mdnetwork.network import Network
from mdnetwork.web.page import application
from mdnetwork.web.site import Site
from support.closed import kept
from support.paths import ROOT


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("MDNET_LANGUAGES", str(tmp_path / "languages"))  # its files are part of the program
    (tmp_path / "languages").mkdir()
    return Path(shutil.copytree(ROOT / "examples" / "vault", tmp_path / "vault"))


def served(vault: Path) -> tuple[TestClient, Site]:
    site = kept(Site(lambda: Network.open(vault, refresh=False), lambda: date(2026, 11, 23)))
    return TestClient(application(site, CommandContents()), base_url="http://127.0.0.1"), site


def index(vault: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in (vault.parent / "cache").rglob("*.sqlite")}


def test_a_page_without_an_index_reads_the_notes_instead_of_showing_none(vault: Path) -> None:
    page = served(vault)[0]
    assert "26 people" in page.get("/people").text


def test_an_index_under_other_settings_is_never_shown_as_an_empty_vault(vault: Path) -> None:
    page = served(vault)[0]
    assert "26 people" in page.get("/people").text
    settings = vault / "mdnetwork.toml"
    settings.write_text('date_order = "dmy"\n' + settings.read_text("utf-8"), "utf-8")
    Network.open(vault).close()  # the index is now under the new settings, and the page has no news of them
    assert "Olga Stein" in page.get("/due").text


def test_a_page_whose_program_was_replaced_says_so_and_leaves_the_index_of_the_new_one(vault: Path) -> None:
    page, site = served(vault)
    assert "26 people" in page.get("/people").text
    (vault.parent / "languages" / "a-later-version").write_text("", "utf-8")
    assert "Olga Stein" in page.get("/due").text, "nothing has taken its index yet"
    command = (sys.executable, "-m", "mdnetwork", "--vault", str(vault), "people")
    assert b"Ada Marlow" in subprocess.run(command, check=True, capture_output=True).stdout
    before = index(vault)
    site.news()
    answer = page.get("/people")
    assert (answer.status_code, "start it again" in answer.text) == (503, True)
    assert index(vault) == before


def test_settings_that_cannot_be_read_are_named(vault: Path) -> None:
    page, site = served(vault)
    assert page.get("/").status_code == 200
    (vault / "mdnetwork.toml").write_text("language = 7\n", "utf-8")
    site.news()
    answer = page.get("/")
    assert (answer.status_code, "mdnetwork.toml" in answer.text) == (503, True)
