"""Exchange: a table's rows to Cards."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mdnetwork.dates import PartialDate
from mdnetwork.exchange import tidy
from mdnetwork.exchange.cards import RELATED, Card, Left
from mdnetwork.exchange.columns import OURS, Columns
from mdnetwork.exchange.said_dates import cell_day, cell_partial
from mdnetwork.exchange.tables import Row, Table, unguarded
from mdnetwork.names import fold
from mdnetwork.reading.dates_written import is_ambiguous
from mdnetwork.reading.settings import DateOrder
from mdnetwork.words.keys import URLS, meaning_of
from mdnetwork.words.statuses import NO, STATUSES

_SEVERAL = ":::"
"""What Google puts between several values in one cell."""
_SPLIT = {
    **dict.fromkeys(("tags", "aliases", "expertise", "needs", "interests", "email"), re.compile("[;,\n]")),
    "phone": re.compile("[;\n]"),
}
_OURS = re.compile(";")
_ORDERS: dict[str, DateOrder] = {"LinkedIn": "mdy"}
"""How a program writes dates in numbers, whatever its user's country: LinkedIn, until 2019, `9/1/18, 3:04 PM`."""
_HIDDEN = "A row without a name: LinkedIn leaves members empty who want no export, and spreadsheets have blank rows."


def read_rows(table: Table, columns: Columns, name: str, order: DateOrder = "") -> Iterator[Card | Left]:
    """Everybody in a table called `name`."""
    order = order or _ORDERS.get(columns.source, "")
    for row in table.rows:
        if any(cell.strip() for cell in row.cells):
            said, where = _Cells(row, table.header, columns), f"{name}:{row.number}"
            yield _card(said, where, order)
            yield from _unclear(said, where, order)


class _Cells(NamedTuple):
    row: Row
    header: tuple[str, ...]
    columns: Columns

    @property
    def is_ours(self) -> bool:
        return self.columns.source == OURS

    def all(self, field: str) -> Iterator[str]:
        """The values of all columns that are this, several in one cell told apart."""
        for at in self.at(field):
            cell = unguarded(self.row.cells[at]).strip()
            if cell:
                yield from (text for part in self._several(cell, field) if (text := part.strip()))

    def at(self, field: str) -> Iterator[int]:
        """The positions of the columns that are this."""
        return (n for n, each in enumerate(self.columns.fields[: len(self.row.cells)]) if each == field)

    def text(self, field: str) -> str:
        """The first value, as a line."""
        return next((text for value in self.all(field) if (text := tidy.line(value))), "")

    def pairs(self, field: str) -> Iterator[tuple[str, str]]:
        """The values of our own columns that hold several "spouse: Ben Okoro"."""
        for text in self.all(field):
            kind, sign, value = text.partition(":")
            if sign and value.strip():
                yield kind.strip(), tidy.line(value)

    def labelled(self, field: str) -> Iterator[tuple[str, str]]:
        """What stands in `Event 1 - Label` and `Event 1 - Value`, the label folded."""
        for at in self.at(field):
            wanted = {fold(self.header[at]).replace("value", word) for word in ("label", "type")}
            cells = (
                self.row.cells[n] for n, name in enumerate(self.header[: len(self.row.cells)]) if fold(name) in wanted
            )
            label = fold(next(cells, "").lstrip("* "))
            if self.row.cells[at].strip():
                yield label or fold(self.header[at]), unguarded(self.row.cells[at]).strip()

    def _several(self, cell: str, field: str) -> Sequence[str]:
        if self.is_ours and cell.startswith('["'):
            try:
                return [str(each) for each in json.loads(cell)]
            except ValueError:
                return [cell]
        if _SEVERAL in cell and not self.is_ours:
            return cell.split(_SEVERAL)
        shape = _SPLIT.get(field)
        if self.is_ours:
            return _OURS.split(cell) if field in LISTS else [cell]
        return shape.split(cell) if shape else [cell]


LISTS = frozenset({*_SPLIT, "urls", "anniversaries", "relations"})
"""Columns of ours that hold several values."""


def _card(said: _Cells, where: str, order: DateOrder) -> Card | Left:
    name = said.text("name") or " ".join(filter(None, map(said.text, ("given", "middle", "family", "suffix"))))
    is_linkedin = said.columns.source == "LinkedIn"
    emails = tidy.lines(each.removeprefix("mailto:") for each in said.all("email"))
    if not name and (is_linkedin or not emails):
        return Left(where, _HIDDEN)
    return Card(
        name=name or emails[0],
        where=where,
        uid=said.text("uid"),
        aliases=tuple(alias for alias in tidy.lines(said.all("aliases")) if alias != name),
        tags=tidy.tags(said.all("tags")),
        org=said.text("org"),
        role=said.text("role"),
        sector=said.text("sector"),
        emails=emails,
        phones=tidy.lines(said.all("phone")),
        urls=tidy.links(_urls(said)),
        birthday=next((day for text in said.all("birthday") if (day := cell_partial(text, order))), None),
        anniversaries=tuple(_anniversaries(said, order)),
        place=", ".join(filter(None, (said.text("place"), said.text("country")))),
        met=next((found for text in said.all("met") if (found := cell_day(text, order))), None),
        met_at=said.text("met_at") or ("LinkedIn" if is_linkedin and said.text("met") else ""),
        language=said.text("language"),
        network=said.text("network"),
        tone=said.text("tone"),
        expertise=tidy.lines(said.all("expertise")),
        needs=tidy.lines(said.all("needs")),
        interests=tidy.lines(said.all("interests")),
        relations=tuple(_relations(said)),
        status=STATUSES.get(fold(said.text("status")).replace("-", " "), ""),
        private=fold(said.text("private")) not in NO,
        note="\n\n".join(said.all("note")),
        came=_came(said),
    )


def _unclear(said: _Cells, where: str, order: DateOrder) -> Iterator[Left]:
    for field in ("birthday", "met", "anniversary"):
        for text in said.all(field) if not order else ():
            if is_ambiguous(text) and not cell_day(text):
                yield Left(where, f"The date {text} reads in two ways; --date-order dmy or mdy tells which.", day=True)


def _came(said: _Cells) -> bool | None:
    """Whether a guest list says that they were there: Eventbrite's "Attending" says no more than that they meant to."""
    if "attended" not in said.columns.fields:
        return None
    said_so = fold(said.text("attended"))
    return said_so == "checked in" if said.columns.source == "Eventbrite" else said_so not in {*NO, "no show", "absent"}


def _urls(said: _Cells) -> Iterator[tuple[str, str] | None]:
    yield from (tidy.link(url, kind) for kind, url in said.pairs("urls"))
    for kind in URLS:
        for url in said.all(kind):
            yield tidy.link(url, "" if kind in {"website", "url"} else kind)


def _anniversaries(said: _Cells, order: DateOrder) -> Iterator[tuple[str, PartialDate]]:
    labelled = said.pairs("anniversaries") if said.is_ours else said.labelled("anniversary")
    for label, text in labelled:
        day = cell_partial(text, order)
        if day and meaning_of(label) == "anniversary":
            yield (label if said.is_ours else "anniversary"), day


def _relations(said: _Cells) -> Iterator[tuple[str, str]]:
    yield from (pair for pair in said.pairs("relations") if pair[0] in RELATED)
    for relation in RELATED:
        for label, text in said.labelled(relation):
            known = "reports_to" if label == "manager" else label
            yield (known if known in RELATED else relation), tidy.line(text)
