"""Exchange: a vCard of any version and program to a Card."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mdnetwork.exchange import tidy
from mdnetwork.exchange.cards import Card, Left
from mdnetwork.exchange.content_lines import blocks, properties
from mdnetwork.exchange.vcard_said import Said, anniversaries, birthday, pictures, relations
from mdnetwork.model import Status
from mdnetwork.reading.dates_written import parse_date
from mdnetwork.words.statuses import STATUSES

_NOBODY = "A card without a name, organisation or address, so nobody."
_NO_PERSON = "An organisation or a group, not a person: {name}"


def read_vcards(lines: Iterable[bytes], name: str, *, photos: bool = False) -> Iterator[Card | Left]:
    """Everybody in a vCard file called `name`. Reads a card at a time; photos are left out unless asked for."""
    for number, block in blocks(lines):
        where = f"{name}:{number}"
        yield _card(Said(list(properties(block, pictures=photos))), where, photos=photos)


def _card(said: Said, where: str, *, photos: bool) -> Card | Left:
    org = next((tidy.line(", ".join(filter(None, each.parts()))) for each in said.all("ORG")), "")
    name = _name(said)
    if said.text("KIND", "X-ADDRESSBOOKSERVER-KIND").lower() in {"org", "group", "location"} or _is_company(said):
        return Left(where, _NO_PERSON.format(name=name or org))
    if not name and org:
        return Left(where, _NO_PERSON.format(name=org))
    name = name or next(iter(_emails(said)), "")
    if not name:
        return Left(where, _NOBODY)
    met = said.text("X-MDNETWORK-MET")
    return Card(
        name=name,
        where=where,
        uid=said.text("UID").removeprefix("urn:uuid:"),
        aliases=_aliases(said, name),
        tags=tidy.tags(item for each in said.all("CATEGORIES") for item in each.items()),
        org=org,
        role=said.text("TITLE", "ROLE"),
        sector=said.text("X-MDNETWORK-SECTOR"),
        emails=_emails(said),
        phones=tidy.lines(each.text().removeprefix("tel:") for each in said.all("TEL")),
        urls=tidy.links(_urls(said)),
        birthday=birthday(said),
        anniversaries=tuple(dict.fromkeys(anniversaries(said))),
        place=_place(said),
        met=parse_date(met) if met else None,
        met_at=said.text("X-MDNETWORK-MET-AT"),
        language=said.text("LANG", "X-MDNETWORK-LANG"),
        network=said.text("X-MDNETWORK-NETWORK"),
        tone=said.text("X-MDNETWORK-TONE"),
        expertise=tidy.lines(each.text() for each in said.all("EXPERTISE", "X-EXPERTISE")),
        needs=tidy.lines(each.text() for each in said.all("X-MDNETWORK-NEED")),
        interests=tidy.lines(each.text() for each in said.all("INTEREST", "X-INTEREST")),
        relations=tuple(dict.fromkeys(relations(said))),
        status=_status(said),
        private=said.text("CLASS").upper() in {"PRIVATE", "CONFIDENTIAL"},
        note="\n\n".join(text for each in said.all("NOTE") if (text := each.text().strip())),
        photo=next(pictures(said), None) if photos else None,
    )


def _name(said: Said) -> str:
    """FN; where it is missing the parts of N (prefix, given, further, family, suffix), else the nickname."""
    full = said.text("FN")
    if full:
        return full
    for each in said.all("N"):
        family, given, further, prefix, suffix = (*each.parts(), *[""] * 5)[:5]
        name = tidy.line(" ".join(part for part in (prefix, given, further, family, suffix) if part))
        if name:
            return name
    return next(iter(_aliases(said, "")), "")


def _is_company(said: Said) -> bool:
    return said.text("X-ABSHOWAS").upper() == "COMPANY"


def _emails(said: Said) -> tuple[str, ...]:
    return tidy.lines(each.text().removeprefix("mailto:") for each in said.all("EMAIL"))


def _aliases(said: Said, name: str) -> tuple[str, ...]:
    names = [item for each in said.all("NICKNAME", "X-NICKNAME") for item in each.items()]
    return tuple(alias for alias in tidy.lines([*names, *(p[0] for p in said.android("nickname"))]) if alias != name)


def _urls(said: Said) -> Iterator[tuple[str, str] | None]:
    for each in said.all("URL"):
        yield tidy.link(each.text(), each.param("X-MDNETWORK-KIND"))
    for each in said.all("X-SOCIALPROFILE", "SOCIALPROFILE", "IMPP", "X-TWITTER"):
        text = each.text()
        service = each.param("SERVICE-TYPE").lower() or next(iter(each.types - {"pref", "home", "work"}), "")
        if text.startswith(("http:", "https:")):
            yield tidy.link(text)
        elif service in {"mastodon", "twitter", "bluesky", "telegram", "github"}:
            yield service, tidy.line(text.rpartition(":")[2])


def _place(said: Said) -> str:
    """The locality and the country of the first address that names one."""
    for each in said.all("ADR"):
        locality, country = (*each.parts(), *[""] * 7)[3:7:3]
        if locality or country:
            return tidy.line(", ".join(filter(None, (locality, country))))
    return ""


def _status(said: Said) -> Status:
    if said.text("DEATHDATE", "X-DEATHDATE"):
        return "deceased"
    return STATUSES.get(said.text("X-MDNETWORK-STATUS").replace("-", " "), "")
