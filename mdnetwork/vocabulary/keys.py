"""The keys that people write in front matter and inline fields, and what each means (vault-format, section 2)."""

from __future__ import annotations

from functools import lru_cache

from mdnetwork.names import fold
from mdnetwork.vocabulary.languages import NEUTRAL, entries, listed, section, table

KEYS: dict[str, tuple[str, ...]] = {}
"""Canonical meaning -> keys as written. Keys are compared folded."""
for _meaning, _keys in entries("keys"):
    KEYS[_meaning] = (*KEYS.get(_meaning, ()), *_keys)

VCARD: dict[str, str] = {key: meaning for meaning, keys in section(NEUTRAL, "vcard").items() for key in listed(keys)}
"""Keys that count only in capitals, as in vCard. EMAIL[HOME] and TEL[CELL] mean the same as EMAIL and TEL."""
_MEANINGS = {key.replace("-", "").replace("_", "").replace(" ", ""): meaning for key, meaning in table("keys").items()}
_BEGINNINGS = table("key-beginnings")
_ENDINGS = table("key-endings")
_PREFIXES = tuple(listed(section(NEUTRAL, "key-prefixes").get("prefixes", "")))


def folded(key: str) -> str:
    """The form for comparing keys: without case, accents, `-`, `_` and spaces."""
    return fold(key).replace("-", "").replace("_", "").replace(" ", "")


@lru_cache(4096)
def meaning_of(key: str) -> str | None:
    """The meaning of a key: "last_contact" for `Last Contact`, `lastContacted` and `prm-last-contact`; or None."""
    if key.isupper():
        meaning = _vcard(key)
        if meaning:
            return meaning
    plain = folded(key)
    meaning = _MEANINGS.get(plain)
    if meaning is not None:
        return meaning
    for beginning, meaning in _BEGINNINGS.items():
        if plain.startswith(beginning):
            return meaning
    for ending, meaning in _ENDINGS.items():
        if plain.endswith(ending):
            return meaning
    for prefix in _PREFIXES:
        rest = key[len(prefix) + 1 :]
        if rest and fold(key).startswith((f"{prefix}-", f"{prefix}_", f"{prefix} ")):
            return meaning_of(rest)
    return None


def _vcard(key: str) -> str | None:
    if key.startswith("ADR") and key.endswith("LOCALITY"):
        return "place"
    name, bracket, _ = key.partition("[")
    return VCARD.get(name if bracket else key)
