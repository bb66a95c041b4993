"""The page in a real browser: by pointer, by keyboard, without JavaScript, at the width of a phone."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mdnetwork.web.safety import address_in_the_network
from support.chromium import BROWSER, ServedVault, serving
from support.paths import ROOT
from support.vaults import write

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not BROWSER, reason="no browser: apt-get install chromium")]
PAGES = (
    "/",
    "/due",
    "/people",
    "/person?name=Ada%20Marlow",
    "/person?name=Opening%20plans",
    "/person?name=A%20touring%20exhibition",
    "/person?name=Museums%20after%20dark",
    "/due?kind=promise&circle=close",
    "/due?kind=promise&circle=none",
    "/people?q=qqqq",
    "/reach?name=Tessa%20Vale",
    "/map?circle=close",
    "/map?circle=none",
    "/log",
    "/me",
    "/draft?name=Carla%20Venti",
    "/map",
    "/goals",
    "/review",
    "/search?q=museum",
    "/search?q=qqqq",
    "/check",
    "/calendars",
    "/add?name=Zelda%20Kerr",
    "/log?line=coffee%20with%20Zelda%20Kerr",
    "/log?line=coffee%20with%20Ada%20Marlow%2C%20the%20survey",
)
SCREENS = ((390, True), (1400, False))
"""The width, and whether it is dark."""
SIZES = """[...new Set([...document.querySelectorAll('body *:not(svg *)')]
    .filter(e => e.checkVisibility() && [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()))
    .map(e => getComputedStyle(e).fontSize))]"""
COLOURS = """[...new Set([...document.querySelectorAll('body *:not(svg *)')].filter(e => e.checkVisibility())
    .map(e => getComputedStyle(e).color))].filter(c => {
        const [r, g, b] = c.match(/\\d+/g).map(Number); return Math.max(r, g, b) - Math.min(r, g, b) > 40 })"""
"""The colours of text that are no grey."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedVault]:
    with serving(tmp_path_factory.mktemp("served")) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser, served: ServedVault) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    opened = context.new_page()
    opened.goto(served.address)
    yield opened
    context.close()


LONG = (
    "Wolfeschlegelsteinhausenbergerdorff",
    "محمد عبد الرحمن",
    "山田太郎",
    "Jan-Christoph Maximilian von und zu",
    "Παπαδόπουλος",
)
LONG_NOTE = (
    "---\ntype: person\norg: Gesellschaft für Landschaftsarchitektur und Gartendenkmalpflege\ncadence: 2w\n"
    "tags: [a-very-long-tag-that-somebody-once-invented-for-a-conference]\n---\n"
    "## Log\n- 2026-10-01 call → über die Lieferung gesprochen, и о планах на будущее\n"
)
NARROW = """[...document.querySelectorAll('main .rows > li > *, main td, main th')]
    .filter(e => e.checkVisibility() && e.textContent.trim().length > 20 && e.clientWidth && e.clientWidth < 60)
    .map(e => e.textContent)"""
"""Text in a column that others squeezed."""
EVERYWHERE = "0.0.0.0"  # noqa: S104  the local network
FULL = ("/", "/due", "/people", "/map", "/search?q=lieferung", "/review", f"/person?name={LONG[0]} {LONG[0]}")
EMPTY = ("/", "/due", "/people", "/me", "/map", "/goals", "/review", "/search", "/check", "/calendars")


def drawn(page: Page) -> dict[str, bool]:
    """What is wrong with how a screen looks."""
    return {
        "scrolls sideways": page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        ),
        "many sizes": len(page.evaluate(SIZES)) > 4,
        "many colours": len(page.evaluate(COLOURS)) > 1,
    }


def looked_at(page: Page, axe: Any) -> list[object]:
    """What is wrong with a screen, violations of accessibility among it."""
    violations = axe.run(page).response["violations"]
    barred = [(each["id"], [node["target"] for node in each["nodes"]][:2]) for each in violations]
    return [*barred, *(wrong for wrong, there in drawn(page).items() if there)]


@pytest.mark.slow
@pytest.mark.parametrize(("width", "dark"), SCREENS)
def test_every_page_is_accessible_fits_the_screen_and_is_quiet(
    browser: Browser, served: ServedVault, width: int, dark: bool
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme="dark" if dark else "light")
    page, messages = context.new_page(), []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.goto(served.address)
    found = {}
    for address in PAGES:
        page.goto(served.origin + address)
        found[address] = looked_at(page, axe)
    page.goto(served.origin + "/due")
    page.locator(".menu summary").first.click()
    found["a menu"] = looked_at(page, axe)
    page.locator(".menu[open]").get_by_role("button", name="2 weeks").click()
    page.locator("#written summary").click()
    found["what was written"] = looked_at(page, axe)
    page.get_by_role("button", name="Undo").click()
    page.locator(".message", has_text="Undone.").wait_for()
    page.locator("#line").fill("yesterday coffee with Ada Marlow, the survey")
    page.locator("#preview .added").wait_for()
    found["a preview"] = looked_at(page, axe)
    page.locator("#line").press("Escape")
    page.keyboard.press("?")
    found["the keys"] = looked_at(page, axe)
    context.close()
    assert {address: each for address, each in found.items() if each} == {}
    assert messages == []


