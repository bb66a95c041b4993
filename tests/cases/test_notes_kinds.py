"""Cases N7, N10, N12 to N15, N17, N19 to N23, N26, N27: what a note is, and what it is called."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from mdnetwork import Network
from support.case_vault import CaseVault, case_vault, person

TODAY = "2026-11-23"


@pytest.fixture
def in_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Set the time zone of this process, until the end of the test."""

    def change(zone: str) -> None:
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    yield change
    monkeypatch.undo()
    time.tzset()


def obsidian(vault: CaseVault, name: str, settings: dict[str, object]) -> None:
    """Write one of Obsidian's files of settings."""
    file = vault.root / ".obsidian" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(settings), encoding="utf-8")


@pytest.mark.parametrize(
    "moment_format",
    [
        "YYYY-DDDD",
        "YYYY-[W]ww-E",
        "MM-DD ddd",
        "YYYY/MM/DD",
        "D MMMM YYYY",
        "GGGG-[W]WW-E",
        "dddd, MMMM Do, YYYY",
        "YY.MM.DD",
    ],
)
def test_a_line_written_to_a_daily_note_is_read_back(tmp_path: Path, moment_format: str) -> None:
    vault = case_vault(tmp_path, {}, "Ann")
    obsidian(vault, "daily-notes.json", {"format": moment_format, "folder": "Daily"})
    before = {path.name for path in vault.root.rglob("*.md")}
    result = vault.run("log", "--daily", "yesterday coffee with Ann")
    if result.status == 0:
        assert vault.days("Ann") == ["2026-11-22"]
    else:
        assert moment_format in result.stderr
        assert {path.name for path in vault.root.rglob("*.md")} == before


@pytest.mark.parametrize("heading", ["## Log", "## Diario", "## Interactions", "# Log"])
def test_a_daily_line_goes_below_the_log_of_the_note(tmp_path: Path, heading: str) -> None:
    note = f"# Sunday\n\n{heading}\n\n- rain\n\n## Evening\n\nwords\n"
    vault = case_vault(tmp_path, {"Daily/2026-11-22.md": note}, "Ann")
    obsidian(vault, "daily-notes.json", {"format": "YYYY-MM-DD", "folder": "Daily"})
    assert vault.run("log", "--daily", "yesterday coffee with Ann").status == 0
    text = vault.text("Daily/2026-11-22.md")
    assert text.index(heading) < text.index("Ann") < text.index("## Evening")


@pytest.mark.parametrize(
    ("moment_format", "name", "day"),
    [
        ("D. MMMM YYYY", "10. Dezember 2025", "2025-12-10"),
        ("D MMMM YYYY", "3 février 2026", "2026-02-03"),
        ("D [de] MMMM [de] YYYY", "7 de mayo de 2026", "2026-05-07"),
        ("dddd D MMMM YYYY", "mercoledì 4 marzo 2026", "2026-03-04"),
    ],
)
def test_daily_notes_with_months_of_another_language(tmp_path: Path, moment_format: str, name: str, day: str) -> None:
    vault = case_vault(tmp_path, {f"Daily/{name}.md": "- coffee with [[Ann]]\n"}, "Ann")
    obsidian(vault, "daily-notes.json", {"format": moment_format, "folder": "Daily"})
    assert vault.days("Ann") == [day] or any(path == f"Daily/{name}.md" for _, path, _ in vault.problems())


@pytest.mark.parametrize(
    ("body", "days"),
    [
        ("**Last contact:** 2026-11-06", ["2026-11-06"]),
        ("**Last spoke:** 2026-11-06", ["2026-11-06"]),
        ("- **Last chat**: 2026-11-06", ["2026-11-06"]),
        ("| Field | Value |\n| --- | --- |\n| Last chat | 2026-11-06 |", ["2026-11-06"]),
        ("| | |\n|---|---|\n| **Ultimo contatto** | 2026-11-06 |", ["2026-11-06"]),
    ],
)
def test_the_last_contact_in_labels_and_tables(tmp_path: Path, body: str, days: list[str]) -> None:
    vault = case_vault(tmp_path, {"People/Ann.md": person(f"# Ann\n\n{body}\n")})
    assert vault.days("Ann") == days


@pytest.mark.parametrize(
    "label",
    [
        "**Next contact:** 2026-11-23",
        "**Follow up:** 2026-11-23",
        "| A | B |\n|---|---|\n| Next contact | 2026-11-23 |",
    ],
)
def test_the_next_contact_in_labels_and_tables(tmp_path: Path, label: str) -> None:
    vault = case_vault(tmp_path, {"People/Ann.md": person(f"# Ann\n\n{label}\n")})
    assert ("Ann", "planned", "2026-11-23") in vault.due()


