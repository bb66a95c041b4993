"""Mapping: a picture of the network: everybody by circle around me, who knows whom, and who is due; or its graph.

A chart (`chart`) is who and what; a plan (`planning`) is where on the picture; drawings are bytes.
"""

from mdnetwork.mapping.chart import Asked, Chart, Dot, Line, chart
from mdnetwork.mapping.drawing import FORMATS, SUFFIXES, Format, drawn, kind_of

__all__ = ["FORMATS", "SUFFIXES", "Asked", "Chart", "Dot", "Format", "Line", "chart", "drawn", "kind_of"]
