"""No cell of a table that we write is a formula for a spreadsheet, and our import takes the guard away again."""

from __future__ import annotations

import csv
import io
import unicodedata
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdnetwork.exchange.exporting import export
from mdnetwork.exchange.values import guarded, plain_line, unguarded
from mdnetwork.model import History, Person
from support.exchange_vault import TODAY, everybody, imported, network

UNSEEN = [
    "\u200b",
    "\u200d",
    "\ufeff",
    "\u2060",
    "\u00ad",
    "\u00a0",
    "\u3000",
    " ",
    "\u202e",
    "\x00",
    "\x1b",
    "\u3164",
    "\ufe0f",
]
SIGNS = ["=", "+", "-", "@", "＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫", "−", "⁼"]


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("before", ["", *UNSEEN, "\ufeff \u200b", "'", "''", "'\u200b", "\t", "\r", "\n"], ids=ascii)
def test_a_formula_is_guarded_whatever_its_width_and_whatever_cannot_be_seen_before_it(before: str, sign: str) -> None:
    cell = f'{before}{sign}HYPERLINK("http://x")'
    assert guarded(cell) == f"'{cell}"
    assert unguarded(guarded(cell)) == cell


@pytest.mark.parametrize("cell", ["\tx", "\rx", "\nx", "'\tx"])
def test_a_cell_that_begins_with_a_tab_or_a_line_end_is_guarded(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "'",
        "''",
        " ",
        "\ufeff",
        "plain",
        "a=b",
        "'Ndoja",
        "5-3",
        "(+39) 055",
        "ada＠example.org",
        "L'Aquila",
        "\u200bIda",
    ],
)
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert guarded(cell) == unguarded(cell) == cell


@given(st.text(st.sampled_from([*UNSEEN, *SIGNS, "'", "x", "\t", "\n", "é"]), max_size=6) | st.text(max_size=6))
def test_the_import_undoes_every_guard(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell
    seen = guarded(cell)
    while seen and (unicodedata.category(seen[0]) in {"Cc", "Cf", "Zs"}):
        seen = seen[1:]
    assert unicodedata.normalize("NFKC", seen[:1]) not in {"=", "+", "-", "@"}


@pytest.mark.parametrize("org", ["＝cmd|' /C calc'!A0", "\u200b=1+1", "\u00a0@SUM(A1)", "−1+1", "'＋39", "＠home"])
def test_a_person_comes_back_from_csv_and_from_a_spreadsheet_made_of_it(tmp_path: Path, org: str) -> None:
    person = History(Person("ida", "Ida Brook", "People/Ida Brook.md", org=org.strip()))
    table = export([person], "csv")
    rows = list(csv.reader(io.StringIO(table.decode())))
    cell = rows[1][rows[0].index("org")]
    assert cell.startswith("'")
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    (tmp_path / "people.csv").write_bytes(table)
    book.save(tmp_path / "people.xlsx")
    assert unguarded(cell) == person.person.org
    for file in ("people.csv", "people.xlsx"):
        root = tmp_path / file.replace(".", " ")
        root.mkdir()
        with network(root, {}) as net:
            imported(net, tmp_path / file, create=everybody)
            (found,) = net.at(TODAY).people()
            assert found.org == plain_line(org)
