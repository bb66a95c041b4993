"""A real Radicale on loopback, with a user and a password of its own, and a proxy that drops connections."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from support.patience import PATIENCE

USER, PASSWORD = "ada", "s3cret-of-the-tests"

_CONFIG = """[server]
hosts = 127.0.0.1:{port}
[auth]
type = htpasswd
htpasswd_filename = {users}
htpasswd_encryption = plain
delay = 0
[rights]
type = owner_only
[storage]
filesystem_folder = {folder}
[logging]
level = critical
"""


class Radicale(NamedTuple):
    port: int
    folder: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def objects(self, suffix: str = "ics") -> dict[str, str]:
        """Name and text of everything in all calendars, or in all address books."""
        found = self.folder.glob(f"collection-root/ada/*/*.{suffix}")
        return {path.name: path.read_bytes().decode() for path in found}

    def ask(self, method: str, path: str, body: str = "", media: str = "text/calendar") -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        secret = b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        connection.request(method, path, body.encode(), {"Authorization": f"Basic {secret}", "Content-Type": media})
        with connection.getresponse() as got:
            got.read()
        connection.close()
        return got.status

    def cleared(self) -> Radicale:
        """The server without any calendar and address book, for the next test."""
        for name in self.calendars():
            self.ask("DELETE", f"/ada/{name}/")
        return self

    def calendars(self) -> list[str]:
        return sorted(path.parent.name for path in self.folder.glob("collection-root/ada/*/.Radicale.props"))


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@contextmanager
def radicale(folder: Path) -> Iterator[Radicale]:
    folder.mkdir()
    port, users, config = free_port(), folder / "users", folder / "config"
    users.write_text(f"{USER}:{PASSWORD}\n")
    config.write_text(_CONFIG.format(port=port, users=users, folder=folder))
    command = [sys.executable, "-m", "radicale", "--config", str(config)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ}) as process:
        try:
            _until_it_answers(port, process)
            yield Radicale(port, folder)
        finally:
            process.kill()  # it would wait half a minute for a connection that was left open


def _until_it_answers(port: int, process: subprocess.Popen[bytes]) -> None:
    patience = threading.Event()
    for _ in range(10 * PATIENCE):
        assert process.poll() is None, "Radicale ended"
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=PATIENCE):
            return
        patience.wait(0.1)
    raise AssertionError("Radicale does not answer")


class Dropping:
    """A proxy to a port that closes connections without an answer: those whose number (from 1) is in `dropped`."""

    def __init__(self, to: int, dropped: range) -> None:
        self._to, self._dropped = to, dropped
        self.seen = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client, suppress(OSError), socket.create_connection(("127.0.0.1", self._to)) as server:
            back = threading.Thread(target=_pump, args=(server, client), daemon=True)
            back.start()
            while data := client.recv(65536):
                if data.startswith((b"PUT ", b"DELETE ")):
                    self.seen += 1
                    if self.seen in self._dropped:
                        return
                server.sendall(data)


def _pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
