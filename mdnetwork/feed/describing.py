"""Feed: the description of an event. Why it is there, what was said last, links to act on, how many others wait."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mdnetwork.feed import links
from mdnetwork.feed.discretion import Discretion
from mdnetwork.feed.matter import Matter, More, Plan
from mdnetwork.feed.plain import cut, lines, one_line
from mdnetwork.feed.wording import title_of
from mdnetwork.followups.wording import plain
from mdnetwork.messages import Texts

LONGEST = 2048
"""Octets of a description. Google cuts at about 8 kB, and a feed has thousands of them."""
_LINKS = 1024
"""Octets of it that links may take: half a link leads nowhere, so those that do not fit are left out."""


def description(plan: Plan, vault: str, discretion: Discretion, texts: Texts) -> str:
    """The description, at most `LONGEST` octets. Reasons are cut; links and the count of who waits never are."""
    told = [matter for matter in plan.matters if not discretion.is_busy(matter)]
    if plan.digest:
        body = [line for matter in told for line in _digested(matter, vault, discretion, texts)]
        tail: list[str] = []
    else:
        body = [line for matter in told for line in _reasons(matter, discretion, texts)]
        tail = [link for matter in told for link in _fitting(_links(matter, vault, discretion))]
    tail += _waiting(plan.waiting, texts)
    end = "\n".join(tail)
    why = cut("\n".join(filter(None, body)), LONGEST - len(end.encode()) - 1)
    return "\n".join(filter(None, (why, end)))


def note_link(matter: Matter, vault: str, discretion: Discretion) -> str:
    """The note in Obsidian; "" where its path names somebody private."""
    return links.obsidian(vault, matter.path) if discretion.may_tell(matter.path) else ""


def _reasons(matter: Matter, discretion: Discretion, texts: Texts) -> Iterator[str]:
    if not matter.delicate and discretion.may_tell(matter.reason):
        yield lines(matter.reason)
    for each in matter.more:
        words = one_line(plain(each.text))
        if words and discretion.may_tell(f"{each.text} {words}"):
            yield _more(each, words, texts)


def _more(more: More, words: str, texts: Texts) -> str:
    name = one_line(more.name)
    if more.kind == "log":
        return texts.say("Last entry about {name}, {date}: {words}", name=name, date=more.day, words=words)
    return texts.say("Promised to {name}: {words}", name=name, words=words)


def _digested(matter: Matter, vault: str, discretion: Discretion, texts: Texts) -> Iterator[str]:
    yield f"• {one_line(title_of(matter, discretion, texts))}"
    yield from _reasons(matter, discretion, texts)
    yield from _fitting([note_link(matter, vault, discretion)])


def _links(matter: Matter, vault: str, discretion: Discretion) -> Iterator[str]:
    """To call and to write (not for a meeting: one meets), and the note."""
    if matter.kind != "prepare":
        yield from map(links.tel, matter.phones)
        yield from map(links.mailto, matter.emails)
    yield note_link(matter, vault, discretion)


def _fitting(found: Iterable[str]) -> Iterator[str]:
    room = _LINKS
    for link in filter(None, dict.fromkeys(found)):
        if len(link) < room:
            room -= len(link) + 1
            yield link


def _waiting(n: int, texts: Texts) -> list[str]:
    if not n:
        return []
    return [texts.count("{n} more follow-up waits in mdnet due.", "{n} more follow-ups wait in mdnet due.", n)]
