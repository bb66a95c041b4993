"""The bytes of a map: pictures that hold no more than they should, and graphs that other programs read."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import struct
import sys
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mdnetwork.errors import MdnetworkError
from mdnetwork.i18n import texts
from mdnetwork.insight.ties import tie_text
from mdnetwork.map import FORMATS, SUFFIXES, Chart, Format, MapRequest, drawing, drawn
from support.map_vault import ENGLISH, ago, charted, meeting, network, person

SVG = "{http://www.w3.org/2000/svg}"
NOTES = {
    "Ada": person(
        f"{ago(3)} call → #promised the book 📅 {ago(1)}", f"{ago(300)} call", circle="core", org="Mill & Sons"
    ),
    "Bea <b>": person(f"{ago(9)} coffee", f"{ago(300)} call", circle="close"),
    "Cem": person(f"{ago(90)} coffee", f"{ago(500)} call"),
    "Task": person("- [ ] write to her", circle="close") + "\n## Tasks\n- [ ] ask her\n",
    "Hidden": person(f"{ago(5)} call", circle="secret circle", org="Secret Ltd", private="true"),
    "Gone": person(f"{ago(5)} call", circle="core", status="deceased"),
    "Meetings/1": meeting("Ada", "Bea <b>", "Hidden", "Gone", day=ago(9)),
}


def picture(chart: Chart, form: Format = "svg") -> ET.Element:
    return ET.fromstring(drawn(chart, form, ENGLISH))  # noqa: S314  our own


def text(chart: Chart, form: Format) -> str:
    return drawn(chart, form, ENGLISH).decode()


def test_everybody_has_a_dot_and_a_title_that_tells_more() -> None:
    chart = charted(NOTES)
    root = picture(chart)
    people = root.findall(f"{SVG}g[@class='person']")
    titles = [title.text for each in people if (title := each.find(f"{SVG}title")) is not None]
    tie = tie_text(chart.dots[0].tie, ENGLISH)
    assert titles == [
        f"Ada · core · Mill & Sons · {tie} · due since {ENGLISH.day(ago(1), year=True)}: promise",
        "Bea <b> · close · middling: 2 interactions in a year, last 9 days ago, both ways",
        "Task · close · no contact yet · due: task",
        "Cem · weak: 1 interaction in a year, last 90 days ago, both ways",
    ]
    rings = [len(each.findall(f"{SVG}circle")) for each in people]
    assert rings == [2, 1, 2, 1]
    written = ["".join(label.itertext()) for label in root.iter(f"{SVG}text")]
    assert written == [
        "you",
        "Ada",
        "Bea <b>",
        "Task",
        "Cem",
        "core: 1 person",
        "close: 2 people",
        "no circle: 1 person",
        "due",
        "larger, thicker: stronger tie",
        "a note says that they know each other",
    ]


def test_ties_are_lines_as_broad_as_they_are_strong_and_acquaintance_is_a_curve() -> None:
    root = picture(charted(NOTES))
    broad = [float(line.attrib["stroke-width"]) for line in root.findall(f"{SVG}line")]
    assert len(broad) == 3
    assert broad[0] > broad[1] > broad[2] > 1
    assert len(root.findall(f"{SVG}path")) == 1


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "png"])
def test_nobody_who_is_private_or_gone_is_told_of(form: Format) -> None:
    told = text(charted(NOTES), form)
    assert not re.search("hidden|secret|gone", told.replace("overflow:hidden", ""), re.IGNORECASE)
    assert "Secret Ltd" in text(charted(NOTES, MapRequest(private=True)), form)
    assert "Gone" not in text(charted(NOTES, MapRequest(private=True)), form)


@pytest.mark.parametrize("form", ["svg", "html"])
def test_a_picture_fetches_nothing_and_runs_nothing_that_a_note_says(form: Format) -> None:
    notes = {
        '"><script>alert(1)<': person(f"{ago(1)} call", circle="</style><img src=x onerror=alert(2)>", org="]]>&amp;"),
        "Ada\u202e\u0007": person(f"{ago(1)} call", circle="</style><img src=x onerror=alert(2)>"),
    }
    told = text(charted(notes), form)
    assert "<script>alert" not in told
    assert "<img" not in told
    assert "\u202e" not in told
    assert "\u0007" not in told
    assert not re.search(r"""(?:href|src)\s*=\s*["']|url\(|@import""", told)
    assert set(re.findall(r"https?://[^\s\"'<]+", told)) == {"http://www.w3.org/2000/svg"}
    if form == "svg":
        root = picture(charted(notes))
        assert {each.tag for each in root.iter()}.isdisjoint({f"{SVG}script", f"{SVG}foreignObject", f"{SVG}image"})


def test_the_page_allows_its_own_script_and_styles_and_nothing_else() -> None:
    page = text(charted(NOTES), "html")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    allowed = dict(part.strip().split(" ", 1) for part in policy[1].split(";"))
    assert allowed["default-src"] == "'none'"
    for kind, tag in (("script-src", "script"), ("style-src", "style")):
        hashes = [
            f"'sha256-{base64.b64encode(hashlib.sha256(held.encode()).digest()).decode()}'"
            for held in re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        ]
        assert hashes
        assert allowed[kind].split() == hashes
    assert " style=" not in page
    assert not re.search(r"\son\w+=", page)


def test_the_page_tells_in_words_who_is_due_and_speaks_the_language_of_the_vault() -> None:
    page = text(charted(NOTES), "html")
    assert "<summary>2 people due</summary>" in page
    assert page.count("<li>") == 2
    italian = drawn(charted(NOTES), "html", texts("it")).decode()
    assert '<html lang="it">' in italian
    assert "Mappa di 4 persone" in italian
    assert "<details>" not in text(charted({"Ada": person()}), "html")


