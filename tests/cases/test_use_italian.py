"""Case U10: the transcripts of the command line in Italian. Nothing that a person reads is in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from mdnetwork.i18n import LOCALE
from support.transcripts import run_shell, stage, transcripts

FOLDER = LOCALE / "it" / "LC_MESSAGES"
_PLACE = re.compile(r"\{[^}]*\}")
_WORD = re.compile(r"[A-Za-z']{2,}")
OWN_PITCH = ("I can help with {offers}.", "I am looking for {needs}.")
"""Sentences of a pitch, which is in the language of the user's own note."""
FEW = 2
"""Words of an English message that may be in an Italian answer: "LinkedIn", "call"."""


def commands(file: Path) -> Iterator[str]:
    """The commands of a transcript."""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("$ "):
            yield line[2:]


@cache
def english() -> list[tuple[str, re.Pattern[str]]]:
    """Every English message of more than two words whose Italian is another one: its longest word, and as a pattern."""
    found = []
    for name in ("mdnetwork.po", "sentences.po"):
        with (FOLDER / name).open("rb") as file:
            for message in read_po(file, locale="it"):
                italian = forms_of(message.string)
                texts = (text for text in forms_of(message.id) if text not in (*italian, *OWN_PITCH))
                found += [text for text in texts if len(_WORD.findall(_PLACE.sub("", text))) > FEW]
    return [
        (
            max(_WORD.findall(_PLACE.sub(" ", text)), key=len),
            re.compile(r".{1,200}?".join(map(_escaped, _PLACE.split(text)))),
        )
        for text in found
        if _PLACE.sub("", text).strip()
    ]


def forms_of(string: object) -> tuple[str, ...]:
    """The singular and plural of a message."""
    return (string,) if isinstance(string, str) else tuple(map(str, string)) if isinstance(string, tuple | list) else ()


def _escaped(text: str) -> str:
    """The text as a pattern, wrapped anywhere."""
    return r"\s+".join(map(re.escape, re.split(r"\s+", text)))


@pytest.mark.parametrize("file", transcripts(), ids=lambda file: file.stem)
def test_a_transcript_in_italian_has_no_english_message(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = []
    with stage(tmp_path.resolve() / "home") as vault:
        settings = vault / "mdnetwork.toml"
        settings.write_text(f'language = "it"\n{settings.read_text(encoding="utf-8")}', encoding="utf-8")
        monkeypatch.setenv("LC_ALL", "it_IT.UTF-8")  # for a folder that has no settings yet
        for command in commands(file):
            spoken = run_shell(command)
            if not command.startswith(("cat", "head", "grep")):
                shown += [(command, text) for text in (spoken.stdout, spoken.stderr)]
    said = [
        (command, match[0])
        for command, text in shown
        for word, pattern in english()
        if word in text  # which is sooner known than whether the pattern is
        for match in pattern.finditer(text)
    ]
    assert said == []
