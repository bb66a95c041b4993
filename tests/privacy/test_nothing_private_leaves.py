"""What hides in comments, and what is said of private people, is in nothing that is made for others.

Words that stand nowhere else are planted in comments of every form and in lines of private people, anywhere in a vault.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mdnetwork.calendar.select import FeedSettings
from mdnetwork.cli.page import TextPage
from mdnetwork.cli.review import Reviewed
from mdnetwork.cli.show import page_of
from mdnetwork.errors import MdnetworkError
from mdnetwork.exchange.exporting import Format, cards
from mdnetwork.kinds import DraftKind
from mdnetwork.map import drawn
from mdnetwork.model import FollowUpKind
from mdnetwork.network import Network
from mdnetwork.records import COUNTED, REJECTED, due_record, pick, record
from support.spelled_out import spelled_out

pytestmark = pytest.mark.slow

TODAY = date(2026, 11, 23)
HIDDEN, QUIET = "zqxhidden", "Zqxquiet"
PIA = f"Pia {QUIET}"
"""Who is private: her name is a word that stands nowhere else."""
VAULT = {
    "Me.md": """---
type: me
name: Rosa Me
pitch: I map gardens
expertise: [gardens, maps]
needs: [a printer]
---
# Me
## Log
- 2026-10-02 talk on gardens
""",
    "People/Ada Lune.md": """---
type: person
aliases: [Ada L]
org: Northwind
role: Head of looms
sector: weaving
email: ada@example.org
phone: "+39 011 5550100"
place: Torino
circle: core
cadence: 4w
birthday: 1990-11-25
met: 2025-03-02
met_at: Paper Fair
needs: [a mill, maps]
expertise: [looms]
interests: [gardens]
language: en
---
# Ada Lune

Knows about weaving.
Wedding:: 2015-11-28

## Log
- 2026-09-01 coffee → the loom #promised the deck 📅 2026-11-25
- 2026-08-21 call ← #got her notes on looms
- 2026-08-19 call #news she won the prize
- 2026-08-02 lunch, talked about the new wing
  of her mill; what became of it?
  - she sent the plans #got
- 2026-07-01 email → #thanked her for the plans

## Tasks
- [ ] ring about the fair 📅 2026-11-25
- [ ] ask about the mill, and
  then about the wing 📅 2026-11-26

## Related
- colleague [[Bo Reed]]

| Date | Notes |
| --- | --- |
| 2026-06-01 | tea at the mill |
""",
    "People/Bo Reed.md": """---
type: person
org: Eastwind
cadence: monthly
needs: [looms]
expertise: [a mill]
introduced_by: "[[Ada Lune]]"
---
Company:: Eastwind Mills

## Log
- 2026-10-20 video call ← they #promised the list by 2026-11-20
- 2026-10-19 #intro to [[Ada Lune]] about looms
### 2026-09-03 — Lunch
- **Direction:** Outbound
- talked about maps
""",
    f"People/{PIA}.md": f"""---
type: person
private: true
org: {QUIET} Works
role: {QUIET} smith
cadence: weekly
birthday: 1991-11-24
needs: [{QUIET} clay]
expertise: [looms, {QUIET} kilns]
email: {QUIET}@example.org
---
# {PIA}
## Log
- 2026-11-01 coffee → {QUIET} #promised the {QUIET} jar 📅 2026-11-24
- 2026-10-20 call with [[Ada Lune]] about {QUIET}
- [ ] send {QUIET} jars to [[Ada Lune]] 📅 2026-11-24
""",
    "Daily/2026-11-06.md": """# Friday
- coffee with [[Ada Lune]] → the garden #promised the map 📅 2026-11-24
- call with [[Bo Reed]] about maps
  - #news he moves to Lund
- [ ] send [[Bo Reed]] the plans, then
  the list 📅 2026-11-22
""",
    "Meetings/2026-11-24 Review.md": """---
type: meeting
date: 2026-11-24
attendees: ["[[Ada Lune]]", "[[Bo Reed]]"]
---
# Review
Plans for the year.
""",
    "Meetings/2026-11-10 Looms.md": """---
