"""The pages of `mdnet serve`. Each is a view: a visit becomes a frozen model, and a template shows it."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from mdnetwork.errors import MdnetworkError
from mdnetwork.web.page import due, entry, network_pages, people, person, today, writes
from mdnetwork.web.page.contents import Contents
from mdnetwork.web.page.frame import HERE, Kept, Page, Visit
from mdnetwork.web.site import Site

__all__ = ["Contents", "application", "routes"]
LARGEST_FORM = 64 * 1024
"""The most bytes of a form: a typed line, and what its page showed."""
SHOWN: dict[str, Page] = {
    "/": today.today,
    "/due": due.due,
    "/people": people.people,
    "/person": person.person,
    "/me": person.me,
    "/draft": person.draft,
    "/log": entry.preview,
    "/map": network_pages.map_page,
    "/map.css": network_pages.map_style,
    "/goals": network_pages.goals,
    "/review": network_pages.review,
    "/reach": network_pages.ways,
    "/search": network_pages.search,
    "/check": network_pages.check,
    "/calendars": network_pages.calendars,
}
"""The pages, by path."""
WRITTEN: dict[str, Page] = {
    "/log": entry.log,
    "/done": writes.done,
    "/snooze": writes.snooze,
    "/undo": writes.undo,
    "/mend": writes.mend,
    "/dismiss": writes.dismiss,
}
"""What forms are sent to."""


def application(site: Site, contents: Contents) -> Starlette:
    """The page without its guard."""
    return Starlette(routes=routes(site, contents))


def routes(site: Site, contents: Contents) -> list[Route | Mount]:
    """The routes of all pages."""
    kept = Kept()

    async def changes(_request: Request) -> Response:
        return JSONResponse({"generation": site.generation})

    return [
        Route("/changes", changes, methods=["GET"]),
        *(Route(path, _shown(page, site, contents, kept), methods=["GET"]) for path, page in SHOWN.items()),
        *(Route(path, _written(page, site, contents, kept), methods=["POST"]) for path, page in WRITTEN.items()),
        Mount("/static", StaticFiles(directory=HERE / "static")),
    ]


def _shown(page: Page, site: Site, contents: Contents, kept: Kept) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        return _answered(page, Visit(site, contents, request, kept))

    return answer


def _written(
    page: Page, site: Site, contents: Contents, kept: Kept
) -> Callable[[Request], Coroutine[Any, Any, Response]]:
    async def answer(request: Request) -> Response:
        if site.read_only:
            return PlainTextResponse("", 404)
        body = b""
        async for part in request.stream():
            body += part
            if len(body) > LARGEST_FORM:
                return PlainTextResponse("", 413)
        request.state.form = dict(parse_qsl(body.decode("utf-8", "replace")))
        request.state.back = _local(request.state.form.get("back", "/"))
        return await run_in_threadpool(_answered, page, Visit(site, contents, request, kept))

    return answer


def _answered(page: Page, visit: Visit) -> Response:
    try:
        return page(visit)
    except MdnetworkError as error:
        return visit.refused(error)


def _local(address: str) -> str:
    """The address if it leads to a page of ours, else the first page."""
    return address if address.startswith("/") and not address.startswith(("//", "/\\")) else "/"
