"""Links in the pages. The texts of notes are hostile: everything is escaped, and only these schemes become links."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from urllib.parse import quote, urlencode, urlsplit

from markupsafe import Markup, escape

from mdnetwork.calendar.links import mailto, obsidian, tel
from mdnetwork.model import Person
from mdnetwork.sections import Cell
from mdnetwork.text import visible

SCHEMES = frozenset({"http", "https", "mailto", "tel", "obsidian"})
"""What a link may begin with."""
PAGES = {
    "due": "/due",
    "people": "/people",
    "check": "/check",
    "goals": "/goals",
    "review": "/review",
    "map": "/map",
    "search": "/search",
    "feed": "/calendars",
    "show": "/person",
    "why": "/person",
    "reach": "/reach",
    "who": "/search",
}
"""The page that answers as a command does."""
NAMED = frozenset({"show", "why", "reach"})
"""Commands that take a name."""
_MARKS = re.compile(
    r"`mdnet (?P<command>[a-z]+)(?P<rest>[^`]*)`"
    r"|`(?P<code>[^`]+)`"
    r"|(?P<address>https?://[^\s<>()\[\]\"“”]{1,2000})"
    r"|(?P<bars>[·▁▂▃▄▅▆▇█]{6,24})"
    r"|(?P<mail>[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8})"
)
_CONTINUED = " …"
_DRAFT_OPTIONS = {"--kind", "--topic", "--to"}
"""Options of `mdnet draft` that are fields of its page too."""
_HEIGHTS = "·▁▂▃▄▅▆▇█"
"""The months of a rhythm, from none to the most."""
_DAY = re.compile(r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})(?: (?P<time>[0-9]{2}:[0-9]{2}))?(?=$|, |: )")
"""A day, perhaps with a time, that is alone or before the rest of a text of ours. Lines of notes go on otherwise."""
_PLACE = re.compile(r"(?P<path>.+?)(?::(?P<line>[0-9]+))?(?:, |$)")


def person_page(name: str) -> str:
    """The address of the page of a person, meeting or note, by its name or path."""
    return f"/person?{urlencode({'name': name}, quote_via=quote, errors='replace')}"


def safe(address: str) -> str:
    """The address if its scheme may be a link, else ""."""
    try:
        scheme = urlsplit(address.strip()).scheme.lower()
    except ValueError:
        return ""
    return address.strip() if scheme in SCHEMES else ""


def link(address: str, text: str) -> Markup:
    """A link with this text, or the text alone if the address may not be a link."""
    href = safe(address)
    return Markup('<a href="{}" rel="noreferrer">{}</a>').format(href, text) if href else escape(text)


def linked(text: str, pages: Mapping[str, str]) -> Markup:
    """The text, with links to web and e-mail addresses, and to pages in place of commands.

    `pages` are the names of the pages, by address.
    """
    return Markup("").join(_pieces(visible(text), pages))


def _pieces(text: str, pages: Mapping[str, str]) -> Iterator[Markup]:
    end = 0
    for found in _MARKS.finditer(text):
        yield escape(text[end : found.start()])
        yield _marked(found, pages)
        end = found.end()
    yield escape(text[end:])


def _marked(found: re.Match[str], pages: Mapping[str, str]) -> Markup:
    if found["command"] is not None:
        return _command(found["command"], found["rest"].strip(), pages)
    if found["code"] is not None:
        return Markup("<code>{}</code>").format(found["code"])
    if found["bars"] is not None:
        heights = [_HEIGHTS.index(each) for each in found["bars"]]
        full = len(_HEIGHTS) - 1
        bars = (Markup('<i class="bar{}"></i>').format(round(each * full / max(1, *heights))) for each in heights)
        return Markup('<span class="bars" aria-hidden="true">{}</span>').format(Markup("").join(bars))
    if found["address"] is not None:
        address = found["address"].rstrip(".,;:!?")
        return link(address, address) + escape(found["address"][len(address) :])
    return link(mailto(found["mail"]), found["mail"])


def _command(name: str, rest: str, pages: Mapping[str, str]) -> Markup:
    """A link to the page that answers as the command does, with the page's name; or the command as it is typed.

    Of a line to continue (`mdnet log "Plans:" …`) the link puts the beginning where it is typed.
    """
    begin = _begun(rest) if name == "log" and "/log" in pages else ""
    if begin:
        href = f"/log?{urlencode({'line': begin}, quote_via=quote, errors='replace')}"
        return Markup('<a href="{}" data-line="{}">{}…</a>').format(href, begin, begin)
    draft = _draft(rest) if name == "draft" and "/draft" in pages else ""
    if draft:
        return Markup('<a href="{}">{}</a>').format(draft, pages["/draft"])
    written = f"mdnet {name} {rest}".rstrip()
    page = PAGES.get(name, "")
    if not page or (rest and name not in NAMED):
        return Markup("<code>{}</code>").format(written)
    named = rest.strip("\"'")
    address = f"{page}?{urlencode({'name': named}, quote_via=quote, errors='replace')}" if named else page
    return Markup('<a href="{}">{}</a>').format(address, named or pages.get(page, written))


def _begun(rest: str) -> str:
    """The beginning of a line to continue, as it is typed; "" if this is none. The text may be that of a note."""
    words = _words(rest.removesuffix(_CONTINUED)) if rest.endswith(_CONTINUED) else []
    return f"{' '.join(words)} " if words else ""


def _draft(rest: str) -> str:
    """The address of the draft that a command asks for; "" if the page has no such draft."""
    name, *options = _words(rest) or [""]
    asked = dict(zip(options[::2], options[1::2], strict=False))
    if not name or len(options) % 2 or asked.keys() - _DRAFT_OPTIONS:
        return ""
    named = {"name": name} | {option.removeprefix("--"): value for option, value in asked.items()}
    return f"/draft?{urlencode(named, quote_via=quote, errors='replace')}"


def _words(typed: str) -> list[str]:
    """The words of a command, without quotation marks; none if a mark lacks its second, as in a note's text."""
    try:
        return shlex.split(typed)
    except ValueError:
        return []


