"""Today: who comes, who to get in touch with in a few minutes, and what to begin with."""

from __future__ import annotations

from starlette.responses import Response

from mdnetwork.insight.questions import DEFAULT
from mdnetwork.web.page.frame import Visit

MOST = 600
"""The most minutes that a morning may take."""


def today(visit: Visit) -> Response:
    """The morning."""
    minutes = visit.asked("minutes")
    found = visit.contents.today(
        visit.network, visit.today, int(minutes) if minutes.isdecimal() and 0 < int(minutes) <= MOST else DEFAULT
    )
    cards = [visit.card(each, begin) for each, begin in found.follow_ups]
    return visit.page("today.html", title=visit.texts.say("Today"), found=found, cards=cards, comers=found.comers)
