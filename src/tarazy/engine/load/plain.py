"""A methodology -> what its files say, as keys, lists and leaves that know whether they stand in quotes.

From the forms by which the files are read, so a new key or method is written without a change here. `write` makes
YAML of it, `exchange/methodologies` a workbook.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import msgspec
from msgspec import inspect

from tarazy.engine import steps
from tarazy.engine.load.folder import METHODOLOGY, VARIABLES
from tarazy.engine.load.forms import Form, forms
from tarazy.engine.model.formula import Formula
from tarazy.engine.model.methodology import INDEX, Methodology
from tarazy.engine.model.parameters import Parameters

# Where a key stands has no meaning, but people look for the source of a number behind it, and for children at the end.
_BEHIND: Final = ("source", "date")
_QUOTED_FORMS: Final = frozenset({"", "version", "breakdown"})


@dataclass(frozen=True)
class Leaf:
    """One value. `quoted`: a text that people read, in quotes wherever the text of a methodology holds it."""

    value: str | float | int | bool | datetime.date
    quoted: bool = False


Plain = Leaf | list[Any] | dict[str, Any]


def plain_files(methodology: Methodology) -> dict[str, dict[str, Any]]:
    """By path within the folder, what each YAML file says."""
    form = forms()
    files = {
        METHODOLOGY: _keys(methodology, form.methodology),
        VARIABLES: _keys(methodology, form.variables),
    }
    indicators = {one.id: one for one in methodology.indicators}
    for id in methodology.nodes:
        if id in indicators:
            files[indicator_path(id, methodology.parents[id])] = _keys(indicators[id], form.indicator)
    return files | {case_path(case.case): _keys(case, form.case) for case in methodology.cases}


def plain_of(parameters: Parameters) -> dict[str, Any]:
    """What the text of a methodology says of one method."""
    return _keys(parameters, type(parameters))


def indicator_path(id: str, parent: str) -> str:
    """The file of an indicator, in a folder that bears the name of its dimension."""
    return f"indicators/{id}.yaml" if parent == INDEX else f"indicators/{parent}/{id}.yaml"


def case_path(id: str) -> str:
    return f"cases/{id}.yaml"


def _keys(value: Any, form: Form) -> dict[str, Any]:
    return _struct(value, _form_of(form))


@cache
def _form_of(form: Form) -> inspect.StructType:
    found = inspect.type_info(form)
    assert isinstance(found, inspect.StructType)
    return found


def _struct(value: Any, form: inspect.StructType) -> dict[str, Any]:
    """What is given, by key; a key that may be left out and says nothing is left out."""
    keys: dict[str, Any] = {form.tag_field: Leaf(str(form.tag))} if form.tag_field else {}
    methods = getattr(
        value, "methods", None
    )  # of a node or a choice; a step's own parameters may have keys of the same names
    for one in form.fields:
        key = one.encode_name
        inner = getattr(value, one.name) if methods is None or key not in steps.ORDER else methods.get(key)
        if one.required or (inner is not None and inner != one.default):
            keys[key] = _plain(inner, one.type, "")
    behind = _BEHIND if {"date", "from"} & keys.keys() else ()
    last = {key: keys.pop(key) for key in (*behind, "children") if key in keys}
    return keys | last


def _plain(value: Any, type_: inspect.Type, form: str) -> Plain:
    if isinstance(type_, inspect.Metadata):
        return _plain(value, type_.type, (type_.extra or {}).get("form", form))
    if isinstance(type_, inspect.UnionType):
        return _plain(value, _member(value, type_), form)
    match type_:
        case inspect.StructType():
            return _struct(value, type_)
        case inspect.DictType():
            return {key: _plain(inner, type_.value_type, "") for key, inner in value.items()}
        case inspect.VarTupleType():
            return [_plain(inner, type_.item_type, "") for inner in value]
        case inspect.StrType():
            return Leaf(value.text if isinstance(value, Formula) else value, form in _QUOTED_FORMS)
    return Leaf(value)


def _member(value: Any, union: inspect.UnionType) -> inspect.Type:
    """The member of the union that a value is of."""
    for type_ in union.types:
        bare = type_.type if isinstance(type_, inspect.Metadata) else type_
        if isinstance(bare, inspect.StructType):
            # By its tag: the form of a node or a choice is not the struct of the model.
            if isinstance(value, msgspec.Struct) and bare.tag == value.__struct_config__.tag:
                return type_
        elif isinstance(bare, inspect.VarTupleType) == isinstance(value, tuple) and not isinstance(
            bare, inspect.NoneType
        ):
            return type_
    raise TypeError(f"no member of {union} for {type(value)}")
