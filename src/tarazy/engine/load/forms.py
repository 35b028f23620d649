"""The forms of the files: which keys each may have, and of what type.

Made from the model's structs and from the methods that exist, so a new method or a new key of the model is known here
without a change.
"""

from __future__ import annotations

import functools
import operator
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal, get_args

import msgspec

from tarazy.engine import steps
from tarazy.engine.model import methodology as model
from tarazy.engine.model import uncertainty
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

# The steps that a choice of an assumption may take otherwise: those of both levels but to whom a node applies.
OF_A_CHOICE: Final[tuple[steps.Step, ...]] = tuple(
    step for step in steps.ORDER if step != "apply" and (step in STEPS["indicator"] or step in STEPS["dimension"])
)


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


def _choice_fields() -> list[tuple[str, Any, Any]]:
    """Any step of an indicator or a dimension; an empty list of methods stands for none of them."""
    fields: list[tuple[str, Any, Any]] = []
    for step in OF_A_CHOICE:
        modules = {**methods_at(step, "indicator"), **methods_at(step, "dimension")}
        union: Any = functools.reduce(operator.or_, [module.Parameters for module in modules.values()])
        if step in LISTS:
            union = Annotated[tuple[union, ...], msgspec.Meta(min_length=0)]
        fields.append((step, union | None, None))
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


def _form_like(struct: Form, fields: list[Any]) -> Form:
    """A form with the name, the tag and the words of the model's own struct."""
    said = struct.__struct_config__
    return msgspec.defstruct(
        struct.__name__,
        fields,
        namespace={"__doc__": struct.__doc__},
        kw_only=True,
        frozen=True,
        forbid_unknown_fields=True,
        tag_field=said.tag_field,
        tag=said.tag,
    )


def _uncertainty() -> Form:
    """The section as the text writes it: the steps of a choice are keys of its own."""
    of_a_choice = _model_fields(uncertainty.Choice, without={"methods"}) + _choice_fields()
    choices: Any = tuple[_form_like(uncertainty.Choice, of_a_choice), ...]  # type: ignore[misc]
    of_methods = _model_fields(uncertainty.ChoiceOfMethods, without=set(), instead={"choices": choices})
    with_steps = _form_like(uncertainty.ChoiceOfMethods, of_methods)
    written = [with_steps if one is uncertainty.ChoiceOfMethods else one for one in get_args(uncertainty.Assumption)]
    assumptions: Any = tuple[functools.reduce(operator.or_, written), ...]  # type: ignore[misc]
    of_section = _model_fields(uncertainty.Uncertainty, without=set(), instead={"assumptions": assumptions})
    return _form_like(uncertainty.Uncertainty, of_section)


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
        instead={"index": index, "dimensions": may_be_empty, "uncertainty": _uncertainty() | None},
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
