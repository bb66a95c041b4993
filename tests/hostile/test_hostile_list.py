"""The list in the vault and the look back: no name, title or reason keeps the others from being written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.command import call

NAMES = {
    "a newline": "Ada\nBell",
    "a newline that begins a heading": "Ada\n# Bell",
    "a return": "Ada\r\nBell",
    "a separator": "Ada\u2028Bell\x85Cole",
    "a title of a terminal": "Ada\x1b]0;PWN\x07Bell",
    "our marker": "Ada <!-- mdnet:end --> Bell",
    "our marker within a marker": "Ada <!<!---- mdnet:end --> Bell",
    "a comment": "Ada %% <!-- Bell",
    "nothing that shows": "\x1b\x07\u202e",
}
GOOD = "---\ntype: person\n---\n## Tasks\n- [ ] send Gina the plans 📅 2026-11-20\n"


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "vault"
    for folder in ("People", "Meetings", ".obsidian"):
        (root / folder).mkdir(parents=True)
    (root / "People" / "Gina Mori.md").write_text(GOOD, encoding="utf-8")
    monkeypatch.setenv("MDNET_VAULT", str(root))
    monkeypatch.setenv("MDNET_TODAY", "2026-11-23")
    for name in ("HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    return root


def lines(root: Path, name: str = "Follow-ups.md") -> list[str]:
    return (root / name).read_text(encoding="utf-8").split("\n")


@pytest.mark.parametrize("language", ["en", "it"])
@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_name_keeps_nobody_out_of_the_list(vault: Path, name: str, language: str) -> None:
    (vault / "mdnetwork.toml").write_text(f'language = "{language}"\nlist = "Follow-ups"\n', encoding="utf-8")
    quoted = json.dumps(name)
    task = f"- [ ] send {quoted} the map 📅 2026-11-20\n"
    odd = f"---\ntype: person\nname: {quoted}\n---\n## Tasks\n{task}"
    (vault / "People" / "Odd.md").write_text(odd, encoding="utf-8")
    head = f"type: meeting\ndate: 2026-11-23\ntitle: {quoted}\nattendees: ['[[Odd]]', '[[Gina Mori]]']\n"
    (vault / "Meetings" / "Plans.md").write_text(f"---\n{head}---\n", encoding="utf-8")
    said = call("--write")
    assert (said.status, "Traceback" in said.stderr) == (0, False)
    written = lines(vault)
    boxes = [line for line in written if line.startswith("- [ ] ")]
    assert len(boxes) == 2
    assert [line for line in written if line.startswith("<!-- mdnet:")] == [
        "<!-- mdnet:begin follow-ups -->",
        "<!-- mdnet:end -->",
    ]
    assert all(line.isprintable() for line in written)
    assert sum("[[Odd" in line for line in written) == 2


def test_a_follow_up_with_an_odd_name_can_be_ticked(vault: Path) -> None:
    (vault / "mdnetwork.toml").write_text('list = "Follow-ups"\n', encoding="utf-8")
    odd = '---\ntype: person\nname: "A\\nB"\n---\n## Tasks\n- [ ] send the map 📅 2026-11-20\n'
    (vault / "People" / "Odd.md").write_text(odd, encoding="utf-8")
    assert call("--write").status == 0
    ticked = [line.replace("- [ ]", "- [x]") if "[[Odd" in line else line for line in lines(vault)]
    (vault / "Follow-ups.md").write_text("\n".join(ticked), encoding="utf-8")
    said = call("--write")
    assert said.status == 0
    assert "- [x] send the map" in (vault / "People" / "Odd.md").read_text(encoding="utf-8")
    assert [line for line in lines(vault) if "[[Odd" in line] == []


@pytest.mark.parametrize("file", ["A\nB", "A\x1b[31mB", "A\u2028B", "A\u202eB"])
def test_a_file_that_no_wikilink_can_name_is_linked_by_its_address(vault: Path, file: str) -> None:
    note = vault / "People" / f"{file}.md"
    try:
        note.write_text("---\ntype: person\n---\n## Tasks\n- [ ] send the map 📅 2026-11-20\n", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes no such names")
    (vault / "mdnetwork.toml").write_text('list = "Follow-ups"\n', encoding="utf-8")
    assert call("--write").status == 0
    written = lines(vault)
    assert all(line.isprintable() for line in written)
    (link,) = [line for line in written if ".md):" in line]
    assert "(A%" in link
    assert json.loads(call("--json", "check").stdout) == []
    ticked = [line.replace("- [ ]", "- [x]") if line == link else line for line in written]
    (vault / "Follow-ups.md").write_text("\n".join(ticked), encoding="utf-8")
    assert call("--write").status == 0
    assert "- [x] send the map" in note.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_name_keeps_no_look_back_from_being_written(vault: Path, name: str) -> None:
    odd = (
        f"---\ntype: person\nname: {json.dumps(name)}\nneeds: [maps]\ncadence: 2w\n---\n"
        f"## Log\n- 2026-09-01 call: {json.dumps(name)} sent the map #got\n- 2026-10-10 lunch with [[Gina Mori]]\n"
    )
    (vault / "People" / "Odd.md").write_text(odd, encoding="utf-8")
    said = call("review", "--write")
    assert (said.status, "Traceback" in said.stderr) == (0, False)
    written = next(path for path in vault.glob("*.md") if "mdnet:begin review" in path.read_text(encoding="utf-8"))
    assert all(line.isprintable() for line in lines(vault, written.name))
    assert call("review", "--write").status == 0
