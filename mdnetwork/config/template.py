"""Settings: the commented `mdnetwork.toml` that `mdnet init` writes: every key is in it, most of them as comments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from mdnetwork.config.schema import SCHEMA, Key

_HEAD = (
    "# mdnetwork: settings of this vault. Everything has a default; take away a # to set a key.",
    "# What each key does is told in docs/settings.md.",
)
_EXAMPLES = {
    "date_order": '"dmy"',
    "people_folders": '["Team", "Alumni"]',
    "log_headings": '["Talks"]',
    "ignore": '["Archive/", "*.draft.md"]',
    "default_cadence": '"6 months"',
    "keys": '{ spoke_on = "last_contact" }',
    "circle_sizes": "{ core = 5, close = 15 }",
    "cadence.tags": '{ mentor = "2 months" }',
    "cadence.folders": '{ "People/Work" = "quarterly" }',
    "drafts": '"Templates/Drafts"',
    "feed.alarm": "9",
    "feed.vault_name": '"My vault"',
    "feed.source": '"https://calendar.example.org/feed.ics"',
}
_BAND = '"4w..6w"'


def template(circles: Sequence[str] = (), fresh_from: date | None = None) -> str:
    """The text of a new `mdnetwork.toml`: `circles` of the vault as commented bands, `fresh_from` set if given."""
    blocks = [*_HEAD, ""]
    for table, keys in groupby(_ordered(), key=_table):
        blocks += [f"[{table}]"] if table else []
        for key in keys:
            blocks += _lines(key, circles, fresh_from)
    return "\n".join(
        [*blocks, "# Further feeds change what they name of [feed].", "# [feeds.work]", '# tags = ["work"]', ""]
    )


def _ordered() -> list[Key]:
    """Plain keys first: in TOML what follows a table's head belongs to that table."""
    return sorted((key for key in SCHEMA if key.name != "circles"), key=lambda key: "." in key.name) + [
        key for key in SCHEMA if key.name == "circles"
    ]


def _table(key: Key) -> str:
    return "circles" if key.name == "circles" else key.name.rpartition(".")[0]


def _lines(key: Key, circles: Sequence[str], fresh_from: date | None) -> Iterator[str]:
    yield f"# {key.meaning}"
    if key.name == "circles":
        yield from (f"# {_quoted(circle)} = {_BAND}" for circle in circles or ("core",))
    elif key.name == "fresh_from" and fresh_from:
        yield f"fresh_from = {fresh_from.isoformat()}"
    else:
        example = _EXAMPLES.get(key.name, key.default)
        yield f"# {key.name.rpartition('.')[2]} = {'2026-11-23' if key.name == 'fresh_from' else example}"
    yield ""


def _quoted(name: str) -> str:
    if name.isascii() and name.replace("-", "").replace("_", "").isalnum():
        return name
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
