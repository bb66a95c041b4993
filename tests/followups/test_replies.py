"""What somebody asked the user: due in two days, until the user answers."""

from __future__ import annotations

import datetime as dt

import pytest

from mdnetwork.dates import add_days
from mdnetwork.followups import follow_ups
from mdnetwork.followups.replies import PAST
from mdnetwork.model import FollowUp
from mdnetwork.parsing import ReadingSettings, read_note
from mdnetwork.people import gather
from support.histories import ENGLISH, PLAIN, TODAY, day

QUESTION = "- 2026-11-18 email ← could you read my draft?"
ASKED = f"{QUESTION} #asked"


def replies(*lines: str, keys: str = "", today: dt.date = TODAY) -> list[FollowUp]:
    """The replies to Ada, who has these lines in her log."""
    note = "\n".join(("---", "type: person", *filter(None, [keys]), "---", "## Log", *lines, ""))
    everybody = gather([read_note("People/Ada.md", note.encode(), ReadingSettings())], today=today)
    return [each for each in follow_ups(everybody, PLAIN, today, ENGLISH) if each.kind == "reply"]


@pytest.mark.parametrize(
    ("line", "words", "due"),
    [
        (QUESTION, "could you read my draft?", "2026-11-20"),
        (ASKED, "could you read my draft?", "2026-11-20"),
        ("- 2026-11-18 email ← could you read my draft by friday? #asked", "could you read my draft?", "2026-11-20"),
        ("- 2026-11-18 email ← thanks for the slides. When do you open?", "When do you open?", "2026-11-20"),
        ("- 2026-11-18 call ← asked for the list of printers", "for the list of printers", "2026-11-20"),
        ("- 2026-11-18 email ← she would like to know who prints linocut", "who prints linocut", "2026-11-20"),
        ("- 2026-11-18 email ← mi ha chiesto il preventivo", "il preventivo", "2026-11-20"),
        ("- 2026-11-18 telefonata ← mi ha chiesto un consiglio #chiesto", "un consiglio", "2026-11-20"),
        ("- 2026-11-18 email ← asked for the list 📅 2026-12-01", "for the list", "2026-12-01"),
    ],
)
def test_a_question_is_due_in_two_days_or_on_its_day(line: str, words: str, due: str) -> None:
    assert [(each.title, each.due) for each in replies(line)] == [(words, day(due))]


@pytest.mark.parametrize(
    "line",
    [
        "- 2026-11-18 email → could you read my draft?",
        "- 2026-11-18 email → could you read my draft? #asked",
        "- 2026-11-18 coffee, how does she do it?",
        "- 2026-11-18 email ← sent what I asked for",
        "- 2026-11-18 email ← the proofs",
        "- 2026-11-18 email ← could you send the list? I #promised it",
        "- 2026-11-30 email ← could you read my draft?",
    ],
)
def test_other_lines_wait_for_no_answer(line: str) -> None:
    assert replies(line) == []


@pytest.mark.parametrize(
    ("later", "ends"),
    [
        ("- 2026-11-18 email → read it, all fine", True),
        ("- 2026-11-19 email → read it", True),
        ("- 2026-11-19 call, the draft", True),
        ("- 2026-11-18 coffee in town", False),
        ("- 2026-11-19 email ← the second part", False),
        ("- 2026-11-17 email → how are you?", False),
    ],
)
@pytest.mark.parametrize("line", [QUESTION, ASKED])
def test_a_later_word_of_mine_ends_it(line: str, later: str, ends: bool) -> None:
    assert bool(replies(line, later)) is not ends


def test_a_question_without_a_tag_is_dropped_in_the_end() -> None:
    asked = day("2026-11-18")
    for days, left in ((PAST, 1), (PAST + 1, 0)):
        assert len(replies(QUESTION, today=add_days(asked, days))) == left
        assert len(replies(ASKED, today=add_days(asked, days))) == 1


@pytest.mark.parametrize("status", ["paused", "no-contact", "deceased"])
def test_nobody_silent_waits(status: str) -> None:
    assert replies(ASKED, keys=f"status: {status}") == []


def test_each_question_is_a_reply_of_its_own_and_says_since_when() -> None:
    found = replies(QUESTION, "- 2026-11-20 email ← when do you open?")
    assert [each.reason for each in found] == [
        "Since 18 November this has been waiting for your answer: could you read my draft?",
        "Since 20 November this has been waiting for your answer: when do you open?",
    ]
    assert len({each.discriminator for each in found}) == 2
