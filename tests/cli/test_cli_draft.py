"""draft: in JSON held to the schema, alone for a pipe, in Italian, with templates of the vault's own."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from test_cli_commands import asked

from mdnetwork.kinds import DraftKind
from support.command import call
from support.vaults import write

ME = "---\ntype: me\nname: Nora Field\noffers: [looms]\n---\n"
CARLO = "---\ntype: person\nneeds: [a loom]\nlanguage: it\n---\n## Log\n- 2026-03-01 coffee\n"
MORE = {"Me.md": ME, "People/Carlo.md": CARLO}


@pytest.fixture
def network(vault: Path) -> Path:
    write(vault, MORE)
    return vault


def test_a_draft_in_json(network: Path) -> None:
    found = asked("draft", "Ada")
    assert {key: found[key] for key in ("person", "id", "path", "kind", "language", "tone", "template")} == {
        "person": "Ada Loughton",
        "id": "ada loughton",
        "path": "People/Ada Loughton.md",
        "kind": "kept",
        "language": "en",
        "tone": "tu",
        "template": "mdnetwork/drafts/en/kept.txt",
    }
    assert found["draft"].startswith("Hi Ada,\n\nHere is the paper I promised.")
    assert found["warnings"][0].startswith("The promise is still open in your notes")
    assert {
        "text": "You promised, by 11 October: the paper",
        "evidence": [{"date": "2026-09-04", "path": "People/Ada Loughton.md", "line": 17}],
    } in found["remember"]
    assert "You got" not in found["draft"]


@pytest.mark.parametrize("kind", get_args(DraftKind))
def test_every_kind_holds_to_the_schema(network: Path, kind: str) -> None:
    for name in ("Ada", "Bruno Neri", "Carlo"):
        assert asked("draft", name, "--kind", kind)["kind"] == kind


def test_the_text_alone_is_for_a_pipe(network: Path) -> None:
    said = call("draft", "Ada", "--kind", "coffee", "--text")
    assert said.stdout == asked("draft", "Ada", "--kind", "coffee")["draft"] + "\n"
    assert said.stderr == ""
    warned = call("draft", "Ada", "--text")
    assert warned.stderr.startswith("The promise is still open in your notes")
    assert call("-q", "draft", "Ada", "--text").stderr == ""
    assert call("draft", "Ada", "--text", "--json").stdout.startswith("{")


def test_for_a_person_the_memory_stands_above_the_draft(network: Path) -> None:
    said = call("draft", "Ada", "--kind", "coffee").stdout
    above, _, below = said.partition("  Draft\n\n")
    assert "Last contact, 4 September: coffee → talked about the loom; promised the paper" in above
    assert below.startswith("Hi Ada,\n\nIt has been a while since we spoke in September.")


def test_the_language_and_tone_of_a_person(network: Path) -> None:
    assert asked("draft", "Carlo", "--kind", "coffee")["draft"].startswith("Gentile Carlo,\n\nil nostro ultimo scambio")
    assert asked("draft", "Carlo", "--kind", "coffee", "--tone", "tu")["draft"].startswith("Ciao Carlo,")
    assert asked("draft", "Carlo", "--kind", "coffee", "--language", "en")["draft"].startswith("Dear Carlo,")


def test_a_topic_may_be_a_note(network: Path) -> None:
    write(network, {"Articles/Old looms.md": "# Old looms\n\nOn weaving.\n"})
    found = asked("draft", "Carlo", "--kind", "share", "--topic", "Articles/Old looms.md", "--language", "en")
    assert "I came across Old looms and thought of you, because you are looking for a loom." in found["draft"]


def test_an_introduction_is_the_best_that_notes_propose_or_the_one_said(network: Path) -> None:
    write(network, {"People/Dirk.md": "---\ntype: person\nexpertise: [looms]\n---\n## Log\n- 2026-03-01 coffee\n"})
    found = asked("draft", "Carlo", "--kind", "introduce", "--language", "en")
    assert "May I introduce you to Dirk? You are looking for a loom, and Dirk may be able to help." in found["draft"]
    assert found["remember"][0]["text"] == "Carlo is looking for “a loom”, and Dirk knows about “looms”."
    said = asked("draft", "Carlo", "--to", "Bruno Neri", "--language", "en")
    assert said["kind"] == "introduce"
    assert "May I introduce you to Bruno Neri?" in said["draft"]
    assert "Carlo is looking for" not in said["remember"][0]["text"]
    assert asked("draft", "Carlo", "--to", "Dirk")["remember"][0]["text"].startswith("Carlo is looking for")


@pytest.mark.parametrize(
    ("words", "sentence", "status"),
    [
        (("Nobody",), "Nobody", 1),
        (("Ada", "--language", "fr"), "There is no template for “kept” in “fr”", 1),
        (("Ada", "--to", "Ada"), "An introduction takes two people", 1),
        (("Ada", "--kind", "coffee", "--to", "Carlo"), "--to belongs to --kind introduce.", 2),
        (("Ada", "--kind", "love"), "love", 2),
        (("Meetings/Review.md",), "is a meeting, not a person", 1),
    ],
)
def test_what_cannot_be_drafted_is_a_sentence(
    network: Path, words: tuple[str, ...], sentence: str, status: int
) -> None:
    said = call("-q", "draft", *words)
    assert (said.stdout, said.status) == ("", status)
    assert sentence in said.stderr
    assert "Traceback" not in said.stderr


@pytest.mark.parametrize("line", ["died: 2026-01-01", "status: no-contact", "private: true"])
def test_who_is_left_alone_gets_no_draft(network: Path, line: str) -> None:
    write(network, {"People/Carlo.md": CARLO.replace("language: it", line)})
    for words in (("Carlo",), ("Ada", "--to", "Carlo")):
        said = call("-q", "draft", *words)
        assert (said.stdout, said.status, said.stderr.count("\n")) == ("", 1, 1)


def test_templates_of_the_vault(network: Path) -> None:
    write(
        network,
        {
            "mdnetwork.toml": 'drafts = "Templates/Drafts/"\n',
            "Templates/Drafts/en/coffee.md": "Tea, {{ first_name }}?\n{% include 'closing' %}\n",
            "Templates/Drafts/en/closing.txt": "\ufeffYours, {{ my_first_name }}\n",
            "Templates/Drafts/fr/coffee.md": "Un café, {{ first_name }} ?\n",
            "Templates/Drafts/en/kept.md": "---\ntype: person\n---\n{{ nothing }}\n",
        },
    )
    found = asked("draft", "Ada", "--kind", "coffee")
    assert (found["draft"], found["template"]) == ("Tea, Ada?\nYours, Nora", "Templates/Drafts/en/coffee.md")
    assert asked("draft", "Ada", "--kind", "coffee", "--language", "fr")["draft"] == "Un café, Ada ?"
    wrong = call("-q", "draft", "Ada")
    assert wrong.status == 1
    assert wrong.stderr.startswith("The template Templates/Drafts/en/kept.md:4 cannot be used: 'nothing' is undefined.")
    assert [each["name"] for each in asked("people")] == ["Ada Loughton", "Bruno Neri", "Carlo"]


def test_a_template_reads_no_other_file(network: Path) -> None:
    write(
        network,
        {
            "mdnetwork.toml": 'drafts = "Drafts"\n',
            "Drafts/en/coffee.md": "{% include '../../People/Ada Loughton' %}",
            "Drafts/en/share.md": "{% include '../../../secret' %}",
            "Secret.md": "secret",
        },
    )
    (network.parent / "secret.md").write_text("secret", encoding="utf-8")
    for kind in ("coffee", "share"):
        said = call("-q", "draft", "Ada", "--kind", kind)
        assert (said.stdout, said.status) == ("", 1)
        assert "there is no template “../../" in said.stderr


def test_what_is_said_about_a_draft_is_in_the_vaults_language(network: Path) -> None:
    write(network, {"mdnetwork.toml": 'language = "it"\n'})
    said = call("-q", "draft", "Ada", "--kind", "ask").stdout
    assert "Da ricordare, non da inviare" in said
    assert "Prima di chiedere: vi conoscete da 996 giorni, 2 giorni di contatto, 0 cose date." in said
    assert "\n  Bozza\n\nCiao Ada,\n" in said
    english = ("To remember", "Before", "Known since", "Last talk", "You promised", "The ask", "Fill in", "To ask")
    assert [word for word in english if word in said] == []
