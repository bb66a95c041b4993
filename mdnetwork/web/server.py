"""The web server: the only user of cheroot (`pip install mdnetwork[serve]`).

Of the maintained servers that need no compiler, it is the one that stops cleanly when another thread asks it to.
"""

from __future__ import annotations

import errno
import re
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from mdnetwork.errors import MdnetworkError
from mdnetwork.lazy import lazy

if TYPE_CHECKING:
    from cheroot import errors, server, wsgi
else:
    errors, server, wsgi = (
        lazy(name, extra="serve", need="Serving needs a web server that is not installed", error=MdnetworkError)
        for name in ("cheroot.errors", "cheroot.server", "cheroot.wsgi")
    )

_NAME = "mdnet"
"""The Server header. It has no version, which would help attackers."""
_THREADS = 10
_QUEUE = 128
"""How many connections may wait to be accepted."""
_SECONDS = 10
"""How many seconds a client may be silent within a request."""
_HEAD = 16_384
"""The most bytes of a request line with its headers: twice what proxies and browsers send."""
_HEADERS = 100
_BODY = 65_536
"""The most bytes of a body. It is read and ignored, so that the client gets its answer; no client needs to send one."""
_FRAMING = frozenset({b"content-length", b"transfer-encoding", b"host"})
"""Headers that decide where a request ends, or its host: each may occur once (RFC 9112, 3.2 and 6.3)."""
_NAME_OF_HEADER = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_NUMBER = re.compile(rb"[0-9]{1,18}")
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r\n")
_TAKEN = frozenset({errno.EADDRINUSE, errno.EACCES, getattr(errno, "WSAEACCES", errno.EACCES)})
_NOT_OURS = frozenset({errno.EADDRNOTAVAIL, getattr(errno, "WSAEADDRNOTAVAIL", errno.EADDRNOTAVAIL)})


@contextmanager
def listening(
    application: Callable[..., Any], host: str, port: int, say: Callable[[str], None]
) -> Iterator[tuple[int, Callable[[], None]]]:
    """Listen at the address; gives the port (for 0 the system chooses one) and a function that starts answering.

    Clients that connect before that wait. At the end, started requests are answered and the port is released. Raises
    MdnetworkError with a sentence if the address cannot be used.
    """
    listener = _Quiet((host, port), application, _THREADS, _NAME, request_queue_size=_QUEUE, timeout=_SECONDS)
    listener.say = say
    listener.ConnectionClass = _Connection
    listener.max_request_header_size, listener.max_request_body_size = _HEAD, _BODY
    try:
        listener.prepare()
    except (OSError, UnicodeError) as error:
        raise MdnetworkError(_refusal(host, port, listener.refused or error)) from error
    answering = threading.Thread(target=listener.serve, name="answering", daemon=True)
    try:
        yield listener.bind_addr[1], answering.start
    finally:
        listener.stop()
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


class _Refused(Exception):
    """A request that is refused; the text is its status line."""


class _HeaderReader:
    """Reads headers. It accepts fewer than cheroot, and none that two servers could understand differently."""

    def __call__(self, rfile: Any, headers: dict[bytes, bytes]) -> dict[bytes, bytes]:
        """Fill `headers`, with names in title case as in cheroot. Raises ValueError with the reason."""
        seen: set[bytes] = set()
        for _ in range(_HEADERS + 1):
            line = rfile.readline()
            if line == b"\r\n":
                return headers
            name, colon, value = line.partition(b":")
            text = value.removesuffix(b"\r\n").strip(b" \t")
            if not (line.endswith(b"\r\n") and colon and _NAME_OF_HEADER.fullmatch(name)) or set(text) & {0, 10, 13}:
                raise ValueError("A header is malformed.")
            key = name.lower()
            if key in seen & _FRAMING:
                raise ValueError("A header that may come once comes twice.")
            seen.add(key)
            before = headers.get(name.title())
            headers[name.title()] = text if before is None else b", ".join((before, text))
        raise ValueError("There are too many headers.")


class _Request(server.HTTPRequest):
    """A request with an unambiguous end. The connection closes after one with a body, and after a refused one."""

    header_reader = _HeaderReader()

    def read_request_headers(self) -> Any:
        """Read the headers, and ignore a small body; returns whether the request is to be answered."""
        if not super().read_request_headers():  # type: ignore[no-untyped-call]  # cheroot's stub
            return False
        try:
            self._read_body()
        except errors.MaxSizeExceeded:
            self._refuse("413 Request Entity Too Large")
            return False
        except _Refused as refused:
            self._refuse(str(refused))
            return False
        return True

    def _read_body(self) -> None:
        length, coding = self.inheaders.get(b"Content-Length"), self.inheaders.get(b"Transfer-Encoding")
        if length is None and coding is None:
            return
        is_old = self.response_protocol == "HTTP/1.0"
        if length is not None and (coding is not None or not _NUMBER.fullmatch(length)):
            raise _Refused("400 Bad Request")
        if coding is not None and (is_old or coding.lower() != b"chunked"):
            raise _Refused("400 Bad Request")
        self.close_connection = self.close_connection or coding is not None or bool(int(length or 0))
        body = server.SizeCheckWrapper(self.conn.rfile, _BODY)
        if length is not None:
            body.read(int(length))
        else:
            self._read_chunks(body)

    def _read_chunks(self, body: Any) -> None:
        """Read a chunked body to its end (RFC 9112, 7.1)."""
        size = -1
        while size:
            head = _CHUNK.fullmatch(body.readline(256))
            if head is None:
                raise _Refused("400 Bad Request")
            size = int(head[1], 16)
            if size > _BODY:
                raise errors.MaxSizeExceeded
            if size and (len(body.read(size)) < size or body.read(2) != b"\r\n"):
                raise _Refused("400 Bad Request")
        while (line := body.readline(256)) != b"\r\n":  # trailers
            if not line.endswith(b"\r\n"):
                raise _Refused("400 Bad Request")

    def _refuse(self, status: str) -> None:
        """Answer with only the status, and close the connection."""
        self.close_connection = True
        self.simple_response(status)


class _Connection(server.HTTPConnection):
    RequestHandlerClass = _Request


class _Quiet(wsgi.Server):
    """Cheroot without a log of requests, since an address contains the token."""

    say: Callable[[str], None]
    refused: OSError | None = None

    def bind(self, family: Any, type: Any, proto: int = 0) -> Any:  # noqa: A002  cheroot's name
        """Bind, and keep the error: cheroot turns it into text."""
        try:
            return super().bind(family, type, proto)
        except OSError as error:
            self.refused = error
            raise

    def error_log(self, msg: str = "", level: int = 20, traceback: bool = False) -> None:  # noqa: ARG002  cheroot's
        """Report that something went wrong, and the type of the error."""
        kind = sys.exc_info()[0]
        self.say(f"A request could not be answered ({kind.__name__ if kind else None}); serving goes on.")
