"""Who made a promise, from the words beside `#promised`, English and Italian, folded by `names.fold`."""

from __future__ import annotations

import re

_BETWEEN = r"(?: (?:also|already|just|then|again|kindly|now|have|has|had|anche|gia|poi|mi|ci|me lo|ha|hanno|aveva))*"
"""Words that may be between the person who promised and the tag."""
THEIRS = re.compile(
    rf"(?:^| )(?:they|he|she|who|they've|he's|she's|lui|lei|loro|chi){_BETWEEN}$"
    r"|(?:^| )(?:has|ha|hanno|aveva|avevano)(?: (?:also|already|just|then|again|kindly|anche|gia|poi))*$"
    r"|(?:^|^i |^we | i | we )(?:was|were|am|have been|had been)$"
    r"|(?:^| )(?:mi|ci) (?:e|sono|era|erano) stat[oaie]$"
)
"""At the end of the text before the tag: "she #promised", "Gus has #promised", "mi ha #promesso", "I was #promised"."""
MINE = re.compile(
    r"(?:^| )(?:i|we|i've|we've|io|noi)(?: (?:also|already|just|then|again|have|had|anche|gia|poi|ho|abbiamo))*$"
    r"|(?:^| )(?:ho|abbiamo|avevo|avevamo)(?: (?:anche|gia|poi))*$"
)
"""In the same position: "I #promised", "le ho #promesso"."""
TO_ME = re.compile(r"(?:to [a-z]+ )?(?:me|us)\b|di [a-z]{2,}(?:mi|ci)\b")
"""Directly after the tag: "#promised me the deck", "#promised to send us the deck", "#promesso di mandarmi la bozza"."""
