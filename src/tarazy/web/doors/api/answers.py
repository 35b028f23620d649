"""From a request to an operation, and from its answer to bytes: languages, forms, ETags, limits, faults."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final

import msgspec
from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt

from tarazy.engine.model.text import Text
from tarazy.engine.words import LANGUAGES
from tarazy.exchange.csv_written import csv_text
from tarazy.web.doors.api.cursors import cursor_of
from tarazy.web.doors.api.faults import Fault, nothing_called, problem
from tarazy.web.doors.api.limits import Allowance, allowance, told_of, too_long, too_many
from tarazy.web.doors.api.operation import CSV, EVERYBODY, JSON, USUAL_ROWS, Asked, Operation, Page, Thing
from tarazy.web.doors.api.parameters import LONGEST, read_all

logger = logging.getLogger(__name__)

READING: Final = ("GET", "HEAD", "OPTIONS")
FRESH_SECONDS: Final = 60
View = Callable[..., HttpResponse]


def view_of(operation: Operation, form: str = "") -> View:
    """The view of an operation; `form`: the suffix of the address. Raises ValueError where no rule lets anybody in."""
    if operation.rule != EVERYBODY:
        raise ValueError(f"{operation.id} names no rule that is known: {operation.rule!r}")

    @csrf_exempt
    def view(request: HttpRequest, **path: str) -> HttpResponse:
        return answered(request, lambda: made(operation, request, path, form))

    view.operation = operation  # type: ignore[attr-defined]
    return view


def answered(request: HttpRequest, make: Callable[[], HttpResponse]) -> HttpResponse:
    """What every address of the API does: counts, answers in the language asked for, lets any site read."""
    lang = ""
    with suppress(TooManyFieldsSent):  # said below
        lang = request.GET.get("lang", "")
    allowed = allowance(request)
    if lang in LANGUAGES:
        with override(lang):
            response = _tried(request, make, allowed)
            response["Content-Language"] = lang
    else:
        response = _tried(request, make, allowed)
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag, Link, RateLimit, RateLimit-Policy, Retry-After"
    told_of(response, allowed)
    patch_vary_headers(response, ["Accept"])
    return response


def _tried(request: HttpRequest, make: Callable[[], HttpResponse], allowed: Allowance) -> HttpResponse:
    try:
        if request.method not in READING:
            raise Fault("not-allowed", _("Only GET, HEAD and OPTIONS are answered here."), READING)
        if allowed.left is None:
            raise Fault("too-many-requests", too_many(allowed))
        return _options() if request.method == "OPTIONS" else make()
    except Fault as fault:
        response = problem(fault, request.path)
        if fault.sort == "not-allowed":
            response["Allow"] = ", ".join(READING)
        return response
    except TooManyFieldsSent:
        return problem(Fault("bad-parameter", too_long()), request.path)
    except Exception:
        logger.exception("the API could not answer %s", request.path)
        return problem(Fault("fault", _("The fault is noted. Try again later.")), request.path)


def _options() -> HttpResponse:
    """What a browser asks before a page of another site may send headers of its own."""
    headers = {
        "Allow": ", ".join(READING),
        "Access-Control-Allow-Methods": ", ".join(READING),
        "Access-Control-Allow-Headers": "Accept, Accept-Language, If-None-Match",
        "Access-Control-Max-Age": "86400",
    }
    return HttpResponse(status=204, headers=headers)


def made(operation: Operation, request: HttpRequest, path: Mapping[str, str], form: str) -> HttpResponse:
    """The answer of an operation, or that what the asker has is still the same."""
    asked = asked_of(operation, request, path)
    is_csv = form == "csv" or (not form and _prefers_csv(operation, request))
    found = operation.answer(asked)
    if isinstance(found, Thing):
        content = found.content or _json(_spoken(found.members, asked.lang))
        return sent(request, content, operation.content_type, {})
    content, kind, heads = page_content(operation, asked, found, is_csv=is_csv)
    return sent(request, content, kind, heads)


def sent(request: HttpRequest, content: bytes, kind: str, heads: Mapping[str, str]) -> HttpResponse:
    """The bytes, or that what the asker has is still the same. The ETag is their digest: cheaper than to ask the
    database what has changed, and right whatever did.
    """
    etag = f'"{hashlib.blake2b(content, digest_size=16).hexdigest()}"'
    told = {**heads, "ETag": etag, "Cache-Control": f"public, max-age={FRESH_SECONDS}"}
    if _is_known(etag, request.headers.get("If-None-Match", "")):
        return HttpResponse(status=304, headers=told)
    return HttpResponse(content, content_type=kind, headers=told)


def asked_of(operation: Operation, request: HttpRequest, path: Mapping[str, str]) -> Asked:
    for part in path.values():
        if "\0" in part or len(part) > LONGEST:
            raise nothing_called(part)
    given = read_all(operation.every_parameter, request.GET)
    fields = tuple(dict.fromkeys(given.pop("fields", ()))) or tuple(one.name for one in operation.fields)
    lang, most, after = given.pop("lang", ""), given.pop("limit", USUAL_ROWS), given.pop("cursor", ())
    return Asked(request, {**path, **given}, fields, lang, most, tuple(after))


def page_content(operation: Operation, asked: Asked, page: Page, *, is_csv: bool) -> tuple[bytes, str, dict[str, str]]:
    """The bytes of a page with their type, and the header that says where the next one is."""
    following = cursor_of(operation.id, page.key) if page.key else None
    address = _next(asked.request, following) if following else None
    heads = {"Link": f'<{address}>; rel="next"'} if address else {}
    if is_csv:
        return csv_content(operation, asked, page).encode(), f"{CSV}; charset=utf-8", heads
    names = asked.fields
    rows = [dict(zip(names, row, strict=True)) for row in page.rows]
    said = {"data": _spoken(rows, asked.lang), "next_cursor": following, "next": address}
    return _json(said), JSON, heads


def csv_content(operation: Operation, asked: Asked, page: Page) -> str:
    """A text in three languages takes three columns, in one language one; lists are divided by semicolons."""
    texts = {one.name for one in operation.fields if one.is_text and not asked.lang}
    columns = [
        column
        for name in asked.fields
        for column in ([f"{name}_{lang}" for lang in LANGUAGES] if name in texts else [name])
    ]
    rows = (_cells(row, [name in texts for name in asked.fields], asked.lang) for row in page.rows)
    return csv_text(columns, rows)


def _cells(row: Sequence[Any], are_texts: Sequence[bool], lang: str) -> list[Any]:
    cells: list[Any] = []
    for value, is_text in zip(row, are_texts, strict=True):
        if is_text:
            cells += [value.in_language(one) if value else None for one in LANGUAGES]
        elif isinstance(value, Text):
            cells.append(value.in_language(lang))
        elif isinstance(value, (list, tuple)):
            cells.append(";".join(map(str, value)))
        else:
            cells.append(value if value is None or isinstance(value, (str, int, float)) else value.isoformat())
    return cells


def _spoken(value: Any, lang: str) -> Any:
    """The same with every text in the language asked for; without one as it is."""
    if not lang:
        return value
    if isinstance(value, Text):
        return value.in_language(lang)
    if isinstance(value, Mapping):
        if value.keys() == set(LANGUAGES) and isinstance(value[lang], str):
            return value[lang]
        return {name: _spoken(one, lang) for name, one in value.items()}
    return [_spoken(one, lang) for one in value] if isinstance(value, (list, tuple)) else value


def _json(value: Any) -> bytes:
    return msgspec.json.encode(value)


def _prefers_csv(operation: Operation, request: HttpRequest) -> bool:
    """Whether the asker would rather have CSV. Raises Fault where neither form is acceptable."""
    accepts = request.headers.get("Accept", "*/*")
    if accepts == "*/*":
        return False
    kind = operation.content_type
    offered = [kind, CSV] if operation.is_list else [kind]
    preferred = request.get_preferred_type(offered)
    if preferred is None:
        raise Fault("not-acceptable", _("None of the forms that you accept is there."), offered)
    return preferred == CSV


def _next(request: HttpRequest, following: str) -> str:
    query = request.GET.copy()
    query["cursor"] = following
    return f"{request.build_absolute_uri(request.path)}?{query.urlencode()}"


def _is_known(etag: str, given: str) -> bool:
    known = [one.strip().removeprefix("W/") for one in given.split(",")]
    return etag in known or known == ["*"]
