from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from mdnetwork.model import Facts, Mention, NoteKind, Profile, Ref, Task, Unmatched
from mdnetwork.verdicts import AHEAD
from support.facts import (
    DAY,
    TODAY,
    came,
    codes,
    linked,
    log,
    me_note,
    note,
    of,
    person_note,
    places,
    reasons,
    together,
)

ADA, BO = "P/Ada.md", "P/Bo.md"
LATER = date(2027, 1, 1)
TEN = tuple(f"Guest {n}" for n in range(10))


def test_ones_own_log_counts() -> None:
    ada = of(together(person_note(ADA, log(3, DAY), log(4, date(2026, 1, 2)))), ADA)
    assert ada.days == (date(2026, 1, 2), DAY)
    assert [evidence.people for evidence in ada.counted] == [("ada",), ("ada",)]


def test_a_dated_note_counts_for_everybody_it_links() -> None:
    found = together(person_note(ADA), person_note(BO), note("D/2026-03-04.md", linked(1, "Ada", "Bo")))
    assert [of(found, path).counted[0].people for path in (ADA, BO)] == [("ada", "bo"), ("ada", "bo")]
    assert places(of(found, BO).counted) == [("D/2026-03-04.md", 1)]


def test_whom_a_log_links_is_in_anothers_log() -> None:
    found = together(person_note(ADA, log(3, DAY, "Bo", "Acme", "Ada")), person_note(BO))
    assert of(found, ADA).counted[0].people == ("ada", "bo")
    assert reasons(found, BO) == ["in another's log"]
    assert of(found, BO).rejected[0].people == ("ada", "bo")


@pytest.mark.parametrize("mention", [linked(3, "Bo"), came(3, "Bo")])
def test_a_dated_note_of_another_persons_never_counts(mention: Mention) -> None:
    found = together(person_note(ADA, mention), person_note(BO))
    assert reasons(found, BO) == ["in another's log"]
    assert of(found, ADA).counted == ()


def test_a_line_about_oneself_in_ones_own_note_counts() -> None:
    assert len(of(together(person_note(ADA, linked(3, "Ada"))), ADA).counted) == 1


@pytest.mark.parametrize(
    ("mention", "today", "expected"),
    [
        (log(3, LATER), TODAY, "future date"),
        (log(3, TODAY), TODAY, None),
        (log(3, LATER), None, None),
        (log(3, None), TODAY, "no date"),
        (Mention(3, LATER, "quote", rejected="quoted"), TODAY, "quoted"),
    ],
)
def test_a_mention_counts_or_says_why_not(mention: Mention, today: date | None, expected: str | None) -> None:
    ada = of(together(person_note(ADA, mention), today=today), ADA)
    assert [evidence.rejected for evidence in ada.counted + ada.rejected] == [expected]


def test_what_reading_rejects_is_rejected_for_everybody() -> None:
    quoted = Mention(3, DAY, "x", (Ref("Ada"), Ref("Bo")), "link", rejected="quoted")
    found = together(
        person_note(ADA), person_note(BO, Mention(3, DAY, "x", links=("Ada",), rejected="code")), note("D.md", quoted)
    )
    assert (reasons(found, ADA), reasons(found, BO)) == (["quoted", "code"], ["quoted", "code"])


def test_one_line_is_one_evidence_and_rather_counts() -> None:
    rejected = Mention(1, DAY, "embed", (Ref("Ada"),), "link", rejected="embed")
    for mentions in ([rejected, linked(1, "Ada", "Bo"), linked(1, "Ada")], [linked(1, "Ada", "Bo"), rejected]):
        found = together(person_note(ADA), person_note(BO), note("D.md", *mentions))
        assert [evidence.people for evidence in of(found, ADA).counted] == [("ada", "bo")]
        assert of(found, ADA).rejected == ()


def test_one_line_may_tell_of_two_days() -> None:
    assert len(of(together(person_note(ADA, log(2, DAY), log(2, date(2026, 5, 6)))), ADA).counted) == 2


