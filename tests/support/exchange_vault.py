"""A vault of a few invented people, and imports into it, for the tests of the exchange."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from mdnetwork import Network
from mdnetwork.exchange.importing import Choices, Import
from support.vaults import write

TODAY = date(2026, 11, 23)

ADA = """---
type: person
org: Acme
role: Engineer
email: ada@example.org
---
# Ada Okoro

## Log
- 2026-03-04 coffee
"""
BEN = '---\ntype: person\norg: "[[Northwind Labs]]"\n---\n# Ben Sato\n'
NOTES = {"People/Ada Okoro.md": ADA, "People/Ben Sato.md": BEN}

LINKEDIN = (
    'Notes:\n"When exporting your connection data, you may notice that some of the email addresses are missing."\n\n'
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
)


@contextmanager
def network(root: Path, notes: Mapping[str, str | bytes] = NOTES) -> Iterator[Network]:
    with Network.open(write(root, notes), cache_dir=root.parent / "cache") as net:
        yield net


def everybody(_card: object) -> bool:
    return True


def planned(net: Network, file: Path | str | bytes, name: str = "in.csv", **chosen: Any) -> Import:
    """The import of a file, or of one with this text."""
    if not isinstance(file, Path):
        path = net.root.parent / name
        path.write_bytes(file.encode() if isinstance(file, str) else file)
        file = path
    return net.edit.plan_import([file], TODAY, Choices(**chosen))


def imported(net: Network, file: Path | str | bytes, name: str = "in.csv", **chosen: Any) -> Import:
    found = planned(net, file, name, **chosen)
    net.edit.write(found.plan, recorded=False)
    net.refresh()
    return found


def outcomes(found: Import) -> dict[str, str]:
    return {entry.name: entry.outcome for entry in found.entries}


def texts(root: Path) -> dict[str, str]:
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in sorted(root.rglob("*.md"))}
