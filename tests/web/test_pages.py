"""The pages of `mdnet serve`: what each shows, what each form writes, and what hostile notes cannot do."""

from __future__ import annotations

import gzip
import re
import shutil
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from mdnetwork.cli.contents import CommandContents
from mdnetwork.i18n import texts
from mdnetwork.network import Network
from mdnetwork.phrases import Phrases
from mdnetwork.web.page import SHOWN, WRITTEN, application
from mdnetwork.web.page.frame import HERE
from mdnetwork.web.page.links import NoteLinks, linked, safe
from mdnetwork.web.site import Address, PublishedCalendar, Site
from support.closed import kept
from support.vaults import write

DAY = date(2026, 11, 23)
EXAMPLE = Path(__file__).parents[2] / "examples" / "vault"
CONTAINS = {
    "/": ("Opening plans", "Carla Venti", "You promised: Mandare il libro sul restauro.", "12 more are due"),
    "/due": ("Olga Stein", "6 months late", "16 follow-ups"),
    "/due?kind=promise": ("the press list", "2 follow-ups"),
    "/due?kind=promise&circle=none": ("Nothing of this kind is due.",),
    "/people": ("Ada Marlow", "Northlight Museum", "26 people"),
    "/people?q=northlight&sort=last": ("Ada Marlow", "Ivo Lantern", "2 people"),
    "/people?ties=drifting": ("Olga Stein", "silent for 265 days"),
    "/people?q=qqq": ("Nobody matches.",),
    "/person?name=Carla+Venti": ("Studio Venti", "People/Carla Venti.md", "Counted, on", "mailto:carla@venti.example"),
    "/person?name=Opening+plans": ("Ada Marlow", "Fay Underhill"),
    "/me": ("Me.md",),
    "/draft?name=Carla+Venti": ("Carla", "Nothing is ever sent from here."),
    "/draft?name=Carla+Venti&kind=ask&topic=glass": ("glass", 'value="glass"'),
    "/draft?name=Carla+Venti&kind=ask": ("say what it is about with “Topic”.",),
    "/draft?name=Carla+Venti&kind=introduce&to=Ada+Marlow": ("Introduce to", "too (Draft a message)"),
    "/draft?name=Me.md&kind=publish": ("A text to publish", "Before you publish it", "I shared a plan of the evening"),
    "/due?kind=publish&within=4w": ("A text to publish",),
    "/log?line=coffee+with+Ada+Marlow,+the+survey": ("23 November: Ada Marlow, coffee.", "+ - 2026-11-23 coffee"),
    "/log?line=coffee+with+Zelda": ("Nobody is called “Zelda”", "Add a note for Zelda"),
    "/log": ("Write down who",),
    "/add": ("Add a note",),
    "/add?name=Zelda+Kerr": ("+ # Zelda Kerr", "Add this note"),
    "/map": ("<svg", "/person?name=Ada%20Marlow", "larger, thicker: stronger tie"),
    "/map?around=Ada+Marlow&steps=1": ("Map of",),
    "/map?circle=close&tag=none": ("Nobody is in this circle and has this tag.",),
    "/map.css": (".paper",),
    "/goals": ("A touring exhibition", "lighting design"),
    "/review": ("Worth doing", "first meetings"),
    "/reach?name=Tessa+Vale": ("Ada Marlow",),
    "/search?q=lighting": ("Rosa Lindt", "Who knows about it"),
    "/search?q=museum": ("Ada Marlow",),
    "/search?q=qqqq": ("Nothing was found.",),
    "/check": ("7 problems", "How it can be fixed"),
    "/calendars": ("follow-ups.ics", "A phone cannot reach these addresses."),
}
"""What each page contains, as text."""


def served(vault: Path, folder: Path, *, read_only: bool = False) -> tuple[TestClient, Site]:
    def opened(*, refresh: bool = False) -> Network:
        return Network.open(vault, refresh=refresh, cache_dir=folder / "cache", state_dir=folder / "state")

    opened(refresh=True).close()
    site = kept(Site(opened, lambda: DAY, read_only=read_only))
    site.feeds = lambda: [Address("follow-ups", ("http://127.0.0.1:8321/secret/follow-ups.ics",))]
    return TestClient(application(site, CommandContents()), base_url="http://127.0.0.1"), site


def client(vault: Path, folder: Path, *, read_only: bool = False) -> TestClient:
    return served(vault, folder, read_only=read_only)[0]


def text(page: str) -> str:
    """A page without its tags."""
    return unescape(re.sub(r"<(?:svg|path)[^>]*>", "<svg ", page) + " " + re.sub(r"<[^>]+>", "", page))


