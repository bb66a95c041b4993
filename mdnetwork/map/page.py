"""Map: draws a layout as SVG, and as a self-contained HTML page with a search, pan and zoom.

The picture has no scripts and no external resources, and a tooltip for each person. The page cannot load anything: its
policy (Content Security Policy Level 3) allows one script and two styles, by their hashes. All text from notes is
escaped.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from mdnetwork.i18n import Texts
from mdnetwork.insight.ties import tie_text
from mdnetwork.map.chart import Chart, Dot, shortened, width
from mdnetwork.map.layout import LETTERS, LINE, LONGEST_TITLE, MIDDLE, RING, TITLE_LETTERS, MapLayout

HUES = ("#0072b2", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8a7a00")
"""The colours of the circles, nearest first: Okabe & Ito 2008, safe for colour-blind people; then grey."""
GREY = "#8c8c8c"
DUE = "#d55e00"
_LEGEND_HEIGHT = 56.0
"""Pixels below the picture for the legend."""
_SPOKES = 45
"""Up to this many people the ties to the centre are drawn as lines."""
_MANY = 150
"""More lines than this are drawn fainter."""
STYLE = (
    "svg{font-family:'DejaVu Sans',Verdana,'Segoe UI',Helvetica,Arial,sans-serif}"
    ".paper{fill:#ffffff}.band{fill:#f4f6f8;stroke:#cfd6dd;stroke-width:1}.band.odd{fill:#fbfcfd}"
    ".known{fill:none;stroke:#3b6ea5;stroke-opacity:.5;stroke-linecap:round}"
    ".many{stroke-opacity:.3}"
    ".tie{stroke:#1d2733;stroke-opacity:.12;stroke-linecap:round}"
    ".dot{stroke:#ffffff;stroke-width:1}.me{fill:#1d2733}"
    ".due{fill:none;stroke:#d55e00;stroke-width:2}"
    f".name{{font-size:{LETTERS:g}px;text-anchor:middle;fill:#1d2733;paint-order:stroke;stroke:#ffffff;"
    "stroke-width:3px;stroke-opacity:.85;stroke-linejoin:round}"
    ".name.now{font-weight:bold}"
    f".ring{{font-size:{TITLE_LETTERS:g}px;text-anchor:middle;fill:#52606d;paint-order:stroke;stroke:#ffffff;stroke-width:6px;"
    "stroke-linejoin:round}"
    ".said{font-size:12px;fill:#52606d}"
    "@media (prefers-color-scheme:dark){.paper{fill:#14181d}.band{fill:#1a2027;stroke:#39434e}.band.odd{fill:#171c22}"
    ".known{stroke:#7fb2e6}.tie{stroke:#e6ebf0;stroke-opacity:.16}.dot{stroke:#14181d}"
    ".me{fill:#e6ebf0}.due{stroke:#ff8a3d}.name{fill:#e6ebf0;stroke:#14181d}"
    ".ring,.said{fill:#aab6c2}.ring{stroke:#14181d}}"
)
"""The style of each class, in light and dark mode."""


def svg(plan: MapLayout, texts: Texts) -> str:
    """The picture as one `svg` element with its style."""
    return "\n".join(
        (
            _begin(plan, texts),
            f"<style>{STYLE}</style>",
            _paper(plan),
            *_bands(plan),
            *_lines(plan),
            *_people(plan, texts),
            *_legend(plan, texts),
            "</svg>\n",
        )
    )


def size(plan: MapLayout) -> tuple[float, float]:
    """The width and height of the picture with its legend, in pixels."""
    return 2 * plan.across, 2 * plan.down + _LEGEND_HEIGHT


def colour(circle: int | None) -> str:
    """The colour of a circle, by its index from the nearest."""
    return HUES[circle] if circle is not None and circle < len(HUES) else GREY


def tooltip(dot: Dot, chart: Chart, texts: Texts) -> str:
    """A person in one line: name, circle, organisation, groups, tie with its parts, and what is due."""
    circle = "" if dot.circle is None else chart.circles[dot.circle]
    parts = [dot.name, circle, dot.org, *dot.groups, tie_text(dot.tie, texts)]
    if dot.is_due:
        what = ", ".join(dot.kinds)
        parts.append(
            texts.say("due since {date}: {what}", date=dot.due, what=what)
            if dot.due
            else texts.say("due: {what}", what=what)
        )
    return " · ".join(part for part in parts if part)


def _begin(plan: MapLayout, texts: Texts) -> str:
    across, down = size(plan)
    box = f"{-plan.across:g} {-plan.down:g} {across:g} {down:g}"
    title = texts.count("Map of {n} person", "Map of {n} people", plan.chart.people)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" width="{across:g}" height="{down:g}" '
        f'role="img" aria-label={quoteattr(title)}>\n<title>{escape(title)}</title>'
    )


def _paper(plan: MapLayout) -> str:
    across, down = size(plan)
    return f'<rect class="paper" x="{-plan.across:g}" y="{-plan.down:g}" width="{across:g}" height="{down:g}"/>'


def _bands(plan: MapLayout) -> Iterator[str]:
    for place, band in reversed(tuple(enumerate(plan.bands))):
        odd = " odd" if place % 2 else ""
        yield f'<ellipse class="band{odd}" rx="{band.across:.1f}" ry="{band.down:.1f}"/>'


def _lines(plan: MapLayout) -> Iterator[str]:
    """Ties to the user as straight lines, strong ones wider, and acquaintances as curves."""
    if _shows_ties(plan):
        for seat in plan.seats:
            if seat.dot.tie.strength:
                broad = 1 + 6 * seat.dot.tie.strength
                yield f'<line class="tie" x2="{seat.x:g}" y2="{seat.y:g}" stroke-width="{broad:.1f}"/>'
    look = "known many" if len(plan.curves) > _MANY else "known"
    for curve in plan.curves:
        (x, y), (bend_x, bend_y), (to_x, to_y) = curve.begin, curve.bend, curve.end
        yield (
            f'<path class="{look}" d="M{x:g} {y:g}Q{bend_x:g} {bend_y:g} {to_x:g} {to_y:g}" '
            f'stroke-width="{curve.width:g}"/>'
        )


def _shows_ties(plan: MapLayout) -> bool:
    return plan.chart.centre is None and len(plan.seats) <= _SPOKES


def _people(plan: MapLayout, texts: Texts) -> Iterator[str]:
    yield from _centre(plan, texts)
    for seat in plan.seats:
        about, hue = escape(tooltip(seat.dot, plan.chart, texts)), colour(seat.dot.circle)
        ring = f'<circle class="due" r="{seat.radius + RING - 1:g}"/>' if seat.dot.is_due else ""
        yield (
            f'<g class="person" data-name={quoteattr(seat.dot.name)} transform="translate({seat.x:g} {seat.y:g})">'
            f'<title>{about}</title><circle class="dot" r="{seat.radius:g}" fill="{hue}"/>{ring}</g>'
        )
    for label in plan.labels:
        yield _name(label.seat.dot.name, label.lines, label.x, label.y, now=label.seat.dot.is_due)
    for title in plan.titles:
        yield f'<text class="ring" x="{title.x:g}" y="{title.y:g}">{escape(title.text)}</text>'


def _centre(plan: MapLayout, texts: Texts) -> Iterator[str]:
    dot = plan.chart.centre
    about = tooltip(dot, plan.chart, texts) if dot else plan.chart.me or plan.middle
    ring = f'<circle class="due" r="{MIDDLE + RING - 1:g}"/>' if dot and dot.is_due else ""
    look = f'class="dot" fill="{colour(dot.circle)}"' if dot else 'class="me"'
    name = f" data-name={quoteattr(dot.name)}" if dot else ""
    kind = "person" if dot else "myself"
    yield f'<g class="{kind}"{name}><title>{escape(about)}</title><circle {look} r="{MIDDLE:g}"/>{ring}</g>'
    yield _name(plan.middle, (plan.middle,), 0.0, MIDDLE + RING + LETTERS, now=True)


def _name(name: str, lines: Iterable[str], x: float, y: float, *, now: bool) -> str:
    look = "name now" if now else "name"
    first, *more = (escape(line) for line in lines)
    spans = "".join(f'<tspan x="{x:g}" dy="{LINE:g}">{line}</tspan>' for line in more)
    return f'<text class="{look}" data-name={quoteattr(name)} x="{x:g}" y="{y:g}">{first}{spans}</text>'


def _legend(plan: MapLayout, texts: Texts) -> Iterator[str]:
    """The legend below the picture, in one or two lines."""
    x, y = -plan.across + 26.0, plan.down + 14.0
    right = plan.across - 26.0
    for sign, text in _signs(plan, texts):
        room = 26.0 + width(text, 12.0) + 14.0
        if x + room > right and x > -plan.across + 26.0:
            x, y = -plan.across + 26.0, y + 20.0
        yield f'<g transform="translate({x:.1f} {y:g})">{sign}<text class="said" x="14" y="4">{escape(text)}</text></g>'
        x += room


def _signs(plan: MapLayout, texts: Texts) -> Iterator[tuple[str, str]]:
    say = texts.say
    yield '<circle class="due" r="7"/><circle class="dot" r="5" fill="#8c8c8c"/>', say("due")
    yield (
        '<circle class="dot" cx="-5" r="3" fill="#8c8c8c"/><circle class="dot" cx="4" r="6" fill="#8c8c8c"/>',
        say("larger, thicker: stronger tie") if _shows_ties(plan) else say("larger: stronger tie"),
    )
    known, drawn = len(plan.chart.lines), len(plan.curves)
    if known > drawn:
        text = say("they know each other: the {n} of {all} lines mentioned most often", n=drawn, all=known)
    else:
        text = say("a note says that they know each other")
    if known:
        yield '<path class="known" d="M-9 4Q0 -6 9 4" stroke-width="2"/>', text
    if plan.chart.centre:
        for place, circle in enumerate(plan.chart.circles):
            yield f'<circle class="dot" r="6" fill="{colour(place)}"/>', shortened(circle, LONGEST_TITLE, 12.0)


LOOKS = """
:root{color-scheme:light dark;--paper:#fff;--ink:#1d2733;--soft:#52606d;--edge:#cfd6dd;--mark:#0072b2}
@media (prefers-color-scheme:dark){:root{--paper:#14181d;--ink:#e6ebf0;--soft:#aab6c2;--edge:#39434e;--mark:#56b4e9}}
*{box-sizing:border-box}
body{margin:0;height:100vh;display:flex;flex-direction:column;background:var(--paper);color:var(--ink);
font:15px/1.45 system-ui,'Segoe UI',Helvetica,Arial,sans-serif}
header{display:flex;flex-wrap:wrap;align-items:center;gap:.4rem 1rem;padding:.5rem 1rem;border-bottom:1px solid var(--edge)}
h1{font-size:1.05rem;margin:0}
.day,output{color:var(--soft)}
.buttons{margin-left:auto;display:flex;gap:.3rem}
input,button{font:inherit;color:inherit;background:transparent;border:1px solid var(--edge);border-radius:.35rem;padding:.2rem .5rem}
button{min-width:2rem;cursor:pointer}
input:focus-visible,button:focus-visible,main:focus-visible,summary:focus-visible{outline:2px solid var(--mark);outline-offset:1px}
#hits{display:flex;flex-wrap:wrap;gap:.3rem;list-style:none;margin:0;padding:0 1rem}
#hits:not(:empty){padding:.4rem 1rem}
main{flex:1;min-height:0;touch-action:none;cursor:grab}
main.held{cursor:grabbing}
svg{display:block;width:100%;height:100%}
svg.searching>:is(.person,.name):not(.found),svg.searching>:is(.known,.tie){opacity:.15}
svg .found .dot{stroke:var(--ink);stroke-width:3}
details{padding:.4rem 1rem;border-top:1px solid var(--edge);max-height:40vh;overflow:auto}
summary{cursor:pointer}
@media print{header,#hits,details{display:none}}
"""
SCRIPT = r"""
"use strict";
(() => {
  const map = document.querySelector("svg"), stage = document.querySelector("main");
  const find = document.getElementById("find"), found = document.getElementById("found");
  const hits = document.getElementById("hits"), people = [...map.querySelectorAll(".person")];
  const names = [...map.querySelectorAll("text.name")];
  const box = map.viewBox.baseVal, whole = [box.x, box.y, box.width, box.height];
  const view = (x, y, width, height) => { box.x = x; box.y = y; box.width = width; box.height = height; };
  const at = (event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(map.getScreenCTM().inverse());
  const zoom = (factor, x, y) => {
    const width = Math.min(whole[2] * 1.5, Math.max(whole[2] / 40, box.width * factor)), by = width / box.width;
    view(x - (x - box.x) * by, y - (y - box.y) * by, width, box.height * by);
  };
  const middle = (factor) => zoom(factor, box.x + box.width / 2, box.y + box.height / 2);
  const shift = (x, y) => view(box.x + x * box.width, box.y + y * box.height, box.width, box.height);
  const go = (person) => {
    const move = person.transform.baseVal.consolidate(), x = move ? move.matrix.e : 0, y = move ? move.matrix.f : 0;
    const width = Math.min(box.width, whole[2] / 3), height = width * whole[3] / whole[2];
    view(x - width / 2, y - height / 2, width, height);
  };
  stage.addEventListener("wheel", (event) => {
    event.preventDefault();
    const point = at(event);
    zoom(Math.exp(Math.max(-60, Math.min(60, event.deltaY)) / 300), point.x, point.y);
  }, { passive: false });
  const held = new Map();
  let apart = 0;
  const gap = () => { const [a, b] = [...held.values()]; return Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY); };
  stage.addEventListener("pointerdown", (event) => {
    held.set(event.pointerId, event);
    apart = held.size === 2 ? gap() : 0;
    stage.setPointerCapture(event.pointerId);
    stage.classList.add("held");
  });
  stage.addEventListener("pointermove", (event) => {
    if (!held.has(event.pointerId)) return;
    const before = at(held.get(event.pointerId)), now = at(event);
    held.set(event.pointerId, event);
    if (held.size === 1) view(box.x + before.x - now.x, box.y + before.y - now.y, box.width, box.height);
    if (held.size === 2 && gap() && apart) { zoom(apart / gap(), now.x, now.y); apart = gap(); }
  });
  const free = (event) => { held.delete(event.pointerId); if (!held.size) stage.classList.remove("held"); };
  stage.addEventListener("pointerup", free);
  stage.addEventListener("pointercancel", free);
  stage.addEventListener("keydown", (event) => {
    const keys = {
      "+": () => middle(0.8), "=": () => middle(0.8), "-": () => middle(1.25), "0": () => view(...whole),
      ArrowLeft: () => shift(-0.1, 0), ArrowRight: () => shift(0.1, 0),
      ArrowUp: () => shift(0, -0.1), ArrowDown: () => shift(0, 0.1),
    };
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  document.getElementById("in").addEventListener("click", () => middle(0.7));
  document.getElementById("out").addEventListener("click", () => middle(1.4));
  document.getElementById("all").addEventListener("click", () => view(...whole));
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  find.addEventListener("input", () => {
    const words = plain(find.value).split(/\s+/).filter(Boolean);
    const fits = people.filter((each) => words.length && words.every((word) => ` ${plain(each.dataset.name)}`.includes(` ${word}`)));
    const chosen = new Set(fits.map((each) => each.dataset.name));
    for (const each of [...people, ...names]) each.classList.toggle("found", chosen.has(each.dataset.name));
    map.classList.toggle("searching", words.length > 0);
    found.textContent = words.length ? String(fits.length) : "";
    hits.replaceChildren(...fits.slice(0, 12).map((each) => {
      const item = document.createElement("li"), button = document.createElement("button");
      button.type = "button";
      button.textContent = each.dataset.name;
      button.addEventListener("click", () => go(each));
      item.append(button);
      return item;
    }));
  });
  find.addEventListener("keydown", (event) => {
    const first = map.querySelector(".person.found");
    if (event.key === "Enter" && first) go(first);
  });
})();
"""


def page(plan: MapLayout, texts: Texts) -> str:
    """The page."""
    say = texts.say
    search = escape(say("Find"))
    title = texts.count("Map of {n} person", "Map of {n} people", plan.chart.people)
    return "\n".join(
        (
            "<!DOCTYPE html>",
            f"<html lang={quoteattr(texts.language)}>",
            '<head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy()}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">',
            f"<title>{escape(title)}</title>",
            f"<style>{LOOKS}</style></head>",
            f'<body><header><h1>{escape(title)}</h1><span class="day">{plan.chart.today}</span>',
            f"<label>{search} ",
            '<input id="find" type="search" autocomplete="off" spellcheck="false"></label>',
            '<output id="found" for="find"></output>',
            '<span class="buttons">',
            *_buttons(texts),
            "</span></header>",
            '<ul id="hits"></ul>',
            f'<main tabindex="0" aria-label={quoteattr(title)}>',
            svg(plan, texts).rstrip(),
            "</main>",
            *_due_list(plan, texts),
            f"<script>{SCRIPT}</script></body></html>\n",
        )
    )


def policy() -> str:
    """The page's policy: only its own styles and script."""
    styles = f"style-src {_hash(LOOKS)} {_hash(STYLE)}"
    return f"default-src 'none'; {styles}; script-src {_hash(SCRIPT)}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _buttons(texts: Texts) -> Iterator[str]:
    say = texts.say
    for name, sign, what in (("in", "+", say("Zoom in")), ("out", "−", say("Zoom out")), ("all", "⤢", say("Show all"))):
        yield f'<button id="{name}" type="button" title={quoteattr(what)} aria-label={quoteattr(what)}>{sign}</button>'


def _due_list(plan: MapLayout, texts: Texts) -> Iterator[str]:
    """The people who are due, in words, for those who cannot see the rings."""
    chart = plan.chart
    due = [dot for dot in ((chart.centre,) if chart.centre else ()) + chart.dots if dot.is_due]
    if due:
        summary = texts.count("{n} person due", "{n} people due", len(due))
        yield f"<details><summary>{escape(summary)}</summary><ul>"
        yield from (f"<li>{escape(tooltip(dot, chart, texts))}</li>" for dot in due)
        yield "</ul></details>"
