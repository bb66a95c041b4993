"""Command line: who of the people is a bridge, a weak tie or drifts, each with what that was counted from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from mdnetwork.cli.people import Known
from mdnetwork.insight.bridges import bridge_said
from mdnetwork.insight.drift import drift_said
from mdnetwork.insight.drift import drifting as all_drifting
from mdnetwork.insight.ties import tie_said, ties
from mdnetwork.network import Network


def notable(
    network: Network, today: date, found: Sequence[Known], *, bridges: bool, weak: bool, drifting: bool
) -> list[Known]:
    """Those of them who are all that is asked for, the strongest tie first. Nobody who is private or gone."""
    known, texts = ties(network.directory(today), today), network.texts
    reasons: list[dict[str, str]] = []
    if bridges:
        reasons.append({each.person.id: bridge_said(each, texts) for each in network.bridges(today)})
    if drifting:
        drifted = all_drifting(network.directory(today), network.config.followups, today)
        reasons.append({each.person.id: drift_said(each, texts) for each in drifted})
    if weak or not reasons:
        fitting = ((identity, tie) for identity, tie in known.items() if not weak or tie.level == "weak")
        reasons.append({identity: tie_said(tie, texts) for identity, tie in fitting})
    wanted = set(known).intersection(*reasons)
    kept = [
        replace(each, reason="; ".join(some[each.history.person.id] for some in reasons))
        for each in found
        if each.history.person.id in wanted
    ]
    return sorted(kept, key=lambda each: (-known[each.history.person.id].strength, each.history.person.id))
