"""Days in typed lines, log lines, deadlines, fields and headings: what is read, and what is a problem."""

from __future__ import annotations

from datetime import date

import pytest

from mdnetwork.dates import Span
from mdnetwork.days.spans import parse_cadence
from mdnetwork.editing.log_entry import add_entry
from mdnetwork.editing.tasks import tick
from mdnetwork.editing.typed_line import entry_text, read_sentence
from mdnetwork.followups import follow_ups
from mdnetwork.followups.cadences import FollowUpSettings
from mdnetwork.i18n import texts
from mdnetwork.model import Facts
from mdnetwork.parsing import ReadingSettings, read_note
from mdnetwork.people import gather
from support.typed_vault import directory

TODAY = date(2026, 11, 24)
"""A Tuesday."""
PEOPLE = directory({"People/Ann One.md": ""})


def facts(body: str, path: str = "People/Gus.md", settings: ReadingSettings = ReadingSettings()) -> Facts:
    return read_note(path, body.encode(), settings)


def due(body: str) -> list[tuple[str, str]]:
    """The follow-ups of the note: kind and day."""
    people = gather([facts(body)], today=TODAY)
    found = follow_ups(people, FollowUpSettings(), TODAY, texts("en"))
    return [(each.kind, str(each.due)) for each in found]


@pytest.mark.parametrize(
    ("line", "day", "text"),
    [
        ("monday 9 saw Ann One", "2026-11-09", "saw"),
        ("friday the 13th coffee with Ann One", "2026-11-13", "coffee"),
        ("lunedì 9 caffè con Ann One", "2026-11-09", "caffè"),
        ("15:30 coffee with Ann One", "2026-11-24", "15:30 coffee"),
        ("yesterday 15:30 coffee with Ann One", "2026-11-23", "15:30 coffee"),
        ("20 nov 10am coffee with Ann One", "2026-11-20", "10am coffee"),
        ("coffee with Ann One 3 nov 25 people came", "2026-11-03", "coffee 25 people came"),
        ("2026-11-20T15:30 coffee with Ann One", "2026-11-20", "15:30 coffee"),
        ("yesterday's coffee with Ann One", "2026-11-23", "coffee"),
        ("venerdì 6 pranzo con Ann One", "2026-11-06", "pranzo"),
        ("on sunday the 1st lunch with Ann One", "2026-11-01", "lunch"),
        ("thursday 29 coffee with Ann One", "2026-10-29", "coffee"),
        ("monday 10 people came to lunch with Ann One", "2026-11-23", "10 people came to lunch"),
        ("yesterday at 9am call with Ann One", "2026-11-23", "at 9am call"),
        ("ieri alle 18 aperitivo con Ann One", "2026-11-23", "alle 18 aperitivo"),
        ("14.30 telefonata con Ann One", "2026-11-24", "14.30 telefonata"),
        ("2026-11-20 15:30 coffee with Ann One", "2026-11-20", "15:30 coffee"),
        ("3 nov '25 coffee with Ann One", "2025-11-03", "coffee"),
        ("coffee with Ann One, 3 nov 25", "2025-11-03", "coffee"),
        ("12 ott 24 persone a cena con Ann One", "2026-10-12", "24 persone a cena"),
        ("20261120T1530 call with Ann One", "2026-11-20", "1530 call"),
        ("2026-11-20T15:30:00Z call with Ann One", "2026-11-20", "15:30:00Z call"),
        ("2026-11-20T15:30+01:00 call with Ann One", "2026-11-20", "15:30+01:00 call"),
        ("2026-11-20 09.15 call with Ann One", "2026-11-20", "09.15 call"),
        ("last friday's call with Ann One", "2026-11-20", "call"),
        ("monday's lunch with Ann One", "2026-11-23", "lunch"),
        ("today’s coffee with Ann One", "2026-11-24", "coffee"),
    ],
)
def test_a_typed_line_keeps_what_is_no_day(line: str, day: str, text: str) -> None:
    capture = read_sentence(line, TODAY, PEOPLE)
    assert (str(capture.day), capture.text, capture.doubts) == (day, text, ())
    note = add_entry(b"# Ann One\n", capture.day, entry_text(capture, capture.people[0].person), path="People/A.md")
    assert f"\n- {day} {text}\n" in note.decode()


