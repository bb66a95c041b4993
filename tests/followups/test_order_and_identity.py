"""What comes first, what is due, and what makes a follow-up the same as yesterday's."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from mdnetwork.dates import Cadence, Span
from mdnetwork.followups import days_late, days_overdue, due_within, importance
from mdnetwork.followups.identity import uid, undated
from mdnetwork.followups.text import plain, words
from mdnetwork.model import FollowUp, FollowUpKind
from support.histories import TODAY, ago, day, everything, history, person, said, tagged

BAND = Cadence(Span(days=28), Span(days=42))


def follow_up(kind: FollowUpKind = "task", days: int | None = 0, late: int = 0, name: str = "Ada") -> FollowUp:
    due = None if days is None else ago(days)
    return FollowUp(kind, person(name), due, "A reason.", late_after=due and ago(days - late if days else 0))


def test_every_kind_has_its_importance() -> None:
    ranked = sorted(get_args(FollowUpKind), key=importance)
    assert ranked[:4] == ["promise", "waiting", "reply", "first"]
    assert ranked[4:10] == ["thank", "planned", "task", "goal", "introduction", "congratulate"]
    assert ranked[10:] == ["cadence", "dormant", "publish", "prepare", "birthday", "anniversary", "notice"]


def test_order_is_due_date_then_importance_then_lateness_then_identity() -> None:
    last = {"Ada": said(ago(42)), "Bo": said(ago(42)), "Cy": said(ago(42)), "Dee": said(ago(43))}
    bands = {"Bo": Cadence(Span(days=28), Span(days=29))}
    people = [history(person(name, cadence=bands.get(name, BAND)), line) for name, line in last.items()]
    promise = history(person("Eve"), tagged(ago(21), "#promised x", "promised"))  # due 14 days ago, as are theirs
    undated = history(person("Al", cadence=BAND))
    found = everything(undated, promise, *reversed(people))
    assert [each.name for each in found] == ["Dee", "Eve", "Bo", "Ada", "Cy", "Al"]


@pytest.mark.parametrize(
    ("last", "overdue", "late"),
    [(ago(20), 0, 0), (ago(28), 0, 0), (ago(30), 2, 0), (ago(42), 14, 0), (ago(45), 17, 3), (None, 0, 0)],
)
def test_days_overdue_and_late(last: object, overdue: int, late: int) -> None:
    lines = [said(last)] if last else []  # type: ignore[arg-type]  # a date or None
    (found,) = everything(history(person(cadence=BAND), *lines))
    assert (days_overdue(found, TODAY), days_late(found, TODAY)) == (overdue, late)


def test_due_is_overdue_and_today_then_undated() -> None:
    undated, late, today, soon = (follow_up(days=days) for days in (None, 400, 0, -14))
    hidden = replace(late, superseded=True)
    assert due_within([undated, hidden, late, today, soon], TODAY) == [late, today, undated]
    assert due_within([late, today, soon, undated], TODAY, Span(days=14)) == [late, today, soon, undated]
    assert due_within([late, today, soon, undated], TODAY, Span(days=13)) == [late, today, undated]


def test_a_uid_is_the_hash_of_identity_kind_and_discriminator() -> None:
    one = replace(follow_up(), discriminator="x")
    assert uid(one) == uid(replace(one, due=None, reason="Another.", path="Elsewhere.md", evidence=(said(TODAY),)))
    others = [replace(one, discriminator="y"), replace(one, kind="promise"), replace(one, person=person("Bo"))]
    assert len({uid(one), *map(uid, others)}) == 4
    assert len(uid(one)) == 64
    assert uid(one).isalnum()


@pytest.mark.parametrize(
    ("text", "tag", "expected"),
    [
        ("coffee → the loom; #promised the paper 📅 2026-10-11", "promised", "the paper"),
        ("coffee → #promised the paper (draft), #gave a book", "promised", "the paper (draft)"),
        ("#promised (a draft of) the paper", "promised", "(a draft of) the paper"),
        ("#promised (the paper)", "promised", "the paper"),
        ("#promised the plan (of (two)).", "promised", "the plan (of (two))"),
        ("email → will send the paper #promised", "promised", "will send the paper"),
        ("← she sent the proofs #got", "got", "she sent the proofs"),
        ("#promised 📅 2026-10-11", "promised", ""),
        ("→ #promised ← nothing", "promised", "→ ← nothing"),
        ("call\n- #promised the paper\n- and more", "promised", "the paper"),
        ("call\n- the paper #promised", "promised", "the paper"),
        ("#promised a line [due:: 2026-10-11] to Acme (2026-10-11)", "promised", "a line to Acme (2026-10-11)"),
    ],
)
def test_the_words_at_a_tag(text: str, tag: str, expected: str) -> None:
    assert words(text, tag) == expected


def test_long_words_are_shortened() -> None:
    assert plain("- **Direction:** Outbound\n- **Summary:** sent the poster\n- noted: it is blue") == (
        "sent the poster - noted: it is blue"
    )
    assert plain("the type: a serif") == "the type: a serif"
    assert plain("spoke of the harvest #gave the drafts") == "spoke of the harvest; the drafts"
    assert plain("coffee with Ada #gave #promised the map") == "coffee with Ada; the map"
    assert plain("call about\nid:: 65f0\nTODO the rates\nSCHEDULED: <2026-11-24 Tue>") == "call about TODO the rates"
    assert plain("- -> sent the deck.") == "-> sent the deck"
    assert plain("email <- #got --") == "email <-"
    assert plain("a < b -") == "a < b"
    assert plain("introduced #intro Ada to Bo") == "introduced Ada to Bo"
    assert plain("the deck #work tomorrow, sent it #gave") == "the deck tomorrow, sent it"
    assert plain("a " * 200) == "a " * 79 + "a…"
    (found,) = everything(history(None, tagged(TODAY, "#promised " + "a " * 200, "promised")))
    assert found.reason.endswith("a a…")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("#promised the paper 📅 2026-10-11", "#promised the paper 📅 2026-12-01"),
        ("#promised the paper 📅 2026-10-11", "#promised the paper"),
        ("call, the paper [due:: 2026-10-11]", "call: The Paper"),
        ("the paper (2026-10-11)", "the paper"),
        ("the paper by 5.3.2026", "the paper by 06/03/2026"),
        ("2026-10-11T10:30 the paper", "the paper"),
        ("2026-10 the paper", "the paper"),
    ],
)
def test_dates_and_marks_do_not_tell_lines_apart(one: str, other: str) -> None:
    assert undated(one) == undated(other)


def test_words_tell_lines_apart() -> None:
    assert undated("the paper") != undated("the deck")
    assert undated("#promised 📅 2026-10-11") == ""
    assert day("2026-10-11") < TODAY
