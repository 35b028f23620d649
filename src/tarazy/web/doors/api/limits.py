"""How many requests an address may send a minute: counted across all processes, at the price of a look into memory.

An address gets its requests in portions. A process takes a portion by a row in the shared cache that nobody else can
add a second time, and counts it down by itself; when all portions of the minute are taken, so are all requests.
"""

from __future__ import annotations

import ipaddress
import math
import secrets
import threading
import time
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

SECONDS: Final = 60
PORTIONS: Final = 20
NETWORK_OF_A_VISITOR: Final = 64  # bits of an IPv6 address; the rest is the visitor's own to change
KEPT_ADDRESSES: Final = 1000


@dataclass(frozen=True)
class Allowance:
    """`left`: how many requests this process knows of until `seconds` have passed; None: none more."""

    limit: int
    left: int | None
    seconds: int


@dataclass
class Portions:
    """What this process has taken of a minute, by address."""

    minute: int = 0
    left: dict[str, int] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, address: str, minute: int, size: int, portions: int) -> int | None:
        """One request of the address; None where no portion of the minute is left."""
        with self.lock:
            if minute != self.minute:
                self.minute, self.left = minute, {}
            left = self.left.get(address, 0)
            if left > 0:
                self.left[address] = left - 1
                return left - 1
        if left < 0 or not is_portion_taken(address, minute, portions):
            with self.lock:  # once refused, an address asks the database no more in this minute
                self.left[address] = -1
            return None
        with self.lock:
            self.left[address] = max(0, self.left.get(address, 0)) + size - 1
            return self.left[address]


PORTIONS_HERE: Final = Portions()


def allowance(request: HttpRequest) -> Allowance:
    """Count one request of the address that it comes from."""
    limit, now = settings.API_REQUESTS_A_MINUTE, time.time()
    minute = int(now // SECONDS)
    size = math.ceil(limit / PORTIONS)
    left = PORTIONS_HERE.take(address_of(request), minute, size, limit // size)
    return Allowance(limit, left, math.ceil((minute + 1) * SECONDS - now))


def too_many(allowed: Allowance) -> str:
    """What is said to an address that has none left."""
    detail = _("More than %(count)s requests a minute came from your address. Wait %(seconds)s seconds.")
    return detail % {"count": allowed.limit, "seconds": allowed.seconds}


def too_long() -> str:
    """What is said to an address with more parameters than are read."""
    detail = _("The address has more than %(most)s parameters. Name several values in one, parted by commas.")
    return detail % {"most": settings.DATA_UPLOAD_MAX_NUMBER_FIELDS}


def told_of(response: HttpResponseBase, allowed: Allowance) -> None:
    """Say in the headers how many requests are left, and how long to wait where none is."""
    response["RateLimit-Policy"] = f'"address";q={allowed.limit};w={SECONDS}'
    response["RateLimit"] = f'"address";r={allowed.left or 0};t={allowed.seconds}'
    if allowed.left is None:
        response["Retry-After"] = str(allowed.seconds)


def is_portion_taken(address: str, minute: int, portions: int) -> bool:
    """Whether one more portion could be taken."""
    keys = [f"api:{address}:{minute}:{number}" for number in range(portions)]
    gone = cache.get_many(keys)
    free = [key for key in keys if key not in gone]
    while free:
        if cache.add(free.pop(secrets.randbelow(len(free))), 1, 2 * SECONDS):
            return True
    return False


def address_of(request: HttpRequest) -> str:
    """The visitor's address, past the proxies of ours; of IPv6 the network."""
    given = request.META.get("REMOTE_ADDR", "")
    if settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        given = get_adapter(request).get_client_ip(request)
    return network_of(given)


@lru_cache(maxsize=KEPT_ADDRESSES)
def network_of(given: str) -> str:
    """
    >>> network_of("2001:db8:1:2::7"), network_of("192.0.2.1"), network_of("socket")
    ('2001:db8:1:2::', '192.0.2.1', 'unknown')
    """
    try:
        known = ipaddress.ip_address(given)
    except ValueError:
        return "unknown"
    if known.version == 4:
        return str(known)
    network = ipaddress.ip_network((known, NETWORK_OF_A_VISITOR), strict=False)
    return str(network.network_address)
