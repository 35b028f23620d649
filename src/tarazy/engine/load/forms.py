"""The forms of the files: which keys each may have, and of what type.

Made from the model's structs and from the methods that exist, so a new method or a new key of the model is known here
without a change.
"""

from __future__ import annotations

import functools
import operator
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal

import msgspec

from tarazy.engine import steps
from tarazy.engine.model import methodology as model
from tarazy.engine.model.stated_checks import StatedCheck
from tarazy.engine.model.worked_example import Case
from tarazy.engine.model.written import FormulaText, Id

Level = Literal["indicator", "dimension", "index", "methodology"]
Form = type[msgspec.Struct]

# Steps that hold a list of methods, taken in its order.
LISTS: Final[frozenset[steps.Step]] = frozenset({"treat", "adjust"})
# Which steps a node may name; True: it must. A step no method of which exists yet is no key at all.
STEPS: Final[dict[Level, dict[steps.Step, bool]]] = {
    "indicator": {
        "apply": False,
        "denominate": False,
        "missing": True,
        "treat": False,
        "normalise": True,
        "adjust": False,
        "round": False,
    },
    "dimension": {
        "apply": False,
        "missing": True,
        "weigh": True,
        "aggregate": True,
        "adjust": False,
        "round": False,
    },
    "index": {"missing": True, "weigh": True, "aggregate": True, "adjust": False, "round": False},
    "methodology": {"rank": True, "band": False},
}


def methods_at(step: str, level: Level) -> dict[str, Any]:
    """The methods of the step that may be named at the level; a method says by `AT` if it is not for every level."""
    kind = "dimension" if level == "index" else level
    return {
        name: module for name, module in steps.methods(step).items() if kind in getattr(module, "AT", frozenset({kind}))
    }


def _step_fields(level: Level) -> list[tuple[str, Any] | tuple[str, Any, Any]]:
    fields: list[tuple[str, Any] | tuple[str, Any, Any]] = []
    for step, required in STEPS[level].items():
        parameters = [module.Parameters for module in methods_at(step, level).values()]
        if not parameters:
            continue
        union: Any = functools.reduce(operator.or_, parameters)
        if step in LISTS:
            union = tuple[union, ...]
        fields.append((step, union) if required else (step, union | None, None))
    return fields


def _model_fields(struct: Form, *, without: set[str], instead: dict[str, Any] | None = None) -> list[Any]:
    fields: list[Any] = []
    for field in msgspec.structs.fields(struct):
        if field.encode_name in without:
            continue
        type_ = (instead or {}).get(field.name, field.type)
        required = field.default is msgspec.NODEFAULT and field.default_factory is msgspec.NODEFAULT
        fields.append((field.name, type_) if required else (field.name, type_, field.default))
    return fields


def _form(name: str, fields: list[Any]) -> Form:
    return msgspec.defstruct(name, fields, kw_only=True, frozen=True, forbid_unknown_fields=True)


@dataclass(frozen=True)
class Forms:
    """One form a kind of file."""

    methodology: Form
    variables: Form
    indicator: Form
    case: Form


@functools.cache
def forms() -> Forms:
    dimension = _form("Dimension", _model_fields(model.Dimension, without={"methods"}) + _step_fields("dimension"))
    index = _form("Index", [("children", tuple[Id, ...]), *_step_fields("index")])
    # A list has at least one item unless its type says otherwise; an index may stand directly on its indicators.
    may_be_empty = Annotated[tuple[dimension, ...], msgspec.Meta(min_length=0)]  # type: ignore[valid-type]
    not_in_the_file = {"indicators", "variables", "units_of_measure", "checks", "cases", "files", "hash", "methods"}
    methodology = _model_fields(
        model.Methodology,
        without=not_in_the_file,
        instead={"index": index, "dimensions": may_be_empty},
    )
    indicator = _model_fields(model.Indicator, without={"methods"}, instead={"value": FormulaText})
    return Forms(
        methodology=_form("Methodology", methodology + _step_fields("methodology")),
        variables=_form(
            "Variables",
            [
                ("units_of_measure", tuple[model.UnitOfMeasure, ...]),
                ("variables", tuple[model.Variable, ...]),
                ("checks", tuple[StatedCheck, ...], ()),
            ],
        ),
        indicator=_form("Indicator", indicator + _step_fields("indicator")),
        case=Case,
    )