@pytest.mark.parametrize(
    "label", ["**Met:** 2024-03-02", "First met: 2024-03-02", "conosciuta: 2024-03-02", "- **Met on**: 2024-03-02"]
)
def test_the_day_of_meeting_in_labels(tmp_path: Path, label: str) -> None:
    vault = case_vault(tmp_path, {"People/Ann.md": person(f"# Ann\n\n{label}\n")})
    assert vault.json("show", "Ann")["people"][0]["met"] == "2024-03-02"


@pytest.mark.parametrize(
    ("key", "field", "value"),
    [
        ("Last spoke: 2026-04-11", "last_contact", "2026-04-11"),
        ("last_seen: 2026-04-11", "last_contact", "2026-04-11"),
        ("last_met: 2026-04-11", "last_contact", "2026-04-11"),
        ("last_touch: 2026-04-11", "last_contact", "2026-04-11"),
        ("last_meeting: 2026-04-11", "last_contact", "2026-04-11"),
        ("DOB: 1989-04-27", "birthday", "1989-04-27"),
        ("dob: 1989-04-27", "birthday", "1989-04-27"),
        ("bday: 1989-04-27", "birthday", "1989-04-27"),
        ("First met: 2024-03-02", "met", "2024-03-02"),
        ("conosciuta: 2024-03-02", "met", "2024-03-02"),
        ("conosciuto: 2024-03-02", "met", "2024-03-02"),
        ("incontrato: 2024-03-02", "met", "2024-03-02"),
        ("incontrata: 2024-03-02", "met", "2024-03-02"),
        ("Catch up every: 6 weeks", "cadence", "6 weeks"),
        ("cadence: month", "cadence", "month"),
        ("cadence: quarter", "cadence", "quarter"),
        ("cadence: half year", "cadence", "half year"),
        ("cadence: year", "cadence", "year"),
        ("cadenza: trimestre", "cadence", "trimestre"),
        ("cadenza: mese", "cadence", "mese"),
    ],
)
def test_common_keys_are_known(tmp_path: Path, key: str, field: str, value: str) -> None:
    vault = case_vault(tmp_path, {"People/Ann.md": person("# Ann\n", key)})
    ann = vault.json("show", "Ann")["people"][0]
    assert ann[field] is not None, key
    if field != "cadence":
        assert ann[field] == value
    else:
        assert not [code for code, _, _ in vault.problems() if "CADENCE" in code]


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("Ping rhythm", ["6 weeks", "2 months", "3w", "monthly"]),
        ("sidst mødt", ["2026-01-02", "2026-03-04", "2026-05-06", "2026-07-08"]),
        ("seen at fair", ["2026-01-02", "2026-03-04", "2026-05-06", "2026-07-08"]),
        ("contact du", ["2026-01-02 par Slack", "[[2026-03-04]]", "5.6.2026", "2026-07"]),
        ("ogni quanto", ["ogni mese", "6 settimane", "ogni due mesi", "trimestrale"]),
    ],
)
def test_an_unknown_key_with_days_in_many_notes_is_a_problem(tmp_path: Path, key: str, values: list[str]) -> None:
    notes = {f"People/P{i}.md": person(f"# P{i}\n", f"{key}: {value}") for i, value in enumerate(values)}
    vault = case_vault(tmp_path, notes)
    rows = [row for row in vault.json("check") if key in row["message"]]
    assert len(rows) == 1, "one problem for one cause"
    assert str(len(values)) in rows[0]["message"]
    assert rows[0]["line"] > 0


@pytest.mark.parametrize(
    ("key", "setting"),
    [("Ping rhythm: monthly", '"Ping rhythm" = "cadence"'), ("seen at fair: 2026-01-02", '"seen at fair" = "other"')],
)
def test_a_setting_makes_an_unknown_key_known(tmp_path: Path, key: str, setting: str) -> None:
    notes = {f"People/{name}.md": person(f"# {name}\n", key) for name in ("Ann", "Bo", "Cy")}
    vault = case_vault(tmp_path, notes)
    assert len(vault.json("check")) == 1
    (vault.root / "mdnetwork.toml").write_text(f"keys = {{ {setting} }}\n", encoding="utf-8")
    assert vault.json("check") == []


