"""Everything that can be asked for: flows and the structures behind them, each made when it is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from tarazy.exchange.sdmx.ids import sdmx_id
from tarazy.exchange.sdmx.model import AgencyScheme, Constraint, Item, Kind, Ref, Structure
from tarazy.exchange.sdmx.periods import frequency, time_period
from tarazy.web.doors.api.sdmx import codelists, concepts
from tarazy.web.doors.api.sdmx.observations import Observations
from tarazy.web.doors.api.sdmx.scores import Scores
from tarazy.web.grammar.text import LocalText, in_every_language
from tarazy.web.rooms.observatory.queries.tables import EVERYTHING, Wanted, places_observed
from tarazy.web.rooms.observatory.queries.variables import score_variables
from tarazy.web.rooms.publication.queries.tables import indices_published
from tarazy.web.rooms.units.queries import names_of_places

Flow = Observations | Scores
Make = Callable[[], Structure]
STANDARD: Final = "SDMX"  # the agency whose scheme lists agencies


def agency() -> str:
    return str(settings.SDMX_AGENCY)


def agency_name() -> LocalText:
    return in_every_language(lambda: _("Tarazy"))


def flows() -> dict[str, Flow]:
    """By id: the observations of each place, then the scores of each index."""
    names, whose = names_of_places(), agency()
    observed = [Observations(whose, place, names[place]) for place in places_observed() if place in names]
    titles = {index: next((one.title for one in score_variables(index)), None) for index in indices_published()}
    scored = [Scores(whose, index, title) for index, title in titles.items() if title is not None]
    found: list[Flow] = [*observed, *scored]
    return {flow.id: flow for flow in found}


class Catalogue:
    """The structures by what names them; of each, what it refers to is known before it is made."""

    def __init__(self) -> None:
        self.flows = flows()
        self._made: dict[Ref, Structure] = {}

    @cached_property
    def makers(self) -> Mapping[Ref, Make]:
        whose = agency()
        shared: dict[str, Make] = {
            "CL_FREQ": lambda: concepts.frequencies(whose),
            "CL_OBS_STATUS": lambda: concepts.statuses(whose),
            "CL_PEER_GROUP": lambda: codelists.peer_groups_list(whose),
            "CL_SERIES": lambda: concepts.series_said(whose),
            "CL_UNIT_MEASURE": lambda: codelists.units_of_measure_list(whose),
        }
        found: dict[Ref, Make] = {
            Ref("agencyscheme", STANDARD, "AGENCIES"): _agencies,
            Ref("conceptscheme", whose, concepts.CONCEPTS): lambda: concepts.concepts(whose),
            **{Ref("codelist", whose, id): make for id, make in shared.items()},
        }
        for flow in self.flows.values():
            found |= _makers_of(flow)
        return found

    def structure(self, ref: Ref) -> Structure:
        if ref not in self._made:
            self._made[ref] = self.makers[ref]()
        return self._made[ref]

    @cached_property
    def uses(self) -> Mapping[Ref, tuple[Ref, ...]]:
        """To what each structure refers; lists refer to nothing."""
        found: dict[Ref, tuple[Ref, ...]] = dict.fromkeys(self.makers, ())
        for flow in self.flows.values():
            structure, dataflow = flow.structure, flow.dataflow
            found[structure.ref], found[dataflow.ref] = structure.refers_to, dataflow.refers_to
            found[Ref("contentconstraint", flow.agency, constraint_id(flow))] = (dataflow.ref,)
        return found

    def children(self, refs: Iterable[Ref]) -> list[Ref]:
        return list(dict.fromkeys(child for ref in refs for child in self.uses.get(ref, ())))

    def parents(self, refs: Iterable[Ref]) -> list[Ref]:
        asked = set(refs)
        return [ref for ref, used in self.uses.items() if asked.intersection(used)]

    def all_below(self, refs: Iterable[Ref]) -> list[Ref]:
        return self._followed(refs, self.children)

    def all_above(self, refs: Iterable[Ref]) -> list[Ref]:
        return self._followed(refs, self.parents)

    def _followed(self, refs: Iterable[Ref], step: Callable[[Iterable[Ref]], list[Ref]]) -> list[Ref]:
        found: dict[Ref, None] = {}
        level = step(refs)
        while level:
            found |= dict.fromkeys(level)
            level = [ref for ref in step(level) if ref not in found]
        return list(found)


def _makers_of(flow: Flow) -> dict[Ref, Make]:
    def of(kind: Kind, id: str) -> Ref:
        return Ref(kind, flow.agency, id)

    place = flow.place
    found: dict[Ref, Make] = {
        of("dataflow", flow.id): lambda: flow.dataflow,
        of("datastructure", flow.id): lambda: flow.structure,
        of("contentconstraint", constraint_id(flow)): lambda: constraint_of(flow),
        of("codelist", codelists.id_of_place("CL_UNIT", place)): lambda: codelists.units_list(flow.agency, place),
    }
    if isinstance(flow, Scores):
        index = flow.index
        nodes = of("codelist", codelists.id_of_place("CL_NODE", index))
        return found | {nodes: lambda: codelists.nodes_list(flow.agency, index)}
    listed = of("codelist", codelists.id_of_place("CL_VARIABLE", place))
    broken_down = of("codelist", codelists.id_of_place("CL_BREAKDOWN", place))
    return found | {
        listed: lambda: codelists.variables_list(flow.agency, place),
        broken_down: lambda: codelists.breakdowns_list(flow.agency, place),
    }


def constraint_id(flow: Flow) -> str:
    return f"CONTENT_{flow.id}"


def constraint_of(
    flow: Flow, wanted: Mapping[str, list[Wanted]] | None = None, parts: tuple[str, ...] = ()
) -> Constraint:
    """What there is of a flow. `wanted`: of each part of the key (and TIME_PERIOD) within which, if not everything;
    `parts`: which of them are said, if not all.
    """
    within = {part: (wanted or {}).get(part, EVERYTHING) for part in ("FREQ", "TIME_PERIOD", "", *flow.columns)}
    periods = flow.occurring("period", within["FREQ"])
    occurring = {"FREQ": sorted({frequency(period) for period in periods})}
    for part, column in flow.columns.items():
        if not parts or part in parts:
            occurring[part] = [sdmx_id(code) for code in flow.occurring(column, within[part])]
    if parts and "FREQ" not in parts:
        del occurring["FREQ"]
    spans = flow.occurring("period", within["TIME_PERIOD"]) if not parts or "TIME_PERIOD" in parts else []
    size = flow.size(within[""])
    return Constraint(
        agency=flow.agency,
        id=constraint_id(flow),
        name=in_every_language(lambda: _("What there is of it: %(flow)s") % {"flow": flow.title}),
        flow=flow.id,
        occurring=occurring,
        periods=(time_period(spans[0]), time_period(spans[-1])) if spans else None,
        series=size.series,
        observations=size.observations,
    )


def _agencies() -> AgencyScheme:
    items = (Item(id=agency(), name=agency_name()),)
    name = in_every_language(lambda: _("Agencies"))
    return AgencyScheme(agency=STANDARD, id="AGENCIES", name=name, items=items, is_partial=True)
