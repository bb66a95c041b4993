"""The JSON of answers comes from the nouns: every row of the forms names a class and values that it has."""

from __future__ import annotations

import ast
import importlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import mdnetwork
from mdnetwork.cli.page import Json
from mdnetwork.dates import PartialDate
from mdnetwork.i18n import texts
from mdnetwork.model import Evidence, Person
from mdnetwork.records import COUNTED, FORMS, NEWS, REJECTED, pick, record

PACKAGE = Path(mdnetwork.__file__).parent
LINE = Evidence(date(2026, 11, 3), "People/Ada.md", 7, "call", rejected="quoted")
ADA = Person("ada", "Ada Loughton", "People/Ada.md")


def noun(name: str) -> Any:
    """The class of this name in the package."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and node.name == name:
                module = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
                return getattr(importlib.import_module(module), name)
    raise LookupError(name)


@pytest.mark.parametrize(
    ("name", "form"),
    [*FORMS.items(), ("Evidence", COUNTED), ("Evidence", REJECTED), ("Exchange", NEWS)],
)
def test_each_form_names_values_that_its_class_has(name: str, form: str) -> None:
    has = {*dir(noun(name)), *getattr(noun(name), "__dataclass_fields__", ())}
    values = [item.removesuffix("?").rpartition("=")[2].partition(".")[0] for item in form.split()]
    assert [value for value in values if value not in has] == []


class Pair(NamedTuple):
    """A noun without a row."""

    person: Person | None
    evidence: tuple[Evidence, ...] | Evidence
    share: float


@dataclass(frozen=True)
class Both:
    """Another one."""

    person: tuple[Person, ...]
    at: datetime
    day: PartialDate
    path: Path


WHO = {"person": "Ada Loughton", "id": "ada", "path": "People/Ada.md"}
PLACE = {"date": "2026-11-03", "path": "People/Ada.md", "line": 7}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (True, True),
        (3, 3),
        (0.12345, 0.123),
        ("", ""),
        (date(2026, 11, 3), "2026-11-03"),
        ({"a": (1, 2)}, {"a": [1, 2]}),
        (ADA, WHO),
        (LINE, PLACE),
        ([LINE], [PLACE]),
        (Pair(ADA, LINE, 1 / 3), {**WHO, "evidence": [PLACE], "share": 0.333}),
        (Pair(None, (), 0.0), {**dict.fromkeys(WHO), "evidence": [], "share": 0.0}),
        (
            Both((ADA, ADA), datetime.fromisoformat("2026-11-03T09:30:00"), PartialDate(12, 10), Path("a/b")),
            {"people": [WHO, WHO], "at": "2026-11-03T09:30:00", "day": "--12-10", "path": str(Path("a/b"))},
        ),
    ],
)
def test_a_value_becomes_json(value: object, expected: object) -> None:
    assert record(value) == expected


def test_a_form_renames_and_makes_empty_values_null() -> None:
    assert pick(LINE, REJECTED) == {"path": "People/Ada.md", "line": 7, "reason": "quoted", "text": "call"}
    assert pick(ADA, "status? name") == {"status": None, "name": "Ada Loughton"}


class Told(NamedTuple):
    """An answer."""

    found: Pair

    def data(self) -> Pair:
        """The answer as JSON."""
        return self.found

    def lines(self, _page: object) -> list[str]:
        """The answer as lines."""
        return []


def test_an_answer_is_written_from_its_nouns() -> None:
    text = Json().written(Told(Pair(ADA, LINE, 0.5)), texts("en"), date(2026, 11, 3))
    assert json.loads(text) == {**WHO, "evidence": [PLACE], "share": 0.5}