def test_what_is_not_known_is_offered_and_taken_into_the_settings(tmp_path: Path) -> None:
    note = (
        "---\nPing rhythm: monthly\nseen at fair: 2026-01-02\nemail: x@x.example\n---\n## Kahvit\n- 2026-10-01 talk\n"
    )
    people = {f"People/{name}.md": note for name in ("Ann Lune", "Bo Marsh", "Cy Stone")}
    squad = {f"Squad/{name}.md": "---\nphone: 1234567\n---\n" for name in ("Dee Vale", "Ed Roe", "Fay Hill")}
    vault = case_vault(tmp_path, people | squad)
    assert "Kahvit" in vault.run().stdout
    assert vault.run("init", "--yes").status == 0
    assert vault.days("Ann Lune") == ["2026-10-01"]
    assert vault.json("show", "Ann Lune")["people"][0]["cadence"] is not None
    assert "Dee Vale" in vault.people()
    (row,) = vault.json("check")
    assert "seen at fair" in row["message"]


def test_only_what_is_agreed_to_is_taken(tmp_path: Path) -> None:
    keys = ("Ping rhythm: monthly", "seen at fair: 2026-01-02")
    vault = case_vault(tmp_path, {f"People/{name}.md": person(f"# {name}\n", *keys) for name in ("Ann", "Bo", "Cy")})
    assert vault.run("init", answer="n\ny\n").status == 0
    assert [row["message"].partition("”")[0] for row in vault.json("check")] == ["“Ping rhythm"]
    assert vault.days("Ann") == ["2026-01-02"]


@pytest.mark.parametrize("dismissed", ["UNKNOWN-KEY seen at fair", "UNKNOWN-KEY People/Ann.md", "UNKNOWN-KEY"])
def test_a_problem_can_be_dismissed(tmp_path: Path, dismissed: str) -> None:
    people = {f"People/{name}.md": person(f"# {name}\n", "seen at fair: 2026-01-02") for name in ("Ann", "Bo", "Cy")}
    stale = person("# Dee\n\n## Log\n- 2026-04-11 call\n", "last_contact: 2026-01-02")
    vault = case_vault(tmp_path, people | {"People/Dee.md": stale})
    assert [code for code, _, _ in vault.problems()] == ["UNKNOWN-KEY", "STALE-LAST-CONTACT"]
    (vault.root / "mdnetwork.toml").write_text(f'dismissed = ["{dismissed}"]\n', encoding="utf-8")
    assert [code for code, _, _ in vault.problems()] == ["STALE-LAST-CONTACT"]


@pytest.mark.parametrize(
    ("key", "left"),
    [
        ("mdnet_dismissed: STALE-LAST-CONTACT", ["UNKNOWN-KEY", "UNKNOWN-KEY"]),
        ("mdnet_dismissed: [UNKNOWN-KEY, STALE-LAST-CONTACT]", []),
        ("mdnet_dismissed: UNKNOWN-KEY seen at fair", ["STALE-LAST-CONTACT", "UNKNOWN-KEY"]),
        ("role: x", ["STALE-LAST-CONTACT", "UNKNOWN-KEY", "UNKNOWN-KEY"]),
    ],
)
def test_a_note_dismisses_its_own_problems(tmp_path: Path, key: str, left: list[str]) -> None:
    fair, stand = "seen at fair: 2026-01-02", "seen at stand: 2026-01-02"
    others = {f"People/{name}.md": person(f"# {name}\n", fair) for name in ("Ann", "Bo")}
    ours = person("# Dee\n\n## Log\n- 2026-04-11 call\n", "last_contact: 2026-01-02", fair, stand, key)
    stands = {f"People/{name}.md": person(f"# {name}\n", stand) for name in ("Ed", "Fay")}
    vault = case_vault(tmp_path, others | stands | {"People/Dee.md": ours})
    assert sorted(code for code, _, _ in vault.problems()) == left
    with Network.open(vault.root) as network:
        assert network.at(date(2026, 11, 23)).count_problems() == len(left)
    if left:
        assert "mdnet_dismissed" in vault.run("check").stdout


@pytest.mark.parametrize(
    "key", ["updated: 2026-01-02", "last_modified: 2026-01-02", "scadenza: 2026-01-02", "due: 2026-01-02", "score: 7"]
)
def test_a_key_of_housekeeping_is_no_problem(tmp_path: Path, key: str) -> None:
    notes = {f"People/{name}.md": person(f"# {name}\n", key) for name in ("Ann", "Bo", "Cy", "Dee")}
    assert case_vault(tmp_path, notes).json("check") == []


def test_one_private_key_is_no_problem(tmp_path: Path) -> None:
    vault = case_vault(tmp_path, {"People/Ann.md": person("# Ann\n", "seen at fair: 2026-01-02")}, "Bo", "Cy")
    assert vault.json("check") == []


