"""The application behind a real server: what each request is answered with."""

from __future__ import annotations

import gzip
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from mdnetwork.errors import MdnetworkError
from mdnetwork.web.feeds import FeedApplication, ServedFeeds
from mdnetwork.web.server import listening
from support.patience import PATIENCE
from support.web_client import Got, fetch, served

TOKEN = "a-token-that-nobody-guesses"  # noqa: S105  it opens nothing
MOMENT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
LATER = MOMENT + timedelta(days=1)
DATA = b"BEGIN:VCALENDAR\r\n" + 50 * b"X-LINE:1\r\n" + b"END:VCALENDAR\r\n"
URL = f"/{TOKEN}/feed.ics"


@pytest.fixture(scope="module")
def shelf() -> ServedFeeds:
    shelf = ServedFeeds()
    shelf.put("feed", DATA, MOMENT)
    shelf.put("lavoro à/b", DATA + b"\r\n", MOMENT)
    return shelf


@pytest.fixture(scope="module")
def port(shelf: ServedFeeds) -> Iterator[int]:
    with served(FeedApplication(shelf, lambda: TOKEN, lambda: LATER)) as port:
        yield port


def test_the_feed_as_it_is(port: int) -> None:
    got = fetch(port, URL)
    assert (got.status, got.body) == (200, DATA)
    assert got.headers["content-type"] == "text/calendar; charset=utf-8"
    assert got.headers["content-length"] == str(len(DATA))
    assert got.headers["content-disposition"] == 'inline; filename="feed.ics"'
    assert got.headers["last-modified"] == "Mon, 23 Nov 2026 10:00:00 GMT"
    assert got.headers["cache-control"] == "private, no-cache"
    assert got.headers["vary"] == "Accept-Encoding"
    assert (got.headers["x-robots-tag"], got.headers["referrer-policy"]) == ("noindex", "no-referrer")
    assert got.headers["server"] == "mdnet"
    assert got.headers["etag"].startswith('"')
    assert "content-encoding" not in got.headers


def test_gzip_is_the_same_with_a_tag_of_its_own(port: int) -> None:
    plain, packed = fetch(port, URL), fetch(port, URL, Accept_Encoding="gzip, deflate")
    assert gzip.decompress(packed.body) == plain.body
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["content-length"] == str(len(packed.body))
    assert packed.headers["etag"] != plain.headers["etag"]
    assert len(packed.body) < len(plain.body)


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_head_has_the_headers_of_get(port: int, encoding: str) -> None:
    got, head = fetch(port, URL, Accept_Encoding=encoding), fetch(port, URL, "HEAD", Accept_Encoding=encoding)
    dated = {"date"}
    assert (head.status, head.body) == (200, b"")
    assert {k: v for k, v in head.headers.items() if k not in dated} == {
        k: v for k, v in got.headers.items() if k not in dated
    }


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("held", ["identity", "gzip"])
@pytest.mark.parametrize("asked", ["identity", "gzip"])
def test_either_tag_is_answered_with_304(port: int, method: str, held: str, asked: str) -> None:
    tag = fetch(port, URL, Accept_Encoding=held).headers["etag"]
    got = fetch(port, URL, method, Accept_Encoding=asked, If_None_Match=tag)
    assert (got.status, got.body, got.headers["etag"]) == (304, b"", tag)
    assert got.headers["cache-control"] == "private, no-cache"
    assert got.headers["vary"] == "Accept-Encoding"
    assert "content-type" not in got.headers


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"If-Modified-Since": "Mon, 23 Nov 2026 10:00:00 GMT"}, 304),
        ({"If-Modified-Since": "Mon, 23 Nov 2026 09:59:59 GMT"}, 200),
        ({"If-Modified-Since": "Mon, 23 Nov 2026 10:00:00 GMT", "If-None-Match": '"other"'}, 200),
        ({"If-Modified-Since": "Mon, 23 Nov 2026 09:59:59 GMT", "If-None-Match": "*"}, 304),
        ({"If-Modified-Since": "Fri, 23 Nov 2096 10:00:00 GMT"}, 200),
        ({"If-Modified-Since": "some day"}, 200),
        ({"Range": "bytes=0-3"}, 200),
    ],
)
def test_conditions(port: int, headers: dict[str, str], status: int) -> None:
    assert fetch(port, URL, **headers).status == status


