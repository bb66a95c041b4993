"""Ground: the kinds of follow-up, one row each. All code that lists or distinguishes kinds reads this table.

A new kind is a row here, its name in `FollowUpKind`, and its rule in `followups/` (`RULES` of `rules`, `promises`,
`replies`, `goals` or `publishing`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from mdnetwork.frozen import NamedTuple
from mdnetwork.i18n import Texts

FollowUpKind = Literal[
    "planned",
    "first",
    "promise",
    "waiting",
    "reply",
    "task",
    "goal",
    "thank",
    "congratulate",
    "introduction",
    "cadence",
    "dormant",
    "publish",
    "birthday",
    "anniversary",
    "prepare",
    "notice",
]
DraftKind = Literal[
    "first",
    "connect",
    "reconnect",
    "thank",
    "congratulate",
    "reply",
    "share",
    "coffee",
    "ask",
    "introduce",
    "kept",
    "feedback",
    "reference",
]
"""The kinds of message to a person. Some follow-ups suggest one (`Kind.draft`)."""
TextKind = Literal[DraftKind, "publish"]
"""The kinds of draft: a message, or a text to publish."""
Beginning = Literal["", "question", "send", "chase", "gratitude", "ask both", "read", "recall", "wish", "idea"]
"""What a follow-up begins with in the morning; `insight/questions.py` puts it into words."""


class What(NamedTuple):
    """What a follow-up is about: its words, and what they say if they are a thing to send or a deed."""

    words: str
    to_send: str = ""
    """A thing with its article: "the list of speakers"."""
    deed: str = ""
    """What begins with a verb, with the name of the person: "send Ada the list of speakers"."""


class Kind(NamedTuple):
    """One kind of follow-up. Flags are False for a kind without special behaviour."""

    name: FollowUpKind
    label: Callable[[Texts], str]
    """The kind in one word."""
    title: Callable[[Texts, str, str], str]
    """The title of its calendar event, given who it is about and what.

    Who is the names of the people, or the title of the note if it is about nobody. Either is "" if it is not shown.
    """
    minutes: int
    """Minutes it takes, by rule of thumb: one for a line, three for a thoughtful message."""
    doing: Callable[[Texts, str, What], str] | None = None
    """The title if what it is about may be shown and is itself what is to be done."""
    begin: Beginning = ""
    draft: TextKind | None = None
    """The kind of draft to write. None for a task, which says what to do, and for a meeting (see `mdnet show`)."""
    arrow: str = ""
    tag: str = ""
    """The direction and tag of the log line that ends it. If both are empty, any interaction ends it."""
    words: Callable[[Texts], str] = lambda texts: texts.say("caught up")
    """The text of that log line. `{what}` is the follow-up's title."""
    precedence: int | None = None
    """Of the kinds with a number, a person has only the follow-up with the lowest one."""
    yearly: bool = False
    """It recurs every year on its day."""
    can_be_done: bool = True
    """Whether the user can end it. A meeting to prepare ends with its day."""
    can_be_task: bool = False
    """It may come from a task. Ticking the task then ends it."""
    about_several: bool = False
    """All its people are in its title, and any of them includes it in a feed limited to some people."""
    in_every_feed: bool = True
    """Whether a feed includes it by default."""
    when_paused: bool = False
    """Kept for people who are paused, archived, dormant, closed or inactive."""
    can_be_snoozed: bool = False
    dropped_by_fresh_start: bool = False
    """A fresh start drops it if it was due before: congratulations on old news help nobody."""


def _the_thing(texts: Texts, name: str, what: What) -> str:
    """What is to be done, with the name of the person unless it has it already."""
    if name.casefold() in what.words.casefold():
        return _capitalised(what.words)
    if what.to_send:
        return texts.say("Send {name} {thing}", name=name, thing=what.to_send)
    return _capitalised(what.deed) or f"{name}: {what.words}"


def _capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]


def _step(texts: Texts, name: str, what: str) -> str:
    """`name` is the title of the goal, `what` the step; for the deadline only the goal is named."""
    if what:
        return _capitalised(what)
    return texts.say("Goal: {name}", name=name) if name else texts.say("A step towards a goal")


def _chase(texts: Texts, name: str, what: str) -> str:
    if not what:
        return texts.say("Chase {name}", name=name)
    return texts.say("Chase {name}: {what}", name=name, what=what)


def _answer(texts: Texts, name: str, what: str) -> str:
    if not what:
        return texts.say("Answer {name}", name=name)
    return texts.say("Answer {name}: {what}", name=name, what=what)


def _prepare(texts: Texts, name: str, what: str) -> str:
    """`what` is an event; a meeting is named by those who come."""
    if what:
        return texts.say("Prepare for: {what}", what=what)
    return texts.say("Prepare for the meeting with {name}", name=name)


