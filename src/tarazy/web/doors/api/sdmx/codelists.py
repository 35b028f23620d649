"""Lists of codes that come from the database: units, variables, breakdowns, units of measure, peer groups, nodes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from django.utils.translation import gettext as _

from tarazy.exchange.sdmx.ids import sdmx_id
from tarazy.exchange.sdmx.model import Codelist, Item
from tarazy.web.grammar.text import LocalText, in_every_language
from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.rooms.observatory.models import BreakdownCode
from tarazy.web.rooms.observatory.queries.tables import occurring
from tarazy.web.rooms.observatory.queries.variables import (
    breakdown_codes,
    score_variables,
    units_of_measure,
    variables,
)
from tarazy.web.rooms.publication.queries.standing import publication_for
from tarazy.web.rooms.units.queries import peer_groups, units_by_id, units_of_place


def id_of_place(name: str, place: str) -> str:
    """The id of something that each place, or each index, has its own of: CL_UNIT and kz are CL_UNIT_KZ."""
    return f"{name}_{sdmx_id(place.replace('/', '_').upper())}"


def units_list(agency: str, place: str) -> Codelist:
    """The units of a place, former ones too, and whoever else is observed there, each below its parent."""
    units = {**{unit.pk: unit for unit in units_of_place(place)}, **units_by_id(occurring(place, "unit"))}
    items = tuple(
        Item(
            id=sdmx_id(unit.pk),
            name=unit.name,
            parent=sdmx_id(unit.parent_id) if unit.parent_id in units else "",
        )
        for _id, unit in sorted(units.items())
    )
    name = in_every_language(lambda: _("Units: %(place)s") % {"place": place})
    return Codelist(agency=agency, id=id_of_place("CL_UNIT", place), name=name, items=items)


def variables_list(agency: str, place: str) -> Codelist:
    items = tuple(Item(id=sdmx_id(one.pk), name=one.title, description=one.definition) for one in variables(place))
    name = in_every_language(lambda: _("Variables: %(place)s") % {"place": place})
    return Codelist(agency=agency, id=id_of_place("CL_VARIABLE", place), name=name, items=items)


def breakdowns_list(agency: str, place: str) -> Codelist:
    """The breakdowns that occur, each as one code."""
    known = breakdown_codes()
    items = tuple(
        Item(id=sdmx_id(one), name=in_every_language(partial(_breakdown_in_words, one, known)))
        for one in occurring(place, "breakdown")
    )
    name = in_every_language(lambda: _("Breakdowns: %(place)s") % {"place": place})
    return Codelist(agency=agency, id=id_of_place("CL_BREAKDOWN", place), name=name, items=items)


def _breakdown_in_words(breakdown: str, known: Mapping[tuple[str, str], BreakdownCode]) -> str:
    parts = [part.partition("=")[::2] for part in breakdown.split(";") if part]
    found = [(known.get((key, code)), f"{key}={code}") for key, code in parts]
    return "; ".join(f"{one.key_name}: {one.name}" if one else plain for one, plain in found) or _("Total")


def units_of_measure_list(agency: str) -> Codelist:
    items = tuple(Item(id=sdmx_id(one.pk), name=one.title) for one in units_of_measure())
    name = in_every_language(lambda: _("Units of measure"))
    return Codelist(agency=agency, id="CL_UNIT_MEASURE", name=name, items=items)


def peer_groups_list(agency: str) -> Codelist:
    items = tuple(Item(id=sdmx_id(id), name=group.name) for id, group in sorted(peer_groups().items()))
    name = in_every_language(lambda: _("Peer groups"))
    return Codelist(agency=agency, id="CL_PEER_GROUP", name=name, items=items)


def nodes_list(agency: str, methodology: str) -> Codelist:
    """The nodes of which scores were ever published; below each other where the latest publication says how."""
    latest = publication_for(methodology)
    parents = dict(methodology_of(latest.computed.version).parents) if latest else {}
    titles: dict[str, LocalText] = {one.pk.rpartition(":")[2]: one.title for one in score_variables(methodology)}
    items = tuple(
        Item(id=sdmx_id(node), name=title, parent=sdmx_id(parents[node]) if parents.get(node) in titles else "")
        for node, title in titles.items()
    )
    name = in_every_language(lambda: _("Nodes of the index: %(index)s") % {"index": methodology})
    return Codelist(agency=agency, id=id_of_place("CL_NODE", methodology), name=name, items=items)
