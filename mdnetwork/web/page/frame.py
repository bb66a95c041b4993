"""What all pages share: the visit that a request is, the frame around a page, and follow-ups with their buttons."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import dropwhile
from pathlib import Path
from typing import Any, TypeVar

from jinja2 import Environment, FileSystemLoader, pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from starlette.datastructures import URL
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from mdnetwork.editing.changes import Edit, Plan
from mdnetwork.errors import EditRefused, MdnetworkError, ProgramReplaced, UnknownName, VaultError
from mdnetwork.followups.identity import uid
from mdnetwork.i18n import Texts
from mdnetwork.kinds import KIND
from mdnetwork.model import FollowUp
from mdnetwork.network import Network
from mdnetwork.phrases import Phrases
from mdnetwork.text import visible
from mdnetwork.web.page.contents import Contents
from mdnetwork.web.page.links import NoteLinks, person_page
from mdnetwork.web.site import Site

HERE = Path(__file__).parent.parent
TEMPLATES = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)


@pass_context
def _linked(context: Context, text: str) -> Markup:
    links: NoteLinks = context["links"]
    return links.linked(text)


TEMPLATES.filters |= {"linked": _linked, "visible": visible, "person_page": person_page}
_Kept = TypeVar("_Kept")
_MOST = 50
"""The most answers that are kept, those that were asked for last."""
SNOOZES = ("1w", "2w", "1m", "3m")
"""The lengths that a follow-up can be put off by with one button."""


@dataclass(frozen=True, slots=True)
class FollowUpCard:
    """A follow-up as a page shows it, with what its buttons need."""

    uid: str
    name: str
    href: str
    kind: str
    when: str
    urgency: str
    reason: str
    begin: str
    places: tuple[str, ...]
    digest: str
    """The digest of the notes that it comes from, as they are shown."""
    can_be_done: bool
    can_be_snoozed: bool
    draft: str
    """The address of the draft; "" if none fits."""
    log: str
    """The beginning of a line that records a talk; "" if it is about nobody."""


@dataclass(frozen=True, slots=True)
class NoteChange:
    """The change of one note: lines of a diff, each with its mark (+, -, @ or a space)."""

    path: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Message:
    """What was written, or why not. `step` is the step that can be undone."""

    text: str
    step: int | None = None
    paths: tuple[str, ...] = ()
    diff: tuple[NoteChange, ...] = ()
    is_error: bool = False


class Kept:
    """Answers that are made once, until something changes. All threads use it, and wait for who makes one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._state: tuple[int, date] | None = None
        self._answers: dict[Hashable, _Once] = {}

    def get(self, state: tuple[int, date], key: Hashable, make: Callable[[], _Kept]) -> _Kept:
        """The answer with this key, of this generation and day; `make` makes it. Raises what `make` raises."""
        with self._lock:
            if state != self._state:
                self._state, self._answers = state, {}
            once = self._answers.pop(key, None) or _Once()
            self._answers[key] = once  # the latest is the last
            if len(self._answers) > _MOST:
                del self._answers[next(iter(self._answers))]
        with once.lock:
            if not once.made:
                once.made.append(make())
            found: _Kept = once.made[0]
            return found


