"""A person (or a meeting, or the user's own note): all that is known, with evidence; and a draft to them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import get_args

from starlette.responses import RedirectResponse, Response

from mdnetwork.errors import UnknownName
from mdnetwork.i18n import Texts
from mdnetwork.kinds import TextKind
from mdnetwork.web.page.frame import Visit
from mdnetwork.web.page.links import contacts, person_page

_LONGEST = 200
"""The most characters of a field."""


def person(visit: Visit) -> Response:
    """The page of the name in the address."""
    name = visit.asked("name")
    if not name:
        return RedirectResponse("/people", 303)
    return _shown(visit, name)


def me(visit: Visit) -> Response:
    """The page of the user's own note."""
    profile = visit.network.at(visit.today).directory.profile
    title = visit.texts.say("My note")
    if profile is None:
        return visit.page("me.html", title=title, profile=None)
    try:
        return _shown(visit, profile.name)
    except UnknownName:
        return visit.page("me.html", title=title, profile=profile)


def _shown(visit: Visit, name: str) -> Response:
    found = visit.kept(("shown", name), lambda: visit.contents.shown(visit.network, visit.today, name))
    first, *others = found.sections
    them = found.person
    cards = [[visit.card(each) for each in section.follow_ups] for section in others]
    people = visit.network.at(visit.today).directory.paths
    comers = frozenset(section.heading for section in others if section.path in people)
    ways = [*contacts(them.emails, them.phones)] if them else []
    return visit.page(
        "person.html",
        title=first.heading,
        head=first,
        sections=[*zip(others, cards, strict=True)],
        comers=comers,
        why=found.why,
        person=them,
        contacts=ways,
        talk=visit.texts.say("talked with {name}, ", name=them.name) if them else "",
        draft=person_page(them.path).replace("/person", "/draft", 1) if them else "",
    )


def draft(visit: Visit) -> Response:
    """A message to a person or a text to publish, to copy and change. Nothing is sent."""
    every: tuple[TextKind, ...] = get_args(TextKind)
    kind = next((each for each in every if each == visit.asked("kind")), None)
    topic, to = (visit.asked(each)[:_LONGEST] for each in ("topic", "to"))
    made = visit.network.at(visit.today).draft(
        visit.asked("name"), kind=kind, topic=topic, to=to if kind == "introduce" else ""
    )
    say = visit.texts.say
    fields = {"kind": say("Kind"), "topic": say("Topic"), "to": say("Introduce to")}
    quoted = {option: say("“{field}”", field=label) for option, label in fields.items()}
    labels = _draft_labels(visit.texts)
    is_post = made.kind == "publish"
    return visit.page(
        "draft.html",
        title=labels["publish"] if is_post else say("Draft to {name}", name=made.person.name),
        made=made,
        fields=fields,
        topic=topic,
        to=to,
        warnings=[_with_fields(each, quoted) for each in made.warnings],
        before=say("Before you publish it") if is_post else say("Before you send it"),
        kinds=[(each, labels[each]) for each in every if (each == "publish") == is_post],
        href=person_page(made.person.path),
        origins=[", ".join(f"{line.path}:{line.line}" for line in each.evidence) for each in made.remember],
    )


def _with_fields(sentence: str, fields: Mapping[str, str]) -> str:
    """The sentence with the names of the form's fields in place of the command's options."""
    return re.sub(r"--(\w+)\b(?![^`]*`)", lambda found: fields.get(found[1], found[0]), sentence)


def _draft_labels(texts: Texts) -> dict[TextKind, str]:
    """What each kind of message is called."""
    say = texts.say
    return {
        "first": say("after a first meeting"),
        "connect": say("request to connect"),
        "reconnect": say("get back in touch"),
        "thank": say("thanks"),
        "congratulate": say("congratulations"),
        "reply": say("answer to a question"),
        "share": say("something to read"),
        "coffee": say("invitation to a coffee"),
        "ask": say("request for advice"),
        "introduce": say("introduction"),
        "kept": say("what was promised"),
        "feedback": say("request for feedback"),
        "reference": say("request for a reference"),
        "publish": say("A text to publish"),
    }
