"""What other programs write in a field: cleaned for a note, read as the value of the field, and compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from email.utils import parseaddr
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol
from urllib.parse import unquote, urlsplit

from mdnetwork.dates import PartialDate
from mdnetwork.days.reader import is_ambiguous, parse_date, parse_partial
from mdnetwork.editing.typed_words import printable_line
from mdnetwork.exchange.cards import RELATED, SkippedRecord
from mdnetwork.exchange.structured_names import from_text, told_by
from mdnetwork.fields import EXCHANGED, FieldKind, PersonField
from mdnetwork.i18n import Sentence
from mdnetwork.lazy import lazy
from mdnetwork.names import fold, same
from mdnetwork.people.links import TITLES_AFTER, loosely, without_remark, without_titles
from mdnetwork.vocabulary.keys import meaning_of
from mdnetwork.vocabulary.notes import NO, STATUSES

if TYPE_CHECKING:
    import phonenumbers
else:
    phonenumbers = lazy("phonenumbers")

_FORMULA = frozenset("=+-@\u2212")
"""The first characters of formulas, in any width: compared after compatibility normalisation (NFKC)."""
_CONTROLS = frozenset("\t\r\n")
_UNSEEN = frozenset({"Cc", "Cf", "Mn", "Me", "Zs", "Zl", "Zp"})
_FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Characters that show nothing."""
_NOT_IN_TAGS = re.compile(r"[^\w/-]+")
_OWN_GROUPS = frozenset(
    (
        *("mycontacts", "contacts", "starred", "friends", "family", "coworkers", "importati", "imported", "other"),
        *("othercontacts", "allcontacts"),
    )
)
"""Groups in every address book of Google or Apple, which say nothing about a person."""
_LONGEST = 500
"""The most letters of an imported line."""
_RELATION_WORDS = {
    **{relation: relation for relation in RELATED},
    **dict.fromkeys(("wife", "husband"), "spouse"),
    "sweetheart": "partner",
    **dict.fromkeys(("son", "daughter"), "child"),
    **dict.fromkeys(("mother", "father"), "parent"),
    **dict.fromkeys(("brother", "sister"), "sibling"),
    "co-worker": "colleague",
    **dict.fromkeys(("manager", "x-reports-to"), "reports_to"),
    "x-introduced-by": "introduced_by",
}
"""Words of other programs -> the relation."""
_SITES = {
    "linkedin": "https://www.linkedin.com/in/{}",
    "github": "https://github.com/{}",
    "twitter": "https://x.com/{}",
    "bluesky": "https://bsky.app/profile/{}",
    "telegram": "https://t.me/{}",
}
"""The address of a handle, by kind."""
_HOSTS = {".".join(urlsplit(site).netloc.split(".")[-2:]): kind for kind, site in _SITES.items()} | {
    "twitter.com": "twitter",
    "telegram.me": "telegram",
}
_FEDIVERSE = re.compile(r"@?([^@/\s]+)@([^@/\s]+)")
_SLUG = re.compile(r"(?:^|/)in/([^/?#\s]+)", re.IGNORECASE)
_LEGAL = frozenset(
    (
        *("inc", "llc", "ltd", "limited", "gmbh", "ag", "srl", "spa", "sa", "sas", "sarl", "bv", "nv", "plc", "corp"),
        *("corporation", "co", "company", "kg", "oy", "ab", "as", "aps", "pty"),
    )
)
_WORD = re.compile(r"[^\W_]+")
_NOT_BARE = re.compile(r"[/:.\s]")
_FEWEST = 5
"""The fewest digits of a phone number that can identify a person."""
_FEWEST_DIGITS = 3
"""The fewest digits of a phone number: 112."""
_EXPONENT = re.compile(r"[-+]?\d+(?:[.,]\d+)?E[-+]?\d+", re.IGNORECASE)
"""A long number as spreadsheets show it."""
_MAILTO = re.compile("mailto:", re.IGNORECASE)
_NO_DATE = re.compile(r"^[0\W]*$")
"""What programs write where there is no date: 0/0/00."""
_REFUSED: dict[FieldKind, Sentence] = {
    "emails": Sentence("“{text}” is not an e-mail address."),
    "phones": Sentence("“{text}” is not a phone number."),
    "partial": Sentence("“{text}” is not a day that can be read; write it as YYYY-MM-DD."),
    "day": Sentence("“{text}” is not a day that can be read; write it as YYYY-MM-DD."),
}
"""Why a value of a kind is refused."""
_SHORTENED = Sentence(
    "“{text}” is a phone number without its last digits: make that column text in the spreadsheet, and save again."
)
_NOBODY = Sentence("The card has no name, organisation or address, so there is nobody to add.")
_ONLY_PHONE = Sentence("The card has only the phone number {phone}, so there is nobody to add.")
OF_PERSON = Sentence("{name}: {reason}")
"""What is wrong with a value of a person."""
_NO_LINK = Sentence("“{text}” is not a web address.")
_OTHER_DAY = Sentence("No field is known for the day {text} (“{label}”).")
_AMBIGUOUS = Sentence("{text} can be read in two ways; say which with --date-order dmy or mdy.")


