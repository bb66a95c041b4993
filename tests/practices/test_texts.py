"""Texts for people on the vault of the practices: every draft, every reason, every title of an event."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from mdnetwork import Answers, Network
from mdnetwork.drafts.request import DraftRequest, drafted
from mdnetwork.kinds import DraftKind

VAULT = Path(__file__).parent / "vault"
TODAY = date(2026, 11, 23)
SIGN = re.compile(r"\d{4}-\d\d-\d\d|[→←📅]|#\w|\[\[|\[\s*\]|\(\s*\)|  |\s[,.;:!?](?:\s|$)|[,:;]{2}|\bNone\b")
"""What a person would not write: a day as computers write it, a sign, an empty gap, a doubled sign."""


@pytest.fixture(scope="module", params=["en", "it"])
def answers(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answers]:
    """The answers of the vault in each language."""
    root = tmp_path_factory.mktemp("texts")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "LOCALAPPDATA", "HOME", "USERPROFILE"):
            patch.setenv(name, str(root / "cache"))
        shutil.copytree(VAULT, root / "vault")
        file = root / "vault" / "mdnetwork.toml"
        file.write_text(f'language = "{request.param}"\n{file.read_text(encoding="utf-8")}', encoding="utf-8")
        with Network.open(root / "vault") as network:
            network.refresh()
            yield network.at(TODAY)


def strange(texts: dict[str, str]) -> dict[str, str]:
    """The texts with something that a person would not write."""
    return {where: text for where, text in texts.items() if SIGN.search(text)}


def test_every_draft_could_be_sent_once_its_gaps_are_filled(answers: Answers) -> None:
    survey, language = answers.survey("message"), answers.texts.language
    drafts = {}
    for history in survey.histories.values():
        theirs = answers.follow_ups_of([history.evidence])
        for kind in get_args(DraftKind):
            asked = DraftRequest(kind, language)
            found = drafted(history.person, asked, survey, theirs, override=lambda _: None, default=language)
            drafts[f"{history.person.name}, {kind}"] = "\n".join(filter(None, found.text.split("\n")))
    assert len(drafts) > 150
    assert strange(drafts) == {}


@pytest.mark.parametrize("topic", ["", "Notes/Why culverts clog.md", "maps that people can read"])
def test_a_text_to_publish_could_be_published_and_names_nobody(answers: Answers, topic: str) -> None:
    found = answers.draft("Irene Galvasi", topic=topic)
    names = {part for each in answers.directory.histories for part in each.person.name.split()}
    assert strange({topic: "\n".join(filter(None, found.text.split("\n")))}) == {}
    assert sorted(name for name in names if name in found.text) == []
    assert "?" in found.text
    assert (found.kind, found.tone, found.person.name) == ("publish", None, "Irene Galvasi")


def test_reasons_and_titles_are_sentences(answers: Answers) -> None:
    reasons = {f"{each.kind}, {each.title or each.name}": each.reason for each in answers.all_follow_ups()}
    lines = answers.feed().decode().replace("\r\n ", "").splitlines()
    titles = {line: line.partition(":")[2].replace("\\", "") for line in lines if line.startswith("SUMMARY")}
    assert strange(reasons) == {}
    assert strange(titles) == {}
    assert min(len(reasons), len(titles)) > 10
