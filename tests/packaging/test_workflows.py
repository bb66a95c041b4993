"""The workflows run make targets only, so that each step can be tried on any machine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
TARGETS = {*re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)}


def steps(workflow: Path) -> Iterator[dict[str, Any]]:
    for job in yaml.safe_load(workflow.read_text(encoding="utf-8"))["jobs"].values():
        yield from job["steps"]


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_each_step_is_an_action_or_a_make_target(workflow: Path) -> None:
    for command in [step["run"] for step in steps(workflow) if "uses" not in step]:
        make, *words = re.sub(r'"[^"]*"', "", command).split()
        assert make == "make"
        targets = [word for word in words if "=" not in word]
        assert targets
        assert {*targets} <= TARGETS


def test_the_matrix_has_every_system_and_every_python_since_the_oldest_that_is_allowed() -> None:
    matrix = yaml.safe_load((ROOT / ".github/workflows/test.yml").read_text("utf-8"))["jobs"]["test"]["strategy"][
        "matrix"
    ]
    assert {name.partition("-")[0] for name in matrix["os"]} == {"ubuntu", "macos", "windows"}
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    (oldest,) = re.findall(r'requires-python = ">=3\.(\d+)"', project)
    assert matrix["python"] == [f"3.{minor}" for minor in range(int(oldest), 15)]
    assert matrix["python"] == re.findall(r'"Programming Language :: Python :: (3\.\d+)"', project)
