"""The web as we touch it: conditional, unpacked, polite, patient within limits.

All over real loopback connections; time is fake wherever it would have to pass.
"""

import gzip
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import brotli
import pytest

from torimatome.errors import Refused, SetupError, Unreachable
from torimatome.outside.answer import Answer, Ask, Limits, NoPage
from torimatome.outside.clock import FixedClock, SystemClock
from torimatome.outside.fakes import (
    FakeResolver,
    LoopbackConnector,
    MovingClock,
    RebindingResolver,
    RefusingConnector,
)
from torimatome.outside.web import Web

sys.path.insert(0, str(Path(__file__).parent / "hostile"))
from scripted_server import Script, ScriptedServer, reply

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
HOSTS = {
    "news.example": ["93.184.216.34"],
    "other.example": ["93.184.216.35"],
    "third.example": ["93.184.216.36"],
}
PAGE = "ページ".encode() * 200
HTML = {"Content-Type": "text/html; charset=UTF-8"}


def web_to(server: ScriptedServer, clock: FixedClock | None = None, **limits: float) -> Web:
    return Web(
        resolver=FakeResolver(HOSTS),
        connector=LoopbackConnector(server.port),
        clock=clock or MovingClock(NOW),
        limits=Limits(**limits),  # type: ignore[arg-type]
    )


def served(scripts: Mapping[str, list[Script]]) -> ScriptedServer:
    return ScriptedServer(scripts)


def test_a_page_comes_whole_with_what_the_server_says_of_it() -> None:
    headers = {**HTML, "ETag": '"v1"', "Last-Modified": "Fri, 01 May 2026 08:00:00 GMT"}
    with served({"/a?b=1": [reply(PAGE, headers=headers)]}) as server:
        answer = web_to(server).get("http://news.example/a?b=1#part")
    assert answer.body == PAGE
    assert (answer.status, answer.media_type, answer.charset) == (200, "text/html", "utf-8")
    assert (answer.etag, answer.last_modified) == ('"v1"', "Fri, 01 May 2026 08:00:00 GMT")
    assert answer.url == "http://news.example/a?b=1"
    assert answer.asked == "http://news.example/a?b=1#part"
    assert answer.fetched == NOW


def test_what_is_already_kept_is_not_sent_again() -> None:
    unchanged = reply(status=304, headers={"ETag": '"v1"'})
    with served({"/feed": [unchanged]}) as server:
        ask = Ask(etag='"v1"', last_modified="Fri, 01 May 2026 08:00:00 GMT")
        answer = web_to(server).get("http://news.example/feed", ask=ask)
    assert answer.not_modified
    assert answer.body == b""
    asked = server.requests[-1].headers
    assert asked["if-none-match"] == '"v1"'
    assert asked["if-modified-since"] == "Fri, 01 May 2026 08:00:00 GMT"


def test_an_unasked_not_modified_is_no_page() -> None:
    with served({"/feed": [reply(status=304)]}) as server, pytest.raises(NoPage, match="304"):
        web_to(server).get("http://news.example/feed")


@pytest.mark.parametrize(
    ("codings", "packed"),
    [
        ("gzip", gzip.compress(PAGE)),
        ("x-gzip", gzip.compress(PAGE[:50]) + gzip.compress(PAGE[50:]) + b"\0\0"),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", zlib.compress(PAGE, wbits=-15)),
        ("br", brotli.compress(PAGE)),
        ("identity", PAGE),
        ("gzip, br", brotli.compress(gzip.compress(PAGE))),
    ],
)
def test_every_coding_we_ask_for_is_undone(codings: str, packed: bytes) -> None:
    with served({"/": [reply(packed, headers={"Content-Encoding": codings})]}) as server:
        assert web_to(server).get("http://news.example/").body == PAGE
    assert server.requests[-1].headers["accept-encoding"] == "gzip, deflate, br"


def test_a_body_in_chunks_is_put_together() -> None:
    chunks = b"".join(b"%x;note=1\r\n%s\r\n" % (7, PAGE[i : i + 7]) for i in range(0, 700, 7))
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X\r\n\r\n"
    with served({"/": [Script([head, chunks, b"0\r\nX: y\r\n\r\n"])]}) as server:
        assert web_to(server).get("http://news.example/").body == PAGE[:700]


def test_a_body_without_length_ends_where_the_connection_does() -> None:
    with served({"/": [Script([b"HTTP/1.0 200 OK\r\n\r\n", PAGE])]}) as server:
        assert web_to(server).get("http://news.example/").body == PAGE


def test_redirects_are_followed_and_remembered() -> None:
    scripts = {
        "/old": [reply(status=301, headers={"Location": "/näher dran"})],
        "/n%C3%A4her%20dran": [reply(status=302, headers={"Location": "//other.example/new#x"})],
        "other.example/new": [reply(PAGE)],
    }
    with served(scripts) as server:
        answer = web_to(server).get("http://news.example/old")
    assert answer.url == "http://other.example/new"
    assert answer.hops == ("http://news.example/old", "http://news.example/n%C3%A4her%20dran")
    assert answer.asked == "http://news.example/old"


