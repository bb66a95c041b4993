"""Map: writes a chart as a file: a picture, or the graph for other tools."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Literal, get_args
from xml.etree import ElementTree as ET

from mdnetwork.errors import MdnetworkError
from mdnetwork.i18n import Texts
from mdnetwork.lazy import lazy
from mdnetwork.map.chart import Chart, Dot, MapLine, cleaned
from mdnetwork.text import escaped

if TYPE_CHECKING:
    import resvg_py

    from mdnetwork.map import layout, page
else:
    layout = lazy("mdnetwork.map.layout")
    page = lazy("mdnetwork.map.page")
    resvg_py = lazy(
        "resvg_py",
        extra="map",
        need="PNG needs a library that is not installed",
        instead="write .svg or .html",
        error=MdnetworkError,
    )

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
"""The default format for a file suffix."""
_SIGNS: dict[Format, tuple[str, tuple[bytes, ...]]] = {
    "svg": ("a picture in SVG", (b"<svg",)),
    "html": ("a page of HTML", (b"<!doctype html",)),
    "png": ("a picture in PNG", (b"\x89png",)),
    "graphml": ("a graph in GraphML", (b"<?xml", b"<graphml")),
    "json": ("a graph in JSON that mdnet wrote", (b"{", b'"date"', b'"me"', b'"around"')),
}
"""A description of each format, and the bytes near the start of its files; a file starts with the first of them."""
_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_NODE_KEYS = {
    "name": "string",
    "identity": "string",
    "circle": "string",
    "org": "string",
    "groups": "string",
    "steps": "int",
    "strength": "double",
    "level": "string",
    "days": "int",
    "last": "string",
    "due": "boolean",
    "due_date": "string",
    "due_kinds": "string",
}
_EDGE_KEYS = {"weight": "int", "latest": "string"}
Record = dict[str, Any]
_SHARP = 2.0
"""Image pixels per picture pixel, for today's screens."""
_WIDEST = 6000.0
"""The maximum width of an image in pixels. Few programs open wider ones."""


def kind_of(form: Format) -> tuple[str, Callable[[bytes], bool]]:
    """A description of the format, and a function that recognises it by a file's first bytes."""
    words, (first, *more) = _SIGNS[form]
    return words, lambda head: head.lower().startswith(first) and all(sign in head.lower() for sign in more)


def drawn(chart: Chart, form: Format, texts: Texts) -> bytes:
    """The chart in a format. Raises MdnetworkError for PNG if its library is not installed."""
    if form == "json":
        return json_graph(chart)
    if form == "graphml":
        return graphml(chart)

    planned = layout.plan(chart, texts)
    if form == "html":
        return page.page(planned, texts).encode()
    picture = page.svg(planned, texts)
    if form == "svg":
        return picture.encode()

    return png(picture, page.size(planned)[0])


def json_graph(chart: Chart) -> bytes:
    """schemas/map.json: people and edges, with the parts of each tie."""
    record = {
        "date": str(chart.today),
        "me": chart.me or None,
        "around": chart.centre.id if chart.centre else None,
        "circles": list(chart.circles),
        "people": [_person(dot, chart) for dot in _all(chart)],
        "edges": [_edge(line) for line in chart.lines],
    }
    return f"{escaped(json.dumps(record, indent=2, ensure_ascii=False))}\n".encode()


def graphml(chart: Chart) -> bytes:
    """GraphML 1.0 (http://graphml.graphdrawing.org): an undirected graph of people. `weight` counts lines of notes."""
    root = ET.Element("graphml", xmlns=_NAMESPACE)
    for kind, keys in (("node", _NODE_KEYS), ("edge", _EDGE_KEYS)):
        for key, type_ in keys.items():
            ET.SubElement(root, "key", {"id": key, "for": kind, "attr.name": key, "attr.type": type_})
    graph = ET.SubElement(root, "graph", id="network", edgedefault="undirected")
    numbers = {}
    for number, dot in enumerate(_all(chart), 1):
        numbers[dot.id] = f"n{number}"
        node = ET.SubElement(graph, "node", id=numbers[dot.id])
        _data(node, _node(dot, chart))
    for line in chart.lines:
        edge = ET.SubElement(graph, "edge", source=numbers[line.one], target=numbers[line.other])
        _data(edge, {"weight": line.lines, "latest": line.last})
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written + b"\n"


def _all(chart: Chart) -> Iterator[Dot]:
    """Everybody on the chart, the person at the centre first."""
    if chart.centre:
        yield chart.centre
    yield from chart.dots


def _steps(dot: Dot, chart: Chart) -> int | None:
    return dot.ring + 1 if chart.centre else None


def _circle(dot: Dot, chart: Chart) -> str | None:
    return None if dot.circle is None else chart.circles[dot.circle]


def _person(dot: Dot, chart: Chart) -> Record:
    tie = dot.tie
    return {
        "id": dot.id,
        "name": dot.name,
        "circle": _circle(dot, chart),
        "org": dot.org or None,
        "groups": list(dot.groups),
        "steps": _steps(dot, chart),
        "due": {"date": str(dot.due) if dot.due else None, "kinds": list(dot.kinds)} if dot.is_due else None,
        "tie": {
            "strength": round(tie.strength, 4),
            "level": tie.level,
            "frequency": round(tie.frequency, 4),
            "recency": round(tie.recency, 4),
            "reciprocity": tie.reciprocity,
            "days": tie.days,
            "last": str(tie.last) if tie.last else None,
        },
    }


def _edge(line: MapLine) -> Record:
    return {"people": [line.one, line.other], "count": line.lines, "last": str(line.last) if line.last else None}


def _node(dot: Dot, chart: Chart) -> Record:
    return {
        "name": dot.name,
        "identity": cleaned(dot.id),
        "circle": _circle(dot, chart),
        "org": dot.org,
        "groups": ", ".join(dot.groups),
        "steps": _steps(dot, chart),
        "strength": round(dot.tie.strength, 4),
        "level": dot.tie.level,
        "days": dot.tie.days,
        "last": dot.tie.last,
        "due": str(dot.is_due).lower(),
        "due_date": dot.due,
        "due_kinds": " ".join(dot.kinds),
    }


def _data(parent: ET.Element, values: Record) -> None:
    """Add the known values of a node or edge."""
    for key, value in values.items():
        if value is not None and value != "":
            ET.SubElement(parent, "data", key=key).text = str(value)


def png(picture: str, across: float) -> bytes:
    """The picture as PNG, at double resolution. `across` is its width. Raises MdnetworkError without the library."""
    return bytes(resvg_py.svg_to_bytes(svg_string=picture, zoom=min(_SHARP, _WIDEST / across)))
