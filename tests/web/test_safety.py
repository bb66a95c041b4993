"""Each sentence on the page's safety, against the running server's application."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from mdnetwork.cli.contents import CommandContents
from mdnetwork.network import Network
from mdnetwork.web import page
from mdnetwork.web.application import application
from mdnetwork.web.feeds import FeedApplication, ServedFeeds
from mdnetwork.web.once import OneTimeToken, is_of_others, owner_of
from mdnetwork.web.safety import HEADERS, Guard
from mdnetwork.web.site import Site
from support.closed import kept
from support.paths import ROOT

KEY = "the-key-of-the-page"
PORT = 8321
HOST = f"127.0.0.1:{PORT}"
COOKIE = f"mdnet-{PORT}={KEY}"
TODAY = date(2026, 11, 23)


def made(folder: Path, *, read_only: bool = False, once: OneTimeToken | None = None) -> TestClient:
    vault = folder / "vault"
    if not vault.exists():
        shutil.copytree(ROOT / "examples" / "vault", vault)
    cache, state = folder / "cache", folder / "state"
    Network.open(vault, cache_dir=cache, state_dir=state).close()

    def opened() -> Network:
        return Network.open(vault, refresh=False, cache_dir=cache, state_dir=state)

    site = kept(Site(opened, lambda: TODAY, read_only=read_only))
    pages = page.application(site, CommandContents())
    guard = Guard(pages, lambda: KEY, PORT, hosts={"my-laptop.local"}, once=once, read_only=read_only)
    feeds = FeedApplication(ServedFeeds(), lambda: "another", lambda: datetime(2026, 11, 23, tzinfo=UTC))
    return TestClient(application(feeds, guard), base_url=f"http://{HOST}", follow_redirects=False)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    return made(tmp_path_factory.mktemp("page"))


def nothing(client: TestClient) -> tuple[int, bytes, list[tuple[str, str]]]:
    """What every refused request gets."""
    got = client.get("/no/such.ics")
    return got.status_code, got.content, got.headers.multi_items()


def is_refused(client: TestClient, method: str = "GET", path: str = "/", **headers: str) -> bool:
    """Whether the answer is the one that everything refused gets, to the byte."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    got = client.request(method, path, headers={"Cookie": COOKIE, **sent})
    return (got.status_code, got.content, got.headers.multi_items()) == nothing(client)


def test_the_token_comes_once_in_the_address_and_becomes_a_cookie(client: TestClient) -> None:
    got = client.get(f"/?token={KEY}&q=ada")
    assert (got.status_code, got.headers["location"]) == (303, "/?q=ada")
    assert got.headers["set-cookie"] == f"{COOKIE}; Path=/; HttpOnly; SameSite=Strict"
    client.cookies.clear()
    assert client.get("/", headers={"Cookie": COOKIE}).status_code == 200


def test_the_token_of_open_works_once_and_the_address_is_cleaned_for_who_has_the_cookie(tmp_path: Path) -> None:
    once = OneTimeToken()
    text, client = once.text, made(tmp_path, once=once)
    assert client.get("/?token=").status_code == 404
    for status, cookie in ((303, ""), (404, "")):
        client.cookies.clear()
        got = client.get(f"/?token={text}", headers={"Cookie": cookie})
        assert got.status_code == status
    assert text not in client.get(f"/?token={KEY}").headers["set-cookie"]
    client.cookies.clear()
    assert client.get(f"/?token={KEY}", headers={"Cookie": COOKIE}).headers["location"] == "/"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says whose a connection is")
def test_the_token_of_open_is_for_the_same_user() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()[:2]) as own:
        accepted, peer = server.accept()
        with accepted:
            assert peer == own.getsockname()
            assert not is_of_others({"client": peer, "server": server.getsockname()})
        if os.geteuid() == 0:  # else nobody else can be had
            other = ("bash", "-c", f"exec 3<>/dev/tcp/127.0.0.1/{server.getsockname()[1]}; read")
            with subprocess.Popen(other, stdin=subprocess.PIPE, user=65534) as process:
                accepted, peer = server.accept()
                with accepted:
                    assert is_of_others({"client": peer, "server": server.getsockname()})
                process.communicate()


