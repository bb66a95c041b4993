# ruff: noqa: E501  a row is an input
"""Further inputs of the kinds of the cases: each was written from the case alone, before the code was looked at."""

from __future__ import annotations

import json
import re
import shlex
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import frontmatter
import pytest

from mdnetwork import Network
from mdnetwork import __all__ as exported
from support.case_vault import CaseVault, case_vault, person
from support.terminal import on_terminal

ITALIAN = {"mdnetwork.toml": 'language = "it"\n'}
DAILY = "Daily/2026-11-06.md"


@pytest.fixture(autouse=True)
def in_rome(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Live in Rome, until the end of the test."""
    monkeypatch.setenv("TZ", "Europe/Rome")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def meeting(*keys: str, body: str = "") -> str:
    """The text of a meeting's note."""
    return "\n".join(["---", "type: meeting", *keys, "---", body])


# What is typed


@pytest.mark.parametrize(
    ("line", "day", "kept"),
    [
        pytest.param("wednesday 11 lunch with Ann", "2026-11-11", "lunch", id="N4-weekday-and-day"),
        pytest.param("venerdì 13 pranzo con Ann", "2026-11-13", "pranzo", id="N4-italian-weekday-and-day"),
        pytest.param("9:05 call with Ann about the lease", "2026-11-24", "lease", id="N4-hour-first"),
        pytest.param("call with Ann 12 oct 30 slides to go through", "2026-10-12", "30 slides", id="N4-two-digits"),
        pytest.param("coffee with Ann 12 oct '25, on looms", "2025-10-12", "looms", id="N4-year-with-apostrophe"),
        pytest.param("2026-11-19T08:15 call with Ann", "2026-11-19", "call", id="N4-iso-time"),
        pytest.param("ieri alle 15:30 caffè con Ann sui telai", "2026-11-23", "telai", id="N4-italian-hour"),
        pytest.param("last friday's lunch with Ann", "2026-11-20", "lunch", id="N4-possessive"),
        pytest.param("saturday the 14th walk with Ann", "2026-11-14", "walk", id="N4-the-14th"),
        pytest.param("20 nov 3pm drinks with Ann at the pier", "2026-11-20", "pier", id="N4-3pm"),
    ],
)
def test_a_day_that_is_typed(tmp_path: Path, line: str, day: str, kept: str) -> None:
    vault = case_vault(tmp_path, {}, "Ann")
    result = vault.run("log", line, today="2026-11-24")
    assert result.status == 0, result.stderr
    (entry,) = [row for row in vault.text("People/Ann.md").splitlines() if row.startswith("- 20")]
    assert entry.startswith(f"- {day}")
    assert kept in entry
    assert vault.days("Ann", "2026-11-24") == [day]


# What notes say: follow-ups


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        pytest.param("People/Bo.md", person("## Log\n- 2026-11-17 telefonata #promesso il piano entro lunedì\n"), ("promise", "2026-11-23"), id="N4-entro-lunedi"),
        pytest.param("Plan.md", "- [ ] ring [[Bo]] no later than 27 November\n", ("task", "2026-11-27"), id="N4-no-later-than"),
        pytest.param("People/Bo.md", person("## Log\n- 2026-11-17 email #asked him for the key before thursday\n"), ("waiting", "2026-11-19"), id="N4-asked-before"),
        pytest.param(DAILY, "## Presenti\n- [[Bo]] → il preventivo #promesso la bozza 📅 2026-11-30\n", ("promise", "2026-11-30"), id="N5-presenti"),
        pytest.param(DAILY, "## People\n- [[Bo]]\n  - I #promised the plan 📅 2026-11-30\n", ("promise", "2026-11-30"), id="N5-nested"),
        pytest.param("Meetings/2026-11-06 Loom.md", meeting("date: 2026-11-06", body="## Participants\n* [[Bo]] - #waiting for the key 📅 2026-11-30\n"), ("waiting", "2026-11-30"), id="N5-participants"),
        pytest.param("Plan.md", "> [!todo]+ Questa settimana\n> 1. [ ] scrivere a [[Bo]] 📅 2026-11-30\n", ("task", "2026-11-30"), id="N6-numbered-task"),
        pytest.param("Plan.md", ">[!check]\n>- [ ] write to [[Bo]] 📅 2026-11-30\n", ("task", "2026-11-30"), id="N6-no-space"),
        pytest.param("People/Bo.md", person("> [!info] To do\n> * [ ] ring him 📅 2026-11-30\n"), ("task", "2026-11-30"), id="N6-own-note"),
        pytest.param("People/Bo.md", person("# Bo\n\n**Prossimo contatto:** 2026-11-30\n"), ("planned", "2026-11-30"), id="N10-prossimo-contatto"),
        pytest.param("People/Bo.md", person("# Bo\n\n| **Follow up** | 30 November 2026 |\n|---|---|\n| City | Rome |\n"), ("planned", "2026-11-30"), id="N10-header-row"),
        pytest.param("People/Bo.md", person("# Bo\n", "Next catch up: 2026-11-30"), ("planned", "2026-11-30"), id="N10-next-catch-up"),
        pytest.param("Board.md", "- [ ] call [[Bo]] (@2026-11-30 10:00)\n", ("task", "2026-11-30"), id="N11-reminder"),
        pytest.param("Board.md", "- [ ] call [[Bo]] due:2026-11-30\n", ("task", "2026-11-30"), id="N11-todo-txt"),
        pytest.param("Board.md", "- [ ] call [[Bo]] (due:: 2026-11-30)\n", ("task", "2026-11-30"), id="N11-dataview"),
        pytest.param("Board.md", "- [ ] call [[Bo]] >2026-11-30\n", ("task", "2026-11-30"), id="N11-arrow"),
        pytest.param("Board.md", "- [ ] call [[Bo]] @due([[2026-11-30]])\n", ("task", "2026-11-30"), id="N11-linked-day"),
        pytest.param(DAILY, "- [ ] Scrivere il preventivo e\n  mandarlo a [[Bo]]\n  📅 2026-11-30\n", ("task", "2026-11-30"), id="N16-italian"),
        pytest.param(DAILY, "- Plans\n  1) [ ] Prepare,\n     then call [[Bo]] 📅 2026-11-30\n", ("task", "2026-11-30"), id="N16-nested"),
        pytest.param("People/Bo.md", person("## Tasks\n+ [ ] finish the chart and\n  send it to him 📅 2026-11-30\n"), ("task", "2026-11-30"), id="N16-own-note"),
        pytest.param("People/Bo.md", person("# Bo\n\n**Compleanno:** 30 novembre\n"), ("birthday", "2026-11-30"), id="N27-no-year"),
    ],
)  # fmt: skip
def test_a_follow_up_that_a_note_asks_for(tmp_path: Path, path: str, text: str, expected: tuple[str, str]) -> None:
    people = [] if path == "People/Bo.md" else ["Bo"]
    vault = case_vault(tmp_path, {path: text}, *people)
    found = vault.due("2026-11-23", "--within", "30d")
    assert ("Bo", *expected) in found
    assert not re.search(r"[@{}]|\(due|>20", " ".join(row["reason"] for row in vault.json("due", "--within", "30d")))
    if expected[0] == "task":
        assert vault.counted("Bo") == []


