"""The rules of a node in words: each step's method, its parameters, their sources and dates."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import msgspec
from django.utils.translation import gettext as _

from tarazy.engine.model.methodology import Methodology
from tarazy.engine.model.parameters import Parameters
from tarazy.engine.model.text import Text
from tarazy.engine.steps import ORDER, methods
from tarazy.engine.words import say
from tarazy.web.doors.portal.methodologies.words import STEPS, parameter_in_words, word_of
from tarazy.web.ui.parts import Fact
from tarazy.web.ui.written import in_language, language, long_date, number

TEXTS_OF_BANDS = "bands"


@dataclass(frozen=True)
class Rule:
    """One step of a node: what is done, with which numbers, and who says so."""

    step: str
    method: str
    facts: list[Fact]


def rules_of(methodology: Methodology, given: Mapping[str, Parameters]) -> list[Rule]:
    """The steps that a node takes, in the order in which they are taken. Bands are told elsewhere."""
    return [
        Rule(str(STEPS[step]), title_of(step, given[step]), list(facts_of(methodology, given[step])))
        for step in ORDER
        if step in given
    ]


def title_of(step: str, parameters: Parameters) -> str:
    """The method's own title in the language of the page."""
    return say(methods(step)[str(parameters.__struct_config__.tag)].TITLE, language())


def facts_of(methodology: Methodology, parameters: msgspec.Struct) -> Iterator[Fact]:
    """Every parameter as a term and its value; rows of a list each as one sentence."""
    for field in msgspec.structs.fields(parameters):
        value = getattr(parameters, field.name)
        if value is None or value == () or field.name == TEXTS_OF_BANDS:
            continue
        if isinstance(value, tuple) and value and isinstance(value[0], msgspec.Struct):
            for row in value:
                yield Fact(row_term(row), row_in_words(methodology, row))
        elif isinstance(value, msgspec.Struct) and not isinstance(value, Text):
            yield from facts_of(methodology, value)
        else:
            yield Fact(parameter_in_words(field.name), value_in_words(value))


def row_term(row: msgspec.Struct) -> str:
    begins = getattr(row, "from_", None)
    return _("From %(day)s") % {"day": long_date(begins)} if isinstance(begins, datetime.date) else _("Row")


def row_in_words(methodology: Methodology, row: msgspec.Struct) -> str:
    """A dated row: its numbers by name, then its source."""
    parts = []
    for field in msgspec.structs.fields(row):
        value = getattr(row, field.name)
        if field.name == "from_":
            continue
        if isinstance(value, Mapping):
            parts += [f"{node_title(methodology, name)}: {value_in_words(part)}" for name, part in value.items()]
        else:
            parts.append(f"{parameter_in_words(field.name)}: {value_in_words(value)}")
    return "; ".join(parts)


def node_title(methodology: Methodology, id: str) -> str:
    return in_language(methodology.nodes[id].title) if id in methodology.nodes else id


def value_in_words(value: object) -> str:
    if isinstance(value, Text):
        return in_language(value)
    if isinstance(value, datetime.date):
        return long_date(value)
    if isinstance(value, tuple):
        return ", ".join(word_of(str(part)) for part in value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return word_of(str(value))
    return number(value)
