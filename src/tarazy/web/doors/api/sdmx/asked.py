"""What a request asks for: which flow, which keys, which periods; everything that is not understood is refused."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from tarazy.exchange.sdmx.ids import plain_id
from tarazy.exchange.sdmx.model import TIME, VERSION
from tarazy.exchange.sdmx.periods import bounds_of, frequency, is_within
from tarazy.web.doors.api.sdmx.catalogue import Flow, agency
from tarazy.web.doors.api.sdmx.faults import Fault
from tarazy.web.doors.api.sdmx.filters import ANY_VALUE, Filter, filters_of
from tarazy.web.rooms.observatory.queries.tables import Wanted

EVERY: Final = frozenset({"", "all", "*"})
VERSIONS: Final = frozenset({*EVERY, VERSION, "latest", "~", "+", "*+"})
MOST_KEYS: Final = 100
MOST_SIGNS: Final = 20_000  # of a key
_ID: Final = re.compile(r"[A-Za-z0-9_@$.\-]+")
Key = Mapping[str, frozenset[str]]  # by part the codes that are asked for; a part that is not there: all


@dataclass(frozen=True)
class Range:
    """From which day to which the periods lie; None: without limit."""

    start: datetime.date | None
    end: datetime.date | None

    @property
    def is_open(self) -> bool:
        return self.start is None and self.end is None


def flow_in_one(text: str, flows: Mapping[str, Flow]) -> Flow:
    """The flow that `ID`, `AGENCY,ID` or `AGENCY,ID,VERSION` names, as addresses of 2.1 have it."""
    parts = text.split(",")
    if len(parts) > 3:
        raise Fault("syntax", lambda: _("A flow is named as ID, AGENCY,ID or AGENCY,ID,VERSION."))
    whose, id, version = ("", *parts, "") if len(parts) == 1 else (*parts, "")[:3]
    return flow_called(whose, id, version, flows)


def flow_called(whose: str, id: str, version: str, flows: Mapping[str, Flow]) -> Flow:
    """The flow under an id. Raises Fault where there is none, or where nobody but another agency could have it."""
    flow = flows.get(id)
    if flow is None or whose not in EVERY | {agency()} or version not in VERSIONS:
        shown = f"{whose},{id},{version}".strip(",")[:200]
        raise Fault("nothing", lambda: _("There is no dataflow “%(flow)s”.") % {"flow": shown})
    return flow


def keys_of(text: str, flow: Flow) -> list[Key]:
    """The keys that are asked for, each as `A.KZ+KZ-47..` or with `*` for every code; several divided by commas."""
    if len(text) > MOST_SIGNS or text.count(",") >= MOST_KEYS:
        raise Fault("too-large", lambda: _("The key is too long. Ask for fewer codes at once."))
    if text in EVERY:
        return [{}]
    return [_key(one, flow) for one in text.split(",")]


def _key(text: str, flow: Flow) -> Key:
    names = [part.id for part in flow.structure.key_parts]
    if text in EVERY:
        return {}
    parts = text.split(".")
    if len(parts) != len(names):
        said = {"parts": ".".join(names), "count": len(names)}
        raise Fault("syntax", lambda: _("A key has %(count)s parts here, divided by points: %(parts)s.") % said)
    found = {name: frozenset(part.split("+")) for name, part in zip(names, parts, strict=True) if part not in EVERY}
    for codes in found.values():
        if not all(_ID.fullmatch(code) for code in codes):
            raise Fault("syntax", lambda: _("A key holds codes, divided by “+” and “.”, and nothing else."))
    return {name: codes for name, codes in found.items() if not codes & {"*", "all"}}


def range_of(request: HttpRequest) -> Range:
    start, end = request.GET.get("startPeriod"), request.GET.get("endPeriod")
    return Range(_bounds(start)[0] if start else None, _bounds(end)[1] if end else None)


def _bounds(text: str) -> tuple[datetime.date, datetime.date]:
    try:
        return bounds_of(text)
    except ValueError:
        said = {"given": text[:100]}
        raise Fault(
            "syntax", lambda: _("“%(given)s” is no period: write 2023, 2023-Q1, 2023-07 or a day.") % said
        ) from None


def updated_after(request: HttpRequest) -> datetime.datetime | None:
    text = request.GET.get("updatedAfter")
    if not text:
        return None
    try:
        moment = datetime.datetime.fromisoformat(text.replace(" ", "+") if "T" in text else text)
    except ValueError:
        said = {"given": text[:100]}
        raise Fault("syntax", lambda: _("“%(given)s” is no moment: write 2026-01-31T00:00:00Z.") % said) from None
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment, datetime.UTC)


def count_of(request: HttpRequest, name: str) -> int | None:
    """A whole number above nothing."""
    text = request.GET.get(name)
    if text is None:
        return None
    if not re.fullmatch(r"[0-9]{1,6}", text) or int(text) == 0:
        raise Fault("syntax", lambda: _("%(name)s is a whole number from 1 to 999999.") % {"name": name})
    return int(text)


def wanted_of(flow: Flow, keys: list[Key], span: Range, filters: list[Filter], without: str = "") -> list[Wanted]:
    """What is asked for by our columns and with our ids. `without`: a part of the key that does not matter."""
    known = [one.part for one in filters if one.part not in (*flow.columns, "FREQ", TIME)]
    if known:
        raise Fault("not-implemented", lambda: _("Data are filtered by parts of the key and TIME_PERIOD alone."))
    return [_wanted(flow, key, span, filters, without) for key in keys]


def _wanted(flow: Flow, key: Key, span: Range, filters: list[Filter], without: str) -> Wanted:
    found: dict[str, frozenset[str]] = {}
    for part, column in flow.columns.items():
        own = [one for one in filters if one.part == part]
        if part == without or (part not in key and not own):
            continue
        codes = _plain(key[part]) if part in key else frozenset(flow.occurring(column, ({},)))
        for one in own:
            codes = frozenset(code for code in codes if one.allows(code))
        found[column] = codes
    times = [] if without == TIME else [one for one in filters if one.part == TIME]
    often = [] if without == "FREQ" else [one for one in filters if one.part == "FREQ"]
    asked = key.get("FREQ", ANY_VALUE) if without != "FREQ" else ANY_VALUE
    span = Range(None, None) if without == TIME else span
    if asked is ANY_VALUE and span.is_open and not times and not often:
        return found
    found["period"] = frozenset(
        period
        for period in flow.occurring("period", ({},))
        if (asked is ANY_VALUE or frequency(period) in asked)
        and is_within(period, span.start, span.end)
        and all(one.allows_period(period) for one in times)
        and all(one.allows_written(frequency(period)) for one in often)
    )
    return found


def _plain(codes: frozenset[str]) -> frozenset[str]:
    """The codes as our ids, without those that no id of ours could be."""
    found = set()
    for code in codes:
        try:
            found.add(plain_id(code))
        except ValueError:
            continue
    return frozenset(found)


def asked_filters(request: HttpRequest) -> list[Filter]:
    return filters_of({name: request.GET.getlist(name) for name in request.GET})