# What notes say: contact


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        pytest.param("People/Ann.md", person("## Log\n- Mon, 5 Oct 2026: call\n"), [("2026-10-05", "call")], id="N4-weekday-comma"),
        pytest.param("People/Ann.md", person("## Diario\n#### Giovedì 1 ottobre 2026\n- telefonata\n"), [("2026-10-01", "call")], id="N4-heading"),
        pytest.param("People/Ann.md", person("## Log\n- (2026-10-01) call\n"), [("2026-10-01", "call")], id="N4-brackets"),
        pytest.param("People/Ann.md", person("## Log\n- **[[2026-10-01]] Thu** call\n"), [("2026-10-01", "call")], id="N4-bold-link"),
        pytest.param(DAILY, "## Attendees\n- [[Ann]] (call) ← asked about the fee\n", [("2026-11-06", "call")], id="N5-channel-in-brackets"),
        pytest.param(DAILY, "## Who came\n- [x] coffee with [[Ann]]\n", [("2026-11-06", "coffee")], id="N5-ticked"),
        pytest.param(DAILY, "## People\n- [ ] dinner with [[Ann]]\n", [], id="N5-open"),
        pytest.param("People/Ann.md", person("> [!example] Registro\n> * 2026-10-01 telefonata\n"), [("2026-10-01", "call")], id="N6-registro"),
        pytest.param(DAILY, "> [!QUOTE] Ada\n> lunch with [[Ann]]\n", [], id="N6-capital-quote"),
        pytest.param(DAILY, ">[!note]\n>- lunch with [[Ann]]\n", [("2026-11-06", "lunch")], id="N6-no-space"),
        pytest.param("People/Ann.md", person("# Ann\n\n| Field | Value |\n|---|---|\n| **Last met** | 6 November 2026 |\n"), [("2026-11-06", None)], id="N10-bold-cell"),
        pytest.param("People/Ann.md", person("# Ann\n\nUltimo incontro:: 2026-11-06\n"), [("2026-11-06", None)], id="N10-inline"),
        pytest.param("People/Ann.md", person("# Ann\n\n> [!info]\n> **Last contact:** 2026-11-06\n"), [("2026-11-06", None)], id="N10-callout"),
        pytest.param(DAILY, "- we ought\n  to call [[Ann]]\n", [], id="N16-ought"),
        pytest.param(DAILY, "- dobbiamo ancora\n  sentire [[Ann]]\n", [], id="N16-dobbiamo"),
        pytest.param(DAILY, "1. plan: never again\n   lunch with [[Ann]]\n", [], id="N16-never"),
        pytest.param("n.md", '---\ntype: note\ndate created: 2026-08-02\npeople: ["[[Ann]]"]\n---\nwords on [[Ann]]\n', [], id="N17-date-created"),
        pytest.param("n.md", '---\ntipo: relazione\ndata: 2026-08-02\npersona: "[[Ann]]"\n---\nparole\n', [], id="N17-relazione"),
        pytest.param("n.md", "---\ntags: [reading]\ndate: 2026-08-02\n---\n# Reading list\n\n## People\n- [[Ann]] — weaver\n", [], id="N17-reading-list"),
        pytest.param("n.md", '---\ntype: call\ndate: 2026-08-02\npeople: ["[[Ann]]"]\n---\nwords\n', [("2026-08-02", "meeting")], id="N17-call"),
        pytest.param("2021-05-01 News.md", "- [[Ann]] joined Northwind as head of design\n", [], id="N18-joined"),
        pytest.param("2021-05-01 News.md", "- [[Ann]] ha vinto il premio dei telai\n", [], id="N18-ha-vinto"),
        pytest.param("2021-05-01 News.md", "- [[Ann]] wurde zur Direktorin befördert\n", [], id="N18-german"),
        pytest.param("2021-05-01 News.md", "- [[Ann]] is now head of design at Northwind\n", [], id="N18-is-now"),
        pytest.param("2021-05-01 News.md", "| who | what |\n|---|---|\n| [[Ann]] | published [a book](https://x.example/call) |\n", [], id="N18-table"),
        pytest.param("People/Ann.md", person("## Log\n- 2026-11-05 <s>call</s> cancelled\n"), [], id="N25-s"),
        pytest.param("People/Ann.md", person("## Log\n- 2026-11-05 <del>lunch</del>\n"), [], id="N25-del"),
        pytest.param("People/Ann.md", person("## Log\n- ~~2026-11-05 call~~\n"), [], id="N25-whole-line"),
        pytest.param(DAILY, "- ~~lunch with [[Ann]]~~\n", [], id="N25-daily"),
        pytest.param("People/Ann.md", person("Parole.\n\nRegistro\n========\n\n- 2026-11-05 telefonata\n"), [("2026-11-05", "call")], id="N25-setext"),
        pytest.param("Meetings/m.md", meeting("date: 2026-11-23", "time: 16:00", 'attendees: ["[[Ann]]"]', body="## Aims\n- a date\n"), [], id="N13-aims"),
        pytest.param("Meetings/m.md", meeting("date: 2026-11-23", "time: 16:00", 'attendees: ["[[Ann]]"]', body="## Tagesordnung\n- Budget\n"), [], id="N13-tagesordnung"),
        pytest.param("Meetings/m.md", meeting("date: 2026-11-10", "status: abgesagt", 'attendees: ["[[Ann]]"]', body="words\n"), [], id="N13-abgesagt"),
        pytest.param("Meetings/m.md", meeting("date: 2026-11-10", "status: called-off", 'attendees: ["[[Ann]]"]', body="words\n"), [], id="N13-called-off"),
        pytest.param("Meetings/m.md", meeting("date: 2026-11-10", "status: postponed", 'attendees: ["[[Ann]]"]', body="words\n"), [], id="N13-postponed"),
        pytest.param("Meetings/m.md", meeting("date: 2026-11-10", "cancelled: true", 'attendees: ["[[Ann]]"]', body="words\n"), [], id="N13-key"),
    ],
)  # fmt: skip
def test_what_counts_as_contact(tmp_path: Path, path: str, text: str, expected: list[tuple[str, str | None]]) -> None:
    people = [] if path == "People/Ann.md" else ["Ann"]
    vault = case_vault(tmp_path, {path: text}, *people)
    assert [(date, channel) for date, channel, _ in vault.counted("Ann")] == expected


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("lunch, train Rome → Milan", id="N18-train"),
        pytest.param("pranzo, i prezzi passano da 10 → 12", id="N18-prices"),
        pytest.param("call: the team goes 5 -> 8 people", id="N18-team"),
    ],
)
def test_an_arrow_in_prose(tmp_path: Path, line: str) -> None:
    vault = case_vault(tmp_path, {"People/Pia.md": person(f"## Log\n- 2026-05-02 {line}\n")})
    (entry,) = vault.json("why", "Pia")["counted"]
    assert (entry["channel"] in {"lunch", "call"}, entry["direction"]) == (True, "mutual")


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("send the offer [v2] (final)", id="N24-two-brackets"),
        pytest.param("send the “deck” (see p. 3)", id="N24-quotes"),
        pytest.param("ask for the plan (with the notes (old))", id="N24-nested"),
        pytest.param("mandare la bozza (versione {2})", id="N24-braces"),
    ],
)
def test_a_text_keeps_its_brackets(tmp_path: Path, words: str) -> None:
    vault = case_vault(tmp_path, {"Plan.md": f"- [ ] [[Aa]]: {words} 📅 2026-11-23\n"}, "Aa")
    (row,) = vault.json("due")
    assert words in row["reason"]


# Written and read back


@pytest.mark.parametrize(
    "form",
    [
        pytest.param("DD-MM-YYYY", id="N7-day-first"),
        pytest.param("[Daily] YYYY-MM-DD", id="N7-literal"),
        pytest.param("YYYY年M月D日", id="N7-chinese"),
        pytest.param("ddd D MMM YY", id="N7-short"),
        pytest.param("YYYY/MMMM/DD-dddd", id="N7-folders"),
    ],
)
def test_a_daily_line_is_read_back(tmp_path: Path, form: str) -> None:
    vault = case_vault(tmp_path, {}, "Ann")
    settings = json.dumps({"format": form, "folder": "Tage"})
    (vault.root / ".obsidian" / "daily-notes.json").write_text(settings, encoding="utf-8")
    result = vault.run("log", "--daily", "yesterday coffee with Ann")
    if result.status == 0:
        assert vault.days("Ann") == ["2026-11-22"]
    else:
        assert form in result.stderr


