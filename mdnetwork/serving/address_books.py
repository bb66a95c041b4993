"""Serving: address books on a CardDAV server (RFC 6352), found by name or made."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any
from urllib.parse import urljoin
from uuid import uuid4
from xml.sax.saxutils import escape

from mdnetwork.errors import MdnetworkError
from mdnetwork.serving.credentials import Credentials
from mdnetwork.serving.dav import ADDRESS_BOOK, Remote, expect, persistently, signed_in

_DAV, _CARDDAV = "{DAV:}", "{urn:ietf:params:xml:ns:carddav}"
_NAMES = 'xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:carddav"'
_HOME = f'<?xml version="1.0"?><propfind {_NAMES}><prop><C:addressbook-home-set/></prop></propfind>'
_BOOKS = f'<?xml version="1.0"?><propfind {_NAMES}><prop><resourcetype/><displayname/></prop></propfind>'
_NEW = (
    f'<?xml version="1.0"?><mkcol {_NAMES}><set><prop><resourcetype><collection/><C:addressbook/></resourcetype>'
    "<displayname>{name}</displayname></prop></set></mkcol>"
)
"""RFC 6352, 6.3.1.1: an address book is made by an extended MKCOL (RFC 5689)."""


def find_address_book(url: str, name: str, who: Credentials, pause: Callable[[float], None] = time.sleep) -> Remote:
    """The address book called `name` of whom the credentials are, made when it is not there.

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
