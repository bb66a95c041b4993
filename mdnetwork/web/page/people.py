"""People: a table to search, filter and sort."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from urllib.parse import urlencode

from starlette.responses import Response

from mdnetwork.kinds import KINDS
from mdnetwork.sections import Cell
from mdnetwork.web.page.contents import PeopleAsked
from mdnetwork.web.page.due import offered_filters, part_of, parts
from mdnetwork.web.page.frame import Visit

_FILTERS = {"circle": "circles", "tag": "tags", "kind": "kinds", "org": "orgs", "place": "places"}
_COLUMNS = ("name", "", "", "last", "next")
"""The order that the title of each column leads to."""


def people(visit: Visit) -> Response:
    """The people that fit, in the order asked for."""
    order = visit.asked("sort") if visit.asked("sort") in visit.contents.orders() else "name"
    ties = visit.asked("ties") if visit.asked("ties") in {"weak", "drifting", "bridges"} else ""
    everybody = visit.kept(
        ("people", order, ties), lambda: visit.contents.everybody(visit.network, visit.today, order, ties)
    )
    wanted = {many: [visit.asked(one)] for one, many in _FILTERS.items() if visit.asked(one)}
    offered, chosen = offered_filters(visit), fitting(visit, visit.asked("q"), wanted)
    found = visit.contents.people(visit.network, visit.today, everybody, chosen, part_of(visit))
    say = visit.texts.say
    kept = {key: value for key, value in visit.request.query_params.items() if key not in {"part", "sort", "wrote"}}
    sorted_by = [
        (each, f"/people?{urlencode(kept | {'sort': each}, errors='replace')}" if each else "") for each in _COLUMNS
    ]
    table = found.table[0].rows if found.table else ()
    titles = [_text(cell) for cell in table[0]] if table else []
    return visit.page(
        "people.html",
        title=say("People"),
        titles=titles,
        columns={at for at in range(len(titles)) if any(_text(row[at]) for row in table[1:])},
        rows=table[1:],
        sentences=[each for section in found.table for each in section.sentences],
        total=found.total,
        order=order,
        sorted_by=sorted_by,
        filters={
            "circle": (say("Circle"), [(each, each) for each in offered.circles]),
            "tag": (say("Tag"), [(each, each) for each in offered.tags]),
            "kind": (say("Follow-up"), [(each.name, each.label(visit.texts)) for each in KINDS]),
            "ties": (
                say("Tie"),
                [("weak", say("weak")), ("drifting", say("drifting")), ("bridges", say("bridges between groups"))],
            ),
        },
        chosen={key: visit.asked(key) for key in ("q", "ties", *_FILTERS)},
        parts=parts(visit, found.total),
    )


def _text(cell: Cell | str) -> str:
    return cell if isinstance(cell, str) else cell.text


def fitting(visit: Visit, words: str, wanted: Mapping[str, Sequence[str]]) -> AbstractSet[str] | None:
    """The identities of the people that these words and filters fit; None without any."""
    if not words and not wanted:
        return None
    asked = PeopleAsked(words, wanted)
    return visit.kept(
        ("fitting", words, *((many, *values) for many, values in wanted.items())),
        lambda: visit.contents.fitting(visit.network, visit.today, asked),
    )
