"""Files that mean harm, or only look like it: nothing leaves the vault, nothing runs, nobody is lost."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mdnetwork.errors import EditRefused, ExchangeError
from mdnetwork.exchange.cards import Card
from mdnetwork.exchange.new_notes import FileNames
from mdnetwork.exchange.vcards import read_vcards
from support.exchange_vault import TODAY, everybody, imported, network, texts

NAMES = [
    "../../../etc/passwd",
    "..",
    "/etc/passwd",
    "C:\\Windows\\system32",
    "🦊",
    "🦊🦊🦊",
    "A" * 300,
    "é" * 300,
    "CON",
    "nul.txt",
    "COM1",
    ".hidden",
    "trailing. ",
    "Ann [[Bee]] #tag ^x | y",
    "2026-01-02",
    "Ada: Okoro",
    "- dash",
    "'; DROP TABLE people",
    "<script>alert(1)</script>",
    "{{title}}",
    "\u202eevil",
]


def vcards(names: list[str]) -> str:
    return "".join(
        f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nEMAIL:{n}@example.org\nEND:VCARD\n" for n, name in enumerate(names)
    )


def test_names_stay_in_their_folder_and_everybody_gets_a_note(tmp_path: Path) -> None:
    with network(tmp_path / "vault", {}) as net:
        found = imported(net, vcards(NAMES), "in.vcf", create=everybody)
        assert [entry.refused for entry in found.entries if not entry.path] == []
        outside = [path for path in tmp_path.rglob("*.md") if path.parent != net.root / "People"]
        assert outside == []
        assert len(net.at(TODAY).people()) == len(NAMES)
        for path in texts(net.root):
            stem = path.removeprefix("People/").removesuffix(".md")
            assert len(path.rpartition("/")[2].encode()) <= 255
            assert not set(stem) & set('<>:"/\\|?*#^[]')
            assert not stem.startswith(".")
            assert not stem.endswith((".", " "))
            assert stem.partition(".")[0].casefold() not in {"con", "nul", "com1"}
        again = imported(net, vcards(NAMES), "in.vcf", create=everybody)
        assert {entry.outcome for entry in again.entries} == {"unchanged"}


def test_no_two_notes_differ_only_in_case_or_in_how_accents_are_stored(tmp_path: Path) -> None:
    names = ["Ada Okoro", "ADA OKORO", "Zoë", unicodedata.normalize("NFD", "Zoë"), "Straße", "STRASSE"]
    with network(tmp_path / "vault", {"People/ada okoro.md": "---\ntype: person\nemail: x@y.example\n---\n"}) as net:
        text = vcards(names)
        found = imported(net, text, "in.vcf", create=everybody, answer=lambda _card, _match: "")
        assert all(entry.path for entry in found.entries)
        paths = [unicodedata.normalize("NFC", path).casefold() for path in texts(net.root)]
        assert len(paths) == len(set(paths)) == len(names) + 1
        assert not [problem for problem in net.at(TODAY).problems() if problem.severity == "error"]


@given(st.lists(st.text(max_size=400), min_size=1, max_size=5))
@settings(max_examples=200)
def test_any_name_makes_a_free_path_in_the_folder(names: list[str]) -> None:
    shelf = FileNames(["People/Taken.md"])
    paths = [next(shelf.places(Card(name), "People")) for name in names]
    assert len({unicodedata.normalize("NFC", path).casefold() for path in paths}) == len(names)
    for path in paths:
        assert path.startswith("People/")
        assert path.count("/") == 1
        assert ".." not in path.split("/")
        assert len(path.encode()) < 255 + len("People/")


@given(st.binary(max_size=400))
@settings(max_examples=300)
def test_any_bytes_are_read_without_an_error(data: bytes) -> None:
    text = b"BEGIN:VCARD\nVERSION:3.0\nFN:Ada\n" + data + b"\nEND:VCARD\n"
    found = list(read_vcards(text.splitlines(keepends=True), "x.vcf", photos=True))
    assert found


def test_names_for_files_end(tmp_path: Path) -> None:
    shelf = FileNames([])
    paths = {shelf.free("Ada", "People", "the same mark", "Acme") for _ in range(63)}
    assert len(paths) == 63
    with pytest.raises(EditRefused, match="No name is left for a note called Ada"):
        shelf.free("Ada", "People", "the same mark", "Acme")


def test_a_name_that_is_read_as_another_elsewhere_is_made_where_it_is_itself(tmp_path: Path) -> None:
    with network(tmp_path / "vault", {}) as net:
        (entry,) = imported(net, "Name,Email\n@m,m@x.example\n", create=everybody).entries
        assert (entry.path, entry.refused) == ("People/Somebody.md", ())
        assert [person.name for person in net.at(TODAY).people()] == ["@m"]


def test_half_a_character_is_no_text(tmp_path: Path) -> None:
    text = (
        '[{"name": "Ada Okoro", "emails": "ada@example.org", "org": "Beta \\ud800x", "tags": ["a\\udc01b"]},'
        '{"name": "Zo\\ud800e", "org": "\\udfff"}]'
    )
    with network(tmp_path / "vault") as net:
        found = imported(net, text, "in.json", create=everybody)
        assert [entry.outcome for entry in found.entries] == ["updated", "new"]
        assert all("\ufffd" not in note for note in texts(net.root).values())
        assert not imported(net, text, "in.json", create=everybody).plan


def test_a_folder_that_leads_out_is_refused(tmp_path: Path) -> None:
    from mdnetwork.errors import VaultError

    with network(tmp_path / "vault", {}) as net, pytest.raises(VaultError, match="outside the vault"):
        imported(net, vcards(["Ada"]), "in.vcf", create=everybody, folder="../elsewhere")
    assert not (tmp_path / "elsewhere").exists()


def test_a_huge_cell_and_a_huge_line_end_nothing(tmp_path: Path) -> None:
    with network(tmp_path / "vault", {}) as net:
        found = imported(net, f"Name,Email\nAda One,a@x.example\nBen Two,{'x' * 300_000}\n", create=everybody)
        assert [entry.name for entry in found.entries] == ["Ada One", "Ben Two"]
        found = imported(net, f"BEGIN:VCARD\nFN:Zoe Lind\nNOTE:{'y' * 300_000}\nEND:VCARD\n", "z.vcf", create=everybody)
        assert [entry.outcome for entry in found.entries] == ["new"]
        folded = "\n".join(" " + "y" * 70 for _ in range(50_000))
        found = imported(net, f"BEGIN:VCARD\nFN:Tim Lind\nNOTE:x\n{folded}\nEND:VCARD\n", "t.vcf", create=everybody)
        assert [entry.name for entry in found.entries] == ["Tim Lind"]
        before = texts(net.root)
        with pytest.raises(ExchangeError, match="Near line 3 a cell goes on"):
            imported(net, f'Name,Email\nEd Orr,e@x.example\nUna Ito,"{"x" * 1_100_000}\n', create=everybody)
        assert texts(net.root) == before


def test_what_lies_too_deep_is_refused(tmp_path: Path) -> None:
    zipped = vcards(["Ada"]).encode() if isinstance(vcards(["Ada"]), str) else vcards(["Ada"])
    for _ in range(3):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("a.vcf", zipped)
        zipped = file.getvalue()
    events = "BEGIN:VCALENDAR\n" + "BEGIN:VEVENT\n" * 20 + "END:VEVENT\n" * 20 + "END:VCALENDAR\n"
    with network(tmp_path / "vault", {}) as net:
        with pytest.raises(ExchangeError, match="is too deep inside archives"):
            imported(net, zipped, "in.zip", create=everybody)
        with pytest.raises(ExchangeError, match="too deep to be a calendar"):
            imported(net, events, "in.ics", create=everybody)
        with pytest.raises(ExchangeError, match="cannot be read as JSON"):
            imported(net, "[" * 5000, "in.json", create=everybody)
        assert not net.at(TODAY).people()


def test_a_vault_to_import_is_not_left_through_a_link(tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    (theirs / ".obsidian/plugins/birthday-tracker").mkdir(parents=True)
    (tmp_path / "outside.md").write_text("name=Ada Marsh; birthday=01/02/1990\n")
    (theirs / "Birthdays.md").symlink_to(tmp_path / "outside.md")
    (theirs / "Broken.md").symlink_to(tmp_path / "nothing.md")
    with network(tmp_path / "vault", {}) as net, pytest.raises(ExchangeError, match="is a vault, and no note in it"):
        imported(net, theirs, create=everybody)
    settings_file = theirs / ".obsidian/plugins/birthday-tracker/data.json"
    settings_file.write_text(f'{{"birthdayNodeLocation": "Birthdays.md", "x": "{"y" * 300_000}"}}')
    with network(tmp_path / "vault", {}) as net:
        assert imported(net, settings_file, create=everybody).entries == ()


def workbook(cells: str) -> bytes:
    """A workbook whose sheet has these rows, as XML."""
    openpyxl = pytest.importorskip("openpyxl")
    made, changed = io.BytesIO(), io.BytesIO()
    openpyxl.Workbook().save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data = re.sub(
                    rb"<sheetData ?/>|<sheetData>.*</sheetData>", f"<sheetData>{cells}</sheetData>".encode(), data
                )
            new.writestr(name, data)
    return changed.getvalue()


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


@pytest.mark.parametrize(
    ("far", "said"),
    [
        (
            f'<row r="2">{cell("A2", "Una Ito")}{cell("XFD2", "x")}</row>',
            "Row 2 of p.xlsx has a value beyond column 1024",
        ),
        (f'<row r="2">{cell("AMK2", "x")}</row>', "Row 2 of p.xlsx has a value beyond column 1024"),
        (f'<row r="1048577">{cell("A1048577", "Una Ito")}</row>', "p.xlsx has more than 1048576 rows"),
        (f'<row r="99999999">{cell("A99999999", "Una Ito")}</row>', "p.xlsx has more than 1048576 rows"),
    ],
)
def test_a_cell_that_claims_a_far_place_is_refused(far: str, said: str, tmp_path: Path) -> None:
    data = workbook(f'<row r="1">{cell("A1", "Name")}</row>{far}')
    with network(tmp_path / "vault") as net, pytest.raises(ExchangeError, match=said):
        imported(net, data, "p.xlsx", create=everybody)


def test_rows_and_columns_that_a_sheet_leaves_out_are_no_people(tmp_path: Path) -> None:
    rows = f'<row r="1">{cell("A1", "Name")}</row><row r="9"/><row r="20">{cell("A20", "Una Ito")}<c r="XFD20"/></row>'
    with network(tmp_path / "vault", {}) as net:
        found = imported(net, workbook(rows), "p.xlsx", create=everybody)
        assert [(entry.name, entry.where) for entry in found.entries] == [("Una Ito", "p.xlsx:20")]
