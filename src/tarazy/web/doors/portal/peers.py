"""The peers of a unit: who they are and why, and a form to choose others by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tarazy.web.doors.portal.faults import NoPage
from tarazy.web.grammar.text import sort_key
from tarazy.web.rooms.observatory.queries.peers import (
    Choice,
    ContextColumn,
    Peers,
    choices_for,
    context_columns,
    peers_of,
)
from tarazy.web.rooms.units.models import Unit
from tarazy.web.rooms.units.queries import units_of_place
from tarazy.web.ui.parts import Column, Link
from tarazy.web.ui.written import in_language, number
from tarazy.web.ui.written import period as period_text

KEY, BY_HAND = "peers", "with"  # in addresses
MOST_SHOWN: Final = 25
MOST_OFFERED: Final = 300


def peers_asked(request: HttpRequest, unit: Unit, first: Choice = Choice.KIND) -> Peers:
    """Whom an address compares a unit with. Raises NoPage where it asks for another choice or an unknown unit."""
    here = Link(str(unit.name), reverse("portal:unit", kwargs={"unit": unit.pk}) + "#peers")
    given = request.GET.get(KEY, "") or first.value
    if given not in Choice.values:
        raise NoPage(_("Units cannot be compared by “%(choice)s”.") % {"choice": given[:40]}, [here])
    hand = [one.strip() for text in request.GET.getlist(BY_HAND) for one in text.split(",") if one.strip()]
    found = peers_of(unit, Choice(given), hand)
    if found.unknown:
        raise NoPage(_("Nobody is called %(unit)s here.") % {"unit": ", ".join(found.unknown)[:200]}, [here])
    return found


def peers_shown(request: HttpRequest, unit: Unit) -> dict[str, Any]:
    """What the section of peers holds: the nearest first where similar ones are shown, else by name. Where nobody has
    chosen and none can be called similar, nobody is looked for: a kind may have thousands of units.
    """
    choices = choices_for(unit)
    is_chosen = KEY in request.GET or Choice.SIMILAR in choices
    peers = peers_asked(request, unit, Choice.SIMILAR) if is_chosen else Peers(unit, Choice.KIND, [])
    units = peers.units if peers.near else sorted(peers.units, key=lambda one: sort_key(str(one.name)))
    shown = units[:MOST_SHOWN]
    columns = peers.columns or (context_columns(unit, shown) if shown else [])
    return {
        "peers": peers,
        "is_chosen": is_chosen,
        "is_by_hand": peers.choice == Choice.HAND,
        "peer_links": peer_links(peers, choices, reverse("portal:unit", kwargs={"unit": unit.pk}), is_chosen),
        "peer_rows": [row_of(one, peers, columns) for one in (unit, *shown)] if shown else [],
        "peer_columns": heads(peers, columns),
        "peers_unlisted": len(units) - len(shown),
        "peer_options": offered(unit, peers),
        "peers_typed": ", ".join(sorted(peers.ids)) if peers.choice == Choice.HAND else "",
    }


def offered(unit: Unit, peers: Peers) -> list[tuple[str, str, bool]]:
    """The units of the place to choose from; none where there are too many for a list, and their ids are typed."""
    others = units_of_place(unit.place).exclude(pk=unit.pk).values_list("pk", "name")[: MOST_OFFERED + 1]
    if len(others) > MOST_OFFERED:
        return []
    named = sorted(((pk, str(name)) for pk, name in others), key=lambda one: sort_key(one[1]))
    return [(pk, name, pk in peers.ids) for pk, name in named]


def peer_links(peers: Peers, choices: list[Choice], address: str, is_chosen: bool) -> list[Link]:
    hand = ",".join(one.pk for one in peers.units) if peers.choice == Choice.HAND else ""
    found = []
    for one in choices:
        asked = {KEY: one.value} | ({BY_HAND: hand} if one == Choice.HAND and hand else {})
        found.append(
            Link(str(one.label), f"{address}?{urlencode(asked)}#peers", current=is_chosen and one == peers.choice)
        )
    return found


def heads(peers: Peers, columns: Sequence[ContextColumn]) -> list[Column]:
    near = [Column(_("How far"), numeric=True, note=_("0 = alike"))] if peers.near else []
    values = [
        Column(
            str(column.variable.title),
            numeric=True,
            note=f"{in_language(column.variable.unit_of_measure.symbol)}, {period_text(column.period)}",
        )
        for column in columns
    ]
    return [Column(_("Name"), row_head=True), *near, *values]


def row_of(unit: Unit, peers: Peers, columns: Sequence[ContextColumn]) -> dict[str, Any]:
    """`near` is empty for the unit itself and where nothing is measured."""
    near = peers.near.get(unit.pk)
    return {
        "name": str(unit.name),
        "kind": in_language(unit.kind.name) if unit.kind_id != peers.unit.kind_id else "",
        "href": reverse("portal:unit", kwargs={"unit": unit.pk}),
        "is_own": unit.pk == peers.unit.pk,
        "near": number(near.distance, 2) if near else "",
        "values": [number(column.values[unit.pk]) if unit.pk in column.values else "" for column in columns],
    }
