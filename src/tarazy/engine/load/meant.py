"""What an author most likely meant, and how a value of a kind is written: so that a message can say what to write."""

from __future__ import annotations

import datetime
import re
from typing import Any, Final

import msgspec
from msgspec import inspect

NUMBER: Final = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_YES: Final = frozenset({"yes", "y", "true", "on", "1", "да", "иә"})
_NO: Final = frozenset({"no", "n", "false", "off", "0", "нет", "жоқ"})
_MARKS: Final = {
    "\N{MINUS SIGN}": "-",
    "\N{EN DASH}": "-",
    "\N{EM DASH}": "-",
    "_": "",
    "\N{NO-BREAK SPACE}": "",
    " ": "",
}
_DAYS: Final = (
    (re.compile("([0-9]{1,2})[./]([0-9]{1,2})[./]([0-9]{4})"), (3, 2, 1)),
    (re.compile("([0-9]{4})[./-]([0-9]{1,2})[./-]([0-9]{1,2})"), (1, 2, 3)),
)
_PERIODS: Final = (
    (re.compile("([0-9]{4})[-/. ]?[qQ]([1-4])"), "{}-Q{}"),
    (re.compile("([0-9]{4})[-/.]([1-9])"), "{}-0{}"),
    (re.compile("([0-9]{4})[/.](0[1-9]|1[0-2])"), "{}-{}"),
    (re.compile("([0-9]{4})-([0-9]{4})"), "{}/{}"),
)
_EXAMPLES: Final = {
    "id": "online_share",
    "methodology": "kz/regional-development",
    "word": "KZ-47",
    "observed": "population",
    "period": "2023",
    "reason": "missing",
    "status": "O",
    "version": '"2024.1"',
    "breakdown": '""',
    "formula": "100 * part / whole",
    "equals": "1000 * tenge",
}
_SHOWN_AT_MOST: Final = 6


def example(type_: Any, form: str = "") -> str:
    """How a value of the type is written: its words, or one value that could stand there."""
    match type_:
        case inspect.Metadata():
            return example(type_.type, (type_.extra or {}).get("form", form))
        case inspect.UnionType():
            return _of_union(type_, form)
        case inspect.LiteralType(values):
            return " | ".join(str(value) for value in values)
        case inspect.StructType():
            return _of_struct(type_)
        case inspect.DictType():
            return f"{{{example(type_.key_type)}: {example(type_.value_type)}}}"
        case inspect.VarTupleType():
            return f"[{example(type_.item_type)}]"
        case inspect.BoolType():
            return "true | false"
        case inspect.DateType():
            return "2024-01-31"
        case inspect.IntType():
            return "1"
        case inspect.FloatType():
            return "0.5"
    return _EXAMPLES.get(form, '"…"')


def _of_union(union: inspect.UnionType, form: str) -> str:
    types = [type_ for type_ in union.types if not isinstance(type_, inspect.NoneType)]
    words = tags(union)
    if len(words) > 1:
        shown = words[:_SHOWN_AT_MOST] + ["…"] * (len(words) > _SHOWN_AT_MOST)
        return f"{{{tag_field(union)}: {' | '.join(shown)}}}"
    return example(types[0], form)


def tags(type_: inspect.Type) -> list[str]:
    """The methods that may be named here."""
    types = type_.types if isinstance(type_, inspect.UnionType) else (type_,)
    return [str(one.tag) for one in types if isinstance(one, inspect.StructType) and one.tag is not None]


def tag_field(type_: inspect.Type) -> str:
    """The key that says which of several is meant."""
    structs = type_.types if isinstance(type_, inspect.UnionType) else (type_,)
    return next((one.tag_field for one in structs if isinstance(one, inspect.StructType) and one.tag_field), "method")


def _of_struct(struct: inspect.StructType) -> str:
    keys = [f"{struct.tag_field}: {struct.tag}"] if struct.tag_field else []
    keys += [f"{one.encode_name}: {example(one.type)}" for one in struct.fields if one.required]
    whole = f"{{{', '.join(keys)}}}"
    return whole if len(keys) <= _SHOWN_AT_MOST and whole.count("{") <= 2 else f"{{{keys[0]}, …}}"


def type_of(struct: type[msgspec.Struct], key: str) -> Any:
    """The type of a key of a struct."""
    found = inspect.type_info(struct)
    assert isinstance(found, inspect.StructType)
    return next((one.type for one in found.fields if one.encode_name == key), inspect.StrType())


def number(text: str) -> str:
    """The number that is meant, in the spelling of a methodology; nothing where nobody can know.

    >>> number("0,5"), number("1 234.5"), number("\N{MINUS SIGN}5"), number("+.5"), number("007"), number("much")
    ('0.5', '1234.5', '-5', '0.5', '7', '')
    """
    plain = "".join(_MARKS.get(letter, letter) for letter in text).removeprefix("+")
    plain = plain.replace(",", ".") if plain.count(",") == 1 and "." not in plain else plain
    plain = re.sub(r"^(-?)0+(?=[0-9])", r"\1", plain)
    plain = re.sub(r"^(-?)\.", r"\g<1>0.", plain).removesuffix(".")
    return plain if NUMBER.fullmatch(plain) else ""


def boolean(text: str) -> str:
    return "true" if text.lower() in _YES else "false" if text.lower() in _NO else ""


def day(text: str) -> str:
    """
    >>> day("31.01.2024"), day("2024-1-5"), day("31.02.2024")
    ('2024-01-31', '2024-01-05', '')
    """
    for pattern, order in _DAYS:
        if found := pattern.fullmatch(text):
            try:
                return datetime.date(*(int(found[position]) for position in order)).isoformat()
            except ValueError:
                return ""
    return ""


def period(text: str) -> str:
    """
    >>> period("2023Q1"), period("2023.7"), period("2022-2024"), period("last year")
    ('2023-Q1', '2023-07', '2022/2024', '')
    """
    return next((form.format(*found.groups()) for pattern, form in _PERIODS if (found := pattern.fullmatch(text))), "")


def id(text: str) -> str:
    """
    >>> id("Hospital Beds"), id("1st"), id("койки")
    ('hospital_beds', '', '')
    """
    plain = re.sub("[ ./-]+", "_", text.strip().lower()).strip("_")
    return plain if re.fullmatch("[a-z][a-z0-9_]*", plain) else ""


def lower(text: str) -> str:
    """A name that differs by its capital letters and spaces only."""
    plain = re.sub("[ _]+", "-", text.strip().lower()) if "/" in text else id(text)
    return plain if plain.isascii() else ""


def word(text: str) -> str:
    plain = re.sub("[ /]+", "-", text.strip()).strip("-")
    return plain if re.fullmatch("[A-Za-z0-9][A-Za-z0-9._-]*", plain) else ""
