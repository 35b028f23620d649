"""Which codes and periods there are under some keys: from this, keys are built that have an answer."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from tarazy.exchange.sdmx.model import TIME, Structure
from tarazy.web.doors.api.sdmx.accepted import Format, accepted
from tarazy.web.doors.api.sdmx.asked import EVERY, Key, asked_filters, range_of, updated_after, wanted_of
from tarazy.web.doors.api.sdmx.catalogue import Catalogue, Flow, constraint_of
from tarazy.web.doors.api.sdmx.faults import Fault
from tarazy.web.doors.api.sdmx.structures import KINDS, message


def availability(
    request: HttpRequest, catalogue: Catalogue, flow: Flow, keys: list[Key], parts: str, offered: tuple[Format, ...]
) -> HttpResponseBase:
    """`parts`: of which parts of the key it is to be said; none: of all."""
    form = accepted(request, offered)
    if updated_after(request) is not None:
        raise Fault("not-implemented", lambda: _("What there is cannot be asked for by the day of its change."))
    names = (*(part.id for part in flow.structure.key_parts), TIME)
    only = () if parts in EVERY else tuple(parts.replace("+", ",").split(","))
    if not set(only) <= set(names):
        raise Fault("semantics", lambda: _("A key has these parts here: %(list)s.") % {"list": ", ".join(names)})
    constraint = constraint_of(flow, _within(request, flow, keys, names), only)
    if not constraint.observations:
        raise Fault("nothing", lambda: _("There are no observations for this."))
    return message(request, [replace(constraint, id=flow.id), *_others(request, catalogue, flow)], form)


def _within(request: HttpRequest, flow: Flow, keys: list[Key], names: tuple[str, ...]) -> dict[str, list]:  # type: ignore[type-arg]
    """`exact`: what the answer to the same keys would hold; `available`: what each part could be beside the others."""
    mode = request.GET.get("mode", "exact")
    if mode not in ("exact", "available"):
        raise Fault("syntax", lambda: _("mode is exact or available."))
    span, filters = range_of(request), asked_filters(request)
    exact = wanted_of(flow, keys, span, filters)
    if mode == "exact":
        return dict.fromkeys((*names, ""), exact)
    return {"": exact} | {name: wanted_of(flow, keys, span, filters, without=name) for name in names}


def _others(request: HttpRequest, catalogue: Catalogue, flow: Flow) -> list[Structure]:
    """The flow and the structures behind it, as far as `references` wants them."""
    wanted = request.GET.get("references", "none").split(",")
    refs = [flow.dataflow.ref, *catalogue.all_below([flow.dataflow.ref])]
    if "all" in wanted:
        return [catalogue.structure(ref) for ref in refs]
    kinds = {kind for one in wanted for kind in KINDS.get(one, ())}
    return [catalogue.structure(ref) for ref in refs if ref.kind in kinds]
