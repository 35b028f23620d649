"""Which sheets the workbook of a methodology has, and which columns.

Made from the forms by which the text is read, so that a new key has its column here without a change. A column is
called by the path of its key, `title/kk`; the place in a list is `#1`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Final, NamedTuple, get_args

import msgspec
from msgspec import inspect

from tarazy.engine import steps
from tarazy.engine.load.forms import forms
from tarazy.engine.model import methodology as model
from tarazy.engine.model.methodology import INDEX
from tarazy.engine.model.stated_checks import StatedCheck
from tarazy.engine.model.worked_example import Case, CaseObservation, CaseUnit, Expected
from tarazy.engine.words import LANGUAGES

GENERAL: Final = "methodology"
TREE: Final = "tree"
INDICATORS: Final = "indicators"
METHODS: Final = "methods"
NUMBERS: Final = "numbers"
VARIABLES: Final = "variables"
UNITS_OF_MEASURE: Final = "units_of_measure"
CHECKS: Final = "checks"
UNCERTAINTY: Final = "uncertainty"
CASES: Final = "cases"
CASE_LISTS: Final = {"units": "case_units", "observations": "case_observations", "expect": "case_expect"}
TEXTS: Final = "texts"
WORDS: Final = "# words"
GUIDE: Final = "# guide"
NOT_READ: Final = "#"  # sheets and columns whose names begin so are for people only

KINDS: Final = (INDEX, "dimension", "indicator")
ROWS_BEFORE: Final = 2  # the words of the columns, and their keys


class Column(NamedTuple):
    """`words`: the only ones that its cells may hold; `is_text`: what looks like a number is none there."""

    key: str
    words: tuple[str, ...] = ()
    is_text: bool = True


@cache
def columns() -> dict[str, tuple[Column, ...]]:
    """The columns of every sheet that is read; `tree` and `numbers` have others besides, by the methods taken."""
    form = forms()
    method = (Column("node"), Column("step", steps.ORDER), Column("number", is_text=False))
    languages = tuple(Column(lang) for lang in LANGUAGES)
    dimension = tuple(one for one in _columns(model.Dimension) if one.key not in ("dimension", "children"))
    case = tuple(_columns(Case))
    return {
        GENERAL: (Column("key"), Column("value"), *languages),
        TREE: (Column("node"), Column("kind", KINDS), Column("parent"), Column("# title"), *dimension),
        INDICATORS: tuple(one for one in _columns(form.indicator) if one.key not in steps.ORDER),
        METHODS: (*method, Column("method"), Column("parameter"), Column("value", is_text=False), *languages),
        NUMBERS: (*method, Column("list"), Column("row", is_text=False)),
        VARIABLES: tuple(_columns(model.Variable)),
        UNITS_OF_MEASURE: tuple(_columns(model.UnitOfMeasure)),
        CHECKS: tuple(_of_checks()),
        UNCERTAINTY: (Column("key"), Column("value"), *languages),
        CASES: tuple(one for one in case if one.key not in CASE_LISTS),
        CASE_LISTS["units"]: (Column("case"), *_columns(CaseUnit)),
        CASE_LISTS["observations"]: (Column("case"), *_columns(CaseObservation)),
        CASE_LISTS["expect"]: (Column("case"), *_columns(Expected)),
        TEXTS: (Column("file"), Column("text")),
    }


@cache
def general_words() -> dict[str, tuple[str, ...]]:
    """The words that a row of the first sheet may hold, by its key."""
    return {one.key: one.words for one in _columns(forms().methodology) if one.words}


def _of_checks() -> Iterator[Column]:
    """Which check a row states, then every key that some check knows; what another check knows stays empty."""
    structs = get_args(StatedCheck)
    yield Column("check", tuple(str(struct.__struct_config__.tag) for struct in structs))
    columns = {one.key: one for struct in structs for one in _columns(struct)}
    behind = ("source", "date")
    yield from (one for key, one in columns.items() if key not in behind)
    yield from (columns[key] for key in behind)


def _columns(struct: type[msgspec.Struct]) -> Iterator[Column]:
    found = inspect.type_info(struct)
    assert isinstance(found, inspect.StructType)
    for one in found.fields:
        yield from _of_key(one.encode_name, one.type)


def _of_key(key: str, type_: Any) -> Iterator[Column]:
    match _bare(type_):
        case inspect.StructType(fields=fields, tag_field=None):
            for one in fields:
                yield from _of_key(f"{key}/{one.encode_name}", one.type)
        case inspect.LiteralType(values):
            yield Column(key, tuple(str(value) for value in values))
        case inspect.BoolType():
            yield Column(key, ("true", "false"))
        case inspect.FloatType() | inspect.IntType() | inspect.DateType():
            yield Column(key, is_text=False)
        case inspect.DictType() | inspect.CustomType():
            return  # the steps of a node, which have a sheet of their own
        case _:
            yield Column(key)


def _bare(type_: inspect.Type) -> inspect.Type:
    """Without what is said about a type, and without the possibility to leave the key out."""
    if isinstance(type_, inspect.Metadata):
        return _bare(type_.type)
    if isinstance(type_, inspect.UnionType):
        kept = [one for one in type_.types if not isinstance(one, inspect.NoneType)]
        return _bare(kept[0]) if len(kept) == 1 else inspect.AnyType()
    return type_
