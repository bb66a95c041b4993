"""Due: every follow-up that is due, with filters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlencode, urlsplit

from starlette.responses import Response

from mdnetwork.days.spans import parse_span
from mdnetwork.kinds import KIND
from mdnetwork.model import FollowUpKind
from mdnetwork.web.page.contents import PeopleOffered
from mdnetwork.web.page.frame import Visit

PART = 50
"""The follow-ups or people on one page."""
_FILTERS = {"kind": "kinds", "circle": "circles", "tag": "tags"}
_AHEAD = ("1w", "1m", "3m")


def due(visit: Visit) -> Response:
    """The follow-ups of this kind, circle and tag, overdue and due within a length of time."""
    within = parse_span(visit.asked("within"))
    wanted = {many: [visit.asked(one)] for one, many in _FILTERS.items() if visit.asked(one)}
    part = part_of(visit)
    found = visit.kept(
        ("due", within, part.start, *((many, *values) for many, values in wanted.items())),
        lambda: visit.contents.due(visit.network, visit.today, within, wanted, part),
    )
    say, count = visit.texts.say, visit.texts.count
    ahead = (
        count("{n} week", "{n} weeks", 1),
        count("{n} month", "{n} months", 1),
        count("{n} month", "{n} months", 3),
    )
    return visit.page(
        "due.html",
        title=say("Due"),
        cards=[visit.card(each) for each in found.follow_ups],
        total=found.total,
        is_filtered=bool(wanted),
        is_empty=not found.total and not len(visit.network.at(visit.today).directory),
        filters=_filters(visit, found.kinds),
        within=[("", say("until today")), *zip(_AHEAD, ahead, strict=True)],
        chosen={key: visit.asked(key) for key in (*_FILTERS, "within")},
        parts=parts(visit, found.total),
    )


def _filters(visit: Visit, kinds: Sequence[FollowUpKind]) -> Mapping[str, tuple[str, Iterable[tuple[str, str]]]]:
    """The label of each filter, and its values, the most frequent first: (value, text) pairs."""
    say, offered = visit.texts.say, offered_filters(visit)
    return {
        "kind": (say("Kind"), [(kind, KIND[kind].label(visit.texts)) for kind in kinds]),
        "circle": (say("Circle"), [(each, each) for each in offered.circles]),
        "tag": (say("Tag"), [(each, each) for each in offered.tags]),
    }


def offered_filters(visit: Visit) -> PeopleOffered:
    """The circles and tags that most people have."""
    return visit.kept(("offered",), lambda: visit.contents.offered(visit.network))


def part_of(visit: Visit) -> slice:
    """The part of a long list that the address asks for."""
    asked = visit.asked("part")
    number = max(1, int(asked)) if asked.isdecimal() and len(asked) < 6 else 1  # noqa: PLR2004  a larger number is nonsense
    return slice((number - 1) * PART, number * PART)


def parts(visit: Visit, total: int) -> dict[str, str]:
    """The addresses of the parts before and after this one."""
    here = part_of(visit).start // PART + 1
    kept = {key: value for key, value in visit.request.query_params.items() if key not in {"part", "wrote", "undone"}}
    numbers = {"before": here - 1 if here > 1 else 0, "after": here + 1 if here * PART < total else 0}
    return {
        key: f"{urlsplit(visit.here).path}?{urlencode(kept | {'part': number}, errors='replace')}"
        for key, number in numbers.items()
        if number
    }
