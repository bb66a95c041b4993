"""Generated vaults: a seed always gives the same notes, 60 % people, 25 % daily, 15 % meetings, 1.9 KB each.

A dense vault has more of what costs: people with more dated lines, promises and tasks, and daily notes with many links.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

TODAY = date(2026, 11, 23)
_GIVEN = [
    "Ada",
    "Bruno",
    "Carla",
    "Dario",
    "Elena",
    "Fabio",
    "Gaia",
    "Hugo",
    "Irene",
    "Jonas",
    "Katia",
    "Luca",
    "Marta",
    "Nadia",
    "Oscar",
    "Paola",
    "Quinn",
    "Rosa",
    "Sandro",
    "Tessa",
    "Ugo",
    "Vera",
    "Walter",
    "Xenia",
    "Yuri",
    "Zoe",
]
_FAMILY = [
    "Alder",
    "Birch",
    "Cedar",
    "Dogwood",
    "Elder",
    "Fir",
    "Gorse",
    "Hazel",
    "Ivy",
    "Juniper",
    "Larch",
    "Maple",
    "Nettle",
    "Oak",
    "Pine",
    "Rowan",
    "Sorrel",
    "Tamarisk",
]
_ORGS = ["Northlight", "Brightwater", "Stonebridge", "Fairmont", "Cloverfield", "Ashgrove", "Redwood", "Lakeside"]
_CHANNELS = ["coffee", "call", "email", "lunch", "meeting", "video", "message", "visit"]
_INTRODUCED = 0.2
"""The share of people who were introduced by someone."""
_TOPICS = [
    "grants",
    "museums",
    "glass",
    "printing",
    "tides",
    "radio",
    "translation",
    "bicycles",
    "archives",
    "beekeeping",
]
_WORDS = [
    "talked",
    "about",
    "the",
    "move",
    "to",
    "the",
    "new",
    "office",
    "and",
    "what",
    "it",
    "takes,",
    "the",
    "budget",
    "for",
    "next",
    "year,",
    "a",
    "paper",
    "worth",
    "reading,",
    "how",
    "the",
    "team",
    "grows,",
    "whom",
    "to",
    "ask",
    "about",
    "the",
    "grant,",
    "a",
    "trip",
    "in",
    "spring,",
    "the",
    "open",
    "position",
    "and",
    "a",
    "good",
    "book",
]


class Density(NamedTuple):
    """How much the notes of a vault say."""

    least: int
    most: int
    """The number of lines in a person's log."""
    links: int
    """The number of people in a daily note."""
    promises: int
    """Of how many log lines one is a promise; 0 for none."""


SPARSE, DENSE = Density(3, 14, 3, 0), Density(16, 16, 10, 8)
DENSITIES = {"sparse": SPARSE, "dense": DENSE}


def make(root: Path, notes: int, seed: int = 1, density: Density = SPARSE) -> list[str]:
    """Write `notes` notes below `root`; returns the names of their people."""
    chance = random.Random(seed)  # noqa: S311  notes, not secrets
    names = [_name(number) for number in range(max(1, notes * 60 // 100))]
    days = [TODAY - timedelta(days=number + 1) for number in range(notes * 25 // 100)]
    goals = list(_goals(notes))
    people, daily = _people(chance, names, density), _daily(chance, names, days, density.links)
    written = [*people, *goals, *daily, *_meetings(chance, names, notes)][:notes]
    for folder in {path.rpartition("/")[0] for path, _ in written}:
        (root / folder).mkdir(parents=True, exist_ok=True)
    for path, text in written:
        (root / path).write_text(text, encoding="utf-8", newline="\n")
    return names


def _name(number: int) -> str:
    rest, given = divmod(number, len(_GIVEN))
    rest, family = divmod(rest, len(_FAMILY))
    return f"{_GIVEN[given]} {_FAMILY[family]}" + (f" {rest}" if rest else "")


def _people(chance: random.Random, names: list[str], density: Density) -> Iterator[tuple[str, str]]:
    for number, name in enumerate(names):
        yield f"People/{number % 40:02}/{name}.md", _person(chance, name, chance.choice(names), density)


def _person(chance: random.Random, name: str, other: str, density: Density) -> str:
    slug = name.lower().replace(" ", ".")
    log = sorted((_day(chance) for _ in range(chance.randint(density.least, density.most))), reverse=True)
    through = f'introduced_by: "[[{other}]]"\n' if chance.random() < _INTRODUCED else ""
    entries = "\n".join(
        f"- {day} {chance.choice(_CHANNELS)} {_arrow(chance)} {_prose(chance, 14)}{_promise(number, density)}"
        for number, day in enumerate(log)
    )
    return (
        f"---\ntype: person\naliases: [{slug}]\ntags: [{chance.choice(('mentor', 'peer', 'client'))}]\n"
        f'org: "[[{chance.choice(_ORGS)}]]"\nrole: Engineer\nemail: {slug}@example.org\nphone: "+39 055 {chance.randint(1000, 9999)}"\n'
        f"circle: {chance.choice(('core', 'close', 'wide'))}\ncadence: {chance.choice(('4w..6w', 'monthly', '90', 'quarterly'))}\n"
        f"birthday: {chance.randint(1950, 2000)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}\nmet: {_day(chance)}\n"
        f"{through}offers: [{chance.choice(_TOPICS)}]\nneeds: [{chance.choice(_TOPICS)}]\n---\n"
        f"# {name}\n\n{_prose(chance, 60)}\n\n## Log\n{entries}\n\n## Tasks\n"
        f"- [ ] Ask about {_prose(chance, 4)} 📅 {TODAY + timedelta(days=chance.randint(-30, 60))}\n\n## Notes\n{_prose(chance, 60)}\n"
    )


def _goals(notes: int) -> Iterator[tuple[str, str]]:
    for number in range(max(1, notes // 5000)):
        topic = _TOPICS[number % len(_TOPICS)]
        yield f"Goals/Goal {number}.md", f"---\ntype: goal\ntopics: [{topic}]\n---\n# Goal {number}\n"


def _daily(chance: random.Random, names: list[str], days: list[date], links: int) -> Iterator[tuple[str, str]]:
    for day in days:
        lines = [
            f"- {chance.choice(_CHANNELS)} with [[{chance.choice(names)}]] {_prose(chance, 16)}" for _ in range(links)
        ]
        yield f"Daily/{day.year}/{day}.md", f"# {day}\n\n" + "\n".join(lines) + f"\n\n{_prose(chance, 200)}\n"


def _meetings(chance: random.Random, names: list[str], notes: int) -> Iterator[tuple[str, str]]:
    for number in range(notes):
        day = _day(chance)
        who = ", ".join(f'"[[{chance.choice(names)}]]"' for _ in range(3))
        yield (
            f"Meetings/{number % 40:02}/{day} meeting {number}.md",
            f"---\ntype: meeting\ndate: {day}\nattendees: [{who}]\n---\n# Meeting {number}\n\n{_prose(chance, 280)}\n",
        )


def _day(chance: random.Random) -> date:
    return TODAY - timedelta(days=chance.randint(1, 900))


def _arrow(chance: random.Random) -> str:
    return chance.choice(("→", "←", ""))


def _promise(number: int, density: Density) -> str:
    return " #promised the paper" if density.promises and number % density.promises == 0 else ""


def _prose(chance: random.Random, words: int) -> str:
    return " ".join(chance.choice(_WORDS) for _ in range(words))
