"""Follow-ups, thank: two days after something good came from them, or they introduced somebody to me."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mdnetwork.dates import add_days
from mdnetwork.followups.case import Case
from mdnetwork.followups.opening import Opening, from_line, told_apart
from mdnetwork.followups.round import Round
from mdnetwork.followups.wording import theirs
from mdnetwork.model import FollowUp

DAYS = 2


def find(case: Case, look: Round) -> Iterator[FollowUp]:
    """A thank-you for each, until I reach out, we talk, or `#thanked` says that it was done."""
    for opening in told_apart(_received(case)) if case.tagged else ():
        day = opening.since
        if day is not None and not _thanked(case, day):
            yield case.follow_up(
                "thank",
                add_days(day, DAYS),
                [
                    look.texts.say(
                        "A thank-you would be kind for what came on {date}: {words}", date=day, words=opening.words
                    )
                ],
                [opening.evidence],
                discriminator=opening.key,
                title=opening.words,
            )
    for friend, met in sorted(look.said_in_histories(_met_through, case.person.id), key=lambda each: each[0].person.id):
        if not _thanked(case, met):
            yield _for_introduction(case, look, friend, met)


def _received(case: Case) -> Iterator[Opening]:
    """`#got`, and `#intro` on a line of theirs: an introduction made for me."""
    for line in case.tagged:
        if "got" in line.tags:
            yield from_line(line, "got", DAYS)
        elif "intro" in line.tags and line.people[:1] in {(), (case.person.id,)} and theirs(line, "intro"):
            yield from_line(line, "intro", DAYS)


def _met_through(friend: Case, look: Round) -> tuple[str, tuple[Case, date]] | None:
    """The identity of who introduced them to me, where it is known when; and that day."""
    person = friend.person
    if person.introduced_by is None:
        return None
    met = person.met or (friend.days[0] if friend.days else None)
    who = look.directory.who(person.introduced_by, person.path)
    return (who[0].person.id, (friend, met)) if met and len(who) == 1 and who[0].person.id != person.id else None


def _thanked(case: Case, day: date) -> bool:
    """Whether there was an outbound or mutual interaction after that day, or thanks on it or later."""
    thanks, outreach = case.last_tagged("thanked"), case.last_outreach
    return (thanks is not None and thanks >= day) or (outreach is not None and outreach > day)


def _for_introduction(case: Case, look: Round, friend: Case, met: date) -> FollowUp:
    person = friend.person
    said = look.texts.say("You know {name} through this introduction, since {date}", name=person.name, date=met)
    return case.follow_up(
        "thank",
        add_days(met, DAYS),
        [said, look.texts.say("a thank-you would be kind")],
        [friend.field("introduced_by", met)],
        discriminator=f"introduced\n{person.id}",
        others=[person],
    )