KINDS: tuple[Kind, ...] = (
    Kind(
        "promise",
        lambda texts: texts.say("promise"),
        lambda texts, name, _: texts.say("Keep your promise to {name}", name=name),
        minutes=3,
        doing=_the_thing,
        begin="send",
        draft="kept",
        arrow="→",
        tag="#kept",
        words=lambda _: "{what}",
        can_be_task=True,
        when_paused=True,
    ),
    Kind(
        "waiting",
        lambda texts: texts.say("waiting"),
        _chase,
        minutes=2,
        begin="chase",
        draft="ask",
        arrow="←",
        words=lambda _: "{what}",
        can_be_task=True,
        can_be_snoozed=True,
    ),
    Kind(
        "reply",
        lambda texts: texts.say("reply"),
        _answer,
        minutes=3,
        draft="reply",
        arrow="→",
        words=lambda texts: texts.say("answered: {what}", what="{what}"),
        can_be_snoozed=True,
        dropped_by_fresh_start=True,
    ),
    Kind(
        "first",
        lambda texts: texts.say("first"),
        lambda texts, name, _: texts.say("Get in touch with {name} after the first meeting", name=name),
        minutes=3,
        begin="recall",
        draft="first",
        precedence=1,
        can_be_snoozed=True,
        dropped_by_fresh_start=True,
    ),
    Kind(
        "thank",
        lambda texts: texts.say("thank"),
        lambda texts, name, _: texts.say("Thank {name}", name=name),
        minutes=2,
        begin="gratitude",
        draft="thank",
        arrow="→",
        tag="#thanked",
        words=lambda texts: texts.say("thanked for {what}", what="{what}"),
        dropped_by_fresh_start=True,
    ),
    Kind(
        "planned",
        lambda texts: texts.say("planned"),
        lambda texts, name, _: texts.say("Contact {name} (planned)", name=name),
        minutes=3,
        begin="question",
        draft="reconnect",
        precedence=0,
        can_be_snoozed=True,
        dropped_by_fresh_start=True,
    ),
    Kind(
        "task",
        lambda texts: texts.say("task"),
        lambda texts, name, _: texts.say("To do for {name}", name=name),
        minutes=3,
        doing=_the_thing,
        can_be_task=True,
    ),
    Kind(
        "goal",
        lambda texts: texts.say("goal"),
        _step,
        minutes=3,
        can_be_task=True,
        can_be_snoozed=True,
    ),
    Kind(
        "introduction",
        lambda texts: texts.say("introduction"),
        lambda texts, name, _: texts.say("Ask how the introduction went: {name}", name=name),
        minutes=2,
        begin="ask both",
        draft="feedback",
        tag="#kept",
        words=lambda texts: texts.say("heard how the introduction went"),
        about_several=True,
        can_be_snoozed=True,
        dropped_by_fresh_start=True,
    ),
    Kind(
        "congratulate",
        lambda texts: texts.say("congratulate"),
        lambda texts, name, _: texts.say("Write to {name} about their news", name=name),
        minutes=1,
        begin="question",
        draft="congratulate",
        arrow="→",
        words=lambda texts: texts.say("congratulated: {what}", what="{what}"),
        dropped_by_fresh_start=True,
    ),
    Kind(
        "cadence",
        lambda texts: texts.say("cadence"),
        lambda texts, name, _: texts.say("Get in touch with {name}", name=name),
        minutes=3,
        begin="question",
        draft="reconnect",
        precedence=2,
        can_be_snoozed=True,
    ),
    Kind(
        "dormant",
        lambda texts: texts.say("dormant"),
        lambda texts, name, _: texts.say("Reconnect with {name}", name=name),
        minutes=4,
        begin="question",
        draft="reconnect",
        in_every_feed=False,
    ),
    Kind(
        "publish",
        lambda texts: texts.say("publish"),
        lambda texts, _, __: texts.say("Publish something"),
        minutes=5,
        begin="idea",
        draft="publish",
        words=lambda texts: texts.say("published something"),
        can_be_snoozed=True,
    ),
    Kind(
        "prepare",
        lambda texts: texts.say("prepare"),
        _prepare,
        minutes=4,
        begin="read",
        can_be_done=False,
        about_several=True,
    ),
    Kind(
        "birthday",
        lambda texts: texts.say("birthday"),
        lambda texts, name, _: texts.say("Birthday: {name}", name=name),
        minutes=1,
        begin="wish",
        draft="congratulate",
        arrow="→",
        words=lambda texts: texts.say("birthday wishes"),
        yearly=True,
        when_paused=True,
    ),
    Kind(
        "anniversary",
        lambda texts: texts.say("anniversary"),
        lambda texts, name, _: texts.say("Anniversary: {name}", name=name),
        minutes=1,
        begin="wish",
        draft="congratulate",
        arrow="→",
        words=lambda texts: texts.say("good wishes"),
        yearly=True,
    ),
    Kind(
        "notice",
        lambda texts: texts.say("birthday soon"),
        lambda texts, name, _: texts.say("Birthday soon: {name}", name=name),
        minutes=1,
        when_paused=True,
    ),
)
"""In order of importance: a promise is the most important."""
KIND: dict[FollowUpKind, Kind] = {kind.name: kind for kind in KINDS}
