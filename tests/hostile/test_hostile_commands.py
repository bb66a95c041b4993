"""Every command has its rows in the table that the tests of hostile input use."""

from __future__ import annotations

import click
import pytest

from mdnetwork.cli.program import mdnet
from support.commands import PROGRAM, ROWS, commands, options

TREE = {PROGRAM: mdnet, **dict(commands())}


@pytest.mark.parametrize("command", TREE)
def test_every_command_has_a_row_and_every_option_occurs_in_one(command: str) -> None:
    rows = [row for row in ROWS if row.command == command]
    assert rows, f"tests/support/commands.py has no row for `mdnet {command}`"
    given = {word for row in rows for word in row.arguments}
    missing = [spellings for spellings in options(TREE[command]) if not given & {*spellings}]
    assert missing == []


@pytest.mark.parametrize("command", TREE)
def test_every_format_occurs_in_a_row(command: str) -> None:
    choices = {
        choice
        for param in TREE[command].params
        if isinstance(param.type, click.Choice) and "--format" in param.opts
        for choice in param.type.choices
    }
    assert choices <= {word for row in ROWS if row.command == command for word in row.arguments}


def test_no_row_is_of_a_command_that_is_gone() -> None:
    assert {row.command for row in ROWS} <= {*TREE}


def test_rows_have_names_of_their_own() -> None:
    names = [row.name for row in ROWS]
    assert len({*names}) == len(names)


def test_the_walk_finds_hidden_commands_and_groups_in_groups() -> None:
    inner = click.Group("inner", commands={"deep": click.Command("deep", hidden=True)})
    assert [path for path, _ in commands(click.Group("outer", commands={"inner": inner}))] == ["inner", "inner deep"]
