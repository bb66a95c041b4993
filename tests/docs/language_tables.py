"""The tables of words in docs/vault-format.md, made from the TOML files: `python tests/docs/language_tables.py`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from mdnetwork.vocabulary.languages import NEUTRAL, codes, listed, section

DOCUMENT = Path(__file__).parent.parent.parent / "docs" / "vault-format.md"
BEGIN, END = "<!-- tables: made by tests/docs/language_tables.py -->", "<!-- end of tables -->"
LANGUAGES = {code: listed(section("en", "languages").get(code, code))[0] for code in codes()} | {
    NEUTRAL: "any language"
}
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
        sections = [section(code, name) for code in LANGUAGES]
        for meaning in dict.fromkeys(meaning for each in sections for meaning in each):
            words = [", ".join(f"`{word}`" for word in listed(each.get(meaning, ""))) for each in sections]
            rows.append(f"| {meaning} | {' | '.join(words)} |")
    columns = ["", *LANGUAGES.values()]
    return "\n".join([f"| {' | '.join(columns)} |", f"| {' | '.join('---' for _ in columns)} |", *rows])


def tables() -> str:
    return "\n\n".join(f"### {title}\n\n{table(*names)}" for title, names in TABLES.items())


def written() -> str:
    return DOCUMENT.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0].strip()


if __name__ == "__main__":
    text = DOCUMENT.read_text(encoding="utf-8")
    head, tail = text.partition(BEGIN)[0], text.partition(END)[2]
    DOCUMENT.write_text(f"{head}{BEGIN}\n\n{tables()}\n\n{END}{tail}", encoding="utf-8", newline="\n")
