"""Consoles that do not know UTF-8: what they cannot show is escaped, and names and notes are whole all the same."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from support.paths import environment
from support.patience import PATIENCE
from support.vaults import write

CONSOLES = {
    "ascii": {"PYTHONIOENCODING": "ascii"},
    "code page": {"PYTHONIOENCODING": "cp437"},
    "locale C without UTF-8": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
}
ZOE = "---\ntype: person\norg: Caffè Ñandú\n---\n## Log\n"


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    tmp_path.chmod(0o700)  # it is the home too
    return write(tmp_path / "vault", {"People/Zoë Müller.md": ZOE, "People/Ann.md": ZOE})


def run(vault: Path, console: dict[str, str], *words: str, typed: bytes = b"") -> tuple[bytes, bytes, int]:
    """Stdout, stderr and exit code of the command there."""
    places = dict.fromkeys(("XDG_CACHE_HOME", "XDG_STATE_HOME", "LOCALAPPDATA", "HOME"), str(vault.parent))
    variables = environment(MDNET_VAULT=str(vault), MDNET_TODAY="2026-11-23", **places) | console
    command = [sys.executable, "-m", "mdnetwork", "-q", *words]
    done = subprocess.run(command, input=typed, capture_output=True, env=variables, timeout=PATIENCE, check=False)
    return done.stdout, done.stderr, done.returncode


def said(vault: Path, console: str, *words: str, typed: bytes = b"") -> str:
    """What the command shows there. It succeeds, and says nothing else."""
    out, err, status = run(vault, CONSOLES[console], *words, typed=typed)
    assert (err, status) == (b"", 0), words
    return out.decode("cp437" if console == "code page" else "ascii")


@pytest.mark.parametrize("console", CONSOLES)
def test_names_and_notes_are_whole_where_the_console_knows_no_utf_8(vault: Path, console: str) -> None:
    is_page = console == "code page"
    shown, typed = ("Zoë Müller", "cp437") if is_page else ("Zo\\xeb M\\xfcller", "utf-8")
    assert shown in said(vault, console, "show", "Zoë Müller")
    said(vault, console, "log", "2026-11-20 caffè → ☕ with Ann")
    said(vault, console, "log", typed="2026-11-21 caffè with Zoë Müller\n".encode(typed))
    said(vault, console, "add", "Åsa Öberg", "--org", "Ünïc")
    said(vault, console, "feed", "-o", str(vault.parent / "è.ics"))
    notes = {path.name: path.read_text(encoding="utf-8") for path in (vault / "People").iterdir()}
    assert notes["Ann.md"] == f"{ZOE}- 2026-11-20 caffè → ☕\n"
    assert notes["Zoë Müller.md"] == f"{ZOE}- 2026-11-21 caffè\n"
    assert "org: Ünïc" in notes["Åsa Öberg.md"]
    assert "Zoë Müller" in (vault.parent / "è.ics").read_text(encoding="utf-8")


@pytest.mark.parametrize("mode", ["0", "1"])
def test_lines_that_are_not_in_the_encoding_of_the_input_are_not_written(vault: Path, mode: str) -> None:
    console = {"PYTHONUTF8": mode, "LC_ALL": "C.UTF-8"}
    out, err, status = run(vault, console, "log", typed="coffee with Ann\ncaffè with Ann\n".encode("cp1252"))
    sentence = b"The input is not UTF-8, so nothing was written: save it as UTF-8."
    assert (out, err.strip(), status) == (b"", sentence, 1)
    assert (vault / "People/Ann.md").read_text(encoding="utf-8") == ZOE
