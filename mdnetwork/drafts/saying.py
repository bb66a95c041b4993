"""Drafts: facts as a template takes them: plain texts, numbers and days, in the draft's language."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from mdnetwork.dates import PartialDate
from mdnetwork.drafts.address import given_name
from mdnetwork.drafts.facts import DraftFacts
from mdnetwork.followups.text import ReasonPhrases
from mdnetwork.i18n import texts
from mdnetwork.insight.second_person import has_article, tongue
from mdnetwork.text import one_line

Values = dict[str, Any]
_DATED = re.compile(r"^\d{4}-\d{2}-\d{2}[\s–—·:-]*")
_EVENTS = frozenset(
    {
        *("fair", "forum", "conference", "meetup", "festival", "party", "summit", "workshop", "congress", "seminar"),
        *("exhibition", "dinner", "lunch", "museum", "salon", "opening", "wedding", "gala"),
    }
)
_ENGLISH_PLACE = re.compile(r"(?:at|in|on|by|near|through|during)\b", re.IGNORECASE)
_ITALIAN_PLACE = re.compile(
    r"(?:a|al|allo|alla|all'|ai|alle|in|nel|nella|da|dal|dalla|su|sul|presso|durante|per|tramite)\b", re.IGNORECASE
)
_ONLINE = frozenset({"linkedin", "zoom", "slack", "mastodon", "discord", "whatsapp"})


def values(facts: DraftFacts, today: date, gap: Callable[[str], str]) -> Values:
    """What a template may name; docs/networking.md lists it. Words in another language than the draft's are gaps."""
    language, wish = facts.wish.language, facts.wish

    def own(text: str) -> str:
        said = one_line(text)
        return f"[{said}]" if tongue(said) not in {"", language} else said

    def said_day(day: date | None) -> Values | str:
        return day_said(day, language, today) if day else ""

    return {
        "kind": wish.kind,
        "tone": wish.tone,
        "language": language,
        "name": one_line(facts.name),
        "first_name": one_line(facts.given),
        "me": one_line(facts.me),
        "my_first_name": one_line(given_name(facts.me)),
        "pitch": own(facts.pitch),
        "met": said_day(facts.met),
        "where": where(one_line(facts.met_at), language, at_event=facts.at_event),
        "met_at": one_line(facts.met_at),
        "introducer": one_line(facts.introducer),
        "known_for": facts.known_for,
        "talks": facts.talks,
        "gave": facts.gave,
        "wrote_last": facts.wrote_last,
        "last": said_day(facts.last),
        "topic": own(facts.topic.text),
        "told": own(facts.told.text),
        "shared": own(facts.shared[0]) if facts.shared else "",
        "all_shared": [own(each) for each in facts.shared],
        "need": own(facts.need),
        "interest": own(facts.interest),
        "occasion": facts.occasion,
        "thing": own(facts.thing.text),
        "thing_on": said_day(facts.thing_on),
        "about": one_line(wish.about),
        "why": own(facts.why),
        "why_from": facts.why_from,
        "other": one_line(facts.other),
        "other_why": own(facts.other_why),
        "other_why_from": facts.other_why_from,
        "has_article": has_article,
        "brief": 0,
        "gap": gap,
    }


def day_said(day: date, language: str, today: date) -> dict[str, str]:
    """A day as `on` ("on 21 November", "il 21 novembre"), `of` ("of …", "del …") and `iso`; the year where it is
    another. A language that we do not speak gets the ISO date.
    """
    iso = day.isoformat()
    if language not in {"en", "it"}:
        return {"on": iso, "of": iso, "iso": iso}
    said = ReasonPhrases(texts(language)).day(PartialDate(day.month, day.day))
    said += f" {day.year}" if day.year != today.year else ""
    if language == "en":
        return {"on": f"on {said}", "of": f"of {said}", "iso": iso}
    if day.day == 1:
        return {"on": f"il 1º{said[1:]}", "of": f"del 1º{said[1:]}", "iso": iso}
    elided = day.day in {8, 11}
    return {
        "on": f"l'{said}" if elided else f"il {said}",
        "of": f"dell'{said}" if elided else f"del {said}",
        "iso": iso,
    }


def where(place: str, language: str, *, at_event: bool) -> str:
    """Where one met, with its preposition: "at the Book fair", "(fiera del libro)"; "" where it is unknown."""
    name = _DATED.sub("", place)
    if not name:
        return ""
    if language == "it":
        return _italian_place(name)
    if language != "en" or _ENGLISH_PLACE.match(name):
        return name
    if name.lower() in _ONLINE:
        return f"on {name}"
    words = [word for word in name.lower().split() if not word.isdigit()]
    named = at_event or (bool(words) and words[-1] in _EVENTS)
    has_article = words[:1] in [["the"], ["a"], ["an"]] or "'" in name  # "Translators' day" needs none
    return f"at the {name}" if named and not has_article else f"at {name}"


def _italian_place(name: str) -> str:
    """In brackets where no preposition is written: which one, with which article, the name does not tell."""
    if _ITALIAN_PLACE.match(name):
        return name
    if name.lower() in _ONLINE:
        return f"su {name}"
    return f"({name})"
