"""An address that works once, for the browser that `mdnet serve --open` starts.

Other users of a machine can read the arguments of a program (`ps`), and an address is one of the browser's. So this
token is dead after its first use, and on Linux it is refused to a connection of another user, who may have been faster.
A file that redirects would not do: a browser in a sandbox (snap, Flatpak) reads neither our folders nor /tmp.
"""

from __future__ import annotations

import hmac
import ipaddress
import os
import secrets
import sys
from collections.abc import Iterable
from pathlib import Path

from mdnetwork.web.feeds import Scope

_TABLES = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))
_ROOT = 0
_LOCAL, _REMOTE, _OWNER = 1, 2, 7
"""The columns of the tables that proc_net_tcp.rst of Linux describes."""
_WORD = 8
"""The hexadecimal digits of 32 bits. An address is of such words, each in the machine's order of bytes."""
End = tuple[str, int]
"""The address and the port at one end of a connection."""


class OneTimeToken:
    """A token that opens the page once."""

    def __init__(self) -> None:
        self.text = secrets.token_urlsafe()

    def take(self, given: str, scope: Scope) -> bool:
        """Whether this is the token, unused and from the same user. Then it is used."""
        is_right = bool(self.text) and hmac.compare_digest(given.encode(errors="replace"), self.text.encode())
        if not is_right or is_of_others(scope):
            return False
        self.text = ""
        return True


def is_of_others(scope: Scope) -> bool:
    """Whether another user of this machine made the connection; False where the system does not say.

    A connection from another machine is in no row: who made it cannot see this machine's programs.
    """
    if sys.platform != "linux" or not scope.get("client") or not scope.get("server"):
        return False
    rows = (row for table in _TABLES if table.exists() for row in table.read_text(encoding="ascii").splitlines()[1:])
    owner = owner_of(scope["client"], scope["server"], rows)
    return owner is not None and owner not in {os.geteuid(), _ROOT}


def owner_of(here: End, there: End, rows: Iterable[str]) -> int | None:
    """The user whose end of the connection `here` is; None if no row of the tables has it."""
    try:
        wanted = [(_plain(ipaddress.ip_address(host)), port) for host, port in (here, there)]
    except ValueError:
        return None
    for row in rows:
        cells = row.split()
        if [_end(cells[_LOCAL]), _end(cells[_REMOTE])] == wanted:
            return int(cells[_OWNER])
    return None


_Ip = ipaddress.IPv4Address | ipaddress.IPv6Address


def _end(cell: str) -> tuple[_Ip, int]:
    digits, _, port = cell.partition(":")
    words = [bytes.fromhex(digits[at : at + _WORD]) for at in range(0, len(digits), _WORD)]
    ordered = [word[::-1] if sys.byteorder == "little" else word for word in words]
    return _plain(ipaddress.ip_address(b"".join(ordered))), int(port, 16)


def _plain(address: _Ip) -> _Ip:
    """The address, as IPv4 if it is that in the form of the other."""
    return getattr(address, "ipv4_mapped", None) or address
