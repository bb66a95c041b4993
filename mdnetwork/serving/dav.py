"""Serving: the door to CalDAV servers, the caldav library (`pip install mdnetwork[dav]`).

It finds and makes calendars; single objects are written by plain requests, so that conditions can be set and an
answer of the server is never taken for anything but its status.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from mdnetwork.errors import MdnetworkError
from mdnetwork.serving.credentials import Credentials

try:
    from caldav import DAVClient
    from caldav.elements import dav
    from caldav.lib import error as dav_error
    from niquests import RequestException
except ImportError as error:
    raise MdnetworkError("Publishing needs a library that is not installed: pip install 'mdnetwork[dav]'.") from error

_SECONDS = 30
_PAUSES = (0.5, 2.0, 5.0)
"""Seconds to wait before trying again after a connection broke, or the server was busy."""
_NOT_NOW = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE})
_LISTING = '<?xml version="1.0"?><propfind xmlns="DAV:"><prop><getetag/></prop></propfind>'


class Dropped(MdnetworkError):
    """The server cannot be reached, or not now: what is left is for the next time."""


class Calendar:
    """One calendar on a server. Everything raises Dropped, or MdnetworkError with a sentence; no secret is in them."""

    def __init__(self, client: Any, url: str, pause: Callable[[float], None]) -> None:
        self._client, self._url, self._pause = client, url.rstrip("/") + "/", pause

    def listing(self) -> dict[str, str]:
        """The name and entity tag of each object."""
        answered = self._ask("PROPFIND", self._url, _LISTING, {"Depth": "1", "Content-Type": "application/xml"})
        _expect(answered, HTTPStatus.MULTI_STATUS)
        tags = {}
        for href, properties in answered.expand_simple_props([dav.GetEtag()]).items():
            name = unquote(urlsplit(str(href)).path.rstrip("/").rpartition("/")[2])
            tag = properties.get(dav.GetEtag.tag)
            if tag and name.endswith(".ics"):
                tags[name] = str(tag)
        return tags

    def put(self, name: str, data: bytes, tag: str) -> bool:
        """Write an object that has this entity tag now, or none; False where somebody was quicker, or holds its UID."""
        condition = {"If-Match": tag} if tag else {"If-None-Match": "*"}
        headers = {"Content-Type": "text/calendar; charset=utf-8", **condition}
        answered = self._ask("PUT", self._url + quote(name), data.decode(), headers)
        if answered.status in {HTTPStatus.PRECONDITION_FAILED, HTTPStatus.CONFLICT}:
            return False
        _expect(answered, HTTPStatus.OK, HTTPStatus.CREATED, HTTPStatus.NO_CONTENT)
        return True

    def delete(self, name: str, tag: str) -> bool:
        """Delete an object that still has this entity tag; False where it changed meanwhile."""
        answered = self._ask("DELETE", self._url + quote(name), "", {"If-Match": tag})
        if answered.status == HTTPStatus.PRECONDITION_FAILED:
            return False
        _expect(answered, HTTPStatus.OK, HTTPStatus.NO_CONTENT, HTTPStatus.NOT_FOUND)
        return True

    def _ask(self, method: str, url: str, body: str, headers: dict[str, str]) -> Any:
        return persistently(lambda: self._client.request(url, method, body, headers), self._pause)


def find_calendar(
    url: str, name: str, component: str, who: Credentials, pause: Callable[[float], None] = time.sleep
) -> Calendar:
    """The calendar called `name` of whom the credentials are, made when it is not there.

    `url` is the server's CalDAV address or the user's; `component` is what a new calendar takes, VEVENT or VTODO.
    Raises Dropped and MdnetworkError.
    """
    opened: Any = DAVClient  # it says of itself that it is an object
    client = opened(url, username=who.user, password=who.password, timeout=_SECONDS, enable_rfc6764=False)
    principal = persistently(client.principal, pause)
    calendars = persistently(principal.get_calendars, pause)
    for calendar in calendars:
        if persistently(calendar.get_display_name, pause) == name:
            return Calendar(client, str(calendar.url), pause)
    made = persistently(lambda: principal.make_calendar(name=name, supported_calendar_component_set=[component]), pause)
    return Calendar(client, str(made.url), pause)


def persistently(ask: Callable[[], Any], pause: Callable[[float], None]) -> Any:
    """What the server answers, asked again a few times where a connection broke. Raises Dropped and MdnetworkError."""
    for seconds in _PAUSES:
        with suppress(Dropped):
            return _asked(ask)
        pause(seconds)
    return _asked(ask)


def _asked(ask: Callable[[], Any]) -> Any:
    try:
        answered = ask()
    except dav_error.AuthorizationError:
        raise MdnetworkError(
            "The server does not take this name and password; set MDNET_DAV_USER and MDNET_DAV_PASSWORD, or keep them "
            "in the keyring (docs/subscribe.md)."
        ) from None
    except (RequestException, OSError, dav_error.RateLimitError) as error:
        raise Dropped(f"The server cannot be reached now ({type(error).__name__}); the next time goes on.") from None
    except dav_error.DAVError as error:
        raise MdnetworkError(
            f"The server does not answer as a CalDAV server would ({type(error).__name__}); check the address."
        ) from None
    if getattr(answered, "status", None) in _NOT_NOW:
        raise Dropped(f"The server is busy (HTTP {answered.status}); the next time goes on.")
    return answered


def _expect(answered: Any, *statuses: HTTPStatus) -> None:
    if answered.status not in statuses:
        raise MdnetworkError(f"The server refused the calendar (HTTP {answered.status}); check what may be written.")
