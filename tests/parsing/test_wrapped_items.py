"""A wrapped item is one item, for tasks, daily notes, logs and meetings, and for what is written into them."""

from __future__ import annotations

from datetime import date

import pytest

from mdnetwork.editing.fields import set_key
from mdnetwork.editing.fixes import fixes
from mdnetwork.editing.log_entry import add_entry
from mdnetwork.editing.merge import merge
from mdnetwork.editing.rename import Renamed, rename_links
from mdnetwork.editing.tasks import add_task, tick
from mdnetwork.errors import EditRefused
from mdnetwork.model import Facts, Problem
from mdnetwork.parsing import ReadingSettings, read_note

DAILY = "Daily/2026-05-10.md"
DAY = date(2026, 5, 12)


def daily(body: str, path: str = DAILY) -> Facts:
    return read_note(path, body.encode(), ReadingSettings())


@pytest.mark.parametrize(
    ("body", "text", "due", "people"),
    [
        ("- [ ] Prepare the slides, then\n      send them to [[Eva]] 📅 2026-05-20\n",
         "Prepare the slides, then send them to Eva", date(2026, 5, 20), ["Eva"]),
        ("* [ ] Preparare le slide e\nmandarle a [[Eva]] [due:: 2026-05-20]\n",
         "Preparare le slide e mandarle a Eva", date(2026, 5, 20), ["Eva"]),
        ("- meeting\n  1. [ ] send\n     the deck by\n     2026-05-20 to [[Eva]] and\n     [[Hal]] ^b1\n",
         "send the deck to Eva and Hal", date(2026, 5, 20), ["Eva", "Hal"]),
        ("- TODO call [[Eva]] about\n  the mill\n  DEADLINE: <2026-05-20 Wed>\n",
         "call Eva about the mill", date(2026, 5, 20), ["Eva"]),
        ("- [ ] call [[Eva]]\\\n  %%no [[Hal]]%%\n  soon 📅 2026-05-20\n", "call Eva soon", date(2026, 5, 20), ["Eva"]),
    ],
)  # fmt: skip
def test_a_wrapped_task_is_one_task(body: str, text: str, due: date, people: list[str]) -> None:
    found = daily(body)
    assert [(each.text, each.due, [ref.target for ref in each.people]) for each in found.tasks] == [(text, due, people)]
    assert [each.rejected for each in found.mentions if each.rejected != "comment"] == ["open task"]


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        ("- Reuse it; do not\n  raise it with [[Hal]] yet\n", ["Reuse it; do not raise it with Hal yet"]),
        ("- coffee with [[Hal]] and\n[[Eva]] at the mill\n", ["coffee with Hal and Eva at the mill"]),
        ("- caffè con [[Hal]]\n\n[[Eva]] c'era\n", ["caffè con Hal", "Eva c'era"]),
        ("- caffè con [[Hal]]\n# Other\nwith [[Eva]]\n", ["caffè con Hal", "with Eva"]),
        ("- caffè con [[Hal]]\n***\nwith [[Eva]]\n", ["caffè con Hal", "with Eva"]),
        ("- caffè con [[Hal]]\n  Channel: [[Zoom]]\nwith [[Eva]]\n", ["caffè con Hal\nChannel: Zoom", "Channel: Zoom", "with Eva"]),
        ("- lunch with [[Hal]] about:\n  the mill, and then\n  - a walk with [[Eva]] and\n    her dog\n",
         ["lunch with Hal about: the mill, and then\na walk with Eva and her dog", "a walk with Eva and her dog"]),
    ],
)  # fmt: skip
def test_a_wrapped_line_of_a_daily_note_is_one_line(body: str, texts: list[str]) -> None:
    assert [each.text for each in daily(body).mentions] == texts


