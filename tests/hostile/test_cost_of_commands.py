"""The cost of every command grows with the text and not faster, for long lines and for many of anything.

Each command runs in a process of its own, forked from this one. Time within C (regular expressions) cannot be counted:
there the process may use so many seconds of processor time, more than ten times its need. Elsewhere the calls are
counted: no busy machine changes their number.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
from collections.abc import Callable, Container, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest

import mdnetwork
from mdnetwork.insight.spoken import Spoken
from support.command import call
from support.commands import PROGRAM, ROWS, Row, Values, commands

pytestmark = pytest.mark.slow

resource = pytest.importorskip("resource")
SECONDS = 10
"""Of processor time for a command on the vault of long lines, ten times the usual."""
LINE = 20_000
"""Letters of a line. What is quadratic takes about a second for each."""
UNITS = ("a", " ", "a ", "[", "[[", "`", "-", "_a", "#gave ", "b #gave c ", "<!--", "a b?", "🔁 ", "https://", "a@b.c ")
"""What lines are made of, over and over. `shapes.UNITS` are for reading, which has fewer ways through a line."""
FEW, MORE = 8, 64
GROWTH = 2.5
"""What is allowed beyond the growth of the vault. Quadratic is eight times it."""
ENDING = [row for row in ROWS if not row.running and "--help" not in row.arguments and "--version" not in row.arguments]
PLAIN = [row for row in ENDING if not any("{text}" in word or word == "--dry-run" for word in row.arguments)]
FIRST = [*{row.command: row for row in reversed([*PLAIN, *ENDING])}.values()]
"""A row for each command: the first that needs no odd text, if there is one."""
COUNTED = [*FIRST, *(row for row in PLAIN if row.writes and row not in FIRST)]


@pytest.fixture(autouse=True, scope="module")
def imported() -> None:
    """Everything is imported before a process is forked: what imports call would hide what grows."""
    for module in pkgutil.walk_packages(mdnetwork.__path__, "mdnetwork."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    for name in ("dateutil.rrule", "icalendar", "jinja2", "openpyxl", "phonenumbers"):
        importlib.import_module(name)


def test_every_command_is_run() -> None:
    assert {row.command for row in FIRST} == {PROGRAM, *(path for path, _ in commands())}


def live_in(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Have an environment of nobody else, in this folder."""
    for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "LOCALAPPDATA", "HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(root / "home"))
    monkeypatch.setenv("MDNET_TODAY", "2026-11-23")
    monkeypatch.setenv("PATH", str(root / "no-programs"))
    return root


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An environment of nobody else."""
    return live_in(tmp_path, monkeypatch)


def write(root: Path, notes: dict[str, str]) -> None:
    for path, text in notes.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode("utf-8", "surrogatepass"))


def values(root: Path, text: str = "topic") -> Values:
    out = root / "out"
    out.mkdir(exist_ok=True)
    return Values(
        person="Ada Marlow",
        other="Bo Reed",
        meeting="Plans",
        text=text,
        csv=root / "people.csv",
        vcf=root / "people.vcf",
        ics=root / "meetings.ics",
        output=out / "file",
        folder=out,
        url="http://127.0.0.1:9/",
    )


def person(fields: str = "", body: str = "") -> str:
    return f"---\ntype: person\n{fields}---\n{body}"


def alone_in_a_process(work: Callable[[], int], seconds: int | None = None) -> int:
    """What `work` returns in a process forked from this one; fails where that ends by a signal, as of its limit."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            if seconds is not None:
                resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
            os.write(writing, b"%d" % work())
            code = 0
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        said = answer.read()
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    return int(said)


def run(row: Row, root: Path, text: str) -> int:
    said = call("--vault", root / "vault", *row.words(values(root, text)), answer=row.answer)
    assert "Traceback" not in said.stderr
    return said.status


