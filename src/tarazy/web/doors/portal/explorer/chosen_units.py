"""Whose values a view shows: a group, a kind, the units like one, those chosen by hand; on boundaries of which time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from django.utils.translation import gettext as _

from tarazy.web.doors.portal.explorer.bounds import MOST_OF_A_GROUP
from tarazy.web.doors.portal.explorer.offers import exists_in, series_of
from tarazy.web.doors.portal.explorer.stock import OfPlace
from tarazy.web.doors.portal.explorer.view import View
from tarazy.web.doors.portal.explorer.ways_on import href, refuse
from tarazy.web.rooms.observatory.queries.carried import Onto, ends_of
from tarazy.web.rooms.observatory.queries.peers import Choice, Peers, choices_for, peers_of
from tarazy.web.rooms.observatory.queries.values import values_in
from tarazy.web.rooms.units.models import Unit
from tarazy.web.rooms.units.queries import are_alike
from tarazy.web.ui.parts import Link

UNITS_AT_FIRST: Final = 20


def with_group(view: View, here: OfPlace) -> View:
    """Where nobody is chosen, the peer group with most values in the last period; the first ones of it where it is too
    large to be shown.
    """
    if view.units or view.group or view.kind or view.like:
        return view
    variable = view.variables[0]
    known = values_in(variable, view.last, view.breakdowns[0], series_of(variable)) if view.last else []
    existing = [value.unit for value in known] or list(here.units.values())
    sizes = Counter(unit.peer_group_id for unit in existing)
    group = max(sizes, key=lambda group: (sizes[group], group)) if sizes else ""
    if sizes[group] <= MOST_OF_A_GROUP:
        return replace(view, group=group)
    return replace(view, units=tuple(unit.pk for unit in existing if unit.peer_group_id == group)[:UNITS_AT_FIRST])


def similar_to(view: View, here: OfPlace) -> Peers | None:
    """The peers of a similar structure that the view asks for; None where it asks for none."""
    if not view.like:
        return None
    unit = here.units.get(view.like)
    if unit is None:
        refuse(_("Nobody is called %(unit)s here.") % {"unit": view.like})
    if Choice.SIMILAR not in choices_for(unit):
        ways = [Link(_("All of its peer group"), href(replace(view, like="", group=unit.peer_group_id)))]
        refuse(_("By what others would be similar to %(unit)s is stated nowhere.") % {"unit": unit.name}, ways)
    return peers_of(unit, Choice.SIMILAR)


def units_of(view: View, here: OfPlace, similar: Peers | None) -> list[Unit]:
    """The units of the view: those of the group, the kind or like one, and those chosen by hand. Raises NoPage where
    they would be compared across kinds without its being said.
    """
    by_id = here.units
    for id in view.units:
        if id not in by_id:
            refuse(_("Nobody is called %(unit)s here.") % {"unit": id})
    together = [by_id[view.like], *(by_id[unit.pk] for unit in similar.units)] if similar else of_group(view, by_id)
    onto = Onto(view.onto or Onto.RECORDED)
    within = on_boundaries(together, onto, here)
    found = list({unit.pk: unit for unit in (*within, *(by_id[id] for id in view.units))}.values())
    if not are_alike(found) and view.across != "yes":
        message = _("These are units of different kinds. They are not compared with each other unless you say so.")
        refuse(message, [Link(_("Show them together all the same"), href(replace(view, across="yes")))])
    return found


def of_group(view: View, by_id: Mapping[str, Unit]) -> list[Unit]:
    """Those of the group or kind that exist at the end of the last period."""
    for name, chosen in (("peer_group_id", view.group), ("kind_id", view.kind if not view.group else "")):
        if chosen and not any(getattr(unit, name) == chosen for unit in by_id.values()):
            refuse(_("There are no values of a group “%(group)s” here.") % {"group": chosen})
    return [
        unit for unit in by_id.values()
        if (unit.peer_group_id == view.group if view.group else unit.kind_id == view.kind)
        and (not view.last or exists_in(unit, view.last))
    ]  # fmt: skip


def on_boundaries(units: Sequence[Unit], onto: Onto, here: OfPlace) -> list[Unit]:
    """The units that hold the territory of these on the chosen boundaries."""
    if onto == Onto.RECORDED:
        return list(units)
    return [
        here.units[id]
        for unit in units
        for id in sorted(ends_of(unit.pk, onto, here.successions)) or [unit.pk]
        if id in here.units
    ]
