"""CalDAV and CardDAV servers: the only user of the caldav library (`pip install mdnetwork[dav]`).

The library finds and creates calendars. It does not support address books, so they are found and created with its plain
requests. Single objects are written with plain requests too: this allows conditions, and the status decides.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, unquote, urljoin, urlsplit
from uuid import uuid4
from xml.sax.saxutils import escape

from mdnetwork.errors import MdnetworkError
from mdnetwork.lazy import lazy
from mdnetwork.sync.credentials import Credentials

if TYPE_CHECKING:
    import caldav
    import niquests
    from caldav.elements import dav
    from caldav.lib import error as dav_error
else:
    caldav, dav, dav_error, niquests = (
        lazy(name, extra="dav", need="Publishing needs a library that is not installed", error=MdnetworkError)
        for name in ("caldav", "caldav.elements.dav", "caldav.lib.error", "niquests")
    )

_SECONDS = 30
_PAUSES = (0.5, 2.0, 5.0)
"""Seconds to wait before each new attempt, when a connection broke or the server was busy."""
_NOT_NOW = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE})
_LISTING_REQUEST = '<?xml version="1.0"?><propfind xmlns="DAV:"><prop><getetag/></prop></propfind>'
_DAV, _CARDDAV = "{DAV:}", "{urn:ietf:params:xml:ns:carddav}"
_NAMES = 'xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:carddav"'
_HOME = f'<?xml version="1.0"?><propfind {_NAMES}><prop><C:addressbook-home-set/></prop></propfind>'
_BOOKS = f'<?xml version="1.0"?><propfind {_NAMES}><prop><resourcetype/><displayname/></prop></propfind>'
_NEW = (
    f'<?xml version="1.0"?><mkcol {_NAMES}><set><prop><resourcetype><collection/><C:addressbook/></resourcetype>'
    "<displayname>{name}</displayname></prop></set></mkcol>"
)
"""An address book is created with an extended MKCOL (RFC 5689; RFC 6352, 6.3.1.1)."""


class Dropped(MdnetworkError):
    """The server cannot be reached now: the rest is published the next time."""


class ObjectKind(NamedTuple):
    """The kind of a collection's objects: the ending of their names, and their media type."""

    suffix: str
    media: str


CALENDAR, ADDRESS_BOOK = ObjectKind(".ics", "text/calendar"), ObjectKind(".vcf", "text/vcard")


class Remote:
    """One calendar or address book on a server.

    All methods raise Dropped, or MdnetworkError with a sentence; neither contains a secret.
    """

    def __init__(self, client: Any, url: str, kind: ObjectKind, pause: Callable[[float], None]) -> None:
        self._client, self._url, self._kind, self._pause = client, url.rstrip("/") + "/", kind, pause

    def listing(self) -> dict[str, str]:
        """The name and entity tag of each object."""
        answered = self._ask("PROPFIND", self._url, _LISTING_REQUEST, {"Depth": "1", "Content-Type": "application/xml"})
        expect(answered, HTTPStatus.MULTI_STATUS)
        tags = {}
        for href, properties in answered.expand_simple_props([dav.GetEtag()]).items():
            name = unquote(urlsplit(str(href)).path.rstrip("/").rpartition("/")[2])
            tag = properties.get(dav.GetEtag.tag)
            if tag and name.endswith(self._kind.suffix):
                tags[name] = str(tag)
        return tags

    def get(self, name: str) -> bytes:
        """The object with this name; b"" if it is gone."""
        answered = self._ask("GET", self._url + quote(name), "", {})
        if answered.status == HTTPStatus.NOT_FOUND:
            return b""
        expect(answered, HTTPStatus.OK)
        return str(answered.raw).encode()

    def put(self, name: str, data: bytes, tag: str) -> str | None:
        """Write an object whose current entity tag is `tag`, or a new one if `tag` is "". Returns its new tag, "" if
        unknown.

        Returns None if the object changed meanwhile, or another object has its UID. A server sends a tag only if it
        keeps exactly these bytes (RFC 4791, 5.3.4).
        """
        condition = {"If-Match": tag} if tag else {"If-None-Match": "*"}
        headers = {"Content-Type": f"{self._kind.media}; charset=utf-8", **condition}
        answered = self._ask("PUT", self._url + quote(name), data.decode(), headers)
        if answered.status in {HTTPStatus.PRECONDITION_FAILED, HTTPStatus.CONFLICT}:
            return None
        expect(answered, HTTPStatus.OK, HTTPStatus.CREATED, HTTPStatus.NO_CONTENT)
        return str((answered.headers or {}).get("ETag", ""))

    def delete(self, name: str, tag: str) -> bool:
        """Delete an object that still has this entity tag; False if it changed meanwhile."""
        answered = self._ask("DELETE", self._url + quote(name), "", {"If-Match": tag})
        if answered.status == HTTPStatus.PRECONDITION_FAILED:
            return False
        expect(answered, HTTPStatus.OK, HTTPStatus.NO_CONTENT, HTTPStatus.NOT_FOUND)
        return True

    def _ask(self, method: str, url: str, body: str, headers: dict[str, str]) -> Any:
        return persistently(lambda: self._client.request(url, method, body, headers), self._pause)