@pytest.mark.parametrize(
    ("name", "form", "day"),
    [
        pytest.param("12 août 2026", "D MMMM YYYY", "2026-08-12", id="N7-french"),
        pytest.param("Do. 5. März 2026", "dd. D. MMMM YYYY", "2026-03-05", id="N7-german"),
        pytest.param("2026-dicembre-03", "YYYY-MMMM-DD", "2026-12-03", id="N7-italian"),
    ],
)
def test_a_daily_note_of_another_language(tmp_path: Path, name: str, form: str, day: str) -> None:
    vault = case_vault(tmp_path, {f"Daily/{name}.md": "- coffee with [[Ann]]\n"}, "Ann")
    settings = json.dumps({"format": form, "folder": "Daily"})
    (vault.root / ".obsidian" / "daily-notes.json").write_text(settings, encoding="utf-8")
    assert vault.days("Ann", "2026-12-31") == [day] or vault.json("check") != []


LOGSEQ = {"logseq/config.edn": "{}\n"}


@pytest.mark.parametrize(
    ("task", "after"),
    [
        pytest.param("- NOW ring [[Ee]]\n  DEADLINE: <2026-11-20 Fri ++2w>\n", "<2026-12-04", id="N8-now"),
        pytest.param("- TODO call [[Ee]]\n  SCHEDULED: <2026-11-20 Fri 09:30 .+1m>\n", "<2026-12-23 Wed 09:30 .+1m>", id="N8-hour"),
        pytest.param("* TODO call [[Ee]]\n  SCHEDULED: <2026-11-20 +1d>\n", "<2026-11-21", id="N8-no-weekday"),
    ],
)  # fmt: skip
def test_a_repeater_goes_on(tmp_path: Path, task: str, after: str) -> None:
    vault = case_vault(tmp_path, {"journals/2026_11_10.md": task, **LOGSEQ}, "Ee")
    assert vault.run("done", "Ee").status == 0
    assert after in vault.text("journals/2026_11_10.md")
    assert vault.days("Ee") == ["2026-11-23"]


@pytest.mark.parametrize(
    ("file", "name", "link"),
    [
        pytest.param("pages/Ann %22A%22 Roe.md", 'Ann "A" Roe', '[[Ann "A" Roe]]', id="N8-quotation-marks"),
        pytest.param("pages/People___Ee Roe.md", "Ee Roe", "#[[People/Ee Roe]]", id="N8-tag-of-a-page"),
        pytest.param("pages/crm___People___Ee Roe.md", "Ee Roe", "[[crm/People/Ee Roe]]", id="N8-deeper"),
    ],
)
def test_a_page_of_logseq(tmp_path: Path, file: str, name: str, link: str) -> None:
    day = f"- [#B] lunch with {link} on looms\n  background-color:: red\n  :LOGBOOK:\n  CLOCK: [2026-11-10 Tue 10:00]\n  :END:\n"
    vault = case_vault(tmp_path, {file: "type:: person\n", "journals/2026_11_10.md": day, **LOGSEQ})
    assert vault.people() == [name]
    assert vault.counted(name) == [("2026-11-10", "lunch", f"lunch with {name} on looms")]


@pytest.mark.parametrize(
    "link",
    [
        pytest.param("[Ada](/People/Ada%20Lune.md)", id="N9-from-the-root"),
        pytest.param("[**Ada**]([[Ada Lune]])", id="N9-bold"),
        pytest.param("[[People/Ada Lune.md|Ada]]", id="N9-extension"),
        pytest.param('[Ada](People/Ada%20Lune.md#log "x")', id="N9-anchor-and-title"),
        pytest.param("[Ada][\n  ada]", id="N9-wrapped-label"),
        pytest.param("**[[Ada Lune]]**", id="N9-in-bold"),
        pytest.param("[[ada lune#^abc|A]]", id="N9-block"),
    ],
)
def test_a_link_is_read_and_renamed(tmp_path: Path, link: str) -> None:
    vault = case_vault(tmp_path, {DAILY: f"- coffee with {link}\n\n[ada]: <../People/Ada Lune.md>\n"}, "Ada Lune")
    assert [(date, channel) for date, channel, _ in vault.counted("Ada Lune")] == [("2026-11-06", "coffee")]
    assert vault.run("rename", "Ada Lune", "Ada Marsh").status == 0
    assert vault.days("Ada Marsh") == ["2026-11-06"]
    assert "ada lune" not in vault.text(DAILY).replace("%20", " ").casefold()


@pytest.mark.parametrize(
    ("key", "field", "value"),
    [
        pytest.param("last_catch_up: 2026-04-11", "last_contact", "2026-04-11", id="N10-last-catch-up"),
        pytest.param("Last caught up: 2026-04-11", "last_contact", "2026-04-11", id="N10-last-caught-up"),
        pytest.param("letztes Treffen: 2026-04-11", "last_contact", "2026-04-11", id="N10-german"),
        pytest.param("Keep in touch every: 2 months", "cadence", "", id="N10-keep-in-touch-every"),
        pytest.param("how often: monthly", "cadence", "", id="N10-how-often"),
        pytest.param("ogni quanto sentirsi: 6 settimane", "cadence", "", id="N10-ogni-quanto"),
        pytest.param("Data di nascita: 1989-04-27", "birthday", "1989-04-27", id="N22-data-di-nascita"),
        pytest.param("Geburtstag: 1989-04-27", "birthday", "1989-04-27", id="N22-geburtstag"),
        pytest.param("last_conversation: 2026-04-11", "last_contact", "2026-04-11", id="N22-last-conversation"),
    ],
)
def test_a_key_is_known_or_said(tmp_path: Path, key: str, field: str, value: str) -> None:
    vault = case_vault(tmp_path, {f"People/{name}.md": person(f"# {name}\n", key) for name in ("Ann", "Bo", "Cy")})
    known = vault.json("show", "Ann")["people"][0][field]
    said = [row for row in vault.json("check") if key.partition(":")[0] in row["message"]]
    assert (known == value if value else known is not None) or len(said) == 1


@pytest.mark.parametrize(
    "label",
    [
        pytest.param("**Born:** April 27, 1989", id="N22-born"),
        pytest.param("| Geburtstag | 27.04.1989 |\n|---|---|\n| Ort | Bonn |", id="N22-german-table"),
        pytest.param("- **Nata il**: 27 aprile 1989", id="N22-nata-il"),
    ],
)
def test_a_birthday_in_a_label(tmp_path: Path, label: str) -> None:
    vault = case_vault(tmp_path, {"People/Ann.md": person(f"# Ann\n\n{label}\n")})
    assert vault.json("people")[0]["birthday"] == "1989-04-27"


@pytest.mark.parametrize(
    ("path", "day"),
    [
        pytest.param("journal/21 de abril de 2022.md", "2022-04-21", id="N22-spanish"),
        pytest.param("journal/Thursday, April 21st, 2022.md", "2022-04-21", id="N22-weekday"),
        pytest.param("journal/21st April 2022.md", "2022-04-21", id="N22-day-first"),
        pytest.param("journal/giovedì 21 aprile 2022.md", "2022-04-21", id="N22-italian"),
    ],
)
def test_the_day_in_a_name(tmp_path: Path, path: str, day: str) -> None:
    assert case_vault(tmp_path, {path: "- coffee with [[Ann]]\n"}, "Ann").days("Ann") == [day]


# Names and who is a person