def field(page: str, action: str, name: str, of: str = "") -> str:
    """The value of a hidden field in the first form with this action, after the text `of`."""
    form = page[page.index(of) :].partition(f'action="{action}" method="post"')[2].partition("</form>")[0]
    return unescape(re.findall(rf'name="{name}" value="([^"]*)"', form)[0])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kept")


@pytest.fixture(scope="module")
def example(folder: Path) -> TestClient:
    return client(EXAMPLE, folder)


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path / "vault"))


def test_every_page_is_asked_for_here() -> None:
    assert {address.partition("?")[0] for address in CONTAINS} == {*SHOWN}


@pytest.mark.parametrize("address", CONTAINS)
def test_a_page_contains(example: TestClient, address: str) -> None:
    answer = example.get(address)
    assert answer.status_code == 200
    assert [words for words in CONTAINS[address] if words not in answer.text and words not in text(answer.text)] == []


def test_a_note_is_added_for_an_unknown_name_then_the_line_is_written_and_both_are_undone(
    vault: Path, tmp_path: Path
) -> None:
    page, before = client(vault, tmp_path), notes(vault)
    line = "coffee with Zelda Kerr, the new wing"
    asked = page.get("/log", params={"line": line, "back": "/due"}).text
    (address,) = re.findall(r'href="(/add[^"]*)"', asked)
    shown = page.get(unescape(address)).text
    fields = {name: field(shown, "/add", name) for name in ("name", "digest", "line", "back")}
    assert page.post("/add", data=fields | {"name": "Zelda Kern"}).status_code == 409
    added = page.post("/add", data=fields)
    assert (added.status_code, str(added.url.params["line"])) == (200, line)
    assert b"# Zelda Kerr\n" in (vault / "People" / "Zelda Kerr.md").read_bytes()
    again = {name: field(added.text, "/log", name) for name in ("line", "digest", "back")}
    written = page.post("/log", data=again)
    assert (written.url.path, b"coffee, the new wing" in (vault / "People" / "Zelda Kerr.md").read_bytes()) == (
        "/due",
        True,
    )
    latest = int(field(written.text, "/undo", "step"))
    for step in (latest, latest - 1):
        page.post("/undo", data={"step": step, "back": "/"})
    assert notes(vault) == before


def test_a_code_is_shown_where_a_phone_reaches_the_address(folder: Path) -> None:
    page, site = served(EXAMPLE, folder)
    site.feeds = lambda: [
        Address("Follow-ups", ("http://laptop:8321/x/feed.ics",), "webcal://192.168.7.20:8321/x/feed.ics"),
        Address("work", ("http://laptop:8321/x/work.ics",)),
    ]
    shown = page.get("/calendars").text
    assert shown.count('<svg viewBox="0 0 ') == 1
    assert 'role="img" aria-label="QR code of Follow-ups"' in shown
    assert ("192.168.7.20" in shown, "A phone cannot reach" in shown) == (True, False)


def test_a_calendar_on_a_server_is_shown_with_what_a_phone_asks_for(folder: Path) -> None:
    page, site = served(EXAMPLE, folder)
    site.published = lambda: [
        PublishedCalendar("Work", "https://dav.example/x/", "ada", date(2026, 11, 20), "caldavs://ada@dav.example/x/"),
        PublishedCalendar("Mine", "http://localhost:5232/", "bo", date(2026, 11, 1)),
    ]
    shown = page.get("/calendars").text
    assert shown.count('<svg viewBox="0 0 ') == 1
    assert [words for words in ("last on 20 November", "https://dav.example/x/", ">bo<") if words not in shown] == []
    assert ("Only this machine" in shown, "A phone cannot reach" in shown) == (True, False)


def test_an_unknown_name_is_not_found_and_an_unclear_one_is_never_guessed(example: TestClient) -> None:
    answer = example.get("/person", params={"name": "Nobody Atall"})
    assert (answer.status_code, "Nobody is called" in answer.text) == (404, True)


def notes(vault: Path) -> dict[str, bytes]:
    return {path.relative_to(vault).as_posix(): path.read_bytes() for path in vault.rglob("*") if path.is_file()}


def test_done_writes_one_line_and_undo_takes_it_back(vault: Path, tmp_path: Path) -> None:
    page, before = client(vault, tmp_path), notes(vault)
    shown = page.get("/due").text
    fields = {name: field(shown, "/done", name, "Edda Thorn") for name in ("uid", "digest", "back")}
    after = page.post("/done", data=fields)
    changed = {path: data for path, data in notes(vault).items() if data != before.get(path)}
    assert [*changed] == ["Daily/2026-11-18.md"] or [*changed] == ["People/Edda Thorn.md"]
    assert "Undo" in after.text
    undone = page.post("/undo", data={"step": field(after.text, "/undo", "step"), "back": "/"})
    assert ("Undone." in undone.text, notes(vault)) == (True, before)


