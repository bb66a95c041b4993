"""Small vaults for the tests of insight: notes as they are written, read and brought together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from mdnetwork.dates import Cadence, Span
from mdnetwork.followups.cadences import FollowUpSettings
from mdnetwork.i18n import texts
from mdnetwork.insight.goals import Goal, Outlook, goals
from mdnetwork.insight.period import Periods, periods_up_to
from mdnetwork.insight.survey import Survey
from mdnetwork.model import History
from mdnetwork.people import People, gather
from support.vaults import read

TODAY = date(2026, 11, 23)
"""A Monday."""
ENGLISH = texts("en")
PLAIN = FollowUpSettings()
MONTHLY = FollowUpSettings(circles=(("core", Cadence(Span(months=1), Span(months=1), text="monthly")),))
QUARTER = Span(months=3)
Notes = Mapping[str, str]


def person(*log: str, **fields: str) -> str:
    """A person's note: front matter, and lines of a log."""
    head = "".join(f"{key}: {value}\n" for key, value in fields.items())
    return f"---\ntype: person\n{head}---\n## Log\n" + "".join(f"- {line}\n" for line in log)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def directory(notes: Notes, today: date = TODAY) -> People:
    """Names without a folder are people's."""
    return gather(read(notes), today=today)


def history(text: str) -> History:
    return directory({"Ada": text}).histories[0]


def survey(notes: Notes, settings: FollowUpSettings = PLAIN, today: date = TODAY) -> Survey:
    return Survey(directory(notes, today), settings, today, ENGLISH)


def outlooks(found: Survey, *written: Goal) -> list[Outlook]:
    """The outlook for each goal, with the last days of contact that the store would know."""
    days = ((each.person.id, each.last_contact) for each in found.directory.histories)
    return goals(written, found, {identity: day for identity, day in days if day})


def quarter(today: date = TODAY) -> Periods:
    """24 August to 23 November 2026, and 24 May to 23 August."""
    return periods_up_to(QUARTER, today)
