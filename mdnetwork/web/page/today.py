"""Today: who comes, who to get in touch with in a few minutes, and what to begin with."""

from __future__ import annotations

from starlette.responses import Response

from mdnetwork.insight.questions import DEFAULT
from mdnetwork.web.page.frame import Visit

MOST = 600
"""The most minutes that a morning may take."""


def today(visit: Visit) -> Response:
    """The morning."""
    asked = visit.asked("minutes")
    minutes = int(asked) if asked.isdecimal() and 0 < int(asked) <= MOST else DEFAULT
    found = visit.kept(("today", minutes), lambda: visit.contents.today(visit.network, visit.today, minutes))
    cards = [visit.card(each, begin) for each, begin in found.follow_ups]
    is_empty = bool(found.found) and not len(visit.network.at(visit.today).directory)
    return visit.page(
        "today.html",
        title=visit.texts.say("Today"),
        found=found,
        cards=cards,
        comers=found.comers,
        is_empty=is_empty,
    )