def test_a_note_that_changed_is_shown_again_and_not_written(vault: Path, tmp_path: Path) -> None:
    page = client(vault, tmp_path)
    shown = page.get("/due").text
    note = vault / "People" / "Olga Stein.md"
    note.write_bytes(note.read_bytes() + b"\nSomething that Obsidian saved.\n")
    before = notes(vault)
    fields = {name: field(shown, "/snooze", name, "Olga Stein") for name in ("uid", "digest", "back")}
    refused = page.post("/snooze", data=fields | {"until": "2w"})
    assert (refused.status_code, notes(vault)) == (409, before)
    assert "This note changed since it was shown" in refused.text
    again = {name: field(refused.text, "/snooze", name) for name in ("uid", "digest", "back")}
    assert page.post("/snooze", data=again | {"until": "2w"}).status_code == 200
    assert b"snooze_until: 2026-12-07" in note.read_bytes()


def test_a_line_is_written_as_it_was_previewed(vault: Path, tmp_path: Path) -> None:
    page, line = client(vault, tmp_path), "yesterday call with Ada Marlow, the survey"
    unseen = page.post("/log", data={"line": line, "back": "/"})
    assert "Write it down" in unseen.text
    written = page.post("/log", data={"line": line, "back": "/", "digest": field(unseen.text, "/log", "digest")})
    assert written.status_code == 200
    assert b"- 2026-11-22 call, the survey\n" in (vault / "People" / "Ada Marlow.md").read_bytes()


def test_a_line_that_begins_with_a_meeting_is_written_to_its_note_as_the_command_does(
    vault: Path, tmp_path: Path
) -> None:
    """And not as a talk with somebody who is named in it."""
    page, line, before = client(vault, tmp_path), "Opening plans: Ada Marlow has the keys", notes(vault)
    shown = page.get("/log", params={"line": line}).text
    assert "23 November: Opening plans." in text(shown)
    page.post("/log", data={name: field(shown, "/log", name) for name in ("line", "digest", "back")})
    written = notes(vault)
    assert {path for path in written if written[path] != before.get(path)} == {"Meetings/2026-11-23 Opening plans.md"}
    shutil.copytree(EXAMPLE, tmp_path / "other")
    with Network.open(tmp_path / "other") as network:
        network.edit.write(network.edit.log(line, DAY))
    assert notes(tmp_path / "other") == written


def test_safe_fixes_are_applied_one_by_one_or_all(vault: Path, tmp_path: Path) -> None:
    page = client(vault, tmp_path)
    shown = page.get("/check").text
    one = {name: field(shown, "/mend", name, "How it can") for name in ("path", "digest", "back")}
    assert page.post("/mend", data=one).status_code == 200
    assert page.post("/mend", data=one).status_code == 409


def test_all_notes_are_fixed_at_once_as_they_were_shown(tmp_path: Path) -> None:
    good = "---\ntype: person\n---\n"
    vault = write(tmp_path / "vault", {f"P{number:02}.md": f"\n{good}" for number in range(52)})
    page, names = client(vault, tmp_path), ("path", "digest", "back")
    shown = page.get("/check").text
    assert ("Fix 52 notes" in shown, shown.count("How it can be fixed")) == (True, 50)
    write(vault, {"P51.md": f"\n\n{good}"})
    refused = page.post("/mend", data={name: field(shown, "/mend", name) for name in names})
    assert (refused.status_code, {text[:1] for text in notes(vault).values()}) == (409, {b"\n"})
    assert page.post("/mend", data={name: field(refused.text, "/mend", name) for name in names}).status_code == 200
    assert {*notes(vault).values()} == {good.encode()}


def test_what_the_note_cannot_dismiss_is_dismissed_in_the_settings(vault: Path, tmp_path: Path) -> None:
    page, before = client(vault, tmp_path), notes(vault)
    shown = page.get("/check").text
    copy = {name: field(shown, "/dismiss", name, "Nadia Perch.sync") for name in ("path", "what", "digest", "back")}
    after = page.post("/dismiss", data=copy)
    assert (after.status_code, "6 problems" in after.text, "CONFLICT-COPY dismissed" in after.text) == (200, True, True)
    assert b'dismissed = ["CONFLICT-COPY People/Nadia Perch.sync-' in (vault / "mdnetwork.toml").read_bytes()
    assert "Ada Marlow" in page.get("/people").text
    assert page.post("/dismiss", data=copy).status_code == 409
    page.post("/undo", data={"step": field(after.text, "/undo", "step"), "back": "/"})
    assert ("7 problems" in page.get("/check").text, notes(vault)) == (True, before)


