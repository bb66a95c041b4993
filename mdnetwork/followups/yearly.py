"""Follow-ups, birthday and anniversary: days that come round every year."""

from __future__ import annotations

from collections.abc import Iterator

from mdnetwork.dates import PartialDate
from mdnetwork.followups.case import Case
from mdnetwork.followups.identity import numbered
from mdnetwork.followups.round import Round
from mdnetwork.model import FollowUp


def birthday(case: Case, look: Round) -> Iterator[FollowUp]:
    """The next birthday, where its day is known."""
    born = case.person.birthday
    due = born.next_after(look.today) if born else None
    if born and due:
        clause = look.texts.say("Birthday on {day}, every year", day=look.phrases.day(born))
        yield case.follow_up("birthday", due, [clause], [case.field("birthday", born)], yearly=born)


def anniversary(case: Case, look: Round) -> Iterator[FollowUp]:
    """The next time of each anniversary whose day is known."""
    for (key, day), discriminator in numbered(case.person.anniversaries, _key):
        due = day.next_after(look.today)
        if due:
            clause = look.texts.say("{title} on {day}, every year", title=_title(key), day=look.phrases.day(day))
            evidence = [case.field(key, day)]
            yield case.follow_up(
                "anniversary", due, [clause], evidence, discriminator=discriminator, title=key, yearly=day
            )


def _key(anniversary: tuple[str, PartialDate]) -> str:
    return anniversary[0]


def _title(key: str) -> str:
    """`wedding_anniversary` in words."""
    words = key.replace("_", " ").replace("-", " ").strip()
    return words[:1].upper() + words[1:]
