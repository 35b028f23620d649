from __future__ import annotations

from typing import Any

from tarazy.exchange.place import Place
from tarazy.web.grammar.act import act
from tarazy.web.grammar.difference import Difference
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.units.queries import unregistered
from tarazy.web.rooms.units.rules import may_register_units


@act(rule=may_register_units, verb="register_units")
def register_units(place: Place, *, by: User) -> list[Difference[Any]]:
    """Take over the units of a place with their names, codes, successions and maps.

    Says what was new and what changed.
    """
    differences = unregistered(place)
    for table in differences:
        table.save()
    return differences
