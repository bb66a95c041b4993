"""The addresses of our own feeds, and the name and password for a server of others.

A password comes from the environment or the keyring, never from the vault or an address.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

from mdnetwork.errors import MdnetworkError, SettingsError
from mdnetwork.lazy import lazy

if TYPE_CHECKING:
    import keyring
    from keyring import errors as keyring_errors
else:
    keyring = lazy("keyring")
    keyring_errors = lazy("keyring.errors")


MAIN = "feed"
"""The name of the vault's own feed in its address."""

_LABEL = r"(?!-)[A-Za-z0-9_-]{1,63}(?<!-)"
_HOST = re.compile(rf"(?:{_LABEL}\.)*(?![0-9]+\.?$){_LABEL}\.?", re.ASCII)
_LONGEST_HOST = 253
"""The most characters of a host name (RFC 1035, 2.3.4). Its last part is not a number: that is a broken address."""
USER, PASSWORD = "MDNET_DAV_USER", "MDNET_DAV_PASSWORD"
SERVICE = "mdnetwork"
"""The service name of passwords in the keyring; the user name there is `USER@HOST`."""


def is_host(host: str) -> bool:
    """Whether this can be an IP address (127.0.0.1, ::1) or a host name."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return len(host) <= _LONGEST_HOST and _HOST.fullmatch(host) is not None
    return True


def feed_names(named: Iterable[str]) -> list[str]:
    """The names of the vault's own feed and of `[feeds.NAME]` in addresses. Raises SettingsError for equal names."""
    names = list(named)
    if MAIN in names:
        raise SettingsError("mdnetwork.toml: [feeds.feed] would have the address of the vault's own feed; rename it.")
    return [MAIN, *names]


def urls(host: str, port: int, token: str, name: str) -> Iterator[str]:
    """The http and the webcal address of a feed."""
    at = f"{place(host, port)}/{token}/{quote(name, safe='')}.ics"
    yield f"http://{at}"
    yield f"webcal://{at}"


def place(host: str, port: int) -> str:
    """Host and port as they are in an address."""
    return f"{_url_host(host)}:{port}"


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def is_everywhere(host: str) -> bool:
    """Whether the address means all addresses of the machine."""
    try:
        return not host or ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False


def _url_host(host: str) -> str:
    return f"[{host}]" if ":" in host else host


@dataclass(frozen=True, slots=True)
class Credentials:
    """A name and a password. `repr` does not show the password."""

    user: str
    password: str = field(repr=False)


def without_user(url: str) -> tuple[str, str]:
    """The address without its user, and the user. Raises MdnetworkError if it is invalid or has a password."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        parts, port = SplitResult("", "", "", "", ""), ""
    if parts.scheme not in {"http", "https"} or not parts.hostname or not is_host(parts.hostname):
        raise MdnetworkError("That is no address of a server; it looks like https://cloud.example.org/dav/.")
    if parts.password is not None:
        raise MdnetworkError(
            f"Others can read a password in an address: give it in {PASSWORD}, or keep it in the keyring."
        )
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return urlunsplit((parts.scheme, host + port, parts.path, parts.query, "")), parts.username or ""


def credentials(url: str, user: str, environment: Mapping[str, str]) -> Credentials:
    """The name and password to publish with: `user` or the environment's, and the environment's password or the
    keyring's.

    Raises MdnetworkError with a sentence that says what to set.
    """
    name = user or environment.get(USER, "")
    if not name:
        raise MdnetworkError(f"Say which user to publish as: set {USER}, or write https://NAME@… in the address.")
    key = f"{name}@{urlsplit(url).hostname}"
    password = environment.get(PASSWORD) or _from_keyring(key)
    if not password:
        raise MdnetworkError(f"There is no password for {key}: set {PASSWORD}, or run `keyring set {SERVICE} {key}`.")
    return Credentials(name, password)


def _from_keyring(key: str) -> str | None:
    try:
        from_keyring = keyring.get_password
    except ImportError:
        return None
    try:
        return from_keyring(SERVICE, key)
    except keyring_errors.KeyringError:
        return None