class _Once:
    """One answer, in a list that is empty before it is made."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.made: list[Any] = []


@dataclass(frozen=True)
class Visit:
    """One request for a page."""

    site: Site
    contents: Contents
    request: Request
    answers: Kept

    def kept(self, key: Hashable, make: Callable[[], _Kept]) -> _Kept:
        """An answer that is made again only when something changed."""
        return self.answers.get((self.generation, self.today), key, make)

    @cached_property
    def generation(self) -> int:
        """The generation that is shown. It is read before the notes, so that what changes meanwhile is news."""
        return self.site.generation

    @cached_property
    def network(self) -> Network:
        """The network of this thread, as of this generation or later."""
        _ = self.generation
        return self.site.network()

    @cached_property
    def today(self) -> date:
        """The day."""
        return self.site.today()

    @property
    def texts(self) -> Texts:
        """The messages in the vault's language."""
        return self.network.texts

    @cached_property
    def phrases(self) -> Phrases:
        """Phrases in the vault's language."""
        return Phrases(self.texts, self.today)

    @cached_property
    def links(self) -> NoteLinks:
        """Links to notes."""
        pages = {href: name for href, name, _ in self._places}
        pages["/draft"] = self.texts.say("Draft a message")
        if not self.site.read_only:
            pages["/log"] = self.texts.say("Write down")
        return NoteLinks(self.network.config.feed.vault_name or self.network.root.name, pages, self.phrases.day)

    @property
    def _places(self) -> tuple[tuple[str, str, str], ...]:
        """The pages of the menu: address, name and key."""
        say = self.texts.say
        return (
            ("/", say("Today"), "d"),
            ("/due", say("Due"), "u"),
            ("/people", say("People"), "p"),
            ("/map", say("Map"), "m"),
            ("/goals", say("Goals"), "g"),
            ("/review", say("Review"), "r"),
            ("/search", say("Search"), "s"),
            ("/check", say("Check"), "c"),
            ("/calendars", say("Calendars"), "k"),
            ("/me", say("My note"), "i"),
        )

    @property
    def form(self) -> Mapping[str, str]:
        """The fields of the form that was sent."""
        fields: Mapping[str, str] = self.request.state.form
        return fields

    def asked(self, key: str) -> str:
        """A parameter of the address, without spaces around it."""
        return self.request.query_params.get(key, "").strip()

    def page(self, template: str, *, status: int = 200, message: Message | None = None, **values: Any) -> Response:
        """A page made of a template, with a message above it."""
        made = TEMPLATES.get_template(template).render(
            self._frame | values | {"message": message or self._message()},
        )
        return HTMLResponse(made, status)

    @property
    def _frame(self) -> dict[str, Any]:
        return {
            "say": self.texts.say,
            "count": self.texts.count,
            "language": self.texts.language,
            "vault": self.network.root.name,
            "day": self.phrases.day(self.today),
            "read_only": self.site.read_only,
            "generation": self.generation,
            "path": self.request.url.path,
            "here": self.here,
            "back": self.asked("back") or self.here,
            "links": self.links,
            "line": self.asked("line"),
            "snoozes": [(length, text) for length, text in zip(SNOOZES, self._lengths(), strict=True)],
            "places": self._places,
        }

    def _lengths(self) -> tuple[str, ...]:
        count = self.texts.count
        return (
            count("{n} week", "{n} weeks", 1),
            count("{n} week", "{n} weeks", 2),
            count("{n} month", "{n} months", 1),
            count("{n} month", "{n} months", 3),
        )

    @property
    def here(self) -> str:
        """The address of this page, without the result of the last write."""
        if self.request.method == "POST":
            back: str = self.request.state.back
            return back
        url = URL(str(self.request.url)).remove_query_params(["wrote", "undone", "line"])
        return f"{url.path}?{url.query}" if url.query else url.path

    def _message(self) -> Message | None:
        if self.asked("undone"):
            return Message(self.texts.say("Undone."))
        step = self.network.edit.journal.latest() if self.asked("wrote") else None
        if step is None or str(step.number) != self.asked("wrote"):
            return None
        number = None if self.site.read_only else step.number
        title = f"{step.title[:1].upper()}{step.title[1:]}."
        return Message(title, number, step.paths, changes_of(step.edits))

    def refused(self, error: MdnetworkError) -> Response:
        """The page that says why something was not done, or that nobody has this name."""
        found = error.candidates if isinstance(error, UnknownName) else ()
        say = self.texts.say
        if isinstance(error, UnknownName):
            status, title = 404, say("Nothing here")
        elif isinstance(error, ProgramReplaced):  # what is open stays as it is: the script takes only what is right
            status, title = 503, say("Start it again")
        else:
            status, title = 409, say("Nothing was changed")
        names = [(each, person_page(each)) for each in found]
        message = Message(self.texts.recognised(str(error)), is_error=True)
        return self.page("refused.html", title=title, status=status, message=message, names=names)

    def changed(self) -> Message:
        """The message that a note is not as it was shown."""
        text = self.texts.say("This note changed since it was shown, so nothing was written. Here is the new one.")
        return Message(text, is_error=True)

    def wrote(self, make: Callable[[], Plan]) -> Response:
        """Write the plan, and go back to the page. Raises what `make` and `Editor.write` raise."""
        plan = self.site.write(lambda _network: make())
        if not plan:
            raise EditRefused(self.texts.say("It already says so: nothing was written."))
        step = self.network.edit.journal.latest()
        return self.back(wrote=step.number if step else "")

    def back(self, **result: object) -> Response:
        """Back to the page that a form was on, with the result of what it did."""
        return RedirectResponse(str(URL(self.request.state.back).include_query_params(**result)), 303)

    def card(self, follow_up: FollowUp, begin: str = "") -> FollowUpCard:
        """A follow-up for a page."""
        kind, page, say = KIND[follow_up.kind], person_page(follow_up.log_path), self.texts.say
        return FollowUpCard(
            uid(follow_up),
            follow_up.name,
            page,
            kind.label(self.texts),
            self.phrases.due(follow_up),
            self.phrases.urgency(follow_up),
            follow_up.reason,
            begin,
            tuple(dict.fromkeys(f"{each.path}:{each.line}" for each in follow_up.evidence)),
            self.digest(notes_of(follow_up)),
            kind.can_be_done,
            kind.can_be_snoozed,
            f"/draft{page.removeprefix('/person')}&kind={kind.draft}" if kind.draft else "",
            say("talked with {name}, ", name=follow_up.name) if follow_up.person else "",
        )

    def digest(self, paths: Iterable[str]) -> str:
        """A digest of these notes as they are now."""
        return hashlib.sha256(b"".join(map(self._digest, paths))).hexdigest()

    def _digest(self, path: str) -> bytes:
        if path not in self._digests:
            try:
                self._digests[path] = hashlib.sha256(self.network.vault.read(path)).digest()
            except VaultError:
                self._digests[path] = b"missing"
        return self._digests[path]

    @cached_property
    def _digests(self) -> dict[str, bytes]:
        return {}


def changes_of(edits: Iterable[Edit]) -> tuple[NoteChange, ...]:
    """What edits change, by note."""
    return tuple(NoteChange(edit.at, tuple(_marked(edit.diff()))) for edit in edits)


def _marked(diff: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The lines of a diff without its header, which ends at the first hunk."""
    hunks = dropwhile(lambda line: not line.startswith("@@"), diff)
    next(hunks, None)
    yield from ((line[:1], "⋯" if line.startswith("@@") else line[1:]) for line in hunks)


def notes_of(follow_up: FollowUp) -> tuple[str, ...]:
    """The notes that a follow-up comes from: the person's, and those of its evidence."""
    paths = (follow_up.log_path, follow_up.path, *(each.path for each in follow_up.evidence))
    return tuple(dict.fromkeys(filter(None, paths)))


Page = Callable[[Visit], Response]
"""A page: it answers a visit."""