@pytest.mark.parametrize(
    ("line", "phrase"),
    [
        ("friday the 12th coffee with Ann One", "friday the 12th"),
        ("31 nov coffee with Ann One", "31 nov"),
        ("lunedì 10 novembre caffè con Ann One", "lunedì 10 novembre"),
    ],
)
def test_a_day_that_cannot_be_is_not_guessed(line: str, phrase: str) -> None:
    assert [(doubt.kind, doubt.written) for doubt in read_sentence(line, TODAY, PEOPLE).doubts] == [("no date", phrase)]


@pytest.mark.parametrize(
    ("line", "kind", "day"),
    [
        ("- 2026-11-17 call #promised the list by friday", "promise", "2026-11-20"),
        ("- 2026-11-17 call #asked her for the form by friday", "waiting", "2026-11-20"),
        ("- 2026-11-17 chiamata #promesso il preventivo entro venerdì", "promise", "2026-11-20"),
        ("- 2026-11-17 call #promised the notes by tomorrow", "promise", "2026-11-18"),
        ("- 2026-11-17 call #waiting for the contract, by the 30th", "waiting", "2026-11-30"),
        ("- 2026-11-17 call #promised the deck within 2 weeks", "promise", "2026-12-01"),
        ("- 2026-11-17 chiamata #promesso il deck per lunedì", "promise", "2026-11-23"),
        ("- 2026-11-17 chiamata #promesso il deck entro fine mese.", "promise", "2026-11-30"),
        ("- 2026-11-17 call #promised tea for 3 people", "promise", "2026-11-24"),
        ("- 2026-11-17 call\n  - #promised the deck by Fri, and cake", "promise", "2026-11-20"),
        ("- [ ] send the deck to [[Gus]] by 25 November", "task", "2026-11-25"),
        ("- [ ] mandare il deck a [[Gus]] entro il 25 novembre", "task", "2026-11-25"),
        ("- [ ] ring [[Gus]] before Dec 3", "task", "2026-12-03"),
        ("- [ ] mail [[Gus]] by 2026-11-30", "task", "2026-11-30"),
        ("- [ ] mail [[Gus]] by 2 January", "task", "2027-01-02"),
        ("- [ ] mail [[Gus]] by 2 September", "task", "2026-09-02"),
        ("- [ ] mail [[Gus]] by friday", "task", "None"),
        ("- [ ] mail [[Gus]] @{2026-11-25} @@{10:00}", "task", "2026-11-25"),
        ("- [ ] mail [[Gus]] @[[2026-11-25]]", "task", "2026-11-25"),
        ("- [ ] mail [[Gus]] @due(2026-11-25)", "task", "2026-11-25"),
    ],
)
def test_a_deadline_counts_from_the_day_of_its_line(line: str, kind: str, day: str) -> None:
    assert (kind, day) in due(f"## Log\n{line}\n")


def test_a_request_without_a_deadline_is_no_wait_and_one_by_them_is_to_be_answered() -> None:
    assert due("## Log\n- 2026-11-17 call #asked her for the form\n") == []
    assert due("## Log\n- 2026-11-17 call ← #asked me for the form by friday\n") == [("reply", "2026-11-20")]


