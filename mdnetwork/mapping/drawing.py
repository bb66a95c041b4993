"""Mapping: a chart as the bytes of a file: a picture to look at, or the graph for other tools."""

from __future__ import annotations

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