@pytest.mark.parametrize("attendee", ["ada-lune", "[[ada-lune]]", "Ada Lune", "ADA-LUNE"])
def test_a_slug_is_a_name(tmp_path: Path, attendee: str) -> None:
    notes = {
        "People/Ada.md": person("# Ada Lune\n", "slug: ada-lune", "name: Ada Lune"),
        "Meetings/2026-11-10 Loom.md": f'---\ntype: meeting\ndate: 2026-11-10\npeople: ["{attendee}"]\n---\nwords\n',
    }
    vault = case_vault(tmp_path, notes)
    assert vault.days("Ada Lune") == ["2026-11-10"]
    assert vault.json("check") == []


@pytest.mark.parametrize("title", ["Director", "Head of Looms", "Dr.", "Managing Partner"])
def test_a_title_before_a_heading_is_no_name(tmp_path: Path, title: str) -> None:
    vault = case_vault(tmp_path, {"People/ed-lune.md": person("# Ed Lune\n", f"title: {title}")})
    assert vault.people() == ["Ed Lune"]


@pytest.mark.parametrize(
    "file",
    [
        "Kim Vale 8f3c0a1b2c3d4e5f60718293a4b5c6d7.md",
        "Kim Vale 0123456789abcdef0123456789abcdef.md",
        "Kim Vale 8f3c0a1b-2c3d-4e5f-6071-8293a4b5c6d7.md",
    ],
)
def test_the_id_of_an_export_is_no_part_of_a_name(tmp_path: Path, file: str) -> None:
    vault = case_vault(
        tmp_path, {f"People/{file}": person("words\n"), "Daily/2026-11-10.md": f"- lunch with [[{file[:-3]}]]\n"}
    )
    assert vault.people() == ["Kim Vale"]
    assert vault.days("Kim Vale") == ["2026-11-10"]


@pytest.mark.parametrize("new", ['Robert "Bo" Lune', "Bo: Lune", "Who Lune?", "A/B Lune"])
def test_a_name_that_a_file_cannot_have_is_kept_in_the_note(tmp_path: Path, new: str) -> None:
    vault = case_vault(tmp_path, {}, "Bo Lune")
    assert vault.run("rename", "Bo Lune", new).status == 0
    assert vault.people() == [new]


@pytest.mark.parametrize("inner", ["notes.md", "gift ideas.md", "Photos/list.md", "transcript.md"])
def test_a_folder_of_a_person_holds_no_other_people(tmp_path: Path, inner: str) -> None:
    vault = case_vault(
        tmp_path, {f"People/Fay Lune/{inner}": "some words\n", "People/Fay Lune.md": "# Fay Lune\n"}, "Gil"
    )
    assert vault.people() == ["Fay Lune", "Gil"]


def meeting(body: str, *keys: str) -> str:
    """The text of a meeting's note."""
    return "\n".join(["---", "type: meeting", *keys, "---", body])


@pytest.mark.parametrize(
    "body",
    [
        "## Agenda\n- the budget\n- the loom\n",
        "## Ordine del giorno\n- il budget\n",
        "## Goals\n- a date\n",
        "# Loom\n\n## Agenda\n1. budget\n",
    ],
)
def test_an_agenda_is_not_yet_a_meeting(tmp_path: Path, body: str) -> None:
    note = meeting(body, "date: 2026-11-23", "time: 16:00", 'attendees: ["[[Ann]]"]')
    vault = case_vault(tmp_path, {"Meetings/2026-11-23 Loom.md": note}, "Ann")
    assert vault.counted("Ann") == []


@pytest.mark.parametrize("status", ["cancelled", "canceled", "annullato", "annullata", "Cancelled"])
def test_a_cancelled_meeting_is_no_contact(tmp_path: Path, status: str) -> None:
    notes = {
        "Meetings/2026-11-10 Loom.md": meeting(
            "words\n", "date: 2026-11-10", f"status: {status}", 'attendees: ["[[Ann]]"]'
        ),
        "Meetings/2026-11-24 Next.md": meeting("", "date: 2026-11-24", f"status: {status}", 'attendees: ["[[Ann]]"]'),
    }
    vault = case_vault(tmp_path, notes, "Ann")
    assert vault.counted("Ann") == []
    assert [kind for _, kind, _ in vault.due(TODAY, "--within", "7d") if kind == "prepare"] == []


def test_people_of_a_note_about_something_have_not_met(tmp_path: Path) -> None:
    notes = {
        "a.md": '---\ntype: note\ncreated: 2026-08-02\npeople: ["[[Ann]]"]\n---\nabout [[Ann]]\n',
        "b.md": "---\ntype: market-research\ndate: 2026-08-02\npeople: [Ann]\n---\n",
        "c.md": '---\ntype: review\ndate: 2026-08-02\nperson: "[[Ann]]"\nstatus: not-started\n---\nwords\n',
        "d.md": "---\ndate: 2026-08-02\n---\n# Pricing MOC\n\n## People\n- [[Ann]] — prices\n",
        "e.md": '---\ntype: article\ndate: 2026-08-02\npeople: ["[[Ann]]"]\n---\n',
    }
    vault = case_vault(tmp_path, notes, "Ann")
    assert vault.counted("Ann") == []


