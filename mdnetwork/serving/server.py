"""Serving: the door to the web server, cheroot (`pip install mdnetwork[serve]`).

Of the servers that are alive and need no compiler it is the one that stops cleanly when another thread says so.
"""

from __future__ import annotations

import errno
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from mdnetwork.errors import MdnetworkError

try:
    from cheroot.wsgi import Server
except ImportError as error:
    raise MdnetworkError(
        "Serving needs a web server that is not installed: pip install 'mdnetwork[serve]' brings it."
    ) from error

_NAME = "mdnet"
"""What the Server header says: no versions for those who look for holes."""
_THREADS = 10
_QUEUE = 128
"""Connections that may wait to be accepted."""
_SECONDS = 10
"""That a client may be silent in the middle of a request."""
_TAKEN = frozenset({errno.EADDRINUSE, errno.EACCES, getattr(errno, "WSAEACCES", errno.EACCES)})
_NOT_OURS = frozenset({errno.EADDRNOTAVAIL, getattr(errno, "WSAEADDRNOTAVAIL", errno.EADDRNOTAVAIL)})


class _Quiet(Server):
    """Cheroot, except that it logs no request: an address holds the token."""

    say: Callable[[str], None]
    refused: OSError | None = None

    def bind(self, family: Any, type: Any, proto: int = 0) -> Any:  # noqa: A002  cheroot's name
        """Bind, and keep in mind why it failed: cheroot makes a text of it."""
        try:
            return super().bind(family, type, proto)
        except OSError as error:
            self.refused = error
            raise

    def error_log(self, msg: str = "", level: int = 20, traceback: bool = False) -> None:  # noqa: ARG002  cheroot's
        """Tell that something went wrong, and of what kind it was."""
        kind = sys.exc_info()[0]
        self.say(f"A request could not be answered ({kind.__name__ if kind else None}); serving goes on.")


@contextmanager
def listening(
    application: Callable[..., Any], host: str, port: int, say: Callable[[str], None]
) -> Iterator[tuple[int, Callable[[], None]]]:
    """Listen at the address; gives the port (of 0 the system makes a free one) and a function that begins to answer.

    Whoever connects before that waits. At the end what was begun is answered, and the port is free again. Raises
    MdnetworkError with a sentence when the address cannot be had.
    """
    server = _Quiet((host, port), application, _THREADS, _NAME, request_queue_size=_QUEUE, timeout=_SECONDS)
    server.say = say
    try:
        server.prepare()
    except (OSError, UnicodeError) as error:
        raise MdnetworkError(_refusal(host, port, server.refused or error)) from error
    answering = threading.Thread(target=server.serve, name="answering", daemon=True)
    try:
        yield server.bind_addr[1], answering.start
    finally:
        server.stop()
        if answering.ident:
            answering.join(_SECONDS)


def _refusal(host: str, port: int, error: OSError | UnicodeError) -> str:
    number = error.errno if isinstance(error, OSError) else None
    if number == errno.EADDRINUSE:
        return f"Port {port} of {host} is taken, by another mdnet serve perhaps; choose one with --port."
    if number in _TAKEN:
        return f"Port {port} of {host} may not be used by you; choose one above 1023 with --port."
    if number in _NOT_OURS:
        return f"{host} is no address of this machine; --host 127.0.0.1 serves this machine alone."
    return f"Nothing can listen at {host}, port {port} ({error}); choose others with --host and --port."
