"""Odd files: loops of links, names of 255 bytes, names that only their Unicode form tells apart, vast notes."""

from __future__ import annotations

import os
import sys
import unicodedata
from pathlib import Path

import pytest

from mdnetwork.vault import write_if_changed
from support.stressed_vault import ADA, TODAY, Stressed, seen
from support.vaults import write


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_loops_of_links(stressed: Stressed) -> None:
    def loops(root: Path) -> None:
        (root / "loop").symlink_to(root)
        (root / "People" / "up").symlink_to("..")
        (root / "one").symlink_to("other")
        (root / "other").symlink_to("one")
        (root / "self.md").symlink_to("self.md")
        (root / "People" / "Carla.md").symlink_to(root / "loop" / "People" / "Ada Loughton.md")

    stressed.after(loops)
    with stressed.network() as network:
        network.refresh()
        assert [person.name for person in network.at(TODAY).people()] == ["Ada Loughton", "Bruno Neri"]


@pytest.mark.parametrize("name", ["x" * 252 + ".md", "è" * 126 + ".md", "𝛼" * 63 + ".md"])
def test_a_name_of_255_bytes(stressed: Stressed, name: str) -> None:
    assert len(name.encode()) == 255
    path = f"People/{name}"
    stressed.after(lambda root: write(root, {path: ADA}))
    with stressed.network() as network:
        network.refresh()
        assert network.at(TODAY).person(name.removesuffix(".md")).path == path
        network.vault.replace(path, ADA.encode(), ADA.encode() + b"- 2026-11-02 lunch\n")
    stressed.unharmed(seen(stressed.root))
    feed = stressed.root.parent / f"{'f' * 251}.ics"
    assert write_if_changed(feed, stressed.unharmed(seen(stressed.root)).data)


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS takes both forms for one name")
def test_twins_that_only_their_unicode_form_tells_apart(stressed: Stressed) -> None:
    composed, decomposed = (unicodedata.normalize(form, "Zoë Nußbaum") for form in ("NFC", "NFD"))
    twins = {f"People/{composed}.md": ADA, f"People/{decomposed}.md": ADA.replace("4w", "2w")}
    stressed.after(lambda root: write(root, {**twins, "Daily/2026-11-21.md": f"- call with [[{decomposed}]]\n"}))
    with stressed.network() as network:
        network.refresh()
        assert {person.path for person in network.at(TODAY).people()} > set(twins)
        assert len({person.id for person in network.at(TODAY).people()}) == 4
    (stressed.root / f"People/{composed}.md").unlink()
    stressed.unharmed(seen(stressed.root))
