"""The rules of the house that a program can check: doors and banned words. The layers are import-linter's."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import mdnetwork

PACKAGE = Path(__file__).parent.parent / "mdnetwork"
DOORS = {
    "frontmatter": ("parsing/frontmatter.py",),
    "yaml": ("parsing/frontmatter.py",),
    "re2": ("vault/scanning.py",),
    "openpyxl": ("exchange/tables.py",),
    "phonenumbers": ("exchange/addresses.py",),
    "dateutil": ("exchange/calendar_in.py",),
    "icalendar": ("calendar/", "exchange/calendar_in.py"),
    "sqlite3": ("index/",),
    "tomllib": ("parsing/salvage.py", "words/languages.py"),
    "watchdog": ("sync/watch.py", "sync/events.py"),
    "jinja2": ("drafts/rendering.py",),
    "click": ("cli/", "__main__.py"),
    "gettext": ("i18n.py",),
    "cheroot": ("web/server.py",),
    "caldav": ("sync/dav.py",),
    "niquests": ("sync/dav.py",),
    "keyring": ("sync/credentials.py",),
    "platformdirs": ("cli/__init__.py", "index/", "sync/state.py", "editing/changes.py", "vault/locking.py"),
    "prompt_toolkit": ("cli/prompt.py",),
    "resvg_py": ("map/drawing.py",),
    "os": (
        "words/languages.py",
        "own_folders.py",
        "answers/",
        "vault/",
        "index/",
        "sync/",
        "web/",
        "editing/changes.py",
        "cli/",
    ),
    "pathlib": (
        "words/languages.py",
        "vault/",
        "index/",
        "sync/",
        "editing/changes.py",
        "web/",
        "cli/",
        "exchange/files.py",
        "exchange/new_notes.py",
        "exchange/importing.py",
        "exchange/exporting.py",
        "i18n.py",
        "network.py",
    ),
}


def imports(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names


@pytest.mark.parametrize("library", DOORS)
def test_each_library_that_touches_the_world_has_one_door(library: str) -> None:
    users = {path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py") if library in imports(path)}
    assert {user for user in users if not user.startswith(DOORS[library])} == set()


def test_text_leaves_for_the_terminal_through_one_door() -> None:
    """`cli/streams.py` cleans what it writes. The answers that were kept passed it before (`cli/__init__.py`)."""
    around = re.compile(
        r"\b(?:click\.(?:echo|secho|style|prompt|confirm)|sys\.(?:stdout|stderr)\.write(?:lines)?|(?<!\.)print)\("
    )
    assert [
        path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py") if around.search(path.read_text("utf-8"))
    ] == ["cli/streams.py"]


def test_no_module_is_a_drawer() -> None:
    drawers = {"utils", "helpers", "helper", "manager", "base", "common", "misc"}
    assert not {path for path in PACKAGE.rglob("*.py") if path.stem in drawers}


def test_every_public_name_is_where_it_is_said_to_live() -> None:
    """`mdnetwork.__getattr__` imports a name when it is first asked for; type checkers read another list."""
    assert [
        name for name in mdnetwork.__all__ if getattr(mdnetwork, name).__module__.split(".")[0] != "mdnetwork"
    ] == []
    assert {name for names in mdnetwork._HOMES.values() for name in names} == {*mdnetwork.__all__}
    with pytest.raises(AttributeError, match="no attribute 'nobody'"):
        mdnetwork.nobody  # noqa: B018


def test_no_two_classes_share_a_name() -> None:
    homes: dict[str, list[str]] = {}
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                homes.setdefault(node.name, []).append(path.relative_to(PACKAGE).as_posix())
    assert {name: found for name, found in homes.items() if len(found) > 1} == {}
