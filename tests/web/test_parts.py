"""The parts of lists that a page shows are those of what the command answers, whatever is chosen and in each order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
from starlette.requests import Request

from mdnetwork import Network
from mdnetwork.cli.contents import CommandContents
from mdnetwork.cli.due import is_chosen
from mdnetwork.cli.people import ORDERS, ListedPerson, chosen_people
from mdnetwork.dates import Span
from mdnetwork.followups.cadences import Cadences
from mdnetwork.web.page import today
from mdnetwork.web.page.contents import PeopleAsked
from mdnetwork.web.page.frame import Kept, Visit
from mdnetwork.web.site import Site
from support.vaults import write

EXAMPLE = Path(__file__).parents[2] / "examples" / "vault"
TODAY = date(2026, 11, 23)
CONTENTS = CommandContents()
CHOSEN: Sequence[Mapping[str, Sequence[str]]] = (
    {},
    {"kinds": ["birthday"]},
    {"kinds": ["promise", "keep"]},
    {"circles": ["CORE"]},
    {"tags": ["craft"]},
    {"tags": ["craft"], "kinds": ["promise"]},
    {"circles": ["nobody"]},
)
MORE = {"orgs": ["a"], "places": ["e"], "kinds": ["personal", "promise"]}


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Network]:
    """The example, with people who have other tags, days and networks, no name, or half a letter in it."""
    folder = tmp_path_factory.mktemp("parts")
    root = folder / "vault"
    notes = {path.relative_to(EXAMPLE).as_posix(): path.read_text("utf-8") for path in EXAMPLE.rglob("*.md")}
    for number, name in enumerate(("Zoe Öst", "zoe Ost", "Łuk 王", "Abe")):
        notes[f"People/{name}.md"] = (
            f"---\ntype: person\ncircle: {'Core' if number % 2 else 'core'}\ntags: [craft/wood, '{name}']\n"
            f"place: Essen\nnetwork: personal\nmet: 2026-0{number + 1}-01\nbirthday: 1990-11-2{number + 1}\n---\n"
            f"## Log\n- 2026-10-0{number % 2 + 1} lunch #promised the plan\n- [ ] ask about it\n"
        )
    write(root, notes)
    with Network.open(root, cache_dir=folder / "cache", state_dir=folder / "state") as opened:
        yield opened


@pytest.mark.parametrize("within", [None, Span(0, 14)])
@pytest.mark.parametrize("wanted", CHOSEN, ids=str)
def test_the_parts_of_what_is_due_are_all_of_it_in_order(
    network: Network, wanted: Mapping[str, Sequence[str]], within: Span | None
) -> None:
    kinds, tags, circles = (tuple(wanted.get(each, ())) for each in ("kinds", "tags", "circles"))
    every = network.at(TODAY).each_due(
        lambda rows: [each.load() for each in rows if is_chosen(each, tags, circles)], within, kinds
    )
    shown = [CONTENTS.due(network, TODAY, within, wanted, slice(start, start + 7)) for start in range(0, 70, 7)]
    assert [each for part in shown for each in part.follow_ups] == every
    assert {part.total for part in shown} == {len(every)}
    assert {kind for part in shown for kind in part.kinds} == {
        each.kind for each in network.at(TODAY).follow_ups(within)
    }


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("words", ["", "e", "zoe ost", "nobody at all"])
@pytest.mark.parametrize("wanted", [*CHOSEN, MORE], ids=str)
def test_the_parts_of_a_list_of_people_are_all_of_it_in_order(
    network: Network, wanted: Mapping[str, Sequence[str]], words: str, order: str
) -> None:
    chosen = {each: tuple(wanted.get(each, ())) for each in ("tags", "orgs", "circles", "places", "kinds")}
    cadences = Cadences(network.config.followups)
    rows = [ListedPerson(each, cadences) for each in chosen_people(network, TODAY, (words,), **chosen)]
    every = CONTENTS.people(network, TODAY, sorted(rows, key=ORDERS[order]), None, slice(None)).table
    shown = [
        CONTENTS.listed(network, TODAY, PeopleAsked(words, wanted), order, slice(n, n + 9)) for n in range(0, 45, 9)
    ]
    assert [row for part in shown[:-1] for row in part.table[0].rows[1:]] == [*every[0].rows[1:]]
    assert {part.total for part in shown} == {len(rows)}
    assert CONTENTS.fitting(network, TODAY, PeopleAsked(words, wanted)) == {each.row.identity for each in rows}


def test_what_a_vault_contains_is_counted_without_reading_it(network: Network) -> None:
    found, histories = network.at(TODAY).totals(), network.at(TODAY).directory.histories
    notes = [facts.note for facts in network.store.facts()]
    assert (found.notes, found.people) == (len(notes), len(histories))
    assert found.dated == sum(note.date is not None for note in notes)
    assert found.interactions == sum(len(each.days) for each in histories)
    assert found.circles == Counter(each.person.circle for each in histories if each.person.circle)
    assert found.overdue == sum(each.due is not None and each.due < TODAY for each in network.at(TODAY).follow_ups())
    assert {*found.circles} >= {"core", "Core"}


def test_today_in_a_vault_without_settings_loads_no_history(network: Network) -> None:
    kept = Kept()
    site = Site(lambda: network, lambda: TODAY)
    network.unload()
    scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": [], "server": ("", 0)}
    page = today.today(Visit(site, CONTENTS, Request(scope | {"scheme": "http"}), kept))
    assert b"people" in page.body
    assert not network.at(TODAY).directory.is_whole
