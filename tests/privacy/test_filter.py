"""The filter by itself: the same words are hidden from every audience that does not know the person."""

from __future__ import annotations

from typing import get_args

import pytest

from mdnetwork.model import Evidence
from mdnetwork.people.privacy import HIDES, Audience, PrivacyFilter
from support.insight_vault import directory, person

FOUND = directory(
    {
        "Zara": person(name="Zara Quiet", private="true", aliases="[the Duchess]"),
        "Gil": person(name="Gil Gone", died="2026-01-01"),
        "Ada": person("2026-10-01 lunch with [[Zara]]", "2026-10-02 call"),
    }
)
AUDIENCES: tuple[Audience, ...] = get_args(Audience)


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize(
    ("text", "is_hidden"),
    [
        ("tea with Zara Quiet", True),
        ("tea with ZARÀ  QUIET.", True),
        ("tea with Zara-Quiet", True),
        ("tea with *Zara* Quiet", True),
        ("the note of zara", True),
        ("the duchess, soon", True),
        ("Zara's", True),
        ("Zarah Quietly", False),
        ("Quiet", False),
        ("", False),
    ],
)
def test_every_form_of_a_name_is_hidden(audience: Audience, text: str, is_hidden: bool) -> None:
    assert PrivacyFilter(FOUND, audience).may_show(text) is not (is_hidden and "private" in HIDES[audience])


@pytest.mark.parametrize("audience", AUDIENCES)
def test_who_may_be_named(audience: Audience) -> None:
    named = {each.person.name for each in PrivacyFilter(FOUND, audience).people}
    hidden = {"Zara Quiet": "private", "Gil Gone": "gone"}
    assert named == {"Ada", *(name for name, reason in hidden.items() if reason not in HIDES[audience])}
    asked = {each.person.name for each in PrivacyFilter(FOUND, audience, private=True).people}
    assert asked == named | {"Zara Quiet"}


def test_a_line_is_about_everybody_whom_it_links() -> None:
    ada = next(each for each in FOUND.histories if each.person.name == "Ada")
    lunch, call = sorted(ada.counted, key=lambda each: each.line)
    found = PrivacyFilter(FOUND, "review")
    assert (found.may_quote(lunch), found.may_quote(call)) == (False, True)
    assert (found.quoted("lunch", lunch), found.quoted("call", call), found.quoted("Zara", call)) == ("…", "call", "…")


def test_evidence_from_a_note_named_after_somebody_hidden_is_not_cited() -> None:
    plain, named = Evidence(None, "A.md", 1, "x"), Evidence(None, "Lunch with Zara Quiet.md", 1, "x")
    found = PrivacyFilter(FOUND, "review")
    assert repr(found.citing([(plain, named)])) == repr([(plain,)])
    assert found.citing({"a": named})["a"].path == "…"
    assert PrivacyFilter(FOUND, "owner").citing((plain, named)) == (plain, named)


def test_filters_that_hide_the_same_have_the_same_inputs() -> None:
    one, other = PrivacyFilter(FOUND, "feed"), PrivacyFilter(directory({"Zara": person(private="true")}), "feed")
    assert one.inputs == PrivacyFilter(FOUND, "feed").inputs
    assert len({one.inputs, other.inputs, PrivacyFilter(FOUND, "feed", detail="busy").inputs}) == 3