@pytest.mark.parametrize(
    "note",
    [
        "See [[#Contact support|support]].",
        "See [[Other#person|x]].",
        "Write `#person` before it.",
        "[the form](#contact)",
    ],
)
def test_a_heading_link_is_no_tag(tmp_path: Path, note: str) -> None:
    vault = case_vault(tmp_path, {"Help.md": f"# Help\n\n{note}\n"}, "Ann")
    assert vault.people() == ["Ann"]


@pytest.mark.parametrize(
    "folder", ["Vorlagen", "Modelos", "Plantillas", "Modèles", "模板", "Templates", "Modelli", "People/Vorlagen"]
)
def test_templates_are_no_people(tmp_path: Path, folder: str) -> None:
    vault = case_vault(tmp_path, {f"{folder}/Person.md": person("# {{title}}\n")}, "Ann")
    assert vault.people() == ["Ann"]


@pytest.mark.parametrize(
    "text", ["# {{Vorname Nachname}}\n", "# <% tp.file.title %>\n", "# {{title}}\n", "# {{Nome Cognome}}\n\n## Log\n"]
)
def test_a_note_of_placeholders_is_a_template(tmp_path: Path, text: str) -> None:
    vault = case_vault(tmp_path, {"People/_template.md": person(text), "People/_Neu.md": person(text)}, "Ann")
    assert vault.people() == ["Ann"]


@pytest.mark.parametrize(
    "path", ["People/External/README.md", "People/README.md", "People/Work/readme.md", "People/_index.md"]
)
def test_a_readme_among_people_is_no_person(tmp_path: Path, path: str) -> None:
    vault = case_vault(
        tmp_path,
        {
            path: "# About this folder\n",
            "People/External/Bo.md": person("# Bo\n"),
            "People/Work/Cy.md": person("# Cy\n"),
        },
        "Ann",
    )
    assert vault.people() == ["Ann", "Bo", "Cy"]


def test_a_readme_that_is_a_person(tmp_path: Path) -> None:
    vault = case_vault(tmp_path, {"People/Dee/README.md": "# Dee\n\n## Log\n- 2026-10-01 call\n"}, "Ann")
    assert vault.people() == ["Ann", "Dee"]


@pytest.mark.parametrize(
    ("file", "heading"),
    [
        ("Jane_Roe.md", "Jane Roe"),
        ("Karl-Voss.md", "Karl Voss"),
        ("jane-roe.md", "Jane Roe"),
        ("Ana_Lima-Duarte.md", "Ana Lima-Duarte"),
    ],
)
def test_the_heading_of_a_slug_is_the_name(tmp_path: Path, file: str, heading: str) -> None:
    notes = {
        f"People/{file}": person(f"# {heading}\n"),
        "Meetings/2026-11-10 Loom.md": meeting("words\n", "date: 2026-11-10", f"attendees: [{heading}]"),
    }
    vault = case_vault(tmp_path, notes)
    assert vault.people() == [heading]
    assert vault.days(heading) == ["2026-11-10"]
    assert vault.json("check") == []


@pytest.mark.parametrize(
    "heading",
    [
        "Meeting History", "Interactions log", "1:1 Notes", "1:1s", "Meeting log", "Meeting Notes",
        "Call notes", "Contact history", "Touch points", "Kontaktverlauf", "Gespräche", "Protokoll",
        "Historial", "Conversaciones", "Registro de contactos", "Histórico", "Conversas",
        "Historique", "Échanges", "Journal", "记录", "ログ", "履歴", "📞 Calls", "Notes from calls",
    ],
)  # fmt: skip
def test_log_headings_that_people_use(tmp_path: Path, heading: str) -> None:
    vault = case_vault(tmp_path, {"People/Ann.md": person(f"# Ann\n\n## {heading}\n- 2026-10-01 call\n")})
    assert vault.days("Ann") == ["2026-10-01"]


