"""Writing: the morning as a list inside the vault, for phones; what is ticked there counts as done."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time

from mdnetwork.editing.person_note import fill
from mdnetwork.editing.region import put, region, ticked
from mdnetwork.followups import uid
from mdnetwork.model import FollowUp, Gathering, Person
from mdnetwork.people.naming import stem, without_suffix
from mdnetwork.text import one_line
from mdnetwork.writing.desk import Desk
from mdnetwork.writing.places import daily_path, daily_template
from mdnetwork.writing.plan import Edit, Plan

REGION = "follow-ups"
"""What our markers are called."""
DAILY = "daily"
"""The setting `list` that means today's daily note."""
_COMMENT = re.compile("<!--|-->|%%")
_ID = re.compile(r"\^mdnet-(?P<id>[0-9a-f]{12})\s*$")


def list_path(desk: Desk) -> str:
    """The note that holds the list: what the setting `list` names."""
    named = desk.config.list_note
    return daily_path(desk, desk.today) if named == DAILY else without_suffix(named.strip("/")) + ".md"


def is_kept(desk: Desk) -> bool:
    """Whether the list was written there before: its markers ask for it to be kept. Raises EditRefused."""
    path = list_path(desk)
    return desk.exists(path) and region(desk.read(path), REGION, path=path, settings=desk.settings) is not None


def listing(desk: Desk, follow_ups: Sequence[FollowUp], meetings: Sequence[Gathering] = ()) -> Plan:
    """The plan that puts these between our markers, and touches nothing else. Raises EditRefused."""
    path, lines = list_path(desk), list(_lines(desk, follow_ups, meetings))
    title = desk.texts.say("list of {day} in {path}", day=desk.today, path=path)
    heading = desk.texts.say("Follow-ups")
    heading = f"## {heading}" if desk.config.list_note == DAILY else ""

    def make(data: bytes) -> bytes:
        return put(data, REGION, lines, heading=heading, path=path, settings=desk.settings)

    if desk.exists(path):
        return Plan(title, (Edit.of(path, desk.read(path), make),))
    return Plan(title, (Edit(path, None, make(_new(desk, path))),))


def ticks(desk: Desk) -> list[FollowUp]:
    """The follow-ups that are ticked in the list and still open. Raises EditRefused where the markers are broken."""
    path = list_path(desk)
    if not desk.exists(path):
        return []
    done = {match["id"] for each in ticked(desk.read(path), REGION, path=path) if (match := _ID.search(each.text))}
    return [each for each in desk.follow_ups() if _id(each) in done] if done else []


def _new(desk: Desk, path: str) -> bytes:
    """The note before there was a list in it."""
    if desk.config.list_note != DAILY:
        heading = desk.texts.say("Follow-ups")
        return f"# {heading}\n".encode()
    template = daily_template(desk)
    moment = datetime.combine(desk.today, time())
    return fill(template, stem(path), moment, desk.config.language) if template else b""


def _lines(desk: Desk, follow_ups: Sequence[FollowUp], meetings: Iterable[Gathering]) -> Iterator[str]:
    for meeting in meetings:
        names = ", ".join(_link(desk, person) for person in meeting.people)
        title = desk.directory.link_to(meeting.note.path, meeting.note.title)
        yield "- " + (desk.texts.say("{title} with {names}", title=title, names=names) if names else title)
    for each in follow_ups:
        yield f"- [ ] {_link(desk, each.person)}: {uncommented(each.reason)} ^mdnet-{_id(each)}"
    if not follow_ups:
        yield desk.texts.say("Nobody is waiting for you today.")


def _link(desk: Desk, person: Person) -> str:
    return desk.directory.link_to(person.path, person.name)


def _id(follow_up: FollowUp) -> str:
    return uid(follow_up)[:12]


def uncommented(text: str) -> str:
    """A reason on one line, as it can stand between markers: notes may hold any text, comments too.

    A space takes the place of a sign of comments: without it, what stands around the sign could make another one.
    """
    return one_line(_COMMENT.sub(" ", text))