def test_five_redirects_are_followed_and_six_are_not() -> None:
    scripts = {f"/{n}": [reply(status=302, headers={"Location": f"/{n + 1}"})] for n in range(6)}
    with served({**scripts, "/6": [reply(PAGE)]}) as server:
        web = web_to(server)
        assert len(web.get("http://news.example/1").hops) == 5
        with pytest.raises(Refused, match="more than 5 redirects"):
            web.get("http://news.example/0")


@pytest.mark.parametrize(
    ("status", "words"),
    [(404, "gone"), (410, "gone"), (401, "forbidden"), (403, "forbidden"), (206, "not a page")],
)
def test_a_settled_no_is_not_asked_twice(status: int, words: str) -> None:
    with served({"/a": [reply(status=status)]}) as server:
        with pytest.raises(Unreachable, match=words) as caught:
            web_to(server).get("http://news.example/a")
        assert isinstance(caught.value, NoPage)
        assert caught.value.status == status
        assert len(server.paths()) == 1


def test_trouble_at_the_server_is_tried_again_after_growing_pauses() -> None:
    clock = MovingClock(NOW)
    scripts = {"/a": [reply(status=502), reply(status=500), reply(PAGE)]}
    with served(scripts) as server:
        answer = web_to(server, clock).get("http://news.example/a", ask=Ask(obey_robots=False))
    assert answer.body == PAGE
    assert clock.naps == [1.0, 2.0]


def test_tries_come_to_an_end_and_are_counted() -> None:
    with served({"/a": [reply(status=503)]}) as server:
        with pytest.raises(NoPage, match="tried 3 times") as caught:
            web_to(server).get("http://news.example/a")
        assert len(server.paths()) == 3
    assert caught.value.status == 503


@pytest.mark.parametrize("after", ["30", "Fri, 01 May 2026 12:00:30 GMT"])
def test_a_server_that_names_a_time_to_come_back_is_obeyed(after: str) -> None:
    clock = MovingClock(NOW)
    busy = reply(status=429, headers={"Retry-After": after})
    with served({"/a": [busy, reply(PAGE)]}) as server:
        web_to(server, clock).get("http://news.example/a", ask=Ask(obey_robots=False))
    assert clock.naps == [30.0]


@pytest.mark.parametrize("after", ["86400", "999999999999999999", "Fri, 08 May 2026 12:00:00 GMT"])
def test_a_server_that_wants_us_back_much_later_is_left_alone(after: str) -> None:
    clock = MovingClock(NOW)
    with served({"/a": [reply(status=429, headers={"Retry-After": after})]}) as server:
        with pytest.raises(NoPage, match="come back in"):
            web_to(server, clock).get("http://news.example/a", ask=Ask(obey_robots=False))
        assert len(server.paths()) == 1
    assert clock.naps == []


def test_a_hang_up_is_tried_again() -> None:
    with served({"/a": [Script([]), Script([]), reply(PAGE)]}) as server:
        assert web_to(server).get("http://news.example/a").body == PAGE