def long_lines(root: Path) -> None:
    """A person, and a file of each kind, with a line of each unit over and over."""
    lines = [unit * (LINE // len(unit)) for unit in UNITS]
    log = "".join(f"- 2026-10-{day + 1:02} call about {line}\n" for day, line in enumerate(lines))
    tasks = "".join(f"- [ ] send {line}\n" for line in lines)
    write(
        root,
        {
            "vault/.obsidian/app.json": "{}",
            "vault/People/Ada Marlow.md": person("cadence: 4w\n", f"# Ada Marlow\n\n{tasks}\n## Log\n{log}"),
            "vault/People/Bo Reed.md": person("needs: [maps]\n"),
            "vault/Meetings/Plans.md": "---\ntype: meeting\ndate: 2026-11-23\nattendees: ['[[Ada Marlow]]']\n---\n",
            "people.csv": "Name,Email,Notes\n"
            + "".join(f'P{n} Reed,p{n}@x.org,"{line}"\n' for n, line in enumerate(lines)),
            "people.vcf": "".join(
                f"BEGIN:VCARD\r\nVERSION:4.0\r\nFN:P{n} Reed\r\nNOTE:{line}\r\nEND:VCARD\r\n"
                for n, line in enumerate(lines)
            ),
            "meetings.ics": calendar(f"Talk {line}"[:500] for line in lines),
        },
    )


def calendar(titles: Iterator[str]) -> str:
    """Meetings with Ada on one day."""
    events = "".join(
        f"BEGIN:VEVENT\r\nUID:u{n}@x.org\r\nDTSTART:20261110T{n % 24:02}{n // 24 % 60:02}00Z\r\nSUMMARY:{title}\r\n"
        "ATTENDEE;CN=Ada Marlow:mailto:ada@x.org\r\nEND:VEVENT\r\n"
        for n, title in enumerate(titles)
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\n{events}END:VCALENDAR\r\n"


@pytest.fixture(scope="module")
def long_lined(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the commands that write no note are run. The first of them reads the vault."""
    root = tmp_path_factory.mktemp("lines")
    long_lines(root)
    return root


@pytest.mark.parametrize("row", FIRST, ids=lambda row: row.name)
def test_no_long_line_is_dear(row: Row, long_lined: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = live_in(tmp_path if row.writes else long_lined, monkeypatch)
    if row.writes:
        long_lines(root)
    assert alone_in_a_process(lambda: run(row, root, "topic"), SECONDS) in {0, 1, 2, 130}


def many(root: Path, n: int) -> None:
    """A vault and files in which there are `n` of everything."""
    days = [f"2026-{at // 28 % 10 + 1:02}-{at % 28 + 1:02}" for at in range(n)]
    log = "".join(f"- {day} call → about topic {at} #gave the book\n" for at, day in enumerate(days))
    tasks = "".join(f"- [ ] send plan {at} 📅 {day}\n" for at, day in enumerate(days))
    tags = "tags:\n" + "".join(f"  - t{at}\n" for at in range(n))
    fields = "".join(f"k{at}: v\n" for at in range(n))
    maps = "".join(f"m{at}:\n  a: v\n" for at in range(n))
    broken = "".join(f"b{at}: [[A]], [[B]]\n" for at in range(n))
    write(
        root,
        {
            "vault/.obsidian/app.json": "{}",
            "vault/People/Ada Marlow.md": person(
                "email: ada@x.org\ncadence: 4w\ntags: [one]\n", f"# Ada Marlow\n\n{tasks}\n## Log\n{log}"
            ),
            "vault/People/Bo Reed.md": person(
                f"{tags}{fields}{maps}", f"# Bo Reed\n\n## Log\n{log.replace('topic', 'point')}"
            ),
            "vault/People/Cy Reed.md": person(broken, ""),
            "vault/Goals/Map.md": "---\ntype: goal\ntopics: [maps]\n---\n" + "find [[Ada Marlow]] a map\n" * n,
            "vault/Meetings/Plans.md": "---\ntype: meeting\ndate: 2026-11-23\nattendees:\n"
            + "".join(f"  - '[[P{at} Reed]]'\n" for at in range(n))
            + "  - '[[Ada Marlow]]'\n---\n",
            "vault/Daily/2026-11-20.md": "- call with Ada Marlow\n" * n
            + "- call with [[Ada Marlow]] `x` [a](b.md)\n" * n,
            **{f"vault/People/P{at} Reed.md": person("email: p@x.org\norg: Acme\nneeds: [maps]\n") for at in range(n)},
            **{f"vault/Copies/{at}/Di Ross.md": person() for at in range(n)},
            "people.csv": "Name,Email,Company\n" + "".join(f"Q{at} Ross,q{at}@x.org,Acme\n" for at in range(n)),
            "people.vcf": "".join(
                f"BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Q{at} Ross\r\nTEL:+3901155512{at:04}\r\nEND:VCARD\r\n"
                for at in range(n)
            )
            + "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ada Marlow\r\nEMAIL:ada@x.org\r\n"
            + "".join(f"EMAIL:a{at}@x.org\r\n" for at in range(n))
            + "END:VCARD\r\n",
            "meetings.ics": calendar(f"Talk {at}" for at in range(n)),
        },
    )


def calls(row: Row, root: Path, status: Container[int] = range(256)) -> int:
    """How many functions a command calls, those of C too, that ends with one of these statuses."""
    counted = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        ended = run(row, root, "topic")
    finally:
        sys.setprofile(None)
    assert ended in status
    return counted


@pytest.fixture(scope="module")
def many_things(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the commands that write no note are run: `index`, which is counted for itself, has read the vaults."""
    place = tmp_path_factory.mktemp("many")
    with pytest.MonkeyPatch.context() as patch:
        live_in(place, patch)
        for n in (FEW, MORE):
            many(place / str(n), n)
            alone_in_a_process(partial(run, Row("index"), place / str(n), "topic"))
    return place


@pytest.mark.parametrize("row", COUNTED, ids=lambda row: row.name)
def test_many_of_anything_are_not_dear(
    row: Row, many_things: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = row.writes or row.command in {"index", "init"}
    place = live_in(tmp_path if own else many_things, monkeypatch)
    counted = []
    for n in (FEW, MORE):
        if own:
            many(place / str(n), n)
        counted.append(alone_in_a_process(partial(calls, row, place / str(n))))
    assert counted[1] < GROWTH * MORE / FEW * counted[0], counted


SOME, LOTS = 24, 192
"""Of one thing in a vault of few others. Eight cards of one person are filled in one by one."""
DAYS = [f"2026-{month:02}-{day:02}" for month in range(1, 11) for day in range(1, 29)]


class Flood(NamedTuple):
    """A vault and a file that hold `n` of one thing, and the command that meets them."""

    name: str
    row: Row
    notes: Callable[[int], dict[str, str]]
    output: bool = False
    """Whether each of them is written into the note of each: work may grow with what is written."""


IMPORT = ("--create", "all", "--yes")
ADA = {"vault/People/Ada Marlow.md": person("email: ada@x.org\norg: Acme\n", "## Log\n- 2026-03-04 call\n")}


def table(head: str, row: Callable[[int], str], n: int) -> dict[str, str]:
    return {**ADA, "people.csv": f"{head}\n" + "".join(f"{row(at)}\n" for at in range(n))}


def people(n: int, fields: str = "", body: str = "") -> dict[str, str]:
    return {f"vault/People/P{at} Reed.md": person(fields, body.format(next=at + 1)) for at in range(n)}


def daily(line: Callable[[int], str], n: int) -> dict[str, str]:
    return {**ADA, "vault/Daily/2026-11-20.md": "".join(f"{' ' * at}{line(at)}\n" for at in range(n))}


def guests(n: int, day: str) -> str:
    """An event of many guests."""
    lines = "".join(f"ATTENDEE;CN=P{at} Reed:mailto:p{at}@x.org\r\n" for at in range(n))
    event = f"BEGIN:VEVENT\r\nUID:u@x.org\r\nDTSTART:{day}T100000Z\r\nSUMMARY:Fair\r\n{lines}END:VEVENT\r\n"
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\n{event}END:VCALENDAR\r\n"


FLOODS = [
    Flood("nested bullets", Row("people"), lambda n: daily(lambda _: "- call [[Ada Marlow]]", n)),
    Flood("nested bullets of many", Row("people"), lambda n: daily(lambda at: f"- call [[P{at} Reed]] on", n)),
    Flood("nested tasks", Row("people"), lambda n: daily(lambda at: f"- [ ] chiamare [[P{at} Reed]]", n)),
    Flood(
        "nested entries",
        Row("people"),
        lambda n: {
            "vault/People/Ada Marlow.md": person(
                "", "## Log\n" + "".join(f"{' ' * at}- {DAYS[at]} call [[P{at} Reed]]\n" for at in range(n))
            )
        },
    ),
    Flood(
        "phones of one person",
        Row("import", (*IMPORT, "{csv}")),
        lambda n: table("Name,Email,Phone", lambda at: f"Ada Marlow,ada@x.org,+3901155{at:05}", n),
    ),
    Flood(
        "jobs of one person",
        Row("import", (*IMPORT, "{csv}")),
        lambda n: table("Name,Email,Company", lambda at: f"Ada Marlow,ada@x.org,Firm {at}", n),
    ),
    Flood(
        "roles and tags of one person",
        Row("import", (*IMPORT, "--take", "role", "{csv}")),
        lambda n: table("Name,Email,Job Title,Tags", lambda at: f"Ada Marlow,ada@x.org,Cook {at},t{at}", n),
    ),
    Flood(
        "cards of somebody new",
        Row("import", (*IMPORT, "{csv}")),
        lambda n: table("Name,Email,Phone", lambda at: f"Una Ito,una@x.org,+3901155{at:05}", n),
    ),
    Flood(
        "the same card again",
        Row("import", (*IMPORT, "{csv}")),
        lambda n: table("Name,Email", lambda _: "Ada Marlow,ada@x.org", n),
    ),
    Flood(
        "activities with one person",
        Row("import", (*IMPORT, "friends.md")),
        lambda n: {
            **ADA,
            "friends.md": "### Activities:\n"
            + "".join(f"- {DAYS[at]}: Lunch with **Ada Marlow** number {at}\n" for at in range(n)),
        },
    ),
    Flood(
        "guests who are known",
        Row("import", (*IMPORT, "{ics}")),
        lambda n: {**people(n), "meetings.ics": guests(n, "20261110")},
    ),
    Flood(
        "a list of guests",
        Row("import", (*IMPORT, "--event", "2026-12-20 Fair", "{csv}")),
        lambda n: table("Name,Email,Company", lambda at: f"G{at} Ross,g{at}@x.org,Acme", n),
    ),
    Flood(
        "people who know each other",
        Row("reach", ("Acme",)),
        lambda n: people(n, "org: Acme\n", "## Log\n- 2026-10-10 call with [[P{next} Reed]]\n"),
    ),
    Flood("names in one line", Row("log"), people, output=True),
    Flood("names to complete", Row("_complete"), people),
    Flood("private people", Row("map", ("-o", "{output}.svg")), lambda n: {**ADA, **people(n, "private: true\n")}),
    Flood(
        "places in a template",
        Row("add", ("Una Ito",)),
        lambda n: {
            **ADA,
            "vault/.obsidian/templates.json": '{"folder": "Templates"}',
            "vault/Templates/Person.md": "---\ntype: person\n---\n" + "{{title}} {{date}}\n" * 20 * n,
        },
    ),
]


@pytest.mark.parametrize("flood", FLOODS, ids=lambda flood: flood.name)
def test_many_of_one_thing_are_not_dear(flood: Flood, alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counted, written = [], []
    most = LOTS // 3 if flood.output else LOTS
    for n in (SOME, most):
        root = alone / str(n)
        write(root, {"vault/.obsidian/app.json": "{}", **flood.notes(n)})
        monkeypatch.chdir(root)
        row = flood.row
        if row.command == "log":
            row = Row("log", ("call with " + ", ".join(f"P{at} Reed" for at in range(n)),))
        if row.command == "_complete":
            monkeypatch.setenv("_MDNET_COMPLETE", "bash_complete")
            monkeypatch.setenv("COMP_WORDS", f"mdnet --vault {root / 'vault'} show P")
            monkeypatch.setenv("COMP_CWORD", "4")
            row = Row("")
        counted.append(alone_in_a_process(partial(calls, row, root, {0})))
        written.append(sum(note.stat().st_size for note in root.rglob("*.md")))
    more = written[1] / written[0] if flood.output else most / SOME
    assert counted[1] < GROWTH * more * counted[0], counted


def vast() -> int:
    """Many names looked for in a long text."""
    names = Spoken(f"Name{at} Reed" for at in range(20_000))
    text = "name1 name7 reed, " * 20_000 + "name3 rood "
    return len([*names.places(text)])


def test_a_text_is_read_once_for_all_names() -> None:
    assert alone_in_a_process(vast, SECONDS) == 20_000
