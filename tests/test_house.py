"""The rules of the house that a program can check: doors and banned words. The layers are import-linter's."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

import mdnetwork
from mdnetwork.cli.program import COMMANDS

PACKAGE = Path(__file__).parent.parent / "mdnetwork"
DOORS = {
    "frontmatter": ("parsing/frontmatter.py",),
    "yaml": ("parsing/frontmatter.py",),
    "re2": ("vault/scanning.py",),
    "openpyxl": ("exchange/tables.py",),
    "phonenumbers": ("exchange/values.py",),
    "recurring_ical_events": ("exchange/calendar_in.py",),
    "icalendar": ("calendar/", "exchange/calendar_in.py"),
    "sqlite3": ("store/",),
    "tomllib": ("parsing/salvage.py", "vocabulary/languages.py", "exchange/columns.py"),
    "watchdog": ("sync/watch.py",),
    "jinja2": ("drafts/rendering.py", "web/page/"),
    "markupsafe": ("web/page/",),
    "click": ("cli/", "__main__.py"),
    "gettext": ("i18n.py",),
    "uvicorn": ("web/server.py", "web/protocol.py"),
    "starlette": ("web/",),
    "caldav": ("sync/dav.py",),
    "niquests": ("sync/dav.py",),
    "segno": ("web/page/network_pages.py",),
    "tomlkit": ("editing/dismissing.py",),
    "keyring": ("sync/credentials.py",),
    "platformdirs": ("cli/__init__.py", "store/", "sync/state.py", "editing/changes.py", "vault/locking.py"),
    "prompt_toolkit": ("cli/log.py",),
    "resvg_py": ("map/drawing.py",),
    "os": (
        "i18n.py",
        "own_folders.py",
        "vault/",
        "store/",
        "sync/",
        "web/",
        "editing/changes.py",
        "cli/",
    ),
    "pathlib": (
        "vocabulary/languages.py",
        "vault/",
        "store/",
        "sync/",
        "editing/changes.py",
        "web/",
        "cli/",
        "editor.py",
        "records.py",
        "exchange/files.py",
        "exchange/new_notes.py",
        "exchange/importing.py",
        "exchange/exporting.py",
        "i18n.py",
        "network.py",
    ),
}


@cache
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


IMPORTS_IN_FUNCTIONS: dict[str, str] = {}
"""Modules of the package that import inside a function, each with the reason why `lazy` does not do. None today."""


def test_no_function_imports() -> None:
    """What is to be imported late is `lazy` at the top of its module, where the imports are read."""
    importing = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert importing == {*IMPORTS_IN_FUNCTIONS}


def lazy_names(path: Path) -> tuple[dict[str, str], dict[str, str]]:
    """The modules that are lazy in this module, by the name they have there; and all names with what mypy reads."""
    late: dict[str, str] = {}
    seen: dict[str, str] = {}
    for block in ast.parse(path.read_text(encoding="utf-8")).body:
        if not isinstance(block, ast.If) or ast.unparse(block.test) != "TYPE_CHECKING":
            continue
        for node in block.body:
            if isinstance(node, ast.Import):
                seen |= {alias.asname or alias.name: alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                seen |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
        for node in block.orelse if "lazy(" in ast.unparse(block) else ():
            assert isinstance(node, ast.Assign)
            bound = [name.id for name in ast.walk(node.targets[0]) if isinstance(name, ast.Name)]
            named = [text.value for text in ast.walk(node.value) if isinstance(text, ast.Constant)]
            late |= dict(zip(bound, [str(text) for text in named if str(text) in seen.values()], strict=True))
    return late, seen


def test_what_is_lazy_is_what_type_checkers_read() -> None:
    different = []
    for path in PACKAGE.rglob("*.py"):
        late, seen = lazy_names(path)
        different += [(path.name, name, module) for name, module in late.items() if seen[name] != module]
    assert different == []


def test_what_only_type_checkers_read_is_in_annotations_alone() -> None:
    """A name that is imported for type checkers is missing when the program runs, and they do not tell."""
    used = []
    for path in PACKAGE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        blocks = [node for node in tree.body if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)]
        bound = {
            name.id for node in blocks for each in node.orelse for name in ast.walk(each) if isinstance(name, ast.Name)
        }
        defined = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)}
        missing = lazy_names(path)[1].keys() - bound - defined
        notes = (getattr(node, key, None) for node in ast.walk(tree) for key in ("annotation", "returns"))
        annotated = {id(name) for note in notes if note is not None for name in ast.walk(note)}
        names = (node for node in ast.walk(tree) if isinstance(node, ast.Name) and id(node) not in annotated)
        used += [(path.name, name.lineno, name.id) for name in names if name.id in missing]
    assert used == []


ALONE = {
    "calendar.completed": "imported late: what a calendar application completed is asked by publish alone",
    "calendar.event": "an event as data, without icalendar: tested and timed by itself",
    "cli.groups": "the page of a group, beside those of people and meetings",
    "drafts.post": "imported late: a text to publish is asked for seldom",
    "drafts.request": "imported late: drafts are asked for seldom",
    "editing.dismissing": "imported late: the door to tomlkit",
    "editing.generated": "imported late: what the program writes into notes of its own accord",
    "editing.merge": "two notes made one, beside which renaming is small",
    "editing.rename": "imported late: names in every link of a vault",
    "parsing.goals": "what a goal note says, beside which reading lines is large",
    "cli.goal": "imported late: the page of a goal, as most pages are of people",
    "exchange.filling": "what a card adds to a note, beside which planning an import is small",
    "exchange.jscontact": "the reader of a format",
    "exchange.ldif": "the reader of a format",
    "exchange.plugin_notes": "notes of other plugins, a format of its own",
    "exchange.vcards": "the reader of a format with many dialects",
    "exchange.vcards_out": "the writer of vCards, judged by other programs",
    "map.drawing": "what the package gives",
    "map.seats": "where everybody sits: one algorithm, tested by itself",
    "parsing.frontmatter": "the door to python-frontmatter and yaml",
    "parsing.hints": "what in one note looks like something known; `causes`, on the path of every command, reads none",
    "parsing.attempts": "calls without an answer: a rule of its own in the words of clauses",
    "parsing.groups": "what the note of a group says of it",
    "cli.report": "imported late: what leaves in a bug report, which a test reads by itself",
    "parsing.notes": "the facts of a document, step by step",
    "parsing.person": "what a person's note says of them",
    "obsidian": "the settings of another program",
    "insight.needs": "what a person looks for, in the words of a field or a line",
    "insight.spoken": "names found in any text: one algorithm, tested by itself",
    "store.batches": "people as the rules ask about them, of whom a few hundred are in memory",
    "store.conclusions": "what follows, which a second process works out too, apart from what writes it",
    "store.conclude": "imported late: a question without changes needs no rules",
    "store.store": "the store's interface, and what it does when its file is broken",
    "vault.state": "what is remembered beside the cache",
    "store.experts": "imported late: `show` alone asks who knows about something",
    "store.feeds": "events of calendars, which no note decides alone",
    "sync.dav": "imported late: the door to caldav",
    "sync.watch": "the door to watchdog",
    "cli.contents": "the answers of the commands, as the pages of `mdnet serve` ask for them",
    "store.totals": "imported late: how much there is in a vault without settings",
    "web.page.entry": "the page of the typed line",
    "web.page.network_pages": "the pages about the network as a whole",
    "web.page.person": "the page of one person",
    "web.page.today": "the first page",
    "web.application": "which part of the server answers",
    "web.safety": "who may see the page, tested sentence by sentence",
    "web.protocol": "connections: what uvicorn's lack",
    "web.server": "imported late: the door to uvicorn",
}
"""Modules that one other module imports and that make sense on their own, each with the reason.

