"""The answers of the commands as sections, for the page of `mdnet serve` (`web/page/contents.py`)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date

from mdnetwork.cli.due import Explained
from mdnetwork.cli.insight import Goals, Proposed, WaysAnswer
from mdnetwork.cli.log import completions, left_alone_in, people_of, summary
from mdnetwork.cli.morning import found_in, morning
from mdnetwork.cli.page import Row, Section, TextPage
from mdnetwork.cli.people import ORDERS, ListedPerson, PeopleAnswer, fits, notable
from mdnetwork.cli.review import Reviewed
from mdnetwork.cli.show import page_of
from mdnetwork.dates import Span
from mdnetwork.editing.plans import sentence
from mdnetwork.editing.typed_line import ParsedEntry
from mdnetwork.followups.cadences import Cadences
from mdnetwork.network import Network
from mdnetwork.sections import Cell
from mdnetwork.store.person_rows import PersonKey, count_groups
from mdnetwork.text import one_line
from mdnetwork.vault_files import OURS
from mdnetwork.web.page.contents import (
    DueContents,
    PeopleAsked,
    PeopleContents,
    PeopleOffered,
    ShownContents,
    TodayContents,
    UnclearWords,
    Wanted,
    WrittenLine,
)

_MARK = "\0"
"""Encloses styled text in a line. `one_line` leaves it in no text."""
_STYLED = re.compile(f"{_MARK}([a-z]*){_MARK}([^{_MARK}]*){_MARK}")
_LISTED = 40
"""The most tags that are offered as filters."""


class Recorder(TextPage):
    """A page that records what an answer consists of, instead of making lines of it."""

    def sections_of(self, lines: Iterable[str]) -> list[Section]:
        """The sections of an answer, whose lines these are. A line beside them becomes a heading or a sentence."""
        self._found: list[Section] = []
        for line in lines:
            self._add_line(line)
        return [each for each in self._found if each.heading or each.rows or each.sentences]

    def styled(self, text: str, look: str) -> str:
        """The text with its style, for `sections_of`."""
        return f"{_MARK}{look}{_MARK}{one_line(text)}{_MARK}"

    def section(self, section: Section, indent: str = "") -> Iterator[str]:
        """Record the section; it has no lines."""
        self._found.append(section._replace(level=len(indent) // 2))
        return iter(())

    def table(self, rows: Iterable[Row], indent: str = "") -> Iterator[str]:
        """Record the rows, below a heading that has none yet; they have no lines."""
        made = [*rows]
        last = self._found[-1] if self._found else None
        if made and last and last.heading and not last.rows and not last.sentences:
            self._found[-1] = last._replace(rows=made)
        elif made:
            self._found.append(Section("", made, level=len(indent) // 2))
        return iter(())

    def _add_line(self, line: str) -> None:
        text = line.strip()
        level = (len(line) - len(line.lstrip(" "))) // 2
        first = _STYLED.match(text)
        if first and first[1] == "name":
            rest = [*_cells(text[first.end() :])]
            path = next((cell.text for cell in rest if cell.look == "faint"), "")
            words = " ".join(cell.text for cell in rest if not cell.look)
            self._found.append(Section(first[2], sentences=[words] if words else (), path=path, level=level))
        elif text:
            plain = " ".join(cell.text for cell in _cells(text))
            last = self._found[-1] if self._found else Section("")
            if self._found and not last.rows:
                self._found[-1] = last._replace(sentences=[*last.sentences, plain])
            else:
                self._found.append(Section("", sentences=[plain], level=level))


def _cells(text: str) -> Iterator[Cell]:
    end = 0
    for found in _STYLED.finditer(text):
        yield Cell(one_line(text[end : found.start()]))
        yield Cell(found[2], found[1])
        end = found.end()
    yield Cell(one_line(text[end:]))


def _keys(network: Network, today: date, asked: PeopleAsked, order: str = "name") -> list[PersonKey]:
    """The people that fit the words and filters, in this order."""
    wanted = {each: tuple(asked.wanted.get(each, ())) for each in ("tags", "orgs", "circles", "places", "kinds")}
    keys = network.at(today).person_keys(asked.words, wanted["kinds"], order)
    return [each for each in keys if fits(each, **wanted)] if any(wanted.values()) else keys


def _table(network: Network, today: date, rows: Sequence[ListedPerson], total: int) -> PeopleContents:
    page = Recorder(network.texts, today)
    return PeopleContents(page.sections_of(PeopleAnswer(rows, len(network.at(today).directory) > 0).lines(page)), total)


class CommandContents:
    """What the commands answer."""

    def today(self, network: Network, today: date, minutes: int) -> TodayContents:
        """As `mdnet`."""
        page = Recorder(network.texts, today)
        found = morning(network, today, minutes, new=False)
        known = (network.root / OURS).exists()
        return TodayContents(
            page.sections_of(found.meeting_lines(page)),
            found.follow_ups,
            found.due,
            found.errors + found.warnings,
            found.feed.held(page),
            frozenset(each.known.person.name for meeting in found.meetings for each in meeting.comers),
            () if known else page.sections_of(found_in(network, today).lines(page)),
        )

    def due(self, network: Network, today: date, within: Span | None, wanted: Wanted, part: slice) -> DueContents:
        """As `mdnet due` with its options. Only what is shown is read."""
        whose = {each: values for each, values in wanted.items() if each != "kinds"}
        notes = [each.number for each in _keys(network, today, PeopleAsked("", whose))] if whose else None
        found = network.at(today).due_part(part, within, wanted.get("kinds", ()), notes)
        shown = [each.load() for each in found.rows]
        return DueContents(shown, found.total, [kind for kind, _ in Counter(found.kinds).most_common()])

    def shown(self, network: Network, today: date, name: str) -> ShownContents:
        """As `mdnet show`, with `mdnet why` for a person."""
        page = Recorder(network.texts, today)
        sections = page.sections_of(page_of(network, name, today).lines(page))
        paths = network.at(today).directory.paths
        history = paths.get(sections[0].path) if sections else None
        if history is None:
            return ShownContents(sections, None)
        explained = Explained(network.at(today).why(history.person.path), today)
        return ShownContents(sections, history.person, page.sections_of(explained.lines(page))[1:])

    def everybody(self, network: Network, today: date, order: str, ties: str) -> Sequence[ListedPerson]:
        """As `mdnet people`. Threads share it, so nobody is loaded later."""
        cadences = Cadences(network.config.followups)
        rows = [ListedPerson(each, cadences) for each in network.at(today).person_rows()]
        if ties or order == "tie":
            flags = {each: ties == each for each in ("bridges", "weak", "drifting")}
            rows = notable(network, today, rows, **flags)
        return sorted(rows, key=ORDERS[order]) if order in ORDERS else rows

    def offered(self, network: Network) -> PeopleOffered:
        """The circles and tags that most people have."""
        counted = network.store.answer(count_groups)
        return PeopleOffered(
            [circle for circle, _ in counted.circles.most_common(_LISTED)],
            sorted(tag for tag, _ in counted.tags.most_common(_LISTED)),
        )

    def fitting(self, network: Network, today: date, asked: PeopleAsked) -> AbstractSet[str]:
        """As the words and options of `mdnet people`."""
        return {each.identity for each in _keys(network, today, asked)}

    def listed(self, network: Network, today: date, asked: PeopleAsked, order: str, part: slice) -> PeopleContents:
        """As `mdnet people` with its options. Only what is shown is read."""
        keys, cadences = _keys(network, today, asked, order), Cadences(network.config.followups)
        rows = network.at(today).listed([each.number for each in keys[part]])
        return _table(network, today, [ListedPerson(each, cadences) for each in rows], len(keys))

    def people(
        self,
        network: Network,
        today: date,
        everybody: Sequence[ListedPerson],
        fitting: AbstractSet[str] | None,
        part: slice,
    ) -> PeopleContents:
        """The lines of `mdnet people`."""
        rows = everybody if fitting is None else [each for each in everybody if each.row.identity in fitting]
        return _table(network, today, rows[part], len(rows))

    def orders(self) -> Sequence[str]:
        """The values of `--sort`."""
        return (*ORDERS, "tie")

    def goals(self, network: Network, today: date) -> Sequence[Section]:
        """As `mdnet goals`."""
        page = Recorder(network.texts, today)
        return page.sections_of(Goals(network.at(today).goals()).lines(page))

    def knows(self, network: Network, today: date, topic: str) -> Sequence[Section]:
        """As `mdnet who`."""
        page = Recorder(network.texts, today)
        return page.sections_of(Proposed(network.at(today).who(topic), "").lines(page))

    def ways(self, network: Network, today: date, name: str) -> Sequence[Section]:
        """As `mdnet reach`."""
        page = Recorder(network.texts, today)
        return page.sections_of(WaysAnswer(network.at(today).reach(name)).lines(page))

    def review(self, network: Network, today: date, length: Span) -> Sequence[Section]:
        """As `mdnet review`."""
        page = Recorder(network.texts, today)
        return page.sections_of(Reviewed(network.at(today).review(length)).lines(page))

    def written_line(self, network: Network, today: date, line: str, chosen: Mapping[str, str]) -> WrittenLine:
        """As `mdnet log --dry-run`."""
        said = network.edit.read_line(line, today, chosen)
        texts, paths = network.texts, network.at(today).directory.paths
        unclear = [
            UnclearWords(
                sentence(each, texts),
                each.written,
                [(path, paths[path].person.name) for path in each.candidates if path in paths],
                each.kind == "nobody",
            )
            for each in (said.doubts if isinstance(said, ParsedEntry) else ())
        ]
        is_whole = bool(people_of(said)) or not isinstance(said, ParsedEntry)
        return WrittenLine(
            said, summary(said, texts, today) if is_whole else "", unclear, left_alone_in(said, texts, today)
        )

    def completions(self, network: Network, today: date, line: str) -> Sequence[tuple[str, str]]:
        """As at the prompt of `mdnet log`, without what is typed already."""
        found = completions(line, network.at(today).directory, limit=6)
        offers = [(line[: each.start] + one_line(each.text), one_line(each.text)) for each in found]
        return [(whole, word) for whole, word in offers if whole.strip() != line.strip()]