def test_attendee_and_link_are_both_evidence_of_one_day() -> None:
    ada = of(together(person_note(ADA), note("M.md", came(2, "Ada"), linked(9, "Ada"), kind="meeting")), ADA)
    assert places(ada.counted) == [("M.md", 2), ("M.md", 9)]
    assert len(ada.interactions) == 1


@pytest.mark.parametrize(
    ("mention", "kind", "expected"),
    [
        (came(2, "Ada"), "meeting", True),
        (came(2, "Ada"), "daily", True),
        (came(2, "Ada", channel="video"), "meeting", False),
        (linked(2, "Ada"), "event", True),
        (linked(2, "Ada", channel="email"), "meeting", False),
        (linked(2, "Ada"), "daily", False),
        (linked(2, "Ada", channel="coffee"), "daily", True),
        (linked(2, "Ada", channel="call"), "daily", False),
    ],
)
def test_meetings_are_in_person_unless_the_channel_says_otherwise(
    mention: Mention, kind: NoteKind, expected: bool
) -> None:
    ada = of(together(person_note(ADA), note("N.md", mention, kind=kind)), ADA)
    assert [evidence.in_person for evidence in ada.counted] == [expected]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (note("M.md", came(2, "Ada", *TEN[:7]), kind="meeting"), []),
        (note("M.md", came(2, "Ada", *TEN[:7], "Vera", "[[Me]]"), kind="meeting"), []),  # the user does not count
        (note("M.md", came(2, "Ada", *TEN[:8]), kind="meeting"), ["co-presence"]),
        (note("M.md", came(2, "Ada", *TEN[:4]), came(3, *TEN[:8]), kind="event"), ["co-presence"]),
        (note("M.md", came(2, *TEN), linked(9, "Ada"), kind="meeting"), ["co-presence"]),
        (note("M.md", came(2, *TEN), log(9), kind="meeting"), []),
        (note("D.md", came(2, "Ada", *TEN[:5]), came(3, *TEN[5:])), []),  # two meetings of one day
        (note("D.md", came(2, "Ada", *TEN)), ["co-presence"]),
        (note("D.md", linked(2, "Ada", *TEN)), []),  # a line that names many is no meeting
    ],
)
def test_a_crowd_is_no_interaction(facts: Facts, expected: list[str]) -> None:
    assert reasons(together(person_note(ADA), me_note("Me.md", "Vera"), facts), ADA) == expected


def test_a_ticked_task_in_a_crowded_meeting_counts() -> None:
    task = Mention(9, DAY, "called", (Ref("Ada"),), "task")
    found = together(person_note(ADA), note("M.md", came(2, *TEN), task, kind="meeting"))
    assert len(of(found, ADA).counted) == 1


@pytest.mark.parametrize(
    ("kind", "has_text", "day", "expected"),
    [
        ("meeting", False, TODAY, [AHEAD]),
        ("event", False, TODAY, [AHEAD]),
        ("meeting", True, TODAY, []),
        ("daily", False, TODAY, []),
        ("meeting", False, DAY, []),
    ],
)
def test_a_meeting_of_today_counts_once_something_is_written(
    kind: NoteKind, has_text: bool, day: date, expected: list[str]
) -> None:
    meeting = note("M.md", came(2, "Ada", day=day), kind=kind, day=day)
    told = replace(meeting, note=replace(meeting.note, has_text=has_text))
    assert reasons(together(person_note(ADA), told), ADA) == expected


def test_the_size_of_a_crowd_is_a_setting() -> None:
    found = together(person_note(ADA), note("M.md", came(2, "Ada", "X"), kind="meeting"), crowd=1)
    assert reasons(found, ADA) == ["co-presence"]


