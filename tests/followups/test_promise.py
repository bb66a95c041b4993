"""Promises: when they are due, and what closes them."""

from __future__ import annotations

import pytest

from mdnetwork.followups.identity import uid
from mdnetwork.model import Evidence, PersonTask
from support.histories import ago, day, dues, errand, everything, history, of_kind, person, said, tagged

PAPER = tagged("2026-11-02", "coffee → the loom; #promised the paper 📅 2026-11-09", "promised", due=day("2026-11-09"))
DECK = tagged("2026-11-04", "call → #promised the deck", "promised", line=11)
IN_TASK = errand("send the slides", owed="mine", due=day("2026-11-20"))


def test_a_promise_is_due_on_its_date_or_after_a_week() -> None:
    assert dues("promise", history(None, PAPER, DECK)) == [day("2026-11-09"), day("2026-11-11")]  # 4 + 7 = 11


@pytest.mark.parametrize(
    ("text", "due", "words"),
    [
        ("#promised the list by 20 November", "2026-11-20", "the list"),
        ("#promised the list by November 20", "2026-11-20", "the list"),
        ("#promesso l'elenco entro il 20 novembre", "2026-11-20", "l'elenco"),
        ("#promised the list by 1 January", "2027-01-01", "the list"),  # the next one
        ("#promised by 20 November", "2026-11-20", "by 20 November"),
        ("#promised the map by hand 20 times", "2026-11-09", "the map by hand 20 times"),
        ("#promised a seat by Tuesday 20", "2026-11-09", "a seat by Tuesday 20"),
    ],
)
def test_a_deadline_in_words_counts_from_the_day_of_the_line(text: str, due: str, words: str) -> None:
    (found,) = of_kind("promise", history(None, tagged("2026-11-02", text, "promised")))
    assert (found.due, found.title) == (day(due), words)


def test_a_promise_says_what_and_when() -> None:
    (found,) = of_kind("promise", history(None, PAPER))
    assert found.reason == "On 2 November you promised: the paper."
    assert (found.title, found.discriminator, found.evidence) == ("the paper", "coffee the loom the paper", (PAPER,))


@pytest.mark.parametrize(
    ("text", "direction", "is_mine"),
    [
        ("email → #promised the paper", "out", True),
        ("email -> #promised the paper", "out", True),
        ("email ← she #promised the paper", "in", False),
        ("email <- she #promised the paper", "in", False),
        ("coffee #promised the paper", "mutual", True),
        ("#promised the paper", "in", True),  # `- **Direction:** Inbound` below
        ("email ← #promised the paper", "in", True),
        ("chiamata ← #promesso l'articolo", "in", True),
        ("chiamata → mi ha #promesso l'articolo", "out", False),
        ("call → they #promised the paper", "out", False),
        ("call → #promised me the paper", "out", False),
        ("coffee ← she asked; → #promised the paper", "mutual", True),
        ("coffee → I asked ← she #promised the paper", "mutual", False),
        ("coffee → #promesso l'articolo ← e lei il libro", "mutual", True),
    ],
)
def test_the_words_say_who_promised_and_no_arrow_does(text: str, direction: str, is_mine: bool) -> None:
    found = everything(history(None, tagged(ago(2), text, "promised", direction=direction)))
    assert [each.kind for each in found] == (["promise"] if is_mine else ["waiting"])


@pytest.mark.parametrize(
    ("kept", "left"),
    [
        ([], ["the paper", "the deck"]),
        ([tagged("2026-11-05", "#kept", "kept", line=12)], ["the deck"]),  # the oldest
        ([tagged("2026-11-03", "#kept", "kept", line=12)], ["the deck"]),
        ([tagged("2026-11-01", "#kept", "kept", line=12)], ["the paper", "the deck"]),  # too early for both
        ([tagged("2026-11-05", "#kept", "kept", line=n) for n in (12, 13)], []),
        ([tagged("2026-11-05", "#kept", "kept", line=n) for n in (12, 13, 14)], []),
        ([tagged(None, "#kept", "kept", line=12, rejected="no date")], ["the paper", "the deck"]),
    ],
)
def test_kept_closes_the_oldest_open_one(kept: list[Evidence], left: list[str]) -> None:
    assert [each.title for each in of_kind("promise", history(None, PAPER, DECK, *kept))] == left


def test_a_line_that_keeps_one_promise_and_makes_another_closes_the_earlier() -> None:
    line = tagged("2026-11-05", "#kept the paper, #promised the slides", "kept", "promised", line=12)
    assert [each.title for each in of_kind("promise", history(None, line))] == ["the slides"]
    assert [each.title for each in of_kind("promise", history(None, PAPER, line))] == ["the slides"]


