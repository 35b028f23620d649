"""The table of a variable in one period: whose values stand in it, in which order, with which flags."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tarazy.engine.model.observations import SUPPRESSED
from tarazy.engine.model.period import last_day
from tarazy.web.doors.portal.faults import NoPage
from tarazy.web.doors.portal.indices.rows import plain
from tarazy.web.doors.portal.observatory.asked import Asked
from tarazy.web.doors.portal.scales import Scale
from tarazy.web.grammar.text import sort_key
from tarazy.web.rooms.observatory.queries.statuses import status_in_words
from tarazy.web.rooms.observatory.queries.values import Value
from tarazy.web.rooms.units.models import PeerGroup, Unit
from tarazy.web.rooms.units.queries import successions_of
from tarazy.web.ui.parts import Band, Column, Link
from tarazy.web.ui.written import in_language

NORMAL_95: Final = 1.959963984540054  # how many standard errors lie around 95 % of a normal distribution
NORMAL: Final = ("", "A")  # SDMX's statuses of a value that nothing is to be said of


@dataclass(frozen=True)
class Values:
    """The values of a period by what they are compared with.

    `wholes`: of units of which others in the table are parts. `compared`: of the units of one peer group. `covered`: of
    former units whose territory is in the table twice, by the names of those among which it was divided.
    """

    wholes: list[Value]
    compared: list[Value]
    covered: dict[str, list[str]]
    groups: list[str]
    group: str

    @property
    def on_scale(self) -> list[float]:
        """What is divided into colours: every territory once."""
        return [one.value for one in self.compared if one.value is not None and one.unit.pk not in self.covered]


def divided(asked: Asked, values: Sequence[Value]) -> Values:
    """Part the values of a period. Raises NoPage where the address names a group that has none."""
    parents = {value.unit.parent_id for value in values}
    wholes = [value for value in values if value.unit.pk in parents]
    others = [value for value in values if value.unit.pk not in parents]
    sizes: dict[str, int] = {}
    for value in others:
        sizes[value.unit.peer_group_id] = sizes.get(value.unit.peer_group_id, 0) + 1
    groups = sorted(sizes, key=lambda group: (-sizes[group], group))
    group = asked.group or (groups[0] if groups else "")
    if group not in groups and groups:
        message = _("There are no values of a group “%(group)s” here.") % {"group": group}
        raise NoPage(message, [Link(str(asked.variable.title), asked.href(group=""))])
    compared = [value for value in others if value.unit.peer_group_id == group]
    return Values(wholes, compared, covered_by(compared), groups, group)


def covered_by(values: Sequence[Value]) -> dict[str, list[str]]:
    """Former units that stand beside units made of them: adding both would count a territory twice."""
    here = {value.unit.pk for value in values}
    former = [value.unit.pk for value in values if value.unit.valid_to is not None]
    successions = successions_of(former) if former else {}
    found = {id: [str(row.to_unit.name) for row in rows if row.to_unit_id in here] for id, rows in successions.items()}
    return {id: names for id, names in found.items() if names}


def group_links(asked: Asked, values: Values, names: Mapping[str, PeerGroup]) -> list[Link]:
    """The peer groups that may be chosen; a choice of one is none."""
    if len(values.groups) < 2:
        return []
    return [
        Link(in_language(names[group].name), asked.href(group=group), current=group == values.group)
        for group in values.groups
    ]


@dataclass(frozen=True)
class Row:
    """A unit in the table of a variable. `parts`: units in the same table that its value covers too. `low`, `high`: the
    ends of the 95 % interval, where the source gives a standard error. `revisions_href`: where a value was corrected.
    `carried`: where a value came from that nobody recorded for the unit.
    """

    value: Value
    name: str
    href: str
    status: str
    band: Band
    parts: list[str]
    carried: str = ""
    low: float | None = None
    high: float | None = None
    revisions_href: str = ""


def is_flagged(value: Value) -> bool:
    """Whether a value says of itself that it is to be read with care."""
    return value.status not in NORMAL or value.break_here is not None or value.is_back_cast


def chosen_values(asked: Asked, values: Values) -> list[Value]:
    """The values that are asked for, in the order asked for; what has none comes last either way."""
    found = [value for value in values.compared if is_found(value.unit, asked.search)]
    turned = asked.sort.startswith("-")
    if asked.sort.endswith("name"):
        return sorted(found, key=lambda value: sort_key(str(value.unit.name)), reverse=turned)
    known = [value for value in found if value.value is not None]
    known.sort(key=lambda value: (value.value or 0.0, value.unit.pk), reverse=turned)
    return known + [value for value in found if value.value is None]


def row_of(asked: Asked, value: Value, scale: Scale, covered: Mapping[str, list[str]], carried: str = "") -> Row:
    low, high = interval_of(value.value, value.se)
    return Row(
        value=value,
        name=str(value.unit.name),
        href=reverse("portal:unit", kwargs={"unit": value.unit.pk}),
        status=status_in_words(value.status),
        band=scale.at(None if value.unit.pk in covered else value.value),
        parts=covered.get(value.unit.pk, []),
        carried=carried,
        low=low,
        high=high,
        revisions_href=revisions_href(asked, value) if value.revision > 1 else "",
    )


def interval_of(value: float | None, se: float | None) -> tuple[float | None, float | None]:
    """The 95 % interval of a normal estimate; nothing where no standard error is given."""
    if value is None or se is None:
        return None, None
    return value - NORMAL_95 * se, value + NORMAL_95 * se


def revisions_href(asked: Asked, value: Value) -> str:
    """The page of everything that was said of a value."""
    return asked.beside("revisions", unit=value.unit.pk, period=value.period, breakdown=asked.breakdown)


def is_found(unit: Unit, search: str) -> bool:
    if not search:
        return True
    return any(plain(search) in plain(text) for text in (unit.name.kk, unit.name.ru, unit.name.en, unit.pk))


def columns_of(asked: Asked, has_se: bool = False, has_n: bool = False) -> list[Column]:
    """The heads of the table; those of names and values sort. What no source gives has no column."""
    return [
        sorting(asked, _("Name"), "name"),
        sorting(asked, _("Value"), "value"),
        *([Column(_("95 % interval"), numeric=True)] if has_se else []),
        *([Column(_("Made of"), numeric=True, note=pgettext("how many people or cases", "n"))] if has_n else []),
        Column(_("To be read with care")),
    ]


def sorting(asked: Asked, label: str, key: str) -> Column:
    """A column by which the table may be sorted: names from A first, values from the top; then the other way round."""
    is_value = key == "value"
    first, second = (f"-{key}", key) if is_value else (key, f"-{key}")
    now = "descending" if asked.sort.startswith("-") else "ascending"
    return Column(
        label,
        numeric=is_value,
        row_head=not is_value,
        href=asked.href(sort=second if asked.sort == first else first),
        sorted=now if asked.sort.removeprefix("-") == key else "",  # type: ignore[arg-type]
        note=asked.symbol if is_value else "",
    )


def gaps(values: Values, others: Collection[Unit], period: str) -> list[str]:
    """Names of units of the group that exist in the period and have no value; `others` stand in no row. Where nothing
    is known in any period, nothing is missing in one.
    """
    if not period:
        return []
    without = [value.unit for value in values.compared if value.value is None and value.status != SUPPRESSED]
    missing = [unit for unit in others if unit.peer_group_id == values.group and exists_in(unit, period)]
    return sorted((str(unit.name) for unit in (*without, *missing)), key=sort_key)


def exists_in(unit: Unit, period: str) -> bool:
    day = last_day(period)
    return (unit.valid_from is None or unit.valid_from <= day) and (unit.valid_to is None or day < unit.valid_to)