@pytest.mark.parametrize(("width", "dark"), SCREENS)
def test_empty_pages_long_names_and_codes_look_as_good(
    browser: Browser, tmp_path: Path, width: int, dark: bool
) -> None:
    """A vault without notes, then one of long names in other scripts, at an address of the local network."""
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme="dark" if dark else "light")
    page, found = context.new_page(), {}
    names = [f"{first} {last}" for first in LONG for last in LONG]
    vault = write(tmp_path / "vault", {})
    with serving(tmp_path, "--host", EVERYWHERE, vault=vault) as served:
        origin = f"http://127.0.0.1:{served.origin.rpartition(':')[2]}"
        page.goto(f"{origin}/?{served.address.partition('?')[2]}")
        for address in EMPTY:
            page.goto(origin + address)
            found[address] = drawn(page)
        page.goto(origin)
        write(vault, {f"People/{name}.md": LONG_NOTE for name in names})
        page.locator(".card").first.wait_for()
        for address in FULL:
            page.goto(origin + address)
            found[f"full {address}"] = drawn(page)
            narrow = page.evaluate(NARROW)
            assert narrow == [], address
        page.goto(f"{origin}/calendars")
        codes = page.locator(".code svg").count()
    context.close()
    assert {address: each for address, each in found.items() if any(each.values())} == {}
    assert codes == int(bool(address_in_the_network()))


def test_the_morning_by_keyboard(page: Page, served: ServedVault) -> None:
    before = served.notes()
    page.keyboard.press("j")
    name = page.locator("[data-item]:focus .name").inner_text()
    page.keyboard.press("x")
    page.locator(".message [data-act=undo]").wait_for()
    assert served.notes() != before
    assert name not in page.locator(".cards").inner_text()
    page.keyboard.press("u")
    page.locator(".message", has_text="Undone.").wait_for()
    assert served.notes() == before
    page.keyboard.press("?")
    assert page.locator("dialog").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("p")
    page.wait_for_url("**/people")


def test_a_line_is_previewed_while_it_is_typed_and_then_written(page: Page, served: ServedVault) -> None:
    before = served.notes()
    page.keyboard.press("l")
    page.keyboard.type("yesterday coffee with Ada Mar")
    page.locator("[data-offer]", has_text="Ada Marlow").click()
    page.keyboard.type("the survey")
    page.locator("#preview .added", has_text="the survey").wait_for()
    page.keyboard.press("Enter")
    page.locator(".message [data-act=undo]").wait_for()
    assert b"- 2026-11-22 coffee the survey\n" in served.notes()["Ada Marlow.md"]
    page.locator(".message [data-act=undo] button").click()
    page.locator(".message", has_text="Undone.").wait_for()
    assert served.notes() == before


def test_snooze_is_put_off_and_taken_back(page: Page, served: ServedVault) -> None:
    before = served.notes()
    page.goto(served.origin + "/due?circle=close")
    card = page.locator(".card", has_text="Olga Stein")
    card.locator("summary").click()
    card.get_by_role("button", name="2 weeks").click()
    page.locator(".message [data-act=undo]").wait_for()
    assert b"snooze_until: 2026-12-07" in served.notes()["Olga Stein.md"]
    page.keyboard.press("u")
    page.locator(".message", has_text="Undone.").wait_for()
    assert served.notes() == before


def test_a_change_on_disk_arrives_and_what_is_typed_stays(page: Page, served: ServedVault) -> None:
    page.goto(served.origin + "/person?name=Pia%20Sorel")
    page.keyboard.press("l")
    page.keyboard.type("half a line")
    note = served.vault / "People" / "Pia Sorel.md"
    before = note.read_bytes()
    note.write_bytes(before + b"\n- [ ] water the [[Pia Sorel]] plants \xf0\x9f\x93\x85 2026-11-22\n")
    page.locator("main", has_text="water the").wait_for()
    assert page.locator("#line").input_value() == "talked with Pia Sorel, half a line"
    assert page.evaluate("document.activeElement.id") == "line"
    note.write_bytes(before)
    page.locator("main", has_not_text="water the").wait_for()