def test_a_page_that_only_shows_has_no_forms_that_write(tmp_path: Path) -> None:
    page = client(EXAMPLE, tmp_path, read_only=True)
    assert [address for address in CONTAINS if 'method="post"' in page.get(address).text] == []
    assert {page.post(address, data={}).status_code for address in WRITTEN} == {404}


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd", "//["]
)
def test_only_harmless_schemes_become_links(address: str) -> None:
    assert safe(address) == ""


@pytest.mark.parametrize(
    ("text", "english", "italian"),
    [
        ("2026-11-22", "22 November", "22 novembre"),
        ("2025-03-01, yesterday", "1 March 2025, yesterday", "1º marzo 2025, yesterday"),
        ("2026-11-22 10:00, yesterday", "22 November, 10:00, yesterday", "22 novembre, 10:00, yesterday"),
        ("2026-11-22: Ada Marlow, call.", "22 November: Ada Marlow, call.", "22 novembre: Ada Marlow, call."),
        ("2026-11-22 call, the survey", "2026-11-22 call, the survey", "2026-11-22 call, the survey"),
        ("2026-02-30, a day that does not exist", *2 * ("2026-02-30, a day that does not exist",)),
        ("seen on 2026-11-22", "seen on 2026-11-22", "seen on 2026-11-22"),
    ],
)
def test_a_day_at_the_head_is_written_as_people_write_it(text: str, english: str, italian: str) -> None:
    said = [NoteLinks("vault", {}, Phrases(texts(language), DAY).day).sentence(text) for language in ("en", "it")]
    assert [*map(str, said)] == [english, italian]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('`mdnet log "Opening plans:" …`', '<a href="/log?line=Opening%20plans%3A%20" data-line="Opening plans: ">'),
        ("`mdnet log it's …`", "<code>mdnet log it&#39;s …</code>"),
        ("`mdnet log …`", "<code>mdnet log …</code>"),
    ],
)
def test_a_line_to_continue_begins_where_it_is_typed(text: str, shown: str) -> None:
    assert str(linked(text, {"/log": "Write down"})).startswith(shown)
    assert str(linked(text, {})).startswith("<code>")


@pytest.mark.parametrize(
    ("rest", "asked"),
    [
        ('"Bo Salt" --kind introduce --to Ada', "name=Bo%20Salt&amp;kind=introduce&amp;to=Ada"),
        ("Bo", "name=Bo"),
        ("Bo Salt", None),
        ("Bo --vault /tmp", None),
        ("it's", None),
        ("", None),
    ],
)
def test_a_draft_is_reached_as_the_command_asks_for_it(rest: str, asked: str | None) -> None:
    shown = str(linked(f"`mdnet draft {rest}`", {"/draft": "Draft a message"}))
    assert shown.startswith(f'<a href="/draft?{asked}">' if asked else "<code>")


def test_a_line_is_completed_with_what_is_not_typed_yet(vault: Path, tmp_path: Path) -> None:
    page = client(vault, tmp_path)
    begun, whole = (page.get("/log", params={"line": f"coffee with Ada {rest}"}).text for rest in ("Mar", "Marlow"))
    assert ('data-offer="coffee with Ada Marlow"' in begun, "data-offer" in whole) == (True, False)


def test_a_meeting_that_is_over_is_asked_about_and_nobody_comes(tmp_path: Path) -> None:
    meeting = {
        "Meetings/2026-11-21 Plans.md": '---\ntype: meeting\ndate: 2026-11-21\nattendees: ["[[Bo Salt]]"]\n---\n'
    }
    person = {"People/Bo Salt.md": "---\ntype: person\n---\n"}
    shown = client(write(tmp_path / "vault", person | meeting | {"mdnetwork.toml": ""}), tmp_path).get("/").text
    assert ("How did it go?" in shown, "Meetings</h2>" in shown, "Who comes" in shown) == (True, True, False)
    assert 'data-line="2026-11-21 Plans: "' in shown


def test_a_column_without_a_word_and_a_choice_of_nothing_are_not_shown(tmp_path: Path) -> None:
    page = client(write(tmp_path / "vault", {"People/Bo Salt.md": "---\ntype: person\n---\n"}), tmp_path)
    shown = page.get("/people").text
    assert ('name="ties"' in shown, 'name="tag"' in shown) == (True, False)
    assert (shown.count('<th scope="col"'), "<td></td>" in shown) == (shown.count("<td") + 1, False)


