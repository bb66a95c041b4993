"""Whom one was in touch with, shares, circles, events, the profile's ladder, and what is suggested: worked by hand."""

from __future__ import annotations

from datetime import date
from math import isclose

import pytest

from mdnetwork.insight.contact import new_and_known, presence
from mdnetwork.insight.period import Figure
from mdnetwork.insight.profile import events, ladder
from mdnetwork.insight.review import ASPECTS, Circle, Review, Share, circles, review, sector_of, shares
from mdnetwork.vocabulary.deeds import deed_in
from support.insight_vault import ENGLISH, MONTHLY, TODAY, directory, person, quarter, survey


def test_new_people_and_known_ones() -> None:
    """New in the quarter: Ann (2 days, she wrote first) and Bo (1 day); known: Cy (1 day). 3 of 4 are with new ones."""
    notes = {
        "Ann": person("2026-10-01 email ← hello", "2026-10-05 call"),
        "Bo": person("2026-10-02 coffee"),
        "Cy": person("2026-10-03 call", met="2020-01-01"),
        "Di": person("2026-07-01 call", "2026-06-01 call"),
        "Ed": person(),
    }
    found = new_and_known(survey(notes), quarter())
    assert (found.with_new, found.with_known, found.share_new) == (Figure(3, 2), Figure(1, 0), 0.75)
    assert (found.new_people, found.from_them) == (Figure(2, 1), Figure(1, 0))
    assert len(found.with_new.parts) == 3
    assert [(each.person and each.person.name, each.evidence[0].line) for each in found.from_them.parts] == [("Ann", 5)]
    assert new_and_known(survey({}), quarter()).share_new is None


def test_online_and_in_person() -> None:
    wrote = ("2026-10-01 email → a", "2026-09-01 call", "2026-08-25 email → b")
    notes = {
        "Wrote": person(*wrote, circle="core", met="2025-11-23"),
        "New": person(*wrote, circle="core", met="2025-11-24"),
        "Untended": person(*wrote, met="2020-01-01"),
        "Seen": person("2026-10-01 coffee", "2026-07-02 lunch", "2026-05-01 visit", "2025-04-01 walk", circle="core"),
        "Both": person(
            "2026-10-01 coffee", "2026-09-01 email → x", "2026-08-25 email → y", circle="core", met="2020-01-01"
        ),
        "Untold": person("2026-10-01 a", "2026-09-01 b", "2026-08-25 c", circle="core", met="2020-01-01"),
        "Few": person("2026-10-01 email → a", "2025-01-01 coffee", circle="core"),
    }
    found = presence(survey(notes), quarter())
    assert (found.in_person, found.online, found.unknown) == (Figure(2, 1), Figure(12, 0), Figure(3, 0))
    assert [(each.person.name, each.way, each.days) for each in found.one_way] == [
        ("Seen", "in_person", 3),
        ("Wrote", "online", 3),
    ]


def test_a_day_with_both_is_in_person() -> None:
    found = presence(survey({"A": person("2026-10-01 email → x", "2026-10-01 coffee")}), quarter())
    assert (found.in_person, found.online) == (Figure(1, 0), Figure(0, 0))


def test_shares_worked_by_hand() -> None:
    """Three in Lisbon, one in Porto, one untold: variety 1 - (3/4)² - (1/4)² = 0.375."""
    notes = {
        "A": person("2026-10-01 call", place="Lisbon"),
        "B": person("2026-07-01 call", place="lisbon"),
        "C": person(place="Lisbon"),
        "D": person(place="Porto"),
        "E": person(),
        "F": person(place="Rome", private="true"),
    }
    found = shares(survey(notes), MONTHLY, quarter())
    place = found["place"]
    assert place.shares == (Share("Lisbon", 3, Figure(1, 1)), Share("Porto", 1, Figure(0, 0)))
    assert (place.unknown, place.missing, place.single) == (1, (), ("Porto",))
    assert place.variety is not None
    assert isclose(place.variety, 0.375)
    assert (found["sector"].variety, found["sector"].unknown) == (None, 5)
    assert found["circle"].missing == ("core",)
    wanted = shares(survey(notes | {"G": person(sector="Media")}), MONTHLY, quarter(), ["media", "crafts", "crafts"])
    assert wanted["sector"].missing == ("crafts",)
    assert list(found) == ["sector", "org", "place", "circle", "network"]


@pytest.mark.parametrize(
    ("fields", "sector"),
    [
        ({"sector": "media"}, "media"),
        ({"settore": "media"}, "media"),
        ({"tags": "[sector/media]"}, "media"),
        ({"tags": "[settore/media, x]"}, "media"),
        ({"tags": "[sector]"}, None),
        ({}, None),
    ],
)
def test_sectors(fields: dict[str, str], sector: str | None) -> None:
    assert sector_of(survey({"A": person(**fields)}).histories["a"].person) == sector


