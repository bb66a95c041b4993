"""Cases N5, N6, N8, N9, N11, N16, N18, N24, N25: what a line of a note says."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.case_vault import case_vault, person

DAY = "Daily/2026-11-06.md"


@pytest.mark.parametrize(
    ("section", "line", "channel", "direction"),
    [
        ("## People", "- coffee with [[Bo]] → the loom #promised the deck 📅 2026-11-30", "coffee", "out"),
        ("## Attendees", "- lunch with [[Bo]] ← asked about looms #promised the deck 📅 2026-11-30", "lunch", "in"),
        ("## Persone", "- pranzo con [[Bo]] → il telaio #promesso la bozza 📅 2026-11-30", "lunch", "out"),
        ("## Partecipanti", "- telefonata con [[Bo]] #promesso la bozza 📅 2026-11-30", "call", "mutual"),
    ],
)
def test_a_line_under_people_keeps_its_signs(
    tmp_path: Path, section: str, line: str, channel: str, direction: str
) -> None:
    vault = case_vault(tmp_path, {DAY: f"{section}\n{line}\n"}, "Bo")
    (entry,) = vault.json("why", "Bo")["counted"]
    assert (entry["date"], entry["channel"], entry["direction"]) == ("2026-11-06", channel, direction)
    assert ("Bo", "promise", "2026-11-30") in vault.due(TODAY, "--within", "30d")


TODAY = "2026-11-23"


@pytest.mark.parametrize(
    ("path", "section", "line"),
    [
        (DAY, "## People", "- [ ] call [[Ed]]"),
        (DAY, "## Attendees", "- [ ] write to [[Ed]] about the deck"),
        ("Meetings/2026-11-06 Loom.md", "## Attendees", "- [ ] ring [[Ed]] before the talk"),
        (DAY, "## Persone", "- [ ] chiamare [[Ed]]"),
        (DAY, "## People", "* TODO call [[Ed]]"),
        (DAY, "## People", "- [ ] Ed"),
        (DAY, "", "- [] call [[Ed]]"),
        (DAY, "Attendees:", "- [ ] call [[Ed]]"),
        (DAY, "> [!note] People", "> - [ ] chiamare [[Ed]]"),
    ],
)
def test_an_open_task_is_no_contact_anywhere(tmp_path: Path, path: str, section: str, line: str) -> None:
    vault = case_vault(tmp_path, {path: f"---\ntype: note\n---\n{section}\n{line}\n"}, "Ed")
    assert vault.counted("Ed") == []


@pytest.mark.parametrize(
    ("callout", "task"),
    [
        ("> [!todo]", "> - [ ] call [[Aa]] 📅 2026-11-25"),
        ("> [!note] Things to do", "> - [ ] write to [[Aa]] 📅 2026-11-25"),
        ("> [!info]- Folded", "> * [ ] ring [[Aa]] 📅 2026-11-25"),
        ("## To do", "- [] ring [[Aa]] 📅 2026-11-25"),
        ("> [!warning]+\n> > [!todo] inside", "> > - [ ] call [[Aa]] 📅 2026-11-25"),
    ],
)
def test_a_task_in_a_callout_is_a_task(tmp_path: Path, callout: str, task: str) -> None:
    vault = case_vault(tmp_path, {"Notes/Plan.md": f"# Plan\n\n{callout}\n{task}\n"}, "Aa")
    assert ("Aa", "task", "2026-11-25") in vault.due("2026-11-25")
    assert vault.run("done", "Aa", today="2026-11-25").status == 0
    assert task.replace("[ ]", "[x]").replace("[]", "[x]") in vault.text("Notes/Plan.md")


@pytest.mark.parametrize(
    "log",
    [
        "> [!note] Log\n> - 2026-10-01 call\n",
        "> [!info] Interactions\n> - 2026-10-01 call about looms\n",
        "> [!abstract]- Diario\n> - 2026-10-01 telefonata\n",
        "> [!note] About\n> words\n>\n> > [!note] Log\n> > - 2026-10-01 call\n",
        "## Log\n\n> [!note] This year\n> - 2026-10-01 call\n",
    ],
)
def test_a_log_in_a_callout_is_a_log(tmp_path: Path, log: str) -> None:
    vault = case_vault(tmp_path, {"People/Bea.md": person(f"# Bea\n\n{log}")})
    assert [(date, channel) for date, channel, _ in vault.counted("Bea")] == [("2026-10-01", "call")]
    before = vault.text("People/Bea.md")
    assert vault.run("log", "2026-11-02 lunch with Bea").status == 0
    after = vault.text("People/Bea.md")
    assert vault.days("Bea") == ["2026-10-01", "2026-11-02"]
    (new,) = [line for line in after.splitlines() if "2026-11-02" in line]
    (old,) = [line for line in before.splitlines() if "2026-10-01" in line]
    assert new.partition("2026")[0] == old.partition("2026")[0], "the new line is in the same callout"
    assert "## Log" not in after.removeprefix(before[:20]) or "## Log" in before


@pytest.mark.parametrize(
    "line",
    [
        "> [!meeting] Lunch with [[Ada]]",
        "> [!note]\n> lunch with [[Ada]] at the market",
        "> [!tip] Today\n> - lunch with [[Ada]]",
        "> [!info]\n> > [!note]\n> > - lunch with [[Ada]]",
    ],
)
def test_contact_in_a_callout_counts(tmp_path: Path, line: str) -> None:
    vault = case_vault(tmp_path, {DAY: f"{line}\n"}, "Ada")
    assert [(date, channel) for date, channel, _ in vault.counted("Ada")] == [("2026-11-06", "lunch")]


@pytest.mark.parametrize(
    "line",
    [
        "> lunch with [[Ada]] is what he wrote",
        "> [!quote]\n> lunch with [[Ada]]",
        "> [!cite] Bo\n> lunch with [[Ada]]",
        "> [!quote]\n> > [!note]\n> > lunch with [[Ada]]",
    ],
)
def test_a_quotation_is_no_contact(tmp_path: Path, line: str) -> None:
    vault = case_vault(tmp_path, {DAY: f"{line}\n"}, "Ada")
    assert vault.counted("Ada") == []
    assert [reason for _, reason in vault.rejected("Ada")] != []


@pytest.mark.parametrize(
    ("repeater", "after"),
    [
        (".+2w", "2026-12-07"),
        ("+2w", "2026-12-04"),
        ("++2w", "2026-12-04"),
        (".+3d", "2026-11-26"),
        (".+1m", "2026-12-23"),
    ],
)
def test_a_repeating_task_of_logseq_goes_on(tmp_path: Path, repeater: str, after: str) -> None:
    page = f"- TODO call [[Ee]]\n  SCHEDULED: <2026-11-20 Fri {repeater}>\n"
    vault = case_vault(tmp_path, {"journals/2026_11_10.md": page}, "Ee")
    assert vault.run("done", "Ee").status == 0
    text = vault.text("journals/2026_11_10.md")
    assert "TODO call [[Ee]]" in text
    assert f"SCHEDULED: <{after}" in text
    assert repeater in text
    assert vault.days("Ee") == [TODAY]


@pytest.mark.parametrize(
    ("task", "after"),
    [
        (
            "- LATER call [[Ee]]\n  DEADLINE: <2026-11-20 Fri 10:00 ++1w>\n  id:: 63f0-aa\n",
            (
                "- LATER call [[Ee]]\n  DEADLINE: <2026-11-27 Fri 10:00 ++1w>\n"
                "- DONE call [[Ee]] ✅ 2026-11-23\n  DEADLINE: <2026-11-20 Fri 10:00>\n  id:: 63f0-aa\n"
            ),
        ),
        (
            "- Plans\n\t- TODO [#A] call [[Ee]]\n\t  SCHEDULED: <2026-11-20 ven .+1y>\n\t\t- about looms\n",
            (
                "- Plans\n\t- TODO [#A] call [[Ee]]\n\t  SCHEDULED: <2027-11-23 .+1y>\n"
                "\t- DONE [#A] call [[Ee]] ✅ 2026-11-23\n\t  SCHEDULED: <2026-11-20 ven>\n\t\t- about looms\n"
            ),
        ),
        ("- TODO call [[Ee]]\n", "- DONE call [[Ee]] ✅ 2026-11-23\n"),
        (
            "- TODO call [[Ee]]\n  SCHEDULED: <2026-11-20 Fri>\n",
            "- DONE call [[Ee]] ✅ 2026-11-23\n  SCHEDULED: <2026-11-20 Fri>\n",
        ),
    ],
)
def test_a_task_of_logseq_is_done_on_its_day(tmp_path: Path, task: str, after: str) -> None:
    vault = case_vault(tmp_path, {"journals/2026_11_10.md": task, "logseq/config.edn": "{}\n"}, "Ee")
    assert vault.run("done", "Ee").status == 0
    assert vault.text("journals/2026_11_10.md") == after
    assert vault.days("Ee") == [TODAY]
    assert vault.run("undo").status == 0
    assert vault.text("journals/2026_11_10.md") == task


@pytest.mark.parametrize("words", ["we saw #people/orso there", "#[[people/orso]] and #orso"])
def test_a_page_in_a_sentence_of_logseq_makes_no_person(tmp_path: Path, words: str) -> None:
    vault = case_vault(tmp_path, {"pages/Bears.md": f"- {words}\n", "logseq/config.edn": "{}\n"}, "Ee")
    assert vault.people() == ["Ee"]


@pytest.mark.parametrize("repeater", ["+2x", ".+w", "++1y2", "+-1w"])
def test_another_repeater_is_refused(tmp_path: Path, repeater: str) -> None:
    page = f"- TODO call [[Ee]]\n  SCHEDULED: <2026-11-20 Fri {repeater}>\n"
    vault = case_vault(tmp_path, {"journals/2026_11_10.md": page}, "Ee")
    result = vault.run("done", "Ee")
    assert result.status == 1
    assert repeater in result.stderr
    assert vault.text("journals/2026_11_10.md") == page


@pytest.mark.parametrize(
    ("file", "name", "link"),
    [
        ("pages/People___Ada Lune.md", "Ada Lune", "[[People/Ada Lune]]"),
        ("pages/Cy%3A Lune.md", "Cy: Lune", "[[Cy: Lune]]"),
        ("pages/people___lupo.md", "lupo", "[[people/lupo]]"),
        ("pages/Who%3F.md", "Who?", "[[Who?]]"),
    ],
)
def test_names_of_logseq_pages_are_read_without_escapes(tmp_path: Path, file: str, name: str, link: str) -> None:
    notes = {
        file: "type:: person\n\n- ## Log\n\t- 2026-10-01 call\n",
        "journals/2026_11_10.md": f"- lunch with {link}\n",
        "logseq/config.edn": "{}\n",
    }
    vault = case_vault(tmp_path, notes)
    assert vault.people() == [name]
    assert vault.days(name) == ["2026-10-01", "2026-11-10"]


@pytest.mark.parametrize(
    "link", ["#Ed", "#[[Ed Lune]]", "[[Ed]]", "#ed", "#Ed, on looms", "Bo and #Ed #gave", "[E]([[Ed]])"]
)
def test_a_hash_before_a_page_is_a_link_in_logseq(tmp_path: Path, link: str) -> None:
    notes = {
        "pages/Ed Lune.md": "type:: person\nalias:: Ed\n\n- about looms\n",
        "journals/2026_11_10.md": f"- lunch with {link}\n",
        "logseq/config.edn": "{}\n",
    }
    vault = case_vault(tmp_path, notes)
    assert vault.days("Ed Lune") == ["2026-11-10"]


@pytest.mark.parametrize(
    "extra",
    [
        "  logseq.order-list-type:: number",
        "  SCHEDULED: <2026-11-10 Tue>",
        "  id:: 63f0-aa",
        "  :LOGBOOK:\n  CLOCK: [2026-11-10 Tue 10:00]\n  :END:",
        "  collapsed:: true",
    ],
)
def test_drawers_and_ids_of_logseq_are_no_text(tmp_path: Path, extra: str) -> None:
    notes = {
        "journals/2026_11_10.md": f"- [#A] lunch with [[Ee]] on looms\n{extra}\n",
        "logseq/config.edn": "{}\n",
    }
    vault = case_vault(tmp_path, notes, "Ee")
    ((_, channel, text),) = vault.counted("Ee")
    assert channel == "lunch"
    assert text == "lunch with Ee on looms"


@pytest.mark.parametrize(
    "link",
    [
        "[Ada]([[Ada Lune]])",
        "[Ada](<People/Ada Lune.md>)",
        "[Ada](People/Ada%20Lune.md)",
        "[Ada](../People/Ada%20Lune.md)",
        "[Ada][al]",
        "[Al][]",
        "[AL]",
        "[Ada]([[People/Ada Lune#Log|x]])",
        '[Ada](<People/Ada Lune.md> "her note")',
        "[[People/Ada Lune|Ada]]",
    ],
)
def test_every_form_of_link_is_read_and_renamed(tmp_path: Path, link: str) -> None:
    note = f"- coffee with {link}\n\n[al]: <People/Ada Lune.md>\n"
    vault = case_vault(tmp_path, {DAY: note}, "Ada Lune")
    assert [(date, channel) for date, channel, _ in vault.counted("Ada Lune")] == [("2026-11-06", "coffee")]
    assert vault.run("rename", "Ada Lune", "Ada Marsh").status == 0
    assert vault.days("Ada Marsh") == ["2026-11-06"]
    assert "Ada Lune" not in vault.text(DAY).replace("%20", " ")


@pytest.mark.parametrize(
    "note",
    [
        "- [ ] ring [Ada][1a] 📅 2026-11-25\n\n[1a]: ../People/Ada%20Lune.md\n",
        '| who | what |\n|---|---|\n| [Ada][a] | lunch |\n\n[a]: <People/Ada Lune.md> "Ada"\n',
        "> [!note]\n> - lunch with [Ada]([[Ada Lune]])\n",
        "- lunch,\n  and a walk with [Ada][A-L]\n\n[a-l]: People/Ada%20Lune.md#Log\n[web]: https://x.example\n",
        "- lunch with [Ada]([[People/Ada Lune]]) and [the site][web]\n\n[web]: https://x.example/Ada\n",
    ],
)
def test_links_by_name_are_read_and_renamed_anywhere(tmp_path: Path, note: str) -> None:
    vault = case_vault(tmp_path, {DAY: note}, "Ada Lune")
    mentioned = vault.days("Ada Lune") or [person for person, _, _ in vault.due("2026-11-25")]
    assert len(mentioned) == 1
    assert vault.run("rename", "Ada Lune", "Ada Marsh").status == 0
    assert vault.days("Ada Marsh") == ["2026-11-06"] or vault.due("2026-11-25")
    text = vault.text(DAY)
    assert text == note.replace("Ada Lune", "Ada Marsh").replace("Ada%20Lune", "Ada%20Marsh")


@pytest.mark.parametrize("line", ["[2026-10-01]: call", "[^1]: see [[Bo]]", "[note]: call back"])
def test_a_line_that_defines_no_link_is_text(tmp_path: Path, line: str) -> None:
    vault = case_vault(tmp_path, {DAY: f"{line} [[Ada]]\n"}, "Ada")
    assert vault.days("Ada") == ["2026-11-06"]


@pytest.mark.parametrize(
    "day",
    [
        "@{2026-11-25}",
        "@{2026-11-25} @@{10:00}",
        "@[[2026-11-25]]",
        "@due(2026-11-25)",
        "📅 2026-11-25",
        "[due:: 2026-11-25]",
    ],
)
def test_days_of_other_task_plugins(tmp_path: Path, day: str) -> None:
    vault = case_vault(tmp_path, {"Board.md": f"## To do\n\n- [ ] call [[Aa]] {day}\n"}, "Aa")
    assert ("Aa", "task", "2026-11-25") in vault.due("2026-11-25")
    answer = vault.run("due", today="2026-11-25").stdout
    assert "@" not in answer
    assert "{" not in answer


def test_the_next_task_of_a_recurring_one_has_an_id_of_its_own(tmp_path: Path) -> None:
    task = "- [ ] call [[Aa]] 🆔 abc123 🔁 every 2 weeks 📅 2026-11-20\n"
    vault = case_vault(tmp_path, {"Board.md": task}, "Aa")
    assert vault.run("done", "Aa").status == 0
    assert vault.text("Board.md").count("abc123") == 1
    assert ("Aa", "task", "2026-12-04") in vault.due("2026-12-04")


@pytest.mark.parametrize(
    "item",
    [
        "- [ ] Prepare the slides, then\n      send them to [[Eva]] 📅 2026-11-20",
        "- [ ] Prepare the slides, then\n  send them to [[Eva]] 📅 2026-11-20",
        "* [ ] Prepare the slides and\nsend them to [[Eva]] 📅 2026-11-20",
        "1. [ ] Prepare\n   the slides, then send them\n   to [[Eva]] 📅 2026-11-20",
        "> [!todo]\n> - [ ] Prepare the slides, then\n>   send them to [[Eva]] 📅 2026-11-20",
    ],
)
def test_a_wrapped_task_is_one_task(tmp_path: Path, item: str) -> None:
    vault = case_vault(tmp_path, {DAY: f"{item}\n"}, "Eva")
    assert vault.counted("Eva") == []
    assert ("Eva", "task", "2026-11-20") in vault.due()


@pytest.mark.parametrize(
    "item",
    [
        "- Reuse it; do not\n  raise it with [[Hal]] yet",
        "- I must still\n  write to [[Hal]]",
        "- da\n  richiamare: [[Hal]]",
        "- non parlarne\n  ancora con [[Hal]]",
        "- the budget; please don't\n  bother [[Hal]] with it",
        "> [!note]\n> - Reuse it; do not\n>   raise it with [[Hal]] yet",
    ],
)
def test_a_wrapped_intention_is_no_contact(tmp_path: Path, item: str) -> None:
    vault = case_vault(tmp_path, {DAY: f"{item}\n"}, "Hal")
    assert vault.counted("Hal") == []


@pytest.mark.parametrize(
    "line",
    [
        "- [[Ann]] released [v0.5](https://chat.example/channels/1)",
        "- [[Ann]] published a book on looms",
        "- [[Ann]] got promoted at Northwind",
        "- [[Ann]] ha pubblicato un libro sui telai",
        "- [[Ann]] launched her shop: https://call.example/video",
        "- [[Ann]] and [[Bo]] got married",
        "- [[Ann]]: got promoted",
        "- [[Ann]] si è trasferita a Torino",
        "- [[Ann]] moved to Berlin, www.lunch.example/meeting",
        "> [!note]\n> - [[Ann]] è stata promossa",
    ],
)
def test_news_of_somebody_is_no_contact(tmp_path: Path, line: str) -> None:
    vault = case_vault(tmp_path, {"2021-05-01 Showcases.md": f"{line}\n"}, "Ann")
    assert vault.counted("Ann") == []
    assert [reason for _, reason in vault.rejected("Ann")] != []


@pytest.mark.parametrize(
    "line",
    [
        "- [[Ann]] published a book, she told me over lunch",
        "- lunch with [[Ann]], she got promoted",
        "- [[Ann]] launched it together with me",
        "- Lunch\n  - [[Ann]] got promoted",
        "## Talk over coffee\n- [[Ann]] published a book",
    ],
)
def test_news_in_a_conversation_is_contact(tmp_path: Path, line: str) -> None:
    vault = case_vault(tmp_path, {DAY: f"{line}\n"}, "Ann")
    assert vault.days("Ann") == ["2026-11-06"]


@pytest.mark.parametrize(
    ("line", "channel"),
    [
        ("Pia confirmed -> Karl cleans up", None),
        ("pranzo: il piano va da bozza → finale", "lunch"),
        ("call, budget from 5k -> 8k", "call"),
        ("call: Pia confirmed → Karl cleans up", "call"),
        ("lunch: the plan went draft → final", "lunch"),
        ("coffee, prices moved 10 → 12 euros", "coffee"),
    ],
)
def test_an_arrow_within_prose_is_no_direction(tmp_path: Path, line: str, channel: str | None) -> None:
    vault = case_vault(tmp_path, {"People/Pia.md": person(f"## Log\n- 2026-05-02 {line}\n")})
    (entry,) = vault.json("why", "Pia")["counted"]
    assert (entry["channel"], entry["direction"]) == (channel, "mutual")


@pytest.mark.parametrize(
    "words",
    ["(owner: Karl)", "[owner: Karl]", "with the plan (draft)", "“as they say”"],
)
def test_no_bracket_is_lost_from_a_text(tmp_path: Path, words: str) -> None:
    vault = case_vault(tmp_path, {"Plan.md": f"- [ ] [[Aa]]: secure an intro {words} 📅 2026-11-23\n"}, "Aa")
    (row,) = vault.json("due")
    assert words in row["reason"]


@pytest.mark.parametrize(
    "line",
    ["~~call~~ did not happen", "~~lunch with her~~", "~~coffee and then a call~~ cancelled", "~~pranzo~~ saltato"],
)
def test_a_struck_channel_is_no_contact(tmp_path: Path, line: str) -> None:
    vault = case_vault(tmp_path, {"People/Ann.md": person(f"## Log\n- 2026-11-05 {line}\n")})
    assert vault.counted("Ann") == []


@pytest.mark.parametrize("heading", ["Log\n===", "Log\n---", "Interactions\n=====", "Diario\n-------"])
def test_an_underlined_heading_is_a_heading(tmp_path: Path, heading: str) -> None:
    vault = case_vault(tmp_path, {"People/Ann.md": person(f"About her.\n\n{heading}\n\n- 2026-11-05 call\n")})
    assert vault.days("Ann") == ["2026-11-05"]
    assert vault.run("log", "2026-11-07 lunch with Ann").status == 0
    assert "## Log" not in vault.text("People/Ann.md")
    assert vault.days("Ann") == ["2026-11-05", "2026-11-07"]
