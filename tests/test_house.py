"""The rules of the house that a program can check: doors and banned words. The layers are import-linter's."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import mdnetwork

PACKAGE = Path(__file__).parent.parent / "mdnetwork"
DOORS = {
    "frontmatter": ("reading/frontmatter.py",),
    "yaml": ("reading/frontmatter.py",),
    "re2": ("vault/ignoring.py",),
    "openpyxl": ("exchange/spreadsheets.py",),
    "phonenumbers": ("exchange/addresses.py",),
    "dateutil": ("exchange/calendar_in.py",),
    "icalendar": ("feed/", "exchange/calendar_in.py"),
    "sqlite3": ("index/",),
    "tomllib": ("reading/loaded.py",),
    "watchdog": ("watching/",),
    "jinja2": ("drafts/rendering.py",),
    "click": ("cli/", "__main__.py"),
    "gettext": ("messages.py",),
    "cheroot": ("serving/server.py",),
    "caldav": ("serving/dav.py",),
    "niquests": ("serving/dav.py",),
    "keyring": ("serving/credentials.py",),
    "platformdirs": ("cli/__init__.py", "index/", "serving/keeping.py", "writing/journal.py", "vault/locking.py"),
    "prompt_toolkit": ("cli/prompt.py",),
    "resvg_py": ("mapping/png.py",),
    "os": ("own_folders.py", "answers/", "vault/", "index/", "watching/", "serving/", "writing/journal.py", "cli/"),
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


def test_text_leaves_for_the_terminal_through_one_door() -> None:
    """`cli/streams.py` cleans what it writes. The answers that were kept passed it before (`cli/__init__.py`)."""
    around = re.compile(
        r"\b(?:click\.(?:echo|secho|style|prompt|confirm)|sys\.(?:stdout|stderr)\.write(?:lines)?|(?<!\.)print)\("
    )
    assert [
        path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py") if around.search(path.read_text("utf-8"))
    ] == ["cli/streams.py"]


def test_modules_stay_small_enough_to_read() -> None:
    long = {
        path.relative_to(PACKAGE).as_posix(): lines
        for path in PACKAGE.rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 500
    }
    assert long == {}


CLOCKS = frozenset(
    {"clock_gettime", "monotonic", "monotonic_ns", "perf_counter", "perf_counter_ns", "process_time", "process_time_ns"}
    | {"sleep", "thread_time", "thread_time_ns", "time", "time_ns", "alarm", "setitimer"}
)
"""Functions by which a test would ask how late it is, or wait for a time that it has chosen."""
BY_THE_CLOCK = {
    ("patience.py", "alarm"): "ends a test that hangs, after ten minutes",
    ("stress/killed_at.py", "setitimer"): "kills a run at any moment, and asserts nothing about when",
    ("index/test_index_equals_rebuild.py", "time_ns"): "is the clock that a vault is given",
    ("stress/test_inotify_limits.py", "monotonic"): "is the clock that a watcher is given, fifty times as fast",
    ("hostile/fuzz.py", "process_time"): "is no test: it is started by hand and looks for what is dear",
    ("hostile/fuzz.py", "monotonic"): "as above: it ends after the time that it was given",
    ("hostile/limited.py", "alarm"): "ends a command that waits for ever, after ten minutes",
    ("radicale_server.py", "wait"): "looks ten times a second whether a server answers, for ten minutes",
}
"""Where a test may read a clock, and why."""
PATIENT = 60
"""Seconds: a shorter wait for another process fails on a busy machine."""


def clocks(tree: ast.AST) -> set[str]:
    """The clocks that are read, the deadlines, and the waits that are shorter than `PATIENT`."""
    found = set()
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id="time" | "signal"), attr=name) if name in CLOCKS:
                found.add(name)
            case ast.ImportFrom(module="time" | "signal", names=names):
                found |= CLOCKS & {each.name for each in names}
            case ast.Constant(value=str(text)) if "\n" in text:  # a program that a test runs
                found |= {name for name in CLOCKS if re.search(rf"\b(?:time|signal)\.{name}\b", text)}
            case ast.keyword(arg="deadline", value=ast.Constant(value=value)) if value is not None:
                found.add("deadline")
            case ast.keyword(arg="timeout", value=ast.Constant(value=int() | float() as value)) if value < PATIENT:
                found.add("timeout")
            case ast.Call(
                func=ast.Attribute(attr="wait" | "join"), args=[ast.Constant(value=int() | float() as value)]
            ) if value < PATIENT:
                found.add("wait")
    return found


TESTS = Path(__file__).parent


def test_no_test_reads_a_clock() -> None:
    """A test that asks how long something took fails on a busy machine: `effort.py` and `patience.py` do not."""
    found = {
        (path.relative_to(TESTS).as_posix(), clock)
        for path in TESTS.rglob("*.py")
        if path.name != "test_house.py"  # which says the words
        for clock in clocks(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert found == BY_THE_CLOCK.keys()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("import time\ntime.sleep(1)", {"sleep"}),
        ("from time import perf_counter", {"perf_counter"}),
        ("began = time.process_time()", {"process_time"}),
        ("process.wait(30)", {"wait"}),
        ("process.wait(600)", set()),
        ("process.communicate(timeout=10)", {"timeout"}),
        ("process.communicate(timeout=PATIENCE)", set()),
        ("@settings(deadline=400)\ndef test_it(): ...", {"deadline"}),
        ("@settings(deadline=None)\ndef test_it(): ...", set()),
        ('PROGRAM = """\nimport time\ntime.sleep(1)\n"""', {"sleep"}),
        ("time.tzset()", set()),
    ],
)
def test_a_clock_is_seen(text: str, found: set[str]) -> None:
    assert clocks(ast.parse(text)) == found


def test_no_property_returns_where_an_edit_is_refused() -> None:
    """`properties.unless_refused` draws another example, and counts."""
    quiet = {
        path.relative_to(TESTS).as_posix()
        for path in TESTS.rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler) and node.type is not None and "EditRefused" in ast.unparse(node.type)
    }
    assert quiet == set()


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
