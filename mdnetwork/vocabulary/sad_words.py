"""News that is no occasion to congratulate and should not be quoted to the person; English and Italian."""

from __future__ import annotations

import re

from mdnetwork.names import fold

_SAD = (
    r"abuse|accident|affair|anxi\w+|bankrupt\w*|bereav\w+|cancer|complain\w*|crash|crisis|death|debts?|depress\w+|"
    r"dead|died|dies|dying|diagnos\w+|divorc\w+|fired|funeral|grie\w+|hospital|ill|illness|injur\w+|jobless|laid off|lawsuit|"
    r"lonely|lost|miscarriage|mourning|operation|pass(?:ed|es|ing) away|quarrel\w*|redundan\w+|sack(?:ed)?|separat\w+|sick|"
    r"sickness|stroke|suicide|surgery|trouble\w*|unemploy\w+|widow\w*|too much|burnout|broke up|breakup|"
    r"bancarotta|cancro|chirurgia|crisi|debiti|deced\w+|depress\w+|diagnos\w+|disoccupat\w+|divorzi\w*|fallimento|ferit[oaie]|"
    r"funeral\w*|incidente|infortunio|licenziat\w+|licenziamento|litig\w+|lutto|malat\w+|mancat[oa]|mort[oaei]|morte|operat[oa]|"
    r"ospedale|pers[oa]|ricoverat\w+|separat\w+|separazione|suicid\w+|tumore|vedov[oa]"
)
_PATTERN = re.compile(rf"\b(?:{_SAD})\b")


def is_sad(text: str) -> bool:
    """Whether any word may be painful. If in doubt, it is."""
    return bool(_PATTERN.search(fold(text)))
