"""Command line: the list inside the vault: `mdnet --write` puts it there, and what is ticked in it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdnetwork.cli.run import Run
from mdnetwork.errors import EditRefused
from mdnetwork.insight.questions import DEFAULT
from mdnetwork.lazy import lazy
from mdnetwork.network import Network

if TYPE_CHECKING:
    from mdnetwork.cli import morning
else:
    morning = lazy("mdnetwork.cli.morning")


def write_list(run: Run, minutes: int) -> None:
    """Take up what is ticked, then put the morning into the vault; and the computed fields, where they are set."""
    network = run.network
    for sentence in [*_taken(run, network), *_put(run, network, minutes)]:
        run.say(sentence)
    if network.config.computed:
        plan, left = network.computed(run.today)
        if plan:
            network.write(plan)
            network.refresh()
        for path in left:
            run.say(network.texts.say("{path} takes no field, so nothing was computed there.", path=path))


def keep_list(run: Run, network: Network) -> list[str]:
    """Do the same where the list was put before. Returns what there is to say."""
    return take_ticks(run, network) + renew_list(run, network)


def take_ticks(run: Run, network: Network) -> list[str]:
    """Take up what is ticked in the list. Returns what there is to say."""
    try:
        return _taken(run, network)
    except EditRefused as error:
        return [str(error)]


def renew_list(run: Run, network: Network) -> list[str]:
    """Bring the list up to date where it was put before. Returns what there is to say."""
    try:
        return _put(run, network) if network.keeps_list(run.today) else []
    except EditRefused as error:
        return [str(error)]


def _taken(run: Run, network: Network) -> list[str]:
    """Every ticked follow-up done."""
    said = []
    for each in network.ticked(run.today):
        try:
            plan = network.write(network.done(each, run.today))
        except EditRefused as error:
            said.append(str(error))
            continue
        network.refresh()
        said.append(network.texts.say("Ticked: {what}.", what=plan.title))
    return said


def _put(run: Run, network: Network, minutes: int = DEFAULT) -> list[str]:
    """The list as it is now, where it differs."""
    found = morning.morning(network, run.today, minutes, new=False)
    meetings = [each.meeting for each in found.meetings]
    plan = network.listing([each for each, _ in found.follow_ups], meetings, run.today)
    if not plan:
        return []
    network.write(plan, recorded=False)
    network.refresh()
    return [network.texts.say("{path} is of today.", path=", ".join(plan.paths))]