@pytest.mark.parametrize(
    "body",
    [
        "## Kahvit\n### 2026\n- 2026-10-01 words\n",
        "## Kahvit\n\n| Date | Text |\n|---|---|\n| 2026-10-01 | words |\n",
        "> [!note] Kahvit\n> - 2026-10-01 words\n",
        "Kahvit\n===\n\n### 2026-10-01 words\n",
        "- 2026-10-01 call\n- 2026-10-02 lunch\n",
    ],
)
def test_lines_with_days_that_are_no_log_are_said_once(tmp_path: Path, body: str) -> None:
    notes = {f"People/{name}.md": person(f"# {name}\n\n{body}") for name in ("Ann", "Bo", "Cy")}
    vault = case_vault(tmp_path, notes)
    (row,) = vault.json("check")
    assert (row["code"], row["path"], row["severity"]) == ("UNKNOWN-HEADING", "People/Ann.md", "warning")
    assert "3 people" in row["message"]
    assert ("Kahvit" in row["message"]) is ("Kahvit" in body)


@pytest.mark.parametrize("heading", ["Changelog", "Related", "Tasks", "Agenda"])
def test_a_heading_of_something_else_is_no_problem(tmp_path: Path, heading: str) -> None:
    box = "[ ] " if heading == "Tasks" else ""
    notes = {
        f"People/{name}.md": person(f"# {name}\n\n## {heading}\n- {box}2026-10-01 words\n") for name in ("A", "B", "C")
    }
    assert case_vault(tmp_path, notes).json("check") == []


@pytest.mark.parametrize("heading", ["Rendezvous", "Kahvit", "Our walks", "Samtaler"])
def test_an_unknown_heading_with_days_in_many_notes_is_a_problem(tmp_path: Path, heading: str) -> None:
    notes = {
        f"People/{name}.md": person(f"# {name}\n\n## {heading}\n- 2026-10-01 words\n- 2026-10-02 more\n")
        for name in ("Ann", "Bo", "Cy")
    }
    vault = case_vault(tmp_path, notes)
    rows = [row for row in vault.json("check") if heading in row["message"]]
    assert len(rows) == 1
    assert "log_headings" in rows[0]["message"]
    assert rows[0]["line"] > 0


@pytest.mark.parametrize(
    ("file", "keys", "day"),
    [
        ("April 21st, 2022.md", "", "2022-04-21"),
        ("March 2nd, 2022.md", "", "2022-03-02"),
        ("2022-09-30-x.md", "date: 2022-06-10\ndateStart: 2022-09-30", "2022-09-30"),
        ("May 3rd, 2022.md", "", "2022-05-03"),
    ],
)
def test_the_day_of_a_note(tmp_path: Path, file: str, keys: str, day: str) -> None:
    front = f"---\n{keys}\n---\n" if keys else ""
    vault = case_vault(tmp_path, {f"journal/{file}": f"{front}- coffee with [[Ann]]\n"}, "Ann")
    assert vault.days("Ann") == [day]


def test_translations_without_a_default_are_one_person(tmp_path: Path) -> None:
    notes = {
        "content/people/ann-lune/_index.en.md": person("# Ann Lune\n", "title: Ann Lune"),
        "content/people/ann-lune/_index.es.md": person("# Ann Lune\n", "title: Ann Lune"),
    }
    vault = case_vault(tmp_path, notes)
    assert vault.people() == ["Ann Lune"]


@pytest.mark.parametrize(
    "label",
    [
        "**DOB:** 27 April 1989",
        "**Birthday**: 27 April 1989",
        "| A | B |\n|---|---|\n| DOB | 27 April 1989 |",
        "- DOB: 27 April 1989",
    ],
)
def test_birthdays_in_labels(tmp_path: Path, label: str) -> None:
    vault = case_vault(tmp_path, {"People/Ann.md": person(f"# Ann\n\n{label}\n")})
    assert vault.json("people")[0]["birthday"] == "1989-04-27"


@pytest.mark.parametrize(
    "folder", ["Contactos", "Personas", "Pessoas", "Kontakte", "Personen", "Personnes", "人物", "Contatos", "联系人"]
)
def test_folders_of_people(tmp_path: Path, folder: str) -> None:
    vault = case_vault(tmp_path, {f"{folder}/Ann Lune.md": "# Ann Lune\n"})
    assert vault.people() == ["Ann Lune"]


@pytest.mark.parametrize("folder", ["Menschen hier", "Squad", "Ihmiset", "Folks"])
def test_a_folder_that_looks_like_people_is_said(tmp_path: Path, folder: str) -> None:
    notes = {
        f"{folder}/{name}.md": f"---\nemail: {name[:3].lower()}@x.example\nphone: +39 333 00000{i}\n---\n# {name}\n"
        for i, name in enumerate(["Ann Lune", "Bo Marsh", "Cy Stone", "Dee Vale"])
    }
    vault = case_vault(tmp_path, notes)
    rows = [row for row in vault.json("check") if folder in row["message"] or row["path"].startswith(folder)]
    assert len(rows) == 1
    assert "people_folders" in rows[0]["message"]


