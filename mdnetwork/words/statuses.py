"""Words: how people write that someone is not to be followed up, folded."""

from __future__ import annotations

from typing import cast

from mdnetwork.model import Status
from mdnetwork.words.languages import table, words_of

STATUSES = cast("dict[str, Status]", table("statuses"))
"""Word or words, `-` and `_` as spaces -> status."""

YES = words_of("switches", "yes")
"""Ways to say yes in a field that is a switch, folded."""
NO = words_of("switches", "no") | {""}
"""Ways to say no in a field that is a switch, folded."""
