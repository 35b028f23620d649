"""Values on boundaries of another time: the choice of an address, and from what each carried value came."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tarazy.engine.statistics.carried import Carried, Part
from tarazy.web.doors.portal.faults import NoPage
from tarazy.web.rooms.observatory.enums import Way
from tarazy.web.rooms.observatory.models import Aggregation, Variable
from tarazy.web.rooms.observatory.queries.carried import Onto, aggregations_of
from tarazy.web.rooms.observatory.queries.carried_of_unit import Figure
from tarazy.web.rooms.observatory.queries.values import Value
from tarazy.web.rooms.observatory.queries.variables import titles_of
from tarazy.web.rooms.units.queries import units_by_id
from tarazy.web.ui.parts import Link
from tarazy.web.ui.written import percent
from tarazy.web.ui.written import period as period_text

KEY = "territory"  # in addresses


def onto_asked(given: str, back: Link) -> Onto:
    """Which boundaries an address asks for. Raises NoPage where it asks for others."""
    if not given:
        return Onto.RECORDED
    if given not in Onto.values:
        raise NoPage(_("There are no boundaries called “%(name)s”.") % {"name": given[:40]}, [back])
    return Onto(given)


@dataclass(frozen=True)
class CarriedWords:
    """What is needed to say where a carried value came from."""

    how: Aggregation | None
    units: Mapping[str, str]
    titles: Mapping[str, str]

    def of(self, carried: Carried) -> str:
        if self.how is not None and self.how.way == Way.WEIGHTED:
            return self._averaged(carried)
        if carried.is_exact:
            names = "; ".join(self.units.get(part.unit, part.unit) for part in carried.parts)
            return _("Sum of what is recorded for: %(names)s.") % {"names": names}
        said = "; ".join(self._share(part) for part in carried.parts)
        return _("Nobody recorded it within these boundaries. Divided by shares: %(shares)s.") % {"shares": said}

    def _averaged(self, carried: Carried) -> str:
        names = "; ".join(self.units.get(part.unit, part.unit) for part in carried.parts)
        if len(carried.parts) == 1:
            return _("The value of %(name)s as a whole; within it, it may have differed.") % {"name": names}
        weight = self.how.weighted_by_id if self.how is not None else ""
        words = {"names": names, "weight": self.titles.get(weight or "", weight)}
        return _("Mean of: %(names)s; weighted with “%(weight)s”.") % words

    def _share(self, part: Part) -> str:
        words = {"share": percent(part.share, 1), "name": self.units.get(part.unit, part.unit)}
        if not part.bases:
            return _("%(share)s of %(name)s") % words
        basis = ", ".join(basis_in_words(basis, self.titles) for basis in part.bases)
        return _("%(share)s of %(name)s by %(basis)s") % {**words, "basis": basis}


def basis_in_words(basis: str, titles: Mapping[str, str]) -> str:
    """`population_avg 2021` as people say it; other words stay as they were given."""
    variable, _space, period = basis.partition(" ")
    if variable not in titles or not period:
        return basis
    return _("“%(variable)s”, %(period)s") % {"variable": titles[variable], "period": period_text(period)}


def words_for(variables: Collection[str], carried: Collection[Carried]) -> dict[str, CarriedWords]:
    """The words for each variable: units and variables are asked for once, however many values there are."""
    ways = aggregations_of(variables)
    units = units_by_id({part.unit for one in carried for part in one.parts})
    bases = {basis.partition(" ")[0] for one in carried for part in one.parts for basis in part.bases}
    titles = titles_of(bases | {how.weighted_by_id for how in ways.values() if how.weighted_by_id})
    names = {pk: str(unit.name) for pk, unit in units.items()}
    return {variable: CarriedWords(ways.get(variable), names, titles) for variable in variables}


def notes_of(variable: Variable, values: Iterable[Value]) -> dict[tuple[str, str], str]:
    """Where each carried value came from, by unit and period; nothing is asked where none is carried."""
    carried = {(value.unit.pk, value.period): value.carried for value in values if value.carried is not None}
    if not carried:
        return {}
    words = words_for([variable.pk], carried.values())[variable.pk]
    return {at: words.of(one) for at, one in carried.items()}


def figure_notes(figures: Iterable[Figure]) -> dict[str, str]:
    """Where each carried figure of a unit came from, by variable."""
    carried = {one.variable.pk: one.carried for one in figures if one.carried is not None}
    words = words_for(carried.keys(), carried.values())
    return {id: words[id].of(one) for id, one in carried.items()}
