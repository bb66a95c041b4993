"""Follow-ups: everybody's, kept from one look to the next; only those for whom something changed are found anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from mdnetwork.followups.case import Case
from mdnetwork.followups.order import Rank, rank
from mdnetwork.followups.round import Round
from mdnetwork.followups.settings import FollowUpSettings
from mdnetwork.model import FollowUp
from mdnetwork.people import Directory
from mdnetwork.texts import Texts

Entry = tuple[Rank, int, FollowUp]
"""A follow-up with its place among all, and among those of its person."""
Find = Callable[[Case, Round], Iterable[FollowUp]]


class Following:
    """What `follow_ups` gives, at the cost of what changed: `find` is asked only for those for whom it matters.

    A person's follow-ups are found anew when the person's history is another object than before, or anything else
    that a rule may look at (`Round.around`) is not equal to what it was.
    """

    def __init__(self, find: Find) -> None:
        self._find = find
        self._look: Round | None = None
        self._around: dict[str, object] = {}
        self._entries: list[Entry] = []

    def follow_ups(self, directory: Directory, settings: FollowUpSettings, today: date, texts: Texts) -> list[FollowUp]:
        """Every follow-up of everybody, as `follow_ups` gives them."""
        last = self._look
        if last is None or not last.is_like(directory, settings, today, texts):
            look = Round(directory, settings, today, texts)
            self._entries, self._around = self._found(look, look.cases.values()), {}
        elif last.directory is directory:
            look = last
        else:
            look = Round(directory, settings, today, texts, last)
            self._mend(last, look)
        self._look = look
        return [follow_up for _, _, follow_up in self._entries]

    def _mend(self, last: Round, look: Round) -> None:
        before = self._around or {each: last.around(each) for each in last.cases}
        now = {each: look.around(each) for each in look.cases}
        anew = {each for each in now if before.get(each) != now[each]}
        gone = anew | (before.keys() - now.keys())
        kept = [entry for entry in self._entries if entry[2].person.id not in gone]
        self._entries = sorted(kept + self._found(look, [look.cases[each] for each in anew]))
        self._around = now

    def _found(self, look: Round, cases: Iterable[Case]) -> list[Entry]:
        found = (each for case in cases for each in enumerate(self._find(case, look)))
        return sorted((rank(follow_up, look.today), number, follow_up) for number, follow_up in found)
