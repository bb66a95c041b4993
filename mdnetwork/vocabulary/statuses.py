"""How people write that someone is not to be followed up, folded."""

from __future__ import annotations

from typing import cast

from mdnetwork.model import Status
from mdnetwork.vocabulary.languages import table, words_of

STATUSES = cast("dict[str, Status]", table("statuses"))
"""Words, with `-` and `_` as spaces -> status."""

YES = words_of("switches", "yes")
"""Words for yes in a boolean field, folded."""
NO = words_of("switches", "no") | {""}
"""Words for no in a boolean field, folded."""
