"""Parameters of addresses: what each may be, how it is read, how it is described. One table for all three."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tarazy.engine.model.period import is_period
from tarazy.web.doors.api.faults import Fault

MOST_VALUES: Final = 200
LONGEST: Final = 300
LONGEST_SEARCH: Final = 100
YEARS: Final = range(1800, 2201)

Schema = Mapping[str, Any]


@dataclass(frozen=True)
class Parameter:
    """`read`: the value from the texts given, one for each time it stands in the address; ValueError where it is not
    `allowed`. `is_list`: several values, by commas or by repeating the parameter. `in_path`: a part of the address.
    """

    name: str
    about: Promise
    allowed: Promise
    schema: Schema
    read: Callable[[Sequence[str]], Any]
    is_list: bool = False
    in_path: bool = False


def one(read: Callable[[str], Any]) -> Callable[[Sequence[str]], Any]:
    """A parameter that stands in an address once."""

    def read_one(given: Sequence[str]) -> Any:
        (text,) = given
        return read(text)

    return read_one


def several(read: Callable[[str], Any]) -> Callable[[Sequence[str]], Any]:
    """A parameter of several values: by commas, or repeated."""

    def read_several(given: Sequence[str]) -> Any:
        values = tuple(read(text) for one in given for text in one.split(","))
        if len(values) > MOST_VALUES:
            raise ValueError(len(values))
        return values

    return read_several


def _text(given: str) -> str:
    if not given or len(given) > LONGEST or "\0" in given:
        raise ValueError(given)
    return given


def _breakdown(given: str) -> str:
    return _text(given) if given else ""


def _search(given: str) -> str:
    text = given.strip()
    if len(text) > LONGEST_SEARCH:
        raise ValueError(given)
    return _text(text)


def _period(given: str) -> str:
    if not is_period(given) or any(
        int(year) not in YEARS for year in (given[:4], given[5:] if "/" in given else given[:4])
    ):
        raise ValueError(given)
    return given


def _moment(given: str) -> datetime.datetime:
    """A moment; of a day alone its beginning, where the site is. A space in place of the plus sign is one."""
    day = parse_date(given)
    found = datetime.datetime.combine(day, datetime.time()) if day else parse_datetime(given.replace(" ", "+"))
    if found is None or found.year not in YEARS:
        raise ValueError(given)
    return found if timezone.is_aware(found) else timezone.make_aware(found)


def texts(name: str, about: Promise, choices: Sequence[str] = ()) -> Parameter:
    """A list of ids, or of words that are all known."""
    if not choices:
        return Parameter(
            name, about, gettext_lazy("ids of up to 300 signs, at most 200"), {"type": "string"}, several(_text), True
        )

    def chosen(given: str) -> str:
        if given not in choices:
            raise ValueError(given)
        return given

    schema = {"type": "string", "enum": list(choices)}
    return Parameter(name, about, gettext_lazy("words of the list"), schema, several(chosen), True)


def whole(name: str, about: Promise, least: int, most: int, otherwise: int) -> Parameter:
    def number(given: str) -> int:
        if (
            not given.isascii()
            or not given.isdecimal()
            or len(given) > len(str(most))
            or not least <= int(given) <= most
        ):
            raise ValueError(given)
        return int(given)

    schema = {"type": "integer", "minimum": least, "maximum": most, "default": otherwise}
    return Parameter(name, about, gettext_lazy("a whole number within the limits"), schema, one(number))


def numbers(name: str, about: Promise) -> Parameter:
    def number(given: str) -> int:
        if not given.isascii() or not given.isdecimal() or len(given) > 18:
            raise ValueError(given)
        return int(given)

    return Parameter(
        name, about, gettext_lazy("whole numbers, at most 200"), {"type": "integer"}, several(number), True
    )


def word(name: str, about: Promise, choices: Sequence[str]) -> Parameter:
    """One of some words."""
    many = texts(name, about, choices)
    return replace(many, read=one(lambda given: many.read([given])[0]), is_list=False)


def in_path(name: str, about: Promise) -> Parameter:
    """A part of the address itself."""
    return Parameter(name, about, gettext_lazy("an id"), {"type": "string"}, one(_text), in_path=True)


_PERIOD: Final = {"type": "string", "pattern": r"^\d{4}(-Q[1-4]|-(0[1-9]|1[0-2])|/\d{4})?$"}
_PERIODS_ALLOWED: Final = gettext_lazy("2023, 2023-Q1, 2023-07 or 2022/2024")
_MOMENT_ALLOWED: Final = gettext_lazy("a day such as 2026-03-01 or a moment such as 2026-03-01T09:30:00+05:00")
# OpenAPI's format date-time alone would forbid the day.
_MOMENT: Final = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}"}


def period(name: str, about: Promise) -> Parameter:
    return Parameter(name, about, _PERIODS_ALLOWED, _PERIOD, one(_period))


def periods(name: str, about: Promise) -> Parameter:
    return Parameter(name, about, _PERIODS_ALLOWED, _PERIOD, several(_period), True)


def moment(name: str, about: Promise) -> Parameter:
    return Parameter(name, about, _MOMENT_ALLOWED, _MOMENT, one(_moment))


def search(name: str, about: Promise) -> Parameter:
    schema = {"type": "string", "minLength": 1, "maxLength": LONGEST_SEARCH}
    return Parameter(name, about, gettext_lazy("a text of 1 to 100 signs"), schema, one(_search))


def breakdowns(name: str, about: Promise) -> Parameter:
    allowed = gettext_lazy("breakdowns such as sex=f or age=15-24;sex=f; nothing for the total")
    return Parameter(name, about, allowed, {"type": "string"}, several(_breakdown), True)


def read_all(parameters: Sequence[Parameter], given: QueryDict) -> dict[str, Any]:
    """The values of all parameters that stand in an address. Raises Fault where one is unknown or not allowed."""
    by_name = {parameter.name: parameter for parameter in parameters if not parameter.in_path}
    for name in given:
        if name not in by_name:
            detail = _("There is no parameter “%(name)s” at this address.") % {"name": name[:100]}
            raise Fault("unknown-parameter", detail, by_name, parameter=name[:100])
    return {name: _read(by_name[name], given.getlist(name)) for name in given}


def _read(parameter: Parameter, given: Sequence[str]) -> Any:
    try:
        return parameter.read(given)
    except (ValueError, OverflowError):
        what = ", ".join(given)[:100]
        detail = _("“%(name)s” cannot be “%(given)s”. Allowed: %(allowed)s.") % {
            "name": parameter.name, "given": what, "allowed": parameter.allowed,
        }  # fmt: skip
        raise Fault("bad-parameter", detail, allowed_words(parameter), parameter=parameter.name) from None


def allowed_words(parameter: Parameter) -> list[str]:
    """The values of a parameter that has few, or its limits."""
    schema = parameter.schema
    if "enum" in schema:
        return [str(value) for value in schema["enum"]]
    return [f"{schema['minimum']}..{schema['maximum']}"] if "maximum" in schema else []