def test_a_body_cut_short_is_never_handed_on() -> None:
    short = Script([b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n", PAGE[:899]])
    with served({"/a": [short]}) as server, pytest.raises(NoPage, match="stops short"):
        web_to(server).get("http://news.example/a")


def test_one_that_does_not_listen_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as sock:
        port = sock.getsockname()[1]
    web = Web(
        resolver=FakeResolver(HOSTS), connector=LoopbackConnector(port), clock=MovingClock(NOW)
    )
    with pytest.raises(NoPage, match=r"no connection to 'news\.example'"):
        web.get("http://news.example/")


def test_a_name_nobody_knows_is_not_asked_for_twice() -> None:
    resolver = FakeResolver({})
    web = Web(resolver=resolver, connector=RefusingConnector(), clock=MovingClock(NOW))
    with pytest.raises(NoPage, match=r"'gone\.example' is not known"):
        web.get("http://gone.example/", ask=Ask(obey_robots=False))
    assert resolver.asked == ["gone.example"]


def test_the_next_address_is_tried_when_one_does_not_answer() -> None:
    class FirstIsDown(LoopbackConnector):
        def connect(self, address: str, port: int, timeout: float) -> socket.socket:
            sock = super().connect(address, port, timeout)
            if address.endswith(".1"):
                sock.close()
                raise ConnectionRefusedError("down")
            return sock

    with served({"/": [reply(PAGE)]}) as server:
        connector = FirstIsDown(server.port)
        resolver = FakeResolver({"news.example": ["93.184.216.1", "93.184.216.2"]})
        web = Web(resolver=resolver, connector=connector, clock=MovingClock(NOW))
        web.get("http://news.example/", ask=Ask(obey_robots=False))
    assert connector.asked == [("93.184.216.1", 80), ("93.184.216.2", 80)]


def test_the_connection_goes_to_the_address_that_was_checked() -> None:
    resolver = RebindingResolver({"news.example": [["93.184.216.34"], ["127.0.0.1"]]})
    with served({"/": [reply(PAGE)]}) as server:
        connector = LoopbackConnector(server.port)
        web = Web(resolver=resolver, connector=connector, clock=MovingClock(NOW))
        assert web.get("http://news.example/", ask=Ask(obey_robots=False)).body == PAGE
        assert connector.asked == [("93.184.216.34", 80)]
        with pytest.raises(Refused, match="loopback"):
            web.get("http://news.example/", ask=Ask(obey_robots=False))
        assert connector.asked == [("93.184.216.34", 80)]


# robots.txt


def with_robots(text: str, **pages: list[Script]) -> ScriptedServer:
    return served({"/robots.txt": [reply(text.encode())], "/a": [reply(PAGE)], **pages})


def test_what_robots_txt_closes_is_not_asked_for() -> None:
    with with_robots("User-agent: *\nDisallow: /a\nAllow: /a/b$\n") as server:
        web = web_to(server)
        with pytest.raises(Refused, match=r"robots\.txt"):
            web.get("http://news.example/a")
        assert server.paths() == []
        assert web.get("http://news.example/a", ask=Ask(obey_robots=False)).body == PAGE


def test_robots_txt_is_read_once_a_site_and_run() -> None:
    with with_robots("User-agent: *\nDisallow: /x\n") as server:
        web = web_to(server)
        for _ in range(3):
            web.get("http://news.example/a")
        web.get("http://other.example/a")
    asked = [request.host for request in server.requests if request.path == "/robots.txt"]
    assert asked == ["news.example", "other.example"]


def test_rules_for_us_by_name_come_before_rules_for_all() -> None:
    rules = "User-agent: *\nDisallow: /\n\nUser-agent: Torimatome\nDisallow: /x\n"
    with with_robots(rules) as server:
        assert web_to(server).get("http://news.example/a").body == PAGE
        ask = Ask(user_agent="Reader/2.0 (of news)")
        with pytest.raises(Refused, match=r"robots\.txt"):
            web_to(server).get("http://news.example/a", ask=ask)


@pytest.mark.parametrize("status", [404, 403, 410])
def test_a_site_without_robots_txt_is_open(status: int) -> None:
    scripts = {"/robots.txt": [reply(status=status)], "/a": [reply(PAGE)]}
    with served(scripts) as server:
        assert web_to(server).get("http://news.example/a").body == PAGE


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_site_whose_robots_txt_is_in_trouble_is_left_alone_for_the_run(status: int) -> None:
    scripts = {"/robots.txt": [reply(status=status)], "/a": [reply(PAGE)]}
    with served(scripts) as server:
        web = web_to(server)
        for _ in range(2):
            with pytest.raises(Refused, match=f"{status}.*nothing of this site is read"):
                web.get("http://news.example/a")
        assert server.paths() == []
        assert len(server.requests) == 3


def test_a_delay_asked_for_in_robots_txt_is_kept_up_to_a_bound() -> None:
    for asked, kept in (("3", 3.0), ("900", 10.0), ("0.1", 1.0), ("soon", 1.0)):
        clock = MovingClock(NOW)
        with with_robots(f"User-agent: *\nCrawl-delay: {asked}\n") as server:
            web = web_to(server, clock)
            web.get("http://news.example/a")
            web.get("http://news.example/a")
        assert clock.naps[-1] == kept, asked


def test_robots_txt_of_a_site_redirected_to_is_obeyed_too() -> None:
    scripts = {
        "/a": [reply(status=302, headers={"Location": "http://other.example/b"})],
        "other.example/robots.txt": [reply(b"User-agent: *\nDisallow: /b")],
        "/b": [reply(PAGE)],
    }
    with served(scripts) as server, pytest.raises(Refused, match=r"robots\.txt of .*other"):
        web_to(server).get("http://news.example/a")


# Turns


def test_a_host_rests_between_two_requests() -> None:
    clock = MovingClock(NOW)
    with served({"/a": [reply(PAGE)]}) as server:
        web = web_to(server, clock)
        ask = Ask(pause_seconds=2.5, obey_robots=False)
        for host in ("news", "news", "other", "news"):
            web.get(f"http://{host}.example/a", ask=ask)
    assert clock.naps == [2.5, 2.5]


def test_a_host_is_asked_by_one_thread_at_a_time_while_others_go_on() -> None:
    inside: dict[str, int] = {"news": 0, "other": 0, "third": 0}
    most = dict(inside)
    lock = threading.Lock()
    meeting = threading.Barrier(3, timeout=10)

    def enter(host: str) -> None:
        with lock:
            inside[host] += 1
            most[host] = max(most[host], inside[host])
        # The first request of each host waits here until all three hosts are being asked.
        meeting.wait()
        with lock:
            inside[host] -= 1

    head = b"HTTP/1.0 200 OK\r\n\r\n"
    scripts = {
        f"{host}.example/a": [Script([lambda h=host: enter(h), head, PAGE])]  # type: ignore[misc]
        for host in inside
    }
    answers: list[Answer] = []
    with served(scripts) as server:
        web = web_to(server, FixedClock(NOW))

        def ask(host: str) -> None:
            answers.append(
                web.get(f"http://{host}.example/a", ask=Ask(obey_robots=False, pause_seconds=0))
            )

        threads = [threading.Thread(target=ask, args=(host,)) for host in (*inside, *inside)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=20)
    assert len(answers) == 6
    assert most == {"news": 1, "other": 1, "third": 1}


def test_robots_txt_is_read_once_however_many_threads_want_it() -> None:
    with with_robots("User-agent: *\nDisallow: /x\n") as server:
        web = web_to(server, FixedClock(NOW))
        threads = [
            threading.Thread(target=web.get, args=("http://news.example/a",)) for _ in range(6)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=20)
    assert len(server.paths()) == 6
    assert len(server.requests) == 7


# What we send


def test_an_outlet_may_have_its_own_user_agent() -> None:
    with served({"/a": [reply(PAGE)]}) as server:
        web_to(server).get("http://news.example/a", ask=Ask(user_agent="Desk/1.0"))
    assert {request.headers["user-agent"] for request in server.requests} == {"Desk/1.0"}


@pytest.mark.parametrize("agent", ["", "a\r\nX: y", "日本"])
def test_a_user_agent_that_cannot_be_sent_stops_the_desk(agent: str) -> None:
    with pytest.raises(SetupError, match="user agent"):
        Web(
            resolver=FakeResolver({}),
            connector=RefusingConnector(),
            clock=SystemClock(),
            user_agent=agent,
        )


def test_a_kept_etag_that_cannot_be_sent_is_left_out() -> None:
    with served({"/a": [reply(PAGE)]}) as server:
        web_to(server).get("http://news.example/a", ask=Ask(etag='"a"\r\nX-Evil: 1'))
    assert "if-none-match" not in server.requests[-1].headers
    assert "x-evil" not in server.requests[-1].headers


# https


def certificate(folder: Path, host: str) -> tuple[Path, Path]:
    if shutil.which("openssl") is None:
        pytest.skip("needs the openssl command to make a certificate")
    cert, key = folder / "cert.pem", folder / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-days", "2", "-subj", "/CN=test", "-addext", f"subjectAltName=DNS:{host}",
         "-keyout", str(key), "-out", str(cert)],
        check=True, capture_output=True,
    )  # fmt: skip
    return cert, key


