"""Whether two e-mail addresses, profiles, numbers, names or organisations are the same."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from mdnetwork.lazy import lazy
from mdnetwork.names import fold, same
from mdnetwork.people.links import AFTER, loosely, without_remark, without_titles

if TYPE_CHECKING:
    import phonenumbers
else:
    phonenumbers = lazy("phonenumbers")

_HOSTS = {
    "linkedin.com": "linkedin",
    "github.com": "github",
    "twitter.com": "twitter",
    "x.com": "twitter",
    "bsky.app": "bluesky",
    "t.me": "telegram",
    "telegram.me": "telegram",
}
_SLUG = re.compile(r"(?:^|/)in/([^/?#\s]+)", re.IGNORECASE)
_LEGAL = frozenset(
    [
        "inc",
        "llc",
        "ltd",
        "limited",
        "gmbh",
        "ag",
        "srl",
        "spa",
        "sa",
        "sas",
        "sarl",
        "bv",
        "nv",
        "plc",
        "corp",
        "corporation",
        "co",
        "company",
        "kg",
        "oy",
        "ab",
        "as",
        "aps",
        "pty",
    ]
)
_WORD = re.compile(r"[^\W_]+")
_NOT_BARE = re.compile(r"[/:.\s]")
_FEWEST = 5
"""The fewest digits of a phone number that can identify a person."""


def email_key(text: str) -> str:
    """The address in comparable form: without `mailto:`, case folded; "" if it is not an address."""
    found = text.strip().removeprefix("mailto:").removeprefix("MAILTO:").casefold()
    return found if "@" in found.strip("@") and " " not in found else ""


def url_kind(url: str) -> str:
    """The kind of a web address: "linkedin", "github"… or "website"."""
    host = urlsplit(url if "//" in url else f"//{url}").netloc.rpartition("@")[2].casefold().split(":")[0]
    parts = host.split(".")
    return _HOSTS.get(".".join(parts[-2:]), "website")


def linkedin_key(url: str) -> str:
    """The name of a profile: `ada-okoro` for `https://www.linkedin.com/in/Ada-Okoro/?x=1`; "" if there is none."""
    match = _SLUG.search(url.strip())
    return unquote(match[1]).casefold() if match else ""


@lru_cache(65536)
def phone_key(text: str, region: str = "") -> str:
    """The number in E.164, with its extension; only its digits if the country is unknown; "" if it is not a number.

    `region` is the country of numbers without one: "IT". Without it, a national number equals only itself.
    """
    try:
        number = phonenumbers.parse(text, region or None)
    except phonenumbers.NumberParseException:
        digits = re.sub(r"\D", "", text)
        return f"local:{digits}" if len(digits) >= _FEWEST else ""
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return f"{written};{number.extension}" if number.extension else written


def name_key(name: str) -> str:
    """The name in comparable form: accents, case, titles, punctuation, order and remarks in brackets are ignored."""
    return loosely(" ".join(name_parts(name))) or fold(name)


@lru_cache(8192)
def name_parts(name: str) -> tuple[str, ...]:
    """The words of a name, folded and without titles: the same for `Ada Okoro` and `Okoro, Ada`.

    An e-mail address used as a name has none.
    """
    if "@" in name:
        return ()
    family, _, given = fold(without_remark(name)).partition(",")
    first = [word for word in given.replace(",", " ").split() if word.replace(".", "") not in AFTER]
    words = without_titles([*first, *family.split()])
    return tuple(part for word in words for part in _WORD.findall(word))


def name_words(name: str) -> frozenset[str]:
    """The words of a name that can identify a person. Initials are left out."""
    return frozenset(word for word in _WORD.findall(fold(name)) if len(word) > 1)


def org_key(org: str) -> str:
    """The organisation in comparable form: without its legal form and punctuation."""
    words = _WORD.findall(fold(org).replace(".", ""))
    return " ".join(word for word in words if word not in _LEGAL) or " ".join(words)


def url_key(kind: str, url: str) -> str:
    """A web address in comparable form, among the addresses of one person."""
    if kind == "linkedin":
        return profile_key(url) or same(url)
    bare = same(url).removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
    return bare.rpartition("/")[2].removeprefix("@") if kind in {"github", "twitter", "telegram"} else bare


def profile_key(url: str) -> str:
    """As `linkedin_key`, for a value of a LinkedIn field, in which `ada-okoro` alone is also a profile.

    A company's page gives "", since several people share it.
    """
    bare = url.strip().strip("/")
    return linkedin_key(url) or ("" if _NOT_BARE.search(bare) else linkedin_key(f"in/{bare}"))


def profiles(urls: Iterable[tuple[str, str]]) -> frozenset[str]:
    """The LinkedIn profiles among (kind, address) pairs, in comparable form."""
    return frozenset(
        profile_key(url) if kind == "linkedin" else linkedin_key(url)
        for kind, url in urls
        if kind == "linkedin" or url_kind(url) == "linkedin"
    ) - {""}