@pytest.mark.parametrize(
    ("notes", "people"),
    [
        pytest.param({"People/Éva Tóth 8f3c0a1b2c3d4e5f60718293a4b5c6d7.md": person("words\n")}, ["Éva Tóth"], id="N12-accents-and-id"),
        pytest.param({"People/rosa-neri.md": person("# Rosa Neri\n", "title: Prof.ssa")}, ["Rosa Neri"], id="N12-title"),
        pytest.param({"People/Fay Lune.md": "# Fay Lune\n", "People/Fay Lune/2026 gifts.md": "words\n"}, ["Fay Lune"], id="N12-folder"),
        pytest.param({"People/Fay Lune/Fay Lune.md": "# Fay Lune\n", "People/Fay Lune/CV.md": "words\n"}, ["Fay Lune"], id="N12-folder-note"),
        pytest.param({"People/Ann.md": person("# Ann\n"), "Guide.md": "See [[Guide#contact]] and [x](#person).\n"}, ["Ann"], id="N19-heading"),
        pytest.param({"People/Ann.md": person("# Ann\n"), "99 Templates/Person.md": person("# {{title}}\n")}, ["Ann"], id="N19-numbered-templates"),
        pytest.param({"People/Ann.md": person("# Ann\n"), "Sjablonen/Persoon.md": person("# Naam\n")}, ["Ann"], id="N19-dutch-templates"),
        pytest.param({"People/Ann.md": person("# Ann\n"), "Meta/_templates/Person.md": person("# Name\n")}, ["Ann"], id="N19-underscore"),
        pytest.param({"People/Ann.md": person("# Ann\n"), "People/{{name}}.md": person("# {{name}}\n")}, ["Ann"], id="N19-placeholder-file"),
        pytest.param({"People/Ann.md": person("# Ann\n"), "Team/Onboarding.md": "# Onboarding\n\nHow we work.\n", "Team/How we deploy.md": "# How we deploy\n"}, ["Ann"], id="N19-team-docs"),
        pytest.param({"People/Ann.md": "# Ann\n", "People/Clients/Readme.md": "# Clients\n", "People/Clients/Bo.md": "# Bo\n"}, ["Ann", "Bo"], id="N19-readme"),
        pytest.param({"People/Maria_Anna-Bell.md": person("# Maria Anna Bell\n")}, ["Maria Anna Bell"], id="N20-both-signs"),
        pytest.param({"People/jane.roe.md": person("# Jane Roe\n")}, ["Jane Roe"], id="N20-dots"),
        pytest.param({"People/José_Díaz.md": person("# José Díaz\n")}, ["José Díaz"], id="N20-accents"),
        pytest.param({"People/JaneRoe.md": person("# Jane Roe\n")}, ["Jane Roe"], id="N20-camel"),
        pytest.param({"People/bo.de.md": person("# Bo\n"), "People/bo.fr.md": person("# Bo\n")}, ["Bo"], id="N22-translations"),
    ],
)  # fmt: skip
def test_who_is_a_person(tmp_path: Path, notes: dict[str, str], people: list[str]) -> None:
    vault = case_vault(tmp_path, notes)
    assert vault.people() == people
    day = "".join(f"- lunch with [[{Path(path).stem}]]\n" for path in notes if Path(path).parts[0] == "People")
    (vault.root / "2026-11-06.md").write_text(f"---\nattendees: [{people[0]}]\n---\n{day}", encoding="utf-8")
    assert [code for code, _, _ in vault.problems() if "ATTENDEE" in code] == []
    assert set(vault.days(people[0])) == {"2026-11-06"}


@pytest.mark.parametrize(
    "new",
    [
        pytest.param("Bo <Bob> Lune", id="N12-angle-brackets"),
        pytest.param("Bo | Lune", id="N12-bar"),
        pytest.param("Bo* Lune", id="N12-star"),
        pytest.param("Bo #1 Lune", id="N12-hash"),
        pytest.param("Bo [B] Lune^", id="N12-link-signs"),
    ],
)
def test_a_name_no_file_can_have(tmp_path: Path, new: str) -> None:
    vault = case_vault(tmp_path, {DAILY: "- coffee with [[Bo Lune]]\n"}, "Bo Lune")
    assert vault.run("rename", "Bo Lune", new).status == 0
    assert vault.people() == [new]
    assert vault.days(new) == ["2026-11-06"]


def test_a_slug_with_an_alias(tmp_path: Path) -> None:
    notes = {
        "People/Ada.md": person("# Ada Lune\n", "slug: ada-lune", "name: Ada Lune"),
        "Meetings/m.md": meeting("date: 2026-11-10", 'people: ["[[ada-lune|Ada]]", "@ada-lune"]', body="words\n"),
    }
    assert case_vault(tmp_path, notes).days("Ada Lune") == ["2026-11-10"]


def test_names_of_a_meeting_are_reached(tmp_path: Path) -> None:
    note = meeting("date: 2026-11-10", "attendees: [Ann, Zed Roe]", body="words\n")
    vault = case_vault(tmp_path, {"Meetings/m.md": note}, "Ann", "Zed Roe")
    (vault.root / "People/Zed Roe.md").unlink()
    assert "Ann" in vault.run("reach", "Zed Roe").stdout


@pytest.mark.parametrize(
    ("key", "body"),
    [
        pytest.param("last_contacted: 2026-04-11T09:00", "", id="N14-time"),
        pytest.param("Last touch: 11 April 2026", "", id="N14-words"),
        pytest.param("role: x", "Seen [last_contact:: 2026-04-11] at the fair.\n", id="N14-inline"),
        pytest.param("role: x", "> [!info]\n> Last spoke:: 2026-04-11\n", id="N14-callout"),
    ],
)
def test_log_keeps_a_last_contact_current(tmp_path: Path, key: str, body: str) -> None:
    note = person(f"# Ann\n\n{body}\n## Log\n- 2026-04-11 call\n", key)
    vault = case_vault(tmp_path, {"People/Ann.md": note})
    before = vault.problems()
    assert vault.run("log", "yesterday coffee with Ann").status == 0
    assert vault.problems() == before
    assert vault.run("undo").status == 0
    assert vault.text("People/Ann.md") == note


@pytest.mark.parametrize(
    ("key", "words", "notes"),
    [
        pytest.param("wedding anniversary: 2010-11-23", ("done", "Hal"), {}, id="N15-anniversary"),
        pytest.param("birthday: 1980-11-23", ("log", "call with Hal, happy birthday"), {}, id="N15-call"),
        pytest.param("compleanno: 1980-11-23", ("done", "Hal", "compleanno"), ITALIAN, id="N15-italian"),
        pytest.param("birthday: 11-22", ("done", "Hal"), {}, id="N15-a-day-late"),
    ],
)
def test_a_day_of_the_year_is_done_once(
    tmp_path: Path, key: str, words: tuple[str, ...], notes: dict[str, str]
) -> None:
    vault = case_vault(tmp_path, {"People/Hal.md": person("# Hal\n", key), **notes})
    assert len(vault.due()) == 1
    assert vault.run(*words).status == 0
    assert vault.due() == vault.due("2026-11-24") == []


@pytest.mark.parametrize(
    "heading",
    [
        pytest.param("Reuniones", id="N21-reuniones"),
        pytest.param("Reuniões", id="N21-reunioes"),
        pytest.param("Réunions", id="N21-reunions"),
        pytest.param("Besprechungen", id="N21-besprechungen"),
        pytest.param("Incontri e telefonate", id="N21-incontri-e-telefonate"),
        pytest.param("Catch-up notes", id="N21-catch-up-notes"),
        pytest.param("沟通记录", id="N21-chinese"),
        pytest.param("面談記録", id="N21-japanese"),
        pytest.param("1-on-1s", id="N21-1-on-1s"),
        pytest.param("🗓️ Log of contacts", id="N21-log-of-contacts"),
    ],
)
def test_a_heading_of_a_log(tmp_path: Path, heading: str) -> None:
    notes = {
        f"People/{name}.md": person(f"# {name}\n\n## {heading}\n- 2026-10-01 call\n") for name in ("Ann", "Bo", "Cy")
    }
    vault = case_vault(tmp_path, notes)
    assert vault.days("Ann") == ["2026-10-01"] or any(heading in row["message"] for row in vault.json("check"))


