"""People: a table to search, filter and sort."""

from __future__ import annotations

from collections.abc import Hashable
from collections.abc import Set as AbstractSet
from urllib.parse import urlencode

from starlette.responses import Response

from mdnetwork.kinds import KINDS
from mdnetwork.sections import Cell
from mdnetwork.web.page.contents import PeopleAsked, PeopleContents
from mdnetwork.web.page.due import offered_filters, part_of, parts
from mdnetwork.web.page.frame import Visit

_FILTERS = {"circle": "circles", "tag": "tags", "kind": "kinds", "org": "orgs", "place": "places"}
_COLUMNS = ("name", "", "", "last", "next")
"""The order that the title of each column leads to."""


def people(visit: Visit) -> Response:
    """The people that fit, in the order asked for."""
    order = visit.asked("sort") if visit.asked("sort") in visit.contents.orders() else "name"
    ties = visit.asked("ties") if visit.asked("ties") in {"weak", "drifting", "bridges"} else ""
    wanted = {many: [visit.asked(one)] for one, many in _FILTERS.items() if visit.asked(one)}
    asked = PeopleAsked(visit.asked("q"), wanted)
    found = _tied(visit, asked, order, ties) if ties or order == "tie" else _listed(visit, asked, order)
    offered = offered_filters(visit)
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


def _listed(visit: Visit, asked: PeopleAsked, order: str) -> PeopleContents:
    part = part_of(visit)
    return visit.kept(
        ("people", order, part.start, *_named(asked)),
        lambda: visit.contents.listed(visit.network, visit.today, asked, order, part),
    )


def _tied(visit: Visit, asked: PeopleAsked, order: str, ties: str) -> PeopleContents:
    everybody = visit.kept(
        ("ties", order, ties), lambda: visit.contents.everybody(visit.network, visit.today, order, ties)
    )
    return visit.contents.people(visit.network, visit.today, everybody, fitting(visit, asked), part_of(visit))


def fitting(visit: Visit, asked: PeopleAsked) -> AbstractSet[str] | None:
    """The identities of the people that these words and filters fit; None without any."""
    if not asked.words and not asked.wanted:
        return None
    return visit.kept(("fitting", *_named(asked)), lambda: visit.contents.fitting(visit.network, visit.today, asked))


def _named(asked: PeopleAsked) -> tuple[Hashable, ...]:
    return asked.words, *((many, *values) for many, values in asked.wanted.items())
