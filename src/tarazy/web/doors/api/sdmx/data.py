"""Data: the observations or scores under some keys, streamed in the format that is asked for."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Final, get_args

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _

from tarazy.engine.model.text import Text
from tarazy.exchange.sdmx.data import Data, Detail, KeyedSeries, first_and_last, in_detail
from tarazy.exchange.sdmx.data_csv import data_csv
from tarazy.exchange.sdmx.data_json import data_json
from tarazy.exchange.sdmx.data_xml import generic_xml, structure_specific_xml
from tarazy.exchange.sdmx.messages import Header
from tarazy.exchange.sdmx.model import ALL_PARTS, TIME, VALUE, Items, Ref
from tarazy.web.doors.api.sdmx import accepted as formats
from tarazy.web.doors.api.sdmx.accepted import Format, accepted
from tarazy.web.doors.api.sdmx.asked import (
    Key,
    asked_filters,
    count_of,
    range_of,
    updated_after,
    wanted_of,
)
from tarazy.web.doors.api.sdmx.catalogue import Catalogue, Flow, agency, agency_name
from tarazy.web.doors.api.sdmx.faults import Fault
from tarazy.web.doors.api.sdmx.state import State

MOST_OBSERVATIONS: Final = 1_000_000
PIECE: Final = 64 * 1024  # signs sent at once

WRITERS: Final[dict[Format, Callable[[Data], Iterator[str]]]] = {
    formats.GENERIC: generic_xml,
    formats.GENERIC_SERIES: lambda data: generic_xml(data, "TimeSeries"),
    formats.SPECIFIC: structure_specific_xml,
    formats.SPECIFIC_SERIES: lambda data: structure_specific_xml(data, "2.1", "TimeSeries"),
    formats.XML_3: lambda data: structure_specific_xml(data, "3.0"),
    formats.JSON_1: lambda data: data_json(data, "1.0"),
    formats.JSON_2: lambda data: data_json(data, "2.0"),
    formats.CSV_1: lambda data: data_csv(data, "1.0"),
    formats.CSV_2: lambda data: data_csv(data, "2.0"),
}
DETAILS: Final[dict[str, Detail]] = {one: one for one in get_args(Detail)}
OF_SERIES_ALONE: Final = (formats.GENERIC_SERIES, formats.SPECIFIC_SERIES)


def data(
    request: HttpRequest, catalogue: Catalogue, flow: Flow, keys: list[Key], offered: tuple[Format, ...]
) -> HttpResponseBase:
    """The answer, or that what the asker has is still the same. Raises Fault where there is nothing."""
    form = accepted(request, offered)
    state = State.now()
    etag = state.etag(request, form)
    if (known := get_conditional_response(request, etag, state.seconds)) is not None:
        return known
    message = _message(catalogue, flow, _series(request, flow, keys), form, is_flat=_is_flat(request, form))
    response = StreamingHttpResponse(_pieces(WRITERS[form](message)), content_type=form.content_type)
    response["ETag"] = etag
    if state.seconds is not None:
        response["Last-Modified"] = http_date(state.seconds)
    name = f"{flow.id}.{form.media.rpartition('+')[2]}"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _series(request: HttpRequest, flow: Flow, keys: list[Key]) -> Iterator[KeyedSeries]:
    """What is asked for. Raises Fault where that is nothing, or too much."""
    wanted = wanted_of(flow, keys, range_of(request), asked_filters(request))
    after, first, last = (
        updated_after(request),
        count_of(request, "firstNObservations"),
        count_of(request, "lastNObservations"),
    )
    detail = _detail(request)
    if request.GET.get("includeHistory", "false") != "false":
        raise Fault("not-implemented", lambda: _("Earlier revisions are not given here."))
    if flow.size(wanted).observations > MOST_OBSERVATIONS:
        said = {"most": MOST_OBSERVATIONS}
        raise Fault("too-large", lambda: _("More than %(most)s observations. Ask for fewer keys or periods.") % said)
    found = in_detail(first_and_last(flow.series(wanted, after), first, last), detail)
    begin = next(found, None)
    if begin is None:
        raise Fault("nothing", lambda: _("There are no observations for this."))
    return chain((begin,), found)


def _detail(request: HttpRequest) -> Detail:
    """How much is said of each series: `detail` in 2.1, `attributes` and `measures` in 3.0."""
    detail = DETAILS.get(request.GET.get("detail", "full"))
    if detail is None:
        raise Fault("syntax", lambda: _("detail is one of these: %(list)s.") % {"list": ", ".join(DETAILS)})
    attributes, measures = request.GET.get("attributes", "dsd"), request.GET.get("measures", "all")
    if attributes not in ("dsd", "all", "none") or measures not in ("all", "none", VALUE):
        raise Fault("not-implemented", lambda: _("Attributes and measures are given all or none."))
    if measures == "none":
        return "serieskeysonly" if attributes == "none" else "nodata"
    return "dataonly" if attributes == "none" else detail


def _is_flat(request: HttpRequest, form: Format) -> bool:
    at = request.GET.get("dimensionAtObservation", TIME)
    if at not in (TIME, ALL_PARTS):
        raise Fault("not-implemented", lambda: _("dimensionAtObservation is TIME_PERIOD or AllDimensions."))
    return at == ALL_PARTS and form not in OF_SERIES_ALONE


def _message(catalogue: Catalogue, flow: Flow, series: Iterator[KeyedSeries], form: Format, *, is_flat: bool) -> Data:
    has_names = form in (formats.JSON_1, formats.JSON_2)
    names = _names(catalogue, flow) if has_names else None
    return Data(header(), flow.dataflow, flow.structure, series, is_flat, names)


def header() -> Header:
    return Header(f"M{uuid.uuid4().hex}", timezone.now(), agency(), agency_name())


def _names(catalogue: Catalogue, flow: Flow) -> dict[str, dict[str, Text]]:
    """What codes are called by their list, and under "" what columns are."""
    found: dict[str, dict[str, Text]] = {}
    for ref in flow.structure.refers_to:
        listed = catalogue.structure(ref)
        assert isinstance(listed, Items)
        found[_list_of(ref)] = {item.id: item.name for item in listed.items}
    return found


def _list_of(ref: Ref) -> str:
    return "" if ref.kind == "conceptscheme" else ref.id


def _pieces(texts: Iterator[str]) -> Iterator[bytes]:
    """Small pieces put together: a packet each would be slow."""
    kept: list[str] = []
    size = 0
    for text in texts:
        kept.append(text)
        size += len(text)
        if size >= PIECE:
            yield "".join(kept).encode()
            kept, size = [], 0
    yield "".join(kept).encode()