@pytest.mark.parametrize(
    ("folder", "name"),
    [("Journal", "{:02}-11-2026"), ("Diario", "{}.11.2026"), ("Notes/Days", "{} Nov"), ("Log", "26.11.{:02}")],
)
def test_names_with_days_that_cannot_be_read_are_said(tmp_path: Path, folder: str, name: str) -> None:
    notes = {f"{folder}/{name.format(day)}.md": "- coffee with [[Ann]]\n" for day in (3, 5, 6, 7)}
    vault = case_vault(tmp_path, notes, "Ann")
    (row,) = vault.json("check")
    assert (row["code"], "4 notes" in row["message"], folder in row["message"]) == ("UNKNOWN-NAME", True, True)


@pytest.mark.parametrize("name", ["1.0.{}", "2026-W1{}", "Chapter {}", "Week {}", "RFC 282{}"])
def test_names_with_numbers_are_no_days(tmp_path: Path, name: str) -> None:
    notes = {f"Notes/{name.format(number)}.md": "words\n" for number in (3, 5, 6, 7)}
    assert case_vault(tmp_path, notes, "Ann").json("check") == []


@pytest.mark.parametrize(
    ("folder", "keys"),
    [
        ("Firms", "type: supplier\nemail: a@x.example"),
        ("Recipes", "phone: 1234567"),
        ("Places", "email: a@x.example"),
    ],
)
def test_a_folder_of_other_things_is_no_problem(tmp_path: Path, folder: str, keys: str) -> None:
    names = (
        ["bread", "soup", "cake 3", "tea"] if folder == "Recipes" else ["Ann Lune", "Bo Marsh", "Cy Stone", "Dee Ray"]
    )
    notes = {f"{folder}/{name}.md": f"---\n{keys}\n---\nwords\n" for name in names}
    assert case_vault(tmp_path, notes, "Ann").json("check") == []


@pytest.mark.parametrize(
    ("stamp", "zone", "shown"),
    [
        ("2026-11-23T15:00:00Z", "America/Los_Angeles", "07:00"),
        ("2026-11-23T15:00:00+02:00", "Europe/Rome", "14:00"),
        ("2026-11-23T23:30:00-05:00", "UTC", None),
        ("2026-11-23T15:00:00", "America/Los_Angeles", "15:00"),
    ],
)
def test_a_time_with_an_offset_is_an_instant(
    tmp_path: Path, in_zone: Callable[[str], None], stamp: str, zone: str, shown: str | None
) -> None:
    in_zone(zone)
    note = meeting("", f"date: {stamp}", 'attendees: ["[[Ann]]"]')
    vault = case_vault(tmp_path, {"Meetings/Loom.md": note}, "Ann")
    told = vault.json("show", "Meetings/Loom.md")["meeting"]
    if shown is None:
        assert (told["date"], told["time"]) == ("2026-11-24", "04:30")
    else:
        assert (told["date"], told["time"]) == ("2026-11-23", shown)


def test_midnight_utc_is_the_day_that_is_written(tmp_path: Path, in_zone: Callable[[str], None]) -> None:
    in_zone("America/Los_Angeles")
    note = meeting("", "date: 2026-11-23T00:00:00Z", 'attendees: ["[[Ann]]"]')
    vault = case_vault(tmp_path, {"Meetings/Loom.md": note}, "Ann")
    assert vault.json("show", "Meetings/Loom.md")["meeting"]["date"] == "2026-11-23"


@pytest.mark.parametrize(
    ("today", "due"),
    [("2026-11-19", False), ("2026-11-20", True), ("2026-11-21", True), ("2026-11-23", True), ("2026-11-24", False)],
)
def test_a_birthday_stays_due_for_three_days(tmp_path: Path, today: str, due: bool) -> None:
    vault = case_vault(tmp_path, {"People/Ann.md": person("# Ann\n", "birthday: 1980-11-20")})
    assert (("Ann", "birthday", "2026-11-20") in vault.due(today)) is due


@pytest.mark.parametrize(
    ("notice", "today", "due"),
    [("7d", "2026-11-13", True), ("7d", "2026-11-12", False), ("1w", "2026-11-14", True), ("3d", "2026-11-13", False)],
)
def test_a_birthday_can_have_notice(tmp_path: Path, notice: str, today: str, due: bool) -> None:
    vault = case_vault(
        tmp_path,
        {
            "People/Ann.md": person("# Ann\n", "birthday: 1980-11-20"),
            "mdnetwork.toml": f'birthday_notice = "{notice}"\n',
        },
    )
    assert any(person == "Ann" for person, _, _ in vault.due(today)) is due


