"""What a vault contains, in one sentence: for a first run, for `init` and for `index`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mdnetwork.cli.page import TextPage
from mdnetwork.followups import days_overdue
from mdnetwork.i18n import Texts
from mdnetwork.names import fold
from mdnetwork.network import Network


@dataclass(frozen=True)
class OnboardingReport:
    """Counts of a vault's contents: a part of the JSON of schemas/morning.json and schemas/init.json."""

    notes: int
    dated_notes: int
    people: int
    interactions: int
    circles: tuple[str, ...]
    """The most frequent first, each in its most common spelling."""
    overdue: int

    def lines(self, page: TextPage) -> Iterator[str]:
        """The counts as one sentence."""
        say, count = page.texts.say, page.texts.count
        found = (
            count("{n:,} person", "{n:,} people", self.people),
            count("{n:,} dated note", "{n:,} dated notes", self.dated_notes),
            count("{n:,} interaction", "{n:,} interactions", self.interactions),
        )
        circles = say("; circles: {names}", names=", ".join(self.circles)) if self.circles else ""
        overdue = count("; {n:,} overdue", "; {n:,} overdue", self.overdue) if self.overdue else ""
        yield f"{', '.join(found)}{circles}{overdue}."
        if not self.people:
            yield nobody_said(self.notes, page.texts)


def nobody_said(notes: int, texts: Texts) -> str:
    """Advice for a vault without people, which has this many notes."""
    if not notes:
        return texts.say("There are no notes here yet: `mdnet add NAME` makes one of somebody.")
    return texts.count(
        "Nobody was found in {n:,} note. A person's note says `type: person` or lies in a folder called "
        "People or Contacts; `people_folders` in mdnetwork.toml names others, and `.` the vault itself.",
        "Nobody was found in {n:,} notes. A person's note says `type: person` or lies in a folder called "
        "People or Contacts; `people_folders` in mdnetwork.toml names others, and `.` the vault itself.",
        notes,
    )


def found_in(network: Network, today: date) -> OnboardingReport:
    """The contents of the vault on this day."""
    histories = network.directory(today).histories
    dates = [facts.note.date for facts in network.index.facts()]
    return OnboardingReport(
        len(dates),
        sum(day is not None for day in dates),
        len(histories),
        sum(len(history.days) for history in histories),
        _by_frequency([history.person.circle for history in histories]),
        sum(days_overdue(each, today) > 0 for each in network.follow_ups(today)),
    )


def _by_frequency(names: list[str | None]) -> tuple[str, ...]:
    spellings: dict[str, Counter[str]] = {}
    for name in filter(None, names):
        spellings.setdefault(fold(name), Counter())[name] += 1
    frequent = sorted(spellings.items(), key=lambda item: (-item[1].total(), item[0]))
    return tuple(counted.most_common(1)[0][0] for _, counted in frequent)
