"""One application for all that is served: the feeds under their token, and the page behind its guard."""

from __future__ import annotations

from mdnetwork.web.feeds import SUFFIX, AsgiApplication, Receive, Scope, Send


def application(feeds: AsgiApplication, page: AsgiApplication) -> AsgiApplication:
    """Addresses of calendars go to `feeds`, all others to `page` (a `Guard`). Both refuse alike."""

    async def dispatch(scope: Scope, receive: Receive, send: Send) -> None:
        await (feeds if scope["path"].endswith(SUFFIX) else page)(scope, receive, send)

    return dispatch