def everything_but_the_date(got: Got) -> Got:
    return got._replace(headers={**got.headers, "date": ""})


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"),
        ("GET", "/feed.ics"),
        ("GET", f"/{TOKEN}"),
        ("GET", f"/{TOKEN}/"),
        ("GET", f"/{TOKEN}/feed"),
        ("GET", f"/{TOKEN}/other.ics"),
        ("GET", f"/{TOKEN}x/feed.ics"),
        ("GET", f"/{TOKEN[:-1]}/feed.ics"),
        ("GET", f"/{TOKEN}/../{TOKEN}/feed.ics"),
        ("GET", "/%ff%fe/feed.ics"),
        ("GET", f"/{TOKEN}/%ff.ics"),
        ("POST", URL),
        ("PUT", URL),
        ("DELETE", URL),
        ("PROPFIND", URL),
    ],
)
def test_everything_else_is_not_found_and_looks_the_same(port: int, method: str, path: str) -> None:
    got = fetch(port, path, method)
    assert (got.status, got.body) == (404, b"Not found\n")
    assert everything_but_the_date(got) == everything_but_the_date(fetch(port, "/nothing"))


def test_a_query_changes_nothing(port: int) -> None:
    assert fetch(port, f"{URL}?nocache=1").body == DATA


def test_any_name_has_an_address(port: int) -> None:
    got = fetch(port, f"/{TOKEN}/lavoro%20%C3%A0%2Fb.ics")
    assert got.body == DATA + b"\r\n"
    assert got.headers["content-disposition"] == "inline; filename*=UTF-8''lavoro%20%C3%A0%2Fb.ics"


def test_a_date_to_come_is_given_as_now_and_never_matches() -> None:
    shelf = ServedFeeds()
    shelf.put("feed", DATA, LATER)
    with served(FeedApplication(shelf, lambda: TOKEN, lambda: MOMENT)) as port:
        got = fetch(port, URL)
        assert got.headers["last-modified"] == "Mon, 23 Nov 2026 10:00:00 GMT"
        assert fetch(port, URL, If_Modified_Since=got.headers["last-modified"]).status == 200


def test_a_fault_is_told_without_the_address() -> None:
    said: list[str] = []

    async def broken(scope: object, receive: object, send: object) -> None:
        raise ZeroDivisionError(TOKEN)

    with served(broken, said.append) as port:
        assert fetch(port, URL).status == 500
    assert said == ["A request could not be answered (ZeroDivisionError); serving goes on."]


def test_rubbish_on_the_wire_is_outlived(port: int) -> None:
    for rubbish in (b"\x00\x01\x02\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"G" * 100_000, b""):
        with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
            connection.sendall(rubbish)
    assert fetch(port, URL).status == 200


def test_a_taken_port_is_a_sentence(port: int) -> None:
    with (
        pytest.raises(MdnetworkError, match=rf"^Port {port} of 127.0.0.1 is taken, .* choose one with --port.$"),
        listening(
            lambda _port: FeedApplication(ServedFeeds(), lambda: TOKEN, lambda: MOMENT), "127.0.0.1", port, print
        ),
    ):
        pass


@pytest.mark.parametrize("host", ["203.0.113.7", "no such host.invalid", "a" * 300])
def test_a_wrong_host_is_a_sentence(host: str) -> None:
    with (
        pytest.raises(MdnetworkError, match=r"--host"),
        listening(lambda _port: FeedApplication(ServedFeeds(), lambda: TOKEN, lambda: MOMENT), host, 0, print),
    ):
        pass
