"""The web server: uvicorn (`pip install mdnetwork[serve]`) in a thread, at an address that is checked first."""

from __future__ import annotations

import errno
import logging
import socket
import threading
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from mdnetwork.errors import MdnetworkError
from mdnetwork.lazy import lazy
from mdnetwork.web.feeds import AsgiApplication, Receive, Scope, Send

if TYPE_CHECKING:
    import uvicorn

    from mdnetwork.web import protocol
else:
    uvicorn = lazy(
        "uvicorn", extra="serve", need="Serving needs a web server that is not installed", error=MdnetworkError
    )
    protocol = lazy("mdnetwork.web.protocol")

_QUEUE = 128
"""How many connections may wait to be accepted."""
_TAKEN = frozenset({errno.EADDRINUSE, errno.EACCES, getattr(errno, "WSAEACCES", errno.EACCES)})
_NOT_OURS = frozenset({errno.EADDRNOTAVAIL, getattr(errno, "WSAEADDRNOTAVAIL", errno.EADDRNOTAVAIL)})


@contextmanager
def listening(
    application: Callable[[int], AsgiApplication], host: str, port: int, say: Callable[[str], None]
) -> Iterator[tuple[int, Callable[[], None]]]:
    """Listen at the address; gives the port (for 0 the system chooses one) and a function that starts answering.

    `application` is called with the port. Clients that connect before that wait. At the end, started requests are
    answered and the port is released. Raises MdnetworkError with a sentence if the address cannot be used.
    """
    with _bound(host, port) as listener, _reporting(say):
        bound: int = listener.getsockname()[1]
        server = _server(application(bound))
        answering = threading.Thread(target=server.run, args=([listener],), name="answering", daemon=True)
        try:
            yield bound, answering.start
        finally:
            server.should_exit = True
            if answering.ident:
                answering.join(2 * protocol.SECONDS)


def _server(application: AsgiApplication) -> uvicorn.Server:
    return uvicorn.Server(
        uvicorn.Config(
            _closing_after_a_body(application),
            http=protocol.Protocol,
            ws="none",
            lifespan="off",
            loop="asyncio",
            log_config=None,
            access_log=False,  # an address contains the token
            server_header=False,
            headers=[("Server", protocol.NAME)],
            proxy_headers=False,
            timeout_graceful_shutdown=protocol.SECONDS,
        )
    )


def _bound(host: str, port: int) -> socket.socket:
    try:
        family, kind, proto, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, proto)
    except (OSError, UnicodeError) as error:
        raise MdnetworkError(_refusal(host, port, error)) from error
    try:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):  # on Windows SO_REUSEADDR lets two programs share a port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(_QUEUE)
    except OSError as error:
        listener.close()
        raise MdnetworkError(_refusal(host, port, error)) from error
    return listener


def _refusal(host: str, port: int, error: OSError | UnicodeError) -> str:
    number = error.errno if isinstance(error, OSError) else None
    if number == errno.EADDRINUSE:
        return f"Port {port} of {host} is taken, perhaps by another mdnet serve; choose one with --port."
    if number in _TAKEN:
        return f"Port {port} of {host} may not be used by you; choose one above 1023 with --port."
    if number in _NOT_OURS:
        return f"{host} is not an address of this machine; --host 127.0.0.1 serves this machine alone."
    return f"Nothing can listen at {host}, port {port} ({error}); choose others with --host and --port."


@contextmanager
def _reporting(say: Callable[[str], None]) -> Iterator[None]:
    """Report that a request could not be answered, with the type of the error; nothing else of uvicorn's log."""

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            kind = record.exc_info[0] if record.exc_info else None
            say(f"A request could not be answered ({kind.__name__ if kind else None}); serving goes on.")

    log, handler = logging.getLogger("uvicorn.error"), Handler(logging.ERROR)
    before = log.propagate
    log.addHandler(handler)
    log.propagate = False
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.propagate = before


def _closing_after_a_body(application: AsgiApplication) -> AsgiApplication:
    """The application, with an answer that closes the connection after a request with a body.

    What a client sends behind a body is then never read as a request.
    """

    async def closing(scope: Scope, receive: Receive, send: Send) -> None:
        names = {name: value for name, value in scope["headers"] if name in protocol.FRAMING}
        if b"transfer-encoding" not in names and not int(names.get(b"content-length", 0)):
            await application(scope, receive, send)
            return

        async def last(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"connection", b"close")]
            await send(message)

        body = b""
        while True:  # the whole body first: closing a connection with unread bytes would reset it before the answer
            message = await receive()
            if message["type"] != "http.request":
                return  # refused meanwhile, or the client is gone
            body += message["body"]
            if not message["more_body"]:
                break
        messages = iter([{"type": "http.request", "body": body, "more_body": False}])

        async def again() -> MutableMapping[str, Any]:
            return next(messages, None) or await receive()

        await application(scope, again, last)

    return closing