def test_a_name_that_fits_two_people_counts_for_neither() -> None:
    two = person_note(ADA, aliases=("A.",)), person_note(BO, aliases=("A.",))
    found = together(*two, note("M.md", came(2, "A.", "[[A.]]"), kind="meeting"))
    assert [reasons(found, path) for path in (ADA, BO)] == [["fits several people"]] * 2
    assert codes(found) == [("AMBIGUOUS-NAME", "M.md", 2, "error")]
    assert f"{ADA}, {BO}" in found.problems[0].message
    assert [(meeting.people, meeting.others) for meeting in found.meetings] == [((), (Unmatched("A.", 2),))]


def test_an_ambiguous_name_in_a_quotation_troubles_nobody() -> None:
    quoted = Mention(2, DAY, "x", (Ref("A."),), "link", rejected="quoted")
    found = together(person_note(ADA, aliases=("A.",)), person_note(BO, aliases=("A.",)), note("D.md", quoted))
    assert (reasons(found, ADA), codes(found)) == (["quoted"], [])


def test_a_link_by_note_name_is_never_ambiguous() -> None:
    found = together(person_note("P/Ada.md"), person_note("P/Work/Ada.md"), note("D.md", linked(1, "Ada")))
    assert [len(history.counted) for history in (of(found, ADA), of(found, "P/Work/Ada.md"))] == [1, 0]


@pytest.mark.parametrize(
    ("name", "reported"),
    [
        ("Zoe", True),
        ("[[Zoe]]", True),
        ("[[Acme]]", False),
        ("Ada", False),
        ("Vera", False),
        ("vera@x.example", False),
        ("Me", False),
    ],
)
def test_an_attendee_who_matches_nobody_is_reported(name: str, reported: bool) -> None:
    meeting = note("M.md", came(2, name), kind="meeting")
    found = together(
        person_note(ADA), note("Acme.md", kind="company"), me_note("Me.md", "Vera", "vera@x.example"), meeting
    )
    assert codes(found) == ([("UNKNOWN-ATTENDEE", "M.md", 2, "warning")] if reported else [])


def test_a_rejected_attendee_neither_comes_nor_is_missed() -> None:
    mentions = [Mention(2, DAY, "", (Ref(name),), "attendee", rejected="template") for name in ("Ada", "Zoe")]
    found = together(person_note(ADA), note("M.md", *mentions, kind="meeting"))
    assert ([(m.people, m.others) for m in found.meetings], codes(found)) == ([((), ())], [])


def test_meetings_past_and_future_with_who_comes() -> None:
    mentions = Mention(2, LATER, "", (Ref("Ada"), Ref("Nobody"), Ref("Acme")), "attendee", links=("Ada", "Bo"))
    found = together(
        person_note(ADA),
        person_note(BO),
        note("Acme.md", kind="company"),
        note("Later.md", mentions, kind="event", day=LATER),
        note("Past.md", came(4, "Bo"), came(5, "Ada"), kind="meeting"),
        note("Undated.md", came(4, "Bo", day=None), kind="meeting", day=None),
        note("Daily.md", came(4, "Bo", day=LATER), day=LATER),
        note("Alone.md", linked(4, "Bo"), kind="meeting"),
    )
    assert [(m.note.path, [p.name for p in m.people], m.line) for m in found.meetings] == [
        ("Alone.md", [], 1),
        ("Past.md", ["Bo", "Ada"], 4),
        ("Later.md", ["Ada", "Bo"], 2),
    ]
    assert [[each.name for each in m.others] for m in found.meetings] == [[], [], ["Nobody"]]


def test_meetings_of_a_day_are_in_order_of_their_hour() -> None:
    hours = {"A.md": "14:00", "B.md": "09:30", "C.md": ""}
    notes = [note(path, kind="meeting") for path in hours]
    told = [replace(each, note=replace(each.note, time=hours[each.note.path])) for each in notes]
    assert [m.note.path for m in together(*told).meetings] == ["C.md", "B.md", "A.md"]


