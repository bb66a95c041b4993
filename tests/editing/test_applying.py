"""A plan is applied whole or not at all, on the notes as they are, and nowhere else."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from mdnetwork.editing.changes import KEPT, Edit, Journal, Plan, apply, undo
from mdnetwork.errors import EditRefused, OutputError, VaultError
from mdnetwork.vault import Vault
from support.paths import environment

fcntl: Any = import_module("fcntl") if os.name == "posix" else None
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
    with pytest.raises(VaultError, match=f"Changed since, so nothing was undone: {path}"):
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


class Stale(Journal):
    """A journal that looked for the last number before another process wrote down its step."""

    def _numbers(self) -> list[int]:
        return []


def test_no_process_takes_the_record_of_another(root: Path, tmp_path: Path) -> None:
    state = tmp_path / "state"
    plans = [Plan(f"step {number}", (Edit("a.md", b"a", b"b"),)) for number in range(4)]
    Journal(root, state).record(plans[0])
    assert [Stale(root, state).record(plan).number for plan in plans[1:]] == [2, 3, 4]
    assert [step.title for step in Journal(root, state).steps()] == ["step 3", "step 2", "step 1", "step 0"]


def test_a_record_that_cannot_be_written_takes_no_other_with_it(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Journal(root, tmp_path / "state").record(Plan("first", (Edit("a.md", b"a", b"b"),)))
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="so nothing was written"):
        Stale(root, tmp_path / "state").record(Plan("second", ()))
    assert [step.title for step in Journal(root, tmp_path / "state").steps()] == ["first"]


def full(_descriptor: int) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("recorded", [True, False], ids=["recorded", "not recorded"])
@pytest.mark.parametrize(
    "edits",
    [
        (Edit("new.md", None, b"new\n"),),
        (Edit("new/deep/er/new.md", None, b"new\n"),),
        (Edit("Ada.jpg", None, b"\xff\xd8"), Edit("new/Ada.md", None, b"# Ada\n")),
        (more("a.md", b"a\n"), Edit("new/x.md", None, b"x\n"), Edit("c.md", b"c\n", b"c\n", to="other/c.md")),
    ],
    ids=["a note", "folders", "a photo", "more than that"],
)
def test_a_full_disk_leaves_nothing_of_a_new_note(
    vault: Vault,
    root: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    edits: tuple[Edit, ...],
    recorded: bool,
) -> None:
    before = everything(root)
    journal = Journal(root, tmp_path / "state") if recorded else None
    real, left = os.fsync, sum(not edit.to for edit in edits) - 1 + recorded  # a move needs no room

    def fills(descriptor: int) -> None:
        nonlocal left
        left -= 1
        if left == -1:  # what is smaller has room: the note that was replaced before can be put back
            full(descriptor)
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fills)
    with pytest.raises(
        VaultError, match=r"cannot be written: no space left on device. (No note was made|It is unchanged)."
    ):
        apply(vault, Plan("x", edits), journal)
    assert everything(root) == before
    assert Journal(root, tmp_path / "state").steps() == []


def everything(root: Path) -> set[tuple[str, bytes]]:
    """Every file and folder, hidden ones too."""
    return {
        (each.relative_to(root).as_posix(), each.read_bytes() if each.is_file() else b"/") for each in root.rglob("*")
    }


@posix
def test_a_new_note_is_whole_from_the_beginning(vault: Vault, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, seen = os.fsync, list[dict[str, bytes]]()

    def looked_at(descriptor: int) -> None:
        real(descriptor)
        seen.append({name: data for name, data in contents(root).items() if not name.startswith(".mdnet-")})

    monkeypatch.setattr(os, "fsync", looked_at)
    before = contents(root)
    apply(vault, Plan("x", (Edit("new.md", None, b"new\n" * 100_000),)), None)
    assert seen == [before]
    assert contents(root) == before | {"new.md": b"new\n" * 100_000}
    old = os.umask(0o027)
    try:
        apply(vault, Plan("x", (Edit("narrow.md", None, b"x"),)), None)
    finally:
        os.umask(old)
    assert stat.S_IMODE((root / "narrow.md").stat().st_mode) == 0o640


@posix
@pytest.mark.parametrize("links", [True, False], ids=["links", "no links"])
@pytest.mark.parametrize("edit", [Edit("new.md", None, b"ours\n"), Edit("a.md", b"a\n", b"a\n", to="new.md")])
def test_what_somebody_else_made_meanwhile_stays(
    vault: Vault, journal: Journal, root: Path, monkeypatch: pytest.MonkeyPatch, *, links: bool, edit: Edit
) -> None:
    """An editor makes a note of the same name in the last moment before ours gets its name."""
    real = os.link

    def late(source: Path, target: Path) -> None:
        (root / "new.md").write_bytes(b"theirs\n")
        if not links:
            raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))
        real(source, target)

    before = contents(root)
    monkeypatch.setattr(os, "link", late)
    with pytest.raises(VaultError, match=r"new.md already exists and was left alone"):
        apply(vault, Plan("x", (edit,)), journal)
    assert contents(root) == before | {"new.md": b"theirs\n"}
    assert journal.steps() == []


def no_links(_source: Path, _target: Path) -> None:
    raise OSError(errno.EOPNOTSUPP, os.strerror(errno.EOPNOTSUPP))


@posix
def test_where_files_have_one_name_only(
    vault: Vault, journal: Journal, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", no_links)
    before = everything(root)
    edits = (Edit("new/n.md", None, b"n\n"), Edit("a.md", b"a\n", b"A\n", to="new/a.md"))
    apply(vault, Plan("x", edits), journal)
    assert contents(root) == {"b.md": b"b\n", "c.md": b"c\n", "new/n.md": b"n\n", "new/a.md": b"A\n"}
    undo(vault, journal.steps()[0])
    assert everything(root) == before

    def stuck(*_paths: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(Path, "replace", stuck)
    for edit in edits[:1], (Edit("a.md", b"a\n", b"a\n", to="new/a.md"),):
        with pytest.raises(VaultError, match="cannot be written: input/output error"):
            apply(vault, Plan("x", edit), journal)
        assert everything(root) == before


@posix
def test_a_link_moves_as_a_link(vault: Vault, root: Path) -> None:
    (root / "link.md").symlink_to("a.md")
    vault.move("link.md", "moved.md")
    assert (root / "moved.md").readlink() == Path("a.md")
    (root / "other.md").symlink_to("b.md")
    with pytest.raises(VaultError, match="already exists"):
        vault.move("moved.md", "other.md")
    assert (root / "moved.md").readlink() == Path("a.md")


@posix
def test_an_edit_in_the_last_moment_is_kept(
    vault: Vault, journal: Journal, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An editor saves while ours goes to the disk: in place, by renaming, by deleting."""
    real = os.fsync
    note = root / "a.md"
    saves: Iterator[Callable[[], object]] = iter(
        [lambda: note.write_bytes(b"in place\n"), lambda: rename_over(note, b"renamed\n")]
    )

    def saving(descriptor: int) -> None:
        real(descriptor)
        if list(root.glob(".mdnet-*")):
            next(saves, lambda: None)()

    monkeypatch.setattr(os, "fsync", saving)
    with pytest.raises(VaultError, match="keeps changing"):
        apply(vault, Plan("x", (more("a.md", b"a\n"),)), journal)
    assert (root / "a.md").read_bytes() == b"renamed\n"
    assert apply(vault, Plan("x", (more("a.md", b"a\n"),)), journal).edits[0].after == b"renamed\nmore\n"
    saves = iter([(root / "a.md").unlink])
    with pytest.raises(VaultError, match="is gone"):
        apply(vault, Plan("x", (more("a.md", b"renamed\nmore\n"),)), journal)
    assert contents(root) == {"b.md": b"b\n", "c.md": b"c\n"}
    assert len(journal.steps()) == 1


