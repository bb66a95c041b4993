"""What a command shows on a terminal."""

from __future__ import annotations

import os
import struct
import subprocess
import sys

import pytest

from support.case_vault import CaseVault
from support.paths import environment
from support.patience import PATIENCE

pty = pytest.importorskip("pty", reason="terminals are POSIX's")
fcntl = pytest.importorskip("fcntl")
termios = pytest.importorskip("termios")


def on_terminal(vault: CaseVault, *words: str, columns: int = 100) -> tuple[str, int]:
    """What a command shows on a terminal of this width, and its exit code. It gets no answer to a question."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    variables = environment(TERM="dumb", PYTHONUTF8="1", COLUMNS="")
    command = [sys.executable, "-m", "mdnetwork", "--vault", str(vault.root), "--today", "2026-11-23", *words]
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=variables)
    os.close(theirs)
    shown = b""
    while True:
        try:
            data = os.read(ours, 4096)
        except OSError:  # Linux says so when the other end is closed
            break
        if not data:
            break
        shown += data
    os.close(ours)
    return shown.decode().replace("\r\n", "\n"), process.wait(PATIENCE)
