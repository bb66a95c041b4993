"""The rules of the house that a program can check: doors and banned words. The layers are import-linter's."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import mdnetwork

PACKAGE = Path(__file__).parent.parent / "mdnetwork"
DOORS = {
    "frontmatter": ("reading/frontmatter.py",),
    "yaml": ("reading/frontmatter.py",),
    "openpyxl": ("exchange/spreadsheets.py",),
    "phonenumbers": ("exchange/addresses.py",),
    "dateutil": ("exchange/calendar_in.py",),
    "icalendar": ("feed/", "exchange/calendar_in.py"),
    "sqlite3": ("index/",),
    "tomllib": ("config/", "reading/frontmatter.py"),
    "watchdog": ("watching/",),
    "jinja2": ("drafts/rendering.py",),
    "click": ("cli/", "__main__.py"),
    "gettext": ("messages.py",),
    "cheroot": ("serving/server.py",),
    "caldav": ("serving/dav.py",),
    "niquests": ("serving/dav.py",),
    "keyring": ("serving/credentials.py",),
    "platformdirs": ("cli/__init__.py", "index/", "serving/keeping.py", "writing/journal.py"),
    "prompt_toolkit": ("cli/prompt.py",),
    "resvg_py": ("mapping/png.py",),
    "os": ("answers/", "vault/", "index/", "watching/", "serving/", "writing/journal.py", "cli/"),
    "pathlib": (
        "vault/",
        "index/",
        "watching/",
        "writing/journal.py",
        "serving/",
        "cli/",
        "exchange/files.py",
        "exchange/filing.py",
        "exchange/opening.py",
        "exchange/importing.py",
        "exchange/vdir.py",
        "messages.py",
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


def test_modules_stay_small_enough_to_read() -> None:
    long = {
        path.relative_to(PACKAGE).as_posix(): lines
        for path in PACKAGE.rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 500
    }
    assert long == {}


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