def test_long_lists_come_in_parts(tmp_path: Path) -> None:
    wrong = {f"People/P{number:02}.md": "---\ntype: person\nbirthday: 2023-02-30\n---\n" for number in range(60)}
    able = {f"People/P{number:02}.md": "---\ntype: person\noffers: [glass]\n---\n" for number in range(60, 120)}
    goal = {"Glass.md": "---\ntype: goal\ntopics: [glass]\n---\n"}
    page = client(write(tmp_path / "vault", wrong | able | goal), tmp_path)
    first, second = page.get("/check").text, page.get("/check?part=2").text
    assert ("60 problems" in first, "60 problems" in second) == (True, True)
    assert (first.count('class="note"'), second.count('class="note"')) == (50, 10)
    assert "/check?part=2" in first
    some, every = page.get("/goals").text, page.get("/goals?all=1").text
    assert (every.count("<li") - some.count("<li"), ">10 more<" in some, " more<" in every) == (10, True, False)


def test_what_a_page_loads_is_small() -> None:
    files = [*(HERE / "static").iterdir()]
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) < 60_000
    assert (HERE / "static" / "page.js").stat().st_size < 7_800


def test_who_is_meant_is_asked_and_never_guessed(tmp_path: Path) -> None:
    notes_of_two = {f"People/{folder}/Ann Lee.md": "---\ntype: person\n---\n## Log\n" for folder in ("One", "Two")}
    page = client(write(tmp_path / "vault", notes_of_two), tmp_path)
    asked = page.get("/log", params={"line": "call with Ann Lee"}).text
    assert ("fits several" in asked, "Write it down" in asked) == (True, False)
    assert 'name="who:Ann Lee" value="People/Two/Ann Lee.md"' in asked
    chosen = page.get("/log", params={"line": "call with Ann Lee", "who:Ann Lee": "People/Two/Ann Lee.md"}).text
    fields = {name: field(chosen, "/log", name) for name in ("line", "digest", "back", "who:Ann Lee")}
    assert page.post("/log", data=fields).status_code == 200
    assert b"2026-11-23 call" in (tmp_path / "vault/People/Two/Ann Lee.md").read_bytes()
    assert b"call" not in (tmp_path / "vault/People/One/Ann Lee.md").read_bytes()


def test_a_talk_with_the_dead_is_asked_about_first(example: TestClient) -> None:
    shown = example.get("/log", params={"line": "2025-01-01 call with Karl Osten"}).text
    assert ("has died" in shown, "Write it down anyway" in shown) == (True, True)


def test_private_people_are_on_their_own_page_and_on_none_of_the_network(tmp_path: Path) -> None:
    said = "---\ntype: person\nprivate: true\n---\n## Log\n- 2026-10-01 call → with [[Bo Open]]\n"
    people = {"People/Cy Secret.md": said, "People/Bo Open.md": "---\ntype: person\n---\n## Log\n- 2026-10-02 call\n"}
    page = client(write(tmp_path / "vault", people), tmp_path)
    assert "Cy Secret" in page.get("/person?name=Cy+Secret").text
    assert [
        each for each in ("/map", "/review", "/goals", "/reach?name=Bo+Open") if "Secret" in page.get(each).text
    ] == []


def test_hostile_notes_are_text(tmp_path: Path) -> None:
    people = tmp_path / "vault" / "People"
    people.mkdir(parents=True)
    evil = '<script>alert(1)</script>"onload="x'
    people.joinpath("Mal.md").write_text(
        f"---\ntype: person\norg: '{evil}'\nlinkedin: javascript:alert(1)\n---\n## Log\n"
        f"- 2026-11-01 call → {evil} #promised {evil} by 2026-11-20\n",
        encoding="utf-8",
    )
    page = client(tmp_path / "vault", tmp_path)
    for address in ("/", "/due", "/people", "/person?name=Mal", "/check", "/map", "/review", "/search?q=alert"):
        shown = page.get(address).text
        assert "<script>alert" not in shown
        assert 'href="javascript' not in shown
        assert "alert(1)" in shown or address in {"/check", "/map", "/review"}


def test_a_form_leads_back_to_our_pages_only(vault: Path, tmp_path: Path) -> None:
    page = client(vault, tmp_path)
    fields = {name: field(page.get("/").text, "/done", name) for name in ("uid", "digest")}
    answer = page.post("/done", data=fields | {"back": "//elsewhere.example/"}, follow_redirects=False)
    assert answer.headers["location"].startswith("/?wrote=")
