"""Insight: what is suggested: whom, why, and on what evidence."""

from __future__ import annotations

from dataclasses import dataclass

from mdnetwork.model import Evidence, Person


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something worth doing. `people` is never empty; `reason` is a finished sentence; `evidence` is where it stands.

    `kind` says what it comes from ("promise", "drift"…), so that a reader is not told the same thing twice.
    """

    kind: str
    people: tuple[Person, ...]
    reason: str
    evidence: tuple[Evidence, ...]
