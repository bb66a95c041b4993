"""Connections: uvicorn's, with a request that has an unambiguous end, a size and a deadline.

uvicorn has no deadline for a request that never ends, and h11 reads some requests whose end two servers could
understand differently. `Protocol` reads the head of each request first, and refuses both.
"""

from __future__ import annotations

import asyncio
import re

from uvicorn.protocols.http.h11_impl import H11Protocol

NAME = "mdnet"
"""The Server header. It has no version, which would help attackers."""
SECONDS = 10
"""How many seconds a client has for a request, and how many it may take nothing of an answer."""
_HEAD = 16_384
"""The most bytes of a request line with its headers: twice what proxies and browsers send."""
_HEADERS = 100
_BODY = 65_536
"""The most bytes of a body, with what is between its chunks. A form is far shorter; calendar clients send none."""
_CHUNKED = -1
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r\n")
_CHUNK_LINE = 256
"""The most bytes of a line between chunks."""
FRAMING = (b"content-length", b"transfer-encoding", b"host")
"""Headers that decide where a request ends, or its host: each may occur once (RFC 9112, 3.2 and 6.3)."""
_LINE = re.compile(rb"[!-~]+ [!-~]+ HTTP/1\.([01])")
_HEADER = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([^\r\n\x00]*?)[ \t]*")
_NUMBER = re.compile(rb"[0-9]{1,18}")
_END = b"\r\n\r\n"
_REASONS = {400: b"Bad Request", 408: b"Request Timeout", 413: b"Content Too Large"}


class Protocol(H11Protocol):
    """A connection whose requests have an unambiguous end, a size and a deadline."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in uvicorn
        """Begin the time for the first request."""
        super().connection_made(transport)
        self._unread = bytearray()
        self._rest: int | None = None  # bytes of the body to come; None within a head
        self._over = False
        self._refused = 0
        self._untaken = 0
        self._deadline: asyncio.TimerHandle | None = None
        self._expect()
        self._watch = self.loop.call_later(SECONDS, self._look)

    def connection_lost(self, exc: Exception | None) -> None:
        """End all timers."""
        self._completed()
        self._watch.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Pass on what belongs to a request, head by head. Nothing is read behind a body, nor after a refusal."""
        if self._over:
            return
        self._unset_keepalive_if_required()
        self._expect()
        self._unread += data
        while self._unread and not self._over:
            if not (self._read_head() if self._rest is None else self._read_body()):
                return

    def on_response_complete(self) -> None:
        """Send the refusal that waited for this answer."""
        super().on_response_complete()
        if self._refused:
            self._refuse(self._refused)

    def _read_head(self) -> bool:
        """Pass on a head that is complete; returns whether it was."""
        end = self._unread.find(_END)
        if not 0 <= end <= _HEAD:
            if len(self._unread) > _HEAD:
                self._refuse(400)
            return False
        status, length = _framing(bytes(self._unread[:end]))
        if status:
            self._refuse(status)
            return False
        head = bytes(self._unread[: end + len(_END)])
        del self._unread[: len(head)]
        self._rest = length or None
        if self._rest is None:
            self._completed()
        super().data_received(head)
        return True

    def _read_body(self) -> bool:
        """Pass on what belongs to the body. What comes behind it is not read."""
        if self._rest == _CHUNKED:
            if len(self._unread) > _BODY:
                self._refuse(413)
                return False
            end = _end_of_chunks(bytes(self._unread))
            if end < 0:
                self._refuse(400)
                return False
            self._rest = end or _CHUNKED
            if not end:
                return False
        part = bytes(self._unread[: self._rest])
        self._unread.clear()
        self._rest = (self._rest or 0) - len(part)
        if not self._rest:
            self._over = True
            self._completed()
        super().data_received(part)
        return False

    def _refuse(self, status: int) -> None:
        """Answer with only the status, after the requests before, and close the connection."""
        self._over = True
        self._completed()
        is_earlier = self._rest is None and self.cycle is not None and not self.cycle.response_complete
        if is_earlier and not self._refused:
            self._refused = status
            return
        if not self.transport.is_closing():
            head = b"HTTP/1.1 %d %s" % (status, _REASONS[status])
            name = b"Server: " + NAME.encode()
            self.transport.write(b"\r\n".join((head, name, b"Content-Length: 0", b"Connection: close", b"", b"")))
            self.transport.close()

    def _expect(self) -> None:
        """Begin the time for a request."""
        self._deadline = self._deadline or self.loop.call_later(SECONDS, self._too_slow)

    def _completed(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _too_slow(self) -> None:
        self._deadline = None
        self._refuse(408)

    def _look(self) -> None:
        """End a connection whose client took nothing of its answer for some seconds."""
        untaken = self.transport.get_write_buffer_size()
        if untaken and untaken == self._untaken:
            self.transport.abort()
            return
        self._untaken = untaken
        self._watch = self.loop.call_later(SECONDS, self._look)


def _framing(head: bytes) -> tuple[int, int]:
    """The status to refuse a request with this head (0: none), and the bytes of its body, or `_CHUNKED`."""
    line, *lines = head.split(b"\r\n")
    version = _LINE.fullmatch(line)
    if version is None or len(lines) > _HEADERS:
        return 400, 0
    framing: dict[bytes, bytes] = {}
    for each in lines:
        header = _HEADER.fullmatch(each)
        if header is None:
            return 400, 0
        name = header[1].lower()
        if name in FRAMING:
            if name in framing:
                return 400, 0
            framing[name] = header[2]
    length, coding = framing.get(b"content-length", b"0"), framing.get(b"transfer-encoding")
    if coding is not None:
        is_clear = b"content-length" not in framing and version[1] == b"1" and coding.lower() == b"chunked"
        return (0, _CHUNKED) if is_clear else (400, 0)
    if not _NUMBER.fullmatch(length):
        return 400, 0
    return (413 if int(length) > _BODY else 0), int(length)


def _end_of_chunks(body: bytes) -> int:
    """The bytes of a body in chunks (RFC 9112, 7.1); 0 if it goes on, -1 if it is malformed."""
    at, size = 0, -1
    while size:
        head = _CHUNK.match(body, at)
        if head is None or len(head[0]) > _CHUNK_LINE:
            goes_on = b"\n" not in body[at:] and len(body) - at <= _CHUNK_LINE
            return 0 if goes_on else -1
        size = int(head[1], 16)
        at = head.end() + size
        if size and len(body) < at + 2:
            return 0
        if size and body[at : at + 2] != b"\r\n":
            return -1
        at += 2 if size else 0
    while (end := body.find(b"\n", at)) >= 0:
        line, at = body[at : end + 1], end + 1
        if not line.endswith(b"\r\n"):
            return -1
        if line == b"\r\n":
            return at
    return 0
