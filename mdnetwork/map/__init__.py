"""Map: a picture of the network, or its graph: people by circle, who knows each other, and who is due.

A chart (`chart`) is who and what; a layout (`layout`) is where on the picture; drawings are bytes.
"""

from mdnetwork.map.chart import Chart, Dot, MapLine, MapRequest, chart, nearness
from mdnetwork.map.drawing import FORMATS, SUFFIXES, Format, drawn, kind_of

__all__ = [
    "FORMATS",
    "SUFFIXES",
    "Chart",
    "Dot",
    "Format",
    "MapLine",
    "MapRequest",
    "chart",
    "drawn",
    "kind_of",
    "nearness",
]
