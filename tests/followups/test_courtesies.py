"""Thanks, congratulations and introductions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mdnetwork.followups.identity import uid
from mdnetwork.model import Evidence, Ref
from support.histories import day, dues, everything, history, of_kind, person, said, tagged

GOT = tagged("2026-11-02", "email ← she sent the proofs #got", "got", direction="in")
NEWS = tagged("2026-11-02", "#news a prize for the engine", "news", rejected="news")
DAILY = "Daily/2026-11-02.md"
INTRO = tagged("2026-11-02", "#intro [[Ada]] [[Bo]]", "intro", path=DAILY, people=("ada", "bo"))


def test_thanks_are_due_after_two_days() -> None:
    (found,) = of_kind("thank", history(None, GOT))
    assert found.due == day("2026-11-04")
    assert found.reason == "A thank-you would be kind for what came on 2 November: she sent the proofs."


@pytest.mark.parametrize(
    ("later", "ends"),
    [
        (said("2026-11-03", direction="out", line=11), True),
        (said("2026-11-03", direction="mutual", line=11), True),
        (said("2026-11-03", direction="in", line=11), False),
        (said("2026-11-02", direction="out", line=11), False),  # the same day is not after
        (tagged("2026-11-02", "#thanked", "thanked", direction="in", line=11), True),
        (tagged("2026-11-01", "#thanked", "thanked", direction="in", line=11), False),
    ],
)
def test_thanks_end_when_i_reach_out(later: Evidence, ends: bool) -> None:
    assert bool(dues("thank", history(None, GOT, later))) is not ends


def test_an_introduction_that_they_made_is_thanked_for() -> None:
    line = tagged("2026-11-02", "email ← #intro [[Bo]]", "intro", direction="in", people=("ada", "bo"))
    in_daily = tagged(
        "2026-11-02", "[[Ada]] ← #intro [[Bo]]", "intro", path=DAILY, people=("ada", "bo"), direction="in"
    )
    assert [each.kind for each in everything(history(None, line), history(person("Bo")))] == ["thank"]
    found = everything(history(None, in_daily), history(person("Bo"), in_daily))
    assert [(each.kind, each.name) for each in found] == [("thank", "Ada")]


def test_who_introduced_somebody_is_thanked() -> None:
    bo = person("Bo", introduced_by=Ref("Ada"), met=day("2026-11-02"))
    (found,) = of_kind("thank", history(), history(bo))
    assert (found.name, found.due) == ("Ada", day("2026-11-04"))
    assert found.reason == "Ada introduced you to Bo on 2 November: a thank-you would be kind."
    assert [each.name for each in found.people] == ["Ada", "Bo"]
    assert not of_kind("thank", history(None, said("2026-11-03")), history(bo))


@pytest.mark.parametrize(
    ("fields", "lines", "expected"),
    [
        ({"introduced_by": Ref("Ada")}, [], []),  # nobody knows when
        ({"introduced_by": Ref("Ada")}, [said("2026-11-05", path="People/Bo.md")], [day("2026-11-07")]),
        ({"introduced_by": Ref("Nobody")}, [said("2026-11-05", path="People/Bo.md")], []),
        ({"introduced_by": Ref("Bo"), "met": day("2026-11-02")}, [], []),
        ({"introduced_by": Ref("Ada"), "met": day("2026-11-02"), "status": "deceased"}, [], []),
    ],
)
def test_when_somebody_was_introduced(fields: dict[str, object], lines: list[Evidence], expected: list[object]) -> None:
    assert dues("thank", history(), history(person("Bo", **fields), *lines)) == expected


def test_congratulations_are_due_the_next_day() -> None:
    (found,) = of_kind("congratulate", history(None, NEWS))
    assert found.due == day("2026-11-03")
    assert found.reason == "There was news on 2 November: a prize for the engine."


def test_news_of_a_job_names_the_old_one_and_the_new_one() -> None:
    job = tagged("2026-11-02", "#news Acme -> Beta, Research #work", "news", rejected="news")
    (found,) = of_kind("congratulate", history(None, job))
    assert found.title == "Acme -> Beta, Research"


@pytest.mark.parametrize(("last", "ends"), [("2026-11-02", False), ("2026-11-03", True)])
def test_congratulations_end_with_contact(last: str, ends: bool) -> None:
    assert bool(dues("congratulate", history(None, NEWS, said(last)))) is not ends


@pytest.mark.parametrize(
    "line",
    [
        tagged("2026-11-02", "#news [[Ada]] moved", "news", rejected="news", path="People/Bo.md"),
        tagged("2026-11-02", "#news", "news", rejected="quoted"),
        tagged(None, "#news a prize", "news", rejected="news"),
    ],
)
def test_news_of_others_quoted_or_undated_calls_for_nothing(line: Evidence) -> None:
    assert dues("congratulate", history(None, line), history(person("Bo"))) == []


def test_an_introduction_is_one_row_under_the_first() -> None:
    (found,) = everything(history(None, INTRO), history(person("Bo"), INTRO))
    assert (found.kind, found.due) == ("introduction", day("2026-11-16"))  # 2 + 14 = 16
    assert found.reason == "You introduced Ada and Bo on 2 November; it would be good to hear how it went."
    assert (found.discriminator, [each.name for each in found.people]) == ("ada\nbo", ["Ada", "Bo"])


@pytest.mark.parametrize(
    ("text", "path", "people", "pair"),
    [
        ("#intro Bo", "People/Ada.md", ("ada", "bo"), "ada\nbo"),
        ("coffee → #intro Bo at Acme", "People/Ada.md", ("ada", "bo"), "ada\nbo"),
        ("#intro Bo Cy", "People/Ada.md", ("ada", "bo", "cy"), "bo\ncy"),
        ("introduced Bo to Cy #intro", "People/Ada.md", ("ada", "bo", "cy"), "bo\ncy"),
        ("introduced Ada to Bo #intro", DAILY, ("ada", "bo"), "ada\nbo"),
        ("introduced Ada #intro Bo", DAILY, ("ada", "bo"), "ada\nbo"),
        ("coffee with Cy #intro Ada Bo", DAILY, ("cy", "ada", "bo"), "ada\nbo"),
        ("#intro Bo e poi Ada", DAILY, ("ada", "bo"), "bo\nada"),
        ("#intro Ada", "People/Ada.md", ("ada",), None),
        ("#intro Dee Bo", DAILY, ("dee", "bo"), None),  # no contact wanted: neither named nor followed up
    ],
)
def test_who_was_introduced(text: str, path: str, people: tuple[str, ...], pair: str | None) -> None:
    line = tagged("2026-11-02", text, "intro", path=path, people=people)
    others = [history(person(name)) for name in ("Bo", "Cy")]
    dee = history(person("Dee", status="no-contact"))
    found = of_kind("introduction", history(None, line), *others, dee)
    assert [each.discriminator for each in found] == ([pair] if pair else [])


@pytest.mark.parametrize(
    ("ada", "bo"),
    [
        ([said("2026-11-05", people=("ada", "bo"))], []),
        ([], [said("2026-11-05", people=("bo", "ada"), path="People/Bo.md")]),
        ([said("2026-11-05", people=("cy", "ada", "bo"), rejected="in another's log")], []),
        ([tagged("2026-11-05", "#got", "got")], []),
        ([], [tagged("2026-11-05", "#kept", "kept", path="People/Bo.md")]),
    ],
)
def test_an_introduction_ends_when_something_is_heard(ada: list[Evidence], bo: list[Evidence]) -> None:
    assert not of_kind("introduction", history(None, INTRO, *ada), history(person("Bo"), INTRO, *bo))


@pytest.mark.parametrize(
    "line",
    [
        said("2026-11-05"),
        said("2026-11-02", people=("ada", "bo")),
        said(None, people=("ada", "bo"), rejected="in another's log"),
        said("2026-11-05", people=("ada", "bo"), rejected="open task"),
        tagged("2026-11-01", "#got", "got"),
    ],
)
def test_an_introduction_does_not_end_before(line: Evidence) -> None:
    assert of_kind("introduction", history(None, INTRO, line), history(person("Bo"), INTRO))


def test_an_undated_introduction_is_left_alone() -> None:
    line = tagged(None, "#intro [[Bo]]", "intro", rejected="no date", people=("ada", "bo"))
    assert not everything(history(None, line), history(person("Bo")))


def test_two_introductions_of_a_pair_are_told_apart() -> None:
    again = replace(INTRO, line=11)
    found = of_kind("introduction", history(None, INTRO, again), history(person("Bo")))
    assert len({uid(each) for each in found}) == 2