def test_whose_a_connection_is_stands_in_the_tables_of_linux() -> None:
    """Rows as Linux writes them (proc_net_tcp.rst), little-endian and big-endian."""
    tables = {
        "little": ("0100007F:C350 0100007F:2081", "0000000000000000FFFF00000100007F:C351 {0}0100007F:2081"),
        "big": ("7F000001:C350 7F000001:2081", "00000000000000000000FFFF7F000001:C351 {0}7F000001:2081"),
    }
    mapped = {"little": "0000000000000000FFFF0000", "big": "00000000000000000000FFFF"}[sys.byteorder]
    rows = [f"0: {each.format(mapped)} 01 0:0 00:0 0 {1000 + n} 0 7" for n, each in enumerate(tables[sys.byteorder])]
    there = ("127.0.0.1", 8321)
    asked = [(("127.0.0.1", port), there) for port in (50000, 50001, 50002)] + [(("testclient", 50000), there)]
    assert [owner_of(here, there, rows) for here, there in asked] == [1000, 1001, None, None]


@pytest.mark.parametrize(
    "cookie", ["", "mdnet-8321=", f"mdnet-8322={KEY}", f"mdnet-8321={KEY}x", "mdnet-8321=\xe9", "=;="]
)
def test_nobody_sees_the_page_without_the_token(client: TestClient, cookie: str) -> None:
    got = client.get("/", headers=[(b"Cookie", cookie.encode("latin-1"))])
    assert (got.status_code, got.content, got.headers.multi_items()) == nothing(client)
    assert client.get("/?token=wrong").status_code == 404


@pytest.mark.parametrize(
    "host",
    [
        "evil.example:8321",
        "127.0.0.1",
        "127.0.0.1:80",
        "localhost.evil.example:8321",
        "x@127.0.0.1:8321",
        "",
        "[:8321",
        "127.0.0.1:8321/x",
        "127.0.0.1:x",
    ],
)
def test_a_host_that_is_not_ours_is_refused(client: TestClient, host: str) -> None:
    assert is_refused(client, Host=host)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1:8321", "localhost:8321", "LOCALHOST:8321", "[::1]:8321", "192.168.7.20:8321", "my-laptop.local:8321"],
)
def test_a_host_of_ours_is_answered(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"Cookie": COOKIE, "Host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site", "Origin": f"http://{HOST}"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": f"https://{HOST}"},
        {"Origin": "http://localhost:8321"},
    ],
)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_a_write_from_elsewhere_is_refused(client: TestClient, method: str, headers: dict[str, str]) -> None:
    assert is_refused(client, method, **headers)


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}, {"Origin": f"http://{HOST}"}]
)
def test_a_write_from_the_page_reaches_it(client: TestClient, headers: dict[str, str]) -> None:
    got = client.post("/", headers={"Cookie": COOKIE, **headers})
    assert got.content != b"Not found\n"


def test_read_only_refuses_every_write(tmp_path: Path) -> None:
    client = made(tmp_path, read_only=True)
    assert is_refused(client, "POST", Sec_Fetch_Site="same-origin")
    assert client.get("/", headers={"Cookie": COOKIE}).status_code == 200


def test_every_answer_of_the_page_has_the_headers(client: TestClient) -> None:
    for path in ("/", "/changes", "/nothing", f"/?token={KEY}"):
        got = client.get(path, headers={} if "token" in path else {"Cookie": COOKIE})
        client.cookies.clear()
        assert {name: got.headers.get(name) for name in HEADERS} == HEADERS, path
    policy = HEADERS["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "http" not in policy


def test_an_address_that_leads_elsewhere_is_cleaned_to_ours(client: TestClient) -> None:
    got = client.get(f"//evil.example/?token={KEY}")
    assert not got.headers.get("location", "/").startswith("//")
    client.cookies.clear()
