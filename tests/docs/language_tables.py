"""The tables of words in docs/vault-format.md, made from the TOML files: `python tests/docs/language_tables.py`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from mdnetwork.vocabulary.languages import NEUTRAL, codes, files, listed, section

DOCUMENT = Path(__file__).parent.parent.parent / "docs" / "vault-format.md"
BEGIN, END = "<!-- tables: made by tests/docs/language_tables.py -->", "<!-- end of tables -->"
COLUMNS: Mapping[str, tuple[str, ...]] = {
    **{listed(section("en", "languages").get(code, code))[0]: (code,) for code in codes()},
    "any language": (NEUTRAL,),
    "further languages": tuple(code for code in files() if code not in {*codes(), NEUTRAL}),
}
"""A column for each language that is written too, and one for those that are only read."""
TABLES: Mapping[str, tuple[str, ...]] = {
    "Keys": ("keys",),
    "Headings": ("headings",),
    "Labels in an entry": ("labels",),
    "Columns of a log": ("columns",),
    "Signs": ("tags",),
    "Channels": ("channels.in-person", "channels.online"),
    "Values of `type`": ("notes.types",),
    "Tags of notes": ("notes.tags",),
    "Folders": ("notes.folders",),
    "Statuses": ("statuses",),
}


def table(*names: str) -> str:
    rows = []
    for name in names:
        columns = [[section(code, name) for code in codes] for codes in COLUMNS.values()]
        for meaning in dict.fromkeys(meaning for column in columns for words in column for meaning in words):
            cells = [
                dict.fromkeys(word for words in column for word in listed(words.get(meaning, ""))) for column in columns
            ]
            rows.append(f"| {meaning} | {' | '.join(', '.join(f'`{word}`' for word in cell) for cell in cells)} |")
    return "\n".join([f"| | {' | '.join(COLUMNS)} |", f"|{' --- |' * (len(COLUMNS) + 1)}", *rows])


def tables() -> str:
    return "\n\n".join(f"### {title}\n\n{table(*names)}" for title, names in TABLES.items())


def written() -> str:
    return DOCUMENT.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0].strip()


if __name__ == "__main__":
    text = DOCUMENT.read_text(encoding="utf-8")
    head, tail = text.partition(BEGIN)[0], text.partition(END)[2]
    DOCUMENT.write_text(f"{head}{BEGIN}\n\n{tables()}\n\n{END}{tail}", encoding="utf-8", newline="\n")
