"""Due: every follow-up that is due, with filters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlencode, urlsplit

from starlette.responses import Response

from mdnetwork.days.spans import parse_span
from mdnetwork.kinds import KIND
from mdnetwork.model import FollowUp
from mdnetwork.web.page.frame import Visit

PART = 50
"""The follow-ups or people on one page."""
_FILTERS = {"kind": "kinds", "circle": "circles", "tag": "tags"}
_AHEAD = ("1w", "1m", "3m")


def due(visit: Visit) -> Response:
    """The follow-ups of this kind, circle and tag, overdue and due within a length of time."""
    within = parse_span(visit.asked("within"))
    wanted = {many: [visit.asked(one)] for one, many in _FILTERS.items() if visit.asked(one)}
    every = visit.kept(("due", within), lambda: visit.contents.due(visit.network, visit.today, within))
    found = visit.contents.chosen(every, wanted) if wanted else every
    part = part_of(visit)
    say, count = visit.texts.say, visit.texts.count
    ahead = (
        count("{n} week", "{n} weeks", 1),
        count("{n} month", "{n} months", 1),
        count("{n} month", "{n} months", 3),
    )
    return visit.page(
        "due.html",
        title=say("Due"),
        cards=[visit.card(each) for each in found[part]],
        total=len(found),
        is_filtered=bool(wanted),
        filters=_filters(visit, every),
        within=[("", say("until today")), *zip(_AHEAD, ahead, strict=True)],
        chosen={key: visit.asked(key) for key in (*_FILTERS, "within")},
        parts=parts(visit, len(found)),
    )


def _filters(visit: Visit, every: Sequence[FollowUp]) -> Mapping[str, tuple[str, Iterable[tuple[str, str]]]]:
    """The label of each filter, and its values that occur, the most frequent first: (value, text) pairs."""
    say = visit.texts.say
    kinds = Counter(each.kind for each in every)
    circles = Counter(each.person.circle for each in every if each.person and each.person.circle)
    tags = Counter(tag for each in every if each.person for tag in each.person.tags)
    return {
        "kind": (say("Kind"), [(kind, KIND[kind].label(visit.texts)) for kind, _ in kinds.most_common()]),
        "circle": (say("Circle"), [(circle, circle) for circle, _ in circles.most_common()]),
        "tag": (say("Tag"), [(tag, tag) for tag, _ in tags.most_common(PART)]),
    }


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