def test_around_a_person_the_circles_are_told_by_colour_alone_so_the_legend_names_them() -> None:
    chart = charted(NOTES, MapRequest("ada"))
    root = picture(chart)
    middle = root.find(f"{SVG}g[@data-name='Ada']")
    assert middle is not None
    assert [each.attrib["class"] for each in middle.findall(f"{SVG}circle")] == ["dot", "due"]
    written = ["".join(label.itertext()) for label in root.iter(f"{SVG}text")]
    assert written[-2:] == ["core", "close"]
    assert "1 step away: 1 person" in written
    assert not root.findall(f"{SVG}line")
    assert "<summary>1 person due</summary>" in text(chart, "html")


def test_more_circles_than_hues_are_grey() -> None:
    notes = {f"P{number}": person(circle=f"{number}") for number in range(1, 9)}
    fills = [
        circle.attrib["fill"]
        for each in picture(charted(notes)).findall(f"{SVG}g[@class='person']")
        for circle in each.findall(f"{SVG}circle")
    ]
    assert len(set(fills[:6])) == 6
    assert set(fills[6:]) == {"#8c8c8c"}


def test_large_maps_say_how_many_lines_they_leave_out() -> None:
    names = [f"p{number}" for number in range(80)]
    notes = {name: person() for name in names}
    notes |= {f"Meetings/{n}": meeting(*names[n : n + 8], day=ago(n)) for n in range(73)}
    told = text(charted(notes), "svg")
    assert re.search(r"they know each other: the 400 of \d{3} lines mentioned most often", told)
    assert 'class="known many"' in told


def test_graphml_is_read_by_networkx() -> None:
    chart = charted(NOTES)
    graph = nx.read_graphml(io.BytesIO(drawn(chart, "graphml", ENGLISH)))
    by_name = {data["name"]: data for _, data in graph.nodes(data=True)}
    assert set(by_name) == {"Ada", "Bea <b>", "Cem", "Task"}
    assert by_name["Ada"] == {
        "name": "Ada",
        "identity": "ada",
        "circle": "core",
        "org": "Mill & Sons",
        "strength": round(chart.dots[0].tie.strength, 4),
        "level": "middling",
        "days": 3,
        "last": str(ago(3)),
        "due": True,
        "due_date": str(ago(1)),
        "due_kinds": "promise",
    }
    assert by_name["Cem"]["due"] is False
    assert "circle" not in by_name["Cem"]
    assert [data for *_, data in graph.edges(data=True)] == [{"weight": 1, "latest": str(ago(9))}]


def test_both_graphs_hold_the_same() -> None:
    chart = charted(network(40), MapRequest("person number5", 2))
    record = json.loads(drawn(chart, "json", ENGLISH))
    graph = nx.read_graphml(io.BytesIO(drawn(chart, "graphml", ENGLISH)))
    steps = {data["identity"]: data["steps"] for _, data in graph.nodes(data=True)}
    assert steps == {each["id"]: each["steps"] for each in record["people"]}
    assert record["around"] == "person number5"
    assert steps["person number5"] == 0
    names = {node: data["identity"] for node, data in graph.nodes(data=True)}
    pairs = sorted(tuple(sorted((names[one], names[other]))) for one, other in graph.edges())
    assert pairs == sorted(tuple(sorted(edge["people"])) for edge in record["edges"])
    away = nx.single_source_shortest_path_length(graph, next(n for n in names if names[n] == "person number5"))
    assert {names[node]: far for node, far in away.items()} == steps


@settings(max_examples=40)
@given(
    st.lists(
        st.text(st.characters(exclude_characters="/\\[]|#^:", exclude_categories=["Cs"]), min_size=1, max_size=12),
        min_size=1,
        max_size=5,
        unique_by=lambda name: " ".join(name.casefold().split()),
    )
)
def test_whatever_people_are_called_every_form_is_well_formed(names: list[str]) -> None:
    notes = {f"P{number} {name}": person(f"{ago(1)} call", circle="core") for number, name in enumerate(names)}
    chart = charted(notes)
    root = picture(chart)
    assert len(root.findall(f"{SVG}g[@class='person']")) == len(chart.dots) == len(names)
    assert nx.read_graphml(io.BytesIO(drawn(chart, "graphml", ENGLISH))).number_of_nodes() == len(names)
    assert len(json.loads(drawn(chart, "json", ENGLISH))["people"]) == len(names)


def test_the_same_chart_is_the_same_bytes_in_every_form() -> None:
    for form in FORMATS:
        assert drawn(charted(NOTES), form, ENGLISH) == drawn(charted(NOTES), form, ENGLISH)


def test_png_is_twice_as_sharp_as_the_picture_and_never_too_wide(monkeypatch: pytest.MonkeyPatch) -> None:
    root = picture(charted(NOTES))
    across, down = (2 * int(root.attrib[side]) for side in ("width", "height"))
    assert size(drawn(charted(NOTES), "png", ENGLISH)) == (across, down)
    monkeypatch.setattr(drawing, "_WIDEST", 600.0)  # as wide as is allowed takes seconds
    assert across > 600
    assert size(drawn(charted(NOTES), "png", ENGLISH))[0] == 600


def size(data: bytes) -> tuple[int, int]:
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    across, down = struct.unpack(">II", data[16:24])
    return across, down


def test_png_without_its_library_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(MdnetworkError, match=r"pip install 'mdnetwork\[map\]', or write \.svg or \.html"):
        drawn(charted(NOTES), "png", ENGLISH)


def test_every_suffix_has_its_format() -> None:
    assert set(SUFFIXES.values()) == set(FORMATS)
