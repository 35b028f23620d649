"""The peers of the chosen unit on the page of a variable: all the others step aside."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tarazy.web.doors.portal.observatory.asked import Asked
from tarazy.web.doors.portal.peers import BY_HAND, KEY, peers_asked
from tarazy.web.rooms.observatory.queries.peers import Choice, Peers, choices_for
from tarazy.web.rooms.observatory.queries.values import Value
from tarazy.web.rooms.units.models import Unit
from tarazy.web.rooms.units.queries import unit_with
from tarazy.web.ui.parts import Link


@dataclass(frozen=True)
class Narrowed:
    """The values and the units without a value that are left, and the choices of peers; none without a chosen unit."""

    values: list[Value]
    others: list[Unit]
    links: list[Link]


def narrowed(request: HttpRequest, asked: Asked, values: Sequence[Value], others: Sequence[Unit]) -> Narrowed:
    """Keep the unit, its peers and the wholes. Raises NoPage where an address asks for unknown peers."""
    unit = unit_with(asked.unit) if asked.unit else None
    if unit is None or unit.place != asked.variable.place:
        return Narrowed(list(values), list(others), [])
    if not asked.peers:
        return Narrowed(list(values), list(others), links(asked, unit, None))
    peers = peers_asked(request, unit)
    kept = _kept(unit, peers, values)
    return Narrowed(
        [value for value in values if value.unit.pk in kept],
        [one for one in others if one.pk in kept],
        links(asked, unit, peers),
    )


def _kept(unit: Unit, peers: Peers, values: Sequence[Value]) -> Collection[str]:
    wholes = {value.unit.parent_id for value in values}
    return {unit.pk, *peers.ids, *(whole for whole in wholes if whole)}


def links(asked: Asked, unit: Unit, peers: Peers | None) -> list[Link]:
    """All, or peers of each choice; those by hand only where an address names them."""
    words = {
        Choice.KIND: _("with its own kind"),
        Choice.SIMILAR: _("with similar ones"),
        Choice.GROUP: _("with its peer group"),
        Choice.HAND: _("with those chosen by hand"),
    }
    every = pgettext("with whom units are compared", "with all")
    found = [Link(every, asked.href(**{KEY: "", BY_HAND: ""}), peers is None)]
    for one in choices_for(unit):
        if one != Choice.HAND or asked.by_hand:
            hand = asked.by_hand if one == Choice.HAND else ""
            is_here = peers is not None and one == peers.choice
            found.append(Link(words[one], asked.href(**{KEY: one.value, BY_HAND: hand}), is_here))
    return found
