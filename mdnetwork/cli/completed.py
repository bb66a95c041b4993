"""Command line: tasks completed in a calendar application are done in the notes, each once."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from mdnetwork.cli.run import Run
from mdnetwork.errors import EditRefused
from mdnetwork.feed.completed import completed
from mdnetwork.followups import uid
from mdnetwork.model import FollowUp
from mdnetwork.network import Network
from mdnetwork.serving.publishing import Publisher


class Taken(NamedTuple):
    """What there is to say, and the objects on the server that are not to be written over."""

    said: tuple[str, ...]
    left_alone: frozenset[str]


def take_completed(run: Run, network: Network, publisher: Publisher) -> Taken:
    """Do in the notes what was completed there, a tick or a dated line for each, and look at the notes again.

    Each counts once, whenever this ends early: a note that says so already is left as it is, and an object that was
    taken up is remembered. One that cannot be noted stays as it is there. Raises MdnetworkError but for EditRefused.
    """
    said: list[str] = []
    left_alone: set[str] = set()
    for name, tag, data in publisher.changed_there():
        task = completed(data)
        if task is None:
            continue
        follow_up = next((each for each in network.all_follow_ups(run.today) if uid(each) == task.uid), None)
        try:
            said += _noted(run, network, follow_up, task.at) if follow_up else []
        except EditRefused as error:
            said.append(str(error))
            left_alone.add(name)
            continue
        publisher.accept(name, tag)
    return Taken(tuple(said), frozenset(left_alone))


def _noted(run: Run, network: Network, follow_up: FollowUp, at: date | None) -> list[str]:
    """The follow-up done on the day of its completion, unless the notes say so already."""
    day = min(_local_day(at) or run.today, run.today)
    if network.says_done(follow_up, day, run.today):
        return []
    plan = network.write(network.done(follow_up, run.today, on=day))
    network.refresh()
    return [network.texts.say("completed: {what}", what=plan.title)]


def _local_day(at: date | None) -> date | None:
    """The day here: COMPLETED is in UTC (RFC 5545, 3.8.2.1); without a zone it is taken as it is."""
    if isinstance(at, datetime):
        return (at.astimezone() if at.tzinfo else at).date()
    return at