@pytest.mark.parametrize(
    ("org", "name"),
    [
        ('"[[Companies/Northlight|the museum]]"', "the museum"),
        ('"[[Companies/Northlight]]"', "Northlight"),
        ("Acme", "Acme"),
        ("", None),
    ],
)
def test_organisations(org: str, name: str | None) -> None:
    assert ASPECTS["org"](survey({"A": person(org=org)}).histories["a"].person) == name


def test_circles_against_their_sizes() -> None:
    notes = {"A": person(circle="Core"), "B": person(circle="core"), "C": person("2026-10-01 call", circle="wide")}
    assert circles(survey(notes), (("core", 1), ("close", 15)), quarter()) == (
        Circle("Core", 2, 1, 1, Figure(0, 0)),
        Circle("close", 0, 15, -15, Figure(0, 0)),
        Circle("wide", 1, None, None, Figure(1, 0)),
    )


def test_events_and_what_came_of_them() -> None:
    """Ann and Bo were met there (Bo by `met_at` alone), Cy was known; Ann twice in touch since, Bo once."""
    event = '---\ntype: event\nattendees: ["[[Ann]]", "[[Cy]]", "[[Milo]]"]\n---\n'
    notes = {
        "Events/2026-10-01 Fair": event,
        "Events/2026-07-01 Talk": '---\ntype: event\nattendees: ["[[Cy]]"]\n---\n',
        "Events/2026-12-01 Forum": '---\ntype: event\nattendees: ["[[Cy]]", "[[Milo]]"]\n---\n',
        "Meetings/2026-10-02 Plan": '---\ntype: meeting\nattendees: ["[[Cy]]"]\n---\n',
        "Ann": person("2026-10-05 call", "2026-10-09 call"),
        "Bo": person("2026-10-05 call", met="2026-10-01", met_at='"[[Events/2026-10-01 Fair]]"'),
        "Cy": person("2026-01-01 call", met_at="a train"),
        "Milo": person(private="true"),
        "Di": person(),
    }
    found = events(survey(notes), quarter())
    (fair,) = found.now
    names = [[each.name for each in some] for some in (fair.people, fair.met, fair.followed, fair.lasting)]
    assert names == [["Ann", "Cy"], ["Bo", "Ann"], ["Bo", "Ann"], ["Ann"]]
    assert [each.gathering.note.title for each in found.before] == ["Talk"]
    assert [[who.name for who in each.people] for each in found.coming] == [["Cy"]]


@pytest.mark.parametrize(
    ("me", "people", "step"),
    [
        ("", {}, "none"),
        ("---\ntype: me\n---\n", {}, "none"),
        ("---\ntype: me\npitch: I help.\n---\n", {}, "there"),
        ("---\ntype: me\noffers: [maps]\n---\n", {"A": person("2026-10-01 call")}, "network"),
        ("---\ntype: me\n---\n## Log\n- 2026-10-01 commented on a post\n", {}, "took_part"),
        ("---\ntype: me\n---\n## Log\n- 2026-10-01 commented\n", {}, "took_part"),
        ("---\ntype: me\n---\n## Log\n- 2026-10-01 articolo sui musei\n", {}, "published"),
        ("---\ntype: me\n---\n## Log\n- 2026-10-01 ← invitata al convegno\n- 2026-07-01 post\n", {}, "recognised"),
        ("---\ntype: me\n---\n## Log\n- 2026-10-01 a walk\n- 2026-07-01 post\n", {}, "none"),
    ],
)
def test_the_profile_s_ladder(me: str, people: dict[str, str], step: str) -> None:
    notes = people | ({"Me": me} if me else {})
    assert ladder(survey(notes), quarter()).step == step


