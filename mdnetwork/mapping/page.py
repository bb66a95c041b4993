"""Mapping: a plan as a page of HTML that needs nothing else: the picture, who is due, a search, and moving about.

The page fetches nothing and can fetch nothing: its policy (Content Security Policy Level 3) allows one script and two
styles, by their hashes, and whatever a note says stands in it as text.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from mdnetwork.mapping.page_parts import LOOKS, SCRIPT
from mdnetwork.mapping.plan import Plan
from mdnetwork.mapping.svg import STYLE, svg, told
from mdnetwork.messages import Texts


def page(plan: Plan, texts: Texts) -> str:
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
    """What the page may do: nothing but its own style and script."""
    styles = f"style-src {_hash(LOOKS)} {_hash(STYLE)}"
    return f"default-src 'none'; {styles}; script-src {_hash(SCRIPT)}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _buttons(texts: Texts) -> Iterator[str]:
    say = texts.say
    for name, sign, what in (("in", "+", say("closer")), ("out", "−", say("farther")), ("all", "⤢", say("all of it"))):
        yield f'<button id="{name}" type="button" title={quoteattr(what)} aria-label={quoteattr(what)}>{sign}</button>'


def _due(plan: Plan, texts: Texts) -> Iterator[str]:
    """Who is due, in words: what the rings tell to those who see them."""
    chart = plan.chart
    due = [dot for dot in ((chart.centre,) if chart.centre else ()) + chart.dots if dot.is_due]
    if due:
        summary = texts.count("{n} person due", "{n} people due", len(due))
        yield f"<details><summary>{escape(summary)}</summary><ul>"
        yield from (f"<li>{escape(told(dot, chart, texts))}</li>" for dot in due)
        yield "</ul></details>"