def rename_over(target: Path, data: bytes) -> None:
    beside = target.with_name("editor.tmp")
    beside.write_bytes(data)
    beside.replace(target)


def test_what_cannot_be_put_back_stays_recorded(vault: Vault, journal: Journal, root: Path) -> None:
    """The second edit fails, and meanwhile the first note is changed by somebody else."""

    class Disturbed(Vault):
        def create(self, path: str, data: bytes) -> None:
            super().create(path, data)
            (root / "a.md").write_bytes(b"else\n")
            raise VaultError("The disk went.")

    edits = (more("a.md", b"a\n"), Edit("d.md", None, b"d\n"))
    with pytest.raises(
        VaultError, match=r"The disk went. These notes were written before and could not be put back: a.md"
    ):
        apply(Disturbed(root), Plan("x", edits), journal)
    assert len(journal.steps()) == 1
    (root / "a.md").write_bytes(b"a\nmore\n")
    undo(vault, journal.steps()[0])
    assert contents(root) == {"a.md": b"a\n", "b.md": b"b\n", "c.md": b"c\n"}


@pytest.mark.parametrize("done", [True, False])
def test_an_interrupted_step_is_taken_back(vault: Vault, journal: Journal, root: Path, done: bool) -> None:
    class Interrupted(Vault):
        def create(self, path: str, data: bytes) -> None:
            if done:
                super().create(path, data)
            raise KeyboardInterrupt

    before = everything(root)
    edits = (more("a.md", b"a\n"), Edit("new/d.md", None, b"d\n"))
    with pytest.raises(KeyboardInterrupt):
        apply(Interrupted(root), Plan("x", edits), journal)
    assert everything(root) == before
    assert journal.steps() == []


