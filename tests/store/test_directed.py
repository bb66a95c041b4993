"""One change, and a store that is brought up to date equals a new one: a scenario for each kind of dependency.

Each is as small as it can be, so that nothing else than the dependency brings the change to the answers.
`tests/mutations.py` switches each dependency off, and names the scenario that notices it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest

from mdnetwork.dates import Cadence, Span
from mdnetwork.followups.cadences import FollowUpSettings
from mdnetwork.i18n import texts
from mdnetwork.parsing import ReadingSettings
from mdnetwork.store import Store
from mdnetwork.store.follow_ups import Rules
from mdnetwork.store.people import ReadPeople
from mdnetwork.store.verify import Difference
from mutations import MUTATIONS, switched_off
from support.stored import READING, answers, differences, settled
from support.vaults import write

pytestmark = pytest.mark.usefixtures("small_batches")
ADA, BOB, CY, DAILY = "People/Ada.md", "People/Bob.md", "People/Cy.md", "Daily/2026-11-02.md"
MEETING, PLAN, LATER = "Meetings/2026-11-03 talk.md", "Meetings/2026-11-25 plan.md", "Meetings/2026-12-02 plan.md"
COPY, COPY_OF_COPY = "People/Ada 2.md", "People/Ada 2 2.md"
TODAY = date(2026, 11, 23)
WEEKLY = Cadence(Span(days=7), Span(days=14), text="1w..2w")
WORK, MENTOR = (("Work", WEEKLY),), (("mentor", WEEKLY),)


class Asked(NamedTuple):
    """Everything except the notes that decides about the answers."""

    today: date = TODAY
    settings: FollowUpSettings = FollowUpSettings()
    language: str = "en"
    crowd: int = 2
    reading: ReadingSettings = READING

    @property
    def rules(self) -> Rules:
        """For the store."""
        return Rules(self.settings, texts(self.language), self.today)


class Scenario(NamedTuple):
    """Notes by path, the texts of those that change (None: the note is deleted), and what is asked before and after.

    With `second`, another process brings the file up to date and asks, before this one does.
    """

    notes: Mapping[str, str]
    change: Mapping[str, str | None] = {}
    before: Asked = Asked()
    after: Asked = Asked()
    second: bool = False

    @property
    def notes_after(self) -> dict[str, str]:
        """The notes after the change."""
        texts = {**self.notes, **self.change}
        return {path: text for path, text in texts.items() if text is not None}


def person(*lines: str, **keys: str) -> str:
    log = ("## Log", *lines) if lines else ()
    return "\n".join(("---", "type: person", *(f"{key}: {value}" for key, value in keys.items()), "---", *log, ""))


def meeting(*names: str, **keys: str) -> str:
    said = (f"attendees: [{', '.join(names)}]", *(f"{key}: {value}" for key, value in keys.items()))
    return "\n".join(("---", *said, "---", ""))


def linked(*names: str) -> str:
    return ", ".join(f'"[[{name}]]"' for name in names)


def on(month: int, day: int, year: int = 2026, **settings: Any) -> Asked:
    return Asked(date(year, month, day), **settings)


def cadences(**settings: Any) -> Asked:
    return Asked(settings=FollowUpSettings(**settings))


CALL = "- 2026-11-02 call about grants"
INTRO = "- 2026-11-02 lunch #intro [[Ada]] [[Bob]]"
ASK = "- [ ] ask [[Bob]] and [[Ada]] 📅 2026-11-29\n"
FRIEND = {"introduced_by": "'[[Ada]]'"}
CORE = {"circle": "core"}

NAMES = {
    "a name that nobody had": Scenario(
        {CY: person(), DAILY: "- call with [[Dee Ann Cy]]"}, {CY: person(aliases="[Dee Ann Cy]")}
    ),
    "a name that its person gives up": Scenario(
        {CY: person(aliases="[Dee Ann Cy]"), DAILY: "- call with [[Dee Ann Cy]]"}, {CY: person()}
    ),
    "a name that is taken by a note of nobody": Scenario(
        {ADA: person(aliases="[Acme]"), DAILY: "- call with [[Acme]]"}, {"Acme.md": "A company.\n"}
    ),
    "an attempt to call": Scenario(
        {ADA: person("- 2026-10-02 lunch", cadence="1w")},
        {ADA: person("- 2026-10-02 lunch", "- 2026-11-20 called, no answer", cadence="1w")},
    ),
    "an attempt to call whose day comes": Scenario(
        {ADA: person("- 2026-10-02 lunch", cadence="1w"), "Daily/2026-11-24.md": "- called [[Ada]], no answer\n"},
        after=Asked(date(2026, 11, 24)),
    ),
    "a member of a group gets a note": Scenario(
        {"Groups/Circle.md": "---\ntype: group\nmembers: [Ada]\n---\n"}, {ADA: person()}
    ),
    "a line names a group": Scenario(
        {"Groups/Circle.md": "---\ntype: group\n---\n", DAILY: "- at home\n"}, {DAILY: "- talk at the [[Circle]]\n"}
    ),
    "a member names their group": Scenario(
        {"Groups/Circle.md": "---\ntype: group\n---\n", ADA: person()}, {ADA: person(groups="'[[Circle]]'")}
    ),
    "a member no more names their group": Scenario(
        {"Groups/Circle.md": "---\ntype: group\n---\n", ADA: person(groups="'[[Circle]]'")}, {ADA: person()}
    ),
    "the group that a member names gets a note": Scenario(
        {ADA: person(groups="'[[Circle]]'")}, {"Groups/Circle.md": "---\ntype: group\n---\n"}
    ),
    "the next time of a group": Scenario(
        {"Groups/Circle.md": "---\ntype: group\nmembers: [Ada]\n---\n", ADA: person()},
        {"Groups/Circle.md": "---\ntype: group\nmembers: [Ada]\nnext_contact: 2026-12-09\n---\n"},
    ),
    "a member of a group ahead gets a note": Scenario(
        {"Groups/Circle.md": "---\ntype: group\nmembers: [Ada]\nnext_contact: 2026-12-09\n---\n"}, {ADA: person()}
    ),
    "a note becomes a group": Scenario(
        {"Circle.md": "A shape.\n", DAILY: "- talk at the [[Circle]]\n"}, {"Circle.md": "---\ntype: group\n---\n"}
    ),
    "a name in another order": Scenario(
        {MEETING: meeting("Mario Rossi"), ADA: person()}, {"People/Rossi Mario.md": person()}
    ),
    "an address of e-mail": Scenario(
        {MEETING: meeting("ada@example.org"), ADA: person()}, {ADA: person(email="ada@example.org")}
    ),
    "a name that is a written identity": Scenario(
        {CY: person(), DAILY: "- call with [[cy-one]]"}, {CY: person(uid="cy-one")}
    ),
    "a name of the user": Scenario(
        {MEETING: meeting("Eve", "Ada"), ADA: person(), "Me.md": "---\ntype: me\n---\n"},
        {"Me.md": "---\ntype: me\naliases: [Eve]\n---\n"},
    ),
    "a note that is no more about the user": Scenario(
        {"Me.md": "---\ntype: me\n---\n", "My notes.md": "---\ntype: me\n---\n"}, {"My notes.md": "A note.\n"}
    ),
    "a second note about the user": Scenario(
        {"Me.md": "---\ntype: me\n---\n"}, {"About me.md": "---\ntype: me\n---\n"}
    ),
    "a name without a link": Scenario(
        {DAILY: "- call with Cy Dee Fox about money"}, {"People/Cy Dee Fox.md": person()}
    ),
    "a link to a name that has become one of two": Scenario(
        {DAILY: "- call with Ana Lima about money", "People/Ana Lima.md": person()}, {"Other/Ana Lima.md": "A boat.\n"}
    ),
    "a link that two notes use": Scenario(
        {DAILY: "- call with [[Cy]]", "Daily/2026-11-03.md": "- call with [[Cy]]"}, {CY: person()}
    ),
    "a link with a remark": Scenario({DAILY: "- call with [[Ada (PM)]]", ADA: person()}, {"Ada (PM).md": "A note.\n"}),
    "a link to a note beside": Scenario(
        {"Work/2026-11-02.md": "- call with [[Ada]]", ADA: person()}, {"Work/Ada.md": person(uid="w")}
    ),
    "a relative link": Scenario(
        {DAILY: "- call with [[../Other/Ada]]", ADA: person()}, {"Other/Ada.md": person(uid="w")}
    ),
    "a note that moves": Scenario(
        {DAILY: "- call with [[People/Ada]]", ADA: person()}, {ADA: None, "Friends/Ada.md": person()}
    ),
    "a note that is no person's any more": Scenario({"Bob.md": person(birthday="1990-12-01")}, {"Bob.md": "A note.\n"}),
    "a note that is no person's any more, and other settings": Scenario(
        {"Bob.md": person(last_contact="2027-01-01"), ADA: person(CALL)},
        {"Bob.md": "A note.\n"},
        after=cadences(default=WEEKLY),
    ),
    "whoever introduced somebody gets a name": Scenario(
        {BOB: person(introduced_by="'[[Cee]]'", met="2026-11-20"), CY: person()}, {CY: person(aliases="[Cee]")}
    ),
}
IDENTITIES = {
    "the other of an introduction has a homonym": Scenario(
        {ADA: person(INTRO), BOB: person()}, {"Other/Bob.md": person()}
    ),
    "the other of an introduction has no homonym any more": Scenario(
        {ADA: person(INTRO), BOB: person(), "Other/Bob.md": person()}, {"Other/Bob.md": None}
    ),
    "a uid that two notes have": Scenario({ADA: person(), BOB: person(uid="u")}, {ADA: person(uid="u")}),
    "a homonym that is nobody any more": Scenario({BOB: person(), "Bob.md": person()}, {"Bob.md": "A note.\n"}),
    "a homonym in a list of names": Scenario({BOB: person(), MEETING: meeting("Bob")}, {"Other/Bob.md": person()}),
}
COPIES = {
    "a copy comes": Scenario({ADA: person(CALL)}, {COPY: person(CALL, "- 2026-11-03 lunch")}),
    "a note is found to be a copy": Scenario(
        {ADA: person(), COPY: person(CALL, "- 2026-11-03 lunch")}, {ADA: person(CALL)}
    ),
    "the original of a copy goes": Scenario({ADA: person(CALL), COPY: person(CALL)}, {ADA: None}),
    "a copy is nobody's any more": Scenario(
        {"Ada.md": person(CALL), "Ada 2.md": person(CALL)}, {"Ada 2.md": "A note.\n"}
    ),
    "a copy has another log": Scenario({ADA: person(CALL), COPY: person(CALL)}, {COPY: person("- 2026-11-03 lunch")}),
    "a copy goes": Scenario({ADA: person(CALL), COPY: person(CALL)}, {COPY: None}),
    "the original of a copy is a copy": Scenario(
        {ADA: person(), COPY: person(CALL), COPY_OF_COPY: person(CALL), DAILY: "- call with [[Ada 2 2]]"},
        {ADA: person(CALL)},
    ),
    "a link to a copy": Scenario(
        {ADA: person(), COPY: person(CALL), DAILY: "- call with [[Ada 2]]"}, {ADA: person(CALL)}
    ),
    "a copy by address": Scenario(
        {ADA: person(email="a@example.org"), COPY: person(email="b@example.org")}, {COPY: person(email="a@example.org")}
    ),
    "a copy without lines is a person again": Scenario(
        {ADA: person(uid="u"), COPY: person(uid="u", birthday="1990-12-01")}, {ADA: None}
    ),
    "a copy by uid": Scenario({ADA: person(uid="u"), COPY: person(uid="w")}, {COPY: person(uid="u")}),
}
FOLDERS = {
    "a note in the folder of a person who comes": Scenario(
        {"People/Fay Lune/Letters.md": "A letter.\n", DAILY: "- call about [[Letters]]"},
        {"People/Fay Lune.md": person()},
    ),
    "a note in the folder of a person who goes": Scenario(
        {"People/Fay Lune/Letters.md": "- 2026-11-02 call\n", "People/Fay Lune.md": person()},
        {"People/Fay Lune.md": None},
    ),
    "a note in a folder that gets another person": Scenario(
        {
            "People/Fay Lune.md": "A note.\n",
            "People/Fay Lune/letters.md": "## Log\n- 2026-11-02 call\n",
        },
        {"People/Fay Lune/Fay Lune.md": person(uid="f")},
    ),
    "a map of a folder that gets people": Scenario(
        {"People/Team/README.md": "A note.\n"}, {"People/Team/Fay Lune.md": person()}
    ),
    "a translation": Scenario({"People/Fay Lune.md": person()}, {"People/Fay Lune.es.md": person(name="Fay Lune")}),
    "a translation whose original goes": Scenario(
        {"People/Fay Lune.md": person(CALL), "People/Fay Lune.es.md": person(CALL, name="Fay Lune")},
        {"People/Fay Lune.md": None},
    ),
}
OWN = {
    "a line in the log": Scenario({ADA: person(CALL, **CORE)}, {ADA: person(CALL, "- 2026-11-20 lunch", **CORE)}),
    "a line that is no more in the log": Scenario({ADA: person(CALL)}, {ADA: person()}),
    "a field": Scenario({ADA: person(birthday="1990-12-01")}, {ADA: person(birthday="1990-12-02")}),
    "a new person": Scenario({}, {ADA: person(birthday="1990-12-01")}),
    "a person that goes": Scenario({ADA: person(birthday="1990-12-01", last_contact="2027-01-01")}, {ADA: None}),
    "a name to sort by": Scenario({ADA: person(), BOB: person()}, {ADA: person(name="Zoe")}),
    "a private person": Scenario({ADA: person()}, {ADA: person(private="true")}),
    "a line of a note that names somebody": Scenario({ADA: person(), DAILY: "- call"}, {DAILY: "- call with [[Ada]]"}),
    "a line of a note that names nobody any more": Scenario(
        {ADA: person(cadence="monthly"), DAILY: "- call with [[Ada]]"}, {DAILY: "- call"}
    ),
    "a note that goes": Scenario({ADA: person(cadence="monthly"), DAILY: "- call with [[Ada]]"}, {DAILY: None}),
    "a meeting without a date gets a text": Scenario(
        {"Meetings/Talk.md": meeting("Ada", type="meeting"), ADA: person()},
        {"Meetings/Talk.md": meeting("Ada", type="meeting") + "We spoke about looms.\n"},
    ),
    "a meeting that goes": Scenario({ADA: person(), PLAN: meeting("Ada")}, {PLAN: None}),
    "a day of death": Scenario(
        {ADA: person(died="2026-11-21"), "Daily/2026-11-20.md": "- call with [[Ada]]"}, {ADA: person(died="2026-11-19")}
    ),
    "a person who is gone, without a link": Scenario(
        {"People/Cy Dee.md": person(), DAILY: "- call with Cy Dee about money"},
        {"People/Cy Dee.md": person(status="deceased")},
    ),
    "a folder": Scenario(
        {ADA: person(CALL)},
        {ADA: None, "Work/Ada.md": person(CALL)},
        before=cadences(folders=WORK),
        after=cadences(folders=WORK),
    ),
    "a tag": Scenario(
        {ADA: person(CALL)},
        {ADA: person(CALL, tags="[mentor]")},
        before=cadences(tags=MENTOR),
        after=cadences(tags=MENTOR),
    ),
    "the user's own log": Scenario(
        {"Me.md": "---\ntype: me\n---\n"}, {"Me.md": "---\ntype: me\n---\n## Log\n- 2026-11-02 a talk\n"}
    ),
}
REPLIES = {
    "a question is answered": Scenario(
        {ADA: person("- 2026-11-02 email ← could you read it?")},
        {ADA: person("- 2026-11-02 email ← could you read it?", "- 2026-11-04 email → yes")},
    ),
    "a question of long ago": Scenario(
        {ADA: person("- 2026-05-02 email ← could you read it?")}, before=on(7, 1), after=on(8, 20)
    ),
}
GOAL, STEPS = "Goals/Tour.md", "---\ntype: goal\n---\n# A tour\n"
GOALS = {
    "a step of a goal": Scenario({GOAL: STEPS}, {GOAL: f"{STEPS}- [ ] find a printer 📅 2026-11-24\n"}),
    "a step that is done": Scenario({GOAL: f"{STEPS}- [ ] find a printer\n"}, {GOAL: f"{STEPS}- [x] find a printer\n"}),
    "a goal that becomes private": Scenario(
        {GOAL: f"{STEPS}- [ ] find a printer 📅 2026-11-24\n"},
        {GOAL: f"{STEPS}- [ ] find a printer 📅 2026-11-24\n".replace("goal\n", "goal\nprivate: true\n")},
    ),
    "a goal that goes": Scenario({GOAL: f"{STEPS}- [ ] find a printer\n"}, {GOAL: None}),
    "a note that is no goal any more": Scenario(
        {GOAL: f"{STEPS}- [ ] find a printer\n"}, {GOAL: "---\ntype: company\n---\n- [ ] find a printer\n"}
    ),
    "a step whose link becomes a person": Scenario({GOAL: f"{STEPS}- [ ] ask [[Ada]]\n"}, {ADA: person()}),
    "a step whose link is no person any more": Scenario(
        {GOAL: f"{STEPS}- [ ] ask [[Ada]]\n", ADA: person()}, {ADA: "---\ntype: note\n---\n"}
    ),
    "a step with a date without a year, on another day": Scenario(
        {GOAL: f"{STEPS}- [ ] ask by 25 May\n"}, after=Asked(today=date(2027, 6, 30))
    ),
    "a step in another language": Scenario({GOAL: f"{STEPS}- [ ] find a printer\n"}, after=Asked(language="it")),
}
MINE = "---\ntype: me\ncadence: monthly\n---\n## Log\n"
PUBLISHING = {
    "a publication": Scenario({"Me.md": MINE}, {"Me.md": f"{MINE}- 2026-11-02 a post\n"}),
    "a publication that lay ahead": Scenario(
        {"Me.md": f"{MINE}- 2026-11-02 a post\n- 2026-12-24 a talk\n"}, after=Asked(today=date(2026, 12, 24))
    ),
}
OTHERS = {
    "the title of a meeting": Scenario(
        {ADA: person(), PLAN: meeting("Ada", title="Looms")}, {PLAN: meeting("Ada", title="Spindles")}
    ),
    "other things that people know about": Scenario(
        {ADA: person(expertise="[glass]"), BOB: person(expertise="[bees]")},
        {ADA: person(expertise="[bees]"), BOB: person(expertise="[looms]")},
    ),
    "a stranger at a meeting": Scenario({ADA: person(), PLAN: meeting("Ada")}, {PLAN: meeting("Ada", "Nobody")}),
    "a stranger makes a meeting a crowd": Scenario(
        {ADA: person(), BOB: person(), MEETING: meeting("Ada", "Bob")}, {MEETING: meeting("Ada", "Bob", "Nobody")}
    ),
    "the first attendee has a status": Scenario(
        {ADA: person(), BOB: person(), PLAN: meeting("Bob", "Ada")}, {BOB: person(status="paused")}
    ),
    "an attendee is called otherwise": Scenario(
        {ADA: person(), BOB: person(), PLAN: meeting("Ada", "Bob")}, {BOB: person(name="Robert", aliases="[Bob]")}
    ),
    "an earlier meeting of one name": Scenario(
        {ADA: person(), PLAN: meeting("Ada"), LATER: meeting("Ada")}, {PLAN: None}
    ),
    "the text of a task": Scenario({ADA: person(), DAILY: "- [ ] ask [[Ada]]\n"}, {DAILY: "- [ ] write to [[Ada]]\n"}),
    "the first person of a task dies": Scenario(
        {ADA: person(), BOB: person(), DAILY: ASK}, {BOB: person(status="deceased")}
    ),
    "another person of a task dies": Scenario(
        {ADA: person(), BOB: person(), DAILY: ASK.replace("Bob", "Cy").replace("Ada", "Bob").replace("Cy", "Ada")},
        {BOB: person(status="deceased")},
    ),
    "a task in a note that is nobody's any more": Scenario(
        {ADA: person(), BOB: person(ASK)}, {BOB: f"---\ntype: note\n---\n{ASK}"}
    ),
    "the other of an introduction writes": Scenario(
        {ADA: person(INTRO), BOB: person()}, {BOB: person("- 2026-11-12 email ← #got it")}
    ),
    "the other of an introduction is called otherwise": Scenario(
        {ADA: person(INTRO), BOB: person()}, {BOB: person(name="Robert")}
    ),
    "somebody on the line of an introduction is called otherwise": Scenario(
        {
            DAILY: "- call with [[C|Cy]] #intro Cy and [[Ada]] to [[Bob]]",
            ADA: person(),
            BOB: person(),
            "People/C.md": person(name="Cy"),
        },
        {"People/C.md": person(name="Rye")},
    ),
    "an introduction in the log of somebody who dies": Scenario(
        {ADA: person(), BOB: person(), CY: person(INTRO, city="Rome")},
        {CY: person(INTRO, status="deceased")},
    ),
    "an introduction in the log of somebody who died": Scenario(
        {ADA: person(), BOB: person(), CY: person(INTRO, status="deceased")},
        {CY: person(INTRO, city="Rome")},
    ),
    "an introduction comes into the log of a third": Scenario(
        {ADA: person(), BOB: person(), CY: person(INTRO.replace("#intro", "#news"))}, {CY: person(INTRO)}
    ),
    "somebody introduced by a person who is named in the note already": Scenario(
        {ADA: person(), BOB: person("- 2026-11-02 lunch with [[Ada]]", met="2026-11-20", city="Rome")},
        {BOB: person("- 2026-11-02 lunch with [[Ada]]", met="2026-11-20", **FRIEND)},
    ),
    "somebody introduced by nobody any more": Scenario(
        {ADA: person(), BOB: person("- 2026-11-02 lunch with [[Ada]]", met="2026-11-20", **FRIEND)},
        {BOB: person("- 2026-11-02 lunch with [[Ada]]", met="2026-11-20", city="Rome")},
    ),
    "the day when an introduced person was met": Scenario(
        {ADA: person(), BOB: person(met="2026-11-20", **FRIEND)}, {BOB: person(met="2026-11-19", **FRIEND)}
    ),
    "the first talk with an introduced person": Scenario(
        {ADA: person(), BOB: person("- 2026-11-20 call", **FRIEND)},
        {BOB: person("- 2026-11-19 call", "- 2026-11-20 call", **FRIEND)},
    ),
    "somebody on the line of a promise has a written identity": Scenario(
        {
            ADA: person("- 2026-11-02 call with [[Bob]], Robert, #promised the paper"),
            BOB: person(city="Rome", aliases="[Robert]"),
        },
        {BOB: person(uid="robert", aliases="[Robert]")},
    ),
    "an introduced person dies": Scenario(
        {ADA: person(), BOB: person(met="2026-11-20", **FRIEND)},
        {BOB: person(met="2026-11-20", status="deceased", **FRIEND)},
    ),
}
SETTINGS = {
    "cadences of circles": Scenario({ADA: person(CALL, **CORE)}, after=cadences(circles=(("core", WEEKLY),))),
    "cadences of tags": Scenario({ADA: person(CALL, tags="[mentor]")}, after=cadences(tags=(("mentor", WEEKLY),))),
    "cadences of folders": Scenario({ADA: person(CALL)}, after=cadences(folders=(("People", WEEKLY),))),
    "the cadence of everybody": Scenario({ADA: person(CALL)}, after=cadences(default=WEEKLY)),
    "a fresh start": Scenario({ADA: person(CALL, cadence="monthly")}, after=cadences(fresh_from=TODAY)),
    "the limit of a crowd": Scenario(
        {ADA: person(), BOB: person(), MEETING: meeting("Ada", "Bob")}, after=Asked(crowd=1)
    ),
    "the folders of people": Scenario(
        {"Crew/Ada.md": "A note.\n"}, after=Asked(reading=ReadingSettings(people_folders=("Crew",)))
    ),
    "the language": Scenario({ADA: person(CALL, cadence="monthly")}, after=Asked(language="it")),
}
AHEAD = {ADA: person(), PLAN: meeting("Ada")}
DAYS = {
    "a line that lay ahead": Scenario({ADA: person("- 2026-11-24 call", cadence="monthly")}, after=on(11, 24)),
    "a line that lies ahead again": Scenario({ADA: person("- 2026-11-24 call", cadence="monthly")}, before=on(11, 24)),
    "a meeting that lay ahead": Scenario(AHEAD, before=on(11, 24), after=on(11, 25)),
    "a meeting of today": Scenario(AHEAD, before=on(11, 25), after=on(11, 26)),
    "a meeting that is of today again": Scenario(AHEAD, before=on(11, 26), after=on(11, 25)),
    "a meeting that lies ahead again": Scenario(AHEAD, before=on(11, 25), after=on(11, 24)),
    "a birthday that is over": Scenario({ADA: person(birthday="1990-11-24")}, before=on(11, 24), after=on(12, 20)),
    "a birthday that is ahead again": Scenario(
        {ADA: person(birthday="1990-11-24")}, before=on(12, 20), after=on(11, 24)
    ),
    "the days after a first meeting": Scenario({ADA: person("- 2026-11-20 lunch")}, after=on(12, 20)),
    "a field in the future": Scenario({ADA: person(last_contact="2026-11-24")}, after=on(11, 24)),
    "an introduction in the future, in the log of a third": Scenario(
        {ADA: person(), BOB: person(), CY: person("- 2026-11-24 lunch #intro [[Ada]] [[Bob]]")}, after=on(11, 24)
    ),
    "the order on another day": Scenario(
        {ADA: person("- 2026-10-01 call", cadence="monthly"), BOB: person("- 2026-10-01 call", cadence="30d")},
        after=on(1, 24, 2027),
    ),
    "a day and a change at once": Scenario(
        {ADA: person("- 2026-11-24 call", **FRIEND), BOB: person()},
        {BOB: person(birthday="1990-11-24")},
        after=on(11, 24),
    ),
    "a meeting of today gets a text": Scenario(
        {ADA: person(CALL, cadence="monthly"), PLAN: meeting("Ada")},
        {PLAN: meeting("Ada") + "We spoke about looms.\n"},
        before=on(11, 25),
        after=on(11, 25),
    ),
}
PROCESSES = {
    "a note that another process saw come": Scenario(
        {ADA: person()}, {BOB: person(birthday="1990-12-01")}, second=True
    ),
    "a note that another process saw change": Scenario({ADA: person(CALL)}, {ADA: person()}, second=True),
    "a note that another process saw go": Scenario({ADA: person(), BOB: person(INTRO)}, {ADA: None}, second=True),
    "a day on which another process asked": Scenario(AHEAD, before=on(11, 24), after=on(11, 26), second=True),
    "settings with which another process asked": Scenario(
        {ADA: person(CALL)}, after=cadences(folders=(("People", WEEKLY),)), second=True
    ),
}
ASLEEP = person("- 2026-01-05 coffee", interests="looms")
KNOWING = person("- 2026-01-06 coffee", sector="dyes")
ON_LOOMS = "---\ncreated: 2026-11-18\ntopics: [looms]\n---\n"
A_GOAL = "---\ntype: goal\ntopics: [dyes]\n---\n"
ME_WEAVING = "---\ntype: me\nname: Nora\n---\n## Log\n- 2026-11-18 a talk on looms\n"
WEEKLY_TIE = {
    "a note on an interest": Scenario({ADA: ASLEEP}, {"Notes/Looms.md": ON_LOOMS}),
    "a note on an interest goes": Scenario({ADA: ASLEEP, "Notes/Looms.md": ON_LOOMS}, {"Notes/Looms.md": None}),
    "the log of the user on an interest": Scenario(
        {ADA: ASLEEP, "Me.md": "---\ntype: me\nname: Nora\n---\n"}, {"Me.md": ME_WEAVING}
    ),
    "a goal to help with": Scenario({BOB: KNOWING}, {"Goals/A fair.md": A_GOAL}),
    "a goal to help with that becomes private": Scenario(
        {BOB: KNOWING, "Goals/A fair.md": A_GOAL},
        {"Goals/A fair.md": A_GOAL.replace("goal\n", "goal\nprivate: true\n")},
    ),
    "another tie of the week": Scenario(
        {ADA: ASLEEP, BOB: KNOWING, "Notes/Looms.md": ON_LOOMS, "Goals/A fair.md": A_GOAL},
        {ADA: person("- 2026-01-05 coffee", interests="looms", next_contact="never")},
        after=Asked(date(2026, 7, 13)),
        before=Asked(date(2026, 7, 13)),
    ),
    "a week that is over": Scenario(
        {ADA: ASLEEP, "Notes/Looms.md": ON_LOOMS}, before=Asked(TODAY), after=Asked(date(2026, 11, 30))
    ),
}
SCENARIOS = {
    **NAMES,
    **IDENTITIES,
    **COPIES,
    **FOLDERS,
    **OWN,
    **GOALS,
    **REPLIES,
    **PUBLISHING,
    **OTHERS,
    **SETTINGS,
    **DAYS,
    **WEEKLY_TIE,
    **PROCESSES,
}


class Found(NamedTuple):
    """What a store answers before and after the change, and what its rows have other than those of a new one.

    `is_kept` says that it is one file all the time.
    """

    before: dict[str, Any]
    after: dict[str, Any]
    rows: tuple[Difference, ...]
    is_kept: bool


def opened(home: Path, asked: Asked, cache: str = "cache") -> Store:
    return Store.open(home / "vault", asked.reading, home / cache, crowd=asked.crowd)


def born(store: Store) -> str:
    (found,) = store.answer(
        lambda connection: connection.execute("SELECT value FROM meta WHERE key = 'born'").fetchone()
    )
    return str(found)


def kept_up(scenario: Scenario, home: Path) -> Found:
    """The answers of one store that sees the notes before and after the change."""
    root, (_, _, before, after, _) = write(home / "vault", scenario.notes), scenario
    vault, read = settled(root), ReadPeople()
    store, second = opened(home, before), opened(home, before)
    with second, store:
        store.refresh(vault)
        first, life = answers(store, before.rules, read), born(store)
        for path, text in scenario.change.items():
            if text is None:
                (root / path).unlink()
            else:
                write(root, {path: text})
        if scenario.second:
            second.refresh(vault)
            answers(second, after.rules)
        if (before.crowd, before.reading) == (after.crowd, after.reading):
            store.refresh(vault)
            return judged(first, store, after, read, life)
    with opened(home, after) as store:
        store.refresh(vault)
        return judged(first, store, after, read)


def judged(before: dict[str, Any], store: Store, asked: Asked, read: ReadPeople, life: str = "") -> Found:
    after, rows = answers(store, asked.rules, read), store.verify(asked.rules)
    return Found(before, after, rows, not store.warning and life in {"", born(store)})


@cache
def anew(name: str) -> dict[str, Any]:
    """The answers of a new store after the change."""
    scenario = SCENARIOS[name]
    with TemporaryDirectory() as home:
        root = write(Path(home, "vault"), scenario.notes_after)
        with opened(Path(home), scenario.after) as store:
            store.refresh(settled(root))
            return answers(store, scenario.after.rules)


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_store_after_a_change_equals_a_new_one(name: str, tmp_path: Path) -> None:
    kept = kept_up(SCENARIOS[name], tmp_path)
    assert differences(kept.after, anew(name)) == set()
    assert kept.rows == ()
    assert differences(kept.before, kept.after) != set()
    assert kept.is_kept


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_dependency_that_is_switched_off_is_noticed(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = anew(MUTATIONS[name].scenario)
    switched_off(name, monkeypatch)
    assert is_noticed(SCENARIOS[MUTATIONS[name].scenario], tmp_path, expected)


def is_noticed(scenario: Scenario, home: Path, expected: dict[str, Any]) -> bool:
    """Whether the store after the change is another one than a new one, or fails."""
    try:
        kept = kept_up(scenario, home)
    except Exception:  # noqa: BLE001  whatever fails is noticed
        return True
    return bool(differences(kept.after, expected) or kept.rows or not kept.is_kept)
