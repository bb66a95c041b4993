"""Ground: another Python process of this program. `multiprocessing` would run the caller's main program again."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from mdnetwork.lazy import lazy

if TYPE_CHECKING:  # most runs start none
    import subprocess
else:
    subprocess = lazy("subprocess")

_PROGRAM = "import sys; sys.path[:] = sys.argv[1:]; from {module} import {name}; {name}()"


def can_start() -> bool:
    """Whether there is a Python to start."""
    return bool(sys.executable) and not getattr(sys, "frozen", False)


def start(module: str, name: str) -> subprocess.Popen[bytes] | None:
    """A process that calls this function, with pipes for stdin and stdout; None if none can be started."""
    if not can_start():
        return None
    command = (sys.executable, "-c", _PROGRAM.format(module=module, name=name), *sys.path)
    try:
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    except OSError:
        return None


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill the process, and close its pipes."""
    process.kill()
    with suppress(OSError):  # data that it did not read
        process.__exit__(None, None, None)