@lru_cache(1024)
def plain_line(text: str) -> str:
    """The text on one line, without links: `[[x]]` of another program is not a link to a note."""
    return printable_line(text.replace("[[", "[").replace("]]", "]"))[:_LONGEST].strip()


def plain_lines(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts as lines, without duplicates and empty ones."""
    return tuple(dict.fromkeys(found for text in texts if (found := plain_line(text))))


def guarded(cell: str) -> str:
    """The cell with an apostrophe in front if a spreadsheet could run it (OWASP, CSV injection)."""
    return f"'{cell}" if _needs_guard(cell) else cell


def unguarded(cell: str) -> str:
    """The cell without the apostrophe that `guarded` added."""
    return cell[1:] if cell.startswith("'") and _needs_guard(cell[1:]) else cell


def _needs_guard(cell: str) -> bool:
    """Whether the first visible character starts a formula, also in full width, and also after apostrophes.

    Programs ignore invisible characters before it: spaces, zero-width characters, byte order marks.
    """
    bare = cell.lstrip("'")
    first = next((sign for sign in bare if not _is_unseen(sign)), "")
    return bare[:1] in _CONTROLS or unicodedata.normalize("NFKC", first)[:1] in _FORMULA


def _is_unseen(sign: str) -> bool:
    return unicodedata.category(sign) in _UNSEEN or sign in _FILLERS


def tags(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts as tags: `Book club` becomes `Book-club`. Groups of every address book are left out."""
    found = (tag(text) for text in texts if not text.strip().startswith("* "))
    return tuple(dict.fromkeys(each for each in found if each and fold(each).replace("-", "") not in _OWN_GROUPS))


def tag(text: str) -> str:
    """One text as a tag; "" if it has no letter that a tag can contain."""
    found = _NOT_IN_TAGS.sub("-", printable_line(text).lstrip("#")).strip("-/")
    return found if any(c.isalpha() for c in found) else ""


def link(url: str, kind: str = "") -> tuple[str, str] | None:
    """A web address with its kind; None if it is not one, or leads to a file or a program."""
    found = plain_line(url)
    scheme = found.partition(":")[0].lower()
    if not found or " " in found or (":" in found and scheme not in {"http", "https"} and "." not in scheme):
        return None
    return (kind or url_kind(found), found)


def links(pairs: Iterable[tuple[str, str] | None]) -> tuple[tuple[str, str], ...]:
    """The addresses that exist, without duplicates."""
    return tuple(dict.fromkeys(pair for pair in pairs if pair))


def relation_of(word: str) -> str:
    """The relation that another program's word means: "spouse" for "wife"; "" if none is known."""
    return _RELATION_WORDS.get(word, "")


def nobody(phones: Iterable[str]) -> str:
    """Why a card without a name, an organisation and an address is left out."""
    phone = next(filter(None, map(plain_line, phones)), "")
    return _ONLY_PHONE.filled(phone=phone) if phone else _NOBODY


class FieldSource(Protocol):
    """A person in a file of another program: a card, a row of a table, a record."""

    def texts(self, field: PersonField) -> Iterable[str]:
        """All texts of a field, as the file has them."""

    def pairs(self, field: PersonField) -> Iterable[tuple[str, str]]:
        """(label, text) of a field whose values have labels of their own."""


def field_values(source: FieldSource, name: str) -> dict[str, Any]:
    """The values of all exchanged fields of the person called `name`, by the names of the fields."""
    values = {field.name: _READ[field.kind](source, field) for field in EXCHANGED}
    return values | {
        "aliases": tuple(alias for alias in values["aliases"] if alias != name),
        "structured_name": told_by(from_text(values["structured_name"]), name),
    }


def refused_values(source: FieldSource, name: str, where: str) -> Iterator[SkippedRecord]:
    """The values of the person called `name` that are none, each with the reason: an e-mail address has no @."""
    for field in EXCHANGED:
        if field.kind in _REFUSED:
            found = [_refusal(field, text) for text in dict.fromkeys(source.texts(field))]
        elif field.kind in _PAIRED_REFUSALS:
            found = [_PAIRED_REFUSALS[field.kind](*pair) for pair in dict.fromkeys(source.pairs(field))]
        else:
            continue
        for reason in filter(None, found):
            yield SkippedRecord(where, OF_PERSON.filled(name=name, reason=reason), "value")


def _refusal(field: PersonField, text: str) -> str:
    """Why a text is no value of this field; "" if it is one, or empty."""
    shown = plain_line(text)
    if not shown or _READ[field.kind](_Lone(text), field):
        return ""
    if field.kind in {"partial", "day"}:
        return _no_day(shown)
    if field.kind == "phones" and _EXPONENT.fullmatch(shown):
        return _SHORTENED.filled(text=shown)
    return _REFUSED[field.kind].filled(text=shown)


def _no_day(text: str) -> str:
    if is_ambiguous(text):
        return _AMBIGUOUS.filled(text=text)
    return "" if _NO_DATE.search(text) else _REFUSED["day"].filled(text=text)


def _no_anniversary(label: str, text: str) -> str:
    shown = plain_line(text)
    if parse_partial(text) is None:
        return _no_day(shown)
    return "" if meaning_of(label) == "anniversary" else _OTHER_DAY.filled(label=plain_line(label), text=shown)


def _no_link(_label: str, text: str) -> str:
    return _NO_LINK.filled(text=plain_line(text)) if text.strip() and link(text) is None else ""


class _Lone(NamedTuple):
    """One text as the source of a field."""

    text: str

    def texts(self, _field: PersonField) -> Iterable[str]:
        return (self.text,)

    def pairs(self, _field: PersonField) -> Iterable[tuple[str, str]]:
        return ()


def _first(source: FieldSource, field: PersonField) -> str:
    return next(iter(_several(source, field)), "")


def _several(source: FieldSource, field: PersonField) -> tuple[str, ...]:
    return plain_lines(source.texts(field))


def mail_address(text: str) -> str:
    """The e-mail address in a text such as `Ada Okoro <ada@acme.example>`; "" if there is none."""
    found = plain_line(parseaddr(text)[1] if "<" in text else text)
    found = _MAILTO.sub("", found)
    return found if email_key(found) else ""


def _phone(text: str) -> str:
    found = plain_line(text).removeprefix("tel:")
    return found if sum(map(str.isdigit, found)) >= _FEWEST_DIGITS and not _EXPONENT.fullmatch(found) else ""


def _anniversaries(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, PartialDate]]:
    """Days of other kinds, such as of a first car, are left out."""
    for label, text in pairs:
        day = parse_partial(text)
        if day and meaning_of(label) == "anniversary":
            yield label, day


