"""The addresses of the two versions of the interface. Each is taken apart here; its parts are the standard's."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Final

from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from tarazy.web.doors.api.limits import Allowance, allowance, told_of, too_long, too_many
from tarazy.web.doors.api.sdmx import accepted as formats
from tarazy.web.doors.api.sdmx.asked import EVERY, flow_called, flow_in_one, keys_of
from tarazy.web.doors.api.sdmx.availability import availability
from tarazy.web.doors.api.sdmx.catalogue import Catalogue, agency
from tarazy.web.doors.api.sdmx.data import data
from tarazy.web.doors.api.sdmx.faults import Fault, answer_to
from tarazy.web.doors.api.sdmx.structures import EVERY_KIND, KINDS, OTHER_KINDS, structures

logger = logging.getLogger(__name__)

READING: Final = ("GET", "HEAD", "OPTIONS")
LONGEST: Final = 24_000  # signs of an address
View = Callable[[HttpRequest, str], HttpResponseBase]


def answered(view: View) -> View:
    """What every address does: counts, says faults in the standard's way, lets any site read."""

    @csrf_exempt
    @wraps(view)
    def answering(request: HttpRequest, rest: str = "") -> HttpResponseBase:
        allowed = allowance(request)
        response = _tried(view, request, rest, allowed)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Last-Modified, RateLimit, RateLimit-Policy, Retry-After"
        told_of(response, allowed)
        patch_vary_headers(response, ["Accept"])
        return response

    return answering


def _tried(view: View, request: HttpRequest, rest: str, allowed: Allowance) -> HttpResponseBase:
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers=_asked_by_browsers())
    if request.method not in READING:
        return HttpResponse(status=405, headers={"Allow": ", ".join(READING)})
    try:
        if allowed.left is None:
            raise Fault("too-many-requests", lambda: too_many(allowed))
        if len(rest) > LONGEST:
            raise Fault("too-large", lambda: _("The key is too long. Ask for fewer codes at once."))
        return view(request, rest)
    except Fault as fault:
        return answer_to(fault, request)
    except TooManyFieldsSent:
        return answer_to(Fault("too-large", too_long), request)
    except Exception:
        logger.exception("SDMX could not be answered at %s", request.path)
        return answer_to(Fault("fault", lambda: _("The fault is noted. Try again later.")), request)


def _asked_by_browsers() -> dict[str, str]:
    """What a browser wants to know before a page of another site may send headers of its own."""
    return {
        "Allow": ", ".join(READING),
        "Access-Control-Allow-Methods": ", ".join(READING),
        "Access-Control-Allow-Headers": "Accept, Accept-Language, If-None-Match, If-Modified-Since",
        "Access-Control-Max-Age": "86400",
    }


@answered
def version_2_1(request: HttpRequest, rest: str) -> HttpResponseBase:
    """`data/FLOW/KEY/PROVIDER`, `availableconstraint/FLOW/KEY/PROVIDER/PART`, `KIND/AGENCY/ID/VERSION/ITEM`."""
    resource, *parts = _parts_of(rest)
    if resource in ("data", "availableconstraint"):
        _refuse_more(parts, 3 if resource == "data" else 4)
        name, key, provider, part = (*parts, *("",) * 4)[:4]
        catalogue = Catalogue()
        flow = flow_in_one(name, catalogue.flows)
        if provider.rpartition(",")[2] not in EVERY | {agency()}:
            raise Fault("nothing", lambda: _("There are no observations for this."))
        keys = keys_of(key, flow)
        if resource == "data":
            return data(request, catalogue, flow, keys, formats.DATA_OF_2_1)
        return availability(request, catalogue, flow, keys, part, formats.STRUCTURES_OF_2_1)
    return _structures(request, resource, parts, formats.STRUCTURES_OF_2_1)


@answered
def version_3_0(request: HttpRequest, rest: str) -> HttpResponseBase:
    """`data/CONTEXT/AGENCY/ID/VERSION/KEY`, `availability/…/KEY/PART`, `structure/KIND/AGENCY/ID/VERSION/ITEM`."""
    resource, *parts = _parts_of(rest)
    if resource in ("data", "availability"):
        _refuse_more(parts, 5 if resource == "data" else 6)
        context, whose, id, version, key, part = (*parts, *("",) * 6)[:6]
        if context not in EVERY | {"dataflow", "datastructure"}:
            raise Fault("not-implemented", lambda: _("Data are asked for by their flow or their structure."))
        catalogue = Catalogue()
        flow = flow_called(whose, id, version, catalogue.flows)
        keys = keys_of(key, flow)
        if resource == "data":
            return data(request, catalogue, flow, keys, formats.DATA_OF_3_0)
        return availability(request, catalogue, flow, keys, part, formats.STRUCTURES_OF_3_0)
    if resource != "structure":
        raise _unknown(resource)
    kind = parts[0] if parts and parts[0] not in EVERY else EVERY_KIND
    return _structures(request, kind, parts[1:], formats.STRUCTURES_OF_3_0)


@answered
def elsewhere(request: HttpRequest, rest: str) -> HttpResponseBase:
    raise Fault("syntax", lambda: _("Addresses begin with sdmx/2.1/ or sdmx/3.0/."))


def _structures(
    request: HttpRequest, kind: str, named: list[str], offered: tuple[formats.Format, ...]
) -> HttpResponseBase:
    if kind not in KINDS:
        raise _unknown(kind)
    _refuse_more(named, 4)
    return structures(request, Catalogue(), kind, named, offered)


def _parts_of(rest: str) -> list[str]:
    """The parts of an address; a stroke at its end is none."""
    return rest.removesuffix("/").split("/")


def _refuse_more(parts: list[str], most: int) -> None:
    if len(parts) > most:
        raise Fault("syntax", lambda: _("The address has more parts than the standard knows."))


def _unknown(resource: str) -> Fault:
    if resource in OTHER_KINDS | {"registration"}:
        return Fault("not-implemented", lambda: _("There is nothing of this kind here."))
    said = {"resource": resource[:100]}
    return Fault("syntax", lambda: _("“%(resource)s” is nothing that the standard knows.") % said)