# N14, N15


@pytest.mark.parametrize(
    "key",
    [
        "Last spoke: 2026-04-11",
        "last_contact: 2026-04-11",
        "ultimo_contatto: 2026-04-11",
        "last_interaction: 2026-04-11",
        'last_seen: "2026-04-11 via Slack"',
        'Last chat: "[[2026-04-11]]"',
    ],
)
def test_logging_makes_no_problem_of_its_own(tmp_path: Path, key: str) -> None:
    vault = case_vault(tmp_path, {"People/Ann.md": person("# Ann\n\n## Log\n- 2026-04-11 call\n", key)})
    before = vault.problems()
    assert vault.run("log", "yesterday coffee with Ann").status == 0
    assert vault.problems() == before
    rest = vault.text("People/Ann.md").partition(f"\n{key.partition(':')[0]}:")[2]
    assert rest.lstrip(' "[').startswith("2026-11-22")
    assert vault.run("undo").status == 0
    assert key in vault.text("People/Ann.md")


@pytest.mark.parametrize(
    "line", ["**Last contact:** 2026-04-11", "| Last chat | 2026-04-11 |", "Last spoke:: 2026-04-11"]
)
def test_a_last_contact_in_the_text_is_kept_current(tmp_path: Path, line: str) -> None:
    table = "| | |\n|---|---|\n" if line.startswith("|") else ""
    vault = case_vault(tmp_path, {"People/Ann.md": person(f"# Ann\n\n{table}{line}\n\n## Log\n- 2026-04-11 call\n")})
    assert vault.run("log", "yesterday coffee with Ann").status == 0
    assert vault.json("check") == []
    assert line.replace("2026-04-11", "2026-11-22") in vault.text("People/Ann.md")
    assert vault.run("undo").status == 0


@pytest.mark.parametrize(
    ("key", "after"),
    [
        ("last_contact: 2026-04-11", "last_contact: 2026-11-22"),
        ("ultimo_contatto: 2026-04-11", "ultimo_contatto: 2026-11-22"),
        ("last_contact: 2026-11-23", "last_contact: 2026-11-23"),
        ("role: x", "role: x"),
    ],
)
def test_a_daily_line_keeps_a_last_contact_current(tmp_path: Path, key: str, after: str) -> None:
    note = person("# Ann\n", key)
    vault = case_vault(tmp_path, {"People/Ann.md": note, "People/Bo.md": person("# Bo\n", "last_contact: 2026-04-11")})
    assert vault.run("log", "--daily", "yesterday coffee with Ann and Bo").status == 0
    assert vault.text("People/Ann.md") == note.replace(key, after)
    assert "last_contact: 2026-11-22" in vault.text("People/Bo.md")
    assert vault.json("check") == []
    assert vault.run("undo").status == 0
    assert vault.text("People/Ann.md") == note


@pytest.mark.parametrize("key", ["last_contact: 2026-04-11", "Last spoke: 2026-04-11", "ultimo_contatto: 2026-04-11"])
def test_fix_mends_a_stale_last_contact(tmp_path: Path, key: str) -> None:
    vault = case_vault(tmp_path, {"People/Ann.md": person("# Ann\n\n## Log\n- 2026-10-11 call\n", key)})
    assert vault.json("check") != []
    assert vault.run("check", "--fix", "--yes").status == 0
    assert vault.json("check") == []
    assert "2026-10-11" in vault.text("People/Ann.md").partition("# Ann")[0]


@pytest.mark.parametrize(
    "first", [("done", "Hal"), ("done", "Hal", "birthday"), ("log", "wished Hal a happy birthday")]
)
def test_a_birthday_done_is_done(tmp_path: Path, first: tuple[str, ...]) -> None:
    vault = case_vault(tmp_path, {"People/Hal.md": person("# Hal\n", "birthday: 1980-11-23")})
    assert ("Hal", "birthday", TODAY) in vault.due()
    assert vault.run(*first).status == 0
    assert [row for row in vault.due() if row[0] == "Hal"] == []
    assert [row for row in vault.due("2026-11-24") if row[0] == "Hal"] == []


def test_a_word_that_is_a_whole_kind_means_the_kind(tmp_path: Path) -> None:
    note = person("# Hal\n\n## Tasks\n- [ ] Buy birthday card 📅 2026-11-23\n", "birthday: 1980-11-23")
    vault = case_vault(tmp_path, {"People/Hal.md": note})
    assert vault.run("done", "Hal", "birthday").status == 0
    assert "- [ ] Buy birthday card" in vault.text("People/Hal.md")
    assert [kind for _, kind, _ in vault.due()] == ["task"]
