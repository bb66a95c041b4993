"""A plan is applied whole or not at all, on the notes as they are, and nowhere else."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from mdnetwork.errors import EditRefused, OutputError, VaultError
from mdnetwork.vault import Vault
from mdnetwork.writing import Edit, Plan
from mdnetwork.writing.applying import apply, undo
from mdnetwork.writing.journal import KEPT, Journal

posix = pytest.mark.skipif(os.name != "posix", reason="permissions and links are POSIX's")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "vault"
    root.mkdir()
    for name in "abc":
        (root / f"{name}.md").write_bytes(name.encode() + b"\n")
    return root


@pytest.fixture
def vault(root: Path) -> Vault:
    return Vault(root)


@pytest.fixture
def journal(root: Path, tmp_path: Path) -> Journal:
    return Journal(root, tmp_path / "state")


def more(path: str, before: bytes) -> Edit:
    return Edit.of(path, before, lambda data: data + b"more\n")


def contents(root: Path) -> dict[str, bytes]:
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in root.rglob("*") if file.is_file()}


def test_a_note_that_changed_meanwhile_is_edited_as_it_is_now(vault: Vault, journal: Journal, root: Path) -> None:
    plan = Plan("x", (more("a.md", b"a\n"),))
    (root / "a.md").write_bytes(b"else\n")
    assert apply(vault, plan, journal).edits[0].after == b"else\nmore\n"
    assert (root / "a.md").read_bytes() == b"else\nmore\n"
    undo(vault, journal.steps()[0])
    assert (root / "a.md").read_bytes() == b"else\n"


def test_an_edit_that_cannot_be_made_anew_is_given_up(vault: Vault, journal: Journal, root: Path) -> None:
    plan = Plan("x", (Edit("b.md", b"b\n", b"c\n"), Edit("a.md", b"a\n", b"b\n")))
    (root / "a.md").write_bytes(b"else\n")
    with pytest.raises(VaultError, match=r"a.md changed in the meantime and was left alone. Run the command again."):
        apply(vault, plan, journal)
    assert contents(root) == {"a.md": b"else\n", "b.md": b"b\n", "c.md": b"c\n"}
    assert journal.steps() == []


def test_a_note_that_never_stands_still_is_given_up(vault: Vault, journal: Journal, root: Path) -> None:
    def unstable(data: bytes) -> bytes:
        (root / "a.md").write_bytes(data + b".")  # another program saves while we edit
        return data + b"more\n"

    with pytest.raises(VaultError, match="keeps changing"):
        apply(vault, Plan("x", (Edit("a.md", b"?", b"", make=unstable),)), journal)
    assert b"more" not in (root / "a.md").read_bytes()
    assert journal.steps() == []


def test_what_makes_no_sense_any_more_is_refused(vault: Vault, root: Path) -> None:
    def refused(_data: bytes) -> bytes:
        raise EditRefused("No.")

    with pytest.raises(EditRefused):
        apply(vault, Plan("x", (more("b.md", b"b\n"), Edit("a.md", b"?", b"", make=refused))), None)
    assert contents(root) == {"a.md": b"a\n", "b.md": b"b\n", "c.md": b"c\n"}


@pytest.mark.parametrize(
    "last",
    [
        Edit("b.md", None, b"new\n"),
        Edit("gone.md", b"x", None),
        Edit("c.md", b"c\n", b"c\n", to="b.md"),
        Edit("../out.md", None, b"x"),
    ],
    ids=["there already", "gone", "in the way", "outside"],
)
def test_all_or_nothing(vault: Vault, journal: Journal, root: Path, last: Edit) -> None:
    before = contents(root)
    first = (more("a.md", b"a\n"), Edit("new/d.md", None, b"d\n"), Edit("c.md", b"c\n", b"C\n", to="new/c.md"))
    tail = Edit("new/c.md", b"C\n", b"C\n", to="b.md") if last.path == "c.md" else last
    with pytest.raises(VaultError):
        apply(vault, Plan("x", (*first, tail)), journal)
    assert contents(root) == before
    assert journal.steps() == []
    assert not (root.parent / "out.md").exists()


def test_a_step_over_many_notes_is_taken_back(vault: Vault, journal: Journal, root: Path) -> None:
    before = contents(root)
    edits = (
        more("a.md", b"a\n"),
        Edit("b.md", b"b\n", None),
        Edit("c.md", b"c\n", b"C\n", to="new/B.md"),
        Edit("d.md", None, b"d\n"),
    )
    applied = apply(vault, Plan("much", edits), journal)
    assert contents(root) == {"a.md": b"a\nmore\n", "new/B.md": b"C\n", "d.md": b"d\n"}
    assert applied.paths == ("a.md", "b.md", "new/B.md", "d.md")
    step = journal.steps()[0]
    assert (step.title, step.paths) == ("much", ("a.md", "b.md", "c.md", "new/B.md", "d.md"))
    undo(vault, step)
    assert contents(root) == before
    undo(vault, step)  # once more is nothing
    assert contents(root) == before


@pytest.mark.parametrize("path", ["a.md", "new/B.md", "d.md", "c.md", "b.md"])
def test_what_changed_since_is_named_and_nothing_is_done(vault: Vault, journal: Journal, root: Path, path: str) -> None:
    edits = (
        more("a.md", b"a\n"),
        Edit("b.md", b"b\n", None),
        Edit("c.md", b"c\n", b"C\n", to="new/B.md"),
        Edit("d.md", None, b"d\n"),
    )
    apply(vault, Plan("much", edits), journal)
    (root / path).write_bytes(b"since\n")
    after = contents(root)
    with pytest.raises(VaultError, match=f"Changed since, so nothing was taken back: {path}"):
        undo(vault, journal.steps()[0])
    assert contents(root) == after


def test_a_name_may_change_its_case_alone(vault: Vault, journal: Journal, root: Path) -> None:
    apply(vault, Plan("case", (Edit("a.md", b"a\n", b"A\n", to="A.md"),)), journal)
    assert sorted(file.name for file in root.iterdir()) == ["A.md", "b.md", "c.md"]
    undo(vault, journal.steps()[0])
    assert sorted(file.name for file in root.iterdir()) == ["a.md", "b.md", "c.md"]
    assert (root / "a.md").read_bytes() == b"a\n"


@posix
def test_nothing_is_written_through_a_link_that_leads_out(vault: Vault, root: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "x.md").write_bytes(b"x\n")
    (root / "way").symlink_to(tmp_path / "out")
    (root / "link.md").symlink_to(tmp_path / "out" / "x.md")
    for edit in (
        Edit("way/x.md", b"x\n", b"y\n"),
        Edit("way/new.md", None, b"y\n"),
        Edit("way/x.md", b"x\n", None),
        Edit("a.md", b"a\n", b"a\n", to="way/a.md"),
        Edit("link.md", b"x\n", b"y\n"),
    ):
        with pytest.raises(VaultError):
            apply(vault, Plan("x", (edit,)), None)
    assert contents(tmp_path / "out") == {"x.md": b"x\n"}


@posix
def test_permissions_and_attributes_stay(vault: Vault, root: Path) -> None:
    file = root / "a.md"
    file.chmod(0o640)
    kept = {}
    if hasattr(os, "setxattr"):
        try:
            os.setxattr(file, "user.note", b"mine")
            kept = {"user.note": b"mine"}
        except OSError:
            kept = {}
    apply(vault, Plan("x", (more("a.md", b"a\n"),)), None)
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert {name: os.getxattr(file, name) for name in kept} == kept


@posix
def test_what_undo_needs_is_for_its_owner_alone(vault: Vault, journal: Journal, tmp_path: Path) -> None:
    apply(vault, Plan("x", (more("a.md", b"a\n"),)), journal)
    (folder,) = (tmp_path / "state").iterdir()
    (file,) = folder.iterdir()
    assert (stat.S_IMODE(folder.stat().st_mode), stat.S_IMODE(file.stat().st_mode)) == (0o700, 0o600)


def test_nothing_is_written_that_could_not_be_taken_back(vault: Vault, root: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match="so nothing was written"):
        apply(vault, Plan("x", (more("a.md", b"a\n"),)), Journal(root, tmp_path / "file"))
    assert (root / "a.md").read_bytes() == b"a\n"


def test_the_journal_keeps_a_hundred_and_passes_over_what_is_broken(journal: Journal, tmp_path: Path) -> None:
    for number in range(KEPT + 5):
        journal.record(Plan(f"step {number}", (Edit("a.md", b"a", b"b"),)))
    steps = journal.steps()
    assert [len(steps), steps[0].title, steps[-1].title] == [KEPT, f"step {KEPT + 4}", "step 5"]
    (folder,) = (tmp_path / "state").iterdir()
    max(folder.iterdir()).write_text("{", encoding="utf-8")
    (folder / "x.json").write_text("{}", encoding="utf-8")
    assert journal.steps()[0].title == f"step {KEPT + 3}"
    assert journal.record(Plan("next", ())).number == KEPT + 6


def test_the_journal_forgets_a_name_wherever_it_stands(journal: Journal) -> None:
    journal.record(Plan("log with Ana Lima", (Edit("a.md", b"a", b"b"),)))
    journal.record(Plan("x", (Edit("People/Ana Lima.md", b"a", b"b"),)))
    journal.record(Plan("y", (Edit("b.md", b"call with ANA LIMA", b"b"),)))
    journal.record(Plan("z", (Edit("b.md", b"call with Bo", b"b"),)))
    assert journal.forget(["Ana Lima", ""]) == 3
    assert [step.title for step in journal.steps()] == ["z"]


@posix
@pytest.mark.parametrize("after", [0, 1, 2, 3])
def test_a_step_that_was_killed_half_way_is_taken_back(root: Path, tmp_path: Path, after: int) -> None:
    before = contents(root)
    program = textwrap.dedent("""
        import os, signal, sys
        from pathlib import Path
        from mdnetwork.vault import Vault
        from mdnetwork.writing import Edit, Plan
        from mdnetwork.writing.applying import apply
        from mdnetwork.writing.journal import Journal

        class Killed(Vault):
            left = int(sys.argv[3])
            def _within(self, path):
                if not self.left:
                    os.kill(os.getpid(), signal.SIGKILL)
                self.left -= 1
                return super()._within(path)

        root = Path(sys.argv[1])
        edits = (
            Edit("a.md", b"a\\n", b"A\\n"),
            Edit("d.md", None, b"d\\n"),
            Edit("b.md", b"b\\n", None),
            Edit("c.md", b"c\\n", b"C\\n", to="e.md"),
        )
        apply(Killed(root), Plan("killed", edits), Journal(root, Path(sys.argv[2])))
    """)
    state = tmp_path / "state"
    done = subprocess.run([sys.executable, "-c", program, root, state, str(after)], check=False)
    assert done.returncode == -signal.SIGKILL
    journal = Journal(root, state)
    undo(Vault(root), journal.steps()[0])
    assert contents(root) == before
