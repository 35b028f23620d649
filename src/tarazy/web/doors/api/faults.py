"""What is wrong with a request, as RFC 9457 (problem+json) says it: in the language asked for, with what is allowed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec
from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

PROBLEM_JSON: Final = "application/problem+json"
# The sorts of faults with their status and title; each is a place of the page that explains the API.
SORTS: Final[Mapping[str, tuple[int, Promise]]] = {
    "bad-parameter": (400, gettext_lazy("A parameter has a value that is not allowed")),
    "unknown-parameter": (400, gettext_lazy("There is no such parameter")),
    "not-found": (404, gettext_lazy("There is nothing at this address")),
    "not-allowed": (405, gettext_lazy("The API is for reading only")),
    "not-acceptable": (406, gettext_lazy("There is no such form of the answer")),
    "too-many-requests": (429, gettext_lazy("Too many requests")),
    "fault": (500, gettext_lazy("Something failed on our side")),
}


class Fault(Exception):
    """A request that cannot be answered. `allowed`: what may stand there instead; `said`: members of the problem."""

    def __init__(self, sort: str, detail: str, allowed: Iterable[str] = (), **said: Any) -> None:
        super().__init__(detail)
        self.sort = sort
        self.detail = detail
        self.said = said | ({"allowed": list(allowed)} if allowed else {})


def problem(fault: Fault, path: str) -> HttpResponse:
    """The fault as an answer."""
    status, title = SORTS[fault.sort]
    said = {"type": f"/api/#{fault.sort}", "title": str(title), "status": status, "detail": fault.detail}
    content = msgspec.json.encode({**said, "instance": path, **fault.said})
    response = HttpResponse(content, content_type=PROBLEM_JSON, status=status)
    response["Cache-Control"] = "no-store"
    return response


def nothing_called(what: str) -> Fault:
    """There is no thing of the name that an address gives."""
    return Fault("not-found", _("There is nothing called “%(name)s” here.") % {"name": what[:200]})