def find_calendar(
    url: str, name: str, component: str, who: Credentials, pause: Callable[[float], None] = time.sleep
) -> Remote:
    """The calendar called `name` of the user with these credentials, created if missing.

    `url` is the server's CalDAV address or the user's; `component` is what a new calendar contains, VEVENT or VTODO.
    Raises Dropped and MdnetworkError.
    """
    client = signed_in(url, who)
    principal = persistently(client.principal, pause)
    calendars = persistently(principal.get_calendars, pause)
    for calendar in calendars:
        if persistently(calendar.get_display_name, pause) == name:
            return Remote(client, str(calendar.url), CALENDAR, pause)
    made = persistently(lambda: principal.make_calendar(name=name, supported_calendar_component_set=[component]), pause)
    return Remote(client, str(made.url), CALENDAR, pause)


def signed_in(url: str, who: Credentials) -> Any:
    """The library's client for a server. This sends no request."""
    opened: Any = caldav.DAVClient  # caldav's type hint for it is `object`
    return opened(url, username=who.user, password=who.password, timeout=_SECONDS, enable_rfc6764=False)


def persistently(ask: Callable[[], Any], pause: Callable[[float], None]) -> Any:
    """The server's answer, with new attempts if a connection broke. Raises Dropped and MdnetworkError."""
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
            "The server does not accept this name and password; set MDNET_DAV_USER and MDNET_DAV_PASSWORD, or keep "
            "them in the keyring (`mdnet help subscribe`)."
        ) from None
    except (niquests.RequestException, OSError, dav_error.RateLimitError) as error:
        raise Dropped(f"The server cannot be reached now ({type(error).__name__}); the next run continues.") from None
    except dav_error.DAVError as error:
        raise MdnetworkError(
            f"The server does not answer as CalDAV and CardDAV require ({type(error).__name__}); check the address."
        ) from None
    if getattr(answered, "status", None) in _NOT_NOW:
        raise Dropped(f"The server is busy (HTTP {answered.status}); the next run continues.")
    return answered


def expect(answered: Any, *statuses: HTTPStatus) -> None:
    """Raise MdnetworkError unless the answer has one of these statuses."""
    if answered.status not in statuses:
        raise MdnetworkError(
            f"The server refused (HTTP {answered.status}); check the address, and what may be written there."
        )


def find_address_book(url: str, name: str, who: Credentials, pause: Callable[[float], None] = time.sleep) -> Remote:
    """The address book called `name` of the user with these credentials, created if missing.

    `url` is the server's CardDAV address or the user's. Raises Dropped and MdnetworkError.
    """
    client = signed_in(url, who)
    principal = str(persistently(client.principal, pause).url)
    home = urljoin(
        principal, next(_texts(_found(client, principal, "0", _HOME, pause), f"{_CARDDAV}addressbook-home-set"), "")
    )
    for answer in _found(client, home, "1", _BOOKS, pause).iter(f"{_DAV}response"):
        is_one = answer.find(f".//{_CARDDAV}addressbook") is not None
        if is_one and answer.findtext(f".//{_DAV}displayname") == name:
            return Remote(client, urljoin(home, answer.findtext(f"{_DAV}href")), ADDRESS_BOOK, pause)
    return Remote(client, _made(client, home, name, pause), ADDRESS_BOOK, pause)


def _made(client: Any, home: str, name: str, pause: Callable[[float], None]) -> str:
    address, body = urljoin(home, f"{uuid4()}/"), _NEW.format(name=escape(name))
    expect(persistently(lambda: client.request(address, "MKCOL", body, _asks_xml("0")), pause), HTTPStatus.CREATED)
    return address


def _found(client: Any, url: str, depth: str, asked: str, pause: Callable[[float], None]) -> Any:
    answered = persistently(lambda: client.request(url, "PROPFIND", asked, _asks_xml(depth)), pause)
    expect(answered, HTTPStatus.MULTI_STATUS)
    if answered.tree is None:
        raise MdnetworkError("The server does not answer as a CardDAV server would; check the address.")
    return answered.tree


def _texts(tree: Any, tag: str) -> Iterator[str]:
    for found in tree.iter(tag):
        yield from (href.text for href in found.iter(f"{_DAV}href") if href.text)


def _asks_xml(depth: str) -> dict[str, str]:
    return {"Depth": depth, "Content-Type": "application/xml; charset=utf-8"}
