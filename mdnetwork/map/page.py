"""Map: a self-contained HTML page with the picture, the people who are due, a search, and pan and zoom.

The page cannot load anything: its policy (Content Security Policy Level 3) allows one script and two styles, by their
hashes, and all text from notes is escaped.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from mdnetwork.i18n import Texts
from mdnetwork.map.layout import MapLayout
from mdnetwork.map.svg import STYLE, svg, told


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
            *_due(plan, texts),
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
    for name, sign, what in (("in", "+", say("closer")), ("out", "−", say("farther")), ("all", "⤢", say("all of it"))):
        yield f'<button id="{name}" type="button" title={quoteattr(what)} aria-label={quoteattr(what)}>{sign}</button>'


def _due(plan: MapLayout, texts: Texts) -> Iterator[str]:
    """The people who are due, in words, for those who cannot see the rings."""
    chart = plan.chart
    due = [dot for dot in ((chart.centre,) if chart.centre else ()) + chart.dots if dot.is_due]
    if due:
        summary = texts.count("{n} person due", "{n} people due", len(due))
        yield f"<details><summary>{escape(summary)}</summary><ul>"
        yield from (f"<li>{escape(told(dot, chart, texts))}</li>" for dot in due)
        yield "</ul></details>"


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
