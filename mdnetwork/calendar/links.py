"""Links of an event: to call, to write, to open the note in Obsidian, and to a page of the web."""

from __future__ import annotations

from urllib.parse import quote

_DIGITS = "0123456789"
_KEEPS_ZERO = "39"
"""Italy's country code (ITU-T E.164): its numbers keep their zero."""
_SHORTEST = 3
"""The number of digits in the shortest telephone number (emergency services)."""


def tel(phone: str) -> str:
    """`tel:+390212345` (RFC 3966) for a number as written; "" if it has too few digits.

    The `(0)` of "+44 (0)20 7946 0018" is not dialled from abroad, except in Italy. Words after the number ("ext.
    5") are left out.
    """
    abroad = "+" in phone and not phone.partition("+")[2].startswith(_KEEPS_ZERO)
    dialled = ""
    for char in phone.replace("(0)", "") if abroad else phone:
        if char in _DIGITS or (char == "+" and not dialled):
            dialled += char
        elif char.isalpha() and dialled:
            break
    return f"tel:{dialled}" if len(dialled.lstrip("+")) >= _SHORTEST else ""


def mailto(address: str) -> str:
    """`mailto:ada@example.org` (RFC 6068) for an address as written, also "Ada <ada@example.org>"; "" if invalid."""
    bare = address.rpartition("<")[2].strip(" >").removeprefix("mailto:")
    user, at, host = bare.partition("@")
    return f"mailto:{quote(bare, safe='@+', errors='replace')}" if user and at and host else ""


def obsidian(vault: str, path: str) -> str:
    """`obsidian://open?vault=…&file=…`, percent-encoded as Obsidian requires (slashes too); "" without a vault name."""
    if not vault or not path:
        return ""
    name, file = (quote(text, safe="", errors="replace") for text in (vault, path))
    return f"obsidian://open?vault={name}&file={file}"


def web(address: str) -> str:
    """An address as written, with characters that a URI may not contain percent-encoded."""
    return quote(address.strip(), safe="%/:?#[]@!$&'()*+,;=~", errors="replace")