_READ: dict[FieldKind, Callable[[FieldSource, PersonField], Any]] = {
    "text": _first,
    "structured name": _first,
    "names": _several,
    "emails": lambda source, field: tuple(dict.fromkeys(filter(None, map(mail_address, source.texts(field))))),
    "phones": lambda source, field: tuple(dict.fromkeys(filter(None, map(_phone, source.texts(field))))),
    "texts": _several,
    "tags": lambda source, field: tags(source.texts(field)),
    "urls": lambda source, field: links(link(url, kind) for kind, url in source.pairs(field)),
    "partial": lambda source, field: next(filter(None, map(parse_partial, source.texts(field))), None),
    "anniversaries": lambda source, field: tuple(dict.fromkeys(_anniversaries(source.pairs(field)))),
    "day": lambda source, field: next(filter(None, map(parse_date, source.texts(field))), None),
    "relations": lambda source, field: tuple(
        dict.fromkeys(
            (word, name) for word, text in source.pairs(field) if word in RELATED and (name := plain_line(text))
        )
    ),
    "status": lambda source, field: STATUSES.get(fold(_first(source, field)).replace("-", " "), ""),
    "flag": lambda source, field: fold(_first(source, field)) not in NO,
}
"""How a field of each kind that is exchanged is read."""
_PAIRED_REFUSALS: dict[FieldKind, Callable[[str, str], str]] = {"urls": _no_link, "anniversaries": _no_anniversary}


def email_key(text: str) -> str:
    """The address in comparable form: without `mailto:`, case folded; "" if it is not an address."""
    found = text.strip().removeprefix("mailto:").removeprefix("MAILTO:").casefold()
    return found if "@" in found.strip("@") and " " not in found else ""


def url_kind(url: str) -> str:
    """The kind of a web address: "linkedin", "github"… or "website"."""
    host = urlsplit(url if "//" in url else f"//{url}").netloc.rpartition("@")[2].casefold().split(":")[0]
    parts = host.split(".")
    return _HOSTS.get(".".join(parts[-2:]), "website")


def full_url(kind: str, value: str) -> str:
    """The address of a handle or a part of one: https://www.linkedin.com/in/ada for `in/ada`."""
    if "://" in value:
        return value
    fediverse = _FEDIVERSE.fullmatch(value)
    if kind == "mastodon" and fediverse:
        return f"https://{fediverse[2]}/@{fediverse[1]}"
    if kind in _SITES and url_kind(value) != kind:
        return _SITES[kind].format(value.strip("/").rpartition("/")[2].removeprefix("@"))
    return f"https://{value}"


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
    first = [word for word in given.replace(",", " ").split() if word.replace(".", "") not in TITLES_AFTER]
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


def text_key(field: PersonField) -> Callable[[str], str]:
    """The form in which two values of a field are compared."""
    return org_key if field.compared == "organisation" else fold if field.kind == "text" else str


def item_key(field: PersonField, region: str) -> Callable[[str], str]:
    """The form in which two items of a list are compared."""
    keys: dict[FieldKind, Callable[[str], str]] = {
        "names": name_key,
        "emails": lambda text: email_key(text) or same(text),
        "phones": lambda text: phone_key(text, region) or same(text),
    }
    return keys.get(field.kind, fold)