def test_logs_and_meetings_have_wrapped_items_too() -> None:
    found = read_note(
        "People/Ada.md",
        b"## Log\n- 2026-05-01 call about\nlooms #promised the\n  deck by 2026-05-20\n2026-04-01 tea\n- Talks\n  2026-03-01 walk\n",
        ReadingSettings(),
    )
    assert [(each.text, each.due, str(each.date)) for each in found.mentions] == [
        ("call about looms #promised the deck by 2026-05-20", date(2026, 5, 20), "2026-05-01"),
        ("tea", None, "2026-04-01"),
        ("walk", None, "2026-03-01"),
    ]
    meeting = "---\ntype: meeting\ndate: 2026-05-01\n---\nAttendees:\n- [[Ada]] of the\n  mill\n- [[Bo]]\n\n## Attendees\n- Cy Lund\n  Dy Lund\n"
    came = read_note("Meetings/x.md", meeting.encode(), ReadingSettings()).mentions
    assert [each.people[0].target for each in came] == ["Ada", "Bo", "Cy Lund", "Dy Lund"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- [ ] Prepare, then\n      send to [[Eva]] 📅 2026-05-20\n",
         "- [x] Prepare, then ✅ 2026-05-12\n      send to [[Eva]] 📅 2026-05-20\n"),
        ("- [ ] a %%x%%\n%% y\n%%b ^b1\n- [ ] c 📅 2026-05-20\n",
         "- [x] a %%x%% ✅ 2026-05-12\n%% y\n%%b ^b1\n- [ ] c 📅 2026-05-20\n"),
        ("- [ ] water\n  plants 🔁 every week 📅 2026-05-10\n- b\n",
         "- [ ] water\n  plants 🔁 every week 📅 2026-05-17\n- [x] water ✅ 2026-05-12\n  plants 🔁 every week 📅 2026-05-10\n- b\n"),
    ],
)  # fmt: skip
def test_done_ticks_the_box_on_the_first_row(before: str, after: str) -> None:
    assert tick(before.encode(), 1, DAY, path=DAILY).decode() == after


def test_a_wrapped_task_that_repeats_in_an_unknown_way_is_refused() -> None:
    with pytest.raises(EditRefused, match="repeats"):
        tick(b"- [ ] a\n  b \xf0\x9f\x94\x81 every full moon \xf0\x9f\x93\x85 2026-05-10\n", 1, DAY, path=DAILY)


def test_what_is_written_is_no_part_of_what_follows() -> None:
    assert add_task(b"## Tasks\nsome text\n", "ring").decode() == "## Tasks\n- [ ] ring\n\nsome text\n"
    note = b"## Log\n- 2026-05-01 call\n  about looms\n"
    assert add_entry(note, DAY, "tea").decode() == "## Log\n- 2026-05-12 tea\n- 2026-05-01 call\n  about looms\n"
    late = b"## Log\n* **2026-05-20** call %%x%% about\n  looms\n"
    assert add_entry(late, DAY, "tea %%mine%%").decode() == late.decode() + "* **2026-05-12** tea %%mine%%\n"


def test_other_edits_keep_working_on_wrapped_items_and_keep_comments() -> None:
    note = b"- coffee %%[[Bo]]%% with\n  [[Bo]] <!-- [[Bo]] -->\n"
    renamed = rename_links(note, Renamed("Bo.md", "Cy.md"), lambda target: target == "Bo", path=DAILY)
    assert renamed == note.replace(b"[[Bo]]", b"[[Cy]]")
    assert (
        set_key(b"- met her (role:: x) and\n  then [org:: a %%b%%]\n", "org", "c")
        == b"- met her (role:: x) and\n  then [org:: c %%b%%]\n"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- coffee with\n  Sam Rivera\n", "- coffee with\n  [[Sam Rivera]]\n"),
        ("- coffee with\n\n  Sam Rivera\n", "- coffee with\n\n  Sam Rivera\n"),
        ("- coffee with\n- Sam Rivera\n", "- coffee with\n- Sam Rivera\n"),
        ("- coffee %%Sam Rivera%% with", "- coffee %%Sam Rivera%% with"),
    ],
)
def test_a_name_in_a_wrapped_row_is_mended_there(before: str, after: str) -> None:
    problem = Problem(DAILY, 1, "NAME-UNLINKED", "…", "warning", fixable=True, mend=("Sam Rivera", "[[Sam Rivera]]"))
    found = fixes([problem], lambda _: before.encode())
    assert [fix.after.decode() for fix in found] == ([after] if after != before else [])


def test_a_merge_takes_wrapped_entries_and_comments_as_they_stand() -> None:
    one = b"---\ntype: person\nname: Ada\n---\n## Log\n- 2026-05-01 call\n"
    other = b"---\ntype: person\nname: Ada\nrole: Dean %%x%%\n---\n## Log\n- 2026-04-01 tea %%so, so%% with\n  milk <!-- no -->\n- 2026-03-01 walk\n"
    merged = merge(one, other, other_path="People/Ada L.md").decode()
    assert merged.endswith(
        "## Log\n- 2026-05-01 call\n- 2026-04-01 tea %%so, so%% with\n  milk <!-- no -->\n- 2026-03-01 walk\n"
    )
    assert "role: Dean %%x%%\n" in merged
