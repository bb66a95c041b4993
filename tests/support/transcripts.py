"""Transcripts: every ```console block of a Markdown file is run, and must say what stands in it.

A line that begins with `$ ` is a command; what follows is its stdout, its stderr and, unless it is 0, `[exit N]`. In
the transcripts of tests/cli the lines of stderr begin with `! `. A line of a lone `…` stands for any lines. The
commands of one file are run one after the other in a copy of examples/vault, on 23 November 2026.

`python -m tests.support.transcripts --update` writes what the commands say now into all files, or into those named.
"""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

from .command import CommandResult, call
from .paths import ROOT

TODAY = "2026-11-23"
"""A Monday."""
HOME = "/home/you"
"""What stands in transcripts for the folder in which they are run."""
ANYTHING = "…"
_SHELL = set("|<>;&$*=~")


def transcripts() -> list[Path]:
    """The transcripts of the command line's tests."""
    return sorted((ROOT / "tests" / "cli" / "transcripts").glob("*.md"))


def documents() -> list[Path]:
    """README and documentation."""
    return [path for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))) if path.exists()]


def play(file: Path, home: Path) -> str:
    """The file's text with every console block as it comes out when it is run in `home`; what fits stays as it is."""
    marked = file in transcripts()
    with stage(home):
        return "\n".join(_played(file.read_text(encoding="utf-8").split("\n"), home, marked))


@contextlib.contextmanager
def stage(home: Path) -> Iterator[Path]:
    """Be in a copy of the example vault in `home`, on a fixed day, with a cache, and settings, of nobody else."""
    vault = home / "vault"
    shutil.copytree(ROOT / "examples" / "vault", vault)
    mdnet = home / "bin" / "mdnet"
    mdnet.parent.mkdir()
    mdnet.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m mdnetwork "$@"\n', encoding="utf-8")
    mdnet.chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MDNET_")}
    ours = {
        "HOME": str(home),
        "USERPROFILE": str(home),
        "LOCALAPPDATA": str(home / "cache"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_STATE_HOME": str(home / "state"),
        "LC_ALL": "C.UTF-8",
        "MDNET_TODAY": TODAY,
        "PATH": f"{mdnet.parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
    }
    with mock.patch.dict(os.environ, kept | ours, clear=True), contextlib.chdir(vault):
        yield vault


def run_shell(command: str) -> CommandResult:
    """Run a command as a shell would; `mdnet` itself in this process, since that is quicker."""
    if command.split()[:1] == ["mdnet"] and not _SHELL & set(command):
        return call(*shlex.split(command)[1:])
    done = subprocess.run(["sh", "-c", command], capture_output=True, check=False, stdin=subprocess.DEVNULL)
    return CommandResult(done.stdout, done.stderr.decode(), done.returncode)


def _played(lines: list[str], home: Path, marked: bool) -> Iterator[str]:
    inside, at = False, 0
    while at < len(lines):
        line, at = lines[at], at + 1
        yield line
        if inside and line.startswith("$ "):
            end = next(n for n in range(at, len(lines)) if lines[n].startswith(("$ ", "```")))
            yield from _now(line[2:], lines[at:end], home, marked)
            at = end
        elif line.startswith("```"):
            inside = line.strip() == "```console"


def _now(command: str, expected: list[str], home: Path, marked: bool) -> list[str]:
    """What stands below the command when it is run now; the empty lines at the end stay as they are."""
    spoken = run_shell(command)
    texts = (
        re.sub(re.escape(str(home.resolve())) + "|" + re.escape(str(home)), HOME, text)
        for text in (spoken.stdout, spoken.stderr)
    )
    out, err = (text.replace("\r\n", "\n").rstrip("\n") for text in texts)
    lines = out.split("\n") if out else []
    lines += [f"! {line}" if marked else line for line in err.split("\n")] if err else []
    lines += [f"[exit {spoken.status}]"] if spoken.status else []
    lines = [line.rstrip() for line in lines]
    empty = len(expected) - len("\n".join(expected).rstrip("\n").split("\n")) if any(expected) else len(expected)
    written = expected[: len(expected) - empty]
    return expected if _fits(lines, written) else lines + [""] * empty


def _fits(lines: list[str], expected: list[str]) -> bool:
    pattern = "".join(r"(?:.*\n)*?" if line == ANYTHING else re.escape(line) + "\n" for line in expected)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in lines)) is not None


def _update(files: list[Path]) -> None:
    for file in files:
        with tempfile.TemporaryDirectory() as home:
            file.write_text(play(file, Path(home).resolve()), encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:2] != ["--update"]:
        sys.exit(__doc__)
    _update([Path(name).resolve() for name in sys.argv[2:]] or [*transcripts(), *documents()])
