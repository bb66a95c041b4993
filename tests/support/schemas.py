"""The JSON Schemas of the package, and an answer held to one of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
from referencing import Registry
from referencing.jsonschema import DRAFT202012

import mdnetwork

SCHEMAS = Path(mdnetwork.__file__).parent / "schemas"
FURTHER = {"type": ["string", "null"], "description": "A further text field of the note."}
"""What a person may have besides the keys that a schema names: a row of `fields.py` needs no key there."""


def schema(name: str) -> Any:
    """The schema of a command's answer."""
    return json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))


def hold(name: str, answer: Any) -> None:
    """Raise ValidationError if the answer is not of the schema. Other schemas are found by their `$id`."""
    kind = schema("kind")
    others: Registry[Any] = Registry().with_resource(kind["$id"], DRAFT202012.create_resource(kind))
    format_checker = jsonschema.FormatChecker()
    jsonschema.Draft202012Validator(schema(name), registry=others, format_checker=format_checker).validate(answer)
