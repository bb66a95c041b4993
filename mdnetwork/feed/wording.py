"""Feed: the words of an event's title, in the user's language and without gender."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mdnetwork.feed.discretion import Discretion
from mdnetwork.feed.matter import Matter, Plan
from mdnetwork.feed.plain import cut, one_line
from mdnetwork.messages import Texts
from mdnetwork.model import FollowUpKind

_NAMED = 3
"""People whom the title of a meeting names; the others are counted."""
_NAMED_IN_DIGEST = 2
_LONGEST = 400
"""Octets of a title."""
_TITLES: dict[FollowUpKind, Callable[[Texts, str], str]] = {
    "planned": lambda texts, name: texts.say("Get back to {name} as planned", name=name),
    "first": lambda texts, name: texts.say("Get back to {name} after the first meeting", name=name),
    "promise": lambda texts, name: texts.say("Keep your promise to {name}", name=name),
    "waiting": lambda texts, name: texts.say("Remind {name} of what you wait for", name=name),
    "task": lambda texts, name: texts.say("To do for {name}", name=name),
    "thank": lambda texts, name: texts.say("Thank {name}", name=name),
    "congratulate": lambda texts, name: texts.say("Write to {name} about the news", name=name),
    "introduction": lambda texts, name: texts.say("Ask how the introduction went: {name}", name=name),
    "cadence": lambda texts, name: texts.say("Get back to {name}", name=name),
    "dormant": lambda texts, name: texts.say("Get back to {name} after a long time", name=name),
    "birthday": lambda texts, name: texts.say("Birthday: {name}", name=name),
    "anniversary": lambda texts, name: texts.say("Anniversary: {name}", name=name),
    "prepare": lambda texts, name: texts.say("Prepare the meeting with {name}", name=name),
}


def title(plan: Plan, discretion: Discretion, texts: Texts) -> str:
    """What the event is called: whom it is about and what to do, a digest's names, or only that there is something."""
    told = [matter for matter in plan.matters if not discretion.is_busy(matter)]
    if not told:
        return texts.say("Busy")
    words = _of_digest(plan, told, discretion, texts) if plan.digest else title_of(told[0], discretion, texts)
    return cut(one_line(words), _LONGEST)


def title_of(matter: Matter, discretion: Discretion, texts: Texts) -> str:
    """What one follow-up is called: "Get back to Ada"."""
    names = discretion.names(matter)
    if matter.kind == "anniversary":
        return _anniversary(matter, names[0], discretion, texts)
    if matter.kind == "prepare":
        return _TITLES["prepare"](texts, _listed(names[:_NAMED], len(matter.people)))
    return _TITLES[matter.kind](texts, ", ".join(names if matter.kind == "introduction" else names[:1]))


def _anniversary(matter: Matter, name: str, discretion: Discretion, texts: Texts) -> str:
    """`wedding_anniversary` in words, where they may be told."""
    words = one_line(matter.title.replace("_", " ").replace("-", " "))
    if words and discretion.is_open and discretion.may_tell(words):
        return f"{words[:1].upper()}{words[1:]}: {name}"
    return _TITLES["anniversary"](texts, name)


def _of_digest(plan: Plan, told: Sequence[Matter], discretion: Discretion, texts: Texts) -> str:
    first = list(dict.fromkeys(discretion.names(matter)[0] for matter in told))
    names = _listed(first[:_NAMED_IN_DIGEST], len(first) + len(plan.matters) - len(told))
    if plan.is_today:
        return texts.say("Today: {names}", names=names)
    return texts.say("Follow-ups: {names}", names=names)


def _listed(names: Sequence[str], among: int) -> str:
    """The names, and how many others there are among so many: "Ada, Bruno, +1"."""
    others = among - len(names)
    return ", ".join((*names, f"+{others}") if others else names)
