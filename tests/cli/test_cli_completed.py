"""Tasks completed in a calendar application, against a real Radicale: in the notes at the next publish, each once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from support.command import call
from support.radicale_server import PASSWORD, USER, Radicale, radicale
from support.vaults import write

TASK = "- [ ] send [[Bruno Neri]] the deck 📅 2026-11-23\n"
DORA = {"People/Dora Neri.md": "---\ntype: person\ncadence: 2w\n---\n## Log\n- 2026-10-01 call\n"}
DONE = "STATUS:COMPLETED\r\nCOMPLETED:20261122T120000Z\r\nPERCENT-COMPLETE:100"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Radicale]:
    with radicale(tmp_path_factory.mktemp("dav") / "radicale") as server:
        yield server


@pytest.fixture
def server(running: Radicale, vault: Path, monkeypatch: pytest.MonkeyPatch) -> Radicale:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.setenv("MDNET_DAV_USER", USER)
    monkeypatch.setenv("MDNET_DAV_PASSWORD", PASSWORD)
    write(vault, {"mdnetwork.toml": "[feed]\ntodo = true\n", "Daily/2026-11-21.md": TASK})
    running.cleared()
    assert call("publish", running.url).status == 0
    return running


def complete(server: Radicale, words: str, done: str = DONE) -> str:
    """Complete the task whose text has these words, as an application would. Returns its name on the server."""
    ((name, text),) = [each for each in server.objects().items() if words in each[1].replace("\r\n ", "")]
    (calendar,) = server.calendars()
    assert server.ask("PUT", f"/ada/{calendar}/{name}", text.replace("STATUS:NEEDS-ACTION", done)) in {201, 204}
    return name


def notes(vault: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in vault.rglob("*.md")}


def test_a_task_is_ticked_once(vault: Path, server: Radicale) -> None:
    name = complete(server, "CATEGORIES:task")
    answered = call("publish", server.url)
    assert answered.stderr.startswith("Completed: done for Bruno Neri: send")
    assert notes(vault)["2026-11-21.md"] == "- [x] send [[Bruno Neri]] the deck 📅 2026-11-23 ✅ 2026-11-22\n"
    assert name not in server.objects()
    after = notes(vault)
    assert call("publish", server.url).stderr == "The calendar “Follow-ups” is current.\n"
    assert notes(vault) == after


def test_another_kind_is_a_dated_line_once_and_the_task_comes_back_when_it_is_due_again(
    vault: Path, server: Radicale
) -> None:
    write(vault, DORA)
    call("publish", server.url)
    name = complete(server, "Get in touch with Dora Neri", "STATUS:COMPLETED\r\nCOMPLETED:20261122T120000Z")
    assert "completed: done for dora neri: cadence" in call("publish", server.url).stderr.lower()
    assert notes(vault)["Dora Neri.md"].count("2026-11-22") == 1
    assert ("STATUS:NEEDS-ACTION" in server.objects()[name], "DUE;VALUE=DATE:20261206" in server.objects()[name]) == (
        True,
        True,
    )
    after = notes(vault)
    assert call("publish", server.url).stderr == "The calendar “Follow-ups” is current.\n"
    assert notes(vault) == after


def test_it_counts_once_though_publishing_ended_before_it_was_remembered(
    vault: Path, server: Radicale, own_cache: Path
) -> None:
    write(vault, DORA)
    call("publish", server.url)
    (memory,) = {*own_cache.rglob("publish/*/*.json")} - {*own_cache.rglob("calendars.json")}
    before = memory.read_bytes()
    objects = server.objects()
    names = [
        complete(server, words) for words in ("Get in touch with Dora Neri", "CATEGORIES:task", "CATEGORIES:promise")
    ]
    completed = server.objects()
    assert call("publish", server.url).stderr.lower().count("completed: done for") == 3
    after = notes(vault)
    (calendar,) = server.calendars()
    for name in names:  # as if the note was written, and nothing after it
        assert server.ask("PUT", f"/ada/{calendar}/{name}", completed[name]) in {201, 204}
    memory.write_bytes(before)
    assert "ompleted" not in call("publish", server.url).stderr
    assert notes(vault) == after
    assert objects.keys() > server.objects().keys()


def test_what_is_taken_up_can_be_taken_back(vault: Path, server: Radicale) -> None:
    before = notes(vault)
    complete(server, "CATEGORIES:promise")
    call("publish", server.url)
    assert notes(vault) != before
    assert call("undo").status == 0
    assert notes(vault) == before


def test_a_birthday_and_a_meeting_stay_completed_there(vault: Path, server: Radicale) -> None:
    write(vault, {"Meetings/Later.md": '---\ntype: meeting\ndate: 2026-11-25\nattendees: ["[[Bruno Neri]]"]\n---\n'})
    call("publish", server.url)
    meeting, birthday = complete(server, "CATEGORIES:prepare"), complete(server, "CATEGORIES:birthday")
    before = notes(vault)
    answered = call("publish", server.url)
    assert "Ada Loughton: birthday" in answered.stderr
    assert "Bruno" not in answered.stderr
    for name in (meeting, birthday):
        assert "STATUS:COMPLETED" in server.objects()[name]
    assert {name for name, text in notes(vault).items() if before[name] != text} == {"Ada Loughton.md"}


def test_a_digest_of_a_day_tells_nobody_and_is_left(vault: Path, server: Radicale) -> None:
    write(vault, {"mdnetwork.toml": '[feed]\ntodo = true\nstyle = "digest"\n'})
    call("publish", server.url)
    before = notes(vault)
    name = next(name for name, text in server.objects().items() if "DUE;VALUE=DATE:20261123" in text)
    (calendar,) = server.calendars()
    text = server.objects()[name].replace("STATUS:NEEDS-ACTION", DONE)
    server.ask("PUT", f"/ada/{calendar}/{name}", text)
    assert call("publish", server.url).status == 0
    assert "STATUS:COMPLETED" in server.objects()[name]
    assert notes(vault) == before


def test_people_are_published_to_an_address_book(vault: Path, server: Radicale) -> None:
    write(vault, {"People/Quiet One.md": "---\ntype: person\nprivate: true\n---\n"})
    assert call("publish", server.url, "--people").stderr == "2 vCards written in the address book “People”.\n"
    assert call("publish", server.url, "--people").stderr == "The address book “People” is current.\n"
    assert sorted("FN:Ada Loughton" in text for text in server.objects("vcf").values()) == [False, True]
    (vault / "People/Bruno Neri.md").unlink()
    assert call("publish", server.url, "--people").stderr == "1 deleted in the address book “People”.\n"
    assert len(server.calendars()) == 2
    other = call("publish", server.url, "--people", "--address-book", "Rete")
    assert other.stderr == "1 vCard written in the address book “Rete”.\n"
    assert call("publish", server.url, "--address-book", "Rete").status == 2
    assert call("publish", server.url, "--people", "--calendar", "Rete").status == 2
