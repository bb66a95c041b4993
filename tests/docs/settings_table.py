"""The table of settings in docs/settings.md, made from the schema: `python tests/docs/settings_table.py` writes it."""

from __future__ import annotations

from pathlib import Path

from mdnetwork.config import SCHEMA

DOCUMENT = Path(__file__).parent.parent.parent / "docs" / "settings.md"
BEGIN, END = "<!-- table: made by tests/docs/settings_table.py -->", "<!-- end of table -->"


def table() -> str:
    rows = [f"| `{key.name}` | {key.form.words} | `{key.default}` | {key.meaning} |" for key in SCHEMA]
    return "\n".join(["| key | form | default | meaning |", "| --- | --- | --- | --- |", *rows])


def written() -> str:
    return DOCUMENT.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0].strip()


if __name__ == "__main__":
    text = DOCUMENT.read_text(encoding="utf-8")
    head, tail = text.partition(BEGIN)[0], text.partition(END)[2]
    DOCUMENT.write_text(f"{head}{BEGIN}\n\n{table()}\n\n{END}{tail}", encoding="utf-8", newline="\n")
