"""The wheel: it has what the program needs and nothing else, and does its job where only it is installed."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from zipfile import ZipFile

import pytest

from support.sentences import named_pages
from support.small_vault import NOTES
from support.vaults import write

ROOT = Path(__file__).parent.parent.parent

pytestmark = pytest.mark.slow


def ran(*command: str | Path, environment: Mapping[str, str] | None = None) -> str:
    """What the command wrote. A command that fails fails the test, with what it said."""
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    ran(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_has_the_package_as_it_is_here(wheel: Path) -> None:
    with ZipFile(wheel) as file:
        packed = {name for name in file.namelist() if not PurePosixPath(name).parts[0].endswith(".dist-info")}
    pages = ran("git", "ls-files", "docs/*.md", "docs/*.plist", "docs/*.service").splitlines()
    tracked = {*ran("git", "ls-files", "mdnetwork").splitlines(), *(f"mdnetwork/{page}" for page in pages)}
    assert packed == tracked


def test_the_wheel_has_modules_and_few_kinds_of_data(wheel: Path) -> None:
    with ZipFile(wheel) as file:
        found = {
            (PurePosixPath(name).parts[1], PurePosixPath(name).suffix)
            for name in file.namelist()
            if name.startswith("mdnetwork/") and not name.endswith((".py", "/py.typed"))
        }
    assert found == {
        *(("docs", suffix) for suffix in (".md", ".plist", ".service")),
        ("drafts", ".txt"),
        ("exchange", ".toml"),
        ("languages", ".json"),
        ("languages", ".toml"),
        ("locale", ".mo"),
        ("locale", ".po"),
        ("schemas", ".json"),
        *(("web", suffix) for suffix in (".css", ".html", ".js", ".svg")),
    }


class Installed(NamedTuple):
    """The commands of an environment that has the wheel."""

    scripts: Path
    environment: Mapping[str, str]

    def run(self, name: str, *arguments: str | Path) -> str:
        return ran(self.scripts / name, *arguments, environment=self.environment)


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The environment has the wheel, and borrows the libraries of this one; the package here is not seen."""
    folder = tmp_path_factory.mktemp("installed")
    home = folder / "environment"
    venv.create(home, with_pip=False)
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    target = sysconfig.get_path("purelib", "venv", {"base": str(home), "platbase": str(home)})
    ran(sys.executable, "-m", "pip", "--python", home, "install", "--no-deps", "--no-index", "--quiet", wheel)
    (Path(target) / "borrowed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    own = {name: str(folder / "home") for name in ("HOME", "USERPROFILE", "LOCALAPPDATA")}
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MDNET_", "PYTHON"))} | own
    found = Installed(scripts, environment)
    where = found.run("python", "-P", "-c", "import mdnetwork; print(mdnetwork.__file__)")
    assert Path(where.strip()).is_relative_to(home)
    return found


def test_an_installed_wheel_does_the_main_job(installed: Installed, tmp_path: Path) -> None:
    vault = write(tmp_path / "vault", NOTES)
    asked = ("--vault", vault, "--today", "2026-11-23")
    due, again = (installed.run(name, *asked, "due") for name in ("mdnet", "mdnetwork"))
    assert "Ada Loughton" in due
    assert again == due
    installed.run("mdnet", *asked, "feed", "-o", tmp_path / "feed.ics")
    assert (tmp_path / "feed.ics").read_text(encoding="utf-8").startswith("BEGIN:VCALENDAR")


def test_an_installed_wheel_prints_every_page_that_a_message_names(installed: Installed) -> None:
    program = "import sys; from mdnetwork.cli import main; sys.exit(max(main(['help', name]) for name in sys.argv[1:]))"
    printed = installed.run("python", "-P", "-X", "utf8", "-c", program, *sorted(named_pages()))
    assert printed == "".join((ROOT / "docs" / f"{name}.md").read_text("utf-8") for name in sorted(named_pages()))