@contextmanager
def tls_server(cert: Path, key: Path) -> Iterator[int]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    closing = threading.Event()

    def serve(listening: socket.socket) -> None:
        while True:
            sock, _ = listening.accept()
            if closing.is_set():
                sock.close()
                return
            with suppress(OSError), sock, context.wrap_socket(sock, server_side=True) as secure:
                secure.recv(65536)
                secure.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nsafe")

    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        thread = threading.Thread(target=serve, args=(listening,), daemon=True)
        thread.start()
        try:
            yield port
        finally:
            closing.set()
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
            thread.join(timeout=5)


@pytest.mark.parametrize("named", ["news.example", "other.example"])
def test_a_certificate_must_be_the_hosts_own(
    named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cert, key = certificate(tmp_path, "news.example")
    monkeypatch.setenv("SSL_CERT_FILE", str(cert))  # trusted, so only the name can be wrong
    with tls_server(cert, key) as port:
        web = Web(
            resolver=FakeResolver(HOSTS), connector=LoopbackConnector(port), clock=MovingClock(NOW)
        )
        if named == "news.example":
            ask = Ask(obey_robots=False)
            assert web.get(f"https://{named}/", ask=ask).body == b"safe"
        else:
            with pytest.raises(NoPage, match="certificate"):
                web.get(f"https://{named}/", ask=Ask(obey_robots=False))


def test_a_certificate_nobody_vouches_for_is_not_good(tmp_path: Path) -> None:
    with tls_server(*certificate(tmp_path, "news.example")) as port:
        web = Web(
            resolver=FakeResolver(HOSTS), connector=LoopbackConnector(port), clock=MovingClock(NOW)
        )
        with pytest.raises(NoPage, match="certificate"):
            web.get("https://news.example/", ask=Ask(obey_robots=False))
