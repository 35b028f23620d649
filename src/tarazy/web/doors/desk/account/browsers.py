"""Which browser on which device a sign-in came from, and whether the person signed in from there before."""

from __future__ import annotations

import ipaddress
from typing import Final

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext

from tarazy.web.rooms.people.models import User

# What only one browser says comes before what others say too.
BROWSERS: Final = {
    "YaBrowser/": "Yandex Browser",
    "Edg/": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser/": "Samsung Internet",
    "Firefox/": "Firefox",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
DEVICES: Final = {
    "Windows": "Windows",
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Mac OS X": "macOS",
    "Linux": "Linux",
}
COOKIE: Final = "tarazy_places"
COOKIE_SECONDS: Final = 365 * 24 * 3600
KEPT: Final = 20


def browser_name(user_agent: str) -> str:
    """The browser and the device as people know them."""
    browser = next((name for mark, name in BROWSERS.items() if mark in user_agent), "")
    device = next((name for mark, name in DEVICES.items() if mark in user_agent), "")
    if browser and device:
        return gettext("%(browser)s on %(device)s") % {"browser": browser, "device": device}
    return browser or device or gettext("an unknown browser")


def _place(request: HttpRequest, user: User) -> str:
    """A person in a network, as a digest. Within a network addresses change by themselves, so its first part counts."""
    address = ipaddress.ip_address(get_adapter(request).get_client_ip(request))
    network = ipaddress.ip_network(f"{address}/{24 if address.version == 4 else 48}", strict=False)
    return salted_hmac("tarazy.places", f"{user.pk} {network}").hexdigest()[:16]


def _known_places(request: HttpRequest) -> list[str]:
    try:
        found: list[str] = signing.loads(request.COOKIES.get(COOKIE, ""), salt=COOKIE)
    except signing.BadSignature:
        return []
    return found


def is_known_place(request: HttpRequest, user: User) -> bool:
    """Whether this person signed in with this browser from this network before."""
    return _place(request, user) in _known_places(request)


def remember_place(request: HttpRequest, response: HttpResponseBase, user: User) -> None:
    """Kept in the browser alone: digests, by which nobody can find a person or an address."""
    place = _place(request, user)
    places = [place, *(known for known in _known_places(request) if known != place)][:KEPT]
    response.set_cookie(
        COOKIE,
        signing.dumps(places, salt=COOKIE),
        max_age=COOKIE_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
