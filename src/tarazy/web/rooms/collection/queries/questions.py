"""What a methodology asks a body: worked out once a process, asked on every page and at every save."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from tarazy.engine.model.methodology import Methodology, Variable
from tarazy.engine.model.sheet import Key, Relation, Sum
from tarazy.engine.model.thresholds import CellThresholds, SheetThresholds
from tarazy.engine.run import stated_checks
from tarazy.engine.run.questions import Question, questions
from tarazy.engine.run.targets import targets
from tarazy.web.rooms.methodologies.models import Version
from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.rooms.units.models import Unit
from tarazy.web.rooms.units.queries import engine_units

KEPT_IN_MEMORY = 2048
TEXTS_IN_MEMORY = 16


@dataclass(frozen=True)
class Text:
    """What forms need of a methodology besides its questions. `variables`: by the observatory's names; `targets`: which
    number is the target of which. `sums` and `relations`: what must hold between cells; the thresholds: from where on
    checks speak.
    """

    methodology: Methodology
    variables: Mapping[str, Variable]
    targets: Mapping[tuple[str, str], tuple[str, str]]
    sums: tuple[Sum, ...]
    relations: tuple[Relation, ...]
    cell_thresholds: Mapping[Key, CellThresholds]
    sheet_thresholds: SheetThresholds


def key_of(question: Question) -> tuple[str, str]:
    return question.variable, question.breakdown


def questions_of(version: Version, unit: Unit, period: str) -> Mapping[tuple[str, str], Question]:
    """Every question of a form by its variable and breakdown, in the order of the methodology."""
    known = _Known(unit.pk, unit.kind_id, unit.peer_group_id, unit.valid_from, unit.valid_to)
    return _asked(version.pk, version.hash, known, period)


def text_of(version: Version) -> Text:
    """A version's text, as its hash stands for it."""
    return _text(version.pk, version.hash)


def units_asked(units: Collection[Unit], version: Version, period: str) -> list[Unit]:
    """The units that have anything to report themselves."""
    return [unit for unit in units if questions_of(version, unit, period)]


class _Known(NamedTuple):
    """A unit as far as its questions depend on it: whoever changes any of it is asked anew."""

    id: str
    kind_id: str
    peer_group_id: str
    valid_from: datetime.date | None
    valid_to: datetime.date | None


@lru_cache(maxsize=KEPT_IN_MEMORY)
def _asked(version: int, hash: str, known: _Known, period: str) -> Mapping[tuple[str, str], Question]:
    """`hash`: of the methodology, whose text decides what is asked."""
    methodology = _text(version, hash).methodology
    asked = questions(methodology, engine_units([Unit(**known._asdict())]), period)
    return MappingProxyType({key_of(question): question for question in asked})


@lru_cache(maxsize=TEXTS_IN_MEMORY)
def _text(version: int, hash: str) -> Text:
    methodology = methodology_of(Version(pk=version, hash=hash))
    variables = {variable.observed.variable: variable for variable in methodology.variables}
    return Text(
        methodology=methodology,
        variables=MappingProxyType(variables),
        targets=MappingProxyType(targets(methodology)),
        sums=stated_checks.sums(methodology),
        relations=stated_checks.relations(methodology),
        cell_thresholds=MappingProxyType(stated_checks.cell_thresholds(methodology)),
        sheet_thresholds=stated_checks.sheet_thresholds(methodology),
    )
