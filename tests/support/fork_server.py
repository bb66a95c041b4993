"""Runs `mdnet` in forks of one process, on pseudo-terminals or on pipes, one request after the other.

A request is a line of JSON on stdin, the reply a line of JSON on stdout. The program is imported once, with the
libraries that a command imports when it needs them; each request is a fork of it, which is much quicker than a new
interpreter. No thread runs here, so that forking is safe.
"""

from __future__ import annotations

import gc
import io
import json
import math
import os
import resource
import select
import signal
import subprocess
import sys
import termios
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any, NamedTuple, Self

import mdnetwork
from mdnetwork.cli import main, run
from support.paths import environment
from support.watched_command import watched

LIBRARIES = ("tomllib", "snowballstemmer", "phonenumbers", "jinja2", "resvg_py", "icalendar", "xml.sax.saxutils", "tty")
"""What commands import when they need it."""
SILENCE = 300
"""Seconds without any output after which a command hangs."""


class Reply(NamedTuple):
    """What a command wrote, its exit code (negative: the signal that ended it), and whether it had to be killed."""

    out: str
    err: str
    status: int
    hangs: bool


class ForkServer:
    """The process, running."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "support.fork_server"]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(), text=True
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Wait for its end."""
        self.process.communicate()

    def run(
        self,
        words: Sequence[str],
        folder: Path,
        variables: Mapping[str, str],
        *,
        answer: str = "",
        running: str = "",
        makes: str = "",
        piped: bool = False,
        seconds: int = 0,
        watched: tuple[Path, Path] | None = None,
    ) -> Reply:
        """Run `mdnet WORDS` in a folder, with these environment variables and no others.

        `answer` is typed; a command that keeps running is interrupted once it has written `running`, and the file
        `makes` is made once it has written anything. `seconds` limits its processor time. `watched` is a vault, and
        the file for what is written to it (`support.watched_command`).
        """
        umask = os.umask(0)
        os.umask(umask)
        request = {
            "words": [*words],
            "folder": str(folder),
            "environment": {**variables},
            "answer": answer,
            "running": running,
            "makes": makes,
            "piped": piped,
            "seconds": seconds,
            "umask": umask,
            "watched": [str(path) for path in watched or ()],
        }
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        reply = json.loads(self.process.stdout.readline())
        out, err = (reply[name].encode("latin-1").decode("utf-8", "surrogateescape") for name in ("out", "err"))
        return Reply(out, err, reply["status"], reply["hangs"])


def serve() -> None:
    """Answer requests until stdin ends."""
    for name in LIBRARIES:
        with suppress(ImportError):  # an extra
            import_module(name)
    for module in walk_packages(mdnetwork.__path__, "mdnetwork."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    run.PATIENCE = math.inf  # whether a bar is shown must not depend on how busy the machine is
    gc.freeze()  # a collection in a child would copy the memory of all that was imported
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Run one command: on two terminals, of which one is stdin and stdout, or with three pipes where `piped`."""
    if request["piped"]:
        child_in, keyboard = os.pipe()
        (out, child_out), (err, child_err) = os.pipe(), os.pipe()
    else:
        (out, child_out), (err, child_err) = _terminal(), _terminal()
        child_in, keyboard = os.dup(child_out), os.dup(out)
    child = os.fork()
    if not child:
        _become(request, child_in, child_out, child_err)
    for end in (child_in, child_out, child_err):
        os.close(end)
    os.write(keyboard, request["answer"].encode("utf-8", "surrogateescape"))
    os.close(keyboard)
    said, hangs = _listen(child, (out, err), request["running"].encode(), request["makes"])
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    texts = {"out": said[out].decode("latin-1"), "err": said[err].decode("latin-1")}
    return texts | {"status": status, "hangs": hangs}


def _terminal() -> tuple[int, int]:
    ours, theirs = os.openpty()
    settings = termios.tcgetattr(theirs)
    settings[1] &= ~termios.OPOST  # bytes come as they are written
    settings[3] &= ~termios.ECHO
    termios.tcsetattr(theirs, termios.TCSANOW, settings)
    termios.tcsetwinsize(theirs, (40, 100))
    return ours, theirs


def _listen(child: int, ends: tuple[int, ...], ready: bytes, makes: str) -> tuple[dict[int, bytes], bool]:
    """Read until both ends are closed. Once something was said make this file; once `ready` was said, interrupt."""
    said, hangs = dict.fromkeys(ends, b""), False
    waiting = [*ends]
    while waiting:
        readable, _, _ = select.select(waiting, [], [], SILENCE)
        if not readable:
            hangs = True
            os.kill(child, signal.SIGKILL)
        for end in readable:
            try:
                data = os.read(end, 65536)
            except OSError:  # Linux: the last process has closed the terminal
                data = b""
            said[end] += data
            if not data:
                waiting.remove(end)
                os.close(end)
        if makes and any(said.values()):
            Path(makes).write_text("---\ntype: person\n---\n", encoding="utf-8")
            makes = ""
        if ready and any(ready in text for text in said.values()):
            os.kill(child, signal.SIGINT)
            ready = b""
    return said, hangs


def _become(request: dict[str, Any], *ends: int) -> None:
    """In the child: be the command, and end."""
    status = 70
    try:
        os.setsid()
        signal.signal(signal.SIGINT, signal.default_int_handler)  # which a shell's background job ignores
        for number, end in enumerate(ends):
            os.dup2(end, number)
        os.closerange(3, 256)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if request["seconds"]:
            resource.setrlimit(resource.RLIMIT_CPU, (request["seconds"], request["seconds"] + 1))
        os.umask(request["umask"])
        os.environ.clear()
        os.environ.update(request["environment"])
        os.chdir(request["folder"])
        sys.stdin = io.TextIOWrapper(io.BufferedReader(io.FileIO(0)), "utf-8", "surrogateescape")
        sys.stdout, sys.stderr = _writer(1), _writer(2)
        sys.argv = ["mdnet", *request["words"]]
        places = [Path(each) for each in request["watched"]]
        status = watched(places[0], places[1], request["words"]) if places else main()
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    except BaseException:  # noqa: BLE001  a traceback is what the tests look for
        sys.excepthook(*sys.exc_info())
        status = 71
    finally:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(status)


def _writer(number: int) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BufferedWriter(io.FileIO(number, "w")), "utf-8", line_buffering=True)


if __name__ == "__main__":
    serve()
