"""Whatever looks like a date in a note is counted, rejected, a field, a problem, quoted or code: exactly one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from mdnetwork.followups import follow_ups
from mdnetwork.followups.cadences import FollowUpSettings
from mdnetwork.i18n import texts
from mdnetwork.model import Facts
from mdnetwork.parsing import ReadingSettings, read_note
from mdnetwork.parsing.causes import HINTS
from mdnetwork.parsing.outline import outline
from mdnetwork.people import gather

TODAY = date(2026, 11, 24)
DAILY = "Daily/2026-11-20.md"


class Place(NamedTuple):
    """Lines with a date (`{}`), and what the date is there: "evidence", "deadline" or "field"."""

    text: str
    role: str


def day(found: date, form: str) -> str:
    short = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[found.weekday()]
    return found.strftime(form).replace("@", short)


days = st.dates(date(2025, 1, 1), date(2026, 11, 23))
numbers = st.one_of(
    st.builds(day, days, st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%d/%m/%Y", "%d.%m.%Y", "%m/%d/%Y", "%Y%m%d"])),
    st.sampled_from(["2026-02-30", "2026-13-01", "2026-10-32", "31/02/2026", "32.01.2026", "00/00/2026"]),
)
words = st.one_of(
    st.builds(day, days, st.sampled_from(["%d %B %Y", "%B %d, %Y", "@ %d %b %Y", "@, %B %d %Y", "%d. %B %Y"])),
    st.sampled_from(["31 June 2026", "30 febbraio 2026", "November 31st, 2025", "gio 1 ottobre 2026"]),
)
stamps = st.builds(day, days, st.sampled_from(["@ %Y-%m-%d", "<%Y-%m-%d @>", "[%Y-%m-%d @]", "[[%Y-%m-%d]]"]))
yearless = st.builds(day, days, st.sampled_from(["%d %B", "%B %d", "@ %d %b"]))
written = st.one_of(numbers, words)

log = st.sampled_from(
    ["- {} call\n", "- {}: call\n", "* **{}** call\n", "- **{}**: call\n", "{} — call\n\n", "### {}\n\ncall\n\n"]
)
LOG = st.one_of(
    st.builds(Place, st.builds(str.format, log, st.one_of(numbers, words, stamps)), st.just("evidence")),
    st.builds(Place, st.builds("- {}: call\n".format, yearless), st.just("evidence")),
    st.builds(Place, st.builds("- call — {}\n".format, numbers.filter(lambda text: "-" in text)), st.just("evidence")),
    st.builds(Place, st.builds("\n| Date | What |\n|---|---|\n| {} | call |\n\n".format, written), st.just("evidence")),
    st.builds(Place, st.builds("\n> {} call\n\n".format, written), st.just("evidence")),
    st.builds(Place, st.builds("\n```\n- {} call\n```\n\n".format, written), st.just("evidence")),
    st.builds(Place, st.builds("- 2026-10-01 call #promised it by {}\n".format, st.one_of(written, yearless)),
              st.just("deadline")),
)  # fmt: skip
NOTES = st.builds(Place, st.builds(str.format, log, st.one_of(numbers, words)), st.just("evidence"))
task = st.sampled_from(
    ["- [ ] mail [[Gus]] 📅 {}\n", "- [ ] mail [[Gus]] [due:: {}]\n", "- [ ] mail [[Gus]] by {}\n",
     "- [ ] scrivere a [[Gus]] entro il {}\n", "\n> - [ ] mail Gus 📅 {}\n\n", "\n```\n- [ ] mail Gus 📅 {}\n```\n\n"]
)  # fmt: skip
TASKS = st.builds(Place, st.builds(str.format, task, written), st.just("deadline"))
DAILY_LINES = st.builds(Place, st.builds("- call with [[Gus]] about {}\n".format, written), st.just("evidence"))
FIELDS = st.builds(
    Place, st.builds(str.format, st.sampled_from(["birthday: {}\n", "met: {}\n", "next_contact: {}\n"]), written),
    st.just("field"),
)  # fmt: skip


def fates(facts: Facts, place: Place, number: int, body: str, first: int) -> list[str]:
    """What became of the date on this line."""
    said = [each for each in facts.problems if each.code not in HINTS]
    problems = ["problem" for each in said if each.line == number and each.severity in {"error", "warning"}]
    kind = next((line.kind for line in outline(body, first) if line.number == number), "field")
    if kind in {"quote", "callout", "code"}:
        return ["quoted" if kind != "code" else "code", *problems]
    if place.role == "field":
        key = place.text.partition(":")[0]
        return ["field" for value in [getattr(facts.person, key)] if value is not None] + problems
    if place.role == "evidence":
        told = [each.rejected or "counted" for each in facts.mentions if each.line == number]
        return told + problems
    due = [each.due for each in facts.mentions if each.line == number and "promised" in each.tags]
    due += _due(facts, number)
    return ["field" for each in due if each is not None] + problems


def _due(facts: Facts, number: int) -> Iterator[date | None]:
    """The due days of the tasks on this line."""
    person = read_note("People/Gus.md", b"", ReadingSettings())
    directory = gather([facts] if facts.person else [facts, person], today=TODAY)
    for each in follow_ups(directory, FollowUpSettings(), TODAY, texts("en")):
        if each.kind == "task" and any(line.line == number and line.source == "task" for line in each.evidence):
            yield each.due


def check(path: str, front: list[Place], sections: dict[str, list[Place]]) -> None:
    text = "---\n" + "".join(place.text for place in front) + "---\n" if front else ""
    first = text.count("\n") + 1
    placed = [(place, at + 2) for at, place in enumerate(front)]
    body = ""
    for heading, places in sections.items():
        body += f"\n## {heading}\n\n"
        for place in places:
            lines = place.text.split("\n")
            offset = next(at for at, line in enumerate(lines) if any(map(str.isdigit, line)))
            placed.append((place, first + body.count("\n") + offset))
            body += place.text
    facts = read_note(path, (text + body).encode(), ReadingSettings(daily_folder="Daily"))
    for place, number in placed:
        told = fates(facts, place, number, body, first)
        assert len(told) == 1, (place, number, told, text + body)


@given(st.lists(FIELDS, max_size=2, unique_by=lambda place: place.text.partition(":")[0]),
       st.lists(LOG, max_size=4), st.lists(NOTES, max_size=2), st.lists(TASKS, max_size=2))  # fmt: skip
def test_in_a_persons_note(front: list[Place], log: list[Place], notes: list[Place], tasks: list[Place]) -> None:
    log.sort(key=lambda place: place.text.startswith("#"))  # what follows a dated heading is part of its entry
    check("People/Gus.md", front, {"Log": log, "Notes": notes, "Tasks": tasks})


@given(st.lists(DAILY_LINES, max_size=2), st.lists(TASKS, max_size=3))
def test_in_a_daily_note(lines: list[Place], tasks: list[Place]) -> None:
    check(DAILY, [], {"Day": lines, "Tasks": tasks})
