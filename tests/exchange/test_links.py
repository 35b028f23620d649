"""Links are tried against a real server on this machine; what would lead into a closed network is never asked."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from urllib.parse import unquote

import pytest

from tarazy.exchange import links
from tarazy.exchange.links import Asker, Tried, is_public, try_link, try_links

HERE = Asker("Tarazy test", everywhere=True)
OUTSIDE = Asker("Tarazy test")


class Server(BaseHTTPRequestHandler):
    """/200, /404 and so on answer so; /to/X is redirected to X; /slow says nothing; /drip never ends its headers."""

    asked: list[tuple[str, str, str | None]]
    times: list[float]
    ended: threading.Event

    def do_HEAD(self) -> None:
        self.asked.append((self.command, self.path, self.headers["User-Agent"]))
        self.times.append(time.monotonic())
        kind, _, rest = unquote(self.path.partition("?")[0]).lstrip("/").partition("/")
        if kind == "slow":
            self.ended.wait(5)
        elif kind == "drip":
            while not self.ended.wait(0.05):
                self.wfile.write(b"X")
        else:
            refuses = kind == "get" and self.command == "HEAD"
            self.send_response(405 if refuses else 302 if kind == "to" else 200 if kind == "get" else int(kind))
            if kind == "to":
                self.send_header("Location", rest)
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(b"x" * 1_000_000)

    def do_GET(self) -> None:
        self.do_HEAD()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is told of requests."""


@contextmanager
def serving() -> Iterator[tuple[str, type[Server]]]:
    handler = type("Handler", (Server,), {"asked": [], "times": [], "ended": threading.Event()})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        server.handle_error = lambda *_of: None  # type: ignore[method-assign]  # whoever asks hangs up early
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}", handler
        handler.ended.set()
        server.shutdown()


@pytest.fixture
def server() -> Iterator[tuple[str, type[Server]]]:
    with serving() as one:
        yield one


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize(
    ("path", "tried"),
    [
        ("/200", Tried("answers", 200)),
        ("/get", Tried("answers", 200)),
        ("/to//200", Tried("answers", 200)),
        ("/404", Tried("refused", 404)),
        ("/403", Tried("refused", 403)),
        ("/500", Tried("refused", 500)),
        ("/304", Tried("refused", 304)),
        ("/429", Tried("busy", 429)),
        ("/to/ftp://example.kz/report", Tried("closed")),
        ("/to/http://[", Tried("closed")),
        ("/to/file:///etc/passwd", Tried("closed")),
    ],
)
def test_what_a_server_says(server: tuple[str, type[Server]], path: str, tried: Tried) -> None:
    assert try_link(server[0] + path, HERE) == tried


def test_it_says_who_asks_and_asks_twice_at_most(server: tuple[str, type[Server]]) -> None:
    address, handler = server
    try_link(f"{address}/200?отчёт=1#page", HERE)
    try_link(f"{address}/404", HERE)
    assert [(method, path) for method, path, _agent in handler.asked] == [
        ("HEAD", "/200?%D0%BE%D1%82%D1%87%D1%91%D1%82=1"), ("HEAD", "/404"), ("GET", "/404"),
    ]  # fmt: skip
    assert {agent for *_rest, agent in handler.asked} == {"Tarazy test"}


def test_a_redirection_without_end_is_left(server: tuple[str, type[Server]]) -> None:
    address, handler = server
    handler.do_HEAD = lambda self: (  # type: ignore[method-assign, assignment]
        self.asked.append((self.command, self.path, "")),
        self.send_response(301),
        self.send_header("Location", "/round"),
        self.end_headers(),
    )
    assert try_link(f"{address}/round", HERE) == Tried("goes_round", 301)
    assert len(handler.asked) == links.MOST_REDIRECTS + 1


@pytest.mark.parametrize("path", ["/slow", "/drip"])
def test_a_slow_server_is_not_waited_for(
    server: tuple[str, type[Server]], path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "STEP_SECONDS", 0.2)
    monkeypatch.setattr(links, "WHOLE_SECONDS", 0.3)
    began = time.monotonic()
    assert try_link(server[0] + path, HERE) == Tried("too_slow")
    assert time.monotonic() - began < 2


