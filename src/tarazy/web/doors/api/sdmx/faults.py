"""What is answered when nothing can be: a message of SDMX with the code that the standard has for it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Final, Literal

from django.http import HttpRequest, HttpResponse

from tarazy.exchange.sdmx.messages import document, element, in_languages, namespaces
from tarazy.web.grammar.text import in_every_language

Sort = Literal[
    "nothing", "syntax", "semantics", "too-large", "not-acceptable", "not-implemented", "too-many-requests", "fault"
]
# Status of HTTP, and the code of SDMX's guidelines for web services.
CODES: Final[dict[Sort, tuple[int, int]]] = {
    "nothing": (404, 100),
    "syntax": (400, 140),
    "semantics": (403, 150),
    "too-large": (413, 130),
    "not-acceptable": (406, 140),
    "not-implemented": (501, 501),
    "too-many-requests": (429, 503),  # the standard knows only a service that does not answer now
    "fault": (500, 500),
}


class Fault(Exception):
    """Why there is no answer. `say`: the sentence, in the language that is active."""

    def __init__(self, sort: Sort, say: Callable[[], str]) -> None:
        super().__init__(sort)
        self.sort, self.say = sort, say


def answer_to(fault: Fault, request: HttpRequest) -> HttpResponse:
    """The fault in three languages; as JSON for whoever asked for JSON, else as SDMX-ML."""
    status, code = CODES[fault.sort]
    text = in_every_language(fault.say)
    if "json" in request.headers.get("Accept", ""):
        error = {"code": code, "title": text.en, "titles": text.as_dict()}
        return HttpResponse(json.dumps({"errors": [error]}, ensure_ascii=False), "application/json", status)
    said = element("mes:ErrorMessage", {"code": str(code)}, in_languages("com:Text", text))
    body = "".join(document("mes:Error", namespaces("2.1", "mes", "com"), iter((said,))))
    return HttpResponse(body, "application/xml; charset=utf-8", status)
