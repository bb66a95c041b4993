"""The page: what `mdnet serve` shows in a browser."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from mdnetwork.web.site import Site


def application(site: Site) -> Starlette:
    """The page without its guard."""
    return Starlette(routes=routes(site))


def routes(site: Site) -> list[Route]:
    """All addresses of the page."""

    def today(_request: Request) -> Response:
        """Stand-in until the pages are there."""
        return PlainTextResponse(f"{len(site.network().at(site.today()).follow_ups())}\n")

    def changes(_request: Request) -> Response:
        return JSONResponse({"generation": site.generation})

    return [Route("/", today), Route("/changes", changes)]
