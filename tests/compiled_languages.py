"""The compiled form of the language files: `python tests/compiled_languages.py` writes it."""

from __future__ import annotations

import json
from zlib import crc32

from mdnetwork.vocabulary.languages import COMPILED, FOLDER, parsed


def compiled() -> str:
    files = {path.stem: path.read_bytes() for path in sorted(FOLDER.glob("*.toml"))}
    made = {code: [crc32(data), parsed(data)] for code, data in files.items()}
    return json.dumps(made, ensure_ascii=False, indent=0) + "\n"


if __name__ == "__main__":
    COMPILED.write_text(compiled(), encoding="utf-8", newline="\n")