@pytest.mark.parametrize("rejected", ["quoted", "code", "comment", "template", "in another's log", "future date"])
def test_what_is_not_really_said_promises_nothing(rejected: str) -> None:
    assert dues("promise", history(None, tagged("2026-11-02", "#promised x", "promised", rejected=rejected))) == []


def test_a_promise_stands_where_its_line_is_no_interaction() -> None:
    crowd = tagged("2026-11-02", "#promised Ada the deck", "promised", rejected="co-presence")
    undated = tagged(None, "#promised a book", "promised", rejected="no date", line=4)
    found = of_kind("promise", history(None, crowd, undated))
    assert [(each.due, each.reason) for each in found] == [
        (day("2026-11-09"), "On 2 November you promised: Ada the deck."),
        (None, "You promised: a book."),
    ]


@pytest.mark.parametrize(
    ("task", "expected"),
    [
        (IN_TASK, [day("2026-11-20")]),
        (errand(owed="mine", noted=day("2026-11-10")), [day("2026-11-17")]),  # 10 + 7 = 17
        (errand(owed="mine"), [None]),
        (errand(owed="mine", state="done"), []),
        (errand(owed="mine", state="cancelled"), []),
    ],
)
def test_a_task_promises_until_it_is_ticked(task: PersonTask, expected: list[object]) -> None:
    assert dues("promise", history(None, tasks=[task])) == expected


def test_kept_closes_a_promise_made_in_a_dated_note_s_task() -> None:
    task = errand("the deck", path="Daily/2026-11-01.md", owed="mine", noted=day("2026-11-01"))
    kept = tagged("2026-11-05", "#kept", "kept", line=12)
    assert [each.title for each in of_kind("promise", history(None, PAPER, kept, tasks=[task]))] == ["the paper"]
    assert len(of_kind("promise", history(None, kept, tasks=[IN_TASK]))) == 1  # of unknown age: only a tick tells


def test_a_ticked_task_is_contact_and_no_new_promise() -> None:
    assert dues("promise", history(None, tagged(ago(1), "#promised the deck", "promised", source="task"))) == []


@pytest.mark.parametrize(
    ("text", "due", "superseded"),
    [("send the paper", "2026-11-09", True), ("water the plants", "2026-11-09", True), ("send", "2026-11-10", False)],
)
def test_a_promise_and_a_task_on_one_date_are_one(text: str, due: str, superseded: bool) -> None:
    (task,) = of_kind("task", history(None, PAPER, tasks=[errand(text, due=day(due))]))
    assert task.superseded is superseded


def test_a_promise_hides_one_task_the_likest() -> None:
    same_day = day("2026-11-09")
    tasks = [errand("water plants", due=same_day), errand("send the paper", due=same_day, line=21), errand(line=22)]
    found = of_kind("task", history(None, PAPER, tasks=tasks))
    assert [(each.title, each.superseded) for each in found] == [
        ("send the paper", True),
        ("water plants", False),
        ("Ask about the loom", False),
    ]


def test_a_promise_in_the_log_hides_the_same_one_in_a_task() -> None:
    found = of_kind("promise", history(None, PAPER, tasks=[errand("the paper", owed="mine", due=day("2026-11-09"))]))
    assert [(each.evidence[0].source, each.superseded) for each in found] == [("log", False), ("task", True)]


@pytest.mark.parametrize(
    ("text", "due", "expected"),
    [("Send the paper", "2026-11-09", 0), ("Water plants", "2026-11-09", 1), ("Send the paper", "2026-11-10", 1)],
)
def test_ticking_the_task_of_the_same_date_and_words_keeps_the_promise(text: str, due: str, expected: int) -> None:
    task = errand(text, due=day(due), state="done")
    assert len(of_kind("promise", history(None, PAPER, tasks=[task]))) == expected


def test_equal_promises_keep_their_uids_when_the_first_is_kept() -> None:
    lines = [tagged(f"2026-11-0{n}", "#promised the paper", "promised", line=n) for n in (1, 3)]
    first, second = of_kind("promise", history(None, *lines))
    (left,) = of_kind("promise", history(None, *lines, tagged("2026-11-02", "#kept", "kept")))
    assert uid(left) == uid(second) != uid(first)


def test_a_promise_to_two_people_is_one_for_each() -> None:
    line = tagged("2026-11-02", "#promised the deck", "promised", path="Daily/2026-11-02.md", people=("ada", "bo"))
    found = of_kind("promise", history(None, line), history(person("Bo"), line))
    assert [each.name for each in found] == ["Ada", "Bo"]


def test_an_interaction_does_not_end_a_promise() -> None:
    assert len(of_kind("promise", history(None, PAPER, said(ago(0), line=30)))) == 1
