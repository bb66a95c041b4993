"""Other programs on the same people, in their own formats: those installed in a separate venv.

python -m venv peers && peers/bin/pip install khard todoman khal obsidiantools papis
python -m benchmarks --notes 1000 --only floors cold commands peers --peers peers/bin
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from subprocess import CalledProcessError

from benchmarks.measuring import Place, Samples, command
from benchmarks.vaults import TODAY

_KHARD = "[addressbooks]\n[[all]]\npath = {data}\n"
_TODOMAN = 'path = "{data}"\ndate_format = "%Y-%m-%d"\ncache_path = "{home}/todoman.sqlite3"\n'
_KHAL = (
    "[calendars]\n[[all]]\npath = {data}\n[locale]\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
    "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n[sqlite]\npath = {home}/khal.db\n"
)
_OBSIDIANTOOLS = "import sys, pathlib, obsidiantools.api as it; it.Vault(pathlib.Path(sys.argv[1])).connect().gather()"
_PAPIS = "[settings]\ndefault-library = people\ndatabase-backend = papis\n[people]\ndir = {data}\n"
_STAMP = f"{TODAY:%Y%m%d}T000000Z"
_HOME = "peers"


def peers(place: Place, programs: Path) -> Samples:
    """Run each installed program cold and warm: the lists of khard, todoman and papis, a day of khal, a whole vault."""
    home = place.work / _HOME
    if not home.exists():
        _prepare(place, home)
    taken: Samples = {}
    for name, arguments in _commands(place, home).items():
        program = programs / arguments[0]
        if program.exists():
            for cache in (*home.glob("*.sqlite3"), *home.glob("*.db")):
                cache.unlink()
            shutil.rmtree(home / "papis", ignore_errors=True)
            for how in ("cold", "warm"):
                with suppress(CalledProcessError):  # a program that fails is left out
                    taken[f"{name}, {how}"] = command((str(program), *arguments[1:]), place.environment(_HOME))
    return taken


def _commands(place: Place, home: Path) -> dict[str, tuple[str, ...]]:
    day = TODAY.isoformat()
    return {
        "khard list": ("khard", "-c", str(home / "khard.conf"), "list"),
        "todo list": ("todo", "--config", str(home / "todoman.py"), "list"),
        "papis list": ("papis", "-l", "people", "list", "--all", "--id"),
        "khal list": ("khal", "-c", str(home / "khal.conf"), "list", day, "1d"),
        **({"obsidiantools": ("python", "-c", _OBSIDIANTOOLS, str(place.vault))} if place.notes <= _SLOW else {}),
    }


_SLOW = 1_000
"""From this many notes on, obsidiantools takes minutes."""


def _prepare(place: Place, home: Path) -> None:
    """Write a vCard, a task and a birthday for each person of the vault."""
    names = sorted(path.stem for path in (place.vault / "People").glob("*/*.md"))
    for folder, suffix, form in (("cards", "vcf", _card), ("tasks", "ics", _task), ("days", "ics", _birthday)):
        (home / folder).mkdir(parents=True)
        for number, name in enumerate(names):
            text = "\r\n".join((*form(number, name), ""))
            (home / folder / f"{number}.{suffix}").write_text(text, encoding="utf-8", newline="")
    for number, name in enumerate(names):
        (home / "papers" / str(number)).mkdir(parents=True)
        info = f"papis_id: '{number}'\ntitle: {name}\nauthor: {name}\nyear: 1980\nfiles: []\n"
        (home / "papers" / str(number) / "info.yaml").write_text(info, encoding="utf-8")
    (home / ".config" / "papis").mkdir(parents=True)  # papis looks only here
    (home / ".config" / "papis" / "config").write_text(_PAPIS.format(data=home / "papers"), encoding="utf-8")
    configs = (("khard.conf", _KHARD, "cards"), ("todoman.py", _TODOMAN, "tasks"), ("khal.conf", _KHAL, "days"))
    for file, text, folder in configs:
        (home / file).write_text(text.format(data=home / folder, home=home), encoding="utf-8")


def _card(number: int, name: str) -> Iterator[str]:
    mail = name.lower().replace(" ", ".")
    yield from ("BEGIN:VCARD", "VERSION:3.0", f"UID:{number}", f"FN:{name}", f"N:{name};;;;")
    yield from (f"EMAIL:{mail}@example.org", "TEL:+39 055 1234", "BDAY:1980-01-02", "END:VCARD")


def _task(number: int, name: str) -> Iterator[str]:
    yield from _calendar("VTODO", f"UID:{number}", f"SUMMARY:Ask {name}", f"DUE;VALUE=DATE:{TODAY:%Y%m%d}")


def _birthday(number: int, name: str) -> Iterator[str]:
    when = f"DTSTART;VALUE=DATE:1980{number % 12 + 1:02}{number % 28 + 1:02}"
    yield from _calendar("VEVENT", f"UID:{number}", f"SUMMARY:{name}", when, "RRULE:FREQ=YEARLY")


def _calendar(component: str, *lines: str) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//mdnetwork//benchmarks//EN", f"BEGIN:{component}")
    yield from (f"DTSTAMP:{_STAMP}", *lines, f"END:{component}", "END:VCALENDAR")