def test_it_works_without_javascript(browser: Browser, served: ServedVault) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page, before = context.new_page(), served.notes()
    page.goto(served.address)
    page.locator(".card", has_text="Carla Venti").get_by_role("button", name="Done").click()
    assert served.notes() != before
    page.get_by_role("button", name="Undo").click()
    assert served.notes() == before
    page.locator("#line").fill("yesterday call with Ada Marlow, the survey")
    page.get_by_role("button", name="Preview").click()
    page.get_by_role("button", name="Write it down").click()
    assert b"- 2026-11-22 call, the survey\n" in served.notes()["Ada Marlow.md"]
    page.get_by_role("button", name="Undo").click()
    assert served.notes() == before
    context.close()


def test_a_snoozed_menu_is_reached_by_keyboard_at_the_width_of_a_phone(browser: Browser, served: ServedVault) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page, before = context.new_page(), served.notes()
    page.goto(served.address)
    page.goto(served.origin + "/due?circle=close")
    page.keyboard.press("j")
    page.keyboard.press("s")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.keyboard.press("Escape")
    assert page.locator(".menu[open]").count() == 0
    page.keyboard.press("s")
    page.keyboard.press("Enter")
    page.locator(".message [data-act=undo]").wait_for()
    assert b"snooze_until: 2026-11-30" in served.notes()["Olga Stein.md"]
    page.keyboard.press("u")
    page.locator(".message", has_text="Undone.").wait_for()
    assert served.notes() == before
    context.close()


def test_evidence_is_a_link_to_the_note_and_a_problem_is_mended(page: Page, served: ServedVault) -> None:
    before = served.notes()
    page.goto(served.origin + "/person?name=Carla%20Venti")
    places = page.locator("#why a.place").evaluate_all("all => all.map(each => each.href)")
    assert all(place.startswith("obsidian://open?vault=vault&file=") for place in places)
    assert places
    page.goto(served.origin + "/check")
    page.locator("summary", has_text="How it can be fixed").first.click()
    page.get_by_role("button", name="Fix this note").first.click()
    page.locator(".message [data-act=undo]").wait_for()
    assert b"last_contact: 2026-05-05" in served.notes()["Nadia Perch.md"]
    page.locator(".message [data-act=undo] button").click()
    page.locator(".message", has_text="Undone.").wait_for()
    assert served.notes() == before