@posix
def test_leftovers_are_swept_and_nothing_else(vault: Vault, root: Path, tmp_path: Path) -> None:
    name = ".mdnet-0123456789abcdef.tmp"
    (tmp_path / "out.md").write_bytes(b"out")
    (root / "deep" / "er").mkdir(parents=True)
    theirs = (".mdnet-1.tmp", ".mdnet-0123456789ABCDEF.tmp", "mdnet-0123456789abcdef.tmp", f"{name}.md", ".x.tmp")
    for file in theirs:
        (root / "deep" / file).write_bytes(b"theirs")
    (root / "b" / name).parent.mkdir()
    (root / "b" / name).symlink_to(tmp_path / "out.md")
    (root / "c" / name).mkdir(parents=True)
    (root / ".trash").mkdir()
    before = everything(root)
    for folder in ("", "deep", "deep/er"):
        (root / folder / name).write_bytes(b"half")
    vault.sweep()
    assert everything(root) > before
    vault.scan()
    vault.sweep()
    assert everything(root) == before
    assert (tmp_path / "out.md").read_bytes() == b"out"


@posix
def test_a_temporary_file_in_use_is_no_leftover(root: Path) -> None:
    """Another process is writing a note, and this one sweeps at every call that the other makes."""
    program = textwrap.dedent("""
        import os, sys
        from pathlib import Path
        from mdnetwork.vault import Vault
        from mdnetwork.vault.writing import replace_file, write_if_changed
        vault = Vault(Path(sys.argv[1]))
        real = os.fsync
        def waits(descriptor):
            real(descriptor)
            print("there", flush=True)
            sys.stdin.readline()
        os.fsync = waits
        vault.replace("a.md", b"a\\n", b"A\\n")
        vault.create("d.md", b"d\\n")
        vault.write_if_changed(Path(sys.argv[1]) / "feed.ics", b"feed")
    """)
    command = [sys.executable, "-c", program, str(root)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        vault, met = Vault(root), 0
        while process.stdout.readline():
            met += 1
            vault.scan()
            assert len(vault._leftovers) == 1
            vault.sweep()
            process.stdin.write("go\n")
            process.stdin.flush()
    assert (met, process.returncode) == (3, 0)
    assert contents(root) == {"a.md": b"A\n", "b.md": b"b\n", "c.md": b"c\n", "d.md": b"d\n", "feed.ics": b"feed"}


@posix
def test_a_file_taken_for_a_leftover_is_made_again(vault: Vault, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody sweeps in the moment between the making of a temporary file and its lock."""
    real, swept = fcntl.flock, list[Path]()

    def late(descriptor: int, how: int) -> None:
        if not swept:
            swept.extend(root.glob(".mdnet-*.tmp"))
            swept[0].unlink()
        real(descriptor, how)

    monkeypatch.setattr(fcntl, "flock", late)
    vault.create("d.md", b"d\n")
    assert len(swept) == 1
    assert contents(root) == {"a.md": b"a\n", "b.md": b"b\n", "c.md": b"c\n", "d.md": b"d\n"}


@posix
def test_where_nothing_can_be_locked_files_are_written_all_the_same(
    vault: Vault, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(_descriptor: int, _how: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", unknown)
    vault.create("d.md", b"d\n")
    (root / ".mdnet-0123456789abcdef.tmp").write_bytes(b"perhaps in use")
    vault.scan()
    vault.sweep()
    assert (root / ".mdnet-0123456789abcdef.tmp").exists()
    assert (root / "d.md").read_bytes() == b"d\n"


@posix
@pytest.mark.slow
@pytest.mark.parametrize(
    ("what", "links"),
    [*((what, "links") for what in ("much", "rename", "undo")), *((what, "no links") for what in ("much", "undo"))],
)
def test_whatever_is_killed_is_taken_back(tmp_path: Path, what: str, links: str) -> None:
    """Before each call that writes: see killed_writing.py. `much` makes, changes, moves and removes notes; `rename`
    is what one command does. All others write through the same door (test_one_door.py).
    """
    said = subprocess.run(
        [sys.executable, "-m", "support.killed_writing", tmp_path, what, links],
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
    )
    assert said.stderr == ""
    calls, recorded, leftovers = map(int, said.stdout.split())
    assert calls > 20
    assert 5 < recorded < calls
    assert leftovers > 0