A module that is on no such list and has one importer belongs into it.
"""


def imported_modules(path: Path, modules: frozenset[str]) -> set[str]:
    """The package's modules that this one imports, those for type checkers and the lazy ones too."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                names.add(whole if whole in modules else node.module)
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return names & modules


def graph() -> dict[str, set[str]]:
    """What each module of the package imports, by its name."""
    homes = {
        ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__"): path
        for path in PACKAGE.rglob("*.py")
    }
    return {name: imported_modules(path, frozenset(homes)) for name, path in homes.items()}


def test_a_module_with_one_importer_has_a_reason_to_be_one() -> None:
    imported = graph()
    users = {name: [user for user in imported if name in imported[user]] for name in imported}
    called = {"mdnetwork.__main__", *(f"mdnetwork.cli.{home}" for home in COMMANDS.values())}
    packages = {"mdnetwork", *(name.rpartition(".")[0] for name in imported)}
    alone = {name for name in imported if len(users[name]) < 2 and name not in called | packages}
    assert {name.removeprefix("mdnetwork.") for name in alone} == {*ALONE}


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Not even late or for type checkers alone."""
    imported = graph()
    while leaves := {name for name in imported if not imported[name] & imported.keys()}:
        imported = {name: used for name, used in imported.items() if name not in leaves}
    assert imported == {}
