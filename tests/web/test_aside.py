"""The second process: it makes the same pages, as of the same state, and nothing is lost when it ends."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from mdnetwork.cli.contents import CommandContents
from mdnetwork.cli.serve import AsideSettings, make_pages_aside
from mdnetwork.network import Network
from mdnetwork.store.schema import code_mark
from mdnetwork.web.aside import Aside, PageAsked
from mdnetwork.web.page import LONG, application
from mdnetwork.web.site import Site
from support.closed import kept
from support.paths import ROOT

DAY = date(2026, 11, 23)
ADDRESSES = ("/map", "/review", "/check", "/goals", "/reach?name=Tessa+Vale", "/search?q=museum", "/people?ties=weak")


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("aside")
    with pytest.MonkeyPatch.context() as patch:  # the second process inherits where its user keeps things
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        vault = Path(shutil.copytree(ROOT / "examples" / "vault", folder / "vault"))
        Network.open(vault).close()
        yield vault


@pytest.fixture(scope="module")
def aside(vault: Path) -> Iterator[Aside]:
    aside = Aside(
        make_pages_aside.__module__, make_pages_aside.__name__, AsideSettings(vault, read_only=False, code=code_mark())
    )
    yield aside
    aside.close()


def pages(vault: Path, aside: Aside | None) -> tuple[TestClient, Site]:
    site = kept(Site(lambda: Network.open(vault, refresh=False), lambda: DAY))
    return TestClient(application(site, CommandContents(), aside), base_url="http://127.0.0.1"), site


def test_every_long_page_is_asked_for_here() -> None:
    assert {address.partition("?")[0] for address in ADDRESSES} == LONG | {"/people"}


def test_it_makes_the_same_pages(vault: Path, aside: Aside) -> None:
    here, there = pages(vault, None)[0], pages(vault, aside)[0]
    assert {address: there.get(address).text for address in ADDRESSES} == {
        address: here.get(address).text for address in ADDRESSES
    }
    assert there.get("/reach?name=Nobody+Atall").status_code == 404
    assert aside._process is not None


def test_it_shows_what_changed(vault: Path, aside: Aside) -> None:
    page, site = pages(vault, aside)
    assert "Quilla Newcome" not in page.get("/search?q=quilla").text
    (vault / "People" / "Quilla Newcome.md").write_text("---\ntype: person\n---\n# Quilla Newcome\n", encoding="utf-8")
    with Network.open(vault):
        site.news()
    assert "Quilla Newcome" in page.get("/search?q=quilla").text


def test_it_is_started_again_when_it_ended(vault: Path, aside: Aside) -> None:
    page = pages(vault, aside)[0]
    page.get("/review")
    before = aside._process
    assert before is not None
    before.kill()
    before.wait()
    assert "Worth doing" in page.get("/review").text
    assert aside._process not in {None, before}


def test_it_does_not_touch_the_store_of_another_version(vault: Path) -> None:
    other = Aside(make_pages_aside.__module__, make_pages_aside.__name__, AsideSettings(vault, False, "older code"))
    assert other.ask(PageAsked("/review", b"", 0, DAY)) is None


def test_without_it_the_page_is_made_here(vault: Path) -> None:
    broken = Aside("mdnetwork.web.aside", "no_such_function", None)
    assert broken.ask(PageAsked("/review", b"", 0, DAY)) is None
    assert "Worth doing" in pages(vault, broken)[0].get("/review").text
