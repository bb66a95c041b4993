"""What keeps a file current, between one look and the next."""

from __future__ import annotations

import gc
from datetime import date
from pathlib import Path

import click

from mdnetwork.cli.page import Human
from mdnetwork.cli.run import Run
from mdnetwork.cli.watch import Keeper, UpdateReport
from mdnetwork.model import History, Person
from mdnetwork.network import Network
from mdnetwork.sync import Burst
from support.vaults import write


class Counting:
    changes_elsewhere = False

    def __init__(self) -> None:
        self.people: list[int] = []

    def bring(self, network: Network) -> UpdateReport:
        self.people.append(len(network.people()))
        return UpdateReport("counted", news=True)


def test_a_vault_that_goes_between_the_check_and_the_look_is_not_taken_for_an_empty_one(vault: Path) -> None:
    write(vault, {"mdnetwork.toml": 'language = "en"\n'})
    kept = Counting()
    with click.Context(click.Command("watch")) as context:
        keeper = Keeper(Run(context, vault, date(2026, 11, 23), Human(), quiet=True), kept)
        keeper.begin()
        vault.rename(vault.with_name("away"))
        vault.mkdir()
        keeper._burst(Burst("poll", None, settings=True), lambda: None)
        assert kept.people == [2]


def alive() -> int:
    """How many people and histories are in memory."""
    gc.collect()
    return sum(type(each) in {History, Person} for each in gc.get_objects())


def test_nobody_stays_in_memory_between_two_looks(vault: Path) -> None:
    kept, before = Counting(), alive()
    with click.Context(click.Command("watch")) as context:
        keeper = Keeper(Run(context, vault, date(2026, 11, 23), Human(), quiet=True), kept)
        keeper.begin()
        assert alive() == before
        write(vault, {"People/Carla Riva.md": "---\ntype: person\n---\n"})
        keeper._burst(Burst("change", frozenset({"People"})), lambda: None)
        assert (kept.people, alive()) == ([2, 3], before)
