"""The language of a few words, by the small words that every text has."""

from __future__ import annotations

from mdnetwork.lazy import lazy_pattern
from mdnetwork.vocabulary.languages import codes, listed, pattern, section, words_of

_TONGUES = {code: frozenset(listed(section(code, "tongue").get("words", ""))) for code in codes()}
_INFINITIVES = {
    code: lazy_pattern(rf"(?=\w{{6}}){pattern(words_of('tongue', 'infinitives', code))}\b") for code in codes()
}
_WORD = lazy_pattern(r"[^\W\d_]+")


def tongue(text: str) -> str:
    """The language of a short text by its function words: "en", "it", or "" if undecided."""
    words = [word.lower() for word in _WORD.findall(text)]
    counts = {code: sum(word in known for word in words) for code, known in _TONGUES.items()}
    most = max(counts.values())
    if not most:
        return next((code for code, infinitive in _INFINITIVES.items() if infinitive.match(text.lower())), "")
    found = [code for code, count in counts.items() if count == most]
    return found[0] if len(found) == 1 else ""
