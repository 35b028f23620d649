"""Whether links answer: asked briefly and seldom, saying who asks, and never within a closed network.

A link comes from people, so where it leads is looked at before anything is connected: http and https only, and every
address of its name must be public. The connection goes to the very address that was looked at, so that a name cannot
mean another one a moment later; where a link is redirected, all this begins anew.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Final, Literal, NamedTuple
from urllib.parse import SplitResult, quote, urljoin, urlsplit

Outcome = Literal[
    "answers", "refused", "busy", "no_name", "no_answer", "too_slow", "not_trusted", "goes_round", "closed"
]

MOST_REDIRECTS: Final = 5
MOST_BYTES: Final = 1024
MOST_ADDRESSES: Final = 3
MOST_OF_A_SERVER: Final = 5
SERVERS_AT_A_TIME: Final = 4
STEP_SECONDS: float = 8.0
WHOLE_SECONDS: float = 15.0
PAUSE_SECONDS: float = 2.0
# These carry an address of version 4 within one of version 6, and so could carry one of a closed network.
_CARRIERS: Final = tuple(ipaddress.ip_network(one) for one in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16"))
_KEPT_IN_PATH: Final = "/%:@!$&'()*+,;=~-._"
_PORTS: Final = {"http": 80, "https": 443}


class Asker(NamedTuple):
    """`agent`: who asks, as servers read it. `everywhere`: also within closed networks."""

    agent: str
    everywhere: bool = False


class Tried(NamedTuple):
    """What came of trying a link. `status`: what the last server answered, 0 where none did."""

    outcome: Outcome
    status: int = 0


class _Fault(Exception):
    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome


def try_links(links: Iterable[str], asker: Asker) -> Iterator[tuple[str, Tried]]:
    """A few servers at a time, the links of one server one after the other; what is too many of one waits its turn."""
    by_server: dict[str, list[str]] = {}
    for link in links:
        by_server.setdefault(urlsplit(link).netloc, []).append(link)
    with ThreadPoolExecutor(SERVERS_AT_A_TIME) as threads:
        of_servers = (of_server[:MOST_OF_A_SERVER] for of_server in by_server.values())
        for tried in threads.map(lambda of_server: list(_one_by_one(of_server, asker)), of_servers):
            yield from tried


def _one_by_one(links: Iterable[str], asker: Asker) -> Iterator[tuple[str, Tried]]:
    for number, link in enumerate(links):
        if number:
            time.sleep(PAUSE_SECONDS)
        yield link, try_link(link, asker)


def try_link(link: str, asker: Asker) -> Tried:
    """Ask for one link, follow it where it is redirected, and say what came of it."""
    ends = time.monotonic() + WHOLE_SECONDS
    status = 0
    for _step in range(MOST_REDIRECTS + 1):
        try:
            status, onward = _asked(link, asker, ends)
            if onward is None:
                return Tried(_outcome_of(status), status)
            link = urljoin(link, onward)
        except _Fault as fault:
            return Tried(fault.outcome)
        except ValueError:  # what it is redirected to is no address at all
            return Tried("closed")
    return Tried("goes_round", status)


def _outcome_of(status: int) -> Outcome:
    if status == http.client.TOO_MANY_REQUESTS:
        return "busy"
    return "answers" if 200 <= status < 300 else "refused"


def _asked(link: str, asker: Asker, ends: float) -> tuple[int, str | None]:
    """The status, and where the link is redirected. Some servers refuse HEAD, so GET has the last word."""
    status, onward = _answer("HEAD", link, asker, ends)
    if status >= 400 and status != http.client.TOO_MANY_REQUESTS:
        status, onward = _answer("GET", link, asker, ends)
    return status, onward


def _answer(method: str, link: str, asker: Asker, ends: float) -> tuple[int, str | None]:
    try:
        with _Connection(*_read(link), asker, ends) as connection:
            return connection.answer(method, asker.agent)
    except _Fault:
        raise
    except ssl.SSLCertVerificationError as fault:
        raise _Fault("not_trusted") from fault
    except (OSError, http.client.HTTPException, ValueError) as fault:
        is_late = isinstance(fault, TimeoutError) or time.monotonic() >= ends
        raise _Fault("too_slow" if is_late else "no_answer") from fault


def _read(link: str) -> tuple[SplitResult, str, int]:
    """A link with its server and port."""
    try:
        parts = urlsplit(link)
        host, port = parts.hostname, parts.port
    except ValueError as fault:
        raise _Fault("closed") from fault
    if parts.scheme not in _PORTS or not host:
        raise _Fault("closed")
    return parts, host, port or _PORTS[parts.scheme]


def _addresses(host: str, port: int, asker: Asker) -> list[str]:
    """The addresses of a name, if all of them may be asked."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as fault:
        raise _Fault("no_name") from fault
    addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
    if not asker.everywhere and not all(is_public(one) for one in addresses):
        raise _Fault("closed")
    return addresses[:MOST_ADDRESSES]


def is_public(address: str) -> bool:
    """Whether an address lies in the open network, as far as the address itself says."""
    number = ipaddress.ip_address(address)
    if isinstance(number, ipaddress.IPv6Address) and number.ipv4_mapped:
        number = number.ipv4_mapped
    if any(number in carrier for carrier in _CARRIERS):
        return False
    return number.is_global and not number.is_multicast and not number.is_reserved


class _Connection:
    """One question to one server, which is cut off when its time is over, however slowly the server goes on."""

    def __init__(self, parts: SplitResult, host: str, port: int, asker: Asker, ends: float) -> None:
        self.parts, self.host, self.port = parts, host, port
        self.ends = ends
        self.raw = self._connected(_addresses(host, port, asker))
        self.ear = self.raw.dup()
        self.cut = threading.Timer(max(0.0, ends - time.monotonic()), self._cut)
        self.cut.start()

    def _connected(self, addresses: list[str]) -> socket.socket:
        last: OSError = TimeoutError()
        for address in addresses:
            left = min(STEP_SECONDS, self.ends - time.monotonic())
            if left <= 0:
                break
            try:
                return socket.create_connection((address, self.port), timeout=left)
            except OSError as fault:
                last = fault
        raise last

    def _cut(self) -> None:
        try:
            self.ear.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # the server has ended it already

    def __enter__(self) -> _Connection:
        return self

    def __exit__(self, *_fault: object) -> None:
        self.cut.cancel()
        self.ear.close()
        self.raw.close()

    def answer(self, method: str, agent: str) -> tuple[int, str | None]:
        asked: http.client.HTTPConnection
        if self.parts.scheme == "https":
            self.raw = ssl.create_default_context().wrap_socket(self.raw, server_hostname=self.host)
            asked = http.client.HTTPSConnection(self.host, self.port)
        else:
            asked = http.client.HTTPConnection(self.host, self.port)
        asked.sock = self.raw  # it would ask for the address of the name once more
        query = "?" + quote(self.parts.query, safe=_KEPT_IN_PATH + "?[]") if self.parts.query else ""
        path = quote(self.parts.path or "/", safe=_KEPT_IN_PATH)
        asked.request(method, path + query, headers={"User-Agent": agent, "Accept": "*/*", "Connection": "close"})
        with asked.getresponse() as response:
            response.read(MOST_BYTES)
            onward = response.getheader("Location") if 300 <= response.status < 400 else None
            # The standard library reads headers as Latin-1; addresses in them are often bare UTF-8.
            return response.status, onward and onward.encode("latin-1").decode("utf-8", "replace")