@pytest.mark.parametrize(
    ("body", "day"),
    [
        ("- Thu 2026-10-01 call", "2026-10-01"),
        ("### Thu 2026-10-01\n\ncall", "2026-10-01"),
        ("**Thu 2026-10-01** call", "2026-10-01"),
        ("- <2026-10-01 Thu> call", "2026-10-01"),
        ("- <2026-10-01 Thu 10:00 +1w> call", "2026-10-01"),
        ("- giovedì 2026-10-01 chiamata", "2026-10-01"),
        ("- [2026-10-01 Thu] call", "2026-10-01"),
        ("- Thursday, 1 October 2026 call", "2026-10-01"),
        ("- 25/11/25: call", "2025-11-25"),
        ("- on 2026-10-01 call", "2026-10-01"),
        ("- il 2026-10-01 chiamata", "2026-10-01"),
        ("- (Thu, 2026-10-01) call", "2026-10-01"),
        ("- call with the team, 2026-10-01", "2026-10-01"),
        ("### 2026\n#### October\n- 1 October call", "2026-10-01"),
        ("### 2026\n#### Ottobre\n- gio 1 ottobre: chiamata", "2026-10-01"),
        ("### October 2026\n- Oct 1: call", "2026-10-01"),
        ("### 2026\n- 25/10: call", "2026-10-25"),
    ],
)
def test_a_log_line_with_a_day_counts(body: str, day: str) -> None:
    found = facts(f"## Log\n{body}\n")
    assert [str(each.date) for each in found.mentions if each.rejected is None] == [day]
    assert found.problems == ()


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("- Fri 2026-10-01 call", "BAD-DATE"),
        ("- 2026-10-32 call", "BAD-DATE"),
        ("- Thu 2026-13-01 call", "BAD-DATE"),
        ("- 31 June 2026: call", "BAD-DATE"),
        ("- 1 October call", "BAD-DATE"),
        ("- Oct 1: call", "BAD-DATE"),
        ("- 3/11: call", "BAD-DATE"),
        ("- 05/03/2026 call", "AMBIGUOUS-DATE"),
        ("- 5/3/26 call", "AMBIGUOUS-DATE"),
        ("- [[2026-13-01]] call", "BAD-DATE"),
        ("- call — 2026-13-01", "BAD-DATE"),
        ("- call of 2026-10-01, at length", "BAD-DATE"),
        ("- 📅 2026-10-01 call", "BAD-DATE"),
        ("### Call 2026-10-01 at length", "BAD-DATE"),
        ("### 2026-10-01\n- 2026-13-01 call", "BAD-DATE"),
        ("### 2026-10-01\n- call — 2026-13-01", "BAD-DATE"),
        ("| Date | What |\n|---|---|\n| 2026-13-01 | call |", "BAD-DATE"),
        ("| Date | What |\n|---|---|\n| 05/03/2026 | call |", "AMBIGUOUS-DATE"),
        ("- [ ] mail her 📅 2026-02-30", "BAD-DATE"),
        ("- [ ] mail her [due:: 2026-02-30]", "BAD-DATE"),
        ("- [ ] mail her (2026-02-30)", "BAD-DATE"),
        ("- [ ] mail her by 2026-02-30", "BAD-DATE"),
        ("- [ ] mail her by friday", "BAD-DATE"),
        ("- [ ] mail her by 3/12", "BAD-DATE"),
        ("- [ ] mail her entro il 31 novembre", "BAD-DATE"),
        ("- 2026-10-01 call #promised it by 31 November", "BAD-DATE"),
    ],
)
def test_what_looks_like_a_day_and_is_none_is_a_problem_of_its_line(line: str, code: str) -> None:
    body = f"## Log\n{line}\n"
    assert [(each.code, each.line) for each in facts(body).problems] == [(code, body.count("\n"))]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("- 2 May email", "2025-05-02"),
        ("- May 3 call", "2025-05-03"),
        ("- 4 May: lunch", "2025-05-04"),
        ("- 5 Jun she wrote", "2025-06-05"),
        ("- 6 giu pranzo al porto", "2025-06-06"),
        ("- 7 giugno al porto", "2025-06-07"),
        ("- Thu 8 May walk", "2025-05-08"),
        ("- 9 set telefonata", "2025-09-09"),
    ],
)
def test_a_day_without_a_year_has_that_of_the_heading(line: str, day: str) -> None:
    assert [str(each.date) for each in facts(f"## Log\n### 2025\n{line}\n").mentions if not each.rejected] == [day]
    assert [each.code for each in facts(f"## Log\n{line}\n").problems] == ["BAD-DATE"], "the year is missing"


