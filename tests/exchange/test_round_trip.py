"""Exporting and importing into an empty vault gives the same people, whatever they are called and whatever is known."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mdnetwork.dates import PartialDate
from mdnetwork.exchange.exporting import Format, export
from mdnetwork.exchange.values import full_url
from mdnetwork.model import History, Person, Ref
from mdnetwork.names import same
from support.exchange_vault import TODAY, everybody, imported, network

FORMATS: tuple[Format, ...] = ("vcard", "vcard4", "csv", "json", "jsonl")
_LETTERS = st.sampled_from("abcdefgzéößñ中あя")
words = st.text(_LETTERS, min_size=1, max_size=8).map(str.capitalize)
odd = st.sampled_from(
    [
        "🦊",
        "🦊🦊",
        "CON",
        "aux.",
        "Ann/Bee",
        "../../etc/passwd",
        "=1+1",
        "Ada: x",
        "O'Brien",
        "Ann (PM)",
        "x ^ y #z",
        "-",
        "A" * 300,
        "null",
        "2026-01-02",
        "Ann\\Bee",
    ]
)
names = st.lists(words, min_size=1, max_size=4).map(" ".join) | odd
lines = st.text(st.sampled_from("abc é,;:\\\"'=+-@|#()&/中🦊"), min_size=1, max_size=20).map(
    lambda text: f"x{' '.join(text.split())}y"
)
guarded = st.sampled_from(["=1+1", "+49 30 1234567", "-x", "@ada", "'=x", "''", "plain", "＝1+1", "x＝", "'＋39 055"])
tags = st.text(st.sampled_from("abcxyz中"), min_size=1, max_size=6)
birthdays = st.one_of(
    st.none(),
    st.dates(date(1905, 1, 1), date(2020, 1, 1)).map(lambda day: PartialDate(day.month, day.day, day.year)),
    st.just(PartialDate(2, 29, None)),
    st.just(PartialDate(4, None, 1985)),
)


def several(items: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(items, max_size=3, unique_by=same).map(tuple)


# Made once: each draw checks what is made within an example anew.
called_alike = st.lists(names, min_size=1, max_size=4, unique_by=same)
some_lines, some_tags = several(lines), several(tags)
a_line, a_day = st.none() | lines, st.none() | st.dates(date(2000, 1, 1), date(2026, 1, 1))
organisations = st.none() | lines | guarded.filter(lambda text: text[0] not in "'@")
one_or_none, phone_numbers, yes_or_no = st.integers(0, 1), st.integers(100000, 999999), st.booleans()
addresses = {
    number: st.sampled_from([(), (("linkedin", f"in/ada-{number}"),), (("website", "https://a.example/x?y=1,2;3"),)])
    for number in range(4)
}
anniversaries = st.sampled_from(
    [(), (("anniversary", PartialDate(6, 20, 2015)),), (("work anniversary", PartialDate(6, 2)),)]
)
sectors = st.just(()) | lines.map(lambda text: (("sector", text),))
networks, tones = (st.none() | st.sampled_from(each) for each in (["operational", "personale"], ["tu", "lei"]))
languages = st.none() | st.sampled_from(["it", "en"])
relations = st.sampled_from(
    [
        (),
        (("spouse", Ref("Ben Sato", plain=True), 3),),
        (("reports_to", Ref("Zoe Lind", plain=True), 3),),
    ]
)


@st.composite
def people(draw: st.DrawFn) -> list[Person]:
    return [
        Person(
            same(name),
            name,
            f"People/{number}.md",
            aliases=tuple(each for each in draw(some_lines) if same(each) != same(name)),
            tags=tuple(f"t{tag}" for tag in draw(some_tags)),
            org=draw(organisations),
            role=draw(a_line),
            emails=tuple(f"{number}{tag}@example.org" for tag in draw(some_tags)),
            phones=tuple(f"+4930{number}{draw(phone_numbers)}" for _ in range(draw(one_or_none))),
            urls=draw(addresses[number]),
            birthday=draw(birthdays),
            anniversaries=draw(anniversaries),
            place=draw(a_line),
            more=draw(sectors),
            network=draw(networks),
            tone=draw(tones),
            met=draw(a_day),
            met_at=draw(a_line),
            expertise=draw(some_tags),
            needs=draw(some_tags),
            interests=draw(some_tags),
            language=draw(languages),
            relations=draw(relations),
            private=draw(yes_or_no),
            status=draw(st.sampled_from(["", "deceased", "no-contact", "paused"])),
        )
        for number, name in enumerate(draw(called_alike))
    ]


def told(person: Person, *, full: bool) -> Person:
    """What must come back: not the path, nor lines; in vCards addresses on the web are whole."""
    urls = tuple((kind, full_url(kind, url)) for kind, url in person.urls) if full else person.urls
    relations = tuple((kind, Ref(ref.target, plain=True), 0) for kind, ref, _ in person.relations)
    return replace(person, path="", lines=(), relations=relations, urls=tuple(sorted(urls)))


@pytest.mark.parametrize("form", FORMATS)
@given(people())
@settings(max_examples=25)
def test_what_leaves_comes_back(form: Format, everyone: list[Person]) -> None:
    suffix = {"vcard": "vcf", "vcard4": "vcf"}.get(form, form)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"out.{suffix}"
        file.write_bytes(export([History(person) for person in everyone], form))
        with network(Path(folder) / "vault", {}) as net:
            first = imported(net, file, create=everybody)
            assert [entry.outcome for entry in first.entries] == ["new"] * len(everyone)
            full = form.startswith("vcard")
            back = {person.name: told(person, full=full) for person in net.at(TODAY).people()}
            assert back == {person.name: told(person, full=full) for person in everyone}
            again = imported(net, file, create=everybody)
            assert {entry.outcome for entry in again.entries} == {"unchanged"}
            assert not again.plan
            assert not any(entry.differs for entry in again.entries)


@given(people(), st.data())
@settings(max_examples=25)
def test_a_vault_leaves_and_comes_back_in_an_empty_one(everyone: list[Person], data: st.DataObject) -> None:
    """The people of a vault whose notes link to one another, and have logs, tasks, a cadence: what is theirs arrives."""
    with tempfile.TemporaryDirectory() as folder:
        first, file = Path(folder) / "a" / "vault", Path(folder) / "out.json"
        file.write_bytes(export([History(person) for person in everyone], "json"))
        with network(first, {}) as net:
            imported(net, file, create=everybody)
            paths = sorted(person.path for person in net.at(TODAY).people())
            stems = [path.rpartition("/")[2].removesuffix(".md") for path in paths]
            for path in paths:
                other = data.draw(st.sampled_from([*(stem for stem in stems if "," not in stem), "Una Ito"]))
                text = (
                    (first / path)
                    .read_text("utf-8")
                    .replace(
                        "type: person\n", f'type: person\ncadence: 4w\ncircle: core\nintroduced_by: "[[{other}]]"\n', 1
                    )
                )
                (first / path).write_text(
                    f"{text}- 2026-10-01 coffee #gave a book\n\n- [ ] call 📅 2026-12-01\n", "utf-8"
                )
            net.refresh()
            before = [history.person for history in net.at(TODAY).directory.histories]
            left = {form: net.at(TODAY).export(net.at(TODAY).directory.histories, form) for form in FORMATS}
        for form, exported in left.items():
            file = Path(folder) / form / f"out.{'vcf' if form.startswith('vcard') else form}"
            with network(file.parent / "vault", {}) as net:
                file.write_bytes(exported)
                imported(net, file, create=everybody)
                full = form.startswith("vcard")
                back = {person.name: carried(person, full=full) for person in net.at(TODAY).people()}
                assert back == {person.name: carried(person, full=full) for person in before}, form
                assert all(not history.counted and not history.errands for history in net.at(TODAY).directory.histories)


def carried(person: Person, *, full: bool) -> Person:
    """What docs/exchange.md says a format carries: no circle and cadence; who introduced them by name."""
    whom = Ref(person.introduced_by.target, plain=True) if person.introduced_by else None
    bare = replace(told(person, full=full), circle=None, cadence=None, introduced_by=whom, uid=None)
    return replace(bare, id=same(person.name))
