"""The pages of `mdnet serve`. Each is a view: a visit becomes a frozen model, and a template shows it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from mdnetwork.errors import MdnetworkError
from mdnetwork.network import Network
from mdnetwork.web.aside import Aside, PageAsked, PageGiven
from mdnetwork.web.page import check, due, entry, network_pages, people, person, today, writes
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
    "/add": entry.new_note,
    "/map": network_pages.map_page,
    "/map.css": network_pages.map_style,
    "/goals": network_pages.goals,
    "/review": network_pages.review,
    "/reach": network_pages.ways,
    "/search": network_pages.search,
    "/check": check.check,
    "/calendars": network_pages.calendars,
}
"""The pages, by path."""
WRITTEN: dict[str, Page] = {
    "/log": entry.log,
    "/add": entry.add,
    "/done": writes.done,
    "/snooze": writes.snooze,
    "/undo": writes.undo,
    "/mend": writes.mend,
    "/dismiss": writes.dismiss,
}
"""What forms are sent to."""


LONG = frozenset({"/map", "/review", "/check", "/goals", "/reach", "/search"})
"""The pages that ask about everybody: each waits for the one before, in a second process if there is one."""
THREADS = 8
"""How many other pages are made at the same time."""
Endpoint = Callable[[Request], Coroutine[Any, Any, Response]]


def application(site: Site, contents: Contents, aside: Aside | None = None) -> Starlette:
    """The page without its guard. `aside` is the process that makes the pages which ask about everybody."""
    return Starlette(routes=routes(site, contents, aside))


def routes(site: Site, contents: Contents, aside: Aside | None = None) -> list[Route | Mount]:
    """The routes of all pages."""
    pages = _Pages(site, contents, aside)

    async def changes(_request: Request) -> Response:
        return JSONResponse({"generation": site.generation})

    return [
        Route("/changes", changes, methods=["GET"]),
        *(Route(path, pages.shown(page), methods=["GET"]) for path, page in SHOWN.items()),
        *(Route(path, pages.written(page), methods=["POST"]) for path, page in WRITTEN.items()),
        Mount("/static", StaticFiles(directory=HERE / "static")),
    ]


def answering(
    open_network: Callable[[], Network], contents: Contents, *, read_only: bool
) -> Callable[[PageAsked], PageGiven]:
    """What answers in the second process: each request as of its generation and day."""
    kept, today = Kept(), date.min
    site = Site(open_network, lambda: today, read_only=read_only)

    def answer(asked: PageAsked) -> PageGiven:
        nonlocal today
        site.generation, today = asked.generation, asked.today
        scope = {
            "type": "http",
            "method": "GET",
            "path": asked.path,
            "query_string": asked.query,
            "headers": [],
            "server": ("127.0.0.1", 0),
            "scheme": "http",
        }
        given = _answered(SHOWN[asked.path], Visit(site, contents, Request(scope), kept))
        return PageGiven(given.status_code, given.raw_headers, bytes(given.body))

    return answer


class _Pages:
    """The pages of a site, made in a bounded number of threads, each of which keeps its network."""

    def __init__(self, site: Site, contents: Contents, aside: Aside | None) -> None:
        self._site, self._contents, self._aside = site, contents, aside
        self._kept = Kept()
        self._threads = ThreadPoolExecutor(THREADS, "page")
        self._long = ThreadPoolExecutor(1, "long page")

    def shown(self, page: Page) -> Endpoint:
        """What answers a GET."""

        async def answer(request: Request) -> Response:
            loop, visit = asyncio.get_running_loop(), self._visit(request)
            if _is_long(request):
                return await loop.run_in_executor(self._long, self._made_aside, page, visit)
            return await loop.run_in_executor(self._threads, _answered, page, visit)

        return answer

    def written(self, page: Page) -> Endpoint:
        """What answers a POST."""

        async def answer(request: Request) -> Response:
            if self._site.read_only:
                return PlainTextResponse("", 404)
            body = b""
            async for part in request.stream():
                body += part
                if len(body) > LARGEST_FORM:
                    return PlainTextResponse("", 413)
            request.state.form = dict(parse_qsl(body.decode("utf-8", "replace")))
            request.state.back = _local(request.state.form.get("back", "/"))
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._threads, _answered, page, self._visit(request))

        return answer

    def _visit(self, request: Request) -> Visit:
        return Visit(self._site, self._contents, request, self._kept)

    def _made_aside(self, page: Page, visit: Visit) -> Response:
        url = visit.request.url
        asked = PageAsked(url.path, url.query.encode(), visit.generation, visit.today)
        given = self._aside.ask(asked) if self._aside else None
        if given is None:
            return _answered(page, visit)
        answer = Response(given.body, given.status)
        answer.raw_headers = given.headers
        return answer


def _is_long(request: Request) -> bool:
    """Whether the page asks about everybody."""
    asked = request.query_params
    return request.url.path in LONG or (
        request.url.path == "/people" and bool(asked.get("ties") or asked.get("sort") == "tie")
    )


def _answered(page: Page, visit: Visit) -> Response:
    try:
        return page(visit)
    except MdnetworkError as error:
        try:
            return visit.refused(error)
        except MdnetworkError as again:  # settings that cannot be read: no page can be made
            return PlainTextResponse(f"{again}\n", 503)


def _local(address: str) -> str:
    """The address if it leads to a page of ours, else the first page."""
    return address if address.startswith("/") and not address.startswith(("//", "/\\")) else "/"
