"""A vault that somebody else made: its settings and patterns hang no command, and lead to nothing outside of it."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("limits of processor time are POSIX's", allow_module_level=True)

from mdnetwork.days.formats import date_by
from mdnetwork.errors import MdnetworkError, SettingsError
from mdnetwork.network import Network
from mdnetwork.vault import Ignoring, Vault
from support.commands import ROWS, Row
from support.limited_process import calm, python, row_of_each_command, run, values
from support.stressed_vault import NOTES, TODAY
from support.vaults import write

HIDDEN = "Zebedee keeps the spare key"
LONG = "a" * 200
EACH = row_of_each_command(ROWS)
APP, DAILY, TEMPLATES = (f".obsidian/{name}.json" for name in ("app", "daily-notes", "templates"))


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    root = tmp_path / "vault"
    write(root, NOTES)
    write(tmp_path, {"outside/first.md": HIDDEN, "outside/en/first.md": HIDDEN, "outside/Person.md": HIDDEN})
    return root


def settings(root: Path, name: str, **keys: object) -> None:
    write(root, {name: json.dumps(keys)})


# Patterns


PATTERNS = [
    "*a*a*a*a*a*a*a*a*a*a*a*ab",
    "**a**a**a**a**a**a**a**a**a**ab",
    "People/*a*a*a*a*a*a*a*a*a*a*/**/*b",
    "[a-z]*[a-z]*[a-z]*[a-z]*[a-z]*[a-z]*[a-z]*[a-z]*[a-z]*1",
    "**/**/**/**/**/**/**/**/**/**/x",
    "/(a+)+$/",
    "/^(([a-z])+.)+[A-Z]([a-z])+$/",
    "/(a|aa)+$/",
    "/(.*a){25}b/",
    "/(x+x+)+y/",
    r"/(?:\w+\s?)*!/",
    "/(a?){60}a{60}b/",
]


def test_no_pattern_of_a_vault_hangs_a_command(vault: Path) -> None:
    write(vault, {f"People/{LONG}.md": "", f"People/{LONG}/{'x' * 200}!.md": ""})
    settings(vault, APP, userIgnoreFilters=PATTERNS)
    calm(run(vault, ["due"]))
    (vault / APP).unlink()
    write(vault, {"mdnetwork.toml": f"ignore = {json.dumps(PATTERNS)}"})
    calm(run(vault, ["due"]))


@pytest.mark.parametrize(
    ("pattern", "ignored", "kept"),
    [
        ("*a*ab*", "People/xaxabx.md", "People/xaxbax.md"),
        ("a**b.md", "a/x/b.md", "x/a/b"),
        ("Città*", "CITTÀ vecchia/", "Citta/"),
        (r"/\u00e8.*\/Vecchi[oa]/", "è qui/Vecchia", "e qui/Vecchia"),
        ("/(?<year>19|20)99/", "Log/2099.md", "Log/2098.md"),
        ("/^(?i:bozze)//", "BOZZE/x.md", "x/bozze/y.md"),
        (r"[\d^-]x", "\\x", "5x"),
    ],
)
def test_patterns_mean_what_they_meant(pattern: str, ignored: str, kept: str) -> None:
    ignoring = Ignoring((pattern, "/(?<year>never)x{3}/"))
    assert (ignoring(ignored), ignoring(kept), ignoring.problems) == (True, False, ())


@pytest.mark.parametrize(
    "pattern", ["/(?=a)b/", r"/(a)\1/", "/(?<!x)y/", "/(((a{1000}){1000}){1000})/", "/\\Qabc/", "/(/", "/\ud800/"]
)
def test_an_expression_that_cannot_be_used_safely_is_a_problem_and_ignores_nothing(pattern: str) -> None:
    ignoring = Ignoring(("Archive/", pattern, "/Bozze/"))
    (problem,) = ignoring.problems
    assert "it ignores nothing" in problem.message
    assert [ignoring(path) for path in ("Archive/", "x/Bozze", "aab")] == [True, True, False]


def test_patterns_without_end_are_a_problem() -> None:
    ignoring = Ignoring(("Archive/", *(f"{n:05}*.md" for n in range(10_000)), *["/.{900}.{900}/"] * 40))
    assert any("more than" in problem.message for problem in ignoring.problems)
    assert ignoring("Archive/")


def test_a_pattern_that_takes_too_much_memory_together_with_others_is_a_problem() -> None:
    ignoring = Ignoring(("Archive/", *(f"/.{{900}}.{{{n}}}/" for n in range(700, 900))))
    assert [problem.message for problem in ignoring.problems] == [
        "The ignore patterns are too large together, and ignore nothing: shorten them."
    ]
    assert ignoring("Archive/")


FORMATS = [
    "YYYY-MM-DD" + "dddd" * 12 + "[x]",
    "YYYY-MM-DD" + "E[]" * 40 + "[x]",
    "YYYY/MMMM/DD" + "H[]m[]s[]A" * 12 + "[x]",
    "YYYYMMDD" + "dddddd" * 20 + "Do[x]",
    "[" * 100_000,
    "YYYY-MM-DD" + "Z[]X[]" * 30 + "[x]",
]


def test_no_format_of_daily_notes_takes_longer_than_its_text(vault: Path) -> None:
    names = [f"2026-11-23{'a' * 200}", f"20261123{'1' * 200}", f"2026/November/23{'11am' * 40}"]
    lines = f"[(date_by(form, name), in_moment(form, datetime.min)) for form in {FORMATS} for name in {names}]"
    calm(
        python(
            "from datetime import datetime; from mdnetwork.days.formats import date_by; "
            f"from mdnetwork.days.formats import in_moment; {lines}"
        )
    )


@pytest.mark.parametrize("form", FORMATS[:1])
def test_no_format_of_daily_notes_hangs_a_command(vault: Path, form: str) -> None:
    write(vault, {f"2026-11-23{'a' * 200}.md": ""})
    settings(vault, DAILY, format=form)
    calm(run(vault, ["log", "--daily", "--dry-run", "call with Ada Loughton"]))


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("YYYYMMDDHHmmss", "20261123094501"),
        ("dddd, Do MMMM YYYY", "Monday, 23rd November 2026"),
        ("dddd D MMMM YYYY", "lunedì 23 novembre 2026"),
        ("Do. MMMM YYYY", "23. November 2026"),
        ("gggg-[W]ww/YYYY-MM-DD ddd", "2026-W48/2026-11-23 Mon"),
        ("YYYY/YYYY-MM-DD hh-mm a", "2026/2026-11-23 09-45 am"),
        ("DDDD YYYY-M-D", "327 2026-11-23"),
    ],
)
def test_formats_of_daily_notes_mean_what_they_meant(form: str, name: str) -> None:
    day = date_by(form, name)
    assert day is not None
    assert day.isoformat() == "2026-11-23"


@pytest.mark.parametrize("row", EACH, ids=lambda row: row.name)
def test_no_command_hangs_on_a_vault_of_hostile_patterns_nor_reads_what_lies_outside(vault: Path, row: Row) -> None:
    outside = vault.parent / "outside"
    write(vault, {f"People/{LONG}.md": "", f"2026-11-23{LONG}.md": "", "Drafts/en/x.md": ""})
    write(vault, {"mdnetwork.toml": "ignore = ['*a*a*a*a*a*a*a*a*a*a*a*a*ab', '*.tmp.md']\ndrafts = 'Drafts'\n"})
    settings(vault, APP, userIgnoreFilters=[r"/(\w+)+$/", "/(?!a)b/"])
    settings(vault, DAILY, format=FORMATS[0], folder="../outside", template="../outside/first")
    os.mkfifo(vault / TEMPLATES)
    shutil.rmtree(vault / "Drafts/en")
    (vault / "Drafts/en").symlink_to(outside)
    (vault / "Templates").symlink_to(outside)
    (vault / "Board.canvas").symlink_to(outside / "first.md")
    ended = calm(run(vault, row.words(values(vault.parent / "files")), row.answer, row.running))
    assert HIDDEN not in ended.said
    assert sorted(path.name for path in outside.rglob("*")) == ["Person.md", "en", "first.md", "first.md"]
    assert all(HIDDEN not in path.read_text(encoding="utf-8") for path in vault.rglob("*.md") if not path.is_symlink())


# Settings


def fifo(file: Path) -> None:
    file.unlink(missing_ok=True)
    os.mkfifo(file)


def device(file: Path) -> None:
    file.unlink(missing_ok=True)
    file.symlink_to("/dev/zero")


def huge(file: Path) -> None:
    with file.open("wb") as opened:
        opened.truncate(5_000_000_000)


def outside(file: Path) -> None:
    file.unlink(missing_ok=True)
    (file.parent.parent / "theirs").write_text('{"language": "it"}', encoding="utf-8")
    file.symlink_to(file.parent.parent / "theirs")


def folder(file: Path) -> None:
    file.unlink(missing_ok=True)
    file.mkdir()


Odd = Callable[[Path], None]
ODD: tuple[Odd, ...] = (fifo, device, huge, outside, folder)


@pytest.mark.parametrize("odd", ODD)
def test_settings_that_are_no_plain_file_are_refused_in_a_sentence(vault: Path, odd: Odd) -> None:
    odd(vault / "mdnetwork.toml")
    ended = calm(run(vault, ["due"]))
    assert ended.code == 1
    assert "mdnetwork.toml cannot be read" in ended.said


@pytest.mark.parametrize(("name", "odd"), [*zip((APP, DAILY, TEMPLATES, APP, DAILY), ODD, strict=True)])
def test_settings_of_obsidian_that_are_no_plain_file_are_a_problem(vault: Path, odd: Odd, name: str) -> None:
    odd(vault / name)
    assert f"{name}: SETTINGS {name} cannot be read" in calm(run(vault, ["check"])).said


def test_a_linked_folder_of_obsidian_is_not_read(vault: Path) -> None:
    shutil.rmtree(vault / ".obsidian")
    settings(vault.parent, "outside/app.json", userIgnoreFilters=["People/"])
    (vault / ".obsidian").symlink_to(vault.parent / "outside")
    with Network.open(vault, cache_dir=vault.parent / "cache") as network:
        assert [person.name for person in network.at(TODAY).people()] == ["Ada Loughton", "Bruno Neri"]
        assert {problem.path for problem in network.at(TODAY).problems()} >= {APP}


DEEP = {
    "brackets": "ignore = " + "[" * 100_000,
    "closed brackets": "ignore = " + "[" * 50_000 + "]" * 50_000,
    "tables": "feed = " + "{a=" * 30_000,
    "dots": "\n".join(".".join(["a"] * 900) + f"{n} = 1" for n in range(100)),
    "dots in a table's name": f"[{'.'.join(['a'] * 90_000)}]\nb = 1",
    "dots in tables in lists": "list = " + ("[{" + ".".join(["a"] * 90) + "=") * 60 + "1" + "}]" * 60,
    "digits": "crowd = " + "9" * 100_000,
    "quotes": "list = " + '"' * 100_001,
    "a wrong value without end": f"language = '{'x' * 100_000}'",
}


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_deep_settings_are_refused_in_a_sentence(vault: Path, text: str) -> None:
    write(vault, {"mdnetwork.toml": text})
    ended = calm(run(vault, ["due"]))
    assert ended.code == 1
    assert "mdnetwork.toml" in ended.said
    assert len(ended.said) < 1000


def test_deep_settings_of_obsidian_say_nothing(vault: Path) -> None:
    deep = '{"folder": ' + "[" * 50_000 + "]" * 50_000 + "}"
    write(vault, {APP: "[" * 100_000, DAILY: '{"a":' * 20_000, TEMPLATES: deep})
    assert calm(run(vault, ["due"])).code == 0


def test_deep_toml_in_a_note_is_a_problem_of_the_note(vault: Path) -> None:
    write(
        vault,
        {
            "People/Deep.md": f"+++\n{'.'.join(['a'] * 50_000)} = 1\n+++\n",
            "People/Digits.md": "+++\na = " + "1" * 9999 + "\n+++\n",
        },
    )
    ended = calm(run(vault, ["check"]))
    assert [line for line in ended.said.splitlines() if "FRONT-MATTER" in line and ("Deep" in line or "Digits" in line)]


@pytest.mark.parametrize("row", EACH, ids=lambda row: row.name)
def test_every_command_refuses_settings_that_are_a_pipe(vault: Path, row: Row) -> None:
    fifo(vault / "mdnetwork.toml")
    ended = calm(run(vault, row.words(values(vault.parent / "files")), row.answer, row.running))
    if "--help" not in row.arguments and row.name != "help":  # help needs no vault
        assert ended.code
        assert "mdnetwork.toml" in ended.said


# Paths


@pytest.mark.parametrize("path", ["../outside", "Templates/../../outside", "..\\outside", "C:\\outside", ".."])
@pytest.mark.parametrize("key", ["drafts", "list", "review_note"])
def test_a_path_of_the_settings_that_leads_out_is_refused(vault: Path, key: str, path: str) -> None:
    write(vault, {"mdnetwork.toml": f"{key} = '{path}'"})
    with pytest.raises(SettingsError, match=f"{key} must be a path in the vault"):
        Network.open(vault)


@pytest.mark.parametrize("link", ["Drafts", "Drafts/en", "Drafts/en/first.md"])
def test_a_linked_template_of_drafts_renders_nothing_from_outside(vault: Path, link: str) -> None:
    write(vault, {"mdnetwork.toml": "drafts = 'Drafts'"})
    target = vault.parent / {"Drafts": "outside", "Drafts/en": "outside/en"}.get(link, "outside/first.md")
    (vault / link).parent.mkdir(parents=True, exist_ok=True)
    (vault / link).symlink_to(target)
    ended = calm(run(vault, ["draft", "Ada Loughton", "--kind", "first"]))
    assert HIDDEN not in ended.said
    assert ended.code == 1
    assert "Drafts/en/first.md cannot be read: it " in ended.said


@pytest.mark.parametrize("odd", [fifo, device, huge])
def test_templates_of_drafts_are_plain_files(vault: Path, odd: Odd) -> None:
    write(vault, {"mdnetwork.toml": "drafts = 'Drafts'", "Drafts/en/first.txt": "x"})
    odd(vault / "Drafts/en/first.txt")
    ended = calm(run(vault, ["draft", "Ada Loughton", "--kind", "first"]))
    assert ended.code == 1
    assert "Drafts/en/first.txt cannot be read: it " in ended.said


@pytest.mark.parametrize(
    "text", ["{{ " + "(" * 100_000, "{{ " + "[" * 50_000 + "]" * 50_000 + " }}", "{% if x %}" * 9000]
)
def test_deep_templates_of_drafts_are_refused_in_a_sentence(vault: Path, text: str) -> None:
    write(vault, {"mdnetwork.toml": "drafts = 'Drafts'", "Drafts/en/first.md": text})
    ended = calm(run(vault, ["draft", "Ada Loughton", "--kind", "first"]))
    assert ended.code == 1
    assert "Drafts/en/first.md" in ended.said


@pytest.mark.parametrize("folders", ["../outside", "/../outside", "Daily/../../outside", "Linked"])
def test_daily_notes_and_their_template_stay_in_the_vault(vault: Path, folders: str) -> None:
    (vault / "Linked").symlink_to(vault.parent / "outside")
    shutil.rmtree(vault / "Daily")
    settings(vault, DAILY, folder=folders, template=f"{folders}/first")
    settings(vault, TEMPLATES, folder=folders)
    ended = calm(run(vault, ["log", "--daily", "call with Ada Loughton"]))
    assert HIDDEN not in ended.said
    found = [path for path in vault.parent.rglob("*2026-11-23*") if "home" not in path.parts]
    assert all(vault in path.parents for path in found), found
    assert all(HIDDEN not in path.read_text(encoding="utf-8") for path in found)


@pytest.mark.parametrize("path", ["../outside/first.md", "Linked/first.md", "first.md", "Daily/../../outside/first.md"])
def test_the_vault_reads_nothing_outside(vault: Path, path: str) -> None:
    (vault / "Linked").symlink_to(vault.parent / "outside")
    (vault / "first.md").symlink_to(vault.parent / "outside/first.md")
    with pytest.raises(MdnetworkError, match="cannot be read: it "):
        Vault(vault).read(path)


def test_an_absolute_path_is_one_in_the_vault(vault: Path) -> None:
    assert not Vault(vault).exists(str(vault.parent / "outside/first.md"))