def test_the_ladder_tells_what_it_was_counted_from() -> None:
    log = "- 2026-11-10 post\n- 2026-10-15 ← invited to speak\n- 2026-10-01 a walk\n- 2026-07-02 article\n"
    log += "- 2026-06-01 joined the forum\n"
    event = '---\ntype: event\nattendees: ["[[A]]"]\n---\n'
    notes = {
        "Me": f"---\ntype: me\ncadence: monthly\n---\n## Log\n{log}",
        "Events/2026-10-01 Fair": event,
        "A": person(),
    }
    found = ladder(survey(notes), quarter())
    assert (found.took_part, found.published, found.recognised) == (Figure(1, 1), Figure(1, 1), Figure(1, 0))
    assert (found.inbound, found.outbound, found.network) == (Figure(1, 0), Figure(2, 2), Figure(1, 0))
    assert (found.last_published, found.next_due) == (date(2026, 11, 10), date(2026, 12, 10))
    assert [each.line for each in found.evidence] == [7, 6]
    never = ladder(survey(notes | {"Me": f"---\ntype: me\ncadence: never\n---\n## Log\n{log}"}), quarter())
    assert never.next_due is None


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("post on light", "published"),
        ("invited to give a talk", "recognised"),
        ("ho partecipato a un convegno", "took_part"),
        ("commented on a post by the trustees", "took_part"),
        ("commentato un post di un importatore", "took_part"),
        ("attended a talk on light", "took_part"),
        ("joined the book club", "took_part"),
        ("book fair", "took_part"),
        ("my book is out", "published"),
        ("read a book on tides", None),
        ("post on reading a tide table", "published"),
        ("letto un libro sui dazi", None),
        ("listened to a podcast", None),
        ("← invited me to a birthday", None),
        ("declined an invitation to dinner", None),
        ("← invito a cena da una collega", None),
        ("← invitata a parlare alla fiera", "recognised"),
        ("invited to speak at the Forum", "recognised"),
        ("← invited me to speak", "recognised"),
        ("mentioned Ada's work", None),
        ("mentioned in the paper of the town", "recognised"),
        ("← mentioned my survey", "recognised"),
        ("posture", None),
    ],
)
def test_what_a_line_of_one_s_own_log_tells_of(text: str, deed: str | None) -> None:
    assert deed_in(text) == deed


def back(notes: dict[str, str]) -> Review:
    return review(directory(notes), MONTHLY, TODAY, ENGLISH)


def test_three_suggestions_one_of_each_kind_first() -> None:
    notes = {
        "Promised": person("2026-10-01 call → #promised the map 📅 2026-10-08"),
        "Twice": person("2026-10-02 call → #promised the book 📅 2026-10-09"),
        "Later": person("2026-11-20 call → #promised the key 📅 2026-12-09"),
        "Met": person("2026-11-22 coffee"),
        "Drifts": person("2026-07-01 coffee", circle="core"),
        "Wrote": person("2026-11-01 email → a", "2026-10-01 call", "2026-09-01 email → b", circle="core"),
    }
    found = back(notes).suggestions
    assert [(each.kind, each.people[0].name) for each in found] == [
        ("promise", "Promised"),
        ("first", "Met"),
        ("drift", "Drifts"),
    ]
    assert [each.reason for each in found] == [
        "Keep your promise to Promised, or say when you will: the map.",
        "Write a few words to Met: you first met on 22 November.",
        "Reconnect with Drifts: silent for 145 days; you mean to be in touch within 31 days.",
    ]
    assert all(each.evidence for each in found)


def test_what_else_is_suggested() -> None:
    notes = {
        "Old": person("2026-09-22 coffee"),
        "Quiet": person("2026-09-22 coffee", status="paused"),
        "Wrote": person(
            "2026-11-01 email → a", "2026-10-01 call", "2026-09-01 email → b", circle="core", met="2020-01-01"
        ),
        "Seen": person("2026-11-01 lunch", "2026-10-01 coffee", "2026-09-01 coffee", circle="core", met="2020-01-01"),
        "Later": person("2026-11-20 call → #promised the key 📅 2026-12-09"),
    }
    found = [(each.kind, each.people[0].name) for each in back(notes).suggestions]
    assert found == [("coffee", "Wrote"), ("first", "Old")]


def test_where_little_is_to_be_done_people_are_introduced() -> None:
    notes = {
        "Promised": person("2026-10-01 call → #promised the map 📅 2026-10-08", needs="[a printer]"),
        "Prints": person("2026-11-01 email", expertise="[printer of posters]", interests="[radio]"),
        "Listens": person("2026-11-01 email", interests="[radio]"),
    }
    found = back(notes).suggestions
    assert [[each.name for each in one.people] for one in found] == [["Promised"], ["Listens", "Prints"]]
    assert found[1].reason == (
        "Ask Listens and Prints whether they would like to meet: Listens and Prints both care about “radio”."
    )
    assert back({path: text for path, text in notes.items() if path != "Listens"}).suggestions == found[:1]


def test_nobody_is_suggested_twice() -> None:
    log = ("2026-06-01 call → #promised the map 📅 2026-07-08", "2026-05-01 call", "2026-04-01 call", "2026-03-01 call")
    assert [each.kind for each in back({"A": person(*log, circle="core")}).suggestions] == ["promise"]