def test_nobody_there(monkeypatch: pytest.MonkeyPatch) -> None:
    named(monkeypatch, no_such_server_kz=[])
    assert try_link(f"http://127.0.0.1:{closed_port()}/", HERE) == Tried("no_answer")
    assert try_link("https://no.such.server.kz/report", OUTSIDE) == Tried("no_name")
    assert try_link(f"http://{'a' * 70}.kz/", OUTSIDE) == Tried("no_name")


def test_what_answers_in_another_language_than_the_web_is_no_answer() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        threading.Thread(target=lambda: other.accept()[0].sendall(b"220 smtp\r\n"), daemon=True).start()
        assert try_link(f"http://127.0.0.1:{other.getsockname()[1]}/", HERE) == Tried("no_answer")


def test_a_server_without_a_certificate_is_no_answer(server: tuple[str, type[Server]]) -> None:
    assert try_link(server[0].replace("http:", "https:"), HERE).outcome == "no_answer"


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"]
)
def test_a_closed_network_is_never_asked(server: tuple[str, type[Server]], host: str) -> None:
    address, handler = server
    assert try_link(address.replace("127.0.0.1", host) + "/200", OUTSIDE) == Tried("closed")
    assert not handler.asked


def named(monkeypatch: pytest.MonkeyPatch, **names: list[list[str]]) -> None:
    """Names mean given addresses, the next list of them each time they are asked for."""
    known = socket.getaddrinfo

    def found(host: str, port: int, *given: int, **more: int) -> list[object]:
        key = host.replace(".", "_")
        if key not in names:
            return list(known(host, port, *given, **more))
        if not names[key]:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        addresses = names[key].pop(0) if len(names[key]) > 1 else names[key][0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", found)


def test_a_redirection_into_a_closed_network_is_not_followed(
    server: tuple[str, type[Server]], monkeypatch: pytest.MonkeyPatch
) -> None:
    address, handler = server
    port = address.rpartition(":")[2]
    named(monkeypatch, open_kz=[["198.41.0.4"]], inner_kz=[["10.0.0.7"]])
    connected: list[tuple[str, int]] = []

    def connect(to: tuple[str, int], timeout: float) -> socket.socket:
        connected.append(to)
        one = socket.socket()
        one.settimeout(timeout)
        one.connect(("127.0.0.1", int(port)))
        return one

    monkeypatch.setattr(socket, "create_connection", connect)
    assert try_link(f"http://open.kz:{port}/to/http://inner.kz/secret", OUTSIDE) == Tried("closed")
    assert connected == [("198.41.0.4", int(port))]
    assert [path for _method, path, _agent in handler.asked] == ["/to/http://inner.kz/secret"]


def test_one_closed_address_of_a_name_is_enough_to_leave_it(monkeypatch: pytest.MonkeyPatch) -> None:
    named(monkeypatch, both_kz=[["198.41.0.4", "192.168.1.1"]])
    assert try_link("http://both.kz/", OUTSIDE) == Tried("closed")


def test_a_name_that_means_another_address_a_moment_later_is_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    named(monkeypatch, turning_kz=[["198.41.0.4"], ["127.0.0.1"]])
    connected: list[str] = []

    def connect(to: tuple[str, int], timeout: float) -> socket.socket:
        connected.append(to[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    assert try_link("http://turning.kz/", OUTSIDE) == Tried("no_answer")
    assert connected == ["198.41.0.4"]


@pytest.mark.parametrize(
    "address",
    ["10.1.2.3", "100.64.0.1", "169.254.169.254", "172.16.0.1", "192.168.0.1", "0.0.0.0", "224.0.0.1",
     "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:10.0.0.1", "64:ff9b::a00:1",
     "2002:a00:1::"],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["198.41.0.4", "2a02:17d0::1", "::ffff:198.41.0.4"])
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(address)


def test_a_server_is_asked_one_link_after_the_other_and_the_rest_another_time(
    server: tuple[str, type[Server]], monkeypatch: pytest.MonkeyPatch
) -> None:
    address, handler = server
    monkeypatch.setattr(links, "PAUSE_SECONDS", 0.05)
    given = [f"{address}/200?{number}" for number in range(links.MOST_OF_A_SERVER + 2)]
    assert [link for link, tried in try_links(given, HERE) if tried.outcome == "answers"] == given[:-2]
    assert all(later - before >= 0.05 for before, later in pairwise(handler.times))
