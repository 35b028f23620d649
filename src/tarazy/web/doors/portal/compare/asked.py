"""Which units an address asks to compare, and which may be chosen beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from tarazy.web.doors.portal.faults import NoPage
from tarazy.web.grammar.text import sort_key
from tarazy.web.rooms.units.models import Unit
from tarazy.web.rooms.units.queries import are_alike, names_of_places, units_by_id, units_of_place
from tarazy.web.ui.parts import Link
from tarazy.web.ui.written import in_language

LEAST, MOST = 2, 6
MOST_OFFERED: Final = 300


@dataclass(frozen=True)
class Asked:
    """The units to compare, in the order of their names; `across` "yes": of different kinds all the same."""

    units: list[Unit]
    across: str

    @property
    def is_enough(self) -> bool:
        return len(self.units) >= LEAST

    @property
    def ids(self) -> list[str]:
        return [unit.pk for unit in self.units]

    @property
    def query(self) -> str:
        return urlencode([*(("unit", id) for id in sorted(self.ids)), *([("across", "yes")] if self.across else [])])

    @property
    def href(self) -> str:
        return compare_href(self.ids, self.across)


def compare_href(units: Sequence[str], across: str = "") -> str:
    pairs = [*(("unit", id) for id in sorted(units)), *([("across", across)] if across else [])]
    return f"{reverse('portal:compare')}?{urlencode(pairs)}" if pairs else reverse("portal:compare")


def asked_by(given: QueryDict) -> Asked:
    """Read an address. Raises NoPage where it names too many units, unknown ones, or ones of different kinds."""
    ids = sorted({id for id in given.getlist("unit") if id})
    if len(ids) > MOST:
        message = _("At most %(most)s units can be compared; %(count)s are chosen.")
        ways = [Link(_("Compare the first %(most)s of them") % {"most": MOST}, compare_href(ids[:MOST]))]
        raise NoPage(message % {"most": MOST, "count": len(ids)}, ways)
    found = units_by_id(ids)
    for id in ids:
        if id not in found:
            message = _("Nobody is called %(unit)s here.") % {"unit": id[:60]}
            raise NoPage(message, [Link(_("Choose whom to compare"), reverse("portal:compare"))])
    units = sorted(found.values(), key=lambda unit: (sort_key(str(unit.name)), unit.pk))
    across = "yes" if given.get("across") == "yes" else ""
    if not across and not are_alike(units):
        message = _("These are units of different kinds. They are not compared with each other unless you say so.")
        ways = [Link(_("Compare them all the same"), compare_href(ids, "yes"))]
        raise NoPage(message, [*ways, Link(_("Choose whom to compare"), reverse("portal:compare"))])
    return Asked(units, across)


def offered(asked: Asked, place: str, places: Sequence[str]) -> tuple[str, list[Unit]]:
    """The place whose units may be chosen, and those of them that exist: the peers of whoever is chosen, else the
    largest peer group that can be listed.
    """
    chosen = asked.units[0].place if asked.units else place if place in places else next(iter(places), "")
    existing = [unit for unit in units_of_place(chosen) if unit.valid_to is None or unit.pk in asked.ids]
    groups = Counter(unit.peer_group_id for unit in existing)
    listed = [group for group, count in groups.most_common() if count <= MOST_OFFERED]
    wanted = {unit.peer_group_id for unit in asked.units} or set(listed[:1])
    found = [unit for unit in existing if unit.peer_group_id in wanted]
    if len(found) > MOST_OFFERED:
        found = asked.units
    return chosen, sorted(found, key=lambda unit: sort_key(str(unit.name)))


def place_links(here: str) -> list[Link]:
    address = reverse("portal:compare")
    return [
        Link(in_language(name), f"{address}?{urlencode({'place': place})}", current=place == here)
        for place, name in names_of_places().items()
    ]
