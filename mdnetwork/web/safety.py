"""Who may see the page, and what a browser may do with it. Every request that fails a check gets the same 404."""

from __future__ import annotations

import hmac
import ipaddress
import socket
from collections.abc import Callable, Iterable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from mdnetwork.web.feeds import NOT_FOUND, AsgiApplication, Receive, Scope, Send, answered
from mdnetwork.web.once import OneTimeToken

SAFE = ("GET", "HEAD")
OWN = ("same-origin", "none")
"""What `Sec-Fetch-Site` says of a request from the page itself, or from the user (Fetch Metadata, 2.4)."""
TOKEN = "token"  # noqa: S105  the name of the parameter
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex",
}
"""With each answer of the page. `data:` in images is for pictures that a style sheet holds."""
_HEADERS = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]


class Guard:
    """Lets through to the page who brings its token as a cookie, from the page itself, under a name of ours.

    The token comes once in the address (`/?token=...`), becomes a cookie, and a redirect cleans the address. `token` is
    called for each request, so that a new one is valid at once. `once` opens the page too, once. `hosts` are names of
    this machine besides its IP addresses.
    """

    def __init__(
        self,
        page: AsgiApplication,
        token: Callable[[], str],
        port: int,
        *,
        hosts: Iterable[str] = (),
        once: OneTimeToken | None = None,
        read_only: bool = False,
    ) -> None:
        self._page, self._token, self._port = page, token, port
        self._hosts = {"localhost", *(host.lower().rstrip(".") for host in hosts)}
        self._once = once
        self._read_only = read_only

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"]]
        only = dict(headers)
        if not self._is_ours(only.get("host", "")) or not self._may(scope["method"], only):
            await answered(NOT_FOUND, send)
        elif scope["method"] in SAFE and self._brings_token(scope):
            await self._welcome(scope, send)
        elif self._is_token(_cookie(only.get("cookie", ""), self.cookie)):
            await self._page(scope, receive, _with_headers(send))
        else:
            await answered(NOT_FOUND, send)

    @property
    def cookie(self) -> str:
        """The cookie's name. It has the port, since a browser sends a cookie to every port of a host."""
        return f"mdnet-{self._port}"

    def _is_ours(self, host: str) -> bool:
        """Whether the Host is ours, with its port. A page elsewhere can only bring a name of its own (DNS rebinding),
        never an IP address.
        """
        try:
            parts = urlsplit(f"//{host}")
            name, port = parts.hostname or "", parts.port
        except ValueError:
            return False
        if port != self._port or parts.username is not None or parts.path:
            return False
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return name.rstrip(".") in self._hosts
        return True

    def _may(self, method: str, headers: dict[str, str]) -> bool:
        """Whether a request with this method may come from where it comes from."""
        if method in SAFE:
            return True
        if self._read_only:
            return False
        site = headers.get("sec-fetch-site")
        return site in OWN if site is not None else headers.get("origin") == f"http://{headers['host']}"

    def _brings_token(self, scope: Scope) -> bool:
        """Whether the address has the token, or the one for `--open`, which is used then."""
        given = _first(scope["query_string"].decode("latin-1"))
        return bool(given) and (self._is_token(given) or bool(self._once and self._once.take(given, scope)))

    def _is_token(self, given: str) -> bool:
        """Whether this is the token. The comparison takes constant time."""
        return hmac.compare_digest(given.encode(errors="replace"), self._token().encode())

    async def _welcome(self, scope: Scope, send: Send) -> None:
        """Make the token a cookie, and lead to the same address without it."""
        query = parse_qs(scope["query_string"].decode("latin-1"))
        rest = urlencode([(key, each) for key, values in query.items() if key != TOKEN for each in values])
        cookie = f"{self.cookie}={self._token()}; Path=/; HttpOnly; SameSite=Strict"
        place = scope["path"] if scope["path"].startswith("/") and not scope["path"].startswith("//") else "/"
        headers = [
            *_HEADERS,
            (b"location", (place + (f"?{rest}" if rest else "")).encode("ascii", "replace")),
            (b"set-cookie", cookie.encode()),
            (b"content-length", b"0"),
        ]
        await send({"type": "http.response.start", "status": 303, "headers": headers})
        await send({"type": "http.response.body", "body": b""})


def _with_headers(send: Send) -> Send:
    async def sending(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", []), *_HEADERS]
        await send(message)

    return sending


def _cookie(header: str, name: str) -> str:
    try:
        found = SimpleCookie(header).get(name)
    except CookieError:
        return ""
    return found.value if found else ""


def _first(query: str) -> str:
    return parse_qs(query).get(TOKEN, [""])[0]


def address_in_the_network() -> str:
    """The IP address of this machine in its local network; "" without a network. Nothing is sent."""
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as route:
            route.connect(
                ("192.0.2.1", 9)
            )  # an address for documentation (RFC 5737): only the route to it is looked up
            found: str = route.getsockname()[0]
    except OSError:
        return ""
    return "" if ipaddress.ip_address(found).is_loopback else found


def names_of_this_machine() -> set[str]:
    """The names under which others in the network may ask for the page."""
    name = socket.gethostname()
    return {name, f"{name}.local"} if name else set()
