"""Serving: the addresses under which feeds are found."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from mdnetwork.errors import SettingsError

MAIN = "feed"
"""The name of the vault's own feed in its address."""

_LABEL = r"(?!-)[A-Za-z0-9_-]{1,63}(?<!-)"
_HOST = re.compile(rf"(?:{_LABEL}\.)*(?![0-9]+\.?$){_LABEL}\.?", re.ASCII)
_LONGEST_HOST = 253
"""Characters of a host's name (RFC 1035, 2.3.4). Its last part is no number, or it would be a broken address."""


def is_host(host: str) -> bool:
    """Whether this can be the address of a machine (127.0.0.1, ::1) or its name."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return len(host) <= _LONGEST_HOST and _HOST.fullmatch(host) is not None
    return True


def feed_names(named: Iterable[str]) -> list[str]:
    """The names in the addresses of the vault's own feed and of `[feeds.NAME]`. Raises SettingsError for a clash."""
    names = list(named)
    if MAIN in names:
        raise SettingsError("mdnetwork.toml: [feeds.feed] would have the address of the vault's own feed; rename it.")
    return [MAIN, *names]


def urls(host: str, port: int, token: str, name: str) -> Iterator[str]:
    """The http and the webcal address of a feed."""
    place = f"{_written(host)}:{port}/{token}/{quote(name, safe='')}.ics"
    yield f"http://{place}"
    yield f"webcal://{place}"


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def is_everywhere(host: str) -> bool:
    """Whether the address stands for all that the machine has."""
    try:
        return not host or ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False


def _written(host: str) -> str:
    return f"[{host}]" if ":" in host else host
