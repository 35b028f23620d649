"""From an address to a view that can be shown: what it leaves open is filled in, what is not there is said."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Final

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from tarazy.web.doors.portal.explorer.bounds import beyond
from tarazy.web.doors.portal.explorer.chosen_units import similar_to, units_of, with_group
from tarazy.web.doors.portal.explorer.offers import Offers, Periods, breakdowns_known, periods_known
from tarazy.web.doors.portal.explorer.stock import OfPlace, Stock, stock
from tarazy.web.doors.portal.explorer.view import (
    BY_ANOTHER,
    CHARTS,
    MOST_PERIODS,
    MOST_UNITS,
    PER_HEAD,
    TOTAL,
    TRANSFORMATIONS,
    View,
    canonical,
    view_given,
)
from tarazy.web.doors.portal.explorer.ways_on import href, refuse
from tarazy.web.rooms.observatory.models import Variable
from tarazy.web.rooms.observatory.queries.carried import Onto
from tarazy.web.rooms.observatory.queries.peers import Peers
from tarazy.web.rooms.observatory.queries.variables import keys_of
from tarazy.web.rooms.units.models import Unit
from tarazy.web.ui.parts import Link
from tarazy.web.ui.written import period as period_text

FORM: Final = "form"  # the mark of an address that a form has put together: what does not fit any more is dropped
WAYS_ON: Final = 12
PERIODS_AT_FIRST: Final = 12


@dataclass(frozen=True)
class Asked:
    """A view that can be shown, with what it names: its variables, its units, its periods, and what else there is
    (`here`).

    `similar`: the peers of a similar structure that it asks for. `thin`: the last period where few have a value yet and
    an earlier one is shown, since the address asks for none; else empty.
    """

    view: View
    here: OfPlace
    variables: list[Variable]
    units: list[Unit]
    periods: list[str]
    periods_known: list[str]
    breakdowns_known: list[str]
    similar: Peers | None
    thin: str

    @property
    def stock(self) -> Stock:
        return self.here.stock

    @property
    def offers(self) -> Offers:
        return self.here.stock.offers

    @property
    def place(self) -> str:
        return self.here.place


def asked_by(given: QueryDict) -> Asked | None:
    """Read an address; None where nothing is observed at all. Raises NoPage where it asks for what is not there."""
    try:
        view = view_given({name: given.getlist(name) for name in given})
    except ValueError:
        refuse(_("This address names something that is far too long."))
    offered, is_form = stock(), FORM in given
    if not offered.offers.variables:
        return None
    view = replace(view, variables=view.variables or tuple(offered.offers.variables)[:1])
    chosen = variables_of(view, offered.offers)
    here, recorded = offered.of_place(chosen[0].place), keys_of([one.pk for one in chosen])
    breakdowns = breakdowns_known(recorded) or [TOTAL]
    if is_form:
        view = without_strange(view, offered.offers, here.place, here.units, breakdowns)
    check_words(view, offered.offers, breakdowns)
    there = periods_known(recorded, view.breakdowns, with_targets=bool(view.targets))
    if not there.known and not view.targets:  # of some variables nothing but targets is recorded
        view = replace(view, targets="yes")
        there = periods_known(recorded, view.breakdowns, with_targets=True)
    known, thin = there.known, "" if view.last in there.known else there.thin
    view = with_group(with_periods(view, there, is_form), here)
    similar = similar_to(view, here)
    units = units_of(view, here, similar)
    view = canonical(with_axes(with_chart(view, len(units))))
    periods = [one for one in known if view.first <= one <= view.last][-MOST_PERIODS:]
    view = replace(view, first=periods[0] if periods else "")
    if said := beyond(view, len(units), len(periods)):
        refuse(said)
    chosen.sort(key=lambda one: view.variables.index(one.pk))
    return Asked(view, here, chosen, units, periods, known, breakdowns, similar, thin)


def variables_of(view: View, found: Offers) -> list[Variable]:
    """The variables that the view names, all of them of the units of one place."""
    if said := beyond(view, 0, 0):
        refuse(said)
    for id in view.variables:
        if id not in found.variables:
            ways = [Link(_("All variables"), reverse("portal:observatory"))]
            refuse(_("Nothing called “%(variable)s” is observed.") % {"variable": id}, ways)
    chosen = list(dict.fromkeys(found.variables[id] for id in view.variables))
    strange = next((one for one in chosen if one.place != chosen[0].place), None)
    if strange:
        words = {"one": chosen[0].title, "other": strange.title}
        ways = [Link(str(one.title), href(View((one.pk,)))) for one in (chosen[0], strange)]
        refuse(
            _("“%(one)s” and “%(other)s” are observed of different units and cannot be shown together.") % words, ways
        )
    return chosen


def without_strange(view: View, found: Offers, place: str, units: Collection[str], breakdowns: Collection[str]) -> View:
    """What was chosen before, as far as it still fits the variables that are chosen now."""
    by = view.by if view.by in found.variables and found.variables[view.by].place == place else ""
    transformation = AS_BEFORE.get((view.transformation, bool(by)), view.transformation)
    if transformation == PER_HEAD and by not in found.counting_people(place):
        by = next(iter(found.counting_people(place)), "")
        transformation = PER_HEAD if by else "as_is"
    kept = tuple(one for one in view.breakdowns if one in breakdowns)
    return replace(
        view,
        units=tuple(id for id in view.units if id in units),
        breakdowns=kept or (TOTAL if TOTAL in breakdowns else next(iter(breakdowns)),),
        transformation=transformation,
        by=by,
        x=view.x if view.x in view.variables else "",
        y=view.y if view.y in view.variables else "",
        size=view.size if view.size in view.variables else "",
        like=view.like if view.like in units else "",
    )


# A division by nothing is none.
AS_BEFORE: Final[Mapping[tuple[str, bool], str]] = {("divided", False): "as_is"}


def check_words(view: View, found: Offers, breakdowns: Collection[str]) -> None:
    """Everything that is one of a few words or names."""
    if view.chart and view.chart not in CHARTS:
        refuse(_("There is no chart “%(chart)s”.") % {"chart": view.chart})
    if view.transformation not in TRANSFORMATIONS:
        refuse(_("Values cannot be transformed by “%(transformation)s”.") % {"transformation": view.transformation})
    for one in view.breakdowns:
        if one not in breakdowns:
            ways = [Link(_("The same without a breakdown"), href(replace(view, breakdowns=(TOTAL,))))]
            refuse(_("None of what is chosen is broken down by “%(breakdown)s”.") % {"breakdown": one}, ways)
    place = found.variables[view.variables[0]].place
    dividing = found.counting_people(place) if view.transformation == PER_HEAD else found.variables
    if view.transformation in BY_ANOTHER and view.by not in dividing:
        refuse(_("“%(variable)s” is nothing that values can be divided by here.") % {"variable": view.by})
    if view.onto and view.onto not in Onto.values:
        refuse(_("There are no boundaries called “%(name)s”.") % {"name": view.onto})
    if view.known and not is_day(view.known):
        refuse(_("“%(day)s” is no day; a day is written like 2026-11-22.") % {"day": view.known})
    for axis in (view.x, view.y, view.size):
        if axis and axis not in view.variables:
            refuse(_("“%(variable)s” is not among the variables of this view.") % {"variable": axis})


def is_day(text: str) -> bool:
    """Whether it is a day in the one way in which an address writes it."""
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def with_periods(view: View, there: Periods, is_form: bool) -> View:
    """The periods filled in: up to the last one, from some years before."""
    known = there.known
    if not known:
        return replace(view, first="", last="", base="")
    for period in (view.first, view.last, view.base):
        if period and period not in known and not is_form:
            ways = [Link(period_text(one), href(replace(view, first="", base="", last=one))) for one in known[::-1]]
            refuse(_("There are no values for %(period)s.") % {"period": period}, ways[:WAYS_ON])
    last = view.last if view.last in known else there.last
    first = view.first if view.first in known else known[max(0, known.index(last) + 1 - PERIODS_AT_FIRST)]
    if first > last and not is_form:
        refuse(_("The first period lies after the last one."), [Link(period_text(last), href(replace(view, first="")))])
    first = min(first, last)
    return replace(view, first=first, last=last, base=view.base if view.base in known else first)


def with_chart(view: View, units: int) -> View:
    """Where no chart is chosen, lines; of one period bars, of very many units how they spread."""
    if view.chart:
        return view
    if units > MOST_UNITS:
        return replace(view, chart="distribution")
    return replace(view, chart="line" if view.first < view.last else "bars")


def with_axes(view: View) -> View:
    """What stands where in a scatter: the variables in their order, where the view does not say."""
    if view.chart != "scatter":
        return view
    ordered = sorted(set(view.variables))
    if len(ordered) < 2:
        ways = [Link(_("The same as bars"), href(replace(view, chart="bars")))]
        refuse(_("A scatter needs two variables: choose a second one."), ways)
    x = view.x or next(id for id in ordered if id not in (view.y, view.size))
    y = view.y or next((id for id in ordered if id not in (x, view.size)), ordered[-1])
    rest = [id for id in ordered if id not in (x, y)]
    return replace(view, x=x, y=y, size=view.size or (rest[0] if rest else ""))
