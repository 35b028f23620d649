"""What an import would bring: the rows that can be recorded, and every other one with the reason why not."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np
from django.db.models import QuerySet

from tarazy.engine.load.tables.table import Found
from tarazy.engine.words import Problem, ProblemsFound
from tarazy.exchange.codes import Codes, Held
from tarazy.exchange.imports.allowed import Allowed, find_not_allowed, find_out_of_turn, find_without_source
from tarazy.exchange.imports.incoming import Incoming
from tarazy.exchange.imports.known import Known, no_such_scheme
from tarazy.exchange.imports.opened import MOST_DESCRIBED
from tarazy.exchange.imports.proposed import KnownNames, named
from tarazy.exchange.imports.refusals import Refusals
from tarazy.web.grammar.text import LocalText
from tarazy.web.rooms.observatory.enums import IMPORTED
from tarazy.web.rooms.observatory.models import BreakdownCode, Import, Variable
from tarazy.web.rooms.observatory.queries.recorded import Compared, compared, positions
from tarazy.web.rooms.people.life import RECORD
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import organisations_with_right
from tarazy.web.rooms.units.models import Unit, UnitCode
from tarazy.web.rooms.units.queries import scope_of


@dataclass(frozen=True)
class Differences:
    """What would be recorded (`found`), and of all rows that cannot be: the problems, how many rows, and which."""

    found: Compared
    problems: tuple[Problem, ...]
    refused: int
    refusals: tuple[Refusals, ...]


def known() -> Known:
    """Every unit, variable and code of a breakdown that is registered."""
    breakdowns: dict[str, set[str]] = {}
    for key, code in BreakdownCode.objects.values_list("key", "code"):
        breakdowns.setdefault(key, set()).add(code)
    units = Unit.objects.values_list("pk", flat=True)
    variables = Variable.objects.values_list("pk", flat=True)
    return Known(frozenset(units), frozenset(variables), {**breakdowns})


def known_names(user: User) -> KnownNames:
    """The names of everything that is registered in the places of a person's organisations, in three languages."""
    places = places_of(user)
    breakdowns: dict[str, list[tuple[str, str]]] = {}
    for row in BreakdownCode.objects.all():
        breakdowns.setdefault(row.key, []).extend((text, row.code) for text in (*_texts(row.name), row.code))
    units = ((text, unit.pk) for unit in units_in(places) for text in (*_texts(unit.name), unit.pk))
    variables = ((text, one.pk) for one in variables_in(places) for text in (*_texts(one.title), one.pk))
    return KnownNames(named(units), named(variables), {key: named(pairs) for key, pairs in breakdowns.items()})


def places_of(user: User) -> frozenset[str]:
    """The places in which somebody may record."""
    return frozenset(organisation.place for organisation in organisations_with_right(user, RECORD))


def units_in(places: Collection[str]) -> QuerySet[Unit]:
    return Unit.objects.filter(place__in=places).order_by("pk")


def variables_in(places: Collection[str]) -> QuerySet[Variable]:
    return Variable.objects.filter(place__in=places).order_by("place", "position", "pk")


def breakdown_codes() -> QuerySet[BreakdownCode]:
    return BreakdownCode.objects.order_by("key", "code")


def _texts(name: LocalText) -> tuple[str, ...]:
    return name.kk, name.ru, name.en


def codes_of_scheme(scheme: str) -> Codes:
    """Which unit has which code of a scheme from which day on.

    Raises ProblemsFound where no unit has one, and says which schemes there are.
    """
    rows = UnitCode.objects.filter(scheme=scheme).values_list("unit_id", "code", "valid_from", "valid_to")
    held = tuple(
        Held(unit, code, np.datetime64(first, "D"), np.datetime64(end, "D")) for unit, code, first, end in rows
    )
    if not held:
        raise ProblemsFound([no_such_scheme(scheme, schemes())])
    return Codes(scheme, held)


def schemes() -> list[str]:
    return list(UnitCode.objects.order_by("scheme").values_list("scheme", flat=True).distinct())


def recordable_units(user: User) -> frozenset[str]:
    """The units for which somebody may record: those for which an organisation of theirs answers."""
    return frozenset(
        unit
        for organisation in organisations_with_right(user, RECORD)
        for unit in scope_of(organisation).values_list("pk", flat=True)
    )


def differences(incoming: Incoming, user: User) -> Differences:
    """What a table says beyond what is recorded, as far as this person may record it. Rows that say what is recorded
    already are no matter of rights.
    """
    observations = incoming.observations
    found = compared(observations)
    wrong = Found("", most=MOST_DESCRIBED)
    find_out_of_turn(observations, positions(found.contradicting), wrong)
    rows = np.concatenate([positions(found.new), positions(found.revised)])
    find_not_allowed(observations, rows, Allowed(recordable_units(user), [one.value for one in IMPORTED]), wrong)
    find_without_source(observations, rows, wrong)
    left_out = np.unique(np.concatenate([one.rows for one in wrong.refused] or [rows[:0]]))
    return Differences(
        found.without(left_out),
        (*incoming.problems, *wrong.listed()),
        incoming.refused + len(left_out),
        (*incoming.refusals, Refusals(observations, wrong.refused)),
    )


def imports() -> QuerySet[Import]:
    """Every import, the last first."""
    return Import.objects.select_related("recorded_by").order_by("-recorded_at")


def titles_of(ids: Iterable[str]) -> dict[str, str]:
    """What the units and variables among some ids are called."""
    among = set(ids)
    units = {one.pk: str(one.name) for one in Unit.objects.filter(pk__in=among)}
    return units | {one.pk: str(one.title) for one in Variable.objects.filter(pk__in=among)}


def import_with(pk: int) -> Import | None:
    return imports().filter(pk=pk).first()
