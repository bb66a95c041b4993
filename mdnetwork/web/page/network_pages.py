"""The pages about the network as a whole: goals, review, map, search and calendars."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from html import unescape
from typing import NamedTuple

import segno
from markupsafe import Markup
from starlette.datastructures import URL
from starlette.responses import Response

from mdnetwork.days.spans import parse_span
from mdnetwork.insight.period import QUARTER
from mdnetwork.map.page import STYLE
from mdnetwork.sections import Section
from mdnetwork.web.page.contents import PeopleAsked
from mdnetwork.web.page.due import PART, offered_filters
from mdnetwork.web.page.frame import Visit
from mdnetwork.web.page.links import person_page
from mdnetwork.web.page.people import fitting

_FOUND = 100
"""The most lines that a search shows."""
_NAMED = re.compile(r'<(?:g class="person"|text class="name(?: now)?") data-name=("[^"]*"|\'[^\']*\')')
_SAID = re.compile(r'<g transform="[^"]*">(?P<sign>.+)<text class="said"[^>]*>(?P<text>[^<]*)</text></g>')
"""A sign of the picture's legend, and what it means."""
_PERIODS = ("1m", "3m", "6m", "1y")


def goals(visit: Visit) -> Response:
    """The goals: who can help, what is missing, and who to begin with."""
    found = visit.kept(("goals",), lambda: visit.contents.goals(visit.network, visit.today))
    return _sections(visit, visit.texts.say("Goals"), found)


def review(visit: Visit) -> Response:
    """The review of a period."""
    asked = visit.asked("period") if visit.asked("period") in _PERIODS else "3m"
    length = parse_span(asked) or QUARTER
    found = visit.kept(("review", asked), lambda: visit.contents.review(visit.network, visit.today, length))
    count = visit.texts.count
    lengths = (
        count("{n} month", "{n} months", 1),
        count("{n} month", "{n} months", 3),
        count("{n} month", "{n} months", 6),
        count("{n} year", "{n} years", 1),
    )
    periods = [*zip(_PERIODS, lengths, strict=True)]
    return visit.page("review.html", title=visit.texts.say("Review"), sections=found, periods=periods, period=asked)


def map_page(visit: Visit) -> Response:
    """The picture of the network, or of the people around one person, of a circle or tag. Each person is a link."""
    around, steps, say = visit.asked("around"), visit.asked("steps"), visit.texts.say
    number = int(steps) if steps in {"1", "2", "3"} else 2
    chosen = {each: visit.asked(each) for each in ("circle", "tag")}
    wanted = {f"{each}s": [value] for each, value in chosen.items() if value}
    only, offered = fitting(visit, PeopleAsked("", wanted)), offered_filters(visit)
    made = visit.kept(("map", around, number, *chosen.values()), lambda: _picture(visit, around, number, only))
    return visit.page(
        "map.html",
        title=say("Map"),
        picture=made.picture if only or (only is None and len(visit.network.at(visit.today).directory)) else "",
        legend=made.legend,
        around=around,
        steps=steps or "2",
        filters={
            "circle": (say("Circle"), [(each, each) for each in offered.circles]),
            "tag": (say("Tag"), [(each, each) for each in offered.tags]),
        },
        chosen=chosen,
        is_chosen=bool(around or wanted),
    )


class _Drawn(NamedTuple):
    """The picture, and beside it its legend, which would else be out of sight where the picture is wider than a screen:
    signs, each with what it means.
    """

    picture: Markup
    legend: Sequence[tuple[Markup, str]]


def _picture(visit: Visit, around: str, steps: int, only: AbstractSet[str] | None) -> _Drawn:
    picture = visit.network.at(visit.today).map("svg", around=around, steps=steps, only=only).decode()
    lines = picture.replace(f"<style>{STYLE}</style>\n", "").splitlines()
    signs = [found for found in map(_SAID.fullmatch, lines) if found]
    legend = [(Markup(each["sign"]), unescape(each["text"])) for each in signs]  # noqa: S704  our own picture
    return _Drawn(Markup("\n").join(_linked([line for line in lines if not _SAID.fullmatch(line)])), legend)


def map_style(visit: Visit) -> Response:  # noqa: ARG001  the signature of a page
    """The style sheet of the picture."""
    return Response(STYLE.replace("svg{", ".map svg{"), media_type="text/css")


def _linked(lines: list[str]) -> Iterator[Markup]:
    """The lines of the picture, each person in a link. The names are links for the pointer alone."""
    for line in lines:
        found = _NAMED.match(line)
        if found is None:
            yield Markup(line.replace('role="img"', 'role="group"', 1) if line.startswith("<svg") else line)  # noqa: S704  our own picture
            continue
        unreached = ' tabindex="-1"' if line.startswith("<text") else ""
        href = Markup.escape(person_page(unescape(found[1][1:-1])))
        yield Markup(f'<a href="{href}"{unreached}>{line}</a>')  # noqa: S704  as above


def search(visit: Visit) -> Response:
    """Lines with all these words."""
    words = visit.asked("q")
    found = visit.kept(("search", words), lambda: visit.network.at(visit.today).search(words)) if words else []
    known = visit.kept(("who", words), lambda: visit.contents.knows(visit.network, visit.today, words)) if words else ()
    return visit.page(
        "search.html", title=visit.texts.say("Search"), words=words, hits=found[:_FOUND], total=len(found), known=known
    )


def ways(visit: Visit) -> Response:
    """The ways to a person or an organisation."""
    name = visit.asked("name")
    found = visit.kept(("ways", name), lambda: visit.contents.ways(visit.network, visit.today, name))
    title = visit.texts.say("Ways to {name}", name=name.rpartition("/")[2].removesuffix(".md"))
    return _sections(visit, title, found)


def _sections(visit: Visit, title: str, found: Sequence[Section]) -> Response:
    """A page of sections, each with its first rows and the number of the others, or with all of them."""
    most = max((len(each.rows) for each in found), default=0) if visit.asked("all") else PART
    shown = [(each._replace(rows=each.rows[:most]), len(each.rows[most:])) for each in found]
    everything = str(URL(visit.here).include_query_params(all=1))
    return visit.page("sections.html", title=title, sections=shown, everything=everything)


def calendars(visit: Visit) -> Response:
    """The addresses of the feeds, with a picture for the camera of a phone where a phone can reach one."""
    feeds, published = visit.site.feeds(), visit.site.published()
    pictures = [qr_code(each.for_phone) if each.for_phone else "" for each in feeds]
    codes = [qr_code(each.for_phone) if each.for_phone else "" for each in published]
    return visit.page(
        "calendars.html",
        title=visit.texts.say("Calendars"),
        feeds=[*zip(feeds, pictures, strict=True)],
        published=[*zip(published, (visit.phrases.day(each.day) for each in published), codes, strict=True)],
        is_reached=any(pictures) or any(codes),
    )


def qr_code(address: str) -> Markup:
    """The address as a QR code (SVG): dark on light in any colour scheme, since cameras ask for it."""
    made: str = segno.make_qr(address).svg_inline(omitsize=True, light="#fff", svgclass="qr", lineclass=None)
    return Markup(made)  # noqa: S704  made of squares
