"""What the form of the explorer offers: plain fields that make an address."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tarazy.web.doors.portal.explorer.offers import is_found
from tarazy.web.doors.portal.explorer.reading import Asked
from tarazy.web.doors.portal.explorer.view import (
    AS_IS,
    CHANGE,
    CHARTS,
    DIVIDED,
    INDEX,
    PER_HEAD,
    TOTAL,
    View,
    has_room_for_targets,
)
from tarazy.web.doors.portal.explorer.ways_on import href
from tarazy.web.doors.portal.observatory.asked import LONGEST_SEARCH, breakdown_in_words
from tarazy.web.grammar.text import sort_key
from tarazy.web.rooms.observatory.models import Variable
from tarazy.web.rooms.observatory.queries.carried import Onto
from tarazy.web.rooms.observatory.queries.peers import kinds_with_context
from tarazy.web.rooms.observatory.queries.variables import breakdown_codes
from tarazy.web.rooms.units.models import Unit
from tarazy.web.rooms.units.queries import engine_successions, kinds, names_of_places, peer_groups
from tarazy.web.ui.parts import Link
from tarazy.web.ui.written import in_language
from tarazy.web.ui.written import period as period_text

MOST_LISTED: Final = 60
MOST_LIKED: Final = 300
CHART_WORDS: Final[dict[str, Promise]] = {
    "line": gettext_lazy("Lines"),
    "bars": gettext_lazy("Bars"),
    "distribution": gettext_lazy("Distribution"),
    "scatter": gettext_lazy("Scatter"),
    "map": gettext_lazy("Map"),
    "multiples": gettext_lazy("Small multiples"),
    "table": gettext_lazy("Table alone"),
}
TRANSFORMATION_WORDS: Final[dict[str, Promise]] = {
    AS_IS: gettext_lazy("as they are"),
    INDEX: gettext_lazy("index, a period = 100"),
    PER_HEAD: gettext_lazy("per 1,000 people"),
    DIVIDED: gettext_lazy("divided by another variable"),
    CHANGE: gettext_lazy("change over the period before"),
}


@dataclass(frozen=True)
class Option:
    """A choice of a field."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Group:
    """Choices that belong together; `opened` where something of it is chosen or searched for."""

    title: str
    options: list[Option]
    opened: bool


def form_of(asked: Asked, given: QueryDict) -> dict[str, Any]:
    """The fields as the view fills them in."""
    find, find_unit = (given.get(name, "").strip()[:LONGEST_SEARCH] for name in ("find", "find_unit"))
    view = asked.view
    units, left_out = units_offered(asked, find_unit)
    return {
        "find": find,
        "find_unit": find_unit,
        "place_links": place_links(asked),
        "chart_links": chart_links(view),
        "variable_groups": variable_groups(asked, find),
        "group_options": [Option("", _("only those chosen by hand"), not view.group), *groups_offered(asked)],
        "kind_options": [Option("", _("of any kind"), not view.kind), *kinds_offered(asked)],
        "like_options": [Option("", _("nobody"), not view.like), *likes_offered(asked)],
        "targets_offered": has_room_for_targets(view),
        "territory_options": boundaries_offered(asked),
        "unit_options": units,
        "units_left_out": left_out,
        "by_hand": bool(view.units or find_unit),
        "breakdown_options": breakdowns_offered(asked),
        "first_options": periods_offered(asked, view.first),
        "last_options": periods_offered(asked, view.last),
        "base_options": periods_offered(asked, view.base or view.first),
        "transformation_options": transformations_offered(asked),
        "by_options": dividing(asked),
        "axes": axes_offered(asked),
    }


def place_links(asked: Asked) -> list[Link]:
    """Other places: their variables are of other units, so the view begins anew."""
    names, first = names_of_places(), {one.place: id for id, one in reversed(list(asked.offers.variables.items()))}
    if len(first) < 2:
        return []
    return [
        Link(in_language(names[place]), href(View((id,))), current=place == asked.place)
        for place, id in reversed(list(first.items()))
        if place in names
    ]


def chart_links(view: View) -> list[Link]:
    """The same view drawn otherwise; a scatter only of two variables."""
    return [
        Link(str(CHART_WORDS[chart]), href(replace(view, chart=chart)), current=chart == view.chart)
        for chart in CHARTS
        if chart != "scatter" or len(view.variables) > 1
    ]


def variable_groups(asked: Asked, find: str) -> list[Group]:
    """The variables of the place by topic, then the published scores by index; the chosen ones always among them."""
    groups: dict[str, list[Variable]] = {}
    for id, one in asked.offers.variables.items():
        if one.place != asked.place:
            continue
        if id in asked.view.variables or is_found(find, (one.title.kk, one.title.ru, one.title.en, id)):
            groups.setdefault(heading(asked, one), []).append(one)
    return [group_of(title, found, asked.view.variables, bool(find)) for title, found in groups.items()]


