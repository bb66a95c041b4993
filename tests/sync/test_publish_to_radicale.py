"""Publishing to a real Radicale: only what changed, only what is ours, and on after a dropped connection."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mdnetwork.errors import MdnetworkError
from mdnetwork.sync.credentials import Credentials
from mdnetwork.sync.dav import Dropped, Remote, find_address_book, find_calendar
from mdnetwork.sync.publishing import Published, Publisher, mark_of, objects
from support.radicale_server import PASSWORD, USER, Dropping, Radicale, radicale

MARK = mark_of("vault", "Follow-ups")
WHO = Credentials(USER, PASSWORD)
OTHERS = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\nBEGIN:VEVENT\r\nUID:dentist\r\nDTSTAMP:20260101T000000Z\r\n"
    "DTSTART;VALUE=DATE:20261124\r\nSUMMARY:Dentist\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Radicale]:
    with radicale(tmp_path_factory.mktemp("dav") / "radicale") as server:
        yield server


@pytest.fixture
def clean(server: Radicale) -> Radicale:
    return server.cleared()


def feed(**events: str) -> dict[str, bytes]:
    made = "".join(
        f"BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20261101T000000Z\r\nDTSTART;VALUE=DATE:20261123\r\n"
        f"SUMMARY:{title}\r\nEND:VEVENT\r\n"
        for uid, title in events.items()
    )
    text = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//t//EN\r\n{made}END:VCALENDAR\r\n"
    return objects(text.encode(), MARK)


def publisher(server: Radicale, memory: Path, port: int | None = None, name: str = "Follow-ups") -> Publisher:
    url = f"http://127.0.0.1:{port or server.port}/"
    return Publisher(find_calendar(url, name, "VEVENT", WHO, lambda _seconds: None), MARK, memory / "known.json")


def test_a_calendar_is_made_once_and_holds_what_it_should(clean: Radicale, tmp_path: Path) -> None:
    assert publisher(clean, tmp_path).publish(feed(aa="Ada", bb="Bruno")) == Published(put=2)
    assert publisher(clean, tmp_path).publish(feed(aa="Ada", bb="Bruno")) == Published()
    assert len(clean.calendars()) == 1
    assert set(clean.objects()) == {f"{MARK}aa.ics", f"{MARK}bb.ics"}


def test_only_what_changed_is_written_and_what_is_gone_is_deleted(clean: Radicale, tmp_path: Path) -> None:
    publisher(clean, tmp_path).publish(feed(aa="Ada", bb="Bruno", cc="Carla"))
    done = publisher(clean, tmp_path).publish(feed(aa="Ada", bb="Bruno Neri", dd="Dario"))
    assert done == Published(put=2, deleted=1)
    assert {"Bruno Neri" in text for name, text in clean.objects().items() if "bb" in name} == {True}
    assert f"{MARK}cc.ics" not in clean.objects()


def test_others_events_are_left_alone(clean: Radicale, tmp_path: Path) -> None:
    publisher(clean, tmp_path).publish(feed(aa="Ada"))
    (calendar,) = clean.calendars()
    assert clean.ask("PUT", f"/ada/{calendar}/dentist.ics", OTHERS) == 201
    other_vault = mark_of("other", "Follow-ups")
    theirs = OTHERS.replace("dentist", "ee")
    assert clean.ask("PUT", f"/ada/{calendar}/{other_vault}ee.ics", theirs) == 201
    assert publisher(clean, tmp_path).publish(feed()) == Published(deleted=1)
    assert set(clean.objects()) == {"dentist.ics", f"{other_vault}ee.ics"}
    assert publisher(clean, tmp_path).publish(feed(ee="Edda")) == Published(left=1)  # its UID is taken there
    assert set(clean.objects()) == {"dentist.ics", f"{other_vault}ee.ics"}


def test_without_memory_it_is_written_again_and_nothing_doubled(clean: Radicale, tmp_path: Path) -> None:
    publisher(clean, tmp_path).publish(feed(aa="Ada", bb="Bruno"))
    (tmp_path / "known.json").unlink()
    assert publisher(clean, tmp_path).publish(feed(aa="Ada")) == Published(put=1, deleted=1)
    (tmp_path / "known.json").write_text("{")
    assert publisher(clean, tmp_path).publish(feed(aa="Ada")) == Published(put=1)
    assert set(clean.objects()) == {f"{MARK}aa.ics"}


def test_what_was_changed_or_deleted_there_is_put_right(clean: Radicale, tmp_path: Path) -> None:
    publisher(clean, tmp_path).publish(feed(aa="Ada", bb="Bruno"))
    (calendar,) = clean.calendars()
    assert clean.ask("DELETE", f"/ada/{calendar}/{MARK}aa.ics") == 200
    changed = clean.objects()[f"{MARK}bb.ics"].replace("Bruno", "Nobody")
    assert clean.ask("PUT", f"/ada/{calendar}/{MARK}bb.ics", changed) in {201, 204}
    assert publisher(clean, tmp_path).publish(feed(aa="Ada", bb="Bruno")) == Published(put=2)
    assert "Nobody" not in "".join(clean.objects().values())


def test_a_dropped_connection_is_tried_again(clean: Radicale, tmp_path: Path) -> None:
    proxy = Dropping(clean.port, range(2, 4))
    assert publisher(clean, tmp_path, proxy.port).publish(feed(aa="Ada", bb="Bruno", cc="Carla")) == Published(put=3)
    assert len(clean.objects()) == 3
    proxy.close()


def test_what_could_not_be_written_is_written_the_next_time(clean: Radicale, tmp_path: Path) -> None:
    proxy = Dropping(clean.port, range(3, 1000))
    with pytest.raises(Dropped, match="the next run continues"):
        publisher(clean, tmp_path, proxy.port).publish(feed(aa="Ada", bb="Bruno", cc="Carla"))
    proxy.close()
    assert len(clean.objects()) == 2
    assert publisher(clean, tmp_path).publish(feed(aa="Ada", bb="Bruno", cc="Carla")) == Published(put=1)


def test_what_is_taken_for_ours_is_written_again_only_when_there_is_something_new(
    clean: Radicale, tmp_path: Path
) -> None:
    ours = publisher(clean, tmp_path)
    ours.publish(feed(aa="Ada", bb="Bruno"))
    assert list(ours.changed_there()) == []
    (calendar,) = clean.calendars()
    changed = clean.objects()[f"{MARK}bb.ics"].replace("SUMMARY:Bruno", "SUMMARY:Nobody")
    assert clean.ask("PUT", f"/ada/{calendar}/{MARK}bb.ics", changed) in {201, 204}
    ((name, tag, data),) = ours.changed_there()
    assert (name, b"SUMMARY:Nobody" in data) == (f"{MARK}bb.ics", True)
    assert ours.publish(feed(aa="Ada", bb="Bruno"), {name}) == Published()
    ours.accept(name, tag)
    assert list(ours.changed_there()) == []
    assert ours.publish(feed(aa="Ada", bb="Bruno")) == Published()
    assert "Nobody" in clean.objects()[name]
    assert ours.publish(feed(aa="Ada", bb="Bruno Neri")) == Published(put=1)


class Interrupted:
    """A calendar on a server. Before the second object is written, something else happens."""

    def __init__(self, remote: Remote, meanwhile: Callable[[], object]) -> None:
        self.remote, self.meanwhile, self.puts = remote, meanwhile, 0
        self.listing, self.get, self.delete = remote.listing, remote.get, remote.delete

    def put(self, name: str, data: bytes, tag: str) -> str | None:
        self.puts += 1
        if self.puts == 2:
            self.meanwhile()
        return self.remote.put(name, data, tag)


def test_what_another_run_wrote_meanwhile_is_not_forgotten(clean: Radicale, tmp_path: Path) -> None:
    events = feed(aa="Ada", bb="Bruno", cc="Carla")
    other = publisher(clean, tmp_path)
    done: list[Published] = []
    remote = find_calendar(clean.url, "Follow-ups", "VEVENT", WHO, lambda _seconds: None)
    slow = Publisher(Interrupted(remote, lambda: done.append(other.publish(events))), MARK, tmp_path / "known.json")
    assert slow.publish(events) == Published(put=1, left=2)
    assert done == [Published(put=3)]
    assert list(other.changed_there()) == []
    assert other.publish(events) == Published()


def test_an_object_that_vanished_meanwhile_is_nothing(clean: Radicale, tmp_path: Path) -> None:
    publisher(clean, tmp_path).publish(feed(aa="Ada"))
    shelf = find_calendar(clean.url, "Follow-ups", "VEVENT", WHO, lambda _seconds: None)
    assert shelf.get(f"{MARK}zz.ics") == b""


def test_people_lie_in_an_address_book_of_their_own(clean: Radicale, tmp_path: Path) -> None:
    cards = {f"{MARK}{n}.vcf": card(n) for n in ("aa", "bb")}
    book = find_address_book(clean.url, "Rete & più", WHO, lambda _seconds: None)
    assert Publisher(book, MARK, tmp_path / "people.json").publish(cards) == Published(put=2)
    again = find_address_book(clean.url, "Rete & più", WHO, lambda _seconds: None)
    assert Publisher(again, MARK, tmp_path / "people.json").publish(cards) == Published()
    (folder,) = clean.calendars()
    others = card("cc").decode()
    assert clean.ask("PUT", f"/ada/{folder}/other.vcf", others, "text/vcard") == 201
    del cards[f"{MARK}bb.vcf"]
    assert Publisher(again, MARK, tmp_path / "people.json").publish(cards) == Published(deleted=1)
    assert sorted(clean.objects("vcf")) == [f"{MARK}aa.vcf", "other.vcf"]
    assert b'"tag": "VADDRESSBOOK"' in (clean.folder / f"collection-root/ada/{folder}/.Radicale.props").read_bytes()


def card(uid: str) -> bytes:
    return f"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:{uid}\r\nFN:Ada\r\nN:;Ada;;;\r\nEND:VCARD\r\n".encode()


def test_a_second_calendar_beside_the_first(clean: Radicale, tmp_path: Path) -> None:
    publisher(clean, tmp_path).publish(feed(aa="Ada"))
    publisher(clean, tmp_path, name="Lavoro & più").publish(feed(aa="Ada"))
    publisher(clean, tmp_path, name="Lavoro & più").publish(feed(aa="Ada"))
    assert len(clean.calendars()) == 2


def test_a_wrong_password_is_a_sentence_without_it(clean: Radicale) -> None:
    with pytest.raises(MdnetworkError, match="does not accept this name and password") as raised:
        find_calendar(clean.url, "Follow-ups", "VEVENT", Credentials(USER, "wr0ng"), lambda _seconds: None)
    assert "wr0ng" not in f"{raised.value!r}{raised.value.__cause__!r}"


def test_no_server_at_all(tmp_path: Path) -> None:
    waited: list[float] = []
    with pytest.raises(Dropped):
        find_calendar("http://127.0.0.1:9/", "Follow-ups", "VEVENT", WHO, waited.append)
    assert len(waited) == 3
