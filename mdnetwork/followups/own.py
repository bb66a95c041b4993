"""Follow-ups: a note of the user's own (a goal, the `me` note), whose follow-ups are about nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from mdnetwork.followups.context import FollowUpContext
from mdnetwork.followups.history import sentence
from mdnetwork.followups.identity import undated
from mdnetwork.model import Evidence, Facts, FollowUp, FollowUpKind


class OwnNote:
    """A goal or the user's own note, as the rules use it."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.path = facts.note.path
        self.title = facts.note.title
        self.key = facts.note.uid or undated(self.title)
        """What stays the same when the note moves: its uid, else its title without dates."""

    def field(self, key: str, value: object, line: int) -> Evidence:
        """A field of the note as evidence, dated if its value is a full date."""
        return Evidence(value if isinstance(value, date) else None, self.path, line, f"{key}: {value}", source="field")

    def follow_up(
        self,
        kind: FollowUpKind,
        due: date | None,
        clauses: Iterable[str],
        evidence: Iterable[Evidence],
        *,
        late_after: date | None = None,
        discriminator: str = "",
        title: str = "",
    ) -> FollowUp:
        """A follow-up about nobody, with the clauses joined into one sentence as its reason."""
        return FollowUp(
            kind,
            None,
            due,
            sentence(clauses),
            late_after or due,
            tuple(evidence),
            f"{self.key}\n{discriminator}" if discriminator else self.key,
            title=title,
            path=self.path,
            note=self.title,
            private=self.facts.aims is not None and self.facts.aims.private,
        )


OwnRule = Callable[[OwnNote, FollowUpContext], Iterable[FollowUp]]
"""Finds the follow-ups of one kind in a note of the user's own."""
