"""Mapping: a chart as the bytes of a file: a picture to look at, or the graph for other tools."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, get_args

from mdnetwork.mapping.chart import Chart
from mdnetwork.mapping.graphs import graphml, json_graph
from mdnetwork.messages import Texts

Format = Literal["svg", "html", "png", "graphml", "json"]
FORMATS: tuple[Format, ...] = get_args(Format)
SUFFIXES: dict[str, Format] = {
    ".svg": "svg",
    ".html": "html",
    ".htm": "html",
    ".png": "png",
    ".graphml": "graphml",
    ".json": "json",
}
"""What a file of this suffix is drawn in, where no format is named."""

_SIGNS: dict[Format, tuple[str, tuple[bytes, ...]]] = {
    "svg": ("a picture in SVG", (b"<svg",)),
    "html": ("a page of HTML", (b"<!doctype html",)),
    "png": ("a picture in PNG", (b"\x89png",)),
    "graphml": ("a graph in GraphML", (b"<?xml", b"<graphml")),
    "json": ("a graph in JSON that mdnet wrote", (b"{", b'"date"', b'"me"', b'"around"')),
}
"""What a file of each format is, and what stands in its beginning: first the first of them."""


def kind_of(form: Format) -> tuple[str, Callable[[bytes], bool]]:
    """What a file of this format is, in words, and a function that tells it by a file's first bytes."""
    words, (first, *more) = _SIGNS[form]
    return words, lambda head: head.lower().startswith(first) and all(sign in head.lower() for sign in more)


def drawn(chart: Chart, form: Format, texts: Texts) -> bytes:
    """The chart in a format. Raises MdnetworkError where PNG is asked for and its library is not installed."""
    if form == "json":
        return json_graph(chart)
    if form == "graphml":
        return graphml(chart)
    from mdnetwork.mapping.page import page  # noqa: PLC0415  a graph needs no picture
    from mdnetwork.mapping.plan import plan  # noqa: PLC0415  as above
    from mdnetwork.mapping.svg import size, svg  # noqa: PLC0415  as above

    planned = plan(chart, texts)
    if form == "html":
        return page(planned, texts).encode()
    picture = svg(planned, texts)
    if form == "svg":
        return picture.encode()
    from mdnetwork.mapping.png import png  # noqa: PLC0415  as above

    return png(picture, size(planned)[0])