@pytest.mark.parametrize(
    "folder",
    [
        pytest.param("Gente", id="N23-gente"),
        pytest.param("Freunde", id="N23-freunde"),
        pytest.param("Rubrica", id="N23-rubrica"),
        pytest.param("👥 People", id="N23-emoji"),
        pytest.param("02 - Contacts", id="N23-number"),
        pytest.param("Mensen", id="N23-mensen"),
    ],
)
def test_a_folder_of_people(tmp_path: Path, folder: str) -> None:
    names = ("Ann Lune", "Bo Marsh", "Cy Stone")
    vault = case_vault(
        tmp_path, {f"{folder}/{name}.md": f"---\nemail: {name[0].lower()}@x.example\n---\n# {name}\n" for name in names}
    )
    assert vault.people() == sorted(names) or any(folder in row["message"] for row in vault.json("check"))


@pytest.mark.parametrize(
    ("keys", "date", "hour"),
    [
        pytest.param(["date: 2026-11-23T01:00:00+09:00"], "2026-11-22", "17:00", id="N26-tokyo"),
        pytest.param(["date: 2026-11-23 15:00:00 +0000"], "2026-11-23", "16:00", id="N26-space"),
        pytest.param(["start: 2026-11-23T15:00:00.000Z"], "2026-11-23", "16:00", id="N26-milliseconds"),
        pytest.param(["date: 2026-11-24T00:30:00-08:00"], "2026-11-24", "09:30", id="N26-west"),
    ],
)
def test_an_instant(tmp_path: Path, keys: list[str], date: str, hour: str) -> None:
    vault = case_vault(tmp_path, {"Meetings/Loom.md": meeting(*keys, 'attendees: ["[[Ann]]"]')}, "Ann")
    told = vault.json("show", "Meetings/Loom.md")["meeting"]
    assert (told["date"], told["time"]) == (date, hour)


@pytest.mark.parametrize(
    ("birthday", "settings", "today", "expected"),
    [
        pytest.param("12-31", "", "2027-01-02", True, id="N27-new-year"),
        pytest.param("1992-02-29", "", "2027-03-02", True, id="N27-leap-day"),
        pytest.param("1980-12-05", 'birthday_notice = "2 weeks"\n', "2026-11-23", True, id="N27-two-weeks"),
        pytest.param("1980-11-19", "", "2026-11-23", False, id="N27-over"),
    ],
)
def test_a_birthday_is_due(tmp_path: Path, birthday: str, settings: str, today: str, *, expected: bool) -> None:
    notes = {"People/Ann.md": person("# Ann\n", f'birthday: "{birthday}"'), "mdnetwork.toml": settings}
    assert bool(case_vault(tmp_path, notes).due(today)) is expected


# Exchange


def exchange_vault(root: Path) -> CaseVault:
    """The vault of the cases: the user, and Ada."""
    notes = {
        "Me.md": "---\ntype: me\nemail: me@me.example\n---\n",
        "People/Ada Lint.md": person("# Ada Lint\n", "email: ada@a.example"),
    }
    return case_vault(root, notes)


def bring_in(vault: CaseVault, name: str, text: str, *options: str) -> str:
    """Import a file with this text, and return what was said on both streams."""
    file = vault.root.parent / name
    file.write_text(text, encoding="utf-8")
    result = vault.run("import", str(file), "--create", "all", "--yes", *options, today="2026-11-30")
    assert result.status == 0, result.stderr
    return result.stdout + result.stderr


def calendar(*events: str, method: str = "") -> str:
    """A calendar of events with Ada, each given by its lines."""
    head = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//EN\n{method}"
    ours = "BEGIN:VEVENT\nATTENDEE;CN=Ada Lint;PARTSTAT=ACCEPTED:mailto:ada@a.example\nORGANIZER;CN=Me:mailto:me@me.example\n"
    return head + "".join(f"{ours}{event}\nEND:VEVENT\n" for event in events) + "END:VCALENDAR\n"


def held(vault: CaseVault) -> list[tuple[str, str]]:
    """Date and hour of the meetings of the vault that are not cancelled."""
    found = []
    for path in (vault.root / "Meetings").glob("*.md"):
        keys = frontmatter.loads(path.read_text(encoding="utf-8")).metadata
        if not str(keys.get("status", "")).startswith("cancel"):
            day, _, hour = str(keys["date"]).replace(" ", "T").partition("T")
            found.append((day, hour[:5]))
    return sorted(found)


STAMP = "DTSTAMP:20261101T000000Z"


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        pytest.param([f"UID:a\n{STAMP}\nSUMMARY:A\nDTSTART;TZID=GMT Standard Time:20261202T090000\nRRULE:FREQ=DAILY;COUNT=2"], [("2026-12-02", "10:00"), ("2026-12-03", "10:00")], id="X2-windows-zone"),
        pytest.param([f"UID:b\n{STAMP}\nSUMMARY:B\nDTSTART;TZID=Australia/Sydney:20261202T080000\nRRULE:FREQ=WEEKLY;UNTIL=20261208T210000Z"], [("2026-12-01", "22:00"), ("2026-12-08", "22:00")], id="X2-until-in-utc"),
        pytest.param([f"UID:c\n{STAMP}\nSUMMARY:C\nDTSTART;TZID=America/New_York:20261202T090000\nRRULE:FREQ=WEEKLY;COUNT=2", f"UID:c\n{STAMP}\nSUMMARY:C\nRECURRENCE-ID:20261209T140000Z\nDTSTART;TZID=America/New_York:20261210T110000"], [("2026-12-02", "15:00"), ("2026-12-10", "17:00")], id="X2-moved"),
        pytest.param([f"UID:d\n{STAMP}\nSUMMARY:D\nDTSTART;TZID=Europe/Rome:20261202T090000\nRRULE:FREQ=WEEKLY;COUNT=2", f"UID:d\n{STAMP}\nSUMMARY:D\nSTATUS:CANCELLED\nRECURRENCE-ID;TZID=Europe/Rome:20261209T090000\nDTSTART;TZID=Europe/Rome:20261209T090000"], [("2026-12-02", "09:00")], id="X2-one-cancelled"),
        pytest.param([f"UID:e\n{STAMP}\nSEQUENCE:2\nSUMMARY:E\nDTSTART:20261203T090000Z", "UID:e\nDTSTAMP:20261102T000000Z\nSEQUENCE:1\nSUMMARY:E\nDTSTART:20261202T090000Z"], [("2026-12-03", "10:00")], id="X3-sequence-before-stamp"),
        pytest.param([f"UID:f\n{STAMP}\nSUMMARY:F\nDTSTART:20261203T090000Z", "UID:f\nDTSTAMP:20261102T000000Z\nSUMMARY:F\nDTSTART:20261204T090000Z"], [("2026-12-04", "10:00")], id="X3-newer-stamp"),
        pytest.param([f"UID:g\n{STAMP}\nSUMMARY:Abgesagt: G\nDTSTART:20261120T090000Z"], [], id="X3-german-cancelled"),
        pytest.param([f"UID:g\n{STAMP}\nSUMMARY:Annulé : G\nDTSTART:20261120T090000Z"], [], id="X3-french-cancelled"),
    ],
)  # fmt: skip
def test_a_calendar(tmp_path: Path, events: list[str], expected: list[tuple[str, str]]) -> None:
    vault = exchange_vault(tmp_path)
    bring_in(vault, "a.ics", calendar(*events))
    assert held(vault) == expected
    bring_in(vault, "a.ics", calendar(*events))
    assert held(vault) == expected