type: meeting
date: 2026-11-10
attendees: ["[[Ada Lune]]"]
---
- [[Ada Lune]] spoke on looms
""",
    "Goals/Garden.md": "---\ntype: goal\ntopics: [gardens, maps]\nsectors: [weaving]\n---\n# Garden\nAsk [[Ada Lune]]\n",
    "Companies/Northwind.md": "---\ntype: company\n---\n# Northwind\nOf [[Ada Lune]]\n",
}
CONTENTS = (
    f"{HIDDEN}", f" she is {HIDDEN} ", f"[[{HIDDEN}]]", f"[[Ada Lune]] {HIDDEN}", f" #promised {HIDDEN} 📅 2026-11-24 ",
    f"2026-11-02 call {HIDDEN}", f" #{HIDDEN} #news ", f" role:: {HIDDEN} ", f" `{HIDDEN}` ", f" [x]({HIDDEN}.md) ",
    f" ~~{HIDDEN}~~ ", f" {HIDDEN}? ask ", f" [due:: 2026-11-24] {HIDDEN} ",
)  # fmt: skip
AROUND = (("%%", "%%"), ("<!--", "-->"))
BREAKS = ("", "\n", "\n- ", "\n\n")
"""What stands between the mark of a comment and its words: it may go over several lines."""
LINES = (
    f"- 2026-11-20 call with [[{PIA}]] about the kiln",
    f"- 2026-11-20 coffee → [[{PIA}]] #promised her jar 📅 2026-11-24",
    f"- coffee with [[{PIA}]] and [[Ada Lune]] #promised both the {QUIET} 📅 2026-11-24",
    f"- [ ] send [[{PIA}]] and [[Ada Lune]] the jar 📅 2026-11-24",
    f"- [ ] ask [[Ada Lune]] about {PIA} 📅 2026-11-24",
    f"- lunch with [[Ada Lune]]\n  - [[{PIA}]] came too\n    - of {QUIET} she said #promised the {QUIET}",
    f"- 2026-11-19 lunch with\n  [[{PIA}]], who owes {QUIET}",
    f"- 2026-11-18 tea; what does {PIA} think of it?",
    f"- 2026-11-17 #news {PIA} is to marry",
    f"- 2026-11-16 #intro to [[{PIA}]] about {QUIET}",
    f"[[{PIA}]] knows Ada.",
    f"- colleague [[{PIA}]]",
    f"- friend of [[Ada Lune]] and [[{PIA}]]",
    f"Friend:: [[{PIA}]]",
)
FIELDS = (
    f"met_at: dinner at {PIA}'s", f'introduced_by: "[[{PIA}]]"', f"needs: [a mill, {PIA} as a partner]", f"role: aide to {PIA}",
    f'friends: ["[[{PIA}]]"]', f"org: {PIA} Ltd", f"interests: [gardens of {PIA}]", f"pitch: I work with {PIA}",
    f"expertise: [{PIA}]", f"topics: [gardens, {PIA}]", f"sector: {PIA}", f"place: at {PIA}",
)  # fmt: skip
"""Lines of private people: what is in none of those that others see."""


@st.composite
def commented(draw: st.DrawFn) -> dict[str, str]:
    """The vault with comments in some of its notes: at most one in each line, and only the last may have no end."""
    return {path: _with_comments(draw, text) for path, text in VAULT.items()}


def _with_comments(draw: st.DrawFn, text: str) -> str:
    lines = text.split("\n")
    front = lines.index("---", 1) if lines[0] == "---" else 0
    places = draw(st.sets(st.integers(1, len(lines) - 1), max_size=4))
    for at in sorted(places):
        opening, closing = draw(st.sampled_from(AROUND))
        words = draw(st.sampled_from(CONTENTS))
        if at < front:
            before = lines[at].find(": ") + 2
            if before < 2:
                continue
            column = draw(st.integers(before, len(lines[at])))
        elif at == front:
            continue
        else:
            column = draw(st.integers(0, len(lines[at])))
            gap = draw(st.sampled_from(BREAKS))
            open_ended = at == max(places) and draw(st.booleans())
            words, closing = f"{gap}{words}{gap}", "" if open_ended else closing
        lines[at] = lines[at][:column] + opening + words + closing + lines[at][column:]
    return "\n".join(lines) + (f"\n{HIDDEN}\n" if places and not closing else "")


MARKED = (
    " ==zqxmark==", " ~~zqxgone~~", " [^zqxnote]", " <kbd>zqxkey</kbd>", " [zqxdeck](https://zqxsite.example/a)",
    " ![zqxpicture](a.png)", " **zqxbold**", " <del>zqxgone</del>", " _zqxthin_", " %%zqxgone%%",
)  # fmt: skip
SIGNS = (
    "==zqx", "zqx==", "zqxmark==", "~~", "[^", "kbd>", "kbd&gt;", "zqxsite", "zqxpicture", "**", "zqxgone", "^zqxblock",
    "_zqx", "%%",
)  # fmt: skip
"""What is no text, wherever it is written; the words of the others are."""


@st.composite
def marked(draw: st.DrawFn) -> dict[str, str]:
    """The vault with markup between the words of its notes and fields, and at the ends of its lines."""
    notes = {}
    for path, text in VAULT.items():
        lines = text.split("\n")
        front = lines.index("---", 1) if lines[0] == "---" else 0
        for at in draw(st.sets(st.integers(1, len(lines) - 1), max_size=6)) - {front}:
            outside = re.sub(r"\[.*?\]|\"[^\"]*\"", lambda found: "x" * len(found[0]), lines[at])
            columns = [match.start() for match in re.finditer(" |$", outside) if ": " in outside[: match.start()]]
            if at > front:
                columns = [column for column in range(len(outside) + 1) if outside[column : column + 1] in {"", " "}]
            if lines[at].strip("- |") and columns[at < front :]:
                column = draw(st.sampled_from(columns[at < front :]))
                lines[at] = lines[at][:column] + draw(st.sampled_from(MARKED)) + lines[at][column:]
            if at > front and lines[at].startswith("- ") and draw(st.booleans()):
                lines[at] += " ^zqxblock"
        notes[path] = "\n".join(lines)
    return notes


@st.composite
def with_private_lines(draw: st.DrawFn) -> dict[str, str]:
    """The vault with lines of private people anywhere in its notes."""
    notes = dict(VAULT)
    for path, text in VAULT.items():
        lines = text.split("\n")
        front = lines.index("---", 1) if lines[0] == "---" else 0
        for at in sorted(draw(st.sets(st.integers(front + 1, len(lines)), max_size=3)), reverse=True):
            lines.insert(at, draw(st.sampled_from(LINES)))
        if front and draw(st.booleans()):
            lines.insert(front, draw(st.sampled_from(FIELDS)))
        notes[path] = "\n".join(lines)
    if draw(st.booleans()):
        notes[f"Meetings/2026-11-24 Tea with {PIA}.md"] = f'---\ntype: meeting\nattendees: ["[[{PIA}]]"]\n---\n'
    if draw(st.booleans()):
        notes["Meetings/2026-11-25 Tea.md"] = f'---\ntype: meeting\nattendees: ["[[{PIA}]]", "[[Ada Lune]]"]\n---\n'
    return notes


def opened(notes: dict[str, str], folder: str) -> Network:
    root = Path(folder) / "vault"
    (root / ".obsidian").mkdir(parents=True)
    for path, text in notes.items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return Network.open(root, cache_dir=Path(folder) / "cache")


def for_others(network: Network) -> Iterator[tuple[str, str]]:
    """All that leaves: for a calendar, for an address book, for a person, for another program. Each with its name."""
    full = FeedSettings(details="full", per_day=99, vault_name="v")
    for feed in (full, replace(full, style="digest"), replace(full, todo=True, kinds=get_args(FollowUpKind))):
        yield f"feed of {feed}", network.at(TODAY).feed(feed).decode().replace("\r\n ", "")
    histories = network.at(TODAY).for_others(network.at(TODAY).directory.histories)
    for form in get_args(Format):
        yield f"export as {form}", network.at(TODAY).export(histories, form).decode().replace("\r\n ", "")
    yield "address book", b"".join(cards([each.person for each in histories]).values()).decode().replace("\r\n ", "")
    chart = network.at(TODAY).chart()
    for drawing in ("svg", "html", "graphml", "json"):
        yield f"map as {drawing}", drawn(chart, drawing, network.texts).decode()
    for history in histories:
        for kind in get_args(DraftKind):
            asked: dict[str, Any] = {"kind": kind, "topic": "looms", "to": "Bo Reed" if kind == "introduce" else ""}
            try:
                yield f"draft: {kind}", network.at(TODAY).draft(history.person.name, **asked).text
            except MdnetworkError:
                continue
    own = network.at(TODAY).directory.profile
    for topic in ("", "looms") if own else ():
        yield "draft: publish", network.at(TODAY).draft(own.path if own else "", topic=topic).text
    review = Reviewed(network.at(TODAY).review())
    yield "review as JSON", json.dumps(record(review.data()), ensure_ascii=False)
    yield "review", "\n".join(review.lines(TextPage(network.texts, TODAY)))


def for_me(network: Network) -> Iterator[tuple[str, str]]:
    """What tells me of people: their pages, what is due, the list in the vault, the reasons of `why`."""
    due = network.at(TODAY).all_follow_ups()
    yield "due", json.dumps(record([due_record(each, TODAY) for each in due]), ensure_ascii=False)
    plan = network.edit.listing(due, network.at(TODAY).meetings(), TODAY)
    yield "list in the vault", repr([edit.after for edit in plan.edits])
    for history in network.at(TODAY).directory.histories:
        page = page_of(network, history.person.name, TODAY)
        yield "show as JSON", json.dumps(record(page.data()), ensure_ascii=False)
        yield "show", "\n".join(page.lines(TextPage(network.texts, TODAY)))
        lines = [
            *(pick(each, COUNTED) for each in history.counted),
            *(pick(each, REJECTED) for each in history.rejected),
        ]
        yield "why", json.dumps(record(lines), ensure_ascii=False)
        yield "person", spelled_out(history.person)
        for kind in get_args(DraftKind):
            try:
                draft = network.at(TODAY).draft(history.person.name, kind=kind, topic="looms")
                yield f"draft of {kind}", spelled_out(draft)
            except MdnetworkError:
                continue
    yield "search", spelled_out(network.at(TODAY).search(HIDDEN))


CALM = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@CALM
@given(commented())
def test_no_comment_is_told_anywhere(notes: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as folder, opened(notes, folder) as network:
        assert [name for name, text in (*for_others(network), *for_me(network)) if HIDDEN in text] == []


@CALM
@given(marked())
def test_markup_is_told_nowhere(notes: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as folder, opened(notes, folder) as network:
        told = [(name, text) for name, text in (*for_others(network), *for_me(network)) if name != "map as html"]
        found = [
            (name, sign, text[text.index(sign) - 60 :][:120]) for name, text in told for sign in SIGNS if sign in text
        ]
    assert found == []


@CALM
@given(with_private_lines())
def test_no_line_of_a_private_person_is_in_what_others_get(notes: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as folder, opened(notes, folder) as network:
        assert [name for name, text in for_others(network) if QUIET.lower() in text.lower()] == []


def test_the_vault_without_comments_says_a_lot(tmp_path: Path) -> None:
    """Else nothing would be found in nothing."""
    with opened(VAULT, str(tmp_path)) as network:
        said = [*for_others(network), *for_me(network)]
    assert {name for name, text in said if len(text) < 50} == {"search"}
    for words in ("the deck", "the new wing of her mill", "won the prize", "tea at the mill"):
        assert any(words in text for _, text in said), words