def heading(asked: Asked, variable: Variable) -> str:
    index, is_score, _node = variable.pk.partition(":")
    if not is_score:
        return in_language(variable.topic.name) if variable.topic else ""
    publications = asked.offers.indices[index]
    return _("Published scores: %(index)s") % {"index": publications[max(publications)].title}


def group_of(title: str, found: Iterable[Variable], chosen: Sequence[str], searched: bool) -> Group:
    options = [Option(one.pk, str(one.title), one.pk in chosen) for one in found]
    return Group(title, options, searched or any(option.chosen for option in options))


def groups_offered(asked: Asked) -> list[Option]:
    names, here = peer_groups(), {unit.peer_group_id for unit in asked.place_units}
    return [Option(id, in_language(names[id].name), id == asked.view.group) for id in sorted(here)]


def kinds_offered(asked: Asked) -> list[Option]:
    names, here = kinds(), {unit.kind_id for unit in asked.place_units}
    return [Option(id, in_language(names[id].plural), id == asked.view.kind) for id in sorted(here)]


def likes_offered(asked: Asked) -> list[Option]:
    """Units whose peers of a similar structure may be shown with them: those of whose kind a context is stated."""
    kinds_compared = kinds_with_context(asked.place)
    there = [unit for unit in asked.place_units if unit.kind_id in kinds_compared and unit.valid_to is None]
    listed = sorted(there, key=lambda unit: sort_key(str(unit.name)))[:MOST_LIKED]
    chosen = [unit for unit in asked.place_units if unit.pk == asked.view.like and unit not in listed]
    return [Option(unit.pk, unit_label(unit), unit.pk == asked.view.like) for unit in (*chosen, *listed)]


def boundaries_offered(asked: Asked) -> list[Option]:
    """On which boundaries values may be shown, where any were ever reformed."""
    if not (asked.view.onto or engine_successions([asked.place])):
        return []
    chosen = asked.view.onto or Onto.RECORDED.value
    return [Option("" if one == Onto.RECORDED else one.value, str(one.label), one == chosen) for one in Onto]


def units_offered(asked: Asked, find: str) -> tuple[list[Option], int]:
    """The units that may be chosen by hand, the chosen ones first where not all can be listed; how many are not."""

    def is_asked(unit: Unit) -> bool:
        return is_found(find, (unit.name.kk, unit.name.ru, unit.name.en, unit.pk))

    chosen = [unit for unit in asked.place_units if unit.pk in asked.view.units]
    others = [unit for unit in asked.place_units if unit.pk not in asked.view.units and is_asked(unit)]
    others.sort(key=lambda unit: sort_key(str(unit.name)))
    listed = [*chosen, *others[: max(0, MOST_LISTED - len(chosen))]]
    options = [Option(unit.pk, unit_label(unit), unit.pk in asked.view.units) for unit in listed]
    return options, len(chosen) + len(others) - len(listed)


def unit_label(unit: Unit) -> str:
    """A former unit often has the name of one of today."""
    if unit.valid_to is None:
        return str(unit.name)
    return _("%(name)s, until %(year)s") % {"name": unit.name, "year": str(unit.valid_to.year)}


def breakdowns_offered(asked: Asked) -> list[Option]:
    if asked.breakdowns_known == [TOTAL]:
        return []
    codes = breakdown_codes()
    return [Option(one, breakdown_in_words(one, codes), one in asked.view.breakdowns) for one in asked.breakdowns_known]


def periods_offered(asked: Asked, chosen: str) -> list[Option]:
    return [Option(one, period_text(one), one == chosen) for one in asked.periods_known]


def transformations_offered(asked: Asked) -> list[Option]:
    """What can be done to values here: per head only where somebody counts the people."""
    has_people = bool(asked.offers.counting_people(asked.place))
    return [
        Option(one, str(words), one == asked.view.transformation)
        for one, words in TRANSFORMATION_WORDS.items()
        if one != PER_HEAD or has_people
    ]


def dividing(asked: Asked) -> list[Option]:
    """What values may be divided by: the population for a value per head, else any variable of the place."""
    offered = asked.offers
    if asked.view.transformation == PER_HEAD:
        found = offered.counting_people(asked.place)
    else:
        found = [id for id, one in offered.variables.items() if one.place == asked.place and ":" not in id]
    return [Option(id, str(offered.variables[id].title), id == asked.view.by) for id in found]


def axes_offered(asked: Asked) -> list[tuple[str, str, list[Option]]]:
    """What stands along, upright and as size, of the chosen variables."""
    view = asked.view
    if view.chart != "scatter":
        return []
    labels = (("x", _("Along"), view.x), ("y", _("Upright"), view.y), ("size", _("As size"), view.size))
    return [
        (name, label, [Option(one.pk, str(one.title), one.pk == chosen) for one in asked.variables])
        for name, label, chosen in labels
    ]
