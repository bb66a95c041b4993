"""What has to be done for a calendar on a server, and whose credentials it takes: tables."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdnetwork.errors import MdnetworkError
from mdnetwork.sync.credentials import Credentials, credentials, without_user
from mdnetwork.sync.publishing import Delete, PublishedObject, Put, digest, mark_of, objects, steps
from mdnetwork.sync.state import StateTable

MARK = mark_of("vault", "feed")
DATA = st.binary(max_size=2)
NAMES = st.sampled_from([f"{MARK}{n}.ics" for n in range(4)])
THERE = st.dictionaries(
    st.one_of(NAMES, st.sampled_from(["dentist.ics", "mdnet-other.ics"])), st.text("xy", min_size=1)
)


@given(
    st.dictionaries(NAMES, DATA),
    THERE,
    st.dictionaries(NAMES, st.builds(PublishedObject, st.text("ab"), st.text("xy"))),
)
def test_after_all_steps_the_calendar_holds_what_is_wanted_and_nothing_is_left_to_do(
    wanted: dict[str, bytes], there: dict[str, str], known: dict[str, PublishedObject]
) -> None:
    after, remembered = dict(there), dict(known)
    for step in steps(wanted, there, known, MARK):
        assert step.name.startswith(MARK)
        assert step.tag == there.get(step.name, "")
        if isinstance(step, Delete):
            del after[step.name]
        else:
            after[step.name] = "new"
            remembered[step.name] = PublishedObject(digest(step.data), "new")
    assert {name for name in after if name.startswith(MARK)} == set(wanted)
    assert {name for name in there if not name.startswith(MARK)} <= set(after)
    assert list(steps(wanted, after, remembered, MARK)) == []


def test_each_event_is_a_calendar_of_its_own() -> None:
    event = b"BEGIN:VEVENT\r\nUID:ab12\r\nBEGIN:VALARM\r\nEND:VALARM\r\nEND:VEVENT\r\n"
    todo = b"BEGIN:VTODO\r\nUID:cd34\r\nDESCRIPTION:a\r\n BEGIN:VEVENT\r\nEND:VTODO\r\n"
    feed = b"BEGIN:VCALENDAR\r\nPRODID:-//a//b\r\nNAME:x\r\n" + event + todo + b"END:VCALENDAR\r\n"
    head = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//a//b\r\n"
    assert objects(feed, "m-") == {
        "m-ab12.ics": head + event + b"END:VCALENDAR\r\n",
        "m-cd34.ics": head + todo + b"END:VCALENDAR\r\n",
    }


def test_an_object_we_know_is_written_only_when_it_changed() -> None:
    name = f"{MARK}1.ics"
    known = {name: PublishedObject(digest(b"a"), "t")}
    assert list(steps({name: b"a"}, {name: "t"}, known, MARK)) == []
    assert list(steps({name: b"b"}, {name: "t"}, known, MARK)) == [Put(name, b"b", "t")]
    assert list(steps({name: b"a"}, {name: "u"}, known, MARK)) == [Put(name, b"a", "u")]
    assert list(steps({name: b"a"}, {}, known, MARK)) == [Put(name, b"a", "")]


def table(folder: Path) -> StateTable[PublishedObject]:
    return StateTable(folder / "known.json", PublishedObject)


def test_a_table_keeps_what_several_writers_save_at_once(tmp_path: Path) -> None:
    """Each writer has read the table before any of them saves."""

    def save(number: int) -> None:
        before = table(tmp_path).read()
        ready.wait()
        for n in range(10):
            after = before | {f"{number}-{n}": PublishedObject("a", str(n))}
            table(tmp_path).change(before, after)
            before = after

    ready = threading.Barrier(8)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(save, range(8)))
    assert len(table(tmp_path).read()) == 80


@pytest.mark.parametrize(
    ("kept", "known"),
    [
        ('{"one": ["a", "1"], "two": ["b", "2"]}', ["one", "two"]),  # as the first version wrote it
        ('{"one": ["a", "1"], "two": ["b", "2", "more"], "three": 4, "four": null, "five": []}', ["one"]),
        ('["one"]', []),
        ('{"one": ["a", ', []),
        ("\xff", []),
    ],
)
def test_a_table_of_another_version_keeps_the_rows_that_are_known(tmp_path: Path, kept: str, known: list[str]) -> None:
    (tmp_path / "known.json").write_text(kept, encoding="latin-1")
    (tmp_path / "known.json").chmod(0o600)
    assert list(table(tmp_path).read()) == known
    new = PublishedObject("c", "3")
    table(tmp_path).change({}, {"six": new})
    assert list(table(tmp_path).read()) == sorted([*known, "six"])


def test_what_another_writer_changed_is_not_taken_away(tmp_path: Path) -> None:
    old, new = PublishedObject("a", "1"), PublishedObject("a", "2")
    table(tmp_path).change({}, {"one": old, "two": old, "three": old})
    table(tmp_path).change({"one": old}, {"one": new})
    table(tmp_path).change({"one": old, "two": old, "three": old}, {"three": old})
    assert table(tmp_path).read() == {"one": new, "three": old}


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://cloud.example.org/dav/", ("https://cloud.example.org/dav/", "")),
        ("https://ada@cloud.example.org:8443/dav/", ("https://cloud.example.org:8443/dav/", "ada")),
        ("http://[::1]:5232/", ("http://[::1]:5232/", "")),
    ],
)
def test_addresses_of_servers(url: str, expected: tuple[str, str]) -> None:
    assert without_user(url) == expected


@pytest.mark.parametrize("url", ["", "cloud.example.org", "ftp://a/", "https://", "http://[::1", "http://a:b/"])
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(MdnetworkError, match="looks like https://"):
        without_user(url)


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(MdnetworkError, match="MDNET_DAV_PASSWORD") as raised:
        without_user("https://ada:s3cret@cloud.example.org/")
    assert "s3cret" not in str(raised.value)


def test_credentials_come_from_the_environment_and_are_not_shown() -> None:
    found = credentials("https://c.example/", "", {"MDNET_DAV_USER": "ada", "MDNET_DAV_PASSWORD": "s3cret"})
    assert found == Credentials("ada", "s3cret")
    assert "s3cret" not in repr(found)
    assert credentials("https://c.example/", "bea", {"MDNET_DAV_USER": "ada", "MDNET_DAV_PASSWORD": "p"}).user == "bea"


def test_missing_credentials_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    with pytest.raises(MdnetworkError, match="MDNET_DAV_USER"):
        credentials("https://c.example/", "", {})
    with pytest.raises(MdnetworkError, match=r"keyring set mdnetwork ada@c.example"):
        credentials("https://c.example/", "ada", {})