def test_a_cancellation_that_comes_by_mail(tmp_path: Path) -> None:
    """X3"""
    vault = exchange_vault(tmp_path)
    bring_in(vault, "a.ics", calendar(f"UID:x\n{STAMP}\nSUMMARY:Loom\nDTSTART:20261210T090000Z"))
    late = "UID:x\nDTSTAMP:20261102T000000Z\nSEQUENCE:1\nSUMMARY:Loom\nDTSTART:20261210T090000Z"
    bring_in(vault, "b.ics", calendar(late, method="METHOD:CANCEL\n"))
    assert held(vault) == []
    assert vault.due("2026-11-30", "--within", "30d") == []


@pytest.mark.parametrize(
    ("cards", "said"),
    [
        pytest.param("BEGIN:VCARD\nVERSION:3.0\nTEL:+39 333 1234567\nEND:VCARD\n", "333 1234567", id="X4-phone-only"),
        pytest.param(
            "BEGIN:VCARD\nVERSION:4.0\nKIND:group\nFN:Rowers\nMEMBER:urn:uuid:1\nEND:VCARD\n", "Rowers", id="X4-group"
        ),
        pytest.param(
            "BEGIN:VCARD\nVERSION:3.0\nN:;;;;\nORG:Northwind;Loom\nEMAIL:info@n.example\nEND:VCARD\n",
            "Northwind",
            id="X4-company",
        ),
    ],
)
def test_a_card_that_is_left_out(tmp_path: Path, cards: str, said: str) -> None:
    whole = "BEGIN:VCARD\nVERSION:3.0\nFN:Aldo Zeta\nEND:VCARD\n"
    vault = exchange_vault(tmp_path)
    told = bring_in(vault, "a.vcf", cards + whole)
    assert said in told or any(said in name for name in vault.people())


@pytest.mark.parametrize(
    "sign",
    [
        pytest.param("[due:: 2026-12-01]", id="X4-dataview"),
        pytest.param("#promesso il libro entro il 1 dicembre", id="X4-promesso"),
        pytest.param("last_contact:: 2026-11-01", id="X4-last-contact"),
        pytest.param("## Log\\n- 2026-11-01 call", id="X4-a-whole-log"),
        pytest.param("<!-- x", id="X4-open-comment"),
        pytest.param("*   [/] call [[Ada Lint]]", id="X4-half-done"),
        pytest.param("[Ada](People/Ada%20Lint.md) 2026-11-01 lunch", id="X4-markdown-link"),
    ],
)
def test_the_note_of_a_card_is_only_words(tmp_path: Path, sign: str) -> None:
    vault = exchange_vault(tmp_path)
    note = f"NOTE:before {sign} after\\n{sign}\\nlast words"
    bring_in(vault, "a.vcf", f"BEGIN:VCARD\nVERSION:3.0\nFN:Nota Uno\n{note}\nEND:VCARD\n")
    text = vault.text("People/Nota Uno.md")
    assert "before" in text
    assert "last words" in text
    assert vault.counted("Nota Uno") == vault.counted("Ada Lint") == []
    assert vault.due("2026-11-30", "--within", "60d") == []
    assert vault.json("check", today="2026-11-30") == []


@pytest.mark.parametrize(
    ("table", "name", "org", "birthday"),
    [
        pytest.param("Vorname;Nachname;Anzeigename;Primäre E-Mail-Adresse;Mobil-Tel.-Nr.;Firma;Geburtsjahr;Geburtsmonat;Geburtstag\nUte;Holm;Ute Holm;u@h.example;+49 170 1234567;Holm AG;1980;4;3\n", "Ute Holm", "Holm AG", "1980-04-03", id="X5-thunderbird-german"),
        pytest.param("Cognome;Nome;Ragione sociale;Indirizzo e-mail;Cellulare;Data di nascita\nNeri;Rosa;Neri S.r.l.;r@n.example;333 1234567;03/04/1980\n", "Rosa Neri", "Neri S.r.l.", "1980-04-03", id="X5-italian-excel"),
        pytest.param("Nom complet\tEntreprise\tCourriel\tTéléphone portable\tDate de naissance\nAnaïs Roux\tRoux SA\ta@r.example\t+33 6 12 34 56 78\t03/04/1980\n", "Anaïs Roux", "Roux SA", "1980-04-03", id="X5-french-tabs"),
        pytest.param("Nombre completo,Empresa,Correo electrónico,Móvil,Fecha de nacimiento\nIñigo Saez,Saez SL,i@s.example,+34 612 345 678,03/04/1980\n", "Iñigo Saez", "Saez SL", "1980-04-03", id="X5-spanish"),
        pytest.param("Voornaam,Tussenvoegsel,Achternaam,Bedrijfsnaam,E-mail,Mobiel,Geboortedatum\nJoost,van der,Veen,Veen BV,j@v.example,06 12345678,03-04-1980\n", "Joost van der Veen", "Veen BV", "1980-04-03", id="X5-dutch-particle"),
        pytest.param("Nome,Sobrenome,Organização,E-mail 1 - Valor,Celular,Aniversário\nRui,Leal,Leal Ltda,r@l.example,+55 11 91234 5678,03/04/1980\n", "Rui Leal", "Leal Ltda", "1980-04-03", id="X5-brazilian"),
    ],
)  # fmt: skip
def test_headers(tmp_path: Path, table: str, name: str, org: str, birthday: str) -> None:
    vault = exchange_vault(tmp_path)
    bring_in(vault, "a.csv", table)
    (row,) = [row for row in vault.json("people") if row["name"] == name]
    assert (row["org"], row["birthday"], len(row["emails"]), len(row["phones"])) == (org, birthday, 1, 1)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        pytest.param("Phone", "1.23E+11", id="X6-point"),
        pytest.param("Phone", "n.d.", id="X6-nd"),
        pytest.param("Email", "see website", id="X6-website"),
        pytest.param("Email", "#REF!", id="X6-ref"),
        pytest.param("Phone", "#N/A", id="X6-excel-na"),
        pytest.param("E-mail", "da chiedere", id="X6-da-chiedere"),
    ],
)
def test_a_value_that_is_refused(tmp_path: Path, column: str, value: str) -> None:
    vault = exchange_vault(tmp_path)
    said = bring_in(vault, "a.csv", f'Name,{column}\nAldo Zeta,"{value}"\n')
    (row,) = [row for row in vault.json("people") if row["name"] == "Aldo Zeta"]
    assert (row["phones"], row["emails"], row["birthday"]) == ([], [], None)
    assert value in said


def test_a_line_break_within_a_letter(tmp_path: Path) -> None:
    """X6"""
    card = "BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Zo=C3=\n =AB M=C3=BCller\nEND:VCARD\n"
    vault = exchange_vault(tmp_path)
    bring_in(vault, "a.vcf", card)
    assert "Zoë Müller" in vault.people()


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param("Didn't attend", id="X7-did-not"),
        pytest.param("Regrets", id="X7-regrets"),
        pytest.param("Non parteciperà", id="X7-italian"),
        pytest.param("Ne vient pas", id="X7-french"),
        pytest.param("Abgesagt", id="X7-german"),
        pytest.param("Lista d'attesa", id="X7-lista-d-attesa"),
        pytest.param("No-show", id="X7-no-show"),
    ],
)
def test_an_answer_of_a_guest(tmp_path: Path, answer: str) -> None:
    vault = exchange_vault(tmp_path)
    table = f'Name,Email,RSVP\nAda Lint,ada@a.example,"{answer}"\nCleo Baum,cleo@b.example,Yes\n'
    for _ in range(2):
        bring_in(vault, "a.csv", table, "--event", "2026-11-20 Studio night")
        assert vault.counted("Ada Lint", "2026-11-30") == []
        assert vault.days("Cleo Baum", "2026-11-30") == ["2026-11-20"]