def test_the_user_and_a_company_are_nobody_unknown_at_a_meeting() -> None:
    meeting = note("M.md", came(2, "[[Acme]]", "Vera", "[[P/Zoe Hill]]"), kind="meeting")
    found = together(note("Acme.md", kind="company"), me_note("Me.md", "Vera"), meeting)
    assert [m.others for m in found.meetings] == [(Unmatched("Zoe Hill"),)]


def tasks(*people: str) -> tuple[Task, ...]:
    return (Task(7, "send", people=tuple(map(Ref, people))),)


@pytest.mark.parametrize(
    ("facts", "owner", "people"),
    [
        (person_note(ADA, tasks=tasks()), ADA, ("ada",)),
        (person_note(ADA, tasks=tasks("Bo", "Ada")), ADA, ("ada", "bo")),
        (note("D.md", tasks=tasks("Acme", "Bo", "Ada", "Bo")), BO, ("bo", "ada")),
        (me_note("Me.md", tasks=tasks("Ada")), ADA, ("ada",)),
        (note("D.md", tasks=tasks()), None, ()),
        (person_note("P/Ada 2.md", name="Ada", tasks=tasks("Bo")), None, ()),
    ],
)
def test_a_task_belongs_to_one_person(facts: Facts, owner: str | None, people: tuple[str, ...]) -> None:
    others = [person_note(path) for path in (ADA, BO) if path != facts.note.path]
    found = together(facts, *others)
    assert {h.person.path: [e.people for e in h.errands] for h in found.histories if h.errands} == (
        {owner: [people]} if owner else {}
    )


def test_a_task_for_one_of_two_is_reported_while_it_is_open() -> None:
    two = person_note(ADA, aliases=("A.",)), person_note(BO, aliases=("A.",))
    done = Task(8, "sent", "done", (Ref("A."),))
    found = together(*two, note("D.md", tasks=(*tasks("A."), done)))
    assert codes(found) == [("AMBIGUOUS-NAME", "D.md", 7, "error")]
    assert all(history.errands == () for history in found.histories)


FIELD = log(4, date(2026, 2, 1), source="field")


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (person_note(ADA, FIELD, log(9, DAY)), [("STALE-LAST-CONTACT", ADA, 4, "warning")]),
        (person_note(ADA, FIELD, log(9, date(2026, 2, 1))), []),
        (person_note(ADA, FIELD, log(9, LATER)), []),
        (person_note(ADA, log(4, LATER, source="field")), [("FUTURE-DATE", ADA, 4, "warning")]),
        (person_note(ADA, log(4, LATER), Mention(5, None, "", source="field", rejected="no date")), []),
        (person_note(ADA, Mention(4, DAY, "", source="field", rejected="template")), []),
        (person_note(ADA, Mention(4, DAY, "", source="field", rejected="template"), log(9, TODAY)), []),
    ],
)
def test_a_last_contact_field_is_neither_future_nor_older_than_the_log(
    facts: Facts, expected: list[tuple[str, str, int, str]]
) -> None:
    assert codes(together(facts)) == expected


def test_the_log_is_the_notes_own() -> None:
    assert codes(together(person_note(ADA, FIELD), note("D.md", linked(1, "Ada")))) == []


def test_an_empty_vault_is_an_empty_directory() -> None:
    found = together()
    assert (found.histories, found.meetings, found.problems, found.me) == ((), (), (), ())


def test_my_own_log_is_kept_and_makes_no_contact() -> None:
    mine = replace(me_note("Me.md", "Nora"), mentions=(log(5, date(2026, 3, 2), "Ada"), log(4, date(2027, 1, 1))))
    mine = replace(mine, profile=Profile("Nora", "Me.md", offers=("maps",)))
    directory = together(mine, person_note("People/Ada.md"))
    assert directory.profile is not None
    assert directory.profile.offers == ("maps",)
    assert [(each.date, each.line) for each in directory.own_log] == [(date(2026, 3, 2), 5)]
    assert of(directory, "People/Ada.md").counted == ()
    assert (together().profile, together().own_log) == (None, ())
