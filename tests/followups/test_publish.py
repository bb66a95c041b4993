"""Kind publish: the cadence of the user's own note, counted from what its log says was published."""

from __future__ import annotations

from datetime import date

import pytest

from mdnetwork.followups import FollowUpSettings, follow_ups
from mdnetwork.i18n import texts
from mdnetwork.model import FollowUp
from support.insight_vault import PLAIN, directory

TODAY = date(2026, 12, 15)


def me(*log: str, **fields: str) -> str:
    head = "".join(f"{key}: {value}\n" for key, value in fields.items())
    return f"---\ntype: me\n{head}---\n# Nora Field\n## Log\n" + "".join(f"- {line}\n" for line in log)


def found(note: str, settings: FollowUpSettings = PLAIN, language: str = "en", today: date = TODAY) -> list[FollowUp]:
    return follow_ups(directory({"Me": note}, today), settings, today, texts(language))


LOG = ("2026-11-10 post on opening hours after dark", "2026-07-02 article on audio guides")


def test_the_next_publication_is_due_by_the_cadence() -> None:
    (each,) = found(me(*LOG, cadence="4w..6w"))
    assert (each.kind, each.person, each.people, each.path, each.note) == ("publish", None, (), "Me.md", "Nora Field")
    assert (each.due, each.late_after) == (date(2026, 12, 8), date(2026, 12, 22))
    assert each.reason == (
        "You last published on 10 November: post on opening hours after dark; you mean to publish every 4 to 6 weeks."
    )
    assert [(line.line, line.date) for line in each.evidence] == [(7, date(2026, 11, 10)), (3, None)]


def test_it_is_said_in_italian() -> None:
    log = ("2026-11-10 articolo sugli orari serali",)
    assert [each.reason for each in found(me(*log, cadence="mensile"), language="it")] == [
        "Ultima pubblicazione il 10 novembre: articolo sugli orari serali; vuoi pubblicare ogni mese."
    ]


@pytest.mark.parametrize("cadence", ["never", "", "soonish"])
def test_without_a_cadence_nothing_is_due(cadence: str) -> None:
    assert found(me(*LOG, cadence=cadence)) == []


@pytest.mark.parametrize(
    "line",
    [
        "2026-12-01 ← a post on my work",
        "2026-12-01 commented on a post",
        "2026-12-01 read an article",
        "2026-12-16 post on posters",
        "2026-12-01 mentioned in a newsletter",
    ],
)
def test_what_is_not_published_by_the_user_does_not_count(line: str) -> None:
    assert found(me(*LOG, line, cadence="monthly")) == found(me(*LOG, "2026-12-01 nothing", cadence="monthly"))


def test_without_a_publication_it_has_no_date() -> None:
    (each,) = found(me("2026-12-01 commented on a letter", cadence="monthly"))
    assert (each.due, each.late_after) == (None, None)
    assert each.reason == "Nothing is published in your log yet; you mean to publish every month."


def test_a_fresh_start_and_a_snooze_move_it() -> None:
    fresh = FollowUpSettings(fresh_from=date(2026, 12, 1))
    (each,) = found(me(*LOG, cadence="monthly"), fresh)
    assert (each.due, each.reason.split("; ")[-1]) == (date(2027, 1, 1), "counting from 1 December.")
    (each,) = found(me(*LOG, cadence="monthly", snooze_until="2027-01-05"))
    assert (each.due, each.reason.split("; ")[-1]) == (date(2027, 1, 5), "snoozed until 5 January 2027.")
    (each,) = found(me(cadence="monthly", snooze_until="2027-01-05"))
    assert each.due == date(2027, 1, 5)
    (each,) = found(me(*LOG, cadence="monthly", snooze_until="2026-12-01"))
    assert each.due == date(2026, 12, 10)