@pytest.mark.parametrize("version", ["3.0", "4.0"])
@pytest.mark.parametrize(
    ("parts", "full"),
    [
        pytest.param("de la Cruz;Juana;Inés;Sor;", "Sor Juana Inés de la Cruz", id="X8-all-parts"),
        pytest.param("van der Berg;Jan;;Dr.;MBA", "Dr. Jan van der Berg, MBA", id="X8-particle"),
        pytest.param("Cher;;;;", "Cher", id="X8-one-name"),
        pytest.param(";Sukarno;;;", "Sukarno", id="X8-given-only"),
        pytest.param("García,Lorca;Federico;;;", "Federico García Lorca", id="X8-two-surnames"),
    ],
)
def test_a_name_goes_out_as_it_came(tmp_path: Path, parts: str, full: str, version: str) -> None:
    vault = exchange_vault(tmp_path)
    bring_in(
        vault,
        "a.vcf",
        f"BEGIN:VCARD\nVERSION:{version}\nN:{parts}\nFN:{full.replace(',', chr(92) + ',')}\nEMAIL:x@y.example\nEND:VCARD\n",
    )
    out = tmp_path / "out.vcf"
    assert vault.run("export", "-o", str(out)).status == 0
    written = out.read_text(encoding="utf-8").replace("\r\n ", "").replace("\r\n", "\n").replace("\\,", ",")
    assert f"N:{parts}".rstrip(";") in written
    assert f"FN:{full}" in written


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param([("rename", "Quin Nagy", "Quin Roth"), ("rename", "Quin Roth", "Q. Roth")], id="X9-twice"),
        pytest.param([("rename", "Quin Nagy", "Quin Roth"), ("rename", "Quin Roth", "Quin Nagy")], id="X9-and-back"),
        pytest.param([("merge", "Quin Nagy", "Quinn"), ("rename", "Quin Nagy", "Quinn N")], id="X9-merge-first"),
        pytest.param([("rename", "Quin Nagy", "Quin: Nagy")], id="X9-a-sign"),
    ],
)
def test_a_new_name_keeps_the_events(tmp_path: Path, steps: list[tuple[str, ...]]) -> None:
    note = person(
        "# Quin Nagy\n\n## Tasks\n- [ ] send the deck 📅 2026-12-02\n",
        "birthday: 1980-12-05",
        "cadence: 4w",
        "met: 2026-10-01",
    )
    vault = case_vault(tmp_path, {"People/Quin Nagy.md": note}, "Quinn")

    def uids() -> set[str]:
        return set(re.findall("^UID:(.*)$", vault.run("feed").stdout, re.MULTILINE))

    before = uids()
    for step in steps:
        assert vault.run(*step).status == 0
    assert before
    assert uids() == before


def test_a_card_of_json_without_a_name(tmp_path: Path) -> None:
    """X10"""
    card = {"@type": "Card", "version": "1.0", "uid": "u1", "organizations": {"o": {"name": "Northwind"}}}
    whole = {
        "@type": "Card",
        "version": "1.0",
        "uid": "u2",
        "name": {"components": [{"kind": "given", "value": "Aldo"}, {"kind": "surname", "value": "Zeta"}]},
    }
    vault = exchange_vault(tmp_path)
    said = bring_in(vault, "a.json", json.dumps([card, whole]))
    assert "Aldo Zeta" in vault.people()
    assert "Northwind" in said + " ".join(vault.people())


# Use


@pytest.mark.parametrize(
    ("words", "changed"),
    [
        pytest.param(("log", "call with josé"), True, id="U3-lower-case"),
        pytest.param(("log", "call with Jose about maps"), True, id="U3-no-accent"),
        pytest.param(("set", "Díaz Roca", "role=CTO"), True, id="U3-surnames"),
        pytest.param(("log", "call with Jos"), False, id="U3-half-a-word"),
    ],
)
def test_a_part_of_a_name(tmp_path: Path, words: tuple[str, ...], *, changed: bool) -> None:
    vault = case_vault(tmp_path, {}, "José Díaz Roca", "Ann One")
    before = vault.text("People/José Díaz Roca.md")
    status = on_terminal(vault, *words)[1] if changed else vault.run(*words).status
    assert (vault.text("People/José Díaz Roca.md") != before) is changed
    assert (status == 0) is changed


@pytest.mark.parametrize(
    ("log", "never"),
    [
        pytest.param("- 2026-11-02 message → can you send the plan?", "can you send", id="U4-my-request"),
        pytest.param("- 2026-11-02 telefonata: quando ci vediamo?", "quando ci vediamo", id="U4-italian"),
        pytest.param("- 2026-11-02 12:30", "12:30", id="U4-only-an-hour"),
        pytest.param("- 2026-11-02 email → invoice 12 sent", "invoice 12", id="U4-my-news"),
    ],
)
def test_what_is_not_asked(tmp_path: Path, log: str, never: str) -> None:
    vault = case_vault(tmp_path, {"People/Ada.md": person(f"# Ada\n\n## Log\n{log}\n")})
    (question, *_) = vault.json("show", "Ada")["people"][0]["questions"]
    assert never not in question["text"]


@pytest.mark.parametrize(
    ("language", "kind", "log", "right", "wrong"),
    [
        pytest.param("en", "thank", "- 2026-11-20 lunch by the river, she lent me her map of looms #got", "map of looms", "lunch by the river", id="U5-lent"),
        pytest.param("it", "thank", "- 2026-11-20 caffè in centro, mi ha dato il contatto di uno stampatore #ricevuto", "contatto di uno stampatore", "caffè in centro", id="U5-contatto"),
        pytest.param("it", "kept", "- 2026-11-10 telefonata → #promesso di presentarle un grafico", "", "presentarle un grafico che", id="U5-di-presentarle"),
        pytest.param("en", "kept", "- 2026-11-10 call → #promised to introduce her to a printer", "", "Here is to introduce", id="U5-to-introduce"),
    ],
)  # fmt: skip
def test_words_of_a_draft(  # noqa: PLR0917  a row in its order
    tmp_path: Path, language: str, kind: str, log: str, right: str, wrong: str
) -> None:
    notes = {
        "People/Ada Vale.md": person(f"# Ada Vale\n\n## Log\n{log}\n"),
        "mdnetwork.toml": f'language = "{language}"\n',
    }
    result = case_vault(tmp_path, notes).run("draft", "Ada Vale", "--text", "--kind", kind)
    assert result.status == 0, result.stderr
    assert right in result.stdout
    assert wrong not in result.stdout


@pytest.mark.parametrize(
    ("log", "ways"),
    [
        pytest.param("- 2026-09-01 → sent the list\n- 2026-09-08 → sent it again", "only from you", id="U6-arrows"),
        pytest.param("- 2026-09-01 e-mail ← chiede il preventivo", "only from them", id="U6-incoming"),
        pytest.param("- 2026-09-01 telefonata", "both ways", id="U6-a-call"),
    ],
)
def test_the_ways_of_a_tie(tmp_path: Path, log: str, ways: str) -> None:
    shown = case_vault(tmp_path, {"People/Ada.md": person(f"# Ada\n\n## Log\n{log}\n")}).run("show", "Ada").stdout
    assert ways in next(line for line in shown.splitlines() if line.strip().startswith("tie"))


@pytest.mark.parametrize(
    ("words", "expertise"),
    [
        pytest.param("she needs a lawyer for contracts", "contract law, lawyer for contracts", id="U7-lawyer"),
        pytest.param("sta cercando un fotografo di matrimoni", "fotografo di matrimoni", id="U7-sta-cercando"),
        pytest.param("could use someone who knows SAP", "SAP", id="U7-could-use"),
        pytest.param("gli serve un commercialista", "commercialista", id="U7-gli-serve"),
    ],
)
def test_a_need_meets_what_somebody_knows(tmp_path: Path, words: str, expertise: str) -> None:
    notes = {
        "People/Bo.md": person(f"# Bo\n\n## Log\n- 2026-10-02 call, {words}\n"),
        "People/Ada.md": person("# Ada\n\n## Log\n- 2026-09-01 lunch\n", f"expertise: [{expertise}]"),
    }
    assert [sorted(row["people"]) for row in case_vault(tmp_path, notes).json("introduce")] == [["Ada", "Bo"]]


