"""Follow-ups: everybody's, kept from one look to the next; only those for whom something changed are found anew."""

from __future__ import annotations

from bisect import insort
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
_IDENTITY = 4
"""Where in a rank the identity of the person stands."""
Find = Callable[[Case, Round], Iterable[FollowUp]]


class Following:
    """What `follow_ups` gives, at the cost of what changed: `find` is asked only for those for whom it matters.

    A person's follow-ups are found anew when their history is another object than before, or anything else that a
    rule may look at (`Round.around`) is not equal to what it was.
    """

    def __init__(self, find: Find) -> None:
        self._find = find
        self._look: Round | None = None
        self._around: dict[str, object] | None = None
        self._entries: list[Entry] = []
        self._all: list[FollowUp] = []

    def follow_ups(self, directory: Directory, settings: FollowUpSettings, today: date, texts: Texts) -> list[FollowUp]:
        """Every follow-up of everybody, as `follow_ups` gives them."""
        last = self._look
        if last is None or not last.is_like(directory, settings, today, texts):
            look = Round(directory, settings, today, texts)
            self._entries, self._around = self._found(look, look.cases.values()), None
        elif last.directory is directory:
            look = last
        else:
            look = Round(directory, settings, today, texts, last)
            self._mend(last, look)
        if look is not last:
            self._all = [follow_up for _, _, follow_up in self._entries]
        self._look = look
        return self._all.copy()

    def _mend(self, last: Round, look: Round) -> None:
        around = {each: last.around(each) for each in last.entangled} if self._around is None else self._around
        self._around = {each: look.around(each) for each in look.entangled}
        anew = {each for each, case in look.cases.items() if last.cases.get(each) is not case}
        anew |= {each for each in self._around.keys() | around.keys() if self._around.get(each) != around.get(each)}
        gone = anew | (last.cases.keys() - look.cases.keys())
        self._entries = [entry for entry in self._entries if entry[0][_IDENTITY] not in gone]
        for entry in self._found(look, [look.cases[each] for each in anew if each in look.cases]):
            insort(self._entries, entry)

    def _found(self, look: Round, cases: Iterable[Case]) -> list[Entry]:
        found = (each for case in cases for each in enumerate(self._find(case, look)))
        return sorted((rank(follow_up, look.today), number, follow_up) for number, follow_up in found)
