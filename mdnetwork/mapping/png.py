"""Mapping: a picture as PNG. The door to resvg (`pip install mdnetwork[map]`), which draws with the system's fonts."""

from __future__ import annotations

from mdnetwork.errors import MdnetworkError

_SHARP = 2.0
"""Pixels of the image for one of the picture: screens of today have as many."""
_WIDEST = 6000.0
"""Pixels of the widest image: what is wider, few programs open."""


def png(picture: str, across: float) -> bytes:
    """The picture, `across` pixels wide, twice as sharp. Raises MdnetworkError where the library is not installed."""
    try:
        from resvg_py import svg_to_bytes  # noqa: PLC0415  an extra
    except ImportError as error:
        raise MdnetworkError(
            "PNG needs a library that is not installed: pip install 'mdnetwork[map]', or write .svg or .html."
        ) from error
    return bytes(svg_to_bytes(svg_string=picture, zoom=min(_SHARP, _WIDEST / across)))