@pytest.mark.parametrize(
    ("existing", "new"),
    [
        pytest.param("---\ntype: person\nazienda: Acme\ncittà: Roma\n---\n# {}\n\n## Contatti\n- 2026-10-01 telefonata\n", ["azienda:", "città:"], id="U8-italian"),
        pytest.param('---\ncategories: ["[[People]]"]\norganisation: Acme\nbased-in: Rome\n---\n# {}\n\n## Touchpoints\n- 2026-10-01 call\n', ["organisation:", "based-in:"], id="U8-categories"),
        pytest.param("---\ntype: contact\nemployer_name: x\ncompany: Acme\ncity: Rome\n---\n# {}\n\n## History\n- 2026-10-01 call\n", ["type: contact", "company:", "city:", "## History"], id="U8-english"),
    ],
)  # fmt: skip
def test_a_new_note_is_as_the_others(tmp_path: Path, existing: str, new: list[str]) -> None:
    vault = case_vault(tmp_path, {f"People/{name}.md": existing.format(name) for name in ("Ann", "Bo", "Cy")})
    assert vault.run("add", "Dee Vale", "--org", "Northwind", "--place", "Bonn").status == 0
    text = vault.text("People/Dee Vale.md")
    assert all(key in text for key in new), text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(("snooze", "Ada", "mai più"), "mai più", id="U10-snooze"),
        pytest.param(("rename", "Ada", "Ann"), "Ann", id="U10-rename"),
        pytest.param(("set", "Ada", "cadence=blu"), "blu", id="U10-set"),
        pytest.param(("export", "--format", "xyz"), "xyz", id="U10-export"),
        pytest.param(("done", "Ada", "la bozza"), "Ada", id="U10-done"),
        pytest.param(("merge", "Ada", "Ada"), "Ada", id="U10-merge"),
        pytest.param(("log", "caffè con Zed"), "Zed", id="U10-log"),
    ],
)
def test_an_error_is_in_italian(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    result = case_vault(tmp_path, ITALIAN, "Ada", "Ann").run(*words)
    assert result.status != 0
    assert said in result.stderr
    english = re.findall(
        r"\b(?:the|is|not|there|with|nobody|write|name|already|and|of|no)\b", result.stderr, re.IGNORECASE
    )
    assert len(english) < 2, result.stderr


@pytest.mark.parametrize(
    ("line", "told"),
    [
        pytest.param("beers with Ada Vale", "beers", id="U11-beers"),
        pytest.param("supper with Ada Vale at the pier", "supper", id="U11-supper"),
        pytest.param("phoned Ada Vale", "phoned", id="U11-phoned"),
    ],
)
def test_words_are_told_back(tmp_path: Path, line: str, told: str) -> None:
    result = case_vault(tmp_path, {}, "Ada Vale").run("log", line)
    assert told in result.stdout.splitlines()[0]


LONG = "People and contacts of the long-standing association of weavers and dyers"


@pytest.mark.parametrize("columns", [80, 100])
@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("who", "dyeing"), id="U1-who"),
        pytest.param(("due",), id="U1-due"),
        pytest.param(("introduce", "Gil Hartman"), id="U1-introduce"),
    ],
)
def test_a_reason_is_whole(tmp_path: Path, words: tuple[str, ...], columns: int) -> None:
    need = "the restoration and the dyeing of very old linen from the mountains"
    notes = {
        f"{LONG}/Gil Hartman.md": person(
            f"## Log\n- 2026-11-01 call → #promised a very long account of {need}\n", f"needs: [{need}]"
        ),
        f"{LONG}/Vera Cardin.md": person("## Log\n- 2026-02-20 call\n", f"expertise: [{need}]"),
    }
    vault = case_vault(tmp_path, notes)
    (first, *_) = vault.json(*words)
    shown, _ = on_terminal(vault, "-q", *words, columns=columns)
    assert max(map(len, shown.splitlines())) <= columns
    assert set(first["reason"].split()) <= set(shown.replace("+", " ").split())


@pytest.mark.parametrize(
    ("name", "words"),
    [
        pytest.param("Bo 'B' O'Neil", ("log", "call with Bo"), id="U2-apostrophes"),
        pytest.param("Ann $HOME Roe", (), id="U2-dollar"),
        pytest.param("Kim (new) & Co", ("draft",), id="U2-brackets"),
    ],
)
def test_a_shown_command_works(tmp_path: Path, name: str, words: tuple[str, ...]) -> None:
    notes = {
        f"People/{name}.md": person("## Log\n- 2026-11-01 call → #promised the deck\n", "cadence: 1w"),
        f"Meetings/2026-11-24 Lunch {name}.md": meeting(f'attendees: ["[[{name}]]"]'),
    }
    vault = case_vault(tmp_path, notes)
    result = vault.run(*words)
    for command in re.findall(r"`(mdnet [^`]+)`", result.stdout + result.stderr):
        if "NAME" not in command:
            assert vault.run(*shlex.split(command)[1:], "--help").status == 0
            assert vault.run(*shlex.split(command)[1:]).status in {0, 1}, command


@pytest.mark.parametrize("kind", ["org", "group"])
def test_a_card_of_json_that_is_no_person(tmp_path: Path, kind: str) -> None:
    """X10"""
    card = {"@type": "Card", "version": "1.0", "uid": "u1", "kind": kind, "name": {"full": "Rowers"}}
    vault = exchange_vault(tmp_path)
    assert "Rowers" in bring_in(vault, "a.json", json.dumps(card))
    assert vault.people() == ["Ada Lint"]


def test_sheets_and_dry_runs_are_as_they_are_said_to_be(tmp_path: Path) -> None:
    """X10"""
    vault = exchange_vault(tmp_path)
    said = bring_in(vault, "a.csv", "Name\nAldo Zeta\n", "--dry-run")
    assert "Aldo Zeta" in said
    assert vault.people() == ["Ada Lint"]
    assert "diff" not in vault.run("import", "--help").stdout.partition("--dry-run")[2].partition("\n  -")[0]


def test_what_python_returns_can_be_imported(tmp_path: Path) -> None:
    """U12"""
    vault = case_vault(
        tmp_path, {DAILY: "- coffee with [[Ann]]\n", "Plan.md": "- [ ] call [[Ann]] 📅 2026-11-20\n"}, "Ann"
    )
    with Network.open(vault.root) as network:
        answers = network.at(date(2026, 11, 23))
        for found in (answers.why("Ann"), answers.review(), *answers.follow_ups(), *answers.people()):
            assert type(found).__name__ in exported
            assert len(repr(found)) < 200
        (vault.root / "People" / "Bo.md").write_text(person("# Bo\n"), encoding="utf-8")
    with Network.open(vault.root) as network:
        assert [each.name for each in network.at(date(2026, 11, 23)).people()] == ["Ann", "Bo"]


def test_a_vault_is_read_when_it_is_opened(tmp_path: Path) -> None:
    """U12"""
    vault = case_vault(tmp_path, {DAILY: "- coffee with [[Ann]]\n"}, "Ann")
    with Network.open(vault.root) as network:
        answers = network.at(date(2026, 11, 23))
        assert [each.name for each in answers.people()] == ["Ann"]
        history = answers.history("ann")
        assert len(repr(history)) < 200
        assert len(repr(answers.follow_ups())) < 2000
        assert type(history).__name__ in exported