def test_on_a_phone_the_legend_is_seen_and_a_draft_is_copied_as_it_was_changed(
    browser: Browser, served: ServedVault
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(served.address)
    page.goto(served.origin + "/map")
    boxes: list[Any] = [each.bounding_box() for each in page.locator(".legend li").all()]
    assert [box["x"] >= 0 and box["x"] + box["width"] <= 390 and box["y"] < 844 for box in boxes] == [True] * 3
    page.goto(served.origin + "/draft?name=Carla%20Venti")
    page.locator("#draft").fill("Dear Carla")
    page.locator("[data-copy]").tap()
    page.locator("[data-copy]", has_text="Copied.").wait_for()
    page.locator("#draft").fill("")
    page.locator("#draft").press("Control+v")
    assert page.locator("#draft").input_value() == "Dear Carla"
    context.close()


def test_a_note_for_a_new_name_is_added_by_keyboard(page: Page, served: ServedVault) -> None:
    before = served.notes()
    page.keyboard.press("l")
    page.keyboard.type("yesterday coffee with Zelda Kerr, the wing")
    page.get_by_role("link", name="Add a note for Zelda Kerr").press("Enter")
    page.get_by_role("button", name="Add this note").press("Enter")
    page.get_by_role("button", name="Write it down").press("Enter")
    page.locator(".message", has_text="Log of 22 November").wait_for()
    assert b"coffee, the wing" in served.notes()["Zelda Kerr.md"]
    page.keyboard.press("u")
    page.locator(".message", has_text="Undone.").wait_for()
    assert b"coffee" not in served.notes()["Zelda Kerr.md"]
    (served.vault / "People" / "Zelda Kerr.md").unlink()
    assert served.notes() == before


def test_filters_by_keyboard_and_evidence_is_followed(page: Page, served: ServedVault) -> None:
    page.keyboard.press("g")
    page.keyboard.press("p")
    page.wait_for_url("**/people")
    page.keyboard.press("/")
    page.keyboard.type("northlight")
    page.keyboard.press("Enter")
    page.locator(".total", has_text="2 people").wait_for()
    page.wait_for_load_state()  # the script that knows the keys has run
    page.locator("body").press("j")
    page.keyboard.press("Enter")
    page.locator("h1", has_text="Ada Marlow").wait_for()
    place = page.locator("#why a.place", has_text="People/Ada Marlow.md:21")
    assert place.get_attribute("href") == "obsidian://open?vault=vault&file=People%2FAda%20Marlow.md"
    page.get_by_role("link", name="On the map").press("Enter")
    page.locator(".map", has_text="Ivo Lantern").wait_for()
    page.get_by_role("link", name="Without filters").press("Enter")
    page.get_by_label("Circle").select_option("close")
    page.get_by_label("Circle").press("Tab")
    page.get_by_role("button", name="Show").press("Enter")
    page.locator(".map", has_text="close: 6 people").wait_for()
    assert "Ada Marlow" not in page.locator(".map").inner_text()


def test_a_problem_is_dismissed_by_keyboard_and_taken_back(page: Page, served: ServedVault) -> None:
    before = served.notes()
    page.goto(served.origin + "/check")
    page.get_by_role("button", name="Dismiss BAD-DATE in People/Nadia Perch.md").press("Enter")
    page.locator(".message [data-act=undo]").wait_for()
    page.locator(".total", has_text="6 problems").wait_for()
    assert b"mdnet_dismissed: [BAD-DATE]" in served.notes()["Nadia Perch.md"]
    page.keyboard.press("u")
    page.locator(".total", has_text="7 problems").wait_for()
    assert served.notes() == before


def test_eight_tabs_of_one_browser_all_follow_the_notes(page: Page, served: ServedVault) -> None:
    tabs = [page, *(page.context.new_page() for _ in range(7))]
    for tab in tabs:
        tab.goto(served.origin + "/person?name=Otto%20Reed")
    note = served.vault / "People" / "Otto Reed.md"
    before = note.read_bytes()
    note.write_bytes(before + b"\n- [ ] bring [[Otto Reed]] the ladder\n")
    for tab in tabs:
        tab.bring_to_front()
        tab.locator("main", has_text="the ladder").wait_for()
    note.write_bytes(before)


MORNINGS = 7


def lines(vault: Path) -> Counter[str]:
    """Every line of every note, and how often it is there."""
    return Counter(line for note in vault.rglob("*.md") for line in note.read_text("utf-8").splitlines())


def written(page: Page) -> Counter[str]:
    """The lines that the message says were added, less those removed."""
    message = page.locator(".message")
    message.locator("[data-act=undo]").wait_for()
    found = Counter(line[2:].removesuffix("\n") for line in message.locator(".added").all_text_contents())
    found.subtract(line[2:].removesuffix("\n") for line in message.locator(".removed").all_text_contents())
    return found


def done_and_undone(page: Page, origin: str) -> None:
    page.goto(f"{origin}/due")
    page.locator("[data-act=done] button").first.click()
    page.locator(".message [data-act=undo]").wait_for()
    page.keyboard.press("u")
    page.locator(".message", has_text="Undone.").wait_for()


@pytest.mark.slow
def test_a_week_of_mornings_leaves_in_the_notes_exactly_what_was_entered(browser: Browser, tmp_path: Path) -> None:
    """Each morning `mdnet serve --open` opens the page. A talk is logged, something is completed, snoozed, undone,
    and a note that Obsidian saved meanwhile is mended; there is no terminal.
    """
    vault = Path(shutil.copytree(ROOT / "examples" / "vault", tmp_path / "vault"))
    expected = lines(vault)
    for morning in range(MORNINGS):
        day = date(2026, 11, 23) + timedelta(days=morning)
        with serving(tmp_path, "--open", today=day.isoformat(), vault=vault) as served:
            context = browser.new_context()
            page, origin = context.new_page(), served.origin
            page.goto(served.address)
            page.locator("#line").fill(f"coffee with Ada Marlow, morning {morning}")
            page.locator("#preview .added", has_text=f"morning {morning}").wait_for()
            page.locator("#line").press("Enter")
            expected.update(written(page))
            done_and_undone(page, origin)
            page.locator("[data-act=done] button").first.click()
            expected.update(written(page))
            page.goto(f"{origin}/due?within=3m")
            page.locator(".menu summary").first.click()
            page.locator(".menu[open]").get_by_role("button", name="3 months").click()
            expected.update(written(page))
            page.goto(f"{origin}/check")
            guest = "---\ntype: person\nlast_contact: 2026-01-01\n---\n## Log\n- 2026-10-01 call\n"
            write(vault, {f"People/Guest {morning}.md": guest})
            expected.update(guest.splitlines())
            note = page.locator(".note", has_text=f"Guest {morning}.md")
            note.get_by_text("How it can be fixed").click()
            note.get_by_role("button", name="Fix this note").click()
            expected.update(written(page))
            context.close()
    after = lines(vault)
    after.subtract(expected)
    assert {line: n for line, n in after.items() if n} == {}
    assert {f"- 2026-11-{23 + n} coffee, morning {n}" for n in range(MORNINGS)} <= {*expected}
