"""A small vault for one case, and what `mdnet` answers about it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

from support.command import CommandResult, call
from support.vaults import write

TODAY = "2026-11-23"


class CaseVault(NamedTuple):
    """A vault that Obsidian could have made."""

    root: Path

    def run(self, *words: str, today: str = TODAY, answer: str = "") -> CommandResult:
        """Run `mdnet` on this vault, with folders of its own, and expect no traceback."""
        own = dict.fromkeys(("XDG_CACHE_HOME", "XDG_STATE_HOME", "LOCALAPPDATA"), str(self.root.parent / "home"))
        with mock.patch.dict(os.environ, own):  # a path may be that of an earlier run, whose index would be found
            result = call("--vault", self.root, "--today", today, *words, answer=answer)
        assert "Traceback" not in result.stderr, result.stderr
        return result

    def json(self, *words: str, today: str = TODAY) -> Any:
        """The answer of a command as JSON. The command must succeed, or find problems."""
        result = self.run("--json", *words, today=today)
        assert result.status in {0, 1}, result.stderr
        return json.loads(result.stdout)

    def counted(self, name: str, today: str = TODAY) -> list[tuple[str, str | None, str]]:
        """Date, channel and text of what counts as contact with this person, oldest first."""
        rows = self.json("why", name, today=today)["counted"]
        return [(row["date"], row["channel"], row["text"]) for row in rows]

    def days(self, name: str, today: str = TODAY) -> list[str]:
        """The days of contact with this person, oldest first."""
        return [date for date, _, _ in self.counted(name, today)]

    def rejected(self, name: str) -> list[tuple[str, str]]:
        """Text and reason of what does not count."""
        return [(row["text"], row["reason"]) for row in self.json("why", name)["rejected"]]

    def due(self, today: str = TODAY, *words: str) -> list[tuple[str, str, str]]:
        """Person, kind and due day of the follow-ups that `due` lists."""
        return [(row["person"], row["kind"], row["due"]) for row in self.json("due", *words, today=today)]

    def problems(self) -> list[tuple[str, str, int]]:
        """Code, path and line of the problems that `check` lists."""
        return [(row["code"], row["path"], row["line"]) for row in self.json("check")]

    def people(self) -> list[str]:
        """The names of the people of the vault, in alphabetical order."""
        return sorted(row["name"] for row in self.json("people"))

    def text(self, path: str) -> str:
        """The text of a note."""
        return (self.root / path).read_bytes().decode()


def case_vault(root: Path, notes: Mapping[str, str], *people: str) -> CaseVault:
    """Write a vault with these notes, and one empty note in `People/` for each of these people."""
    vault = root / "vault"
    (vault / ".obsidian").mkdir(parents=True)
    write(vault, {f"People/{name}.md": f"---\ntype: person\n---\n# {name}\n" for name in people})
    write(vault, notes)
    return CaseVault(vault)


def person(body: str, *keys: str) -> str:
    """The text of a person's note with these lines of front matter."""
    return "\n".join(["---", "type: person", *keys, "---", body])