class NoteLinks:
    """What answers say, as a page says it: days as `day` writes them, links to the notes of a vault in Obsidian, and
    links to the pages, whose names are given by address.
    """

    def __init__(self, vault: str, pages: Mapping[str, str], day: Callable[[date], object]) -> None:
        self._vault, self._pages, self._day = vault, pages, day

    def linked(self, text: str) -> Markup:
        """The text with its links."""
        return linked(text, self._pages)

    def sentence(self, text: str) -> Markup:
        """The text with its links. A day at its head is written as people write it."""
        found = _DAY.match(text)
        if found is None:
            return self.linked(text)
        try:
            day = str(self._day(date.fromisoformat(found["day"])))
        except ValueError:
            return self.linked(text)
        return self.linked(", ".join(filter(None, (day, found["time"]))) + text[found.end() :])

    def note(self, path: str) -> str:
        """The address that opens the note at this path."""
        return obsidian(self._vault, path)

    def place(self, text: str) -> Markup:
        """Places such as `People/Ada.md:7`, each a link that opens the note. A further line of a note is its number."""
        return Markup(", ").join(self._places(text))

    def _places(self, text: str) -> Iterator[Markup]:
        before = ""
        for found in _PLACE.finditer(text):
            if not found[0]:
                continue
            href, whole = self.note(found["path"]), visible(found[0]).removesuffix(", ")
            if found["line"] and found["path"] == before:
                yield Markup('<a class="place" href="{}" aria-label="{}">:{}</a>').format(href, whole, found["line"])
            else:
                yield Markup('<a class="place" href="{}">{}</a>').format(href, whole)
            before = found["path"]

    def person(self, person: Person) -> Markup:
        """A person's name, which leads to their page."""
        return Markup('<a href="{}">{}</a>').format(person_page(person.path), visible(person.name))

    def cell(self, cell: Cell | str) -> Markup:
        """The content of a cell: a name leads to its page, a place to its note."""
        if isinstance(cell, str):
            return self.sentence(cell)
        if cell.place:
            return self.place(cell.text)
        if cell.look == "name":
            names = [
                Markup('<a href="{}">{}</a>').format(person_page(each), visible(each))
                for each in cell.text.split(" + ")
            ]
            return Markup(" + ").join(names)
        return self.sentence(cell.text)


def contacts(emails: tuple[str, ...], phones: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The e-mail addresses and telephone numbers of a person, as (address of the link, text) pairs."""
    yield from ((mailto(each), each) for each in emails if mailto(each))
    yield from ((tel(each), each) for each in phones if tel(each))