@pytest.mark.parametrize(
    "words",
    [
        "- 1 set of notes",
        "- 3 mar and 2 olives",
        "- 1 out of ten",
        "- may be late",
        "- 2026 was good",
        "- 10.12.13 is out",
    ],
)
def test_words_and_numbers_that_are_no_day(words: str) -> None:
    assert facts(f"## Log\n{words}\n").problems == ()


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("birthday: 05/12/1990", "AMBIGUOUS-DATE"),
        ("birthday: 03.04.1985", "AMBIGUOUS-DATE"),
        ("compleanno: 7/8/90", "AMBIGUOUS-DATE"),
        ("birthday: 6-5-1984", "AMBIGUOUS-DATE"),
        ("wedding anniversary: 05/12/1990", "AMBIGUOUS-DATE"),
        ("last_contact: 05/12/2025", "AMBIGUOUS-DATE"),
        ("met: 05/12/2025", "AMBIGUOUS-DATE"),
        ("died: 05/12/2025", "AMBIGUOUS-DATE"),
        ("birthday: 1990-02-30", "BAD-DATE"),
        ("interactions: [{date: 2026-02-30, text: coffee}]", "BAD-DATE"),
    ],
)
def test_a_field_with_two_days_asks_for_the_order(field: str, code: str) -> None:
    (problem,) = facts(f"---\n{field}\n---\n").problems
    assert (problem.code, problem.line) == (code, 2)
    assert ("date_order" in problem.message) == (code == "AMBIGUOUS-DATE")
    ordered = facts(f"---\n{field}\n---\n", settings=ReadingSettings(date_order="dmy"))
    assert len(ordered.problems) == (code == "BAD-DATE")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("### 2026\n#### October\n- 2026-10-01 call\n",
         "### 2026\n#### November\n- 2026-11-23 T\n\n#### October\n- 2026-10-01 call\n"),
        ("### 2026\n#### Ottobre\n- gio 1 ottobre: x\n",
         "### 2026\n#### Novembre\n- lun 23 novembre: T\n\n#### Ottobre\n- gio 1 ottobre: x\n"),
        ("### 2025\n#### October\n- 2025-10-01 call\n",
         "### 2026\n#### November\n- 2026-11-23 T\n\n### 2025\n#### October\n- 2025-10-01 call\n"),
        ("### October\n- 2026-10-01 call\n",
         "### November\n- 2026-11-23 T\n\n### October\n- 2026-10-01 call\n"),
        ("- Thu 2026-10-01 call\n", "- Mon 2026-11-23 T\n- Thu 2026-10-01 call\n"),
        ("- <2026-10-01 Thu> call\n", "- <2026-11-23 Mon> T\n- <2026-10-01 Thu> call\n"),
        ("### 2026\n- 1 October: call\n", "### 2026\n- 23 November: T\n- 1 October: call\n"),
    ],
)  # fmt: skip
def test_an_entry_is_written_where_and_as_its_log_has_it(before: str, after: str) -> None:
    text = add_entry(f"# Ada\n## Log\n{before}".encode(), date(2026, 11, 23), "T").decode()
    assert text == f"# Ada\n## Log\n{after}"


@pytest.mark.parametrize(
    ("form", "name", "problems"),
    [
        ("D. MMMM YYYY", "10. Dezember 2025", 0),
        ("D. MMMM YYYY", "10. grudnia 2025", 1),
        ("D. MMMM YYYY", "10. Dicembre 2025", 0),
        ("YYYY-MM-DD", "2026-02-30", 1),
        ("YYYY-DDDD", "2026-063", 0),
        ("YYYY-DDDD", "2026-399", 1),
        ("GGGG-[W]WW-E", "2026-W10-3", 0),
        ("YYYY-MM-DD", "Notes", 0),
        ("YYYY-MM-DD", "April 21st, 2022", 0),
        ("YYYY-MM-DD", "gio 1 ottobre 2026", 0),
    ],
)
def test_a_file_name_with_the_form_of_a_daily_note_names_a_day_or_is_a_problem(
    form: str, name: str, problems: int
) -> None:
    settings = ReadingSettings(daily_folder="Daily", daily_format=form)
    found = facts("call with [[Gus]]\n", f"Daily/{name}.md", settings)
    assert [each.code for each in found.problems] == ["BAD-DATE"] * problems
    assert (found.note.date is None) == (problems == 1 or name == "Notes")


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("month", 1),
        ("quarter", 3),
        ("half year", 6),
        ("half-year", 6),
        ("every half year", 6),
        ("half a year", 6),
        ("year", 12),
        ("trimestre", 3),
        ("mezzo anno", 6),
        ("ogni semestre", 6),
    ],
)
def test_a_length_of_time_alone_is_a_cadence(text: str, months: int) -> None:
    found = parse_cadence(text)
    assert found is not None
    assert (found.due, found.late) == (Span(months=months), Span(months=months))


def test_the_next_occurrence_of_a_task_has_no_identity_of_another() -> None:
    note = "- [ ] mail her 🆔 abc123 🔁 every week 📅 2026-11-20\n"
    after = tick(note.encode(), 1, TODAY).decode()
    assert after.count("🆔") == 1
    assert after.splitlines()[0] == "- [ ] mail her 🔁 every week 📅 2026-11-27"
