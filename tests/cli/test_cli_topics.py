"""Names of several words behind an option, and notes in the place of a topic."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_cli_commands import asked

from support.command import call
from support.vaults import write

CARLA = "---\ntype: person\nexpertise: [looms]\n---\n"
NOTE = "# On looms\n\nLooms, looms and looms.\n"


@pytest.fixture
def studio(vault: Path) -> Path:
    write(vault, {"People/Carla Riva.md": CARLA, "Articles/On looms.md": NOTE})
    return vault


def people(*arguments: str) -> list[str]:
    return [each["person"] for each in asked("who", *arguments)]


@pytest.mark.parametrize(
    "arguments",
    [
        ("looms", "--for", "Ada", "Loughton"),
        ("--for", "Ada", "Loughton", "looms"),
        ("--for=Ada", "Loughton", "looms"),
        ("--for", "Ada Loughton", "looms"),
        ("--for", "Ada", "looms"),
    ],
)
def test_a_name_of_several_words_needs_no_quotes(studio: Path, arguments: tuple[str, ...]) -> None:
    assert people(*arguments) == ["Carla Riva", "Bruno Neri"]


def test_the_rest_of_the_words_are_what_they_would_be_before_the_option(studio: Path) -> None:
    to = call("-q", "draft", "--text", "--to", "Carla", "Riva", "Ada", "Loughton").stdout
    assert to.startswith("Hi Ada,\n\nMay I introduce you to Carla Riva?")
    assert asked("map", "--around", "Ada", "Loughton")["around"] == "ada loughton"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("who", "--for", "Ada"), "Say what about: `mdnet who linocut`, or the path of a note."),
        (("who", "--for", "Nobody", "looms"), "Nobody is called “Nobody looms”."),
        (("draft", "--to", "Ada"), "Say to whom: `mdnet draft NAME`."),
    ],
)
def test_what_is_missing_is_said(studio: Path, arguments: tuple[str, ...], said: str) -> None:
    assert call("-q", *arguments).stderr.startswith(said)


@pytest.mark.parametrize(
    "topic",
    [
        "Articles/On looms.md",
        "Articles/On looms",
        "./Articles/On looms.md",
        "On looms.md",
        "[[On looms]]",
        "[[On looms|an article]]",
        "[an article](Articles/On%20looms.md)",
    ],
)
def test_a_note_is_a_topic_by_its_path_or_a_link(studio: Path, topic: str) -> None:
    assert people(topic) == ["Carla Riva", "Ada Loughton", "Bruno Neri"]
    assert "On looms" in call("-q", "draft", "Ada", "--kind", "share", "--topic", topic, "--text").stdout


def test_a_note_by_its_whole_path(studio: Path) -> None:
    assert people(str(studio / "Articles" / "On looms.md")) == ["Carla Riva", "Ada Loughton", "Bruno Neri"]


@pytest.mark.parametrize("topic", ["Articles/Nope.md", "[[Nope]]", "../On looms.md"])
def test_a_note_that_is_not_there_is_no_topic(studio: Path, topic: str) -> None:
    for command in (("who", topic), ("draft", "Ada", "--kind", "share", "--topic", topic)):
        assert call("-q", *command).stderr.startswith("There is no note “")


def test_words_with_a_stroke_are_words(studio: Path) -> None:
    assert people("looms/weaving")[0] == "Carla Riva"


def test_a_note_that_is_nobodys_page_is_told_so(studio: Path) -> None:
    assert call("-q", "show", "Articles/On looms.md").stderr.startswith(
        "Articles/On looms.md is not a note of a person"
    )
    assert call("-q", "show", "On looms").stderr.startswith("Articles/On looms.md is not a note of a person")
    assert call("-q", "show", "Zork").stderr.startswith("Nobody is called “Zork”.")
